"""The outline as written: strict YAML and running text, every word with its place."""

from roa_dossier.parse.variants import variant
from roa_dossier.parse.whole import describe as schema
from roa_dossier.parse.whole import outline

__all__ = ["outline", "schema", "variant"]
