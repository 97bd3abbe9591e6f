"""Random documents of everything that can stand in a line, each made again from its seed alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random

WORDS = {
    "en": """
    the of and a in to was that his on by from with which had at as for were not but their under after when
    before river bridge army town winter letter general village morning officers soldiers prisoners
    railway frontier answered returned remained himself towards without between government regiment
    commander negotiations neighbouring correspondence administration circumstances extraordinary
    representative notwithstanding thoroughfare misunderstanding well-known twenty-three fire-brigade
    old-fashioned don’t o’clock office afflicted difficult waffles AVOWAL Tōkyō 1,250 1919–1921""",
    "de": """
    der die und in das den von zu mit sich des auf für ist im dem nicht ein eine als auch war nach aber über
    einen bei Fluss Brücke Stadt Winter Brief Wagen Straße Soldaten Gefangene Eisenbahn Verwaltung
    Regierung Hauptmann Offiziere Verhandlungen Kriegsgefangene Gesellschaft Zusammenhang
    außerordentlich Bürgermeisterwahl Staatsangehörigkeit Eisenbahnverwaltung Kriegsgefangenenlager
    Oberbefehlshaber Unabhängigkeitserklärung Wiederherstellungsarbeiten größer schließlich nord-östlich
    Auflage Schifffahrt 1.250""",
    "fr": """
    le la les de des et en un une du que qui dans pour par sur au il elle ne pas plus avec était ville pont
    fleuve hiver lettre soldats général officiers prisonniers frontière village gouvernement régiment
    commandant l’armée d’abord aujourd’hui jusqu’à qu’il c’est-à-dire peut-être œuvre cœur naïf déjà été
    correspondance administration négociations circonstances extraordinairement bouleversement
    reconnaissance approvisionnement anticonstitutionnellement arrière-garde 1 250""",
    "ru": """
    и в не на что он с как это по из за от к же бы был она его для мы город река мост зима письмо генерал
    солдаты деревня утром офицеры пленные железная дорога граница правительство полк командир переговоры
    соседний переписка управление обстоятельства чрезвычайный представитель освобождение военнопленных
    главнокомандующий взаимоотношения достопримечательность северо-восточный кто-нибудь по-прежнему
    объявление съезд ещё её 1250""",
    "uk": """
    і в не на що він з як це по із за від до ж би був вона його для ми місто річка міст зима лист генерал
    солдати село вранці офіцери полонені залізниця кордон уряд полк командир переговори сусідній
    листування управління обставини надзвичайний представник визволення військовополонених
    головнокомандувач взаємовідносини північно-східний будь-хто по-перше об’єднання п’ять їжа її 1250""",
    "pl": """
    i w nie na to się z do że jest jak po co tak za od był ale czy już miasto rzeka most zima list generał
    żołnierze wieś rano oficerowie jeńcy kolej granica rząd pułk dowódca rokowania sąsiedni
    korespondencja okoliczności nadzwyczajny przedstawiciel wyzwolenie głównodowodzący niepodległość
    przedsiębiorstwo odpowiedzialność północno-wschodni biało-czerwony źdźbło ćwierć łódź 1250""",
}
QUOTES = {"en": "“”", "de": "„“", "fr": "«»", "ru": "«»", "uk": "«»", "pl": "„”"}
FOREIGN = (
    "שלום",
    "السلام عليكم",
    '<span lang="he" dir="rtl">מלחמה ושלום</span>',
    "中文文本在這裡",
    "日本語の文章です。",
    "Ελληνικά",
    "हिन्दी",
    "x²·10⁻³",
    "https://example.org/archive/records/1941/inventory?page=12",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "A" * 90,
    "e\u0301a\u0308o\u0303",
    "ﬁnding",
)
PAPERS = ("A4", "A5", "A6")
PICTURE = "dossier-image:" + "a" * 8
PICTURES = {
    "a" * 8: (
        "image/svg+xml",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0H20V10Z"/></svg>',
    )
}

STYLE = """
@page {{ size: {paper}; margin: {margin};
  @top-left {{ content: counter(page) }}
  @footnote {{ margin-top: 3mm; border-top: .4pt solid; padding: 1mm 0 .1pt }} }}
@page :left {{ margin-right: {left}mm }}
html {{ font: {size}pt/1.35 'Linux Libertine O'; font-feature-settings: 'onum', 'liga', 'kern';
  text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 3; hyphenate-limit-zone: {zone};
  orphans: 2; widows: 2 }}
