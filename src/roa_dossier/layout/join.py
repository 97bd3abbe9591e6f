"""Joining manuscripts into one HTML document; none is looked at beside another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from roa_dossier.model.book import Manuscript, Typesetting

END_NOTES = 3
"""The remedy that sets a manuscript's notes at its end."""

REMEDY_STYLES = """
.remedy-1 *, .remedy-2 * { break-inside: auto !important }
.remedy-2 * { break-before: auto !important; break-after: auto !important }
.remedy-2 * { orphans: 1 !important; widows: 1 !important }
.remedy-1 .note, .remedy-2 .note { footnote-policy: line !important }
"""
"""What the first two remedies let go: what keeps lines together is what makes the engine lose notes."""

_OPENING = re.compile(r"""\s*<section((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


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


def section(manuscript: Manuscript, remedy: int) -> str:
    """Give a manuscript's HTML with its id, and with the class and the changes of its remedy (0 for none)."""
    html = manuscript.html
    if remedy >= END_NOTES and manuscript.notes:
        html = _end_notes(html)
    opening = _OPENING.match(html)
    if opening is None:
        raise ValueError(f"manuscript {manuscript.id!r} does not begin with a section")
    attributes = {name.lower(): (value or "").strip("\"'") for name, value in _ATTRIBUTE.findall(opening[1])}
    changed = dict(attributes)
    changed.setdefault("id", escape(manuscript.id))
    if remedy:
        changed["class"] = f"{attributes.get('class', '')} remedy-{remedy}".strip()
    if changed == attributes:
        return html
    written = "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in changed.items())
    return f"<section{written}>{html[opening.end() :]}"


def sheets(typesetting: Typesetting) -> tuple[tuple[str, str], ...]:
    """Give the dossier's style sheets, and after them those of the remedies where any is wanted."""
    return (*typesetting.css, ("remedies", REMEDY_STYLES)) if typesetting.remedies else typesetting.css


# ── notes at the section's end ──────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Note:
    start: int
    inner: int
    anchor: str
    number: str
    close: int = 0
    stop: int = 0


class _Notes(HTMLParser):
    """Finds the note elements of a manuscript and where they stand in its HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[_Note] = []
        self._starts = [0]
        for match in re.finditer("\n", html):
            self._starts.append(match.end())
        self._depth = 0
        self.feed(html)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "span":
            return
        given = {name: value or "" for name, value in attrs}
        if self._depth:
            self._depth += 1
        elif "note" in given.get("class", "").split() and "data-n" in given:
            at = self._at()
            inner = at + len(self.get_starttag_text() or "")
            self.found.append(_Note(at, inner, given.get("id", ""), given["data-n"]))
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._depth:
            self._depth -= 1
            if not self._depth:
                self.found[-1].close = self._at()
                self.found[-1].stop = self._at() + len("</span>")


def _end_notes(html: str) -> str:
    """Move the notes of a manuscript to its end; the style sheets print the numbers of its calls."""
    body: list[str] = []
    listed: list[str] = []
    done = 0
    for note in _Notes(html).found:
        body.append(html[done : note.start])
        anchor, number = escape(note.anchor), escape(note.number)
        words = html[note.inner : note.close]
        listed.append(f'<p id="{anchor}"><span class="number">{number}</span> {words}</p>')
        done = note.stop
    rest = html[done:]
    end = rest.rindex("</section>")
    return "".join((*body, rest[:end], '<div class="endnotes">', *listed, "</div>", rest[end:]))
