"""Any run of whole words is found where it was, by the selector that `find` prints; a changed one is not.

Over every test source: the two seeds and the texts in tests/sources/. A longer run of the same tests:
`ROA_EXAMPLES=20000 python -m pytest tests/test_properties.py -q`.
"""

import hashlib
import os
import re
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from plain_seek import plain_nearest_unique, plain_seek, plainly_folded, plainly_unmarked
from roa_dossier import read, search
from roa_dossier.evidence import Ground, concordance, fold, seek
from roa_dossier.evidence import ground as grounds
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH, without_emphasis
from roa_dossier.evidence.loose import loosely, loosened
from roa_dossier.evidence.seek import nearest_unique, others
from roa_dossier.find import find_words, hit_at
from roa_dossier.frozen import replace
from roa_dossier.model.outline import CslItem, SourceEntry, Words
from roa_dossier.text import Text

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("ROA_EXAMPLES", "150"))
FILES = {
    "encyclopaedia": ("seeds/004_6d5e5a869a61037a.txt", "wiki-text", "utf-8"),
    "blog": ("seeds/000_44591c67f6a5d431.txt", "plain", "utf-8"),
    "finland": ("tests/sources/en_Finnish_Civil_War.txt", "wiki-text", "utf-8"),
    "mars": ("tests/sources/mars_french.latin1.txt", "plain", "iso-8859-1"),
    "ten-days": ("tests/sources/ten_days_3076-0.txt", "plain", "utf-8"),
}
LEAST = 20
MANY = 300
SIGNS = {
    "a mark of the source inside": None,
    "a bracket": re.compile(r"[\[\]()]"),
    "a quotation mark": re.compile('"'),
    "Cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "a digit": re.compile(r"\d"),
    "an accent": re.compile(r"[\u00c0-\u024f]"),
    "a dash": re.compile(r"[\u2012-\u2015\u2212]|--"),
}
PLACES = [*SIGNS, "a no-break space", "the beginning of a block", "the end of a block", "anywhere"]

sources = pytest.mark.parametrize("key", FILES)


def entry(key):
    def words(chars):
        return Words(Text.of(chars), "dossier/sources.yaml")

    path, reads_as, encoding = FILES[key]
    digest = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
    common = (words(key), words(path), words(digest), words("S"), words(reads_as))
    made = SourceEntry(*common, words("tertiary"), words("reference"), CslItem(words("a"), {}))
    return made, encoding


@cache
def ground_of(key):
    described, encoding = entry(key)
    if encoding != "utf-8":
        described = replace(described, encoding=Words(Text.of(encoding), "dossier/sources.yaml"))
    checked = read.source(described, (ROOT / FILES[key][0]).read_bytes())
    assert checked.value is not None, checked.diagnostics
    return Ground.of(checked.value)


@cache
def telling(key, what):
    """Give the folded places at which what is looked for stands, in blocks long enough."""
    ground = ground_of(key)
    if what == "a mark of the source inside":
        at = [mark.start for mark in ground.source.marks]
        return [place for place in (folded_place(ground, start) for start in at) if place is not None]
    if what == "a no-break space":
        spots = [match.start() for match in re.finditer("[\u00a0\u202f]", ground.source.text)]
        return [place for place in (folded_place(ground, start) for start in spots) if place is not None]
    bounds = [ground.bounds(index) for index in range(len(ground.blocks))]
    if what == "the beginning of a block":
        return [low for low, high in bounds if high - low >= LEAST]
    if what == "the end of a block":
        return [high - 1 for low, high in bounds if high - low >= LEAST]
    return [match.start() for match in SIGNS[what].finditer(ground.chars)]


def folded_place(ground, offset):
    """Give the folded character nearest to an offset of the source's text; None outside its blocks."""
    for index, block in enumerate(ground.blocks):
        if block.start <= offset < block.stop:
            low, high = ground.bounds(index)
            while low < high:
                middle = (low + high) // 2
                if ground.span(middle, middle + 1)[0] < offset:
                    low = middle + 1
                else:
                    high = middle
            return min(low, ground.bounds(index)[1] - 1)
    return None


