"""The door to PDF files: what stands in them, and what cannot be opened."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from roa_dossier import pdf


def made(**root: object) -> bytes:
    """Make a PDF of two pages with a word each, a destination, links and bookmarks."""
    file = pikepdf.new()
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for words in (b"BT /F 12 Tf 72 700 Td (Here and) Tj ET", b"BT /F 12 Tf 590 700 Td (off the paper) Tj ET"):
        page = file.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
        page.Contents = file.make_stream(words)
    second = file.pages[1].obj
    goal = pikepdf.Array([second, pikepdf.Name.XYZ, 72, 700, 0])
    names = pikepdf.Array([pikepdf.String("there"), goal])
    file.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))
    rect = pikepdf.Array([0, 0, 9, 9])
    inner = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=rect, Dest=pikepdf.String("there"))
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org"))
    outer = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=rect, A=action)
    file.pages[0].obj.Annots = pikepdf.Array([inner, outer])
    with file.open_outline() as outline:
        item = pikepdf.OutlineItem("First", 0)
        item.children.append(pikepdf.OutlineItem("Second", 1))
        outline.root.append(item)
    for key, value in root.items():
        file.Root[f"/{key}"] = value
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_the_parts_of_a_pdf() -> None:
    found = pdf.anatomy(made())
    assert found.boxes == (pdf.Box(0, 0, 595, 842),) * 2
    assert found.labels == ("1", "2")
    assert found.destinations == {"there": pdf.Place(1, 72, 700)}
    assert found.links == (pdf.Link(0, destination="there"), pdf.Link(0, uri="https://example.org"))
    assert [(one.title, one.depth) for one in found.outline] == [("First", 0), ("Second", 1)]
    assert found.fonts == (pdf.Font("Helvetica", embedded=False),)
    assert (found.attachments, found.tagged) == ((), False)


def test_printed_page_numbers_are_those_of_the_file() -> None:
    roman = pikepdf.Dictionary(S=pikepdf.Name.r)
    assert pdf.anatomy(made(PageLabels=pikepdf.Dictionary(Nums=pikepdf.Array([0, roman])))).labels == (
        "i",
        "ii",
    )


def test_words_and_their_boxes() -> None:
    with pdf.drawing(made()) as drawing:
        assert len(drawing) == 2
        first, second = drawing
        assert first.chars == "Here and"
        box = first.box(0)
        assert box is not None
        assert (71 < box.left < 75, 699 < box.bottom < 701) == (True, True)
        paper = pdf.Box(0, 0, 595, 842)
        inside, outside = first.bounds(), second.bounds()
        assert inside is not None and paper.holds(inside)
        assert outside is not None and not paper.holds(outside)
        known = {number: page.reading() for number, page in enumerate((first, second))}
    with pdf.drawing(made(), known) as again:
        assert [page.reading() for page in again] == [*known.values()]
        box_of_another = again.page(0).box(1)  # which was not asked for before
        assert box_of_another is not None and box_of_another.left > box.left


def test_a_box_holds_what_lies_inside_it() -> None:
    box = pdf.Box(0, 0, 10, 10)
    assert box.holds(pdf.Box(0, 0, 10, 10))
    assert not box.holds(pdf.Box(0, 0, 10.5, 10))
    assert box.holds(pdf.Box(0, 0, 10.5, 10), slack=0.5)


@pytest.mark.parametrize("data", [b"", b"no PDF", made()[:200]])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(pdf.Unreadable), pdf.drawing(data):
        pass


@pytest.mark.parametrize("data", [b"", b"no PDF"])
def test_what_is_no_pdf_has_no_parts(data: bytes) -> None:
    with pytest.raises(pdf.Unreadable):
        pdf.anatomy(data)


@pytest.mark.parametrize("read", [pdf.anatomy, lambda data: pdf.attachment(data, "x"), pdf.origin])
def test_a_pdf_that_asks_for_a_password_is_said_to_be_encrypted(read: Callable[[bytes], object]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    with pytest.raises(pdf.Encrypted):
        read(out.getvalue())
    assert issubclass(pdf.Encrypted, pdf.Unreadable)


def test_rows_of_a_later_page_below_a_table_of_an_earlier_one_are_the_later_page_s():
    with pikepdf.new() as file:
        pages = [file.add_blank_page().obj for _ in range(2)]

        def element(role, kids, page=None):
            made = pikepdf.Dictionary(S=pikepdf.Name(f"/{role}"), K=pikepdf.Array(kids))
            if page is not None:
                made.Pg = pages[page]
            return file.make_indirect(made)

        rows = [element("TR", [element("TD", [0], 0)], 0), element("TR", [element("TD", [7, 8], 1)], 1)]
        section = element("Sect", [element("Table", rows, 0)], 0)
        note = element("Div", [3], 1)
        file.Root.StructTreeRoot = element("StructTreeRoot", [element("Document", [section, note])])
        data = io.BytesIO()
        file.save(data)
    tree = pdf.structure(data.getvalue())
    assert (tree.page(0).text, tree.page(1).text, tree.page(1).notes) == ((0,), (7, 8), (3,))
    assert tree.end(1) == ("TD", "TR", "Table", "Sect")
    assert tree.end(2) == ()
