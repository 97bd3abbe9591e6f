"""The only door to WeasyPrint: a closed world, its every word kept, the same bytes every time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy

import weasyprint
from weasyprint.pdf import pydyf
from weasyprint.text.ffi import ffi, fontconfig
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from roa_dossier.layout import (
    columns,
    computed,
    continued,
    flow,
    glyphs,
    hanging,
    lengths,
    notes,
    numbered,
    prepared,
    seam,
    syllables,
    tagged,
    tokens,
    torn,
    wide,
)
from roa_dossier.layout.job import Cause, Failure, Job, Laid, Late, Outcome, Remark, Run, Survey, UsedFont
from roa_dossier.layout.lines import hook

_MENDED = (notes, columns, hanging, continued, tagged)
_QUICKER = (tokens, computed, lengths, flow, prepared, glyphs, syllables)

IMAGE = "dossier-image:"
VARIANT = "pdf/ua-1"


class Closed(URLFetcher):  # type: ignore[misc]
    """A fetcher that gives the dossier's own pictures and nothing else, and remembers what it refused."""

    def __init__(self, images: dict[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=())
        self._pictures = images
        self.refused: dict[str, None] = {}

    def anew(self, refused: tuple[str, ...]) -> Closed:
        """Give a fetcher of the same pictures, which refused no more than these addresses yet."""
        other = copy(self)
        other.refused = dict.fromkeys(refused)
        return other

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Give one of the pictures, by its digest.

        Raises:
            ValueError: for any other address.

        """
        if url.startswith(IMAGE) and url.removeprefix(IMAGE) in self._pictures:
            media_type, data = self._pictures[url.removeprefix(IMAGE)]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})
        self.refused[url] = None
        raise ValueError("not one of the dossier's own pictures")


class Ear(logging.Handler):
    """Keeps every warning and error of the engine, each once, with the style sheet that was being read."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[Remark, None] = {}
        self.sheet = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.heard[Remark(record.levelname.lower(), record.getMessage(), self.sheet)] = None


@contextmanager
def listening() -> Iterator[Ear]:
    """Listen to the engine for as long as the block runs."""
    ear, logger = Ear(), logging.getLogger("weasyprint")
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear
    finally:
        logger.removeHandler(ear)


def absent(families: tuple[str, ...]) -> tuple[str, ...]:
    """Say which of the families Fontconfig does not have."""
    config = fontconfig.FcInitLoadConfigAndFonts()
    try:
        return tuple(family for family in families if _match(config, family).lower() != family.lower())
    finally:
        fontconfig.FcConfigDestroy(config)


def _match(config: object, family: str) -> str:
    pattern = fontconfig.FcPatternCreate()
    fontconfig.FcPatternAddString(pattern, b"family", ffi.new("char[]", family.encode()))
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        fontconfig.FcPatternDestroy(pattern)
        return ""
    name = ffi.new("FcChar8 **")
    fontconfig.FcPatternGetString(match, b"family", 0, name)
    found = ffi.string(name[0]).decode() if name[0] != ffi.NULL else ""
    fontconfig.FcPatternDestroy(match)
    fontconfig.FcPatternDestroy(pattern)
    return str(found)


def lay_out(job: Job, late: Callable[[Laid], Late] | None = None) -> Outcome:
    """Lay out a job and draw it as a PDF.

    Args:
        job: what to lay out.
        late: gives the late parts of a job that waits for them.

    Raises:
        seam.Open: the late parts do not begin where the pages before them say.
        Exception: whatever the engine raises.

    """
    if missing := absent(job.fonts):
        return Outcome(failure=Failure(Cause.FONTS, "\n".join(missing)))
    kept = [mended(quick=job.quick)]
    fetcher = Closed(job.images)
    with listening() as ear, hook.lines(job.lines) as fits:
        kept.append(fits)
        press = Press(job, fetcher, ear)
        document, tight = wide.document(press, job.sections, ear, press.document)
        names = [name for name, _ in job.sections]
        if job.waits and late is not None:
            parts = late(Laid(seam.places(document))).sections
            document = seam.joined(document, names.pop(), parts, press.document)
            names.extend(name for name, _ in parts)
        torn.end_bars(document)
        pdf = document.write_pdf(pdf_variant=VARIANT, finisher=_finish)
        first = _first_pages(document, names)
        used = _fonts(document)
        counted = hook.count(document)
        numbers = numbered.numbered(document)
        # weasyprint keeps files of fonts until the configuration goes
        del document, press
    known = notes.ENGINE.rstrip(".")
    strange = "" if all(kept) else f"expected WeasyPrint {known}, found {weasyprint.__version__}"
    return Outcome(
        pdf,
        first,
        tuple(ear.heard),
        tuple(fetcher.refused),
        used,
        tight=tight,
        strange=strange,
        lines=counted,
        numbers=numbers,
    )


def mended(*, quick: bool = True) -> bool:
    """Put what is mended of the engine, and what is quicker, in place of its own; whether all was.

    It stays there as long as the process. Without what is quicker the same comes out, later.
    """
    rooms = (*_MENDED, *(_QUICKER if quick else ()))
    kept = [room.keep() for room in rooms]  # each, though one of them may not be
    return all(kept)


class Press:
    """What the documents of one book share: fonts, style sheets, pictures."""

    def __init__(self, job: Job | Run | Survey, fetcher: Closed, ear: Ear) -> None:
        self.head = job.head
        self.fetcher = fetcher
        self.fonts = FontConfiguration()
        self.heard: tuple[Remark, ...] = ()
        self.rooms: dict[str, wide.Room] = {}
        self.texts = tuple(text for _, text in job.css)
        self._whole = weasyprint.CSS(string="", url_fetcher=self.fetcher, font_config=self.fonts)
        self.sheets = [self._whole]
        for name, text in job.css:
            ear.sheet = name
            self._add(text)
        if continued.keep():
            self._add(continued.SHOWN)
        ear.sheet = ""
        self.refused = tuple(fetcher.refused)

    def anew(self, head: str) -> Press:
        """Give a press of the same style sheets for another document, with none of what was refused since."""
        other = copy(self)
        other.fetcher = self.fetcher.anew(self.refused)
        if head != self.head:
            other.head, other.rooms = head, {}
        return other

    def _add(self, text: str) -> None:
        """Add a style sheet to those before: as one, so that each element is compared with them once."""
        whole = self._whole
        given = {"matcher": whole.matcher, "page_rules": whole.page_rules, "layers": whole.layers}
        weasyprint.CSS(string=text, url_fetcher=self.fetcher, font_config=self.fonts, **given)

    def _sheet(self, text: str) -> weasyprint.CSS:
        return weasyprint.CSS(string=text, url_fetcher=self.fetcher, font_config=self.fonts)

    def document(self, sections: tuple[tuple[str, str], ...], style: str = "") -> weasyprint.Document:
        """Lay out sections as one document; `style` holds rules of its own, after those of the book."""
        computed.begin()
        prepared.begin()
        html = "\n".join((self.head, *(section for _, section in sections), "</body></html>"))
        own = [self._sheet(style)] if style else []
        return weasyprint.HTML(string=html, url_fetcher=self.fetcher).render(
            font_config=self.fonts,
            stylesheets=[*self.sheets, *own],
            pdf_variant=VARIANT,
            presentational_hints=False,
        )


def _finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Write into the PDF what the engine does not: which way pages are turned, and their numbers."""
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        if turn := wide.turn(page):
            pdf.objects[int(reference.split()[0])]["Rotate"] = turn
    _label(document, pdf)


def _label(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Write the numbers that pages bear into the PDF, unless it counts so itself (ISO 32000-1 §12.4.2).

    It counts from 1: a page that bears another number has it as a word.
    """
    numbers = [seam.number(page, index) for index, page in enumerate(document.pages)]
    if numbers == list(range(1, len(numbers) + 1)):
        return
    runs = pydyf.Array()
    for index, number in enumerate(numbers):
        if number < 1:
            runs.extend((index, pydyf.Dictionary({"P": pydyf.String(str(number))})))
        elif not index or number != numbers[index - 1] + 1 or number == 1:
            runs.extend((index, pydyf.Dictionary({"S": "/D", "St": number})))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": runs})


def _first_pages(document: weasyprint.Document, names: list[str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            first.setdefault(name, number)
    return {name: first[name] for name in names if name in first}


def _fonts(document: weasyprint.Document) -> tuple[UsedFont, ...]:
    chars: dict[str, set[str]] = {}
    for font in document.fonts.values():
        chars.setdefault(font.family, set()).update(*font.to_unicode.values())
    return tuple(UsedFont(family, "".join(sorted(chars[family]))) for family in sorted(chars))
