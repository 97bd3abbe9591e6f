"""What the readers make of real snapshots and of broken ones."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest

from roa_dossier import read
from roa_dossier.diagnostics import Checked, Severity, Span
from roa_dossier.locate import Lines
from roa_dossier.model.outline import CslItem, SourceEntry, Words
from roa_dossier.model.source import Mark, MarkKind, PartKind, Source
from roa_dossier.read import decode, marks, plain, sentences, wiki_text
from roa_dossier.read.parts import Reading
from roa_dossier.text import Text

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "sources"
ARTICLE_FILE = ROOT / "seeds" / "004_6d5e5a869a61037a.txt"
BLOG_FILE = ROOT / "seeds" / "000_44591c67f6a5d431.txt"

# Every line of the seeds that holds something: line, kind, number, label.
ARTICLE = """
1 title
3 chrome
5 title
6 caption
7 caption
8 infobox | Active
9 infobox | Allegiance
10 infobox | Allegiance
11 infobox | Type
12 infobox | Type
13 infobox | Size
14 infobox | Nickname(s)
15 infobox | March
16 infobox | Engagements
17 infobox
18 infobox
19 infobox
20 infobox
21 infobox | Badge
22 infobox | Flags of KONR and ROA
24 body 1
27 body 2
29 body 3
32 body 4
34 body 5
36 caption
37 caption
39 body 6
41 body 7
43 body 8
45 body 9
47 body 10
49 body 11
51 body 12
53 body 13
56 caption
57 caption
58 caption
59 caption
61 body 14
63 body 15
65 body 16
67 body 17
69 body 18
71 caption
72 caption
74 body 19
76 body 20
78 body 21
80 heading
82 caption
83 caption
85 body 22
87 body 23
89 body 24
91 body 25
93 heading
95 body 26
97 body 27
99 body 28
101 heading
103 body 29
105 list
106 list
107 list
108 list
109 list
110 list
111 list
112 list
113 list
115 heading
117 list
118 list
119 list
121 body 30
124 table 0
125 table 0
126 table 1
127 table 2
128 table 3
129 table 4
130 table 5
131 table 6
132 table 7
133 table 8
134 table 9
135 table 10
136 table 11
137 table 12
138 table 13
139 table
141 heading
144 note 1
145 note 2
146 note 3
147 note 4
149 heading
151 appended-title | Andrey Vlasov
153 appended | Andrey Vlasov
155 appended-title | Committee for the Liberation of the Peoples of Russia
157 appended | Committee for the Liberation of the Peoples of Russia
159 appended-title | Prague offensive
161 appended | Prague offensive
163 appended-title | Prague uprising
165 appended | Prague uprising
167 appended | Azerbaijani SS volunteer formations
169 appended-title | Kaminski Brigade
171 appended | Kaminski Brigade
173 appended-title | Ukrainian National Army
175 appended | Ukrainian National Army
177 appended-title | XV SS Cossack Cavalry Corps
179 appended | XV SS Cossack Cavalry Corps
181 appended | Vladimir Ilyich Boyarsky
183 appended | Army Group E
185 appended-title | Sergei Bunyachenko
187 appended | Sergei Bunyachenko
189 appended-title | Collaboration in the German-occupied Soviet Union
191 appended | Collaboration in the German-occupied Soviet Union
193 appended-title | Wehrmacht foreign volunteers and conscripts
195 appended | Wehrmacht foreign volunteers and conscripts
197 appended | Fyodor Ivanovich Truhin
199 appended | LIII Army Corps
201 appended | 600th (Russian) Infantry Division
203 appended | 650th (Russian) Infantry Division
205 appended-title | XXVI Army Corps (Wehrmacht)
207 appended | XXVI Army Corps (Wehrmacht)
209 appended-title | Infantry Division Ulrich von Hutten (Wehrmacht)
211 appended | Infantry Division Ulrich von Hutten (Wehrmacht)
213 appended | I Cavalry Corps
216 reference 1
217 reference 2
218 reference 3
219 reference 4
220 reference 5
221 reference 6
222 reference 7
223 reference 8
224 reference 9
225 reference 10
226 reference 11
227 reference 12
228 reference 13
229 reference 14
"""

REACHES = """
9 reference 1 | Germany (from 1944, nominally under KO …  (from 1944, nominally under KONR)
24 note 1 | The Russian Liberation Army … The Russian Liberation Army
24 note 2 | The Russian Liberation Army [lower-alp … after its commander Andrey Vlasov,
24 reference 2 | The Russian Liberation Army [lower-alp … erman command during World War II.
27 note 3 | On 14 November 1944, it was officially … beration of the Peoples of Russia,
32 citation-needed | Russian volunteers who enlisted into t … ch of the Russian Liberation Army.
32 reference 3 | Soon, several German commanders began  …  wounded, and delivering supplies.
34 citation-needed | Adolf Hitler allowed the idea of the R …  the sort were actually permitted.
34 citation-needed | Many Soviet prisoners of war volunteer … tarving Soviet prisoners to death.
39 reference 4 | They were able to win over Alfred Rose … r Alfred Rosenberg to some extent.
41 citation-needed | Although Hitler's staff repeatedly ref … , and respond to Vlasov's demands.
45 reference 5 | A 14 September communication from the  … bsenteeism had risen considerably.
45 reference 6 | Following a series of attempted or suc … tinies, and a surge in desertions,
45 reference 7 | "All local volunteers are unreliable d …  of these volunteers in the East."
47 reference 8 | Since it was felt that the reliability … to send them to the Western Front,
47 reference 9 | Since it was felt that the reliability … ployed in late 1943 or early 1944.
51 citation-needed | A total of 71 "Eastern" battalions ser … lgium, Finland, France, and Italy.
53 citation-needed | An aerial contingent of Russian volunt … ffel (russische) in December 1943,
53 citation-needed | The Russian airmen were regrouped into … ad at Erlenhof, on the Oder River.
74 reference 10 | Their fighting spirit earned them the  … em the praise of Heinrich Himmler.
76 reference 1 | On 28 January 1945, it was officially  … irectly under the command of KONR.
85 reference 11 | During the march south, the first divi … tion, which started on 5 May 1945.
85 reference 11 | Vlasov was initially reluctant to agre … sion to fight against the Germans.
89 reference 11 | "The Red Army appear in Prague only on …  had ended, de jure and de facto."
91 reference 12 | Due to the predominance of communists  … in the new Czech Rada ("council"),
91 reference 13 | They were then executed or sent to the … hen executed or sent to the Gulag.
95 reference 13 | Thousands soldiers were initially take … nitially taken into Allied custody
95 note 4 | Some Allied officers who were sympathe … nto the American-controlled zones.
95 citation-needed | Some Allied officers who were sympathe … nto the American-controlled zones.
99 reference 14 | Vlasov and several other leaders of th … hanged in Moscow on 1 August 1946.
103 reference 1 | The composition of the VS-KONR was as  … ing, had about 10,000 unarmed men.
103 reference 10 | The composition of the VS-KONR was as  … ing, had about 10,000 unarmed men.
139 citation-needed | InsigniaRankTransliteration Comparativ … Soldat⏎Source: [ citation needed ]
"""

BLOG = """
1 chrome
3 title
5 body 1
7 body 2
9 body 3
11 body 4
13 body 5
15 body 6
18 body 7
20 body 8
22 chrome
24 chrome
"""


def words(chars: str, at: int = 0) -> Words:
    return Words(Text.of(chars, at), "dossier/sources.yaml")


def entry(
    data: bytes,
    reads_as: str = "plain",
    encoding: str | None = None,
    digest: str | None = "",
    file: str = "seeds/a.txt",
) -> SourceEntry:
    """Make an entry; the digest is that of `data` unless another is given."""
    sha256 = hashlib.sha256(data).hexdigest() if digest == "" else digest
    return SourceEntry(
        key=words("a"),
        file=words(file, 10),
        sha256=words(sha256, 30) if sha256 is not None else None,
        siglum=words("A"),
        reads_as=words(reads_as, 100),
        standing=words("tertiary"),
        kind=words("reference"),
        reference=CslItem(words("a"), {}),
        encoding=words(encoding, 120) if encoding is not None else None,
    )


def checked(data: bytes, reads_as: str = "plain", encoding: str | None = None) -> Checked[Source | None]:
    return read.source(entry(data, reads_as, encoding), data)


def codes(found: Checked[Source | None]) -> list[str]:
    return [diagnostic.code for diagnostic in found.diagnostics]


def article() -> Source:
    data = ARTICLE_FILE.read_bytes()
    source = read.source(entry(data, "wiki-text"), data).value
    assert source is not None
    return source


def rows(text: str, reading: Reading) -> list[str]:
    lines = Lines.of(text)
    found = []
    for block in reading.blocks:
        number = f" {block.number}" if block.number is not None else ""
        label = f" | {block.label}" if block.label else ""
        found.append(f"{lines.line(block.start)} {block.kind.value}{number}{label}")
    return found


def reach_texts(text: str, reading: Reading) -> list[str]:
    return [text[slice(*mark.reach)] for mark in reading.marks]


def quotable(text: str) -> list[str]:
    return [block.text.chars for block in wiki_text.reading(text).blocks]


# ── the seeds ───────────────────────────────────────────────────────────────────────────────────────


def test_every_line_of_the_article_is_what_it_is() -> None:
    text = ARTICLE_FILE.read_text("utf-8")
    assert rows(text, wiki_text.reading(text)) == ARTICLE.strip().splitlines()


def test_every_line_of_the_blog_is_what_it_is() -> None:
    text = BLOG_FILE.read_text("utf-8")
    assert rows(text, plain.reading(text)) == BLOG.strip().splitlines()


def test_every_mark_of_the_article_has_its_reach() -> None:
    source = article()
    expected = REACHES.strip().splitlines()
    assert len(source.marks) == len(expected) == 33
    for mark, row in zip(source.marks, expected, strict=True):
        head, reach = row.split(" | ", 1)
        first, last = reach.replace("⏎", "\n").split(" … ")
        number = f" {mark.number}" if mark.number is not None else ""
        assert head == f"{source.lines.line(mark.start)} {mark.kind.value}{number}"
        assert source.text[slice(*mark.reach)].startswith(first), row
        assert source.text[slice(*mark.reach)].endswith(last), row


def test_a_mark_reaches_over_the_whole_quotation_it_follows() -> None:
    source = article()
    seventh = next(mark for mark in source.marks if mark.number == 7)
    assert source.text[slice(*seventh.reach)] == (
        '"All local volunteers are unreliable during enemy contact. Principal reason of unreliability is '
        'the employment of these volunteers in the East."'
    )


def test_a_mark_after_a_colon_reaches_over_the_list_below() -> None:
    source = article()
    first, tenth = [mark for mark in source.marks if source.lines.line(mark.start) == 103]
    assert first.reach == tenth.reach
    assert source.lines.line(first.reach[1]) == 113


def test_a_mark_below_a_table_reaches_over_the_whole_of_it() -> None:
    source = article()
    assert [source.lines.line(at) for at in source.marks[-1].reach] == [124, 139]


def test_the_blog_quotes_its_paragraphs_as_they_stand() -> None:
    text = BLOG_FILE.read_text("utf-8")
    blocks = plain.reading(text).blocks
    assert [block.text.chars for block in blocks if block.kind is PartKind.CHROME] == ["", "", ""]
    assert blocks[1].text.chars == "Russian Liberation Army | Putin natural Vlasov heir"
    third = next(block for block in blocks if block.number == 3)
    assert third.text.chars == (
        "Hitler instead opted for a policy of oppression and state terrorism and lost the Eastern Front."
    )


def test_the_seeds_are_read_without_a_word() -> None:
    for file, reads_as in ((ARTICLE_FILE, "wiki-text"), (BLOG_FILE, "plain")):
        found = checked(file.read_bytes(), reads_as)
        assert found.value is not None
        assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (7, "General Vlasov and soldiers of the ROA"),
        (8, "1942 (Wehrmacht) / 1944 (officially) – 1945"),
        (9, "Germany (from 1944, nominally under KONR)"),
        (10, "KONR (since 28th January 1945)"),
        (11, "Infantry"),
        (12, "Air force"),
        (13, "Corps, 120,000–130,000 (April 1945)"),
        (14, "Vlasovtsy (Власовцы)"),
        (15, "We are marching in wide fields"),
        (17, "Andrey Vlasov"),
        (21, ""),
        (22, ""),
        (36, ""),
        (37, "Training classes for recruits, 1944"),
        (82, ""),
        (83, "Mass grave of two generals and 187 unknown ROA soldiers, Olšany Cemetery in Prague"),
        (103, "The composition of the VS-KONR was as follows:"),
        (119, "KONR Air Force"),
        (129, "ПолковникPolkovnikOberst"),
        (139, "Source:"),
        (145, "Власовская армия, Vlasovskaya armiya"),
        (159, "Prague offensive 1945 Red Army invasion of German-occupied Czechoslovakia"),
        (219, "Russian Volunteers in the Wehrmacht"),
        (227, '"Home".'),
        (228, '"This Nazi army was made entirely of Soviet POWs". 12 September 2019.'),
    ],
)
def test_what_may_be_quoted_of_a_line(line: int, text: str) -> None:
    source = article()
    block = next(block for block in source.blocks if source.lines.line(block.start) == line)
    assert block.text.chars == text


@pytest.mark.parametrize(
    "run",
    [
        "sort were actually permitted. As a result, some",
        "The Russian Liberation Army (ROA), also known",
        "commander Andrey Vlasov, was a collaborationist",
        "in December 1943, only to be disbanded",
        "Bronislav Romanovic",
        "Antilevsky, defected and became",
        "Maltsev Viktor Ivanovich.",
        "German Army ( Wehrmacht Heer ) wore",
        'new Czech Rada ("council"), the first division',
        "taken into Allied custody by the 44th",
        "surge in desertions, the Germans decided",
    ],
)
def test_marks_and_residue_leave_no_trace_in_what_may_be_quoted(run: str) -> None:
    assert sum(run in block.text.chars for block in article().blocks) == 1


def test_no_file_name_mark_or_markup_may_be_quoted() -> None:
    for block in article().blocks:
        for trace in (".svg", ".jpg", "[", "]", "<span", "citation needed"):
            assert trace not in block.text.chars


def test_a_caption_is_quotable_once() -> None:
    for caption in ("Training classes for recruits", "Vlasov speaking to ROA men", "ROA troops in Belgium"):
        assert sum(caption in block.text.chars for block in article().blocks) == 1


def test_sections_are_the_heads_the_lines_stand_under() -> None:
    source = article()
    sections = {source.lines.line(block.start): block.section for block in source.blocks}
    assert sections[78] == ""
    assert sections[80] == sections[91] == "Fight against the Germans in Prague"
    assert sections[105] == "Order of battle"
    assert sections[117] == sections[121] == "Air elements"
    assert sections[153] == "Related Research Articles"
    assert sections[144] == sections[216] == ""


def test_icons_of_the_ranks() -> None:
    icons = [block.icon for block in article().blocks if block.kind is PartKind.TABLE and block.number]
    assert len(icons) == 13
    assert icons[3] == "ROA-Oberst h.svg"
    assert [icon for icon in icons if icon.startswith("RONA")] == [
        "RONA-Hauptmann h.svg",
        "RONA-Oberleutnant h.svg",
        "RONA-Leutnant h.svg",
    ]


def test_records_are_read_without_number_and_back_links() -> None:
    records = article().records
    assert [record.number for record in records] == [1, 2, 3, 4, *range(1, 15)]
    assert [record.kind for record in records] == [MarkKind.NOTE] * 4 + [MarkKind.REFERENCE] * 14
    beginnings = {(record.kind, record.number): record.text.chars[:24] for record in records}
    assert beginnings[(MarkKind.REFERENCE, 1)] == "Jurado, Carlos (1983). F"
    assert beginnings[(MarkKind.REFERENCE, 10)] == "Müller, Rolf-Dieter. The"
    assert beginnings[(MarkKind.REFERENCE, 11)] == '"The Vlasov Army: Nazi S'
    assert beginnings[(MarkKind.NOTE, 4)] == "Based on the unpublished"


# ── other sources ───────────────────────────────────────────────────────────────────────────────────


def test_an_article_with_its_references_in_brackets() -> None:
    found = checked((SAMPLES / "en_Finnish_Civil_War.txt").read_bytes(), "wiki-text")
    source = found.value
    assert source is not None
    assert found.diagnostics == ()
    assert [record.number for record in source.records] == list(range(1, 109))
    heads = [block.text.chars for block in source.blocks if block.kind is PartKind.HEADING]
    assert heads[:6] == [
        "Background",
        "International politics",
        "Domestic politics",
        "February Revolution",
        "Build-up",
        "Contest for leadership",
    ]
    kinds = {source.lines.line(block.start): block.kind for block in source.blocks}
    assert kinds[1] is PartKind.BODY
    assert [kinds[line] for line in range(44, 48)] == [PartKind.LIST] * 4
    assert [mark.number for mark in source.marks if mark.number] == list(range(1, 109))
    eighth = next(mark for mark in source.marks if mark.number == 7)
    assert source.text[slice(*eighth.reach)].startswith("The workers' initiatives and the")


def test_a_caption_that_ran_into_its_paragraph_is_told_from_it() -> None:
    source = checked((SAMPLES / "en_Finnish_Civil_War.txt").read_bytes(), "wiki-text").value
    assert source is not None
    caption, paragraph = [b for b in source.blocks if source.lines.line(b.start) == 142]
    assert (caption.kind, paragraph.kind) == (PartKind.CAPTION, PartKind.BODY)
    assert caption.text.chars == ". They were later executed in Lahti in May 1918."
    assert paragraph.text.chars.startswith("The Finnish Red Guards seized the early initiative")


def test_a_book_of_800_kilobytes() -> None:
    data = (SAMPLES / "ten_days_3076-0.txt").read_bytes()
    found = checked(data)
    source = found.value
    assert source is not None
    assert found.diagnostics == ()
    assert source.encoding == "utf-8"
    assert source.text.startswith("The Project Gutenberg EBook")
    paragraph = next(b for b in source.blocks if b.text.chars.startswith("This book is a slice"))
    assert paragraph.kind is PartKind.BODY
    assert source.lines.line(paragraph.start) == 78
    assert source.lines.line(paragraph.stop) == 82


def test_an_encoding_that_is_named_is_used() -> None:
    data = (SAMPLES / "mars_french.latin1.txt").read_bytes()
    source = checked(data, encoding="latin-1").value
    assert source is not None
    assert source.encoding == "iso8859-1"
    assert source.text.encode("latin-1") == data


def test_an_encoding_that_is_not_named_is_only_suggested() -> None:
    data = (SAMPLES / "mars_french.latin1.txt").read_bytes()
    found = checked(data)
    assert found.value is None
    assert codes(found) == ["not-utf-8"]
    problem = found.diagnostics[0]
    assert problem.message == "expected `seeds/a.txt` in UTF-8, found the byte 0xe9 in line 3"
    assert problem.hints[0] == "encoding: cp1252"
    for hint in problem.hints:
        assert checked(data, encoding=hint.removeprefix("encoding: ")).value is not None


@pytest.mark.parametrize(
    ("words", "encoding", "western"),
    [
        ("Le café était fermé, et il n'y avait pas de pain.", "latin-1", True),
        ("Der Führer der Truppe war über die Brücke gegangen.", "cp1252", True),
        ("the “émigrés” – all of them", "cp1252", True),
        ("Хлеб кончился сегодня утром", "cp1251", False),
        ("Der Führer hätte", "cp850", False),
        ("Nie było już chleba", "iso8859-2", False),
    ],
)
def test_few_words_of_a_western_language_suggest_its_encoding_first(words, encoding, western) -> None:
    hints = checked(words.encode(encoding)).diagnostics[0].hints
    assert (hints[:1] == ("encoding: cp1252",)) is western


# ── bytes ───────────────────────────────────────────────────────────────────────────────────────────

PROSE = "Title\n\nРусская освободительная армия, émigrés – “quoted”.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_character(mark: bytes, encoding: str) -> None:
    data = mark + PROSE.encode(encoding)
    for named in (None, encoding, encoding.removesuffix("-le").removesuffix("-be")):
        source = checked(data, encoding=named).value
        assert source is not None
        assert (source.text, source.encoding) == (PROSE, encoding)


def test_line_ends_stay_as_received() -> None:
    source = checked(b"Head\r\n\r\none\r\ntwo\r\n\r\nthree").value
    assert source is not None
    assert source.text == "Head\r\n\r\none\r\ntwo\r\n\r\nthree"
    assert [(b.kind, b.number, b.text.chars) for b in source.blocks] == [
        (PartKind.TITLE, None, "Head"),
        (PartKind.BODY, 1, "one\r\ntwo"),
        (PartKind.BODY, 2, "three"),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_windows_line_ends_change_no_part_of_the_article(end: str) -> None:
    text = ARTICLE_FILE.read_text("utf-8")
    other = text.replace("\n", end)
    here, there = wiki_text.reading(text), wiki_text.reading(other)
    assert [(b.kind, b.number, b.label, b.text) for b in there.blocks] == [
        (b.kind, b.number, b.label, b.text) for b in here.blocks
    ]
    assert [text.replace("\n", end) for text in reach_texts(text, here)] == reach_texts(other, there)


@pytest.mark.parametrize(
    ("data", "encoding", "code", "message", "hint"),
    [
        (b"", None, "empty-source", "`seeds/a.txt` is empty", None),
        (b" \r\n\n", None, "empty-source", "`seeds/a.txt` holds no words", None),
        (b"\xef\xbb\xbf", None, "empty-source", "`seeds/a.txt` holds no words", None),
        (
            b"one\ntwo \xff",
            "utf-8",
            "undecodable-source",
            "expected `seeds/a.txt` in `utf-8`, found the byte 0xff in line 2",
            None,
        ),
        (b"\xff\xfea", None, "undecodable-source", "expected `seeds/a.txt` in `utf-16-le`, found", None),
        (b"words", "utf8x", "unknown-encoding", "there is no encoding `utf8x`", "encoding: utf-8"),
        (b"words", "base64", "unknown-encoding", "there is no encoding `base64`", None),
        (b"words", "unicode_escape", "unknown-encoding", "there is no encoding `unicode_escape`", None),
        (b"words", "a\0b", "unknown-encoding", "there is no encoding `a", None),
        (
            b"\xef\xbb\xbfwords",
            "cp1252",
            "encoding-mismatch",
            "expected `cp1252`, found the byte-order mark of `utf-8`",
            "encoding: utf-8",
        ),
        (
            b"a\nb\0c\x1b",
            None,
            "control-character",
            "`seeds/a.txt` has the control character U+0000 in line 2, and 1 more",
            None,
        ),
        (
            "Plain words, no mark.".encode("utf-16-le"),
            None,
            "control-character",
            "`seeds/a.txt` has the control character U+0000 in line 1, and 20 more",
            "encoding: utf-16-le",
        ),
        (
            b"the \x93quoted\x94 word",
            "latin-1",
            "control-character",
            "`seeds/a.txt` has the control character U+0093 in line 1, and 1 more",
            "encoding: cp1252",
        ),
    ],
)
def test_what_is_refused(
    data: bytes, encoding: str | None, code: str, message: str, hint: str | None
) -> None:
    found = checked(data, encoding=encoding)
    assert found.value is None
    assert codes(found) == [code]
    problem = found.diagnostics[0]
    assert problem.message.startswith(message)
    assert hint is None or hint in problem.hints
    assert all(hint.isprintable() for hint in problem.hints)
    for hint in problem.hints:
        if code not in ("unknown-encoding", "no-digest"):
            assert checked(data, encoding=hint.removeprefix("encoding: ")).value is not None


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "LIMIT", 1000)
    assert codes(checked(b"a " * 501)) == ["too-large"]
    assert codes(checked(b"a " * 500)) == []


def test_a_missing_digest_is_an_error_that_names_add() -> None:
    found = read.source(entry(b"words", digest=None), b"words")
    assert codes(found) == ["no-digest"]
    assert found.diagnostics[0].hints == ("roa-dossier add seeds/a.txt",)
    assert found.refused


def test_a_file_changed_by_a_byte_is_refused_by_its_digest() -> None:
    data = ARTICLE_FILE.read_bytes()
    other = data[:900] + bytes([data[900] ^ 1]) + data[901:]
    found = read.source(entry(data, "wiki-text"), other)
    assert codes(found) == ["digest-mismatch"]
    assert found.refused
    expected, got = (hashlib.sha256(one).hexdigest() for one in (data, other))
    problem = found.diagnostics[0]
    assert problem.message == (f"expected `seeds/a.txt` with digest `{expected[:12]}…`, found `{got[:12]}…`")
    assert problem.primary is not None
    assert problem.primary.span == Span("dossier/sources.yaml", 30, 94)
    assert problem.hints[0] == "roa-dossier add --renew seeds/a.txt"
    assert found.value is not None
    assert found.value.digest == got


def test_a_digest_in_capitals_is_the_same() -> None:
    digest = hashlib.sha256(b"words").hexdigest().upper()
    assert read.source(entry(b"words", digest=digest), b"words").diagnostics == ()


def test_an_unknown_reader_names_the_nearest() -> None:
    found = checked(b"words", "wikitext")
    assert found.value is None
    assert codes(found) == ["unknown-reader"]
    assert found.diagnostics[0].message == "expected `plain` or `wiki-text`, found `wikitext`"
    assert found.diagnostics[0].hints == ("reads-as: wiki-text",)
    assert len(checked(b"words", "??").diagnostics[0].hints) == 2


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = read.source(entry(b"", "docx", digest="00"), b"")
    assert sorted(codes(found)) == ["digest-mismatch", "empty-source", "unknown-reader"]


@pytest.mark.parametrize(
    ("chars", "code"),
    [("a\n\u202ebc\u202c", "bidi-control"), ("a\nb\ufffdc", "replacement-character")],
)
def test_what_is_warned_of(chars: str, code: str) -> None:
    found = checked(chars.encode())
    assert found.value is not None
    assert codes(found) == [code]
    problem = found.diagnostics[0]
    assert problem.severity is Severity.WARNING
    assert "in line 2" in problem.message
    assert problem.primary is not None
    assert problem.primary.span.path == "seeds/a.txt"
    assert chars[problem.primary.span.start] in "\u202e\ufffd"
    assert chars[problem.primary.span.start] not in problem.message


def test_marks_of_direction_that_harm_nothing_are_let_be() -> None:
    assert codes(checked("a\u200eb \u00adsoft\f\u00a0c".encode())) == []


# ── plain text ──────────────────────────────────────────────────────────────────────────────────────


def test_everything_from_a_reply_form_on_is_the_pages() -> None:
    text = "Menu\n\nA title\n\nWords that say it.\n\nMore words.\n\nLeave a Reply\n\nYour words here.\n"
    assert rows(text, plain.reading(text)) == [
        "1 chrome",
        "3 title",
        "5 body 1",
        "7 body 2",
        "9 chrome",
        "11 chrome",
    ]


def test_words_like_a_pages_own_inside_the_document_are_the_documents() -> None:
    text = "He said:\n\nSearch\n\nThen he left.\n\nSubscribe\n"
    assert rows(text, plain.reading(text)) == ["1 body 1", "3 body 2", "5 body 3", "7 chrome"]


def test_a_single_short_line_is_a_paragraph_and_no_title() -> None:
    assert rows("Words", plain.reading("Words")) == ["1 body 1"]


# ── wiki text ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("One. [1] Two.", "One. Two."),
        ("One.[1] Two.", "One. Two."),
        ("One [1][2] two [3] [4], three. [5]", "One two, three."),
        ("One. [note 2] [ citation needed ]", "One."),
        ("One [citation needed] (two).", "One (two)."),
        ("One [1](two).", "One (two)."),
        ("One [7]two.", "One two."),
        ("One.[7]Two.", "One.Two."),
        ("Bychkov\u00a0 [ ru ], who fell.", "Bychkov, who fell."),
        ("[1] Opens with it.", "Opens with it."),
        ("In 1944 [1945] it [sic] was [ sic ] so.", "In 1944 [1945] it [sic] was [ sic ] so."),
        ("He took <span class='x'>Prague</span> alone.", "He took Prague alone."),
        ("Two < three and four > one.", "Two < three and four > one."),
        ("The [who?] and [A]ll stay.", "The [who?] and [A]ll stay."),
    ],
)
def test_marks_are_left_out_of_what_may_be_quoted(written: str, quoted: str) -> None:
    found = marks.without_marks(written, [(0, len(written))])
    assert found.text.chars == quoted
    for index, char in enumerate(quoted):
        assert written[found.text.origin(index, index + 1)[0]] == char


def reach(written: str) -> list[str]:
    """Give the reach of every mark of one paragraph."""
    text = f"{written}\n\n{'Another paragraph that goes on for a while. ' * 3}\n"
    return [text[slice(*mark.reach)] for mark in wiki_text.reading(text).marks]


@pytest.mark.parametrize(
    ("written", "reaches"),
    [
        ("One. Two goes on. [1] Three.", ["Two goes on."]),
        ("One. Two goes on, [1] and on. [2]", ["Two goes on,", "Two goes on, [1] and on."]),
        ("One. Two. [1] [2][note 3] Three.", ["Two."] * 3),
        ("One.[1]Two.[2]", ["One.", "Two."]),
        ("The U.S. Third Army came. [1]", ["The U.S. Third Army came."]),
        ("They met the U.S. The army left. [1]", ["The army left."]),
        ("It sent Sturm-Btl. AOK 2 away. [1]", ["It sent Sturm-Btl. AOK 2 away."]),
        ("It ended in 1944. In 1945 it was over. [1]", ["In 1945 it was over."]),
        ("Am 12. September war es vorbei. [1]", ["Am 12. September war es vorbei."]),
        ("Gen. A. A. Vlasov came. [1]", ["Gen. A. A. Vlasov came."]),
        ("Was it so? It was! [1]", ["It was!"]),
        ('He said: "One. Two." [1]', ['"One. Two."']),
        ('It was over. He said: "One." [1]', ['He said: "One."']),
        ('It was over. He said: "One. Two. Three." [1] Four.', ['"One. Two. Three."']),
        ("It was over. “One. Two”. [1]", ["“One. Two”."]),
        ("It was over. „Eins. Zwei“. [1]", ["„Eins. Zwei“."]),
        ("It was over. «Раз. Два.» [1]", ["«Раз. Два.»"]),
        ('All were "plutocracies" of "the West". [1]', ['All were "plutocracies" of "the West".']),
        ('Closed" it was. So it went". [1]', ['So it went".']),
        ("The soldiers' tale is the soldiers' [1] own.", ["The soldiers' tale is the soldiers'"]),
        ("[1] It opens with a mark.", [""]),
    ],
)
def test_the_reach_of_a_mark(written: str, reaches: list[str]) -> None:
    assert reach(written) == reaches


def test_where_sentences_end() -> None:
    chars = 'He left. "So be it." It was Mr. Smith, i.e. the cook… Then? No.'
    ends = list(sentences.ends(chars))
    cuts = [chars[low:high].strip() for low, high in zip([0, *ends], ends, strict=False)]
    assert cuts == ["He left.", '"So be it."', "It was Mr. Smith, i.e. the cook…", "Then?", "No."]


def test_captions_are_known_by_standing_twice() -> None:
    text = (
        "A first paragraph that says what it is about.\n\nThe gate, 1944 Gate_of_Prague.jpg\nThe gate, 1944\n"
        "Lonely.png\n\nA second paragraph that says more about it.\n"
    )
    blocks = wiki_text.reading(text).blocks
    assert [(b.kind, b.text.chars) for b in blocks[1:4]] == [
        (PartKind.CAPTION, ""),
        (PartKind.CAPTION, "The gate, 1944"),
        (PartKind.CAPTION, ""),
    ]


def test_lines_in_a_row_are_a_list_and_a_wrapped_paragraph_is_one() -> None:
    text = (
        "A first paragraph says it:\n\nfirst division\nsecond division\n\n"
        "This paragraph is broken at about the same length, as a terminal\n"
        "would break it, and so it is one paragraph and not three lines of\n"
        "a list.\n\n- a bullet\n- another that\n  goes on\n"
    )
    assert [(b.kind, b.number) for b in wiki_text.reading(text).blocks] == [
        (PartKind.BODY, 1),
        (PartKind.LIST, None),
        (PartKind.LIST, None),
        (PartKind.BODY, 2),
        (PartKind.LIST, None),
        (PartKind.LIST, None),
    ]
    assert quotable(text)[-2:] == ["a bullet", "another that\n  goes on"]


def test_an_infobox_keeps_what_it_cannot_tell_unlabelled() -> None:
    text = (
        "Some Corps\nActive1942–1945\nCountry Germany\nBranchArmy\nNavy\nSize One division\n"
        "Ivan One\nIvan Two\nEngagements World War II\n\nThe corps was a corps of some size and fame.\n"
    )
    assert [(b.label, b.text.chars) for b in wiki_text.reading(text).blocks[:-1]] == [
        ("", "Some Corps"),
        ("Active", "1942–1945"),
        ("Country", "Germany"),
        ("Branch", "Army"),
        ("Branch", "Navy"),
        ("Size", "One division"),
        ("", "Ivan One"),
        ("", "Ivan Two"),
        ("Engagements", "World War II"),
    ]


def test_a_numbered_list_in_the_body_is_no_list_of_references() -> None:
    text = "There were three reasons:\n\n1. the first\n2. the second\n\nSo it was said at the time. [1]\n"
    found = checked(text.encode(), "wiki-text")
    assert found.value is not None
    assert found.value.records == ()
    assert [b.kind for b in found.value.blocks].count(PartKind.LIST) == 2
    assert codes(found) == ["mark-without-record"]


def test_marks_without_record_and_gaps_are_said_with_their_places() -> None:
    text = (
        "One goes first. [1] Two goes second. [4] Three goes third. [4]\n\n"
        "A line that ends it. [2]\n\n 1. The first\n 2. The second\n 5. The fifth\n"
    )
    found = checked(text.encode(), "wiki-text")
    assert [
        (d.code, d.message, text[d.primary.span.start : d.primary.span.stop][:4])
        for d in found.diagnostics
        if d.primary
    ] == [
        ("mark-without-record", "the source has no reference 4 that this mark could point to", "[4]"),
        ("record-gap", "expected reference 3 of the source, found 5", "5. T"),
    ]
    assert not found.refused


MARKED = "One goes first. [1] Two goes second. [2] [lower-alpha 1] Three goes third. [3] [lower-alpha 2]\n\n"
NOTE, REFERENCE = MarkKind.NOTE, MarkKind.REFERENCE


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # a reference is missing, and yet the longer list is not the notes
        (
            "And four.[9]\n\nNotes\n\n a. N\n b. M\n\nReferences\n\n 1. A\n 2. B\n 3. C",
            [(NOTE, "NM", (1, 2)), (REFERENCE, "ABC", (1, 2, 3))],
        ),
        (
            "And four.[9]\n\nNotes\n\nSomething noted.\n\nReferences\n\n 1. A\n 2. B",
            [(REFERENCE, "AB", (1, 2))],
        ),
        (
            "References\n\n 1. A\n 2. B\n\nNotes\n\n 1. N\n 2. M\n 3. L",
            [(REFERENCE, "AB", (1, 2)), (NOTE, "NML", (1, 2, 3))],
        ),
        (
            "Einzelnachweise\n 1. A\n 2. B\n\nAnmerkungen [Bearbeiten]\n 1. N",
            [(REFERENCE, "AB", (1, 2)), (NOTE, "N", (1,))],
        ),
        (
            "== Notes ==\n\n a. ^ N\n b. ^ a b M\n\n== References ==\n\n 1. ^ A",
            [(NOTE, "NM", (1, 2)), (REFERENCE, "A", (1,))],
        ),
        ("References\n\n1. A\n\n2. B\n\n4. C\n\nSee [ citation needed ]", [(REFERENCE, "ABC", (1, 2, 4))]),
        ("References\n\n2. B\n3. C", [(REFERENCE, "BC", (2, 3))]),
        (
            "Notes\n\n^ N\n^ a b M\n\nReferences\n\n^ A\n^ a b B\n^ C",
            [(NOTE, "NM", (1, 2)), (REFERENCE, "ABC", (1, 2, 3))],
        ),
        ("References\n\n^ A\n^ B", []),  # one is lost, and nobody can tell which
        ("Notes\n\n 1. A\n 2. B\n 3. C", [(REFERENCE, "ABC", (1, 2, 3))]),  # more than notes are marked
        ("Notes\n\n 1. N\n 2. M", [(NOTE, "NM", (1, 2))]),
        ("Bibliography\n\n 1. A\n 2. B", [(REFERENCE, "AB", (1, 2))]),
        ("References\n\n 1. A\n 2. B\n\nSources\n\n 1. X\n 2. Y\n 3. Z", [(REFERENCE, "AB", (1, 2))]),
        ("Literatur\n\n 1. X\n\nSee also\n\n 1. A\n 2. B\n 3. C", [(REFERENCE, "ABC", (1, 2, 3))]),
        ("See also\n\n a. N\n b. M\n\n 1. A\n 2. B", [(NOTE, "NM", (1, 2)), (REFERENCE, "AB", (1, 2))]),
        ("Notes\n\ncf. the book on page 5", []),
        ("Anmerkungen\n\n12. September 1944 in Prag", []),
    ],
)
def test_a_heading_says_what_a_list_is(
    written: str, expected: list[tuple[MarkKind, str, tuple[int, ...]]]
) -> None:
    found = wiki_text.reading(MARKED + written + "\n").records
    assert [(one.kind, one.text.chars, one.number) for one in found] == [
        (kind, chars, number)
        for kind, texts, numbers in expected
        for chars, number in zip(texts, numbers, strict=True)
    ]


def test_after_z_letters_are_doubled() -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]
    text = "A mark. [lower-alpha 28]\n\nNotes\n\n" + "\n".join(f" {each}. X" for each in letters)
    assert [record.number for record in wiki_text.reading(text).records] == list(range(1, 29))


def test_a_lettered_mark_without_a_note_is_told_by_its_letter() -> None:
    found = checked(b"One goes first. [lower-alpha 1] [1]\n\nReferences\n\n 1. A\n", "wiki-text")
    (said,) = found.diagnostics
    assert said.message == "the source has no note a that this mark could point to"
    assert said.hints == (
        "leave it as it is: our notes name note a without its words",
        "a list is read where it has the heading `Notes` and lines such as `a. …`",
    )


def test_a_title_is_parted_from_the_short_description_behind_it() -> None:
    text = (
        "An opening paragraph.\n\nRelated Research Articles\n\nCorps Ulrich (Army) Military unit\n\n"
        "The Corps Ulrich was a corps.\n\nThe Army of the North, also the Army, was an army.\n"
    )
    assert [(b.kind, b.label) for b in wiki_text.reading(text).blocks[2:]] == [
        (PartKind.APPENDED_TITLE, "Corps Ulrich (Army)"),
        (PartKind.APPENDED, "Corps Ulrich (Army)"),
        (PartKind.APPENDED, "Army of the North"),
    ]


def test_a_mark_is_a_value() -> None:
    reading = wiki_text.reading("A paragraph with a mark. [3]")
    assert reading.marks == (Mark(MarkKind.REFERENCE, 3, 25, 28, (0, 24)),)


def test_heads_like_a_pages_own_words_are_heads_inside_an_article() -> None:
    text = "Menu\n\nTown\n\nLast updated\n\nIt is a town.\n\nSearch\n\nIt was sought.\n\nShare\n"
    assert rows(text, wiki_text.reading(text)) == [
        "1 chrome",
        "3 title",
        "5 chrome",
        "7 body 1",
        "9 heading",
        "11 body 2",
        "13 chrome",
    ]
