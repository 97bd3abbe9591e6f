"""What is handed to a class: documents with their source lines, and tasks with room to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import Target, TargetKind
from roa_dossier.model.chapter import (
    ChapterBlock,
    Document,
    Glossed,
    Inline,
    Mistake,
    Plain,
    Quotation,
    Task,
    Tasks,
)
from roa_dossier.model.outline import SourceEntry
from roa_dossier.render.desk import passages
from roa_dossier.render.marker import wanted
from roa_dossier.render.markup import Element, Node, Nodes, element, html
from roa_dossier.render.quotations import depth, excerpted, where
from roa_dossier.render.views import Caption, Where
from roa_dossier.render.words import dated
from roa_dossier.render.writer import Writer
from roa_dossier.wording.teaching import TeachingWords, teaching_words

SHORT = 1600
"""How many letters a document has that is kept on one page: a third of it, about. Columns need it twice."""

_UNTOUCHED = ("call", "note", "mistake")


class VersionView(Frozen):
    """The words of a document, original or modified; `label` says which, "" where there is one only."""

    label: str
    body: Markup
    translation: Markup


class GlossView(Frozen):
    """A hard word and what it means."""

    word: Markup
    means: Markup


class DocumentView(Frozen):
    """A document.

    Attributes:
        versions: its words; two where the original stands beside a modified text.
        modified: said after its title where modified words are printed; "" otherwise.
        margin: where its words stand; None for a mistake in a draft.
        depth: how many lines the margin note will take, at most 5.
        short: whether it is kept on one page.
        glosses: its hard words.
        origin: author, date, place and kind.
        title: the source's title.
        standing: what the source is.

    """

    versions: tuple[VersionView, ...]
    modified: str
    margin: Where | None
    depth: int
    short: bool
    glosses: tuple[GlossView, ...]
    origin: Markup
    siglum: str
    title: Markup
    standing: str


class TaskView(Frozen):
    """A task.

    Attributes:
        number: its number within the chapter.
        about: the documents it is about, each linked: `Documents A, C–E`; "" for none.
        room: lines to write on; none beneath an answer.
        answer: what a good answer says; "" for none.
        filled: the words of the gaps it asks for.

    """

    anchor: str
    number: str
    question: Markup
    kind: str
    about: Markup
    room: int
    answer: Markup
    filled: tuple[Markup, ...]


WHOLE = frozenset(("book", "manuscript", "motion_picture", "pamphlet", "periodical", "report", "thesis"))
"""CSL types whose titles are set in italics; the titles of parts, entries and pages stand in marks."""


# ── documents ───────────────────────────────────────────────────────────────────────────────────────


def _title(writer: Writer, entry: SourceEntry) -> Markup:
    """Set a source's title as the bibliography of most styles would: in italics, or in quotation marks."""
    title = Markup.escape(str(entry.reference.data.get("title", "")))
    if str(entry.reference.data.get("type", "")) in WHOLE:
        return Markup("<i>{}</i>").format(title)
    form = writer.desk.marks
    return Markup("{}{}{}{}{}").format(form.opening, form.space, title, form.space, form.closing)


def document(writer: Writer, given: ChapterBlock, content: Document) -> Markup:
    """Set a document: its words, what its hard words mean, whence it comes, and what the source is."""
    taught = teaching_words(writer.desk.outline.language)
    margin = _margin(writer, content)
    entry = writer.desk.entry(content.source)
    versions = tuple(_versions(writer, content, taught))
    view = DocumentView(
        versions=versions,
        modified=taught.modified if content.modified else "",
        margin=margin,
        depth=depth(margin),
        short=len(versions) * max((len(each.body.striptags()) for each in versions), default=0) <= SHORT,
        glosses=tuple(GlossView(writer.ours(one.word), writer.ours(one.means)) for one in content.glosses),
        origin=_origin(writer, content, entry, taught),
        siglum=str(entry.siglum),
        title=_title(writer, entry),
        standing=_standing(writer, entry, taught),
    )
    caption = Caption(writer.desk.apparatus.labels.get(given.anchor, ""), writer.ours(given.title))
    return writer.desk.press.set(
        "document.html", anchor=given.anchor, caption=caption, document=view, taught=taught
    )


