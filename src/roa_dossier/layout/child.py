"""The child process that lays out: reads a job from its input, writes the outcome to its output."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from dataclasses import replace

from roa_dossier.layout.job import Cause, Failure, Job, Outcome
from roa_dossier.limits import limit


def main() -> None:
    """Lay out the one job that stands on the input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may stand among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    job: Job = pickle.load(sys.stdin.buffer)
    gc.set_threshold(100_000, 50, 100)
    limit(job.seconds, job.memory)
    answers.write(pickle.dumps(_outcome(job), protocol=5))
    answers.flush()
    os._exit(0)  # the operating system frees the boxes faster than Python


def _outcome(job: Job) -> Outcome:
    try:
        from roa_dossier.layout import engine
    except OSError as fault:
        return Outcome(failure=Failure(Cause.TOOL, _words(fault)))
    try:
        return engine.lay_out(job)
    except Exception as fault:
        failed = Failure(_cause(fault), _words(fault))
    return Outcome(failure=replace(failed, sections=_culprits(job, failed.cause)))


def _culprits(job: Job, cause: Cause) -> tuple[str, ...]:
    """Say which sections fail alone for the same cause; none when all of several do."""
    if len(job.sections) == 1:
        return (job.sections[0][0],)
    from roa_dossier.layout import engine

    failing: list[str] = []
    for section in job.sections:
        try:
            engine.lay_out(replace(job, sections=(section,), fonts=()))
        except Exception as fault:
            if _cause(fault) is cause:
                failing.append(section[0])
    return tuple(failing) if len(failing) < len(job.sections) else ()


def _cause(fault: Exception) -> Cause:
    match fault:
        case RecursionError():
            return Cause.NESTING
        case MemoryError():
            return Cause.MEMORY
        case _:
            return Cause.ENGINE


def _words(fault: Exception) -> str:
    text = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {text}" if text else type(fault).__name__


if __name__ == "__main__":
    main()
