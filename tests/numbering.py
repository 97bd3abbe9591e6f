"""Small makers of resolved values, for the tests of numbering."""

from __future__ import annotations

from typing import Any

from roa_dossier import csl
from roa_dossier.diagnostics import Checked, Span
from roa_dossier.locate import Lines
from roa_dossier.model.apparatus import Apparatus, Line
from roa_dossier.model.chapter import (
    Call,
    Chapter,
    ChapterBlock,
    Citation,
    Content,
    Excerpt,
    Inline,
    Locator,
    Para,
    Passage,
    Quotation,
    Resolved,
    SourceCite,
    TextFlow,
    Verbatim,
    WorkCite,
)
from roa_dossier.model.outline import CslItem, Outline, RecordRef, SourceEntry, Words, WorkEntry
from roa_dossier.model.source import Mark, MarkKind, PartKind, Record, Source
from roa_dossier.number import apparatus
from roa_dossier.text import Text


def words(text: str, at: int = 0) -> Words:
    return Words(Text.of(text, at), "dossier/works.yaml")


def item(key: str, **data: Any) -> CslItem:
    named = {"URL": "URL", "DOI": "DOI", "archive_location": "archive_location"}
    fields = {named.get(name, name.replace("_", "-")): value for name, value in data.items()}
    return CslItem(words(key), {"language": "en", **fields})


def year(*parts: int) -> dict[str, Any]:
    return {"date-parts": (tuple(parts),)}


def person(family: str, given: str) -> dict[str, Any]:
    return {"family": family, "given": given}


def work(entry: CslItem, *refs: int | str, seen: bool = False, remark: str = "") -> WorkEntry:
    return WorkEntry(
        entry,
        tuple(
            RecordRef(words("wiki"), "reference", ref)
            if isinstance(ref, int)
            else RecordRef(words("wiki"), "note", ord(ref) - ord("a") + 1)
            for ref in refs
        ),
        seen,
        words(remark) if remark else None,
    )


def source_entry(key: str, siglum: str, reference: CslItem) -> SourceEntry:
    return SourceEntry(
        words(key),
        words(f"seeds/{key}.txt"),
        words("0" * 64),
        words(siglum),
        words("wiki-text"),
        words("tertiary"),
        words("reference"),
        reference,
    )


WIKI = item("wiki", type="entry-encyclopedia", title="Russian Liberation Army")
BLOG = item("blog", type="post-weblog", title="The Vlasov Army", container_title="Home")
MUELLER = item(
    "mueller",
    type="book",
    author=(person("Müller", "Rolf-Dieter"),),
    title="The Unknown Eastern Front: The Wehrmacht and Hitler's Foreign Soldiers",
    publisher="I.B. Tauris",
    publisher_place="London",
    issued=year(2012),
)
JURADO = item(
    "jurado",
    type="book",
    author=(person("Jurado", "Carlos"),),
    title="Foreign Volunteers of the Wehrmacht 1941-45",
    publisher="Osprey",
    issued=year(1983),
)
AOK = item(
    "aok8",
    type="document",
    author=({"literal": "AOK 8"},),
    title="Zuverlässigkeit landeseigener Verbände",
    issued=year(1943, 10, 1),
    archive="Bundesarchiv-Militärarchiv (BA-MA)",
    archive_location="RH 20-8/979",
    language="de",
)
PRAGUE = item(
    "prague",
    type="webpage",
    title="Кто в 1945 году освободил Прагу?",
    issued=year(2015, 5, 8),
    URL="https://example.org/prague",
    language="ru",
)

WIKI_TEXT = "\n".join(
    (
        "Body.",
        "1. Jurado, Carlos. Foreign Volunteers.",
        '2. "Home".',
        "3. AOK 8 Ia 4844/3",
        "4. Кто в 1945 году освободил Прагу?",
        "a. The original says ”Alle“.",
    )
)


def record(kind: MarkKind, number: int, line: int) -> Record:
    start, stop = Lines.of(WIKI_TEXT).span(line)
    return Record(kind, number, start, stop, Text.of(WIKI_TEXT[start + 3 : stop], start + 3))


