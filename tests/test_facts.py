"""What becomes of facts: the ledger, what a value rests on in a sentence, what is worked out."""

import time

import pytest

import casebook
from roa_dossier import build
from roa_dossier.diagnostics import Severity
from roa_dossier.model.chapter import FactSheet, FactValue, Para, TextFlow
from roa_dossier.world import Memory

TOWN = """The Town

In 1910 it counted 11,856 inhabitants. The regiment had about 12,000 men [citation needed].

The guard was formed on 28 January 1945. It was led by Jan Novak.

The letter counts 9,204 men. Its sapper company had 24 men.
"""
BLOG = """Jan Novak led them, and 9,204 men followed. They were cowards. It was 28 January 1945.
"""
SOURCE = """{key}:
  file: seeds/{key}.txt
  sha256: {{digest:seeds/{key}.txt}}
  siglum: {siglum}
  reads-as: {reads}
  standing: secondary
  kind: {kind}
  reference:
    type: document
    title: The {key}
    language: en
"""
NAMES = """guard:
  name: The Guard
  kind: unit
"""


def fact(key, prop, value, exact, source="town", **more):
    keys = "".join(f"  {name}: {said}\n" for name, said in more.items())
    origin = f"  from:\n    source: {source}\n    exact: {exact}\n"
    return f"{key}:\n  subject: guard\n  property: {prop}\n{keys}  value: {value}\n{origin}"


def contested(key, prop, *readings, when=""):
    said = "".join(
        f"    {name}:\n      value: {value}\n"
        + (f"      scope: {scope}\n" if scope else "")
        + f"      from:\n        source: {source}\n        exact: {exact}\n"
        for name, value, exact, source, scope in readings
    )
    return (
        f"{key}:\n  subject: guard\n  property: {prop}\n"
        + (f"  when: {when}\n" if when else "")
        + f"  readings:\n{said}"
    )


def derived(key, value, how, *of, factor=""):
    listed = "".join(f"      - {one}\n" for one in of)
    said = f"    {how}:\n{listed}" + (f"    factor: {factor}\n" if factor else "")
    return f"{key}:\n  subject: guard\n  property: {key}\n  value: {value}\n  derived:\n{said}"


def resolved(tmp_path, facts, blocks="  - text: It is so.\n"):
    """Check a small project; give what is resolved and the messages."""
    files = {
        "dossier/chapters/01.yaml": f"title: The guard\nid: guard-chapter\nblocks:\n{blocks}",
        "dossier/facts.yaml": facts,
        "dossier/names.yaml": NAMES,
        "dossier/sources.yaml": SOURCE.format(key="town", siglum="T", reads="wiki-text", kind="report")
        + SOURCE.format(key="blog", siglum="B", reads="plain", kind="opinion"),
        "seeds/town.txt": TOWN,
        "seeds/blog.txt": BLOG,
    }
    fences = "".join(f"```yaml {path}\n{body}```\n\n" for path, body in files.items())
    document = tmp_path / "case.md"
    document.write_text(f"# Case\n\n{fences}```text\n```\n")
    proof = build.check(Memory(casebook.read(document).files))
    assert proof.resolved is not None, [said.message for said in proof.diagnostics]
    return proof.resolved, proof.diagnostics


def codes(diagnostics):
    ours = ("fact", "deriv", "value", "reading")
    return sorted(said.code for said in diagnostics if said.code.startswith(ours))


def in_sentence(found):
    """Give the fact values of the first text."""
    flow = next(block.content for block in found.chapters[0].blocks if isinstance(block.content, TextFlow))
    return [
        inline
        for part in flow.flow
        if isinstance(part, Para)
        for inline in part.inlines
        if isinstance(inline, FactValue)
    ]


TEXT = "  - text: It was {fact:%s}.\n"
REGIMENT = fact("regiment", "strength", "about 12,000", "had about 12,000 men")
LETTER = fact("letter", "strength", "9,204", "counts 9,204 men")
FORMED = fact("formed", "formed", "28 January 1945", "formed on 28 January 1945")
INHABITANTS = fact("inhabitants", "inhabitants", "11,856", "counted 11,856 inhabitants")


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────


def test_two_facts_that_contradict_each_other_are_one_dispute(tmp_path):
    found, said = resolved(tmp_path, FORMED + REGIMENT + LETTER)
    (dispute,) = found.ledger
    assert dispute.facts == ("regiment", "letter")
    assert (dispute.subject, dispute.property) == ("The Guard", "strength")
    assert [(one.id, one.value) for one in dispute.readings] == [
        ("regiment", "about 12,000"),
        ("letter", "9,204"),
    ]
    assert all(one.quotation and one.call is None for one in dispute.readings)
    assert dispute.within
    assert not dispute.scope_only
    assert codes(said) == ["facts-disagree"]


