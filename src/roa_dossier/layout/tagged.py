"""What a PDF says to those who hear it: notes, calls, languages, contents, and one table over pages.

The engine's tags know of no note: a note is a `Span`, its call a `NonStruct`, foreign words have the language
of the rest, the contents are paragraphs with a word for each dot of a leader. Here a box is tagged as the
engine does it; then its element is given its role (ISO 32000-1 §14.8.4), its language where that is not the
language around it (§14.9.2), and, when it is a note, its identifier (ISO 14289-1 §7.9). The tags of tables
are those of `layout.continued`.

Read from the HTML: `nav` is a table of contents, its paragraphs are the entries; what the style sheets float
to the foot is a note, and so is a paragraph of the class `endnotes`; an `a` of the class `call` leads to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, inline
from weasyprint.pdf import pydyf, stream, tags

from roa_dossier.frozen import Frozen
from roa_dossier.layout import continued, glyphs
from roa_dossier.layout.notes import ENGINE

_build_box_tree = tags._build_box_tree
_add_tags = tags.add_tags
_marked = stream.Stream.marked
_handle_leader = inline.handle_leader
_NEAR = 0.05
"""By how much, in the engine's units, dots in one may be wider than each by itself."""


class Role(StrEnum):
    """What an element is to those who hear it (ISO 32000-1 §14.8.4), and what stands around notes."""

    NOTE = "Note"
    REFERENCE = "Reference"
    LABEL = "Lbl"
    CONTENTS = "TOC"
    ENTRY = "TOCI"
    FOOT = "the foot of a page"
    END = "notes at an end"


_AROUND = (Role.FOOT, Role.END)
"""What the standard has no role for: it stays as the engine has it."""

_JOINED = (Role.NOTE, Role.CONTENTS, Role.ENTRY)
"""What is one, though it goes on over pages."""


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process.

    Returns:
        Whether it was put there: not when the engine is another version than the one it was written for,
        whose own tags are then kept.

    """
    names = ((tags, "_build_box_tree"), (tags, "add_tags"), (inline, "handle_leader"))
    known = all(hasattr(room, name) for room, name in names)
    if not weasyprint.__version__.startswith(ENGINE) or not known:
        return False
    inline.handle_leader = _leader_drawn_only
    stream.Stream.marked = _marked_or_not
    tags._build_box_tree = _tagged
    tags.add_tags = _add_tags_anew
    weasyprint.pdf.add_tags = _add_tags_anew
    return True


# ── what is drawn and not said ──────────────────────────────────────────────────────────────────────


def _leader_drawn_only(context: Any, line: Any, containing_block: Any) -> None:
    """Set a line's leader as the engine does, its dots as artifacts (ISO 32000-1 §14.8.2.2)."""
    _handle_leader(context, line, containing_block)
    for box in [each for each in line.descendants() if each.is_leader]:
        box.artifact = True
        box.children = _in_one(context, box.children)
        for dot in box.children:
            dot.artifact = True