def wiki() -> Source:
    records = (
        *(record(MarkKind.REFERENCE, number, number + 1) for number in range(1, 5)),
        record(MarkKind.NOTE, 1, 6),
    )
    return Source(
        "wiki", "W", "seeds/wiki.txt", "0" * 64, WIKI_TEXT, "utf-8", Lines.of(WIKI_TEXT), (), (), records
    )


SOURCES = {"wiki": wiki()}


def outline(*works: WorkEntry, style: str = "chicago-notes-bibliography", language: str = "en-GB") -> Outline:
    return Outline(
        "sample",
        words("A sample"),
        language,
        Words(Text.of(style, 40), "dossier/dossier.yaml"),
        (),
        (source_entry("wiki", "W", WIKI), source_entry("blog", "B", BLOG)),
        works,
    )


def mark(sign: int | str) -> Mark:
    """7 for `[7]`, "a" for a lettered note, "?" for "citation needed"."""
    if sign == "?":
        return Mark(MarkKind.CITATION_NEEDED, None, 0, 0, (0, 0))
    if isinstance(sign, str):
        return Mark(MarkKind.NOTE, ord(sign) - ord("a") + 1, 0, 0, (0, 0))
    return Mark(MarkKind.REFERENCE, sign, 0, 0, (0, 0))


def cited(
    number: int,
    line: int,
    *marks: int | str,
    quoted: bool = False,
    source: str = "wiki",
    kind: PartKind = PartKind.BODY,
) -> SourceCite:
    siglum = {"wiki": "W", "blog": "B"}.get(source, "?")
    locator = Locator(siglum, kind, number, "", "", (line, line))
    return SourceCite(Passage(source, ((0, 1),), locator, tuple(mark(sign) for sign in marks)), quoted)


def quoted(number: int, line: int, *marks: int | str, source: str = "wiki") -> SourceCite:
    return cited(number, line, *marks, quoted=True, source=source)


def call(number: int, *cites: SourceCite | WorkCite, remarks: tuple[str, ...] = ()) -> Call:
    return Call(number, (Citation(number, cites),), remarks)


def text(*inlines: Inline) -> ChapterBlock:
    return block(TextFlow((Para(inlines),)))


def block(content: Content, anchor: str = "", title: str = "") -> ChapterBlock:
    place = Span("dossier/chapters/01.yaml", 10, 20)
    return ChapterBlock(content, anchor or "x-b1", bool(anchor), title, place)


def excerpt(number: int, *cites: SourceCite | WorkCite) -> Excerpt:
    passage = next(cite.passage for cite in cites if isinstance(cite, SourceCite))
    return Excerpt(Quotation((Verbatim("words"),), passage), call(number, *cites))


def chapter(number: int, *blocks: ChapterBlock) -> Chapter:
    return Chapter(f"c{number}", number, f"Title {number}", f"dossier/chapters/0{number}.yaml", blocks)


def numbered(
    dossier: Outline, *chapters: Chapter, only: str | None = None, xml: str | None = None
) -> Checked[Apparatus]:
    style = xml or csl.style(str(dossier.style))
    assert style is not None
    return apparatus(dossier, Resolved(chapters), SOURCES, style, only)


def flat(line: Line) -> str:
    """Give a line with `_italics_`, `^raised^`, `**siglum**`, `{de|words}` and `<address>`."""
    return "".join(_flat(run) for run in line)


def _flat(run: Any) -> str:
    words_ = f"**{run.text}**" if run.siglum else run.text
    words_ = f"_{words_}_" if run.italic else words_
    words_ = f"^{words_}^" if run.superscript else words_
    words_ = f"{{{run.language}|{words_}}}" if run.language else words_
    return f"{words_}<{run.link}>" if run.link else words_


def notes(made: Checked[Apparatus], chapter_id: str = "c1") -> list[str]:
    """Give the rendered citations of a chapter, in order."""
    return [flat(line) for (where, _), line in made.value.citations.items() if where == chapter_id]
