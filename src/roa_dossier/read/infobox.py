"""The infobox of an encyclopaedia article: labels split from the values they are glued to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roa_dossier.model.source import PartKind
from roa_dossier.patterns import regex
from roa_dossier.read import pictures
from roa_dossier.read.parts import Part, mute, whole
from roa_dossier.read.rows import Line

_KNOWN = regex(
    r"(?:Active|Allegiance|Allies|Anniversaries|Awards|Badge|Battle honours|Battles?/wars|Battles|"
    r"Belligerents|Born|Branch|Buried|Capital|Casualties and losses|Chief of Staff|Colou?rs|"
    r"Commanders?(?: and leaders)?|Commands held|Country|Date|Decorations|Died|Disbanded|Engagements|"
    r"Equipment|Flags?|Founded|Garrison(?:/HQ)?|Headquarters|Ideology|Insignia|Languages?|Leaders?|Location|"
    r"March|Mascot|Motto|Nickname|Notable commanders|Occupation|Opponents|Part of|Patron|"
    r"Political position|Rank|Religion|Result|Role|Service/branch|Size|Spouse|Strength|"
    r"Territorial changes|Type|Unit|Website|Years of service)(?:\(s\))?(?=[\s:]|$)"
)
# A capital or a digit right after a lower-case letter or "(s)": the label's cell ran into the value's.
_GLUED = regex(r"[A-Z][a-z]{2,}(?:[ /][A-Za-z][a-z]+){0,3}(?:\(s\)|(?<=[a-z]))(?=[A-Z0-9А-Я“\"])")


def is_infobox(run: Sequence[Line]) -> bool:
    """Whether at least two lines of a run begin with the label of an infobox."""
    return sum(1 for line in run if _label(line.chars)) >= 2


def parts(run: Sequence[Line]) -> list[Part]:
    """Tell the lines of an infobox apart: pictures and their captions first, then labels with values.

    A single line without a label goes on with the label above it, and so do lines that begin with a
    picture; of several plain lines the label is unknown, since a flattened box loses the labels of spans.
    """
    known = _known_names(run)
    first = next((index for index, line in enumerate(run) if _label(line.chars)), len(run))
    found = _head(run[:first])
    label = ""
    for index in range(first, len(run)):
        line = run[index]
        own = _label(line.chars)
        if own:
            found.append(_row(line, own, known))
            label = found[-1].label
        elif pictures.leading(line.chars) or _stands_alone(run, index):
            found.append(_row(line, "", known, label))
        else:
            label = ""
            found.append(_row(line, "", known))
    return found


def _known_names(run: Sequence[Line]) -> dict[int, frozenset[str]]:
    """Give the file names that begin lines, by length, the longest first."""
    names = {pictures.leading(line.chars) for line in run if not _label(line.chars)} - {""}
    lengths: dict[int, set[str]] = {}
    for name in names:
        lengths.setdefault(len(name), set()).add(name)
    return {length: frozenset(lengths[length]) for length in sorted(lengths, reverse=True)}


def _label(chars: str) -> str:
    match = _KNOWN.match(chars) or _GLUED.match(chars)
    return match.group() if match else ""


def _stands_alone(run: Sequence[Line], index: int) -> bool:
    above = bool(_label(run[index - 1].chars)) or bool(pictures.leading(run[index - 1].chars))
    return above and (index + 1 == len(run) or bool(_label(run[index + 1].chars)))


def _head(run: Sequence[Line]) -> list[Part]:
    found: list[Part] = []
    for index, line in enumerate(run):
        if pictures.ends_with_name(line.chars):
            found.append(mute(PartKind.CAPTION, line))
        elif index and pictures.ends_with_name(run[index - 1].chars):
            found.append(whole(PartKind.CAPTION, line))
        else:
            found.append(whole(PartKind.INFOBOX, line))
    return found


def _row(line: Line, own: str, known: Mapping[int, frozenset[str]], above: str = "") -> Part:
    """Split one line into label, file names and value.

    Lower-case words between a label and a file name still belong to the label ("Flags of KONR").
    """
    label, value = own or above, len(own)
    ends = [match.end() for match in pictures.ENDING.finditer(line.chars, value)]
    ranges: list[tuple[int, int]] = []
    if ends:
        start = pictures.name_start(line.chars[value : ends[0]], known)
        between = line.chars[value : value + (start or 0)].strip(" :\u00a0")
        if own and between[:1].islower():
            label = f"{own} {between}"
        elif between:
            ranges.append((line.start + value, line.start + value + (start or 0)))
        value = ends[-1]
    if line.chars[value:].strip():
        ranges.append((line.start + value + _colon(line.chars, value), line.stop))
    return Part(PartKind.INFOBOX, line.start, line.stop, tuple(ranges), None, label)


def _colon(chars: str, at: int) -> int:
    return 1 if chars[at : at + 1] == ":" else 0
