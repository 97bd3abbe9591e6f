"""What a book says of itself, and the files inside it, as PDF objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape

from roa_dossier.bind.file import File
from roa_dossier.bind.values import binary, date, name, reference, string
from roa_dossier.model.book import Attachment, Typesetting

MAKER = "roa-dossier"


def information(told: Typesetting) -> bytes:
    """Give the document's information (ISO 32000-1 §14.3.3)."""
    said = {
        b"Title": told.title,
        b"Author": ", ".join(told.authors),
        b"Creator": MAKER,
        b"Producer": MAKER,
    }
    parts = [b"/%b %b" % (key, string(value)) for key, value in said.items() if value]
    if told.date:
        parts += [b"/CreationDate %b/ModDate %b" % (date(told.date), date(told.date))]
    return b"<<%b>>" % b"".join(parts)


def metadata(told: Typesetting) -> bytes:
    """Give the same as XMP (ISO 16684-1), with the mark of PDF/UA-1 (ISO 14289-1 §5)."""
    names = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    }
    declared = "".join(f' xmlns:{key}="{value}"' for key, value in names.items())
    inside = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(told.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{escape(told.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{MAKER}</pdf:Producer><xmp:CreatorTool>{MAKER}</xmp:CreatorTool>",
    ]
    if told.authors:
        listed = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in told.authors)
        inside.append(f"<dc:creator><rdf:Seq>{listed}</rdf:Seq></dc:creator>")
    if told.date:
        stamp = f"{escape(told.date)}T00:00:00Z"
        inside.append(f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>")
    lines = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{declared}>',
        f'<rdf:Description rdf:about="" pdfuaid:part="1">{"".join(inside)}</rdf:Description>',
        "</rdf:RDF></x:xmpmeta>",
        '<?xpacket end="w"?>',
    )
    return "\n".join(lines).encode()


def enclosed(
    file: File,
    attachments: tuple[Attachment, ...],
    day: str,
    number: int,
    deflated: Callable[[str, bytes], bytes],
) -> tuple[dict[int, bytes], bytes, bytes, int]:
    """Write files into a PDF (§7.11.4).

    Args:
        file: that is being written.
        attachments: each name once.
        day: ISO date of all; "" for none.
        number: of the first object; the others follow.
        deflated: deflates the data of a file by its name.

    Returns:
        The objects that say what they are, the leaf of the tree of names, the list of associated files, and
        the first number that is free.

    """
    made: dict[int, bytes] = {}
    stamps = b"/CreationDate %b/ModDate %b" % (date(day), date(day)) if day else b""
    named, listed = [], []
    for one in sorted(attachments, key=lambda each: each.name):
        digest = hashlib.md5(one.data, usedforsecurity=False).digest()
        parameters = b"<</Size %d/CheckSum %b%b>>" % (len(one.data), binary(digest), stamps)
        kind = b"/Type/EmbeddedFile/Subtype%b/Params%b/Filter/FlateDecode" % (
            name(one.media_type),
            parameters,
        )
        file.stream(number, kind, deflated(one.name, one.data))
        called = string(one.name)
        made[number + 1] = (
            b"<</Type/Filespec/F %b/UF %b/Desc %b/AFRelationship/Source/EF<</F %b/UF %b>>>>"
            % (called, called, string(one.description), reference(number), reference(number))
        )
        named.append(b"%b %b" % (called, reference(number + 1)))
        listed.append(reference(number + 1))
        number += 2
    return made, b" ".join(named), b" ".join(listed), number