def test_a_dispute_between_two_sources_is_not_within_one(tmp_path):
    found, _ = resolved(tmp_path, REGIMENT + fact("blog", "Strength", "9,204", "9,204 men followed", "blog"))
    assert not found.ledger[0].within


def test_disputes_stand_in_the_order_of_the_file(tmp_path):
    first = contested(
        "who",
        "leader",
        ("town", "Jan Novak", "led by Jan Novak", "town", ""),
        ("blog", "cowards", "They were cowards", "blog", ""),
        when="1945",
    )
    found, said = resolved(tmp_path, REGIMENT + first + LETTER)
    assert [dispute.facts for dispute in found.ledger] == [("regiment", "letter"), ("who",)]
    assert [one.id for one in found.ledger[1].readings] == ["town", "blog"]
    assert found.ledger[1].when == "1945"
    assert codes(said) == ["facts-disagree"]


def test_a_declared_difference_of_scope_is_a_dispute_of_scope_only(tmp_path):
    scoped = LETTER.replace("  value", "  scope: the letter's company\n  value")
    whole = REGIMENT.replace("  value", "  scope: the regiment\n  value")
    found, said = resolved(tmp_path, whole + scoped, TEXT % "regiment")
    (dispute,) = found.ledger
    assert dispute.scope_only
    assert [one.scope for one in dispute.readings] == ["the regiment", "the letter's company"]
    assert codes(said) == []


def test_a_scope_on_one_of_two_facts_hides_no_contradiction(tmp_path):
    scoped = LETTER.replace("  value", "  scope: the letter's company\n  value")
    found, said = resolved(tmp_path, REGIMENT + scoped)
    assert not found.ledger[0].scope_only
    assert codes(said) == ["facts-disagree"]
    (warned,) = (one for one in said if one.code == "facts-disagree")
    assert "or declare with `scope:` on `regiment`, too, what it holds for" in warned.hints


def test_a_scope_on_one_of_two_facts_that_agree_is_no_dispute(tmp_path):
    other = fact("blog", "strength", "9,204", "9,204 men followed", "blog", scope="those who followed")
    found, said = resolved(tmp_path, LETTER + other, TEXT % "blog")
    assert found.ledger == ()
    assert codes(said) == []
    assert not in_sentence(found)[0].single_source


def test_readings_of_different_scopes_are_a_dispute_of_scope_only(tmp_path):
    fields = [("whole", "about 12,000", "had about 12,000 men", "town", "the regiment")]
    other = ("part", "9,204", "counts 9,204 men", "town")
    found, _ = resolved(tmp_path, contested("strength", "strength", *fields, (*other, "the company")))
    assert found.ledger[0].scope_only
    found, _ = resolved(tmp_path, contested("strength", "strength", *fields, (*other, "the regiment")))
    assert not found.ledger[0].scope_only
    found, said = resolved(tmp_path, contested("strength", "strength", *fields, (*other, "")))
    assert found.ledger[0].scope_only  # readings are declared contested: one scope tells what differs
    assert codes(said) == []


def test_a_contradiction_of_facts_that_are_used_is_told_once_with_both_passages(tmp_path):
    blocks = "  - text: It was {fact:regiment}, or {fact:letter}.\n" + TEXT % "regiment"
    _, said = resolved(tmp_path, REGIMENT + LETTER, blocks)
    first, *others = [one for one in said if one.code.startswith("fact")]
    assert {one.code for one in (first, *others)} == {"fact-contested"}
    assert [label.span.path for label in first.related] == ["dossier/facts.yaml", "seeds/town.txt"] * 2
    assert len(first.hints) == 3
    assert [(one.related, len(one.hints)) for one in others] == [((), 1)] * 2


def test_facts_that_agree_or_speak_of_other_times_are_no_dispute(tmp_path):
    other = fact("blog-day", "formed", "28 January 1945", "It was 28 January 1945", "blog")
    dated = LETTER.replace("  value", "  when: 1944\n  value")
    whole = REGIMENT.replace("  value", "  when: May 1945\n  value")
    found, said = resolved(tmp_path, FORMED + other + dated + whole)
    assert found.ledger == ()
    assert codes(said) == []


def test_a_time_less_exact_is_the_same_time(tmp_path):
    dated = LETTER.replace("  value", "  when: 1945\n  value")
    whole = REGIMENT.replace("  value", "  when: May 1945\n  value")
    found, said = resolved(tmp_path, dated + whole)
    assert len(found.ledger) == 1
    assert codes(said) == ["facts-disagree"]


