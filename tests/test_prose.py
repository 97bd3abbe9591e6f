"""Our own words: what counts as borrowed and what as supported, and how long it takes in long sources."""

# ruff: noqa: E501 -- the paragraphs are as long as a source has them

from __future__ import annotations

import random
import time

import pytest

from casebook import with_digests
from roa_dossier import build
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.evidence import Ground
from roa_dossier.locate import Lines
from roa_dossier.model.outline import Words
from roa_dossier.model.source import Block, PartKind, Source
from roa_dossier.resolve.desk import Desk, Library
from roa_dossier.resolve.prose.borrowed import say_borrowed, theirs
from roa_dossier.resolve.prose.stretches import Ours, Stretch
from roa_dossier.text import Text
from roa_dossier.world import Memory

SOURCE = """The Town

The first bridge of the town was built by three brothers from the hills in the wet spring of 1871.

On 14 September 1943 it was blown up, and 11,856 people had to go round by the ford; a report of 3.10.44 has 12 of them drowned, in 1944–45. The Town Guard under Captain Kern held the other bank until 8/9 May.

Мост открыт 13 апреля 1908 года.
"""
NAMES = """guard:
  name: 44th Town Guard
  short: Guard
  kind: unit
kern:
  name: Ivan Kern
  kind: person
"""


def checked(text: str, source: str = SOURCE, names: str = NAMES) -> tuple[Diagnostic, ...]:
    """Check one paragraph of ours against one source."""
    files = {
        "dossier/dossier.yaml": "name: s\ntitle: S\nlanguage: en-GB\nchapters:\n  - chapters/01.yaml\n",
        "dossier/chapters/01.yaml": f"title: One\nid: one\nblocks:\n  - text: |\n      {text}\n",
        "dossier/names.yaml": names,
        "dossier/sources.yaml": (
            "town:\n  file: seeds/town.txt\n  sha256: {digest:seeds/town.txt}\n  siglum: T\n"
            "  reads-as: plain\n  standing: secondary\n  kind: report\n  reference:\n"
            "    type: document\n    title: The Town\n    language: en\n"
        ),
        "seeds/town.txt": source,
    }
    proof = build.check(Memory(with_digests({path: told.encode() for path, told in files.items()})))
    assert not proof.refused, proof.diagnostics
    return proof.diagnostics


def told(text: str, code: str) -> list[str]:
    """Give the words of ours that messages of a code point at."""
    said = checked(text)
    assert {one.code for one in said} <= {code}
    typed = f"title: One\nid: one\nblocks:\n  - text: |\n      {text}\n"
    return [typed[one.primary.span.start : one.primary.span.stop] for one in said if one.primary]


@pytest.mark.parametrize(
    ("text", "borrowed"),
    [
        ("It was built by three brothers from the hills.", "was built by three brothers from the hills"),
        ("WAS BUILT BY – three brothers, from ‘the’ hills!", "WAS BUILT BY – three brothers, from ‘the’ hills"),
        ("It was built by three brothers from hills.", ""),
        ("It was built by three cousins from the hills in the wet spring.", ""),
        ("It was built *by three brothers from the hills* then.", ""),
        ("It was **built by three brothers** from the hills.", "was **built by three brothers** from the hills"),
        ("It was built by three\\\nbrothers from the hills.", "was built by three\\\n      brothers from the hills"),
        ("Built by three brothers from the hills in the.", "Built by three brothers from the hills in the"),
    ],
)  # fmt: skip
def test_eight_words_in_a_row_are_borrowed(text: str, borrowed: str) -> None:
    assert told(text.replace("\n", "\n      "), "words-unquoted") == ([borrowed] if borrowed else [])


def test_a_run_ends_where_the_paragraph_of_the_source_ends() -> None:
    assert told("In the wet spring of this year. On September it was blown up, and", "words-unquoted") == []


def test_names_neither_count_nor_part_a_run() -> None:
    # six words of the source, beside Town, Guard, Captain and Kern
    names = NAMES.replace("Ivan Kern", "Captain Kern")
    assert not checked("The Town Guard under Captain Kern held the other bank until dawn.", names=names)
    other = "a:\n  name: X\n  kind: other\n"
    assert checked("The Town Guard under Captain Kern held the other bank until dawn.", names=other)
    said = checked("People had to go round by {name:guard} the ford, it was said.", names=names)
    assert [one.code for one in said] == ["words-unquoted"]


