"""Names: romanised forms compared, originals at first mention, glosses; and the counts of use."""

# ruff: noqa: E501 -- chapters on one line each

from __future__ import annotations

import pytest

from casebook import base, with_digests
from roa_dossier import build
from roa_dossier.frozen import Frozen, names_of
from roa_dossier.model.chapter import Criticism, NameForm, Resolved, RunIn
from roa_dossier.resolve.naming import agrees, respelt
from roa_dossier.world import Memory

NAMES = """town:
  name: The town
  short: town
  kind: place
  original: Город
  language: ru
  editorial: An example.
weir:
  name: Weir
  kind: term
  original: плотина
  language: ru
  editorial: An example.
  gloss: |
    The source has none; it says that the {name:town} "lies on the river" [@town]. A {name:weir} is another thing.
abbey:
  name: abbey
  kind: term
  gloss: |
    Not in the source, which counts "11,856 inhabitants" [@town] of the {name:town}.
"""


def resolved(blocks: str, **changed: str) -> tuple[Resolved, set[str]]:
    files = {
        "dossier/chapters/01.yaml": f"title: One\nid: one\nblocks:\n{blocks}",
        "dossier/names.yaml": NAMES,
        **changed,
    }
    proof = build.check(Memory(with_digests(base() | {path: text.encode() for path, text in files.items()})))
    assert proof.resolved is not None
    return proof.resolved, {one.code for one in proof.diagnostics}


def every(kind: type, node: object) -> list:
    """Give all nodes of a kind, in order."""
    if isinstance(node, kind):
        return [node]
    if isinstance(node, tuple):
        return [found for each in node for found in every(kind, each)]
    names = names_of(node) if isinstance(node, Frozen) else ()
    return [found for name in names for found in every(kind, getattr(node, name))]


@pytest.mark.parametrize(
    ("printed", "expected", "proposed"),
    [
        ("Mikhail Shapovalof", "Shapovalov", "Mikhail Shapovalov"),
        ("M. Shapovalof", "Mikhail Shapovalov", "M. Shapovalov"),
        ("F. Truhin", "Fëdor Ivanovich Trukhin", "F. Trukhin"),
        ("Boris Nikolaevich Yeltsin", "Boris Nikolayevich Yel’tsin", "Boris Nikolayevich Yeltsin"),
        ("General Jeltsin", "Yel’tsin", "General Yeltsin"),
        ("Yeltsin Boris", "Boris Yel’tsin", "Boris Yeltsin"),
        ("The Liberation Army", "Rossiya", "Rossiya"),
        ("a b c d e f g h i", "Boris Yel’tsin", "Boris Yeltsin"),
    ],
)
def test_what_is_proposed_keeps_the_words_that_agree_or_are_added(printed, expected, proposed):
    assert respelt(printed, expected) == proposed


@pytest.mark.parametrize(
    ("printed", "expected", "agree"),
    [
        ("Igor Yeltsin", "Igor’ Yel’tsin", True),
        ("igor yeltsin", "Igor’ Yel’tsin", True),
        ("Semen", "Semën", True),
        ("Semyon", "Semën", False),
        ("Obekt", "Ob”yekt", False),
        ("Obyekt", "Ob”yekt", True),
        ("I. Yeltsin", "Igor’ Yel’tsin", True),
        ("O. Yeltsin", "Igor’ Yel’tsin", False),
        ("Yu. Kern", "Yuriy Kern", True),
        ("Yeltsin Igor", "Igor’ Yel’tsin", False),
        ("Boris Yeltsin", "Boris Nikolayevich Yel’tsin", True),
        ("Yeltsin Boris", "Boris Nikolayevich Yel’tsin", False),
        ("General Yeltsin", "Yel’tsin", True),
        ("Iurii", "I͡Uriĭ", True),
        ("Bestuzhev Ryumin", "Bestuzhev-Ryumin", False),
        ("Zukov", "Žukov", True),
        ("Zhukov", "Žukov", False),
    ],
)
def test_a_printed_name_agrees_word_by_word(printed: str, expected: str, agree: bool) -> None:
    assert agrees(printed, expected) is agree


