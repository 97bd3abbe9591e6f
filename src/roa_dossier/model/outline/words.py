"""Characters as a person typed them, with their places, and selectors made of them."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed, field
from roa_dossier.text import Text

NOWHERE = Span("")


class Words(Placed):
    """Characters as a person typed them, and where.

    Attributes:
        text: the characters; their origin is the decoded text of the file.
        path: the file, from the project's root.

    """

    APART = ("path",)

    text: Text
    path: str = field(default="")

    def __str__(self) -> str:
        return self.text.chars

    def __bool__(self) -> bool:
        return bool(self.text.chars)

    @property
    def span(self) -> Span:
        """The whole range in the file."""
        return self.at(0, len(self.text))

    def at(self, start: int, stop: int) -> Span:
        """Give the range in the file of the characters `start`–`stop`."""
        return Span(self.path, *self.text.origin(start, stop))

    def slice(self, start: int, stop: int) -> Words:
        """Give the characters `start`–`stop` with their places."""
        return Words(self.text.slice(start, stop), self.path)


class Selector(Frozen):
    """W3C's TextQuoteSelector with the source it is said of.

    Attributes:
        source: an id of `sources.yaml`.
        exact: the words, brackets and omissions as typed.
        prefix: words right before them, where they stand more than once.
        suffix: words right after them.

    """

    source: Words
    exact: Words
    prefix: Words | None = None
    suffix: Words | None = None
