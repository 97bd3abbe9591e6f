"""Running text as a kind of value: whole paragraphs, or the inlines of a table's cell."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Inline, Prose
from roa_dossier.parse.kinds import Findings, Schema, scalar
from roa_dossier.parse.nodes import Node, Scalar


class RunningText(Frozen):
    """Paragraphs and lists with citations, facts, names and quotations in them."""

    def read(self, node: Node, findings: Findings) -> tuple[Prose, ...] | None:
        """Give the paragraphs."""
        from roa_dossier.parse.running_text import prose  # what was read before needs no Markdown

        words = scalar(node, findings, "running text")
        if words is None:
            return None
        flow, told = prose(words)
        findings.add(*told)
        return flow

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": ["string", "number"]}


class CellText(Frozen):
    """Running text of one paragraph, which may be empty."""

    def read(self, node: Node, findings: Findings) -> tuple[Inline, ...] | None:
        """Give the inlines."""
        from roa_dossier.parse.running_text import inlines

        if isinstance(node, Scalar) and not str(node.words).strip():
            return ()
        words = scalar(node, findings, "the running text of a cell")
        if words is None:
            return None
        line, told = inlines(words)
        findings.add(*told)
        return line

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": ["string", "number", "boolean", "null"]}
