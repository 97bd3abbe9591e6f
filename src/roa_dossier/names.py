"""Where the names of a dossier stand in a text, in any of their forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import NameEntry
from roa_dossier.patterns import regex

Found = tuple[int, int, str]
"""Start and stop in the text, and the id of the name."""

WORD = regex(r"\w+")
ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a", " "),
        **dict.fromkeys("‐\u2011", "-"),
    }
)
SOFT = "\u00ad"


class _Form(Frozen):
    """One form of a name; `before` characters of it stand before its first word."""

    before: int
    words: str
    name: str


class Finder(Frozen):
    """Finds names in texts: whole words, case kept, the longest form first.

    Attributes:
        forms: every form by its first word, the longest first. One that two names share has no name: it is
            found so that nothing shorter is found in it, and told of no one.
        shared: each form that several names have, with their ids.

    """

    forms: dict[str, tuple[_Form, ...]]
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @staticmethod
    def of(entries: Iterable[NameEntry]) -> Finder:
        """Gather the printed form, the short one, the original and the variants of every name."""
        owners: dict[str, dict[str, str]] = {}
        for entry in entries:
            for form in forms(entry):
                owners.setdefault(_folded(form), {})[str(entry.key)] = form
        found: dict[str, list[_Form]] = {}
        for form, keys in owners.items():
            first = WORD.search(form)
            if first:
                name = next(iter(keys)) if len(keys) == 1 else ""
                found.setdefault(first[0], []).append(_Form(first.start(), form, name))
        ordered = {word: tuple(sorted(each, key=lambda one: -len(one.words))) for word, each in found.items()}
        shared = tuple((next(iter(keys.values())), tuple(keys)) for keys in owners.values() if len(keys) > 1)
        return Finder(ordered, shared)

    def mentions(self, text: str) -> tuple[Found, ...]:
        """Give every mention of a name in `text`, in order, none within another.

        Quotation marks, apostrophes, spaces and soft hyphens are taken as alike; letters are not.
        """
        folded, back = _mapped(text)
        found = self._found(folded)
        if back is None:
            return tuple(found)
        return tuple((back[start], back[stop - 1] + 1, name) for start, stop, name in found)

    def _found(self, folded: str) -> Iterator[Found]:
        done = 0
        for word in WORD.finditer(folded):
            for form in self.forms.get(word[0], ()):
                start = word.start() - form.before
                if start < done:
                    continue
                match = _pattern(form.words).match(folded, start)
                if match:
                    done = match.end()
                    if form.name:
                        yield start, done, form.name
                    break


def forms(entry: NameEntry) -> tuple[str, ...]:
    """Give every form of a name that stands in texts, each once."""
    given = (entry.name, entry.short, entry.original, *entry.variants)
    return tuple(dict.fromkeys(" ".join(str(form).split()) for form in given if form))


@lru_cache(maxsize=10_000)  # most forms are never met: compiled when their first word is
def _pattern(form: str) -> re.Pattern[str]:
    """Match a folded form with any white space between its words, at the edges of words only."""
    words = r"\s+".join(re.escape(word) for word in form.split())
    before = r"(?<!\w)" if form[:1].isalnum() else ""
    after = r"(?!\w)" if form[-1:].isalnum() else ""
    return re.compile(before + words + after)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace(SOFT, "").translate(ALIKE).split())


def _mapped(text: str) -> tuple[str, list[int] | None]:
    """Fold a text; give for each character that is left its place in the text, None where all are left."""
    if SOFT not in text and unicodedata.is_normalized("NFC", text):
        return text.translate(ALIKE), None
    chars: list[str] = []
    back: list[int] = []
    for start, stop in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:stop]).replace(SOFT, "")
        chars.append(composed)
        back += [*[start] * (len(composed) - 1), stop - 1] if composed else []
    return "".join(chars).translate(ALIKE), back


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Give each character with the marks that stand on it."""
    start = 0
    for at in range(1, len(text)):
        if not unicodedata.combining(text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)