@st.composite
def runs(draw, key):
    """Give (start, stop) of whole words of a source: within one block, twenty characters or more."""
    ground = ground_of(key)
    what = draw(st.sampled_from([one for one in PLACES if one == "anywhere" or telling(key, one)]))
    if what == "anywhere":
        at = draw(st.integers(0, len(ground.chars) - 1))
    else:
        at = draw(st.sampled_from(telling(key, what)))
    low, high = ground.bounds(ground.index(at))
    assume(high - low >= LEAST)
    start = max(low, at - draw(st.integers(0, 120)))
    stop = min(high, max(at + 1, start + LEAST) + draw(st.integers(0, 120)))
    while start > low and not at_edge(ground.chars, start):
        start -= 1
    while stop < high and not at_edge(ground.chars, stop):
        stop += 1
    words = ground.chars[start:stop]
    start += len(words) - len(words.lstrip())
    stop -= len(words) - len(words.rstrip())
    assume(stop - start >= LEAST)
    assume(at_edge(ground.chars, start) and at_edge(ground.chars, stop))
    event(f"{key}: {what}")
    return start, stop


def property_of(key, share=1.0):
    """Run a property often enough: big sources and small ones alike."""
    return settings(
        max_examples=max(10, int(EXAMPLES * share)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def typed_in(hit):
    """Read back what `find` prints, as a person would paste it."""
    ((block,),) = [yaml.safe_load("\n".join(search.selector(hit)))]
    quote = block["quote"]
    return quote["exact"], quote.get("prefix", ""), quote.get("suffix", "")


@sources
def test_the_selector_that_find_prints_finds_the_words_where_they_were(key):
    ground = ground_of(key)

    @property_of(key)
    @given(runs(key))
    def check(run):
        start, stop = run
        hit = hit_at(ground, start, stop)
        assert hit.unique
        exact, prefix, suffix = typed_in(hit)
        (found,) = seek(ground, Text.of(exact), prefix, suffix).found
        assert found.parts == ((start, stop),)

    check()


@sources
def test_find_gives_every_place_of_a_run(key):
    ground = ground_of(key)

    @property_of(key, 0.1)
    @given(runs(key))
    def check(run):
        start, stop = run
        words = ground.chars[start:stop]
        hits = find_words({key: ground.source}, words, limit=1000)
        low, _ = ground.span(start, stop)
        assert ground.source.lines.line(low) in {hit.line for hit in hits}
        assert {hit.kind for hit in hits} <= {"exact", "folded"}
        for hit in hits:
            exact, prefix, suffix = typed_in(hit)
            assert len(seek(ground, Text.of(exact), prefix, suffix).found) == 1

    with patch.object(grounds.Ground, "of", lambda source: ground):
        check()


@sources
def test_a_changed_letter_or_digit_is_refused_unless_what_results_stands_there(key):
    ground = ground_of(key)

    @property_of(key)
    @given(runs(key), st.data())
    def check(run, data):
        start, stop = run
        words = ground.chars[start:stop]
        at = data.draw(st.sampled_from([i for i, char in enumerate(words) if char.isalnum()] or [0]))
        other = data.draw(st.sampled_from("0123456789" if words[at].isdigit() else "aeontsxqAEOéеоаЖ"))
        changed = words[:at] + other + words[at + 1 :]
        assume(changed != words)
        for place in seek(ground, Text.of(changed)).found:
            assert ground.chars[slice(*place.parts[0])] == fold(Text.of(changed)).chars

    check()


# ── the fast way and the plain way ──────────────────────────────────────────────────────────────────


def small_stretches():
    return patch.multiple(concordance, LONG=0, _STRETCH=64, _LAP=48, _SCANS=-1)


WORDS = (
    "the the of town Town river army 1,856 11,856 re-set it's don't e\u0301 é “ ” \u00a0 [x] [then] ( ) . , "
    "They came. gone. wait. Москва x\u00b2 −5 a\u00adb ﬁre İ ß well-\nknown wellknown \u2029 \u2060 [y "
    "_of _town_ town._ _“Town,”_ snake_case e\u0301_ _\u0301 (_x_) __of__ _ __ ___ a_\u00ad_b"
)
PIECES = st.sampled_from(WORDS.split(" "))
SENTENCES = st.lists(PIECES, min_size=1, max_size=60).map(" ".join)


def invented(blocks):
    from test_evidence import plain_source

    return plain_source("\n\n".join(blocks))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_folding_first_the_characters_and_later_their_way_back_is_folding(blocks):
    source = invented([block.replace(PARAGRAPH, "") for block in blocks])
    ground = Ground.of(source)
    words = frozenset(
        word.casefold()
        for block in ground.blocks
        for word in re.findall(r"\w+", without_emphasis(fold(block.text).before.chars))
    )
    plain = plainly_folded(ground.blocks, words)
    assert ground.chars == plain.chars
    for at in range(len(plain.chars)):
        assert ground.span(at, at + 1) == plain.origin(at, at + 1)
        assert ground.span(at, at + 9) == plain.origin(at, at + 9)
        assert ground.span(at, at) == plain.origin(at, at)
    assert ground.span(len(plain.chars), len(plain.chars) + 1) == plain.origin(
        len(plain.chars), len(plain.chars) + 1
    )


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6), st.data())
def test_the_fast_way_finds_what_the_plain_way_finds(blocks, data):
    with small_stretches():
        ground = Ground.of(invented(blocks))
        chars = ground.chars
        assume(chars)
        places = st.integers(0, len(chars))
        parts = data.draw(st.lists(st.tuples(places, st.integers(1, 90)), min_size=1, max_size=3))
        joint = data.draw(st.sampled_from([" […] ", ". […] ", " [sic] ", " [T]"]))
        words = joint.join(chars[at : at + length].replace(PARAGRAPH, "\n\n") for at, length in parts)
        before = around(chars[max(0, parts[0][0] - 12) : parts[0][0]])
        given = [("", ""), ("the", ""), ("", "town"), ("town.", "of"), (before, "")]
        given.append(("", around(chars[sum(parts[-1]) : sum(parts[-1]) + 12])))
        prefix, suffix = data.draw(st.sampled_from(given))
        within = data.draw(st.none() | st.tuples(places, places).map(lambda pair: tuple(sorted(pair))))
        fast = seek(ground, Text.of(words), prefix, suffix, within)
        plain = plain_seek(ground, Text.of(words), prefix, suffix, within)
        assert fast == plain
        event(f"{len(fast.found)} places" if len(fast.found) < 3 else "many places")
        for place in fast.found[:3]:
            assert nearest_unique(ground, *place.parts[0]) == plain_nearest_unique(ground, *place.parts[0])
            start, stop = place.parts[0]
            with patch("roa_dossier.evidence.seek._OFTEN", 1):
                among = others(ground, start, stop, before)
            assert among == others(ground, start, stop, before)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text("_ab1é\u0301 .“\n\u00ad", max_size=30))
