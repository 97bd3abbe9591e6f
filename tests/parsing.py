"""A small outline in memory, to be changed file by file, and what parsing it says."""

from roa_dossier.locate import Lines
from roa_dossier.parse import outline
from roa_dossier.world import Memory

DOSSIER = """\
name: sample
title: A sample
language: en-GB
date: 2026-11-21
chapters:
  - chapters/01.yaml
editions:
  print:
    paper: A5
    sides: one
"""
SOURCES = f"""\
town:
  file: seeds/town.txt
  sha256: {"a" * 64}
  siglum: T
  reads-as: plain
  standing: secondary
  kind: reference
  assessment: |
    Unsigned *and* undated.
  licence:
    id: CC-BY-SA-4.0
    basis: editorial
  reference:
    type: webpage
    title: The town
    language: en
    issued: 2012-07-30
    author:
      - family: Meier
        given: Anna
  passed-over:
    - exact: Skip to content
      reason: furniture
"""
WORKS = """\
jurado:
  reference:
    type: book
    title: The German Freikorps
    language: en
    issued: 2001
  known-through:
    - source: town
      reference: 7
    - source: town
      note: b
  seen: no
  remark: a bare title
"""
FACTS = """\
strength:
  subject: roa
  property: strength
  when: 1945-04
  unit: men
  value: 120,000–130,000
  from:
    source: town
    exact: 120,000–130,000 (April 1945)
commander:
  subject: roa
  property: commander
  readings:
    narrative:
      value: Mikhail Meandrov
      from:
        source: town
        exact: General Mikhail Meandrov
    ours:
      value: Grigory Zverev
      editorial: read off the order of battle
"""
NAMES = """\
roa:
  name: Russian Liberation Army
  short: ROA
  kind: body
  original: Русская освободительная армия
  language: ru
  from:
    source: town
    exact: Русская освободительная армия
  variants:
    - Vlasov army
"""
CHAPTER = """\
title: One
id: one
blocks:
  - text: |
      Words.
"""

FILES = {
    "dossier/dossier.yaml": DOSSIER,
    "dossier/sources.yaml": SOURCES,
    "dossier/works.yaml": WORKS,
    "dossier/facts.yaml": FACTS,
    "dossier/names.yaml": NAMES,
    "dossier/chapters/01.yaml": CHAPTER,
}


def parsed(changes=None):
    """Parse the sample with files changed (text or bytes) or taken away (None); keys without `dossier/`."""
    files = {**FILES, **{f"dossier/{name}": text for name, text in (changes or {}).items()}}
    return outline(Memory({name: _bytes(text) for name, text in files.items() if text is not None})), files


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8")


def told(changes=None):
    """Give what parsing says, as `path:line:column code`, paths without `dossier/`."""
    checked, files = parsed(changes)
    return [_line(diagnostic, files) for diagnostic in checked.diagnostics]


def _line(diagnostic, files):
    assert diagnostic.primary is not None
    span = diagnostic.primary.span
    raw = files.get(span.path) or ""
    text = raw.decode("utf-8-sig", "replace") if isinstance(raw, bytes) else raw
    lines = Lines.of(text)
    place = f"{lines.line(span.start)}:{lines.column(span.start)}"
    return f"{span.path.removeprefix('dossier/')}:{place} {diagnostic.code}"


def chapter(blocks):
    """Give a chapter file of blocks, the first of which begins in line 3."""
    return "title: One\nblocks:\n" + blocks


def in_text(words):
    """Give a chapter with running text, whose first character is 4:7."""
    body = "".join(f"      {line}\n" if line else "\n" for line in words.split("\n"))
    return chapter(f"  - text: |\n{body}")


def prose_of(words):
    """Give the paragraphs and lists of running text, which must be without mistakes."""
    checked, _ = parsed({"chapters/01.yaml": in_text(words)})
    assert checked.diagnostics == ()
    return checked.value.chapters[0].blocks[0].content.prose
