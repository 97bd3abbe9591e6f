"""Characters as a terminal may show them: nothing that steers it, hides or turns the text around."""

from __future__ import annotations

import unicodedata

TAB = 4
_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MOST_COMBINING = 8


def shown(char: str) -> str:
    """Give what stands for a character: itself, spaces for a tab, or its code point as `<U+202E>`.

    Control, format (bidirectional marks, zero-width and soft hyphens), surrogate and separator characters
    are named by their code points; see Unicode, "General Category", and CVE-2021-42574.
    """
    if char == "\t":
        return " " * TAB
    if char.isascii():
        return char if " " <= char <= "~" else f"<U+{ord(char):04X}>"
    if unicodedata.category(char) in _UNSHOWN:
        return f"<U+{ord(char):04X}>"
    return char


def width(char: str) -> int:
    """Count the columns that `shown(char)` takes."""
    if char.isascii():
        return 1 if " " <= char <= "~" else len(shown(char))
    if unicodedata.category(char) in _UNSHOWN:
        return len(shown(char))
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """Count the columns of a text as `visible` shows it, but for marks piled too high."""
    return sum(width(char) for char in text)


def visible(text: str) -> str:
    """Show a text on one line; line ends are blanks, and marks piled on one letter are cut after eight."""
    out: list[str] = []
    piled = 0
    for char in text.replace("\r\n", " ").replace("\n", " "):
        piled = piled + 1 if not width(char) else 0
        if piled <= _MOST_COMBINING:
            out.append(shown(char))
    return "".join(out)
