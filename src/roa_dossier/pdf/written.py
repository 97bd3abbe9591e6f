"""Completing a PDF: what it says of itself, and the files inside it."""

from __future__ import annotations

import hashlib
import io

import pikepdf

from roa_dossier.frozen import Frozen
from roa_dossier.pdf.nouns import Attached
from roa_dossier.pdf.parts import opened


class Described(Frozen):
    """What a PDF says of itself.

    Attributes:
        title: its title.
        authors: its authors; none is invented.
        language: BCP 47.
        date: ISO date; "" leaves every date out.
        maker: the program, without version or machine.

    """

    title: str
    authors: tuple[str, ...]
    language: str
    date: str
    maker: str = "roa-dossier"


def finish(data: bytes, described: Described, attachments: tuple[Attached, ...]) -> bytes:
    """Complete a PDF: metadata, embedded files, a fixed identifier, packed objects.

    The same arguments give the same bytes.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with opened(data) as file:
        _describe(file, described)
        for attached in sorted(attachments, key=lambda one: one.name):
            _attach(file, attached, described.date)
        out = io.BytesIO()
        file.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def _describe(file: pikepdf.Pdf, described: Described) -> None:
    information = {
        "/Title": described.title,
        "/Author": ", ".join(described.authors),
        "/Creator": described.maker,
        "/Producer": described.maker,
    }
    for key in list(file.docinfo.keys()):
        del file.docinfo[key]
    for key, value in information.items():
        if value:
            file.docinfo[key] = pikepdf.String(value)
    if described.date:
        stamp = f"D:{described.date.replace('-', '')}000000Z"
        file.docinfo["/CreationDate"] = file.docinfo["/ModDate"] = pikepdf.String(stamp)
    file.Root.Lang = pikepdf.String(described.language)
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = described.title
        xmp["dc:language"] = {described.language}
        xmp["pdf:Producer"] = xmp["xmp:CreatorTool"] = described.maker
        if described.authors:
            xmp["dc:creator"] = list(described.authors)
        if described.date:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{described.date}T00:00:00Z"


def _attach(file: pikepdf.Pdf, attached: Attached, date: str) -> None:
    parameters = pikepdf.Dictionary(
        Size=len(attached.data),
        CheckSum=pikepdf.String(hashlib.md5(attached.data, usedforsecurity=False).digest()),
    )
    if date:
        stamp = pikepdf.String(f"D:{date.replace('-', '')}000000Z")
        parameters.CreationDate = parameters.ModDate = stamp
    stream = file.make_stream(
        attached.data,
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name("/" + attached.media_type),
        Params=parameters,
    )
    spec = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(attached.name),
        UF=pikepdf.String(attached.name),
        Desc=pikepdf.String(attached.description),
        AFRelationship=pikepdf.Name.Source,
        EF=pikepdf.Dictionary(F=stream, UF=stream),
    )
    found = file.make_indirect(spec)
    if "/Names" not in file.Root:
        file.Root.Names = pikepdf.Dictionary()
    if "/EmbeddedFiles" not in file.Root.Names:
        file.Root.Names.EmbeddedFiles = file.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
    file.Root.Names.EmbeddedFiles.Names.extend([pikepdf.String(attached.name), found])
    if "/AF" not in file.Root:
        file.Root.AF = pikepdf.Array()
    file.Root.AF.append(found)
