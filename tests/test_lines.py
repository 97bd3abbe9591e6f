"""Paragraphs set whole inside the engine: where lines end, what is left to it, and that it is told at all."""

import random
import re
from itertools import pairwise

import pypdfium2
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from roa_dossier.frozen import replace
from roa_dossier.layout import engine
from roa_dossier.layout.job import Job
from roa_dossier.layout.lines import galley, hook, rules
from roa_dossier.layout.lines.shaping import Why
from roa_dossier.model.lines import LineRules

SHEET = """@page { size: 68mm 80mm; margin: 5mm }
html { font: 10pt/13pt 'Linux Libertine O'; text-align: justify; hyphens: auto; orphans: 2; widows: 2;
  hyphenate-limit-chars: 5 2 3 }
body, p { margin: 0 } .call::before { content: attr(data-n); font-size: 70% }
.first::first-letter { color: red } .long { overflow-wrap: anywhere }"""

PROSE = (
    "The officers of the regiment answered that the negotiations had remained without a result, and that the "
    "correspondence with the government was at an end; the prisoners returned to their villages, and the "
    "commander of the garrison declared that no further responsibility could be taken for whatever might "
    "happen in the following days. Nobody believed it."
)

WIDE = "@page { size: 110mm 300mm }"

FITTED, GREEDY = LineRules(), LineRules(fitted=False)


class Set:
    """What a layout gave: its pages, and the text, the right end and the greatest gap of each line."""

    def __init__(self, html, css="", wanted=FITTED, monkeypatch=None, **named):
        kept = []
        count = hook.count

        def keep(document):
            kept.append(document)
            return count(document)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(hook, "count", keep)
            head = '<html lang="en-GB"><body>'
            self.outcome = engine.lay_out(
                Job(
                    head,
                    (("one", f'<section id="one">{html}</section>'),),
                    (("s.css", SHEET + css),),
                    lines=wanted,
                )
            )
        (self.document,) = kept
        self.count = self.outcome.lines

    @property
    def pages(self):
        return [[words(line) for line in lines(page)] for page in self.document.pages]

    @property
    def lines(self):
        return [line for page in self.pages for line in page]

    @property
    def gaps(self):
        found = []
        for page in self.document.pages:
            for line in lines(page):
                runs = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
                if line.resume_at is not None:
                    found.append(max(run.justification_spacing for run in runs))
        return found

    @property
    def edges(self):
        """The width and the stretched space of each line, and its words."""
        return [
            (
                words(line),
                round(line.width, 3),
                *sorted(
                    {
                        box.justification_spacing
                        for box in line.descendants()
                        if isinstance(box, boxes.TextBox)
                    }
                ),
            )
            for page in self.document.pages
            for line in lines(page)
        ]

    @property
    def left(self):
        return [
            round(line.position_x - 5 * 96 / 25.4, 2) for page in self.document.pages for line in lines(page)
        ]


def lines(page):
    return [box for box in page._page_box.descendants() if isinstance(box, boxes.LineBox)]


def words(line):
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def paragraph(text, attributes=""):
    return f"<p {attributes}>{text}</p>"


def several(many=8):
    """Give paragraphs of the same words that begin at another each."""
    words = PROSE.split()
    return "".join(paragraph(" ".join(words[5 * at :] + words[: 5 * at])) for at in range(many))


# ── that the engine is told ─────────────────────────────────────────────────────────────────────────


def test_the_engine_is_the_one_that_is_told_where_lines_end():
    assert hook.bites(), "look what changed in the functions that hook.py replaces, then in what it expects"


def test_fitted_lines_are_other_lines_and_better_ones():
    plain, fitted = (Set(several(), WIDE, wanted) for wanted in (GREEDY, FITTED))
    assert plain.lines != fitted.lines
    assert sum(gap > 2 for gap in fitted.gaps) < sum(gap > 2 for gap in plain.gaps) / 2
    assert joined(plain.lines) == joined(fitted.lines)
    assert (plain.count.fitted, fitted.count.fitted) == (0, 8)


