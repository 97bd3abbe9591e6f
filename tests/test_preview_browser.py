"""The preview in a real browser: what is shown, what stays in its place, what is said when a build fails."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from chromium import chromium
from roa_dossier import starter
from watching import watch

CHAPTER = "dossier/chapters/01-who-ruled.yaml"
OURS = "Their proclamations\n      contradict each other."
QUOTED = "The State Power has passed"
QUIET = "document.body.dataset.phase === 'resting'"
PAGES = "document.querySelectorAll('.page').length"
TEXT = "document.body.innerText"


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one
        assert not one.complaints


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    starter.make(folder, "document-pack")
    with watch(folder, "--editor", "vscode://file/{path}:{line}:{column}") as one:
        yield SimpleNamespace(folder=folder, chapter=folder / CHAPTER, address=one.address)


@pytest.fixture
def page(browser, watched):
    """The page, with the pages of the student's copy as the starter has them."""
    browser.size(1400, 900)
    browser.open("about:blank")
    browser.open(watched.address)
    browser.until(f"{QUIET} && {PAGES} > 3 && document.querySelector('.page img') !== null")
    return browser


def builds(page):
    return int(page.ask("document.body.dataset.build"))


def saved(page, path, text):
    """Save a file, and wait until it was built."""
    before = builds(page)
    path.write_text(text, "utf-8")
    page.until(f"{QUIET} && Number(document.body.dataset.build) > {before}")


@contextmanager
def edited(page, path, old, new):
    """Change a file for the time of a block."""
    text = path.read_text("utf-8")
    assert old in text
    saved(page, path, text.replace(old, new))
    try:
        yield
    finally:
        saved(page, path, text)


def digests(page):
    return page.ask("[...document.querySelectorAll('.page')].map((one) => one.leaf[0])")


def scroll_to(page, expression):
    page.ask(f"document.getElementById('pages').scrollTop = {expression}, true")


def page_with_quotations(page):
    """Scroll until a quotation is in sight."""
    for number in range(page.ask(PAGES)):
        scroll_to(page, f"document.querySelectorAll('.page')[{number}].offsetTop - 60")
        page.until(f"document.querySelectorAll('.page')[{number}].dataset.quotations")
        if page.ask("document.querySelector('.quote') !== null"):
            return
    raise AssertionError("there is no quotation on any page")


def test_the_pages_are_shown(page):
    assert page.ask("document.title") == "Who ruled Russia?"
    assert page.ask("document.getElementById('edition').value") == "student"
    assert "Who ruled Russia?" in page.ask("document.getElementById('chapter').textContent")
    sizes = page.ask("[...document.querySelectorAll('.page')].map((one) => one.clientHeight)")
    assert min(sizes) > 500
    shown = page.ask("[...document.querySelectorAll('.page img')].map((one) => one.naturalWidth)")
    assert 0 < len(shown) < len(sizes)  # those near the eye, and no others
    assert shown[0] == page.ask("document.querySelector('.page').clientWidth")
    assert page.ask("document.getElementById('alert').hidden")


def test_an_edit_shows_and_place_and_zoom_stay(page, watched):
    page.click("#larger")
    page.ask("document.getElementById('follow').checked = false")
    scroll_to(page, "document.querySelectorAll('.page')[1].offsetTop + 333")
    before = digests(page)
    where = page.ask("document.getElementById('pages').scrollTop")
    scale = page.ask("document.querySelector('.page').clientWidth")
    with edited(page, watched.chapter, OURS, "Their proclamations disagree."):
        after = digests(page)
        changed = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert changed
        assert page.ask("document.getElementById('pages').scrollTop") == where
        assert page.ask("document.querySelector('.page').clientWidth") == scale
        assert f"Page {changed[0] + 1} changed" in page.ask(TEXT)
        page.click("#changed")
        page.until(f"document.querySelectorAll('.page')[{changed[0]}].querySelector('img') !== null")
    assert digests(page) == before
    page.ask("document.getElementById('follow').checked = true")


def test_place_and_zoom_outlive_a_loading_of_the_page(page, watched):
    page.click("#level")
    scroll_to(page, "document.querySelectorAll('.page')[2].offsetTop + 50")
    page.until("sessionStorage.getItem('places')?.includes('\"index\":2')")
    state = "[document.getElementById('pages').scrollTop, document.querySelector('.page').clientWidth]"
    before = page.ask(state)
    page.open("about:blank")
    page.open(watched.address)
    page.until(f"{QUIET} && {PAGES} > 3")
    assert page.ask(state) == pytest.approx(before, abs=1)
    page.click("#level")


