"""A dossier with names, a ledger and glosses, and its late parts at pages of one's choice."""

from __future__ import annotations

from functools import cache

import sample_values as sample
from roa_dossier import read, render
from roa_dossier.frozen import replace
from roa_dossier.model import chapter as ch
from roa_dossier.model import outline as ol
from roa_dossier.model.book import Place


def name(key, form, kind="person", short=None, variants=(), original=None):
    words = sample.words
    return ol.NameEntry(
        words(key),
        words(form),
        kind,
        short=words(short) if short else None,
        original=words(original) if original else None,
        language="ru" if original else "",
        variants=tuple(words(each) for each in variants),
    )


NAMES = (
    name("roa", "Russian Liberation Army", "unit", "ROA", ("Vlasov army",), "Русская освободительная армия"),
    name("vlasov", "Andrey Vlasov", short="Vlasov", variants=("Andrei Vlasov",)),
    name("meandrov", "Mikhail Meandrov", short="Meandrov", variants=("Meandroff",)),
    name("zverev", "Grigory Zverev", short="Zverev"),
    name("prague", "Prague", "place", variants=("Praha",)),
    name("nobody", "Nobody At All"),
    name("second", "2nd Division of the KONR", "unit", variants=("<b>Second</b> & Division",)),
)


def dossier(names=NAMES, **changes):
    """Give the sample with names, a ledger and glosses; `changes` are of its outline."""
    outline, resolved, apparatus, sources = sample.dossier()
    work = ol.WorkEntry(
        ol.CslItem(sample.words("aok8"), {}), (ol.RecordRef(sample.words("encyclopaedia"), "reference", 7),)
    )
    outline = replace(outline, names=names, works=(work,), **changes)
    fact = next(
        block.content.fact
        for chapter in resolved.chapters
        for block in chapter.blocks
        if isinstance(block.content, ch.Contested)
    )
    readings = (*fact.readings, ch.StatedValue("sum", "two men", None, derived="1 + 1", scope="both"))
    resolved = replace(
        resolved,
        ledger=(
            ch.Dispute((fact.key,), fact.subject, fact.property, readings, within=True, when="1945"),
            ch.Dispute(("other",), "Prague", "who <freed> it", readings[:2], scope_only=True, unit="men"),
        ),
        glosses=(("roa", (sample.para("What it was, in a few words."),)),),
        criticism=(ch.Criticism("encyclopaedia", 12, 1, 3, 200, 4000),),
    )
    return outline, resolved, with_cited(apparatus), {key: told_apart(key) for key in sources}


@cache
def told_apart(key):
    """Read a source of the sample as the program does."""
    style = "wiki-text" if key == "encyclopaedia" else "plain"
    entry = next(entry for entry in sample.outline().sources if str(entry.key) == key)
    found = read.source(
        replace(entry, reads_as=sample.words(style)), (sample.ROOT / sample.FILES[key]).read_bytes()
    )
    assert found.value is not None
    return found.value


def with_cited(apparatus):
    """Let each citation name what its words begin with."""
    keys = {
        place: ("aok8", "encyclopaedia") if "AOK 8" in line[0].text else ("encyclopaedia",)
        for place, line in apparatus.citations.items()
    }
    return replace(apparatus, cited=keys)


def body(given, template=sample.template, only=None, attached=()):
    """Give the manuscripts that are laid out first."""
    checked = render.manuscripts(*given, template, False, only, attached=frozenset(attached))
    assert checked.diagnostics == ()
    return checked.value


def spread(manuscripts, at=None):
    """Let the mentions fall on pages: by default two on each page from page 10 (printed as 11) on.

    Args:
        manuscripts: the body.
        at: gives the page of a mention, by the mention and its number.

    """
    mentions = [mention for manuscript in manuscripts for mention in manuscript.mentions]
    choose = at or (lambda mention, number: 10 + number // 2)
    pages = {mention.anchor: choose(mention, number) for number, mention in enumerate(mentions)}
    return {anchor: Place(page, str(page + 1)) for anchor, page in pages.items() if page is not None}


def late(given, template=sample.template, at=None):
    """Make the late parts of a dossier, by their ids."""
    manuscripts = body(given, template)
    checked = render.late(*given, template, manuscripts, spread(manuscripts, at))
    assert checked.diagnostics == ()
    return {manuscript.id: manuscript for manuscript in checked.value}
