"""A quotation set as a block, resolved."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter.evidence import Quotation
from roa_dossier.model.chapter.running import Call, Mistake


class Excerpt(Frozen):
    """A quotation set as a block, with its note and, where given, our translation."""

    quotation: Quotation | Mistake
    call: Call | None
    translation: str = ""
