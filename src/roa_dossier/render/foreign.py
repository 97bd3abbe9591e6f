"""Words in another script than their surroundings: every run of them says what language it is in."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from roa_dossier.model.outline import Outline
from roa_dossier.patterns import regex

_SCRIPTS = {
    "Cyrl": (
        "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
        "ru uk be bg sr mk kk ky tg mn",
    ),
    "Grek": ("\u0370-\u03ff\u1f00-\u1fff", "el grc"),
    "Armn": ("\u0530-\u058f", "hy"),
    "Hebr": ("\u0590-\u05ff", "he yi"),
    "Arab": ("\u0600-\u06ff\u0750-\u077f", "ar fa ur ps"),
    "Geor": ("\u10a0-\u10ff", "ka"),
    "Kana": ("\u3040-\u30ff", "ja"),
    "Hang": ("\u1100-\u11ff\uac00-\ud7af", "ko"),
    "Hani": ("\u4e00-\u9fff", "zh ja ko"),
}
"""The letters of each script (ISO 15924), and the languages written in it (BCP 47)."""

_RANGES = {
    script: tuple((low, high) for low, high in re.findall("(.)-(.)", letters))
    for script, (letters, _) in _SCRIPTS.items()
}
_RUNS = {
    script: regex(rf"[{letters}](?:(?:[{letters}]|[\W\d])*[{letters}])?[\u0300-\u036f]*")
    for script, (letters, _) in _SCRIPTS.items()
}
_PIECES = regex(r"<svg\b.*?</svg>|<!--.*?-->|<(/?)([a-zA-Z][\w-]*)([^<>]*?)(/?)>|([^<>]+)", re.DOTALL)
_LANG = regex(r'\slang="([^"]*)"')
_VOID = {"br", "img", "hr", "col", "wbr", "meta", "link", "input"}


def declared(outline: Outline) -> dict[str, str]:
    """Give the language in which a dossier has most of each script: of its names, its sources, its works."""
    said = Counter(
        language
        for language in (
            *(entry.language for entry in outline.names if entry.original),
            *(str(entry.reference.data.get("language", "")) for entry in outline.sources),
            *(str(entry.item.data.get("language", "")) for entry in outline.works),
        )
        if language
    )
    return {
        script: next((one for one, _ in said.most_common() if _written_in(one, script)), f"und-{script}")
        for script in _SCRIPTS
    }


def marked(html: str, languages: dict[str, str]) -> str:
    """Set runs of another script apart with the language that the dossier has in it.

    Args:
        html: well-formed; what says its language already stays as it is.
        languages: of each script, as `declared` gives them.

    """
    scripts = _scripts(html)
    if not scripts:
        return html
    inside: list[str] = [""]

    def told(piece: re.Match[str]) -> str:
        closing, name, attributes, empty, words = piece.groups()
        if words is not None:
            return _apart(words, inside[-1], languages, scripts)
        if name is None or empty or name in _VOID:
            return piece[0]
        if closing:
            inside.pop()
        else:
            said = _LANG.search(attributes)
            inside.append(said[1] if said else inside[-1])
        return piece[0]

    return _PIECES.sub(told, html)


def _scripts(words: str) -> tuple[str, ...]:
    """Give the scripts of which letters stand in words."""
    letters = [letter for letter in set(words) if not letter.isascii()]
    return tuple(
        script
        for script, ranges in _RANGES.items()
        if any(low <= letter <= high for letter in letters for low, high in ranges)
    )


def _apart(words: str, around: str, languages: dict[str, str], scripts: tuple[str, ...]) -> str:
    for script in () if words.isascii() else scripts:
        if not _written_in(around, script):
            words = _RUNS[script].sub(rf'<span lang="{languages[script]}">\g<0></span>', words)
    return words


@lru_cache(maxsize=256)
def _written_in(language: str, script: str) -> bool:
    """Whether a language is written in a script, by its tag."""
    main, *others = language.split("-")
    tagged = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return tagged.title() == script if tagged else main.lower() in _SCRIPTS[script][1].split()
