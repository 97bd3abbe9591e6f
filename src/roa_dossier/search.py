"""A passage that was found, as a person reads it, as YAML to copy into an outline, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable

from roa_dossier.console import visible
from roa_dossier.evidence.fold import PARAGRAPH
from roa_dossier.find import Hit
from roa_dossier.frozen import as_builtins

_WIDTH = 96
_FORMAT = 1
_UNTOLD = "no selector: these words stand more than once, and nothing that can be typed tells which is meant"


def shown(hit: Hit) -> str:
    """Show where a hit stands, what stands around it, and a selector for it where there is one."""
    around = f"… {hit.before.lstrip()}[{hit.exact}]{hit.after.rstrip()} …".replace(PARAGRAPH, " ¶ ")
    told = selector(hit) if hit.unique else [f"  ({_UNTOLD})"]
    return "\n".join(
        (
            visible(f"{hit.siglum}, {hit.locator} ({_kind(hit)})"),
            *textwrap.wrap(visible(around), _WIDTH, initial_indent="  ", subsequent_indent="  "),
            *told,
        )
    )


def _kind(hit: Hit) -> str:
    match hit.kind:
        case "similar":
            return f"similar, {hit.score:.0f} of 100"
        case "folded":
            return f"folded: {', '.join(hit.folded)}"
        case _:
            return hit.kind


def selector(hit: Hit) -> list[str]:
    """Give the lines of a `quote` block that selects this passage and no other."""
    lines = ["  - quote:", f"      source: {hit.source}", *_field("exact", hit.exact)]
    for name, words in (("prefix", hit.prefix), ("suffix", hit.suffix)):
        if words:
            lines += _field(name, words)
    return lines


def as_json(hits: Iterable[Hit], *, more: bool = False) -> str:
    """Give hits as JSON: a list of objects with the fields of `Hit`, and the YAML as `selector`, or null.

    `format` is the number of this form; `more` says whether more was found than is given.
    """
    listed = [{**as_builtins(hit), "selector": _yaml(hit) if hit.unique else None} for hit in hits]
    return json.dumps({"format": _FORMAT, "more": more, "hits": listed}, indent=2)


def _yaml(hit: Hit) -> str:
    return "\n".join(selector(hit)) + "\n"


def _field(name: str, words: str) -> list[str]:
    """Write words as a block scalar, or in double marks where they hold what no terminal must show."""
    parts = words.split(PARAGRAPH)
    if any(visible(part) != part or part != part.strip() or not part for part in parts):
        return [f"      {name}: {_escaped(words)}"]
    lines = [f"      {name}: |"]
    for number, part in enumerate(parts):
        lines += [""] if number else []
        lines += (f"        {line}" for line in _wrapped(part))
    return lines


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH - 8, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )


def _escaped(words: str) -> str:
    """Write words as a YAML double-quoted scalar (YAML 1.2, 5.7) with every odd character escaped."""
    quoted = json.dumps(words.replace(PARAGRAPH, "\n\n"), ensure_ascii=False)
    return "".join(char if visible(char) == char else f"\\U{ord(char):08x}" for char in quoted)
