"""Files read and put in place whole, and old ones deleted to make room."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from roa_dossier.world.refused import Refused


def replaced(target: Path, data: bytes, *, flushed: bool = True) -> None:
    """Put `data` in the place of `target`; on any failure or signal nothing else has changed.

    What can be made again need not be `flushed` to the disk: a digest tells whether it came there whole.
    """
    beside = target.parent / f".{target.name}.{os.urandom(4).hex()}.part"
    try:
        handle = _nameless(target.parent)
        if handle is None:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if flushed:
                os.fsync(handle)
            if os.fstat(handle).st_size != len(data):
                raise OSError(5, "fewer bytes on disk than were written")
            if not beside.exists():
                # Only with a folder given does the link lead to the file itself (linkat).
                os.link(f"/proc/self/fd/{handle}", beside, src_dir_fd=handle, follow_symlinks=True)
            beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _nameless(folder: Path) -> int | None:
    """Open a file without a name, of which a killed process leaves nothing; None where there are none."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666)
    except OSError:
        return None


def make_room(folder: Path, limit: int) -> None:
    """Delete the oldest files of a folder until the others are within the limit."""
    with os.scandir(folder) as entries:
        found = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries if entry.is_file()]
    room = limit
    for status, path in sorted(found, key=lambda file: (-file[0].st_mtime_ns, file[1])):
        room -= status.st_size
        if room < 0:
            Path(path).unlink(missing_ok=True)


def opened(path: str, target: Path | str, limit: int, *, used: bool = False) -> bytes:
    """Read a regular file; one that was `used` is so marked, and others make room first."""
    try:
        handle = os.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as fault:
        raise unread(path, fault) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refused("not-a-file", f"`{path}` is not a regular file")
    with os.fdopen(handle, "rb") as file:
        if used:
            with suppress(OSError):
                os.utime(file.fileno())
        try:
            data = file.read(limit + 1)
        except OSError as fault:
            raise unread(path, fault) from None
    if len(data) > limit:
        raise Refused("too-large", f"expected at most {limit:,} bytes, found more in `{path}`")
    return data


def unread(path: str, fault: OSError) -> Refused:
    """Say that a file cannot be read."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return Refused("missing-file", f"there is no file `{path}`")
    return Refused("unreadable", f"`{path}` cannot be read: {reason(fault)}")


def reason(fault: OSError) -> str:
    """Say why, in a few words."""
    return (fault.strerror or type(fault).__name__).lower()
