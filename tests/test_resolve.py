"""What a resolved paragraph prints: quotations as typed, notes after their clause, marks in their place."""

# ruff: noqa: E501 -- the sources lines are as long as a page of the web has them

from __future__ import annotations

import hashlib
from functools import cache

import pytest

import comparing
from roa_dossier import build
from roa_dossier.diagnostics import has_errors
from roa_dossier.model.chapter import (
    Call,
    Citation,
    CrossRef,
    Emphasised,
    Excerpt,
    FactValue,
    ForeignRun,
    Mistake,
    NameForm,
    Para,
    Plain,
    RunIn,
    SourceCite,
    StatedFact,
    TextFlow,
)
from roa_dossier.world import Memory

TOWN = """The Town

The town lies on the river. In 1910 it counted 11,856 inhabitants. [1] In 1920 it counted 9,204.[ citation needed ] The bridge was built in three years. [2]

The mayor wrote: "Not one house was empty." [1] He never wrote again ( or so it is said ).

The Old Mill [lower-alpha 1] burned down in April 1915. It was rebuilt the next year, but the bridge was not repaired.


  1. Or the new one.

Related Research Articles

Mill Building

The mill is a building in which grain is ground into flour by stones.


  1. 1 2 Smith, John. Rivers. 1950.
  2. Jones, Ann. Bridges. 1960.
"""

FILES = {
    "dossier/dossier.yaml": "name: x\ntitle: X\nlanguage: en-GB\nchapters:\n  - chapters/01.yaml\n",
    "dossier/sources.yaml": f"""town:
  file: seeds/town.txt
  sha256: {hashlib.sha256(TOWN.encode()).hexdigest()}
  siglum: T
  reads-as: wiki-text
  standing: tertiary
  kind: reference
  reference:
    type: webpage
    title: The Town
    language: en
""",
    "dossier/works.yaml": "smith:\n  reference:\n    type: book\n    title: Rivers\n    language: en\n",
    "dossier/names.yaml": """town:
  name: The Town
  short: the town
  kind: place
mill:
  name: Old Mill
  kind: place
  original: Old Mill
  language: en
  from:
    source: town
    exact: The Old Mill
""",
    "dossier/facts.yaml": """people:
  subject: town
  property: inhabitants
  when: 1910
  value: 11,856
  from:
    source: town
    exact: it counted 11,856 inhabitants
later:
  subject: town
  property: inhabitants
  when: 1920
  value: 9,204
  from:
    source: town
    exact: In 1920 it counted 9,204
""",
    "seeds/town.txt": TOWN,
}


def resolved(chapter: str):
    files = {**FILES, "dossier/chapters/01.yaml": f"title: One\nid: one\nblocks:\n{chapter}"}
    proof = build.check(Memory({name: text.encode() for name, text in files.items()}))
    assert not has_errors(proof.diagnostics), [said.message for said in proof.diagnostics]
    assert proof.resolved is not None
    return proof.resolved.chapters[0].blocks


def test_a_block_that_cannot_be_made_leaves_its_mistake_in_its_place():
    chapter = "title: One\nid: one\nblocks:\n  - id: who\n    title: Who\n    contested: nobody\n"
    files = {**FILES, "dossier/chapters/01.yaml": chapter}
    proof = build.check(Memory({name: text.encode() for name, text in files.items()}))
    (block,) = proof.resolved.chapters[0].blocks
    assert (block.anchor, block.named) == ("who", True)
    assert block.content == TextFlow((Para((Mistake("Who", "unknown-fact"),)),))


@cache
def paragraph(text: str) -> str:
    """Print a paragraph: notes in ⟨⟩, quotations in “”, with the locators of what is cited."""
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    (block,) = resolved(f"  - text: |\n{lines}\n")
    assert isinstance(block.content, TextFlow)
    return "".join(printed(inline) for inline in block.content.flow[0].inlines)


