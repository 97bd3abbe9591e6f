"""Whatever a file holds, reading it ends, in parts that ascend and letters that are the file's own."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from roa_dossier import read
from roa_dossier.model.outline import CslItem, SourceEntry, Words
from roa_dossier.model.source import PartKind
from roa_dossier.read import READERS, marks, sentences
from roa_dossier.read.parts import Reading
from roa_dossier.text import Text

# Fragments that the readers take for something, between letters of every kind.
FRAGMENTS = (
    "\r\n \r \t \u00a0 \u2028 [1] [2] [12] [lower-alpha_1] [_citation_needed_] [citation_needed] [_ru_] "
    "<span> </span> ]] [[ |alt= .svg .jpg Active1942 Type Size Badge Source: See_also 1. 2. 10. - * • "
    "Flag_of_X.svg Bundesarchiv_Bild_1.jpg Leave_a_Reply Skip_to_content Last_updated was were The A "
    'Related_Research_Articles . .. … ! ? : ; " “ ” „ « » ‘ ’ ( ) U.S. Gen. 1944. Prague Прага Ромa é '
    "e\u0301 \u202e \ufeff \ufffd \x00 \x1c \x85 𝔸 👩\u200d👩\u200d👧 \u200f ﬁ ß İ"
)
SHORT = st.sampled_from([*(one.replace("_", " ") for one in FRAGMENTS.split(" ")), "\n", "\n\n", " "])
TEXTS = st.one_of(
    st.lists(SHORT, max_size=60).map("".join),
    st.lists(SHORT, max_size=60).map(" ".join),
    st.lists(st.lists(SHORT, max_size=8).map(" ".join), max_size=12).map("\n".join),
    st.text(max_size=120),
)


def whole(reading: Reading, text: str) -> None:
    """Hold what holds for every reading."""
    done = 0
    for block in reading.blocks:
        assert done <= block.start < block.stop <= len(text)
        done = block.stop
        for index, char in enumerate(block.text.chars):
            start, stop = block.text.origin(index, index + 1)
            assert block.start <= start < stop <= block.stop
            assert text[start:stop] == char
        if block.kind is PartKind.CHROME:
            assert block.text.chars == ""
        assert block.text.chars == block.text.chars.strip()
    numbers = [block.number for block in reading.blocks if block.kind is PartKind.BODY]
    assert numbers == list(range(1, len(numbers) + 1))
    covered = "".join(text[block.start : block.stop] for block in reading.blocks)
    assert sorted("".join(covered.split())) == sorted("".join(text.split()))
    assert [mark.start for mark in reading.marks] == sorted({mark.start for mark in reading.marks})
    for mark in reading.marks:
        low, high = mark.reach
        assert 0 <= low <= high <= len(text)
        assert text[mark.start] == "["
        assert text[mark.stop - 1] == "]"
    for record in reading.records:
        assert any((block.start, block.stop) == (record.start, record.stop) for block in reading.blocks)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_readers_never_raise_and_lose_no_letter(text: str) -> None:
    for reader in READERS.values():
        whole(reader(text), text)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=80), TEXTS.map(lambda text: text.encode("utf-8"))))
def test_bytes_are_read_strictly_or_refused(data: bytes) -> None:
    for reads_as in READERS:
        checked = read.source(_entry(data, reads_as), data)
        if checked.value is None:
            assert checked.refused
            continue
        assert not checked.refused
        encoding = checked.value.encoding
        mark = "" if encoding == "utf-8" and not data.startswith(b"\xef\xbb\xbf") else "\ufeff"
        assert (mark + checked.value.text).encode(encoding) == data
        assert checked == read.source(_entry(data, reads_as), data)


@given(TEXTS)
def test_windows_line_ends_change_no_words(text: str) -> None:
    text = text.replace("\r", "")
    for reader in READERS.values():
        here, there = reader(text), reader(text.replace("\n", "\r\n"))
        assert [(b.kind, b.number, b.label, b.text.chars.split()) for b in here.blocks] == [
            (b.kind, b.number, b.label, b.text.chars.split()) for b in there.blocks
        ]
        assert [(m.kind, m.number) for m in here.marks] == [(m.kind, m.number) for m in there.marks]


@given(TEXTS)
def test_sentences_ascend(chars: str) -> None:
    ends = list(sentences.ends(chars))
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(chars) for end in ends)


@given(TEXTS)
def test_quotations_open_before_they_close(chars: str) -> None:
    for close, open_ in sentences.quotations(chars).items():
        assert open_ < close


@given(TEXTS)
def test_reaches_end_where_their_mark_stands(chars: str) -> None:
    found = marks.without_marks(chars, [(0, len(chars))])
    places = [placed.at for placed in found.marks]
    reaches = marks.reaches(found.text.chars, places)
    assert set(reaches) == set(places)
    for place, (start, stop) in reaches.items():
        assert 0 <= start <= stop == place


def _entry(data: bytes, reads_as: str) -> SourceEntry:
    def words(chars: str) -> Words:
        return Words(Text.of(chars), "dossier/sources.yaml")

    digest = hashlib.sha256(data).hexdigest()
    common = (words("a"), words("seeds/a.txt"), words(digest), words("A"), words(reads_as))
    return SourceEntry(*common, words("tertiary"), words("reference"), CslItem(words("a"), {}))