def test_the_original_stands_at_the_first_mention_also_in_a_note_a_cell_and_italics() -> None:
    found, codes = resolved(
        "  - text: |\n      Here.^[So {name:town}, with its {name:weir}.] Later *the {name:town}*.\n"
        "  - table:\n      columns:\n        - A\n        - B\n      rows:\n"
        "        - - '{name:weir}'\n          - '{name:abbey}, {name:town}'\n"
    )
    assert codes == set()
    forms = [(form.name, form.text, form.original) for form in every(NameForm, found.chapters)]
    assert sorted(forms) == sorted(
        [
            ("town", "The town", "Город"),
            ("weir", "Weir", "плотина"),
            ("town", "town", ""),
            ("weir", "Weir", ""),
            ("abbey", "abbey", ""),
            ("town", "town", ""),
        ]
    )
    assert [form for form in forms if form[2]][:2] == [
        ("town", "The town", "Город"),
        ("weir", "Weir", "плотина"),
    ]


def test_the_original_stands_again_in_a_cell_of_the_next_chapter() -> None:
    dossier = "name: s\ntitle: S\nlanguage: en-GB\nchapters:\n  - chapters/01.yaml\n  - chapters/02.yaml\n"
    cell = "title: Two\nid: two\nblocks:\n  - table:\n      columns:\n        - A\n      rows:\n        - - 'x {name:town}'\n"
    found, _ = resolved(
        "  - text: |\n      The {name:town}.\n",
        **{"dossier/dossier.yaml": dossier, "dossier/chapters/02.yaml": cell},
    )
    assert [form.original for form in every(NameForm, found.chapters)] == ["Город", "Город"]


def test_glosses_are_resolved_and_sorted_and_their_quotations_checked() -> None:
    found, codes = resolved("  - text: |\n      Here.\n")
    assert codes == set()
    assert [key for key, _ in found.glosses] == ["abbey", "weir"]
    assert len(every(RunIn, found.glosses)) == 2
    originals = [(form.name, form.original) for form in every(NameForm, found.glosses)]
    assert originals == [("town", "Город"), ("town", "Город"), ("weir", "")]
    _, codes = resolved(
        "  - text: |\n      Here.\n", **{"dossier/names.yaml": NAMES.replace("11,856", "11,857")}
    )
    assert codes == {"quotation-not-found"}
    _, codes = resolved(
        "  - text: |\n      Here.\n", **{"dossier/names.yaml": NAMES.replace("Not in", "In 1999 in")}
    )
    assert codes == {"number-unsupported"}


SOURCE = """The Town

The town lies on the river.[ citation needed ] It has a mill. [1] Nobody counts its houses.

References

 1. Anna Meier: A River. Basel 1931, p. 12.
"""


def test_the_use_of_a_source_is_counted() -> None:
    sources = base()["dossier/sources.yaml"].decode().replace("reads-as: plain", "reads-as: wiki-text")
    found, _ = resolved(
        '  - text: |\n      It "lies on the river" [@town], it "has a mill" [@town], "a mill" [@town] that counts.\n'
        "  - quote:\n      source: town\n      exact: The town lies on the river.\n"
        "  - text: |\n      Or so [@town: counts its houses]; {fact:houses}.\n",
        **{
            "dossier/sources.yaml": sources,
            "seeds/town.txt": SOURCE,
            "dossier/facts.yaml": "houses:\n  subject: town\n  property: counted by\n  value: Nobody\n  from:\n"
            "    source: town\n    exact: Nobody counts its houses\n",
        },
    )
    assert found.criticism == (
        Criticism("town", passages=5, uncited=2, carried=2, words=9, total=found.criticism[0].total),
    )
    assert 15 < found.criticism[0].total < 30