def test_marks_of_emphasis_are_told_by_what_stands_beside_them(chars):
    assert without_emphasis(chars) == plainly_unmarked(chars)
    once = fold(Text.of(chars.replace("\u00ad", ""))).chars
    assert fold(Text.of(once)).chars == once


def around(chars):
    """Give characters as one types them in one line."""
    return fold(Text.of(chars.replace(PARAGRAPH, "\n"))).chars.strip()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), PIECES, PIECES)
def test_words_are_found_loosely_where_every_place_compared_has_them(blocks, one, other):
    ground = Ground.of(invented(blocks))
    words = fold(Text.of(f"{one} {other}")).chars.strip().swapcase()
    chars, needle = loosened(ground.chars), loosened(words)
    places = [match.start() for match in re.finditer(f"(?={re.escape(needle)})", chars)] if needle else []
    plain = [(at, at + len(needle)) for at in places]
    kept = [(low, high) for low, high in plain if at_edge(ground.chars, low) and at_edge(ground.chars, high)]
    assert list(loosely(ground, words)) == kept


@sources
def test_the_fast_way_finds_what_the_plain_way_finds_in_a_source(key):
    with patch.multiple(concordance, LONG=0, _SCANS=-1):
        ground = Ground.of(ground_of(key).source)

        @property_of(key, 0.1)
        @given(runs(key))
        def check(run):
            start, stop = run
            words = ground.chars[start:stop]
            assert seek(ground, Text.of(words)) == plain_seek(ground, Text.of(words))
            middle = start + (stop - start) // 2
            short = " ".join(ground.chars[middle:].split(maxsplit=1)[:1])
            places = seek(ground, Text.of(short)).found
            assert places == plain_seek(ground, Text.of(short)).found
            if len(places) > MANY:  # the plain way compares each with each
                return
            with patch("roa_dossier.evidence.seek._OFTEN", 3):
                for place in places[:2]:
                    fast = nearest_unique(ground, *place.parts[0])
                    assert fast == plain_nearest_unique(ground, *place.parts[0])

        check()