def _in_one(context: Any, dots: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the dots of a leader as one text, where that puts each of them where it stood.

    The engine makes a text of each: of the contents of a long book, which are hardly anything else, that is
    most of the work, and most of the file.
    """
    if len(dots) < 2:
        return dots
    last, text = max(dots, key=lambda dot: float(dot.position_x)), "".join(dot.text for dot in dots)
    layout, _, goes_on, width, *_ = inline.split_first_line(text, last.style, context, None, 0)
    if goes_on is not None or abs(width - len(dots) * last.width) > _NEAR:
        return dots
    made = last.copy_with_text(text)
    made.width, made.pango_layout = width, layout
    # a PDF has widths in whole thousandths: what is lost so is lost at the left, and last dots are in line
    made.position_x += glyphs.origins(last.text, last.style)[-1] - glyphs.origins(text, last.style)[-1]
    return (made,)


def _marked_or_not(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    """Draw an artifact as one, everything else under its tag."""
    if getattr(box, "artifact", False):
        made: AbstractContextManager[None] = self.artifact()
        return made
    return _marked(self, box, tag)  # type: ignore[no-any-return]


# ── the tree ────────────────────────────────────────────────────────────────────────────────────────


class _Around(Frozen):
    """What stands around a box: its HTML element, its language, and the nearest role that was given."""

    element: Any
    language: str
    role: Role | None


@dataclass(slots=True)
class _Tree:
    """The structure tree of one document while it is made.

    Attributes:
        around: from the outermost to the innermost.
        languages: of the structure elements that have others below them, by their object numbers.
        tables: those that may go on.
        begun: what may go on over pages, by HTML element.
        notes: how many there are.

    """

    around: list[_Around]
    languages: dict[int, str] = field(default_factory=dict)
    tables: continued.Tables = field(default_factory=continued.Tables)
    begun: dict[Any, Any] = field(default_factory=dict)
    notes: int = 0


_trees: list[_Tree] = []


def _add_tags_anew(pdf: Any, document: Any, *rest: Any, **named: Any) -> None:
    """Make the tree of a document, and the list of its identifiers."""
    _trees.append(_Tree([_Around(None, document.metadata.lang or "", None)]))
    try:
        _add_tags(pdf, document, *rest, **named)
    finally:
        _trees.pop()
    _list_identifiers(pdf)


def _list_identifiers(pdf: Any) -> None:
    """Write the tree of names that a document with identifiers must have (ISO 32000-1 §14.7.2, table 322)."""
    elements = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.free != "f"]
    named = [one for one in elements if "ID" in one]
    if not named:
        return
    named.sort(key=lambda one: str(one["ID"].string))
    names = pydyf.Array(part for one in named for part in (one["ID"], one.reference))
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    root["IDTree"] = pydyf.Dictionary({"Names": names})


def _tagged(
    box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, marked: Any
) -> Iterator[Any]:
    """Tag a box as the engine does, and give its element what that leaves out; an artifact has none."""
    if isinstance(box, absolute.AbsolutePlaceholder):
        box = box._box
    if getattr(box, "artifact", False):
        return

    def build(each: Any) -> Iterator[Any]:
        return _build_box_tree(each, parent, pdf, page, nums, annotations, marked)  # type: ignore[no-any-return]

    if isinstance(box, boxes.PageBox | boxes.MarginBox) or box.element_tag in ("html", "body"):
        yield from build(box)
        return
    tree = _trees[-1]
    outside = tree.around[-1]
    language = box.style["lang"] or outside.language
    spoken = tree.languages.setdefault(parent.number, outside.language)
    role = _role(box, outside)
    tree.around.append(_Around(box.element, language, role or outside.role))
    try:
        made = list(tree.tables.tagged(box, pdf, build))
    finally:
        tree.around.pop()
    for element in made:
        if element["S"] == "/Span" and not element["K"]:
            element.free = "f"  # nothing to hear: it only holds an anchor
            continue
        if element["S"] == "/LI":
            _give_body(element, pdf)
        if language != spoken:
            element["Lang"] = pydyf.String(language)
        yield from _named(tree, element, role, box, pdf)


def _give_body(item: Any, pdf: Any) -> None:
    """Put what stands in an item of a list besides its label into its body (ISO 32000-1 §14.8.4.3.3)."""
    kids = [pdf.objects[int(kid.split()[0])] for kid in item["K"]]
    kept = [kid.reference for kid in kids if kid["S"] in ("/Lbl", "/LBody")]
    if loose := [kid for kid in kids if kid["S"] not in ("/Lbl", "/LBody")]:
        held = pydyf.Array(kid.reference for kid in loose)
        body = _element("LBody", held, item["Pg"], item.reference, pdf)
        for kid in loose:
            kid["P"] = body.reference
        item["K"] = pydyf.Array((*kept, body.reference))


def _role(box: Any, outside: _Around) -> Role | None:
    """Give a box the role that it has besides that of the engine."""
    if box.element is None:
        return Role.FOOT if isinstance(box, boxes.FootnoteAreaBox) else None
    tag = box.element_tag
    if tag.endswith("::footnote-call"):
        return Role.REFERENCE
    if tag.endswith("::footnote-marker"):
        return Role.LABEL
    if box.element is outside.element:
        return None  # a box of the engine's own around or inside the element's
    classes = (box.element.get("class") or "").split()
    match outside.role:
        case Role.FOOT:
            return Role.NOTE
        case Role.END if tag == "p":
            return Role.NOTE
        case Role.CONTENTS if tag == "p":
            return Role.ENTRY
        case Role.NOTE | Role.ENTRY if "number" in classes:
            return Role.LABEL
        case Role.ENTRY if tag == "a":
            return Role.REFERENCE
    if tag == "nav":
        return Role.CONTENTS
    if tag == "a" and "call" in classes:
        return Role.REFERENCE
    return Role.END if "endnotes" in classes else None


def _named(tree: _Tree, element: Any, role: Role | None, box: Any, pdf: Any) -> Iterator[Any]:
    """Give an element its role; what goes on from an earlier page is put there, and is none of its own."""
    if role is None or role in _AROUND:
        yield element
        return
    if box.link_annotation:
        yield _around(element, role, pdf)
        return
    element["S"] = f"/{role}"
    first = tree.begun.setdefault(box.element, element) if role in _JOINED else element
    if first is not element:
        continued.join(first, element, pdf)
        return
    if role is Role.NOTE:
        tree.notes += 1
        element["ID"] = pydyf.String(f"note-{tree.notes}")
    yield element


def _around(link: Any, role: Role, pdf: Any) -> Any:
    """Put an element around a link, which must be one for its annotation (ISO 14289-1 §7.18.5)."""
    made = _element(role, pydyf.Array([link.reference]), link["Pg"], link["P"], pdf)
    link["S"], link["P"] = "/Link", made.reference
    return made


def _element(role: str, kids: Any, page: bytes, parent: bytes, pdf: Any) -> Any:
    given = {"Type": "/StructElem", "S": f"/{role}", "K": kids, "Pg": page, "P": parent}
    made = pydyf.Dictionary(given)
    pdf.add_object(made)
    return made
