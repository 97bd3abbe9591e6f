"""A passage that was found, as a person reads it and as YAML to copy into an outline."""

from __future__ import annotations

import json
import textwrap

from roa_dossier.console import visible
from roa_dossier.find import Hit

_WIDTH = 96


def shown(hit: Hit) -> str:
    """Show where a hit stands, what stands around it, and a selector for it."""
    likeness = f"similar, {hit.score:.0f} of 100" if hit.kind == "similar" else hit.kind
    around = f"… {hit.before.lstrip()}[{hit.exact}]{hit.after.rstrip()} …"
    return "\n".join(
        (
            visible(f"{hit.siglum}, {hit.locator} ({likeness})"),
            *textwrap.wrap(visible(around), _WIDTH, initial_indent="  ", subsequent_indent="  "),
            *selector(hit),
        )
    )


def selector(hit: Hit) -> list[str]:
    """Give the lines of a `quote` block that selects this passage and no other."""
    lines = ["  - quote:", f"      source: {hit.source}", *_field("exact", hit.exact)]
    for name, words in (("prefix", hit.prefix), ("suffix", hit.suffix)):
        if words:
            lines += _field(name, words)
    return lines


def _field(name: str, words: str) -> list[str]:
    """Write words as a block scalar, or in double marks where they hold what no terminal must show."""
    if visible(words) != words or words != words.strip() or not words:
        return [f"      {name}: {_escaped(words)}"]
    wrapped = textwrap.wrap(
        words, _WIDTH - 8, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
    return [f"      {name}: |", *(f"        {line}" for line in wrapped)]


def _escaped(words: str) -> str:
    """Write words as a YAML double-quoted scalar (YAML 1.2, 5.7) with every odd character escaped."""
    quoted = json.dumps(words, ensure_ascii=False)
    return "".join(char if visible(char) == char else f"\\U{ord(char):08x}" for char in quoted)
