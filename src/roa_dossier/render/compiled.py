"""The built-in templates as Python compiled them, kept beside the program as its own modules are.

To compile those that a chapter needs takes as long as to set it. Only what came with the program is kept, and
only where the program is: whoever may change that may change the program. Templates of a project are compiled
each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__"


class Compiled(jinja2.FileSystemBytecodeCache):
    """Keeps compiled templates in the folder of compiled modules, where that can be written."""

    def __init__(self) -> None:
        super().__init__(str(FOLDER), f"templates-{_setting()}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept of a template with the same text, if anything."""
        with contextlib.suppress(Exception):  # what cannot be read is compiled again
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, unless modules are not kept either."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


@cache
def _setting() -> str:
    """Name what the code of a template depends on besides its text: our setting of Jinja, and its version."""
    press = (Path(__file__).parent / "press.py").read_bytes()
    return hashlib.sha256(press + jinja2.__version__.encode()).hexdigest()[:16]
