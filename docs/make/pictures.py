"""Makes docs/pictures.md: pages of this repository's dossier, chosen by what stands on them.

`make pictures` prints the editions that are shown, and takes the pages by the ids of blocks and parts or
by heads of the outline, never by their numbers. Editions are known by what they do; kinds that
dossier.yaml lacks are left out. With `--as-built` the PDFs in build/ are taken as they are, as after
`roa-dossier build --all`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from roa_dossier import build, console, editions  # noqa: E402
from roa_dossier.build.orders import Order, sheets_name  # noqa: E402
from roa_dossier.model.outline import DocumentBlock, Edition, Outline, TasksBlock  # noqa: E402
from roa_dossier.pdf import Anatomy, anatomy  # noqa: E402
from roa_dossier.world import Disk  # noqa: E402

PAGE = ROOT / "docs/pictures.md"
PICTURES = ROOT / "docs/images/pages"
DPI = 84

HEAD = """\
# Pages of the dossier

What the dossier in this repository looks like in print. What single blocks make shows the
[gallery](gallery.md).

This page is made by `make pictures`, which prints the dossier and finds the pages by what stands on them.

"""

Chooser = Callable[["Printed"], "int | None"]
Kind = Callable[[Edition], bool]
Chapter = Callable[[Outline], "str | None"]


@dataclass(frozen=True)
class Printed:
    """A PDF with its parts, and the outline it was made of."""

    pdf: bytes
    parts: Anatomy
    outline: Outline


def at(name: str, further: int = 0) -> Chooser:
    """Choose the page on which a block or a part begins, or one so many pages further on."""

    def choose(printed: Printed) -> int | None:
        place = printed.parts.destinations.get(name)
        return place.page + further if place else None

    return choose


def head(title: str) -> Chooser:
    """Choose the page of a head, as it stands in the outline of the PDF."""
    return lambda printed: next((one.page for one in printed.parts.outline if one.title == title), None)


def first_document(printed: Printed) -> int | None:
    """Choose the page of the first document."""
    blocks = [block for chapter in printed.outline.chapters for block in chapter.blocks]
    return _first(printed, [block.id for block in blocks if isinstance(block.content, DocumentBlock)])


def first_task(printed: Printed) -> int | None:
    """Choose the page of the first task that has an answer."""
    blocks = [block for chapter in printed.outline.chapters for block in chapter.blocks]
    listed = [block.content for block in blocks if isinstance(block.content, TasksBlock)]
    return _first(printed, [task.id for one in listed for task in one.tasks if task.answer])


def _first(printed: Printed, ids: Iterable[object]) -> int | None:
    """Give the first page on which one of these stands."""
    places = (printed.parts.destinations.get(str(name)) for name in ids)
    return min((place.page for place in places if place), default=None)


def named(chapter: str) -> Chapter:
    """Choose a chapter by its id."""
    return lambda outline: chapter


def with_tasks(outline: Outline) -> str | None:
    """Choose the first chapter that sets tasks."""
    for chapter in outline.chapters:
        if any(isinstance(block.content, TasksBlock) for block in chapter.blocks):
            return str(chapter.id)
    return None


def innermost(printed: Printed) -> int:
    """Choose the side in the middle of a booklet, where two pages follow each other."""
    return len(printed.parts.boxes) - 1


# ── kinds of edition, by what they do and not by their names ────────────────────────────────────────


def usual(edition: Edition) -> bool:
    """Whether it is the one that is made when none is named."""
    return edition.key == editions.PRINT


def teaching(edition: Edition) -> bool:
    """Whether it shows answers."""
    return any("answers" in map(str, selection.show) for selection in edition.selections)


def learning(edition: Edition) -> bool:
    """Whether its gaps are to be filled."""
    return edition.blank_gaps and not teaching(edition)


def large(edition: Edition) -> bool:
    """Whether it is in large print."""
    return str(edition.theme) == "large-print"


def grey(edition: Edition) -> bool:
    """Whether it is without colour."""
    return edition.greyscale


def folded(edition: Edition) -> bool:
    """Whether its pages are put on sheets for a booklet."""
    return edition.impose == "booklet"


@dataclass(frozen=True)
class Wanted:
    """A page that is shown: what the picture is called, what it shows, and how the page is found.

    Of an edition that is not the usual one a single chapter is printed, as a handout: that is quicker.
    """

    name: str
    caption: str
    choose: Chooser
    edition: Kind = usual
    sheets: bool = False
    chapter: Chapter | None = None

    @property
    def picture(self) -> Path:
        """Where its picture is kept."""
        return PICTURES / f"{self.name}.png"


WANTED = (
    Wanted("title", "The title page", at("part.title")),
    Wanted("contents", "The contents", at("part.contents")),
    Wanted(
        "note-on-the-text", "The note on the text: what is checked, and what the signs mean", at("part.note")
    ),
    Wanted("chapter", "A chapter opens", at("phantom-army")),
    Wanted(
        "notes",
        "Quotations with their places in the margin, and notes at the foot",
        head("The report of the 8th Army"),
    ),
    Wanted("ranks", "The rank table, rescued from lines that had run together", at("roa-ranks")),
    Wanted(
        "order-of-battle",
        "An order of battle drawn from facts, contested commanders among them",
        at("konr-tree"),
    ),
    Wanted("timeline", "Dated facts in order of time", at("army-in-dates")),
    Wanted(
        "contested",
        "Contested points: the readings side by side, none preferred",
        at("disagreement-since-when"),
    ),
    Wanted("ledger", "The ledger of all disagreements", at("part.ledger")),
    Wanted("bibliography", "The bibliography, divided by what the works are", at("part.bibliography")),
    Wanted("index", "The index of names, places and units", at("part.index")),
    Wanted(
        "sources-as-quoted",
        "The sources as quoted: what is printed of them is underlined",
        at("part.sources-as-quoted"),
    ),
    Wanted(
        "student",
        "A student's copy: documents and tasks, with room to write",
        first_task,
        learning,
        chapter=with_tasks,
    ),
    Wanted(
        "teacher",
        "The teacher's copy of the same: answers, and the words as checked",
        first_task,
        teaching,
        chapter=with_tasks,
    ),
    Wanted(
        "document",
        "A document for a class, with its glosses and its source line",
        first_document,
        learning,
        chapter=with_tasks,
    ),
    Wanted("large-print", "Large print", at("phantom-army"), large, chapter=named("phantom-army")),
    Wanted("greyscale", "Without colour", at("konr-tree"), grey, chapter=named("order-of-battle")),
    Wanted(
        "booklet",
        "The innermost sheet of a booklet, before it is folded",
        innermost,
        folded,
        sheets=True,
        chapter=named("eastern-troops"),
    ),
)


# ── printing, finding and keeping ───────────────────────────────────────────────────────────────────


def there() -> tuple[Wanted, ...]:
    """Give those whose picture is kept."""
    return tuple(one for one in WANTED if one.picture.is_file())


def written(shown: tuple[Wanted, ...]) -> str:
    """Write the page."""
    return HEAD + "\n".join(
        f"## {one.caption}\n\n![{one.caption}]({one.picture.relative_to(PAGE.parent).as_posix()})\n"
        for one in shown
    )


def printed(world: Disk, outline: Outline, edition: Edition, chapter: str | None, as_built: bool) -> str:
    """Print an edition or a chapter of it, or take the edition as built; gives the file's name."""
    if as_built:
        name = Order(edition).file_name(str(outline.name))
        if not (ROOT / "build" / name).is_file():
            sys.exit(f"build/{name} is not there; leave `--as-built` out")
        return name
    made = build.build(world, chapter=chapter, edition=edition.key)
    if not made.output:
        sys.exit(console.human(made.diagnostics, build.reader(world, made.proof.texts)))
    return made.output


