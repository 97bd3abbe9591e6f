"""A dossier looked at while it is written: built after each save, and shown in the browser."""

from __future__ import annotations
