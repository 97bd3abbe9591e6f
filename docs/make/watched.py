"""Makes docs/images/watch.png: the preview of this repository's dossier, with a passage beside its quotation.

It needs Chromium, as the tests do.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from PIL import Image  # noqa: E402

from chromium import Browser, chromium  # noqa: E402

PICTURE = ROOT / "docs/images/watch.png"
COLOURS = 200
CHAPTER = "eastern-troops"
QUOTATION = 1
"""Which quotation of the chapter's first page is clicked, from 0."""


def opened(browser: Browser, address: str) -> None:
    """Go to the chapter and click the quotation."""
    browser.open(address)
    browser.until("document.querySelectorAll('.page').length > 1")
    page = browser.ask(
        f"[...document.getElementById('chapter').options].findIndex((one) => one.value === '{CHAPTER}')"
    )
    assert page > 0, f"there is no chapter `{CHAPTER}`"
    at = browser.until(
        "(async () => { const told = await new Promise((done) => { const news = new EventSource('news');"
        " news.addEventListener('pages', (one) => { news.close(); done(JSON.parse(one.data)); }); });"
        f" return told.starts['{CHAPTER}']; }})()"
    )
    where = f"document.querySelectorAll('.page')[{at}]"
    browser.ask(f"{where}.scrollIntoView({{block: 'start'}}), true")
    browser.until(f"{where}.dataset.quotations > {QUOTATION} && {where}.querySelector('img')?.complete")
    browser.ask(f"{where}.querySelectorAll('.quote:not([tabindex])')[{QUOTATION}].click(), true")
    browser.until("document.querySelector('#passage mark') !== null")
    browser.until(f"{where}.querySelector('img').naturalWidth === {where}.clientWidth")
    browser.ask("document.querySelector('.quote.chosen').scrollIntoView({block: 'center'}), true")
    browser.ask("new Promise((done) => setTimeout(done, 500)).then(() => true)")


def main() -> None:
    """Make the picture anew."""
    command = [sys.executable, "-m", "roa_dossier", "-C", str(ROOT), "watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT / "src") as watch:
        assert watch.stdout
        try:
            with chromium() as browser:
                opened(browser, watch.stdout.readline().strip())
                picture = Image.open(io.BytesIO(browser.shot())).convert("RGB")
        finally:
            watch.terminate()
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        PICTURE, optimize=True
    )
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
