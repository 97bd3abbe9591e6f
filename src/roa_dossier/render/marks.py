"""Quotation marks by language: only marks change, never a letter, and never the number of characters."""

from __future__ import annotations

from itertools import pairwise

from roa_dossier.frozen import Frozen

DOUBLES = '"“”„‟«»'
OPENING_NEIGHBOURS = "([{—–-/‘’‚'“”„«»\"\u00a0\u202f"


class Marks(Frozen):
    """The marks of a language; `space` stands inside the outer pair."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    space: str = ""


ENGLISH = Marks("“", "”", "‘", "’")
BY_LANGUAGE = {
    "en": ENGLISH,
    "nl": ENGLISH,
    "de": Marks("„", "“", "‚", "‘"),
    "cs": Marks("„", "“", "‚", "‘"),
    "sk": Marks("„", "“", "‚", "‘"),
    "pl": Marks("„", "”", "«", "»"),
    "fr": Marks("«", "»", "“", "”", "\u202f"),
    "es": Marks("«", "»", "“", "”"),
    "it": Marks("«", "»", "“", "”"),
    "pt": Marks("«", "»", "“", "”"),
    "ru": Marks("«", "»", "„", "“"),
    "uk": Marks("«", "»", "„", "“"),
    "be": Marks("«", "»", "„", "“"),
    "sv": Marks("”", "”", "’", "’"),
    "fi": Marks("”", "”", "’", "’"),
    "da": Marks("»", "«", "›", "‹"),
    "nb": Marks("«", "»", "‘", "’"),
}


def marks(language: str) -> Marks:
    """Give the marks of a language (BCP 47); English ones where it is not known."""
    return BY_LANGUAGE.get(language.split("-")[0].lower(), ENGLISH)


def run_in(text: str, form: Marks) -> str:
    """Turn the marks inside a run-in quotation: its double marks become the inner pair, and back.

    Straight marks are turned only where they pair without doubt (Chicago 13.7 lets marks change).
    """
    return _turned(text, form.inner_opening, form.inner_closing, form)


def block(text: str, form: Marks) -> str:
    """Curl the straight marks of a block quotation where they pair without doubt; the rest stays as typed."""
    pairs = _double_pairs(text)
    straight = [pair for pair in pairs if text[pair[0]] == text[pair[1]] == '"']
    return _curled(_set(text, straight, form.opening, form.closing), form)


def apostrophes(text: str, form: Marks) -> str:
    """Curl the straight single marks in words of ours: pairs as the inner marks, the rest as apostrophes."""
    if "'" not in text:
        return text
    return _curled(text, form).replace("'", "’")


def _turned(text: str, opening: str, closing: str, form: Marks) -> str:
    pairs = _double_pairs(text)
    inside = [
        pair
        for pair in _single_pairs(text)
        if any(outer[0] < pair[0] and pair[1] < outer[1] for outer in pairs)
    ]
    turned = _set(text, pairs, opening, closing) if pairs else _loose(text, opening, closing)
    return _curled(_set(turned, inside, form.opening, form.closing), form)


def _loose(text: str, opening: str, closing: str) -> str:
    """Turn curly double marks that do not pair, each by where it stands; straight ones stay as typed."""
    return "".join(
        (opening if _opens(text, at) else closing) if char in DOUBLES and char != '"' else char
        for at, char in enumerate(text)
    )


def _curled(text: str, form: Marks) -> str:
    straight = [pair for pair in _single_pairs(text) if text[pair[0]] == text[pair[1]] == "'"]
    return _set(text, straight, form.inner_opening, form.inner_closing)


def _set(text: str, pairs: list[tuple[int, int]], opening: str, closing: str) -> str:
    chars = list(text)
    for first, last in pairs:
        chars[first], chars[last] = opening, closing
    return "".join(chars)


def _double_pairs(text: str) -> list[tuple[int, int]]:
    """Pair the double marks; none where they do not alternate, an opening one first."""
    places = [at for at, char in enumerate(text) if char in DOUBLES]
    opens = [_opens(text, at) for at in places]
    if len(places) % 2 or any(is_open == bool(index % 2) for index, is_open in enumerate(opens)):
        return []
    return list(zip(places[::2], places[1::2], strict=True))


def _single_pairs(text: str) -> list[tuple[int, int]]:
    """Pair single marks that begin a word with the next that end one; apostrophes are left out."""
    found: list[tuple[int, int]] = []
    places = [at for at, char in enumerate(text) if char in "'‘’‚"]
    sides = [(at, _opens(text, at), _closes(text, at)) for at in places]
    ends = [side for side in sides if side[1] != side[2]]
    for (first, opens, _), (last, _, closes) in pairwise(ends):
        if opens and closes and not (found and found[-1][1] >= first):
            found.append((first, last))
    return found


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in OPENING_NEIGHBOURS) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()
