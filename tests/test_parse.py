"""Outlines as typed become values with places; what is wrong with them is told where it stands."""

import re
import time
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import casebook
from parsing import CHAPTER, DOSSIER, FACTS, NAMES, SOURCES, WORKS, chapter, parsed, told
from roa_dossier import parse
from roa_dossier.diagnostics import Severity
from roa_dossier.locate import Lines
from roa_dossier.model import outline as model
from roa_dossier.parse.composing import compose
from roa_dossier.parse.decoded import decode
from roa_dossier.parse.nodes import Listing, Mapping, Scalar
from roa_dossier.world import Memory


def composed(text):
    typed, found = decode("a.yaml", text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    if typed is None:
        return None, found, None
    node, more = compose(typed)
    return node, [*found, *more], typed


def codes(text):
    return [diagnostic.code for diagnostic in composed(text)[1]]


# ── scalars ─────────────────────────────────────────────────────────────────────────────────────────


def value_of(text):
    node, found, typed = composed(text)
    assert found == []
    return node.entries[0][1].words.text, typed.decoded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: plain", "plain"),
        ("a: plain over\n  two lines\n\n  and one more", "plain over two lines\nand one more"),
        ("a: 'it''s'", "it's"),
        ("a: 'over\n   lines'", "over lines"),
        ('a: "\\u00e9\\x41\\U0001F600 \\"q\\" \\/ \\_"', 'éA😀 "q" / \xa0'),
        ('a: "one \\\n   two\n   three"', "one two three"),
        ("a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n"),
        ("a: |-\n  one\n", "one"),
        ("a: |+\n  one\n\n", "one\n\n"),
        ("a: |2\n   one\n", " one\n"),
        ("a: >\n  one\n  two\n\n  three\n    four\n  five\n", "one two\nthree\n  four\nfive\n"),
        ("a: >-\n\n  one\n", "\none"),
        ("a: NO", "NO"),
        ("a: 12:30", "12:30"),
        ("a: 0123", "0123"),
        ("a: 1.10", "1.10"),
        ("a: .inf", ".inf"),
    ],
)
def test_scalars_are_read_as_typed(text, value):
    read, _ = value_of(text)
    assert read.chars == value
    assert read.chars == yaml.load(text, Loader=yaml.BaseLoader)["a"]


def test_each_letter_knows_its_place():
    read, source = value_of('a: "x\\u00e9\n   y"')
    assert [source[slice(*read.origin(at, at + 1))] for at in range(4)] == ["x", "\\u00e9", "\n   ", "y"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_count_the_characters_of_the_file(ends, bom):
    text = "a: |\n  one\n  two\nb: >\n  three\n  four\nc: five\n".replace("\n", ends)
    node, found, typed = composed(bom + text)
    assert found == []
    assert typed.decoded == text
    assert [str(value.words) for _, value in node.entries] == ["one\ntwo\n", "three four\n", "five"]
    for _, value in node.entries:
        for word in str(value.words).split():
            at = str(value.words).index(word)
            span = value.words.at(at, at + len(word))
            assert text[span.start : span.stop] == word


LETTERS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from(" \n\n :#'\"\\[]{}-,éя"),
    max_size=80,
)
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@settings(deadline=None, max_examples=300)
@given(LETTERS, st.sampled_from(["'", '"', "|", ">", None]), st.integers(10, 60))
def test_every_letter_comes_from_the_letter_typed(words, style, width):
    text = yaml.dump({"a": words}, default_style=style, allow_unicode=True, width=width)
    if BIDI.search(text):
        return
    node, found, typed = composed(text)
    assert found == []
    pairs = [(str(key.words), value) for key, value in node.entries]
    assert [key for key, _ in pairs] == ["a"]
    read = pairs[0][1].words.text
    assert read.chars == words
    last = 0
    for at, char in enumerate(read.chars):
        start, stop = read.origin(at, at + 1)
        origin = typed.decoded[start:stop]
        assert start >= last
        last = stop
        assert origin == char or origin.strip(" \n") == "" or origin[0] == "\\" or origin == "''"


