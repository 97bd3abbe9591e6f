"""Citation styles of both classes, through the whole program but the layout."""

from __future__ import annotations

import re

import pytest

from casebook import base, with_digests
from roa_dossier import build
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import has_errors
from roa_dossier.world import Memory

CHAPTER = b"""title: The town
id: one
blocks:
  - text: |
      It "lies on the river" [@town], they say [@town: The mill burned down]. It is old.^[Our own note.]
"""


def printed(style: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the chapter's words as set, notes in their place, without layout."""
    from roa_dossier import layout
    from roa_dossier.diagnostics import Checked, error
    from roa_dossier.model.book import Pages

    caught = []

    def caught_pages(manuscripts, typesetting, late=None, *, quick):
        caught.extend(manuscripts)
        return Checked(Pages(b""), (error("layout-failed", "stopped here"),))

    monkeypatch.setattr(layout, "pages", caught_pages)
    files = with_digests(base())
    files["dossier/dossier.yaml"] += f"citation-style: {style}\n".encode()
    files["dossier/chapters/01.yaml"] = CHAPTER
    with Workshop(whole=True) as shop:
        built = build.build(Memory(files), shop=shop)
    assert not has_errors(built.proof.diagnostics)
    (chapter,) = [part for part in caught if part.id == "one"]
    return " ".join(re.sub(r"<[^>]+>", "", chapter.html).split())


def test_a_note_style_notes_after_punctuation(monkeypatch: pytest.MonkeyPatch) -> None:
    words = printed("chicago-notes-bibliography", monkeypatch)
    assert "It “lies on the river”," in words
    assert "they say.T, ¶ 3, l. 7. It is old.Our own note." in words


def test_an_in_text_style_cites_before_punctuation_and_our_notes_stay_notes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = printed("apa", monkeypatch)
    assert (
        "It “lies on the river” (The Town, n.d., ¶ 1, l. 3), they say (The Town, n.d., ¶ 3, l. 7). It is"
        in words
    )
    assert "It is old.Our own note." in words
