"""What a terminal shows: the three faces, carets, cut lines, and nothing that steers the terminal."""

import io
import json
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roa_dossier.console import Progress, as_json, human, progress, short, summary, visible
from roa_dossier.console.excerpt import MOST, excerpt
from roa_dossier.console.visible import columns
from roa_dossier.diagnostics import Span, error, warning
from roa_dossier.locate import Lines

OUTLINE = "title: T\nblocks:\n  - text: All local volunteers are reliable.\n"
SOURCE = (
    "Head\n\n"
    + "The Wehrmacht report was read. " * 20
    + "All volunteers are unreliable. "
    + "More words. " * 30
)
FILES = {"dossier/01.yaml": OUTLINE, "seeds/a.txt": SOURCE}


def at(path, words):
    start = FILES[path].index(words)
    return Span(path, start, start + len(words))


def shown(*diagnostics):
    return human(diagnostics, FILES.get)


def test_both_sides_are_shown_in_one_margin():
    made = (
        error(
            "quotation-not-found",
            "these words are not in `a`",
            at("dossier/01.yaml", "reliable"),
            "otherwise",
        )
        .beside(at("seeds/a.txt", "unreliable"), "nearest passage, A ¶ 1")
        .hint("quote the source as it stands")
    )
    assert shown(made).split("\n") == [
        "error[quotation-not-found]: these words are not in `a`",
        " --> dossier/01.yaml:3:36",
        "  |",
        "3 |   - text: All local volunteers are reliable.",
        "  |                                    ^^^^^^^^ otherwise",
        " ::: seeds/a.txt:3:640",
        "  |",
        "3 | … report was read. All volunteers are unreliable. More words. More words. More words. More …",
        "  |                                       ---------- nearest passage, A ¶ 1",
        "  = hint: quote the source as it stands",
    ]


def test_the_margin_is_as_wide_as_the_longest_line_number():
    files = {"a": "x\n" * 120}
    made = error("c", "m", Span("a", 2, 3)).beside(Span("a", 200, 201))
    assert human([made], files.get).split("\n")[1:6] == [
        "   --> a:2:1",
        "    |",
        "  2 | x",
        "    | ^",
        "   ::: a:101:1",
    ]


def test_messages_without_a_place_or_a_readable_file():
    assert shown(error("c", "m").hint("h")) == "error[c]: m\n  = hint: h"
    assert shown(error("c", "m", Span("none", 3, 4), "l")) == "error[c]: m\n --> none\n  = l"
    assert shown(error("c", "m", Span("seeds/a.txt"))) == "error[c]: m\n --> seeds/a.txt:1:1"


def test_messages_stand_apart_and_hints_may_have_lines():
    two = shown(error("a", "m").hint("type\nprefix: |\n  the"), warning("b", "n"))
    assert two == "error[a]: m\n  = hint: type\n    prefix: |\n      the\n\nwarning[b]: n"


def caret(text, words):
    start = text.index(words)
    cut = excerpt(text, Lines.of(text), Span("", start, start + len(words)))
    return cut, " " * cut.indent + "^" * cut.width


@pytest.mark.parametrize(
    ("text", "words", "indent", "width"),
    [
        ("\tname: x", "x", 10, 1),
        ("漢字: x", "x", 6, 1),
        ("漢字: x", "漢字", 0, 4),
        ("e\u0301x y", "y", 3, 1),
        ("a\u202eb c", "c", 11, 1),
        ("ab\r\ncd", "b\r\nc", 1, 1),
        ("ab", "", 0, 1),
    ],
)
def test_the_caret_stands_under_what_is_seen(text, words, indent, width):
    cut, _ = caret(text, words)
    assert (cut.indent, cut.width) == (indent, width)


