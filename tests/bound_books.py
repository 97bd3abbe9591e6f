"""Books made of small manuscripts, from chapters and whole, and all that two PDFs of one book must share."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
import pypdfium2

from roa_dossier import pdf
from roa_dossier.audit.sheets import folded
from roa_dossier.build.printing import Commission, Printed, printed
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Checked, Span
from roa_dossier.frozen import replace
from roa_dossier.model.book import Attachment, ExpectedNote, Manuscript, Place, Typesetting
from roa_dossier.world import Memory, World

STYLE = """
@page { size: A6; margin: 15mm; @bottom-center { content: counter(page); font-feature-settings: 'tnum' }
        @top-center { content: string(head) } @footnote { border-top: .5pt solid black } }
@page :blank { @bottom-center { content: none } @top-center { content: none } }
html { font: 10pt/13pt 'Linux Libertine O', serif }
section { break-before: right; string-set: head attr(data-head) }
h1 { bookmark-level: 1 }
h2 { bookmark-level: 2 }
.page::after { content: target-counter(attr(href), page); font-feature-settings: 'tnum' }
.note { float: footnote; footnote-policy: line; font-size: 8pt }
.note::footnote-call { content: attr(data-n) }
.note::footnote-marker { content: attr(data-n) '\\2002' }
.break { break-before: page }
"""

Late = Callable[[tuple[Manuscript, ...], Mapping[str, Place]], Checked[tuple[Manuscript, ...]]]


def section(
    name: str, body: str, kind: str = "chapter", notes: tuple[ExpectedNote, ...] = (), **more: Any
) -> Manuscript:
    """Give a manuscript whose head is its name."""
    html = (
        f'<section class="{kind}" id="{name}" data-head="on {name}"><h1>{name.title()}</h1>{body}</section>'
    )
    return Manuscript(name, name.title(), html, notes, span=Span(f"dossier/{name}.yaml"), **more)


def note(number: int, name: str, body: str) -> str:
    """Give a note and its call."""
    return (
        f'<span class="call" id="{name}-c{number}"></span>'
        f'<span class="note" id="{name}-n{number}" data-n="{number}">{body}</span>'
    )


def expected(number: int, name: str, text: str) -> ExpectedNote:
    """Give what is expected of it."""
    span = Span(f"dossier/{name}.yaml", number * 10, number * 10 + 5)
    return ExpectedNote(number, f"{name}-n{number}", f"{name}-c{number}", text, span)


def page_of(name: str) -> str:
    """Give a reference that prints the number of a page."""
    return f'<a class="page" href="#{name}"></a>'


def typesetting(style: str = STYLE, **more: Any) -> Typesetting:
    plain = Typesetting("A sample", "en-GB", (("styles/test.css", style),), ("A. Writer",), "2026-11-21")
    return replace(plain, **more)


def no_lists(_: tuple[Manuscript, ...], __: Mapping[str, Place]) -> Checked[tuple[Manuscript, ...]]:
    return Checked(())


def made(
    manuscripts: tuple[Manuscript, ...],
    style: str = STYLE,
    *,
    late: Late = no_lists,
    shop: Workshop | None = None,
    world: World | None = None,
    attachments: tuple[Attachment, ...] = (),
    whole: bool = False,
    **more: Any,
) -> Printed:
    """Print manuscripts: by chapters, or whole."""
    wanted = Commission("book.pdf", manuscripts, late, typesetting(style, **more), lambda: attachments, None)
    with shop or Workshop(whole=whole) as opened:
        return printed(world or Memory({}), opened, wanted, lambda stage, detail: None)


def both(manuscripts: tuple[Manuscript, ...], style: str = STYLE, **more: Any) -> tuple[bytes, bytes]:
    """Print manuscripts in both ways, of which none says anything; the first is made of chapters."""
    found = []
    for whole in (False, True):
        one = made(manuscripts, style, whole=whole, **more)
        assert one.said == [], [each.message for each in one.said]
        assert one.book is not None and one.setting is not None
        assert one.setting.whole == ("it was asked for" if whole else "")
        found.append(one.book.pdf)
    return found[0], found[1]


def words(data: bytes) -> list[str]:
    """Give the text of each page as one reads it, spaces as one."""
    with pdf.drawing(data) as drawing:
        return [" ".join(page.chars.split()) for page in drawing]


# ── what two PDFs of one book share ─────────────────────────────────────────────────────────────────


def alike(mine: bytes, theirs: bytes) -> list[str]:
    """Name in what two PDFs differ, each with the first difference."""
    one, other = _shown(mine), _shown(theirs)
    found = []
    for name in one:
        if one[name] != other[name]:
            pairs = list(zip(one[name], other[name], strict=False))
            first = next((f"{a!r} | {b!r}" for a, b in pairs if a != b), "")
            found.append(f"{name} ({len(one[name])}, {len(other[name])}): {first[:600]}")
    return found + _moved(mine, theirs)


def _shown(data: bytes) -> dict[str, list[Any]]:
    parts = pdf.anatomy(data)
    with pdf.drawing(data) as drawing:
        # a small capital is read as the letter that its font first had it for: in either case
        texts = [(folded(page.chars).casefold(), page.rotation) for page in drawing]
    with pikepdf.open(io.BytesIO(data)) as file, file.open_metadata() as xmp:
        return {
            "text": texts,
            "ink": [*_ink(data)],
            "labels": list(parts.labels),
            "boxes": list(parts.boxes),
            "links": [*_links(file)],
            "fonts": sorted({one.name for one in parts.fonts}),
            "pictures": list(parts.images),
            "metadata": sorted(parts.metadata.items()),
            "xmp": sorted((key, str(value)) for key, value in xmp.items() if "InstanceID" not in key),
            "attachments": list(parts.attachments),
            "relations": [str(one.get("/AFRelationship")) for one in file.Root.get("/AF", ())],
            "catalog": [str(file.Root.get(key)) for key in ("/Lang", "/MarkInfo", "/ViewerPreferences")],
            "tree": [*_tree(file)],
        }


def _ink(data: bytes) -> Iterator[str]:
    """Give a digest of what each page looks like."""
    file = pypdfium2.PdfDocument(data)
    for page in file:
        drawn = page.render(scale=1, grayscale=True)
        yield hashlib.sha256(bytes(drawn.buffer)).hexdigest()
    file.close()


def _links(file: pikepdf.Pdf) -> Iterator[tuple[Any, ...]]:
    """Give every link with its place on its page, to a twentieth of a point."""
    for number, page in enumerate(file.pages):
        found = []
        for mark in page.obj.get("/Annots", ()):
            leads = str(mark.get("/Dest", "")) or str(mark.get("/A", {}).get("/URI", ""))
            found.append((leads, *(round(float(each) * 20) for each in mark.Rect)))
        yield (number, *sorted(found))


def _tree(file: pikepdf.Pdf) -> Iterator[tuple[Any, ...]]:
    """Give the structure tree: every element with its depth, its role, its words, what it marks."""
    numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    pending: list[tuple[Any, int]] = [(file.Root.StructTreeRoot, 0)]
    while pending:
        one, depth = pending.pop()
        if isinstance(one, int):
            yield depth, one
            continue
        kind = str(one.get("/S", one.get("/Type", "")))
        page = numbers.get(one.Pg.objgen) if "/Pg" in one else None
        told = tuple((key, str(one[key])) for key in ("/Alt", "/ActualText", "/Lang", "/T") if key in one)
        yield depth, kind, page, told
        pending.extend((kid, depth + 1) for kid in reversed(kids(one)))


def kids(element: Any) -> list[Any]:
    """Give what an element of a structure tree holds."""
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _moved(mine: bytes, theirs: bytes) -> list[str]:
    """Name destinations and bookmarks of one that the other has not at the same point of the same page."""
    found = []
    one, other = (pdf.anatomy(data).destinations for data in (mine, theirs))
    if one.keys() != other.keys():
        found.append(f"destinations: {sorted(one.keys() ^ other.keys())[:10]}")
    for name in one.keys() & other.keys():
        a, b = one[name], other[name]
        if a.page != b.page or abs(a.x - b.x) > 0.05 or abs(a.y - b.y) > 0.05:
            found.append(f"destination {name}: {a} | {b}")
    marks = bookmarks(mine), bookmarks(theirs)
    if len(marks[0]) != len(marks[1]):
        found.append(f"{len(marks[0])} bookmarks, {len(marks[1])}")
    for a, b in zip(*marks, strict=False):
        if a[:4] != b[:4] or abs(a[4] - b[4]) > 0.05 or abs(a[5] - b[5]) > 0.05:
            found.append(f"bookmark {a} | {b}")
    return found


def bookmarks(data: bytes) -> list[tuple[str, int, int, bool, float, float]]:
    """Give the bookmarks: words, depth, page, whether open, point."""
    found: list[tuple[str, int, int, bool, float, float]] = []
    with pikepdf.open(io.BytesIO(data)) as file:
        numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
        root = file.Root.get("/Outlines")
        pending = [(root.First, 0)] if root is not None else []
        while pending:
            item, depth = pending.pop()
            page, _, x, y, *_ = item.Dest
            opened = int(item.get("/Count", 0)) >= 0
            found.append((str(item.Title), depth, numbers[page.objgen], opened, float(x), float(y)))
            pending += [(item[key], depth + (key == "/First")) for key in ("/Next", "/First") if key in item]
    return found


# ── the structure tree ──────────────────────────────────────────────────────────────────────────────


def tree_faults(data: bytes) -> list[str]:
    """Name what is wrong with the structure tree of a PDF (ISO 32000-1 §14.7)."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [*_tree_faults(file)]


