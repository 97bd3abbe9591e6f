"""What must be worded in each language, and how counts, days, places and lists are put together from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Locator, letter
from roa_dossier.model.source import PartKind

Pair = tuple[str, str]
"""A word for one and for several."""


class Uncited(Enum):
    """Whether a source marks what is cited of a place "citation needed"."""

    NOT = 0
    PARTLY = 1
    WHOLLY = 2


class Wording(Frozen, kw_only=True):
    """Every fixed word of one language.

    `{…}` stands for what is filled in. Names that begin with `prose_` may hold HTML; they are ours, and what
    is filled into them is escaped by the template. A language is complete or is not there: no name has a
    default.
    """

    # ── numbers, days, lists ──
    months: tuple[str, ...]
    day_form: str
    thousands: str
    and_: str
    outer: Pair
    inner: Pair

    # ── labels of what is numbered ──
    chapter: str
    table: str
    figure: str
    contested_point: str
    page: str

    # ── locators ──
    line: Pair
    parts: Mapping[PartKind, Pair]
    row: str

    # ── notes ──
    next: str
    quoted_in: str
    cited_in: str
    hereafter: str
    reference: Pair
    note: Pair
    with_notes: str
    resting_on: str
    resting_also_on: str
    marked: Mapping[tuple[bool, bool], str]
    marked_both: Mapping[bool, str]
    listed_in: str
    listed_also_in: str
    remarks: Mapping[str, str]

    # ── margins and heads of tables ──
    citing: str
    uncited: str
    uncited_table: str
    editorial: str
    editorial_for: str
    supplied: str
    contested: str
    source_line: str
    continued: str
    continued_unnamed: str
    continued_columns: str
    grouped_and_headed: str
    grouped: str
    headed: str
    icons: str
    icons_begin: Pair
    fact_heads: tuple[str, str, str, str]

    # ── bibliography ──
    bibliography: str
    dossier_sources: str
    archival: str
    primary: str
    secondary: str
    reference_works: str
    archive_unnamed: str
    archive_inferred: str
    other_works: str
    second_hand: str
    second_hand_about: str
    standing: str
    standings: Mapping[str, str]
    kinds: Mapping[str, str]

    # ── title page, contents, handout ──
    kicker: str
    edited_by: str
    edition_of: str
    contents: str
    tables: str
    figures: str
    contested_points: str
    counted: tuple[Pair, Pair, Pair, Pair]
    alone: str
    prose_handout: str
    handout_editorial: str
    handout_licence: str

    # ── the sources' own notes, passages passed over ──
    records: str
    records_about: str
    record_heads: tuple[str, str, str]
    not_in_bibliography: str
    end_notes: str
    notes_to: str
    passed_over: str
    passed_over_about: str
    passed_over_heads: tuple[str, str]
    account: str
    account_all: str
    account_used: Pair
    account_unit: Pair

    # ── note on the text ──
    note_on_the_text: str
    checked_title: str
    prose_checked: str
    sources_title: str
    read_as: Mapping[bool, str]
    licence: str
    no_licence: str
    licence_stated: str
    licence_inferred: str
    snapshot: str
    characters: Pair
    sigla_title: str
    prose_first_cite: str
    prose_locators: str
    prose_carried: str
    prose_uncited: str
    matched_title: str
    prose_matched: str
    prose_curled: str
    prose_brackets: str
    prose_titles: str
    prose_ranks: str
    prose_editorial: str
    folds_always: tuple[str, ...]
    folds: Mapping[str, str]

    # ── names, values and signs in the text ──
    according: str
    derived: str
    scope: str
    margin_signs: Mapping[str, str]
    prose_margin_signs: Mapping[str, str]

    # ── what a reader finds things by ──
    leaf: Pair
    aids: str
    aids_about: str
    documents: str
    documents_about: str
    documents_heads: tuple[str, str, str, str]
    people: str
    people_about: str
    people_forms: str
    index: str
    index_about: str
    in_note: str
    see: str
    numerals: str
    table_of_sources: str
    table_of_sources_about: str
    through_it: str
    found_as: str
    as_quoted: str
    as_quoted_about: str
    not_used: str
    not_reprinted: str
    no_permission: str
    words_of: Pair

    # ── ledger, glossary, licences ──
    ledger: str
    ledger_about: str
    ledger_scope: str
    ledger_scope_about: str
    ledger_heads: tuple[str, str, str]
    ledger_within: Mapping[bool, str]
    ledger_shown: str
    ledger_bare: str
    glossary: str
    licences: str
    licences_about: str
    licence_quoted: str
    licence_reprinted: str
    licence_attached: str
    licence_brief: str
    licence_changes: str
    licence_folds: str
    licence_works: str
    licence_pictures: str
    licence_fonts: str
    prose_fonts: Mapping[bool, str]
    none: Pair
    criticism: str
    criticism_uncited: Pair
    criticism_carried: Pair
    criticism_passages: Pair

    # ── how they are put together ───────────────────────────────────────────────────────────────────

    def number(self, number: int) -> str:
        """Say a number: `23,577`."""
        return f"{number:,}".replace(",", self.thousands)

    def count(self, number: int, words: Pair) -> str:
        """Say a count: `1 source`, `23,577 characters`."""
        return f"{self.number(number)} {words[number != 1]}"

    def day(self, when: date) -> str:
        """Say a date: `21 November 2026`."""
        return self.day_form.format(day=when.day, month=self.months[when.month - 1], year=when.year)

    def listed(self, words: Sequence[str]) -> str:
        """Join words as a sentence does: `a`, `a and b`, `a, b and c`."""
        return f" {self.and_} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

    def lines(self, first: int, last: int) -> str:
        """Say lines of a snapshot: `l. 45`, `ll. 45–46`."""
        return f"{self.line[0]} {first}" if first == last else f"{self.line[1]} {first}–{last}"

    def line_words(self, locator: Locator) -> str:
        """Say the lines of a locator."""
        return self.lines(*locator.lines)

    def place(self, locator: Locator) -> str:
        """Say a locator without its lines: `¶ 9`, `infobox, ‘Size’`, `note a`."""
        name = self.parts[locator.kind][0]
        match locator.kind:
            case PartKind.BODY:
                return f"¶ {locator.number}"
            case PartKind.NOTE:
                return f"{name} {letter(locator.number)}"
            case PartKind.REFERENCE:
                return f"{name} {locator.number}"
            case PartKind.TABLE:
                return f"{name}, {self.row} {locator.number}" if locator.number else name
            case _:
                within = self.within(locator)
                return f"{name}, {within}" if within else name

    def within(self, locator: Locator) -> str:
        """Name the list, label or summary that a place stands in, in marks; "" elsewhere."""
        titled = (PartKind.INFOBOX, PartKind.APPENDED, PartKind.APPENDED_TITLE)
        found = locator.section if locator.kind is PartKind.LIST else ""
        found = locator.label if locator.kind in titled else found
        return f"{self.inner[0]}{found}{self.inner[1]}" if found else ""

    def locator(self, locator: Locator) -> str:
        """Say a whole locator: `¶ 9, l. 45`."""
        return f"{self.place(locator)}, {self.line_words(locator)}"

    def references(self, numbers: Sequence[int]) -> str:
        """`n. 7`, `nn. 7, 9`: references of a source, by its own numbers."""
        return f"{self.reference[len(numbers) != 1]} {', '.join(map(str, numbers))}"

    def notes(self, numbers: Sequence[int]) -> str:
        """`note d`, `notes a and d`: lettered notes of a source."""
        return f"{self.note[len(numbers) != 1]} {self.listed([letter(number) for number in numbers])}"

    def its_notes(self, numbers: Sequence[int]) -> str:
        """`with its note d`."""
        return self.with_notes.format(notes=self.notes(numbers))

    def resting(self, records: Sequence[str], *, also: bool) -> str:
        """`resting on its n. 4 (“Home”)`: references that no work of ours is matched with."""
        form = self.resting_also_on if also else self.resting_on
        return form.format(records=self.listed(records))

    def needing(self, uncited: Uncited, count: int = 1) -> str:
        """`marked “citation needed” there`, said of one place or of all `count` before it."""
        partly = uncited is Uncited.PARTLY
        return self.marked_both[partly] if count == 2 else self.marked[count > 2, partly]

    def through(self, siglum: str, references: Sequence[int], notes: Sequence[int]) -> str:
        """`W, nn. 7, 9 and note d`: the records of a source."""
        parts = [self.references(references)] if references else []
        parts += [self.notes(notes)] if notes else []
        return f"{siglum}, {f' {self.and_} '.join(parts)}"

    def known_in(self, sources: Sequence[str], *, also: bool) -> str:
        """`cited in W, n. 7`; `also cited in …` for a work that the editor has used."""
        form = self.listed_also_in if also else self.listed_in
        return form.format(sources=self.next.join(sources))

    def witness(self, standing: str, kind: str) -> str:
        """`tertiary source (reference)`."""
        return self.standing.format(
            standing=self.standings.get(standing, standing), kind=self.kinds.get(kind, kind)
        )

    def read_as_what(self, standing: str, kind: str) -> str:
        """`a tertiary source, classed as reference`."""
        vowel = standing.startswith(("a", "e", "i", "o", "u"))
        return self.read_as[vowel].format(
            standing=self.standings.get(standing, standing), kind=self.kinds.get(kind, kind)
        )

    def remarked(self, said: Sequence[str]) -> str:
        """Join remarks: sentences after one another, mere words by semicolons."""
        joined = ""
        for remark in filter(None, said):
            sentence = remark[0].isupper()
            stop = "" if not joined else " " if joined[-1] in ".!?" else ". " if sentence else self.next
            joined += stop + remark
        return joined

    def folded(self, folds: Sequence[str]) -> str:
        """List what was left out of account in matching."""
        return self.listed([*self.folds_always, *(self.folds.get(fold, fold) for fold in folds)])
