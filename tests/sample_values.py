"""A small resolved dossier, made by hand from the real sources: every block kind, every kind of note."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import replace
from roa_dossier.locate import Lines
from roa_dossier.model import apparatus as ap
from roa_dossier.model import chapter as ch
from roa_dossier.model import outline as ol
from roa_dossier.model.source import Mark, MarkKind, PartKind, Source
from roa_dossier.text import Text

ROOT = Path(__file__).parent.parent
FILES = {"encyclopaedia": "seeds/004_6d5e5a869a61037a.txt", "blog": "seeds/000_44591c67f6a5d431.txt"}
SIGLA = {"encyclopaedia": "W", "blog": "B"}
TEXTS = {key: (ROOT / path).read_text("utf-8") for key, path in FILES.items()}
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="480" height="150" viewBox="0 0 480 150">'
    b'<rect x="1" y="1" width="478" height="148" fill="none" stroke="#1a1a1a"/>'
    b'<path d="M20 120L160 40L300 90L460 30" fill="none" stroke="#7a1f1f" stroke-width="3"/></svg>'
)
IMAGE = hashlib.sha256(SVG).hexdigest()


def words(text: object) -> ol.Words:
    return ol.Words(Text.of(str(text)))


def template(name: str) -> tuple[str, str]:
    path = ROOT / "templates" / name
    if not path.is_file():
        raise LookupError(name)
    return f"templates/{name}", path.read_text("utf-8")


def with_template(name: str, text: str) -> Callable[[str], tuple[str, str]]:
    """Give the built-in templates, but `name` as a project's own."""
    return lambda wanted: (f"templates/{name}", text) if wanted == name else template(wanted)


def mark(kind: MarkKind, number: int | None = None) -> Mark:
    return Mark(kind, number, 0, 1, (0, 1))


UNCITED = mark(MarkKind.CITATION_NEEDED)


def reference(number: int) -> Mark:
    return mark(MarkKind.REFERENCE, number)


def passage(
    exact: str,
    number: int | None = None,
    *marks: Mark,
    key: str = "encyclopaedia",
    kind: PartKind = PartKind.BODY,
    label: str = "",
    section: str = "",
    folds: tuple[str, ...] = (),
) -> ch.Passage:
    text = TEXTS[key]
    start = text.index(exact)
    line = Lines.of(text).line(start)
    locator = ch.Locator(SIGLA[key], kind, number, section, label, (line, line))
    return ch.Passage(key, ((start, start + len(exact)),), locator, tuple(marks), folds)


def quotation(exact: str, number: int | None = None, *marks: Mark, **said: object) -> ch.Quotation:
    return ch.Quotation((ch.Verbatim(exact),), passage(exact, number, *marks, **said), "en")  # type: ignore[arg-type]


class Numbers:
    """Gives calls and citations their ids, and the apparatus their numbers, as the stages do."""

    def __init__(self, chapter: str) -> None:
        self.chapter = chapter
        self.calls = 0
        self.notes: dict[tuple[str, int], ap.NoteMark] = {}
        self.citations: dict[tuple[str, int], ap.Line] = {}

    def cite(self, *line: ap.Styled | str, quoted: bool = False) -> ch.Citation:
        identity = len(self.citations)
        runs = tuple(ap.Styled(run) if isinstance(run, str) else run for run in line)
        self.citations[self.chapter, identity] = runs
        return ch.Citation(identity, ())

    def call(self, *body: ch.Inline, remarks: tuple[str, ...] = ()) -> ch.Call:
        identity = self.calls
        self.calls += 1
        anchor = f"{self.chapter}-n{identity + 1}"
        self.notes[self.chapter, identity] = ap.NoteMark(identity + 1, anchor, f"{anchor}-call")
        return ch.Call(identity, tuple(body), remarks)

    def note(self, *line: ap.Styled | str, remarks: tuple[str, ...] = ()) -> ch.Call:
        return self.call(self.cite(*line), remarks=remarks)


