"""The preview without a browser: what it is told, what it remembers, whom it answers, how it ends."""

import asyncio
import json
import re
import signal
import socket
import struct
import threading
import urllib.error
import urllib.request
import zlib
from pathlib import Path

import pytest

import casebook
from commanding import run
from roa_dossier import build, starter
from roa_dossier.diagnostics import Span, error, warning
from roa_dossier.model.book import Early
from roa_dossier.pdf.shown import shown
from roa_dossier.preview import telling
from roa_dossier.preview.album import Album, Leaf
from roa_dossier.preview.board import Board
from roa_dossier.preview.desk import Desk
from roa_dossier.preview.leaves import Leaves, edited, first_changed
from roa_dossier.preview.places import Places, opens_an_editor
from roa_dossier.preview.saves import listen
from roa_dossier.preview.serving import HEADERS, Counter, Guard
from roa_dossier.preview.unwritten import Unwritten
from roa_dossier.preview.viewing import Unseen, Viewer
from roa_dossier.preview.wants import Choice, Want, Wants
from roa_dossier.preview.workshop import Bench, Made, Written
from roa_dossier.world import Disk, Memory, Refused, ToolMissing
from watching import left, watch

CHAPTER = "dossier/chapters/01.yaml"
QUOTING = """title: One
id: one
blocks:
  - text: |
      In that year "The mill burned down" [@town: The mill burned down in April 1915].
"""
EDITED = QUOTING.replace("In that year", "In that very year")


def project(text=QUOTING):
    return Memory(casebook.with_digests(casebook.base() | {CHAPTER: text.encode()}))


@pytest.fixture(scope="module")
def books():
    """Two PDFs that differ in one paragraph of their only chapter, with what they were made of."""
    made = []
    for text in (QUOTING, EDITED):
        world = project(text)
        built = build.build(world)
        made.append((built, world.written[built.output]))
    return made


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_drawn_as_wide_as_it_is_wanted(books):
    with shown(books[0][1]) as one:
        width, height = one.sizes[0]
        picture = one.picture(0, 300)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    across, down, bits, colours = struct.unpack(">IIBB", picture[16:26])
    assert (across, bits, colours) == (300, 8, 2)
    assert down == pytest.approx(300 * height / width, abs=1)
    chunks = {}
    at = 8
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        data = picture[at + 8 : at + 8 + length]
        assert struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + data)
        chunks[kind] = data
        at += 12 + length
    assert len(zlib.decompress(chunks[b"IDAT"])) == down * (1 + 3 * across)
    rows = zlib.decompress(chunks[b"IDAT"])
    pixels = [
        rows[row + 1 + 3 * x : row + 4 + 3 * x]
        for row in range(0, len(rows), 1 + 3 * across)
        for x in range(across)
    ]
    assert any(red > blue + 40 for red, _, blue in pixels)  # the house's accent is red
    assert not any(blue > red + 40 for red, _, blue in pixels)


def test_digests_tell_the_pages_that_changed_from_those_that_did_not(books):
    with shown(books[0][1]) as one, shown(books[1][1]) as other:
        pairs = [(one.digest(page), other.digest(page)) for page in range(len(one.sizes))]
        assert one.digest(0) == one.digest(0)
        chapter = one.destinations["one"].page
    changed = [page for page, (old, new) in enumerate(pairs) if old != new]
    assert chapter in changed
    assert len(changed) < len(pairs)
    assert 0 not in changed


def test_a_picture_tells_pages_apart(books):
    from roa_dossier.pdf.parts import opened

    with opened(books[0][1]) as file:
        file.pages[0].obj["/Resources"] = file.make_indirect({"/XObject": {"/X": _stamp(file, b"1 0 0 rg")}})
        file.pages[0].obj["/Contents"] = file.make_stream(b"/X Do")
        first = _bytes(file)
        file.pages[0].obj["/Resources"]["/XObject"]["/X"] = _stamp(file, b"0 0 1 rg")
        second = _bytes(file)
        file.pages[0].obj["/Resources"]["/XObject"]["/Y"] = _stamp(file, b"0 1 0 rg")
        unused = _bytes(file)
    digests = []
    for data in (first, second, unused):
        with shown(data) as one:
            digests.append(one.digest(0))
    assert digests[0] != digests[1]
    assert digests[1] == digests[2]  # what is not drawn does not count


