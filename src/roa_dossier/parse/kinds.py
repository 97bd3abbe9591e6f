"""The kinds of value an outline holds: each reads a node, and describes itself as JSON Schema.

One description serves the parser and the editor: a `Shape` is a table of fields, a field has a kind, and
a kind knows how to `read` and what its `schema` is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Words
from roa_dossier.parse.nodes import Listing, Mapping, Node, Scalar
from roa_dossier.parse.suggest import nearest
from roa_dossier.patterns import regex
from roa_dossier.world import Refused, inside

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

Schema = dict[str, Any]

ID = regex(r"[a-z0-9][a-z0-9-]*")
LANGUAGE = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DOUBLE_MARK = regex('["“”„‟«»＂〝〞〟]')
_TYPED_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


MOST = 1000


class Enough(Exception):
    """A file has so many mistakes that reading on would only cost time."""


@dataclass(slots=True)
class Findings:
    """What a parse has to say so far, and the ids of what it had to leave out.

    Attributes:
        told: the messages.
        refused: the ids.
        most: how many errors end the reading, by `Enough`; None for no end.

    """

    told: list[Diagnostic] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    most: int | None = None

    def error(self, code: str, message: str, span: Span, *hints: str) -> None:
        """Tell an error."""
        self.add(error(code, message, span).hint(*hints))

    def add(self, *diagnostics: Diagnostic) -> None:
        """Tell what others found."""
        self.told.extend(diagnostics)
        if self.most is not None and len(self.told) >= self.most:
            raise Enough


class Kind(Protocol[T_co]):
    """A kind of value: `read` gives None, and tells why, where a node is not of it."""

    def read(self, node: Node, findings: Findings) -> T_co | None:
        """Give the value."""
        ...

    def schema(self) -> Schema:
        """Describe it as JSON Schema."""
        ...


def scalar(node: Node, findings: Findings, wanted: str) -> Words | None:
    """Give a scalar's words without the white space around them; a list, a mapping or nothing is an error."""
    match node:
        case Scalar():
            words = trimmed(node.words)
            if not words:
                findings.error("empty-value", f"expected {wanted}, found nothing", node.span)
                return None
            return words
        case Listing():
            findings.error("wrong-kind", f"expected {wanted}, found a list", node.span)
        case Mapping():
            findings.error("wrong-kind", f"expected {wanted}, found keys and values", node.span)
    return None


def trimmed(words: Words) -> Words:
    """Give words without the white space around them."""
    chars = words.text.chars
    start = len(chars) - len(chars.lstrip(" \n\t"))
    stop = len(chars.rstrip(" \n\t"))
    return words if (start, stop) == (0, len(chars)) else words.slice(start, stop)


class Literal(Frozen):
    """Words of a source, or of ours without rules: any scalar, over several lines if need be."""

    about: str = "words, as typed"

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the words."""
        return scalar(node, findings, self.about)

    def schema(self) -> Schema:
        """Describe it."""
        return dict(_TYPED_SCALAR)


class CellWords(Frozen):
    """A cell: words as typed, or nothing."""

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the words, which may be empty."""
        if isinstance(node, Scalar):
            return trimmed(node.words)
        return scalar(node, findings, "the words of a cell")

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": ["string", "number", "boolean", "null"]}


class Line(Frozen):
    """One line of plain words of ours, in which a quotation would go unchecked."""

    about: str = "one line of plain words"

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the line."""
        words = scalar(node, findings, self.about)
        if words is None:
            return None
        chars = words.text.chars
        if (at := chars.find("\n")) >= 0:
            message = "expected one line, found more"
            findings.error("one-line", message, words.at(at, len(chars)), "join the lines")
        if mark := _DOUBLE_MARK.search(chars):
            findings.error(
                "quotation-in-title",
                f"a quotation here would go unchecked: `{mark[0]}`",
                words.at(mark.start(), mark.end()),
                "quote in running text, or use single marks for words of ours",
            )
        return words

    def schema(self) -> Schema:
        """Describe it."""
        return dict(_TYPED_SCALAR)


class Patterned(Frozen):
    """A word of a fixed form."""

    pattern: re.Pattern[str]
    code: str
    about: str
    hint: str = ""

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the word."""
        words = scalar(node, findings, self.about)
        if words is None or self.pattern.fullmatch(words.text.chars):
            return words
        hints = [self.hint] if self.hint else []
        findings.error(self.code, f"expected {self.about}, found `{_short(words)}`", words.span, *hints)
        return None

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": ["string", "integer"], "pattern": f"^({self.pattern.pattern})$"}


IDENTIFIER = Patterned(
    ID, "bad-id", "an id of small letters, digits and hyphens", "write it like `konr-order-of-battle`"
)
LANGUAGE_TAG = Patterned(LANGUAGE, "bad-language", "a language tag such as `en-GB` or `ru`")
DIGEST = Patterned(
    regex("[0-9a-fA-F]{64}"),
    "bad-digest",
    "a SHA-256 digest of 64 hexadecimal digits",
    "let `roa-dossier add FILE` write it",
)


