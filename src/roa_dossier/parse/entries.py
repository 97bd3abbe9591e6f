"""The files beside the chapters: sources, works and names."""

from __future__ import annotations

from roa_dossier.frozen import replace
from roa_dossier.model.outline import (
    CslItem,
    Licence,
    NameEntry,
    PassedOver,
    RecordRef,
    SourceEntry,
    Words,
    WorkEntry,
)
from roa_dossier.parse.csl_items import CslReference
from roa_dossier.parse.kinds import (
    DIGEST,
    IDENTIFIER,
    LANGUAGE_TAG,
    Choice,
    FilePath,
    Findings,
    Line,
    ListOf,
    Literal,
    Patterned,
    Truth,
)
from roa_dossier.parse.prose_kinds import RunningText
from roa_dossier.parse.quoting import SELECTOR
from roa_dossier.parse.shape import Field, MapOf, Shape, Values
from roa_dossier.patterns import regex
from roa_dossier.text import Text

NOTHING = Words(Text("", ()))


def _key(values: Values) -> Words:
    return values.key or NOTHING


# ── sources ─────────────────────────────────────────────────────────────────────────────────────────

LICENCE = Shape(
    "a licence",
    (
        Field("id", Line("a licence such as `CC-BY-SA-4.0`"), "its SPDX id or name", required=True),
        Field(
            "basis", Choice(("stated", "editorial")), "stated by the source, or inferred by us", required=True
        ),
    ),
    lambda values, findings: Licence(values["id"], str(values["basis"])),
)

PASSED_OVER = Shape(
    "a passage passed over",
    (
        Field(
            "exact",
            ListOf(Literal("words of the source"), "words", lone=True),
            "words of the passage",
            required=True,
        ),
        Field("reason", Line("the reason why"), "why the dossier does not use it", required=True),
    ),
    lambda values, findings: PassedOver(values["exact"], values["reason"]),
)


def _source(values: Values, findings: Findings) -> SourceEntry:
    return SourceEntry(
        key=_key(values),
        file=values["file"],
        sha256=values.get("sha256"),
        siglum=values["siglum"],
        reads_as=values["reads-as"],
        standing=values["standing"],
        kind=values["kind"],
        reference=_item(values),
        encoding=values.get("encoding"),
        assessment=values.get("assessment", ()),
        licence=values.get("licence"),
        passed_over=values.get("passed-over"),
    )


def _item(values: Values) -> CslItem:
    item: CslItem = values["reference"]
    return replace(item, key=_key(values))


SOURCES = MapOf(
    Shape(
        "a source",
        (
            Field("file", FilePath(), "the snapshot, from the project's root", required=True),
            Field("sha256", DIGEST, "the digest everything was checked against; `roa-dossier add` writes it"),
            Field(
                "siglum",
                Patterned(regex(r"[^\s\"“”„«»]{1,8}"), "bad-siglum", "a siglum of one to eight characters"),
                "how notes and margins name it",
                required=True,
            ),
            Field(
                "reads-as",
                Choice(("plain", "wiki-text")),
                "how its own apparatus is recognised",
                required=True,
            ),
            Field(
                "encoding", Literal("an encoding such as `cp1252`"), "its encoding, where the detector errs"
            ),
            Field(
                "standing", Choice(("primary", "secondary", "tertiary")), "how near it stands", required=True
            ),
            Field(
                "kind",
                Line("a kind of source"),
                "reference, opinion, memoir, official, press, …",
                required=True,
            ),
            Field("assessment", RunningText(), "what we make of it"),
            Field("licence", LICENCE, "what licence it is believed to bear"),
            Field("reference", CslReference(), "its CSL item", required=True),
            Field(
                "passed-over", ListOf(PASSED_OVER, "a list of passages"), "what is not used of it, and why"
            ),
        ),
        _source,
    ),
    "sources by their ids",
)

# ── works ───────────────────────────────────────────────────────────────────────────────────────────

