"""Figures made from facts: marks are drawn, words are set as text, each with its place."""

from __future__ import annotations

from roa_dossier.render.charts.bars import strengths
from roa_dossier.render.charts.timelines import timeline
from roa_dossier.render.charts.trees import battle_tree

__all__ = ["battle_tree", "strengths", "timeline"]
