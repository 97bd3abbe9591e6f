"""From the bytes of a YAML file to characters that may be read, or to the reasons why not."""

from __future__ import annotations

import re

from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.text import Text

LIMIT = 5_000_000

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)")
_BIDI = regex("[\u202a-\u202e\u2066-\u2069]")
_TAB = regex(r"^[ ]*\t", re.M)
_MOST = 20


class Typed(Frozen):
    """The characters of one YAML file.

    Attributes:
        path: the file, from the project's root.
        decoded: its characters without a byte-order mark; places are counted in these.
        lines: the same with plain line feeds, which the scanner reads; its origin is `decoded`.

    """

    path: str
    decoded: str
    lines: Text

    @property
    def direct(self) -> bool:
        """Whether places in `lines` and in `decoded` are the same."""
        return len(self.lines.chars) == len(self.decoded)

    def span(self, start: int, stop: int) -> Span:
        """Give the place in the file of a range of `lines`."""
        if self.direct:
            return Span(self.path, start, stop)
        return Span(self.path, *self.lines.origin(start, stop))


def decode(path: str, data: bytes) -> tuple[Typed | None, list[Diagnostic]]:
    """Decode strictly from UTF-8 and look for what must not stand in an outline.

    A byte-order mark is dropped. Control characters (also line separators other than LF and CR LF) and
    tabs in the indentation are errors; bidirectional overrides are warnings. At most 20 of a kind are told.
    """
    if len(data) > LIMIT:
        message = f"expected at most {LIMIT:,} bytes, found {len(data):,}"
        return None, [error("too-large", message, Span(path)).hint("divide the file")]
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return None, [_not_utf_8(path, data, fault.start)]
    found = [*_controls(path, decoded), *_bidi(path, decoded)]
    tabs = _tabs(path, decoded)
    typed = Typed(path, decoded, _with_line_feeds(decoded))
    return (None if tabs else typed), [*found, *tabs]


def turns(text: str) -> list[tuple[int, str]]:
    """Give the place and the name of each character that changes the direction of writing."""
    return [(match.start(), f"U+{ord(match[0]):04X}") for match in _BIDI.finditer(text)]


def control_characters(text: str) -> list[tuple[int, str]]:
    """Give the place and the name of each control character, also of a lone surrogate."""
    return [(match.start(), f"U+{ord(match[0]):04X}") for match in _CONTROL.finditer(text)]


def _with_line_feeds(decoded: str) -> Text:
    """Take CR LF for LF, and stand-ins for control characters, which the scanner would stumble over."""
    text = Text.of(_CONTROL.sub("\ufffd", decoded))
    if "\r" not in text.chars:
        return text
    return text.edit((match.start(), match.end(), "\n") for match in re.finditer("\r\n", text.chars))


def _not_utf_8(path: str, data: bytes, at: int) -> Diagnostic:
    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    place = len(data[bom:at].decode("utf-8", "replace"))
    message = f"expected UTF-8, found byte 0x{data[at]:02X}"
    return error("not-utf-8", message, Span(path, place, place + 1)).hint("save the file as UTF-8")


def _controls(path: str, decoded: str) -> list[Diagnostic]:
    return [
        error("control-character", f"control character {name}", Span(path, at, at + 1)).hint("delete it")
        for at, name in control_characters(decoded)[:_MOST]
    ]


def _bidi(path: str, decoded: str) -> list[Diagnostic]:
    return [turned(name, Span(path, at, at + 1)) for at, name in turns(decoded)[:_MOST]]


def turned(name: str, span: Span) -> Diagnostic:
    """Warn of a character that changes the direction of writing."""
    message = f"{name} changes the direction of the words after it"
    return warning("bidi-control", message, span).hint("delete it unless the words need it")


def _tabs(path: str, decoded: str) -> list[Diagnostic]:
    return [
        error(
            "tab-indentation", "expected spaces at the line's start, found a tab", Span(path, at - 1, at)
        ).hint("indent with spaces")
        for at in [match.end() for match in _TAB.finditer(decoded)][:_MOST]
    ]
