"""What was made before and need not be made again: rendered citations, found by all they depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from roa_dossier import csl, pandoc
from roa_dossier.frozen import names_of
from roa_dossier.model.apparatus import Line, Styled
from roa_dossier.world import World

_FOLDER = "citations/"
_LINKS = ("http://", "https://")
_FIELDS = names_of(Styled)
_TYPES = tuple(type(getattr(Styled(""), name)) for name in _FIELDS)


def citations(world: World, render: csl.Renderer = csl.render) -> csl.Renderer:
    """Give a renderer that starts the citation engine only for what `world` does not keep yet.

    It gives and raises what `render` does. An entry that is damaged, or was made of something else, is made
    again; a refusal is not kept.
    """

    def remembered(
        style: csl.Style, language: str, items: tuple[csl.Item, ...], clusters: tuple[csl.Cluster, ...]
    ) -> csl.Rendered:
        key = _key(style, language, items, clusters)
        known = _opened(key, world.kept(f"{_FOLDER}{key}.json"))
        if known is not None:
            return known
        made = render(style, language, items, clusters)
        world.keep(f"{_FOLDER}{key}.json", _sealed(key, made))
        return made

    return remembered


def _key(*given: object) -> str:
    """Name what a result depends on: what is given, our own code and pandoc.

    The values' `repr` shows each field of each value, so a field added to one of them is never forgotten;
    the code stands for itself, so nobody need remember to count a version up.
    """
    code = [path.read_bytes() for path in sorted(Path(csl.__file__).parent.glob("*.py"))]
    parts = [*code, repr(pandoc.identity()).encode("ascii"), repr(given).encode("utf-8", "surrogatepass")]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + body).hexdigest().encode("ascii")


def _sealed(key: str, made: csl.Rendered) -> bytes:
    """Write a result as a line with its digest and a line of JSON."""
    plain = {
        "lines": [_plain(line) for line in made.lines],
        "bibliography": [[name, _plain(line)] for name, line in made.bibliography],
        "unprinted": made.unprinted,
        "warnings": made.warnings,
    }
    body = json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return _digest(key, body) + b"\n" + body


def _opened(key: str, data: bytes | None) -> csl.Rendered | None:
    """Read a result; None for anything that this program did not write under this key."""
    digest, _, body = (data or b"").partition(b"\n")
    if digest != _digest(key, body):
        return None
    try:
        plain = json.loads(body)
        return csl.Rendered(
            _tuple(_line, plain["lines"]),
            tuple((_word(name), _line(line)) for name, line in plain["bibliography"]),
            _tuple(_word, plain["unprinted"]),
            _tuple(_word, plain["warnings"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _plain(line: Line) -> list[list[Any]]:
    return [[getattr(run, name) for name in _FIELDS] for run in line]


def _tuple(read: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    return tuple(read(value) for value in values)


def _line(runs: Any) -> Line:
    return tuple(_styled(*run) for run in runs)


def _styled(*fields: Any) -> Styled:
    run = Styled(*fields)
    if tuple(map(type, fields)) != _TYPES:
        raise TypeError("not a styled run")
    if run.link and not run.link.startswith(_LINKS):
        raise ValueError("not an address that the citation engine gives")
    return run


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a word")
    return value
