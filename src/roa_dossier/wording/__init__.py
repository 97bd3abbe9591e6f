"""The fixed words of the house by language: labels, locators, what a note says, what a template prints."""

from __future__ import annotations

from roa_dossier.wording.english import ENGLISH
from roa_dossier.wording.form import Uncited, Wording
from roa_dossier.wording.german import GERMAN

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "Uncited", "Wording", "known", "of"]

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
"""The languages that are complete, by the first part of a BCP 47 tag."""


def known(language: str) -> bool:
    """Whether the house has words of its own in a language (BCP 47)."""
    return _primary(language) in LANGUAGES


def of(language: str) -> Wording:
    """Give the words of a language (BCP 47); English ones where there are none."""
    return LANGUAGES.get(_primary(language), ENGLISH)


def _primary(language: str) -> str:
    return language.split("-")[0].lower()