@pytest.mark.parametrize(
    ("text", "unsupported"),
    [
        ("In 1943 [@town: blown up, and 11,856 people].", ["1943"]),
        ("In 1943 [@town: On 14 September 1943 it was blown up].", []),
        ("On 14 September [@town: On 14 September 1943 it was blown up].", []),
        ("On 14th September, 1943 [@town: On 14 September 1943 it was blown up].", []),
        ("On September 14 [@town: On 14 September 1943 it was blown up].", []),
        ("On 14 October [@town: On 14 September 1943 it was blown up].", ["14 October"]),
        ("On 14 Sept 1943 [@town: On 14 September 1943 it was blown up].", []),
        ("On 14 Oct 1943 [@town: On 14 September 1943 it was blown up].", ["14 Oct 1943"]),
        ("On 4 September [@town: On 14 September 1943 it was blown up].", ["4 September"]),
        ("In September 1944 [@town: On 14 September 1943 it was blown up].", ["September 1944"]),
        ("In May 1943 [@town: On 14 September 1943 it was blown up].", ["May 1943"]),
        ("On 3 October 1944 [@town: a report of 3.10.44].", []),
        ("On 3 October 1943 [@town: a report of 3.10.44].", ["3 October 1943"]),
        ("On 9 May [@town: held the other bank until 8/9 May].", []),
        ("On 13 April 1908 [@town: Мост открыт 13 апреля 1908 года].", []),
        ("On 14 April 1908 [@town: Мост открыт 13 апреля 1908 года].", ["14 April 1908"]),
        ("It was 11856 or 11 856 [@town: 11,856 people].", []),
        ("It was 1,856 [@town: 11,856 people].", ["1,856"]),
        ("It was 856 [@town: 11,856 people].", ["856"]),
        ("It was so in 1945 [@town: 12 of them drowned, in 1944–45].", []),
        ("It was so in 1944–45 [@town: 12 of them drowned, in 1944–45].", []),
        ("It was so in 1944–46 [@town: 12 of them drowned, in 1944–45].", ["46"]),
        ("The {name:guard} and the 44th Town Guard, not the 45th.", ["45th"]),
        ('It had "11,856 people" [@town], of 11,856.', []),
        ("It was so.^[In 1943.] Or not [@town: On 14 September 1943 it was blown up].", []),
        ("It was so in 1943.^[So [@town: On 14 September 1943 it was blown up].]", []),
        ("It was so *in 1943*.", ["1943"]),
        ("Forty years, a B12, and twelve hundred men.", []),
    ],
)
def test_what_supports_a_number(text: str, unsupported: list[str]) -> None:
    assert told(text, "number-unsupported") == unsupported


def test_a_number_of_the_next_paragraph_supports_nothing_here() -> None:
    text = "It was so in 1943.\n\n      It was blown up [@town: On 14 September 1943 it was blown up]."
    assert told(text, "number-unsupported") == ["1943"]


def test_three_megabytes_are_searched_in_seconds() -> None:
    some = random.Random(8)
    words = some.choices([f"w{number}" for number in range(20_000)], k=510_000)
    ours = Text.of(f"It is {' '.join(words[412_345:412_353])} so.")
    chars = " ".join(words)
    block = Block(PartKind.BODY, 0, len(chars), Text.of(chars), 1)
    source = Source("town", "T", "seeds/town.txt", "", chars, "utf-8", Lines.of(chars), (block,))
    library = Library.of("en", (("town", Ground.of(source)),))
    assert len(library.grounds["town"].chars) > 3_000_000
    desk = Desk(library)
    began = time.process_time()
    say_borrowed(desk, theirs(library), (Stretch((Ours(Words(ours)),), ()),))
    taken = time.process_time() - began
    assert [one.message[:15] for one in desk.diagnostics] == ["8 words in a ro"]
    assert taken < 5, taken  # less than a second where nothing else runs
