"""What the page is told, as plain data: messages, passages in their sources, editions and chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from roa_dossier import editions
from roa_dossier.build import Proof
from roa_dossier.diagnostics import Diagnostic, Label, Span
from roa_dossier.model.source import Source
from roa_dossier.preview.places import Places
from roa_dossier.traces.form import Quotation, Rest

ENOUGH, MOST = 120, 1_400
"""Characters of a source: a passage with fewer around it is shown with its neighbours; so many are shown."""

MESSAGES = 200
"""So many messages are told, errors first; the rest are counted."""

Runs = list[tuple[str, bool]]

_RESTS = {"reference": "reference", "note": "note", "citation-needed": "citation needed"}


def messages(diagnostics: Iterable[Diagnostic], places: Places) -> dict[str, Any]:
    """Tell messages, errors before warnings, each kind by place."""
    listed = list(diagnostics)
    errors = [one for one in listed if one.severity == "error"]
    warnings = [one for one in listed if one.severity != "error"]
    return {
        "errors": len(errors),
        "warnings": len(warnings),
        "listed": [_message(one, places) for one in (*errors, *warnings)[:MESSAGES]],
    }


def _message(one: Diagnostic, places: Places) -> dict[str, Any]:
    sides = [label for label in (one.primary, *one.related) if label]
    return {
        "severity": str(one.severity),
        "code": one.code,
        "message": one.message,
        "sides": [_side(label, places) for label in sides if label.span.path],
        "hints": list(one.hints),
    }


def _side(label: Label, places: Places) -> dict[str, Any]:
    return {"text": label.text, "excerpt": places.excerpt(label.span), **places.place(label.span)}


def choices(proof: Proof, edition: str) -> dict[str, Any] | None:
    """Tell what can be chosen: editions, and the chapters of one; None of an outline that cannot be read."""
    outline = proof.outline
    if outline is None:
        return None
    chosen = editions.of(outline, edition) or editions.usual(outline)
    resolved = proof.of(chosen).resolved
    shown = editions.shown(resolved, chosen).chapters if resolved else ()
    return {
        "title": str(outline.title),
        "edition": chosen.key,
        "editions": [one.key for one in editions.every_one(outline)],
        "chapters": [{"id": one.id, "number": one.number, "title": one.title} for one in shown],
    }


def passage(one: Quotation, proof: Proof, places: Places) -> dict[str, Any]:
    """Tell a quotation with its passage: its places in source and outline, and the words around it."""
    source = proof.sources.get(one["source"])
    told = {
        "words": one["words"],
        "source": one["source"],
        "locator": one["locator"],
        "rests": [_rest(rest) for rest in one["rests_on"]],
        "written": _written(one, proof, places),
    }
    if source is None or not one["ranges"]:
        return {**told, "siglum": one["source"], "title": "", "place": None, "runs": []}
    ranges = sorted((start, stop) for start, stop in one["ranges"])
    return {
        **told,
        "siglum": source.siglum,
        "title": _title(proof, source.key),
        "place": places.place(Span(source.path, *ranges[0])),
        "runs": list(_runs(source, ranges)),
    }


def _rest(rest: Rest) -> dict[str, str]:
    return {"kind": _RESTS.get(rest["kind"], rest["kind"]), "mark": rest["mark"], "words": rest["words"]}


def _title(proof: Proof, key: str) -> str:
    """Give the title of a source, as its reference has it."""
    entries = proof.outline.sources if proof.outline else ()
    return next((str(one.reference.data.get("title", "")) for one in entries if str(one.key) == key), "")


def _written(one: Quotation, proof: Proof, places: Places) -> dict[str, Any] | None:
    """Give the place of the block that quotes."""
    if proof.resolved is None:
        return None
    blocks = (block for chapter in proof.resolved.chapters for block in chapter.blocks)
    span = next((block.span.known for block in blocks if block.anchor == one["block"]), None)
    return places.place(span) if span else None


def _runs(source: Source, ranges: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Give the words around a passage in runs, each with whether it belongs to the passage."""
    first, last = _around(source, ranges[0][0], max(stop for _, stop in ranges))
    if first > 0:
        yield "… ", False
    at = first
    for start, stop in ranges:
        start, stop = max(start, at), min(stop, last)
        if start < stop:
            yield _unbroken(source, at, start), False
            yield _unbroken(source, start, stop), True
            at = stop
    yield _unbroken(source, at, last), False
    if last < len(source.text):
        yield " …", False


def _around(source: Source, start: int, stop: int) -> tuple[int, int]:
    """Give the range that is shown: the blocks of the passage, with their neighbours where that is little."""
    inside = [at for at, one in enumerate(source.blocks) if one.start < stop and start < one.stop]
    if not inside:
        return max(0, start - ENOUGH), min(len(source.text), stop + ENOUGH)
    low, high = inside[0], inside[-1]
    while source.blocks[high].stop - source.blocks[low].start < stop - start + ENOUGH:
        wider = max(low - 1, 0), min(high + 1, len(source.blocks) - 1)
        if wider == (low, high):
            break
        low, high = wider
    first, last = source.blocks[low].start, source.blocks[high].stop
    return max(first, _word(source.text, start - MOST // 2)), min(last, stop + MOST // 2)


def _unbroken(source: Source, start: int, stop: int) -> str:
    """Give a range of a source without the line ends inside its blocks; the edges of blocks are kept."""
    chars = [*source.text[start:stop]]
    for block in source.blocks:
        for at in range(max(block.start, start), min(block.stop, stop)):
            if source.text[at] in "\r\n":
                chars[at - start] = " "
    return "".join(chars)


def _word(text: str, at: int) -> int:
    """Give the beginning of the next word."""
    return 0 if at <= 0 else text.find(" ", at) + 1 or at
