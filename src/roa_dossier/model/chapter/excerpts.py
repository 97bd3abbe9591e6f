"""A quotation set as a block, resolved."""

from __future__ import annotations

from dataclasses import dataclass

from roa_dossier.model.chapter.evidence import Quotation
from roa_dossier.model.chapter.running import Call, Mistake


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation set as a block, with its note and, where given, our translation."""

    quotation: Quotation | Mistake
    call: Call | None
    translation: str = ""
