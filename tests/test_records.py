"""The sources' own references as records: what is told of them, and the table made of them."""

from pathlib import Path

import pytest

from roa_dossier import build
from roa_dossier.model.source import MarkKind, RecordFields
from roa_dossier.read import wiki_text
from roa_dossier.read.fields import fields
from roa_dossier.world import Disk

ROOT = Path(__file__).parent.parent
SAMPLE = Path(__file__).parent / "sources" / "en_Finnish_Civil_War.txt"


@pytest.fixture(scope="module")
def proof() -> build.Proof:
    return build.check(Disk(ROOT))


# ── fields ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Glantz, David M.; House, Jonathan (1995). When Titans Clashed. University Press of Kansas. "
            "p. 12. ISBN   978-0-7006-0899-7.",
            RecordFields(
                ("When Titans Clashed",),
                "Glantz, David M.; House, Jonathan",
                "1995",
                "978-0-7006-0899-7",
                pages="12",
            ),
        ),
        (
            'Smith, J. (2 May 2001). "The U.S. Army: a word". Journal . 46 (1): 147–195. '
            "doi: 10.1162/isec_a_00411 . Retrieved 30 July 2021.",
            RecordFields(
                ("The U.S. Army: a word",),
                "Smith, J.",
                "2001",
                doi="10.1162/isec_a_00411",
                pages="147–195",
                accessed="30 July 2021",
            ),
        ),
        (
            "Erickson, John. The U.S. Army. London: Weidenfeld, 1975. Print.",
            RecordFields(("The U.S. Army",), "Erickson, John", "1975"),
        ),
        (
            "Smith, J. (2001). The U.S. Army. Vol. 2. OUP.",
            RecordFields(("The U.S. Army",), "Smith, J.", "2001"),
        ),
        ('"A title". BBC News. 12 May 2010.', RecordFields(("A title",), year="2010")),
        ('"Home".', RecordFields(("Home",))),
        ("Russian Volunteers in the Wehrmacht", RecordFields(("Russian Volunteers in the Wehrmacht",))),
        (
            "See BA-MA RH20-2/636, Bl. 9. AOK 2, RH20-2/558 ”Bericht vom 3.9.43“, 16.9.43",
            RecordFields(
                ("Bericht vom 3.9.43",), signatures=("BA-MA RH20-2/636, Bl. 9", "RH20-2/558"), pages="9"
            ),
        ),
    ],
)
def test_what_a_reference_tells(words, expected):
    assert fields(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "See above",
        "Smith 2001",
        "National Archive of Finland 2004",
        'Around 56 "Red" children were shot, and seven "White" ones, in 1918.',
        "The term ”Alle landeseigenen Verbände“ is W's",
        ", , , ,",
        "The town, in the year 1910: it counted.",
    ],
)
def test_what_cannot_be_told_stays_empty(words):
    assert fields(words) == RecordFields()


def test_what_is_told_stands_in_the_record(proof):
    records = [record for source in proof.sources.values() for record in source.records]
    assert [record.number for record in records if record.kind is MarkKind.REFERENCE] == list(range(1, 15))
    assert [record.number for record in records if record.kind is MarkKind.NOTE] == [1, 2, 3, 4]
    for record in records:
        words, told = " ".join(record.text.chars.split()), record.fields
        for one in (*told.titles, told.authors, told.year, told.isbn, told.doi, *told.signatures, told.pages):
            assert one in words
    told = {record.number: record.fields for record in records if record.kind is MarkKind.REFERENCE}
    assert all(fields.titles for fields in told.values())
    assert [told[number].year for number in (1, 2, 3, 10, 13, 14)] == [
        "1983",
        "2021",
        "2013",
        "2012",
        "2019",
        "2015",
    ]
    assert told[6].signatures == ("BA-MA RH20-2/636", "RH20-2/558")
    assert all(told[number].signatures for number in (5, 7, 8, 9))


def test_notes_that_are_prose_tell_nothing():
    records = wiki_text.reading(SAMPLE.read_text("utf-8")).records
    assert len(records) > 100
    assert {record.fields for record in records} == {RecordFields()}
