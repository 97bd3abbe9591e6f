"""What stands after the last chapter: ledger, glossary, bibliography, the sources' own notes and terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from roa_dossier.model.apparatus import RecordLine
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Account, BibliographyPlace, Call, Chapter
from roa_dossier.render import ledger, licences, sections
from roa_dossier.render.desk import Desk, every
from roa_dossier.render.markup import html
from roa_dossier.render.views import AccountView, NotedView, PassedView, RecordsView, RecordView, TermView
from roa_dossier.render.writer import Writer, shared
from roa_dossier.wording import Wording

NOTES = "part.notes"
BIBLIOGRAPHY, RECORDS, PASSED = "part.bibliography", "part.records", "part.passed"
LEDGER, GLOSSARY, LICENCES = "part.ledger", "part.glossary", "part.licences"


def _titles(desk: Desk) -> dict[str, str]:
    say = desk.say
    return {
        LEDGER: say.ledger,
        GLOSSARY: say.glossary,
        NOTES: say.end_notes,
        BIBLIOGRAPHY: say.bibliography,
        RECORDS: say.records,
        PASSED: say.passed_over,
        LICENCES: say.licences,
    }


def titles(desk: Desk) -> list[tuple[str, str]]:
    """Give anchor and title of each part of the back matter that this dossier has."""
    present = {
        LEDGER: bool(desk.resolved.ledger) and desk.wants("ledger"),
        GLOSSARY: bool(desk.resolved.glosses) and desk.wants("glossary"),
        NOTES: desk.outline.notes == "book" and bool(noted(desk)),
        BIBLIOGRAPHY: bool(desk.apparatus.bibliography) and not _printed(desk),
        RECORDS: bool(desk.apparatus.records),
        PASSED: any(account.reason for account in desk.resolved.accounts),
        LICENCES: bool(desk.outline.sources) and desk.wants("licences"),
    }
    titles = _titles(desk)
    return [(anchor, titles[anchor]) for anchor, is_there in present.items() if is_there]


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
            case "part.notes":
                yield _part(desk, "notes.html", anchor, chapters=noted(desk))
            case "part.ledger":
                divisions = ledger.divisions(Writer(desk))
                yield _part(desk, "ledger.html", anchor, divisions=divisions)
            case "part.glossary":
                yield _part(desk, "glossary.html", anchor, terms=glossary(desk))
            case "part.licences":
                yield _part(desk, "licences.html", anchor, **licences.values(desk))
            case "part.records":
                yield _part(desk, "records.html", anchor, sources=records(desk))
            case _:
                yield _part(desk, "passed-over.html", anchor, sources=accounts(desk))


def _part(desk: Desk, template: str, anchor: str, **values: object) -> Manuscript:
    title = _titles(desk)[anchor]
    made = desk.press.set(
        template,
        anchor=anchor,
        language=desk.outline.language,
        dossier=desk.ours(desk.outline.title),
        title=title,
        **values,
    )
    return Manuscript(anchor, title, str(made))


def _printed(desk: Desk) -> bool:
    """Whether a chapter holds the bibliography of the whole dossier, or one that is the same."""
    apparatus = desk.apparatus
    alone = desk.outline.bibliography == "chapter" and len(desk.resolved.chapters) == 1
    same = apparatus.bibliography in apparatus.chapter_bibliographies.values()
    return (alone and same) or any(
        isinstance(block.content, BibliographyPlace) and block.content.scope == "all"
        for chapter in desk.resolved.chapters
        for block in chapter.blocks
    )


def noted(desk: Desk) -> list[NotedView]:
    """Prepare the chapters that have notes, for a part that the layout moves these to."""
    found = []
    for chapter in desk.resolved.chapters:
        marks = (desk.apparatus.notes.get((chapter.id, call.id)) for call in desk.recall.of(calls, chapter))
        if any(mark is not None and mark.number is not None for mark in marks):
            target = desk.apparatus.targets.get(chapter.id)
            found.append(
                NotedView(
                    target.anchor if target else chapter.id,
                    target.label if target else "",
                    desk.ours(chapter.title),
                    desk.say.notes_to.format(number=chapter.number),
                    chapter.language or desk.outline.language,
                )
            )
    return found


def calls(chapter: Chapter) -> tuple[Call, ...]:
    """Give the calls of a chapter, none within another's note."""
    return tuple(every(Call, chapter))


def glossary(desk: Desk) -> list[TermView]:
    """Prepare the names and terms that are explained, in the order they are given."""
    names = {str(entry.key): entry for entry in desk.outline.names}
    return [
        TermView(
            desk.ours(names[key].name),
            str(names[key].original or ""),
            names[key].language,
            shared(desk, flow),
        )
        for key, flow in desk.resolved.glosses
        if key in names
    ]


def records(desk: Desk) -> list[RecordsView]:
    """Prepare the sources' own notes and references, as they stand."""
    return [
        RecordsView(siglum, _title(desk, siglum), tuple(_record(desk, line) for line in found))
        for siglum, found in groupby(desk.apparatus.records, key=lambda line: line.siglum)
    ]


def _record(desk: Desk, line: RecordLine) -> RecordView:
    listed = {entry.key for section in desk.apparatus.bibliography for entry in section.entries}
    place = desk.say.lines(line.line, line.line).replace(" ", "\u00a0", 1)
    if line.work in listed:
        return RecordView(line.mark, line.text, place, "", "")
    remark = desk.ours(sections.sentence(line.remark))
    work = desk.say.not_in_bibliography if listed and line.mark.isdigit() else ""
    return RecordView(line.mark, line.text, place, work, remark)


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
    whole = desk.say.count(len(found), desk.say.account_unit)
    some = desk.say.account_used[used != 1].format(number=desk.say.number(used))
    form = desk.say.account_all if used == len(found) else desk.say.account
    return AccountView(siglum, _title(desk, siglum), form.format(whole=whole, used=some), tuple(passed))


def _passed(desk: Desk, group: list[Account]) -> PassedView:
    """Put together what is passed over for one reason: `headings, ll. 80, 93; caption, l. 37`.

    What is named (`‘Army Group E’`) stands with its lines behind the name of its kind, said once.
    """
    kinds: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for account in group:
        kind = desk.say.parts[account.locator.kind][0]
        within = kinds.setdefault(kind, {})
        within.setdefault(desk.say.within(account.locator), []).append(account.locator.lines)
    several = {desk.say.parts[each.locator.kind] for each in group}
    plural = dict(several)
    said = [_kind(desk.say, kind, plural[kind], within) for kind, within in kinds.items()]
    return PassedView(desk.ours(group[0].reason), "; ".join(said))


def _kind(say: Wording, one: str, many: str, within: dict[str, list[tuple[int, int]]]) -> str:
    places = [f"{name}, {_runs(say, lines)}" if name else _runs(say, lines) for name, lines in within.items()]
    named = any(within)
    kind = many if sum(map(len, within.values())) > 1 else one
    return f"{kind}: {'; '.join(places)}" if named and len(places) > 1 else f"{kind}, {'; '.join(places)}"


def _runs(say: Wording, lines: list[tuple[int, int]]) -> str:
    """Say lines of a snapshot, runs joined: `l. 80`, or `ll. 80, 93–95`."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted(set(lines)):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return f"{say.line[0 if one else 1]}\u00a0{', '.join(said)}"


def _title(desk: Desk, siglum: str) -> Markup:
    """Give a source's own title line, by its siglum."""
    entry = next((entry for entry in desk.outline.sources if str(entry.siglum) == siglum), None)
    line = desk.apparatus.references.get(str(entry.key), ()) if entry else ()
    return html(Writer(desk).line(line))
