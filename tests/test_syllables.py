"""Patterns of hyphenation taken apart when a word has them: the places that dictionaries give."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyphen
import pytest

from roa_dossier.layout import syllables

PATHS = sorted({*pyphen.LANGUAGES.values()})
PLAIN = syllables._read
RARE = {"hyph_af_ZA.dic", "hyph_ca.dic", "hyph_hu_HU.dic"}
"""Those that spell words otherwise where they are broken."""


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_words_of_every_language_are_broken_where_its_dictionary_says(path: Path) -> None:
    plain, sooner = PLAIN(path), syllables.dictionary(path)
    assert isinstance(sooner, syllables._Dictionary) == (path.name not in RARE)
    assert sooner.maxlen == plain.maxlen and sooner.patterns.keys() == plain.patterns.keys()
    random = Random(path.name)
    parts = [*filter(None, (letters.strip(".") for letters in plain.patterns))]
    for _ in range(300):
        word = "".join(random.choices(parts, k=random.randint(1, 4)))
        for each in (word, word.title()):
            found = sooner.positions(each)
            assert found == plain.positions(each) and all(
                at.data is None or path.name in RARE for at in found
            )


def test_what_has_no_value_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_text("UTF-8\n% a word 1\nLEFTHYPHENMIN 2\n\nabc\n  d1ef\n.g2h3i.\r\na0b\n", "utf-8")
    plain, sooner = PLAIN(path), syllables.dictionary(path)
    for word in ("defdef", "ghi", "xghi", "abab", "", "a"):
        assert sooner.positions(word) == plain.positions(word)
