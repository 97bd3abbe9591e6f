"""What binding adds to chapters that were read already: whatever is wrong with it is found in the file."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pikepdf
import pytest

from bound_books import STYLE, made, page_of, section
from roa_dossier import bind
from roa_dossier.audit import bound as audit
from roa_dossier.audit.bound import Bound, Seen
from roa_dossier.bind import Standing
from roa_dossier.frozen import replace
from roa_dossier.layout.fragments.written import stretch
from roa_dossier.model.fragment import FOLIO, TOTAL, Anchor, Fragment, Head, Slot, Stream, Stretch
from roa_dossier.pdf import Unreadable, raw

BOOK = (
    section("contents", f'<p><a href="#one">One</a> {page_of("one")} {page_of("p2")} {page_of("three")}</p>'),
    section(
        "one", '<p id="p1">One.</p><p style="break-before: page" id="p2">More.</p><h2>Ж (a)</h2><p>.</p>'
    ),
    section("two", f'<p><a href="#p2">Two.</a></p>{page_of("p1")}'),
    section("three", "<p>Three.</p>" + "".join(f'<p class="break" id="t{n}">.</p>' for n in range(8, 12))),
)
ALL = "@page { @bottom-left { content: 'of ' counter(pages); font-feature-settings: 'tnum' } }"


@dataclass(frozen=True)
class Binding:
    """A book that was bound, and all that it was bound from."""

    standing: tuple[Standing, ...]
    rest: tuple[Any, ...]

    def written(self, standing: tuple[Standing, ...] | None = None) -> bytes:
        return bind.written(self.standing if standing is None else standing, *self.rest)

    def said(self, data: bytes, seen: Seen | None = None) -> list[str]:
        bound = tuple(Bound(one.fragment, one.first, f"part {at}") for at, one in enumerate(self.standing))
        return [one.code for one in audit.diagnostics(data, bound, seen)]

    def altered(self, at: int, change: Callable[[Fragment], Fragment]) -> bytes:
        """Bind the book with one of its fragments changed."""
        standing = [*self.standing]
        standing[at] = replace(standing[at], fragment=change(standing[at].fragment))
        return self.written(tuple(standing))


@pytest.fixture(scope="module")
def binding() -> Binding:
    calls: list[tuple[Any, ...]] = []
    plain = bind.written

    def kept(standing: tuple[Standing, ...], *rest: Any, **named: Any) -> bytes:
        if not named.get("unknown"):
            calls.append((standing, *rest))
        return plain(standing, *rest, **named)

    with mock.patch.object(bind, "written", kept):
        found = made(BOOK, STYLE + ALL)
    assert found.said == [] and found.book is not None
    ((standing, *rest),) = calls
    made_again = Binding(standing, tuple(rest))
    assert made_again.written() == found.book.pdf
    return made_again


CONTENTS, ONE, TWO, THREE = 0, 2, 3, 5
"""Where the chapters stand among the fragments, between blank pages."""


def test_a_book_that_is_bound_well_is(binding: Binding) -> None:
    assert [len(one.fragment.pages) for one in binding.standing] == [1, 1, 2, 1, 1, 5]
    assert binding.said(binding.written()) == []


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────


def slots_changed(fragment: Fragment, change: Callable[[Slot], Slot]) -> Fragment:
    streams = (replace(one, slots=tuple(map(change, one.slots))) for one in fragment.streams)
    return replace(fragment, streams=tuple(streams))


@pytest.mark.parametrize(
    ("old", "new", "times"), [("p2", "one", 1), (FOLIO, "three", 1), (TOTAL, "t10", 1), ("one", FOLIO, 1)]
)
def test_another_number_is_found(binding: Binding, old: str, new: str, times: int) -> None:
    def change(slot: Slot) -> Slot:
        return replace(slot, target=new) if slot.target == old else slot

    data = binding.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    assert binding.said(data) == ["number-wrong"] * times


def test_a_number_says_what_it_prints_and_what_it_should(binding: Binding) -> None:
    def change(slot: Slot) -> Slot:
        return replace(slot, target="one") if slot.target == "p2" else slot

    data = binding.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    bound = tuple(Bound(one.fragment, one.first) for one in binding.standing)
    (said,) = audit.diagnostics(data, bound)
    assert said.message == "page 1 prints `3`, where `p2` is on page `4`"


def test_noughts_that_stayed_are_found(binding: Binding) -> None:
    data = bind.written(binding.standing, *binding.rest, unknown=True)
    assert {*binding.said(data)} == {"number-wrong"}
    assert len(binding.said(data)) == sum(len(one.fragment.slots) for one in binding.standing)


def test_a_glyph_that_is_no_figure_is_found(binding: Binding) -> None:
    def change(slot: Slot) -> Slot:
        return replace(slot, figures=(b"ffff",) * 10) if slot.target == "p2" else slot

    data = binding.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    assert binding.said(data) == ["number-wrong"]


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────


def stream_changed(fragment: Fragment, change: Callable[[Stream], Stream]) -> Fragment:
    """Change the first stream of a fragment that is drawn."""
    at = next(at for at, one in enumerate(fragment.streams) if one.stretches)
    streams = [*fragment.streams]
    streams[at] = change(streams[at])
    return replace(fragment, streams=tuple(streams))


def plain(of: Stretch) -> bytes:
    data = zlib.decompressobj(-15).decompress(of.deflated)
    assert (len(data), zlib.adler32(data)) == (of.length, of.sum)
    return data


def first_words_gone(stream: Stream) -> Stream:
    data = plain(stream.stretches[0])
    return replace(stream, stretches=(stretch(data.replace(b"TJ", b"Tj")), *stream.stretches[1:]))


def something_added(stream: Stream) -> Stream:
    last = plain(stream.stretches[-1])
    return replace(stream, stretches=(*stream.stretches[:-1], stretch(last + b"\n1 0 0 rg")))


def something_taken(stream: Stream) -> Stream:
    last = plain(stream.stretches[-1])
    return replace(stream, stretches=(*stream.stretches[:-1], stretch(last[:-1])))


@pytest.mark.parametrize("change", [first_words_gone, something_added, something_taken])
@pytest.mark.parametrize("at", [CONTENTS, ONE, THREE])
def test_a_page_that_was_altered_is_found(
    binding: Binding, at: int, change: Callable[[Stream], Stream]
) -> None:
    data = binding.altered(at, lambda fragment: stream_changed(fragment, change))
    assert binding.said(data) == ["page-changed"]


def test_a_picture_that_was_altered_is_found(binding: Binding) -> None:
    # a stream that stands there as it is
    fragment = binding.standing[THREE].fragment
    number = fragment.count
    with_picture = replace(
        fragment, count=number + 1, streams=(*fragment.streams, Stream(number, b"/A 1", (), plain=b"picture"))
    )
    standing = (*binding.standing[:-1], replace(binding.standing[THREE], fragment=with_picture))
    book = Binding(standing, binding.rest)
    assert book.said(book.written()) == []
    changed = replace(
        with_picture, streams=(*fragment.streams, Stream(number, b"/A 1", (), plain=b"Picture"))
    )
    data = book.written((*binding.standing[:-1], replace(binding.standing[THREE], fragment=changed)))
    assert book.said(data) == ["page-changed"]


def test_pages_in_another_order_are_found(binding: Binding) -> None:
    def swapped(fragment: Fragment) -> Fragment:
        return replace(fragment, pages=fragment.pages[::-1])

    assert "pages-wrong" in binding.said(binding.altered(ONE, swapped))


def test_chapters_in_another_order_are_found(binding: Binding) -> None:
    two, three = binding.standing[TWO], binding.standing[THREE]
    swapped = (
        *binding.standing[:TWO],
        replace(two, fragment=three.fragment),
        binding.standing[TWO + 1],
        replace(three, fragment=two.fragment),
    )
    assert "page-changed" in binding.said(binding.written(swapped))


@pytest.mark.parametrize("at", range(6))
def test_a_fragment_that_is_left_out_is_found(binding: Binding, at: int) -> None:
    standing, fonts, wear, *rest = (binding.standing, *binding.rest)
    worn = (*wear.worn[:at], *wear.worn[at + 1 :])
    rest = [fonts, replace(wear, worn=worn), *rest]
    data = bind.written((*standing[:at], *standing[at + 1 :]), *rest)
    assert binding.said(data) == ["pages-wrong"]


# ── bookmarks, names ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "change",
    [
        lambda heads: (replace(heads[0], words="Others"), *heads[1:]),
        lambda heads: (replace(heads[0], page=1), *heads[1:]),
        lambda heads: (replace(heads[0], level=2), *heads[1:]),
        lambda heads: heads[1:],
        lambda heads: heads[::-1],
        lambda heads: (*heads, Head(1, "More", 0, 0, 0)),
        lambda heads: (),
    ],
    ids=["words", "page", "level", "left out", "order", "added", "none"],
)
def test_another_bookmark_is_found(
    binding: Binding, change: Callable[[tuple[Head, ...]], tuple[Head, ...]]
) -> None:
    data = binding.altered(ONE, lambda fragment: replace(fragment, heads=change(fragment.heads)))
    assert binding.said(data) == ["bookmarks-wrong"]


def anchors(fragment: Fragment, change: Callable[[Anchor], Iterator[Anchor]]) -> Fragment:
    return replace(fragment, anchors=tuple(each for one in fragment.anchors for each in change(one)))


def test_a_name_that_is_gone_is_found(binding: Binding) -> None:
    def change(anchor: Anchor) -> Iterator[Anchor]:
        yield from () if anchor.name == "p2" else (anchor,)

    # the page of `p2` is printed by one chapter, and a link of another leads there
    said = binding.said(binding.altered(ONE, lambda fragment: anchors(fragment, change)))
    assert [*said] == ["number-wrong", "link-broken", "link-broken"]


def test_a_name_that_leads_elsewhere_is_found(binding: Binding) -> None:
    def change(anchor: Anchor) -> Iterator[Anchor]:
        yield replace(anchor, page=0) if anchor.name == "p2" else anchor

    # the page of `p2` is printed nowhere wrong: it is bound with the number of where its name leads
    assert binding.said(binding.altered(ONE, lambda fragment: anchors(fragment, change))) == ["link-broken"]


def test_a_link_that_leads_elsewhere_is_found(binding: Binding) -> None:
    def change(fragment: Fragment) -> Fragment:
        body = replace(fragment.body, template=fragment.body.template.replace(b"(p2)", b"(p1)"))
        assert body != fragment.body
        return replace(fragment, body=body)

    assert binding.said(binding.altered(TWO, change)) == ["link-broken"]


def test_a_number_that_is_drawn_elsewhere_is_found(binding: Binding) -> None:
    def change(slot: Slot) -> Slot:
        if slot.target != TOTAL:
            return slot
        assert slot.drawn[4:-4] == b">0<"
        return replace(slot, drawn=slot.drawn.replace(b">0<", b">9<"))

    data = binding.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    assert binding.said(data) == ["page-changed"]


# ── files ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("length", [0, 1, 20, -1, -7, -40, -400])
def test_a_file_that_is_cut_is_found(binding: Binding, length: int) -> None:
    assert binding.said(binding.written()[:length]) == ["pdf-unreadable"]


def test_what_this_program_did_not_write_is_refused(binding: Binding) -> None:
    with pikepdf.open(io.BytesIO(binding.written())) as file:
        for options in ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}):
            out = io.BytesIO()
            file.save(out, **options)
            assert binding.said(out.getvalue()) == ["pdf-unreadable"]
    for data in (
        b"",
        b"%PDF-1.7\n",
        b"x" * 100,
        b"startxref\n5\n%%EOF\n",
        b"%PDF\nstartxref\n99999\n%%EOF\n",
    ):
        with pytest.raises(Unreadable):
            raw.Raw(data)


def test_an_object_is_read_only_where_and_as_it_is(binding: Binding) -> None:
    data = binding.written()
    found = raw.Raw(data)
    assert found.text(1).startswith(b"<</Type/Catalog")
    _, metadata = found.stream(7)
    assert metadata.startswith(b"<?xpacket")
    for wrong in (lambda: found.text(7), lambda: found.stream(1), lambda: found.text(10**6)):
        with pytest.raises(Unreadable):
            wrong()
    longer = data.replace(b"/Index[0 8 ", b"/Index[0 9 ")
    assert len(longer) == len(data) and longer != data
    with pytest.raises(Unreadable):
        raw.Raw(longer)
    moved = data.replace(b"\n7 0 obj\n", b"\n8 0 obj\n", 1)
    assert moved != data
    with pytest.raises(Unreadable):
        raw.Raw(moved).stream(7)
    with pytest.raises(Unreadable):
        raw.Raw(data.replace(b"\nendstream\nendobj\n", b"\nendstreax\nendobj\n", 1)).stream(64)


def test_strings_are_read_as_they_are_written() -> None:
    from roa_dossier.bind.values import string

    for words in ("plain", "(a) \\ b\r\n)", "Ж “x”", "\U0001f600", ""):
        assert raw.string(string(words)) == words
        assert [*raw.links(b"<</Dest " + string(words) + b"/A 1>>")] == [words]
        named = string(words) + b"[12 0 R/XYZ 1.5 -2 0]"
        assert [*raw.named(b"/Names[" + named + named + b"]")] == [(words, 12)] * 2


def test_a_byte_that_changed_never_goes_unnoticed_where_pages_are_drawn(binding: Binding) -> None:
    data = binding.written()
    drawn = [*spans(binding, data)]
    choice = random.Random(6)
    for _ in range(150):
        start, stop = choice.choice(drawn)
        at = choice.randrange(start, stop)
        changed = data[:at] + bytes((data[at] ^ (1 << choice.randrange(8)),)) + data[at + 1 :]
        if unpacked(changed[start:stop]) != unpacked(data[start:stop]):  # some bits mean nothing
            assert binding.said(changed) != [], at


def test_a_byte_that_changed_anywhere_raises_nothing(binding: Binding) -> None:
    data = binding.written()
    choice = random.Random(7)
    for _ in range(300):
        at = choice.choice((choice.randrange(len(data)), len(data) - choice.randrange(1, 900)))
        changed = data[:at] + bytes((choice.randrange(256),)) + data[at + 1 :]
        binding.said(changed)


def unpacked(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None


def spans(binding: Binding, data: bytes) -> Iterator[tuple[int, int]]:
    """Give where the data of pages stands in a file."""
    found = raw.Raw(data)
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            _, packed = found.stream(page.obj.Contents.objgen[0])
            start = data.index(packed)
            yield start, start + len(packed)


# ── what was seen before ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def reads() -> Iterator[list[Stream]]:
    """The streams that are read."""
    found: list[Stream] = []
    plain = audit._Book._differences

    def counted(one: Bound, stream: Stream, *rest: Any) -> Iterator[Any]:
        found.append(stream)
        return plain(one, stream, *rest)

    with mock.patch.object(audit._Book, "_differences", staticmethod(counted)):
        yield found


def test_what_was_seen_is_not_read_again(binding: Binding, reads: list[Stream]) -> None:
    seen = Seen()
    assert binding.said(binding.written(), seen) == []
    drawn = sum(bool(stream.stretches) for one in binding.standing for stream in one.fragment.streams)
    assert len(reads) == drawn > 5
    reads.clear()
    assert binding.said(binding.written(), seen) == []
    assert reads == []


def test_what_was_altered_since_is_read_and_found(binding: Binding, reads: list[Stream]) -> None:
    seen = Seen()
    binding.said(binding.written(), seen)
    reads.clear()
    data = binding.altered(ONE, lambda fragment: stream_changed(fragment, something_added))
    assert binding.said(data, seen) == ["page-changed"]
    assert len(reads) == 1
    # and is never taken for right
    assert binding.said(data, seen) == ["page-changed"]
    assert binding.said(binding.written(), seen) == []


def test_numbers_that_changed_since_are_read(binding: Binding, reads: list[Stream]) -> None:
    seen = Seen()
    binding.said(binding.written(), seen)
    reads.clear()

    def change(slot: Slot) -> Slot:
        return replace(slot, target="one") if slot.target == "p2" else slot

    data = binding.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    assert binding.said(data, seen) == ["number-wrong"]
    assert len(reads) == 1


def test_a_number_that_stayed_as_it_was_is_found_where_its_page_moved(
    binding: Binding, reads: list[Stream]
) -> None:
    seen = Seen()
    assert binding.said(binding.written(), seen) == []
    reads.clear()
    # `p2` stands a page earlier now, and what was on its page is named so that the old number is printed
    standing = [*binding.standing]
    fragment = standing[ONE].fragment
    moved = (replace(one, page=0) if one.name == "p2" else one for one in fragment.anchors)
    fragment = replace(fragment, anchors=(*moved, Anchor("left", 1, 0, 0)))
    standing[ONE] = replace(standing[ONE], fragment=fragment)
    now = Binding(tuple(standing), binding.rest)

    def change(slot: Slot) -> Slot:
        return replace(slot, target="left") if slot.target == "p2" else slot

    data = now.altered(CONTENTS, lambda fragment: slots_changed(fragment, change))
    assert now.said(data, seen) == ["number-wrong"]
    assert len(reads) == 1


def test_a_link_that_is_broken_is_found_though_its_chapter_was_seen(binding: Binding) -> None:
    seen = Seen()
    assert binding.said(binding.written(), seen) == []

    def change(anchor: Anchor) -> Iterator[Anchor]:
        yield from () if anchor.name == "p1" else (anchor,)

    data = binding.altered(ONE, lambda fragment: anchors(fragment, change))
    assert "link-broken" in binding.said(data, seen)
