"""Runs in another script say what language they are in; hyphenation and voices go by it."""

from __future__ import annotations

import pytest

from roa_dossier.render import foreign

LANGUAGES = {**{script: f"und-{script}" for script in foreign._SCRIPTS}, "Cyrl": "ru"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>of РОА and Vlasov</p>", '<p>of <span lang="ru">РОА</span> and Vlasov</p>'),
        (
            "<p>“Кто в 1945 году освободил Прагу?”</p>",
            '<p>“<span lang="ru">Кто в 1945 году освободил Прагу</span>?”</p>',
        ),
        ('<p lang="uk">Київ</p>', '<p lang="uk">Київ</p>'),
        ('<p lang="ru-Latn">слово</p>', '<p lang="ru-Latn"><span lang="ru">слово</span></p>'),
        ('<p lang="sr-Cyrl">реч</p>', '<p lang="sr-Cyrl">реч</p>'),
        ('<b lang="ru">да</b><br/>нет', '<b lang="ru">да</b><br/><span lang="ru">нет</span>'),
        ('<i title="да">a</i><img alt="да"/>', '<i title="да">a</i><img alt="да"/>'),
        (
            "<p>λόγος &amp; слово</p>",
            '<p><span lang="und-Grek">λόγος</span> &amp; <span lang="ru">слово</span></p>',
        ),
        ("<svg><text>да</text></svg>", "<svg><text>да</text></svg>"),
        ("<p>Only Latin</p>", "<p>Only Latin</p>"),
    ],
)
def test_a_run_in_another_script_says_its_language(html: str, expected: str) -> None:
    assert foreign.marked(html, LANGUAGES) == expected


def test_a_run_of_many_words_is_read_at_once() -> None:
    words = "слово 1945, " * 20_000
    assert foreign.marked(f"<p>{words}end</p>", LANGUAGES).count("<span") == 1
