"""A dossier in other languages: translated chapters, what they share, and what numbers they have."""

import re

import pytest

import casebook
from roa_dossier import build, editions, parse, read, render, resolve, traces
from roa_dossier.build import enclosed, orders
from roa_dossier.frozen import replace
from roa_dossier.model.chapter import FactValue, Quotation
from roa_dossier.model.outline import Edition
from roa_dossier.model.within import every
from roa_dossier.world import Memory, Refused

FILES = {
    "dossier.yaml": """name: sample
title: A town
subtitle: What is said of it
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
editions:
  print:
    paper: A4
  german:
    language: de-AT
    title: Eine Stadt
    note-series: two
  again:
    from: german
    language: de
""",
    "sources.yaml": casebook.base()["dossier/sources.yaml"].decode()
    + "  assessment: |\n    An unsigned account.\n",
    "facts.yaml": """people:
  subject: town-name
  property: inhabitants
  when: 1910
  value: 11,856
  from:
    source: town
    exact: In 1910 it counted 11,856 inhabitants
""",
    "names.yaml": "town-name:\n  name: The Town\n  kind: place\n",
    "chapters/01.yaml": """title: The fire
id: fire
blocks:
  - text: |
      It says "The mill burned down" [@town].^[A word of ours.]
    hide: again
  - text: |
      It counted {fact:people}; see {ref:known}.
  - id: known
    title: What is known
    table:
      columns:
        - What
      rows:
        - - Fire
""",
    "chapters/01.de.yaml": """title: Der Brand
blocks:
  - text: |
      Es heißt "The mill burned down" [@town].^[Ein Wort von uns.]
  - text: |
      Sie zählte {fact:people}; siehe {ref:known}.
  - id: known
    title: Was bekannt ist
    table:
      columns:
        - Was
      rows:
        - - Brand
""",
    "chapters/02.yaml": """title: The bridge
id: bridge
blocks:
  - text: |
      It's said that "The bridge was built in three years" [@town].
""",
}


def world(**changed):
    files = {f"dossier/{name}": text.encode() for name, text in {**FILES, **changed}.items() if text}
    return Memory(casebook.with_digests(casebook.base() | files))


@pytest.fixture(scope="module")
def proof():
    found = build.check(world())
    assert not found.diagnostics, found.diagnostics
    return found


def test_what_an_edition_is_made_of(proof):
    assert list(proof.variants) == ["de-AT", "de"]
    german = proof.of(editions.of(proof.outline, "german"))
    assert (german.outline.language, german.outline.written) == ("de-AT", "en-GB")
    assert [str(chapter.title) for chapter in german.outline.chapters] == ["Der Brand", "The bridge"]
    assert [chapter.language for chapter in german.outline.chapters] == ["", "en-GB"]
    assert [str(chapter.id) for chapter in german.outline.chapters] == ["fire", "bridge"]
    assert proof.of(editions.of(proof.outline)) is proof
    assert proof.of(Edition("other")) is proof


def test_no_chapter_that_is_hidden_travels_in_any_language():
    part = "  part:\n    language: de\n    hide:\n      - fire\n"
    changed = world(**{"dossier.yaml": FILES["dossier.yaml"] + part})
    proof = build.check(changed)
    edition = editions.of(proof.outline, "part")
    german = proof.of(edition)
    shown = editions.shown(german.resolved, edition)
    taken = enclosed.files(changed, german.outline, german.sources, german.resolved, shown)
    names = {one.name for one in taken}
    assert names == {f"dossier/{name}.yaml" for name in ("chapters/02", "dossier", "names", "sources")}


def test_titles_are_the_editions(proof):
    printed = editions.printed(proof.outline, editions.of(proof.outline, "german"))
    assert (str(printed.title), printed.subtitle) == ("Eine Stadt", None)
    assert str(editions.printed(proof.outline, editions.of(proof.outline)).subtitle) == "What is said of it"


def test_a_translation_is_hidden_where_its_original_is(proof):
    again = editions.of(proof.outline, "again")
    whole = proof.of(again).resolved
    assert len(editions.shown(whole, again).chapters[0].blocks) == len(whole.chapters[0].blocks) - 1


def test_numbers_are_the_same_and_words_are_not(proof):
    german = proof.of(editions.of(proof.outline, "german")).apparatus
    assert {key: mark.number for key, mark in german.notes.items()} == {
        key: mark.number for key, mark in proof.apparatus.notes.items()
    }
    assert (proof.apparatus.labels["known"], german.labels["known"]) == ("Table 1.1", "Tabelle 1.1")


