"""The names of a dossier: held against its romanisation, its sources and each other; what is said of them."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations

from roa_dossier.diagnostics import Diagnostic, warning
from roa_dossier.evidence import Ground, fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import folded_chars
from roa_dossier.model.chapter import Flow
from roa_dossier.model.outline import NameEntry, Words
from roa_dossier.nearest import most_like
from roa_dossier.patterns import regex
from roa_dossier.recall import Recall
from roa_dossier.resolve import refusals, running, scripts
from roa_dossier.resolve.desk import Apart, Desk, Gathered, Library
from roa_dossier.resolve.facts import Facts
from roa_dossier.romanise import is_russian, romanise
from roa_dossier.text import Text

_SIGNS = regex("['’‘ʼ`´ʹʺ″′”“\"·]")
_ALIGNED = 8  # words: the words of a longer name are not told apart
_RESPELT = 0.6  # of a word's letters: from here on it is the same word, spelt otherwise
_LIKE = 70  # of 100: from here on a form of the source is shown as what was probably meant


def check(desk: Desk, scheme: Words | None, recall: Recall) -> None:
    """Warn of names that depart from the romanisation, of variants that no source has, of shared forms.

    Args:
        desk: where the names and the sources are, and where the messages go.
        scheme: the romanisation that the dossier declares; None holds no name against any.
        recall: what an earlier run said.

    """
    desk.take(recall.of(_checked, desk.library, desk.apart(), str(scheme or "")))


def _checked(known: Library, apart: Apart, scheme: str) -> Gathered:
    """Check all names at a desk of their own."""
    desk = Desk.anew(known, apart)
    names = tuple(desk.library.names.values())
    if scheme:
        for entry in names:
            _check_romanised(desk, entry, scheme)
    _check_scripts(desk, names)
    _check_variants(desk, names)
    _check_shared(desk, names)
    return desk.gathered()


def glosses(
    desk: Desk, read: Facts, names: tuple[NameEntry, ...]
) -> tuple[tuple[str, tuple[Flow, ...]], ...]:
    """Resolve what the glossary says of names, sorted by printed form.

    Calls and citations are not numbered anew: what was resolved before the glosses has the lower numbers.
    """
    made = []
    for entry in sorted(names, key=lambda entry: (_words(str(entry.name)), str(entry.key))):
        if entry.gloss:
            desk.mentioned = {str(entry.key)}
            made.append((str(entry.key), running.flow(desk, read, entry.gloss)))
    return tuple(made)


# ── romanisation ────────────────────────────────────────────────────────────────────────────────────


def _check_romanised(desk: Desk, entry: NameEntry, scheme: str) -> None:
    """Hold a printed name against its Russian original.

    iuliia has no scheme for Ukrainian or Belarusian: originals in these languages are not held against any.
    """
    if not entry.original or entry.language.split("-")[0] != "ru" or not is_russian(str(entry.original)):
        return
    expected = romanise(" ".join(str(entry.original).split()), scheme)
    named = agrees(str(entry.name), expected)
    shortened = _short_agrees(entry, expected, named=named)
    if not (named and shortened) and not entry.established:
        desk.say(_departs(entry, scheme, expected, named=named, shortened=shortened))
    if named and shortened and entry.established:
        desk.say(
            warning(
                "established-needless",
                f"`{entry.name}` is what {scheme} gives: nothing is held against it",
                entry.established.span,
            ).hint("take `established:` away")
        )


def _short_agrees(entry: NameEntry, expected: str, *, named: bool) -> bool:
    """Whether a short form is made of romanised words, of words of a name that agrees, or of initials."""
    if not entry.short:
        return True
    wholes = [expected, str(entry.name)] if named else [expected]
    short = str(entry.short)
    return any(agrees(short, whole) or _words(short) == [_initials(whole)] for whole in wholes)


def _initials(form: str) -> str:
    return "".join(word[0] for word in _words(form))


def _departs(entry: NameEntry, scheme: str, expected: str, *, named: bool, shortened: bool) -> Diagnostic:
    """Say that a name, its short form or both depart from the romanisation."""
    assert entry.original
    form = entry.short if named and entry.short else entry.name
    found = f"found `{form}`" + (" in short" if form is entry.short else "")
    message = warning("romanisation-departs", f"by {scheme} this name is `{expected}`, {found}", form.span)
    message = message.beside(entry.original.span, "the original")
    hint = f"print it as `{respelt(str(form), expected)}`"
    if not named and not shortened and entry.short:
        message = message.beside(entry.short.span, "the short form departs, too")
        hint += f", and in short as `{respelt(str(entry.short), expected)}`"
    return message.hint(hint, "or say under `established:` why the printed form is to stand")


def respelt(form: str, expected: str) -> str:
    """Give a printed form with its words as the romanisation has them; others, as a given name, stay."""
    mine, theirs = form.split(), _plain(expected).split()
    few, many = sorted((mine, theirs), key=len)
    if len(many) > _ALIGNED or any(len(_words(word)) != 1 for word in (*mine, *theirs)):
        return " ".join(theirs)
    places = max(
        combinations(range(len(many)), len(few)),
        key=lambda at: sum(_likeness(word, many[place]) for word, place in zip(few, at, strict=True)),
    )
    kept = list(mine)
    for at, place in enumerate(places):
        old, new = (at, place) if few is mine else (place, at)
        if _same(*_words(mine[old]), *_words(theirs[new])):
            continue
        if _likeness(mine[old], theirs[new]) < _RESPELT:
            return " ".join(theirs)
        kept[old] = theirs[new]
    return " ".join(kept)


def _likeness(one: str, other: str) -> float:
    (mine,), (theirs,) = _words(one), _words(other)
    return 1.0 if _same(mine, theirs) else SequenceMatcher(None, mine, theirs).ratio()


def agrees(printed: str, expected: str) -> bool:
    """Whether a printed name is the romanised one, word by word.

    Signs for `ь` and `ъ`, accents and the dots of BGN/PCGN may be left out, as running English leaves them
    out. A word may be an initial. Where one of the two has fewer words, a patronymic or a title is left out
    or added: its words stand in the other, in order.
    """
    mine, theirs = _words(printed), _words(expected)
    if len(mine) == len(theirs):
        return all(map(_same, mine, theirs))
    if len(mine) < len(theirs):
        return _within(mine, theirs)
    return _within(theirs, mine)


def _within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return bool(few) and all(any(_same(word, other) for other in rest) for word in few)


def _same(mine: str, theirs: str) -> bool:
    return mine == theirs or (mine.endswith(".") and len(mine) > 1 and theirs.startswith(mine[:-1]))


def _words(form: str) -> list[str]:
    plain = unicodedata.normalize("NFD", _SIGNS.sub("", form))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().split()


def _plain(form: str) -> str:
    """Give a romanised name as running English prints it: without signs for `ь` and `ъ`."""
    return _SIGNS.sub("", form)


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────


def _check_scripts(desk: Desk, names: tuple[NameEntry, ...]) -> None:
    """Warn of forms of ours that mix scripts; what has to stand in a source is held against the source."""
    for entry in names:
        for form in (entry.name, entry.short, None if entry.origin else entry.original):
            if message := scripts.check(form):
                desk.say(message)


def _check_variants(desk: Desk, names: tuple[NameEntry, ...]) -> None:
    """Warn of each variant that stands in no source; not while a source could not be read."""
    grounds = [ground for _, ground in sorted(desk.library.grounds.items())]
    if len(grounds) < len(desk.library.declared) or desk.library.refused.kinds:
        return
    wholes = [_Whole(ground) for ground in grounds]
    for entry in names:
        for variant in entry.variants:
            needle = fold(variant.text).chars.strip()
            if not any(whole.has(needle) for whole in wholes):
                _say_not_found(desk, variant, grounds)


class _Whole:
    """A source with what may not be quoted of it, as the name of a picture: folded when first asked for."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @cached_property
    def _chars(self) -> str:
        return folded_chars((Text.of(self._ground.source.text),), frozenset())[0]

    def has(self, form: str) -> bool:
        """Whether a folded form stands in the source."""
        return _holds(self._ground.chars, form) or _holds(self._chars, form)