W = ap.Styled("W", bold=True, siglum=True)
B = ap.Styled("B", bold=True, siglum=True)
FULL = (ap.Styled("“Russian Liberation Army,” encyclopaedia article, unsigned and undated, text snapshot"),)
AOK8 = (
    ap.Styled("AOK 8 Ia 4844/3, “"),
    ap.Styled("Zuverlässigkeit landeseigener Verbände", language="de"),
    ap.Styled(",” 1 October 1943, Bundesarchiv-Militärarchiv (BA-MA), RH 20-8/979"),
)


def para(*inlines: ch.Inline | str) -> ch.Para:
    return ch.Para(tuple(ch.Plain(each) if isinstance(each, str) else each for each in inlines))


def text(anchor: str, *paragraphs: ch.Flow, named: bool = False) -> ch.ChapterBlock:
    return ch.ChapterBlock(
        ch.TextFlow(paragraphs), anchor, named, span=Span(f"dossier/chapters/{anchor}.yaml")
    )


def first_chapter(n: Numbers) -> ch.Chapter:
    roa = ch.NameForm("roa", "Russian Liberation Army", "Русская освободительная армия", "ru")
    blocks = (
        text(
            "phantom-b1",
            para(
                "The ",
                roa,
                " was talked of in propaganda before it existed in the field.",
                n.note(*FULL, ", ¶ 5, l. 34 (hereafter ", W, ")"),
                " Volunteers wore its patch, but they were ",
                ch.Emphasised((ch.ForeignRun("de", (ch.Plain("Hiwis"),)),)),
                ", and the encyclopaedia is plain about whose soldiers they were: they ",
                ch.RunIn(quotation("were not under any Russian command or control", 4)),
                ".",
                n.note(W, ", ¶ 4, l. 32"),
                " Its strength was put at ",
                ch.FactValue("strength-april-1945", "120,000–130,000", "men"),
                n.note(W, ", infobox, ‘Size’, l. 13"),
                "; see ",
                ch.CrossRef("konr-order-of-battle"),
                " and ",
                ch.CrossRef("ranks-chapter"),
                ". The editors' reading of the manifesto's attack on the "
                "Allies rests on one sentence: it was ",
                ch.RunIn(
                    ch.Quotation(
                        (
                            ch.Verbatim(
                                'criticising the Western Allies, labelling them "plutocracies" that were '
                            ),
                            ch.Verbatim('"allies of Stalin in his conquest of Europe"', True),
                        ),
                        passage("criticising the Western Allies", 13),
                        "en",
                    )
                ),
                ".",
                n.note(W, ", ¶ 13, l. 63", remarks=("emphasis added",)),
            ),
            para(
                "What the patch meant to those who saw it is harder to "
                "say. The encyclopaedia puts the effect of "
                "the propaganda plainly, though it marks the sentence as unsourced:"
            ),
        ),
        ch.ChapterBlock(
            ch.Excerpt(
                ch.Quotation(
                    (
                        ch.Verbatim(
                            "Adolf Hitler allowed the idea of the Russian "
                            "Liberation Army to circulate in propaganda "
                            "literature, as long as no formations of the sort were actually permitted."
                        ),
                        ch.Uncited(),
                        ch.Verbatim(
                            " As a result, some Red Army soldiers surrendered or "
                            "defected in hopes of joining an "
                            "army that did not exist."
                        ),
                    ),
                    passage("Adolf Hitler allowed", 5, UNCITED, folds=("quotation marks",)),
                    "en",
                ),
                n.note(W, ", ¶ 5, l. 34; marked “citation needed” there"),
            ),
            "phantom-b2",
        ),
        text("phantom-b3", para("The German army's own verdict of October 1943 was blunter still:")),
        ch.ChapterBlock(
            ch.Excerpt(
                quotation(
                    "All local volunteers are unreliable during enemy "
                    "contact. Principal reason of unreliability is "
                    "the employment of these volunteers in the East.",
                    9,
                    reference(7),
                ),
                n.note(*AOK8, ", quoted in ", W, ", ¶ 9, l. 45, n. 7"),
            ),
            "phantom-b4",
        ),
        text("phantom-b4a", para("Its German original stands in the article's own reference:")),
        ch.ChapterBlock(
            ch.Excerpt(
                ch.Quotation(
                    (ch.Verbatim("Alle landeseigenen Verbände sind bei Feindberührung unzuverlässig."),),
                    passage("Alle landeseigenen", 7, kind=PartKind.REFERENCE),
                    "de",
                ),
                n.note(W, ", reference 7, l. 222", remarks=("our translation",)),
                translation="All indigenous units are unreliable when in contact with the enemy.",
            ),
            "phantom-b4b",
        ),
        ch.ChapterBlock(ch.Heading("Who commanded the Second Division?"), "who-commanded", True),
        text(
            "phantom-b6",
            para(
                "The source disagrees with itself. Both readings are printed here, and neither is preferred."
            ),
        ),
        ch.ChapterBlock(
            ch.Contested(
                ch.StatedFact(
                    "second-division-commander",
                    "Second Division",
                    "commander",
                    (
                        ch.StatedValue(
                            "narrative",
                            "Mikhail Meandrov",
                            quotation(
                                "was sent into action under the command of General Mikhail Meandrov", 15
                            ),
                            call=n.note(W, ", ¶ 15, l. 67"),
                        ),
                        ch.StatedValue(
                            "order-of-battle",
                            "Grigory Zverev",
                            ch.Quotation(
                                (ch.Verbatim("2nd Division of the KONR Major General Grigory Zverev"),),
                                passage(
                                    "Major General Grigory Zverev",
                                    kind=PartKind.LIST,
                                    section="Order of battle",
                                ),
                                "en",
                            ),
                            call=n.note(W, ", list, ‘Order of battle’, l. 110"),
                        ),
                    ),
                ),
                (para("The article does not notice the difference."),),
            ),
            "second-division",
            True,
            "Who commanded the Second Division",
        ),
        text(
            "phantom-b8",
            para(
                "Other matters stand in a list, with a note of our own at the end of one item:",
            ),
            ch.Items(
                (
                    (
                        para(
                            "recruits taken from camps that were, in the article's words, ",
                            ch.RunIn(
                                quotation("notorious for starving Soviet prisoners to death", 5, UNCITED)
                            ),
                            ";",
                            n.note(W, ", ¶ 5, l. 34; marked “citation needed” there"),
                        ),
                    ),
                    (
                        para(
                            "battalions counted and not counted;",
                            n.call(
                                ch.Plain("A note of ours, with a citation inside: "),
                                n.cite(W, ", ¶ 11, l. 51"),
                                ch.Plain("; compare "),
                                ch.CrossRef("roa-ranks"),
                            ),
                        ),
                    ),
                    (
                        para(
                            "and ",
                            ch.Linked("https://example.org/a?b=1&c=2", (ch.Plain("a page elsewhere"),)),
                            ".",
                        ),
                    ),
                ),
                ordered=True,
            ),
            para(
                "A paragraph after the list tells how the units were sent west. ",
                "Since it was felt in the autumn of 1943 that reliability would improve away from the local "
                "population, the battalions were moved; how many went is "
                "a matter on which the article and its "
                "own note do not agree, and the reader is referred to the later chapter for the figures. "
                * 3,
            ),
            para(
                "The second paragraph is long enough to fill the page and to show how the text looks when it "
                "runs on from one page to the next, with margins mirrored and the margin notes outside. " * 6,
            ),
        ),
        *(
            ch.ChapterBlock(
                ch.Excerpt(
                    quotation(words_, number, *marks_),
                    n.note(W, f", ¶ {number}"),
                ),
                f"phantom-c{index}",
            )
            for index, (words_, number, marks_) in enumerate(
                (
                    (
                        'A total of 71 "Eastern" battalions served on the Eastern Front, while 42 battalions '
                        "served in Belgium, Finland, France, and Italy.",
                        11,
                        (UNCITED,),
                    ),
                    (
                        "They were able to win over Alfred Rosenberg to some extent.",
                        6,
                        (reference(4), mark(MarkKind.NOTE, 4), UNCITED),
                    ),
                    (
                        "A second division, the 2nd Infantry (650th Infantry), "
                        "was incomplete when it left Lager "
                        "Heuberg but was sent into action under the command "
                        "of General Mikhail Meandrov. This "
                        "division was joined in large numbers by eastern "
                        "workers, which caused it to nearly double "
                        "in size as it marched south.",
                        15,
                        (),
                    ),
                )
            )
        ),
        text(
            "phantom-b9",
            para(
                "A closing paragraph of the chapter, which is here so that the text runs on beneath the "
                "quotations and one sees the distance between them. " * 9,
            ),
        ),
    )
    return ch.Chapter("phantom-army", 1, "An army that did not exist", "dossier/chapters/01.yaml", blocks)


