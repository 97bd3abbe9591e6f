"""From pandoc's inlines to styled runs, and small work on lines of runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.apparatus import Line, Styled
from roa_dossier.pandoc import Node

BEFORE = "dossier-before"
AFTER = "dossier-after"


class Marker(Frozen):
    """A place we marked in what pandoc was given: `BEFORE` a cite, or `AFTER` one."""

    kind: str


def marker(kind: str) -> Node:
    """Make the inline that comes back as a `Marker`."""
    return {"t": "Span", "c": [["", [kind], []], [{"t": "Str", "c": "x"}]]}


def read(inlines: list[Any]) -> list[Styled | Marker]:
    """Read pandoc's inlines; neighbours alike are joined."""
    runs: list[Styled | Marker] = []
    open_text: list[str] = []
    open_style = _PLAIN

    def close() -> None:
        if text := "".join(open_text):
            runs.append(replace(open_style, text=text))
        open_text.clear()

    for text, style in _runs(inlines, _PLAIN):
        if isinstance(style, Marker):
            close()
            runs.append(style)
            continue
        if style is not open_style and style != open_style:
            close()
            open_style = style
        open_text.append(text)
    close()
    return runs


_PLAIN = Styled("")
_Piece = tuple[str, Styled | Marker]
"""Characters, and an empty run styled as they are; or a marker."""


def _runs(inlines: list[Any], style: Styled) -> Iterator[_Piece]:
    for node in inlines:
        match node["t"], node.get("c"):
            case "Str", words:
                yield words, style
            case "Space" | "SoftBreak" | "LineBreak", _:
                yield " ", style
            case "Emph", inner:
                yield from _runs(inner, replace(style, italic=True))
            case "Strong", inner:
                yield from _runs(inner, replace(style, bold=True))
            case "Superscript", inner:
                yield from _runs(inner, replace(style, superscript=True))
            case "Subscript" | "SmallCaps" | "Underline" | "Strikeout", inner:
                yield from _runs(inner, style)
            case "Quoted", [kind, inner]:
                single = kind["t"] == "SingleQuote"
                yield "‘" if single else "“", style
                yield from _runs(inner, style)
                yield "’" if single else "”", style
            case "Link", [_, inner, [target, _]]:
                yield from _linked(inner, target, style)
            case "Span", [[_, classes, _], inner]:
                yield from _spanned(classes, inner, style)
            case "Cite", [_, inner]:
                yield from _runs(inner, style)
            case "Code" | "Math" | "RawInline", [_, words]:
                yield words, style
            case other, _:
                raise ValueError(f"pandoc gave an inline of an unknown kind: {other}")


def _linked(inner: list[Any], target: str, style: Styled) -> Iterator[_Piece]:
    """Keep a link whose words are its address, and a DOI's: pandoc makes `https://` of any address."""
    words = "".join(text for text, _ in _runs(inner, style))
    typed = words == target and words.startswith(("http://", "https://"))
    known = target.startswith("https://doi.org/10.")
    yield from _runs(inner, replace(style, link=target) if typed or known else style)


def _spanned(classes: list[str], inner: list[Any], style: Styled) -> Iterator[_Piece]:
    for kind in (BEFORE, AFTER):
        if kind in classes:
            yield "", Marker(kind)
            return
    if "csl-no-emph" in classes:
        style = replace(style, italic=False)
    if "csl-no-strong" in classes:
        style = replace(style, bold=False)
    yield from _runs(inner, style)


def words(line: Line) -> str:
    """Give the characters of a line."""
    return "".join(run.text for run in line)


def joined(runs: list[Styled]) -> Line:
    """Join neighbours that are styled alike, and leave out empty runs."""
    done: list[Styled] = []
    for run in runs:
        if done and replace(run, text=done[-1].text) == done[-1]:
            done[-1] = replace(done[-1], text=done[-1].text + run.text)
        elif run.text:
            done.append(run)
    return tuple(done)


def _edited(runs: list[Styled], index: int, change: Callable[[str], str]) -> list[Styled]:
    runs = list(runs)
    runs[index] = replace(runs[index], text=change(runs[index].text))
    return runs if runs[index].text else runs[:index] + runs[index + 1 or len(runs) :]


def without_end(runs: list[Styled], ending: str) -> list[Styled]:
    """Take the characters `ending` off the end, where they stand there."""
    if not words(tuple(runs)).endswith(ending):
        return runs
    for _ in ending:
        runs = _edited(runs, -1, lambda text: text[:-1])
    return runs


def without_spaces(runs: list[Styled]) -> list[Styled]:
    """Take the spaces off both ends."""
    while runs and runs[-1].text != runs[-1].text.rstrip(" "):
        runs = _edited(runs, -1, lambda text: text.rstrip(" "))
    while runs and runs[0].text != runs[0].text.lstrip(" "):
        runs = _edited(runs, 0, lambda text: text.lstrip(" "))
    return runs


def without_phrase(runs: list[Styled], phrase: str) -> list[Styled]:
    """Take a phrase out, where it stands as whole words, with its brackets and the mark that joins it."""
    chars = words(tuple(runs))
    sought = re.escape(phrase)
    match = re.search(rf"(?<!\w)(?:\({sought}\)|{sought})(?!\w)", chars) if phrase else None
    if not match:
        return runs
    start, stop = match.span()
    if match.group().endswith(".") and chars[stop : stop + 1] not in tuple(".,;:!?"):
        stop -= 1  # one stop stands for the phrase's own and for the one that joins
    before = re.sub(r"(?:(?<!\.\w)\.|[,;:])?\s*\Z", "", chars[:start])  # the stop of "n.d." stays
    if before:
        start = len(before)
        stop += before[-1] in ".!?" and chars[stop : stop + 1] == "."
    else:
        stop = len(chars) - len(chars[stop:].lstrip(" ,.;:"))
    return list(joined([*_cut(runs, 0, start), *_cut(runs, stop, len(chars))]))


def _cut(runs: list[Styled], start: int, stop: int) -> Iterator[Styled]:
    """Give the characters `start` to `stop` of runs."""
    at = 0
    for run in runs:
        yield replace(run, text=run.text[max(0, start - at) : max(0, stop - at)])
        at += len(run.text)


def in_language(runs: list[Styled], phrases: tuple[str, ...], language: str) -> list[Styled]:
    """Mark the runs that hold one of the phrases, or the phrase inside a run, as being in a language."""
    for phrase in phrases:
        runs = [part for run in runs for part in _marked(run, phrase, language)]
    return runs


def _marked(run: Styled, phrase: str, language: str) -> Iterator[Styled]:
    at = run.text.find(phrase) if phrase and not run.language else -1
    if at < 0:
        yield run
        return
    pieces = (run.text[:at], phrase, run.text[at + len(phrase) :])
    for text, tag in zip(pieces, ("", language, ""), strict=True):
        if text:
            yield replace(run, text=text, language=tag)
