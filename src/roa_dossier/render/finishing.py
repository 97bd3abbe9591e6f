"""What the layout must know of a manuscript, marked in it when all else is made."""

from __future__ import annotations

from roa_dossier.frozen import replace
from roa_dossier.model.book import Manuscript
from roa_dossier.render import brief, foreign, long_words, signs

Languages = tuple[tuple[str, str], ...]
"""The language of each script, as `foreign.declared` has it."""


def finished(one: Manuscript, languages: Languages) -> Manuscript:
    """Mark brief parts, long words, signs to keep apart, foreign scripts."""
    marked = foreign.marked(signs.kept(long_words.marked(brief.marked(one.html))), dict(languages))
    return replace(one, html=marked)
