"""Paragraphs set whole: the engine is told where each line ends.

The engine fills line after line and justifies what it has. Here, before the first line of a paragraph is
made, all its breaks are chosen together (`fit`, on the numbers of `galley`); each line is then cut where it
was chosen to end. Whatever is not understood is left to the engine's own lines.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

import weasyprint
from weasyprint.layout import block, inline

from roa_dossier.layout.lines import cuts, page_ends, rules, shaping
from roa_dossier.layout.lines.galley import Ending, Galley
from roa_dossier.layout.lines.shaping import Unfit, Why
from roa_dossier.layout.notes import ENGINE
from roa_dossier.model.lines import LineCount, LineRules

_TRIES = 4
"""How often lines are chosen anew so that a page does not end inside a word."""

_HOOKED = {
    (inline, "get_next_linebox"): (
        "context linebox position_y bottom_space skip_stack containing_block absolute_boxes fixed_boxes "
        "first_letter_style first_line_style"
    ),
    (inline, "split_inline_box"): (
        "context box position_x max_x bottom_space skip_stack containing_block absolute_boxes fixed_boxes "
        "line_placeholders waiting_floats line_children first_letter_style first_line_style"
    ),
    (inline, "split_text_box"): "context box available_width skip is_line_start",
    (inline, "text_align"): "context line available_width last",
    (block, "_linebox_layout"): (
        "context box index child new_children page_is_empty absolute_boxes fixed_boxes adjoining_margins "
        "bottom_space position_y skip_stack first_letter_style first_line_style draw_bottom_decoration "
        "max_lines"
    ),
    (block, "find_earlier_page_break"): "context children absolute_boxes fixed_boxes",
    (block, "remove_placeholders"): "context box_list absolute_boxes fixed_boxes",
}
"""The engine's functions that are replaced or called here, and what they take."""


def bites() -> bool:
    """Whether the engine is the one that this was written for: its version, and what its functions take."""
    return weasyprint.__version__.startswith(ENGINE) and all(
        hasattr(module, name) and " ".join(inspect.signature(getattr(module, name)).parameters) == takes
        for (module, name), takes in _HOOKED.items()
    )


@contextmanager
def lines(wanted: LineRules) -> Iterator[bool]:
    """Set lines as they are wanted for as long as the block runs.

    Gives:
        Whether they are: not with an engine that was not known when this was written.

    """
    if not wanted.fitted:
        yield True
        return
    if not bites():
        yield False
        return
    hook = _Hook(wanted)
    plain = {(module, name): getattr(module, name) for module, name in _HOOKED}
    for module, name in _HOOKED:
        if mine := getattr(hook, name, None):
            setattr(module, name, mine)
    try:
        yield True
    finally:
        for (module, name), function in plain.items():
            setattr(module, name, function)


def count(document: weasyprint.Document) -> LineCount:
    """Count how the paragraphs of a finished layout were set that have more than one line."""
    reasons = Counter(
        box.dossier_paragraph.why
        for page in document.pages
        for box in page._page_box.descendants()
        if getattr(box, "begins", False) and box.resume_at is not None and hasattr(box, "dossier_paragraph")
    )
    fitted = reasons.pop(None, 0)
    return LineCount(fitted, tuple((str(why), many) for why, many in reasons.most_common()))


class _Paragraph:
    """What is known of one line box.

    Attributes:
        key: what it holds.
        leaves: the number of the leaf that each of its boxes is, by the box's identity.
        galley: its numbers; None where it is not fitted, or not yet.
        why: why it is not fitted; None where it is, or may be.
        indent: of its first line.

    """

    __slots__ = ("galley", "indent", "key", "leaves", "why")

    def __init__(self, linebox: Any) -> None:
        self.key = shaping.key(linebox)
        self.leaves = {id(box): number for number, (_, box) in enumerate(shaping.leaves(linebox))}
        self.galley: Galley | None = None
        self.why: Why | None = None
        self.indent = 0.0

    def give_up(self, why: Why) -> None:
        self.galley, self.why = None, why


