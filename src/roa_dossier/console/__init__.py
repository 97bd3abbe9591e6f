"""What a terminal shows: messages in three faces, a summary, and the progress of long work."""

from roa_dossier.console.faces import as_json, human, short, summary
from roa_dossier.console.progress import Progress, Step
from roa_dossier.console.visible import visible

__all__ = ["Progress", "Step", "as_json", "human", "short", "summary", "visible"]
