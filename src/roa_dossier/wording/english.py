"""The words of the house in English."""

from __future__ import annotations

from roa_dossier.model.source import PartKind
from roa_dossier.wording.form import Wording

ENGLISH = Wording(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day_form="{day} {month} {year}",
    thousands=",",
    and_="and",
    outer=("“", "”"),
    inner=("‘", "’"),
    chapter="Chapter",
    table="Table",
    figure="Figure",
    contested_point="Contested point",
    page="p.",
    line=("l.", "ll."),
    parts={
        PartKind.BODY: ("paragraph", "paragraphs"),
        PartKind.INFOBOX: ("infobox", "infobox"),
        PartKind.CAPTION: ("caption", "captions"),
        PartKind.TABLE: ("table", "table"),
        PartKind.LIST: ("list", "list"),
        PartKind.NOTE: ("note", "notes"),
        PartKind.REFERENCE: ("reference", "references"),
        PartKind.APPENDED: ("appended summary", "appended summaries"),
        PartKind.APPENDED_TITLE: ("appended summary", "appended summaries"),
        PartKind.TITLE: ("title", "titles"),
        PartKind.HEADING: ("heading", "headings"),
        PartKind.CHROME: ("page furniture", "page furniture"),
    },
    row="row",
    next="; ",
    quoted_in=", quoted in ",
    cited_in=", cited in ",
    hereafter="hereafter ",
    reference=("n.", "nn."),
    note=("note", "notes"),
    with_notes="with its {notes}",
    resting_on="resting on its {records}",
    resting_also_on="resting also on its {records}",
    marked={
        (False, False): "marked “citation needed” there",
        (False, True): "partly marked “citation needed” there",
        (True, False): "all marked “citation needed” there",
        (True, True): "all partly marked “citation needed” there",
    },
    marked_both={
        False: "both marked “citation needed” there",
        True: "both partly marked “citation needed” there",
    },
    listed_in="cited in {sources}",
    listed_also_in="also cited in {sources}",
    remarks={},
    citing="citing {references}",
    uncited="citation needed in source",
    uncited_table="marked “citation needed” there",
    editorial="editorial",
    editorial_for="editorial: {reason}",
    supplied="[ed.]",
    contested="contested",
    source_line="Source:",
    grouped_and_headed="Grouping and column heads: editorial.",
    grouped="Grouping: editorial.",
    headed="Column heads: editorial.",
    icons="Icon file names left out: {icons}.",
    icons_begin=("begins", "begin"),
    fact_heads=("Property", "As stated", "When", "Source"),
    bibliography="Bibliography",
    dossier_sources="Sources of this dossier",
    consulted="Works consulted",
    second_hand="Cited at second hand (not seen)",
    second_hand_about="Known only through the sources that cite them.",
    standing="{standing} source ({kind})",
    standings={},
    kinds={},
    kicker="Research dossier",
    edited_by="Edited by {editors}",
    edition_of="Edition of {day}",
    contents="Contents",
    tables="Tables",
    figures="Figures",
    contested_points="Contested points",
    counted=(
        ("source", "sources"),
        ("quotation found word for word", "quotations found word for word"),
        ("fact with its locator", "facts with locators"),
        ("point contested", "points contested"),
    ),
    alone="{label} of the dossier, printed to stand alone",
    prose_handout="Quotations were found word for word in the snapshots; facts are given as stated in them, "
    "and ¶ and l. count the paragraphs and lines of the snapshot.",
    handout_editorial="An original form followed by [ed.] was supplied by the editor.",
    handout_licence="Licence of",
    records="The sources’ own notes and references",
    records_about="What a source gives as its own authorities is printed here as the snapshot has it, "
    "misprints included. None of it has been seen by the editor unless the bibliography says so.",
    record_heads=("Mark", "As it stands", "Line"),
    in_bibliography="Listed in the bibliography.",
    passed_over="Passages passed over",
    passed_over_about="Every paragraph and line of the sources is quoted, carries a fact, is cited, or is "
    "listed here with the reason why it is passed over.",
    passed_over_heads=("Why it is passed over", "What it is, and its lines"),
    account="Of {whole}, {used}.",
    account_all="Of {whole}, all are used.",
    account_used=("{number} is used", "{number} are used"),
    account_unit=("paragraph or line that may be quoted", "paragraphs and lines that may be quoted"),
    note_on_the_text="Note on the text",
    checked_title="What is checked, and what is not",
    prose_checked="Every quotation in this dossier has been found word for word in a snapshot of its "
    "source, and every fact is given with the passage that states it. A fact is printed <em>as stated "
    "in</em> its source: that a passage says a thing is checked, that the thing is so is not. Where the "
    "sources differ, with each other or within themselves, the readings stand side by side and none is "
    "preferred. The sentences between the quotations are the editor’s; nothing in them is checked beyond the "
    "words they quote and the facts they carry.",
    sources_title="The sources",
    read_as={
        False: "It is read as a {standing} source, classed as {kind}.",
        True: "It is read as an {standing} source, classed as {kind}.",
    },
    licence="Licence: {licence}.",
    no_licence="none stated",
    licence_stated="{name}, as the source itself states",
    licence_inferred="{name}, by the editor’s inference; the snapshot does not say so",
    snapshot="Snapshot:",
    characters=("character", "characters"),
    sigla_title="Sigla and locators",
    prose_first_cite="The first note of a chapter that cites a source gives its full reference and its "
    "siglum (“hereafter {siglum}”); later notes, and the margins, give the siglum alone.",
    prose_locators="A locator such as ¶&#160;9, l.&#160;45 names the ninth paragraph of the source’s "
    "running text and the forty-fifth line of the snapshot as it was received. Only paragraphs of the "
    "running text are counted by ¶; an infobox, a caption, a list, a table, a note, a reference or an "
    "appended summary is named as such. Locators are computed from the place where the words were found.",
    prose_carried="What the source gives as its own authority travels on into our notes, with the source’s "
    "own mark (n.&#160;7, note&#160;d). A work is “quoted in” the source where the words printed are that "
    "work’s, which the source itself sets between double marks; everywhere else the words are the source’s, "
    "they rest on the work, and it is “cited in” the source. Such works were not seen unless the "
    "bibliography says so.",
    prose_uncited="“Citation needed” is the source’s own mark, set by its writers beside statements for "
    "which they gave no authority. It is printed, within a quotation or in its note, wherever it touches "
    "what is used.",
    matched_title="How words were matched",
    prose_matched="Nothing was matched by likeness. Case, digits, accents, dashes and the letters of each "
    "script had to agree. Left out of account were only {folds}. Quotation marks are set in the dossier’s "
    "own form, {outer} outside and {inside} inside; a quotation set as a block has none around it.",
    prose_curled="Straight marks of the source that stand within such a block are curled.",
    prose_brackets="Square brackets that are not the source’s are ours: […] omits, [word] inserts, and "
    "[T]he changes a first letter.",
    prose_titles="Titles of works are printed as typed, in no style’s capitals.",
    prose_ranks="Romanised forms in a rank table are the source’s own; BGN/PCGN romanisation served only to "
    "find where one column of a line ends and the next begins. A grouping or a column head that is ours is "
    "marked editorial beneath its table.",
    prose_editorial="A name’s original form followed by [ed.] was supplied by the editor and stands in no "
    "source.",
    folds_always=("white space", "equivalent forms of the same character"),
    folds={},
)