@pytest.mark.parametrize(
    ("text", "stood_for"),
    [
        ("a: 'x\n\n  y'", ["x", "\n\n  ", "y"]),
        ("a: 'x \n\n \n\n  y'", ["x", " \n\n", " \n", "\n  ", "y"]),
        ("a: '\n\n\n x''\n\n\n'", ["\n\n", "\n ", "x", "''", "\n\n", "\n"]),
        ('a: "x\\\n\n\n  y"', ["x", "\\\n\n", "\n  ", "y"]),
        ("a: x\n\n\n  y", ["x", "\n\n", "\n  ", "y"]),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_blank_line_has_a_place_of_its_own(text, stood_for, ends):
    read, source = value_of(text.replace("\n", ends))
    places = [source[slice(*read.origin(at, at + 1))] for at in range(len(read.chars))]
    assert places == [each.replace("\n", ends) for each in stood_for]


GAPS = [" ", "  ", "\t", "\n", "\n\n", "\n \n", "\n\t\n", "\n  "]
TYPED = {
    "'": ["''"],
    '"': ['\\"', "\\n", "\\\\", "\\x41", "\\u00e9", "\\U0001F600", "\\\n", "\\ ", "\\\t", "\\_"],
    "": [],
}


@st.composite
def typed_scalars(draw):
    """Give a file with one scalar as a person may type it: blanks and blank lines anywhere, signs doubled."""
    mark = draw(st.sampled_from([*TYPED]))
    parts = draw(st.lists(st.sampled_from(["a", "bé", "-", *GAPS, *TYPED[mark]]), max_size=14))
    form = draw(st.sampled_from(["a: {}\n", "a: {}", "a: [{}, x]\n", "- {}\n", "a:\n  {}\nb: c\n"]))
    body = "".join(parts).replace("\n", draw(st.sampled_from(["\n", "\n  ", "\n     "])))
    return form.format(f"{mark}{body}{mark}").replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def scalars_of(node):
    match node:
        case Scalar():
            yield node
        case Listing(items=items):
            yield from (scalar for item in items for scalar in scalars_of(item))
        case Mapping(entries=entries):
            yield from (scalar for _, value in entries for scalar in scalars_of(value))


@settings(deadline=None, max_examples=400)
@given(typed_scalars())
def test_places_never_go_back(text):
    node, _, typed = composed(text)
    lines = Lines.of(typed.decoded) if typed else None
    for scalar in scalars_of(node):
        read, last, point = scalar.words.text, 0, (0, 0)
        for at in range(len(read.chars)):
            start, stop = read.origin(at, at + 1)
            assert last <= start < stop, text
            assert point < (point := (lines.line(start), lines.column(start))), text
            last = stop


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab: -'\"\\\n\n  |>[]{},#&*!?@`%\t\x85é"), max_size=60))
def test_what_both_scanners_read_is_read_alike(text):
    node, found, _ = composed(text)
    if found or node is None:
        return
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return
    assert plain(node) == blank(expected)


def plain(node):
    match node:
        case Scalar():
            return str(node.words)
        case Listing():
            return [plain(item) for item in node.items]
        case Mapping():
            return {str(key.words): plain(value) for key, value in node.entries}


def blank(value):
    return "" if value is None else value


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    composed(data)
    parsed({"chapters/01.yaml": data})


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([DOSSIER, SOURCES, WORKS, FACTS, NAMES, CHAPTER]),
    st.sampled_from(
        ["dossier.yaml", "sources.yaml", "works.yaml", "facts.yaml", "names.yaml", "chapters/01.yaml"]
    ),
    st.data(),
)
def test_no_damaged_outline_raises(text, name, data):
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 30)))
    new = data.draw(
        st.sampled_from(["", "- ", ": ", "\n", "  ", "[", "{", "'", '"', "|", "x", "{fact:", "\t", "[@a"])
    )
    checked, _ = parsed({name: text[:start] + new + text[stop:]})
    assert all(diagnostic.primary is not None for diagnostic in checked.diagnostics)


