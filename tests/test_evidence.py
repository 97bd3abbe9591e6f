"""Words sought in sources: what may differ, where words end, what brackets mean."""

import random
import re
from pathlib import Path

import pytest

from roa_dossier.evidence import Ground, fold, seek, typed
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import differences
from roa_dossier.evidence.seek import nearest_unique
from roa_dossier.locate import Lines
from roa_dossier.model.outline import Words
from roa_dossier.model.source import Block, PartKind, Source
from roa_dossier.nearest import most_like
from roa_dossier.resolve import refusals
from roa_dossier.text import Text

SEED = Path(__file__).parent.parent / "seeds" / "004_6d5e5a869a61037a.txt"


def plain_source(text: str) -> Source:
    blocks = []
    for number, match in enumerate(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text), 1):
        start, stop = match.span()
        blocks.append(Block(PartKind.BODY, start, stop, Text.of(text[start:stop], start), number))
    return Source("town", "T", "seeds/town.txt", "", text, "utf-8", Lines.of(text), tuple(blocks))


def found(text: str, words: str, **around: str) -> list[str]:
    ground = Ground.of(plain_source(text))
    places = seek(ground, Text.of(words), **around).found
    return [" | ".join(ground.chars[a:b] for a, b in place.parts) for place in places]


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("the town\u00a0was taken", "the town was taken"),
        ("the town was\n  taken", "the town was taken"),
        ("the “old” town", 'the "old" town'),
        ("the 'old' town", "the “old” town"),
        ("an of\ufb01cer came", "an officer came"),
        ("the re\u00adgi\u00adment", "the regiment"),
        ("the Army ( Wehrmacht Heer ) wore", "the Army (Wehrmacht Heer) wore"),
        ("Ol\u0161any", "Ols\u030cany"),
        ("a battalion came. The batta-\nlion left", "The battalion left"),
    ],
)
def test_what_may_differ_is_folded(stands: str, words: str) -> None:
    assert found(stands, words), (stands, words)


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("the Town was taken", "the town was taken"),
        ("in 1943", "in 1944"),
        ("x\u00b2 men", "x2 men"),
        ("Olšany cemetery", "Olsany cemetery"),
        ("1942–45 campaign", "1942-45 campaign"),
        ("the town was taken", "the t\u043ewn was taken"),
        ("the town was not taken", "the town was taken"),
        ("the town was taken", "the town was not taken"),
        ("the one two three", "the two one three"),
        ("well-\nknown", "wellknown"),
    ],
)
def test_nothing_else_is_folded(stands: str, words: str) -> None:
    assert found(stands, words) == []


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("had 11,856 men", "1,856 men"),
        ("had 11,856 men", "had 11,85"),
        ("had 11,856 men", "856"),
        ("on 13 April", "3 April"),
        ("are unreliable now", "reliable now"),
        ("an anti-communist army", "communist army"),
        ("Hitler's staff", "Hitler"),
        ("they don't go", "they don"),
        ("version 1.10", "version 1.1"),
        ("RH20-8/979 report", "RH20-8"),
        ("at −5 degrees", "5 degrees"),
        ("at 12:30 sharp", "30 sharp"),
        ("x\u00b2 men", "x"),
    ],
)
def test_a_cut_word_or_number_is_not_found(stands: str, words: str) -> None:
    assert found(stands, words) == []
    assert seek(Ground.of(plain_source(stands)), Text.of(words)).cut is not None


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("120,000–130,000 men", "120,000"),
        ("120,000–130,000 men", "130,000 men"),
        ("(1st Division)", "1st Division"),
        ("the end. Then", "the end"),
        ("the end. Then", "the end."),
        ("Jurado, Carlos (1983).", "Carlos (1983)"),
        ("“All were lost.”", "All were lost."),
    ],
)
def test_a_word_ends_at_a_sign(stands: str, words: str) -> None:
    assert found(stands, words)


def test_an_omission_keeps_the_order() -> None:
    text = "The army marched to the river in the spring and crossed it at night."
    assert found(text, "The army marched […] and crossed it") == ["The army marched | and crossed it"]
    assert found(text, "and crossed it […] The army marched") == []


def test_an_omission_stays_in_one_run() -> None:
    text = "One came first.\n\nTwo came later."
    other = plain_source(text)
    moved = Source(
        other.key, other.siglum, other.path, "", text, "utf-8", other.lines,
        (other.blocks[0], Block(PartKind.CAPTION, *_range(other.blocks[1]), other.blocks[1].text)),
    )  # fmt: skip
    assert seek(Ground.of(other), Text.of("One came […] came later")).found
    assert not seek(Ground.of(moved), Text.of("One came […] came later")).found


