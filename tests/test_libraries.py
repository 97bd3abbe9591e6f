"""How the layout engine is loaded: what it seldom needs comes when it is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import weasyprint
from cffi import FFI
from weasyprint.text.ffi import ffi

import roa_dossier
from roa_dossier.layout import kinds, libraries


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


# ── types of C ──────────────────────────────────────────────────────────────────────────────────────

DECLARED = """
    typedef unsigned int tag;
    typedef struct { int x; char name[4]; } pair;
    typedef struct { int z; } *handle;
    typedef const int fixed;
    typedef int call(tag);
"""
NAMES = (
    *("tag", "tag *", "tag*", "tag **", "tag[]", "tag[7]", "tag[0]", "pair", "pair *", "pair[3]", "handle"),
    *("char", "char[]", "char[4]", "char **", "unsigned int *", "intptr_t", "long long[2]", "void *"),
    *("fixed", "fixed *", "call *", "const char *", "pair(*)(tag)", "int[2][3]", "struct { int y; }"),
)


def _doors() -> tuple[Any, Any]:
    """Give two doors to C that share nothing, the first of which reads names by itself."""
    ours, plain = FFI(), FFI()
    for each in (ours, plain):
        each.cdef(DECLARED)
    kinds.keep(ours)
    return ours, plain


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_as_the_parser_reads_it(name: str) -> None:
    ours, plain = _doors()
    if name.startswith(("tag", "char", "unsigned", "intptr", "long")):
        ours._parser = mock.Mock(_declarations=ours._parser._declarations)  # is not asked
        ours._parser.parse_type.side_effect = AssertionError
    found, wanted = ours.typeof(name), plain.typeof(name)
    assert (str(found), found.kind) == (str(wanted), wanted.kind)
    assert ours.typeof(name) is found
    if "pair" not in name and "struct" not in str(found):
        assert found is wanted, "which holds of all types but those of each door's own"


@pytest.mark.parametrize("name", ["nothing", "pair ***[", "", "tag[x]", "[3]", "*"])
def test_what_is_no_name_is_told_by_the_parser(name: str) -> None:
    ours, plain = _doors()
    with pytest.raises(Exception) as told:
        plain.typeof(name)
    with pytest.raises(type(told.value)):
        ours.typeof(name)


def test_every_name_that_the_engine_gives_is_read_without_the_parser() -> None:
    libraries.load()
    folders = [Path(module.__file__).parent for module in (weasyprint, roa_dossier)]
    texts = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py")]
    given = re.compile(r"ffi\.(?:new|cast|typeof|sizeof)\(\s*f?['\"]([^'\"]+)['\"]")
    names = {re.sub(r"{[^}]*}", "7", name) for text in texts for name in given.findall(text)}
    assert {"PangoRectangle *", "hb_codepoint_t[7]", "PangoLogAttr[]", "FcChar8 **"} <= names
    with ffi._lock:
        assert [name for name in names if kinds._made(ffi, name) is None] == []


def test_where_its_inside_is_not_as_it_was_the_parser_reads_all() -> None:
    ours, plain = _doors()
    with ours._lock, mock.patch.object(ours._parser, "_declarations", None):
        assert kinds._made(ours, "tag *") is None
    assert ours.typeof("tag *") is plain.typeof("tag *")
    strange = mock.Mock(spec=[])
    kinds.keep(strange)
    assert vars(strange).get("_typeof_locked") is None