def test_a_place_over_lines_is_pointed_at_to_the_first_lines_end():
    cut, marks = caret("one two\nthree", "two\nthree")
    assert (cut.shown, marks) == ("one two", "    ^^^")


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 60))
def test_a_cut_line_fits_and_its_caret_points_at_the_words(line, start, length):
    line = unicodedata.normalize("NFC", line).replace("\n", " ").replace("\r", " ")
    start = min(start, len(line))
    cut = excerpt(line, Lines.of(line), Span("", start, start + length))
    assert columns(cut.shown) <= MOST + 4
    under = cut.shown[_index(cut.shown, cut.indent) :]
    assert under.startswith(visible(line[start : start + 1]).rstrip(" ")[:1])


def _index(text, column):
    at = 0
    while column > 0 and at < len(text):
        column -= columns(text[at])
        at += 1
    while at < len(text) and columns(text[at]) == 0:
        at += 1
    return at


def test_a_line_of_ten_million_characters_is_cut_at_once():
    text = "x" * 10_000_000
    begun = time.monotonic()
    cut = excerpt(text, Lines.of(text), Span("", 5_000_000, 5_000_010))
    assert time.monotonic() - begun < 1
    assert len(cut.shown) <= MOST + 4


STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@given(st.text(st.characters(codec=None), max_size=40))
def test_nothing_that_steers_a_terminal_is_shown(hostile):
    made = (
        error("c", hostile, Span(hostile or "p", 0, len(hostile)), hostile)
        .beside(Span("q", 0, 1), hostile)
        .hint(hostile)
    )
    for face in (human([made], lambda path: hostile), short([made], lambda path: hostile)):
        assert not STEERING.search(face)
    assert not STEERING.search(as_json([made], lambda path: hostile))
    assert as_json([made], lambda path: hostile).isascii()


def test_escapes_are_named_by_code_point():
    assert visible("a\x1b]0;b\x07\u202ec\u00ad\ud800") == "a<U+001B>]0;b<U+0007><U+202E>c<U+00AD><U+D800>"
    assert visible("Полковник ‘é’ 漢字") == "Полковник ‘é’ 漢字"
    assert len(visible("a" + "\u0301" * 5000)) == 9


def test_the_short_face_is_one_line_each():
    made = [error("c", "m\nn", at("dossier/01.yaml", "reliable")), warning("d", "o")]
    assert short(made, FILES.get) == "dossier/01.yaml:3:36: error[c]: m n\nwarning[d]: o"


def test_json_gives_every_place_with_lines_and_columns():
    made = error("c", "m", at("dossier/01.yaml", "reliable"), "l").beside(Span("none", 1, 2)).hint("h")
    assert json.loads(as_json([made, warning("d", "o")], FILES.get)) == {
        "errors": 1,
        "warnings": 1,
        "diagnostics": [
            {
                "severity": "error",
                "code": "c",
                "message": "m",
                "primary": {
                    "path": "dossier/01.yaml",
                    "text": "l",
                    "start": {"offset": 52, "line": 3, "column": 36},
                    "stop": {"offset": 60, "line": 3, "column": 44},
                },
                "related": [{"path": "none", "text": "", "start": {"offset": 1}, "stop": {"offset": 2}}],
                "hints": ["h"],
            },
            {
                "severity": "warning",
                "code": "d",
                "message": "o",
                "primary": None,
                "related": [],
                "hints": [],
            },
        ],
    }


def test_the_summary_counts():
    assert summary([]) == "no mistakes"
    assert summary([error("a", "m"), error("b", "m"), warning("c", "m")]) == "2 errors, 1 warning"
    assert summary([warning("c", "m"), warning("d", "m")]) == "2 warnings"


def test_colour_adds_nothing_but_colour():
    made = [error("c", "m [bold]x[/bold] " + "long " * 60, at("dossier/01.yaml", "reliable")).hint("h")]
    painted = human(made, FILES.get, colour=True)
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == human(made, FILES.get)


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "seen"), [(Screen, 0.01, True), (Screen, 5, False), (io.StringIO, 0.01, False)]
)
def test_progress_is_shown_on_a_terminal_when_work_takes_long(stream, patience, seen, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    screen = stream()
    with Progress(screen) as said:
        said("layout", "[bold] \x1b]0;x")
        time.sleep(0.3)
    assert ("layout [bold] <U+001B>]0;x" in screen.getvalue()) is seen
