"""What the templates of figures are given: marks, readings and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Drawn, Quotation
from roa_dossier.render.markup import html
from roa_dossier.render.views import Where
from roa_dossier.render.words import joined
from roa_dossier.render.writer import Writer
from roa_dossier.wording.charts import ChartWords, chart_words

_TOLD = 40  # readings that an alternative text goes through: nobody listens to more
_ORDER = ("plain", "contested", "uncited", "approximate", "ours", "span")


class MarkView(Frozen):
    """A mark.

    Attributes:
        signs: what it says, of `plain`, `uncited`, `contested`, `approximate`, `ours`, `span`.
        words: the same in words.

    """

    signs: tuple[str, ...]
    words: str


class DrawnView(Frozen):
    """A reading at its mark.

    Attributes:
        mark: its mark.
        label: what it is about; "" where the place says it.
        text: its value or date.
        unit: the unit of its value.
        where: where it stands; None for what is ours.
        ours: why it is ours, or how it follows from others; "" otherwise.
        scope: what it holds for; "" where that is not declared.
        call: its note.
        gap: points above it.
        number: of its row, by which the strip of a timeline names it; 0 for none.
        against: the numbers of the other readings of a contested fact; "" for none in the figure.

    """

    mark: MarkView
    label: Markup
    text: Markup
    unit: Markup
    where: Where | None
    ours: Markup
    scope: str
    call: Markup
    gap: float = 0.0
    number: int = 0
    against: str = ""


def words_of(writer: Writer) -> ChartWords:
    """Give the words of figures in the dossier's language."""
    return chart_words(writer.desk.outline.language)


def drawn_view(writer: Writer, drawn: Drawn, mark: MarkView) -> DrawnView:
    """Give a reading as a template prints it; its note is written here."""
    say, said = writer.desk.say, drawn.said
    passage = said.quotation.passage if isinstance(said.quotation, Quotation) else None
    ours = say.derived.format(sum=said.derived) if said.derived else ""
    ours = ours or (say.editorial_for.format(reason=said.editorial) if said.editorial else "")
    locator = passage.locator if passage else None
    return DrawnView(
        mark=mark,
        label=writer.ours(drawn.label),
        text=html(writer.names(writer.value((drawn.text,), passage))),
        unit=writer.ours(drawn.unit),
        where=Where(locator.siglum, joined(say.locator(locator), say)) if locator else None,
        ours=Markup.escape(writer.desk.ours(ours)),
        scope=writer.desk.ours(say.scope.format(scope=said.scope)) if said.scope else "",
        call=html(writer.call(said.call)),
    )


def mark_of(say: ChartWords, drawn: Drawn, *, span: bool = False) -> MarkView:
    """Give the mark of a reading."""
    signs = tuple(
        sign
        for sign, holds in (
            ("contested", drawn.contested),
            ("uncited", drawn.uncited),
            ("ours", not isinstance(drawn.said.quotation, Quotation)),
            ("approximate", drawn.approximate),
            ("span", span),
        )
        if holds
    )
    return MarkView(signs or ("plain",), ", ".join(say.marks[sign] for sign in signs or ("plain",)))


def legend(say: ChartWords, marks: Iterable[MarkView]) -> list[MarkView]:
    """Give a mark for each sign in use; a figure of plain marks alone needs none."""
    used = {
        sign
        for mark in marks
        for sign in mark.signs
        if not (sign == "ours" and "contested" in mark.signs)  # a diamond, not a triangle
    }
    if used <= {"plain"}:
        return []
    return [MarkView((sign,), say.marks[sign]) for sign in _ORDER if sign in used or sign == "plain"]


def rests(writer: Writer, drawn: Sequence[Drawn], counted: tuple[str, str]) -> str:
    """Say what a figure rests on: `7 dates from W and B; 1 marked “citation needed” there; 3 contested`."""
    say, own = writer.desk.say, words_of(writer)
    sources = list(dict.fromkeys(passage.locator.siglum for each in drawn for passage in each.passages))
    count = say.count(len(drawn), counted)
    first = own.from_.format(count=count, sources=say.listed(sources)) if sources else count
    numbers = {
        "uncited": sum(each.uncited for each in drawn),
        "contested": sum(each.contested for each in drawn),
        "approximate": sum(each.approximate for each in drawn),
        "ours": sum(not isinstance(each.said.quotation, Quotation) for each in drawn),
    }
    rest = [own.counted[sign].format(number=say.number(number)) for sign, number in numbers.items() if number]
    return "; ".join([first, *rest]) + "." if drawn else ""


def alternative(writer: Writer, about: str, told: Sequence[tuple[str, Drawn | None]]) -> str:
    """Say the figure's data for those who do not see it."""
    say = words_of(writer)
    parts = [
        writer.desk.ours(words) + (f" ({mark_of(say, drawn).words})" if drawn else "")
        for words, drawn in told
    ]
    rest = [say.more.format(number=len(parts) - _TOLD)] if len(parts) > _TOLD else []
    return " ".join([about, *(f"{part}." for part in parts[:_TOLD]), *rest])
