"""What lines may be and what they cost, by the language, the measure and the edition's wish."""

from __future__ import annotations

from math import inf

from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.lines import LineRules

EVENED = 0.1
"""How short a ranged line of badness 100 is, in measures."""

_SHORT_PARTS = frozenset(("be", "bg", "cs", "de", "pl", "ru", "uk"))
"""Languages that break a word before or after two letters as a matter of course."""

_CAPITALS = frozenset(("de", "lb"))
"""Languages in which not only names begin with capitals."""

_SCRAP = 2.2
"""How long a last line is at least, in ems: on narrow measures a share of the measure would be too little."""

_BY_MEASURE = ((30, 180, 90), (22, 400, 400), (0, 1000, 600))
"""From how many ems on which badness lines without hyphens may have, and the penalty of a hyphen.

On a narrow measure most lines are loose; hyphens that would help little are not worth it.
"""

_MORE = (-1, 10)
_LESS = 2.5
"""The same where more hyphens are wanted; how much greater they are where fewer are."""


class Rules(Frozen):
    """What a line may be, and what it costs.

    Attributes:
        stretch: how far a space grows in a line of badness 100, in its own width.
        shrink: how far it shrinks at most, in its own width.
        evened: 0 for justified lines; for ranged ones how short a line of badness 100 is, in its measure.
        pretolerance: the badness that lines without hyphens may have; below 0, hyphens are always tried.
        tolerance: the badness that lines with hyphens may have, unless there is no way.
        line: demerits' base of each line.
        hyphen: the penalty of a word broken.
        compound: what is added for a word that has a hyphen already.
        short: what is added for two letters alone before or after the hyphen.
        name: what is added for a word that begins with a capital, as names do.
        dash: the penalty of a line that ends after a hyphen or dash of the text's own.
        address: the penalty of an address parted elsewhere than after a slash or a hyphen.
        figure: the penalty of a line that ends between a figure and a word.
        poor: the penalty of a line that begins with a dash, or ends with one between figures.
        double_hyphen: demerits of two lines in a row that end in hyphens.
        final_hyphen: demerits of a hyphen at the end of the last line but one.
        adjacent: demerits of a tight line beside a loose one.
        runt: demerits of a last line shorter than `runt_width`.
        runt_width: in measures.
        hang: how far punctuation hangs into the margin; 1 as usual, 0 not at all.

    """

    stretch: float = 1 / 2
    shrink: float = 1 / 4
    evened: float = 0
    pretolerance: float = 180
    tolerance: float = 250
    line: float = 10
    hyphen: float = 90
    compound: float = 300
    short: float = 40
    name: float = 100
    dash: float = 50
    address: float = 300
    figure: float = 80
    poor: float = 1_000
    double_hyphen: float = 10_000
    final_hyphen: float = 10_000
    adjacent: float = 10_000
    runt: float = 40_000
    runt_width: float = 0.08
    hang: float = 1


def of(wanted: LineRules, justified: bool, language: str, ems: float) -> Rules:
    """Give the rules for a paragraph.

    Args:
        wanted: how the edition wants its lines.
        justified: whether its lines are; otherwise they are ranged left, and made as even as may be.
        language: the paragraph's, as a BCP 47 tag; "" where it is not known.
        ems: its measure, in its own type's size.

    """
    if not justified:
        # a word is broken only where it would not fit
        return Rules(
            evened=EVENED, pretolerance=inf, tolerance=inf, hyphen=1000, hang=0, runt=200_000, runt_width=0.2
        )
    pretolerance, hyphen = next((bad, cost) for least, bad, cost in _BY_MEASURE if ems >= least)
    match wanted.hyphenation:
        case "more":
            pretolerance, hyphen = _MORE
        case "less":
            pretolerance, hyphen = int(pretolerance * _LESS), int(hyphen * _LESS)
    usual = Rules(pretolerance=pretolerance, hyphen=hyphen, hang=1 if wanted.hanging else 0)
    code = language.split("-")[0].lower()
    short = 0 if code in _SHORT_PARTS else usual.short
    name = 0 if code in _CAPITALS else usual.name
    scrap = max(usual.runt_width, min(_SCRAP / max(ems, 1), 0.25))
    return replace(usual, short=short, name=name, runt_width=scrap)
