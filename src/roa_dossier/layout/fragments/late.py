"""Numbers of pages that are not known yet: noughts are set in their places, and it is noted where.

A chapter that is laid out alone knows neither on which page it begins nor where what it refers to stands. It
knows how many digits these numbers have, and figures are of one width: so noughts hold their places, and the
glyphs are put in when the book is bound. No page is laid out anew because a number became known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import weasyprint.layout
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector, anchor_name_from_token
from weasyprint.draw import text as draw
from weasyprint.formatting_structure import boxes, build
from weasyprint.text.line_break import create_layout

from roa_dossier.frozen import Frozen
from roa_dossier.layout import glyphs
from roa_dossier.model.fragment import FOLIO, TOTAL
from roa_dossier.patterns import regex

_BEGIN, _END = "\ue0f0", "\ue0f1"
_MARKED = regex(f"{_BEGIN}(\\d+):(0+){_END}")
_NOUGHTS = regex("0+")
_SHOWN = regex(rb"<([0-9a-f]*)>")
_TEN = "0123456789"

_OF_FONT = (
    "font_family",
    "font_style",
    "font_weight",
    "font_stretch",
    "font_size",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_position",
    "font_variant_alternates",
    "font_feature_settings",
    "font_variation_settings",
    "letter_spacing",
    "lang",
)
"""The properties that say which glyphs figures have."""


class Uneven(Exception):
    """Numbers cannot be put in afterwards; says why."""


class _Number(int):
    """A number to come, in the engine's counters: it knows what it is the number of."""

    target: str

    @classmethod
    def of(cls, target: str) -> _Number:
        made = cls(1)
        made.target = target
        return made

    def __deepcopy__(self, memo: object) -> _Number:
        return self


class Drawn(Frozen):
    """Where a number was drawn.

    Attributes:
        target: the anchor whose page it is, `FOLIO` or `TOTAL`.
        page: the page of the document that it stands on, from 0.
        operation: which of its stream's drawing instructions draws it.
        at: where in that each of its figures has its glyph.
        figures: the glyphs of nought to nine.

    """

    target: str
    page: int
    operation: int
    at: tuple[int, ...]
    figures: tuple[bytes, ...]


@dataclass(slots=True)
class Late:
    """The numbers of one document.

    Attributes:
        digits: how many digits the page of an anchor has.
        folio: how many digits the number of a page has, by its index from 0.
        total: how many digits the number of all pages has.
        usual: how many digits a number has of which nothing is said.
        drawn: where numbers were drawn, by the identity of the stream.
        why: why numbers cannot be put in afterwards; "" where they can.

    """

    digits: Mapping[str, int]
    folio: Callable[[int], int]
    total: int = 2
    usual: int = 2
    drawn: dict[int, list[Drawn]] = field(default_factory=dict)
    why: str = ""
    _shown: dict[object, int] = field(default_factory=dict)
    _ten: dict[tuple[str, ...], tuple[bytes, ...]] = field(default_factory=dict)
    _slots: list[str] = field(default_factory=list)
    _page: int = 0

    def noughts(self, target: str) -> str:
        """Give what stands for a number until it is known."""
        if target == FOLIO:
            return "0" * self.folio(self._page)
        return "0" * (self.total if target == TOTAL else self.digits.get(target, self.usual))

    def written(self, target: str) -> str:
        """Give that with a mark on each side, by which it is found in the text that it becomes part of."""
        self._slots.append(target)
        return f"{_BEGIN}{len(self._slots) - 1}:{self.noughts(target)}{_END}"

    def noted(self, box: Any) -> None:
        """Take the marks out of a box's text and note which of its noughts are numbers to come."""
        if _BEGIN not in box.text:
            return
        found: list[tuple[int, str]] = []
        plain, done = "", 0
        for match in _MARKED.finditer(box.text):
            plain += box.text[done : match.start()]
            found.append((len(plain), self._slots[int(match[1])]))
            plain, done = plain + match[2], match.end()
        box.text = plain + box.text[done:]
        starts = {match.start(): index for index, match in enumerate(_NOUGHTS.finditer(box.text))}
        if any(at not in starts for at, _ in found):
            self.why = "a nought stands beside the number of a page"
            return
        lengths = tuple(len(match[0]) for match in _NOUGHTS.finditer(box.text))
        box.dossier_numbers = (
            tuple((starts[at], target) for at, target in found),
            lengths,
            object(),
        )

    def ten(self, stream: Any, box: Any) -> tuple[bytes, ...]:
        """Give the glyphs of nought to nine in the font of a box."""
        style = tuple(repr(box.style[name]) for name in _OF_FONT)
        if style not in self._ten:
            self._ten[style] = _figures(stream, box)
        return self._ten[style]

    def afresh(self) -> None:
        """Forget what was drawn: what is drawn now stands by itself, in fonts that have no figures yet."""
        self.drawn.clear()
        self._ten.clear()

    def begins(self, page: int) -> None:
        """Say on which page numbers stand that are written from now on."""
        self._page = page

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────────

    def shown(self, stream: Any, first: int, box: Any, ten: Callable[[], tuple[bytes, ...]]) -> None:
        """Note where the numbers of a box stand among the drawing instructions from `first` on."""
        numbers, lengths, name = box.dossier_numbers
        runs = [len(match[0]) for match in _NOUGHTS.finditer(box.text)]
        if not runs:
            return
        before = self._shown.get(name, 0) % len(lengths)
        self._shown[name] = before + len(runs)
        if tuple(runs) != lengths[before : before + len(runs)]:
            self.why = "the number of a page goes on over a line"
            return
        wanted = {at - before: target for at, target in numbers if before <= at < before + len(runs)}
        if not wanted:
            return
        figures = ten()
        places = _runs(stream.stream, first, figures[0])
        if [len(place) for place in places] != runs:
            self.why = "the number of a page is not drawn in figures of its font"
            return
        for index, target in wanted.items():
            operation = places[index][0][0]
            if any(one != operation for one, _ in places[index]):
                self.why = "the number of a page is drawn in pieces"
                return
            drawn = Drawn(target, self._page, operation, tuple(at for _, at in places[index]), figures)
            self.drawn.setdefault(id(stream), []).append(drawn)