class Choice(Frozen):
    """One of a few words.

    Attributes:
        options: the words.
        code: of the message for another.
        elsewhere: words that mean something else, and the hint that says how to have it.

    """

    options: tuple[str, ...]
    code: str = "bad-choice"
    elsewhere: tuple[tuple[str, str], ...] = ()

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the word."""
        wanted = "one of " + ", ".join(f"`{option}`" for option in self.options)
        words = scalar(node, findings, wanted)
        if words is None or words.text.chars in self.options:
            return words
        found = _short(words)
        hints = [hint for word, hint in self.elsewhere if word == found] or nearest(found, self.options)
        findings.error(self.code, f"expected {wanted}, found `{found}`", words.span, *hints)
        return None

    def schema(self) -> Schema:
        """Describe it."""
        return {"enum": list(self.options)}


class Truth(Frozen):
    """`true` or `false` (also `yes` and `no`), as typed."""

    def read(self, node: Node, findings: Findings) -> bool | None:
        """Give it as a truth value."""
        words = scalar(node, findings, "`true` or `false`")
        if words is None:
            return None
        word = words.text.chars.lower()
        if word not in ("true", "false", "yes", "no"):
            message = f"expected `true` or `false`, found `{_short(words)}`"
            findings.error("bad-choice", message, words.span, *nearest(word, ("true", "false")))
            return None
        return word in ("true", "yes")

    def schema(self) -> Schema:
        """Describe it."""
        return {"enum": [True, False, "yes", "no"]}


class FilePath(Frozen):
    """A path inside the project, with forward slashes."""

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give the path as typed."""
        words = scalar(node, findings, "a path inside the project")
        if words is None:
            return None
        try:
            inside(words.text.chars)
        except Refused as refused:
            hint = "write it from the project's root with forward slashes, such as `seeds/report.txt`"
            findings.error("bad-path", refused.message, words.span, hint)
            return None
        return words

    def schema(self) -> Schema:
        """Describe it."""
        return {
            "type": "string",
            "pattern": r"^(?!/)(?!.*\\)(?!.*(^|/)\.\.(/|$))(?![A-Za-z][A-Za-z0-9+.-]*:).+$",
        }


class Day(Frozen):
    """A day of the calendar, `2026-11-21`."""

    def read(self, node: Node, findings: Findings) -> date | None:
        """Give the day."""
        words = scalar(node, findings, "a date such as `2026-11-21`")
        if words is None:
            return None
        found = real_date(words.text.chars)
        if found is None or len(found) < 3:
            findings.error(
                "bad-date", f"expected a date such as `2026-11-21`, found `{_short(words)}`", words.span
            )
            return None
        return date(*found)

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class When(Frozen):
    """A date or period in words of ours; what looks like a date must be one."""

    def read(self, node: Node, findings: Findings) -> Words | None:
        """Give it as typed."""
        words = Line("a date or a period").read(node, findings)
        if words and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", str(words)) and real_date(str(words)) is None:
            findings.error("bad-date", f"no such date: `{words}`", words.span)
        return words

    def schema(self) -> Schema:
        """Describe it."""
        return dict(_TYPED_SCALAR)


def real_date(typed: str) -> tuple[int, ...] | None:
    """Give year, month and day of `1945`, `1945-04` or `1945-04-13`; None where there is no such date."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{1,2}){0,2}", typed):
        return None
    parts = tuple(int(part) for part in typed.split("-"))
    try:
        date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return None
    return parts


class ListOf(Frozen, Generic[T]):
    """A list; with `lone`, a single item may stand without one. What cannot be read is left out."""

    item: Kind[T]
    about: str = "a list"
    lone: bool = False

    def read(self, node: Node, findings: Findings) -> tuple[T, ...] | None:
        """Give the items."""
        if isinstance(node, Listing):
            read = (self.item.read(item, findings) for item in node.items)
            return tuple(item for item in read if item is not None)
        if self.lone:
            item = self.item.read(node, findings)
            return None if item is None else (item,)
        found = "keys and values" if isinstance(node, Mapping) else "nothing"
        if isinstance(node, Scalar) and node.words:
            found = f"`{_short(node.words)}`"
        hint = "write each item on a line of its own after `- `"
        findings.error("wrong-kind", f"expected {self.about}, found {found}", node.span, hint)
        return None

    def schema(self) -> Schema:
        """Describe it."""
        items: Schema = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [items, self.item.schema()]} if self.lone else items


class Either(Frozen, Generic[T]):
    """Keys and values, or something shorter that stands for them."""

    short: Kind[T]
    long: Kind[T]

    def read(self, node: Node, findings: Findings) -> T | None:
        """Give what either form means."""
        return (
            self.long.read(node, findings) if isinstance(node, Mapping) else self.short.read(node, findings)
        )

    def schema(self) -> Schema:
        """Describe it."""
        return {"anyOf": [self.short.schema(), self.long.schema()]}


class Made(Frozen, Generic[T]):
    """A kind whose value is made from another's."""

    kind: Kind[Any]
    make: Callable[[Any], T]

    def read(self, node: Node, findings: Findings) -> T | None:
        """Give what is made of the value."""
        value = self.kind.read(node, findings)
        return None if value is None else self.make(value)

    def schema(self) -> Schema:
        """Describe it."""
        return self.kind.schema()


def _short(words: Words) -> str:
    chars = " ".join(words.text.chars.split())
    return chars if len(chars) <= 40 else chars[:39] + "…"