def _stamp(file, colour):
    stamp = file.make_stream(colour + b" 0 0 9 9 re f")
    stamp["/Type"], stamp["/Subtype"] = _name("/XObject"), _name("/Form")
    stamp["/BBox"] = [0, 0, 9, 9]
    return stamp


def _name(text):
    import pikepdf

    return pikepdf.Name(text)


def _bytes(file):
    import io

    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def test_a_quotation_is_found_on_its_page(books):
    album = Album()
    leaves = album.open(7, books[0][1])
    chapter = album.begins(7, ("one", "nowhere"))
    assert chapter["one"] > 0
    assert "nowhere" not in chapter
    found = {leaf.page: album.regions(7, leaf.page) for leaf in leaves}
    (region,) = found[chapter["one"]]
    one = album.quotation(7, region.number)
    assert (one["words"], one["source"]) == ("The mill burned down", "town")
    (box,) = region.boxes
    assert 0 < box.left < box.right < 1
    assert 0 < box.top < box.bottom < 1
    with shown(books[0][1]) as pdf:
        drawn, paper = pdf.drawn(chapter["one"]), pdf.paper(chapter["one"])
        at = drawn.chars.index("The mill burned")
        first = drawn.box(at)
    assert box.left == pytest.approx((first.left - paper.left) / (paper.right - paper.left), abs=0.01)
    assert box.top == pytest.approx((paper.top - first.top) / (paper.top - paper.bottom), abs=0.01)
    assert not any(found[page] for page in found if page < chapter["one"])
    album.close()


def test_every_quotation_of_the_document_pack_is_found(tmp_path):
    starter.make(tmp_path, "document-pack")
    world = Unwritten(Disk(tmp_path))
    built = build.build(world, edition="teacher")
    album = Album()
    leaves = album.open(1, world.written[built.output])
    found = {region.number for leaf in leaves for region in album.regions(1, leaf.page)}
    listed = album._all(1).listed
    lost = [one["words"] for number, one in enumerate(listed) if number not in found]
    # What was made easier is printed in other words.
    assert [words for words in lost if not words.startswith("The insurrection")] == []
    album.close()


def test_nothing_is_written_but_the_cache(tmp_path):
    starter.make(tmp_path, "handout")
    bench = Bench(Disk(tmp_path))
    try:
        made = bench.make("", None, lambda _: None, lambda *_: None)
        assert made.pdf.startswith(b"%PDF")
        assert {"dossier", "seeds"} <= bench.folders()
        kept = {path.relative_to(tmp_path).parts[:2] for path in (tmp_path / "build").rglob("*")}
        assert kept <= {("build", ".cache")}
        written = bench.write("", None, lambda *_: None)
        assert [(tmp_path / "build" / name).read_bytes() for name in written.files] == [made.pdf]
    finally:
        bench.close()


def test_an_unwritten_world_refuses_as_the_project_does(tmp_path):
    world = Unwritten(Disk(tmp_path))
    with pytest.raises(Refused):
        world.read("dossier/none.yaml")
    with pytest.raises(Refused):
        world.write("../out.pdf", b"")
    assert world.folders == {"dossier"}
    assert not world.exists("figures/none.png")
    assert world.folders == {"dossier", "figures"}


# ── which page changed ──────────────────────────────────────────────────────────────────────────────


def leaves(digests, starts, choice=None):
    pages = tuple(Leaf(1, page, digest, 100, 200) for page, digest in enumerate(digests))
    return Leaves(choice or Choice(), pages, starts)


STARTS = {"part.contents": 1, "one": 2, "two": 4, "part.index": 6}
OLD = leaves("tcabdeix", STARTS)


