"""Inlines as words on one line: what a reader reads of a note or a quotation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from roa_dossier import wording
from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.chapter import (
    Break,
    Call,
    Citation,
    CrossRef,
    Emphasised,
    FactValue,
    ForeignRun,
    GapRun,
    Inline,
    Linked,
    Mistake,
    NameForm,
    Plain,
    Quotation,
    RunIn,
)
from roa_dossier.model.outline import Outline
from roa_dossier.wording import Wording


def one_line(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def quoted(quotation: Quotation) -> str:
    """Give the words of a quotation as printed, its marks as typed."""
    return one_line("".join(piece.text for piece in quotation.pieces))


class Speaker(Frozen):
    """Says inlines by the numbers and citations of a dossier, in the words of its language."""

    apparatus: Apparatus
    say: Wording

    @staticmethod
    def of(outline: Outline, apparatus: Apparatus) -> Speaker:
        """Take the apparatus and the dossier's language."""
        return Speaker(apparatus, wording.of(outline.language))

    def note(self, chapter: str, call: Call) -> str:
        """Say the body of a note with its remarks, without its number and final stop."""
        remarks = (self.say.remarks.get(remark, remark) for remark in call.remarks)
        return one_line(". ".join([self.words(chapter, call.body).rstrip(" ."), *remarks]))

    def words(self, chapter: str, inlines: Iterable[Inline]) -> str:
        """Say inlines one after another."""
        return "".join(self._inline(chapter, inline) for inline in inlines)

    def _inline(self, chapter: str, inline: Inline) -> str:
        match inline:
            case Plain(text) | GapRun(text) | Mistake(text):
                return text
            case Emphasised(inlines) | Linked(_, inlines) | ForeignRun(_, inlines):
                return self.words(chapter, inlines)
            case RunIn(quotation):
                return f"{self.say.outer[0]}{quoted(quotation)}{self.say.outer[1]}"
            case FactValue(text=text, unit=unit):
                return f"{text} {unit}" if unit else text
            case NameForm(text=text, original=original):
                return f"{text} ({original})" if original else text
            case CrossRef(target):
                found = self.apparatus.targets.get(target)
                return (found.label or found.title) if found else target
            case Break():
                return " "
            case Call():
                return ""
            case Citation(identity, _, bracketed):
                line = "".join(run.text for run in self.apparatus.citations.get((chapter, identity), ()))
                return f"({line})" if bracketed and not self.apparatus.in_text else line
            case _:
                assert_never(inline)
