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
    remarks={"modified": "simplified by the editor"},
    citing="citing {references}",
    uncited="citation needed in source",
    uncited_table="marked “citation needed” there",
    editorial="editorial",
    editorial_for="editorial: {reason}",
    supplied="[ed.]",
    contested="contested",
    source_line="Source:",
    continued="{name}, continued",
    continued_unnamed="Continued",
    continued_columns="{name}, continued: columns {columns}",
    grouped_and_headed="Grouping and column heads: editorial.",
    grouped="Grouping: editorial.",
    headed="Column heads: editorial.",
    icons="Icon file names left out: {icons}.",
    icons_begin=("begins", "begin"),
    fact_heads=("Property", "As stated", "When", "Source"),
    bibliography="Bibliography",
    dossier_sources="Sources of this dossier",
    archival="Archival sources",
    primary="Printed primary sources",
    secondary="Secondary works",
    reference_works="Reference works and web pages",
    archive_unnamed="Archive not named",
    archive_inferred="An archive in brackets follows from the signature; where it was found none is named.",
    other_works="Other works",
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
    "misprints included. None of it has been seen by the editor unless the bibliography says so. What the "
    "bibliography lists it also comments on.",
    record_heads=("Mark", "As it stands", "Line"),
    not_in_bibliography="Not listed in the bibliography.",
    end_notes="Notes",
    notes_to="Notes to chapter {number}",
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
    according="according to {siglum}",
    derived="derived: {sum}",
    scope="said of {scope}",
    margin_signs={"uncited": "?", "single-source": "1"},
    prose_margin_signs={
        "uncited": 'In the margin, <b class="sign-legend">?</b> stands beside a line with words or a value '
        "that the source itself marks “citation needed”.",
        "single-source": 'In the margin, <b class="sign-legend">1</b> stands beside a line with a value that '
        "one source alone states.",
    },
    leaf=("p.", "pp."),
    aids="Indexes and registers",
    aids_about="Every page number in these parts was taken from the finished pages.",
    documents="Documents quoted",
    documents_about="Every passage that is set as a block, in the order in which it is printed.",
    documents_heads=("No.", "Title or first words", "Source", "Page"),
    people="Register of people",
    people_about="Who is named in the chapters, with the forms that the sources use, what the facts of this "
    "dossier state, each with its locator, and the pages, told apart as in the index.",
    people_forms="also {forms}",
    index="Index of names, places and units",
    index_about="Pages of the chapters with their notes. A page in bold has the entry on a person; one "
    "followed by n has the name in a note only; one in italics has it in a contested point. Forms that the "
    "sources use are listed under the printed one.",
    in_note="n",
    see="see",
    numerals="0–9",
    table_of_sources="Table of sources",
    table_of_sources_about="Every page whose notes cite a source or a work. Works known at second hand stand "
    "under the source that cites them; an archive’s signature is followed by the form that it has there.",
    through_it="Known through it:",
    found_as="there {signature}",
    as_quoted="Sources as quoted",
    as_quoted_about="The paragraphs and lines of which this dossier prints words, values or cells, as the "
    "snapshots have them. In the margin stand the lines of the snapshot. Words that are printed in the "
    "chapters are underlined; words that are dotted are not printed themselves, but a printed value rests "
    "on them. An arrow gives the pages with the words or the value; the rest is paler. Marks in square "
    "brackets are the source’s own.",
    not_used="{lines}: not used",
    not_reprinted="Not reprinted: {licence}. Of its {total}, {words} are printed in this dossier.",
    no_permission="no licence lets it be reprinted",
    words_of=("word", "words"),
    ledger="Ledger of disagreements",
    ledger_about="Every point on which the sources give values that do not say the same, with all "
    "readings and the authority that the source itself gives for each: n. and note are its own, and stand "
    "whole under “The sources’ own notes and references”. The order is the editor’s; no reading is "
    "preferred.",
    ledger_scope="Differences of scope",
    ledger_scope_about="Values that differ because they are said of different things, as the editor reads "
    "them; they do not contradict each other.",
    ledger_heads=("Reading", "Where", "Authority given there"),
    ledger_within={True: "within one source", False: "between sources"},
    ledger_shown="set out as",
    ledger_bare="none",
    glossary="Glossary",
    licences="Licences and attribution",
    licences_about="What of others’ work is printed here, under which licence, and what was changed in it.",
    licence_quoted="{words} of it are printed in the chapters.",
    licence_reprinted="The paragraphs they stand in are reprinted under “{part}”.",
    licence_attached="The snapshot is attached to this file whole.",
    licence_brief="It is quoted briefly, each time with its place, and not reprinted.",
    licence_changes="Changes: quotation marks are set in the dossier’s form, omissions and "
    "insertions stand in "
    "square brackets, white space is folded.",
    licence_folds="Left out of account in matching: {folds}.",
    licence_works="Works without a snapshot are cited, and nothing of them is reprinted except what "
    "the sources "
    "above quote of them.",
    licence_pictures="Pictures",
    licence_fonts="Typefaces",
    prose_fonts={
        False: "The built-in styles are set in Linux Libertine and Linux Biolinum, under the SIL Open Font "
        "License and the GNU General Public License with font exception.",
        True: "The theme “plain” is set in Liberation Serif and Liberation Sans, under the SIL Open Font "
        "License or, before version 2, the GNU General Public License with font exception.",
    },
    none=("none", "none"),
    criticism="{passages}; {uncited}, and {carried}. Printed are {words} of the {total} that may be quoted.",
    criticism_uncited=(
        "{number} of them is marked “citation needed”",
        "{number} of them are marked “citation needed”",
    ),
    criticism_carried=(
        "{number} rests on a note or reference of its own",
        "{number} rest on notes or references of its own",
    ),
    criticism_passages=("passage of it is used", "passages of it are used"),
)
