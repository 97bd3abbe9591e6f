"""Spaces and dashes in words of ours, language by language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roa_dossier.render.spacing import BY_LANGUAGE, FIXED, NARROW, spaced

SEEN = str.maketrans({FIXED: "·", NARROW: "_"})


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        (
            "en-GB",
            "see p. 12, no. 5, ¶ 9, Ch. 6, vol. II, c. 1942",
            "see p.·12, no.·5, ¶·9, Ch.·6, vol.·II, c.·1942",
        ),
        ("en", "5 km, 10 %, 3 million men", "5·km, 10·%, 3·million men"),
        ("en", "5 minutes in 1942 and 3 miles", "5 minutes in 1942 and 3·miles"),
        ("en", "A. A. Vlasov met Dr. Kern", "A.·A.·Vlasov met Dr.·Kern"),
        ("en", "on 14 November 1944, Table 6.1", "on 14·November 1944, Table·6.1"),
        ("en", "war - or peace -- of 1942-45---no", "war·– or peace·– of 1942–45—no"),
        ("en", " - and", "·– and"),
        ("en", "1942-1945, 1944-11, 1945-44, 2026-11-21", "1942–1945, 1944-11, 1945-44, 2026-11-21"),
        ("en", "pp. 12-15, ¶ 3-4, 12-15", "pp.·12–15, ¶·3–4, 12-15"),
        ("en", "RH 20-2/558, AK-47, a--b--", "RH 20-2/558, AK-47, a–b–"),
        ("de", "z.B. und d. h., S. 12, 14. November, 10 %", "z._B. und d._h., S.·12, 14.·November, 10_%"),
        ("de-AT", "nicht Dr. mit", "nicht Dr. mit"),
        ("fr", "Quoi ? Oui ! Voilà : 11 856 hommes ; p. 12", "Quoi_? Oui_! Voilà·: 11_856 hommes_; p.·12"),
        ("ru", "с. 12 - это 1945 г., А. А. Власов", "с.·12·— это 1945·г., А.·А.·Власов"),
        ("cs", "J. K. Novák - p. 12 ¶ 9", "J.·K.·Novák·– p. 12 ¶·9"),
    ],
)
def test_spaces_and_dashes_follow_the_language(language: str, typed: str, printed: str) -> None:
    assert spaced(typed, language).translate(SEEN) == printed


@given(st.text(alphabet="pS.¶19 -–—%km:;?AzB'", max_size=30), st.sampled_from([*BY_LANGUAGE, "cs"]))
def test_only_spaces_and_dashes_change_and_a_second_time_nothing(text: str, language: str) -> None:
    def bare(words: str) -> str:
        return "".join(char for char in words if char not in f"-–— {FIXED}{NARROW}")

    once = spaced(text, language)
    assert bare(once) == bare(text)
    assert spaced(once, language) == once