@pytest.mark.parametrize(
    ("new", "saved", "expected"),
    [
        (OLD, (), None),
        (leaves("tCaBdeix", STARTS), (), 3),  # the contents changed too, but are not what was edited
        (leaves("tcAbdEix", STARTS), ("two",), 5),
        (leaves("tcAbdEix", STARTS), (), 2),
        (leaves("tcabdeiX", STARTS), ("one",), 7),
        (leaves("tcabBdeix", {**STARTS, "two": 5, "part.index": 7}), ("one",), 4),
        (leaves("tcadeix", {**STARTS, "two": 3, "part.index": 5}), ("one",), 3),
        (leaves("tCaBdeix", STARTS, Choice("student")), (), None),
    ],
)
def test_the_first_page_that_changed(new, saved, expected):
    assert first_changed(OLD, new, saved, ("one", "two")) == expected


def test_nothing_changed_when_nothing_was_shown():
    assert first_changed(Leaves(), OLD, (), ("one", "two")) is None


def test_a_chapter_that_was_made_early_stands_among_the_others():
    early = tuple(Leaf(2, page, digest, 100, 200) for page, digest in enumerate("AZB"))
    found = OLD.with_early("one", early)
    assert "".join(leaf.digest for leaf in found.listed) == "tcAZBdeix"
    assert found.starts == {"part.contents": 1, "one": 2, "two": 5, "part.index": 7}
    assert found.documents == {1, 2}
    assert OLD.with_early("three", early) is None


def test_a_chapter_that_was_made_early_is_filled_up_as_in_the_book():
    old = leaves("t-ab--", {"part.title": 0, "one": 2, "two": 4})
    early = [Leaf(2, page, digest, 100, 200) for page, digest in enumerate("ABC")]
    found = old.with_early("one", tuple(early))
    assert "".join(leaf.digest for leaf in found.listed) == "t-ABC---"
    assert found.starts["two"] == 6
    assert "".join(leaf.digest for leaf in old.with_early("one", tuple(early[:1])).listed) == "t-A---"


def test_chapters_are_known_by_their_files():
    assert [*edited({"b", "c", "a"}, {"a": "one", "b": "two"})] == ["one", "two"]


# ── places and messages ─────────────────────────────────────────────────────────────────────────────


def test_a_place_is_told_with_line_column_and_link():
    places = Places({"a b.yaml": "one\ntwo words\n"}.get, Path("/p"), "vscode://file/{path}:{line}:{column}")
    assert places.place(Span("a b.yaml", 8, 13)) == {
        "where": "a b.yaml:2:5",
        "link": "vscode://file//p/a%20b.yaml:2:5",
    }
    assert places.excerpt(Span("a b.yaml", 8, 13)) == {"before": "two ", "there": "words", "after": ""}
    assert places.excerpt(Span("a b.yaml")) is None
    assert places.place(Span("none.yaml"))["where"] == "none.yaml"
    assert places.place(Span("built-in/styles/page.css"))["link"] == ""


def test_a_long_line_is_cut_at_words_and_shows_nothing_that_steers():
    text = "word " * 60 + "here\u202e " + "word " * 60
    excerpt = Places({"a": text}.get, Path("/p")).excerpt(Span("a", 300, 305))
    assert excerpt["before"].startswith("… word")
    assert excerpt["there"] == "here<U+202E>"
    assert excerpt["after"].endswith("word …")
    assert len(excerpt["before"]) < 80


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("vscode://file/{path}:{line}:{column}", True),
        ("idea://open?file={path}&line={line}", True),
        ("javascript:alert('{path}')", False),
        ("JavaScript:{path}", False),
        ("data:text/html,{path}", False),
        ("{path}", False),
        ("vscode://file/", False),
        ("vscode://file/{path}:{row}", False),
        ("vscode://file/{path} --x", False),
    ],
)
def test_the_address_of_an_editor_runs_nothing(address, fits):
    assert opens_an_editor(address) is fits


