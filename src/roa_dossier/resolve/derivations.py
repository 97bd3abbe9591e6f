"""Values that follow from others: sums, differences and conversions, worked out and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from roa_dossier import values, wording
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Derivation, FactEntry, Words
from roa_dossier.resolve import disputes
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.quotations import Hit
from roa_dossier.resolve.statements import Key, Statement, Worked
from roa_dossier.values import Number

_SIGNS = {"sum": " + ", "difference": " − ", "conversion": " × "}
_SHOWN = 8  # operands in a message or in print; a longer sum is told by its first ones


class _Sum(Frozen):
    """A derived value and the values it is made from, all of them numbers."""

    stated: Statement
    derivation: Derivation
    operands: tuple[Statement, ...]
    factor: Number | None


def work(desk: Desk, statements: Mapping[Key, Statement], contested: Mapping[str, str]) -> dict[Key, Worked]:
    """Work out every derivation of the library.

    Args:
        desk: takes the messages down.
        statements: all values of all facts.
        contested: for each fact that another one contradicts, the other's id.

    Returns:
        What came out as typed, by fact and reading; of the rest an error is told.

    """
    sums = {
        key: made
        for key, stated in statements.items()
        if stated.reading.derived and (made := _sum(desk, statements, contested, stated))
    }
    worked: dict[Key, Worked] = {}
    for made in _in_order(desk, sums):
        if not all(_stands(one, worked) for one in made.operands):
            continue  # its own message is told: what would come out of a wrong value helps nobody
        if arithmetic := _checked(desk, made):
            hits = [hit for one in made.operands for hit in _hits(one, worked)]
            unique = {(hit.passage.source, hit.passage.ranges): hit for hit in hits}
            worked[made.stated.key] = Worked(arithmetic, tuple(unique.values()))
    return worked


def _stands(stated: Statement, worked: Mapping[Key, Worked]) -> bool:
    """Whether a value is not refused: it stands in its passage, is ours, or comes out as typed."""
    return stated.key in worked if stated.reading.derived else stated.is_told


def _hits(stated: Statement, worked: Mapping[Key, Worked]) -> tuple[Hit, ...]:
    if stated.hit:
        return (stated.hit,)
    return worked[stated.key].rests_on if stated.key in worked else ()


# ── what a value is made from ───────────────────────────────────────────────────────────────────────


def _sum(
    desk: Desk, statements: Mapping[Key, Statement], contested: Mapping[str, str], stated: Statement
) -> _Sum | None:
    derivation = stated.reading.derived
    assert derivation is not None
    found = [_operand(desk, statements, contested, name) for name in derivation.of]
    factor = None
    if derivation.factor:
        factor = _number(values.read(str(derivation.factor), "number", language=desk.library.language))
        if factor is None:
            desk.say(
                _no_number(derivation.factor, str(derivation.factor)).hint(
                    "a factor is one number in figures, such as `24` or `0.75`"
                    if wording.of(desk.library.language).thousands != "."
                    else "a factor is one number in figures, such as `24` or `0,75`"
                )
            )
            return None
    operands = tuple(one for one in found if one)
    if len(operands) < len(found) or not isinstance(stated.meaning, Number):
        return None
    return _Sum(stated, derivation, operands, factor)


def _number(value: values.Value | None) -> Number | None:
    """Give a factor: one number, known exactly or about."""
    return value if isinstance(value, Number) and value.low is not None and value.low == value.high else None


def _operand(
    desk: Desk, statements: Mapping[Key, Statement], contested: Mapping[str, str], name: Words
) -> Statement | None:
    """Look up a value that another is made from; it must be one number, and not one of several readings."""
    fact, slash, reading = str(name).partition("/")
    entry = desk.fact(name.slice(0, len(fact)))
    if entry is None:
        return None
    key = _reading_named(desk, statements, entry, name, reading if slash else None, contested)
    stated = statements.get(key) if key else None
    if stated and not isinstance(stated.meaning, Number):
        message = _no_number(name, stated.value).beside(stated.reading.value.span, f"the value of `{name}`")
        desk.say(message.hint(*_other_number(desk, stated, str(name))))
        return None
    return stated


def _other_number(desk: Desk, stated: Statement, name: str) -> tuple[str, ...]:
    """Say how a value is made a number, where it can be, or what else to do."""
    away = f"take `{name}` away, or name a fact whose value is a number"
    if values.read(stated.value, "number", language=desk.library.language) is None:
        return (away,)
    return (f"if it is a number, declare `kind: number` on `{stated.key[0]}`", f"or {away}")


def _reading_named(
    desk: Desk,
    statements: Mapping[Key, Statement],
    entry: FactEntry,
    name: Words,
    reading: str | None,
    contested: Mapping[str, str],
) -> Key | None:
    fact = str(entry.key)
    ids = [str(one.id) for one in entry.readings if one.id]
    if reading is not None:
        if reading in ids:
            return (fact, reading)
        message = error("unknown-reading", f"`{fact}` has no reading `{reading}`", name.span)
        named = ", ".join(f"`{one}`" for one in ids)
        desk.say(message.hint(f"its readings are {named}" if ids else f"write `{fact}`: it has one value"))
        return None
    if ids:
        message = error("fact-contested", f"`{fact}` is contested: the reading must be named", name.span)
        desk.say(message.hint(*(f"{fact}/{one}" for one in ids)))
        return None
    if other := contested.get(fact):
        said, others = statements[fact, ""], [one for one in statements.values() if one.key[0] == other]
        disputes.say_used(desk, said, others, name)
        return None
    return (fact, "")


def _no_number(place: Words, value: str) -> Diagnostic:
    return error("derivation-not-a-number", f"`{value}` is not read as a number", place.span)


# ── in which order ──────────────────────────────────────────────────────────────────────────────────


def _in_order(desk: Desk, sums: Mapping[Key, _Sum]) -> Iterable[_Sum]:
    """Give each derivation after those it is made from; say so of what goes round in a circle."""
    waiting = {key: {one.key for one in made.operands} & sums.keys() for key, made in sums.items()}
    users: dict[Key, list[Key]] = {}
    for key, needed in waiting.items():
        for one in needed:
            users.setdefault(one, []).append(key)
    ready = [key for key, needed in waiting.items() if not needed]
    ordered = []
    for key in ready:
        ordered.append(sums[key])
        for user in users.get(key, ()):
            waiting[user].discard(key)
            if not waiting[user]:
                ready.append(user)
    _say_loops(desk, sums, {key: needed for key, needed in waiting.items() if needed})
    return ordered


def _say_loops(desk: Desk, sums: Mapping[Key, _Sum], waiting: Mapping[Key, set[Key]]) -> None:
    seen: set[Key] = set()
    for start in waiting:
        path: list[Key] = []
        at = start
        while at not in seen:
            seen.add(at)
            path.append(at)
            at = next(one.key for one in sums[at].operands if one.key in waiting[at])
        if at not in path:
            continue
        loop = path[path.index(at) :]
        first = min(loop, key=lambda key: sums[key].stated.order)
        turned = loop[loop.index(first) :] + loop[: loop.index(first)]
        through = " → ".join(f"`{sums[key].stated.name}`" for key in (*turned[:_SHOWN], first))
        desk.say(
            error(
                "derivation-loop", f"a value is derived from itself: {through}", sums[first].derivation.span
            ).hint("let one of them rest on a source, with `from:` instead of `derived:`")
        )


# ── what comes out ──────────────────────────────────────────────────────────────────────────────────


def _checked(desk: Desk, made: _Sum) -> str:
    """Give the arithmetic for print, if the value comes out as typed; else say what comes out."""
    thousands = wording.of(desk.library.language).thousands
    out = _out(made)
    typed = made.stated.meaning
    assert isinstance(typed, Number)
    sign = _SIGNS[made.derivation.operation]
    plain = _written([values.shown(one, thousands) for one in _numbers(made)], sign)
    if out.low is None and out.high is None:
        desk.say(error("derivation-wrong", f"`{plain}` has no bounds", made.stated.reading.value.span))
        return ""
    result = values.shown(out, thousands)
    if out.approximate and not typed.approximate and typed.low is not None and typed.high is not None:
        desk.say(_too_exact(made, out, typed, thousands))
        return ""
    if not _comes_out(out, typed):
        wrong = f"{plain} = {result}, not {values.shown(typed, thousands)}"
        message = error("derivation-wrong", wrong, made.stated.reading.value.span)
        desk.say(message.hint(_instead(out, typed, thousands)))
        return ""
    parts = [one.value for one in made.operands]
    if made.derivation.factor:
        parts.append(" ".join(str(made.derivation.factor).split()))
    written = _written(parts, sign)
    return written if result == values.shown(typed, thousands) else f"{written} = {result}"


def _written(parts: list[str], sign: str) -> str:
    shown = parts if len(parts) <= _SHOWN else [*parts[: _SHOWN - 1], "…", parts[-1]]
    return sign.join(f"({part})" if "–" in part and " " not in part else part for part in shown)


def _numbers(made: _Sum) -> list[Number]:
    numbers = [one.meaning for one in made.operands if isinstance(one.meaning, Number)]
    return [*numbers, made.factor] if made.factor else numbers


def _out(made: _Sum) -> Number:
    """Work a derivation out, bound by bound; an open range makes an open one."""
    numbers = _numbers(made)
    match made.derivation.operation:
        case "sum":
            low = _added([one.low for one in numbers])
            high = _added([one.high for one in numbers])
        case "difference":
            low = _added([numbers[0].low, *(_less(one.high) for one in numbers[1:])])
            high = _added([numbers[0].high, *(_less(one.low) for one in numbers[1:])])
        case _:
            factor = numbers[1].low or Fraction(0)
            ends = (_times(numbers[0].low, factor), _times(numbers[0].high, factor))
            low, high = ends if factor >= 0 else ends[::-1]
    about, strict = any(one.approximate for one in numbers), any(one.strict for one in numbers)
    return Number(low, high, about, strict and (low is None or high is None))


def _added(parts: list[Fraction | None]) -> Fraction | None:
    return None if None in parts else sum((part for part in parts if part is not None), Fraction(0))


def _less(number: Fraction | None) -> Fraction | None:
    return None if number is None else -number


def _times(number: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if number is None else number * factor


def _comes_out(out: Number, typed: Number) -> bool:
    """Whether a number worked out is the one typed; one typed as "about" is so to its own precision."""
    if typed.low is None or typed.high is None:
        bare = Number(out.low, out.high, strict=out.strict)
        return not values.differ(bare, Number(typed.low, typed.high, strict=typed.strict)) and (
            (typed.low is None or out.low is not None) and (typed.high is None or out.high is not None)
        )
    return _end_agrees(out.low, typed.low, typed) and _end_agrees(out.high, typed.high, typed)


def _end_agrees(out: Fraction | None, typed: Fraction, whole: Number) -> bool:
    if out is None or not whole.approximate:
        return out == typed
    return abs(out - typed) * 2 <= values.grain(typed)


def _too_exact(made: _Sum, out: Number, typed: Number, thousands: str) -> Diagnostic:
    about = next(one for one in made.operands if isinstance(one.meaning, Number) and one.meaning.approximate)
    message = f"`{about.value}` is approximate, and so is what follows from it; found `{made.stated.value}`"
    return error("derivation-wrong", message, made.stated.reading.value.span).hint(
        _instead(out, typed, thousands)
    )


def _instead(out: Number, typed: Number, thousands: str) -> str:
    """Say what would be right; to two figures where it is only known or given as about."""
    if not (out.approximate or typed.approximate):
        return f"write `{values.shown(out, thousands)}`"
    low = None if out.low is None else values.rounded(out.low)
    high = None if out.high is None else values.rounded(out.high)
    near = Number(low, high, strict=out.strict)
    return f"write `about {values.shown(near, thousands)}`"