def _margin(writer: Writer, content: Document) -> Where | None:
    """Say where the words stand as checked; where they are withheld, their note still cites them."""
    passage = next(passages((content.excerpt, content.call)), None)
    return where(writer, passage, said=True) if passage else None


def _versions(writer: Writer, content: Document, taught: TeachingWords) -> Iterator[VersionView]:
    """Give the words that are printed: modified, then the original where it is not withheld; or it alone."""
    if content.modified:
        label = taught.modified.strip("()") if content.excerpt else ""
        body = glossing(writer.nodes(content.modified), content.glosses)
        yield VersionView(label, html(_noted(body, writer.call(content.call))), Markup(""))
    if content.excerpt is None:
        return
    body, language = _original(writer, content.excerpt.quotation)
    quoted = element(
        "span", *(body if content.modified else glossing(body, content.glosses)), class_="quoted"
    )
    if language:
        quoted = element("span", quoted, lang=language)
    note = () if content.modified else writer.call(content.call)
    yield VersionView(
        taught.original if content.modified else "",
        html((element("p", quoted, *note, class_="words"),)),
        writer.ours(content.excerpt.translation),
    )


def _original(writer: Writer, quotation: Quotation | Mistake) -> tuple[Nodes, str]:
    if isinstance(quotation, Mistake):
        return writer.mistake(quotation), ""
    return excerpted(writer, quotation), writer.language(quotation)


def _noted(body: Nodes, call: Nodes) -> Nodes:
    """Put a note's call at the end of the last paragraph."""
    last = body[-1]
    if isinstance(last, Element) and last.tag == "p":
        return (*body[:-1], Element("p", (*last.children, *call), last.attributes))
    return (*body, element("p", *call))


def glossing(nodes: Iterable[Node], glosses: tuple[Glossed, ...]) -> Nodes:
    """Mark hard words where each stands first, without changing a letter of them."""
    made = tuple(nodes)
    for gloss in glosses:
        made, _ = _glossed(made, wanted(gloss.word))
    return made


def _glossed(nodes: Nodes, word: re.Pattern[str]) -> tuple[Nodes, bool]:
    made: list[Node] = []
    for at, node in enumerate(nodes):
        found = False
        match node:
            case str():
                if hit := word.search(node):
                    marked = element("span", hit[0], class_="glossed")
                    made += [part for part in (node[: hit.start()], marked, node[hit.end() :]) if part]
                    found = True
                else:
                    made.append(node)
            case Element(tag, children, attributes) if dict(attributes).get("class") not in _UNTOUCHED:
                inner, found = _glossed(children, word)
                made.append(Element(tag, inner, attributes))
            case _:
                made.append(node)
        if found:
            return (*made, *nodes[at + 1 :]), True
    return tuple(made), False


# ── whence it comes ─────────────────────────────────────────────────────────────────────────────────


def _origin(writer: Writer, content: Document, entry: SourceEntry, taught: TeachingWords) -> Markup:
    """Say author, date, place and kind; an author and a date that nobody knows are said to be unknown."""
    say, data = writer.desk.say, entry.reference.data
    kind = say.kinds.get(str(entry.kind), str(entry.kind))
    parts = (
        _line(writer, content.author) or (writer.desk.ours(_authors(data) or taught.author_unknown),),
        _line(writer, content.date) or (_date(writer, data) or taught.date_unknown,),
        _line(writer, content.place),
        _line(writer, content.kind) or (kind,),
    )
    nodes: list[Node] = []
    for part in parts:
        if part:
            nodes += [", ", *part] if nodes else [*part]
    return html(nodes)


def _line(writer: Writer, inlines: tuple[Inline, ...]) -> Nodes:
    """Write what is said of a document; a date in figures with its month's name."""
    match inlines:
        case (Plain(text),):
            return (writer.desk.ours(dated(text, writer.desk.say)),)
        case _:
            return writer.names(writer.inlines(inlines))