def _runs(operations: list[Any], first: int, nought: bytes) -> list[list[tuple[int, int]]]:
    """Find runs of noughts among drawing instructions: of each glyph its instruction, and where in it."""
    found: list[list[tuple[int, int]]] = []
    running = False
    for index in range(first, len(operations)):
        one = operations[index]
        if not (isinstance(one, bytes) and one.endswith(b" TJ")):
            continue
        for shown in _SHOWN.finditer(one):
            for at in range(shown.start(1), shown.end(1), 4):
                if one[at : at + 4] != nought:
                    running = False
                elif running:
                    found[-1].append((index, at))
                else:
                    found.append([(index, at)])
                    running = True
    return found


def _figures(stream: Any, box: Any) -> tuple[bytes, ...]:
    """Give the glyphs of nought to nine in the font of a box, which the font then has.

    Raises:
        Uneven: they are not of one font and one width.

    """
    layout = create_layout(_TEN, box.style, None, None, 0)
    scratch = stream.clone()
    alike = SimpleNamespace(text=_TEN, style=box.style, pango_layout=layout, baseline=box.baseline)
    glyphs.draw_first_line(scratch, alike, "clip", "none", SimpleNamespace(values=(1, 0, 0, 1, 0, 0)))
    layout.deactivate()
    shown = [one for one in scratch.stream if isinstance(one, bytes) and one.endswith(b" TJ")]
    found = b"".join(part for one in shown for part in _SHOWN.findall(one))
    ten = tuple(found[at : at + 4] for at in range(0, len(found), 4))
    fonts = [one for one in scratch.stream if isinstance(one, bytes) and one.endswith(b" Tf")]
    if len(set(ten)) != 10 or len(ten) != 10 or len(fonts) != 1:
        raise Uneven("a font has not all figures")
    name = fonts[0].split()[0].removeprefix(b"/").decode()
    widths = {
        font.widths[int(glyph, 16)]
        for font in stream._fonts.values()
        if font.hash == name
        for glyph in ten
        if int(glyph, 16) in font.widths
    }
    if len(widths) != 1:
        raise Uneven("the figures of a font are not of one width: set numbers of pages with `tnum`")
    return ten


@contextmanager
def numbers(late: Late) -> Iterator[None]:
    """Let the engine set noughts for numbers of pages as long as the block runs."""
    lookup, render, collect = (
        TargetCollector.lookup_target,
        CounterStyle.render_value,
        TargetCollector.collect_missing_counters,
    )
    content, margins = build.compute_content_list, weasyprint.layout.make_margin_boxes

    def lookup_target(self: Any, anchor: Any, box: Any, *rest: Any) -> Any:
        if anchor[0] == "attr()":
            name, kind, fallback = anchor[1]
            value = box.element.get(name, fallback) or ""
            target = value.removeprefix("#") if kind in ("string", "url") else ""
        else:
            target = anchor_name_from_token(anchor) or ""
        values = SimpleNamespace(cached_counter_values={"page": [_Number.of(target)]})
        return SimpleNamespace(state="up-to-date", target_box=values, cached_page_counter_values={})

    def render_value(
        self: Any, counter_value: Any, counter_name: Any = None, *rest: Any, **named: Any
    ) -> Any:
        if isinstance(counter_value, _Number):
            if counter_name not in (None, "decimal"):
                late.why = "numbers of pages are not written in figures"
            return late.written(counter_value.target)
        return render(self, counter_value, counter_name, *rest, **named)

    def collect_missing(self: Any, box: Any, token: Any, again: Any, missing: Any, targets: Any) -> None:
        if targets or {"page", "pages"} & set(missing):
            late.why = "numbers of pages stand in the text itself"
        collect(self, box, token, again, missing, targets)

    def compute_content_list(*given: Any, **named: Any) -> Any:
        made = content(*given, **named)
        for box in made or ():
            if isinstance(box, boxes.TextBox):
                late.noted(box)
        return made

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        late.begins(context.current_page - 1)
        if (known := getattr(page, "dossier_margins", None)) is not None:
            return known  # the page was taken over from an earlier layout
        depth, values, scopes, groups = state
        counted = {**values, "page": [_Number.of(FOLIO)], "pages": [_Number.of(TOTAL)]}
        page.dossier_margins = list(margins(context, page, (depth, counted, scopes, groups)))
        return page.dossier_margins

    def draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
        first = len(stream.stream)
        made = glyphs.draw_first_line(stream, box, *rest)
        if getattr(box, "dossier_numbers", None):
            late.shown(stream, first, box, lambda: late.ten(stream, box))
        return made

    patched = (
        (TargetCollector, "lookup_target", lookup_target, lookup),
        (TargetCollector, "collect_missing_counters", collect_missing, collect),
        (CounterStyle, "render_value", render_value, render),
        (build, "compute_content_list", compute_content_list, content),
        (weasyprint.layout, "make_margin_boxes", make_margin_boxes, margins),
        (draw, "draw_first_line", draw_first_line, draw.draw_first_line),
    )
    for room, name, mine, _ in patched:
        setattr(room, name, mine)
    try:
        yield
    finally:
        for room, name, _, theirs in patched:
            setattr(room, name, theirs)
