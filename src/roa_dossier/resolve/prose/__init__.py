"""Our own words checked: none borrowed without marks, no number that nothing in its paragraph supports."""

from __future__ import annotations

from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.prose.borrowed import say_borrowed
from roa_dossier.resolve.prose.figures import say_unsupported
from roa_dossier.resolve.prose.stretches import stretches

__all__ = ["check"]


def check(desk: Desk, outline: Outline, resolved: Resolved) -> None:
    """Warn of words of a source that stand unquoted in our prose, and of numbers without support.

    Our words are those of texts, notes, remarks, cells of our own tables, captions, heads, assessments and
    glosses. Quotations, facts and names by `{name:}` are not ours.
    """
    ours = tuple(stretches(outline, resolved))
    say_borrowed(desk, ours)
    say_unsupported(desk, ours)
