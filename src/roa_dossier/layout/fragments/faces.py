"""The fonts of a bound book: of each the glyphs that its fragments use, as PDF objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import weasyprint
from weasyprint.pdf import fonts, pydyf
from weasyprint.text.ffi import ffi, harfbuzz

from roa_dossier.layout.fragments.written import objects
from roa_dossier.model.fragment import Face, Fonts

ffi.cdef("""
    hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *user, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
""")

_READ_ONLY = 1


def embedded(faces: tuple[Face, ...], files: Mapping[str, bytes], whole: bool = False) -> Fonts:
    """Make the PDF objects of fonts.

    Args:
        faces: each with all glyphs that are used, those of one file after another.
        files: their files, by digest.
        whole: whether the files are taken as they are, which is quick.

    """
    kept = []
    used: dict[int, Any] = {}
    for face in faces:
        font = fonts.Font.__new__(fonts.Font)
        font.__dict__.update(face.traits)
        font.name, font.hash, font.family = face.engine_name.encode(), face.name, face.family
        font.variations = dict(face.variations)
        font.tables = list(face.tables)
        font.file_content = files[face.file]
        buffer = ffi.from_buffer(font.file_content)
        blob = harfbuzz.hb_blob_create(buffer, len(font.file_content), _READ_ONLY, ffi.NULL, ffi.NULL)
        font.hb_face = ffi.gc(harfbuzz.hb_face_create(blob, font.index), harfbuzz.hb_face_destroy)
        font.hb_font = ffi.NULL
        font.to_unicode, font.widths, font.missing = (
            dict(face.glyphs),
            dict(face.widths),
            dict(face.missing),
        )
        kept.append((blob, buffer))
        if whole:
            font.clean = lambda *_: None
        used[len(used)] = font
    pdf = pydyf.PDF()
    fonts.build_fonts_dictionary(pdf, used, not whole, True, weasyprint.DEFAULT_OPTIONS)
    made = pdf.objects[3:]
    numbers = {one.number: at for at, one in enumerate(made)}
    named = [
        numbers[one.number]
        for one in made
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Font" and "ToUnicode" in one
    ]
    streams, body = objects(made, numbers)
    return Fonts(
        count=len(made),
        streams=streams,
        body=body,
        names=tuple((face.name, number) for face, number in zip(faces, named, strict=True)),
    )
