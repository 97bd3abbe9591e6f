"""Values of one property that do not say the same: found between facts, or declared as readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from roa_dossier import values
from roa_dossier.diagnostics import Diagnostic, error, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Dispute
from roa_dossier.model.outline import NameEntry, Words
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.statements import Key, Statement, stated_value

_COMPARED = 100  # distinct values of one property that each is held against: more are no history


class Comparison(Frozen):
    """What comparing all values gave.

    Attributes:
        contested: for each fact that another one contradicts, the first such, by id.
        together: the facts that disagree with each other, or each with itself, dispute by dispute.
        alike: for each value the other values that say the same, by fact and reading.
        contradicted: the facts whose disagreement is more than one of declared scopes.
        disagreements: for each fact that earlier ones contradict, the first of them and itself.

    """

    contested: Mapping[str, str]
    together: tuple[tuple[str, ...], ...]
    alike: Mapping[Key, tuple[Key, ...]]
    contradicted: frozenset[str]
    disagreements: tuple[tuple[Statement, Statement], ...]


def compare(desk: Desk, facts: Mapping[str, tuple[Statement, ...]]) -> Comparison:
    """Hold every value against the others of the same subject and property, and say what disagrees.

    Two values are held against each other where their units are equal or one has none, and their dates
    (`when`) do not contradict each other or one has none. Values that contradict each other disagree, unless
    they hold for different things: two facts both declare a scope, and not the same; of the readings of one
    fact, whose disagreement is declared, one scope is enough.
    """
    found = _Found()
    for said in facts.values():
        _within(desk, found, said)
    for group in _groups(facts):
        _between(found, group)
    return Comparison(
        found.contested,
        tuple(map(tuple, found.members.values())),
        {key: tuple(dict.fromkeys(others)) for key, others in found.alike.items()},
        frozenset(found.contradicted),
        tuple(found.disagreements),
    )


class _Found:
    """What is found on the way."""

    def __init__(self) -> None:
        self.contested: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.head: dict[str, str] = {}
        self.alike: dict[Key, list[Key]] = {}
        self.contradicted: set[str] = set()
        self.disagreements: list[tuple[Statement, Statement]] = []

    def say_same(self, one: Statement, other: Statement) -> None:
        """Note that two values mean the same."""
        self.alike.setdefault(one.key, []).append(other.key)
        self.alike.setdefault(other.key, []).append(one.key)

    def join(self, one: str, other: str) -> None:
        """Put two facts, or a fact alone, among those that disagree with each other."""
        for fact in (one, other):
            self.members.setdefault(self.head.setdefault(fact, fact), [fact])
        low, high = self.head[one], self.head[other]
        if low == high:
            return
        if len(self.members[low]) < len(self.members[high]):
            low, high = high, low
        for fact in self.members.pop(high):
            self.head[fact] = low
            self.members[low].append(fact)


def _within(desk: Desk, found: _Found, said: tuple[Statement, ...]) -> None:
    """Compare the readings of one fact."""
    told = [one for one in said if one.is_told]
    fact = said[0].key[0]
    if len(told) < 2:
        return
    unlike = []
    for one, other in combinations(told[:_COMPARED], 2):
        if not values.same(one.meaning, other.meaning):
            unlike.append(one.scope == other.scope)
        elif one.scope == other.scope:
            found.say_same(one, other)
    if unlike or len(told) < len(said):
        found.join(fact, fact)
        if any(unlike) or not unlike:
            found.contradicted.add(fact)
    elif len({one.scope for one in told}) == 1:
        desk.say(_agreeing(told))


def _groups(facts: Mapping[str, tuple[Statement, ...]]) -> Iterable[list[Statement]]:
    """Give the values of each subject and property of which more than one fact speaks."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for said in facts.values():
        for one in said:
            if one.is_told:
                about = (str(one.entry.subject), values.folded(str(one.entry.property)))
                groups.setdefault(about, []).append(one)
    return (group for group in groups.values() if len({one.key[0] for one in group}) > 1)


def _between(found: _Found, group: list[Statement]) -> None:
    """Compare the values of several facts; of equal ones the first stands for all."""
    alike: dict[object, list[Statement]] = {}
    for one in group:
        alike.setdefault((one.meaning, one.when, one.unit, one.scope), []).append(one)
    for equal in alike.values():
        for one in equal[:_COMPARED]:
            found.alike.setdefault(one.key, []).extend(
                other.key for other in equal[:_COMPARED] if other is not one
            )
    kinds = list(alike.values())
    told: set[str] = set()
    for at, later in enumerate(kinds):
        for earlier in kinds[: min(at, _COMPARED)]:
            _pair(found, earlier, later, told)


def _pair(found: _Found, earlier: list[Statement], later: list[Statement], told: set[str]) -> None:
    """Compare two values, each of which several facts may state."""
    one, other = earlier[0], later[0]
    if not _comparable(one, other):
        return
    if values.same(one.meaning, other.meaning) and not _apart(one, other):
        for known in earlier:
            for second in later:
                found.say_same(known, second)
        return
    if not values.differ(one.meaning, other.meaning):
        return
    for second in later:
        first = next((known for known in earlier if known.key[0] != second.key[0]), None)
        if first is None:
            continue
        for known in earlier:
            found.join(known.key[0], second.key[0])
        if not _apart(first, second):
            _contradict(found, earlier, second, first, told)


