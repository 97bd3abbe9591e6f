"""Sheets for the printer: pages where they belong when the paper is folded, and drawn as they were."""

import io
import os
import time

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import ImageChops, ImageStat

from commanding import run
from roa_dossier import impose, pdf
from roa_dossier.audit import imposed as imposed_audit
from roa_dossier.build import orders
from roa_dossier.build.orders import Order
from roa_dossier.diagnostics import Checked
from roa_dossier.frozen import replace
from roa_dossier.impose import booklet, in_turn
from roa_dossier.impose.paper import MM, ground
from roa_dossier.impose.placing import sides, upright
from roa_dossier.model.outline import Edition
from roa_dossier.model.sheets import Blanks, Imposition, Paper, Scheme, Turn

NAME, NAMES = pikepdf.Name, pikepdf.Dictionary
A5 = (148 * MM, 210 * MM)
counts = st.integers(1, 200)
signatures = st.none() | st.integers(1, 12)


# ── a PDF to impose ─────────────────────────────────────────────────────────────────────────────────


def made(*sizes, change=lambda file: None, **saving):
    """Make a PDF with a page of each size, its number drawn in it: `(1)`, `(2)`, …"""
    file = pikepdf.new()
    font = file.make_indirect(NAMES(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Courier))
    shared = file.make_indirect(NAMES(Font=NAMES(F=font)))
    for number, (width, height) in enumerate(sizes, 1):
        page = file.add_blank_page(page_size=(width, height))
        page.Resources = shared
        words = f"BT /F 20 Tf {width / 3:.2f} {height * 0.7:.2f} Td (<{number}>) Tj ET"
        page.Contents = file.make_stream(f"{words} 0.8 g 5 5 30 60 re f".encode())
    change(file)
    out = io.BytesIO()
    file.save(out, deterministic_id=not saving, **saving)
    return out.getvalue()


def imposed(data, **wanted):
    """Impose, without a message."""
    checked = impose.sheets(data, Imposition(**wanted), "town.pdf")
    assert checked.diagnostics == ()
    return checked.value


def said(data, **wanted):
    checked = impose.sheets(data, Imposition(**wanted), "town.pdf")
    assert checked.refused is (checked.value is None)
    return [(one.code, one.message) for one in checked.diagnostics]


def drawn(data):
    """Give the numbers on each side of each sheet: the number, the middle of its place, whether upright."""
    with pdf.drawing(data) as drawing:
        return [list(_numbers(page)) for page in drawing]


def _numbers(page):
    for start, char in enumerate(page.chars):
        if char == "<":
            stop = page.chars.index(">", start)
            first, last = page.box(start), page.box(stop)
            x, y = (first.left + last.right) / 2, (first.bottom + last.top) / 2
            yield int(page.chars[start + 1 : stop]), x, y, first.left < last.left


def picture(data, number, scale=1):
    file = pypdfium2.PdfDocument(data)
    shown = file[number].render(scale=scale).to_pil().convert("L")
    file.close()
    return shown


def differ(one, other):
    """Give the mean difference of two pictures, from 0 to 255."""
    assert one.size == other.size
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


# ── order ───────────────────────────────────────────────────────────────────────────────────────────


def folded(sheets):
    """Read sheets as they are read when each signature is folded and all are gathered."""
    signature = []
    for sheet in sheets:
        signature.append(sheet)
        assert sheet.depth == len(signature) - 1
        if len(signature) == sheet.nested:
            for one in signature:
                yield from (one.front[1], one.back[0])
            for one in reversed(signature):
                yield from (one.back[1], one.front[0])
            signature = []
    assert not signature


@given(counts, signatures)
@example(1, None)
@example(17, 2)
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages, signature):
    read = list(folded(booklet(pages, signature)))
    assert read[:pages] == list(range(pages))
    assert read[pages:] == [None] * (-pages % 4)


@given(counts, signatures)
def test_the_pages_of_a_side_add_up_to_the_same_in_a_signature(pages, signature):
    first = 0
    for sheet in booklet(pages, signature):
        last = first + 4 * sheet.nested - 1
        for pair in (sheet.front, sheet.back):
            assert None in pair or sum(pair) == first + last
        if sheet.depth == sheet.nested - 1:
            first = last + 1


