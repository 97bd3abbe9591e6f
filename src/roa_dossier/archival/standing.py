"""Which part of a divided bibliography a work belongs to, and the signature under which it is kept."""

from __future__ import annotations

from roa_dossier.archival import bundesarchiv, nara, russian
from roa_dossier.archival.signature import Signature
from roa_dossier.model.outline import WorkEntry

_KEPT = frozenset(("archive", "archive_location", "archive_collection"))
_ARCHIVAL = frozenset(("collection", "manuscript", "personal_communication"))
_PRIMARY = frozenset(
    ("bill", "hearing", "interview", "legal_case", "legislation", "regulation", "speech", "treaty")
)
_REFERENCE = frozenset(
    (
        "dataset",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "post",
        "post-weblog",
        "software",
        "webpage",
    )
)


def read(text: str) -> Signature | None:
    """Read words that are a signature and nothing else; None where they are none that is known."""
    words = " ".join(text.split()).rstrip(",;")
    return bundesarchiv.read(words) or russian.read(words) or nara.read(words)


def standing(work: WorkEntry) -> str:
    """Tell a work's part: `archival`, `primary`, `secondary` or `reference`.

    What its entry declares decides; then a signature or an archive; then the CSL type. What a type leaves
    open (a book of letters, a newspaper) is taken as secondary.
    """
    kind = str(work.item.data.get("type", ""))
    if work.standing:
        return work.standing
    if work.signature or _KEPT & work.item.data.keys() or kind in _ARCHIVAL:
        return "archival"
    if kind in _PRIMARY:
        return "primary"
    if kind in _REFERENCE or (kind == "document" and "URL" in work.item.data):
        return "reference"
    return "secondary"


def signature_of(work: WorkEntry) -> Signature | None:
    """Read a work's signature, or else the archive and the place there that its reference names."""
    if work.signature:
        return read(str(work.signature))
    place = str(work.item.data.get("archive_location") or "")
    archive = str(work.item.data.get("archive") or "")
    return (read(f"{archive}, {place}") if archive and place else None) or read(place)