RANKS = (
    ("ROA-General h.svg", "Генерал", "General", "General der Waffengattung", "Generals"),
    ("ROA-Generalleutnant h.svg", "Генерал-лейтенант", "General-leytenant", "Generalleutnant", ""),
    ("ROA-Generalmajor h.svg", "Генерал-майор", "General-mayor", "Generalmajor", ""),
    ("ROA-Oberst h.svg", "Полковник", "Polkovnik", "Oberst", "Officers"),
    ("ROA-Oberstleutnant h.svg", "Подполковник", "Podpolkovnik", "Oberstleutnant", ""),
    ("ROA-Major h.svg", "Майор", "Mayor", "Major", ""),
    ("RONA-Hauptmann h.svg", "Капитан", "Kapitan", "Hauptmann", ""),
    ("RONA-Oberleutnant h.svg", "Поручик", "Poruchik", "Oberleutnant", ""),
    ("RONA-Leutnant h.svg", "Подпоручик", "Podporuchik", "Leutnant", ""),
    ("ROA-Feldwebel h.svg", "Фельдфебель", "Fel'dfebel'", "Feldwebel", "Other ranks"),
    ("ROA-Unteroffizier h.svg", "Унтер-офицер", "Unter-ofitser", "Unteroffizier", ""),
    ("ROA-Gefreiter h.svg", "Ефрейтор", "Yefreytor", "Gefreiter", ""),
    ("ROA-Soldat h.svg", "Солдат", "Soldat", "Soldat", ""),
)