def printed(node: object) -> str:
    match node:
        case Plain(text):
            return text
        case RunIn(quotation):
            return "“" + "".join(piece.text for piece in quotation.pieces) + "”"
        case FactValue(_, text):
            return f"={text}="
        case NameForm(_, text, original):
            return f"{text} ({original})" if original else text
        case CrossRef(target):
            return f"→{target}"
        case Emphasised(inlines) | ForeignRun(_, inlines):
            return "*" + "".join(map(printed, inlines)) + "*"
        case Call(_, body):
            return "⟨" + "".join(map(printed, body)) + "⟩"
        case Citation(_, cites, bracketed):
            line = "; ".join(
                str(cite.passage.locator) if isinstance(cite, SourceCite) else f"{cite.key} {cite.locator}".strip()
                for cite in cites
            )  # fmt: skip
            return f"({line})" if bracketed else line
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('It "lies on the river" [@town].', "It “lies on the river”.⟨¶ 1, l. 3⟩"),
        ('It "lies on the river" [@town], they say.', "It “lies on the river”,⟨¶ 1, l. 3⟩ they say."),
        ('It "lies on the river" [@town] – so they say.', "It “lies on the river”⟨¶ 1, l. 3⟩ – so they say."),
        ("It lies there [@town: lies on the river].", "It lies there.⟨¶ 1, l. 3⟩"),
        ("(It lies there [@town: lies on the river].)", "(It lies there.)⟨¶ 1, l. 3⟩"),
        ("It is old [@smith, p. 3] and wet [@smith].", "It is old⟨smith p. 3⟩ and wet.⟨smith⟩"),
    ],
)
def test_the_call_stands_after_punctuation(typed: str, set_: str) -> None:
    assert paragraph(typed) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("It had {fact:people} people, they say.", "It had =11,856= people,⟨¶ 1, l. 3⟩ they say."),
        ("It had {fact:people}, then {fact:later}.", "It had =11,856=,⟨¶ 1, l. 3⟩ then =9,204=.⟨¶ 1, l. 3⟩"),
        (
            "It had {fact:people} and {fact:later} people.",
            "It had =11,856= and =9,204= people.⟨¶ 1, l. 3; ¶ 1, l. 3⟩",
        ),
        ("It had {fact:people} people [@town].", "It had =11,856= people.⟨¶ 1, l. 3⟩"),
        ("It had {fact:people}", "It had =11,856=⟨¶ 1, l. 3⟩"),
        ("It had 1.5 times {fact:people} people.", "It had 1.5 times =11,856= people.⟨¶ 1, l. 3⟩"),
    ],
)
def test_a_fact_is_cited_at_its_clauses_end(typed: str, set_: str) -> None:
    assert paragraph(typed) == set_


def test_calls_that_meet_are_one_note() -> None:
    assert (
        paragraph('It "lies on the river" [@town][@smith, p. 2].')
        == "It “lies on the river”.⟨¶ 1, l. 3; smith p. 2⟩"
    )
    assert paragraph("It is old [@smith].^[Or so.]") == "It is old.⟨smith. Or so.⟩"
    assert paragraph("It is old.^[Or so.] [@smith]") == "It is old.⟨Or so. smith⟩"


def test_one_citation_answers_for_all_quotations_before_it() -> None:
    text = 'The "bridge was built" and the mill "burned down" [@town], but "Old Mill" [@town: The Old Mill] it is.'
    assert paragraph(text) == (
        "The “bridge was built” and the mill “burned down”,⟨¶ 1, l. 3; ¶ 3, l. 7⟩ but “Old Mill”⟨¶ 3, l. 7⟩ it is."
    )


def test_citations_in_a_note_of_ours_stand_in_parentheses() -> None:
    assert paragraph("So.^[It “lies on the river” [@town].]") == "So.⟨It “lies on the river” (¶ 1, l. 3).⟩"
    assert paragraph("So.^[See [@smith, p. 2].]") == "So.⟨See smith p. 2.⟩"
    assert paragraph("So.^[[@smith, p. 2]]") == "So.⟨smith p. 2⟩"


def test_a_name_is_given_in_full_once_a_chapter() -> None:
    assert paragraph("{name:mill}, {name:mill}; {name:town}, {name:town}.") == (
        "Old Mill (Old Mill), Old Mill; The Town, the town."
    )


