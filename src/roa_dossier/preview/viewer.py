"""The child process that draws pages: PDFium serves one thread, and the build beside it reads PDFs, too.

It reads a name and arguments from its input, writes what the album answers to its output, and ends when
nobody asks any more.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from roa_dossier.preview.album import Album


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may stand among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    album = Album()
    while True:
        try:
            name, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            break
        try:
            answer = (True, getattr(album, name)(*arguments))
        except Exception as fault:
            answer = (False, f"{type(fault).__name__}: {fault}")
        try:
            pickle.dump(answer, answers, protocol=5)
            answers.flush()
        except BrokenPipeError:
            break
    os._exit(0)


if __name__ == "__main__":
    main()
