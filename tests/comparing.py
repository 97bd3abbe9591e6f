"""A small dossier with facts, notes, a contested point and a source that has references of its own."""

import hashlib
from functools import cache

from roa_dossier import build, traces
from roa_dossier.world import Memory

TOWN = """The Town

The town lies on the river. In 1910 it counted 11,856 inhabitants.[1] In 1920 it counted 9,204.

The bridge was built in three years.[2] It stood for long.

The mill burned down in April 1915.[ citation needed ] It was rebuilt the next year.

The bridge was opened on 13 April 1908.[2]

References

  1. The Mayor's Book
  2. The Bridge and its Builders
"""
GUARD = """The night watch had eight men. In 1910 the town counted 12,000 inhabitants.
"""
DOSSIER = """name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
"""
SOURCES = """town:
  file: seeds/town.txt
  sha256: {town}
  siglum: T
  reads-as: wiki-text
  standing: secondary
  kind: report
  reference:
    type: document
    title: The Town
    language: en
guard:
  file: seeds/guard.txt
  sha256: {guard}
  siglum: G
  reads-as: plain
  standing: primary
  kind: memoir
  reference:
    type: document
    title: The Guard
    language: en
"""
NAMES = """town:
  name: the town
  kind: place
"""
FACTS = """opened:
  subject: town
  property: opening of the bridge
  value: 13 April 1908
  from:
    source: town
    exact: opened on 13 April 1908
inhabitants:
  subject: town
  property: inhabitants
  when: 1910
  readings:
    town:
      value: 11,856
      from:
        source: town
        exact: In 1910 it counted 11,856 inhabitants
    guard:
      value: 12,000
      from:
        source: guard
        exact: the town counted 12,000 inhabitants
"""
ONE = """title: The bridge
id: bridge
blocks:
  - text: |
      The bridge "was built in three years" [@town] and opened on {fact:opened}.^[A note of ours.]
  - quote:
      source: town
      exact: The mill burned down in April 1915.
  - contested: inhabitants
"""
TWO = """title: The watch
id: watch
blocks:
  - text: |
      They kept "eight men" [@guard] by the river [@town: The town lies on the river].
"""


def files(**changed):
    """Give the project's files; `town`, `guard`, `facts`, `one`, … stand for those that differ."""
    given = {"town": TOWN, "guard": GUARD, "dossier": DOSSIER, "sources": SOURCES} | {
        "names": NAMES,
        "facts": FACTS,
        "one": ONE,
        "two": TWO,
    }
    assert changed.keys() <= given.keys()
    given |= changed
    digests = {name: hashlib.sha256(given[name].encode()).hexdigest() for name in ("town", "guard")}
    return {
        "seeds/town.txt": given["town"],
        "seeds/guard.txt": given["guard"],
        "dossier/dossier.yaml": given["dossier"],
        "dossier/sources.yaml": given["sources"].format(**digests),
        "dossier/names.yaml": given["names"],
        "dossier/facts.yaml": given["facts"],
        "dossier/chapters/01.yaml": given["one"],
        "dossier/chapters/02.yaml": given["two"],
    }


def swap(text, old, new):
    """Change words that are there."""
    assert old in text
    return text.replace(old, new)


def proof(**changed):
    """Check the project; it must be without errors."""
    found = build.check(Memory(files(**changed)))
    assert not found.refused, found.diagnostics
    return found


def trace(**changed):
    """Give the trace of the project, made once; it is not to be changed."""
    return _trace(tuple(sorted(changed.items())))


@cache
def _trace(changed):
    found = proof(**dict(changed))
    return traces.of(found.outline, found.resolved, found.apparatus, found.sources)


def write(root, **changed):
    """Write the project to disk."""
    for path, text in files(**changed).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root
