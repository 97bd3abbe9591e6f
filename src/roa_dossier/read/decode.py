"""Bytes to characters, strictly: the snapshot is what its digest says, and no character is guessed."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, Span, error, has_errors, warning
from roa_dossier.frozen import Frozen
from roa_dossier.locate import Lines
from roa_dossier.model.outline import SourceEntry
from roa_dossier.patterns import regex

LIMIT = 50_000_000
_SAMPLE = 60_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Character encodings only: Python's codecs also know compressions, ciphers and escapes.
_ENCODINGS = regex(
    r"ascii|big5(?:hkscs)?|cp[0-9]{3,4}|euc_(?:jp|kr)|gb18030|gb2312|gbk|hz|iso2022_(?:jp|kr)|johab|"
    r"iso8859-[0-9]{1,2}|koi8-[rtu]|kz1048|mac-[a-z]+[0-9]?|ptcp154|shift_jis|tis-620|"
    r"utf-8(?:-sig)?|utf-(?:16|32)(?:-[lb]e)?"
)
_OFTEN = ("cp1252", "cp1251", "cp1250", "iso8859-1", "iso8859-2", "koi8-r", "utf-8", "utf-16", "shift_jis")
_COMMON = {name: rank for rank, name in enumerate(_OFTEN)}
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŸ‘’“”„‚–—…«»§°£€¡¿´·•†ºª½¼¾\u00a0"
)
_WORD = regex(r"[^\W\d_]+")
_SIGN_IN_WORD = regex(r"[^\W\d_][^\w\s\x00-\x7f’–—…·\u00a0][^\W\d_]")
_CONTROLS = regex("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BIDI = regex("[\u202a-\u202e\u2066-\u2069]")
_REPLACEMENT = regex("\ufffd")
_SHOWN = 3


class Decoded(Frozen):
    """The characters of a snapshot.

    Attributes:
        chars: without a byte-order mark, line ends as received.
        encoding: what they were decoded from, by Python's name.

    """

    chars: str
    encoding: str


def digest(entry: SourceEntry, data: bytes) -> tuple[str, list[Diagnostic]]:
    """Give the SHA-256 of a snapshot, in hexadecimal, and say where the entry expects another or none."""
    found = hashlib.sha256(data).hexdigest()
    file = entry.file.text.chars
    if entry.sha256 is None:
        message = f"`{file}` has no digest to check it against"
        return found, [error("no-digest", message, entry.file.span).hint(f"roa-dossier add {file}")]
    expected = entry.sha256.text.chars
    if expected.strip().casefold() != found:
        message = f"expected `{file}` with digest `{_short(expected)}`, found `{_short(found)}`"
        return found, [
            error("digest-mismatch", message, entry.sha256.span, "the file is another one now").hint(
                f"roa-dossier add --renew {file}", "put back the file that was checked"
            )
        ]
    return found, []


def characters(entry: SourceEntry, data: bytes) -> tuple[Decoded | None, list[Diagnostic]]:
    """Decode a snapshot by its byte-order mark, as UTF-8, or as its entry says.

    A detector may only suggest an encoding; nothing is ever replaced. Control characters are refused,
    bidirectional overrides and characters that were lost before are warned of.
    """
    file = entry.file.text.chars
    if not data:
        return None, [error("empty-source", f"`{file}` is empty", entry.file.span)]
    if len(data) > LIMIT:
        message = f"expected at most {LIMIT:,} bytes, found {len(data):,} in `{file}`"
        return None, [error("too-large", message, entry.file.span)]
    name, problems = _encoding(entry, data)
    if problems:
        return None, problems
    try:
        chars = data.decode(name)
    except UnicodeDecodeError as fault:
        return None, [_undecodable(entry, data, name, fault.start)]
    decoded = Decoded(chars.removeprefix("\ufeff"), name)
    if not decoded.chars.strip():
        return None, [error("empty-source", f"`{file}` holds no words", entry.file.span)]
    problems = [*_controls(entry, data, decoded), *_suspects(file, decoded.chars)]
    return (None if has_errors(problems) else decoded), problems


def _encoding(entry: SourceEntry, data: bytes) -> tuple[str, list[Diagnostic]]:
    marked = _marked(data)
    if entry.encoding is None:
        return marked or "utf-8", []
    typed = entry.encoding.text.chars
    known = _known(typed)
    if not known:
        message = f"there is no encoding `{typed}`"
        near = nearest.closest(typed.strip().casefold(), _OFTEN, 0.5)
        hints = [f"encoding: {name}" for name in ([near] if near else _OFTEN[:3])]
        return "", [error("unknown-encoding", message, entry.encoding.span).hint(*hints)]
    if marked and not (marked.startswith(known) or known == f"{marked}-sig"):
        message = f"expected `{typed}`, found the byte-order mark of `{marked}`"
        hint = f"encoding: {marked}"
        return "", [error("encoding-mismatch", message, entry.encoding.span).hint(hint)]
    return marked or known, []


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    return found if _ENCODINGS.fullmatch(found) else ""


def _undecodable(entry: SourceEntry, data: bytes, name: str, at: int) -> Diagnostic:
    file = entry.file.text.chars
    place = f"the byte 0x{data[at]:02x} in line {data.count(bytes([10]), 0, at) + 1}"
    if entry.encoding is not None or name != "utf-8":
        message = f"expected `{file}` in `{name}`, found {place}"
        span = entry.encoding.span if entry.encoding else entry.file.span
        problem = error("undecodable-source", message, span)
    else:
        message = f"expected `{file}` in UTF-8, found {place}"
        problem = error("not-utf-8", message, entry.file.span, "its encoding must be named")
    guesses = () if _marked(data) else _guesses(data)
    return problem.hint(*(f"encoding: {name}" for name in guesses))


def _marked(data: bytes) -> str:
    """Give the encoding that a byte-order mark names; "" without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _guesses(data: bytes) -> tuple[str, ...]:
    """Suggest encodings that decode the whole of `data` without control characters, the likeliest first.

    Of those that the detector finds equally likely the commonest comes first.
    """
    letters = b"\n".join(line for line in data[: _SAMPLE * 8].split(b"\n") if not line.isascii())
    import charset_normalizer  # only a file that is not UTF-8 waits for it

    matches = list(charset_normalizer.from_bytes(letters[:_SAMPLE]))
    likely = [
        one for one in matches if (one.chaos, -one.coherence) <= (matches[0].chaos, -matches[0].coherence)
    ]
    named = {name.replace("_", "-") for one in likely for name in one.could_be_from_charset}
    known = {_known(name) for name in named} - {"", "utf-8", "ascii"}
    ordered = sorted(known, key=lambda name: (_COMMON.get(name, len(_COMMON)), name))
    western = ("cp1252",) if _looks_western(letters[:_SAMPLE]) else ()
    names = dict.fromkeys((*_by_nulls(data), *western, *ordered))
    return tuple(name for name in names if _decodes(data, name))[:2]