# ── hostile YAML ────────────────────────────────────────────────────────────────────────────────────

BOMB = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 20))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"chapters/01.yaml": "title: !!python/object/apply:os.system [ls]\nblocks: []\n"},
            "chapters/01.yaml:1:8 yaml-tag",
            id="python object",
        ),
        pytest.param({"chapters/01.yaml": BOMB}, "chapters/01.yaml:2:10 yaml-merge-key", id="merge bomb"),
        pytest.param(
            {"chapters/01.yaml": "title: One\nblocks: &b\n  - *b\n"},
            "chapters/01.yaml:3:5 yaml-alias",
            id="alias of itself",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: &t One\nblocks: []\n"},
            "chapters/01.yaml:1:8 yaml-anchor",
            id="anchor",
        ),
        pytest.param(
            {"chapters/01.yaml": "[" * 100_000}, "chapters/01.yaml:1:61 nested-too-deep", id="brackets"
        ),
        pytest.param({"chapters/01.yaml": "- " * 100}, "chapters/01.yaml:1:121 nested-too-deep", id="dashes"),
        pytest.param(
            {"chapters/01.yaml": "title: One\ntitle: Two\nblocks: []\n"},
            "chapters/01.yaml:2:1 duplicate-key",
            id="duplicate key",
        ),
        pytest.param(
            {"dossier.yaml": DOSSIER.replace("2026-11-21", "1941-13-45")},
            "dossier.yaml:4:7 bad-date",
            id="impossible date",
        ),
        pytest.param(
            {"chapters/01.yaml": CHAPTER + "---\ntitle: Two\n"},
            "chapters/01.yaml:6:1 several-documents",
            id="two documents",
        ),
        pytest.param({"chapters/01.yaml": ""}, "chapters/01.yaml:1:1 empty-file", id="empty"),
        pytest.param(
            {"chapters/01.yaml": "# only a remark\n"}, "chapters/01.yaml:1:1 empty-file", id="remark only"
        ),
        pytest.param(
            {"chapters/01.yaml": "title: One: two\nblocks: []\n"},
            "chapters/01.yaml:1:11 yaml-syntax",
            id="colon in title",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: One\nblocks:\n\t- text: a\n"},
            "chapters/01.yaml:3:1 tab-indentation",
            id="tab",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: O\x00ne\nblocks: []\n"},
            "chapters/01.yaml:1:9 control-character",
            id="NUL",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: O\x1bne\nblocks: []\n"},
            "chapters/01.yaml:1:9 control-character",
            id="ESC",
        ),
        pytest.param(
            {"chapters/01.yaml": 'title: "O\\ane"\nblocks: []\n'},
            "chapters/01.yaml:1:10 control-character",
            id="BEL, escaped",
        ),
        pytest.param(
            {"chapters/01.yaml": 'title: "O\\ud800"\nblocks: []\n'},
            "chapters/01.yaml:1:12 yaml-syntax",
            id="lone surrogate",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: O\x85ne\nblocks: []\n"},
            "chapters/01.yaml:1:9 control-character",
            id="NEL",
        ),
        pytest.param(
            {"chapters/01.yaml": "title: Caf\xe9\n".encode("latin-1")},
            "chapters/01.yaml:1:11 not-utf-8",
            id="Latin-1",
        ),
        pytest.param(
            {"dossier.yaml": DOSSIER.replace("chapters:", "chaptres:")},
            "dossier.yaml:5:1 unknown-key",
            id="typo in a key",
        ),
        pytest.param(
            {"dossier.yaml": DOSSIER.replace("\n  - chapters", " chapters")},
            "dossier.yaml:5:11 wrong-kind",
            id="string for a list",
        ),
        pytest.param({"chapters/01.yaml": b"a" * 50_000_000}, "chapters/01.yaml:1:1 too-large", id="50 MB"),
        pytest.param(
            {"works.yaml": WORKS.replace("reference: 7", "reference: .inf")},
            "works.yaml:9:18 bad-number",
            id="infinity",
        ),
        pytest.param(
            {"works.yaml": WORKS.replace("reference: 7", "reference: .nan")},
            "works.yaml:9:18 bad-number",
            id="not a number",
        ),
    ],
)
def test_hostile_yaml_is_refused_where_it_stands(files, expected):
    found = told(files)
    if expected.endswith("too-large"):
        expected = "dossier.yaml:6:5 too-large"
    assert expected in found


