"""The words of the house in German."""

from __future__ import annotations

from roa_dossier.model.source import PartKind
from roa_dossier.wording.form import Wording

GERMAN = Wording(
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    day_form="{day}. {month} {year}",
    thousands=".",
    and_="und",
    outer=("„", "“"),
    inner=("‚", "‘"),
    chapter="Kapitel",
    table="Tabelle",
    figure="Abbildung",
    contested_point="Streitpunkt",
    page="S.",
    line=("Z.", "Z."),
    parts={
        PartKind.BODY: ("Absatz", "Absätze"),
        PartKind.INFOBOX: ("Infobox", "Infobox"),
        PartKind.CAPTION: ("Bildunterschrift", "Bildunterschriften"),
        PartKind.TABLE: ("Tabelle", "Tabelle"),
        PartKind.LIST: ("Liste", "Liste"),
        PartKind.NOTE: ("Anmerkung", "Anmerkungen"),
        PartKind.REFERENCE: ("Beleg", "Belege"),
        PartKind.APPENDED: ("angehängte Zusammenfassung", "angehängte Zusammenfassungen"),
        PartKind.APPENDED_TITLE: ("angehängte Zusammenfassung", "angehängte Zusammenfassungen"),
        PartKind.TITLE: ("Titel", "Titel"),
        PartKind.HEADING: ("Überschrift", "Überschriften"),
        PartKind.CHROME: ("Beiwerk der Seite", "Beiwerk der Seite"),
    },
    row="Reihe",
    next="; ",
    quoted_in=", zit. in ",
    cited_in=", nach ",
    hereafter="im Folgenden ",
    reference=("Anm.", "Anm."),
    note=("Anm.", "Anm."),
    with_notes="mit der dortigen {notes}",
    resting_on="gestützt auf die dortige {records}",
    resting_also_on="gestützt auch auf die dortige {records}",
    marked={
        (False, False): "dort als unbelegt gekennzeichnet",
        (False, True): "dort teilweise als unbelegt gekennzeichnet",
        (True, False): "alle dort als unbelegt gekennzeichnet",
        (True, True): "alle dort teilweise als unbelegt gekennzeichnet",
    },
    marked_both={
        False: "beide dort als unbelegt gekennzeichnet",
        True: "beide dort teilweise als unbelegt gekennzeichnet",
    },
    listed_in="angeführt in {sources}",
    listed_also_in="auch angeführt in {sources}",
    remarks={
        "emphasis added": "Hervorhebung von uns",
        "our translation": "unsere Übersetzung",
        "modified": "vom Bearbeiter vereinfacht",
    },
    citing="mit {references}",
    uncited="in der Quelle unbelegt",
    uncited_table="dort als unbelegt gekennzeichnet",
    editorial="vom Bearbeiter",
    editorial_for="vom Bearbeiter: {reason}",
    supplied="[Bearb.]",
    contested="strittig",
    source_line="Quelle:",
    continued="{name}, Fortsetzung",
    continued_unnamed="Fortsetzung",
    continued_columns="{name}, Fortsetzung: Spalten {columns}",
    grouped_and_headed="Gliederung und Spaltenköpfe: vom Bearbeiter.",
    grouped="Gliederung: vom Bearbeiter.",
    headed="Spaltenköpfe: vom Bearbeiter.",
    icons="Weggelassene Dateinamen von Bildzeichen: {icons}.",
    icons_begin=("beginnt mit", "beginnen mit"),
    fact_heads=("Eigenschaft", "Wie angegeben", "Wann", "Quelle"),
    bibliography="Literatur",
    dossier_sources="Quellen dieses Dossiers",
    archival="Archivalien",
    primary="Gedruckte Quellen",
    secondary="Darstellungen",
    reference_works="Nachschlagewerke und Netzseiten",
    archive_unnamed="Archiv nicht genannt",
    archive_inferred="Ein Archiv in Klammern folgt aus der Signatur; am Fundort ist keines genannt.",
    other_works="Übrige Werke",
    second_hand="Aus zweiter Hand angeführt (nicht eingesehen)",
    second_hand_about="Nur durch die Quellen bekannt, die sie anführen.",
    standing="{standing} ({kind})",
    standings={"primary": "Primärquelle", "secondary": "Sekundärquelle", "tertiary": "Tertiärquelle"},
    kinds={
        "reference": "Nachschlagewerk",
        "opinion": "Meinung",
        "memoir": "Erinnerungen",
        "official": "amtlich",
        "press": "Presse",
        "letter": "Brief",
        "report": "Bericht",
    },
    kicker="Quellendossier",
    edited_by="Bearbeitet von {editors}",
    edition_of="Stand: {day}",
    contents="Inhalt",
    tables="Tabellen",
    figures="Abbildungen",
    contested_points="Streitpunkte",
    counted=(
        ("Quelle", "Quellen"),
        ("wörtlich nachgewiesenes Zitat", "wörtlich nachgewiesene Zitate"),
        ("Angabe mit Fundstelle", "Angaben mit Fundstellen"),
        ("strittiger Punkt", "strittige Punkte"),
    ),
    alone="{label} des Dossiers, als Einzeldruck",
    prose_handout="Die Zitate wurden Wort für Wort in den Momentaufnahmen gefunden; Angaben stehen wie dort "
    "gemacht, und ¶ und Z. zählen Absätze und Zeilen der Momentaufnahme.",
    handout_editorial="Eine Originalform mit dem Zusatz [Bearb.] stammt vom Bearbeiter.",
    handout_licence="Lizenz von",
    records="Anmerkungen und Belege der Quellen",
    records_about="Was eine Quelle selbst als Beleg angibt, ist hier so gedruckt, wie die Momentaufnahme es "
    "hat, mit allen Fehlern. Nichts davon hat der Bearbeiter eingesehen, wenn das Literaturverzeichnis es "
    "nicht sagt. Was dort verzeichnet ist, ist dort auch kommentiert.",
    record_heads=("Zeichen", "Wie es steht", "Zeile"),
    not_in_bibliography="Nicht im Literaturverzeichnis.",
    end_notes="Anmerkungen",
    notes_to="Anmerkungen zu Kapitel {number}",
    passed_over="Übergangene Stellen",
    passed_over_about="Jeder Absatz und jede Zeile der Quellen ist zitiert, trägt eine Angabe, ist "
    "angeführt oder steht hier mit dem Grund, aus dem sie übergangen ist.",
    passed_over_heads=("Warum übergangen", "Was es ist, und seine Zeilen"),
    account="Von {whole} {used}.",
    account_all="Von {whole} sind alle benutzt.",
    account_used=("ist {number} benutzt", "sind {number} benutzt"),
    account_unit=("zitierbaren Absatz oder Zeile", "zitierbaren Absätzen und Zeilen"),
    note_on_the_text="Anmerkung zum Text",
    checked_title="Was geprüft ist und was nicht",
    prose_checked="Jedes Zitat dieses Dossiers wurde Wort für Wort in einer Momentaufnahme seiner Quelle "
    "gefunden, und jede Angabe steht mit der Stelle, die sie macht. Eine Angabe ist so gedruckt, <em>wie sie "
    "in ihrer Quelle steht</em>: Geprüft ist, dass eine Stelle etwas sagt, nicht, dass es so war. Wo die "
    "Quellen einander oder sich selbst widersprechen, stehen die Lesarten nebeneinander, und keine wird "
    "vorgezogen. Die Sätze zwischen den Zitaten sind die des Bearbeiters; an ihnen ist nichts geprüft als "
    "die Worte, die sie zitieren, und die Angaben, die sie tragen.",
    sources_title="Die Quellen",
    read_as=dict.fromkeys((False, True), "Gelesen als {standing}, Gattung: {kind}."),
    licence="Lizenz: {licence}.",
    no_licence="keine angegeben",
    licence_stated="{name}, wie die Quelle selbst angibt",
    licence_inferred="{name}, vom Bearbeiter erschlossen; die Momentaufnahme sagt es nicht",
    snapshot="Momentaufnahme:",
    characters=("Zeichen", "Zeichen"),
    sigla_title="Siglen und Fundstellen",
    prose_first_cite="Die erste Anmerkung eines Kapitels, die eine Quelle anführt, nennt ihren vollen Titel "
    "und ihre Sigle („im Folgenden {siglum}“); spätere Anmerkungen und die Ränder nennen nur die Sigle.",
    prose_locators="Eine Fundstelle wie ¶&#160;9, Z.&#160;45 nennt den neunten Absatz des laufenden Textes "
    "der Quelle und die fünfundvierzigste Zeile der Momentaufnahme, wie sie vorlag. Mit ¶ sind nur Absätze "
    "des laufenden Textes gezählt; eine Infobox, eine Bildunterschrift, eine Liste, eine Tabelle, eine "
    "Anmerkung, ein Beleg oder eine angehängte Zusammenfassung ist als solche benannt. Fundstellen sind aus "
    "dem Ort errechnet, an dem die Worte gefunden wurden.",
    prose_carried="Was die Quelle selbst als Beleg angibt, geht mit ihrem eigenen Zeichen in unsere "
    "Anmerkungen ein (Anm.&#160;7, Anm.&#160;d). Ein Werk ist „zit. in“ der Quelle, wo die gedruckten Worte "
    "die dieses Werks sind und die Quelle sie selbst in doppelte Anführungszeichen setzt; sonst sind die "
    "Worte die der Quelle, stützen sich auf das Werk, und es heißt „nach“. Solche Werke wurden nicht "
    "eingesehen, wenn das Literaturverzeichnis es nicht sagt.",
    prose_uncited="„Citation needed“ (Beleg fehlt) ist ein Zeichen der Quelle, von ihren Verfassern neben "
    "Aussagen gesetzt, für die sie keinen Beleg gaben. Es ist im Zitat oder in dessen Anmerkung überall "
    "gedruckt, wo es Benutztes berührt.",
    matched_title="Wie die Worte verglichen wurden",
    prose_matched="Nichts wurde nach Ähnlichkeit verglichen. Groß- und Kleinschreibung, Ziffern, Akzente, "
    "Striche und die Buchstaben jeder Schrift mussten übereinstimmen. Außer Betracht blieben nur {folds}. "
    "Anführungszeichen sind in der Form des Dossiers gesetzt, {outer} außen und {inside} innen; ein "
    "abgesetztes Zitat hat keine um sich.",
    prose_curled="Gerade Anführungszeichen der Quelle in einem abgesetzten Zitat sind gerundet.",
    prose_brackets="Eckige Klammern, die nicht die der Quelle sind, sind unsere: […] lässt aus, [Wort] fügt "
    "ein, und [D]er ändert einen ersten Buchstaben.",
    prose_titles="Titel von Werken sind gedruckt, wie sie eingegeben wurden.",
    prose_ranks="Die lateinischen Formen einer Rangtafel sind die der Quelle; die Umschrift nach BGN/PCGN "
    "diente nur dazu, zu finden, wo eine Spalte einer Zeile endet und die nächste beginnt. Eine Gliederung "
    "oder ein Spaltenkopf von uns ist unter der Tabelle als solche vermerkt.",
    prose_editorial="Eine Originalform eines Namens mit dem Zusatz [Bearb.] stammt vom Bearbeiter und steht "
    "in keiner Quelle.",
    folds_always=("Leerraum", "gleichwertige Formen desselben Zeichens"),
    folds={
        "line-end hyphen": "Trennstriche am Zeilenende",
        "soft hyphen": "weiche Trennstriche",
        "space left by removed markup": "Leerzeichen, die entfernte Auszeichnung hinterließ",
        "no-break space": "geschützte Leerzeichen",
        "quotation marks": "Anführungszeichen",
        "ligature": "Ligaturen",
        "emphasis marks": "Unterstriche, die Hervorhebung bezeichnen",
    },
    according="laut {siglum}",
    derived="errechnet: {sum}",
    scope="gesagt von: {scope}",
    margin_signs={"uncited": "?", "single-source": "1"},
    prose_margin_signs={
        "uncited": 'Am Rand steht <b class="sign-legend">?</b> neben einer Zeile mit Worten oder einem Wert, '
        "bei denen die Quelle selbst vermerkt, dass ein Beleg fehlt.",
        "single-source": 'Am Rand steht <b class="sign-legend">1</b> neben einer Zeile mit einem Wert, den '
        "nur eine Quelle nennt.",
    },
    leaf=("S.", "S."),
    aids="Register und Verzeichnisse",
    aids_about="Alle Seitenzahlen in diesen Teilen sind den fertigen Seiten entnommen.",
    documents="Abgedruckte Dokumente",
    documents_about="Jede abgesetzte Stelle, in der Folge, in der sie gedruckt ist.",
    documents_heads=("Nr.", "Titel oder erste Worte", "Quelle", "Seite"),
    people="Personenverzeichnis",
    people_about="Wer in den Kapiteln genannt ist, mit den Formen, die die Quellen gebrauchen, mit "
    "dem, was die "
    "Angaben dieses Dossiers aussagen, jeweils mit Fundstelle, und mit den Seiten wie im "
    "Register der Namen.",
    people_forms="auch {forms}",
    index="Register der Namen, Orte und Verbände",
    index_about="Seiten der Kapitel samt ihren Anmerkungen. Fett ist eine Seite mit dem Eintrag zu einer "
    "Person. Steht A hinter einer Seite, so steht "
    "der Name dort "
    "nur in einer Anmerkung; kursiv ist eine Seite, auf der er in einem strittigen Punkt steht. Formen, die "
    "die Quellen gebrauchen, stehen unter der gedruckten.",
    in_note="A",
    see="siehe",
    numerals="0–9",
    table_of_sources="Verzeichnis der Quellenstellen",
    table_of_sources_about="Jede Seite, deren Anmerkungen eine Quelle oder ein Werk anführen. Nur mittelbar "
    "bekannte Werke stehen unter der Quelle, die sie anführt; einer Archivsignatur folgt die Form, die sie "
    "dort hat.",
    through_it="Durch sie bekannt:",
    found_as="dort {signature}",
    as_quoted="Die Quellen, soweit zitiert",
    as_quoted_about="Die Absätze und Zeilen, aus denen dieses Dossier Worte, Werte oder Zellen "
    "druckt, wie sie "
    "in den Momentaufnahmen stehen. Am Rand stehen deren Zeilen. Worte, die in den Kapiteln gedruckt "
    "sind, sind unterstrichen; punktierte sind selbst nicht gedruckt, doch ein gedruckter Wert beruht auf "
    "ihnen. Ein Pfeil nennt die Seiten mit den Worten oder dem Wert; der Rest ist blasser. Zeichen in "
    "eckigen Klammern sind die der Quelle.",
    not_used="{lines}: nicht benutzt",
    not_reprinted="Nicht abgedruckt: {licence}. Von ihren {total} sind {words} in diesem Dossier gedruckt.",
    no_permission="keine Lizenz erlaubt den Abdruck",
    words_of=("Wort", "Wörter"),
    ledger="Verzeichnis der Widersprüche",
    ledger_about="Jeder Punkt, in dem die Quellen Werte geben, die nicht dasselbe sagen, mit allen Lesarten "
    "und dem Beleg, den die Quelle selbst für jede angibt; ihre Belege und Anmerkungen stehen ganz unter "
    "„Anmerkungen und Belege der Quellen“. Keine Lesart ist vorgezogen.",
    ledger_scope="Verschiedener Geltungsbereich",
    ledger_scope_about="Werte, die sich unterscheiden, weil sie nach der Lesung des Bearbeiters von "
    "Verschiedenem gesagt sind; sie widersprechen einander nicht.",
    ledger_heads=("Lesart", "Stelle", "Beleg dort"),
    ledger_within={True: "innerhalb einer Quelle", False: "zwischen Quellen"},
    ledger_shown="dargestellt als",
    ledger_bare="keiner",
    glossary="Glossar",
    licences="Lizenzen und Nachweise",
    licences_about="Was hier von anderen gedruckt ist, unter welcher Lizenz, und was daran geändert wurde.",
    licence_quoted="In den Kapiteln gedruckt: {words}.",
    licence_reprinted="Die Absätze, in denen sie stehen, sind unter „{part}“ abgedruckt.",
    licence_attached="Die Momentaufnahme ist dieser Datei ganz beigegeben.",
    licence_brief="Sie ist knapp und stets mit Fundstelle zitiert und nicht abgedruckt.",
    licence_changes="Änderungen: Anführungszeichen sind nach der Art des Dossiers gesetzt, Auslassungen und "
    "Einfügungen stehen in eckigen Klammern, Leerraum ist zusammengezogen.",
    licence_folds="Beim Vergleich außer Acht gelassen: {folds}.",
    licence_works="Werke ohne Momentaufnahme sind nur angeführt; von ihnen ist nichts abgedruckt außer dem, "
    "was die Quellen selbst daraus zitieren.",
    licence_pictures="Bilder",
    licence_fonts="Schriften",
    prose_fonts={
        False: "Die mitgelieferten Stile setzen Linux Libertine und Linux Biolinum, unter der SIL Open Font "
        "License und der GNU General Public License mit Schriftausnahme.",
        True: "Das Thema „plain“ setzt Liberation Serif und Liberation Sans, unter der SIL Open Font License "
        "oder, vor Version 2, der GNU General Public License mit Schriftausnahme.",
    },
    none=("keiner", "keine"),
    criticism="{passages}; {uncited}, und {carried}. Gedruckt sind {words} von {total}, die zitiert "
    "werden können.",
    criticism_uncited=(
        "bei {number} vermerkt sie, dass ein Beleg fehlt",
        "bei {number} vermerkt sie, dass ein Beleg fehlt",
    ),
    criticism_carried=("{number} beruht auf eigenen Anmerkungen", "{number} beruhen auf eigenen Anmerkungen"),
    criticism_passages=("Stelle ist benutzt", "Stellen sind benutzt"),
)
