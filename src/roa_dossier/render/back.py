"""What stands after the last chapter: bibliography, the sources' own notes, what is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from roa_dossier.model.apparatus import RecordLine
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Account, BibliographyPlace
from roa_dossier.render import sections
from roa_dossier.render.desk import Desk
from roa_dossier.render.markup import html
from roa_dossier.render.views import AccountView, PassedView, RecordsView, RecordView
from roa_dossier.render.words import count, lines
from roa_dossier.render.writer import Writer

BIBLIOGRAPHY, RECORDS, PASSED = "part.bibliography", "part.records", "part.passed"
TITLES = {
    BIBLIOGRAPHY: "Bibliography",
    RECORDS: "The sources’ own notes and references",
    PASSED: "Passages passed over",
}


def titles(desk: Desk) -> list[tuple[str, str]]:
    """Give anchor and title of each part of the back matter that this dossier has."""
    present = {
        BIBLIOGRAPHY: bool(desk.apparatus.bibliography) and not _placed(desk),
        RECORDS: bool(desk.apparatus.records),
        PASSED: any(account.reason for account in desk.resolved.accounts),
    }
    return [(anchor, TITLES[anchor]) for anchor, is_there in present.items() if is_there]


def parts(desk: Desk) -> Iterator[Manuscript]:
    """Make the back matter in order."""
    for anchor, _ in titles(desk):
        match anchor:
            case "part.bibliography":
                yield _part(
                    desk,
                    "back-bibliography.html",
                    anchor,
                    sections=sections.bibliography(Writer(desk), "all"),
                )
            case "part.records":
                yield _part(desk, "records.html", anchor, sources=records(desk))
            case _:
                yield _part(desk, "passed-over.html", anchor, sources=accounts(desk))


def _part(desk: Desk, template: str, anchor: str, **values: object) -> Manuscript:
    made = desk.press.set(
        template,
        anchor=anchor,
        language=desk.outline.language,
        dossier=desk.ours(desk.outline.title),
        title=TITLES[anchor],
        **values,
    )
    return Manuscript(anchor, TITLES[anchor], str(made))


def _placed(desk: Desk) -> bool:
    """Whether a chapter holds the bibliography of the whole dossier."""
    return any(
        isinstance(block.content, BibliographyPlace) and block.content.scope == "all"
        for chapter in desk.resolved.chapters
        for block in chapter.blocks
    )


def records(desk: Desk) -> list[RecordsView]:
    """Prepare the sources' own notes and references, as they stand."""
    return [
        RecordsView(siglum, _title(desk, siglum), tuple(_record(desk, line) for line in found))
        for siglum, found in groupby(desk.apparatus.records, key=lambda line: line.siglum)
    ]


def _record(desk: Desk, line: RecordLine) -> RecordView:
    works = {entry.key: entry for section in desk.apparatus.bibliography for entry in section.entries}
    work = "listed in the bibliography" if line.work in works else ""
    return RecordView(line.mark, line.text, lines(line.line, line.line), work, desk.ours(line.remark))


def accounts(desk: Desk) -> list[AccountView]:
    """Prepare what is not used of each source, all that have one reason together."""
    return [
        _account(desk, source, tuple(found))
        for source, found in groupby(desk.resolved.accounts, key=lambda account: account.source)
    ]


def _account(desk: Desk, source: str, found: tuple[Account, ...]) -> AccountView:
    siglum = str(desk.entry(source).siglum)
    used = sum(1 for account in found if account.use)
    reasons = dict.fromkeys(account.reason for account in found if account.reason)
    passed = [_passed(desk, [each for each in found if each.reason == reason]) for reason in reasons]
    whole = count(
        len(found), "paragraph or line that may be quoted", "paragraphs and lines that may be quoted"
    )
    return AccountView(
        siglum,
        _title(desk, siglum),
        f"Of {whole}, {used:,} {'is' if used == 1 else 'are'} used.",
        tuple(passed),
    )


def _passed(desk: Desk, group: list[Account]) -> PassedView:
    """Put together what is passed over for one reason: `heading, ll. 80, 93; caption, l. 37`."""
    places: dict[str, list[str]] = {}
    for account in group:
        lines_of_it = account.locator.line_words.split(" ", 1)[1]
        place = "paragraph" if account.locator.place.startswith("¶") else account.locator.place
        places.setdefault(place, []).append(lines_of_it)
    said = [f"{place}, {_numbers(numbers)}" for place, numbers in places.items()]
    return PassedView(desk.ours(group[0].reason), "; ".join(said))


def _numbers(numbers: list[str]) -> str:
    """Say lines of a snapshot: `l. 80`, or `ll. 80, 93–95`."""
    one = len(numbers) == 1 and numbers[0].isdecimal()
    return f"{'l.' if one else 'll.'}\u00a0{', '.join(numbers)}"


def _title(desk: Desk, siglum: str) -> Markup:
    """Give a source's own title line, by its siglum."""
    entry = next((entry for entry in desk.outline.sources if str(entry.siglum) == siglum), None)
    line = desk.apparatus.references.get(str(entry.key), ()) if entry else ()
    return html(Writer(desk).line(line))
