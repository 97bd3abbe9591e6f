"""What resolving needs at hand and gathers on the way: the library, the messages, what was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.evidence import Ground
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Passage
from roa_dossier.model.outline import FactEntry, NameEntry, SourceEntry, Unread, Words, WorkEntry
from roa_dossier.nearest import closest

_HINTED = 200


_SEARCHES = 200


Apart = tuple[bool, bool, frozenset[frozenset[str]]]
"""What a desk by itself knows of others: whether no search is left, whether to be terse, what was told."""


class Library(Frozen):
    """The sources made ready for seeking, and the entries by id.

    Attributes:
        grounds: the sources that could be read, by key.
        declared: the keys of all sources, read or not.
        works: by key.
        facts: by key.
        names: by key.
        languages: the language of each source that is not in that of facts and names (BCP 47), by key.
        refused: what could not be read, of whose uses nothing is said.
        language: that of facts and names (BCP 47).
        printed: that of the edition: the same, but in a translation.

    """

    grounds: Mapping[str, Ground]
    declared: frozenset[str]
    works: Mapping[str, WorkEntry]
    facts: Mapping[str, FactEntry]
    names: Mapping[str, NameEntry]
    languages: Mapping[str, str]
    refused: Unread
    language: str = "en"
    printed: str = ""

    @staticmethod
    def of(
        language: str,
        grounds: tuple[tuple[str, Ground], ...] = (),
        sources: tuple[SourceEntry, ...] = (),
        works: tuple[WorkEntry, ...] = (),
        facts: tuple[FactEntry, ...] = (),
        names: tuple[NameEntry, ...] = (),
        unread: tuple[frozenset[tuple[str, str]], frozenset[str]] = (frozenset(), frozenset()),
        written: str = "",
    ) -> Library:
        """Gather the entries of an outline by id; `unread` and the rest are as it has them."""
        own = written or language
        return Library(
            dict(grounds),
            frozenset(str(entry.key) for entry in sources),
            {str(entry.item.key): entry for entry in works},
            {str(entry.key): entry for entry in facts},
            {str(entry.key): entry for entry in names},
            {
                str(entry.key): other
                for entry in sources
                if (other := str(entry.reference.data.get("language") or ""))
                and other.split("-")[0] != own.split("-")[0]
            },
            Unread(*unread),
            own,
            language,
        )

    def citable(self, name: str) -> bool:
        """Whether an id that is neither a source's nor a work's may be one that could not be read."""
        return self.refused.holds("source", name) or self.refused.holds("work", name)


class Gathered(Frozen):
    """What was gathered at a desk, with the meaning that its fields have there."""

    diagnostics: tuple[Diagnostic, ...]
    used: tuple[tuple[Passage, str], ...]
    quotations: int
    facts: frozenset[str]
    disagreed: frozenset[frozenset[str]]
    searches: int


@dataclass(slots=True)
class Desk:
    """The state of one run over the outline.

    Attributes:
        library: what is looked up.
        diagnostics: what there is to say, in the order found.
        used: every passage printed or cited, with how ("quoted", "fact", "cell", "cited").
        quotations: how many quotations were found.
        facts: the ids of the facts used.
        mentioned: the names mentioned so far in this chapter.
        calls: how many calls this chapter has so far.
        citations: how many citations this chapter has so far.
        disagreed: the pairs of facts of whose disagreement it was told where one of them is used.
        searches: how many nearest passages were searched for.
        terse: whether so much was said before that what was meant is no longer looked for.
        chapter_language: of the chapter, where it is not that of the edition; "" elsewhere.

    """

    library: Library
    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: list[tuple[Passage, str]] = field(default_factory=list)
    quotations: int = 0
    facts: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    calls: int = 0
    citations: int = 0
    disagreed: set[frozenset[str]] = field(default_factory=set)
    searches: int = 0
    terse: bool = False
    chapter_language: str = ""

    def say(self, diagnostic: Diagnostic) -> None:
        """Take a message down."""
        self.diagnostics.append(diagnostic)

    def may_search(self) -> bool:
        """Whether another nearest passage may be searched for: a file of mistakes ends in seconds, too."""
        self.searches += 1
        return self.searches <= _SEARCHES

    def apart(self) -> Apart:
        """Give all that a desk for a chapter by itself must know of what came before."""
        return self.searches >= _SEARCHES, len(self.diagnostics) >= _HINTED, frozenset(self.disagreed)

    @staticmethod
    def anew(library: Library, apart: Apart) -> Desk:
        """Give a desk for a chapter by itself, whose numbers and limits are its own."""
        spent, terse, disagreed = apart
        return Desk(library, searches=_SEARCHES if spent else 0, terse=terse, disagreed=set(disagreed))

    def gathered(self) -> Gathered:
        """Give all that was gathered at this desk."""
        return Gathered(
            tuple(self.diagnostics),
            tuple(self.used),
            self.quotations,
            frozenset(self.facts),
            frozenset(self.disagreed),
            self.searches,
        )

    def take(self, other: Gathered) -> None:
        """Take over what was gathered at another desk."""
        self.diagnostics.extend(other.diagnostics)
        self.used.extend(other.used)
        self.quotations += other.quotations
        self.facts |= other.facts
        self.disagreed |= other.disagreed
        self.searches += other.searches

    def open_chapter(self, language: str = "") -> None:
        """Begin a chapter, in a language where it is not the edition's; its numbers start anew."""
        self.chapter_language = language
        self.mentioned = set()
        self.calls = self.citations = 0

    def language(self, source: Words) -> str:
        """Give a source's language where it is not the chapter's; "" otherwise."""
        here = self.chapter_language or self.library.printed or self.library.language
        found = self.library.languages.get(str(source), self.library.language)
        return "" if found.split("-")[0] == here.split("-")[0] else found

    def next_call(self) -> int:
        """Give the id of the next call."""
        self.calls += 1
        return self.calls - 1

    def next_citation(self) -> int:
        """Give the id of the next citation."""
        self.citations += 1
        return self.citations - 1

    def ground(self, key: Words) -> Ground | None:
        """Look a source up; say so when there is none. A source that could not be read is silent here."""
        name = str(key)
        found = self.library.grounds.get(name)
        if found is None and name not in self.library.declared and not self.library.citable(name):
            message = error("unknown-source", f"no source is named `{name}`", key.span)
            if name in self.library.works:
                message = message.hint(f"`{name}` is a work without a snapshot: it cannot be quoted from")
            self.say(self._suggest(message, name, self.library.declared))
        return found

    def work(self, key: Words) -> WorkEntry | None:
        """Look a work up; say so when there is none."""
        found = self.library.works.get(str(key))
        if found is None and not self.library.citable(str(key)):
            known = self.library.declared | self.library.works.keys()
            message = error("unknown-citation-key", f"no source or work is named `{key}`", key.span)
            self.say(self._suggest(message, str(key), known))
        return found

    def fact(self, key: Words) -> FactEntry | None:
        """Look a fact up; say so when there is none."""
        found = self.library.facts.get(str(key))
        if found is None and not self.library.refused.holds("fact", key):
            message = error("unknown-fact", f"no fact is named `{key}`", key.span)
            self.say(self._suggest(message, str(key), self.library.facts))
        return found

    def name(self, key: Words) -> NameEntry | None:
        """Look a name up; say so when there is none."""
        found = self.library.names.get(str(key))
        if found is None and not self.library.refused.holds("name", key):
            message = error("unknown-name", f"no name is named `{key}`", key.span)
            self.say(self._suggest(message, str(key), self.library.names))
        return found

    def _suggest(
        self, message: Diagnostic, name: str, known: Mapping[str, object] | frozenset[str]
    ) -> Diagnostic:
        """Add what was probably meant; not to the thousandth message, as each is a search over all ids."""
        told = self.terse or len(self.diagnostics) >= _HINTED
        return message if told else _suggested(message, name, known)


def _suggested(message: Diagnostic, name: str, known: Mapping[str, object] | frozenset[str]) -> Diagnostic:
    near = closest(name, known)
    if near:
        return message.hint(f"did you mean `{near}`?")
    if known:
        listed = ", ".join(f"`{key}`" for key in sorted(known)[:8])
        return message.hint(f"known: {listed}" + (" …" if len(known) > 8 else ""))
    return message
