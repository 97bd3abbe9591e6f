"""The sources' own references as records: what is told of them, and the table made of them."""

from pathlib import Path

import pytest

from numbering import item
from numbering import work as work_of
from roa_dossier import build
from roa_dossier.cli import records
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import RecordLine
from roa_dossier.model.outline import Words
from roa_dossier.model.source import MarkKind, Record, RecordFields
from roa_dossier.read import wiki_text
from roa_dossier.read.fields import fields
from roa_dossier.resolve import dated, works
from roa_dossier.text import Text
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


# ── the table ───────────────────────────────────────────────────────────────────────────────────────


def test_the_table_in_docs_is_what_the_command_prints(proof):
    made = records.as_markdown(records.rows(proof)) + "\n"
    told = "out of date: type `roa-dossier records --markdown > docs/records.md`"
    assert (ROOT / "docs/records.md").read_text("utf-8") == made, told


def test_every_reference_and_note_is_set_out_with_its_works(proof):
    made = records.rows(proof)
    assert [row.line.mark for row in made] == [*map(str, range(1, 15)), "a", "b", "c", "d"]
    assert all(row.carried for row in made)
    assert [row.line.mark for row in made if not row.works] == ["a", "b", "c"]  # they give names, not works
    assert not [said for row in made for _, said in row.works if "agree" not in said or "not there" in said]
    assert len({key for row in made for key, _ in row.works}) == len(proof.outline.works)


def test_every_field_is_held_against_the_record(proof):
    """Another letter in any field of any work is seen."""
    seen = set()
    for work in proof.outline.works:
        for _, _, record in works.records_of(work, proof.sources):
            for one in works.compared(work, record):
                seen.add(one.field)
                assert one.stands, (work.item.key, one)
            for changed in _changed(work):
                assert [one for one in works.compared(changed, record) if not one.stands], changed
    literal = {"title", "author", "volume", "issue", "signature", "genre"}
    assert seen == literal | {"issued", "page", "ISBN", "DOI"}


def _changed(work):
    """Give the work with one field another, for each field that is compared."""
    data = work.item.data
    for name in {"title", "genre", "volume", "issue", "page", "ISBN", "DOI"} & data.keys():
        yield replace(work, item=replace(work.item, data={**data, name: _other(data[name])}))
    for person in data.get("author", ()):
        part = "family" if "family" in person else "literal"
        other = {**person, part: _other(person[part])}
        yield replace(work, item=replace(work.item, data={**data, "author": (other,)}))
    if "issued" in data:
        ((year, *rest),) = data["issued"]["date-parts"]
        for day in ((year + 1, *rest), *([(year, *rest[:-1], rest[-1] % 9 + 1)] if rest else [])):
            yield replace(work, item=replace(work.item, data={**data, "issued": {"date-parts": (day,)}}))
    if work.signature:
        yield replace(work, signature=Words(Text.of(_other(str(work.signature)))))


def _other(words):
    last = words[-1]
    return words[:-1] + (str((int(last) + 1) % 10) if last.isdigit() else "x" if last != "x" else "y")


@pytest.mark.parametrize(
    ("field", "typed", "words", "stands"),
    [
        ("title", "Home", '"Home".', True),
        ("title", "Home", '"Homepage".', False),
        ("title", "Home", '"home".', False),
        ("title", "The “Mill”\n at Work", "The 'Mill' at   Work.", True),
        ("title", "Mill – Work", "Mill - Work", False),
        ("volume", "46", "International Security 46 (1)", True),
        ("volume", "4", "International Security 46 (1)", False),
        ("page", "147-195", "46 (1): 147–195.", True),
        ("page", "147-195", "46 (1): 147–196.", False),
        ("ISBN", "978 0700608997", "ISBN 978-0-7006-0899-7", True),
        ("DOI", "10.1162/ISEC_a_00411", "doi: 10.1162/isec_a_00411.", True),
        ("DOI", "10.1162/isec_a_0041", "doi: 10.1162/isec_a_00411.", False),
        ("ISBN", "0-85045-524-3", "ISBN 10-85045-524-35", False),
        ("title", "", "Home", False),
    ],
)
def test_words_of_a_work_stand_in_a_record_from_edge_to_edge(field, typed, words, stands):
    made = work_of(item("it", type="book", **{field: typed}))
    (one,) = works.compared(made, Record(MarkKind.REFERENCE, 1, 0, len(words), Text.of(words)))
    assert (one.field, one.stands) == (field, stands)


@pytest.mark.parametrize(
    ("day", "words", "stands"),
    [
        ((1943, 9, 14), "14.9.43", True),
        ((1943, 9, 14), "14. 9. 1943", True),
        ((1943, 9, 14), "14 September 1943", True),
        ((1943, 9, 14), "September 14, 1943", True),
        ((1943, 9, 14), "14. Sept. 1943", False),
        ((1943, 9, 14), "14 сентября 1943", True),
        ((1943, 9, 14), "1943-09-14", True),
        ((1943, 9, 14), "15.9.43", False),
        ((1943, 9, 14), "14.10.43", False),
        ((1943, 9, 14), "14.9.44", False),
        ((1943, 9, 14), "September 1943", False),
        ((1943, 9), "14.9.43", True),
        ((1943,), "14.9.43", True),
        ((1943,), "Town: Kern, 1943.", True),
        ((1943,), "No. 19431", False),
    ],
)
def test_dates_of_references_agree_by_what_they_mean(day, words, stands):
    assert dated.stands(day, words) is stands


def test_words_that_mean_something_in_a_table_are_kept_from_it():
    line = RecordLine("W", "1", "a | b <b> [x](y) `z` *w*", 1)
    made = records.as_markdown([records.Row(line, (), (), "")])
    assert r"| 1 | 1 | a \| b \<b\> \[x\](y) \`z\` \*w\* | – | – | – |" in made


@pytest.mark.parametrize(
    ("typed", "words", "year", "expected"),
    [
        ((1932,), "Meier, A. Bridges. Basel 1931.", "", ((1931,), "1931")),
        ((1982,), "Meier, A. (1983). Towns 1941-45.", "1983", ((1983,), "1983")),
        ((1942,), "Meier, A. (1983). Towns 1941-45.", "1983", ((1983,), "1983")),
        ((1915, 5, 9), "Town, 8 May 1915, 1916.", "", ((1915, 5, 8), "8 May 1915")),
        ((1943, 9, 15), "Town, 14.9.43", "", ((1943, 9, 14), "14.9.43")),
        ((1943,), "ISBN 978-0-7006-0899-7, town 1941-45", "", ((1941,), "1941")),
        ((1943,), "Town, p. 7006", "", None),
    ],
)
def test_the_nearest_date(typed, words, year, expected):
    found = dated.nearest(typed, words, year)
    assert (found and (found[0], words[found[1] : found[2]])) == expected
