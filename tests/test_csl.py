"""Styles and items checked, clusters rendered: exact strings."""

import pytest

from numbering import AOK, JURADO, MUELLER, PRAGUE, WIKI, flat, item, person, year
from roa_dossier import csl
from roa_dossier.model.apparatus import Styled

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'


def as_item(written):
    return csl.Item(str(written.key), written.data)


def style(name="chicago-notes-bibliography"):
    return csl.read_style(csl.style(name))


def cluster(*cites, note=1, restart=False):
    return csl.Cluster(cites, note, restart)


def render(*clusters, name="chicago-notes-bibliography", items=(), language="en-GB"):
    every = items or (WIKI, MUELLER, JURADO, AOK, PRAGUE)
    return csl.render(style(name), language, tuple(map(as_item, every)), clusters)


def lines(*clusters, **options):
    return [flat(line) for line in render(*clusters, **options).lines]


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "in_text"),
    [
        ("chicago-notes-bibliography", False),
        ("chicago-fullnote-bibliography", False),
        ("chicago-note-bibliography", False),
        ("modern-language-association", True),
        ("apa", True),
        ("ieee", True),
        ("nature-physics", True),
    ],
)
def test_styles_are_found_by_name(name, in_text):
    assert style(name).in_text is in_text


def test_every_alias_leads_to_a_style():
    assert [alias for alias in csl.ALIASES if csl.style(alias) is None] == []


def test_an_unknown_name_gives_nothing_but_near_names():
    assert csl.style("chicago-notes-bibliograpy") is None
    assert csl.nearest_styles("chicago-notes-bibliograpy")[0] == "chicago-notes-bibliography"
    assert csl.style("../secret") is None
    assert csl.style("") is None


@pytest.mark.parametrize(
    ("xml", "message", "line"),
    [
        ("", "not XML: no element found", 1),
        ("words", "not XML: syntax error", 1),
        ("<a>\n<b></a>", "not XML: mismatched tag", 2),
        ("<html/>", "expected a CSL style: its root is not `style`", 0),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "a style may not have a document type", 1),
        (HEAD + "</style>", "expected a `citation` with a `layout`", 0),
        (HEAD.replace("note", "notes") + "</style>", "expected `class` to be `note` or `in-text`", 0),
        ("<a>" * 200, "elements are nested more than 100 deep", 1),
        ("x" * 5_000_000, "expected at most 2,000,000 characters, found 5,000,000", 0),
    ],
)
def test_bad_styles_are_refused(xml, message, line):
    with pytest.raises(csl.BadStyle) as bad:
        csl.read_style(xml)
    assert (bad.value.message, bad.value.line) == (message, line)


def test_a_dependent_style_given_as_a_file_names_its_parent():
    link = '<info><link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info>'
    with pytest.raises(csl.BadStyle, match="name `nature` instead"):
        csl.read_style(HEAD + link + "</style>")


def test_a_style_that_never_ends_is_stopped():
    xml = '<macro name="m"><text macro="m"/></macro><citation><layout><text macro="m"/></layout></citation>'
    with pytest.raises(csl.Refused, match=r"512 MB|longer than"):
        csl.render(
            csl.read_style(HEAD + xml + "</style>"), "en", (as_item(WIKI),), (cluster(csl.Cite("wiki")),)
        )


def test_a_style_that_prints_nothing_is_told():
    xml = '<citation><layout><text variable="note"/></layout></citation>'
    made = csl.render(
        csl.read_style(HEAD + xml + "</style>"), "en", (as_item(WIKI),), (cluster(csl.Cite("wiki")),)
    )
    assert made.unprinted == ("wiki",)


# ── notes ───────────────────────────────────────────────────────────────────────────────────────────


def test_full_then_short_and_full_again_in_the_next_chapter():
    full = (
        "Rolf-Dieter Müller, _The Unknown Eastern Front: The Wehrmacht and Hitler's Foreign Soldiers_ "
        "(I.B. Tauris, 2012)"
    )
    cite = csl.Cite("mueller", "p. 28")
    made = lines(cluster(cite, restart=True), cluster(cite, note=2), cluster(cite, restart=True))
    assert made == [f"{full}, 28", "Müller, _The Unknown Eastern Front_, 28", f"{full}, 28"]


def test_archival_signature_foreign_title_and_our_own_words():
    made = lines(
        cluster(
            csl.Cite("aok8"),
            csl.Cite("wiki", before=(Styled(", quoted in "),), after=(Styled(", ¶ 9, l. 45, n. 7"),)),
        )
    )
    assert made == [
        "AOK 8, “{de|Zuverlässigkeit landeseigener Verbände}”, 1 October 1943, RH 20-8/979, "
        "Bundesarchiv-Militärarchiv (BA-MA), quoted in _Russian Liberation Army_, ¶ 9, l. 45, n. 7"
    ]


def test_cyrillic_title_and_link():
    assert lines(cluster(csl.Cite("prague"))) == [
        "“{ru|Кто в 1945 году освободил Прагу?}”, 8 May 2015, "
        "https://example.org/prague<https://example.org/prague>"
    ]


def test_american_marks_keep_their_comma_only_before_words():
    press = item("press", type="article-newspaper", title="A piece", container_title="The Times")
    made = lines(
        cluster(csl.Cite("press")),
        cluster(csl.Cite("press"), csl.Cite("wiki", instead=(Styled("W"),)), note=2),
        cluster(csl.Cite("press", after=(Styled(", l. 3"),)), note=3),
        items=(press, WIKI),
        language="en-US",
    )
    assert made == [
        "“A piece,” _The Times_, n.d.",
        "_The Times_, “A piece”; W",
        "_The Times_, “A piece”, l. 3",
    ]


