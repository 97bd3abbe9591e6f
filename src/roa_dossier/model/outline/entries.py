"""Sources, works, facts and names as written."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed, field
from roa_dossier.model.outline.running import Prose
from roa_dossier.model.outline.words import NOWHERE, Selector, Words

Json = None | bool | int | float | str | tuple["Json", ...] | dict[str, "Json"]


class CslItem(Placed):
    """A CSL-JSON item as written: plain data for the citation engine, with its key and place.

    Attributes:
        key: its id.
        data: CSL-JSON (fields by their CSL names; dates as `{"date-parts": [[y, m, d]]}`), without `id`.
        places: the place of each field, by its name.

    """

    APART = ("places",)

    key: Words
    data: dict[str, Json]
    places: dict[str, Span] = field(default_factory=dict)


class Licence(Frozen):
    """What licence a source is believed to bear; `basis` is "stated" (by it) or "editorial" (inferred)."""

    id: Words
    basis: str

    @property
    def passes_on(self) -> bool:
        """Whether it lets the source be passed on and reprinted: public domain, or Creative Commons."""
        name = str(self.id).lower()
        return name == "public-domain" or name.startswith("cc")


class PassedOver(Frozen):
    """Passages of a source that the dossier does not use, and why."""

    exact: tuple[Words, ...]
    reason: Words


class SourceEntry(Frozen):
    """One entry of `sources.yaml`.

    Attributes:
        key: its id.
        file: the snapshot.
        sha256: the digest everything was checked against; None is an error that names `add`.
        siglum: how notes and margins name it.
        reads_as: "plain" or "wiki-text".
        encoding: what an author knows better than the detector.
        standing: primary, secondary or tertiary.
        kind: reference, opinion, memoir, official, press, letter, report, …
        assessment: what we make of it.
        licence: what it bears.
        reference: its CSL item.
        passed_over: what is not used of it and why; None when the dossier does not account for it.

    """

    key: Words
    file: Words
    sha256: Words | None
    siglum: Words
    reads_as: Words
    standing: Words
    kind: Words
    reference: CslItem
    encoding: Words | None = None
    assessment: tuple[Prose, ...] = ()
    licence: Licence | None = None
    passed_over: tuple[PassedOver, ...] | None = None


class RecordRef(Placed):
    """Which record of which source a work is known through."""

    source: Words
    kind: str  # "reference" or "note"
    number: int
    span: Span = NOWHERE


class WorkEntry(Frozen):
    """One entry of `works.yaml`: a work without a snapshot.

    Attributes:
        item: its CSL item.
        records: the records of our sources that name it; not empty means known at second hand.
        seen: whether the editor has had it in hand.
        remark: what is to be said of the reference ("a bare title").
        signature: the archival signature as the source has it; the program gives its normal form.
        standing: archival, primary, secondary or reference; "" when it is told from the CSL type.

    """

    item: CslItem
    records: tuple[RecordRef, ...] = ()
    seen: bool = False
    remark: Words | None = None
    signature: Words | None = None
    standing: str = ""


class Derivation(Placed):
    """How a value of ours follows from values of facts; the program works it out and compares.

    Attributes:
        operation: "sum", "difference" (the first less all others) or "conversion" (one value by a factor).
        of: ids of facts, `fact` or `fact/reading`.
        factor: what a conversion multiplies by, as typed; None otherwise.
        span: its place in the file.

    """

    operation: str
    of: tuple[Words, ...]
    factor: Words | None = None
    span: Span = NOWHERE


class Reading(Frozen):
    """One value of a fact and what it rests on.

    Attributes:
        value: as typed.
        origin: the passage in which it stands; or
        editorial: why it is ours; or
        derived: how it follows from other facts. One of the three is given.
        id: its id among the readings; None where there is one only.
        scope: what the value holds for, where another value of the property holds for something else.

    """

    value: Words
    origin: Selector | None = None
    editorial: Words | None = None
    id: Words | None = None
    derived: Derivation | None = None
    scope: Words | None = None


class FactEntry(Frozen):
    """One entry of `facts.yaml`; more than one reading means contested.

    Attributes:
        key: its id.
        subject: an id of `names.yaml`.
        property: what is stated of it.
        readings: one or more.
        when: the date or period it holds for, as typed.
        unit: the unit of its value ("men").
        kind: number, date, person, unit, place or text; "" when it is told from the value.
        scope: what it holds for, where another fact of the same property holds for something else: the two
            then differ without contradicting each other.

    """

    key: Words
    subject: Words
    property: Words
    readings: tuple[Reading, ...]
    when: Words | None = None
    unit: Words | None = None
    kind: str = ""
    scope: Words | None = None


class NameEntry(Frozen):
    """One entry of `names.yaml`.

    Attributes:
        key: its id.
        name: the form we print.
        kind: person, unit, place, body, term or other.
        short: the form after the first mention in a chapter.
        original: the name in its own script.
        language: the original's language (BCP 47).
        origin: the passage in which the original stands; or `editorial`.
        editorial: that, and why, the original is ours.
        variants: other forms found in the sources.
        established: why the printed form is an established one, which no romanisation is held against.
        gloss: what the glossary says of it; empty for what does not stand there.

    """

    key: Words
    name: Words
    kind: str
    short: Words | None = None
    original: Words | None = None
    language: str = ""
    origin: Selector | None = None
    editorial: Words | None = None
    variants: tuple[Words, ...] = ()
    established: Words | None = None
    gloss: tuple[Prose, ...] = ()
