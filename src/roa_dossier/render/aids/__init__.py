"""What a reader finds things by: lists of pages, made when the body is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from roa_dossier.model.book import Manuscript, Mention, Place
from roa_dossier.render.aids import as_quoted, documents, names_index, people, table_of_sources
from roa_dossier.render.aids.pages import Body, worded
from roa_dossier.render.desk import Desk
from roa_dossier.render.views import LineOfContents

AIDS = "part.aids"
"""The anchor that stands for all of these parts in the contents."""


def parts(desk: Desk, mentions: Iterable[Mention]) -> list[str]:
    """Name the parts that have something to list and are not left out, in their order."""
    given = tuple(mentions)
    kinds = {mention.kind for mention in given}
    people = {str(entry.key) for entry in desk.outline.names if entry.kind == "person"}
    present = {
        "documents": any(mention.role == "excerpt" for mention in given if mention.kind == "passage"),
        "register": any(mention.key in people for mention in given if mention.kind == "name"),
        "index": "name" in kinds,
        "table-of-sources": "cite" in kinds,
        "sources-as-quoted": "passage" in kinds,
    }
    return [name for name, there in present.items() if there and name in MAKERS and desk.wants(name)]


def placeholder(desk: Desk) -> Manuscript:
    """Make the empty page whose place these parts take: the contents point to it."""
    html = desk.press.set("aids-place.html", **_head(desk, AIDS, desk.say.aids))
    return Manuscript(AIDS, desk.say.aids, str(html))


def manuscripts(
    desk: Desk, made: tuple[Manuscript, ...], places: Mapping[str, Place]
) -> Iterator[Manuscript]:
    """Make the parts in order, a page with their own contents before them."""
    body = Body(desk, made, places)
    names = parts(desk, body.mentions)
    titles = {name: _title(desk, name) for name in names}
    lines = [LineOfContents("", title, f"part.{name}") for name, title in titles.items()]
    if not names:
        return
    html = desk.press.set("aids.html", **_head(desk, AIDS, desk.say.aids), lines=lines)
    yield Manuscript(AIDS, desk.say.aids, str(html))
    for name in names:
        yield _part(body, name, titles[name])


def _part(body: Body, name: str, title: str) -> Manuscript:
    anchor = f"part.{name}"
    part = Body(body.desk, body.manuscripts, body.places)
    html = str(
        body.desk.press.set(
            TEMPLATES.get(name, f"{name}.html"), **_head(body.desk, anchor, title), **MAKERS[name](part)
        )
    )
    return Manuscript(anchor, title, html, claims=worded(html, part.claims))


def _head(desk: Desk, anchor: str, title: str) -> dict[str, str]:
    return {
        "anchor": anchor,
        "language": desk.outline.language,
        "dossier": desk.ours(desk.outline.title),
        "title": title,
    }


def _title(desk: Desk, name: str) -> str:
    say = desk.say
    return {
        "documents": say.documents,
        "register": say.people,
        "index": say.index,
        "table-of-sources": say.table_of_sources,
        "sources-as-quoted": say.as_quoted,
    }[name]


TEMPLATES = {"register": "register-of-people.html"}

MAKERS: dict[str, Callable[[Body], dict[str, object]]] = {
    "documents": documents.values,
    "register": people.values,
    "index": names_index.values,
    "table-of-sources": table_of_sources.values,
    "sources-as-quoted": as_quoted.values,
}
