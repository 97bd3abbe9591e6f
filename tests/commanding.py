"""A command line as a person types it, run in this process: the same words, without the start."""

import contextlib
import io
import os
import signal
import subprocess
from pathlib import Path
from unittest import mock

from roa_dossier.cli import commands


def run(*arguments, cwd=None, **changed):
    """Run a command in a folder, with changes to the environment; give what a process would give."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.dict(os.environ, changed),
        mock.patch.object(signal, "signal"),  # how this process is to be stopped is not the command's to say
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        status = commands.status([str(argument) for argument in arguments])
    told = (stream.buffer.getvalue().decode() for stream in (out, err))
    return subprocess.CompletedProcess(arguments, status, *told)