def joined(found):
    return re.sub(r"\s", "", "".join(found).replace("‐", ""))


@pytest.mark.parametrize("change", ["version", "signature"])
def test_an_engine_that_is_not_known_sets_its_own_lines_and_that_is_said(monkeypatch, change):
    if change == "version":
        monkeypatch.setattr(weasyprint, "__version__", "71.0")
    else:
        known = inline.text_align
        monkeypatch.setattr(
            inline, "text_align", lambda context, line, width, last: known(context, line, width, last)
        )
    other = Set(paragraph(PROSE))
    assert other.outcome.strange
    assert other.count.fitted == 0
    monkeypatch.undo()
    assert other.lines == Set(paragraph(PROSE), wanted=GREEDY).lines


def test_the_engine_is_left_as_it_was():
    before = inline.get_next_linebox, inline.split_text_box, inline.text_align
    Set(paragraph(PROSE))
    with pytest.raises(ZeroDivisionError), hook.lines(FITTED):
        assert inline.text_align is not before[-1]
        _ = 1 / 0
    assert (inline.get_next_linebox, inline.split_text_box, inline.text_align) == before


def test_a_break_that_does_not_come_is_mended_with_the_engines_own_lines(monkeypatch):
    plan = galley.Galley.ending

    def beyond(self, *given):
        return plan(self, *given)._replace(leaf=99)

    monkeypatch.setattr(galley.Galley, "ending", beyond)
    missed = Set(paragraph(PROSE))
    assert missed.count.greedy == ((Why.MISSED, 1),)
    assert joined(missed.lines) == joined(Set(paragraph(PROSE), wanted=GREEDY).lines)


# ── what is left to the engine ──────────────────────────────────────────────────────────────────────

LEFT = {
    Why.FLOAT: paragraph(f'{PROSE}<span style="float: left">A </span>{PROSE}'),
    Why.BESIDE: f'<div style="float: left; width: 20mm; height: 30mm"></div>{paragraph(PROSE)}',
    Why.BLOCK: paragraph(f'<span style="display: inline-block">block</span> {PROSE}'),
    Why.FIRST: paragraph(PROSE, 'class="first"'),
    Why.PRESERVED: paragraph(PROSE, 'style="white-space: pre-wrap"'),
    Why.RIGHT_TO_LEFT: paragraph(f"שלום {PROSE}"),
    Why.SPACELESS: paragraph("中文文本在這裡" * 12),
    Why.OVERFULL: paragraph(f"{PROSE} {'w' * 60}"),
    Why.CLONED: paragraph(f'<i style="padding: 0 1em; box-decoration-break: clone">{PROSE}</i>'),
    Why.LEADER: paragraph(f'{PROSE}<span class="led"></span> 12'),
}


@pytest.mark.parametrize("why", LEFT, ids=lambda why: why.name.lower())
def test_what_is_not_understood_is_set_as_the_engine_sets_it_and_counted(why):
    css = ".led::before { content: leader('.') }"
    plain, left = (Set(LEFT[why], css, wanted) for wanted in (GREEDY, FITTED))
    assert left.count.greedy == ((why, 1),)
    assert left.lines == plain.lines
    assert left.gaps == plain.gaps


@pytest.mark.parametrize("how", ["text-align: center", "text-align: end", "direction: rtl"])
def test_a_paragraph_that_is_not_fitted_goes_on_over_pages(how):
    plain, left = (Set(paragraph(PROSE * 3), f"p {{ {how} }}", wanted) for wanted in (GREEDY, FITTED))
    assert left.pages == plain.pages
    assert len(left.pages) > 1


def test_every_reason_is_tried():
    assert {*LEFT, Why.MISSED} == set(Why)


def test_single_lines_are_not_counted():
    assert Set("<p>One line.</p>").count == Set("<p>One line.</p>", wanted=GREEDY).count


# ── where lines end ─────────────────────────────────────────────────────────────────────────────────


def ends(html, css="", widths=range(40, 60, 4)):
    """Give each line, and the next, over many measures."""
    for width in widths:
        found = Set(html, f"{css} @page {{ size: {width}mm 300mm }}")
        assert found.count.fitted == 1, found.count
        yield from pairwise(found.lines)