def _holds(chars: str, needle: str) -> bool:
    at = chars.find(needle)
    while at >= 0:
        if at_edge(chars, at) and at_edge(chars, at + len(needle)):
            return True
        at = chars.find(needle, at + 1)
    return False


def _say_not_found(desk: Desk, variant: Words, grounds: list[Ground]) -> None:
    message = warning("variant-not-found", f"no source has the form `{variant}`", variant.span)
    texts = [ground.chars for ground in grounds]
    like = most_like(fold(variant.text).chars.strip(), texts, cutoff=_LIKE) if desk.may_search() else ()
    for near in like:
        ground = grounds[near.index]
        where = refusals.where(ground, near.start, near.stop)
        message = message.beside(refusals.source_span(ground, near.start, near.stop), f"nearest, {where}")
    strange = scripts.remark(str(variant))
    desk.say(message.hint(*strange, "give the form as a source has it", "or take it away"))


def _check_shared(desk: Desk, names: tuple[NameEntry, ...]) -> None:
    """Warn of each form that two names have: which is meant cannot be told."""
    first: dict[str, tuple[NameEntry, Words]] = {}
    for entry in names:
        for form in (entry.name, entry.short, entry.original, *entry.variants):
            if not form:
                continue
            other, there = first.setdefault(fold(form.text).chars.strip(), (entry, form))
            if other is not entry:
                desk.say(
                    warning(
                        "form-shared", f"`{form}` is a form of `{other.key}` and of `{entry.key}`", form.span
                    )
                    .beside(there.span, f"of `{other.key}`")
                    .hint("keep it with one of the two")
                )
