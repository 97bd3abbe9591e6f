"""The tag tree: what those hear who cannot see the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from weasyprint.pdf import tags

from roa_dossier import audit, bind, layout, pdf
from roa_dossier.layout import engine, notes, remarks, tagged
from roa_dossier.layout.job import Outcome
from roa_dossier.model.book import Book, ExpectedNote, Manuscript, Typesetting

STYLE = """
@page { size: 100mm 90mm; margin: 8mm }
html { font: 10pt/12pt 'Linux Libertine O' }
section { break-before: page }
.note { float: footnote }
.note::footnote-call, .call::before { content: attr(data-n) }
.note::footnote-marker { content: attr(data-n) ' ' }
.leader::after { content: ' ' leader('.') ' ' }
.page::after { content: target-counter(attr(href), page) }
"""
LINES = 20
GERMAN, RUSSIAN = "die Gefangenen", "Русская освободительная армия"
FAR = "A sentence that goes on for quite some time, so that the page is full. " * 16


def note(name: str, number: int, body: str) -> str:
    call = f'<span class="call" id="c.{name}.{number}" data-n="{number}"></span>'
    return f'{call}<span class="note" id="n.{name}.{number}" data-n="{number}">{body}</span>'


def chapter(name: str, *more: str) -> Manuscript:
    bodies = [f"See the {RUSSIAN}. {each}".strip() for each in more]
    marked = [each.replace(RUSSIAN, f'<span lang="ru">{RUSSIAN}</span>') for each in bodies]
    text = "".join(f"<p>Words.{note(name, at, each)}</p>" for at, each in enumerate(marked, start=1))
    foreign = f'<p lang="de">{GERMAN} <b>und <span lang="en-GB">others</span></b></p>'
    expected = tuple(
        ExpectedNote(at, f"n.{name}.{at}", f"c.{name}.{at}", each) for at, each in enumerate(bodies, start=1)
    )
    html = f'<section id="{name}"><h1>{name.title()}</h1>{text}{foreign}</section>'
    return Manuscript(name, name.title(), html, expected)


def contents() -> Manuscript:
    line = (
        '<p class="line"><span class="number">{}</span><a href="#one">One</a>'
        '<span class="leader"></span><a class="page" href="#one"></a></p>'
    )
    lines = "".join(line.format(number) for number in range(1, LINES + 1))
    listed = "<ul><li><p>First</p><p>Second</p></li></ul>"
    html = f'<section id="contents"><h1>C</h1><nav>{lines}</nav>{listed}</section>'
    return Manuscript("contents", "Contents", html)


BOOK = (contents(), chapter("one", "", "", ""), chapter("two", "", FAR, ""))
SETTINGS = Typesetting("A sample", "en-GB", (("styles/test.css", STYLE),), remedies={"two": 3})


@pytest.fixture(scope="module")
def book() -> Book:
    found = layout.pages(BOOK, SETTINGS)
    assert found.diagnostics == ()
    return bind.book(found.value, BOOK, SETTINGS, ())


@pytest.fixture(scope="module")
def tree(book: Book) -> Iterator[list[Heard]]:
    with pikepdf.open(io.BytesIO(book.pdf)) as file, pdf.drawing(book.pdf) as drawing:
        yield list(heard(file, list(drawing)))


class Heard:
    """A structure element: the roles from its own to the root's, its language, its words and its own."""

    def __init__(self, element: Any, around: tuple[str, ...], language: str) -> None:
        self.element, self.roles, self.language = element, around, language
        self.words = self.own = ""
        self.pages: set[int] = set()


def heard(file: pikepdf.Pdf, pages: list[Any]) -> Iterator[Heard]:
    numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
    marked: dict[tuple[int, int], str] = {}
    for page in pages:
        for index, char in enumerate(page.chars):
            if (mark := page.mark(index)) is not None:
                key = (page.number, mark)
                marked[key] = marked.get(key, "") + char

    def below(element: Any, around: tuple[Heard, ...], language: str) -> Iterator[Heard]:
        language = str(element.get("/Lang", language))
        roles = (str(element.S), *(around[-1].roles if around else ()))
        one = Heard(element, roles, language)
        yield one
        for kid in element.get("/K", ()):
            if isinstance(kid, int):
                page = numbers[element.Pg.objgen]
                one.own += marked.get((page, kid), "")
                for each in (*around, one):
                    each.words += marked.get((page, kid), "")
                    each.pages.add(page)
            elif "/S" in kid:
                assert kid.P.objgen == element.objgen
                yield from below(kid, (*around, one), language)

    yield from below(file.Root.StructTreeRoot.K[0], (), str(file.Root.Lang))


def of(tree: list[Heard], role: str) -> list[Heard]:
    return [one for one in tree if one.roles[0] == role]


