"""The child process that lays out: reads a job from its input, writes the outcome to its output.

A job that waits for late parts makes of it a conversation: job, places, late parts, outcome.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from typing import IO

from roa_dossier.depth import roomy
from roa_dossier.frozen import replace
from roa_dossier.layout import libraries
from roa_dossier.layout.guarded import cause as cause_of
from roa_dossier.layout.guarded import words
from roa_dossier.layout.job import Cause, Failure, Job, Laid, Late, Outcome
from roa_dossier.limits import limit


def main() -> None:
    """Lay out the one job that stands on the input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may stand among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    job: Job = pickle.load(sys.stdin.buffer)
    gc.set_threshold(100_000, 50, 100)
    limit(job.seconds, job.memory, for_good=False)
    _say(answers, roomy(_outcome, job, answers))
    os._exit(0)  # the operating system frees the boxes faster than Python


def _say(answers: IO[bytes], what: Laid | Outcome) -> None:
    answers.write(pickle.dumps(what, protocol=5))
    answers.flush()


def _outcome(job: Job, answers: IO[bytes]) -> Outcome:
    try:
        libraries.load()
        from roa_dossier.layout import engine
    except OSError as fault:
        return Outcome(failure=Failure(Cause.TOOL, words(fault)))
    asked: list[Late] = []

    def late(laid: Laid) -> Late:
        _say(answers, laid)
        try:
            asked.append(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(1)  # nobody waits for the outcome any more
        limit(asked[0].seconds, asked[0].memory, for_good=False)
        return asked[0]

    try:
        return engine.lay_out(job, late)
    except Exception as fault:
        failed = Failure(cause_of(fault), words(fault))
    alone = replace(job, fonts=(), waits=False)
    # what was laid out before the late parts were asked for is not to blame
    sections = asked[0].sections if asked else job.sections
    return Outcome(failure=replace(failed, sections=_culprits(alone, sections, failed.cause)))


def _culprits(job: Job, sections: tuple[tuple[str, str], ...], cause: Cause) -> tuple[str, ...]:
    """Say which sections fail alone for the same cause; none when all of several do."""
    if cause is Cause.SEAM:
        return ()
    if len(sections) == 1:
        return (sections[0][0],)
    from roa_dossier.layout import engine

    failing: list[str] = []
    for section in sections:
        try:
            engine.lay_out(replace(job, sections=(section,)))
        except Exception as fault:
            if cause_of(fault) is cause:
                failing.append(section[0])
    return tuple(failing) if len(failing) < len(sections) else ()


if __name__ == "__main__":
    main()
