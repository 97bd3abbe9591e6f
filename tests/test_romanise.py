"""Russian words in Latin letters: every letter by every scheme, capitals, hyphens, and what is no letter."""

import pytest

from roa_dossier import romanise
from roa_dossier.model.outline import ROMANISATIONS
from roa_dossier.resolve.split import split

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

# each letter after a consonant, as it stands inside a word
LETTERS = {
    "bgn-pcgn": "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya",
    "ala-lc": "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a",
    "gost": "a b v g d e yo zh z i j k l m n o p r s t u f x c ch sh shh '' y ' e yu ya",
    "iso-9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
}


def test_every_declared_scheme_is_one_that_is_known():
    assert set(LETTERS) == set(ROMANISATIONS)
    with pytest.raises(KeyError):
        romanise.romanise("да", "telegram")


@pytest.mark.parametrize("scheme", ROMANISATIONS)
@pytest.mark.parametrize(
    ("letter", "at"), [pytest.param(char, at, id=char) for at, char in enumerate(ALPHABET)]
)
def test_every_letter(scheme, letter, at):
    expected = LETTERS[scheme].split()[at]
    assert romanise.romanise(f"б{letter}", scheme) == f"b{expected}"
    assert romanise.romanise(f"Б{letter.upper()}", scheme) == f"B{expected.upper()}"
    assert not any("\u0400" <= char <= "\u04ff" for char in romanise.romanise(letter, scheme))


@pytest.mark.parametrize(
    ("scheme", "words", "expected"),
    [
        ("bgn-pcgn", "Ёлка, ёлка, Семён, подъём, чьё", "Yëlka, yëlka, Semën, pod”yëm, ch’yë"),
        ("bgn-pcgn", "Евгений Андреевич Ельцин, подъезд", "Yevgeniy Andreyevich Yel’tsin, pod”yezd"),
        ("bgn-pcgn", "Русская освободительная армия", "Russkaya osvoboditel’naya armiya"),
        (
            "bgn-pcgn",
            "Вооружённые силы Комитета освобождения народов России",
            "Vooruzhënnyye sily Komiteta osvobozhdeniya narodov Rossii",
        ),
        ("bgn-pcgn", "Генерал-майор Юрий Щука", "General-mayor Yuriy Shchuka"),
        ("bgn-pcgn", "ГЕНЕРАЛ-МАЙОР ЮРИЙ ЩУКА", "GENERAL-MAYOR YURIY SHCHUKA"),
        ("bgn-pcgn", "Я, Ю. Щ. и ВЮРовец", "Ya, Yu. Shch. i VYURovets"),
        ("bgn-pcgn", "СЪЁМКА и ЁЖ", "S”YËMKA i YËZH"),
        ("bgn-pcgn", "Вла\u0301сов, Андре\u0301ев, Мандельшта\u0301м", "Vlasov, Andreyev, Mandel’shtam"),
        ("bgn-pcgn", "и\u0306од, е\u0308лка", "yod, yëlka"),
        ("bgn-pcgn", "ВС КОНР, 600-я (русская) дивизия, ROA", "VS KONR, 600-ya (russkaya) diviziya, ROA"),
        ("bgn-pcgn", "", ""),
        ("ala-lc", "Съёмка Цветаевой, ЦЕХ", "Sʺëmka T͡svetaevoĭ, T͡SEKH"),
        ("gost", "Жуков, ЁЖИК, Хрущёв", "Zhukov, YOZHIK, Xrushhyov"),
        ("iso-9", "Юрий Хрущёв, ЯШИН", "Ûrij Hruŝëv, ÂŠIN"),
    ],
)
def test_words(scheme, words, expected):
    assert romanise.romanise(words, scheme) == expected


def test_what_is_russian():
    assert romanise.is_russian("Семён Щ. (1944)")
    assert romanise.is_russian("и\u0306од")
    assert not romanise.is_russian("Степан Бандера і")  # the letter of Ukrainian and Belarusian
    assert not romanise.is_russian("Власов Vlasov")
    assert not romanise.is_russian("1944")


def test_forms_met_in_sources_hold_no_cyrillic_letter():
    forms = romanise.known("Подъём Семёнов")
    assert "Pod”yëm Semënov" in forms
    assert len(forms) == len(set(forms)) > 3
    assert not any("\u0400" <= char <= "\u04ff" for form in forms for char in form)


def test_a_line_with_the_letter_io_is_split():
    assert split('ПодъёмPod"yëmAufstieg') == (6, 13)