@given(counts, signatures, st.sampled_from(Blanks))
def test_a_booklet_is_a_permutation(pages, signature, blanks):
    sheets = booklet(pages, signature, blanks)
    stand = [page for sheet in sheets for page in (*sheet.front, *sheet.back)]
    assert sorted(page for page in stand if page is not None) == list(range(pages))
    assert len(stand) - pages == -pages % 4
    assert len(sheets) == -(-pages // 4)


@given(counts, st.integers(1, 12))
def test_every_signature_but_the_last_has_the_sheets_asked_for(pages, signature):
    nested = [sheet.nested for sheet in booklet(pages, signature)]
    full = len(nested) // signature * signature
    assert nested[:full] == [signature] * full
    assert set(nested[full:]) <= {len(nested) - full}


@given(st.integers(2, 200), signatures)
def test_blanks_before_the_last_page_keep_the_back_cover_outside(pages, signature):
    read = list(folded(booklet(pages, signature, Blanks.BEFORE_LAST)))
    assert read == [*range(pages - 1), *[None] * (-pages % 4), pages - 1]


@given(counts, st.sampled_from([2, 4]), st.booleans())
def test_handouts_read_in_turn(pages, to_a_side, both_sides):
    sheets = in_turn(pages, to_a_side, both_sides=both_sides)
    stand = [page for sheet in sheets for page in (*sheet.front, *sheet.back)]
    assert stand[:pages] == list(range(pages))
    assert set(stand[pages:]) <= {None}
    assert all(len(sheet.back) == (to_a_side if both_sides else 0) for sheet in sheets)
    assert len(stand) - pages < to_a_side * (1 + both_sides)


def test_a_booklet_of_eight_pages():
    first, second = booklet(8)
    assert (first.front, first.back) == ((7, 0), (1, 6))
    assert (second.front, second.back) == ((5, 2), (3, 4))


# ── where pages stand when the paper is turned ──────────────────────────────────────────────────────


def turned_over(x, y, is_upright, width, height, turn):
    """Give where a point of the back is seen through the front, and whether it is upright from there.

    A sheet turned over an upright edge swaps left and right; over a level edge it swaps top and bottom, and
    what was upright stands on its head.
    """
    over_upright_edge = (turn is Turn.SHORT) == (width >= height)
    return (width - x, y, is_upright) if over_upright_edge else (x, height - y, not is_upright)


@pytest.mark.parametrize("turn", [Turn.LONG, Turn.SHORT])
@pytest.mark.parametrize("size", [(200, 300), (150, 400), (300, 200)])
def test_behind_each_page_of_a_booklet_stands_the_next_the_same_way_up(turn, size):
    done = imposed(made(*[size] * 11), turn=turn)
    looked = drawn(done.pdf)
    assert len(looked) == 6
    width, height = done.width * MM, done.height * MM
    read = {}
    for front, back in zip(looked[::2], looked[1::2], strict=True):
        for number, x, y, is_upright in front:
            assert is_upright
            read[number] = (x > width / 2, x, y)
        for number, *place in back:
            x, y, is_upright = turned_over(*place, width, height, turn)
            assert is_upright
            read[number] = (x > width / 2, x, y)
    assert read.keys() == set(range(1, 12))
    for number in range(1, 11, 2):  # a leaf: its odd page in front, its even page behind
        right, x, _ = read[number]
        assert read[number + 1][0] is right
        assert abs(read[number][2] - read[number + 1][2]) < 0.1
        assert abs(x - read[number + 1][1]) < size[0]


@pytest.mark.parametrize("turn", [Turn.LONG, Turn.SHORT])
@pytest.mark.parametrize("scheme", [Scheme.TWO_UP, Scheme.FOUR_UP])
@pytest.mark.parametrize("size", [(210 * MM, 297 * MM), (297 * MM, 210 * MM)])
def test_both_sides_of_a_handout_are_upright_however_it_is_turned(turn, scheme, size):
    done = imposed(made(*[size] * 8), scheme=scheme, turn=turn)
    width, height = done.width * MM, done.height * MM
    landscape = (size[0] > size[1]) == (scheme is Scheme.FOUR_UP)
    assert (width > height) is landscape
    for number, side in enumerate(drawn(done.pdf)):
        places = {}
        for page, x, y, is_upright in side:
            if number % 2:
                # the reader turns the sheet the same way as the printer did
                _, _, seen = turned_over(x, y, is_upright, width, height, turn)
                assert seen
                if not is_upright:
                    x, y = width - x, height - y
            places[page] = (x, y)
        order = sorted(places, key=lambda page: (-round(places[page][1]), places[page][0]))
        assert order == sorted(places)


def test_the_default_turn_leaves_every_side_upright_and_tells_the_printer():
    for size, turn, flip in (
        ((200, 300), Turn.SHORT, "/DuplexFlipShortEdge"),
        ((150, 400), Turn.LONG, "/DuplexFlipLongEdge"),
    ):
        done = imposed(made(*[size] * 4))
        assert done.turn is turn
        assert all(is_upright for side in drawn(done.pdf) for *_, is_upright in side)
        with pikepdf.open(io.BytesIO(done.pdf)) as file:
            assert file.Root.ViewerPreferences.Duplex == flip
            assert file.Root.ViewerPreferences.PrintScaling == "/None"


def test_left_and_right_on_the_sheets_of_a_booklet():
    looked = drawn(imposed(made(*[A5] * 6)).pdf)
    order = [[number for number, *_ in sorted(side, key=lambda one: one[1])] for side in looked]
    assert order == [[1], [2], [6, 3], [4, 5]]
    assert looked[0][0][1] > A5[0]  # the first page stands right
    assert looked[1][0][1] < A5[0]


# ── sizes ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("size", "wanted", "sheet", "scale"),
    [
        (A5, {}, (297, 210), 1),
        ((210 * MM, 297 * MM), {}, (420, 297), 1),
        ((210 * MM, 297 * MM), {"paper": Paper.A4}, (297, 210), 148.5 / 210),
        (A5, {"paper": Paper.A3}, (420, 297), 1),
        ((5.5 * 72, 8.5 * 72), {}, (279.4, 215.9), 1),
        ((210 * MM, 297 * MM), {"scheme": Scheme.TWO_UP}, (297, 210), 210 / 297),
        ((297 * MM, 210 * MM), {"scheme": Scheme.TWO_UP}, (210, 297), 210 / 297),
        ((210 * MM, 297 * MM), {"scheme": Scheme.FOUR_UP}, (210, 297), 0.5),
        ((210 * MM, 297 * MM), {"scheme": Scheme.TWO_UP, "paper": Paper.A3}, (420, 297), 1),
        ((100 * MM, 100 * MM), {"scheme": Scheme.FOUR_UP, "paper": Paper.A3}, None, 1),
    ],
)
def test_paper_and_scale(size, wanted, sheet, scale):
    done = imposed(made(*[size] * 4), **wanted)
    if sheet:
        assert (done.width, done.height) == pytest.approx(sheet, abs=0.5)
    assert done.scale == pytest.approx(scale, abs=1e-3)
    assert done.scale <= 1
    boxes = pdf.anatomy(done.pdf).boxes
    assert (boxes[0].right, boxes[0].top) == pytest.approx((done.width * MM, done.height * MM), abs=0.01)


