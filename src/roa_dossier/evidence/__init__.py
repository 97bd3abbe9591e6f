"""Words sought in sources: folding, word edges, brackets, and what was found."""

from roa_dossier.evidence.fold import Folded, fold
from roa_dossier.evidence.ground import Ground
from roa_dossier.evidence.seek import Found, seek
from roa_dossier.evidence.typed import Typed, typed

__all__ = ["Folded", "Found", "Ground", "Typed", "fold", "seek", "typed"]
