"""Values as they are written in a PDF (ISO 32000-1 §7.3)."""

from __future__ import annotations

from codecs import BOM_UTF16_BE

from roa_dossier.patterns import regex

_ESCAPED = regex(rb"([\\()\r\n])")
_ESCAPES = {b"\r": b"\\r", b"\n": b"\\n"}


def string(words: str) -> bytes:
    """Write a string of text: in ASCII where that holds it, else in UTF-16 (§7.9.2.2)."""
    try:
        plain = words.encode("ascii")
    except UnicodeEncodeError:
        coded = BOM_UTF16_BE + words.encode("utf-16-be", "surrogatepass")
        return b"<%b>" % coded.hex().encode("ascii")
    return b"(%b)" % _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], b"\\" + found[1]), plain)


def binary(data: bytes) -> bytes:
    """Write a string of bytes."""
    return b"<%b>" % data.hex().encode("ascii")


def name(words: str) -> bytes:
    """Write a name (§7.3.5)."""
    plain = (
        bytes((code,)) if 33 <= code <= 126 and code not in b"#/()<>[]{}%" else b"#%02x" % code
        for code in words.encode()
    )
    return b"/" + b"".join(plain)


def reference(number: int) -> bytes:
    """Write a reference to an object."""
    return b"%d 0 R" % number


def real(value: float) -> bytes:
    """Write a number, with at most six decimals."""
    return f"{value:.6f}".rstrip("0").rstrip(".").encode("ascii")


def date(iso: str) -> bytes:
    """Write a day (§7.9.4)."""
    return string(f"D:{iso.replace('-', '')}000000Z")


def sort_key(words: str) -> bytes:
    """Give what names of a name tree are sorted by: their bytes (§7.9.6)."""
    try:
        return words.encode("ascii")
    except UnicodeEncodeError:
        return BOM_UTF16_BE + words.encode("utf-16-be", "surrogatepass")
