"""An excerpt set as a block, as written."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline.words import Selector, Words


class QuoteBlock(Frozen):
    """`quote:` an excerpt set as a block.

    Attributes:
        selector: what is quoted.
        sic: words of it to be followed by [sic].
        emphasis: words of it set in italics by us; the note says "emphasis added".
        translation: our translation, printed beneath; the note says "our translation".
        language: the excerpt's language (BCP 47), where it is not the source's.

    """

    selector: Selector
    sic: tuple[Words, ...] = ()
    emphasis: tuple[Words, ...] = ()
    translation: Words | None = None
    language: Words | None = None
