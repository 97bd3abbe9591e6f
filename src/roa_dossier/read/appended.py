"""Summaries of other articles appended to an article, each with the title it belongs to."""

from __future__ import annotations

import unicodedata

from roa_dossier.frozen import replace
from roa_dossier.model.source import PartKind
from roa_dossier.patterns import regex
from roa_dossier.read import marks
from roa_dossier.read.parts import Part, whole
from roa_dossier.read.rows import Line

_HEADS = frozenset(("related research articles", "related articles", "related topics"))
_TITLE_MARKUP = regex(r'<span class="mw-page-title-main">([^<>]+)</span>')
_PREDICATE = regex(
    r",| \((?!\w+\) )|\s(?:was|were|is|are|has|have|had|refers|served|became|consisted|took)\b"
)
_ARTICLE = regex(r"(?:The|An?)\s+")
_SUBJECT_LIMIT = 160


def opens(chars: str) -> bool:
    """Whether a heading opens the summaries."""
    return chars.casefold() in _HEADS


def title(line: Line) -> Part:
    """Make the line above a summary its title; its label is found once the summary is known."""
    return whole(PartKind.APPENDED_TITLE, line)


def labelled(text: str, parts: list[Part]) -> list[Part]:
    """Give each summary, and the title line above it, the title of the article it summarises."""
    found = list(parts)
    for index, part in enumerate(found):
        if part.kind is not PartKind.APPENDED:
            continue
        above = found[index - 1] if index else None
        subject = _subject(text[part.start : part.stop])
        if above and above.kind is PartKind.APPENDED_TITLE:
            label = _title(text, above, subject)
            found[index - 1] = replace(above, label=label)
        else:
            label = _ARTICLE.sub("", subject, count=1)
        found[index] = replace(part, label=label)
    return found


def _title(text: str, part: Part, subject: str) -> str:
    """Part the title of an article from the short description that follows it on its line."""
    raw = text[part.start : part.stop]
    if markup := _TITLE_MARKUP.search(raw):
        return markup.group(1).strip()
    words = marks.without_marks(text, part.words).text.chars.split()
    kept = _common_start(words, subject.split())
    if kept and kept < len(words) and words[kept].startswith("("):
        kept = next((i for i in range(kept, len(words)) if words[i].endswith(")")), kept - 1) + 1
    return " ".join(words[:kept] if kept else words)


def _common_start(words: list[str], subject: list[str]) -> int:
    """Count the first words of a line that stand, in order, in the subject of the summary."""
    rest = iter([_folded(word) for word in subject])
    return next((i for i, word in enumerate(words) if _folded(word) not in rest), len(words))


def _subject(chars: str) -> str:
    match = _PREDICATE.search(chars, 0, _SUBJECT_LIMIT)
    return (chars[: match.start()] if match else chars[:_SUBJECT_LIMIT]).strip()


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()
