"""Blocks of a chapter: each kind to its view, and the view to its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from markupsafe import Markup

from roa_dossier.model.book import ExpectedPicture
from roa_dossier.model.chapter import (
    BattleTree,
    BibliographyPlace,
    Call,
    Cell,
    ChapterBlock,
    Contested,
    Document,
    EvidenceTable,
    Excerpt,
    FactSheet,
    FigureBox,
    Flow,
    Heading,
    Inline,
    Mistake,
    OwnTable,
    Para,
    Person,
    Plain,
    Quotation,
    Register,
    Row,
    RunIn,
    StatedFact,
    StatedValue,
    Strengths,
    Tasks,
    TextFlow,
    Timeline,
)
from roa_dossier.model.source import MarkKind
from roa_dossier.render import charts, sections, tables, teaching
from roa_dossier.render.desk import passages
from roa_dossier.render.markup import element, html, words
from roa_dossier.render.quotations import quote, where
from roa_dossier.render.views import (
    Caption,
    CellView,
    ColumnView,
    EvidenceView,
    FactRow,
    PersonView,
    ReadingView,
    RowView,
    Where,
)
from roa_dossier.render.words import dated, joined
from roa_dossier.render.writer import Writer
from roa_dossier.wording import Wording

SHORT = 22
"""Lines that half a page holds."""


LINE = 84
"""How many letters a line of running text holds, about."""

MEASURE = 80
"""How many letters a table's line holds, about."""


def block(writer: Writer, given: ChapterBlock) -> Markup:
    """Set one block by its template."""
    writer.span = given.span
    content, anchor = given.content, given.anchor
    press = writer.desk.press
    caption = Caption(writer.desk.apparatus.labels.get(anchor, ""), writer.ours(given.title))
    match content:
        case TextFlow(flow):
            return press.set("text.html", anchor=anchor, body=writer.flow(flow), role=_role(flow))
        case Heading(text):
            return press.set("heading.html", anchor=anchor, title=writer.ours(text))
        case Excerpt():
            return quote(writer, content, anchor)
        case FactSheet():
            rows = _fact_rows(writer, content)
            dated = any(row.when for row in rows)
            return press.set("facts.html", anchor=anchor, caption=caption, rows=rows, dated=dated)
        case EvidenceTable(kind):
            return press.set(f"{kind}.html", anchor=anchor, caption=caption, table=_evidence(writer, content))
        case OwnTable():
            return _own_table(writer, content, anchor, caption)
        case Contested():
            return _contested(writer, content, anchor, caption)
        case FigureBox():
            return _figure(writer, content, anchor, caption)
        case Register(entries):
            people = [_person(writer, person) for person in entries]
            return press.set("register.html", anchor=anchor, caption=caption, entries=people)
        case BibliographyPlace(scope):
            head = caption.title or writer.desk.say.bibliography
            listed = sections.bibliography(writer, scope)
            return press.set(
                "bibliography.html", anchor=anchor, title=head, sections=listed, level=3, notes_of=""
            )
        case Document():
            return teaching.document(writer, given, content)
        case Tasks():
            return teaching.tasks(writer, given, content)
        case Timeline():
            return charts.timeline(writer, content, anchor, caption)
        case Strengths():
            return charts.strengths(writer, content, anchor, caption)
        case BattleTree():
            return charts.battle_tree(writer, content, anchor, caption)
        case _:
            assert_never(content)


def _own_table(writer: Writer, content: OwnTable, anchor: str, caption: Caption) -> Markup:
    before = len(writer.notes)
    heads = [writer.ours(column) for column in content.columns]
    nodes = [[writer.names(writer.inlines(cell)) for cell in row] for row in content.rows]
    texts = [[words(cell) for cell in row] for row in nodes]
    lengths = [[len(cell) for cell in row] for row in texts]
    numeric = tables.numeric(texts, len(heads))
    return writer.desk.press.set(
        "table.html",
        anchor=anchor,
        caption=caption,
        fit=fit(lengths, len(writer.notes) - before),
        wide=tables.wide(content.wide, (tuple(content.columns), *texts)),
        columns=[ColumnView(*each) for each in zip(heads, numeric, strict=True)],
        rows=[[html(cell) for cell in row] for row in nodes],
    )


def _contested(writer: Writer, content: Contested, anchor: str, caption: Caption) -> Markup:
    writer.role = "contested"
    if not caption.title:
        caption = Caption(caption.label, writer.ours(_point(content.fact, writer.desk.say)))
    readings = [_reading(writer, content.fact, reading) for reading in content.fact.readings]
    remark = writer.flow(content.remark)
    writer.role = ""
    return writer.desk.press.set(
        "contested.html", anchor=anchor, caption=caption, readings=readings, remark=remark
    )


