"""What a YAML file holds as far as we take it: mappings, lists and scalars as typed, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from roa_dossier.diagnostics import Span
from roa_dossier.model.outline import Words


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as typed; `span` covers its quotation marks or block indicator, `style` is YAML's sign."""

    words: Words
    span: Span
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not self.words and not self.style


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in order, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Listing | Mapping
