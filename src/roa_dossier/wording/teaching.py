"""The words of what is handed to a class, by language."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.frozen import Frozen


class TeachingWords(Frozen, kw_only=True):
    """What documents and tasks print besides their own words.

    Attributes:
        task_kinds: what a task trains, by its kind.
        unsigned: said of a source without an author.
        undated: said of a source without a date.
        modified_about: what the label of modified texts means.

    """

    document: str
    documents: str
    task: str
    tasks: str
    modified: str
    modified_about: str
    original: str
    answer: str
    task_kinds: Mapping[str, str]
    unsigned: str
    undated: str
    author_unknown: str
    date_unknown: str
    from_: str


_ENGLISH = TeachingWords(
    document="Document",
    documents="Documents",
    task="Task",
    tasks="Tasks",
    modified="(Modified)",
    modified_about="A text labelled (Modified) is in simpler words of the editor; the original was found "
    "word for word where its note says.",
    original="Original, as checked",
    answer="Answer",
    task_kinds={
        "sourcing": "sourcing",
        "context": "context",
        "close-reading": "close reading",
        "corroboration": "corroboration",
    },
    unsigned="unsigned",
    undated="undated",
    author_unknown="author unknown",
    date_unknown="undated",
    from_="from",
)

_GERMAN = TeachingWords(
    document="Dokument",
    documents="Dokumente",
    task="Aufgabe",
    tasks="Aufgaben",
    modified="(Bearbeitet)",
    modified_about="Ein Text mit dem Vermerk (Bearbeitet) steht in einfacheren Worten des Bearbeiters; das "
    "Original wurde wörtlich dort gefunden, wo seine Anmerkung es sagt.",
    original="Original, wie geprüft",
    answer="Antwort",
    task_kinds={
        "sourcing": "Herkunft",
        "context": "Zusammenhang",
        "close-reading": "genaues Lesen",
        "corroboration": "Vergleich",
    },
    unsigned="ungezeichnet",
    undated="undatiert",
    author_unknown="Verfasser unbekannt",
    date_unknown="undatiert",
    from_="aus",
)

_LANGUAGES = {"en": _ENGLISH, "de": _GERMAN}


def teaching_words(language: str) -> TeachingWords:
    """Give the words of a language (BCP 47); English ones where there are none."""
    return _LANGUAGES.get(language.split("-")[0].lower(), _ENGLISH)
