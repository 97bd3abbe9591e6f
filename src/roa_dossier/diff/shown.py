"""What was compared, for people and for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from roa_dossier.diff.nouns import PARTS, Change, Editions, Fate, Side, Snapshots
from roa_dossier.diff.words import below, both, counted, entry, head, plural
from roa_dossier.frozen import Frozen, as_builtins
from roa_dossier.patterns import regex

NOTHING = "no change in facts, quotations, notes or ledger"
_WEIGHTY = ("facts", "quotations", "notes", "ledger")
_SUMMED = 4
_NUMBERED = regex(r"(¶|[\w, ]+) (\d{1,9})\Z")
_STATUSES = (
    ("broken", "broken"),
    ("ambiguous", "ambiguous"),
    ("mended", "mended: broken in OLD only"),
    ("unique", "unique: ambiguous in OLD only"),
    ("neither", "in neither"),
    ("moved", "moved"),
    ("in-place", "in place"),
)


def as_json(found: Editions | Snapshots) -> str:
    """Give everything as one JSON object; the guide says what its keys mean."""
    whole = _editions_plain(found) if isinstance(found, Editions) else _snapshots_plain(found)
    return json.dumps(whole, indent=2)


def human(found: Editions | Snapshots) -> str:
    """Show everything to a person, with counts at the end; what only shifted is summed up."""
    return "\n".join(_editions(found) if isinstance(found, Editions) else _snapshots(found))


# ── editions ────────────────────────────────────────────────────────────────────────────────────────


def _editions(found: Editions) -> Iterator[str]:
    for part in PARTS:
        changes = [one for one in found.changes if one.part == part]
        if changes:
            yield part.capitalize()
            for one in changes:
                yield from _change(one)
            yield ""
    yield _summary(found)


def _change(change: Change) -> Iterator[str]:
    if change.kind == "renumbered":
        numbers = plural(len(change.sides[0].old.split(", ")), change.part.removesuffix("s"))
        others = "has another number" if numbers.startswith("1 ") else "have other numbers"
        yield from entry(change.kind, f"{change.name}: {numbers} {others}".removeprefix(": "))
        return
    yield from entry(change.kind, change.name)
    if change.words:
        yield from below(change.words)
    for side in change.sides:
        yield from _side(side)


def _side(side: Side) -> Iterator[str]:
    if side.aspect in ("words", "text", "line"):
        yield from both(side.old, side.new)
    elif side.aspect == "reading":
        yield from below(f"{'new' if side.new else 'gone'}: {side.new or side.old}", "reading")
    elif len(side.aspect) <= 10:
        yield from below(f"{_short(side.old)} → {_short(side.new)}", side.aspect)
    else:
        yield from below(f"{side.aspect}: {_short(side.old)} → {_short(side.new)}")


def _short(words: str) -> str:
    """Give words; a digest by its beginning, and a dash for none."""
    return f"{words[:12]}…" if re.fullmatch(r"[0-9a-f]{64}", words) else words or "–"


def _summary(found: Editions) -> str:
    counts = Counter((one.part, one.kind) for one in found.changes)
    told = []
    for part in PARTS:
        kinds = sorted({kind for of, kind in counts if of == part})
        if kinds:
            told.append(f"{part}: {counted([(counts[part, kind], kind) for kind in kinds])}")
    if not any(one.part in _WEIGHTY for one in found.changes):
        told.append(NOTHING)
    return "; ".join(told)


def _editions_plain(found: Editions) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {part: {} for part in PARTS}
    for one in found.changes:
        counts[one.part][one.kind] = counts[one.part].get(one.kind, 0) + 1
    return {
        "format": 1,
        "compares": "editions",
        "old": found.old,
        "new": found.new,
        "same": found.same,
        "counts": counts,
        "changes": [as_builtins(one) for one in found.changes],
    }


# ── snapshots ───────────────────────────────────────────────────────────────────────────────────────


def _snapshots(found: Snapshots) -> Iterator[str]:
    for status, _ in _STATUSES:
        fates = [one for one in found.fates if one.status == status]
        lines = list(_moved(fates) if status == "moved" else _told(fates) if status != "in-place" else ())
        if lines:
            yield from (status.capitalize(), *lines, "")
    remarked = [one for one in found.fates if one.lost or one.gained]
    if remarked:
        yield "Marks"
        for one in remarked:
            yield from _marks(one)
        yield ""
    if found.records:
        yield "The source's own notes and references"
        yield from _records(found.records)
        yield ""
    yield _fate_summary(found, len(remarked))


def _place(fate: Fate) -> str:
    """Say where a thing stands in the outline, and what it is."""
    where = f"{fate.path}:{fate.line}" if fate.line else fate.path
    name = f" `{fate.name}`" if fate.kind in ("fact", "name") else ""
    return f"{where} {fate.kind}{name}".strip()


def _told(fates: Sequence[Fate]) -> Iterator[str]:
    for fate in fates:
        known = fate.old or fate.new
        yield from head(f"{_place(fate)}{f', {known.locator}' if known else ''}")
        if len(fate.spots) == 1:
            near = fate.spots[0]
            yield from below(f"{fate.reason}; the nearest is {near.locator}")
            yield from both(fate.words, near.words, ("quoted", "nearest"))
            continue
        yield from below(fate.reason if fate.spots else f"{fate.reason}, nor anything like them")
        yield from below(fate.words, "quoted")
        for spot in fate.spots:
            yield from below(f"{spot.words} ({spot.locator})", "stands")


class _Shift(Frozen):
    """How far a passage moved: by how many of what is numbered, and by how many lines."""

    what: str
    number: int
    lines: int

    def __str__(self) -> str:
        told = [(count, word) for count, word in ((self.number, self.what), (self.lines, "line")) if count]
        ways = ["down" if count > 0 else "up" for count, _ in told]
        counts = [plural(abs(count), word) for count, word in told]
        if len(set(ways)) == 1:
            return f"stand {' and '.join(counts)} further {ways[0]}"
        return "stand " + " and ".join(
            f"{count} further {way}" for count, way in zip(counts, ways, strict=True)
        )


def _moved(fates: Sequence[Fate]) -> Iterator[str]:
    """Tell moves one by one, but of many that moved alike only how far, with the first of them."""
    shifts: dict[_Shift | int, list[Fate]] = {}
    for at, fate in enumerate(fates):
        shifts.setdefault(_shift(fate) or at, []).append(fate)
    for shift, alike in shifts.items():
        summed = len(alike) >= _SUMMED and isinstance(shift, _Shift)
        if summed:
            yield from head(f"{plural(len(alike), 'passage')} {shift}; the first:")
        for fate in alike[:1] if summed else alike:
            if fate.old and fate.new:
                yield from head(f"{_place(fate)}: {fate.old.locator} → {fate.new.locator}")


def _shift(fate: Fate) -> _Shift | None:
    """Say how far a passage moved; None where it stands in another part of the source now."""
    if fate.old is None or fate.new is None:
        return None
    lines = fate.new.line - fate.old.line
    if fate.old.place == fate.new.place:
        return _Shift("", 0, lines) if lines else None
    before, now = _NUMBERED.match(fate.old.place), _NUMBERED.match(fate.new.place)
    if not (before and now and before[1] == now[1]):
        return None
    what = "paragraph" if now[1] == "¶" else now[1].split()[-1]
    return _Shift(what, int(now[2]) - int(before[2]), lines)


def _marks(fate: Fate) -> Iterator[str]:
    told = [f"lost {', '.join(fate.lost)}"] if fate.lost else []
    told += [f"gained {', '.join(fate.gained)}"] if fate.gained else []
    locator = f", {fate.new.locator}" if fate.new else ""
    yield from head(f"{_place(fate)}{locator}: {'; '.join(told)}")


def _records(records: Sequence[Side]) -> Iterator[str]:
    renumbered = [f"{one.old} → {one.new}" for one in records if one.aspect == "renumbered"]
    if renumbered:
        yield from entry("renumbered", ", ".join(renumbered))
    for one in records:
        if one.aspect != "renumbered":
            kind, _, sign = one.aspect.partition(" ")
            yield from entry(kind, sign)
            yield from (both(one.old, one.new) if one.old and one.new else below(one.old or one.new))


def _fate_summary(found: Snapshots, remarked: int) -> str:
    if not found.fates:
        return f"nothing of this dossier rests on `{found.source}`"
    counts = Counter(one.status for one in found.fates)
    total = f"{plural(len(found.fates), 'passage')} of {found.siglum}"
    told = counted([(counts[status], words) for status, words in _STATUSES])
    marks = f"; other marks on {remarked:,}" if remarked else ""
    return f"{total}: {told}{marks}"


def _snapshots_plain(found: Snapshots) -> dict[str, Any]:
    counts = Counter(one.status for one in found.fates)
    return {
        "format": 1,
        "compares": "snapshots",
        "source": found.source,
        "old": {"sha256": found.old},
        "new": {"sha256": found.new},
        "same": found.same,
        "counts": {
            **{status: counts[status] for status, _ in _STATUSES},
            "marks": sum(bool(one.lost or one.gained) for one in found.fates),
        },
        "passages": [as_builtins(one) for one in found.fates],
        "records": [as_builtins(one) for one in found.records],
    }
