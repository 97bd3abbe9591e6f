"""What is kept of the chapters of a book from build to build: in memory, and on the disk."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from typing import Any

from roa_dossier import bind, machine, program, store
from roa_dossier.build.alone import Made, Task
from roa_dossier.frozen import Frozen, field, packed, replace
from roa_dossier.layout.job import Last, Past, Run, Survey, Surveyed
from roa_dossier.model.fragment import Face, Fonts
from roa_dossier.model.report import Reading, Text
from roa_dossier.world import World

_CODE = ("layout/", "bind/", "audit/", "pdf/", "model/", "build/alone.py")
_IN_MEMORY = 2000
_EXAMPLE = "example"
"""The name of the only one: nothing that is made depends on it."""


class Hints(Frozen):
    """What a book was like when it was last bound: where to begin guessing; nothing depends on it.

    Attributes:
        pages: how many each of its parts had, by the id of its first manuscript.
        labels: the page of each anchor whose page is printed somewhere.
        keys: under which each part was kept, by the same id.

    """

    pages: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


class Binding(Frozen):
    """What was put together for a book and found right in it, for a later process.

    Attributes:
        bodies: the objects of its fragments, as `bind.Prepared` names them.
        files: the files that travel in it, deflated, by name and digest.
        right: what was found right, as `audit.bound.Seen` names it.

    """

    bodies: dict[str, bind.Packed] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    right: dict[bytes, tuple[str, ...]] = field(default_factory=dict)


class Stock:
    """Chapters, fonts and what else of a book was made before, found by all that it depends on.

    Args:
        world: where it is kept.
        memory: what is at hand of it.
        fingerprint: of the machine, where it is known.

    """

    def __init__(self, world: World, memory: dict[str, Any], fingerprint: str = "") -> None:
        self._memory = memory
        self._fingerprint = fingerprint
        self._made = store.Store(world, "chapters", Made)
        self._texts = store.Store(world, "texts", tuple[Text, ...])
        self._surveys = store.Store(world, "beginnings", Surveyed)
        self._fonts = store.Store(world, "fonts", Fonts)
        self._files = store.Store(world, "font-files", bytes)
        self._hints = store.Store(world, "hints", Hints)
        self._examples = store.Store(world, "examples", Run)
        self._pasts = store.Store(world, "pasts", Past)
        self._readings = store.Store(world, "readings", tuple[Reading, ...])
        self._bindings = store.Store(world, "bindings", Binding)

    def stores(self) -> tuple[store.Store[Any], ...]:
        """Give all that it keeps on the disk."""
        of_chapters = self._made, self._texts, self._surveys, self._fonts, self._files
        return *of_chapters, self._hints, self._examples, self._pasts, self._readings, self._bindings

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names of entries that were damaged and thrown away."""
        return tuple(name for each in self.stores() for name in each.damaged)

    def has(self, key: str) -> bool:
        """Say whether a chapter was made before, as far as one sees without opening it."""
        return key in self._memory or self._made.has(key)

    def chapter(self, key: str) -> Made | None:
        """Give a chapter that was made before; None where something of it is missing."""
        made: Made | None = self._memory.get(key) or self._made.get(key)
        if made is None:
            return None
        if any(
            face.file not in self._memory and not self.file(face.file) for face in made.set.fragment.faces
        ):
            return None
        self._remember(key, made)
        return made

    def keep_chapter(self, key: str, made: Made) -> Made:
        """Keep a chapter with its fonts and texts apart, and give it without these."""
        for digest, data in made.set.files:
            if digest not in self._memory:
                self._memory[digest] = data
                self._files.put(digest, data)
        if made.alone.texts:
            self._memory["texts" + key] = made.alone.texts
            self._texts.put(key, made.alone.texts)
        if made.set.past is not None:
            self._pasts.put(key, made.set.past)
            self._readings.put(key, made.alone.readings)
        bare = replace(
            made,
            set=replace(made.set, files=(), past=None, stays=()),
            alone=replace(made.alone, texts=(), readings=()),
            name=key,
        )
        if bare.set.failure is None:
            self._made.put(key, bare)
            self._remember(key, bare)
        return bare

    def last(self, made: Made) -> Last | None:
        """Give what is remembered of the layout of a chapter, with its pages; None for nothing."""
        past = self._pasts.get(made.name) if made.name else None
        return Last(past, made.set.fragment, made.set.blank) if past is not None else None

    def readings(self, made: Made) -> tuple[Reading, ...]:
        """Give what was read of a chapter's pages; none where it is lost."""
        return self._readings.get(made.name) or ()

    def also(self, key: str, other: str, made: Made, texts: bool) -> None:
        """Keep a chapter under another key too: the one under which it is looked for next time."""
        if other != key and self._memory.get(other) is not made:
            self._made.put(other, made)
            self._remember(other, made)
            if texts:
                self._memory["texts" + other] = found = self.texts(key)
                self._texts.put(other, found)

    def texts(self, key: str) -> tuple[Text, ...]:
        """Give the texts of a chapter's pages; none where they are lost."""
        found: tuple[Text, ...] = self._memory.get("texts" + key) or self._texts.get(key) or ()
        return found

    def _remember(self, key: str, made: Any) -> None:
        self._memory[key] = made
        while len(self._memory) > _IN_MEMORY:
            del self._memory[next(iter(self._memory))]

    def file(self, digest: str) -> bytes:
        """Give the file of a font; b"" where it is lost."""
        if digest not in self._memory:
            data = self._files.get(digest) or b""
            if hashlib.sha256(data).hexdigest() != digest:
                return b""
            self._memory[digest] = data
        found: bytes = self._memory[digest]
        return found

    def known_files(self) -> frozenset[str]:
        """Give the digests of the fonts' files that are in memory."""
        return frozenset(key for key, value in self._memory.items() if isinstance(value, bytes))

    def survey(self, asked: Survey) -> Surveyed | None:
        """Give what the engine said of beginnings."""
        key = self._key("survey", packed(asked))
        found: Surveyed | None = self._memory.get(key) or self._surveys.get(key)
        if found is not None:
            self._memory[key] = found
        return found

    def keep_survey(self, asked: Survey, found: Surveyed) -> None:
        """Keep it."""
        if found.failure is None:
            key = self._key("survey", packed(asked))
            self._memory[key] = found
            self._surveys.put(key, found)

    def fonts(self, faces: tuple[Face, ...]) -> tuple[str, Fonts | None]:
        """Give the fonts of a book, and the key they are kept under."""
        key = self._key("fonts", packed(faces))
        found: Fonts | None = self._memory.get(key) or self._fonts.get(key)
        if found is not None:
            self._memory[key] = found
        return key, found

    def keep_fonts(self, key: str, fonts: Fonts) -> None:
        """Keep them."""
        self._memory[key] = fonts
        self._fonts.put(key, fonts)

    def hints(self, name: str) -> Hints:
        """Give what is known of the last binding of a book."""
        return self._hints.get(self._key("hints", name)) or Hints()

    def keep_hints(self, name: str, hints: Hints) -> None:
        """Keep it."""
        self._hints.put(self._key("hints", name), hints)

    def binding(self, name: str) -> Binding:
        """Give what was put together when a book was last bound, and found right in it."""
        return self._bindings.get(self._key("binding", name)) or Binding()

    def keep_binding(self, name: str, binding: Binding) -> None:
        """Keep it."""
        self._bindings.put(self._key("binding", name), binding)

    def example(self) -> Run | None:
        """Give a few lines in the styles of the last book; None where there was none."""
        return self._examples.get(_EXAMPLE)

    def keep_example(self, example: Run) -> None:
        """Keep them for the next book."""
        if self._memory.get("example") != example:
            self._memory["example"] = example
            self._examples.put(_EXAMPLE, example)

    def tidy(self) -> None:
        """Let old entries make room."""
        for each in self.stores():
            each.tidy()

    # ── keys ────────────────────────────────────────────────────────────────────────────────────────

    def book(self, run: Run, language: str, texts: bool) -> str:
        """Name what all chapters of a book depend on."""
        plain = (run.head, run.css, run.fonts, run.lines, language, texts)
        return self._key("book", repr(plain))

    def name(self, book: str, task: Task) -> str:
        """Name a chapter of a book by what it depends on besides."""
        run = task.run
        given = (
            run.sections,
            run.before,
            sorted(run.images),
            run.side,
            run.blank,
            run.begins,
            run.digits,
            run.first,
            run.grows,
            run.total,
            task.manuscripts,
            task.end_notes,
            task.eases,
        )
        return self._key(book, packed(given))

    @cached_property
    def _base(self) -> str:
        return store.key(code(), self._fingerprint or machine.fingerprint())

    def _key(self, *parts: object) -> str:
        return store.key(self._base, *parts)


@cache
def code() -> str:
    """Give a digest of the code that makes chapters: what other code made is made again."""
    return program.code(lambda name: name.startswith(_CODE))
