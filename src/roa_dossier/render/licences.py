"""Licences and attribution: what of others' work is printed, on what terms, and what was changed in it."""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import FigureBox, Passage
from roa_dossier.model.outline import SourceEntry
from roa_dossier.render import notice
from roa_dossier.render.desk import Desk
from roa_dossier.render.writer import Writer


class TermsView(Frozen):
    """A source: its reference, licence, the address of its text, what is used of it, and what was changed."""

    siglum: str
    reference: Markup
    licence: str
    address: str
    used: tuple[str, ...]
    changes: tuple[str, ...]


class CreditView(Frozen):
    """A picture with its credit."""

    label: str
    title: str
    credit: str


def values(desk: Desk) -> dict[str, object]:
    """Prepare the page: sources, works, pictures, typefaces."""
    return {
        "sources": [_terms(desk, entry) for entry in desk.outline.sources],
        "plain": str(desk.outline.theme) == "plain",
        "works": bool(desk.outline.works),
        "pictures": _credits(desk),
    }


def _terms(desk: Desk, entry: SourceEntry) -> TermsView:
    say, writer = desk.say, Writer(desk)
    view = notice.source(writer, entry)
    counted = next((each for each in desk.resolved.criticism if each.source == str(entry.key)), None)
    printed = say.count(counted.words, say.words_of) if counted else ""
    used = [say.licence_quoted.format(words=printed)] if printed else []
    if entry.licence is not None and entry.licence.passes_on:
        reprinted = desk.wants("sources-as-quoted")
        used += [say.licence_reprinted.format(part=say.as_quoted)] if reprinted else []
        used += [say.licence_attached] if str(entry.key) in desk.attached else []
    else:
        used.append(say.licence_brief)
    return TermsView(
        view.siglum, view.reference, view.licence, notice.address(entry), tuple(used), _changes(desk, entry)
    )


def _changes(desk: Desk, entry: SourceEntry) -> tuple[str, ...]:
    """Say what the dossier changes in what it prints, and what was folded to find it."""
    folds = {
        fold for passage in desk.in_all(Passage) if passage.source == str(entry.key) for fold in passage.folds
    }
    named = desk.say.folded(sorted(folds - set(notice.ALWAYS_FOLDED)))
    return (desk.say.licence_changes, desk.say.licence_folds.format(folds=named))


def _credits(desk: Desk) -> list[CreditView]:
    return [
        CreditView(
            desk.apparatus.labels.get(block.anchor, ""),
            desk.ours(block.title),
            desk.ours(block.content.credit),
        )
        for chapter in desk.resolved.chapters
        for block in chapter.blocks
        if isinstance(block.content, FigureBox)
    ]