def elements(file: pikepdf.Pdf) -> Iterator[Any]:
    """Give every element of the structure tree, in reading order."""
    pending = list(reversed(kids(file.Root.StructTreeRoot)))
    while pending:
        one = pending.pop()
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            pending.extend(reversed(kids(one)))


def _tree_faults(file: pikepdf.Pdf) -> Iterator[str]:
    root = file.Root.StructTreeRoot
    known = {one.objgen: one for one in elements(file)}
    yield from (f"{kid.S} has another parent" for kid in kids(root) if kid.P.objgen != root.objgen)
    for one in known.values():
        for kid in kids(one):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.P.objgen != one.objgen:
                yield f"{kid.S} {kid.objgen} has another parent than the {one.S} that lists it"
    yield from _names_wrong(root, known)
    yield from _parents_wrong(file, root, known)


def _names_wrong(root: Any, known: Mapping[Any, Any]) -> Iterator[str]:
    """Look at the tree of identifiers, and at what names them: the heads of cells."""
    names = list(root.get("/IDTree", {}).get("/Names", ()))
    keys = [bytes(key) for key in names[::2]]
    if keys != sorted(set(keys)):
        yield "the identifiers are not sorted, or not each there once"
    leads = {bytes(key): one.objgen for key, one in zip(names[::2], names[1::2], strict=True)}
    carried = {bytes(one.ID): one.objgen for one in known.values() if "/ID" in one}
    if leads != carried:
        yield f"the tree of identifiers has others than the elements: {sorted(leads.keys() ^ carried.keys())}"
    for one in known.values():
        for attributes in one.get("/A", ()) if isinstance(one.get("/A"), pikepdf.Array) else [one.get("/A")]:
            for head in (attributes or {}).get("/Headers", ()):
                if bytes(head) not in carried or str(known[carried[bytes(head)]].S) != "/TH":
                    yield f"a cell names the head {head}, which is none"