def _range(block: Block) -> tuple[int, int]:
    return block.start, block.stop


def test_a_stop_before_an_omission_may_stand_for_a_swallowed_sentence_end() -> None:
    text = "They came to the town at dawn. The gate was shut. They waited for the night."
    assert found(text, "They came to the town. […] They waited")
    assert found(text, "They came to the town at dawn. […] They waited")
    assert (
        found("They came to the town at dawn and waited for the night.", "They came to the town. […] waited")
        == []
    )


def test_a_bracket_of_the_source_is_the_sources() -> None:
    text = "He said that [the town] was lost."
    assert found(text, "that [the town] was") == ["that [the town] was"]
    assert found("He said that it was lost.", "that [the town] was") == []
    assert found("He said that it was lost.", "said [then] that it") == ["said that it"]


def test_an_omission_in_a_source_that_has_omissions_of_its_own() -> None:
    text = "The report says […] that all was lost. Nobody came to the river that day."
    assert found(text, "The report says […] that all was lost") == ["The report says […] that all was lost"]
    assert found(text, "Nobody came […] that day") == ["Nobody came | that day"]


def test_a_changed_first_letter_is_found_in_either_case_and_no_other_letter() -> None:
    assert found("In 1943 the Germans decided", "[T]he Germans decided") == ["the Germans decided"]
    assert found("In 1943 the Germans decided", "[S]he Germans decided") == []


def test_a_bracket_of_the_source_with_a_slip_is_no_insertion() -> None:
    text = "May 10, 2004 [EBook #3076] Release date. It was [almost] lost"
    assert found(text, "[EBook #3076] Release") == ["[EBook #3076] Release"]
    assert found(text, "[EBook #3067] Release") == []
    assert found(text, "10, 2004 [EBok #3076]") == []
    assert found(text, "[at that time] Release date") == ["Release date"]
    assert found(text, "10, 2004 [sic]") == ["10, 2004"]
    assert found("rows: --- [giants of gas] and rows: --- again", "rows: --- [giantz of gas]") == []


def test_an_insertion_stands_between_words() -> None:
    assert found("the reliable men", "the [un]reliable men") == ["the reliable men"]
    assert found("the unreliable men", "the un[x]reliable men") == []


def test_prefix_and_suffix_narrow() -> None:
    text = "General A came. Then General B and General A left."
    assert len(found(text, "General A")) == 2
    assert len(found(text, "General A", prefix="and")) == 1
    assert len(found(text, "General A", suffix="came")) == 1
    assert found(text, "General A", prefix="d") == []
    assert found(text, "General A", suffix="cam") == []


def test_the_typed_quotation_is_told_apart() -> None:
    told = typed(Text.of("[…] All came […]. Then [sic] they [L]eft […]"))
    assert [segment.folded.chars for segment in told.segments] == ["All came", ". Then they Left"]
    assert (told.opens, told.closes) == (True, True)
    assert [inserted.text for inserted in told.segments[1].inserted] == ["[sic]"]
    assert [told.segments[1].folded.chars[at] for at in told.segments[1].changed] == ["L"]


def test_folding_keeps_the_way_back() -> None:
    text = "a\u00a0“b”  ( c ) ﬁn"
    folded = fold(Text.of(text))
    assert folded.chars == 'a "b" (c) fin'
    at = folded.chars.index("fin")
    start, stop = folded.text.origin(at, at + 3)
    assert text[start:stop] == "ﬁn"


def test_what_was_folded_is_named() -> None:
    assert differences('the "old" town', "the “old” town") == ("quotation marks",)
    assert differences("a b", "a\u00a0b") == ("no-break space",)
    assert differences("a (b) c", "a ( b ) c") == ("space left by removed markup",)
    assert differences("a b", "a\nb") == ()
    assert differences("up ten per cent. to", "up _ten per cent._ to") == ("emphasis marks",)
    assert differences("_ten per cent._", "ten per cent.") == ()
    assert differences("a snake_case", "a snake_case") == ()


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        ("rose up _900 per cent._ and", "900 per cent."),
        ("rose up _900 per cent._ and", "rose up 900 per cent. and"),
        ("rose up _900 per cent._ and", "up _900 per cent._ and"),
        ("rose up _900 per cent._ and", "per cent"),
        ("called _“Right Socialist\nRevolutionaries,”_ by", "called “Right Socialist Revolutionaries,” by"),
        ("a __bold__ word", "a bold word"),
        ("the snake_case name", "snake_case"),
        ("Name: ______ Date", "Name: ______ Date"),
    ],
)
def test_underscores_that_mark_emphasis_need_not_be_typed(stands: str, words: str) -> None:
    ground = Ground.of(plain_source(stands))
    (place,) = seek(ground, Text.of(words)).found
    low, high = ground.span(*place.parts[0])
    assert not stands[low:high].startswith("_") and not stands[low:high].endswith("_")


