"""How the layout engine is loaded: what it seldom needs comes when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest


def asked(code: str) -> list[str]:
    """Load the engine in a process of its own, and give what code says of it there."""
    whole = f"import sys; from roa_dossier.layout import libraries; libraries.load()\n{code}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_makes_fonts_smaller_is_not_loaded_with_the_engine() -> None:
    heavy = ("fontTools.ttLib.tables.otTables", "fontTools.varLib.models", "fontTools.subset.cff")
    assert asked(f"print([name for name in {heavy} if name in sys.modules])") == ["[]"]


def test_it_is_loaded_when_it_is_asked_for() -> None:
    code = """
from weasyprint.pdf import fonts
print(fonts.subset.Options().__class__.__module__, "fontTools.subset.cff" in sys.modules)
from fontTools import subset
print(subset.Subsetter.__module__)
"""
    assert asked(code) == ["fontTools.subset", "True", "fontTools.subset"]


def test_what_was_taken_at_once_does_what_it_does() -> None:
    code = """
from fontTools.fontBuilder import FontBuilder
from weasyprint.pdf import fonts
still = FontBuilder(1000).font
try:
    fonts.instantiateVariableFont(still, {"wght": 400})
except Exception as fault:
    print(type(fault).__name__)
from fontTools.varLib import instancer
print(instancer.instantiateVariableFont.__module__)
"""
    assert asked(code) == ["ValueError", "fontTools.varLib.instancer"]


@pytest.mark.parametrize("first", ["fontTools.subset", "fontTools.varLib.instancer"])
def test_what_is_loaded_already_stays(first: str) -> None:
    code = f"""
import importlib
print(sys.modules[{first!r}].__class__.__name__)
"""
    whole = f"import {first}, sys; from roa_dossier.layout import libraries; libraries.load()\n{code}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["module"]