def test_three_facts_that_disagree_are_one_dispute_each_told_once(tmp_path):
    third = fact("sappers", "strength", "24", "had 24 men")
    found, said = resolved(tmp_path, REGIMENT + LETTER + third)
    assert [dispute.facts for dispute in found.ledger] == [("regiment", "letter", "sappers")]
    assert codes(said) == ["facts-disagree", "facts-disagree"]


def test_a_fact_against_readings_joins_their_dispute(tmp_path):
    readings = contested(
        "readings",
        "strength",
        ("whole", "about 12,000", "had about 12,000 men", "town", ""),
        ("part", "9,204", "counts 9,204 men", "town", ""),
    )
    third = fact("sappers", "strength", "24", "had 24 men")
    found, said = resolved(tmp_path, readings + third, TEXT % "readings/part")
    (dispute,) = found.ledger
    assert [one.id for one in dispute.readings] == ["readings/whole", "readings/part", "sappers"]
    assert codes(said) == ["facts-disagree"]


def test_a_value_that_is_refused_disagrees_with_nothing(tmp_path):
    wrong = fact("wrong", "strength", "9,205", "counts 9,204 men")
    found, said = resolved(tmp_path, REGIMENT + wrong)
    assert found.ledger == ()
    assert codes(said) == ["value-not-in-passage"]


# ── a value in a sentence ───────────────────────────────────────────────────────────────────────────


def test_a_value_of_one_opinion_alone_is_attributed_to_it(tmp_path):
    found, _ = resolved(
        tmp_path, fact("moral", "morale", "cowards", "They were cowards", "blog"), TEXT % "moral"
    )
    (value,) = in_sentence(found)
    assert (value.attribution, value.single_source, value.uncited) == ("B", True, False)
    assert value.passage is not None
    assert value.passage.source == "blog"


def test_a_value_of_an_opinion_that_another_source_shares_is_not(tmp_path):
    both = FORMED + fact("blog-day", "formed", "28 January 1945", "It was 28 January 1945", "blog")
    for use in ("formed", "blog-day"):
        (value,) = in_sentence(resolved(tmp_path, both, TEXT % use)[0])
        assert (value.attribution, value.single_source) == ("", False)


def test_a_reading_that_another_source_shares_has_two(tmp_path):
    readings = contested(
        "day",
        "formed",
        ("town", "28 January 1945", "formed on 28 January 1945", "town", ""),
        ("blog", "28 January 1945", "It was 28 January 1945", "blog", ""),
        ("other", "cowards", "They were cowards", "blog", ""),
    )
    for use, shared in (("day/blog", True), ("day/town", True), ("day/other", False)):
        (value,) = in_sentence(resolved(tmp_path, readings, TEXT % use)[0])
        assert value.single_source is not shared
        assert value.attribution == ("" if shared else "B")


def test_a_value_that_its_source_marks_is_uncited(tmp_path):
    (value,) = in_sentence(resolved(tmp_path, REGIMENT, TEXT % "regiment")[0])
    assert value.uncited
    (value,) = in_sentence(resolved(tmp_path, FORMED, TEXT % "formed")[0])
    assert not value.uncited
    assert value.single_source
    assert value.attribution == ""


# ── what is worked out ──────────────────────────────────────────────────────────────────────────────

WHOLE = derived("whole", "21,060", "sum", "inhabitants", "men")
MEN = fact("men", "men in the letter", "9,204", "counts 9,204 men")


def test_a_derived_value_cites_all_that_it_goes_back_to(tmp_path):
    blocks = TEXT % "more" + "  - facts: [more]\n"
    more = derived("more", "about 33,000", "sum", "whole", "regiment")
    found, said = resolved(tmp_path, INHABITANTS + MEN + WHOLE + more + REGIMENT, blocks)
    assert codes(said) == []
    (value,) = in_sentence(found)
    assert (value.text, value.uncited, value.passage) == ("about 33,000", True, None)
    (sheet,) = (block.content for block in found.chapters[0].blocks if isinstance(block.content, FactSheet))
    (reading,) = sheet.facts[0].readings
    assert reading.derived == "21,060 + about 12,000 = 33,060"
    assert reading.call is not None
    assert len(reading.call.body[0].cites) == 3


