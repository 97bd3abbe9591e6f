"""Running text resolved: quotations answered by their citations, notes put at their clause's end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from roa_dossier.diagnostics import error, warning
from roa_dossier.evidence import seek
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    Break,
    CrossRef,
    Emphasised,
    Flow,
    ForeignRun,
    GapRun,
    Inline,
    Items,
    Linked,
    Mistake,
    NameForm,
    Para,
    Passage,
    Plain,
    RunIn,
    SourceCite,
    WorkCite,
)
from roa_dossier.model.outline import Words
from roa_dossier.resolve import facts, placing, quotations, refusals
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.facts import Facts
from roa_dossier.resolve.placing import Cites, Note
from roa_dossier.resolve.quotations import Hit


@dataclass(slots=True)
class _Answers:
    """What the citations of a paragraph answer for, in the order in which they are met."""

    runs: deque[Inline] = field(default_factory=deque)
    cites: deque[Cites] = field(default_factory=deque)
    values: deque[tuple[Inline, Cites]] = field(default_factory=deque)


def flow(desk: Desk, read: Facts, prose: Iterable[written.Prose]) -> tuple[Flow, ...]:
    """Resolve paragraphs and lists."""
    return tuple(_flow(desk, read, part) for part in prose)


def _flow(desk: Desk, read: Facts, part: written.Prose) -> Flow:
    if isinstance(part, written.Paragraph):
        return Para(paragraph(desk, read, part.inlines))
    return Items(tuple(flow(desk, read, item) for item in part.items), part.ordered, part.start)


def paragraph(desk: Desk, read: Facts, inlines: tuple[written.Inline, ...]) -> tuple[Inline, ...]:
    """Resolve one paragraph: a citation answers for the quotations before it since the last one."""
    answers = _answer(desk, read, inlines)
    return placing.finished(desk, placing.placed(_emit(desk, read, inlines, answers)))


def _within_note(desk: Desk, read: Facts, inlines: tuple[written.Inline, ...]) -> tuple[Inline, ...]:
    """Resolve the words of a note of ours: its citations stand in the text, in parentheses."""
    answers = _answer(desk, read, inlines)
    return placing.finished(desk, _emit(desk, read, inlines, answers), in_note=True)


# ── what answers for what ───────────────────────────────────────────────────────────────────────────


def _met(inlines: Iterable[written.Inline]) -> Iterable[written.Quoted | written.Cite | written.FactUse]:
    """Yield quotations, citations and facts in reading order; a note of ours is a paragraph of its own."""
    for inline in inlines:
        if isinstance(inline, written.Quoted | written.Cite | written.FactUse):
            yield inline
        elif isinstance(inline, written.Emphasis | written.Link | written.Foreign):
            yield from _met(inline.inlines)


def _answer(desk: Desk, read: Facts, inlines: tuple[written.Inline, ...]) -> _Answers:
    answers = _Answers()
    waiting: list[written.Quoted] = []
    fact_cites: list[Cites] = []
    for inline in _met(inlines):
        if isinstance(inline, written.Quoted):
            waiting.append(inline)
        elif isinstance(inline, written.FactUse):
            answers.values.append(_value(desk, read, inline))
            fact_cites.append(answers.values[-1][1])
        else:
            runs, cites = _cited(desk, inline, waiting, bool(fact_cites))
            answers.runs.extend(runs)
            answers.cites.append(cites)
            waiting, fact_cites = [], []
    for quoted in waiting:
        desk.say(
            error("quotation-without-citation", "no citation answers for this quotation", quoted.span).hint(
                "put `[@key]` after it, with the source's key", "or use single marks, if the words are ours"
            )
        )
        answers.runs.append(quotations.mistake(quoted.words, "quotation-without-citation"))
    return answers


def _cited(
    desk: Desk, cite: written.Cite, waiting: list[written.Quoted], after_fact: bool
) -> tuple[list[Inline], Cites]:
    """Resolve one citation and the quotations it answers for."""
    narrowing = {id(item): _narrowed(desk, item) for item in cite.items}
    answered: dict[int, list[Hit]] = {id(item): [] for item in cite.items}
    runs: list[Inline] = []
    for index, quoted in enumerate(waiting):
        runs.append(_run_in(desk, quoted, cite, narrowing, answered, last=index == len(waiting) - 1))
    cites: list[SourceCite | WorkCite] = []
    for item in cite.items:
        cites.extend(SourceCite(hit.passage, quotations.quotes_original(hit)) for hit in answered[id(item)])
        cites.extend(_item(desk, item, narrowing[id(item)], answered[id(item)], bool(waiting) or after_fact))
    return runs, tuple(cites)


def _narrowed(desk: Desk, item: written.CiteItem) -> Hit | None:
    """Find the passage whose words a citation gives."""
    if item.exact is None:
        return None
    if str(item.key) in desk.library.works:
        desk.say(
            error(
                "work-has-no-snapshot",
                f"`{item.key}` has no snapshot: its words cannot be checked",
                item.exact.span,
            ).hint(f"cite it with a locator: `[@{item.key}, p. 1]`")
        )
        return None
    if str(item.key) not in desk.library.declared:
        return None
    return quotations.find(desk, written.Selector(item.key, item.exact))


def _run_in(
    desk: Desk,
    quoted: written.Quoted,
    cite: written.Cite,
    narrowing: dict[int, Hit | None],
    answered: dict[int, list[Hit]],
    *,
    last: bool,
) -> Inline:
    """Find one quotation in the sources of its citation, the first in which it stands."""
    refusal = None
    for item in cite.items:
        ground = desk.library.grounds.get(str(item.key))
        if ground is None:
            continue
        sought = seek(ground, quoted.words.text)
        found = sought.found
        narrow = narrowing[id(item)]
        if len(found) > 1 and last and narrow:
            low, high = narrow.whole
            found = tuple(place for place in found if low <= place.parts[0][0] and place.parts[-1][1] <= high)
        if len(found) == 1:
            hit = quotations.hit(desk, ground, quoted.words, sought.typed, found[0])
            desk.quotations += 1
            desk.used.append((hit.passage, "quoted"))
            answered[id(item)].append(hit)
            return RunIn(quotations.quotation(hit, desk.language(item.key)))
        if refusal is None or found:
            selector = written.Selector(item.key, quoted.words)
            refusal = refusals.of(
                ground, selector, found or sought.found, sought.cut, run_in=True, near=desk.may_search()
            )
    if refusal:
        desk.say(refusal)
        return quotations.mistake(quoted.words, refusal.code)
    keys = [item.key for item in cite.items]
    if any(str(key) in desk.library.works for key in keys):
        key = next(key for key in keys if str(key) in desk.library.works)
        desk.say(
            error(
                "quotation-without-snapshot",
                f"`{key}` has no snapshot: a quotation from it cannot be checked",
                quoted.span,
            ).hint(
                "take the source in with `roa-dossier add FILE`", "or report what it says in words of ours"
            )
        )
        return quotations.mistake(quoted.words, "quotation-without-snapshot")
    return quotations.mistake(quoted.words, "unknown-source")


def _item(
    desk: Desk, item: written.CiteItem, hit: Hit | None, answered: list[Hit], points: bool
) -> Iterable[SourceCite | WorkCite]:
    """Give what one item of a citation adds besides the quotations it answers for."""
    key = str(item.key)
    if key in desk.library.works:
        yield WorkCite(key, str(item.locator or "").strip())
        return
    if key not in desk.library.declared:
        desk.work(item.key)
        return
    if item.locator is not None:
        desk.say(
            error("locator-typed", f"the locator in `{key}` is computed, not typed", item.locator.span).hint(
                f"give words of the passage: `[@{key}: words]`"
            )
        )
    if hit and not any(_covers(hit.passage, other.passage) for other in answered):
        desk.used.append((hit.passage, "cited"))
        yield SourceCite(hit.passage)
    elif item.exact is None and not answered and not points:
        desk.say(
            warning(
                "citation-points-at-nothing",
                "this citation follows neither a quotation nor a fact",
                item.key.span,
            ).hint(f"give words of the passage: `[@{key}: words]`")
        )
        yield WorkCite(key)


def _covers(whole: Passage, part: Passage) -> bool:
    low, high = whole.ranges[0][0], whole.ranges[-1][1]
    return low <= part.ranges[0][0] and part.ranges[-1][1] <= high


def _value(desk: Desk, read: Facts, use: written.FactUse) -> tuple[Inline, Cites]:
    """Give a fact's value and what it cites."""
    entry = desk.fact(use.fact)
    name = f"{use.fact}/{use.reading}" if use.reading else str(use.fact)
    if entry is None:
        return Mistake(f"fact:{name}", "unknown-fact"), ()
    chosen = facts.chosen(desk, read, entry, use.reading, use.fact)
    if chosen is None:
        return Mistake(f"fact:{name}", "fact-contested"), ()
    desk.facts.add(str(entry.key))
    if not (chosen.rests_on or chosen.reading.editorial or chosen.worked):
        return Mistake(
            chosen.value, "derivation-wrong" if chosen.reading.derived else "value-not-in-passage"
        ), ()
    return facts.used(desk, read, chosen)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────


