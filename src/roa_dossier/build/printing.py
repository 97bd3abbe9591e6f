"""From manuscripts to a book that is audited: laid out, bound, read; what is lost is laid out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from roa_dossier import audit, bind, layout
from roa_dossier.audit import bound as bound_audit
from roa_dossier.audit.late import joined, named
from roa_dossier.build.chapter import Chapter
from roa_dossier.build.fragments import Bindery, Whole
from roa_dossier.build.given import Progress
from roa_dossier.build.rehearsal import recalled, rehearsed
from roa_dossier.build.stock import Binding, Hints, Stock
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Checked, Diagnostic, has_errors, warning
from roa_dossier.frozen import Frozen, replace
from roa_dossier.layout.job import Outcome, Remark, Set, UsedFont
from roa_dossier.model.book import Attachment, Book, Early, Manuscript, Place, Typesetting
from roa_dossier.model.fragment import Face, Wear
from roa_dossier.model.lines import LineCount
from roa_dossier.model.report import Report, Setting
from roa_dossier.model.withheld import Withheld
from roa_dossier.world import World

Parts = Checked[tuple[Manuscript, ...]]
Late = Callable[[tuple[Manuscript, ...], Mapping[str, Place]], Parts]
"""Makes the parts that list pages, from the body and the places of its anchors."""

REMEDIES = 3
_ROUNDS = 6

HOLDING = "build without `--single`: chapters are then laid out until their numbers hold"
WIDENING = (
    "let no number of a page move what follows it, such as by a style sheet with "
    "`a.page { display: inline-block; min-width: 2em }`"
)
"""What to do about a number of a page that is wrong: where chapters can be laid out alone, and where not."""


class Commission(Frozen):
    """A book to be printed.

    Attributes:
        name: its file's.
        manuscripts: in order.
        late: makes the parts that list pages.
        typesetting: with the remedies that its edition asks for.
        attachments: gives the files to embed.
        kept: what its edition keeps back; None for nothing.
        early: told of the only chapter that is laid out anew, before the book is bound.

    """

    name: str
    manuscripts: tuple[Manuscript, ...]
    late: Late
    typesetting: Typesetting
    attachments: Callable[[], tuple[Attachment, ...]]
    kept: Withheld | None
    early: Callable[[Early], None] | None = None


@dataclass(slots=True)
class Printed:
    """What became of it: no book where an error says why."""

    book: Book | None = None
    report: Report | None = None
    setting: Setting | None = None
    said: list[Diagnostic] = field(default_factory=list)


def printed(world: World, shop: Workshop, wanted: Commission, progress: Progress) -> Printed:
    """Lay out, bind and audit: by chapters, or whole where that is asked for or cannot be otherwise."""
    why = "" if not shop.whole else "it was asked for"
    why = why or layout.beyond(wanted.typesetting)
    if not why:
        try:
            return _by_chapters(world, shop, wanted, progress)
        except Whole as reason:
            why = str(reason)
    made = _whole(wanted, progress, asked_for=shop.whole)
    if made.setting is not None:
        made.setting = replace(made.setting, whole=why)
    return made


# ── by chapters ─────────────────────────────────────────────────────────────────────────────────────


def _by_chapters(world: World, shop: Workshop, wanted: Commission, progress: Progress) -> Printed:
    stock = shop.stock(world)
    body = tuple(one for one in wanted.manuscripts if one.id != layout.KEPT)
    lists = len(body) < len(wanted.manuscripts)
    hints = stock.hints(wanted.name)
    bindery = Bindery(stock, shop.workers, wanted.typesetting, lists, progress, hints)
    if wanted.early is not None and hints.pages:
        bindery.early = _alone(shop, bindery, wanted)
    bindery.meanwhile = rehearsed(shop, stock, wanted.name, wanted.attachments)
    remedies = dict(wanted.typesetting.remedies)
    cured: tuple[str, ...] = ()
    parts: Parts = Checked(())
    listed: Mapping[str, Place] | None = None
    for _ in range(_ROUNDS):
        manuscripts = (*body, *parts.value)
        setting = replace(wanted.typesetting, remedies=dict(remedies))
        ended = tuple(one.id for one in manuscripts if remedies.get(one.id, 0) >= REMEDIES)
        gathered = any(one.id in ended and not _holds(one) for one in manuscripts if one.notes)
        progress("laying out", "")
        chapters = bindery.chapters(manuscripts, setting, ended, eases=not gathered)
        standing = bindery.settle(chapters, ended)
        outcome = _outcome(bindery, chapters)
        if outcome.failure is not None:
            failed = layout.diagnostics(outcome, manuscripts, setting)
            return Printed(said=[*parts.diagnostics, *failed])
        missing = [] if gathered else _missing(chapters)
        cured = (*cured, *(name for chapter in chapters if chapter.made for name in chapter.made.remedies))
        curable = [name for name in missing if remedies.get(name, 0) < REMEDIES]
        if curable:  # the remedies before the last were tried where it was made
            remedies |= dict.fromkeys(curable, REMEDIES)
            cured = (*cured, *curable)
            continue
        if lists:
            found = _places(chapters, standing, body)
            if found == listed:
                break
            progress("listing the pages", "")
            made = wanted.late(wanted.manuscripts, found)
            listed = found
            if has_errors(made.diagnostics):
                return Printed(said=[*made.diagnostics])
            changed = made.value != parts.value
            parts = made
            if changed:
                continue
        break
    else:
        raise Whole("the pages that lists name do not settle")
    progress("binding", "")
    faces, wear = bind.union(standing)
    recalled(shop, stock, wanted.name)
    fonts = bindery.fonts(faces, bind.ahead(standing, wear, shop.prepared))
    shop.dressed[wanted.name] = (faces, fonts)
    pdf = bind.written(standing, fonts, wear, setting, wanted.attachments(), before=shop.prepared)
    progress("auditing the pages", "")
    said = [
        *parts.diagnostics,
        *layout.diagnostics(_told(outcome, standing), manuscripts, setting),
        *bound_audit.diagnostics(
            pdf, tuple(bound_audit.Bound(one.fragment, one.first, one.name) for one in standing), shop.seen
        ),
    ]
    places = bind.places(standing)
    first = {one.id: places[one.id].page for one in manuscripts if one.id in places}
    book = Book(
        pdf=pdf,
        manuscripts=manuscripts,
        first_pages=first,
        end_notes=ended,
        withheld=wanted.kept,
    )
    if gathered or wanted.kept is not None:
        checked = audit.report(book)
        report = checked.value
        said += checked.diagnostics
    else:
        report = _report(chapters, standing, said)
        said += _lists(bindery, chapters, standing, manuscripts, places)
    _remember(stock, wanted.name, hints, bindery.remember(chapters, ended, places))
    if bindery.laid:
        stock.keep_example(layout.example(wanted.typesetting))
        stock.keep_binding(wanted.name, Binding(shop.prepared.named, shop.prepared.files, shop.seen.right))
        stock.tidy()
    kept_before = shop.recall.shelf.damaged if shop.recall.shelf is not None else ()
    said += (_damaged(name) for name in (*kept_before, *stock.damaged))
    setting_made = Setting(
        setting.lines, outcome.lines, tuple(dict.fromkeys(cured)), laid=tuple(bindery.laid)
    )
    return Printed(book, report, setting_made, said)


def _alone(
    shop: Workshop, bindery: Bindery, wanted: Commission
) -> Callable[[str, Set, int, Mapping[str, Place], int], None]:
    """Give what shows a chapter alone, its numbers as they are thought to be."""

    def show(name: str, laid: Set, first: int, places: Mapping[str, Place], pages: int) -> None:
        assert wanted.early is not None
        standing = (bind.Standing(laid.fragment, first),)
        faces, wear = bind.union(standing)
        worn, known = shop.dressed.get(wanted.name, ((), None))
        members = tuple(_wearing(face, worn) for face in faces)
        if known is not None and -1 not in members:
            fonts, wear = known, Wear((members,), (0,))
        else:
            fonts = bindery.fonts(faces)
        pdf = bind.written(standing, fonts, wear, wanted.typesetting, elsewhere=places, pages=pages)
        wanted.early(Early(name, pdf))

    return show


def _wearing(face: Face, worn: tuple[Face, ...]) -> int:
    """Find a font that has all glyphs of another, for the same characters; -1 where there is none."""
    for at, one in enumerate(worn):
        if one.name == face.name and set(face.glyphs) <= set(one.glyphs):
            return at
    return -1


def _holds(manuscript: Manuscript) -> bool:
    """Say whether the notes of a manuscript stand at its own end."""
    return f'data-notes-of="{manuscript.id}"' in manuscript.html


def _missing(chapters: list[Chapter]) -> list[str]:
    return [name for chapter in chapters if chapter.made for name in chapter.made.alone.report.missing]


def _places(
    chapters: list[Chapter], standing: tuple[bind.Standing, ...], body: tuple[Manuscript, ...]
) -> dict[str, Place]:
    """Say where the anchors of the body fell."""
    names = {one.id for one in body}
    held = [
        id(chapter.made.set.fragment)
        for chapter in chapters
        if chapter.made and chapter.plan.manuscripts[0].id in names
    ]
    return bind.places(tuple(one for one in standing if id(one.fragment) in held))


def _outcome(bindery: Bindery, chapters: list[Chapter]) -> Outcome:
    """Give what the engine said of all chapters, as of one layout."""
    sets = [chapter.made.set for chapter in chapters if chapter.made]
    failed = [
        (chapter, chapter.made.set.failure)
        for chapter in chapters
        if chapter.made and chapter.made.set.failure
    ]
    failure = None
    if failed:
        cause = failed[0][1].cause
        guilty = tuple(
            one.id for chapter, each in failed if each.cause is cause for one in chapter.plan.manuscripts
        )
        failure = replace(failed[0][1], sections=guilty if len(failed) < len(chapters) else ())
    fonts: dict[str, set[str]] = {}
    for one in sets:
        for font in one.fonts:
            fonts.setdefault(font.family, set()).update(font.chars)
    return Outcome(
        pdf=b"" if failure else b"%",
        remarks=tuple(
            dict.fromkeys((*bindery.surveyed.remarks, *(each for one in sets for each in one.remarks)))
        ),
        refused=tuple(
            dict.fromkeys((*bindery.surveyed.refused, *(each for one in sets for each in one.refused)))
        ),
        fonts=tuple(UsedFont(name, "".join(sorted(fonts[name]))) for name in sorted(fonts)),
        failure=failure,
        tight=tuple(each for one in sets for each in one.tight),
        lines=_counted(sets),
    )


def _counted(sets: list[Set]) -> LineCount:
    reasons: dict[str, int] = {}
    for one in sets:
        for why, many in one.lines.greedy:
            reasons[why] = reasons.get(why, 0) + many
    greedy = tuple(sorted(reasons.items(), key=lambda each: -each[1]))
    return LineCount(sum(one.lines.fitted for one in sets), greedy)


def _told(outcome: Outcome, standing: tuple[bind.Standing, ...]) -> Outcome:
    """Add what the engine says of a whole book only: links that lead nowhere, anchors that stand twice."""
    seen: dict[str, int] = {}
    remarks: list[Remark] = []
    for number, one in enumerate(standing):
        for anchor in one.fragment.anchors:
            if seen.setdefault(anchor.name, number) != number:
                remarks.append(Remark("warning", f"Anchor defined twice: {anchor.name!r}"))
    for one in standing:
        for slot in one.fragment.slots:
            if not slot.target.startswith("#") and slot.target not in seen:
                text = f"Content discarded: target points to undefined anchor '{slot.target}'"
                remarks.append(Remark("error", text))
    return replace(outcome, remarks=tuple(dict.fromkeys((*outcome.remarks, *remarks))))


def _report(chapters: list[Chapter], standing: tuple[bind.Standing, ...], said: list[Diagnostic]) -> Report:
    """Put the reports of the chapters together, their messages with the numbers of their pages."""
    starts = {id(one.fragment): one.first for one in standing}
    reports: list[tuple[Report, Callable[[int], str]]] = []
    for chapter in chapters:
        assert chapter.made is not None
        label = _labels(starts[id(chapter.made.set.fragment)])
        reports.append((chapter.made.alone.report, label))
        said.extend(named(one, chapter.plan.manuscripts, label) for one in chapter.made.said)
    return joined(tuple(reports), bind.count(standing))


def _labels(first: int) -> Callable[[int], str]:
    return lambda page: str(first + page + 1)


def _remember(stock: Stock, name: str, before: Hints, now: Hints) -> None:
    if now != before:
        stock.keep_hints(name, now)


def _lists(
    bindery: Bindery,
    chapters: list[Chapter],
    standing: tuple[bind.Standing, ...],
    manuscripts: tuple[Manuscript, ...],
    places: Mapping[str, Place],
) -> Iterator[Diagnostic]:
    """Look whether lists of pages hold, in the texts that were read of the pages."""
    claiming = tuple(one for one in manuscripts if one.claims)
    if not claiming:
        return
    yield from audit.claimed(claiming, places, bindery.texts(chapters, standing))


def _damaged(name: str) -> Diagnostic:
    message = f"`{name}` of the cache was damaged: it was thrown away and made again"
    return warning("cache-damaged", message)


# ── whole ───────────────────────────────────────────────────────────────────────────────────────────


def _whole(wanted: Commission, progress: Progress, *, asked_for: bool) -> Printed:
    """Lay out, bind and audit a book as one document.

    Where that is asked for, by an engine that is not made quicker: others are compared with it.
    """
    cure = HOLDING if asked_for else WIDENING  # for numbers of pages that are wrong
    remedies = dict(wanted.typesetting.remedies)
    cured_so_far: tuple[str, ...] = ()
    while True:
        progress("laying out", f"(remedy for {', '.join(cured_so_far)})" if cured_so_far else "")
        cured = replace(wanted.typesetting, remedies=dict(remedies))
        parts: Parts = Checked(())

        def finding(places: Mapping[str, Place]) -> tuple[Manuscript, ...] | None:
            nonlocal parts
            progress("listing the pages", "")
            parts = wanted.late(wanted.manuscripts, places)
            return None if has_errors(parts.diagnostics) else parts.value

        pages = layout.pages(wanted.manuscripts, cured, finding, quick=not asked_for)
        if not pages.value.pdf:
            return Printed(said=[*parts.diagnostics, *pages.diagnostics])
        progress("binding", "")
        printed_ones = layout.in_print(wanted.manuscripts, parts.value)
        files = wanted.attachments()
        book = replace(bind.book(pages.value, printed_ones, cured, files), withheld=wanted.kept)
        progress("auditing the pages", "")
        report = audit.report(book)
        curable = [name for name in report.value.missing if remedies.get(name, 0) < REMEDIES]
        if not curable:
            read = (one.hint(cure) if one.code == "number-wrong" else one for one in report.diagnostics)
            said = [*parts.diagnostics, *pages.diagnostics, *read]
            again = tuple(dict.fromkeys(cured_so_far))
            return Printed(book, report.value, Setting(cured.lines, pages.value.lines, again), said)
        remedies |= {name: remedies.get(name, 0) + 1 for name in curable}
        cured_so_far = (*cured_so_far, *curable)
