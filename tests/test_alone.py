"""A chapter that lost a note is laid out again where it was made."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Mapping

import pytest
from weasyprint.css import Style
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import Layout

from bound_books import STYLE, expected, made, note, section
from roa_dossier import audit
from roa_dossier.build import alone
from roa_dossier.build.alone import Made, Task
from roa_dossier.diagnostics import Checked
from roa_dossier.frozen import replace
from roa_dossier.layout.job import Block, Last, Past, Run, Set
from roa_dossier.layout.lines.galley import Galley
from roa_dossier.model.book import Book
from roa_dossier.model.fragment import Fragment
from roa_dossier.model.report import Alone, Reading, Report
from roa_dossier.world import Memory

RUN = Run(
    "", (("one", '<section id="one">1</section>'), ("two", '<section class="part" id="two">2</section>')), ()
)

PAST = Past(b"", {}, (), Block(b"", b""), 0)


HEAD = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>"
SHEET = ("styles/test.css", STYLE)


class Bench:
    """Stands in for layout and audit: `lost[n]` are the manuscripts that lose a note the n-th time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *lost: tuple[str, ...]) -> None:
        self.lost, self.runs = lost, [RUN]
        monkeypatch.setattr(alone, "lay", self.lay)
        monkeypatch.setattr(alone, "read", self.read)

    def lay(self, task: Task) -> Set:
        self.runs.append(task.run)
        return Set(asked=(str(len(self.runs)),))

    def read(self, task: Task, laid: Set) -> Made:
        lost = self.lost[min(len(self.runs), len(self.lost)) - 1]
        return Made(laid, Alone(Report(1, 1, missing=lost)))

    def openings(self) -> list[list[str]]:
        return [[html[: html.index(">") + 1] for _, html in run.sections] for run in self.runs]


def test_only_those_that_lost_a_note_go_further(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, ("two",), ("one", "two"), ())
    found = alone.finish(Task(replace(RUN, last=Last(PAST, Fragment())), (), "en"), Set())
    assert bench.openings() == [
        ['<section id="one">', '<section class="part" id="two">'],
        ['<section id="one">', '<section class="part remedy-1" id="two">'],
        ['<section id="one" class="remedy-1">', '<section class="part remedy-2" id="two">'],
    ]
    assert [[name for name, _ in run.css] for run in bench.runs] == [[], ["remedies"], ["remedies"]]
    assert not any(run.last for run in bench.runs), "what is remembered is the chapter as it was written"
    assert found.set.asked == ("3",)
    assert found.remedies == {"one": 1, "two": 2}


def test_what_both_remedies_do_not_help_is_left_to_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, ("one",))
    found = alone.finish(Task(RUN, (), "en"), Set())
    assert (len(bench.runs), found.remedies, found.alone.report.missing) == (3, {"one": 2}, ("one",))


def test_nothing_is_eased_where_notes_stand_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, ("one",))
    found = alone.finish(Task(RUN, (), "en", eases=False), Set())
    assert (len(bench.runs), found.remedies, found.alone.report.missing) == (1, {}, ("one",))


def test_nothing_is_eased_where_notes_stand_at_the_end_already(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, ("one",))
    found = alone.finish(Task(RUN, (), "en", end_notes=("one",)), Set())
    assert (len(bench.runs), found.remedies) == (1, {})


CHAPTERS = (
    section("one", f"<p>Words{note(1, 'one', 'A note.')} here.</p>", notes=(expected(1, "one", "A note."),)),
    section("two", "<p>Other words.</p>"),
)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_book_says_what_was_eased(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The first chapter loses its note so many times; the third time its notes stand at its end."""
    plain, asked = audit.alone, []

    def losing(book: Book, texts: bool, known: Mapping[int, Reading]) -> Checked[Alone]:
        found = plain(book, texts, known)
        if not found.value.report.notes:
            return found
        asked.append(book.end_notes)
        lost = ("one",) if len(asked) <= times else ()
        return Checked(replace(found.value, report=replace(found.value.report, missing=lost)))

    monkeypatch.setattr(audit, "alone", losing)
    world = Memory({})
    found = made(CHAPTERS, world=world)
    assert found.setting is not None
    assert found.book is not None
    ended = ("one",) if times == 3 else ()
    assert asked == [(), *[()] * min(times, 2), *[ended] * (times == 3)]
    assert (found.setting.whole, found.setting.again, found.book.end_notes) == ("", ("one",), ended)
    again = made(CHAPTERS, world=world)
    assert again.setting is not None
    assert again.book is not None
    assert again.setting.laid == (), "what was eased is found as what it was asked for"
    assert (again.book.pdf, again.setting.again) == (found.book.pdf, ("one",))


def test_what_one_chapter_asked_for_is_not_said_of_the_next() -> None:
    style = ("styles/test.css", "p { background: url(https://a.example/b.png) }")
    head = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>"
    asking, plain = (
        Run(head, (("one", f'<section id="one"><p>Words.</p>{more}</section>'),), (style,))
        for more in ('<img src="https://a.example/c.png">', "")
    )
    first, second = alone.lay(Task(asking, (), "en")), alone.lay(Task(plain, (), "en"))
    assert set(first.refused) == {"https://a.example/b.png", "https://a.example/c.png"}
    assert second.refused == ("https://a.example/b.png",)


def test_a_chapter_that_begins_otherwise_is_set_in_its_own_language() -> None:
    """Style sheets are read once for both."""
    style = (
        "styles/test.css",
        ":lang(de) p::before { content: 'Das ' } p { font-family: Linux Libertine O }",
    )
    words = []
    for language in ("en", "de", "en"):
        head = f"<!DOCTYPE html><html lang='{language}'><head><title>A</title></head><body>"
        laid = alone.lay(
            Task(Run(head, (("one", '<section id="one"><p>word</p></section>'),), (style,)), (), "en")
        )
        words.append({letters for face in laid.fragment.faces for _, letters in face.glyphs})
    assert words[0] == words[2] == {*"word"}
    assert words[1] == {*"Das word"}


def test_a_chapter_leaves_no_boxes_behind() -> None:
    """Nobody looks for boxes that know each other: there are none when it is drawn."""
    words = f"<p>Words{note(1, 'one', 'A note.')} in a paragraph, <i>and others</i>, and yet others.</p>"
    table = '<table class="fitted"><tr><td>One</td><td><p>Two</p></td></tr></table>'
    float_ = '<div style="float: left; width: 20mm">Beside</div>'
    run = Run(HEAD, (("one", f'<section id="one">{words * 40}{table}{float_}{words}</section>'),), (SHEET,))
    alone.lay(Task(run, (), "en"))
    gc.collect()
    gc.disable()
    try:
        before = alive()
        laid = alone.lay(Task(run, (), "en"))
        left = alive() - before
    finally:
        gc.enable()
    assert len(laid.fragment.pages) > 1
    assert left["Style"] < 5
    assert left - Counter(Style=left["Style"]) == Counter()


def alive() -> Counter[str]:
    kinds = (boxes.Box, Style, Galley, Layout)
    return Counter(kind.__name__ for one in gc.get_objects() for kind in kinds if isinstance(one, kind))
