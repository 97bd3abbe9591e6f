"""No-break spaces at the end of a run, and the lines that the engine breaks there."""

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from roa_dossier.layout import hanging
from roa_dossier.layout.spaces import moved

NOTE = "‘Liberation Army’, encyclopaedia article, summary, l.\u00a0153 (hereafter\u00a0<b>W</b>)."
STYLES = """@page { size: 600pt 4000pt; margin: 0 } p { font: 9pt 'Linux Libertine O'; hyphens: auto }"""


def first_lines(words):
    paragraphs = "".join(f'<p style="width: {width}pt">{words}</p>' for width in range(200, 340, 2))
    html = f'<html lang="en"><style>{STYLES}</style>{paragraphs}'
    (page,) = weasyprint.HTML(string=html).render().pages
    found = [
        box.children[0] for box in page._page_box.descendants() if box.element_tag == "p" and box.children
    ]
    lines = [line for line in found if isinstance(line, boxes.LineBox)]
    return ["".join(getattr(one, "text", "") for one in line.descendants()) for line in lines]


def test_a_full_line_is_not_broken_at_its_first_word():
    assert [line for line in first_lines(NOTE) if len(line) < 20], "the engine breaks such lines by itself"
    lines = first_lines(moved(NOTE))
    assert len(lines) == 70
    assert [line for line in lines if len(line) < 20] == []


def test_spaces_move_into_what_follows_and_into_no_note():
    assert moved('p.\u00a0<a class="page" href="#x"></a>') == 'p.<a class="page" href="#x">\u00a0</a>'
    assert moved("z.\u202f<i><b>B</b></i>") == "z.<i><b>\u202fB</b></i>"
    call, note = '<span class="call" id="a"></span>', '<span id="a" class="note">N</span>'
    for kept in (f"x\u00a0{call}", f"x\u00a0{note}", "a\u00a0b", "a <b>c</b>"):
        assert moved(kept) == kept


def test_a_run_that_fits_but_for_its_last_space_is_not_broken_at_its_first_word(monkeypatch):
    words = "Of the army in action two stories are told, of a fight on the <b>Oder</b> against the Red Army."
    monkeypatch.setattr(inline, "split_first_line", hanging._split_first_line)
    assert [line for line in first_lines(words) if len(line) < 20], "the engine breaks such lines by itself"
    assert hanging.keep()
    lines = first_lines(words)
    assert len(lines) == 70
    assert [line for line in lines if len(line) < 20] == []