@given(
    st.tuples(st.integers(40, 2000), st.integers(40, 2000)),
    st.sampled_from(Scheme),
    st.none() | st.sampled_from(Paper),
    st.booleans(),
    st.sampled_from([0.0, 3.0]),
    st.sampled_from([0.0, 2.0]),
    st.sampled_from([Turn.LONG, Turn.SHORT]),
)
def test_pages_and_marks_keep_to_their_places(size, scheme, paper, crop_marks, bleed, creep, turn):
    wanted = Imposition(scheme, paper, turn, None, Blanks.END, creep, crop_marks, bleed)
    box = pdf.Box(0, 0, *size)
    pages = (pdf.PageShape(box, box),) * 9
    base = ground(size, wanted)
    if base.scale < impose.LEAST_SCALE:
        return
    assert base.scale <= 1
    sheets = booklet(9) if scheme is Scheme.BOOKLET else in_turn(9, base.columns * base.rows)
    for side in sides(sheets, pages, base, wanted, turn):
        paper_box = pdf.Box(0, 0, side.width, side.height)
        trims = [_placed(one, size) for one in side.placed]
        assert all(paper_box.holds(one.clip, 0.01) for one in side.placed)
        for index, one in enumerate(side.placed):
            for other in side.placed[index + 1 :]:
                assert not _overlap(one.clip, other.clip)
        assert bool(side.lines) is (crop_marks and (bool(trims) or scheme is Scheme.BOOKLET))
        for x, y, p, q in side.lines:
            line = pdf.Box(min(x, p), min(y, q), max(x, p), max(y, q))
            assert paper_box.holds(line, 0.01)
            assert not any(_overlap(_wider(one.clip, 0.5), _wider(line, 0.1)) for one in side.placed)
        for trim, one in zip(trims, side.placed, strict=True):
            assert trim.right - trim.left == pytest.approx(size[0] * base.scale)
            if scheme is not Scheme.BOOKLET:
                assert one.clip.holds(trim, 0.01)


def _placed(one, size):
    a, _, _, d, e, f = one.matrix
    x, y = e + a * size[0], f + d * size[1]
    return pdf.Box(min(e, x), min(f, y), max(e, x), max(f, y))


def _wider(box, by):
    return pdf.Box(box.left - by, box.bottom - by, box.right + by, box.top + by)


def _overlap(one, other):
    slack = 0.01
    across = min(one.right, other.right) - max(one.left, other.left) > -slack
    along = min(one.top, other.top) - max(one.bottom, other.bottom) > -slack
    touching = (
        min(one.right, other.right) - max(one.left, other.left) < slack
        or min(one.top, other.top) - max(one.bottom, other.bottom) < slack
    )
    return across and along and not touching


def test_creep_moves_the_inner_pages_to_the_fold_and_cuts_there():
    flat = made(*[(200, 300)] * 12)
    still, moved = (drawn(imposed(flat, creep=creep).pdf) for creep in (0.0, 6.0))
    for depth in range(3):
        for side in (2 * depth, 2 * depth + 1):
            for (number, x, *_), (again, crept, *_) in zip(still[side], moved[side], strict=True):
                assert number == again
                towards = 1 if x < 200 else -1
                assert crept - x == pytest.approx(towards * depth * 3 * MM, abs=0.05)
    box = pdf.Box(0, 0, 200, 300)
    wanted = Imposition(creep=6.0)
    base = ground((200, 300), wanted)
    *_, left_right = sides(booklet(12), (pdf.PageShape(box, box),) * 12, base, wanted, upright(base))
    left, right = left_right.placed
    assert left.clip.right == right.clip.left == base.width / 2


