"""Where manuscripts begin a page, and on which side: asked of the engine, on their empty shells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.layout.page import PageType, set_page_type_computed_styles

from roa_dossier.layout import computed, engine, unset
from roa_dossier.layout.fragments.setting import absent, kept_press
from roa_dossier.layout.job import Cause, Failure, Opening, Survey, Surveyed

_RIGHT, _LEFT, _PAGE = ("right", "recto"), ("left", "verso"), ("page", "always")
_MARGINS = tuple(
    f"@{side}-{place}"
    for side, places in (
        ("top", ("left-corner", "left", "center", "right", "right-corner")),
        ("bottom", ("left-corner", "left", "center", "right", "right-corner")),
        ("left", ("top", "middle", "bottom")),
        ("right", ("top", "middle", "bottom")),
    )
    for place in places
)


UNKNOWN = "the layout engine is another version"


def survey(asked: Survey) -> Surveyed:
    """Say which manuscripts begin a page, and on which side.

    Raises:
        Exception: whatever the engine raises.

    """
    if missing := absent(asked, {}):
        return Surveyed(failure=Failure(Cause.FONTS, "\n".join(missing)))
    if not computed.keep():
        return Surveyed(whole=UNKNOWN)
    with engine.listening() as ear:
        press = kept_press(asked, {}, ear)
        remarks = press.heard
    shells = (f"{shell}<p>.</p></section>" for shell in asked.shells)
    source, context, root = unset.boxes(press, "\n".join((asked.head, *shells, "</body></html>")))
    sections = (box for box in root.descendants() if box.element_tag == "section" and box.element is not None)
    outer = [*{box.element: box for box in sections}.values()]
    if len(outer) != len(asked.shells):
        return Surveyed(whole="a manuscript is not displayed", remarks=remarks)
    openings = tuple(_openings(outer))
    names = {name for box in outer for name in box.page_values()}
    free = any(not one.side for one in openings)
    return Surveyed(
        openings=openings,
        mirrored=free and any(_differ(context, source, name) for name in names),
        remarks=remarks,
        refused=press.refused,
    )


def _openings(boxes: list[Any]) -> Iterator[Opening]:
    before = None
    for box in boxes:
        wanted = box.style["break_before"]
        after = before.style["break_after"] if before is not None else "auto"
        side = next((s for s, all_ in (("right", _RIGHT), ("left", _LEFT)) if {wanted, after} & {*all_}), "")
        named = before is not None and before.page_values()[1] != box.page_values()[0]
        yield Opening(before is None or bool(side) or named or bool({wanted, after} & {*_PAGE}), side)
        before = box


def _differ(context: Any, source: Any, name: str) -> bool:
    """Say whether the right and the left pages of a name look unlike."""
    looks = []
    for side in ("right", "left"):
        kind = PageType(side, False, name, 2, ((name, 1),))
        set_page_type_computed_styles(kind, source, context.style_for)
        styles = [context.style_for(kind, margin) for margin in (None, *_MARGINS)]
        looks.append([None if style is None else _computed(style) for style in styles])
    return looks[0] != looks[1]


def _computed(style: Any) -> dict[str, str]:
    return {key: repr(style[key]) for key in INITIAL_VALUES}