def test_errors_are_told_before_warnings_and_the_rest_are_counted():
    places = Places(lambda path: None, Path("/p"))
    listed = [warning("w", f"warning {number}") for number in range(telling.MESSAGES)]
    told = telling.messages([*listed, error("e", "`x` is wrong").hint("write y")], places)
    assert (told["errors"], told["warnings"]) == (1, telling.MESSAGES)
    assert len(told["listed"]) == telling.MESSAGES
    assert told["listed"][0] == {
        "severity": "error",
        "code": "e",
        "message": "`x` is wrong",
        "sides": [],
        "hints": ["write y"],
    }


def test_a_passage_is_told_with_the_words_around_it(books):
    built, pdf = books[0]
    album = Album()
    album.open(1, pdf)
    places = Places(build.reader(project(), built.proof.texts), Path("/p"))
    told = telling.passage(album.quotation(1, 0), built.proof, places)
    album.close()
    assert told["place"]["where"].startswith("seeds/town.txt:")
    assert told["written"]["where"].startswith(f"{CHAPTER}:4:")
    assert [words for words, taken in told["runs"] if taken] == ["The mill burned down"]
    assert "in April 1915" in "".join(words for words, _ in told["runs"])
    assert told["siglum"] == built.proof.sources["town"].siglum
    assert told["title"]


def test_lines_of_a_source_are_joined_and_its_blocks_are_not(books):
    source = books[0][0].proof.sources["town"]
    whole = "".join(words for words, _ in telling._runs(source, [(0, 3)]))
    assert "\n" in whole
    for block in source.blocks:
        assert "\n" not in telling._unbroken(source, block.start, block.stop)


# ── what is wanted ──────────────────────────────────────────────────────────────────────────────────


def test_saves_that_come_together_are_one_build():
    wants = Wants(Choice())
    assert wants.next() == Want(Choice())
    for name in "abc":
        wants.saved(frozenset({name}))
    wants.choose(Choice("student"))
    assert wants.next() == Want(Choice("student"), frozenset("abc"))
    wants.saved(frozenset("d"))
    assert wants.next() == Want(Choice("student"), frozenset("d"))


def test_what_is_written_was_seen():
    wants = Wants(Choice())
    wants.write()
    assert not wants.next().write
    assert wants.next().write
    wants.write()
    assert wants.next().write


def test_the_same_choice_is_no_want():
    wants = Wants(Choice())
    wants.next()
    wants.choose(Choice())
    wants.write()
    assert wants.next() == Want(Choice(), write=True)


def test_a_save_is_heard_and_what_is_built_is_not(tmp_path):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "build").mkdir()
    heard, told, over, further = [], threading.Event(), threading.Event(), set()

    def saved(paths):
        heard.append(paths)
        told.set()

    ear = threading.Thread(target=listen, args=(tmp_path, lambda: frozenset(further), saved, over))
    ear.start()
    try:
        while not told.wait(0.3):  # until the watch is there
            (tmp_path / "build/x.pdf").write_text("x")
            (tmp_path / "dossier/a.yaml").write_text("x")
        assert frozenset().union(*heard) == {"dossier/a.yaml"}
        (tmp_path / "figures").mkdir()
        further.add("figures")
        told.clear()
        while not told.wait(0.3):
            (tmp_path / "figures/b.png").write_text("x")
        assert "figures/b.png" in frozenset().union(*heard)
    finally:
        over.set()
        ear.join(30)
    assert not ear.is_alive()


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────


class Shop:
    """A workshop that gives what it is told to."""

    def __init__(self, *made, early=None):
        self.made = [*made]
        self.early = early
        self.asked = []

    def make(self, edition, chapter, early, progress):
        self.asked.append((edition, chapter))
        progress("laying out", "")
        one = self.made.pop(0)
        if isinstance(one, Exception):
            raise one
        if self.early and len(self.asked) > 1:
            early(self.early)
        return one

    def write(self, edition, chapter, progress):
        return Written(("x.pdf",), ())

    def reader(self, proof):
        return proof.texts.get

    def folders(self):
        return frozenset()

    def close(self):
        pass


@pytest.fixture
def viewer():
    one = Viewer()
    yield one
    one.close()