def rank_rows() -> tuple[ch.Row, ...]:
    return tuple(
        ch.Row(
            (
                ch.Cell(rank, passage(icon + " " + rank, 1 + index, kind=PartKind.TABLE), "ru"),
                ch.Cell(roman, passage(icon, 1 + index, kind=PartKind.TABLE)),
                ch.Cell(german, passage(icon, 1 + index, kind=PartKind.TABLE), "de"),
            ),
            group,
            icon,
        )
        for index, (icon, rank, roman, german, group) in enumerate(RANKS)
    )


def units() -> tuple[ch.Row, ...]:
    lines = (
        (
            "600th (Russian) Infantry Division",
            "1st Division of the KONR",
            "Major General Sergei Bunyachenko",
            "Included members of the disbanded Kaminsky Brigade. Had a total of around 20,000 men.",
        ),
        (
            "650th (Russian) Infantry Division",
            "2nd Division of the KONR",
            "Major General Grigory Zverev",
            "Not fully armed or prepared, had 11,856 men.",
        ),
        (
            "700th (Russian) Infantry Division",
            "3rd Division of the KONR",
            "Major General Mikhail Shapalov",
            "Did not finish forming, had about 10,000 unarmed men.",
        ),
    )
    section = "Order of battle"
    return tuple(
        ch.Row(tuple(ch.Cell(each, passage(each, kind=PartKind.LIST, section=section)) for each in line))
        for line in lines
    )


