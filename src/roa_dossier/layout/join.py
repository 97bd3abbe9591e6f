"""Joining manuscripts into one HTML document; none is looked at beside another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape

from roa_dossier.frozen import replace
from roa_dossier.layout import elements
from roa_dossier.layout.job import Run
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.patterns import regex

END_NOTES = 3
"""The remedy that sets a manuscript's notes at its end."""

REMEDY_STYLES = """
.remedy-1 *, .remedy-2 * { break-inside: auto !important }
.remedy-2 * { break-before: auto !important; break-after: auto !important }
.remedy-2 * { orphans: 1 !important; widows: 1 !important }
.remedy-1 .note, .remedy-2 .note { footnote-policy: line !important }
"""
"""What the first two remedies let go: what keeps lines together is what makes the engine lose notes."""

_SHEET = ("remedies", REMEDY_STYLES)

_OPENING = regex(r"""\s*<section((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PLACED = "data-notes-of="
_PLACE = regex(r"""(<[a-z]+\b[^>]*\bdata-notes-of="([^"]*)"[^>]*>)""")
_CALL = regex(r"""<span class="call((?: lettered)?" id="([^"]*)"[^>]*>)</span>\Z""")
_ATTRIBUTE = regex(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def head(typesetting: Typesetting) -> str:
    """Give the document's beginning: language, title, authors and dates, up to and with `<body>`."""
    date = typesetting.date
    lines = [
        f'<!DOCTYPE html><html lang="{escape(typesetting.language)}"><head><meta charset="utf-8">',
        f"<title>{escape(typesetting.title)}</title>",
        '<meta name="generator" content="roa-dossier">',
        *(f'<meta name="author" content="{escape(author)}">' for author in typesetting.authors),
    ]
    if date:
        lines.append(f'<meta name="dcterms.created" content="{escape(date)}">')
        lines.append(f'<meta name="dcterms.modified" content="{escape(date)}">')
    lines.append('</head><body class="draft">' if typesetting.draft else "</head><body>")
    return "\n".join(lines)


def sections(manuscripts: tuple[Manuscript, ...], remedies: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Give each manuscript's id and its HTML, notes moved to where a place is kept for them.

    An element whose `data-notes-of` is a manuscript's id keeps a place for its notes, should they not stand
    beneath their calls: before the tail of a handout, or in a part of the book that gathers all of them.
    """
    kept = {name for one in manuscripts for name in _kept(one.html)}
    gathered: dict[str, str] = {}
    made = []
    for one in manuscripts:
        remedy = remedies.get(one.id, 0)
        if remedy >= END_NOTES and one.id in kept:
            html, gathered[one.id] = _parted(one.html)
            one = replace(one, html=html)
        made.append((one.id, section(one, remedy)))

    def filled(place: re.Match[str]) -> str:
        return place[0] + gathered.get(unescape(place[2]), "")

    return tuple((name, _PLACE.sub(filled, html) if kept else html) for name, html in made)


@lru_cache(maxsize=4096)
def _kept(html: str) -> tuple[str, ...]:
    """Give whose notes HTML keeps a place for."""
    return tuple(unescape(name) for _, name in _PLACE.findall(html)) if _PLACED in html else ()


def section(manuscript: Manuscript, remedy: int) -> str:
    """Give a manuscript's HTML with its id, and with the class and the changes of its remedy (0 for none)."""
    html = manuscript.html
    if remedy >= END_NOTES and manuscript.notes:
        html = _end_notes(html)
    return _opened(manuscript.id, html, remedy)


def eased(run: Run, remedies: Mapping[str, int]) -> Run:
    """Give manuscripts that are laid out alone, with the first two remedies for those that lost a note."""
    return replace(
        run,
        sections=tuple((name, _opened(name, html, remedies.get(name, 0))) for name, html in run.sections),
        css=run.css if _SHEET in run.css else (*run.css, _SHEET),
    )


def _opened(name: str, html: str, remedy: int) -> str:
    """Give a manuscript's HTML with its id and the class of its remedy in its first tag."""
    opening = _OPENING.match(html)
    if opening is None:
        raise ValueError(f"manuscript {name!r} does not begin with a section")
    attributes = {name.lower(): (value or "").strip("\"'") for name, value in _ATTRIBUTE.findall(opening[1])}
    changed = dict(attributes)
    changed.setdefault("id", escape(name))
    if remedy:
        changed["class"] = f"{attributes.get('class', '')} remedy-{remedy}".strip()
    if changed == attributes:
        return html
    written = "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in changed.items())
    return f"<section{written}>{html[opening.end() :]}"


def sheets(typesetting: Typesetting) -> tuple[tuple[str, str], ...]:
    """Give the dossier's style sheets, and after them those of the remedies where any is wanted."""
    return (*typesetting.css, _SHEET) if typesetting.remedies else typesetting.css


# ── notes at the section's end ──────────────────────────────────────────────────────────────────────


def _is_note(attributes: elements.Attributes) -> bool:
    return "note" in attributes.get("class", "").split() and "data-n" in attributes


def _end_notes(html: str) -> str:
    """Move the notes of a manuscript to its end; the style sheets print the numbers of its calls."""
    body, notes = _parted(html)
    if not notes:
        return html
    end = body.rindex("</section>")
    return f'{body[:end]}<div class="endnotes">{notes}</div>{body[end:]}'


def _parted(html: str) -> tuple[str, str]:
    """Take the notes out of a manuscript; a call leads to its note, a note's number back to its call."""
    body: list[str] = []
    listed: list[str] = []
    done = 0
    for note in elements.found(html, "span", _is_note):
        text = html[done : note.start]
        anchor, number = escape(note.attributes.get("id", "")), escape(note.attributes["data-n"])
        back = f'<span class="number">{number}</span>'
        if call := _CALL.search(text):
            text = f'{text[: call.start()]}<a href="#{anchor}" class="call{call[1]}</a>'
            back = f'<a class="number" href="#{call[2]}">{number}</a>'
        body.append(text)
        series = ' class="lettered"' if "lettered" in note.attributes["class"].split() else ""
        listed.append(f'<p{series} id="{anchor}">{back} {html[note.inner : note.close]}</p>')
        done = note.stop
    return "".join((*body, html[done:])), "".join(listed)
