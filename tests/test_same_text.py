"""Lines chosen together print the same words as lines chosen one by one; and the comparison can fail."""

import sys
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from random_documents import PAPERS, WORDS, document

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import same_text
from same_text import Line, Part, alone, both, found, joined, rules, typeset, unlike

from roa_dossier.layout.lines import hook
from roa_dossier.model.lines import LineRules

FEW = 6
"""How many random documents are set here, each of a few blocks; `bench/same_text.py` sets hundreds."""


@pytest.mark.parametrize("seed", range(1, FEW + 1))
def test_a_random_document_has_the_same_words_notes_and_shape(seed):
    _, fitted, apart = found(document(seed, 2, 3), again=seed == 1)
    assert not apart
    assert not fitted.failure


def test_random_documents_are_made_again_from_their_numbers_and_are_of_every_kind():
    some = [document(seed) for seed in range(1, 40)]
    assert some == [document(seed) for seed in range(1, 40)]
    assert {one.paper for one in some} == set(PAPERS)
    html = "".join(one.html for one in some)
    assert all(f'lang="{language}"' in html for language in WORDS)
    assert all(tag in html for tag in ("<em", "<q>", "<br>", "<img", "<table", "<li", 'class="note"', "dir="))


PROSE = (
    "<p>The officers of the regiment answered that the negotiations had remained without a result, and that "
    "the correspondence with the government was at an end; the prisoners returned to their villages.</p>"
)
SHEET = """@page { size: 64mm 60mm; margin: 5mm }
html { font: 10pt/13pt 'Linux Libertine O'; text-align: justify; hyphens: auto } p { margin: 0 }"""


def page(html=PROSE, css=SHEET):
    made = replace(document(1), css=css, blocks=(html,))
    return typeset(made)


def test_a_line_that_does_not_end_where_it_was_chosen_to_sets_its_paragraph_line_by_line():
    def uncut(self, *given, **named):
        return self._split_text_box(*given, **named)

    with mock.patch.object(hook._Hook, "split_text_box", uncut):
        plain, mended, apart = both(*page(), LineRules(), again=False)
    assert not apart
    assert mended.count.fitted == 0 and sum(many for _, many in mended.count.greedy) == 1
    assert joined_lines(plain) == joined_lines(mended)
    assert joined_lines(plain) != joined_lines(same_text.setting(*page(), LineRules()))


@pytest.mark.parametrize(
    "html",
    [
        "<p>The officers answered.<br></p>",
        "<p><br>The officers answered.</p>",
        "<p>The officers answered. <b></b> <br> </p>",
        PROSE.replace(
            "that the negotiations", '<q style="box-decoration-break: clone; padding: 5mm">that'
        ).replace("government", "government</q>"),
        PROSE.replace("</p>", "<br>1919–1921</p>"),
        PROSE.replace(
            "negotiations", '<span style="white-space: nowrap">the negotiations with them had not</span>'
        ),
        PROSE.replace("e", "e\u00ad").replace(" the", " <em>the </em>"),
        PROSE.replace(" ", "\u00a0"),
        PROSE.replace(
            "of the regiment", '<span style="display: none">of</span> the <b></b> <i> regiment</i>'
        ),
    ],
)
def test_what_could_go_wrong_in_a_line_does_not(html):
    assert not both(*page(html), LineRules(), again=False)[2]


def joined_lines(setting):
    return [line.text for parts in setting.parts[0].values() for part in parts for line in part.lines]


# ── the comparison can fail ─────────────────────────────────────────────────────────────────────────


def parts(*texts, page=0):
    return [Part(page, (2, 2), [Line(text, 0, 0) for text in texts])]


@pytest.mark.parametrize(
    ("fitted", "said"),
    [
        (("the officers re‐", "turned"), ""),
        (("the officers", "returned"), ""),
        (("the", "officers returned"), ""),
        (("the officers", "turned"), "'theofficersreturned' became 'theofficersturned'"),
        (("the officers officers", "returned"), "became"),
        (("theofficers", "returned"), "a space that the other has not"),
        (("the offi cers", "returned"), "a space that the other has not"),
        (("the‐", "officers returned"), "a hyphen for a space"),
        (("the offi", "cers returned"), "a word torn without a hyphen"),
    ],
)
def test_words_are_compared_with_the_layout_s_hyphens_taken_out(fitted, said):
    found = unlike(joined(parts("the officers", "returned")), joined(parts(*fitted)))
    assert said in found and bool(said) == bool(found)


def test_lines_that_stand_alone_are_counted():
    assert alone([*parts("a", "b"), *parts("c", "d", page=1)]) == []
    assert alone([*parts("a"), *parts("b", "c", page=1)]) == [1]
    assert alone([*parts("a", "b"), *parts("c", page=1)]) == [1]
    assert alone(parts("a")) == []


def test_a_setting_that_changes_words_notes_or_measures_is_told():
    note = '<span class="call" id="c1" data-n="1"></span><span class="note" id="n1" data-n="1">A note.</span>'
    css = SHEET + ".note { float: footnote } .note::footnote-call { content: attr(data-n) }"
    plain, fitted, apart = both(*page(PROSE.replace("; ", f"; {note} "), css), LineRules(), again=False)
    assert not apart and len(fitted.calls) == 1
    lost = replace(fitted, stands={}, calls=fitted.calls)
    assert {one.kind for one in same_text.differences(plain, lost)} == {"notes"}
    (key,) = [key for key in fitted.parts[0] if key[1] == "p"]
    (whole,) = fitted.parts[0][key]
    for kind, line in {
        "words": Line("else", 0, 0),
        "beyond": replace(whole.lines[0], beyond=1),
        "tight": replace(whole.lines[0], widened=-0.2),
    }.items():
        changed = {**fitted.parts[0], key: [replace(whole, lines=[line, *whole.lines[1:]])]}
        other = replace(fitted, parts=(changed, fitted.parts[1]))
        assert {one.kind for one in same_text.differences(plain, other)} == {kind}
    other = replace(fitted, pdf=same_text.setting(*page("<p>Others.</p>"), LineRules()).pdf)
    assert {one.kind for one in same_text.differences(plain, other)} == {"tags"}


def test_rules_of_all_kinds_come_by_turns():
    assert len({(one.hyphenation, one.hanging) for one in map(rules, range(12))}) == 6