def second_chapter(n: Numbers) -> ch.Chapter:
    strength = ch.StatedFact(
        "strength-april-1945",
        "Russian Liberation Army",
        "strength",
        (
            ch.StatedValue(
                "",
                "120,000–130,000",
                quotation("Corps, 120,000–130,000 (April 1945)", kind=PartKind.INFOBOX, label="Size"),
                call=n.note(*FULL, ", infobox, ‘Size’, l. 13 (hereafter ", W, ")"),
            ),
        ),
        "April 1945",
        "men",
    )
    since = ch.StatedFact(
        "since-when",
        "Russian Liberation Army",
        "existed since",
        (
            ch.StatedValue(
                "infobox",
                "1942 (Wehrmacht) / 1944 (officially)",
                quotation("1942 (Wehrmacht) / 1944 (officially)", kind=PartKind.INFOBOX, label="Active"),
                call=n.note(W, ", infobox, ‘Active’, l. 8"),
            ),
            ch.StatedValue(
                "narrative",
                "autumn of 1944",
                quotation("did not officially exist until autumn of 1944", 12),
                call=n.note(W, ", ¶ 12, l. 61"),
            ),
            ch.StatedValue("ours", "1943", None, "reckoned from the battalions' first mention"),
        ),
    )
    zverev = ch.StatedFact(
        "strength-second",
        "Second Division",
        "strength",
        (
            ch.StatedValue(
                "",
                "11,856",
                quotation("had 11,856 men", kind=PartKind.LIST, section="Order of battle"),
                call=n.note(W, ", list, ‘Order of battle’, l. 110"),
            ),
        ),
        "",
        "men",
    )
    again = replace(since, readings=tuple(replace(each, call=None) for each in since.readings))
    blocks = (
        text(
            "ranks-b1",
            para("The facts of this chapter are given as stated, each with the place that states it."),
        ),
        ch.ChapterBlock(
            ch.FactSheet((strength, since, zverev)), "fact-sheet", True, "What is stated of strength"
        ),
        ch.ChapterBlock(
            ch.EvidenceTable(
                "ranks",
                "encyclopaedia",
                ("Rank", "Transliteration", "German Army"),
                rank_rows(),
                n.note(W, ", table, rows 1–13, ll. 126–138; marked “citation needed” there"),
                uncited=True,
                grouped=True,
                editorial_columns=True,
                icons=("ROA", "RONA"),
            ),
            "roa-ranks",
            True,
            "Ranks of the ROA and their German equivalents",
        ),
        ch.ChapterBlock(
            ch.EvidenceTable(
                "order-of-battle",
                "encyclopaedia",
                ("Division", "Within the KONR", "Commander", "Remarks"),
                units(),
                n.note(W, ", list, ‘Order of battle’, ll. 105–113"),
                editorial_columns=True,
            ),
            "konr-order-of-battle",
            True,
            "The armed forces of the KONR, spring 1945",
        ),
        ch.ChapterBlock(
            ch.Contested(again, ()),
            "existed-since",
            True,
            "Since when the army existed",
        ),
        ch.ChapterBlock(
            ch.OwnTable(
                ("What is compared", "Encyclopaedia", "Blog"),
                (
                    (
                        (ch.Plain("Fate of the men"),),
                        (
                            ch.RunIn(quotation("They were then executed or sent to the Gulag.", 22)),
                            n.note(W, ", ¶ 22, l. 91"),
                        ),
                        (
                            ch.RunIn(quotation("condemned to life in the Gulags", 6, key="blog")),
                            n.note(
                                "“Russian Liberation Army | Putin natural Vlasov "
                                "heir”, ¶ 6, l. 15 (hereafter ",
                                B,
                                ")",
                            ),
                        ),
                    ),
                    (
                        (ch.Plain("The Allies"),),
                        (
                            ch.Emphasised((ch.Plain("Several"),), strong=True),
                            ch.Plain(" readings, see "),
                            ch.CrossRef("second-division"),
                        ),
                        (ch.Plain("One reading"),),
                    ),
                ),
            ),
            "compared",
            True,
            "What the two sources say",
        ),
        ch.ChapterBlock(
            ch.FigureBox(
                ch.Picture("figures/line.svg", IMAGE, "image/svg+xml", 480, 150),
                "A line that rises, falls and rises again",
                "Drawn for this test",
            ),
            "line",
            True,
            "A line, and what it rests on",
        ),
        ch.ChapterBlock(
            ch.Register(
                (
                    ch.Person(
                        ch.NameForm("vlasov", "Andrey Vlasov", "Андрей Андреевич Власов", "ru", True),
                        (
                            ch.Excerpt(
                                quotation(
                                    "Andrey Andreyevich Vlasov was a Soviet Red Army "
                                    "general and Nazi collaborator.",
                                    kind=PartKind.APPENDED,
                                    label="Andrey Vlasov",
                                ),
                                n.note(W, ", appended summary, ‘Andrey Vlasov’, l. 153"),
                            ),
                        ),
                        (
                            para(
                                "The blog calls him ",
                                ch.RunIn(quotation("very competent and charismatic", 1, key="blog")),
                                ".",
                                n.note(B, ", ¶ 1, l. 5"),
                            ),
                        ),
                    ),
                    ch.Person(
                        ch.NameForm("boyarsky", "Vladimir Boyarsky"),
                        (),
                        (
                            para(
                                "Named once, in a summary that gives neither birth "
                                "nor death; nothing else is said "
                                "of him in either source."
                            ),
                        ),
                    ),
                )
            ),
            "people",
            True,
            "People",
        ),
        ch.ChapterBlock(ch.BibliographyPlace("chapter"), "ranks-bibliography"),
    )
    return ch.Chapter("ranks-chapter", 2, "Ranks, strengths and people", "dossier/chapters/02.yaml", blocks)