def test_a_bidirectional_override_is_a_warning():
    checked, _ = parsed({"chapters/01.yaml": CHAPTER.replace("Words", "Wo\u202erds")})
    assert [(found.code, found.severity) for found in checked.diagnostics] == [
        ("bidi-control", Severity.WARNING)
    ]


def test_an_escaped_override_is_a_warning_too():
    assert codes('a: "x\\u202ey"') == ["bidi-control"]


@pytest.mark.parametrize(
    "text",
    [
        "- {a: b}\n" * 10_000,
        "- [1,2]\n" * 10_000,
        'a: "' + "\\n" * 50_000 + '"',
        'a: "' + "\\e" * 50_000 + '"',
        "a: |\n" + "  b\n" * 25_000,
        "a: >\n" + "  b\n\n" * 15_000,
        "a: b" + "\n  b" * 25_000,
        "".join(f"k{n}: v\n" for n in range(15_000)),
        "a: b\n" * 10_000,
        "{" * 20_000,
        "? " * 20_000,
        "&a " * 20_000,
        "\x07" * 20_000,
        "\t\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_nothing_hangs(text):
    begun = time.process_time()
    parsed({"chapters/01.yaml": text})
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: {value: 11,856}", "flow-style"),
        ("a: [b: c]", "flow-style"),
        ("a: [11,856]", "flow-style"),
        ("a: [one, two words]", "flow-style"),
        ("a: {fact:x} was", "flow-style"),
        ("a: b\n c: d", "yaml-syntax"),
        ("a: 'open", "yaml-syntax"),
        ("a: @b", "yaml-syntax"),
        ("a: *", "yaml-syntax"),
        ('a: "\\q"', "yaml-syntax"),
        ("a: - b", "yaml-syntax"),
        ("a: [b", "yaml-syntax"),
        ("a: |x\n  b", "yaml-syntax"),
        ("a: 'b' c", "yaml-syntax"),
        ("a\nb: c", "yaml-syntax"),
        ("? [a]\n: b", "wrong-kind"),
    ],
)
def test_yaml_that_surprises_is_refused_with_a_hint(text, code):
    found = composed(text)[1]
    assert found[0].code == code
    assert found[0].hints or code == "wrong-kind"


@pytest.mark.parametrize(
    "text",
    [
        "a: [first-division, second-division]",
        "a: [answers]",
        'a: ["x, y", z]',
        "a: []",
        "a: {}",
        "a: [[2012, 7, 30]]",
    ],
)
def test_short_lists_of_ids_may_stand_in_brackets(text):
    assert codes(text) == []


def test_all_mistakes_of_all_files_are_told_at_once():
    found = told(
        {
            "dossier.yaml": DOSSIER.replace("title", "titel"),
            "facts.yaml": FACTS.replace("subject", "subjekt"),
            "names.yaml": "a: {",
            "works.yaml": WORKS.replace("language: en\n", "lang: en\n"),
        }
    )
    assert {line.split(":")[0] for line in found} == {
        "dossier.yaml",
        "facts.yaml",
        "names.yaml",
        "works.yaml",
    }