def kept(outline: Outline, name: str, wanted: list[Wanted]) -> list[Wanted]:
    """Keep a picture of each page wanted of a file, and give those that were not found."""
    import shots

    lost = []
    for one in wanted:
        pdf = (ROOT / "build" / (sheets_name(name) if one.sheets else name)).read_bytes()
        page = one.choose(Printed(pdf, anatomy(pdf), outline))
        if page is None:
            lost.append(one)
        else:
            shots.save(shots.framed(shots.shot(pdf, page, DPI)), one.picture)
    return lost


def orders(outline: Outline) -> dict[tuple[str, str | None], list[Wanted]]:
    """Sort the pages wanted by what must be printed for them: an edition's key, and a chapter's id."""
    sorted_: dict[tuple[str, str | None], list[Wanted]] = {}
    for one in WANTED:
        edition = next(filter(one.edition, editions.every_one(outline)), None)
        if edition is not None:
            chapter = one.chapter(outline) if one.chapter else None
            sorted_.setdefault((edition.key, chapter), []).append(one)
    return sorted_


def main() -> None:
    """Make the page and its pictures anew."""
    world = Disk(ROOT)
    outline = build.library(world).outline
    if outline is None:
        sys.exit("the dossier cannot be read; type `roa-dossier check`")
    lost: list[Wanted] = []
    done: set[Path] = set()
    for (key, chapter), wanted in orders(outline).items():
        edition = editions.of(outline, key)
        assert edition is not None
        lost += kept(outline, printed(world, outline, edition, chapter, "--as-built" in sys.argv), wanted)
        done.update(one.picture for one in wanted)
    for stale in set(PICTURES.glob("*.png")) - done:
        stale.unlink()
    PAGE.write_text(written(there()), "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(there())} pages")
    if lost:
        sys.exit(f"these pages were not found: {', '.join(one.name for one in lost)}")


if __name__ == "__main__":
    main()