@pytest.mark.parametrize(
    ("value", "how", "of", "factor"),
    [
        ("21,060", "sum", ("inhabitants", "men"), ""),
        ("about 21,000", "sum", ("inhabitants", "men"), ""),
        ("about 20,000", "sum", ("inhabitants", "men"), ""),
        ("more than 20,000", "sum", ("inhabitants", "men"), ""),
        ("21,000–22,000", "sum", ("inhabitants", "range"), ""),
        ("2,652", "difference", ("inhabitants", "men"), ""),
        ("about 100", "difference", ("regiment", "inhabitants"), ""),
        ("9,818.9", "conversion", ("men",), "1.0668"),
        ("about 9,800", "conversion", ("men",), "1.0668"),
    ],
)
def test_what_is_typed_agrees_with_what_is_worked_out_to_its_own_precision(tmp_path, value, how, of, factor):
    facts = INHABITANTS + MEN + REGIMENT + derived("it", value, how, *of, factor=factor)
    facts += "range:\n  subject: guard\n  property: x\n  value: 9,144–10,144\n  editorial: ours\n"
    wrong = ["derivation-wrong"] if value == "9,818.9" else []
    assert codes(resolved(tmp_path, facts)[1]) == wrong


@pytest.mark.parametrize(
    ("value", "how", "of", "says"),
    [
        ("21,061", "sum", ("inhabitants", "men"), "11,856 + 9,204 = 21,060, not 21,061"),
        ("about 22,000", "sum", ("inhabitants", "men"), "11,856 + 9,204 = 21,060, not 22,000"),
        ("more than 21,060", "sum", ("inhabitants", "men"), "11,856 + 9,204 = 21,060, not > 21,060"),
        ("2,652", "difference", ("men", "inhabitants"), "9,204 − 11,856 = −2,652, not 2,652"),
        ("21,204", "sum", ("regiment", "men"), "`about 12,000` is approximate"),
        ("60", "difference", ("over", "over"), "`> 60 − > 60` has no bounds"),
        ("120", "sum", ("over", "over"), "> 60 + > 60 = > 120, not 120"),
    ],
)
def test_arithmetic_that_does_not_come_out_is_shown(tmp_path, value, how, of, says):
    facts = INHABITANTS + MEN + REGIMENT + derived("it", value, how, *of)
    facts += "over:\n  subject: guard\n  property: x\n  value: more than 60\n  editorial: ours\n"
    _, said = resolved(tmp_path, facts, TEXT % "it")
    (wrong,) = [one for one in said if one.severity is Severity.ERROR]
    assert wrong.code == "derivation-wrong"
    assert wrong.message.startswith(says)


@pytest.mark.parametrize(
    ("operand", "told"),
    [
        (fact("men", "x", "9,205", "counts 9,204 men"), "value-not-in-passage"),
        (fact("men", "x", "9,204", "counts no men"), "quotation-not-found"),
        (derived("men", "9,205", "conversion", "letter", factor="1"), "derivation-wrong"),
    ],
)
def test_of_what_is_made_from_a_refused_value_nothing_is_told(tmp_path, operand, told):
    _, said = resolved(tmp_path, INHABITANTS + LETTER + operand + WHOLE)
    assert [one.code for one in said if one.severity is Severity.ERROR] == [told]


def test_a_sum_of_a_year_says_how_it_is_made_a_number(tmp_path):
    year = "men:\n  subject: guard\n  property: x\n  value: 1204\n  editorial: ours\n"
    _, said = resolved(tmp_path, INHABITANTS + year + derived("whole", "13,060", "sum", "inhabitants", "men"))
    (wrong,) = [one for one in said if one.severity is Severity.ERROR]
    assert wrong.hints[0] == "if it is a number, declare `kind: number` on `men`"
    numbered = year.replace("  value", "  kind: number\n  value")
    whole = derived("whole", "13,060", "sum", "inhabitants", "men")
    assert codes(resolved(tmp_path, INHABITANTS + numbered + whole)[1]) == []


def test_a_date_of_no_calendar_is_told_once(tmp_path):
    _, said = resolved(
        tmp_path, fact("day", "formed", "1945-13-45", "formed on 28 January 1945", kind="date")
    )
    assert [one.code for one in said if one.severity is Severity.ERROR] == ["value-kind"]


def test_a_long_chain_of_derivations_is_worked_out(tmp_path):
    chain = "".join(
        derived(f"d{at}", "21,060", "conversion", f"d{at - 1}", factor="1") for at in range(1, 1500)
    )
    found, said = resolved(tmp_path, INHABITANTS + MEN + WHOLE.replace("whole", "d0") + chain, TEXT % "d1499")
    assert codes(said) == []
    assert in_sentence(found)[0].text == "21,060"


def test_many_facts_that_all_disagree_are_told_in_seconds(tmp_path):
    own = "".join(
        f"f{at}:\n  subject: guard\n  property: strength\n  value: '{at}'\n  editorial: ours\n"
        for at in range(1000)
    )
    began = time.perf_counter()
    found, said = resolved(tmp_path, own)
    assert time.perf_counter() - began < 10
    assert len(found.ledger) == 1
    assert len(found.ledger[0].readings) == 1000
    assert codes(said) == ["facts-disagree"] * 999