# ── the files ───────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_is_read_whole():
    checked, files = parsed()
    assert checked.diagnostics == ()
    dossier = checked.value
    assert (dossier.name, str(dossier.title), dossier.language) == ("sample", "A sample", "en-GB")
    assert dossier.date == date(2026, 11, 21)
    assert str(dossier.style) == "chicago-notes-bibliography"
    said = (model.Selection("print"),)
    assert dossier.editions == (model.Edition("print", "A5", two_sided=False, selections=said),)
    assert dossier.files == files
    source = dossier.sources[0]
    assert str(source.key) == "town"
    assert source.reference.data == {
        "type": "webpage",
        "title": "The town",
        "language": "en",
        "issued": {"date-parts": ((2012, 7, 30),)},
        "author": ({"family": "Meier", "given": "Anna"},),
    }
    assert str(source.reference.key) == "town"
    assert source.licence.basis == "editorial"
    assert [str(words) for words in source.passed_over[0].exact] == ["Skip to content"]
    work = dossier.works[0]
    assert [(record.kind, record.number) for record in work.records] == [("reference", 7), ("note", 2)]
    assert work.seen is False
    plain_fact, contested = dossier.facts
    assert str(plain_fact.readings[0].value) == "120,000–130,000"
    assert [str(reading.id) for reading in contested.readings] == ["narrative", "ours"]
    assert contested.readings[1].origin is None
    assert str(dossier.names[0].variants[0]) == "Vlasov army"


def test_works_facts_and_names_may_be_absent():
    checked, _ = parsed({"works.yaml": None, "facts.yaml": None, "names.yaml": None})
    assert checked.diagnostics == ()
    assert (checked.value.works, checked.value.facts, checked.value.names) == ((), (), ())


def test_places_are_not_compared():
    moved, _ = parsed({"chapters/01.yaml": "# a remark\n" + CHAPTER})
    assert moved.value == parsed()[0].value


def test_a_chapter_without_id_is_named_after_its_file():
    checked, _ = parsed(
        {
            "chapters/01.yaml": None,
            "dossier.yaml": DOSSIER.replace("01", "01-the-first"),
            "chapters/01-the-first.yaml": "title: T\nblocks: []\n",
        }
    )
    assert str(checked.value.chapters[0].id) == "the-first"


def test_without_a_dossier_there_is_no_outline():
    checked, _ = parsed({"dossier.yaml": None})
    assert checked.value is None
    assert [found.code for found in checked.diagnostics] == ["missing-file"]


def replaced(name, text, old, new):
    assert old in text
    return {name: text.replace(old, new)}


