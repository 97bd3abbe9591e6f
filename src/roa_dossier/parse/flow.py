"""Flow style (`{…}`, `[…]`) cuts at every comma and colon in silence: where it would surprise."""

from __future__ import annotations

from roa_dossier.patterns import regex

_OF_RUNNING_TEXT = regex(r"\{\s*(fact|name|ref)\s*:")
_COMMA_IN_NUMBER = regex(r"\d,\d")
_SHORT = regex(r"\S*")


def braces(typed: str) -> tuple[str, str]:
    """Give message and hint for a mapping in flow style, which is always refused."""
    if _OF_RUNNING_TEXT.match(typed):
        return "text that begins with a brace is read as keys and values", "write the text under `|`"
    if not typed.startswith("{"):
        return "a colon inside square brackets makes keys and values", "put the item in quotation marks"
    return "braces cut what stands in them at every comma", "write each key on a line of its own, indented"


def brackets(typed: str, plain: list[str], inner: bool) -> tuple[str, str] | None:
    """Give message and hint for a list in flow style that cuts inside numbers or sentences.

    Args:
        typed: the list with its brackets.
        plain: its items without quotation marks.
        inner: whether it stands in another such list, as the parts of a date do.

    """
    if not all(_SHORT.fullmatch(item) for item in plain) or (
        plain and not inner and _COMMA_IN_NUMBER.search(typed)
    ):
        message = "square brackets cut what stands in them at every comma"
        return message, "write each item on a line of its own after `- `"
    return None