def test_creep_is_counted_in_each_signature_anew():
    looked = drawn(imposed(made(*[(200, 300)] * 16), creep=6.0, signature=2).pdf)
    still = drawn(imposed(made(*[(200, 300)] * 16), signature=2).pdf)
    moves = [abs(one[0][1] - other[0][1]) / MM for one, other in zip(looked[::2], still[::2], strict=True)]
    assert moves == pytest.approx([0, 6, 0, 6], abs=0.05)


# ── pages as they were drawn ────────────────────────────────────────────────────────────────────────


def test_a_page_looks_on_the_sheet_as_it_looked_alone():
    data = made(*[(200, 300)] * 4)
    done = imposed(data)
    front = picture(done.pdf, 0)
    assert front.size == (400, 300)
    assert differ(front.crop((0, 0, 200, 300)), picture(data, 3)) < 0.01
    assert differ(front.crop((200, 0, 400, 300)), picture(data, 0)) < 0.01
    assert differ(front.crop((200, 0, 400, 300)), picture(data, 1)) > 0.1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 450])
def test_a_turned_page_stands_as_viewers_show_it(rotation):
    def turn(file):
        for page in file.pages:
            page.Rotate = rotation
            page.MediaBox = [10, 20, 210, 320]
            page.CropBox = [15, 30, 205, 310]

    data = made(*[(210, 320)] * 4, change=turn)
    alone = picture(data, 0)
    assert sorted(alone.size) == [190, 280]
    front = picture(imposed(data).pdf, 0)
    assert front.size == (2 * alone.width, alone.height)
    right = front.crop((alone.width, 0, 2 * alone.width, alone.height))
    assert differ(right, alone) < 0.01


def test_rotation_paper_and_resources_may_stand_above_the_pages():
    def lift(file):
        for page in file.pages:
            for key in ("/MediaBox", "/Resources"):
                file.Root.Pages[key] = page.obj[key]
                del page.obj[key]
        file.Root.Pages.Rotate = 180

    data = made(*[(200, 300)] * 4, change=lift)
    right = picture(imposed(data).pdf, 0).crop((200, 0, 400, 300))
    assert differ(right, picture(data, 0)) < 0.01
    assert differ(right, picture(made(*[(200, 300)] * 4), 0)) > 0.1


def test_a_trimmed_page_is_cut_at_its_trim_box_and_shown_beyond_it_with_bleed():
    def trim(file):
        for page in file.pages:
            page.MediaBox = [0, 0, 240, 340]
            page.TrimBox = [20, 20, 220, 320]
            page.Contents = file.make_stream(b"0 g 0 0 240 340 re f")

    data = made(*[(240, 340)] * 4, change=trim)
    done = imposed(data)
    assert (done.width * MM, done.height * MM) == pytest.approx((400, 300))
    bled = imposed(data, bleed=3.0, crop_marks=True)
    margin, bleed = (3 + 2 + 5 + 3) * MM, 3 * MM
    assert (bled.width * MM, bled.height * MM) == pytest.approx((400 + 2 * margin, 300 + 2 * margin))
    front = picture(bled.pdf, 0, scale=4)
    black = [x for x in range(front.width) if front.getpixel((x, front.height // 2)) < 128]
    assert (black[0] / 4, black[-1] / 4) == pytest.approx((margin - bleed, 400 + margin + bleed), abs=0.5)
    with pikepdf.open(io.BytesIO(bled.pdf)) as file:
        trimmed = [float(value) for value in file.pages[0].TrimBox]
        assert trimmed == pytest.approx([margin, margin, 400 + margin, 300 + margin])
        wide = [float(value) for value in file.pages[0].BleedBox]
        assert wide == pytest.approx(
            [margin - bleed, margin - bleed, 400 + margin + bleed, 300 + margin + bleed]
        )


def test_marks_are_drawn_where_the_sheet_is_cut_and_folded():
    front = picture(imposed(made(*[(200, 300)] * 4), crop_marks=True).pdf, 0, scale=8)
    margin = 10 * MM
    dark = {
        "corner": (margin - 4 * MM, margin),
        "above it": (margin, margin - 4 * MM),
        "fold": (margin + 200, margin - 3 * MM),
    }
    for x, y in dark.values():
        area = front.crop((round(8 * x) - 3, round(8 * y) - 3, round(8 * x) + 4, round(8 * y) + 4))
        assert area.getextrema()[0] < 200


def test_what_marks_and_stamps_show_is_printed_and_links_are_not():
    def stamp(file):
        shape = file.make_stream(
            b"0 g 0 0 50 50 re f", Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 50, 50]
        )
        mark = NAMES(Type=NAME.Annot, Subtype=NAME.Stamp, Rect=[100, 50, 150, 100], F=4, AP=NAMES(N=shape))
        action = NAMES(S=NAME.URI, URI=pikepdf.String("https://example.org"))
        link = NAMES(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=action)
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(link), file.make_indirect(mark)])

    done = imposed(made(*[(200, 300)] * 4, change=stamp))
    assert picture(done.pdf, 0).getpixel((200 + 125, 300 - 75)) == 0
    assert pdf.anatomy(done.pdf).links == ()
    assert b"example.org" not in unpacked(done.pdf)