def source(key: str) -> Source:
    data = (ROOT / FILES[key]).read_bytes()
    chars = TEXTS[key]
    digest = hashlib.sha256(data).hexdigest()
    return Source(key, SIGLA[key], FILES[key], digest, chars, "utf-8", Lines.of(chars), ())


def entry(key: str, siglum: str, standing: str, kind: str, licence: ol.Licence | None) -> ol.SourceEntry:
    return ol.SourceEntry(
        words(key),
        words(FILES[key]),
        words(source(key).digest),
        words(siglum),
        words("plain"),
        words(standing),
        words(kind),
        ol.CslItem(words(key), {}),
        licence=licence,
    )


def outline(title: str = "The Russian Liberation Army", language: str = "en-GB") -> ol.Outline:
    return ol.Outline(
        "sample",
        words(title),
        language,
        words("chicago-notes-bibliography"),
        (),
        (
            entry(
                "encyclopaedia", "W", "tertiary", "reference", ol.Licence(words("CC-BY-SA-4.0"), "editorial")
            ),
            entry("blog", "B", "secondary", "opinion", None),
        ),
        subtitle=words("Formation, order of battle, ranks and afterlife, read against two sources"),
        date=date(2026, 11, 21),
    )


JURADO = (
    ap.Styled("Jurado, Carlos. "),
    ap.Styled("Foreign Volunteers of the Wehrmacht 1941–45", italic=True),
    ap.Styled(". Osprey Publishing, 1983."),
)


def bibliography() -> tuple[ap.BibliographySection, ...]:
    return (
        ap.BibliographySection(
            "Sources of this dossier",
            (
                ap.BibliographyEntry("encyclopaedia", (*FULL, ap.Styled(".")), "W"),
                ap.BibliographyEntry(
                    "blog",
                    (ap.Styled("“Russian Liberation Army | Putin natural Vlasov heir.” Blog post."),),
                    "B",
                ),
            ),
        ),
        ap.BibliographySection(
            "Cited at second hand (not seen)",
            (
                ap.BibliographyEntry("jurado", JURADO, remark="Known through W, n. 1."),
                ap.BibliographyEntry(
                    "aok8", (*AOK8, ap.Styled(".", link="")), remark="Known through W, n. 7."
                ),
            ),
            "Works that the sources name and the editor has not had in hand.",
        ),
    )


