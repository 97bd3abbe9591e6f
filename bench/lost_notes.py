"""Count the notes that random books lose: with the engine's own loop, and with ours.

    .venv/bin/python bench/lost_notes.py [BOOKS] [SEED]

Every book has notes in paragraphs, tables and quotations that may not break, and references to pages, so
that pages are made anew in later passes. Prints how many notes were called, lost, printed twice, printed
before their call and printed a page late, by either loop.
"""

import random
import subprocess
import sys

import weasyprint

from roa_dossier.layout import notes

WORDS = [
    "the",
    "army",
    "of",
    "river",
    "and",
    "under",
    "command",
    "that",
    "it",
    "was",
    "by",
    "no",
    "means",
    "formed",
    "in",
    "time",
    "for",
    "this",
    "war",
    "or",
    "peace",
]
STYLE = """
@page { size: %smm %smm; margin: 14mm; @footnote { border-top: .5pt solid } }
body { font: %spt/1.3 'Linux Libertine O'; orphans: 2; widows: 2; hyphens: auto }
.note { float: footnote; footnote-policy: %s; font-size: 80%% }
.note::footnote-call { content: attr(data-n); font-size: 70%% }
.note::footnote-marker { content: attr(data-n) ' ' }
blockquote, tr { break-inside: avoid } h2 { break-after: avoid } section { break-before: %s }
a::after { content: target-counter(attr(href), page) }
"""


def book(chance: random.Random) -> str:
    """Make a random book."""
    count = 0

    def words(least: int, most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))

    def sentence(notes_at_most: int) -> str:
        nonlocal count
        text = words(4, 60)
        for _ in range(chance.randint(0, notes_at_most)):
            count += 1
            body = words(2, chance.choice((6, 6, 40)))
            called = f'<i id="c{count}"></i><span class="note" id="n{count}" data-n="{count}">{body}.</span>'
            text += f".{called} {words(3, 25)}"
        if chance.random() < 0.3:
            text += f' (p. <a href="#s{chance.randint(1, 5)}"></a>)'
        return text

    def block() -> str:
        kind = chance.random()
        if kind < 0.6:
            return f"<p>{sentence(3)}.</p>"
        if kind < 0.75:
            return f"<blockquote><p>{sentence(2)}.</p></blockquote>"
        if kind < 0.85:
            return f"<h2>{words(2, 6)}</h2>"
        rows = "".join(
            f"<tr><td>{words(1, 4)}</td><td>{sentence(1)}</td></tr>" for _ in range(chance.randint(1, 7))
        )
        return f"<table>{rows}</table>"

    width, height = chance.choice(((148, 210), (105, 148), (210, 297)))
    style = STYLE % (
        width,
        height,
        chance.choice((9, 10.5, 12.1)),
        chance.choice(("line", "line", "auto")),
        chance.choice(("page", "right", "auto")),
    )
    sections = "".join(
        f'<section id="s{number}">{"".join(block() for _ in range(chance.randint(4, 22)))}</section>'
        for number in range(1, 6)
    )
    return f"<html lang=en><style>{style}</style><body>{sections}</body></html>"


def told(html: str) -> tuple[int, int, int, int, int]:
    """Lay a book out; count its notes, and those lost, doubled, early and late."""
    calls: dict[str, int] = {}
    bodies: dict[str, list[int]] = {}
    for number, page in enumerate(weasyprint.HTML(string=html).render().pages):
        for box in page._page_box.descendants():
            if box.element is None:
                continue
            name = box.element.get("id") or ""
            if box.element_tag == "i" and name[:1] == "c":
                calls.setdefault(name[1:], number)
            elif box.element_tag == "span" and name[:1] == "n" and number not in bodies.get(name[1:], ()):
                bodies.setdefault(name[1:], []).append(number)
    lost = sum(name not in bodies for name in calls)
    double = sum(len(pages) > 1 for pages in bodies.values())
    early = sum(bodies[name][0] < page for name, page in calls.items() if name in bodies)
    late = sum(bodies[name][0] > page for name, page in calls.items() if name in bodies)
    return len(calls), lost, double, early, late


def main() -> None:
    """Run both loops, each in a process of its own."""
    if "--child" in sys.argv:
        _, _, loop, books, seed = sys.argv
        if loop == "ours":
            assert notes.keep()
        totals = [0] * 5
        for index in range(int(books)):
            for at, count in enumerate(told(book(random.Random(f"{seed}/{index}")))):
                totals[at] += count
        kinds = ("notes", "lost", "doubled", "early", "late")
        said = ", ".join(f"{kind} {count}" for kind, count in zip(kinds, totals, strict=True))
        print(f"{loop:<8}", said)
        return
    books, seed = (sys.argv[1:] + ["40", "1"][len(sys.argv) - 1 :])[:2]
    for loop in ("engine", "ours"):
        subprocess.run([sys.executable, __file__, "--child", loop, books, seed], check=True)


if __name__ == "__main__":
    main()
