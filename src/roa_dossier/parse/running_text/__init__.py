"""Running text: Markdown's paragraphs, lists, emphasis and links, with the forms of a dossier in it.

The rules are our own throughout, so that every word keeps its place; what Markdown has besides is refused.
"""

from roa_dossier.parse.running_text.flow import inlines, prose

__all__ = ["inlines", "prose"]