MISTAKES = [
    (replaced("dossier.yaml", DOSSIER, "title: A sample\n", ""), "dossier.yaml:1:1 missing-key"),
    (replaced("dossier.yaml", DOSSIER, "name: sample", "name: My File"), "dossier.yaml:1:7 bad-id"),
    (replaced("dossier.yaml", DOSSIER, "A sample", 'A "sample"'), "dossier.yaml:2:10 quotation-in-title"),
    (replaced("dossier.yaml", DOSSIER, "A sample", "|\n  A\n  sample"), "dossier.yaml:3:4 one-line"),
    (replaced("dossier.yaml", DOSSIER, "A sample", ""), "dossier.yaml:2:7 empty-value"),
    (replaced("dossier.yaml", DOSSIER, "en-GB", "English (UK)"), "dossier.yaml:3:11 bad-language"),
    (replaced("dossier.yaml", DOSSIER, "01.yaml", "02.yaml"), "dossier.yaml:6:5 missing-file"),
    (replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "../01.yaml"), "dossier.yaml:6:5 bad-path"),
    (replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "/etc/passwd"), "dossier.yaml:6:5 bad-path"),
    (
        replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "file:///etc/passwd"),
        "dossier.yaml:6:5 bad-path",
    ),
    (
        replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "https://x.org/a.yaml"),
        "dossier.yaml:6:5 bad-path",
    ),
    (replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "chapters\\01.yaml"), "dossier.yaml:6:5 bad-path"),
    (replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "CON"), "dossier.yaml:6:5 bad-path"),
    (
        replaced("dossier.yaml", DOSSIER, "chapters/01.yaml", "chapters/01.yaml\n  - chapters/01.yaml"),
        "dossier.yaml:7:5 duplicate-chapter",
    ),
    (replaced("dossier.yaml", DOSSIER, "A5", "A3"), "dossier.yaml:9:12 bad-choice"),
    (replaced("dossier.yaml", DOSSIER, "sides: one", "gaps: none"), "dossier.yaml:10:11 bad-choice"),
    (replaced("dossier.yaml", DOSSIER, "sides: one", "notes: page"), "dossier.yaml:10:12 bad-choice"),
    (replaced("dossier.yaml", DOSSIER, "sides: one", "type-size: 3pt"), "dossier.yaml:10:16 bad-type-size"),
    (replaced("dossier.yaml", DOSSIER, "sides: one", "from: large"), "dossier.yaml:10:11 unknown-edition"),
    (replaced("dossier.yaml", DOSSIER, "sides: one", "from: print"), "dossier.yaml:10:11 edition-loop"),
    (
        replaced("dossier.yaml", DOSSIER, "date:", "citation-style: My Style\ndate:"),
        "dossier.yaml:4:17 bad-style-name",
    ),
    ({"sources.yaml": None}, "sources.yaml:1:1 missing-file"),
    (replaced("sources.yaml", SOURCES, "town:", "Town:"), "sources.yaml:1:1 bad-id"),
    (replaced("sources.yaml", SOURCES, "a" * 64, "abc"), "sources.yaml:3:11 bad-digest"),
    (replaced("sources.yaml", SOURCES, "siglum: T", "siglum: Too long"), "sources.yaml:4:11 bad-siglum"),
    (replaced("sources.yaml", SOURCES, "webpage", "website"), "sources.yaml:14:11 csl-unknown-type"),
    (replaced("sources.yaml", SOURCES, "    type: webpage\n", ""), "sources.yaml:14:5 csl-no-type"),
    (replaced("sources.yaml", SOURCES, "    language: en\n", ""), "sources.yaml:14:5 csl-no-language"),
    (
        replaced("sources.yaml", SOURCES, "language: en", "language: english language"),
        "sources.yaml:16:15 bad-language",
    ),
    (replaced("sources.yaml", SOURCES, "title: The", "titel: The"), "sources.yaml:15:5 csl-unknown-field"),
    (
        replaced("sources.yaml", SOURCES, "title: The", "call-number: The"),
        "sources.yaml:15:5 csl-call-number",
    ),
    (replaced("sources.yaml", SOURCES, "2012-07-30", "2012-02-30"), "sources.yaml:17:13 csl-bad-date"),
    (
        replaced("sources.yaml", SOURCES, "2012-07-30", "\n      date-parts: [[x]]"),
        "sources.yaml:18:19 csl-bad-date",
    ),
    (replaced("sources.yaml", SOURCES, "family", "famly"), "sources.yaml:19:9 csl-bad-name"),
    (
        replaced("sources.yaml", SOURCES, "- family: Meier\n        given: Anna", "- Anna Meier"),
        "sources.yaml:19:9 csl-bad-name",
    ),
    (replaced("works.yaml", WORKS, "jurado", "town"), "works.yaml:1:1 duplicate-id"),
    (replaced("works.yaml", WORKS, "      note: b\n", ""), "works.yaml:10:7 bad-record"),
    (replaced("works.yaml", WORKS, "seen: no", "seen: perhaps"), "works.yaml:12:9 bad-choice"),
    (replaced("facts.yaml", FACTS, "  value: 120,000–130,000\n", ""), "facts.yaml:1:1 missing-key"),
    (
        replaced("facts.yaml", FACTS, "      editorial: read off the order of battle\n", ""),
        "facts.yaml:19:5 no-origin",
    ),
    (replaced("facts.yaml", FACTS, "1945-04", "1945-13"), "facts.yaml:4:9 bad-date"),
    (replaced("facts.yaml", FACTS, "  readings:", "  value: x\n  readings:"), "facts.yaml:13:3 two-values"),
    ({"facts.yaml": FACTS[: FACTS.index("    ours:")]}, "facts.yaml:13:3 one-reading"),
    (replaced("names.yaml", NAMES, "kind: body", "kind: army"), "names.yaml:4:9 bad-choice"),
    (replaced("names.yaml", NAMES, "  language: ru\n", ""), "names.yaml:5:3 missing-key"),
    (
        replaced("names.yaml", NAMES, NAMES[NAMES.index("  from") : NAMES.index("  variants")], ""),
        "names.yaml:5:3 no-origin",
    ),
    ({"chapters/01.yaml": CHAPTER.replace("id: one", "id: One")}, "chapters/01.yaml:2:5 bad-id"),
    (
        {"chapters/01.yaml": CHAPTER.replace("  - text", "  - id: one\n    text")},
        "chapters/01.yaml:4:9 duplicate-id",
    ),
    ({"chapters/01.yaml": chapter("  - txet: a\n")}, "chapters/01.yaml:3:5 unknown-block-kind"),
    ({"chapters/01.yaml": chapter("  - title: a\n")}, "chapters/01.yaml:3:5 no-block-kind"),
    ({"chapters/01.yaml": chapter("  - text: a\n    heading: b\n")}, "chapters/01.yaml:4:5 two-block-kinds"),
    ({"chapters/01.yaml": chapter("  - just words\n")}, "chapters/01.yaml:3:5 wrong-kind"),
    ({"chapters/01.yaml": chapter("  - ranks:\n    source: town\n")}, "chapters/01.yaml:4:5 unknown-key"),
    ({"chapters/01.yaml": chapter("  - quote: a b\n")}, "chapters/01.yaml:3:12 wrong-kind"),
    ({"chapters/01.yaml": chapter("  - quote:\n      source: town\n")}, "chapters/01.yaml:4:7 missing-key"),
    ({"chapters/01.yaml": chapter("  - facts: strength\n")}, "chapters/01.yaml:3:12 wrong-kind"),
    ({"chapters/01.yaml": chapter("  - bibliography: some\n")}, "chapters/01.yaml:3:19 bad-choice"),
    ({"chapters/01.yaml": chapter("  - figure:\n      file: x.png\n")}, "chapters/01.yaml:4:7 missing-key"),
    (
        {"chapters/01.yaml": chapter("  - table:\n      columns: [a, b]\n      rows:\n        - [x]\n")},
        "chapters/01.yaml:5:7 uneven-row",
    ),
    (
        {
            "chapters/01.yaml": chapter(
                "  - table:\n      columns: [a]\n      rows:\n"
                "        - - |\n            one\n\n            two\n"
            )
        },
        "chapters/01.yaml:7:13 one-paragraph",
    ),
    (
        {"chapters/01.yaml": chapter("  - text: a\n    title: 'The “x”'\n")},
        "chapters/01.yaml:4:17 quotation-in-title",
    ),
]


