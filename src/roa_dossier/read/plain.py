"""The reader for plain text: paragraphs between empty lines, and the web page's own words at the edges."""

from __future__ import annotations

from roa_dossier.model.source import Block, PartKind
from roa_dossier.read import chrome
from roa_dossier.read.parts import Reading
from roa_dossier.read.rows import Line, groups
from roa_dossier.text import Text

_TITLE_LIMIT = 120
_STOPS = ".!?…:;,"


def reading(text: str) -> Reading:
    """Tell the parts of `text` apart: chrome, a title, and body paragraphs numbered from 1."""
    runs = tuple(groups(text))
    first, last = chrome.edges(runs)
    blocks: list[Block] = []
    number = 0
    for index, run in enumerate(runs):
        inside = first <= index < last
        if not inside or (not number and chrome.is_chrome(run)):
            blocks.append(_block(text, PartKind.CHROME, run))
        elif index == first and index + 1 < last and _is_title(run):
            blocks.append(_block(text, PartKind.TITLE, run))
        else:
            number += 1
            blocks.append(_block(text, PartKind.BODY, run, number))
    return Reading(tuple(blocks))


def _is_title(run: tuple[Line, ...]) -> bool:
    return len(run) == 1 and len(run[0].chars) <= _TITLE_LIMIT and run[0].chars[-1] not in _STOPS


def _block(text: str, kind: PartKind, run: tuple[Line, ...], number: int | None = None) -> Block:
    start, stop = run[0].start, run[-1].stop
    words = Text("", ()) if kind is PartKind.CHROME else Text.of(text[start:stop], start)
    return Block(kind, start, stop, words, number)