def _contradict(
    found: _Found, earlier: list[Statement], second: Statement, first: Statement, told: set[str]
) -> None:
    for known in earlier:
        if known.key[0] != second.key[0]:
            found.contested.setdefault(known.key[0], second.key[0])
            found.contested.setdefault(second.key[0], known.key[0])
            found.contradicted.update((known.key[0], second.key[0]))
    if second.key[0] not in told:
        told.add(second.key[0])
        found.disagreements.append((first, second))


def _apart(one: Statement, other: Statement) -> bool:
    """Whether the values of two facts hold for different things: both say for what, and not for the same."""
    return bool(one.scope and other.scope) and one.scope != other.scope


def _comparable(one: Statement, other: Statement) -> bool:
    if one.unit and other.unit and one.unit != other.unit:
        return False
    return one.when is None or other.when is None or not values.differ(one.when, other.when)


# ── messages ────────────────────────────────────────────────────────────────────────────────────────


def say_used(desk: Desk, said: Statement, others: Sequence[Statement], use: Words) -> None:
    """Say that a fact used is contradicted by another; at its first use with all there is to know of it."""
    other = next((one for one in others if values.differ(one.meaning, said.meaning)), others[0])
    pair = frozenset((said.key[0], other.key[0]))
    message = error(
        "fact-contested", f"`{said.key[0]}` is contested: `{other.name}` gives `{other.value}`", use.span
    )
    if pair in desk.disagreed:
        desk.say(message.hint("name one here when the two are `readings` of one fact"))
        return
    desk.disagreed.add(pair)
    for one in (said, other):
        message = _with_passage(message.beside(one.reading.value.span, f"`{one.name}`"), one)
    desk.say(
        message.hint(
            f"write `{said.key[0]}` and `{other.key[0]}` as `readings` of one fact, and name one here",
            *_apart_hints(said, other),
        )
    )


def warn(desk: Desk, disagreements: Iterable[tuple[Statement, Statement]]) -> None:
    """Warn of every two facts that disagree and of which no use has told."""
    for one, other in disagreements:
        if frozenset((one.key[0], other.key[0])) not in desk.disagreed:
            desk.say(_disagreeing(one, other))


def _apart_hints(one: Statement, other: Statement) -> tuple[str, ...]:
    """Say what to declare of two facts that do not speak of the same."""
    lacking = [said for said in (one, other) if not said.scope]
    scope = (
        f"or declare with `scope:` on `{lacking[0].key[0]}`, too, what it holds for"
        if len(lacking) == 1
        else "or declare with `scope:` on each what it holds for"
    )
    return (
        scope,
        "or give each a `property`, or a `when`, of its own, if they do not speak of the same",
    )


def _disagreeing(one: Statement, other: Statement) -> Diagnostic:
    """Say that two facts disagree, with both values and both passages."""
    about = " ".join(str(other.entry.property).split())
    message = warning(
        "facts-disagree",
        f"`{one.name}` gives `{one.value}` for `{about}` of `{other.entry.subject}`, "
        f"and `{other.name}` gives `{other.value}`",
        other.reading.value.span,
    ).beside(one.reading.value.span, f"`{one.name}`")
    for said in (one, other):
        message = _with_passage(message, said)
    return message.hint(
        "write them as `readings` of one fact: then they are printed as contested",
        *_apart_hints(one, other),
    )


def _with_passage(message: Diagnostic, said: Statement) -> Diagnostic:
    if said.hit is None:
        return message
    ground, whole = said.hit.ground, said.hit.whole
    return message.beside(
        refusals.source_span(ground, *whole), f"`{said.name}`, {refusals.where(ground, *whole)}"
    )


def _agreeing(said: Sequence[Statement]) -> Diagnostic:
    """Say that the readings of a fact all mean the same."""
    entry = said[0].entry
    message = warning(
        "readings-agree",
        f"the readings of `{entry.key}` say the same: `{said[0].value}` and `{said[1].value}`",
        said[1].reading.value.span,
    ).beside(said[0].reading.value.span)
    return message.hint(
        "keep one of them, without `readings:`",
        "or make each a fact of its own: facts that agree are not contested",
    )


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────


def ledger(
    desk: Desk, facts: Mapping[str, tuple[Statement, ...]], compared: Comparison
) -> tuple[Dispute, ...]:
    """Give every disagreement, in the order of `facts.yaml`."""
    order = {fact: at for at, fact in enumerate(facts)}
    disputes = [sorted(members, key=order.__getitem__) for members in compared.together]
    return tuple(
        _dispute(desk, [facts[fact] for fact in members], compared)
        for members in sorted(disputes, key=lambda members: order[members[0]])
    )


def _dispute(desk: Desk, of: Sequence[tuple[Statement, ...]], compared: Comparison) -> Dispute:
    told = [one for said in of for one in said if one.is_told]
    entry = told[0].entry
    name: NameEntry | None = desk.library.names.get(str(entry.subject))
    alone = len(of) == 1
    sources = {hit.passage.source for one in told for hit in one.rests_on}
    return Dispute(
        tuple(said[0].key[0] for said in of),
        str(name.name) if name else str(entry.subject),
        " ".join(str(entry.property).split()),
        tuple(stated_value(one, name=None if alone else one.name) for one in told),
        not any(said[0].key[0] in compared.contradicted for said in of),
        len(sources) == 1,
        _common([str(one.entry.when or "") for one in told]),
        _common([str(one.entry.unit or "") for one in told]),
    )


def _common(words: Sequence[str]) -> str:
    """Give what all values have in common, or those that have it at all; "" where they differ."""
    given = {" ".join(one.split()) for one in words if one}
    return given.pop() if len(given) == 1 else ""