def _looks_western(data: bytes) -> bool:
    """Whether lines make words of a western language in Windows-1252; of few words a detector cannot tell."""
    chars = data.decode("cp1252", "replace")
    if any(not char.isascii() and char not in _WESTERN for char in chars) or _SIGN_IN_WORD.search(chars):
        return False
    accented = [word for word in _WORD.findall(chars) if not word.isascii()]
    plain = [word for word in accented if 2 * sum(char.isascii() for char in word) >= len(word)]
    return 4 * len(plain) >= 3 * len(accented)


def _by_nulls(data: bytes) -> tuple[str, ...]:
    sample = data[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if max(odd, even) * 5 < len(sample):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _decodes(data: bytes, name: str) -> bool:
    try:
        return not _CONTROLS.search(data.decode(name))
    except UnicodeDecodeError:
        return False


def _controls(entry: SourceEntry, data: bytes, decoded: Decoded) -> Iterator[Diagnostic]:
    found = list(_CONTROLS.finditer(decoded.chars))
    if not found:
        return
    file = entry.file.text.chars
    first = found[0].start()
    line = Lines.of(decoded.chars).line(first)
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    message = f"`{file}` has the control character {_name(found[0].group())} in line {line}{more}"
    problem = error("control-character", message, entry.file.span)
    better = next((name for name in (*_by_nulls(data), "cp1252") if _decodes(data, name)), "")
    suggested = better if ord(found[0].group()) >= 0x80 or better.startswith("utf-16") else ""
    problem = problem.beside(Span(file, first, first + 1))
    yield problem.hint(f"encoding: {suggested}") if suggested else problem


def _suspects(file: str, chars: str) -> Iterator[Diagnostic]:
    kinds = (
        ("bidi-control", _BIDI, "the bidirectional control", "what is shown may not be what is written"),
        ("replacement-character", _REPLACEMENT, "the replacement character", "a character was lost here"),
    )
    for code, pattern, name, label in kinds:
        found = list(pattern.finditer(chars))
        if not found:
            continue
        lines = Lines.of(chars)
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        first = found[0]
        message = f"`{file}` has {name} {_name(first.group())} in line {lines.line(first.start())}{more}"
        problem = warning(code, message, Span(file, first.start(), first.end()), label)
        for other in found[1:_SHOWN]:
            problem = problem.beside(Span(file, other.start(), other.end()))
        yield problem


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _short(digest: str) -> str:
    return f"{digest[:12]}…" if len(digest) > 12 else digest