body, p, h2 {{ margin: 0 }}
p + p {{ text-indent: {indent} }}
h2 {{ font-size: 12pt; text-align: left; hyphens: none; break-after: avoid }}
.note {{ float: footnote; footnote-policy: line; font-size: 8pt; line-height: 1.3; text-align: {notes};
  text-indent: 0; font-style: normal; font-variant-caps: normal; letter-spacing: 0; white-space: normal }}
.note::footnote-call {{ content: attr(data-n); font-feature-settings: 'sups'; line-height: 0 }}
.note::footnote-marker {{ content: attr(data-n) '\\2002' }}
.page::after {{ content: target-counter(attr(href), page) }}
.quote {{ margin: 2mm 5mm; border-left: 1pt solid; padding-left: 3mm; font-size: 10pt; line-height: 13pt }}
.whole {{ break-inside: avoid }}
.margin {{ position: absolute; left: -12mm; width: 10mm; font-size: 6pt; text-align: left; text-indent: 0 }}
.floats {{ white-space: nowrap; hyphens: none; font-size: 6pt }}
.first::first-letter {{ font-size: 2em; line-height: 1 }}
.line::first-line {{ font-variant-caps: small-caps }}
.before::before {{ content: '— ' }} .before::after {{ content: ' ◆' }}
table {{ width: 100%; border-collapse: collapse; table-layout: {table} }}
td {{ padding: 1mm; vertical-align: top }}
ul, ol {{ margin: 1mm 0; padding-left: 6mm }}
code {{ font-family: 'Linux Biolinum O', sans-serif; font-size: .85em }}
{own}
"""
SETTINGS = (
    *[""] * 8,
    "text-indent: 0",
    "text-indent: 3em",
    "text-indent: -2em; padding-left: 2em",
    "text-indent: 20%",
    "margin: 0 15%",
    "font-size: 14pt; line-height: 18pt",
    "text-align: left",
    "text-align: center",
    "text-align-last: justify",
    "columns: 2",
    "overflow-wrap: anywhere",
    "overflow-wrap: break-word",
    "hyphens: none",
    "hyphens: manual",
    "font-variant-caps: small-caps",
    "font-variant-caps: all-small-caps; letter-spacing: .05em",
    "text-transform: uppercase",
    "word-spacing: .2em",
    "letter-spacing: .03em",
    "white-space: pre-line",
    "white-space: pre-wrap",
    "direction: rtl",
    "width: 30mm",
    "width: 12mm",
    "orphans: 3; widows: 3",
    "break-inside: avoid",
    "padding: 0 2mm; border: .5pt solid",
    "line-height: 1.9",
)
CLASSES = (*[""] * 12, "first", "line", "before", "quote")


@dataclass(frozen=True, slots=True)
class Document:
    """A random document.

    Attributes:
        seed: makes it again, by `document`.
        paper: one of `PAPERS`.
        css: its style sheet.
        blocks: its paragraphs and whatever else stands beside them, each as HTML.

    """

    seed: int
    paper: str
    css: str
    blocks: tuple[str, ...]

    @property
    def html(self) -> str:
        """The document as one section."""
        return '<section id="one">' + "\n".join(self.blocks) + "</section>"


def document(seed: int, least: int = 10, most: int = 25, own: str = "") -> Document:
    """Make the document of a seed.

    Args:
        seed: any number.
        least: how many blocks it has at least.
        most: how many at most.
        own: rules of a style sheet, after its own.

    """
    chance = Random(f"document {seed}")
    paper = chance.choice(PAPERS)
    margin, outer = chance.choice((("15mm", "15"), ("12mm 10mm", "10"), ("15mm 12mm 15mm 20mm", "12")))
    css = STYLE.format(
        paper=paper,
        margin=margin,
        left=chance.choice((outer, outer, f"{float(outer) - 0.02:.2f}", float(outer) + 10)),
        size=chance.choice((9, 10.6, 10.6, 11.3)),
        zone=chance.choice(("0", "5%", "5%")),
        indent=chance.choice(("1.2em", "0", "5mm")),
        notes=chance.choice(("left", "justify")),
        table=chance.choice(("auto", "fixed")),
        own=own,
    )
    writer = Writer(chance)
    return Document(seed, paper, css, tuple(writer.block() for _ in range(chance.randint(least, most))))


class Writer:
    """Writes random blocks; counts the notes and the paragraphs, so that each has an id of its own."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.notes = 0
        self.paragraphs = 0
        self.language = "en"

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────

    def block(self) -> str:
        """Write one block."""
        self.language = self.chance.choice(("en", "en", *WORDS))
        kinds: tuple[Callable[[], str], ...] = (
            *[self.paragraph] * 12,
            self.quotation,
            self.items,
            self.table,
            self.head,
            self.bare,
        )
        return self.chance.choice(kinds)()

    def paragraph(self, least: int = 4, most: int = 90) -> str:
        """Write a paragraph."""
        style, name = self.chance.choice(SETTINGS), self.chance.choice(CLASSES)
        given = f' style="{style}"' * bool(style) + f' class="{name}"' * bool(name)
        return f'<p lang="{self.language}" id="{self.name()}"{given}>{self.prose(least, most)}</p>'

    def name(self) -> str:
        """Give the next paragraph's id."""
        self.paragraphs += 1
        return f"p{self.paragraphs}"

    def quotation(self) -> str:
        """Write a quotation with a bar, and mostly with a note in the margin."""
        margin = f'<div class="margin">{self.plain(2)}</div>' if self.chance.random() < 0.7 else ""
        whole = " whole" if self.chance.random() < 0.3 else ""
        inside = "".join(self.paragraph(20, 60) for _ in range(self.chance.randint(1, 2)))
        return f'<div class="quote{whole}">{margin}{inside}</div>'

    def items(self, depth: int = 0) -> str:
        """Write a list, perhaps with another one in it."""
        tag = self.chance.choice(("ul", "ol"))
        inside = []
        for _ in range(self.chance.randint(2, 4)):
            below = self.items(depth + 1) if depth < 2 and self.chance.random() < 0.2 else ""
            inside.append(f'<li lang="{self.language}">{self.prose(3, 40)}{below}</li>')
        return f"<{tag}>{''.join(inside)}</{tag}>"

    def table(self) -> str:
        """Write a table."""
        columns = self.chance.randint(2, 4)
        rows = []
        for _ in range(self.chance.randint(1, 4)):
            cells = "".join(f'<td lang="{self.language}">{self.prose(1, 15)}</td>' for _ in range(columns))
            rows.append(f"<tr>{cells}</tr>")
        return f"<table><tbody>{''.join(rows)}</tbody></table>"

    def head(self) -> str:
        """Write a head, and the paragraph that it stays with."""
        return f"<h2>{self.plain(self.chance.randint(1, 9))}</h2>{self.paragraph()}"

    def bare(self) -> str:
        """Write text beside a paragraph, in no paragraph of its own."""
        return (
            f'<div lang="{self.language}">{self.prose(5, 40)}{self.paragraph(5, 30)}{self.prose(5, 30)}</div>'
        )

    # ── what stands in them ─────────────────────────────────────────────────────────────────────────

    def words(self, count: int) -> list[str]:
        """Give words of the block's language, with punctuation."""
        chance, (opening, closing) = self.chance, QUOTES[self.language]
        made: list[str] = []
        known = WORDS[self.language].split()
        for _ in range(count):
            word = known[int(len(known) * chance.random() ** 1.5)]  # the short ones come first
            mark = chance.random()
            if mark < 0.08:
                word += ","
            elif mark < 0.12:
                word = word + "."
            elif mark < 0.14:
                word += chance.choice((";", ":", "!", "?", "…", "\u00a0;"))
            elif mark < 0.16:
                word = f"{opening}{word}{closing}"
            elif mark < 0.17:
                word = f"({word})"
            elif mark < 0.18:
                word += chance.choice((" –", "—and", "\u00a0—", "/or", "\u202f%"))
            made.append(word)
        return made

    def plain(self, count: int) -> str:
        """Write words and nothing else."""
        return escape(" ".join(self.words(count)))

    def prose(self, least: int, most: int) -> str:
        """Write words with everything that may stand among them, or, as often, hardly anything."""
        words = self.words(self.chance.randint(least, most))
        if self.chance.random() < 0.3:
            note = self.note() if self.chance.random() < 0.4 else ""
            return escape(" ".join(words)) + note
        return self.run(words)

    def run(self, words: list[str], depth: int = 0) -> str:
        """Write words in runs, some of them in elements, up to three deep."""
        chance, made, at = self.chance, [], 0
        while at < len(words):
            some = words[at : at + chance.randint(1, 9)]
            at += len(some)
            deeper = depth < 3 and len(some) > 1 and chance.random() < 0.3
            body = self.run(some, depth + 1) if deeper else escape(" ".join(some))
            made.append(self.dressed(body))
        return (" " if chance.random() < 0.9 else "").join(made) if depth else " ".join(made)

    def dressed(self, body: str) -> str:
        """Set words in an element, or put something beside them; mostly neither."""
        chance = self.chance
        if chance.random() < 0.55:
            return body
        other = chance.choice([one for one in WORDS if one != self.language])
        return chance.choice(
            (
                lambda: f"<em>{body}</em>",
                lambda: f"<em>{body} </em>",
                lambda: f"<strong> {body}</strong>",
                lambda: f"<cite>{body}</cite>,",
                lambda: f"<small>{body}</small>",
                lambda: f"<code>{body}</code>",
                lambda: f"<q>{body}</q>",
                lambda: f"{body}<sup>2</sup>",
                lambda: f'<a href="#one">{body}</a>',
                lambda: f'<span style="font-variant-caps: small-caps">{body}</span>',
                lambda: f'<span style="white-space: nowrap">{body}</span>',
                lambda: f'<span style="letter-spacing: .06em">{body}</span>',
                lambda: f'<span style="padding: 0 1mm; border: .5pt solid; margin: 0 .5mm">{body}</span>',
                lambda: f'<span style="box-decoration-break: clone; padding: 0 1mm">{body}</span>',
                lambda: f'<span style="font-size: 1.6em">{body}</span>',
                lambda: f'<span style="font-size: 0">{body}</span>' if chance.random() < 0.2 else body,
                lambda: f'<span style="display: none">{body}</span>' if chance.random() < 0.2 else body,
                lambda: f'<span style="text-transform: uppercase">{body}</span>',
                lambda: f'<span style="hyphens: none">{body}</span>',
                lambda: f'<span style="overflow-wrap: anywhere">{body}</span>',
                lambda: f'<span style="position: relative; top: -1pt">{body}</span>',
                lambda: f'<span lang="{other}">{self.abroad(other)}</span> {body}',
                lambda: f"{body}{self.note()}",
                lambda: f"{body}{self.note()}",
                lambda: f"{body}{self.note()}{self.note()}",
                lambda: f"{body} {chance.choice(FOREIGN)}",
                lambda: f"{body}<br>",
                lambda: f"{body}<wbr>{self.plain(1)}",
                lambda: f"{body}\u200b{self.plain(1)}",
                lambda: f"{body}\u2060{self.plain(1)}",
                lambda: (
                    body.replace("e", "e\u00ad", 2).replace("о", "о\u00ad", 2) if "<" not in body else body
                ),
                lambda: body.replace(" ", "\u00a0", 2) if "<" not in body else body,
                lambda: f"{body}\u00a0<em>{self.plain(2)}</em>",
                lambda: f"{body}\u202f<strong>{self.plain(1)}</strong>",
                lambda: f'{body} <span class="call" id="x{self.name()}"></span>{self.plain(1)}',
                lambda: f'{body} (p. <a class="page" href="#p{chance.randint(1, 5)}"></a>)',
                lambda: f'{body} <img style="width: 5mm; height: 3mm" alt="a" src="{PICTURE}">',
                lambda: f'{body} <span style="display: inline-block">{self.plain(2)}</span>',
                lambda: f'{body}<span style="position: absolute">·</span>',
                lambda: f'{body}<span class="floats" style="float: right">{self.plain(1)}</span>',
                lambda: f'{body}<span class="floats" style="float: left">{self.plain(1)}</span>',
                lambda: f"{body} <!-- a remark -->\n",
                lambda: f"{body} <b></b> ",
            )
        )()

    def abroad(self, language: str) -> str:
        """Write words of another language."""
        home, self.language = self.language, language
        made = self.plain(self.chance.randint(1, 8))
        self.language = home
        return made

    def note(self) -> str:
        """Write a note's call and body, as the templates do."""
        self.notes += 1
        number, length = self.notes, self.chance.choice((3, 8, 8, 40))
        body = self.plain(self.chance.randint(1, length))
        if self.chance.random() < 0.4:
            body += f" <i>{self.plain(self.chance.randint(1, 6))}</i>."
        if self.chance.random() < 0.2:
            other = self.chance.choice(tuple(WORDS))
            body += f' <span lang="{other}">{self.abroad(other)}</span>'
        return (
            f'<span class="call" id="c{number}" data-n="{number}"></span>'
            f'<span class="note" id="n{number}" data-n="{number}">{body}</span>'
        )
