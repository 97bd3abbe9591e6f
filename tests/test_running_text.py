"""Running text: every form becomes its inline with its place, and what cannot be meant is told."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing import in_text, parsed, prose_of, told
from roa_dossier.model import outline as model
from roa_dossier.model.outline import Words
from roa_dossier.parse.running_text import inlines, prose
from roa_dossier.text import Text


def shown(inline):
    """Write an inline down in a short form of the tests' own."""
    match inline:
        case model.Run(words):
            return str(words)
        case model.Emphasis(inner, strong):
            return ("B" if strong else "I") + line(inner)
        case model.Link(target, inner):
            return f"LINK<{target}>" + line(inner)
        case model.Quoted(words):
            return f"Q<{words}>"
        case model.Cite(items):
            return "CITE<" + "|".join(item(each) for each in items) + ">"
        case model.OwnNote(inner):
            return "NOTE" + line(inner)
        case model.FactUse(fact, reading):
            return f"FACT<{fact}{'/' + str(reading) if reading else ''}>"
        case model.NameUse(name):
            return f"NAME<{name}>"
        case model.RefUse(target):
            return f"REF<{target}>"
        case model.Foreign(language, inner):
            return f"LANG<{language}>" + line(inner)
        case model.Gap(words):
            return f"GAP<{words}>"
        case model.LineBreak():
            return "BREAK"


def item(cited):
    exact = f": {cited.exact}" if cited.exact else ""
    return f"{cited.key}{exact}" + (f", {cited.locator}" if cited.locator else "")


def line(inlines):
    return "(" + "·".join(shown(inline) for inline in inlines) + ")"


def flow(prose):
    return [
        line(part.inlines)
        if isinstance(part, model.Paragraph)
        else ("OL" if part.ordered else "UL", [flow(each) for each in part.items])
        for part in prose
    ]


FORMS = [
    ("Words.", "(Words.)"),
    ("[@town]", "(CITE<town>)"),
    ("[@town: words of it]", "(CITE<town: words of it>)"),
    ('[@town: [T]he […] end; or "so" [sic]]', '(CITE<town: [T]he […] end; or "so" [sic]>)'),
    ("[@jurado, p. 28]", "(CITE<jurado, p. 28>)"),
    ("[@town: a; b; @jurado, pp. 2, 3; @town]", "(CITE<town: a; b|jurado, pp. 2, 3|town>)"),
    ("[@town: over\ntwo lines]", "(CITE<town: over\ntwo lines>)"),
    ("[@town: one \\] bracket]", "(CITE<town: one ] bracket>)"),
    ("Was.^[A *note* [@town: x].] So", "(Was.·NOTE(A ·I(note)· ·CITE<town: x>·.)· So)"),
    ("{fact:a-1}", "(FACT<a-1>)"),
    ("{fact:a/b}", "(FACT<a/b>)"),
    ("{name:roa} {ref:x}", "(NAME<roa>· ·REF<x>)"),
    ("[Wort]{lang=de}", "(LANG<de>(Wort))"),
    ("[*Wort* x]{lang=zh-Hant}", "(LANG<zh-Hant>(I(Wort)· x))"),
    ("[two words]{gap}", "(GAP<two words>)"),
    ("[words](https://x.org/a_(b)?c=d)", "(LINK<https://x.org/a_(b)?c=d>(words))"),
    ("[a](mailto:a@x.org)", "(LINK<mailto:a@x.org>(a))"),
    ("*one* **two** ***three*** _four_", "(I(one)· ·B(two)· ·I(B(three))· ·I(four))"),
    ("snake_case_word 2*3*4", "(snake_case_word 2·I(3)·4)"),
    ("* not* and lone *", None),
    ("a \\* b \\[ c \\{ d \\\\ e", "(a * b [ c { d \\ e)"),
    ("a\\\nb", "(a·BREAK·b)"),
    ("a  \nb", "(a·BREAK·b)"),
    ("a\nb", "(a b)"),
    ("[sic] [word] [", "([sic] [word] [)"),
    ("{ 1, 2 }", "({ 1, 2 })"),
    ("a < b > c `", "(a < b > c `)"),
    ("a@b.org", "(a@b.org)"),
    ("soft\u00adhy no\u00a0break", "(soft\u00adhy no\u00a0break)"),
    ("'ours' and ‘ours’ and don't", "('ours' and ‘ours’ and don't)"),
    ("12. April 1945", "(12. April 1945)"),
    ("1945. A year.", "(1945. A year.)"),
    ("On the day of\n1. May", "(On the day of 1. May)"),
]


@pytest.mark.parametrize(
    ("typed", "expected"), [form for form in FORMS if form[1]], ids=[form[0] for form in FORMS if form[1]]
)
def test_each_form_is_read(typed, expected):
    assert flow(prose_of(typed)) == [expected]


