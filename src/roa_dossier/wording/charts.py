"""The words of figures made from facts, by language."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.frozen import Frozen
from roa_dossier.wording.form import Pair


class ChartWords(Frozen, kw_only=True):
    """What a figure made from facts says, besides its facts.

    Attributes:
        marks: what each mark means, for the legend and for those who do not see it.
        sizes: the sizes of units.
        kinds: the kinds of units.

    """

    dates: Pair
    numbers: Pair
    units: Pair
    facts: Pair
    timeline: str
    strengths: str
    tree: str
    more: str
    from_: str
    counted: Mapping[str, str]
    marks: Mapping[str, str]
    scale: str
    within: str
    bars: str
    symbols: str
    dashed: str
    under: str
    commander: str
    strength: str
    heads_timeline: tuple[str, str, str]
    heads_strengths: tuple[str, str, str]
    heads_tree: tuple[str, str, str, str]
    sizes: Mapping[str, str]
    kinds: Mapping[str, str]


_ENGLISH = ChartWords(
    dates=("date", "dates"),
    numbers=("number", "numbers"),
    units=("unit", "units"),
    facts=("reading of a fact", "readings of facts"),
    timeline="Timeline of {count}, {first} to {last}.",
    strengths="Bars for {count}.",
    tree="Order of battle: a tree of {count} under {first}.",
    more="And {number} more, each printed with its mark.",
    from_="{count} from {sources}",
    counted={
        "uncited": "{number} marked “citation needed” there",
        "contested": "{number} contested, each reading drawn for itself",
        "approximate": "{number} approximate",
        "ours": "{number} ours",
    },
    marks={
        "plain": "as stated",
        "uncited": "citation needed in source",
        "contested": "contested",
        "approximate": "approximate, or with an open end",
        "ours": "editorial or derived",
        "span": "a span of time",
    },
    scale="The strip is true to scale, the list is not; numbers lead from one to the other.",
    within="A thin line under the strip: some day within it.",
    bars="Filled to the lower number, hatched to the upper; a dashed end is approximate.",
    symbols="The symbols follow post-war conventions (APP-6) and are ours; they are in no source.",
    dashed="A dashed line is a place in the tree that is ours: {reason}.",
    under="under {name}",
    commander="Commander",
    strength="Strength",
    heads_timeline=("Date", "Fact", "Source"),
    heads_strengths=("Fact", "Number", "Source"),
    heads_tree=("Unit", "Under", "Commander", "Strength"),
    sizes={
        "section": "section",
        "platoon": "platoon",
        "company": "company",
        "battalion": "battalion",
        "regiment": "regiment",
        "brigade": "brigade",
        "division": "division",
        "corps": "corps",
        "army": "army",
        "army-group": "army group",
    },
    kinds={
        "infantry": "infantry",
        "cavalry": "cavalry",
        "armour": "armour",
        "artillery": "artillery",
        "anti-tank": "anti-tank",
        "engineers": "engineers",
        "signals": "signals",
        "reconnaissance": "reconnaissance",
        "air": "air",
        "supply": "supply",
        "headquarters": "headquarters",
    },
)

_GERMAN = ChartWords(
    dates=("Datum", "Daten"),
    numbers=("Zahl", "Zahlen"),
    units=("Verband", "Verbände"),
    facts=("Lesart einer Angabe", "Lesarten von Angaben"),
    timeline="Zeitleiste: {count}, {first} bis {last}.",
    strengths="Balken: {count}.",
    tree="Gliederung: {count} unter {first}.",
    more="Und {number} weitere, jede mit ihrem Zeichen gedruckt.",
    from_="{count} aus {sources}",
    counted={
        "uncited": "{number} dort mit „Beleg fehlt“ bezeichnet",
        "contested": "{number} strittig, jede Lesart für sich gezeichnet",
        "approximate": "{number} ungefähr",
        "ours": "{number} von uns",
    },
    marks={
        "plain": "wie angegeben",
        "uncited": "in der Quelle: Beleg fehlt",
        "contested": "strittig",
        "approximate": "ungefähr oder mit offenem Ende",
        "ours": "von uns oder abgeleitet",
        "span": "ein Zeitraum",
    },
    scale="Der Streifen ist maßstäblich, die Liste nicht; Nummern führen vom einen zur anderen.",
    within="Eine dünne Linie unter dem Streifen: ein Tag innerhalb dieser Zeit.",
    bars="Gefüllt bis zur unteren Zahl, schraffiert bis zur oberen; ein gestricheltes Ende ist ungefähr.",
    symbols="Die Zeichen folgen Regeln der Nachkriegszeit (APP-6) und sind von uns; keine Quelle hat sie.",
    dashed="Eine gestrichelte Linie ist eine Unterstellung von uns: {reason}.",
    under="unter {name}",
    commander="Kommandeur",
    strength="Stärke",
    heads_timeline=("Datum", "Angabe", "Quelle"),
    heads_strengths=("Angabe", "Zahl", "Quelle"),
    heads_tree=("Verband", "Unter", "Kommandeur", "Stärke"),
    sizes={
        "section": "Gruppe",
        "platoon": "Zug",
        "company": "Kompanie",
        "battalion": "Bataillon",
        "regiment": "Regiment",
        "brigade": "Brigade",
        "division": "Division",
        "corps": "Korps",
        "army": "Armee",
        "army-group": "Heeresgruppe",
    },
    kinds={
        "infantry": "Infanterie",
        "cavalry": "Kavallerie",
        "armour": "Panzer",
        "artillery": "Artillerie",
        "anti-tank": "Panzerabwehr",
        "engineers": "Pioniere",
        "signals": "Nachrichten",
        "reconnaissance": "Aufklärung",
        "air": "Luftwaffe",
        "supply": "Nachschub",
        "headquarters": "Stab",
    },
)

_LANGUAGES = {"en": _ENGLISH, "de": _GERMAN}


def chart_words(language: str) -> ChartWords:
    """Give the words of a language (BCP 47); English ones where there are none."""
    return _LANGUAGES.get(language.split("-")[0].lower(), _ENGLISH)