def _emit(
    desk: Desk, read: Facts, inlines: tuple[written.Inline, ...], answers: _Answers
) -> list[Inline | Note]:
    nodes: list[Inline | Note] = []
    for inline in inlines:
        match inline:
            case written.Run(words):
                nodes.append(Plain(str(words)))
            case written.Quoted():
                nodes.append(answers.runs.popleft())
            case written.Cite(span=span):
                nodes.append(Note([answers.cites.popleft()], span))
            case written.OwnNote(inner, span):
                nodes.append(Note([_within_note(desk, read, inner)], span))
            case written.FactUse(span=span):
                value, cites = answers.values.popleft()
                nodes.append(value)
                if cites:
                    nodes.append(Note([cites], span, floats=True))
            case written.NameUse(name):
                nodes.append(_name(desk, name))
            case written.RefUse(target, span):
                nodes.append(CrossRef(str(target), span))
            case written.Emphasis(inner, strong):
                nodes.append(Emphasised(_nested(desk, read, inner, answers), strong))
            case written.Link(target, inner):
                nodes.append(Linked(target, _nested(desk, read, inner, answers)))
            case written.Foreign(language, inner):
                nodes.append(ForeignRun(language, _nested(desk, read, inner, answers)))
            case written.Gap(words):
                nodes.append(GapRun(str(words)))
            case written.LineBreak():
                nodes.append(Break())
            case _:
                assert_never(inline)
    return nodes


def _nested(
    desk: Desk, read: Facts, inlines: tuple[written.Inline, ...], answers: _Answers
) -> tuple[Inline, ...]:
    return placing.finished(desk, placing.placed(_emit(desk, read, inlines, answers)))


def _name(desk: Desk, key: Words) -> Inline:
    entry = desk.name(key)
    if entry is None:
        return Mistake(f"name:{key}", "unknown-name")
    first = str(key) not in desk.mentioned
    desk.mentioned.add(str(key))
    return name_form(entry, first=first)


def name_form(entry: written.NameEntry, *, first: bool) -> NameForm:
    """Give the form of a name: in full with its original at the first mention, short afterwards."""
    if not first:
        return NameForm(str(entry.key), str(entry.short or entry.name))
    return NameForm(
        str(entry.key),
        str(entry.name),
        str(entry.original or ""),
        entry.language,
        bool(entry.original and not entry.origin),
    )
