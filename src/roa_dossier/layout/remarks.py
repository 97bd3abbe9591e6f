"""What the engine said, in the dossier's own messages and with places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import assert_never

from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.layout.job import Cause, Failure, Outcome, Remark, UsedFont
from roa_dossier.locate import Lines
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.patterns import regex

_PLACE = regex(r",? ?(?:at|rule at) (\d+):(\d+)")
_OWN = "dossier-image:"
_SHOWN = 120


def diagnostics(
    outcome: Outcome,
    manuscripts: tuple[Manuscript, ...],
    typesetting: Typesetting,
    packages: dict[str, str],
) -> Iterator[Diagnostic]:
    """Say what a layout lost, ignored or refused.

    Args:
        outcome: what the child process gave.
        manuscripts: for the places of what is missing.
        typesetting: for the places in the style sheets.
        packages: the Debian package of each font family that must be installed.

    """
    if outcome.failure:
        yield from _failure(outcome.failure, manuscripts, packages)
    for url in outcome.refused:
        if not url.startswith(_OWN):
            yield _refused(url, manuscripts, typesetting)
    if outcome.strange:
        yield _strange(outcome.strange)
    for anchor in outcome.tight:
        yield _tight(anchor, manuscripts)
    for remark in outcome.remarks:
        if not _follows_refusal(remark, outcome):
            yield from _remark(remark, manuscripts, typesetting)
    if outcome.pdf:
        named = "\n".join(text for _, text in typesetting.css).lower()
        for font in outcome.fonts:
            if font.family.lower() not in named:
                yield _substituted(font, manuscripts)


def _follows_refusal(remark: Remark, outcome: Outcome) -> bool:
    """Whether a message only says that something is not there which was refused, and said to be."""
    foreign = [url for url in outcome.refused if not url.startswith(_OWN)]
    if remark.text.startswith(("Font-face ", "Failed to load attachment")):
        return bool(foreign)
    return any(repr(url) in remark.text or url in remark.text for url in foreign)


# ── one message of the engine ───────────────────────────────────────────────────────────────────────


def _remark(
    remark: Remark, manuscripts: tuple[Manuscript, ...], typesetting: Typesetting
) -> Iterator[Diagnostic]:
    for pattern, answer in _KNOWN:
        if match := pattern.search(remark.text):
            yield from answer(match, manuscripts)
            return
    if remark.sheet or _PLACE.search(remark.text):
        yield _ignored(remark, typesetting)
    else:
        yield warning("layout-remark", f"the layout engine says: {_plain(remark.text)}")


def _missing_image(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    digest, why = match["digest"], _plain(match.groupdict().get("why") or "it cannot be drawn")
    holders = [m for m in manuscripts if _OWN + digest in m.html]
    for span in _spans(holders):
        found = error("image-missing", f"a picture cannot be printed: {why}", span)
        yield found.hint("open the file in a picture viewer and save it again as PNG, JPEG or plain SVG")


def _missing_glyph(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    char = chr(int(match["code"], 16))
    holders = [m for m in manuscripts if char in unescape(m.html)]
    for span in _spans(holders):
        found = error("missing-glyph", f"no font has {_named(char)}, which would print as an empty box", span)
        yield found.hint("install a font that has it, and name it in a style sheet", "write it another way")


def _broken_link(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    anchor = match["anchor"]
    holders = [m for m in manuscripts if f'href="#{anchor}"' in m.html]
    for span in _spans(holders):
        yield error("link-broken", f"a link points to `{_plain(anchor)}`, which is not in the document", span)


def _twice(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    anchor = match["anchor"]
    holders = [m for m in manuscripts if f'id="{anchor}"' in m.html]
    for span in _spans(holders[1:] or holders):
        yield error("anchor-twice", f"two places are called `{_plain(anchor)}`", span)


def _cells(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    yield error("cells-ignored", f"a table's row has {match['count']} more cells than the table has columns")


def _no_alt(match: re.Match[str], manuscripts: tuple[Manuscript, ...]) -> Iterator[Diagnostic]:
    source = match["source"]
    holders = [m for m in manuscripts if source in m.html]
    for span in _spans(holders):
        yield error("alt-missing", "a picture has no alternative text", span)


_Answer = Callable[[re.Match[str], tuple[Manuscript, ...]], Iterator[Diagnostic]]

_KNOWN: tuple[tuple[re.Pattern[str], _Answer], ...] = (
    (
        regex(rf"Failed to load image at '{_OWN}(?P<digest>[^']*)': (?P<why>.*)", re.DOTALL),
        _missing_image,
    ),
    (regex(rf"Failed to render SVG image {_OWN}(?P<digest>\S*)"), _missing_image),
    (regex(r"\.notdef glyph rendered.*\(U\+(?P<code>[0-9A-F]+)\)$", re.DOTALL), _missing_glyph),
    (regex(r"No anchor #(?P<anchor>.*) for internal URI reference"), _broken_link),
    (
        regex(r"Content discarded: target points to undefined anchor .*'#?(?P<anchor>[^']*)'"),
        _broken_link,
    ),
    (regex(r"Anchor defined twice: '(?P<anchor>.*)'"), _twice),
    (regex(r"more columns than the table, ignored (?P<count>\d+) cells"), _cells),
    (regex(r'Image "(?P<source>.*)" has no required alt'), _no_alt),
)


# ── style sheets ────────────────────────────────────────────────────────────────────────────────────


def _ignored(remark: Remark, typesetting: Typesetting) -> Diagnostic:
    """Make the message about a rule or a property that does nothing, at its line of the style sheet."""
    text = _plain(re.sub(r"^(Ignored|Error:) ", "", _PLACE.sub("", remark.text, count=1)))
    message = f"this does nothing in print: {text if text[1:2].isupper() else text[:1].lower() + text[1:]}"
    return warning("css-ignored", message, _css_span(remark, typesetting))


def _css_span(remark: Remark, typesetting: Typesetting) -> Span | None:
    place = _PLACE.search(remark.text)
    if place is None:
        return Span(remark.sheet) if remark.sheet else None
    line, column = int(place[1]), int(place[2])
    sheets = [(n, t) for n, t in typesetting.css if n == remark.sheet or not remark.sheet]
    spans = [span for name, text in sheets if (span := _css_range(name, text, line, column))]
    if remark.sheet:
        return spans[0] if spans else Span(remark.sheet)
    # a variable is put in long after its sheet was read: only its use says where it stood
    uses = [
        span for span, (_, text) in zip(spans, sheets, strict=False) if "var(" in text[span.start : span.stop]
    ]
    return uses[0] if len(uses) == 1 else None


def _css_range(name: str, text: str, line: int, column: int) -> Span | None:
    lines = Lines.of(text)
    if line > len(lines.starts):
        return None
    start, end = lines.span(line)
    at = min(start + column - 1, end)
    stop = min((i for i in (text.find(mark, at, end) for mark in ";{}") if i > at), default=end)
    return Span(name, at, stop)


def _refused(url: str, manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> Diagnostic:
    message = f"`{_plain(url)}` was not fetched: a layout opens no file and no address"
    hint = "put the file into the project and name it in a `figure` block"
    for name, text in typesetting.css:
        if (at := text.find(url)) >= 0:
            return warning("fetch-refused", message, Span(name, at, at + len(url)))
    holders = [m for m in manuscripts if url in unescape(m.html)]
    return warning("fetch-refused", message, holders[0].span if holders else None).hint(hint)


def _strange(versions: str) -> Diagnostic:
    """Say that nothing of the engine's was mended, for it is not the one that is known."""
    message = f"{versions}: what it is known to do wrong with notes, tables and tags is not put right"
    found = warning("engine-unknown", message)
    return found.hint(
        "type `pip install 'weasyprint>=70,<71'`", "look whether the pages are as you want them"
    )


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────


