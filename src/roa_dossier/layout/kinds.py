"""Types of C read without a parser of C, which takes 2 ms for each of their names.

The engine names what it hands to its libraries as C does (`PangoRectangle *`), a dozen names in each process
and, where it makes a font smaller, another for each number of glyphs (`hb_codepoint_t[72]`). All these are a
type that was declared, pointers to it, or a row of it.
"""

from __future__ import annotations

from typing import Any

from cffi import model

from roa_dossier.patterns import regex

_NAME = regex(r"(\w+(?: \w+)*) ?(\**)(?:\[(\d*)\])?")


def keep(ffi: Any) -> None:
    """Let a door to C read names so; any other is left to its parser, and all where its inside is not known.

    Args:
        ffi: a door of cffi.

    """
    plain = getattr(ffi, "_typeof_locked", None)
    if plain is None or "_typeof_locked" in vars(ffi):
        return

    def typeof(name: str) -> Any:
        if name not in ffi._parsed_types and (made := _made(ffi, name)) is not None:
            ffi._parsed_types[name] = (made, False)
        return plain(name)

    ffi._typeof_locked = typeof


def _made(ffi: Any, name: str) -> Any:
    """Give a type by its name; None where it is not understood."""
    try:
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        base, stars, length = found.groups()
        declared = ffi._parser._declarations.get(f"typedef {base}")
        if declared is not None:
            kind, qualifiers = declared
            if qualifiers or isinstance(kind, model.RawFunctionType):
                return None
        elif base in model.PrimitiveType.ALL_PRIMITIVE_TYPES:
            kind = model.PrimitiveType(base)
        else:
            return None
        for _ in stars:
            kind = model.PointerType(kind)
        if length is not None:
            kind = model.ArrayType(kind, int(length) if length else None)
        return ffi._get_cached_btype(kind)
    except (AttributeError, TypeError, ValueError, LookupError):  # its inside is not as it was
        return None
