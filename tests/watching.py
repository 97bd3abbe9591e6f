"""`roa-dossier watch` as a person starts it: a process of its own, that nothing of is left behind."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MARK = "ROA_DOSSIER_TEST_WATCH"


@dataclass
class Watch:
    address: str
    process: subprocess.Popen

    def stop(self, number=signal.SIGINT):
        """Ask it to end, as Ctrl-C does, and give its exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def watch(folder, *options, mark="watch"):
    """Start it in a folder; it is gone at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "roa_dossier", "-C", str(folder), "watch", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, MARK: mark, "PYTHONPATH": str(ROOT / "src")},
    )
    try:
        address = process.stdout.readline().strip()
        assert address, "it ended at once"
        yield Watch(address, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()


def left(mark):
    """Give the processes that were begun under a mark and are still there."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found
