"""What travels in a PDF: no more of the outline and the snapshots than its edition shows."""

import pytest

import casebook
from roa_dossier import build, editions
from roa_dossier.build import enclosed
from roa_dossier.world import Memory

DOSSIER = """name: sample
title: Sample
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
editions:
  print:
    hide:
      - pack
  blanked:
    gaps: blank
  key:
    show:
      - answers
"""
PLAIN = """title: One
id: one
blocks:
  - text: |
      In that year "The mill burned down" [@town: The mill burned down in April 1915].
"""
PACK = """title: Pack
id: pack
blocks:
  - text: |
      It counted [few]{gap} people, {fact:people} of them.
  - tasks:
      - question: When was it?
        answer: In the spring.
"""
FACTS = """people:
  subject: town-name
  property: inhabitants
  value: 11,856
  from:
    source: town
    exact: In 1910 it counted 11,856 inhabitants
"""
NAMES = """town-name:
  name: The Town
  kind: place
"""
SHARED = {"dossier/dossier.yaml", "dossier/names.yaml", "dossier/sources.yaml"}
ONE, TWO = "dossier/chapters/01.yaml", "dossier/chapters/02.yaml"
FACT, SEED = "dossier/facts.yaml", "seeds/town.txt"


@pytest.fixture(scope="module")
def proved():
    files = casebook.base() | {
        "dossier/dossier.yaml": DOSSIER.encode(),
        ONE: PLAIN.encode(),
        TWO: PACK.encode(),
        FACT: FACTS.encode(),
        "dossier/names.yaml": NAMES.encode(),
    }
    described = files["dossier/sources.yaml"].decode()
    licence = "  kind: report\n  licence:\n    id: CC0\n    basis: stated\n"
    files["dossier/sources.yaml"] = described.replace("  kind: report\n", licence).encode()
    world = Memory(casebook.with_digests(files))
    proof = build.check(world)
    assert not proof.refused, proof.diagnostics
    return world, proof


@pytest.mark.parametrize(
    ("edition", "only", "taken"),
    [
        ("key", None, {*SHARED, FACT, ONE, TWO, SEED}),
        ("key", "one", {*SHARED, FACT, ONE, SEED}),
        ("print", None, {*SHARED, ONE, SEED}),
        ("blanked", None, {ONE}),
        ("blanked", "one", {ONE}),
        ("blanked", "pack", set()),
    ],
    ids=lambda given: f"{len(given)} files" if isinstance(given, set) else str(given),
)
def test_what_travels_is_what_is_shown(proved, edition, only, taken):
    world, proof = proved
    shown = editions.shown(proof.resolved, editions.of(proof.outline, edition))
    found = enclosed.files(world, proof.outline, proof.sources, proof.resolved, shown, only)
    assert {one.name for one in found} == taken
    assert enclosed.sources(proof.outline, found) == ({"town"} if SEED in taken else set())