def test_facts_are_read_in_the_language_they_are_written_in(proof):
    (fact,) = every(FactValue, proof.of(editions.of(proof.outline, "german")).resolved)
    assert fact.text == "11,856"


def test_every_run_is_in_the_language_it_is_in(proof):
    edition = editions.of(proof.outline, "german")
    german = proof.of(edition)
    assert [each.language for each in every(Quotation, german.resolved)] == ["en-GB", ""]
    outline = editions.printed(german.outline, edition)
    template = world().template
    made = render.manuscripts(outline, german.resolved, german.apparatus, german.sources, template).value
    html = {one.id: one.html for one in made}
    assert '<section class="manuscript chapter" id="fire" lang="de-AT"' in html["fire"]
    assert re.search(r'„<span class="quoted[^>]*lang="en-GB"', html["fire"])
    assert 'lang="en-GB"' in html["bridge"] and "It’s" in html["bridge"]
    assert re.search(r'“<span class="quoted"[^>]*>The bridge', html["bridge"])
    assert re.search(r'<p lang="en-GB">An unsigned', "".join(html.values()))


def test_its_mistakes_stand_in_its_own_file_and_are_told_once():
    broken = FILES["chapters/01.de.yaml"].replace("mill burned down", "mill fell down")
    found = build.check(world(**{"chapters/01.de.yaml": broken}))
    assert [(one.code, one.primary.span.path) for one in found.diagnostics] == [
        ("quotation-not-found", "dossier/chapters/01.de.yaml")
    ]


def test_a_translation_that_cannot_be_read_spoils_no_reference():
    found = build.check(world(**{"chapters/01.de.yaml": "title: [\n"}))
    assert {one.primary.span.path for one in found.diagnostics} == {"dossier/chapters/01.de.yaml"}


def test_the_translation_for_a_region_goes_before_that_for_the_language():
    regional = FILES["chapters/01.de.yaml"].replace("Der Brand", "Die Feuersbrunst")
    found = build.check(world(**{"chapters/01.de-AT.yaml": regional}))
    assert [str(each.outline.chapters[0].title) for each in found.variants.values()] == [
        "Die Feuersbrunst",
        "Der Brand",
    ]
    assert {"dossier/chapters/01.de.yaml", "dossier/chapters/01.de-AT.yaml"} <= set(found.texts)


def test_an_edition_in_the_dossiers_own_language_is_no_variant():
    own = FILES["dossier.yaml"].replace("de-AT", "en-GB").replace("language: de\n", "language: en-GB\n")
    assert build.check(world(**{"dossier.yaml": own})).variants == {}


def test_all_editions_share_what_is_read_and_proved(monkeypatch):
    """Sources and the outline are read once, and every language is resolved once, whatever is made of it."""
    counted = []

    def counting(name, plain):
        def counts(*given, **named):
            counted.append(name)
            return plain(*given, **named)

        return counts

    for module, name in ((parse, "outline"), (parse, "variant"), (read, "source"), (resolve, "dossier")):
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    made = []
    monkeypatch.setattr(
        build, "_made", lambda world, shop, proof, order, progress: made.append(order.edition.key)
    )
    build.build_all(world())
    assert made == ["print", "german", "again"]
    assert sorted(counted) == ["dossier"] * 3 + ["outline", "source"] + ["variant"] * 2


def test_an_edition_whose_sheets_cannot_be_written_writes_no_pages(monkeypatch):
    own = FILES["dossier.yaml"].replace("    paper: A4\n", "    impose: booklet\n")
    there = world(**{"dossier.yaml": own})

    def ready(self, path):
        if path.endswith("-sheets.pdf"):
            raise Refused("output-refused", f"`{path}` is a symbolic link, which is not written through")

    monkeypatch.setattr(Memory, "ready", ready)
    built = build.build(there)
    assert [one.code for one in built.diagnostics] == ["output-refused"]
    assert (built.output, there.written) == ("", {})


def test_letters_are_told_in_the_evidence(proof):
    german = proof.of(editions.of(proof.outline, "german"))
    outline = replace(german.outline, note_series="two")
    order = orders.Order(editions.of(proof.outline, "german"))
    apparatus = build._numbered(world(), german, order, german.resolved, [])
    found = traces.of(outline, german.resolved, apparatus, german.sources, None)["notes"]
    assert [(one["number"], one.get("letter")) for one in found] == [(1, None), (1, "a"), (1, "a")]
    assert traces.read(traces.written(traces.of(outline, german.resolved, apparatus, german.sources, None)))
