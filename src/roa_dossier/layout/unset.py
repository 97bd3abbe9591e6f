"""The boxes of a document that is not laid out: for what only the engine's styles can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.formatting_structure.build import build_formatting_structure

if TYPE_CHECKING:
    from roa_dossier.layout.engine import Press


def boxes(press: Press, html: str) -> tuple[Any, Any, Any]:
    """Give a document as the engine read it, its context and the root of its boxes, in a press's styles.

    Raises:
        Exception: whatever the engine raises.

    """
    source = weasyprint.HTML(string=html, url_fetcher=press.fetcher)
    options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": press.sheets, "presentational_hints": False}
    counters = CounterStyle()
    context = Document._build_layout_context(source, press.fonts, counters, {}, options)
    root = build_formatting_structure(
        source.etree_element,
        context.style_for,
        context.get_image_from_uri,
        source.base_url,
        context.target_collector,
        counters,
        context.footnotes,
    )
    return source, context, root
