"""The divided bibliography: what stands in which part, in which order, and under which signature."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from numbering import (
    AOK,
    JURADO,
    MUELLER,
    PRAGUE,
    SOURCES,
    call,
    chapter,
    cited,
    flat,
    item,
    numbered,
    outline,
    person,
    text,
    words,
    work,
    year,
)
from roa_dossier import csl
from roa_dossier.archival import standing
from roa_dossier.csl.runs import joined
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import Styled
from roa_dossier.model.chapter import Resolved, WorkCite
from roa_dossier.model.source import MarkKind, Record
from roa_dossier.number import apparatus
from roa_dossier.read.fields import fields
from roa_dossier.text import Text

SECOND = "Cited at second hand (not seen)"


def kept(key, signature="", *refs, kind="manuscript", **data):
    made = work(item(key, type=kind, title=f"Title of {key}", **data), *refs, seen=not refs)
    return replace(made, signature=words(signature) if signature else None)


def cite(*works):
    return chapter(1, text(*(call(at, WorkCite(str(each.item.key))) for at, each in enumerate(works))))


def divided(sections):
    return {section.title: [entry.key for entry in section.entries] for section in sections}


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────


def test_each_kind_has_its_part():
    works = [
        kept("deed", "RH 20-2/558"),
        kept("decree", kind="legislation"),
        work(MUELLER),
        kept("entry", kind="entry-encyclopedia"),
        kept("letters", kind="book"),
        work(JURADO, 1),
    ]
    works[4] = replace(works[4], standing="primary")
    made = numbered(outline(*works), cite(*works)).value
    assert divided(made.bibliography[1:]) == {
        "Archival sources": ["deed"],
        "Printed primary sources": ["decree", "letters"],
        "Secondary works": ["mueller"],
        "Reference works and web pages": ["entry"],
        SECOND: ["jurado"],
    }
    assert made.bibliography[1].about.startswith("An archive in brackets")
    assert not made.bibliography[2].about
    assert made.bibliography[-1].about == "Known only through the sources that cite them."
    assert divided(made.chapter_bibliographies["c1"]) == divided(made.bibliography[1:])


def test_standing_decides_then_the_archive_then_the_type():
    assert standing(kept("a", "RH 20-2/558", kind="webpage")) == "archival"
    assert standing(kept("a", kind="document", archive="TNA")) == "archival"
    assert standing(replace(kept("a", "RH 20-2/558"), standing="reference")) == "reference"
    assert standing(kept("a", kind="document", URL="https://example.org")) == "reference"
    assert standing(kept("a", kind="document")) == "secondary"
    assert standing(kept("a", kind="speech")) == "primary"


def test_a_work_cited_directly_but_not_seen_stays_among_those_at_second_hand():
    made = numbered(outline(work(JURADO, 1)), cite(work(JURADO, 1))).value
    assert divided(made.bibliography)[SECOND] == ["jurado"]


# ── archives ────────────────────────────────────────────────────────────────────────────────────────


def test_what_archives_keep_is_set_out_by_archive_and_signature():
    works = [
        kept("z", "BArch, RH 20-10/2, Bl. 3"),
        kept("y", "BA-MA RH20-2/558", author=(person("Aaa", "A."),)),
        kept("x", "ГАРФ, ф. Р-9401, оп. 1, д. 16, л. 5"),
        kept("w", "RH2/30"),
        kept("v", archive="The National Archives, Kew", archive_location="WO 208/12"),
        kept("u", archive="The National Archives, Kew", archive_location="WO 208/4"),
        kept("t", "NARA T-78/413"),
        kept("s"),
    ]
    made = numbered(outline(*works), cite(*works)).value
    (section,) = made.bibliography[1:]
    assert [(entry.key, entry.group) for entry in section.entries] == [
        ("w", "Bundesarchiv (BArch)"),
        ("y", "Bundesarchiv (BArch)"),
        ("z", "Bundesarchiv (BArch)"),
        ("t", "National Archives and Records Administration (NARA)"),
        ("x", "State Archive of the Russian Federation (GARF)"),
        ("u", "The National Archives, Kew"),
        ("v", "The National Archives, Kew"),
        ("s", "Archive not named"),
    ]
    assert section.about.startswith("An archive in brackets follows from the signature")
    told = {entry.key: (entry.found, entry.normal) for entry in section.entries}
    assert told["y"] == ("BA-MA RH20-2/558", "BArch, RH 20-2/558")
    assert told["w"] == ("RH2/30", "[BArch], RH 2/30")
    assert told["v"] == ("WO 208/12", "")
    assert flat(section.entries[1].line).startswith("BArch, RH 20-2/558. Aaa, A. ")
    assert "RH20" not in flat(section.entries[1].line)


def test_a_note_has_the_signature_as_it_was_found_and_the_bibliography_its_normal_form():
    made = numbered(outline(work(AOK, 3)), chapter(1, text(call(0, cited(9, 45, 3))))).value
    assert "RH 20-8/979, Bundesarchiv-Militärarchiv (BA-MA), cited in" in flat(made.citations["c1", 0])
    (entry,) = made.bibliography[-1].entries
    assert flat(entry.line) == (
        "BArch, RH 20-8/979. AOK 8. “{de|Zuverlässigkeit landeseigener Verbände}”. 1 October 1943."
    )
    signed = kept("signed", "BA-MA RH20-2/558", archive="Bundesarchiv")
    made = numbered(outline(signed), cite(signed)).value
    assert flat(made.citations["c1", 0]).endswith("BA-MA RH20-2/558")
    assert "Bundesarchiv" not in flat(made.citations["c1", 0])


def test_a_signature_that_ends_in_a_stop_has_one():
    leaf = kept("leaf", "ГАРФ. Ф. Р-9401. Оп. 1. Д. 16. Лл. 5–7 об.", kind="document")
    (entry,) = numbered(outline(leaf), cite(leaf)).value.bibliography[-1].entries
    assert flat(entry.line) == "GARF, f. R-9401, op. 1, d. 16, ll. 5–7ob. “Title of leaf”. n.d."


def in_record(chars, *typed):
    """Make an outline whose works are known through one reference, and sources that have it."""
    record = Record(MarkKind.REFERENCE, 3, 0, 1, Text.of(chars), fields(chars))
    source = replace(SOURCES["wiki"], records=(record,))
    works = [replace(kept(f"w{at}", each, 3), seen=False) for at, each in enumerate(typed)]
    made = apparatus(
        outline(*works),
        Resolved((cite(*works),)),
        {"wiki": source},
        str(csl.style("chicago-notes-bibliography")),
    )
    return [entry.normal for section in made.value.bibliography for entry in section.entries if entry.found]


def test_an_archive_that_the_record_names_needs_no_brackets():
    chars = "Letter. BA-MA RH 19 III/492, Bl. 7; also RH 20-2/55."
    assert in_record(chars, "RH 19 III/492", "RH 20-2/55", "RH 19 III/492, Bl. 7") == [
        "BArch, RH 19 III/492",
        "BArch, RH 19 III/492, Bl. 7",
        "[BArch], RH 20-2/55",
    ]
    seen = kept("seen", "RH 20-2/55", archive="Bundesarchiv")
    (entry,) = numbered(outline(seen), cite(seen)).value.bibliography[-1].entries
    assert entry.normal == "BArch, RH 20-2/55"


def test_at_second_hand_archives_come_first():
    works = [work(PRAGUE, 4), work(AOK, 3), work(JURADO, 1)]
    made = numbered(outline(*works), chapter(1, text(call(0, cited(9, 45, 1, 3, 4))))).value
    assert [(entry.key, entry.group) for entry in made.bibliography[-1].entries] == [
        ("aok8", "Bundesarchiv (BArch)"),
        ("jurado", "Other works"),
        ("prague", "Other works"),
    ]


def test_a_phrase_is_taken_out_with_what_joins_it():
    def without(line, phrase):
        return "".join(run.text for run in csl.without_phrase([Styled(part) for part in line], phrase))

    assert without(["A. ", "T. 1943", ". RH 2/3. Archive."], "RH 2/3") == "A. T. 1943. Archive."
    assert without(["A, T (RH 2/3), Archive."], "RH 2/3") == "A, T, Archive."
    assert without(["RH 2/3. A, T."], "RH 2/3") == "A, T."
    assert without(["A, T, RH ", "2/30, RH 2/3."], "RH 2/3") == "A, T, RH 2/30."
    assert without(["A, T."], "RH 2/3") == "A, T."
    assert without(["T. 1943. l. 7 ob."], "l. 7 ob.") == "T. 1943."
    assert without(["T. 1943. l. 7 ob. Archive."], "l. 7 ob.") == "T. 1943. Archive."
    assert without(["T. n.d. l. 7 ob."], "l. 7 ob.") == "T. n.d."
    assert without(["T. n.d. l. 7 ob. Archive."], "l. 7 ob.") == "T. n.d. Archive."
    assert without(["T. n.d. l. 7 ob., Archive."], "l. 7 ob.") == "T. n.d., Archive."
    assert without(["T, n.d., RH 2/3."], "RH 2/3") == "T, n.d."
    assert without(["T. n.d. RH 2/3."], "RH 2/3") == "T. n.d."
    assert without(["l. 7 ob. T. n.d."], "l. 7 ob.") == "T. n.d."
    assert without(["A, T."], "") == "A, T."


# ── every cited work in exactly one part ────────────────────────────────────────────────────────────


def plainly(style, language, items, clusters):
    """Render without the engine: whatever is asked for stands by its key."""
    lines = tuple(joined([Styled(cite.key) for cite in cluster.cites]) for cluster in clusters)
    return csl.Rendered(lines, tuple((each.key, (Styled(f"{each.key}."),)) for each in items))


TYPES = ("book", "manuscript", "webpage", "legislation", "document", "entry-encyclopedia")
SIGNATURES = ("", "", "BA-MA RH20-2/558", "RH 19 III/3", "GARF, f. 1, op. 2, d. 3", "WO 208/1")
WORKS = some.lists(
    some.tuples(
        some.sampled_from(TYPES),
        some.sampled_from(SIGNATURES),
        some.sampled_from(("", "archival", "primary", "secondary", "reference")),
        some.sets(some.integers(1, 4)),
        some.booleans(),
        some.booleans(),
    ),
    max_size=8,
)
CITES = some.lists(
    some.lists(
        some.one_of(some.integers(0, 8), some.tuples(some.integers(9, 20), some.sets(some.integers(1, 4)))),
        max_size=4,
    ),
    max_size=5,
)


def made_of(entries):
    for at, (kind, signature, declared, refs, seen, archive) in enumerate(entries):
        data = {"archive": "Some archive"} if archive else {}
        one = work(
            item(f"w{at}", type=kind, title=f"T{at}", issued=year(1900 + at), **data), *refs, seen=seen
        )
        yield replace(one, signature=words(signature) if signature else None, standing=declared)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORKS, CITES, some.integers(1, 3))
def test_every_cited_work_stands_in_exactly_one_part(entries, notes, chapters):
    works = tuple(made_of(entries))
    dossier = outline(*works)
    known = {str(one.item.key): one for one in works}

    def body(number):
        calls = []
        for at, note in enumerate(notes[number - 1 :: chapters]):
            cites = [
                WorkCite(f"w{each}") if isinstance(each, int) else cited(each[0], each[0], *sorted(each[1]))
                for each in note
            ]
            calls.append(call(at, *cites))
        return chapter(number, text(*calls))

    bodies = tuple(body(number) for number in range(1, chapters + 1))
    style = csl.style("chicago-notes-bibliography")
    made = apparatus(dossier, Resolved(bodies), SOURCES, style, render=plainly).value
    for sections, where in [
        (made.bibliography, {each.id for each in bodies}),
        *((made.chapter_bibliographies[each.id], {each.id}) for each in bodies),
    ]:
        listed = [entry.key for section in sections for entry in section.entries]
        named = {key for (place, _), keys in made.cited.items() if place in where for key in keys}
        assert len(listed) == len(set(listed))
        assert set(listed) - {"wiki", "blog"} == named - {"wiki", "blog"}
        assert named <= set(listed)
        for section in sections:
            for entry in section.entries:
                if entry.key in known:
                    unseen = bool(known[entry.key].records) and not known[entry.key].seen
                    assert (section.title == SECOND) is unseen
    listed = {entry.key for section in made.bibliography for entry in section.entries}
    assert set(made.uncited) == known.keys() - listed
