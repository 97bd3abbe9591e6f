"""The quicker functions that stand for the engine's: the same bytes, whatever is laid out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from unittest import mock

import pytest
import tinycss2
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from weasyprint.css.tokens import InvalidValues
from weasyprint.css.validation.properties import PendingProperty

import laying
from laying import Side
from random_documents import PICTURES, document
from roa_dossier.layout import computed, flow, glyphs, lengths, prepared, tokens
from roa_dossier.layout.fragments import setting
from roa_dossier.layout.job import Job, Outcome, Run, Set
from roa_dossier.layout.lines import cuts
from roa_dossier.model.lines import LineRules

MADE = "1600000000"
HEAD = '<!DOCTYPE html><html lang="en"><head><title>Laid out</title></head><body>'
WORDS = "The officers of the regiment answered that the negotiations had remained without a result. "

LETTERS = """
@font-face { font-family: Pictures; src: url(dossier-image:ffffffff) }
html { font: 11pt/1.4 'Linux Libertine O', 'DejaVu Sans' }
.pictures { font-family: Pictures, 'Linux Libertine O' }
.raised { font-variant-position: super } .lowered { font-feature-settings: 'subs' }
.super { vertical-align: super; font-size: .7em } .up { vertical-align: 3pt } .share { vertical-align: 20% }
.spaced { letter-spacing: .1em } .apart { word-spacing: .3em } .both { letter-spacing: 1pt;
  word-spacing: 2pt }