def test_a_hidden_layer_stays_hidden():
    def hide(file):
        layer = file.make_indirect(NAMES(Type=NAME.OCG, Name=pikepdf.String("answers")))
        file.Root.OCProperties = NAMES(OCGs=[layer], D=NAMES(OFF=[layer]))
        for page in file.pages:
            page.Resources.Properties = NAMES(L=layer)
            page.Contents = file.make_stream(b"/OC /L BDC 0 g 0 0 200 300 re f EMC")

    data = made(*[(200, 300)] * 4, change=hide)
    assert picture(data, 0).getextrema() == (255, 255)
    assert picture(imposed(data).pdf, 0).getextrema() == (255, 255)


def test_drawing_in_several_pieces_is_joined():
    def split(file):
        page = file.pages[0]
        pieces = (b"0 g 0 0 100 1", b"00 re", b"f")
        page.Contents = pikepdf.Array(
            [file.make_stream(piece) for piece in (pieces[0] + pieces[1], pieces[2])]
        )

    data = made(*[(200, 300)] * 4, change=split)
    right = picture(imposed(data).pdf, 0).crop((200, 0, 400, 300))
    assert differ(right, picture(data, 0)) < 0.01
    assert right.getpixel((50, 250)) == 0


def unpacked(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
            compress_streams=False,
        )
    return out.getvalue()


# ── what stays behind, and what the file says of itself ─────────────────────────────────────────────


def furnished(file):
    """Give a PDF all that a sheet has no use for."""
    file.docinfo["/Title"] = pikepdf.String("The town")
    file.docinfo["/Author"] = pikepdf.String("A. Writer")
    file.docinfo["/CreationDate"] = pikepdf.String("D:20240229120000Z")
    file.Root.Lang = pikepdf.String("de")
    file.Root.MarkInfo = NAMES(Marked=True)
    file.Root.StructTreeRoot = file.make_indirect(
        NAMES(Type=NAME.StructTreeRoot, Alt=pikepdf.String("SECRET"))
    )
    file.Root.OpenAction = NAMES(S=NAME.JavaScript, JS=pikepdf.String("SECRET()"))
    file.attachments["SECRET.txt"] = b"SECRET"
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("SECRET", 0))
    with file.open_metadata(update_docinfo=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["dc:description"] = "SECRET"


def test_only_the_drawn_pages_go_to_the_printer():
    data = made(*[(200, 300)] * 3, change=furnished)
    assert b"SECRET" in unpacked(data)
    assert b"pdfuaid" in unpacked(data)
    done = imposed(data)
    found = pdf.anatomy(done.pdf)
    assert (found.outline, found.links, found.attachments, found.tagged) == ((), (), (), False)
    assert b"SECRET" not in unpacked(done.pdf)
    assert b"pdfuaid" not in unpacked(done.pdf)
    assert found.metadata["Title"] == "The town (booklet)"
    assert found.metadata["Author"] == "A. Writer"
    assert found.metadata["Lang"] == "de"
    assert found.metadata["CreationDate"].startswith("D:20240229")


def test_a_pdf_without_a_title_gives_its_name():
    found = pdf.anatomy(imposed(made((200, 300)), scheme=Scheme.TWO_UP).pdf)
    assert found.metadata["Title"] == "town (2-up)"
    assert "CreationDate" not in found.metadata


def test_the_same_pdf_gives_the_same_bytes():
    data = made(*[(200, 300)] * 7, change=furnished)
    one, other = (imposed(data, crop_marks=True).pdf for _ in range(2))
    assert one == other


# ── what others share, and how much it is ───────────────────────────────────────────────────────────


def test_what_pages_share_is_there_once():
    noise = os.urandom(150_000)

    def share(file):
        image = file.make_stream(
            noise,
            Type=NAME.XObject,
            Subtype=NAME.Image,
            Width=500,
            Height=300,
            BitsPerComponent=8,
            ColorSpace=NAME.DeviceGray,
        )
        file.pages[0].Resources.XObject = NAMES(I=image)
        for page in file.pages:
            page.Contents = file.make_stream(b"q 100 0 0 100 0 0 cm /I Do Q")

    data = made(*[(200, 300)] * 40, change=share)
    done = imposed(data)
    assert len(done.pdf) < len(data) * 1.1
    with pikepdf.open(io.BytesIO(done.pdf)) as file:
        streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
        assert sum(one.get("/Subtype") == "/Image" for one in streams) == 1
        assert (
            sum(one.get("/Type") == "/Font" for one in file.objects if isinstance(one, pikepdf.Dictionary))
            == 1
        )
        (image,) = (one for one in streams if one.get("/Subtype") == "/Image")
        assert image.read_bytes() == noise


def test_a_page_is_never_packed_anew():
    data = made(*[(200, 300)] * 4)
    with pikepdf.open(io.BytesIO(data)) as file:
        before = {page.Contents.read_raw_bytes() for page in file.pages}
    with pikepdf.open(io.BytesIO(imposed(data).pdf)) as file:
        forms = (
            one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
        )
        assert {form.read_raw_bytes() for form in forms} == before


def test_two_thousand_pages():
    data = made(*[A5] * 2000)
    begun = time.monotonic()
    done = imposed(data, signature=8)
    assert time.monotonic() - begun < 20
    assert len(done.sheets) == 500
    assert pypdfium_pages(done.pdf) == 1000


def pypdfium_pages(data):
    file = pypdfium2.PdfDocument(data)
    try:
        return len(file)
    finally:
        file.close()


# ── what cannot be imposed ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("passwords", [("owner", "user"), ("owner", "")])
def test_an_encrypted_pdf_is_refused(passwords):
    owner, user = passwords
    data = made((200, 300), encryption=pikepdf.Encryption(owner=owner, user=user))
    assert said(data) == [("pdf-encrypted", "expected a PDF that is open to all, found `town.pdf` encrypted")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"title: The town\n",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
        made((200, 300))[:200],
    ],
    ids=["empty", "zeros", "yaml", "head", "loop", "cut"],
)
def test_what_is_no_pdf_is_refused(data):
    ((code, message),) = said(data)
    assert code in ("not-a-pdf", "pdf-without-pages")
    assert "`town.pdf`" in message