def test_ibid_counts_the_cites_that_a_siglum_stands_for():
    name = "chicago-notes-bibliography-subsequent-ibid-17th-edition"
    mueller, siglum = csl.Cite("mueller", "p. 28"), csl.Cite("wiki", instead=(Styled("W"),))
    made = lines(
        *(cluster(cite, note=note) for note, cite in enumerate((mueller, mueller, siglum, mueller), 1)),
        name=name,
    )
    assert made[1:] == ["Ibid.", "W", "Müller, _The Unknown Eastern Front_, 28"]


def test_a_locator_is_never_lost():
    odd = lines(cluster(csl.Cite("jurado", "f. 8 } x")), cluster(csl.Cite("jurado", "Bl. 91"), note=2))
    assert odd[0].endswith("(Osprey, 1983), f. 8 } x")
    assert odd[1] == "Jurado, _Foreign Volunteers of the Wehrmacht 1941-45_, Bl. 91"
    assert lines(cluster(csl.Cite("mueller", "p. 28")), name="nature") == ["^1^, p. 28"]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "{{ x.y }} {% raw %}",
        "</span><img src=x onerror=y>",
        "$e^x$ \\input{x} `code` *star*",
        "<i>the</i> <span class='nocase'>x</span>",
        "&lt; &amp; <!-- ",
    ],
)
def test_what_looks_like_markup_prints_as_typed(typed):
    hostile = item("hostile", type="post-weblog", title=typed, URL="javascript:alert(1)")
    made = render(cluster(csl.Cite("hostile")), items=(hostile,))
    for line in (made.lines[0], made.bibliography[0][1]):
        words = "".join(run.text for run in line)
        assert typed in words
        assert "javascript:alert(1)" in words
        assert {run.link for run in line} == {""}


# ── styles in the text, and bibliographies ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("apa", "(AOK 8, 1943, quoted in _Russian Liberation Army_, n.d., ¶ 9)"),
        ("modern-language-association", "(AOK 8, quoted in _Russian Liberation Army_, ¶ 9)"),
        ("ieee", "[1], quoted in [2], ¶ 9"),
    ],
)
def test_in_the_text(name, expected):
    quoted = csl.Cite("wiki", before=(Styled(", quoted in "),), after=(Styled(", ¶ 9"),))
    assert lines(cluster(csl.Cite("aok8"), quoted, note=0), name=name) == [expected]


def test_cites_stay_in_the_order_given():
    pair = cluster(csl.Cite("mueller"), csl.Cite("jurado"), note=0)
    assert lines(pair, name="apa") == ["(Müller, 2012; Jurado, 1983)"]


LETTER = item(
    "letter", type="personal_communication", author=(person("Jurado", "Carlos"),), issued=year(1983)
)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("chicago-notes-bibliography", "Jurado, Carlos. Personal communication. 1983."),
        ("chicago-notes-bibliography-17th-edition", "Jurado, Carlos. Personal communication. 1983."),
        ("apa", "Jurado, C. (1983). [Personal communication]."),
        ("chicago-notes", "Carlos Jurado, personal communication, 1983."),
    ],
)
def test_what_a_style_leaves_out_of_its_bibliography_is_listed(name, letter):
    made = render(cluster(csl.Cite("wiki")), items=(WIKI, LETTER), name=name)
    listed = {key: flat(line) for key, line in made.bibliography}
    assert listed["letter"] == letter
    assert listed["wiki"].startswith("_Russian Liberation Army_.")
    assert made.unprinted == made.warnings == ()


def test_no_entry_leans_on_the_one_before():
    other = item(
        "other", type="book", author=(person("Jurado", "Carlos"),), title="Another", issued=year(1985)
    )
    made = render(cluster(csl.Cite("jurado")), items=(JURADO, other), name="modern-language-association")
    assert [flat(line)[:7] for _, line in made.bibliography] == ["Jurado,", "Jurado,"]


def test_nothing_to_cite_needs_no_engine(monkeypatch):
    monkeypatch.setattr(csl.engine.pandoc, "cite", None)
    assert csl.render(style(), "en-GB", (), ()) == csl.Rendered()


def test_the_same_again():
    again = cluster(csl.Cite("mueller", "p. 28")), cluster(csl.Cite("aok8"), note=2)
    assert render(*again) == render(*again)


# ── items ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "nonsense", "title": "T"},
        {"author": (), "issued": {"season": True}},
        {"issued": {"literal": "soon"}, "title": "T"},
        {"issued": {"date-parts": ((1943, 10, 1), (1944,)), "circa": True}, "title": "T"},
        {"title": "T\u202e \u0301 \U0001f600", "volume": 3, "note": None},
    ],
)
def test_odd_items_stop_nothing(data):
    made = csl.render(style(), "en-GB", (csl.Item("x", data),), (cluster(csl.Cite("x")),))
    assert made.lines[0]


def test_a_short_title_is_the_main_title():
    own = item("own", type="book", title="Main: Sub", title_short="Brief", author=(person("A", "B"),))
    cut = item("cut", type="book", title="Main: Sub", author=(person("C", "D"),))
    pair = [cluster(csl.Cite(key), note=note) for note, key in enumerate(("own", "own", "cut", "cut"), 1)]
    assert lines(*pair, items=(own, cut))[1::2] == ["A, _Brief_", "C, _Main_"]
