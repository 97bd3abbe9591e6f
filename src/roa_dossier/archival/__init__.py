"""Archival signatures: read in the forms in which they are found, given in the form of their archive.

The normal forms are those of the archives' own citation rules:

- Bundesarchiv: `BArch, RH 20-2/558, Bl. 91`: holding and number, file, leaf;
- Russian archives: `GARF, f. 1235, op. 1, d. 16, ll. 5–7ob.`: fond, opis, delo, listy; Cyrillic letters are
  romanised;
- NARA: `NARA, RG 242, T-78, roll 413, frame 6381234`, and `NARA, RG 319, entry 134B, box 12, folder 3`.

Whatever is read as none of them stays as it was found.
"""

from __future__ import annotations

from itertools import chain

from roa_dossier.archival import bundesarchiv, nara, russian
from roa_dossier.archival.signature import Found, NaturalKey, Signature, natural
from roa_dossier.archival.standing import read, signature_of, standing

__all__ = [
    "FORMS",
    "Found",
    "NaturalKey",
    "Signature",
    "found",
    "natural",
    "read",
    "signature_of",
    "standing",
]

FORMS = (bundesarchiv.FORM, russian.FORM, nara.FORM)
"""An example of each form that is read, for messages."""


def found(text: str) -> tuple[Found, ...]:
    """Find the signatures among other words, in order; none overlaps another.

    Here only what cannot be anything else is taken for one: a holding of one letter (`R 55/1296`) needs its
    archive's name before it.
    """
    places = chain(bundesarchiv.found(text), russian.found(text), nara.found(text))
    done: list[Found] = []
    for place in sorted(places, key=lambda one: (one.start, -one.stop)):
        if not done or place.start >= done[-1].stop:
            done.append(place)
    return tuple(done)