def test_the_page_that_changed_is_gone_to(page, watched):
    last = page.ask(PAGES) - 1
    scroll_to(page, "document.getElementById('pages').scrollHeight")
    page.until(f"document.querySelectorAll('.page')[{last}].querySelector('img') !== null")
    before = digests(page)
    with edited(page, watched.chapter, OURS, "Their proclamations disagree."):
        changed = next(
            at for at, (one, other) in enumerate(zip(before, digests(page), strict=True)) if one != other
        )
        assert changed < last
        top = page.ask(f"document.querySelectorAll('.page')[{changed}].getBoundingClientRect().top")
        assert 0 < top < 120


def test_a_broken_quotation_leaves_the_last_good_pages_with_the_message_above(page, watched):
    before = digests(page)
    line = next(
        number
        for number, text in enumerate(watched.chapter.read_text("utf-8").split("\n"), 1)
        if QUOTED in text
    )
    with edited(page, watched.chapter, QUOTED, QUOTED.replace("Power", "Powers")):
        assert digests(page) == before
        alert = "document.getElementById('alert')"
        assert not page.ask(f"{alert}.hidden")
        told = page.ask(f"{alert}.innerText")
        assert "last good build" in told
        assert "these words are not in ten-days" in told
        assert f"{CHAPTER}:{line}:" in told
        assert "seeds/ten-days.txt:" in told
        link = page.ask(f"{alert}.querySelector('.place a').href")
        assert link.startswith(f"vscode://file/{watched.folder}/{CHAPTER}:{line}:")
        assert page.ask(f"{alert}.querySelector('mark').textContent") == "Powers"
        below = page.ask("document.getElementById('pages').getBoundingClientRect().top")
        assert below >= page.ask(f"{alert}.getBoundingClientRect().bottom")
        assert page.ask("document.querySelector('.page img').naturalWidth") > 0
    assert page.ask("document.getElementById('alert').hidden")


def test_an_outline_that_cannot_be_read_leaves_the_choice_and_the_pages(page, watched):
    before = digests(page)
    with edited(page, watched.chapter, "title: Who ruled Russia?", "title: [Who"):
        assert digests(page) == before
        assert page.ask("document.getElementById('edition').value") == "student"
        assert CHAPTER in page.ask("document.getElementById('alert').innerText")


def test_a_quotation_shows_its_passage(page):
    page_with_quotations(page)
    words = page.ask("document.querySelector('.quote').title")
    assert words == "Show the passage in its source"
    page.click(".quote")
    marked = page.until("document.querySelector('#passage .context mark')?.textContent")
    told = page.ask("document.getElementById('passage').innerText")
    assert "Ten Days That Shook the World" in told
    assert "¶" in told
    assert "seeds/ten-days.txt:" in told
    assert CHAPTER in told
    around = page.ask("document.querySelector('#passage .context').textContent")
    assert marked in around
    assert len(around) > len(marked) + 100
    chosen = page.ask("document.querySelector('.quote.chosen').getBoundingClientRect().toJSON()")
    assert chosen["width"] > 20
    assert chosen["height"] < 60
    page.click("#close")


def test_another_edition_is_shown(page):
    before = digests(page)
    choose = (
        "(() => { const box = document.getElementById('edition'); box.value = '%s';"
        " box.dispatchEvent(new Event('change')); return true; })()"
    )
    page.ask(choose % "teacher")
    page.until(f"{QUIET} && {SHOWN} === 'teacher'")
    assert digests(page) != before
    page.ask(choose % "student")
    page.until(f"{QUIET} && {SHOWN} === 'student'")
    assert digests(page) == before


SHOWN = "document.getElementById('pages').dataset.edition"


def test_the_pdf_is_written_when_it_is_asked_for(page, watched):
    target = watched.folder / "build/who-ruled-student.pdf"
    assert not target.exists()
    page.click("#write")
    page.until(f"{TEXT}.includes('build/who-ruled-student.pdf')")
    assert target.read_bytes().startswith(b"%PDF")
    target.unlink()


def test_a_narrow_window_shows_all_of_the_bar(page):
    page.size(420, 800)
    edges = page.until(
        "(() => { const all = [...document.querySelectorAll('header button, header select')];"
        " const right = Math.max(...all.map((one) => one.getBoundingClientRect().right));"
        " return right <= innerWidth ? [right] : null; })()"
    )
    assert edges[0] > 300
    assert page.ask("document.documentElement.scrollWidth") <= 420
