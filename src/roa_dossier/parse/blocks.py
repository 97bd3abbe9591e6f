"""The blocks of a chapter: each kind with its keys."""

from __future__ import annotations

from typing import Any

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import (
    BibliographyBlock,
    Block,
    BlockContent,
    ContestedBlock,
    FactsBlock,
    FigureBlock,
    Group,
    HeadingBlock,
    OrderOfBattleBlock,
    RanksBlock,
    RegisterBlock,
    RegisterEntry,
    TableBlock,
    TextBlock,
    UnitRow,
)
from roa_dossier.model.outline.blocks import WIDE
from roa_dossier.parse.charts import BATTLE_CHART, STRENGTHS, TIMELINE
from roa_dossier.parse.kinds import (
    IDENTIFIER,
    CellWords,
    Choice,
    Either,
    FilePath,
    Findings,
    Kind,
    Line,
    ListOf,
    Literal,
    Made,
    Schema,
)
from roa_dossier.parse.nodes import Mapping, Node, Scalar
from roa_dossier.parse.prose_kinds import CellText, RunningText
from roa_dossier.parse.quoting import QUOTE, SELECTOR
from roa_dossier.parse.shape import Field, Shape, Values, first_key, read_fields
from roa_dossier.parse.suggest import nearest
from roa_dossier.parse.teaching import DOCUMENT, TASKS

# ── kinds of block ──────────────────────────────────────────────────────────────────────────────────


GROUP = Shape(
    "a grouping of ours",
    (
        Field("title", Line("the title of a grouping"), "its head, printed as editorial", required=True),
        Field(
            "first",
            Literal("the first cell of a row"),
            "the first cell of the row it begins with",
            required=True,
        ),
    ),
    lambda values, findings: Group(values["title"], values["first"]),
)

HEADS = ListOf(Line("the head of a column"), "a list of column heads")
CELLS = ListOf(CellWords(), "a list of cells")
WIDE_KEY = Field("wide", Choice(WIDE), "what to do where it is wider than the page")

RANKS = Shape(
    "a rank table",
    (
        Field("source", IDENTIFIER, "the id of the source that has the table", required=True),
        Field("columns", HEADS, "heads of ours for the three columns"),
        Field("groups", ListOf(GROUP, "a list of groupings"), "groupings of ours"),
        Field(
            "rows",
            ListOf(CELLS, "a list of rows"),
            "the rows written out; left out, the tool splits the lines",
        ),
        WIDE_KEY,
    ),
    lambda values, findings: RanksBlock(
        values["source"],
        values.get("columns", ()),
        values.get("groups", ()),
        values.get("rows", ()),
        str(values.get("wide", "")),
    ),
)

TABLE = Shape(
    "a table",
    (
        Field("columns", HEADS, "the heads of the columns", required=True),
        Field(
            "rows",
            ListOf(ListOf(CellText(), "a list of cells"), "a list of rows"),
            "rows of cells",
            required=True,
        ),
        WIDE_KEY,
    ),
    lambda values, findings: _table(values, findings),
)


def _table(values: Values, findings: Findings) -> TableBlock:
    wanted = len(values["columns"])
    for number, row in enumerate(values["rows"], 1):
        if len(row) != wanted:
            message = f"expected {wanted} cells in row {number}, found {len(row)}"
            findings.error("uneven-row", message, values.keys["rows"], "leave a cell empty with `''`")
    return TableBlock(values["columns"], values["rows"], str(values.get("wide", "")))


UNIT = Either(
    Made(IDENTIFIER, lambda name: UnitRow(name=name)),
    Shape(
        "a unit",
        (Field("cells", CELLS, "the cells, which in order use up whole lines of the source", required=True),),
        lambda values, findings: UnitRow(cells=values["cells"]),
    ),
)

ORDER_OF_BATTLE = Shape(
    "an order of battle",
    (
        Field("source", IDENTIFIER, "the id of the source that has it", required=True),
        Field("columns", HEADS, "heads of ours"),
        Field("units", ListOf(UNIT, "a list of units"), "ids of names.yaml, or rows of cells", required=True),
        WIDE_KEY,
    ),
    lambda values, findings: OrderOfBattleBlock(
        values["source"], values["units"], values.get("columns", ()), str(values.get("wide", ""))
    ),
)

CONTESTED = Either(
    Made(IDENTIFIER, ContestedBlock),
    Shape(
        "a contested fact",
        (
            Field("fact", IDENTIFIER, "the id of a fact with readings", required=True),
            Field("remark", RunningText(), "what we say of it"),
        ),
        lambda values, findings: ContestedBlock(values["fact"], values.get("remark", ())),
    ),
)

FIGURE = Shape(
    "a figure",
    (
        Field("file", FilePath(), "the picture, from the project's root", required=True),
        Field(
            "alt", Line("what the picture shows"), "what it shows, for those who do not see it", required=True
        ),
        Field("credit", Line("whose it is"), "whose it is"),
    ),
    lambda values, findings: FigureBlock(values["file"], values["alt"], values.get("credit")),
)

ENTRY = Shape(
    "an entry of a register",
    (
        Field("name", IDENTIFIER, "an id of names.yaml", required=True),
        Field("quotes", ListOf(SELECTOR, "a list of passages"), "passages about it"),
        Field("text", RunningText(), "what we say of it"),
    ),
    lambda values, findings: RegisterEntry(values["name"], values.get("quotes", ()), values.get("text", ())),
)