def apparatus(chapters: tuple[ch.Chapter, ...], numbers: tuple[Numbers, ...]) -> ap.Apparatus:
    kinds = {
        ch.FactSheet: "Table",
        ch.EvidenceTable: "Table",
        ch.OwnTable: "Table",
        ch.FigureBox: "Figure",
        ch.Contested: "Contested",
    }
    found = {
        "Table": ap.TargetKind.TABLE,
        "Figure": ap.TargetKind.FIGURE,
        "Contested": ap.TargetKind.CONTESTED,
    }
    targets: dict[str, ap.Target] = {}
    contents: list[ap.Target] = []
    for each in chapters:
        target = ap.Target(ap.TargetKind.CHAPTER, each.id, f"Chapter {each.number}", each.title, each.number)
        targets[each.id] = target
        contents.append(target)
        counts: dict[str, int] = {}
        for block in each.blocks:
            name = kinds.get(type(block.content), "")
            if name:
                counts[name] = counts.get(name, 0) + 1
                label = f"{name} {each.number}.{counts[name]}"
                targets[block.anchor] = ap.Target(found[name], block.anchor, label, block.title, each.number)
            elif isinstance(block.content, ch.Heading):
                head = ap.Target(ap.TargetKind.HEADING, block.anchor, "", block.content.text, each.number)
                targets[block.anchor] = head
                contents.append(head)
    listed = lambda kind: tuple(t for t in targets.values() if t.kind is kind)  # noqa: E731
    return ap.Apparatus(
        False,
        {key: value for each in numbers for key, value in each.notes.items()},
        {key: value for each in numbers for key, value in each.citations.items()},
        targets,
        {target.anchor: target.label for target in targets.values() if target.label},
        tuple(contents),
        listed(ap.TargetKind.TABLE),
        listed(ap.TargetKind.FIGURE),
        listed(ap.TargetKind.CONTESTED),
        (),
        {
            "encyclopaedia": (*FULL, ap.Styled(".")),
            "blog": (
                ap.Styled(
                    "“Russian Liberation Army | Putin natural Vlasov heir.” Blog post, unsigned and undated."
                ),
            ),
        },
        bibliography(),
        {each.id: bibliography()[:1] for each in chapters},
        tuple(
            ap.RecordLine(
                "W",
                mark_,
                TEXTS["encyclopaedia"].splitlines()[line - 1].split(". ", 1)[1],
                line,
                work,
                remark,
            )
            for mark_, line, work, remark in (
                ("a", 144, "", ""),
                ("b", 145, "", ""),
                ("1", 216, "jurado", ""),
                ("4", 219, "", "a bare title"),
                ("6", 221, "", ""),
                ("7", 222, "aok8", ""),
                ("9", 224, "", ""),
            )
        ),
    )


def accounts() -> tuple[ch.Account, ...]:
    text_, lines = TEXTS["encyclopaedia"], Lines.of(TEXTS["encyclopaedia"])

    def account(line: int, kind: PartKind, use: str, reason: str, label: str = "") -> ch.Account:
        start, stop = lines.span(line)
        return ch.Account(
            "encyclopaedia", ch.Locator("W", kind, line, "", label, (line, line)), start, stop, use, reason
        )

    del text_
    other = "another formation; only its name is taken up"
    return (
        account(24, PartKind.BODY, "quoted", ""),
        account(15, PartKind.INFOBOX, "", "the title of a march, without a bearing on the argument", "March"),
        account(183, PartKind.APPENDED, "", other, "Army Group E"),
        account(199, PartKind.APPENDED, "", other, "LIII Army Corps"),
        account(207, PartKind.APPENDED, "", other, "XXVI Army Corps (Wehrmacht)"),
    )


def dossier() -> tuple[ol.Outline, ch.Resolved, ap.Apparatus, dict[str, Source]]:
    """Give the sample: what `render.manuscripts` takes, but for the templates."""
    numbers = (Numbers("phantom-army"), Numbers("ranks-chapter"))
    chapters = (first_chapter(numbers[0]), second_chapter(numbers[1]))
    assessments = (
        (
            "encyclopaedia",
            (para("Unsigned and undated; nine statements are marked as uncited by its own writers."),),
        ),
        ("blog", (para("A short, opinionated post without references."),)),
    )
    resolved = ch.Resolved(chapters, accounts(), assessments, 16, 4)
    return outline(), resolved, apparatus(chapters, numbers), {key: source(key) for key in FILES}
