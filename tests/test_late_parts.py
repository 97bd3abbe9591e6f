"""Parts that name pages: laid out after the pages they name, in the same book."""

from __future__ import annotations

import io
import signal
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
import pytest

from roa_dossier import audit, bind, layout, pdf
from roa_dossier.diagnostics import Checked, Severity, Span
from roa_dossier.frozen import replace
from roa_dossier.layout import conversation, engine, seam
from roa_dossier.layout.job import Late
from roa_dossier.model.book import Manuscript, Pages, Place, Typesetting

STYLE = """
@page { size: A6; margin: 15mm; @bottom-center { content: counter(page) } }
@page { @top-center { content: string(head) } }
@page :blank { @bottom-center { content: none } @top-center { content: none } }
html { font: 10pt/13pt 'Linux Libertine O', serif }
section { break-before: right; string-set: head attr(data-head) }
.page::after { content: target-counter(attr(href), page) }
"""
TABLE = "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"


def section(name: str, body: str) -> Manuscript:
    html = f'<section id="{name}" data-head="on {name}"><h1>{name.title()}</h1>{body}</section>'
    return Manuscript(name, name.title(), html, span=Span(f"dossier/{name}.yaml"))


def typesetting(style: str = STYLE) -> Typesetting:
    return Typesetting("A sample", "en-GB", (("styles/test.css", style),), (), "2026-11-21")


CONTENTS = section(
    "contents", '<p>Lists <a class="page" href="#part.aids"></a> and <a href="#index">index</a></p>'
)
CHAPTER = section(
    "one", f'<p id="p1">Words of a chapter.</p>{TABLE}<p style="break-before: page" id="p2">More.</p>'
)
KEPT = section(layout.KEPT, "")
BODY = (CONTENTS, CHAPTER, KEPT)