QUOTED = [
    ('"words"', "(Q<words>)"),
    ("“words”", "(Q<words>)"),
    ("„Worte“", "(Q<Worte>)"),
    ("„słowa”", "(Q<słowa>)"),
    ("«слова»", "(Q<слова>)"),
    ("« mots »", "(Q<mots>)"),
    ("»Worte«", "(Q<Worte>)"),
    ("”ord”", "(Q<ord>)"),
    ("“outer “inner” end”", "(Q<outer “inner” end>)"),
    ("«a «b» c»", "(Q<a «b» c>)"),
    ('"a *b* [c] […] \\d"', "(Q<a *b* [c] […] \\d>)"),
    (r'"up \_900 per cent.\_ a\\_b"', r"(Q<up _900 per cent._ a\_b>)"),
    ('"over\ntwo"', "(Q<over\ntwo>)"),
    ('He said "a" and "b", so.', "(He said ·Q<a>· and ·Q<b>·, so.)"),
    ('*"Title"* ("x")', "(I(Q<Title>)· (·Q<x>·))"),
    ('^["x" [@town]]', "(NOTE(Q<x>· ·CITE<town>))"),
    ('[@town: "x"] "y"', '(CITE<town: "x">· ·Q<y>)'),
    ('["Wort"]{lang=de}', "(LANG<de>(Q<Wort>))"),
    ("5″ gun", "(5″ gun)"),
]


@pytest.mark.parametrize(("typed", "expected"), QUOTED, ids=[form[0] for form in QUOTED])
def test_double_marks_quote(typed, expected):
    assert flow(prose_of(typed)) == [expected]


def test_lists():
    typed = "Text:\n- one\n  more\n- *two*\n\n  a paragraph\n  - inner\n\n1. eins\n2. zwei\n\n1945. A year."
    assert flow(prose_of(typed)) == [
        "(Text:)",
        ("UL", [["(one more)"], ["(I(two))", "(a paragraph)", ("UL", [["(inner)"]])]]),
        ("OL", [["(eins)"], ["(zwei)"]]),
        "(1945. A year.)",
    ]


MISTAKES = [
    ("a\n\n> b", "6:7 markdown-not-allowed"),
    ("a\n> b", "5:7 markdown-not-allowed"),
    ("# Head", "4:7 markdown-not-allowed"),
    ("a\n## Head", "5:7 markdown-not-allowed"),
    ("Head\n===", "5:7 markdown-not-allowed"),
    ("Head\n---", "5:7 markdown-not-allowed"),
    ("a\n\n***", "6:7 markdown-not-allowed"),
    ("```\ncode\n```", "4:7 markdown-not-allowed"),
    ("a\n\n    code", "6:11 markdown-not-allowed"),
    ("a `code` b", "4:9 markdown-not-allowed"),
    ("a <b>c</b>", "4:9 markdown-not-allowed"),
    ("a <!-- c --> b", "4:9 markdown-not-allowed"),
    ("a <https://x.org> b", "4:9 markdown-not-allowed"),
    ("a ![b](c.png) d", "4:9 markdown-not-allowed"),
    ("| a | b |\n|---|---|\n| c | d |", "5:7 markdown-not-allowed"),
    ("[x]: https://x.org", "4:7 markdown-not-allowed"),
    ("[^1]: note", "4:7 markdown-not-allowed"),
    ("a[^1] b", "4:8 markdown-not-allowed"),
    ("a [@town b", "4:9 unclosed-citation"),
    ("a ^[town b", "4:9 unclosed-note"),
    ("a {fact:town b", "4:9 unclosed-brace"),
    ("a {fct:x} b", "4:9 unknown-braces"),
    ("a {fact} b", "4:9 unknown-braces"),
    ("a [b]{color=red} c", "4:12 unknown-braces"),
    ("a {fact:One} b", "4:15 bad-id"),
    ("a {name:a/b} b", "4:15 bad-id"),
    ("a [@Town] b", "4:11 bad-id"),
    ("a [@town p. 3] b", "4:16 bad-citation"),
    ("a [@town:] b", "4:15 bad-citation"),
    ("a [@] b", "4:10 bad-citation"),
    ("a [see @town] b", "4:9 bad-citation"),
    ("a [-@town] b", "4:9 bad-citation"),
    ("a @town b", "4:9 bad-citation"),
    ("a [b](javascript:x) c", "4:13 bad-link"),
    ("a [b](file:///etc) c", "4:13 bad-link"),
    ("a [b](x.org) c", "4:13 bad-link"),
    ("a [b]{lang=x} c", "4:12 bad-language"),
    ('a ["b"]{gap} c', "4:9 bad-gap"),
    ("a ^[] b", "4:9 empty-note"),
    ("a ^[b ^[c] d] e", "4:13 note-in-note"),
    ('a "b', "4:9 unpaired-quotation-mark"),
    ('a "b "c" d', "4:9 unpaired-quotation-mark"),
    ("a “b", "4:9 unpaired-quotation-mark"),
    ("a b” c", "4:10 unpaired-quotation-mark"),
    ('a "b\n\nc" d', "4:9 unpaired-quotation-mark"),
    ('a \\"b\\" c', "4:9 unpaired-quotation-mark"),
    ('a "" b', "4:9 empty-quotation"),
    ('a "b [@town] c" d', "4:12 markup-in-quotation"),
    ('a "b {fact:x} c" d', "4:12 markup-in-quotation"),
    ("a ''b'' c", "4:9 doubled-single-marks"),
    ("1. April\n\n13. April", "6:7 list-number"),
    ("[" * 12 + "x" + "]{lang=de}" * 12, "4:15 nested-too-deep"),
    ("".join("  " * n + "- x\n" for n in range(12)).rstrip(), "12:23 nested-too-deep"),
]


