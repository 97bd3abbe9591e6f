"""Citations by CSL: styles and items checked, clusters in, styled lines out."""

from __future__ import annotations

from roa_dossier.csl.engine import Cite, Cluster, Refused, Rendered, Renderer, render
from roa_dossier.csl.items import Item
from roa_dossier.csl.runs import without_phrase
from roa_dossier.csl.styles import (
    ALIASES,
    BadStyle,
    Style,
    nearest_styles,
    read_style,
    style,
)

__all__ = [
    "ALIASES",
    "BadStyle",
    "Cite",
    "Cluster",
    "Item",
    "Refused",
    "Rendered",
    "Renderer",
    "Style",
    "nearest_styles",
    "read_style",
    "render",
    "style",
    "without_phrase",
]
