"""Passages of a source, and quotations set as blocks, as keys and values."""

from __future__ import annotations

from roa_dossier.model.outline import QuoteBlock, Selector
from roa_dossier.parse.kinds import IDENTIFIER, LANGUAGE_TAG, Findings, ListOf, Literal
from roa_dossier.parse.shape import Field, Shape, Values

SELECTOR_FIELDS = (
    Field("source", IDENTIFIER, "the id of a source in sources.yaml", required=True),
    Field(
        "exact",
        Literal("words of the source"),
        "the words of the source; `[…]` omits, `[word]` is ours",
        required=True,
    ),
    Field(
        "prefix", Literal("words of the source"), "words right before them, where they stand more than once"
    ),
    Field(
        "suffix", Literal("words of the source"), "words right after them, where they stand more than once"
    ),
)


def selector(values: Values, findings: Findings) -> Selector:
    """Make a selector of its four keys."""
    return Selector(values["source"], values["exact"], values.get("prefix"), values.get("suffix"))


SELECTOR = Shape("a passage of a source", SELECTOR_FIELDS, selector)

QUOTE_FIELDS = (
    *SELECTOR_FIELDS,
    Field("sic", ListOf(Literal(), "a list of words", lone=True), "words of it to be followed by [sic]"),
    Field("emphasis", ListOf(Literal(), "a list of words", lone=True), "words of it that we set in italics"),
    Field("translation", Literal("our translation"), "our translation, printed beneath"),
    Field("language", LANGUAGE_TAG, "its language, where it is not the source's"),
)


def quote(values: Values, findings: Findings) -> QuoteBlock:
    """Make a quotation of its keys."""
    return QuoteBlock(
        selector(values, findings),
        values.get("sic", ()),
        values.get("emphasis", ()),
        values.get("translation"),
        values.get("language"),
    )


QUOTE = Shape("a quotation", QUOTE_FIELDS, quote)