@pytest.mark.parametrize(("typed", "expected"), MISTAKES, ids=[typed[:30] for typed, _ in MISTAKES])
def test_a_mistake_is_told_where_it_stands(typed, expected):
    assert f"chapters/01.yaml:{expected}" in told({"chapters/01.yaml": in_text(typed)})


def test_every_mistake_says_what_to_do():
    for typed, _ in MISTAKES:
        checked, _ = parsed({"chapters/01.yaml": in_text(typed)})
        assert all(found.hints or found.code == "bad-language" for found in checked.diagnostics), typed


def places(inline):
    match inline:
        case model.Run(words) | model.Gap(words):
            yield words, words.span
        case model.Quoted(words, span):
            yield words, words.span
            yield None, span
        case model.Cite(items, span):
            yield None, span
            for each in items:
                for words in filter(None, (each.key, each.exact, each.locator)):
                    yield words, words.span
        case model.FactUse(words, _, span) | model.NameUse(words, span) | model.RefUse(words, span):
            yield words, words.span
            yield None, span
        case model.Emphasis(inner) | model.Foreign(_, inner):
            for each in inner:
                yield from places(each)
        case model.Link(_, inner, span) | model.OwnNote(inner, span):
            yield None, span
            for each in inner:
                yield from places(each)
        case model.LineBreak():
            return


@pytest.mark.parametrize("typed", [form[0] for form in FORMS + QUOTED if form[1]])
def test_each_form_knows_its_place(typed):
    text = in_text(f"Before\nit {typed}")
    checked, _ = parsed({"chapters/01.yaml": text})
    for inline in checked.value.chapters[0].blocks[0].content.prose[0].inlines:
        for words, span in places(inline):
            origin = text[span.start : span.stop]
            if words is None:
                assert typed.replace("\n", "\n      ").find(origin) >= 0
            else:
                squeezed = " ".join(origin.replace("\\\n", " ").replace("\\", "").split())
                assert " ".join(str(words).replace("\\", "").split()) == squeezed


TYPED = (
    'word word word | |\n|\n\n|- |1. |[@town|[@a: |; @b|]|[|^[|{fact:|{name:x}|}|}|"|“|”|«|»|„|*|**|_|`|<b>'
    "|](https://x.org)|]{lang=de}|]{gap}|\\|![|> |# |  |\t|é|Я|@a|---|=|''|\u00a0"
)
PARTS = st.sampled_from(TYPED.split("|"))


@settings(deadline=None, max_examples=600)
@given(st.lists(PARTS, max_size=40).map("".join) | st.text(max_size=60))
def test_no_running_text_raises_and_every_word_keeps_its_place(typed):
    words = Words(Text.of(typed, 7), "a.yaml")
    flow_, found = prose(words)
    for part in walked(flow_):
        for inline in part.inlines:
            for read, span in places(inline):
                assert 7 <= span.start <= span.stop <= 7 + len(typed)
                if read is not None and len(read.text) == span.stop - span.start:
                    assert str(read).replace("\n", " ") == typed[span.start - 7 : span.stop - 7].replace(
                        "\n", " "
                    )
    assert all(found_.primary.span.stop <= 7 + len(typed) for found_ in found)
    inlines(words)


@settings(deadline=None, max_examples=300)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_no_word_is_lost_without_a_message(typed):
    flow_, found = prose(Words(Text.of(typed), "a.yaml"))
    if found:
        return
    printed = "".join(
        str(words)
        for part in walked(flow_)
        for inline in part.inlines
        for words, _ in places(inline)
        if words
    )
    assert printed.count("word") == typed.count("word")
    assert printed.count("é") == typed.count("é")


def walked(flow_):
    for part in flow_:
        if isinstance(part, model.Paragraph):
            yield part
        else:
            for each in part.items:
                yield from walked(each)


@pytest.mark.parametrize(
    "typed",
    [
        "[" * 20_000,
        "“" * 20_000,
        "^[" * 10_000,
        '"a ' * 10_000,
        "*a_" * 10_000,
        "[@a: " * 5_000 + "]" * 5_000,
        "- " * 5_000,
        "`" * 20_000,
        "` `` " * 5_000,
        "<a " * 10_000,
        "{fact:" * 5_000,
        "![" * 10_000,
        "[a](" * 5_000,
        "1. a\n" * 3_000,
        "[a]{" * 5_000,
        "> a\n" * 3000,
        "|-" * 5000,
        "- - " * 300 + "\n" * 300,
    ],
    ids=lambda typed: typed[:12],
)
def test_nothing_hangs(typed):
    begun = time.process_time()
    prose(Words(Text.of(typed), "a.yaml"))
    assert time.process_time() - begun < 5