CALL = '.<a class="call" data-n="{}"></a> '


def test_no_call_begins_a_line():
    text = "".join(f"{word}{CALL.format(at)}" for at, word in enumerate(PROSE.split()))
    found = list(ends(paragraph(text)))
    assert found
    assert not [after for _, after in found if after[:1].isdigit()]


def test_addresses_are_parted_where_they_may_be():
    address = "https://example.org/a_long_path/with.some-parts/and?a=query_of_its=own "
    found = {before[-1] + after[0] for before, after in ends(paragraph(f"See {address}for all of it. " * 3))}
    inside = {one for one in found if set(one) & set("._?#=/")}
    assert {one for one in inside if one[1] in "._?#"}
    assert not {one for one in inside if one[0] in "._#" and one != ".S"}


def test_words_are_broken_by_the_patterns_of_their_own_language():
    german = "Kriegsgefangenenlagerverwaltung und Oberbefehlshaber "
    broken = [
        before
        for before, _ in ends(paragraph(f'{PROSE} <i lang="de">{german * 6}</i>'))
        if before.endswith("‐")
    ]
    pieces = {one[:-1].rsplit(" ", 1)[-1] for one in broken}
    assert pieces & {
        "Kriegs",
        "Kriegsgefan",
        "Kriegsgefange",
        "Oberbefehls",
        "Oberbefehl",
        "Kriegsgefangenenlager",
    }
    assert all(one in german or one in PROSE for one in pieces)


def test_typed_hyphens_of_a_word_are_its_only_ones():
    found = [before for before, _ in ends(paragraph("the Commit\u00adteemen " * 20)) if before.endswith("‐")]
    assert found and all(one.endswith("Commit\u00ad‐") for one in found)


def test_a_word_longer_than_its_line_is_parted_anywhere_where_it_may_be():
    found = Set(paragraph(f"{PROSE} {'w' * 60} {PROSE}", 'class="long"'))
    assert found.count.fitted == 1
    assert sum(line.count("w" * 20) for line in found.lines) >= 2
    assert max(line.width for page in found.document.pages for line in lines(page)) < 58 * 96 / 25.4 + 5
    assert joined(found.lines) == joined([PROSE, "w" * 60, PROSE])


def test_what_may_not_be_parted_is_not():
    held = "the <span style='white-space: nowrap'>gray old regiment</span> and 12\u00a0men "
    for before, after in ends(paragraph(held * 12)):
        assert not before.endswith(("gray", "old", "12"))
        assert not after.startswith(("old", "regiment", "men"))


def test_a_box_with_edges_is_closed_on_the_line_that_its_words_end_on():
    css = "b { padding: 0 2mm; border: .5pt solid; margin: 0 1mm }"
    words_of = [f"<b>{word} {word}</b>" if at % 3 else word for at, word in enumerate(PROSE.split())]
    for width in range(80, 120, 8):
        found = Set(paragraph(" ".join(words_of)), f"{css} @page {{ size: {width}mm 300mm }}")
        boxed = [
            box
            for page in found.document.pages
            for box in page._page_box.descendants()
            if box.element_tag == "b" and isinstance(box, boxes.InlineBox)
        ]
        assert found.count.fitted == 1
        assert all(words(box).strip() for box in boxed)
        measure = (width - 10) * 96 / 25.4
        assert all(line.width < measure + 5 for page in found.document.pages for line in lines(page))


def test_lines_that_end_where_the_author_ended_them_still_do():
    found = Set(paragraph(PROSE.replace("result,", "result,<br>").replace("end;", "end;<br><br>")))
    assert any(line.rstrip().endswith("result,") for line in found.lines)
    assert found.count.fitted == 1
    assert joined(found.lines) == joined([PROSE])


def test_a_paragraph_may_end_with_a_line_that_the_author_ended():
    found = Set(paragraph(f"{PROSE}<br>"))
    assert found.count.fitted == 1
    assert joined(found.lines) == joined([PROSE])