def test_every_note_is_one_with_an_identifier_of_its_own(book: Book, tree: list[Heard]) -> None:
    found = of(tree, "/Note")
    assert [one.words[:2].strip() for one in found] == ["1", "2", "3"] * 2
    assert all(RUSSIAN in plain(one.words) for one in found)
    assert max(len(one.pages) for one in found) > 1, "a note that goes on over pages is one"
    names = [str(one.element.ID) for one in found]
    assert len(set(names)) == 6
    with pikepdf.open(io.BytesIO(book.pdf)) as file:
        listed = [str(name) for name in list(file.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert listed == sorted(names)


def test_a_note_begins_with_its_label(tree: list[Heard]) -> None:
    labels = [one for one in of(tree, "/Lbl") if "/Note" in one.roles]
    assert [one.words.strip() for one in labels] == ["1", "2", "3"] * 2


def test_every_call_is_a_reference_that_leads_to_its_note(tree: list[Heard]) -> None:
    calls = [one for one in of(tree, "/Reference") if "/TOCI" not in one.roles]
    assert [one.words.strip() for one in calls] == ["1", "2", "3"] * 2
    links = [one for one in of(tree, "/Link") if one.roles[1] == "/Reference" and "/TOCI" not in one.roles]
    led = [
        str(kid.Obj.Dest)
        for one in links
        for kid in one.element.K
        if not isinstance(kid, int) and "/Obj" in kid
    ]
    assert list(dict.fromkeys(led)) == [
        f"n.{name}.{number}" for name in ("one", "two") for number in (1, 2, 3)
    ]


def test_every_run_is_in_its_language(tree: list[Heard]) -> None:
    spoken = dict.fromkeys(("en-GB", "de", "ru"), "")
    for one in tree:
        spoken[one.language] += plain(one.own) + " " if one.own else ""
    assert not re.search("[А-я]", spoken["en-GB"] + spoken["de"])
    assert spoken["ru"].count("Русская") == 6 and not re.search("[a-z]", spoken["ru"])
    assert re.sub(r"\s+", " ", spoken["de"]) == f"{GERMAN} und {GERMAN} und "
    assert spoken["en-GB"].count("others") == 2


def plain(words: str) -> str:
    return " ".join(words.replace("\u2010\r\n", "").split())


def test_the_contents_are_contents_over_pages(tree: list[Heard]) -> None:
    (whole,) = of(tree, "/TOC")
    entries = of(tree, "/TOCI")
    assert len(whole.pages) > 1
    assert [plain(one.words) for one in entries] == [f"{number}One4" for number in range(1, LINES + 1)]
    inside = [one.roles[0] for one in tree if "/TOCI" in one.roles[1:] and one.roles[1] == "/TOCI"]
    assert set(inside) <= {"/Lbl", "/Reference", "/Span"}


def test_the_body_of_a_list_s_item_is_one(tree: list[Heard]) -> None:
    (item,) = of(tree, "/LI")
    assert [str(kid.S) for kid in item.element.K] == ["/Lbl", "/LBody"]
    assert "First" in item.words and "Second" in item.words


def test_a_book_with_such_tags_passes_the_audit(book: Book) -> None:
    found = audit.report(book)
    assert (found.value.notes, found.value.missing) == (6, ())
    assert [one for one in found.diagnostics if one.code != "outline-missing"] == []


def test_the_engine_tags_none_of_it(monkeypatch: pytest.MonkeyPatch, tree: list[Heard]) -> None:
    """Fails the day the engine does it itself: then what is here can go."""
    monkeypatch.setattr(tagged, "keep", lambda: False)
    monkeypatch.setattr("weasyprint.layout.inline.handle_leader", tagged._handle_leader)
    monkeypatch.setattr(tags, "_build_box_tree", tagged._build_box_tree)
    monkeypatch.setattr("weasyprint.pdf.add_tags", tagged._add_tags)
    monkeypatch.setattr(tags, "add_tags", tagged._add_tags)
    bare = engine.lay_out(layout.commissioned(BOOK[:2], SETTINGS))
    with pikepdf.open(io.BytesIO(bare.pdf)) as file, pdf.drawing(bare.pdf) as drawing:
        found = list(heard(file, list(drawing)))
    for role in ("/Note", "/Reference", "/TOC", "/TOCI"):
        assert of(tree, role) and not of(found, role)
    assert {one.language for one in found} == {"en-GB"}


def test_an_engine_that_is_not_known_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "keep", lambda: False)
    made = engine.lay_out(layout.commissioned(BOOK[:1], SETTINGS))
    assert made.pdf and made.strange.startswith("expected WeasyPrint 70, found 70.")
    found = list(remarks.diagnostics(Outcome(made.pdf, strange=made.strange), BOOK, SETTINGS, {}))
    assert [one.code for one in found] == ["engine-unknown"]