def _role(flow: tuple[Flow, ...]) -> str:
    """Say what a text is to what follows: `leading` when it ends in a colon, `brief` when it is one line."""
    last = flow[-1] if flow else None
    if not isinstance(last, Para):
        return ""
    printed = [inline for inline in last.inlines if not isinstance(inline, Call)]
    end = printed[-1] if printed else None
    if isinstance(end, Plain) and end.text.rstrip().endswith(":"):
        return "leading"
    return "brief" if len(flow) == 1 and sum(map(_letters, printed)) <= LINE else ""


def _letters(inline: Inline) -> int:
    """How many letters an inline prints, about."""
    match inline:
        case Plain(text):
            return len(text)
        case RunIn(quotation):
            return sum(len(piece.text) for piece in quotation.pieces)
        case _:
            return LINE // 4


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────


def _fact_rows(writer: Writer, sheet: FactSheet) -> list[FactRow]:
    several = len({fact.subject for fact in sheet.facts}) > 1
    rows: list[FactRow] = []
    subject = ""
    for fact in sheet.facts:
        opens = several and fact.subject != subject
        subject = fact.subject
        for index, reading in enumerate(fact.readings):
            rows.append(_fact_row(writer, fact, reading, subject if opens and not index else "", index))
    return rows


def _fact_row(writer: Writer, fact: StatedFact, reading: StatedValue, subject: str, index: int) -> FactRow:
    ours = writer.ours
    return FactRow(
        subject=ours(subject),
        property=ours(fact.property),
        value=_value(writer, reading),
        unit=ours(fact.unit),
        when=dated(fact.when, writer.desk.say),
        where=_reading_where(writer, reading),
        editorial=ours(reading.editorial),
        call=html(writer.call(reading.call)),
        second=index == 1,
        continued=index > 0,
        derived=_derived(writer, reading),
        scope=_scope(writer, reading),
    )


def _value(writer: Writer, reading: StatedValue) -> Markup:
    """Set a value; it stands in its passage, which is printed beside it by its place alone."""
    passage = reading.quotation.passage if isinstance(reading.quotation, Quotation) else None
    uncited = any(mark.kind is MarkKind.CITATION_NEEDED for mark in passage.marks) if passage else False
    return html((*writer.names(writer.value((reading.value,), passage)), *writer.signs(uncited)))


def _derived(writer: Writer, reading: StatedValue) -> str:
    """Say how a value follows from others: `derived: 20,000 + 11,856`."""
    return writer.desk.say.derived.format(sum=reading.derived) if reading.derived else ""


def _scope(writer: Writer, reading: StatedValue) -> str:
    """Say what a value holds for, where that is declared."""
    return writer.desk.ours(writer.desk.say.scope.format(scope=reading.scope)) if reading.scope else ""


def _reading_where(writer: Writer, reading: StatedValue, said: bool = False) -> Where | None:
    return (
        where(writer, reading.quotation.passage, said) if isinstance(reading.quotation, Quotation) else None
    )


def _point(fact: StatedFact, say: Wording) -> str:
    """Name a contested point that has no title of its own: `Second Division: commander (1945)`."""
    return f"{fact.subject}: {fact.property}" + (f" ({dated(fact.when, say)})" if fact.when else "")


def _reading(writer: Writer, fact: StatedFact, reading: StatedValue) -> ReadingView:
    match reading.quotation:
        case Quotation():
            quotation = html(writer.names(writer.run_in(reading.quotation)))
        case Mistake():
            quotation = html(writer.mistake(reading.quotation))
        case None:
            quotation = Markup("")
    return ReadingView(
        where=_reading_where(writer, reading, said=True),
        editorial=writer.ours(reading.editorial),
        value=html(writer.names((reading.value,))),
        unit=writer.ours(fact.unit),
        quotation=quotation,
        call=html(writer.call(reading.call)),
        derived=_derived(writer, reading),
        scope=_scope(writer, reading),
    )


# ── tables of a source's lines ──────────────────────────────────────────────────────────────────────