def test_figures_are_seldom_parted_after_their_dash():
    text = PROSE.replace("result", "result in 1919–1921").replace("villages", "villages in 1943–1945")
    css = [f"@page {{ size: {width}mm 300mm }}" for width in range(60, 124, 4)]

    def parted(wanted):
        return sum(line.endswith("–") for one in css for line in Set(paragraph(text), one, wanted).lines)

    assert parted(FITTED) <= parted(GREEDY) / 2


def test_punctuation_hangs_and_does_not_where_it_is_not_wanted():
    quoted = "“one” two, “three” four; " * 20
    hung, held = (Set(paragraph(quoted), wanted=LineRules(hanging=one)) for one in (True, False))
    assert any(left < 0 for left in hung.left)
    assert not any(held.left)


def test_lines_end_at_the_edge_in_a_face_that_kerns_over_spaces():
    css = "html { font-family: 'Liberation Serif' } @page { size: 110mm 300mm }"
    text = paragraph("AV To Ty 1 T. Vlasov, Wa 33,000 A T y, v. " * 14)
    found = Set(text, css, LineRules(hanging=False))
    drawn = pypdfium2.PdfDocument(found.outcome.pdf)[0].get_textpage()
    shown = [at for at in range(drawn.count_chars()) if drawn.get_text_range(at, 1).strip()]
    ends = {}
    for _, bottom, right, _ in map(drawn.get_charbox, shown):
        row = next((known for known in ends if abs(known - bottom) < 6), bottom)
        ends[row] = max(ends.get(row, 0), right)
    edge = 105 / 25.4 * 72
    full = sorted(ends.values())[1:]
    assert len(full) > 5
    assert all(abs(end - edge) < 1.2 for end in full), full


@pytest.mark.parametrize("face", ["Liberation Serif", "Linux Libertine O"])
@pytest.mark.parametrize("first", [0, 1])
def test_what_is_spaced_out_has_nothing_to_do_with_what_is_not(face, first):
    css = f"html {{ font-family: '{face}' }} .spaced {{ letter-spacing: .1em; word-spacing: .2em }}"
    words = "AV To Ty 1 T. Vlasov, Wa 33,000 A T y, v. " * 9
    both = [paragraph(words), paragraph(words, 'class="spaced"')]
    order = both if first else both[::-1]
    alone = [line for each in order for line in Set(each, WIDE + css).edges]
    assert Set("".join(order), WIDE + css).edges == alone


def test_a_hyphen_from_right_to_left_is_left_to_the_engine():
    found = Set(several(2), "p { hyphenate-character: '\\5BE' } @page { size: 45mm 200mm }")
    assert any(line.endswith("\u05be") for line in found.lines)


def test_an_indented_line_does_not_hang():
    found = Set(paragraph(f"“{PROSE}”"), "p { text-indent: 1em }")
    assert found.left[0] == 0


def test_hyphens_are_fewer_or_more_as_they_are_wanted():
    def broken(wanted):
        wide = (f"@page {{ size: {width}mm 300mm }}" for width in (110, 146, 160))
        found = [Set(several(), css, LineRules(hyphenation=wanted)).lines for css in wide]
        return sum(line.endswith("‐") for lines in found for line in lines)

    less, usual, more = (broken(wanted) for wanted in ("less", "usual", "more"))
    assert less < usual < more


def test_names_are_broken_less_readily_than_other_words(monkeypatch):
    def broken_names():
        wide = (f"@page {{ size: {width}mm 300mm }}" for width in (110, 130, 150))
        return sum(NAME.search(line) is not None for css in wide for line in Set(names, css).lines)

    names = several().replace("regiment", "Reglement").replace("government", "Government")
    names = names.replace("villages", "Villanova").replace("responsibility", "Respondenburg")
    reluctant, of = broken_names(), rules.of
    monkeypatch.setattr(rules, "of", lambda *given: replace(of(*given), name=0))
    assert reluctant < broken_names()


NAME = re.compile(r"[A-Z][a-z]+‐$")