def _parents_wrong(file: pikepdf.Pdf, root: Any, known: Mapping[Any, Any]) -> Iterator[str]:
    """Look at the parent tree: every key of the file is there once, and leads to what lists it.

    The engine writes elements for what stands in the margins, too, and puts them nowhere.
    """
    nums = [*_numbers(root.ParentTree)]
    keys = [int(key) for key, _ in nums]
    if keys != sorted(set(keys)):
        yield "the keys of the parent tree are not sorted, or not each there once"
    parents = dict(zip(keys, (value for _, value in nums), strict=True))
    listed = {place: one for one in known.values() for place in _listed(one)}
    wanted: list[int] = []
    for number, page in enumerate(file.pages):
        at = page.obj.objgen
        if "/StructParents" in page.obj:
            wanted.append(int(page.obj.StructParents))
            for mark, element in enumerate(parents.get(wanted[-1], ())):
                if element is None or element.Pg.objgen != at:
                    yield f"content {mark} of page {number + 1} is of no element of this page"
                elif element.objgen in known and listed.pop((at, mark), element).objgen != element.objgen:
                    yield f"content {mark} of page {number + 1} is not listed by its {element.S}"
        for link in page.obj.get("/Annots", ()):
            wanted.append(int(link.StructParent))
            element = parents.get(wanted[-1])
            if element is None or listed.pop((at, link.objgen), element).objgen != element.objgen:
                yield f"a link of page {number + 1} is not listed by its element"
    yield from (f"{one.S} lists {place}, which is not of it" for place, one in listed.items())
    if sorted(wanted) != keys:
        yield f"the parent tree has other keys than the file: {sorted({*wanted} ^ {*keys})[:5]}"


def _listed(element: Any) -> Iterator[tuple[Any, Any]]:
    """Give what an element itself marks: pages with numbers of marked content, and with links."""
    for kid in kids(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)
        elif kid.get("/Type") == "/OBJR":
            yield kid.get("/Pg", element.get("/Pg")).objgen, kid.Obj.objgen


def _numbers(node: Any) -> Iterator[tuple[Any, Any]]:
    for kid in node.get("/Kids", ()):
        found = [*_numbers(kid)]
        limits = [int(each) for each in kid.Limits]
        assert limits == [int(found[0][0]), int(found[-1][0])]
        yield from found
    nums = list(node.get("/Nums", ()))
    yield from zip(nums[::2], nums[1::2], strict=True)