def _tight(anchor: str, manuscripts: tuple[Manuscript, ...]) -> Diagnostic:
    """Say that the words of a table had to be broken."""
    holders = [m for m in manuscripts if f'id="{anchor}"' in m.html]
    message = (
        f"the table `{_plain(anchor)}` is too wide for its page in the smallest type: words in it are broken"
    )
    found = warning("table-too-wide", message, holders[0].span if holders and holders[0].span.path else None)
    asked = re.search(rf'id="{re.escape(anchor)}" data-wide="fit"', holders[0].html) if holders else None
    if asked:
        return found.hint("take away `wide: fit`, and the table is turned or split")
    return found.hint("make two tables of it", "shorten its longest words")


# ── fonts and failures ──────────────────────────────────────────────────────────────────────────────


def _substituted(font: UsedFont, manuscripts: tuple[Manuscript, ...]) -> Diagnostic:
    chars = sorted((char for char in font.chars if not char.isspace()), key=lambda c: (not c.isalpha(), c))
    rare = [m for m in manuscripts if any(char in m.html for char in chars)]
    names = ", ".join(_named(char) for char in chars[:3]) + (" …" if len(chars) > 3 else "")
    message = f"`{_plain(font.family)}` was taken for want of a named font: {names or 'a space'}"
    span = rare[0].span if len(rare) == 1 else None
    hint = f"name `{_plain(font.family)}`, or another font that has them, in a style sheet"
    return warning("font-substituted", message, span).hint(hint)


def _failure(
    failure: Failure, manuscripts: tuple[Manuscript, ...], packages: dict[str, str]
) -> Iterator[Diagnostic]:
    match failure.cause:
        case Cause.FONTS:
            for family in failure.detail.split("\n"):
                found = error("font-missing", f"the font `{family}` is not installed")
                yield found.hint(f"type `apt-get install {packages[family]}`")
            return
        case Cause.TOOL:
            found = error("layout-tool-missing", f"the layout engine cannot start: {_plain(failure.detail)}")
            yield found.hint("type `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`")
            return
        case Cause.NESTING:
            message, hint = "elements stand too deep inside one another", "take some of the nesting out"
        case Cause.MEMORY:
            message, hint = "the layout wants more memory than it may have", "make the chapter shorter"
        case Cause.TIME:
            message, hint = (
                f"the layout took longer than {failure.detail} s",
                "look for a style rule that grows",
            )
        case Cause.DIED:
            message, hint = f"the layout engine died: {_plain(failure.detail)}", "look for a very large size"
        case Cause.ENGINE:
            message = f"the layout engine cannot set this: {_plain(failure.detail)}"
            hint = "look in the style sheets for a very large or very small size"
        case Cause.SEAM:
            raise RuntimeError(f"the late parts do not follow the pages before them: {failure.detail}")
        case _:
            assert_never(failure.cause)
    guilty = [m for m in manuscripts if m.id in failure.sections]
    for span in _spans(guilty):
        yield error("layout-failed", message, span).hint(hint)


def _spans(manuscripts: Iterable[Manuscript]) -> Iterator[Span | None]:
    """Give the places of manuscripts; where there is none, one message without a place."""
    spans = [m.span if m.span.path else None for m in manuscripts]
    yield from spans or [None]


def _named(char: str) -> str:
    """Name characters by code point, so that no odd one reaches the terminal."""
    points = " ".join(f"U+{ord(one):04X}" for one in char)
    name = unicodedata.name(char, "") if len(char) == 1 else ""
    return f"`{points}`" + (f" ({name.lower()})" if name else "")


def _plain(text: str) -> str:
    """Give words of others on one line, short, without a full stop."""
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split()).rstrip(".")
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