.small { font-variant-caps: small-caps } .all { font-variant-caps: all-small-caps }
.plain { font-variant-ligatures: none; font-kerning: none }
.rare { font-variant-ligatures: discretionary-ligatures }
.unkerned { font-kerning: none } .almost { font-size: .0000001px }
.old { font-variant-numeric: oldstyle-nums tabular-nums } .lining { font-variant-numeric: lining-nums }
.sans { font-family: 'Linux Biolinum O' } .mono { font-family: 'DejaVu Sans Mono'; font-size: 9px }
.heavy { font-weight: bold } .lighter { font-weight: lighter } .slanted { font-style: italic }
.narrow { font-family: 'DejaVu Sans'; font-stretch: condensed }
.tiny { font-size: 3px } .huge { font-size: 40px } .nothing { font-size: 0 }
.cut { width: 30mm; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.tabs { white-space: pre; tab-size: 12 } .typed { white-space: pre-wrap; text-align: justify; width: 60mm }
.ex { margin-left: 3ex; width: 30ch; line-height: 2.5ex }
.override { font-language-override: 'SRB' } .anywhere { overflow-wrap: anywhere; width: 20mm }
.hyphens { hyphens: auto; text-align: justify; width: 45mm }
"""
LETTERS_HTML = f"""
<p>ffi fl AV To VA, “Te” — {WORDS}</p>
<p dir="rtl" lang="he">שלום עולם 1941</p><p dir="rtl" lang="he">מִלְחָמָה וְשָׁלוֹם</p>
<p>In Latin letters שָׁלוֹם and
again <bdo dir="rtl">backwards</bdo>, e\u0301 x\u0302\u0323 n\u0303, 中文 हिन्दी</p>
<p>No font has \ue123 this, nor \ufdd0 that\ue123. And a face \U0001f600.</p>
<p class="pictures">Q\U0001f600</p><p class="pictures">Q \U0001f600 Q, {WORDS}\U0001f600</p>
<p>x<span class="raised">2a</span> H<span class="lowered">2</span>O<span class="super">1<b>2</b></span>
  <span class="up">up</span> <span class="share">share</span> <sub>sub</sub><sup>sup</sup></p>
<p class="spaced">{WORDS}</p><p class="apart">{WORDS}</p>
<p class="both">{WORDS} <i class="plain">ffi fl AV To</i></p>
<p class="small">Small Capitals <span class="all">ALL of Them 12</span></p><p class="rare">act stop ffi Th</p>
<p>AV To <span class="unkerned">AV To</span> <span class="almost">almost nothing</span></p>
<p>1234567890 <span class="old">1234567890</span> <span class="lining">1234567890</span></p>
<p class="sans">ffi AV <b>ffi <i>AV</i></b> <span class="mono">ffi AV</span>
<span class="narrow">AV</span></p>
<p class="heavy">heavy <span class="lighter">lighter <span class="slanted">slanted</span></span></p>
<p><span class="tiny">tiny AV</span> <span class="huge">huge AV</span><span class="nothing">no</span></p>
<p class="cut">{WORDS}</p><p class="tabs">a\tb\tc\nd</p>
<p class="typed">{WORDS}\n{WORDS}\u2028line\u2029part\x0band\x85so {WORDS}</p>
<p class="hyphens">line\u2028and\u2029part\x85next\x0band\x1cso {WORDS} <u>{WORDS}</u></p>
<p class="hyphens">one <b> </b> <i>two</i>{" "}<b>\u2029</b> {WORDS}</p><p class="ex">{WORDS}</p>
<p class="hyphens">neg\u00adotia\u00adtions re\u00admained\u200bwith\u200bout {WORDS * 2}</p>
<p class="hyphens" lang="de">Die Verhandlungen der Regierung blieben ohne Ergebnis.
<i lang="fr">Les négociations</i></p>
<p lang="ru">Переговоры остались <span lang="sr" class="override">без результата бг</span>.</p>
<p class="anywhere">Donaudampfschifffahrtselektrizitätenhauptbetriebswerk</p><p> \u00a0 </p>
"""

LENGTHS = """
@page { size: 120mm 100mm; margin: 10% 8% 12% 6% }
:root { --w: 40%; --s: 3mm }
div { border: 1pt solid } .share { width: 50%; padding: 5%; margin: 2% 3% }
.calc { width: calc(50% - 5mm); padding: calc(1mm + 1%); margin-left: calc(2 * 3mm) }
.variable { width: calc(var(--w) + 10mm); padding: calc(var(--s) / 2) var(--s);
  min-height: calc(var(--s) * 4) }
.least { min-width: 60%; max-width: 80%; min-height: 10%; max-height: calc(100% - 1mm) }
.most { max-width: calc(30mm + 5%); max-height: 8mm } .em { width: 20em; margin: 1em 2ex; padding: 1ch }
.bordered { box-sizing: border-box; width: 50%; padding: 3mm; min-height: 20mm; max-height: 30mm;
  height: 25% }
.padded { box-sizing: padding-box; width: 40mm; height: 12mm; padding: 2mm }
.high { height: 50% } .known { height: 30mm } .known > div { height: 50%; min-height: 10%; max-height: 90% }
.known > .sum { height: calc(25% + 1mm) }
.inline { display: inline-block; width: 25%; margin: 0 1%; vertical-align: middle }
.left { float: left; width: 20%; margin: 1mm } .right { float: right; width: calc(15% + 2mm) }
.around { position: relative; height: 30mm } .at { position: absolute; top: 10%; left: 20%; width: 30%;
  height: 40% }
.fixed { position: fixed; right: 2mm; bottom: 5%; width: 10% } .moved { position: relative; left: 3%;
  top: -1mm }
.columns { columns: 2; column-gap: 4% } .flex { display: flex } .flex > div { flex: 1 1 30%; margin: 1% }
.grid { display: grid; grid-template-columns: 1fr 2fr; gap: 1mm } .grid > div { padding: 2% }
.indent { text-indent: calc(10% + 1mm); line-height: calc(1em + 2pt) } .styled { border: 0 none;
  border-top-style: solid }
.dashed { border-style: dashed; outline-style: dotted } .none { width: auto; height: auto; min-width: 0;
  max-width: none; margin: auto } .round { border-radius: 3mm 10% }
"""
LENGTHS_HTML = f"""
<div class="share">{WORDS}<div class="calc">{WORDS}</div><div class="high">half of what is not known</div>
</div>
<div class="variable" style="--w: 20%">{WORDS}<div class="variable" style="--s: 1mm">{WORDS}</div></div>
<div class="least"><div class="least">{WORDS}</div></div><div class="most">{WORDS}</div>
<div class="em">{WORDS}</div>
<div class="bordered"><div class="bordered">{WORDS}</div></div><div class="padded">padded</div>
<div class="known"><div>half</div><div class="sum">a quarter</div></div>
<p>{WORDS}<span class="inline">{WORDS}</span> <span class="moved">moved</span></p>
<div class="left">left</div><div class="right">right</div><p>{WORDS}</p>
<div class="around">around<div class="at">at</div></div><div class="fixed">fixed</div>
<div class="columns">{WORDS * 3}</div><div class="flex"><div>one</div><div>{WORDS}</div></div>
<div class="grid"><div>one</div><div>two</div></div><div class="none round">auto</div>
<div class="indent"><p>{WORDS * 2}</p></div><p class="dashed">dashed</p><p class="styled">styled</p>
<p><img style="width: 20%; margin: 1%" alt="a" src="dossier-image:{"a" * 8}"></p>
"""

VARIABLES = """
:root { --c: teal; --pad: 1mm; --b: 1pt solid var(--c); --wide: 30mm; --f: 'Linux Biolinum O' }
p { border: var(--b); padding: var(--pad) calc(var(--pad) * 2); width: var(--wide); color: var(--c, black);
  margin: 1mm var(--none, 2mm); font-family: var(--f) }
.deeper { --c: maroon; --pad: 4mm; --wide: 60mm; --f: 'Linux Libertine O' }
.deepest { --c: navy; --b: 3pt double currentcolor; --wide: 80% }
.red { color: rgb(var(--red, 0), 0, 0) } .wrong { --wide: teal; --pad: dotted } .none { --b: initial; --c: }
.ring { --c: var(--d); --d: var(--c) }
.own { --wide: calc(10mm + 1em); font-size: 20px } .own .own { font-size: 8px }
.mark { color: var(--c); border-bottom: 1pt solid currentcolor } .mark::before { content: var(--m, '* ') }
.mark::after { content: '◆'; color: var(--c); padding: var(--pad) } .other { --m: '+ ' }
.current { color: olive; border: 1pt solid; outline: 1pt dotted; background: currentcolor;
  box-shadow: 1mm 1mm teal }
.shadow { text-shadow: 1px 1px red; opacity: .5; transform: rotate(3deg) translate(var(--pad), 10%) }
""" + "".join(f".n{n} {{ --wide: {20 + n}mm; --red: {4 * n} }}" for n in range(60))
VARIABLES_HTML = f"""
<p>one</p><div class="deeper"><p>two</p><div class="deepest"><p>three</p><p class="deeper">four</p></div>
<p style="--pad: 9mm">five</p></div><p>six</p><p class="deepest">seven</p><div class="wrong"><p>eight</p>
</div>
<div class="none"><p>nine</p></div><div class="ring"><p>ten</p></div>
<div class="own"><p>{WORDS}</p><div class="own"><p>{WORDS}</p></div></div>
<p><span class="mark">a <span class="mark deeper">b <i class="mark other">c</i></span></span></p>
<p class="current">current</p><p class="shadow">shadow</p>
{"".join(f'<div class="n{n}"><p class="red">{n}</p></div>' for n in range(60))}<p class="n3">three</p>
<p>the last</p>
"""

SIDES = """
.start { margin-inline-start: 10mm; padding-block: 2mm; border-block-end: 2pt solid;
  border-inline-start: 3pt dotted red }
.size { inline-size: 40mm; min-block-size: 20mm; max-inline-size: 70%; border: 1pt solid }
.over { margin-left: 3mm; margin-inline-start: 9mm } .under { margin-inline-start: 9mm; margin-left: 3mm }
.inset { position: relative; inset-inline-start: 5mm; inset-block-start: 1mm } .rtl { direction: rtl }
.widths { border-style: solid; border-inline-end-width: 3mm } .end { text-align: end;
  padding-inline-end: 8mm }
.var { --s: 7mm; margin-inline-start: var(--s); inline-size: calc(var(--s) * 5) }
"""
SIDES_HTML = "".join(
    f'<div class="{way}">'
    + "".join(
        f'<p class="{name}">{WORDS}</p>'
        for name in ("start", "size", "over", "under", "inset", "widths", "end", "var")
    )
    + f"<ul><li>one</li><li>{WORDS}</li></ul></div>"
    for way in ("ltr", "rtl")
)

DRAWN = """
@page { size: A6; margin: 12mm 10mm; @top-left { content: counter(page) ' ' string(head);
  font: 6pt 'Linux Biolinum O' }
  @bottom-center { content: 'foot'; border-top: 1pt solid; width: 50%; padding: 1mm;
  text-decoration: underline }
  @right-middle { content: 'side'; height: 40%; margin: 5% } }
@page :left { @bottom-center { content: 'left ' counter(pages); color: teal } }
@page wide { size: A5 landscape }
h2 { string-set: head content() } .wide { page: wide } table { border: 2pt solid; width: 100% }
.collapse { border-collapse: collapse } .apart { border-spacing: 1mm 2mm } td, th { border: 1pt solid teal;
  padding: 2% 1mm }
td.thick { border: 3pt double red } .fixed { table-layout: fixed; width: 80% }
caption { caption-side: bottom }
.u { text-decoration: underline } .o { text-decoration: overline dotted red 2px }
.t { text-decoration: line-through }
.uo { text-decoration: underline overline } .far { text-underline-offset: 3px }
.inline { display: inline-block }
.from { text-decoration-thickness: from-font } p.note { margin: 0 }
.first::first-line { font-variant-caps: small-caps; letter-spacing: 1pt; font-size: 1.2em }
.letter::first-letter { font-size: 2em; float: left; color: red } .before::before { content: counter(n) '. ' }
.before { counter-increment: n } .before::after { content: leader('. ') 'end' } li::marker { color: red }
.break { break-before: page } .hidden { visibility: hidden } .gone { display: none }
.over { overflow: hidden; height: 1em }
.turned { transform: rotate(90deg); opacity: .4; width: 20mm } .fn { float: footnote; font-size: 7pt }
.fn::footnote-call { content: counter(footnote); font-variant-position: super }
.clone { box-decoration-break: clone;
  border: 1pt solid; padding: 0 1mm } .bg { background: linear-gradient(to right, silver, white 50%);
  border-radius: 2mm }
"""
ROWS = """
<caption>Below</caption><thead><tr><th>A</th><th>B</th></tr></thead>
<tr><td rowspan="2">one</td><td class="thick">two</td></tr><tr><td>three</td></tr>
"""
DRAWN_HTML = f"""
<h2>A head</h2>
{"".join(f'<table class="{name}">{ROWS}</table>' for name in ("collapse", "apart", "collapse fixed"))}
<p class="u">under <span class="o">over <span class="t">through <b class="inline">none</b></span></span>
{WORDS}</p>
<p class="uo far">both <i>both</i> <span class="u from">thin</span> <span class="t">\ue123</span></p>
<p class="first">{WORDS * 2}</p><p class="letter first">{WORDS}</p>
<p class="before">one</p><p class="before">two</p>
<ol><li>{WORDS}<ul><li>in it</li></ul></li></ol><p>{WORDS}<span class="fn">A note, <i>slanted</i>.</span></p>
<p>{WORDS}<span class="clone">{WORDS}</span></p><p class="bg">{WORDS}</p><p class="over">{WORDS * 3}</p>
<p class="hidden">hidden</p><p class="gone">gone</p><p class="turned">turned</p>
<div class="wide"><h2>Wide</h2><p>{WORDS * 4}</p></div><h2 class="break">Another head</h2><p>{WORDS * 20}</p>
"""

CLAMPED = """
p { continue: discard; max-lines: 2; block-ellipsis: ' […]'; width: 60mm; hyphens: auto }
.auto { block-ellipsis: auto; width: 45mm } .cut { text-overflow: ellipsis; overflow: hidden; width: 20mm }
"""
CLAMPED_HTML = f"""
<p>{WORDS * 3}</p><p class="auto">{WORDS * 3}</p><p class="auto">Short.</p><p class="cut">{WORDS * 3}</p>
"""

BREAKS = "p + p { break-before: page }"
SECOND = "<p>xyz</p><p>xyz</p>"
"""Pages that stay when the first is edited: their letters are theirs, though they stood on it as well."""

WRITTEN = {
    "letters": (LETTERS_HTML, LETTERS),
    "lengths": (LENGTHS_HTML, LENGTHS),
    "variables": (VARIABLES_HTML, VARIABLES),
    "sides": (SIDES_HTML, SIDES),
    "drawn": (DRAWN_HTML, DRAWN),
}
SEEDS = (1, 2, 3, 5, 8, 13)


def pictures() -> bytes:
    """Make a font that has two letters, one of them a picture."""
    made = FontBuilder(1000, isTTF=True)
    names = [".notdef", "face", "Q"]
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord("\U0001f600"): "face", ord("Q"): "Q"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    made.setupGlyf(dict.fromkeys(names, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Pictures", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    made.setupPost()
    svg = newTable("SVG ")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" id="glyph1"><path d="M0 0H500V-500H0Z" fill="red"/></svg>'
    )
    svg.docList = [(drawing, 1, 1)]
    made.font["SVG "] = svg
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def job(html: str, css: str, images: dict[str, tuple[str, bytes]], **more: Any) -> Job:
    section = f'<section id="one">{html}</section>'
    return Job(HEAD, (("one", section),), (("test.css", css),), images, **more)


def run(html: str, css: str, images: dict[str, tuple[str, bytes]], **more: Any) -> Run:
    section = f'<section id="one">{html}</section>'
    return Run(HEAD, (("one", section),), (("test.css", css),), images=images, begins=True, **more)


NAMES = (
    *(f"{name}{how}" for name in WRITTEN for how in ("", " by lines")),
    *(f"{name} bound" for name in WRITTEN),
    *(f"random {seed}" for seed in SEEDS),
    "clamped",
)


@pytest.fixture(scope="module")
def jobs() -> tuple[Job | Run, ...]:
    with mock.patch.dict("os.environ", SOURCE_DATE_EPOCH=MADE):
        images = {**PICTURES, "f" * 8: ("font/ttf", pictures())}
    greedy = LineRules(fitted=False, hanging=False)
    made: list[Job | Run] = []
    for each in WRITTEN.values():
        made += [job(*each, images), job(*each, images, lines=greedy)]
    made += [run(*each, images) for each in WRITTEN.values()]
    made += [job((one := document(seed, 4, 8)).html, one.css, images) for seed in SEEDS]
    made.append(job(CLAMPED_HTML, CLAMPED, images, lines=greedy))
    return tuple(made)


RARE = (
    (tokens, "_check_math"),
    *((computed, name) for name in ("_missing", "_solve")),
    *((lengths, name) for name in ("_resolve", "_one", "_high")),
    *((flow, name) for name in ("_in_normal_flow", "_avoid", "_radii")),
    *((prepared, name) for name in ("_setup", "_shaping", "_strut", "_create", "afresh")),
    *((glyphs, name) for name in ("_engine_draws", "_learn")),
    *((cuts, name) for name in ("piece", "_units")),
)
"""What is left to the engine, and what is done for a few of many."""


@pytest.fixture(scope="module")
def reached() -> Iterator[dict[str, mock.Mock]]:
    with ExitStack() as watched:
        yield {
            f"{room.__name__}.{name}": watched.enter_context(
                mock.patch.object(room, name, wraps=getattr(room, name))
            )
            for room, name in RARE
        }


@pytest.fixture(scope="module")
def sides(jobs: tuple[Job | Run, ...], reached: dict[str, mock.Mock]) -> tuple[Side, Side]:
    # a font of pictures has the time in it when the engine embeds it, unless it is told which
    with mock.patch.dict("os.environ", SOURCE_DATE_EPOCH=MADE):
        return laying.here(jobs), laying.plainly(jobs)


def test_of_a_long_document_few_layouts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    given = run(f'<p>{WORDS * 20}</p><p class="hyphens">{WORDS}</p>', LETTERS, {})
    whole = setting.lay_out(given)
    monkeypatch.setattr(prepared, "MOST", 3)
    with mock.patch.object(prepared, "afresh", wraps=prepared.afresh) as afresh:
        assert setting.lay_out(given) == whole
    assert afresh.call_count > 10


def test_one_side_is_the_engines_and_the_other_is_not(sides: tuple[Side, Side]) -> None:
    sooner, plain = sides
    assert sooner.own == frozenset()
    assert plain.own == laying.replaced().keys()
    assert len(sooner.outcomes) == len(plain.outcomes) == len(NAMES)


def test_what_is_rare_is_laid_out_too(sides: tuple[Side, Side], reached: dict[str, mock.Mock]) -> None:
    assert [name for name, function in reached.items() if not function.called] == []
    drawn = {call.args[1].text for call in reached["roa_dossier.layout.glyphs._engine_draws"].call_args_list}
    assert any("\ue123" in text for text in drawn)  # which no font has
    assert any("\u05b8" in text for text in drawn)  # a point under a letter
    assert "Q\U0001f600" in drawn


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_what_is_laid_out_sooner_is_the_same(sides: tuple[Side, Side], at: int) -> None:
    sooner, plain = (side.outcomes[at] for side in sides)
    if isinstance(sooner, Set):
        assert sooner.fragment.pages and not sooner.whole
    else:
        assert isinstance(sooner, Outcome) and isinstance(plain, Outcome)
        assert sooner.pdf == plain.pdf and sooner.pdf
        assert sooner.strange == plain.strange == ""
    assert sooner == plain


# ── what once differed ─────────────────────────────────────────────────────────────────────────────

SIZES = '<p style="font-size: 10px">One.</p><p style="font-size: 40px">Two.</p>'
GRADIENT = "linear-gradient(red 1em, blue 2em)"
ONCE = {
    "a gradient in a variable": (SIZES, f":root {{ --g: {GRADIENT} }} p {{ background-image: var(--g) }}"),
    "a gradient beside a variable": (
        SIZES,
        f":root {{ --how: no-repeat }} p {{ background: {GRADIENT} var(--how) }}",
    ),
    "a rounded corner of a logical name": (
        "<p>One.</p>",
        "p { border: 1pt solid; border-start-start-radius: 3mm }",
    ),
}


@pytest.fixture(scope="module")
def once() -> tuple[Side, Side]:
    jobs = tuple(job(*each, {}) for each in ONCE.values())
    return laying.here(jobs), laying.plainly(jobs)


@pytest.mark.parametrize("at", range(len(ONCE)), ids=ONCE)
def test_what_once_differed_is_the_same(once: tuple[Side, Side], at: int) -> None:
    sooner, plain = (side.outcomes[at] for side in once)
    assert sooner == plain


# ── declarations with variables ─────────────────────────────────────────────────────────────────────


def declared(name: str) -> Any:
    return PendingProperty(tokens("var(--w)"), name)


def tokens(value: str) -> list[Any]:
    made: list[Any] = tinycss2.parse_component_value_list(value)
    return made


SOLVE = computed._solve


@pytest.fixture
def _kept() -> None:
    assert computed.keep()


@pytest.mark.usefixtures("_kept")
def test_a_declaration_is_solved_once_for_the_same_tokens_and_anew_for_others() -> None:
    pending, many, times = declared("width"), 3 * computed._MOST_SOLVED, 0

    def solve(*given: Any) -> Any:
        nonlocal times
        times += 1
        return SOLVE(*given)

    with mock.patch.object(computed, "_solve", solve):
        for at in range(many):  # what comes after tokens that live no longer may stand where they stood
            assert pending.solve(tokens(f"{at}px"), "width", None).value == at
        assert times == many
        same = tokens("5mm")
        first = pending.solve(same, "width", None)
        assert pending.solve([*same], "width", None) is first
        assert times == many + 1
    assert len(pending.dossier_solved) <= computed._MOST_SOLVED


@pytest.mark.usefixtures("_kept")
def test_a_declaration_that_is_wrong_is_told_once_and_stays_wrong() -> None:
    pending, wrong = declared("width"), tokens("teal")
    with mock.patch("weasyprint.css.tokens.LOGGER") as logger:
        for _ in range(3):
            with pytest.raises(InvalidValues):
                pending.solve(wrong, "width", None)
    assert logger.warning.call_count == 1
    assert pending.solve(tokens("3px"), "width", None).value == 3