def excerpt(exact: str, more: str = "") -> Excerpt:
    lines = "\n".join(f"        {line}" for line in exact.split("\n"))
    (block,) = resolved(f"  - quote:\n      source: town\n      exact: |\n{lines}\n{more}")
    assert isinstance(block.content, Excerpt)
    return block.content


def words(found: Excerpt) -> str:
    return "".join(piece.text for piece in found.quotation.pieces)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("The town lies\non the river.", "The town lies on the river."),
        ("In 1920 it counted 9,204. The bridge was built", "In 1920 it counted 9,204.[citation needed] The bridge was built"),
        ("it counted 9,204. [citation needed] The bridge", "it counted 9,204.[citation needed] The bridge"),
        ("In 1920 it counted 9,204.", "In 1920 it counted 9,204."),
        ("In 1920 it counted 9,204. [citation needed]", "In 1920 it counted 9,204.[citation needed]"),
        ("[t]he bridge was built […] years.", "[t]he bridge was built […] years."),
        ("The Old Mill burned [down] down", "The Old Mill burned [down] down"),
        ("He never wrote again (or so it is said).", "He never wrote again (or so it is said)."),
        ("“Not one house was empty.”", "“Not one house was empty.”"),
    ],
)  # fmt: skip
def test_a_quotation_is_printed_as_typed_with_the_sources_marks(typed: str, set_: str) -> None:
    assert words(excerpt(typed)) == set_


def test_what_is_said_of_words_is_set_beside_them() -> None:
    found = excerpt(
        "The Old Mill burned down in April 1915.",
        "      sic:\n        - burned\n      emphasis:\n        - April\n      translation: Die Mühle\n",
    )
    assert words(found) == "The Old Mill burned [sic] down in April 1915."
    assert [piece.text for piece in found.quotation.pieces if getattr(piece, "emphasised", False)] == [
        "April"
    ]
    assert found.call is not None and found.call.remarks == ("emphasis added", "our translation")
    assert found.translation == "Die Mühle"


def test_the_marks_that_reach_a_passage_go_with_it() -> None:
    def marks(exact: str) -> list[tuple[str, int | None]]:
        return [(mark.kind.value, mark.number) for mark in excerpt(exact).quotation.passage.marks]

    assert marks("In 1910 it counted 11,856 inhabitants.") == [("reference", 1)]
    assert marks("In 1920 it counted 9,204") == [("citation-needed", None)]
    assert marks("The Old Mill burned down") == [("note", 1)]
    assert marks("The town lies on the river.") == []


def test_only_words_that_the_source_quotes_are_quoted_in_it() -> None:
    def quoted(exact: str) -> bool:
        call = excerpt(exact).call
        assert call is not None
        (citation,) = call.body
        return citation.cites[0].quoted

    assert quoted("Not one house was empty.")
    assert not quoted("In 1910 it counted 11,856 inhabitants.")
    assert not quoted("The town lies on the river.")


def test_a_fact_sheet_notes_only_what_the_sources_own_marks_add() -> None:
    (block,) = resolved("  - facts:\n      - people\n      - later\n")
    people, later = block.content.facts
    assert isinstance(people, StatedFact)
    assert (people.subject, people.when, people.readings[0].value) == ("The Town", "1910", "11,856")
    assert people.readings[0].call is not None and later.readings[0].call is not None


@pytest.mark.parametrize("typed", ["had _eight_ men", "had eight men", "had __eight__ men"])
def test_underscores_of_emphasis_are_not_printed(typed: str) -> None:
    guard = comparing.GUARD.replace("had eight men", "had _eight_ men")
    two = f"title: The watch\nid: watch\nblocks:\n  - quote:\n      source: guard\n      exact: {typed}\n"
    proof = build.check(Memory(comparing.files(guard=guard, two=two)))
    assert proof.resolved and not has_errors(proof.diagnostics)
    content = proof.resolved.chapters[1].blocks[0].content
    assert isinstance(content, Excerpt) and not isinstance(content.quotation, Mistake)
    assert "".join(piece.text for piece in content.quotation.pieces) == "had eight men"