_NUMBER = Patterned(regex("[1-9][0-9]{0,3}"), "bad-number", "the number of a reference, from 1")
_LETTER = Patterned(regex("[a-z]|[1-9][0-9]{0,2}"), "bad-number", "the letter or number of a note")


def _record(values: Values, findings: Findings) -> RecordRef | None:
    given = [kind for kind in ("reference", "note") if kind in values.keys]
    if len(given) != 1:
        message = "expected `reference` or `note`, found " + ("both" if given else "neither")
        findings.error("bad-record", message, values.keys["source"], "write `reference: 7` or `note: a`")
        return None
    word = values.get(given[0])
    if word is None:
        return None
    typed = str(word)
    number = int(typed) if typed.isdigit() else ord(typed) - ord("a") + 1
    return RecordRef(values["source"], given[0], number, word.span)


RECORD = Shape(
    "a record of a source",
    (
        Field("source", IDENTIFIER, "the id of the source", required=True),
        Field("reference", _NUMBER, "the number of one of its references"),
        Field("note", _LETTER, "the letter of one of its notes"),
    ),
    _record,
)

WORKS = MapOf(
    Shape(
        "a work",
        (
            Field("reference", CslReference(), "its CSL item", required=True),
            Field(
                "known-through", ListOf(RECORD, "a list of records"), "records of our sources that name it"
            ),
            Field("seen", Truth(), "whether the editor has had it in hand"),
            Field("remark", Line("a remark"), "what is to be said of the reference"),
            Field("signature", Line("an archival signature"), "its archival signature, as the source has it"),
            Field(
                "standing",
                Choice(("archival", "primary", "secondary", "reference")),
                "the part of the bibliography it belongs to; by default told from its type",
            ),
        ),
        lambda values, findings: WorkEntry(
            _item(values),
            values.get("known-through", ()),
            values.get("seen", False),
            values.get("remark"),
            values.get("signature"),
            str(values.get("standing", "")),
        ),
    ),
    "works by their ids",
)

# ── names ───────────────────────────────────────────────────────────────────────────────────────────


def _name(values: Values, findings: Findings) -> NameEntry | None:
    origins = [name for name in ("from", "editorial") if name in values.keys]
    if "original" in values.keys and not origins:
        message = "an original rests on `from` or on `editorial`, found neither"
        hint = "add `from:` with `source` and `exact`, or `editorial:` with the reason"
        findings.error("no-origin", message, values.keys["original"], hint)
    if "original" in values.keys and len(origins) > 1:
        message = "an original rests on `from` or on `editorial`, found both"
        findings.error("two-origins", message, values.keys["editorial"], "take one of them away")
    if "original" in values.keys and "language" not in values.keys:
        findings.error(
            "missing-key", "an original lacks its `language`", values.keys["original"], "add `language:`"
        )
    return NameEntry(
        key=_key(values),
        name=values["name"],
        kind=str(values["kind"]),
        short=values.get("short"),
        original=values.get("original"),
        language=str(values.get("language", "")),
        origin=values.get("from"),
        editorial=values.get("editorial"),
        variants=values.get("variants", ()),
        established=values.get("established"),
        gloss=values.get("gloss", ()),
    )


NAMES = MapOf(
    Shape(
        "a name",
        (
            Field("name", Line("a name"), "the form we print", required=True),
            Field(
                "kind",
                Choice(("person", "unit", "place", "body", "term", "other")),
                "what it names",
                required=True,
            ),
            Field("short", Line("a short form"), "the form after the first mention in a chapter"),
            Field("original", Literal("a name in its own script"), "the name in its own script"),
            Field("language", LANGUAGE_TAG, "the original's language"),
            Field("from", SELECTOR, "the passage in which the original stands"),
            Field("editorial", Line("the reason why it is ours"), "why the original is ours"),
            Field(
                "variants",
                ListOf(Literal("another form"), "a list of forms"),
                "other forms found in the sources",
            ),
            Field(
                "established",
                Line("the reason why"),
                "why the printed form is established, and no romanisation is held against it",
            ),
            Field("gloss", RunningText(), "what the glossary says of it"),
        ),
        _name,
    ),
    "names by their ids",
)