def _evidence(writer: Writer, table: EvidenceTable) -> EvidenceView:
    ours = writer.ours
    rows = tuple(
        RowView(ours(row.group), tuple(_cell(writer, cell) for cell in row.cells)) for row in table.rows
    )
    columns = tuple(
        ours(column) if table.editorial_columns else Markup.escape(column) for column in table.columns
    )
    width = max((len(row.cells) for row in rows), default=len(columns))
    return EvidenceView(
        columns=columns,
        rows=rows,
        width=width,
        fit=fit([[len(cell.text) for cell in row.cells] for row in rows], 1),
        wide=tables.wide(
            table.wide, (table.columns, *([cell.text for cell in row.cells] for row in table.rows))
        ),
        call=html(writer.call(table.call)),
        source=_lines_of(writer, table),
        remarks=_table_remarks(table, writer.desk.say),
    )


def _cell(writer: Writer, cell: Cell) -> CellView:
    return CellView(html(writer.names(writer.passage((cell.text,), cell.passage))), cell.language)


def _lines_of(writer: Writer, table: EvidenceTable) -> Where:
    used = [passage.locator.lines for passage in passages(table.rows)]
    siglum = str(writer.desk.entry(table.source).siglum)
    say = writer.desk.say
    place = say.lines(min(first for first, _ in used), max(last for _, last in used)) if used else ""
    return Where(siglum, joined(place, say), (say.uncited_table,) if table.uncited else ())


def _table_remarks(table: EvidenceTable, say: Wording) -> tuple[str, ...]:
    heads = any(table.columns) and table.editorial_columns
    ours = (say.grouped_and_headed,) if table.grouped and heads else ()
    grouped = (say.grouped,) if table.grouped and not heads else ()
    headed = (say.headed,) if heads and not table.grouped else ()
    return (*ours, *grouped, *headed, *_icons(table.rows, say))


def _icons(rows: tuple[Row, ...], say: Wording) -> tuple[str, ...]:
    """Count the icon file names that are left out, by the letters they begin with."""
    makers = Counter(row.icon.split("-")[0] for row in rows if row.icon)
    if not makers:
        return ()
    parts = [f"{number} {say.icons_begin[number > 1]} {maker}" for maker, number in makers.items()]
    rest = [f"{number} {maker}" for maker, number in list(makers.items())[1:]]
    return (say.icons.format(icons=", ".join([parts[0], *rest])),)


def fit(lengths: Sequence[Sequence[int]], notes: int) -> str:
    """Say how a table is kept on the page: whole when it is short.

    Args:
        lengths: the characters of each cell, row by row.
        notes: how many notes its page must hold with it.

    """
    columns = max(map(len, lengths), default=0)
    depth = sum(1 + max(length * columns // MEASURE for length in row) for row in lengths if row)
    return "short" if depth + notes <= SHORT else "long"


# ── bibliography ────────────────────────────────────────────────────────────────────────────────────


def closing_bibliography(writer: Writer, anchor: str) -> Markup:
    """Set the bibliography that ends the chapter of this anchor, behind its notes where these stand there."""
    desk = writer.desk
    return desk.press.set(
        "bibliography.html",
        anchor=f"{anchor}.bibliography",
        title=desk.say.bibliography,
        sections=sections.bibliography(writer, "chapter"),
        level=3,
        notes_of="" if desk.outline.notes == "book" else anchor,
    )


# ── figures and people ──────────────────────────────────────────────────────────────────────────────


def _figure(writer: Writer, figure: FigureBox, anchor: str, caption: Caption) -> Markup:
    match figure.picture:
        case Mistake():
            image = html(writer.mistake(figure.picture))
        case picture:
            vector = picture.media_type == "image/svg+xml"
            writer.images.append(ExpectedPicture(picture.digest, figure.alt, vector))
            image = _image(f"dossier-image:{picture.digest}", figure.alt)
    credit = writer.ours(figure.credit)
    press = writer.desk.press
    return press.set("figure.html", anchor=anchor, caption=caption, image=image, credit=credit)


def _image(address: str, alt: str) -> Markup:
    return Markup('<img src="{}" alt="{}"/>').format(address, alt)


def _person(writer: Writer, person: Person) -> Markup:
    writer.role = "entry"
    bold, *original = writer.name(person.name)
    writer.role = ""
    name = html((element("b", bold, class_="name"), *original))
    quotes = tuple(quote(writer, excerpt) for excerpt in person.excerpts)
    flow, first = person.flow, Markup("")
    opening = flow[0] if flow and not quotes else None
    if isinstance(opening, Para):
        flow, first = flow[1:], html(writer.names(writer.inlines(opening.inlines)))
    view = PersonView(name, quotes, first, writer.flow(flow))
    return writer.desk.press.set("person.html", person=view)
