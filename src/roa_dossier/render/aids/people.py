"""The register of people: their forms, what the facts state of them, and the pages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Mention
from roa_dossier.model.chapter import FactValue, Passage, Quotation, StatedFact
from roa_dossier.model.outline import FactEntry, NameEntry
from roa_dossier.names import forms
from roa_dossier.render.aids import order
from roa_dossier.render.aids.pages import Body
from roa_dossier.render.quotations import where
from roa_dossier.render.views import Where
from roa_dossier.render.words import dated
from roa_dossier.render.writer import Writer


class FactLine(Frozen):
    """What a fact states; `where` is None for a value of ours."""

    said: str
    where: Where | None


class PersonLine(Frozen):
    """A person of the register."""

    anchor: str
    head: str
    original: str
    language: str
    forms: tuple[str, ...]
    facts: tuple[FactLine, ...]
    pages: Markup


class _Stated(Frozen):
    """A printed value with the passage it rests on."""

    fact: str
    value: str
    passage: Passage | None


def values(body: Body) -> dict[str, object]:
    """Prepare the people who are named, by surname."""
    mentions = body.by_key("name")
    language = body.desk.outline.language
    people = [
        entry for entry in body.desk.outline.names if entry.kind == "person" and str(entry.key) in mentions
    ]
    people.sort(key=lambda entry: (order.sort_key(order.head(entry), language), str(entry.key)))
    stated = tuple(_stated(body))
    lines = [_person(body, entry, mentions[str(entry.key)], stated) for entry in people]
    return {"people": [line for line in lines if line.pages]}


def _person(body: Body, entry: NameEntry, mentions: list[Mention], stated: tuple[_Stated, ...]) -> PersonLine:
    leaves = body.leaves(mentions)
    anchor = f"person.{entry.key}"
    body.claim(anchor, leaves, (*forms(entry), *(mention.text for mention in mentions)))
    return PersonLine(
        anchor,
        body.desk.ours(order.head(entry)),
        str(entry.original or ""),
        entry.language,
        tuple(_found(entry, mentions)),
        tuple(dict.fromkeys(_facts(body, str(entry.key), stated))),
        body.pages(leaves, told=True),
    )


def _found(entry: NameEntry, mentions: list[Mention]) -> Iterator[str]:
    """Give the forms that are printed besides the head and the short form, each once."""
    known = {" ".join(str(form).split()) for form in (entry.name, entry.short, entry.original) if form}
    found = (" ".join(mention.text.split()) for mention in mentions)
    yield from dict.fromkeys(form for form in found if form not in known)


def _facts(body: Body, key: str, stated: tuple[_Stated, ...]) -> Iterator[FactLine]:
    """Say what is stated of a person, and of what else the person is the value."""
    writer, ours = Writer(body.desk), body.desk.ours
    entries = {str(entry.key): entry for entry in body.desk.outline.facts}
    for each in stated:
        entry = entries.get(each.fact)
        if entry is None:
            continue
        place = where(writer, each.passage) if each.passage else None
        if str(entry.subject) == key:
            yield FactLine(ours(f"{entry.property}{_time(entry, body)}: ") + each.value, place)
        elif _names(body, each.value, key):
            yield FactLine(ours(f"{entry.property}, {_subject(body, entry)}{_time(entry, body)}"), place)


def _names(body: Body, value: str, key: str) -> bool:
    """Whether a value is a person: the name makes up the most of it."""
    found = body.desk.finder.mentions(value)
    return any(name == key and 2 * (stop - start) >= len(value) for start, stop, name in found)


def _time(entry: FactEntry, body: Body) -> str:
    return f" ({dated(str(entry.when), body.desk.say)})" if entry.when else ""


def _subject(body: Body, entry: FactEntry) -> str:
    names = {str(name.key): str(name.name) for name in body.desk.outline.names}
    return names.get(str(entry.subject), str(entry.subject))


def _stated(body: Body) -> Iterator[_Stated]:
    """Give every value that the chapters print with its passage, each once, in the order of `facts.yaml`."""
    found: dict[_Stated, None] = {}
    for fact in body.desk.in_chapters(StatedFact):
        for reading in fact.readings:
            passage = reading.quotation.passage if isinstance(reading.quotation, Quotation) else None
            found[_Stated(fact.key, _with(reading.value, fact.unit), passage)] = None
    for value in body.desk.in_chapters(FactValue):
        found.setdefault(_Stated(value.fact.split("/")[0], _with(value.text, value.unit), value.passage))
    order_of = {str(entry.key): at for at, entry in enumerate(body.desk.outline.facts)}
    yield from sorted(found, key=lambda each: order_of.get(each.fact, len(order_of)))


def _with(value: str, unit: str) -> str:
    return f"{value} {unit}" if unit else value