def test_a_pdf_without_pages_is_refused():
    assert said(made()) == [("pdf-without-pages", "expected pages, found none in `town.pdf`")]


def broken(key, value):
    def change(file):
        file.pages[1].obj[key] = value

    return change


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("/MediaBox", pikepdf.Array([0, 0, 0, 0]), "page-size"),
        ("/MediaBox", pikepdf.Array([0, 0, 10**9, 10]), "page-size"),
        ("/MediaBox", pikepdf.Array([0, 0, 200]), "page-sizes-differ"),
        ("/MediaBox", pikepdf.Array([NAME.A, 0, 200, 300]), "page-sizes-differ"),
        ("/MediaBox", pikepdf.String("wide"), "page-sizes-differ"),
        ("/UserUnit", 10**6, "page-size"),
        ("/TrimBox", pikepdf.Array([0, 0, 5, 5]), "page-size"),
    ],
)
def test_a_page_without_a_size_is_refused_or_taken_as_viewers_take_it(key, value, code):
    ((found, message),) = said(made(*[(200, 300)] * 3, change=broken(key, value)))
    assert found == code
    if code == "page-size":
        assert message.startswith("expected pages of 10 mm to 2,400 mm a side, found ")
        assert message.endswith(" on page 2")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Rotate", NAME.Sideways),
        ("/Rotate", 7),
        ("/UserUnit", -3),
        ("/Contents", pikepdf.Array([])),
        ("/Contents", NAMES()),
        ("/Resources", NAMES()),
        ("/Annots", pikepdf.Array([NAMES()])),
        ("/Group", NAME.None_),
        ("/TrimBox", pikepdf.Array([900, 900, 990, 990])),
    ],
)
def test_a_page_with_an_oddity_is_imposed_as_viewers_take_it(key, value):
    data = made(*[(200, 300)] * 4, change=broken(key, value))
    left = picture(imposed(data).pdf, 1).crop((0, 0, 200, 300))
    assert differ(left, picture(data, 1)) < 0.01


def test_a_page_whose_drawing_cannot_be_read_is_refused_or_left_to_the_printer():
    def spoil(file):
        streams = [pikepdf.Stream(file, b"not packed") for _ in range(2)]
        for stream in streams:
            stream.Filter = NAME.FlateDecode
        file.pages[0].Contents = pikepdf.Array(streams)

    codes = [code for code, _ in said(made(*[(200, 300)] * 4, change=spoil))]
    assert codes in ([], ["not-a-pdf"])


def test_work_that_does_not_end_is_stopped(monkeypatch):
    def endless(*arguments):
        raise MemoryError

    monkeypatch.setattr(impose, "_sheets", endless)
    ((code, message),) = said(made((200, 300)))
    assert code == "pdf-too-heavy"
    assert message == "expected pages that can be read in a minute or two, found heavier ones in `town.pdf`"


def test_paper_on_which_nothing_could_be_read_is_refused():
    ((code, message),) = said(made((5000, 5000)), scheme=Scheme.FOUR_UP, paper=Paper.A6)
    assert code == "paper-too-small"
    assert message == "expected room for pages of at least a tenth of their size, found less on A6"
    ((code, message),) = said(made((60, 60)), scheme=Scheme.FOUR_UP, crop_marks=True)
    assert (code, message.endswith("the pages' own paper")) == ("paper-too-small", True)


def test_pages_of_another_size_are_told_and_fitted():
    data = made((200, 300), (200, 300), (400, 300), (100, 150))
    checked = impose.sheets(data, Imposition(), "town.pdf")
    (doubt,) = checked.diagnostics
    assert doubt.code == "page-sizes-differ"
    assert doubt.message == "expected pages of one size, 70.6 × 105.8 mm, found another on pages 3, 4"
    done = checked.value
    assert (done.width * MM, done.height * MM) == pytest.approx((400, 300))
    (_, x, y, _), (number, *place, _) = *drawn(data)[2], drawn(done.pdf)[1][1]
    assert (number, *place) == pytest.approx((3, 200 + x / 2, 75 + y / 2), abs=0.1)  # half its size
    front = picture(done.pdf, 0)
    assert differ(front.crop((100, 75, 200, 225)), picture(data, 3)) < 0.5  # at the fold, not enlarged


