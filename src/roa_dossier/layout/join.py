"""Joining manuscripts into one HTML document; none is looked at beside another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from roa_dossier.model.book import Manuscript, Typesetting

END_NOTES = 3
"""The remedy that sets a manuscript's notes at its end."""

_OPENING = re.compile(r"""\s*<section((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")

OWN_STYLES = """
.end-call { vertical-align: super; font-size: .7em; line-height: 0 }
.end-notes { margin-top: 1.5em }
.end-note { text-indent: 0; font-size: .85em }
"""
"""Styles for what is only made here; every style sheet of the dossier comes after them."""

DRAFT_STYLES = "@page { background: url(dossier-image:draft) center / 80% auto no-repeat }"

DRAFT_MARK = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 620" width="620" height="620">
<g transform="rotate(-45 310 310) translate(35 250)" fill="none" stroke="#e4dede" stroke-width="20">
<path d="M10 0V120H40Q90 120 90 60Q90 0 40 0H0"/><path d="M130 120V0H170Q205 0 205 32Q205 64 170 64H130M170 64L210 120"/>
<path d="M240 120L285 0L330 120M255 82H315"/><path d="M370 120V0H440M370 58H425"/>
<path d="M460 0H550M505 0V120"/></g></svg>"""
"""The watermark of a draft: strokes, not letters, so that it adds no words to the pages."""


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
    html = _end_notes(manuscript) if remedy >= END_NOTES else manuscript.html
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
    """Give all style sheets: what is only made here first, then the dossier's in order, then a draft's."""
    draft = (("draft", DRAFT_STYLES),) if typesetting.draft else ()
    return (("end-notes", OWN_STYLES), *typesetting.css, *draft)


def images(typesetting: Typesetting) -> dict[str, tuple[str, bytes]]:
    """Give all pictures, with the watermark where it is wanted."""
    if not typesetting.draft:
        return typesetting.images
    return {**typesetting.images, "draft": ("image/svg+xml", DRAFT_MARK)}


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


def _end_notes(manuscript: Manuscript) -> str:
    """Move the notes of a manuscript to its end, each call a number that links to its note."""
    html = manuscript.html
    notes = [note for note in _Notes(html).found if note.stop]
    if not notes:
        return html
    body: list[str] = []
    listed: list[str] = []
    done = 0
    for note in notes:
        anchor, number = escape(note.anchor), escape(note.number)
        body.append(html[done : note.start])
        body.append(f'<a class="end-call" href="#{anchor}">{number}</a>')
        words = html[note.inner : note.close]
        listed.append(f'<p class="end-note" id="{anchor}">{number}\u2002{words}</p>')
        done = note.stop
    rest = html[done:]
    end = rest.rindex("</section>")
    body += [rest[:end], '<div class="end-notes">', *listed, "</div>", rest[end:]]
    return "".join(body)
