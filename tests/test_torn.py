"""Bars beside what is torn over pages."""

import weasyprint

from roa_dossier.layout.torn import end_bars

STYLES = """@page { size: 300pt 100pt; margin: 10pt } body, p { margin: 0 }
p { font: 10pt/12pt serif; widows: 5 }
.quote { border-left: 1pt solid red } .margin { position: absolute; left: 200pt }
.tall { min-height: 40pt }"""


def heights(words, kind="quote"):
    beside = '<div class="margin">a<br>b<br>c</div>'
    html = f'<style>{STYLES}</style><div class="{kind}">{beside}<p>{words}</p></div>'
    document = weasyprint.HTML(string=html).render()

    def of_bars():
        return [
            box.height * 0.75
            for page in document.pages
            for box in page._page_box.descendants()
            if box.element is not None and box.element.get("class") == kind and box.element_tag == "div"
        ]

    before = of_bars()
    end_bars(document)
    return before, of_bars()


def test_the_bar_of_a_torn_quotation_ends_with_its_words():
    assert heights("line<br>" * 8) == ([80, 60], [36, 60])


def test_a_whole_one_is_as_high_as_it_must_be():
    assert heights("line", "quote tall") == ([40], [40])