KINDS: dict[str, tuple[Kind[Any], str]] = {
    "text": (Made(RunningText(), TextBlock), "running text, under `|`"),
    "heading": (Made(Line("a heading"), HeadingBlock), "a head inside a chapter"),
    "quote": (QUOTE, "an excerpt set as a block"),
    "facts": (Made(ListOf(IDENTIFIER, "a list of ids of facts"), FactsBlock), "a fact sheet"),
    "ranks": (RANKS, "the rank table of a source"),
    "table": (TABLE, "a table of our own making"),
    "order-of-battle": (ORDER_OF_BATTLE, "units of a source as a table"),
    "contested": (CONTESTED, "the readings of a contested fact side by side"),
    "figure": (FIGURE, "a picture from the project"),
    "timeline": (TIMELINE, "dated facts in order of time, as a figure"),
    "strengths": (STRENGTHS, "numbers of facts as bars"),
    "order-of-battle-chart": (BATTLE_CHART, "units as a tree, with symbols"),
    "document": (DOCUMENT, "an excerpt to be worked on, with a letter and its source line"),
    "tasks": (TASKS, "what is asked of the reader, with room to write"),
    "register": (Made(ListOf(ENTRY, "a list of entries"), RegisterBlock), "people, units or places"),
    "bibliography": (
        Made(Choice(("all", "chapter")), lambda scope: BibliographyBlock(str(scope))),
        "where the bibliography stands",
    ),
}

BESIDE = (
    Field("id", IDENTIFIER, "its name for cross-references"),
    Field("title", Line("a caption"), "its caption or head"),
    Field("show", ListOf(IDENTIFIER, "a list of editions", lone=True), "editions that show it"),
    Field("hide", ListOf(IDENTIFIER, "a list of editions", lone=True), "editions that hide it"),
)


# ── a block ─────────────────────────────────────────────────────────────────────────────────────────


class BlockKind(Frozen):
    """One kind, with what stands beside it."""

    def read(self, node: Node, findings: Findings) -> Block | None:
        """Give the block; an unknown kind, none, or more than one is an error."""
        if not isinstance(node, Mapping):
            hint = "write `- text: |` and the text beneath it, indented"
            findings.error("wrong-kind", "expected a block, found no keys and values", node.span, hint)
            return None
        kinds = [(key, value) for key, value in node.entries if str(key.words) in KINDS]
        rest = tuple(entry for entry in node.entries if str(entry[0].words) not in KINDS)
        beside = self._beside(rest, [str(key.words) for key, _ in kinds], node, findings)
        if not kinds:
            self._kindless(node, findings)
            findings.refused.extend(_ids(node))
            return None
        for key, _ in kinds[1:]:
            message = f"expected one kind in a block, found `{kinds[0][0].words}` and `{key.words}`"
            findings.error("two-block-kinds", message, key.span, "begin a block of its own with `- `")
        key, value = kinds[0]
        content: BlockContent | None = KINDS[str(key.words)][0].read(value, findings)
        if content is None or beside.get("id") is None:
            findings.refused.extend(_ids(node))
        if content is None:
            return None
        return Block(
            content,
            id=beside.get("id"),
            title=beside.get("title"),
            show=beside.get("show", ()),
            hide=beside.get("hide", ()),
            span=key.span,
        )

    def _beside(
        self, rest: tuple[tuple[Scalar, Node], ...], kinds: list[str], node: Mapping, findings: Findings
    ) -> Values:
        if not kinds:
            rest = tuple(entry for entry in rest if str(entry[0].words) in {field.name for field in BESIDE})
        elsewhere = {
            name: f"indent `{name}` beneath `{kind}:`" for kind in kinds for name in inner_keys(kind)
        }
        return read_fields(BESIDE, Mapping(rest, node.span), findings, "a block", elsewhere)

    def _kindless(self, node: Mapping, findings: Findings) -> None:
        beside = {field.name for field in BESIDE}
        odd = [key for key, _ in node.entries if str(key.words) not in beside]
        kinds = ", ".join(f"`{kind}`" for kind in KINDS)
        if not odd:
            message = f"a block lacks its kind, one of {kinds}"
            findings.error("no-block-kind", message, first_key(node), "add `text: |` or another kind")
            return
        for key in odd:
            name = str(key.words)[:40]
            hints = nearest(name, KINDS) or (f"a block is one of {kinds}",)
            findings.error("unknown-block-kind", f"no kind of block is named `{name}`", key.span, *hints)

    def schema(self) -> Schema:
        """Describe it."""
        properties = {
            kind: {**described.schema(), "description": about} for kind, (described, about) in KINDS.items()
        }
        for field in BESIDE:
            properties[field.name] = {**field.kind.schema(), "description": field.about}
        return {
            "type": "object",
            "description": "a block: one kind, with id, title, show and hide beside it",
            "properties": properties,
            "additionalProperties": False,
            "oneOf": [{"required": [kind]} for kind in KINDS],
        }


def _ids(node: Mapping) -> list[str]:
    """Give the id that stands beside a block, be it well formed or not."""
    return [
        str(value.words)
        for key, value in node.entries
        if str(key.words) == "id" and isinstance(value, Scalar)
    ]


def inner_keys(kind: str) -> tuple[str, ...]:
    """Give the keys that belong beneath a kind of block."""
    described = KINDS[kind][0]
    if isinstance(described, Either):
        described = described.long
    if isinstance(described, Made) and isinstance(described.kind, ListOf):
        described = described.kind.item
    return tuple(field.name for field in described.fields) if isinstance(described, Shape) else ()