def test_bleed_that_is_not_there_is_told():
    ((code, message),) = said(made(*[(200, 300)] * 4), bleed=3.0)
    assert code == "no-bleed"
    assert message == "expected 3 mm of bleed around each page, found less on every page"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=6))
def test_spoilt_bytes_never_raise(at, junk):
    data = made(*[(200, 300)] * 3)
    checked = impose.sheets(data[:at] + junk + data[at + len(junk) :], Imposition(), "town.pdf")
    assert checked.refused is (checked.value is None)


# ── the sheets, read again ──────────────────────────────────────────────────────────────────────────


WAYS = [
    {},
    {"turn": Turn.LONG},
    {"signature": 1, "creep": 2.0, "crop_marks": True},
    {"blanks": Blanks.BEFORE_LAST, "paper": Paper.A4},
    {"scheme": Scheme.TWO_UP},
    {"scheme": Scheme.TWO_UP, "turn": Turn.NONE, "paper": Paper.A4},
    {"scheme": Scheme.FOUR_UP, "turn": Turn.SHORT},
]


@pytest.mark.parametrize("wanted", WAYS)
@pytest.mark.parametrize("size", [A5, (300, 200)])
def test_sheets_hold_every_page_once_in_its_place(wanted, size):
    data = made(*[size] * 10)
    assert imposed_audit.diagnostics(data, imposed(data, **wanted), "town-sheets.pdf") == ()


@pytest.mark.parametrize("wanted", WAYS)
def test_sheets_that_hold_other_pages_are_told(wanted):
    data = made(*[A5] * 10)
    done = imposed(data, **wanted)
    first, *others = done.sheets
    swapped = replace(first, front=first.front[::-1])
    for wrong in (
        replace(done, sheets=(*others[::-1], first)),  # another order
        replace(done, sheets=(swapped, *others)),  # left for right
        replace(done, sheets=(first, first, *others[1:])),  # one twice, one nowhere
        replace(done, sheets=(first,)),  # sides that no one asked for
        replace(done, scale=done.scale * 0.7),
        replace(done, turned=not done.turned) if done.turn is not Turn.NONE else replace(done, sheets=()),
    ):
        found = imposed_audit.diagnostics(data, wrong, "town-sheets.pdf")
        assert found, wrong.sheets
        assert {one.code for one in found} == {"sheet-differs"}


def lettered(*, rotate, words="a wide table on its side", low=0):
    """Give a change by which the third page has lines of running words and is shown turned."""

    def change(file):
        page = file.pages[2]
        lines = " ".join(f"BT /F 9 Tf 20 {160 - 20 * line + low} Td ({words}) Tj ET" for line in range(5))
        page.Contents = file.make_stream(lines.encode())
        page.MediaBox = [0, 0, 300, 200] if rotate in (90, 270) else [0, 0, 200, 300]
        page.Rotate = rotate

    return change


@pytest.mark.parametrize("wanted", WAYS)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_found_in_its_place(wanted, rotate):
    pages = [(200, 300)] * 6
    data = made(*pages, change=lettered(rotate=rotate))
    done = imposed(data, **wanted)
    assert imposed_audit.diagnostics(data, done, "town-sheets.pdf") == ()
    for wrong in (
        lettered(rotate=rotate, words="a wide table no its side"),
        lettered(rotate=(rotate + 180) % 360),
    ):
        other = made(*pages, change=wrong)
        assert imposed_audit.diagnostics(other, done, "town-sheets.pdf"), wanted


def test_an_edition_makes_both_files_and_refuses_sheets_that_differ(monkeypatch):
    data = made(*[A5] * 6)
    order, said = Order(Edition("leaflet", impose="booklet")), []
    both = orders.imposed(order, "town-leaflet.pdf", data, said)
    assert (both.name, said) == ("town-leaflet-sheets.pdf", [])
    assert both.sheets.sheets == booklet(6)
    monkeypatch.setattr(impose, "booklet", lambda pages, *_: booklet(pages, 1))
    right = impose.sheets
    monkeypatch.setattr(
        impose, "sheets", lambda *given: Checked(replace(right(*given).value, sheets=booklet(6)), ())
    )
    orders.imposed(order, "town-leaflet.pdf", data, said)
    assert {one.code for one in said} == {"sheet-differs"}


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


def impose_typed(*arguments, cwd):
    return run("impose", *arguments, cwd=cwd)


@pytest.fixture
def town(tmp_path):
    path = tmp_path / "town.pdf"
    path.write_bytes(made(*[A5] * 6))
    return path


