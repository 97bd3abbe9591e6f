"""The fonts of a book: all glyphs that its fragments use of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roa_dossier.bind.order import Standing
from roa_dossier.frozen import replace
from roa_dossier.model.fragment import Face, Wear


@dataclass(slots=True)
class _Merged:
    """A font with the glyphs of several fragments, all of which stand for the same in each."""

    face: Face
    glyphs: dict[int, str]
    widths: dict[int, float]
    missing: dict[int, int]

    def takes(self, glyphs: Iterable[tuple[int, str]]) -> bool:
        known = self.glyphs
        return all(known.get(glyph, words) == words for glyph, words in glyphs)


def union(standing: tuple[Standing, ...]) -> tuple[tuple[Face, ...], Wear]:
    """Give all glyphs of each font; a font whose glyphs stand for different characters is several."""
    merged: dict[str, list[_Merged]] = {}
    worn: list[tuple[tuple[str, int], ...]] = []
    for one in standing:
        wears = []
        for face in one.fragment.faces:
            forms = merged.setdefault(face.name, [])
            at = next((at for at, each in enumerate(forms) if each.takes(face.glyphs)), len(forms))
            if at == len(forms):
                forms.append(_Merged(face, {}, {}, {}))
            forms[at].glyphs.update(face.glyphs)
            forms[at].widths.update(face.widths)
            forms[at].missing.update(face.missing)
            wears.append((face.name, at))
        worn.append(tuple(wears))
    places: dict[tuple[str, int], int] = {}
    faces: list[Face] = []
    for name in sorted(merged):
        for at, each in enumerate(merged[name]):
            places[name, at] = len(faces)
            faces.append(
                replace(
                    each.face,
                    glyphs=tuple(sorted(each.glyphs.items())),
                    widths=tuple(sorted(each.widths.items())),
                    missing=tuple(sorted(each.missing.items())),
                )
            )
    sets = tuple(dict.fromkeys(tuple(sorted(places[each] for each in wears)) for wears in worn))
    found = {one: at for at, one in enumerate(sets)}
    chosen = tuple(found[tuple(sorted(places[each] for each in wears))] for wears in worn)
    return tuple(faces), Wear(sets, chosen)