@pytest.mark.parametrize(("files", "expected"), MISTAKES, ids=[expected for _, expected in MISTAKES])
def test_a_mistake_is_told_where_it_stands(files, expected):
    assert expected in told(files)


def test_a_typing_error_earns_the_nearest_word():
    checked, _ = parsed({"dossier.yaml": DOSSIER.replace("chapters:", "chaptres:")})
    assert "did you mean `chapters`?" in [hint for found in checked.diagnostics for hint in found.hints]


def test_a_key_of_the_kind_beside_it_is_told_where_it_belongs():
    checked, _ = parsed({"chapters/01.yaml": chapter("  - ranks:\n    source: town\n")})
    assert ("indent `source` beneath `ranks:`",) in [found.hints for found in checked.diagnostics]


def test_both_places_of_a_duplicate_are_shown():
    checked, _ = parsed({"chapters/01.yaml": "title: One\ntitle: Two\nblocks: []\n"})
    (found,) = checked.diagnostics
    assert found.related[0].span.start == 0


def test_every_kind_of_block_is_read():
    checked, _ = parsed(
        {
            "chapters/01.yaml": chapter(
                """\
  - heading: A head
  - id: long
    title: A caption
    quote:
      source: town
      exact: |
        All […] words.
      prefix: before
      sic: wrods
      emphasis: [All]
      translation: Ours
      language: de
  - facts: [strength]
  - ranks:
      source: town
      columns: [Rank, Romanised, German]
      groups:
        - title: Generals
          first: Генерал
      rows:
        - - Генерал
          - General
          - ''
  - table:
      columns: [a, b]
      rows:
        - - "*x* [@town]"
          -
  - order-of-battle:
      source: town
      units:
        - first-division
        - cells: [a, ""]
  - contested: commander
  - contested:
      fact: commander
      remark: Ours.
  - figure:
      file: figures/x.png
      alt: What it shows
      credit: Whose
  - register:
      - name: roa
        quotes:
          - source: town
            exact: Words
        text: Ours.
  - bibliography: chapter
    hide: [student]
"""
            )
        }
    )
    assert checked.diagnostics == ()
    blocks = checked.value.chapters[0].blocks
    kinds = [type(block.content).__name__.removesuffix("Block") for block in blocks]
    assert " ".join(kinds) == (
        "Heading Quote Facts Ranks Table OrderOfBattle Contested Contested Figure Register Bibliography"
    )
    quote = blocks[1]
    assert str(quote.content.selector.exact) == "All […] words."
    assert [str(words) for words in quote.content.sic] == ["wrods"]
    assert (str(quote.id), str(quote.title)) == ("long", "A caption")
    assert [str(cell) for cell in blocks[3].content.rows[0]] == ["Генерал", "General", ""]
    assert blocks[4].content.rows[0][1] == ()
    units = blocks[5].content.units
    assert (str(units[0].name), [str(cell) for cell in units[1].cells]) == ("first-division", ["a", ""])
    assert blocks[10].content.scope == "chapter"