def test_both_files_are_kept(town):
    before = town.read_bytes()
    told = impose_typed("town.pdf", "--as", "booklet", cwd=town.parent)
    assert (told.returncode, told.stdout) == (0, "town-booklet.pdf\n")
    assert told.stderr == (
        "2 sheets of A4, pages at 100%, 2 blank pages: print on both sides, turned over the short edge, "
        "without scaling; bookmarks, links and tags are in town.pdf only\n"
    )
    assert town.read_bytes() == before
    assert {path.name for path in town.parent.iterdir()} == {"town.pdf", "town-booklet.pdf"}
    assert pypdfium_pages((town.parent / "town-booklet.pdf").read_bytes()) == 4


def test_no_edition_that_has_the_name_is_written_over(town):
    def attach(file):
        file.attachments["evidence.json"] = b"{}"

    edition = town.with_name("town-booklet.pdf")
    edition.write_bytes(before := made(A5, change=attach))
    told = impose_typed("town.pdf", "--as", "booklet", cwd=town.parent)
    assert (told.returncode, told.stdout) == (2, "")
    assert "`town-booklet.pdf` is an edition; name another file for the sheets with `-o`" in told.stderr
    assert edition.read_bytes() == before
    assert impose_typed("town.pdf", "--as", "booklet", "-o", "sheets.pdf", cwd=town.parent).returncode == 0


def test_every_option(town):
    told = impose_typed(
        *("town.pdf", "--as", "booklet", "--paper", "a3", "--turn", "long", "--signature", "1"),
        *("--blanks", "before-last", "--creep", "1", "--crop-marks", "-o", "sub/x.pdf"),
        cwd=town.parent,
    )
    assert (told.returncode, told.stdout) == (0, "sub/x.pdf\n")
    order = [[number for number, *_ in side] for side in drawn((town.parent / "sub/x.pdf").read_bytes())]
    assert [sorted(side) for side in order] == [[1, 4], [2, 3], [5, 6], []]
    told = impose_typed(town, "--as", "2-up", "--turn", "none", cwd=town.parent.parent)
    assert (told.returncode, told.stdout) == (0, f"{town.parent}/town-2-up.pdf\n")
    assert "3 sheets of A5, pages at 70%: print on one side, without scaling" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["town.pdf"], "--as"),
        (["town.pdf", "--as", "leaflet"], "leaflet"),
        (["town.pdf", "--as", "booklet", "-o", "town.pdf"], "both files are kept"),
        (["town.pdf", "--as", "booklet", "-o", "../{name}/town.pdf"], "both files are kept"),
        (["town.pdf", "--as", "booklet", "-o", "town.docx"], "ends in .pdf"),
        (["town.pdf", "--as", "booklet", "--turn", "none"], "printed on both sides"),
        (["town.pdf", "--as", "2-up", "--signature", "4"], "`--signature` is for `--as booklet` only"),
        (["town.pdf", "--as", "4-up", "--creep", "4"], "`--creep` is for `--as booklet` only"),
        (["town.pdf", "--as", "booklet", "--signature", "0"], "0"),
        (["town.pdf", "--as", "booklet", "--bleed", "nan"], "nan"),
        (["town.pdf", "--as", "booklet", "--paper", "B5"], "B5"),
    ],
)
def test_a_wrong_command_line(town, arguments, words):
    told = impose_typed(*(one.format(name=town.parent.name) for one in arguments), cwd=town.parent)
    assert told.returncode == 2
    assert words in told.stderr
    assert [path.name for path in town.parent.iterdir()] == ["town.pdf"]


def test_what_cannot_be_imposed_leaves_the_earlier_sheets_as_they_were(town):
    earlier = town.parent / "town-booklet.pdf"
    earlier.write_bytes(b"earlier")
    town.write_bytes(b"no PDF")
    told = impose_typed("town.pdf", "--as", "booklet", cwd=town.parent)
    assert (told.returncode, told.stdout) == (1, "")
    assert "error[not-a-pdf]: expected a whole PDF, found something else in `town.pdf`" in told.stderr
    assert earlier.read_bytes() == b"earlier"
    missing = impose_typed("no.pdf", "--as", "booklet", cwd=town.parent)
    assert (missing.returncode, "error[missing-file]" in missing.stderr) == (1, True)
    folder = impose_typed(".", "--as", "booklet", "-o", "x.pdf", cwd=town.parent)
    assert (folder.returncode, "error[" in folder.stderr) == (1, True)


def test_what_is_mended_is_mended_in_silence(town):
    data = unpacked(town.read_bytes())
    town.write_bytes(data.replace(b"/Kids [", b"/Kids [ null", 1))
    told = impose_typed("town.pdf", "--as", "2-up", cwd=town.parent)
    assert (told.returncode, told.stderr.count("\n")) == (0, 1)
    assert told.stderr.startswith("2 sheets of A5, ")


def test_sheets_are_not_written_through_a_link_but_read_through_one(town):
    (town.parent / "town-booklet.pdf").symlink_to(town.parent / "elsewhere.pdf")
    told = impose_typed("town.pdf", "--as", "booklet", cwd=town.parent)
    assert (told.returncode, "error[output-refused]" in told.stderr) == (1, True)
    (town.parent / "alias.pdf").symlink_to(town)
    told = impose_typed("alias.pdf", "--as", "booklet", cwd=town.parent)
    assert (told.returncode, told.stdout) == (0, "alias-booklet.pdf\n")
