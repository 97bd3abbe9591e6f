"""The work on one chapter, in whatever process: laid out, bound alone, read, and found whole or not."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier import audit, bind, layout
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.frozen import Frozen, field, replace
from roa_dossier.layout.job import Run, Set, Survey, Surveyed
from roa_dossier.model.book import Book, Manuscript, Typesetting
from roa_dossier.model.fragment import Face, Fonts, Wear
from roa_dossier.model.report import Alone, Reading, Report


class Task(Frozen):
    """A chapter to be made.

    Attributes:
        run: its layout.
        manuscripts: what it must print, without HTML, places as `audit.late.unplaced` gives them.
        language: of the book.
        end_notes: the manuscripts whose notes stand at their end.
        texts: whether the pages' own text is wanted.
        eases: whether it is laid out again, by the first remedies, where it lost a note.
        files: the files of fonts that it uses, by digest, where it is read in another process.
        readings: what was read of its pages last.

    """

    run: Run
    manuscripts: tuple[Manuscript, ...]
    language: str
    end_notes: tuple[str, ...] = ()
    texts: bool = False
    eases: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()


class Made(Frozen):
    """What became of a chapter.

    Attributes:
        set: its pages.
        alone: what reading them found.
        said: the messages of that.
        remedies: how far it went to keep its notes, by the ids of its manuscripts.
        name: under which it was kept first, and no other chapter; "" where it is not kept.

    """

    set: Set
    alone: Alone = field(default_factory=lambda: Alone(Report(0, 0)))
    said: tuple[Diagnostic, ...] = ()
    remedies: dict[str, int] = field(default_factory=dict)
    name: str = ""


def make(task: Task) -> Made:
    """Lay out a chapter, bind it alone and read it; lay it out again where it lost a note."""
    return finish(task, lay(task))


def finish(task: Task, laid: Set) -> Made:
    """Do what follows once a chapter is laid out; `laid` is what `lay` gave, in this process or another."""
    made = read(task, laid)
    remedies: dict[str, int] = {}
    while task.eases and (lost := _curable(task, made, remedies)):
        remedies |= {name: remedies.get(name, 0) + 1 for name in lost}
        run = layout.eased(replace(task.run, last=None), remedies)
        made = replace(read(task, lay(replace(task, run=run))), remedies=dict(remedies))
    return made


def _curable(task: Task, made: Made, remedies: Mapping[str, int]) -> list[str]:
    """Give the manuscripts that lost a note and were not given all remedies that leave it on its page."""
    missing = (name for name in made.alone.report.missing if name not in task.end_notes)
    return [name for name in missing if remedies.get(name, 0) < layout.END_NOTES - 1]


def lay(task: Task) -> Set:
    """Lay out a chapter, and read nothing yet."""
    return layout.fragment(task.run)


def read(task: Task, laid: Set) -> Made:
    """Bind a chapter alone and read it."""
    if laid.failure or laid.whole:
        return Made(laid)
    fragment = laid.fragment
    fonts = layout.faces(fragment.faces, {**dict(laid.files), **task.files}, whole=True)
    told = Typesetting("", task.language, ())
    wear = Wear((tuple(range(len(fonts.names))),), (0,))
    pdf = bind.written((bind.Standing(fragment, 0),), fonts, wear, told, unknown=True)
    first = {anchor.name: anchor.page for anchor in reversed(fragment.anchors)}
    names = [one.id for one in task.manuscripts]
    book = Book(
        pdf=pdf,
        manuscripts=task.manuscripts,
        first_pages={name: first[name] for name in names if name in first},
        end_notes=task.end_notes,
        alone=True,
    )
    before = task.readings
    known = {page: before[last] for page, last in enumerate(laid.stays) if 0 <= last < len(before)}
    checked = audit.alone(book, task.texts, known)
    return Made(laid, checked.value, checked.diagnostics)


def survey(asked: Survey) -> Surveyed:
    """Ask the engine where manuscripts begin."""
    return layout.survey(asked)


def embed(used: tuple[Face, ...], files: dict[str, bytes]) -> Fonts:
    """Make the fonts of a book."""
    return layout.faces(used, files)


def warm(example: Run) -> bool:
    """Do what a process does but once, so that the first chapter need not wait for it."""
    return not make(Task(example, (), "en")).set.failure


def open_for(example: Run) -> None:
    """Read style sheets, and load what reads pages: what a process does but once."""
    layout.open_for(example)
    audit.load()


def ready() -> bool:
    """Load the layout engine, so that the first chapter need not wait for it."""
    return layout.ready()
