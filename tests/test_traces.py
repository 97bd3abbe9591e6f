"""The trace of a dossier: all that rests on a source, as plain data; and what is no trace."""

import json

import pytest

from comparing import ONE, proof, swap, trace
from roa_dossier import build, traces
from roa_dossier.world import Disk
from test_dossier import ROOT


def words(found, form):
    return [one["words"] for one in found["quotations"] if one["form"] == form]


def test_a_trace_says_what_is_stated_and_where_it_stands():
    opened, inhabitants = trace()["facts"]
    assert (opened["id"], opened["subject"], opened["property"]) == (
        "opened",
        "town",
        "opening of the bridge",
    )
    (reading,) = opened["readings"]
    assert (reading["value"], reading["words"], reading["source"]) == (
        "13 April 1908",
        "opened on 13 April 1908",
        "town",
    )
    assert reading["locator"].startswith("¶ ")
    assert reading["rests_on"] == [
        {"kind": "reference", "mark": "2", "words": "The Bridge and its Builders", "works": []}
    ]
    assert [(one["id"], one["value"]) for one in inhabitants["readings"]] == [
        ("town", "11,856"),
        ("guard", "12,000"),
    ]


def test_a_trace_has_every_printed_passage_with_its_chapter_and_its_words():
    found = trace()
    assert words(found, "excerpt") == ["The mill burned down in April 1915."]
    assert words(found, "run-in") == ["was built in three years", "eight men"]
    assert words(found, "reading") == [
        "In 1910 it counted 11,856 inhabitants",
        "the town counted 12,000 inhabitants",
    ]
    mill = next(one for one in found["quotations"] if one["form"] == "excerpt")
    assert (mill["chapter"], mill["block"], mill["source"]) == ("bridge", "bridge-b2", "town")
    assert [one["kind"] for one in mill["rests_on"]] == ["citation-needed"]
    (start, stop) = mill["ranges"][0]
    assert stop - start == len(mill["words"])


def test_a_trace_has_every_note_as_it_reads():
    notes = trace()["notes"]
    for chapter in ("bridge", "watch"):
        numbers = [one["number"] for one in notes if one["chapter"] == chapter]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
    texts = [one["text"] for one in notes]
    assert any("A note of ours" in text for text in texts)
    assert any("The Guard" in text for text in texts)


def test_a_trace_is_what_json_keeps_of_it_and_is_the_same_every_time():
    found = trace()
    data = traces.written(found)
    again = proof()
    assert data == json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
    assert data == traces.written(traces.of(again.outline, again.resolved, again.apparatus, again.sources))
    assert traces.read(data) == found
    assert json.loads(data)["format"] == traces.FORMAT


def test_the_trace_of_a_handout_is_of_its_chapter():
    world = Disk(ROOT, ROOT)
    checked = build.check(world, "phantom-army")
    found = traces.of(checked.outline, checked.resolved, checked.apparatus, checked.sources, "phantom-army")
    assert [one["id"] for one in found["chapters"]] == ["phantom-army"]
    assert {one["chapter"] for one in found["quotations"]} == {"phantom-army"}
    assert {one["chapter"] for one in found["notes"]} == {"phantom-army"}


def test_the_trace_of_the_real_dossier_has_every_quotation_and_note():
    checked = build.check(Disk(ROOT, ROOT))
    found = traces.of(checked.outline, checked.resolved, checked.apparatus, checked.sources)
    assert len(found["facts"]) == len(checked.outline.facts)
    assert all(one["ranges"] for fact in found["facts"] for one in fact["readings"] if one["source"])
    numbered = [mark for mark in checked.apparatus.notes.values() if mark.number is not None]
    assert len(found["notes"]) == len(numbered)
    assert len(found["ledger"]) == len(checked.resolved.ledger)
    for one in found["quotations"]:
        text = checked.sources[one["source"]].text
        assert all(text[start:stop].strip() for start, stop in one["ranges"])


def test_a_page_number_takes_no_part_in_a_note():
    with_reference = swap(ONE, "A note of ours.", "See {ref:watch}.")
    texts = [one["text"] for one in trace(one=with_reference)["notes"]]
    assert any(text.endswith(". See Chapter 2") for text in texts), texts


# ── what is no trace ────────────────────────────────────────────────────────────────────────────────


def changed(**given):
    return json.dumps({**trace(), **given}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is not JSON that can be read"),
        (b"\xff\xfe\x00", "it is not JSON that can be read"),
        (b"[" * 200_000, "it is not JSON that can be read"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "it is not JSON that can be read"),
        (b'{"format": ' + b"9" * 10_000 + b"}", "it is not JSON that can be read"),
        (b"[]", "it is no trace of a dossier"),
        (b'{"format": 1}', "it is no trace of a dossier"),
        (b'{"program": "roa-dossier", "format": 2}', "it has a format that this program does not know"),
        (b'{"program": "roa-dossier", "format": true}', "it has a format that this program does not know"),
        (b'{"program": "roa-dossier", "format": 1}', "its `name` is damaged"),
    ],
)
def test_what_is_no_trace_is_refused(data, said):
    with pytest.raises(traces.Untraceable, match=said):
        traces.read(data)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"facts": {}}, "`facts`"),
        ({"facts": [1]}, "`facts`"),
        ({"notes": [{"chapter": "a", "block": "b", "number": True, "text": "x"}]}, "`notes.number`"),
        ({"notes": [{"chapter": "a", "block": "b", "number": 1, "text": None}]}, "`notes.text`"),
        ({"quotations": [{"ranges": [["x"]]}]}, "`quotations."),
        ({"chapters": [{"id": "a", "number": 1, "title": "x"}] * 60_000}, "more than"),
    ],
)
def test_a_damaged_trace_is_refused_with_what_is_damaged(given, said):
    with pytest.raises(traces.Untraceable, match=said):
        traces.read(changed(**given))


def test_a_trace_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(traces.form, "LIMIT", 100)
    with pytest.raises(traces.Untraceable, match="expected at most 100 bytes"):
        traces.read(changed())
