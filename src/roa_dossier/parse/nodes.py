"""What a YAML file holds as far as we take it: mappings, lists and scalars as typed, each with its place."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Words


class Scalar(Frozen):
    """A scalar as typed; `span` covers its quotation marks or block indicator, `style` is YAML's sign."""

    words: Words
    span: Span
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not self.words and not self.style


class Listing(Frozen):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Mapping(Frozen):
    """Keys and values in order, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Listing | Mapping