class _Hook:
    """The functions that stand in for the engine's."""

    def __init__(self, wanted: LineRules) -> None:
        self._wanted = wanted
        self._galleys: dict[tuple[object, ...], tuple[Any, Galley | Why]] = {}
        self._linebox: Any = None
        self._ending: Ending | None = None
        self._get_next_linebox = inline.get_next_linebox
        self._split_inline_box = inline.split_inline_box
        self._split_text_box = inline.split_text_box
        self._text_align = inline.text_align
        self._block_linebox_layout = block._linebox_layout
        self._find_earlier_page_break = block.find_earlier_page_break

    # ── one line ────────────────────────────────────────────────────────────────────────────────────

    def get_next_linebox(
        self,
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Any:
        """Give the next line: cut where it was chosen to end, or as the engine gives it."""

        def made() -> Any:
            return self._get_next_linebox(
                context,
                linebox,
                position_y,
                bottom_space,
                skip_stack,
                containing_block,
                absolute_boxes,
                fixed_boxes,
                first_letter_style,
                first_line_style,
            )

        absolutes, fixeds = len(absolute_boxes), len(fixed_boxes)
        outer = self._linebox, self._ending
        self._linebox, self._ending = linebox, None
        try:
            paragraph: _Paragraph | None = getattr(linebox, "dossier_paragraph", None)
            if paragraph is not None and (first_letter_style or first_line_style):
                paragraph.give_up(Why.FIRST)
            if paragraph is not None and paragraph.why is None:
                self._ending = self._chosen(
                    paragraph, context, linebox, position_y, skip_stack, containing_block
                )
            line, resume_at = made()
            if paragraph is not None and self._ending is not None and not _came(self._ending, resume_at):
                paragraph.give_up(Why.MISSED)
                self._ending = None
                del absolute_boxes[absolutes:], fixed_boxes[fixeds:]
                line, resume_at = made()
            if line is not None:
                line.ending = self._ending
                line.begins = skip_stack is None
        finally:
            self._linebox, self._ending = outer
        return line, resume_at

    def _chosen(
        self,
        paragraph: _Paragraph,
        context: Any,
        linebox: Any,
        position_y: float,
        skip_stack: Any,
        containing_block: Any,
    ) -> Ending | None:
        """Say where the line was chosen to end; None where the engine is left to itself."""
        try:
            if paragraph.galley is None:
                self._measure(paragraph, linebox, containing_block)
            assert paragraph.galley is not None
            if any(one.position_y + one.margin_height() > position_y for one in context.excluded_shapes):
                raise Unfit(Why.BESIDE)
            width = containing_block.width
            if skip_stack is None:
                paragraph.indent = linebox.text_indent
            begin = paragraph.galley.at(skip_stack)
            return paragraph.galley.ending(begin, width - linebox.text_indent, width)
        except Unfit as reason:
            paragraph.give_up(reason.why)
            return None

    def _measure(self, paragraph: _Paragraph, linebox: Any, containing_block: Any) -> None:
        """Find the galley of a line box: notes are set again and again, from copies of the same boxes."""
        name = (containing_block.width, *paragraph.key)
        _, known = self._galleys.get(name, (None, None))
        if known is None:
            try:
                style, width = linebox.style, containing_block.width
                ems = width / style["font_size"] if style["font_size"] else 0
                wanted = rules.of(self._wanted, _is_justified(linebox), style["lang"] or "", ems)
                known = Galley(linebox, containing_block, wanted)
            except Unfit as reason:
                known = reason.why  # and not what raised it, which knows all that was there
            self._galleys[name] = linebox, known  # the styles in the name live as long as the line box
        if isinstance(known, Why):
            raise Unfit(known)
        paragraph.galley = known

    def split_inline_box(self, context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
        """Give what stands on a line: nothing but the chosen end ends it."""
        if self._ending is not None and box is self._linebox:
            max_x = inf
        return self._split_inline_box(context, box, position_x, max_x, *rest)

    def split_text_box(
        self, context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
    ) -> Any:
        """Cut a run where the line was chosen to end."""
        ending = self._ending
        if ending is None:
            return self._split_text_box(context, box, available_width, skip, is_line_start)
        paragraph = self._linebox.dossier_paragraph
        number = paragraph.leaves.get(id(box))
        if number is None:
            return self._split_text_box(context, box, available_width, skip, is_line_start)
        leaf = paragraph.galley.leaf(number)
        if number != ending.leaf:
            whole = cuts.piece(box, leaf, skip, leaf.offsets[-1], "")
            if whole is None:
                return self._split_text_box(context, box, available_width, skip, is_line_start)
            return whole, None, False
        made = cuts.piece(box, leaf, skip, ending.cut, ending.hyphen)
        if made is not None:
            return made, ending.resume, False
        kept = box.text.encode()[skip : ending.cut].decode()
        if not kept:
            return self._split_text_box(context, box, available_width, skip, is_line_start)
        made, resume, preserved = self._split_text_box(
            context, box.copy_with_text(kept + ending.hyphen), None, 0
        )
        if resume is not None or preserved:
            return self._split_text_box(context, box, available_width, skip, is_line_start)
        return made, ending.resume, False

    def text_align(self, context: Any, line: Any, available_width: float, last: bool) -> Any:
        """Justify a line between where its beginning and its end hang."""
        ending = self._ending
        if ending is None or not _is_justified(line):
            return self._text_align(context, line, available_width, last)
        if last and line.width <= available_width + ending.left:
            return self._text_align(context, line, available_width, last) - ending.left
        room = available_width + ending.left + ending.right
        inline.justify_line(context, line, room - line.width - ending.unkerned)
        return -ending.left

    def find_earlier_page_break(
        self, context: Any, children: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]
    ) -> Any:
        """Give a page that ends earlier, for a head that goes with what follows; not inside a word."""
        children = page_ends.without_broken(context, children, absolute_boxes, fixed_boxes)
        return self._find_earlier_page_break(context, children, absolute_boxes, fixed_boxes)

    # ── the lines of one page ───────────────────────────────────────────────────────────────────────

    def _linebox_layout(
        self,
        context: Any,
        box: Any,
        index: int,
        child: Any,
        new_children: list[Any],
        page_is_empty: bool,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        adjoining_margins: Any,
        bottom_space: float,
        position_y: float,
        skip_stack: Any,
        *rest: Any,
    ) -> Any:
        """Set the lines of a paragraph that have room on a page, the last of them not inside a word."""
        _look_up(child)
        known = len(new_children)
        kept = page_ends.Kept(context, box, absolute_boxes, fixed_boxes)

        def made(less: float = 0) -> Any:
            return self._block_linebox_layout(
                context,
                box,
                index,
                child,
                new_children,
                page_is_empty,
                absolute_boxes,
                fixed_boxes,
                adjoining_margins,
                bottom_space + less,
                position_y,
                skip_stack,
                *rest,
            )

        def anew() -> None:
            del new_children[known:]
            kept.restore()

        found, less = made(), 0.0
        for _ in range(_TRIES):
            abort, stop, *_ = found
            if abort or not stop or len(new_children) == known:
                break
            last = new_children[-1]
            if not page_ends.is_broken(last):
                break
            paragraph: _Paragraph = child.dossier_paragraph
            if paragraph.galley is None:
                break
            begin = paragraph.galley.at(skip_stack)
            first = box.width - (paragraph.indent if skip_stack is None else 0)
            if not paragraph.galley.keep_whole(begin, first, box.width, last.ending.last):
                room = context.page_bottom - bottom_space - less - last.position_y - last.height
                less += max(last.height, room + 1)  # the page ends a line earlier
            elif less:  # chosen otherwise, the lines that were given up may be whole
                anew()
                found = made()
                if len(new_children) > known and not page_ends.is_broken(new_children[-1]):
                    break
            anew()
            found = made(less)
        return found


def _is_justified(linebox: Any) -> bool:
    return bool(linebox.style["text_align_all"] == "justify")


def _is_fitted(linebox: Any) -> bool:
    """Whether the lines of a paragraph are chosen: those that are justified, or ranged left."""
    style = linebox.style
    return style["direction"] == "ltr" and style["text_align_all"] in ("justify", "start", "left")


def _look_up(linebox: Any) -> None:
    """Let a line box know what is known of its paragraph, if that is fitted.

    One with other boxes, or other text in them, is another paragraph: the engine copies line boxes, and from
    pass to pass gives a page number its text in place.
    """
    if _is_fitted(linebox):
        known: _Paragraph | None = getattr(linebox, "dossier_paragraph", None)
        found = _Paragraph(linebox)
        if known is None or (known.key, known.leaves) != (found.key, found.leaves):
            linebox.dossier_paragraph = found


def _came(ending: Ending, resume_at: Any) -> bool:
    """Whether the line ended where it was chosen to."""
    return ending.leaf < 0 or resume_at is not None