def lists(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
    """Make what stands in place of the kept page: an index of the chapter, and a second part."""
    known = "".join(f'<a href="#{name}">{places[name].label}</a> ' for name in ("p1", "p2"))
    more = '<p>See <a class="page" href="#second"></a>.</p>'
    first = section("part.aids", f'<p id="index">Words {known}</p>{TABLE}{more}')
    return (first, section("second", f'<p>Back to <a href="#contents">contents</a>.</p>{TABLE}'))


def laid(late: layout.LateParts | None = lists, style: str = STYLE) -> Checked[Pages]:
    return layout.pages(BODY, typesetting(style), late)


def words(data: bytes) -> list[str]:
    with pdf.drawing(data) as drawing:
        return [" ".join(page.chars.split()) for page in drawing]


@pytest.fixture(scope="module")
def whole() -> Checked[Pages]:
    return laid()


# ── what is whole ───────────────────────────────────────────────────────────────────────────────────


def test_late_parts_go_on_where_the_kept_page_stood(whole: Checked[Pages]) -> None:
    assert whole.diagnostics == ()
    assert whole.value.first_pages == {"contents": 0, "one": 2, "part.aids": 4, "second": 6}
    assert words(whole.value.pdf) == [
        "Contents Lists 5 and index on contents 1",
        "",
        "One Words of a chapter. Head Cell on one 3",
        "More. on one 4",
        "Part.Aids Words 3 4 Head Cell See 7. on part.aids 5",
        "",
        "Second Back to contents. Head Cell on second 7",
    ]


def test_a_blank_page_before_the_kept_one_stays() -> None:
    short = section("one", '<p id="p1">Words.</p><p id="p2">More.</p>')
    found = layout.pages((CONTENTS, short, KEPT), typesetting(), lists)
    assert found.diagnostics == ()
    assert found.value.first_pages["part.aids"] == 4
    assert [page[:9] for page in words(found.value.pdf)[3:5]] == ["", "Part.Aids"]


def test_a_late_part_goes_on_over_pages() -> None:
    long = section("part.aids", '<p id="index">Words.</p><p style="break-before: page">More.</p>')
    found = laid(lambda places: (long,))
    assert found.diagnostics == ()
    assert words(found.value.pdf)[4:] == ["Part.Aids Words. on part.aids 5", "More. on part.aids 6"]


def test_links_lead_both_ways_and_bookmarks_go_on(whole: Checked[Pages]) -> None:
    parts = pdf.anatomy(whole.value.pdf)
    led = {(link.page, link.destination, parts.destinations[link.destination].page) for link in parts.links}
    assert led == {
        (0, "part.aids", 4),
        (0, "index", 4),
        (4, "p1", 2),
        (4, "p2", 3),
        (4, "second", 6),
        (6, "contents", 0),
    }
    assert [(mark.title, mark.page) for mark in parts.outline] == [
        ("Contents", 0),
        ("One", 2),
        ("Part.Aids", 4),
        ("Second", 6),
    ]
    assert len(parts.fonts) == len({font.name for font in parts.fonts}) and parts.tagged


def test_tags_of_both_sides_are_one_tree(whole: Checked[Pages]) -> None:
    with pikepdf.open(io.BytesIO(whole.value.pdf)) as file:
        elements = list(tree(file.Root.StructTreeRoot.K))
        heads = [str(one.ID) for one in elements if "/ID" in one]
        pages = {one.Pg.objgen for one in elements if "/Pg" in one}
        written = [page.obj.objgen for page in file.pages]
        parents = [int(page.obj.StructParents) for page in file.pages]
    assert len(heads) == len(set(heads)) == 3
    assert pages == {written[number] for number in (0, 2, 3, 4, 6)}
    assert parents == list(range(7))


def tree(kids: Any) -> Iterator[Any]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tree(kid.get("/K", pikepdf.Array()))


def test_the_same_matter_gives_the_same_bytes(whole: Checked[Pages]) -> None:
    assert laid().value.pdf == whole.value.pdf


def test_what_is_bound_passes_the_audit(whole: Checked[Pages]) -> None:
    book = bind.book(
        whole.value, (*BODY[:-1], *lists({"p1": Place(2, "3"), "p2": Place(3, "4")})), typesetting()
    )
    assert audit.report(book).diagnostics == ()


def test_places_are_given_once_with_the_numbers_that_are_printed() -> None:
    given: list[Mapping[str, Place]] = []

    def late(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
        given.append(places)
        return lists(places)

    found = laid(late, STYLE + "@page :first { counter-reset: page 10 }")
    assert [places["p2"] for places in given] == [Place(3, "13")]
    assert words(found.value.pdf)[4] == "Part.Aids Words 12 13 Head Cell See 16. on part.aids 14"
    assert pdf.anatomy(found.value.pdf).labels == ("10", "11", "12", "13", "14", "15", "16")


def test_the_first_page_is_the_book_s() -> None:
    found = laid(style=STYLE + "@page :first { @top-left { content: 'Opening' } }")
    assert ["Opening" in page for page in words(found.value.pdf)] == [True, *[False] * 6]


# ── what is not there ───────────────────────────────────────────────────────────────────────────────

ALONE = (section("one", '<p id="p1">Words.</p>'), KEPT)


@pytest.mark.parametrize("late", [None, lambda places: ()])
def test_without_late_parts_nothing_is_kept(late: layout.LateParts | None) -> None:
    found = layout.pages(ALONE, typesetting(), late)
    assert (found.diagnostics, words(found.value.pdf)) == ((), ["One Words. on one 1"])


def test_late_parts_are_not_asked_for_where_no_place_is_kept() -> None:
    def late(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
        raise AssertionError("asked")

    assert layout.pages(ALONE[:1], typesetting(), late).diagnostics == ()


def test_late_parts_that_cannot_be_made_stop_the_layout() -> None:
    found = laid(lambda places: None)
    assert (found.value.pdf, found.diagnostics) == (b"", ())


# ── what is wrong ───────────────────────────────────────────────────────────────────────────────────


def test_an_anchor_on_both_sides_is_an_error() -> None:
    found = laid(lambda places: (section("part.aids", '<p id="index"><i id="p1">Words.</i></p>'),))
    assert [(one.severity, one.code) for one in found.diagnostics] == [(Severity.ERROR, "anchor-twice")]
    assert found.diagnostics[0].primary is not None
    assert found.diagnostics[0].primary.span.path == "dossier/part.aids.yaml"


def test_a_link_to_nowhere_is_an_error_on_either_side() -> None:
    found = laid(lambda places: (section("part.aids", '<p id="index"><a href="#none">Words</a></p>'),))
    assert [(one.code, one.message.split("`")[1]) for one in found.diagnostics] == [("link-broken", "none")]


def test_a_late_part_that_cannot_be_set_is_named() -> None:
    deep = section("second", f"{'<div>' * 300}x{'</div>' * 300}")
    found = laid(lambda places: (*lists(places)[:1], deep))
    assert [one.code for one in found.diagnostics] == ["layout-failed"]
    assert found.diagnostics[0].primary is not None
    assert found.diagnostics[0].primary.span.path == "dossier/second.yaml"


def test_the_number_of_all_pages_is_not_known() -> None:
    style = STYLE + "@page { @bottom-left { content: counter(page) ' of ' counter(pages) } }"
    found = laid(style=style)
    assert [(one.severity, one.code) for one in found.diagnostics] == [(Severity.WARNING, "pages-uncounted")]
    primary = found.diagnostics[0].primary
    assert primary is not None
    assert style[primary.span.start : primary.span.stop] == "counter(pages"
    assert laid(None, style).diagnostics[0].code == "link-broken"


def test_a_place_that_is_not_one_page_is_a_fault_of_ours() -> None:
    long = replace(KEPT, html=KEPT.html.replace("</h1>", '</h1><p style="break-before: page">More.</p>'))
    with pytest.raises(RuntimeError, match="does not stand on the last page alone"):
        layout.pages((CHAPTER, long), typesetting(), lists)


def test_late_parts_that_open_with_another_number_are_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seam, "_GOING_ON", "/* {at} {number} {side} */")
    parts = tuple((one.id, one.html) for one in lists({"p1": Place(2, "3"), "p2": Place(3, "4")}))
    job = layout.commissioned(BODY, typesetting(), waits=True)
    with pytest.raises(seam.Open, match="opens on page 1, not on page 5"):
        engine.lay_out(job, lambda known: Late(parts, 60, 1))


# ── the child process ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    found: list[subprocess.Popen[bytes]] = []

    class Kept(subprocess.Popen[bytes]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            found.append(self)

    monkeypatch.setattr(conversation.subprocess, "Popen", Kept)
    return found


def test_a_child_that_dies_in_between_is_an_error(started: list[subprocess.Popen[bytes]]) -> None:
    def late(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
        started[0].send_signal(signal.SIGSEGV)
        started[0].wait()
        return (section("part.aids", "<!-- " + "x" * 1_000_000 + " -->"),)

    found = laid(late)
    assert [one.code for one in found.diagnostics] == ["layout-failed"]
    assert "signal 11" in found.diagnostics[0].message


def test_a_fault_while_late_parts_are_made_leaves_no_child(started: list[subprocess.Popen[bytes]]) -> None:
    def late(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
        raise KeyError("a fault of ours")

    with pytest.raises(KeyError):
        laid(late)
    assert started[0].returncode is not None


def test_big_matter_goes_through_both_ways() -> None:
    anchors = "".join(f'<span id="anchor-of-some-length-{n}"></span>' for n in range(4000))
    padding = "<!-- " + "x" * 3_000_000 + " -->"
    body = (section("one", f"<p>Words.{anchors}</p>{padding}"), KEPT)
    found = layout.pages(
        body, typesetting(), lambda places: (section("part.aids", f"{len(places)}{padding}"),)
    )
    assert found.diagnostics == ()
    assert words(found.value.pdf)[-1] == "Part.Aids 4002 on part.aids 3"


def test_the_limit_of_time_grows_with_late_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SECONDS", 4)
    monkeypatch.setattr(layout, "SECONDS_A_MEGABYTE", 0)
    doubling = "".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 40))
    style = STYLE + " .slow { --v0: 1px;" + doubling + " margin: var(--v39) }"
    found = laid(lambda places: (section("part.aids", '<p id="index" class="slow">x</p>'),), style)
    assert [one.code for one in found.diagnostics] == ["layout-failed"]
    assert "longer than 4 s" in found.diagnostics[0].message
