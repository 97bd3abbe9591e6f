"""A book from chapters that are laid out alone: made anew where they changed, numbered, bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from roa_dossier import bind, layout
from roa_dossier.audit.late import unplaced
from roa_dossier.build import alone
from roa_dossier.build.alone import Made, Task
from roa_dossier.build.chapter import Chapter, extent, ordered
from roa_dossier.build.guesses import Guesses
from roa_dossier.build.stock import Hints, Stock
from roa_dossier.build.workers import Lost, Piece, Workers
from roa_dossier.frozen import replace
from roa_dossier.layout.fragments import runs
from roa_dossier.layout.job import Cause, Failure, Set, Surveyed
from roa_dossier.model.book import Manuscript, Place, Typesetting
from roa_dossier.model.fragment import Face, Fonts, Fragment
from roa_dossier.model.report import Text

if TYPE_CHECKING:
    pass

_ROUNDS = 8

Progress = Callable[[str, str], None]


class Whole(Exception):
    """The book must be laid out whole; says why."""


class Bindery:
    """Makes the chapters of one book until their numbers hold.

    Args:
        stock: what was made before.
        workers: who makes what was not.
        typesetting: of the book, without remedies.
        texts: whether lists of pages are printed, so that the pages' text is wanted.
        progress: told what is done.
        hints: where to begin guessing.

    """

    def __init__(
        self,
        stock: Stock,
        workers: Workers,
        typesetting: Typesetting,
        texts: bool,
        progress: Progress,
        hints: Hints,
    ) -> None:
        self._stock, self._workers, self._typesetting = stock, workers, typesetting
        self._texts, self._progress, self._hints = texts, progress, hints
        self._labels: Mapping[str, int] = hints.labels
        self._fonts = layout.named_fonts(typesetting)
        self._known: dict[tuple[object, ...], Chapter] = {}
        self._book = ""
        self._all = runs.counts_all(typesetting.css)
        self._eases = True
        self.surveyed = Surveyed()
        self.laid: list[tuple[str, float]] = []
        self.early: Callable[[str, Set, int, Mapping[str, Place], int], None] | None = None
        self.meanwhile: Iterator[None] = iter(())

    # ── what is to be made ──────────────────────────────────────────────────────────────────────────

    def chapters(
        self,
        manuscripts: tuple[Manuscript, ...],
        typesetting: Typesetting,
        end_notes: tuple[str, ...],
        eases: bool,
    ) -> list[Chapter]:
        """Give the chapters of a book; those that are as they were keep what was made of them.

        Args:
            manuscripts: in order.
            typesetting: with remedies.
            end_notes: the manuscripts whose notes stand at their end.
            eases: whether chapters that lose a note are laid out again by the first remedies.

        """
        self._eases = eases
        asked = runs.asked(manuscripts, typesetting, self._fonts)
        found = self._stock.survey(asked)
        if found is None:
            answer = self._workers.one(alone.survey, asked)
            if isinstance(answer, Lost):
                raise Whole("the engine ends when it is asked for the beginnings of chapters")
            found = answer
            self._stock.keep_survey(asked, found)
        if found.whole or found.failure:
            raise Whole(found.whole or "the engine cannot say where chapters begin")
        self.surveyed = found
        made = []
        for plan in runs.planned(manuscripts, typesetting, found, self._fonts):
            if not self._book:
                self._book = self._stock.book(plan.run, typesetting.language, self._texts)
            of = tuple(one for one in end_notes if any(one == m.id for m in plan.manuscripts))
            name = (plan.run.sections, plan.run.before, plan.side, plan.run.blank, of)
            if name not in self._known:
                chapter = Chapter(plan, unplaced(plan.manuscripts))
                chapter.before = self._hints.pages.get(chapter.name, 0)
                self._known[name] = chapter
            chapter = self._known[name]
            chapter.plan = plan
            made.append(chapter)
        return made

    # ── made until the numbers hold ─────────────────────────────────────────────────────────────────

    def settle(self, chapters: list[Chapter], end_notes: tuple[str, ...]) -> tuple[bind.Standing, ...]:
        """Make what is not made yet, or of which a number has other digits than were thought.

        Raises:
            Whole: numbers do not settle, or something cannot be laid out alone.

        """
        for _ in range(_ROUNDS):
            wrong = [chapter for chapter in chapters if chapter.made is None]
            if not wrong:
                standing = self._standing(chapters)
                wrong = self._misfits(chapters, standing)
                if not wrong:
                    return standing
                # where anchors stand now is nearer to where they will than what an earlier book says
                self._labels = {name: place.page + 1 for name, place in bind.places(standing).items()}
            self._make(chapters, wrong, end_notes)
        raise Whole("the numbers of its pages do not settle")

    def _standing(self, chapters: list[Chapter]) -> tuple[bind.Standing, ...]:
        return bind.standing(self._parts(chapters))

    @staticmethod
    def _parts(chapters: list[Chapter]) -> tuple[bind.Part, ...]:
        found = []
        for chapter in chapters:
            assert chapter.made is not None
            laid = chapter.made.set
            found.append(bind.Part(laid.fragment, laid.blank, chapter.plan.side, chapter.made.name))
        return tuple(found)

    def _misfits(self, chapters: list[Chapter], standing: tuple[bind.Standing, ...]) -> list[Chapter]:
        """Give the chapters that were made for numbers of other digits, or for the other side."""
        places, pages = bind.places(standing), bind.count(standing)
        by_fragment = {id(one.fragment): one for one in standing}
        found = []
        for chapter in chapters:
            assert chapter.made is not None
            laid = chapter.made.set
            one = by_fragment[id(laid.fragment)]
            wanted = "right" if one.first % 2 == 0 else "left"
            turned = not chapter.plan.free and not chapter.plan.side and laid.side != wanted
            filled = ((slot, bind.number(slot, one, pages, places)) for slot in laid.fragment.slots)
            if turned or any(number and len(number) != len(slot.at) for slot, number in filled):
                found.append(chapter)
        return found

    def _make(self, chapters: list[Chapter], wanted: list[Chapter], end_notes: tuple[str, ...]) -> None:
        """Take chapters from stock, and have the others made, which are begun with."""
        extents = {id(one): extent(one, one not in wanted) for one in chapters}
        guesses = Guesses([*extents.values()], self._labels)
        task = self._tasks(chapters, guesses, end_notes)
        for at, chapter in enumerate(chapters):
            if chapter in wanted:
                chapter.key = self._stock.name(self._book, task(at))
        kept = [one for one in wanted if self._stock.has(one.key)]
        lost: list[Chapter] = []

        def taken() -> Iterator[None]:
            for chapter in kept:
                made = self._stock.chapter(chapter.key)
                if made is None:
                    lost.append(chapter)
                else:
                    chapter.made = made
                    extents[id(chapter)].fragment = made.set.fragment
                yield

        def made(missing: list[Chapter], meanwhile: Iterator[None]) -> None:
            for chapter, fragment in self._laid(chapters, missing, guesses, end_notes, meanwhile):
                extents[id(chapter)].fragment = fragment

        taking = taken()
        if self.early is not None:
            _exhaust(taking)  # they are at hand
        made([one for one in wanted if one not in kept], chain(taking, self.meanwhile))
        _exhaust(taking)
        made(lost, self.meanwhile)

    def _laid(
        self,
        chapters: list[Chapter],
        missing: list[Chapter],
        guesses: Guesses,
        end_notes: tuple[str, ...],
        meanwhile: Iterator[None],
    ) -> Iterator[tuple[Chapter, Fragment]]:
        """Have chapters made, and give each with its pages as soon as it is."""

        def pieces() -> Iterator[Piece]:
            for chapter in ordered(missing):
                task = self._tasks(chapters, guesses, end_notes)(chapters.index(chapter))
                chapter.key = self._stock.name(self._book, task)
                task = self._as_last(chapter, task)
                yield Piece(chapter, (task,), task.run.seconds, task.run.memory)

        making = self._workers.each(alone.make, pieces(), meanwhile)
        if self.early is not None and len(missing) == 1:
            making = self._one_edited(chapters, missing[0], guesses, next(pieces()))
        for done, (chapter, found, seconds) in enumerate(making, 1):
            self._progress("laying out", f"{chapter.name} ({done} of {len(missing)})")
            made = Made(Set(failure=_failure(found))) if isinstance(found, Lost) else found
            if made.set.whole or made.set.strange:
                raise Whole(made.set.whole or "the engine is another")
            chapter.made = made = self._stock.keep_chapter(chapter.key, made)
            self.laid.append((chapter.name, seconds))
            yield chapter, made.set.fragment

    def last(self, chapter: Chapter) -> Made | None:
        """Give what is made of a chapter, or was when the book was last bound; None for nothing."""
        key = self._hints.keys.get(chapter.name)
        return chapter.made or (self._stock.chapter(key) if key else None)

    def _as_last(self, chapter: Chapter, task: Task) -> Task:
        """Let pages stay as they were when the chapter was laid out last."""
        made = self.last(chapter)
        last = self._stock.last(made) if made else None
        if made is None or last is None:
            return task
        files = {face.file: self._stock.file(face.file) for face in last.fragment.faces}
        known = task.run.known | files.keys()
        run = replace(task.run, last=last, known=known)
        return replace(task, run=run, files=files, readings=self._stock.readings(made))

    def _one_edited(
        self, chapters: list[Chapter], chapter: Chapter, guesses: Guesses, piece: Piece
    ) -> Iterator[tuple[Chapter, Made | Lost, float]]:
        """Make the chapter that is being edited, and show it before it is read."""
        assert self.early is not None
        task: Task = piece.given[0]
        ((_, laid, took),) = self._workers.each(alone.lay, iter([piece]))
        if isinstance(laid, Lost):
            yield chapter, laid, took
            return
        if not (laid.failure or laid.whole or laid.strange):
            files = {face.file: self._stock.file(face.file) for face in laid.fragment.faces}
            task = replace(task, files=task.files | {name: data for name, data in files.items() if data})
            starts, total = guesses.starts()
            where = guesses.where(starts)
            asked = {name: Place(where(name) - 1, str(where(name))) for name in laid.asked}
            show, self.early = self.early, None
            show(chapter.name, laid, starts[chapters.index(chapter)] - 1, asked, total)
        ((_, made, more),) = self._workers.each(alone.finish, iter([replace(piece, given=(task, laid))]))
        yield chapter, made, took + more

    def _tasks(
        self, chapters: list[Chapter], guesses: Guesses, end_notes: tuple[str, ...]
    ) -> Callable[[int], Task]:
        """Give what gives the work on a chapter, with the digits that numbers have as far as is known now."""
        starts, total = guesses.starts()
        where = guesses.where(starts)
        files = self._stock.known_files()

        def task(at: int) -> Task:
            chapter, first = chapters[at], starts[at]
            run = chapter.plan.run
            anchors = (name for _, html in run.sections for name in runs.referred(html))
            asked = chapter.made.set.asked if chapter.made else ()
            after = starts[at + 1] if at + 1 < len(starts) else total + 1
            seconds, memory = layout.allowed(run.sections)
            numbered = replace(
                run,
                side=chapter.plan.side or ("right" if chapter.plan.free or first % 2 else "left"),
                digits=tuple((name, len(str(where(name)))) for name in dict.fromkeys((*anchors, *asked))),
                first=len(str(first)),
                grows=tuple(10**power - first for power in range(1, 6) if first < 10**power < after),
                total=len(str(total)) if self._all else 2,
                seconds=seconds,
                memory=memory,
                known=files,
            )
            of = tuple(one for one in end_notes if any(one == m.id for m in chapter.plan.manuscripts))
            return Task(
                numbered, chapter.manuscripts, self._typesetting.language, of, self._texts, self._eases
            )

        return task

    # ── what is kept ────────────────────────────────────────────────────────────────────────────────

    def remember(
        self, chapters: list[Chapter], end_notes: tuple[str, ...], places: Mapping[str, Place]
    ) -> Hints:
        """Keep the chapters that were made now under the keys under which they are looked for next time."""
        laid = {name for name, _ in self.laid}
        if laid:
            extents = [extent(chapter, False) for chapter in chapters]
            labels = {name: place.page + 1 for name, place in places.items()}
            tasks = self._tasks(chapters, Guesses(extents, labels), end_notes)
            for at, chapter in enumerate(chapters):
                if chapter.name in laid and chapter.made is not None:
                    key = self._stock.name(self._book, tasks(at))
                    self._stock.also(chapter.key, key, chapter.made, self._texts)
        printed = {name for chapter in chapters if chapter.made for name in chapter.made.set.asked}
        return Hints(
            {chapter.name: extent(chapter, True).pages(1) for chapter in chapters},
            {name: places[name].page + 1 for name in sorted(printed) if name in places},
            {chapter.name: chapter.key for chapter in chapters},
        )

    def texts(self, chapters: list[Chapter], standing: tuple[bind.Standing, ...]) -> tuple[Text, ...]:
        """Give the own text of all pages, in order; none stands on a blank one."""
        keys = {id(chapter.made.set.fragment): chapter.key for chapter in chapters if chapter.made}
        found: list[Text] = []
        for one in standing:
            of = self._stock.texts(keys[id(one.fragment)]) if id(one.fragment) in keys else ()
            found.extend(of or [Text("", "")] * len(one.fragment.pages))
        return tuple(found)

    def fonts(self, faces: tuple[Face, ...], meanwhile: Iterator[None] = iter(())) -> Fonts:  # noqa: B008
        """Give fonts, of which these glyphs are used; what is done meanwhile may be left in its midst."""
        key, found = self._stock.fonts(faces)
        if found is None:
            files = {face.file: self._stock.file(face.file) for face in faces}
            piece = Piece("fonts", (faces, files))
            ((_, answer, _),) = self._workers.each(alone.embed, iter([piece]), meanwhile)
            if isinstance(answer, Lost):
                raise Whole("the fonts cannot be made")
            found = answer
            self._stock.keep_fonts(key, found)
        return found


def _exhaust(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def _failure(lost: Lost) -> Failure:
    if lost.out_of_time:
        return Failure(Cause.TIME, str(lost.seconds))
    return Failure(Cause.DIED, "the process ended")