@pytest.mark.parametrize("words", ["snakecase", "snake", "case", "Name: Date"])
def test_an_underscore_inside_a_word_and_a_line_to_write_on_stay(words: str) -> None:
    ground = Ground.of(plain_source("the snake_case name. Name: ______ Date"))
    assert not seek(ground, Text.of(words)).found


def test_edges_at_the_ends() -> None:
    assert at_edge("town", 0) and at_edge("town", 4) and not at_edge("town", 2)


@pytest.fixture(scope="module")
def seed() -> Ground:
    return Ground.of(plain_source(SEED.read_text(encoding="utf-8")))


def whole_runs(ground: Ground, count: int, least: int = 20) -> list[str]:
    """Random runs of whole words of at least `least` characters within one block."""
    chance = random.Random(7)
    runs = []
    while len(runs) < count:
        at = chance.randrange(len(ground.starts))
        start = ground.starts[at]
        stop = ground.starts[at + 1] - 1 if at + 1 < len(ground.starts) else len(ground.chars)
        edges = [place for place in range(start, stop + 1) if at_edge(ground.chars, place)]
        low, high = sorted((chance.choice(edges), chance.choice(edges)))
        words = ground.chars[low:high].strip()
        if least <= len(words) <= 300 and not re.search(r"[\[\]]", words):
            runs.append(words)
    return runs


def test_every_run_of_whole_words_is_found_where_it_was(seed: Ground) -> None:
    for words in whole_runs(seed, 300):
        places = seek(seed, Text.of(words)).found
        assert places, words
        assert all(seed.chars[slice(*place.parts[0])] == fold(Text.of(words)).chars for place in places)


def test_a_changed_letter_or_digit_is_refused_unless_it_stands_too(seed: Ground) -> None:
    chance = random.Random(8)
    for words in whole_runs(seed, 300):
        at = chance.choice([i for i, char in enumerate(words) if char.isalnum()])
        wrong = "7" if words[at].isdigit() and words[at] != "7" else "8" if words[at].isdigit() else "q"
        if words[at] == wrong:
            continue
        changed = words[:at] + wrong + words[at + 1 :]
        for place in seek(seed, Text.of(changed)).found:
            assert seed.chars[slice(*place.parts[0])] == fold(Text.of(changed)).chars


def test_the_nearest_unique_selector_is_unique(seed: Ground) -> None:
    words = "General Sergei Bunyachenko"
    places = seek(seed, Text.of(words)).found
    assert len(places) == 2
    for place in places:
        prefix, suffix = nearest_unique(seed, *place.parts[0])
        assert prefix or suffix
        assert seek(seed, Text.of(words), prefix, suffix).found == (place,)


@pytest.mark.parametrize(
    ("words", "text", "stretch"),
    [
        ("no bread left", "when our turn came there was no bread at all. The women in front", "no bread at"),
        ("Suger one got", "There was a week without any bread at all. Sugar one got there", "Sugar one got"),
    ],
)
def test_what_is_nearest_is_not_stretched_to_a_word_further_off(words, text, stretch):
    (like,) = most_like(words, [text])
    assert text[like.start : like.stop] == stretch


def test_the_nearest_passage_of_a_number_is_one_with_a_number():
    ground = Ground.of(plain_source("Chocolate cost ten rubles.\n\nThe wage was about 8 rubles. So it was."))
    refusal = refusals.missing(ground, Words(Text.of("6 rubles")))
    assert refusal.hints == ("quote the source as it stands: 8 rubles",)
    refusal = refusals.missing(
        Ground.of(plain_source("It went up _900 per cent._")), Words(Text.of("up 901 per cent."))
    )
    assert refusal.hints == ("quote the source as it stands: up 900 per cent.",)
