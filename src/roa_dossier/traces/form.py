"""What a trace holds, and the reading of one that anybody may have written."""

from __future__ import annotations

import json
from typing import Any, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

FORMAT = 1
NAME = "evidence.json"
"""The attachment of a PDF that holds its trace."""

LIMIT = 30_000_000
"""Bytes of a trace that are read at most; one of a dossier of a thousand quotations has about one million."""


MOST = 50_000
"""Members of one list that are read at most."""


class Untraceable(Exception):
    """What was given is no trace; the message says why, in the words of a diagnostic."""


class Rest(TypedDict):
    """What a source itself gives for a passage.

    `kind` is "reference", "note" or "citation-needed"; `mark` its sign in the source (`7`, `a`), `words` the
    record as the source has it, `works` the keys of the works matched with it.
    """

    kind: str
    mark: str
    words: str
    works: list[str]


class Passage(TypedDict):
    """Where words stand: in the source `source`, at `ranges` of its text (characters from 0, half open)."""

    source: str
    ranges: list[list[int]]
    locator: str
    rests_on: list[Rest]


class Reading(Passage):
    """One value of a fact; `source` is "" for a value of ours, which has `editorial` or `derived`."""

    id: str
    value: str
    scope: str
    editorial: str
    derived: str
    words: str


class Fact(TypedDict):
    """A fact; more than one reading means contested."""

    id: str
    subject: str
    property: str
    when: str
    unit: str
    scope: str
    readings: list[Reading]


class Quotation(Passage):
    """Words of a source as printed.

    `form` is "excerpt", "run-in", "reading" (of a contested point) or "row" (of a table, cells parted by
    ` | `); `chapter` an id, "" outside the chapters; `block` the anchor of its block.
    """

    chapter: str
    block: str
    form: str
    words: str


class _Numbered(TypedDict):
    """A note of which nothing is said that an older trace does not say."""

    chapter: str
    block: str
    number: int
    text: str


class Note(_Numbered, total=False):
    """A note as printed, without its number; a page number in it, which a re-flow changes, is left out.

    `number` is that in its series; `letter` what is printed for it in the series of the letters, and absent
    in the other.
    """

    letter: str


class Dispute(TypedDict):
    """One entry of the ledger of disagreements."""

    facts: list[str]
    subject: str
    property: str
    when: str
    unit: str
    scope_only: bool
    within: bool
    readings: list[Reading]


class Entry(TypedDict):
    """One entry of the bibliography."""

    key: str
    section: str
    line: str
    remark: str


class Snapshot(TypedDict):
    """A source; `digest` is the SHA-256 of its bytes."""

    key: str
    siglum: str
    path: str
    digest: str


class Chapter(TypedDict):
    """A chapter."""

    id: str
    number: int
    title: str


class Trace(TypedDict):
    """Everything printed that rests on a source; `only` names the chapter of a handout, "" for the whole."""

    format: int
    program: str
    name: str
    title: str
    only: str
    sources: list[Snapshot]
    chapters: list[Chapter]
    facts: list[Fact]
    quotations: list[Quotation]
    notes: list[Note]
    ledger: list[Dispute]
    bibliography: list[Entry]


def read(data: bytes) -> Trace:
    """Read a trace; no other shape gets through, whatever the bytes hold.

    Raises:
        Untraceable: it is none, or one that this program does not know.

    """
    if len(data) > LIMIT:
        raise Untraceable(f"expected at most {LIMIT:,} bytes, found {len(data):,}")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Untraceable("it is not JSON that can be read") from None
    if not isinstance(found, dict) or found.get("program") != "roa-dossier":
        raise Untraceable("it is no trace of a dossier")
    if found.get("format") != FORMAT or isinstance(found.get("format"), bool):
        raise Untraceable("it has a format that this program does not know")
    wrong = _misshapen(found, Trace, "")
    if wrong:
        raise Untraceable(f"its `{wrong}` is damaged")
    trace: Trace = found  # type: ignore[assignment]
    return trace


def _misshapen(value: Any, shape: Any, path: str) -> str:
    """Give the path of the first value that is not of its shape; "" where all are."""
    if is_typeddict(shape):
        if not isinstance(value, dict):
            return path
        for name, inner in get_type_hints(shape).items():
            below = f"{path}.{name}".removeprefix(".")
            if name not in value:
                if name in shape.__optional_keys__:
                    continue
                return below
            if wrong := _misshapen(value[name], inner, below):
                return wrong
        return ""
    if get_origin(shape) is list:
        (inner,) = get_args(shape)
        if not isinstance(value, list):
            return path
        if len(value) > MOST:
            raise Untraceable(f"its `{path}` has more than {MOST:,} members")
        return next((wrong for one in value if (wrong := _misshapen(one, inner, path))), "")
    return "" if type(value) is shape else path
