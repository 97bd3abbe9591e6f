"""A few lines that are set while there is nothing else to set.

What a process does but once (style sheets read, dictionaries of hyphenation and fonts opened) is then done
when the first chapter comes.
"""

from __future__ import annotations

from roa_dossier.layout import join
from roa_dossier.layout.job import Run
from roa_dossier.model.book import Typesetting

_WORDS = "representation of an administrative organisation, internationally and correspondingly; "
_HTML = f"""<section class="manuscript chapter" id="specimen">
<header class="opening"><h1>Specimen</h1></header>
<p>{_WORDS * 4}<span class="call" id="specimen-call" data-n="1"></span><span class="note" id="specimen-note"
data-n="1">A note, <i>and its title</i>.</span> {_WORDS * 4}</p></section>"""


def run(typesetting: Typesetting, fonts: tuple[str, ...]) -> Run:
    """Give a run in the styles of a book.

    Args:
        typesetting: of the book.
        fonts: the families that must be installed.

    """
    head, css = join.head(typesetting), join.sheets(typesetting)
    return Run(head, (("specimen", _HTML),), css, fonts=fonts, lines=typesetting.lines)