class Hearing(Board):
    """A board that remembers all that was put up."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def put(self, kind, piece):
        self.heard.append((kind, piece))
        super().put(kind, piece)

    def all(self, kind):
        return [piece for one, piece in self.heard if one == kind]


def at_a_desk(shop, viewer):
    board = Hearing()
    return Desk(shop, viewer, board, Wants(Choice()), Path("/p")), board


def made(book):
    built, pdf = book
    return Made(built.proof, built.diagnostics, pdf)


def test_pages_are_put_up_and_the_next_ones_say_what_changed(books, viewer):
    desk, board = at_a_desk(Shop(*map(made, books)), viewer)
    desk.do(Want(Choice()))
    first = board.get("pages")
    assert first["changed"] is None
    assert board.get("status")["good"]
    assert board.get("choices")["chapters"][0]["id"] == "one"
    desk.do(Want(Choice(), frozenset({CHAPTER})))
    second = board.get("pages")
    assert second["changed"] == second["starts"]["one"]
    assert second["version"] > first["version"]
    # The pictures of pages that were just replaced may still be asked for; those of earlier ones may not.
    assert {leaf[0] for leaf in (*first["leaves"], *second["leaves"])} == set(desk.known.leaves)
    for leaf in desk.known.leaves.values():
        assert viewer.picture(leaf.document, leaf.page, 50).startswith(b"\x89PNG")


def test_what_is_refused_leaves_the_pages_and_the_choices(books, viewer):
    wrong = build.check(project(QUOTING.replace("burned", "burnt")))
    unread = build.check(Memory({}))
    shop = Shop(
        made(books[0]), Made(wrong, wrong.diagnostics), Made(unread, unread.diagnostics), made(books[1])
    )
    desk, board = at_a_desk(shop, viewer)
    desk.do(Want(Choice()))
    pages, choices = board.get("pages"), board.get("choices")
    desk.do(Want(Choice()))
    assert not board.get("status")["good"]
    assert board.get("messages")["listed"][0]["code"] == "quotation-not-found"
    desk.do(Want(Choice()))
    assert (board.get("pages"), board.get("choices")) == (pages, choices)
    desk.do(Want(Choice()))
    assert board.get("status")["good"]
    assert not board.get("messages")["errors"]
    assert board.get("pages")["changed"] is not None


def test_a_fault_is_told_and_the_next_save_is_built(books, viewer):
    shop = Shop(ToolMissing("Pango", "apt install"), ValueError("oh"), made(books[0]))
    desk, board = at_a_desk(shop, viewer)
    desk.do(Want(Choice()))
    assert board.get("messages")["listed"][0]["hints"] == ["type `apt install`"]
    desk.do(Want(Choice()))
    assert "a fault of roa-dossier" in board.get("messages")["listed"][0]["message"]
    assert board.get("status")["phase"] == "resting"
    desk.do(Want(Choice()))
    assert board.get("status")["good"]


def test_the_edited_chapter_is_shown_before_the_book_and_gone_to_once(books, viewer):
    early = Early("one", _alone(books[1][1], "one"))
    desk, board = at_a_desk(Shop(*map(made, books), early=early), viewer)
    desk.do(Want(Choice()))
    desk.do(Want(Choice(), frozenset({CHAPTER})))
    first, among, whole = board.all("pages")
    assert (first["early"], among["early"], whole["early"]) == (False, True, False)
    start = first["starts"]["one"]
    assert among["leaves"][start][0] == whole["leaves"][start][0]  # already as it will be
    assert among["leaves"][0][0] == first["leaves"][0][0]
    assert among["changed"] == start
    assert whole["changed"] is None  # the reader is there already
    assert [piece["phase"] for piece in board.all("status")][-1] == "resting"


def _alone(pdf, chapter):
    """Give the pages of a chapter as a PDF of their own."""
    from roa_dossier.pdf.parts import opened

    album = Album()
    count = len(album.open(1, pdf))
    span = leaves("x" * count, album.begins(1, (chapter,))).span(chapter)
    album.close()
    with opened(pdf) as file:
        for page in reversed(range(count)):
            if page not in span:
                del file.pages[page]
        return _bytes(file)


def test_early_pages_of_another_choice_are_not_mixed_in(books, viewer):
    early = Early("one", _alone(books[1][1], "one"))
    desk, board = at_a_desk(Shop(*map(made, books), early=early), viewer)
    desk.do(Want(Choice()))
    desk.do(Want(Choice("student")))
    assert [piece["early"] for piece in board.all("pages")] == [False, False]


def test_a_viewer_that_is_gone_is_begun_again(books, viewer):
    (leaf, *_) = viewer.open(books[0][1])
    with pytest.raises(Unseen):
        viewer.picture(leaf.document, 10_000, 50)
    viewer.close()
    with pytest.raises(Unseen):
        viewer.picture(leaf.document, 0, 50)
    again = viewer.open(books[0][1])[0]
    assert viewer.picture(again.document, 0, 50)


# ── who is answered ─────────────────────────────────────────────────────────────────────────────────

TOKEN, PORT = "a-token", 4321
OURS = f"127.0.0.1:{PORT}"


def answered(app, path, method="GET", host=OURS, body=b"", **headers):
    """Ask an application and give status, headers and body."""
    listed = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in headers.items())]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": listed,
        "http_version": "1.1",
        "scheme": "http",
        "root_path": "",
    }
    sent, said = [], [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        return said.pop() if said else await asyncio.Event().wait()  # and it stays

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = next(one for one in sent if one["type"] == "http.response.start")
    given = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], given, b"".join(one.get("body", b"") for one in sent)


@pytest.fixture
def served(books, viewer):
    desk, board = at_a_desk(Shop(made(books[0])), viewer)
    desk.do(Want(Choice()))
    wants = Wants(Choice())
    wants.next()
    app = Guard(Counter(board, desk, viewer, wants).app(), TOKEN, PORT)
    return app, board, wants


def test_the_page_and_its_files_are_served_with_their_headers(served):
    app = served[0]
    for name in ("", "page.css", "main.js", "icon.svg"):
        status, headers, body = answered(app, f"/{TOKEN}/{name}")
        assert (status, bool(body)) == (200, True)
        assert HEADERS.items() <= headers.items()
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", {}),
        (f"/{TOKEN}x/", {}),
        (f"/x{TOKEN}/", {}),
        ("/page.css", {}),
        (f"/{TOKEN}/", {"host": "evil.example:4321"}),
        (f"/{TOKEN}/", {"host": "127.0.0.1:80"}),
        (f"/{TOKEN}/", {"host": ""}),
        (f"/{TOKEN}/", {"origin": "http://evil.example"}),
        (f"/{TOKEN}/", {"origin": "null"}),
        (f"/{TOKEN}/../serving.py", {}),
        (f"/{TOKEN}/serving.py", {}),
        (f"/{TOKEN}/..%2fserving.py", {}),
        (f"/{TOKEN}/etc/passwd", {}),
        (f"/{TOKEN}/picture/0123456789abcdef/300.png", {}),
        (f"/{TOKEN}/quotations/99/0", {}),
        (f"/{TOKEN}/passage/1/99", {}),
        (f"/{TOKEN}/passage/99/0", {}),
    ],
)
def test_nobody_else_and_nothing_else_is_answered(served, path, asked):
    status, headers, body = answered(served[0], path, **asked)
    assert (status, body) == (404, b"there is nothing here\n")
    assert HEADERS.items() <= headers.items()


def test_a_picture_is_kept_by_the_browser_and_a_size_beyond_reason_refused(served):
    app, board, _ = served
    digest = board.get("pages")["leaves"][0][0]
    status, headers, body = answered(app, f"/{TOKEN}/picture/{digest}/200.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert "immutable" in headers["cache-control"]
    assert body.startswith(b"\x89PNG")
    assert answered(app, f"/{TOKEN}/picture/{digest}/100000.png")[0] == 404


def test_quotations_and_passages_are_answered(served):
    app, board, _ = served
    pages = board.get("pages")
    *_, document, page = pages["leaves"][pages["starts"]["one"]]
    status, _, body = answered(app, f"/{TOKEN}/quotations/{document}/{page}")
    (region,) = json.loads(body)
    assert status == 200
    assert len(region["boxes"][0]) == 4
    told = json.loads(answered(app, f"/{TOKEN}/passage/{document}/{region['number']}")[2])
    assert told["words"] == "The mill burned down"


def test_a_choice_is_taken_and_nonsense_is_not(served):
    app, _, wants = served
    chosen = json.dumps({"edition": "student", "chapter": "one"}).encode()
    assert answered(app, f"/{TOKEN}/choose", "GET")[0] == 404
    assert answered(app, f"/{TOKEN}/choose", "POST", body=b'{"edition": 1}')[0] == 400
    assert wants.choice == Choice()
    assert answered(app, f"/{TOKEN}/choose", "POST", body=chosen)[0] == 204
    assert wants.next() == Want(Choice("student", "one"))
    assert answered(app, f"/{TOKEN}/write", "POST")[0] == 204
    assert wants.next().write


def test_the_board_tells_everything_once_and_then_what_changes():
    board = Board()
    board.put("status", {"phase": "building"})
    board.put("status", {"phase": "resting"})
    board.put("pages", {"version": 1})

    async def reading():
        heard = []
        async for kind, _, piece in board.news():
            heard.append((kind, piece))
            if len(heard) == 2:
                board.put("pages", {"version": 1})  # the same: no news
                board.put("messages", {"errors": 1})
            if len(heard) == 3:
                board.close()
        return heard

    assert asyncio.run(reading()) == [
        ("status", {"phase": "resting"}),
        ("pages", {"version": 1}),
        ("messages", {"errors": 1}),
    ]


def test_what_the_page_is_made_of_asks_nobody_else():
    folder = Path(telling.__file__).parent / "page"
    files = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert {"index.html", "page.css", "main.js"} <= files.keys()
    for name, text in files.items():
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s'\"]*", text)) - {
            "http://www.w3.org/2000/svg"
        }
        assert not addresses, name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text), name
        assert not re.search(r"<[^>]+\s(?:on\w+|style)=", text), name


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


def test_a_port_that_is_taken_and_an_address_that_runs_something_are_refused(tmp_path):
    starter.make(tmp_path, "handout")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("watch", "--port", taken.getsockname()[1], cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot be had: address already in use" in done.stderr
    done = run("watch", "--editor", "javascript:{path}", cwd=tmp_path)
    assert done.returncode == 2
    assert "expected an address such as" in done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_when_it_is_asked_and_leaves_nothing_behind(tmp_path, number, status):
    starter.make(tmp_path, "handout")
    mark = f"ends-{status}"
    with watch(tmp_path, mark=mark) as one:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", one.address)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(one.address.rpartition("/")[0][:-1] + "/")
        news = urllib.request.urlopen(one.address + "news")
        heard = b""
        while b'"good": true' not in heard:  # the first build is done, and the workers are there
            heard += news.readline()
        assert left(mark)
        assert one.stop(number) == status
        news.close()
    _gone(mark)
    assert not [path for path in (tmp_path / "build").glob("*") if path.name != ".cache"]


def test_a_build_is_interrupted_by_the_end(tmp_path):
    starter.make(tmp_path, "handout")
    with watch(tmp_path, mark="early-end") as one:
        assert one.stop() == 130
    _gone("early-end")


def _gone(mark):
    """Wait until no process of a mark is left; one that stays is never gone, and the test says so."""
    for _ in range(200):
        if not left(mark):
            return
        threading.Event().wait(0.05)
    raise AssertionError(left(mark))


def test_templates_of_the_projects_own_are_set_while_it_serves(tmp_path):
    starter.make(tmp_path, "handout")
    (tmp_path / "templates").mkdir()
    own = (Path(build.__file__).parents[3] / "templates/heading.html").read_text("utf-8")
    (tmp_path / "templates/heading.html").write_text(own, "utf-8")
    with watch(tmp_path, mark="templates") as one:
        with urllib.request.urlopen(one.address + "news") as news:
            heard = b""
            while b'"good": ' not in heard:
                heard += news.readline()
        assert b'"good": true' in heard
        assert one.stop() == 130