def test_ranged_lines_without_hyphens_are_evened():
    css = "html { text-align: left; hyphens: none }"
    wide = [f"{css} @page {{ size: {width}mm 300mm }}" for width in (80, 100, 120)]
    plain, evened = ([Set(several(), one, wanted) for one in wide] for wanted in (GREEDY, FITTED))
    assert all(one.count.fitted == 8 and not any(one.gaps) for one in evened)
    assert all(joined(one.lines) == joined(other.lines) for one, other in zip(plain, evened, strict=True))
    assert sum(map(holes, evened)) < sum(map(holes, plain))
    assert sum(map(runts, evened)) < sum(map(runts, plain))


def holes(found):
    """Count the lines that are a tenth too short, but for last ones."""
    return sum(one < 0.9 for one, last in shares(found) if not last)


def runts(found):
    return sum(one < 0.2 for one, last in shares(found) if last)


def shares(found):
    """Give of each line how much of its measure it fills, and whether it is a paragraph's last."""
    for page in found.document.pages:
        measure = page.width - 10 * 96 / 25.4
        yield from ((line.width / measure, line.resume_at is None) for line in lines(page))


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────


def page_ends(height, tries):
    html = several(4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hook, "_TRIES", tries)
        found = Set(html, f"@page {{ size: 68mm {height}mm }}")
    assert joined(found.lines) == joined([re.sub("<.*?>", "", html)])
    return [page[-1] for page in found.pages[:-1]], found


def test_no_page_ends_inside_a_word():
    heights = range(40, 90, 5)
    assert any(end.endswith("‐") for height in heights for end in page_ends(height, 0)[0])
    for height in heights:
        ended, found = page_ends(height, 4)
        assert ended and not any(end.endswith("‐") for end in ended)
        assert all(len(page) > 1 for page in found.pages)


LONG_WORDS = (
    "investigation official representation approximately correspondence responsibility the of a government "
    "military statement appointed communication administration brigade network bureau procurement memorandum "
    "is they on headquarters internationally"
)


@pytest.mark.parametrize(("seed", "page"), [(659, 5), (702, 2)])
def test_a_line_that_was_given_up_stays_when_its_paragraph_then_ends_whole(seed, page):
    """These were found among 900: on that page a line was given up, and the paragraph chosen anew for it."""
    chance, words = random.Random(seed), LONG_WORDS.split()
    texts = (" ".join(chance.choice(words) for _ in range(60)) for _ in range(6))
    html = "".join(paragraph(f"{text}.") for text in texts)
    found = Set(html, f"@page {{ size: 80mm {chance.randint(50, 80)}mm }}")
    assert max(map(len, found.pages)) == len(found.pages[page]) == 9
    assert not any(lines[-1].endswith("‐") for lines in found.pages[:-1])


def test_notes_stay_with_their_lines_when_lines_are_chosen_again():
    note = '<span class="fn">A note {}.</span>'
    html = "".join(paragraph(PROSE.replace("regiment", "regiment" + note.format(at))) for at in range(6))
    css = ".fn { float: footnote; hyphens: none; text-align: left }"
    for height in range(45, 85, 8):
        found = Set(html, f"{css} @page {{ size: 68mm {height}mm }}")
        text = " ".join(found.lines)
        assert [text.count(f"A note {at}.") for at in range(6)] == [1] * 6


def test_the_same_bytes_twice():
    first, second = (Set(paragraph(PROSE) * 4).outcome.pdf for _ in range(2))
    assert first == second


def test_a_page_number_that_becomes_known_later_has_its_room():
    css = "a::after { content: target-counter(attr(href), page) } @page { size: 68mm 60mm }"
    ahead = "See the page <a href='#end'></a>, and the other page <a href='#end'></a>. " * 8
    found = Set(f'{paragraph(ahead)}{several(9)}<p id="end">End</p>', css)
    assert sum(line.count(str(len(found.pages))) for line in found.lines) >= 16
    measure = 58 * 96 / 25.4
    widths = [line.width for page in found.document.pages for line in lines(page)]
    assert max(widths) < measure + 5
