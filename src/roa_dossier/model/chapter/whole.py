"""All chapters, and what can be said of the use of each source."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter.blocks import Chapter
from roa_dossier.model.chapter.evidence import Locator
from roa_dossier.model.chapter.running import Flow
from roa_dossier.model.chapter.stated import Dispute


class Account(Frozen):
    """One paragraph or line of a source and what became of it.

    Attributes:
        source: the source's key.
        locator: its place.
        start: its range in the source's text.
        stop: its range in the source's text.
        use: "quoted", "fact", "cell", "cited", or "" when nothing uses it.
        reason: why it is passed over; "" when used.

    """

    source: str
    locator: Locator
    start: int
    stop: int
    use: str = ""
    reason: str = ""


class Criticism(Frozen):
    """What can be counted of the use of a source.

    Attributes:
        source: its key.
        passages: how many passages of it are printed or carry a fact, each place once.
        uncited: how many of these the source itself marks "citation needed".
        carried: how many of these rest on references or notes of the source.
        words: how many of its words are printed.
        total: how many words of it may be quoted.

    """

    source: str
    passages: int = 0
    uncited: int = 0
    carried: int = 0
    words: int = 0
    total: int = 0


class Resolved(Frozen):
    """All chapters, and what became of every paragraph of every source that is accounted for.

    Attributes:
        chapters: in order.
        accounts: one per quotable block of each source whose entry has `passed-over`.
        assessments: for each source key, its assessment as prose.
        quotations: how many quotations were found.
        facts: how many facts with passages are used.
        ledger: every disagreement, declared or found, in the order of `facts.yaml`.
        glosses: for each name that has one, by id, what the glossary says of it; sorted by the printed form.
        criticism: for each source, what can be counted of its use.

    """

    chapters: tuple[Chapter, ...]
    accounts: tuple[Account, ...] = ()
    assessments: tuple[tuple[str, tuple[Flow, ...]], ...] = ()
    quotations: int = 0
    facts: int = 0
    ledger: tuple[Dispute, ...] = ()
    glosses: tuple[tuple[str, tuple[Flow, ...]], ...] = ()
    criticism: tuple[Criticism, ...] = ()
