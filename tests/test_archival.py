"""Archival signatures in every form that is read, and what is none."""

import time

import pytest

from roa_dossier import archival

NORMAL = [
    ("BA-MA RH20-2/558", "BArch, RH 20-2/558"),
    ("BA-MA RH20-2/558, Bl. 91", "BArch, RH 20-2/558, Bl. 91"),
    ("BArch, RH 20-2/558, Bl. 91", "BArch, RH 20-2/558, Bl. 91"),
    ("Bundesarchiv-Militärarchiv (BA-MA) RH20-2/558", "BArch, RH 20-2/558"),
    ("Bundesarchiv Berlin, R 55/1296, Bl. 12Rs", "BArch, R 55/1296, Bl. 12Rs"),
    ("BArch RH 19 III/492 Bl. 5-7", "BArch, RH 19 III/492, Bl. 5–7"),
    ("BArch, RH 19-III/492", "BArch, RH 19 III/492"),
    ("BA/MA, MSG 2/12345", "BArch, MSg 2/12345"),
    ("BArch N 756/12 fol. 3, 9", "BArch, N 756/12, Bl. 3, 9"),
    ("RH20-8/979", "[BArch], RH 20-8/979"),
    ("GARF, f. 1235, op. 1, d. 16, ll. 5–7ob.", "GARF, f. 1235, op. 1, d. 16, ll. 5–7ob."),
    ("ГАРФ. Ф. Р-9401. Оп. 1. Д. 16а. Лл. 5–7 об.", "GARF, f. R-9401, op. 1, d. 16a, ll. 5–7ob."),
    ("ГАРФ, ф. 1235, оп. 1, ед. хр. 16, лл. 5-7об", "GARF, f. 1235, op. 1, d. 16, ll. 5–7ob."),
    ("ЦАМО РФ, ф. 32, оп. 11289, д. 600, л. 12", "TsAMO, f. 32, op. 11289, d. 600, l. 12"),
    ("TsAMO f. 500 op. 12451 d. 3", "TsAMO, f. 500, op. 12451, d. 3"),
    ("RGVA, fond 38963, opis' 1, delo 10, list 3", "RGVA, f. 38963, op. 1, d. 10, l. 3"),
    ("RGASPI, f. 17, op. 125, d. 94, l. 5, 7ob., 9-11", "RGASPI, f. 17, op. 125, d. 94, ll. 5, 7ob., 9–11"),
    ("NARA, RG 242, T-78, roll 413, frame 6381234", "NARA, RG 242, T-78, roll 413, frame 6381234"),
    ("NARA T-78/413/6381234", "NARA, T-78, roll 413, frame 6381234"),
    ("NARA, T78, R 413, F 6381234-40", "NARA, T-78, roll 413, frames 6381234–40"),
    ("NARA RG 319, Entry 134B, Box 12, Folder 3", "NARA, RG 319, entry 134B, box 12, folder 3"),
    (
        "National Archives and Records Administration (NARA), Record Group 226, entry 108, box 3",
        "NARA, RG 226, entry 108, box 3",
    ),
    ("RG 242, T-501, reel 8", "[NARA], RG 242, T-501, roll 8"),
]


@pytest.mark.parametrize(("found", "normal"), NORMAL)
def test_a_signature_is_read_kept_and_brought_to_its_normal_form(found, normal):
    made = archival.read(found)
    assert made is not None
    assert (made.normal, made.found) == (normal, found)


@pytest.mark.parametrize("normal", sorted({normal for _, normal in NORMAL if "[" not in normal}))
def test_a_normal_form_is_read_as_itself(normal):
    made = archival.read(normal)
    assert made is not None
    assert made.normal == normal


@pytest.mark.parametrize("form", archival.FORMS)
def test_the_forms_that_messages_show_are_read(form):
    assert archival.read(form) is not None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Home",
        "RG 242",
        "RH 20",
        "BA-MA",
        "TNA WO 208/1234",
        "f. 1235, op. 1, d. 16",
        "RH20-2/558 and more",
        "XRH20-2/558",
        "GARF, f. 1235",
        "BArch, RH 20-2",
        "see RH20-2/558",
    ],
)
def test_what_is_no_signature(words):
    assert archival.read(words) is None


def found(text):
    return [(one.signature.found, text[one.start : one.stop]) for one in archival.found(text)]


def test_signatures_among_other_words():
    text = (
        "See f.e. BA-MA RH20-2/636. AOK 2 Ia 2749/43, RH20-2/558 (mutinies), ГАРФ, ф. 5, оп. 1, д. 2, л. 3."
    )
    assert found(text) == [
        (words, words) for words in ("BA-MA RH20-2/636", "RH20-2/558", "ГАРФ, ф. 5, оп. 1, д. 2, л. 3")
    ]


def test_among_other_words_a_holding_of_one_letter_needs_its_archive():
    assert found("the figures R 55/1296 and N 7/2") == []
    assert found("the figures of BArch R 55/1296 tell") == [("BArch R 55/1296",) * 2]
    assert found("a T-34/85 tank, T-78, 12 of them, RG 7, and Box 3") == []


def test_signatures_are_sorted_by_archive_and_by_natural_numbers():
    words = [
        "BArch, RH 20-10/2",
        "NARA, RG 242, T-78, roll 4",
        "BArch, RH 2/30",
        "RH 2/4",
        "BArch, RH 20-2/5",
    ]
    keys = sorted((archival.read(one).key, one) for one in words)
    assert [one for _, one in keys] == [words[3], words[2], words[4], words[0], words[1]]


def test_hostile_words_take_no_time():
    began = time.monotonic()
    for words in ("BA-MA " * 20000, "RH " * 50000, "1, " * 50000, "NARA, " * 20000, "ф. 1 оп. " * 20000):
        assert archival.found(words) == ()
    archival.found("RH 20-2/5, Bl. " + "1, " * 50000)
    assert time.monotonic() - began < 5