def _authors(data: Mapping[str, Any]) -> str:
    named = data.get("author") or ()
    return ", ".join(
        str(one.get("literal") or f"{one.get('given', '')} {one.get('family', '')}".strip()) for one in named
    )


def _date(writer: Writer, data: Mapping[str, Any]) -> str:
    issued = data.get("issued") or {}
    if "date-parts" not in issued:
        return str(issued.get("literal") or issued.get("raw") or "")
    days = ("-".join(f"{part:02d}" for part in day) for day in issued["date-parts"])
    return "–".join(dated(day, writer.desk.say) for day in days)


def _standing(writer: Writer, entry: SourceEntry, taught: TeachingWords) -> str:
    """Say what the source is: `tertiary, reference; unsigned, undated`."""
    say, data = writer.desk.say, entry.reference.data
    standing, kind = str(entry.standing), str(entry.kind)
    classed = f"{say.standings.get(standing, standing)}, {say.kinds.get(kind, kind)}"
    lacking = [
        word
        for word, known in ((taught.unsigned, data.get("author")), (taught.undated, data.get("issued")))
        if not known
    ]
    return "; ".join(filter(None, (classed, ", ".join(lacking))))


def about_modified(language: str, documents: Iterable[Document]) -> str:
    """Say what the label of modified texts means, where a document has any; "" otherwise."""
    modified = any(document.modified for document in documents)
    return teaching_words(language).modified_about if modified else ""


# ── tasks ───────────────────────────────────────────────────────────────────────────────────────────


def tasks(writer: Writer, given: ChapterBlock, content: Tasks) -> Markup:
    """Set tasks, each with its number, room to write, or its answer."""
    taught = teaching_words(writer.desk.outline.language)
    views = [_task(writer, task, taught) for task in content.tasks]
    return writer.desk.press.set(
        "tasks.html", anchor=given.anchor, title=writer.ours(given.title), tasks=views, taught=taught
    )


def _task(writer: Writer, task: Task, taught: TeachingWords) -> TaskView:
    label = writer.desk.apparatus.labels.get(task.anchor, "")
    question = writer.flow(task.question)
    answer = writer.flow(task.answer or ())
    answered = bool(task.answer or task.filled)
    return TaskView(
        anchor=task.anchor,
        number=label.rsplit(" ", 1)[-1],
        question=question,
        kind=taught.task_kinds.get(task.kind, ""),
        about=html(_about(writer, task.about, taught)),
        room=0 if answered else task.room,
        answer=answer,
        filled=tuple(writer.ours(word) for word in task.filled),
    )


def _about(writer: Writer, anchors: tuple[str, ...], taught: TeachingWords) -> Nodes:
    """Name documents, those of this chapter together: `Documents A, C–E`; each is linked."""
    known = writer.desk.apparatus.targets
    found = [known[anchor] for anchor in anchors if anchor in known]
    here = known.get(writer.chapter)
    near = [target for target in found if here and target.chapter == here.chapter]
    far = [target for target in found if target not in near]
    nodes: list[Node] = []
    if len(near) == 1:
        far = [*near, *far]
    elif near:
        nodes = [f"{taught.documents} ", *_in_runs(writer, near)]
    for target in far:
        nodes += [", ", writer.label(target)] if nodes else [writer.label(target)]
    return tuple(nodes)


def _in_runs(writer: Writer, targets: list[Target]) -> Iterator[Node]:
    """Name documents of one chapter by their letters alone, three or more in a row by the first and last."""
    order = [
        each.anchor for each in writer.desk.apparatus.targets.values() if each.kind is TargetKind.DOCUMENT
    ]
    targets = sorted(targets, key=lambda target: order.index(target.anchor))
    runs: list[list[Target]] = []
    for target in targets:
        follows = runs and order.index(target.anchor) == order.index(runs[-1][-1].anchor) + 1
        if follows:
            runs[-1].append(target)
        else:
            runs.append([target])
    for at, run in enumerate(runs):
        if at:
            yield ", "
        yield writer.letter(run[0])
        for one in run[1:] if len(run) == 2 else run[-1:] * (len(run) > 2):
            yield ", " if len(run) == 2 else "–"
            yield writer.letter(one)