def test_what_an_edition_inherits():
    editions = (
        "editions:\n  print:\n    paper: Letter\n    sides: one\n  booklet:\n    from: print\n    paper: A5\n"
    )
    checked, _ = parsed({"dossier.yaml": DOSSIER[: DOSSIER.index("editions")] + editions})
    line = (model.Selection("booklet"), model.Selection("print"))
    made = model.Edition("booklet", "A5", two_sided=False, selections=line)
    assert checked.value.editions[1] == made


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("2012", {"date-parts": ((2012,),)}),
        ("1945-04", {"date-parts": ((1945, 4),)}),
        ("1944/1945", {"date-parts": ((1944,), (1945,))}),
        ("{date-parts: [[2012, 7, 30]]}", {"date-parts": ((2012, 7, 30),)}),
        ("\n      date-parts: [[2012, 7, 30]]", {"date-parts": ((2012, 7, 30),)}),
        ("\n      literal: n.d.\n      circa: true", {"literal": "n.d.", "circa": True}),
    ],
)
def test_csl_dates(typed, parts):
    checked, _ = parsed({"sources.yaml": SOURCES.replace("2012-07-30", typed)})
    assert {found.code for found in checked.diagnostics} <= {"flow-style"}
    assert checked.value.sources[0].reference.data["issued"] == parts


def test_a_file_of_mistakes_is_not_read_to_its_end():
    blocks = "".join(f"  - tetx: {number}\n" for number in range(5000))
    text = f"title: One\nblocks:\n{blocks}".encode()
    files = casebook.with_digests(casebook.base() | {"dossier/chapters/01.yaml": text})
    made = parse.outline(Memory(files))
    codes = [told.code for told in made.diagnostics]
    assert (codes.count("unknown-block-kind"), codes.count("too-many-mistakes")) == (1000, 1)
    assert made.value.refused.holds("target", "whatever")
