"""The order of names in an index, by the rules of the dossier's language."""

from __future__ import annotations

import unicodedata

from roa_dossier.model.outline import NameEntry
from roa_dossier.patterns import regex

ARTICLES = {"en": ("the ", "a ", "an "), "de": ("der ", "die ", "das "), "fr": ("le ", "la ", "les ", "l'")}
SMALL = ("the ", "a ", "an ", "der ", "die ", "das ")
"""Articles that begin a name in any language where they are written small: `the Regiment of Olšany`."""

AFTER_Z = {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "no": "æøå"}
"""Letters that stand after z in their own order; elsewhere they sort as what they are written with."""

LAST = "\U0010ffff"

PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})
NUMERAL = regex(r"[IVXLC]+\.?$")
DIGITS = regex(r"\d+")


def sort_key(text: str, language: str) -> str:
    """Give what a head sorts by: letters without their marks, numbers by what they count."""
    own = AFTER_Z.get(language.split("-")[0].lower(), "")
    lower = _bare(unicodedata.normalize("NFC", text), language).casefold()
    letters = "".join(_letter(char, own) for char in lower)
    words = "".join(char if char.isalnum() or char == LAST else " " for char in letters)
    return " ".join(DIGITS.sub(lambda found: found[0].zfill(8), words).split())


def letters(text: str, language: str) -> str:
    """Give what two forms have in common that differ by case, spaces, hyphens or apostrophes alone."""
    return sort_key(text, language).replace(" ", "")


def _bare(text: str, language: str) -> str:
    """Part a head from its article: a small one in any language, a great one in the dossier's own.

    A great `A` is as often a letter (`A Company`), so it stays; what was put behind does not sort.
    """
    own = tuple(
        each for each in ARTICLES.get(language.split("-")[0].lower(), ()) if each not in ("a ", "an ")
    )
    for article in SMALL:
        if text.startswith(article):
            return text[len(article) :]
        if text.endswith(f", {article.strip()}"):
            return text[: -len(article) - 1]
    article = next((each for each in own if text.casefold().startswith(each)), "")
    return text[len(article) :]


def _letter(char: str, own: str) -> str:
    if char in own:
        return f"z{LAST}{'abc'[own.index(char)]}"
    plain = unicodedata.normalize("NFD", char.translate(PLAIN))
    return "".join(one for one in plain if not unicodedata.combining(one))


def initial(text: str, language: str) -> str:
    """Give the letter under which a head stands; "" for what begins with a number."""
    key = sort_key(text, language)
    if not key or key[0].isdigit():
        return ""
    own = AFTER_Z.get(language.split("-")[0].lower(), "")
    if key.startswith(f"z{LAST}"):
        return own["abc".index(key[2])].upper()
    return key[0].upper()


def head(entry: NameEntry) -> str:
    """Give the form under which a name is sought: a person by the surname, anything else as it is printed.

    The short form of a person is the surname where the printed form ends with it; otherwise the last word
    is, unless it is a numeral or there is a comma already. An article goes behind (Chicago 16.48).
    """
    name = str(entry.name)
    return inverted(name, str(entry.short or "")) if entry.kind == "person" else turned(name)


def turned(name: str) -> str:
    """Put an article that is written small behind the words it stands before: `Regiment of Olšany, the`."""
    article = next((each for each in SMALL if name.startswith(each)), "")
    return f"{name[len(article) :]}, {article.strip()}" if article and "," not in name else name


def inverted(name: str, surname: str = "") -> str:
    """Put a person's surname first: `Vlasov, Andrey Andreyevich`."""
    if "," in name or " " not in name:
        return name
    last = surname if surname and name.endswith(f" {surname}") else name.rsplit(" ", 1)[1]
    if NUMERAL.match(last):
        return name
    return f"{last}, {name[: -len(last)].rstrip()}"
