"""Taking a source in: the file into seeds/, its digest into sources.yaml, by text and in its place only."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.world import LIMIT, TEXT_LIMIT, Disk, Refused, decoded

SOURCES = "dossier/sources.yaml"
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = "# yaml-language-server: $schema=.schema/sources.json\n"
_ENTRY = regex(r"^(?P<quote>['\"]?)(?P<key>[^\s#'\":][^'\":]*)(?P=quote)[ \t]*:[ \t]*(?:#.*)?$", re.M)
_FIELD = regex(r"^(?P<indent>[ ]+)(?P<name>file|sha256|siglum)[ \t]*:[ \t]*(?P<value>[^\r\n]*)", re.M)
_SCALAR = regex(r"'(?P<single>[^']*)'|\"(?P<double>[^\"\\]*)\"|(?P<plain>[^'\"#\s](?:[^#\r\n]|(?<!\s)#)*)")


class Value(Frozen):
    """The value of a field as it stands in the text: what it says, and its range."""

    words: str
    start: int
    stop: int


class Entry(Frozen):
    """One entry of sources.yaml as it stands in the text.

    Attributes:
        key: its id.
        fields: `file`, `sha256` and `siglum`, those that are there.
        after: where a line may be put in after `file`.
        indent: what its fields are indented by.

    """

    key: str
    fields: dict[str, Value]
    after: int
    indent: str


def take(root: Path, file: Path, key: str | None = None, renew: bool = False) -> tuple[str, ...]:
    """Take a file in, and give what was done, line by line.

    A new file is copied into `seeds/` and described at the end of sources.yaml; a file that an entry names
    already gets its digest written there. With `renew` an entry's snapshot is replaced by the file, and the
    earlier one kept as `seeds/old/DIGEST.EXT`.

    Args:
        root: the project's folder.
        file: the document, anywhere on disk.
        key: the entry's id; by default the entry that names the file, or an id made from its name.
        renew: whether to replace.

    Raises:
        Refused: the file cannot be read, another stands in its place, or sources.yaml cannot be edited.

    """
    data = _bytes(file)
    world = Disk(root, root)
    text = decoded(SOURCES, world.read(SOURCES, TEXT_LIMIT)) if world.exists(SOURCES) else ""
    known = entries(text)
    path = _inside(root, file) or f"seeds/{file.name}"
    if renew:
        return _renewed(world, text, _wanted(known, key, path), data)
    entry = next((one for one in known if one.fields.get("file", _NONE).words == path), None)
    if entry is not None:
        return _completed(world, text, entry, path, data)
    return _added(world, text, known, key, path, data)


_NONE = Value("", 0, 0)


def entries(text: str) -> tuple[Entry, ...]:
    """Find the entries of sources.yaml with the ranges of what may be edited.

    Only what stands in block style is found, one field a line, directly below the entry's id.
    """
    heads = [*_ENTRY.finditer(text)]
    stops = [*(head.start() for head in heads), len(text)][1:]
    return tuple(_entry(text, head, stop) for head, stop in zip(heads, stops, strict=False))


def _entry(text: str, head: re.Match[str], stop: int) -> Entry:
    first = re.compile(r"^( +)(?=[^\s#])", re.M).search(text, head.end(), stop)
    indent = first[1] if first else "  "
    fields: dict[str, Value] = {}
    after = head.end()
    for match in _FIELD.finditer(text, head.end(), stop):
        if match["indent"] != indent:
            continue
        fields.setdefault(match["name"], _value(match))
        if match["name"] == "file":
            after = match.end()
    return Entry(head["key"].strip(), fields, after, indent)


def _value(match: re.Match[str]) -> Value:
    start = match.start("value")
    scalar = _SCALAR.match(match["value"])
    if scalar is None:
        return Value("", start, start)
    words = next(group for group in scalar.groups() if group is not None).rstrip()
    stop = start + (scalar.end() if scalar["plain"] is None else len(words))
    return Value(words, start, stop)


# ── the three ways ──────────────────────────────────────────────────────────────────────────────────


def _added(
    world: Disk, text: str, known: tuple[Entry, ...], key: str | None, path: str, data: bytes
) -> tuple[str, ...]:
    key = key or _key_for(path)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
        raise Refused("bad-id", f"expected an id of small letters, digits and hyphens, found `{key}`")
    if any(entry.key == key for entry in known):
        raise Refused("duplicate-id", f"there is a source `{key}` already; choose another with --key")
    written = _copied(world, path, data)
    new = _description(key, path, _digest(data), _siglum(key, known))
    blank = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    world.write(SOURCES, f"{text or _HEAD}{blank or chr(10)}{new}".encode())
    return (
        *written,
        f"described as `{key}` in {SOURCES}; fill in what is marked there",
        *_doubts(path, data),
    )


def _completed(world: Disk, text: str, entry: Entry, path: str, data: bytes) -> tuple[str, ...]:
    written = _copied(world, path, data)
    digest, field = _digest(data), entry.fields.get("sha256")
    if field is not None and field.words == digest:
        return (*written, f"`{entry.key}` is in {SOURCES} already, with this digest")
    if field is not None and field.words:
        message = f"`{entry.key}` was taken in with another digest; --renew replaces the snapshot"
        raise Refused("digest-mismatch", message)
    world.write(SOURCES, _with_digest(text, entry, digest).encode())
    return (*written, f"digest of `{entry.key}` written into {SOURCES}")


def _renewed(world: Disk, text: str, entry: Entry, data: bytes) -> tuple[str, ...]:
    place = entry.fields["file"].words
    done: list[str] = []
    old = world.read(place) if world.exists(place) else None
    if old is None:
        world.write(place, data)
        done.append(f"snapshot written: {place}")
    elif old != data:
        kept = f"seeds/old/{_digest(old)}{Path(place).suffix}"
        world.write(kept, old)
        world.write(place, data)
        done += [f"earlier snapshot kept as {kept}", f"snapshot replaced: {place}"]
    else:
        done.append(f"{place} had been replaced by hand: the earlier snapshot is not here to be kept")
    digest = _digest(data)
    if entry.fields.get("sha256", _NONE).words == digest:
        return (f"`{entry.key}` is this file already: nothing to renew",)
    world.write(SOURCES, _with_digest(text, entry, digest).encode())
    return (*done, f"digest of `{entry.key}` renewed in {SOURCES}")


def _wanted(known: tuple[Entry, ...], key: str | None, path: str) -> Entry:
    """Choose the entry to renew: by its id, else by its file or its file's name."""
    named = [entry for entry in known if "file" in entry.fields]
    if key is not None:
        found = [entry for entry in named if entry.key == key]
    else:
        found = [entry for entry in named if entry.fields["file"].words == path] or [
            entry for entry in named if Path(entry.fields["file"].words).name == Path(path).name
        ]
    if len(found) != 1:
        ids = ", ".join(f"`{entry.key}`" for entry in named) or "none"
        raise Refused("unknown-source", f"say which source to renew with --key; the sources are {ids}")
    return found[0]


def _with_digest(text: str, entry: Entry, digest: str) -> str:
    """Put the digest in its place: over the one that stands there, or on a line of its own after `file`."""
    field = entry.fields.get("sha256")
    if field is not None:
        blank = "" if text[field.start - 1 : field.start] in (" ", "\t") else " "
        before_remark = " " if text[field.stop : field.stop + 1] == "#" else ""
        return text[: field.start] + blank + digest + before_remark + text[field.stop :]
    line_end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: entry.after]}{line_end}{entry.indent}sha256: {digest}{text[entry.after :]}"


# ── files and words ─────────────────────────────────────────────────────────────────────────────────


def _bytes(file: Path) -> bytes:
    """Read the file that the user named, wherever it lies; what is no regular file is refused."""
    target = file.resolve()
    try:
        data = Disk(target.parent).read(target.name, LIMIT)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message.replace(f"`{target.name}`", f"`{file}`")) from None
    if not data:
        raise Refused("empty-source", f"`{file}` is empty")
    return data


def _inside(root: Path, file: Path) -> str | None:
    """Give the file's path in the project, where it is in there already."""
    target, top = file.resolve(), root.resolve()
    return target.relative_to(top).as_posix() if target.is_relative_to(top) else None


def _copied(world: Disk, path: str, data: bytes) -> tuple[str, ...]:
    if world.exists(path):
        if world.read(path) != data:
            raise Refused("file-exists", f"another file stands at `{path}`; --renew replaces a snapshot")
        return ()
    world.write(path, data)
    return (f"copied to {path}",)


def _doubts(path: str, data: bytes) -> tuple[str, ...]:
    """Say at once what the first check would: that the words cannot be read without their encoding."""
    if data.startswith(_MARKED):
        return ()
    try:
        data.decode()
    except UnicodeDecodeError:
        return (f"{path} is not UTF-8: add its `encoding:`; `roa-dossier check` suggests one",)
    return ()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key_for(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-") or "source"


def _siglum(key: str, known: tuple[Entry, ...]) -> str:
    """Choose a letter that no other source has; with a number where it is taken."""
    taken = {entry.fields["siglum"].words for entry in known if "siglum" in entry.fields}
    letter = next((char.upper() for char in key if char.isalpha()), "S")
    return next(
        one for one in [letter, *(f"{letter}{n}" for n in range(2, len(known) + 3))] if one not in taken
    )


def _description(key: str, path: str, digest: str, siglum: str) -> str:
    typed = path if re.fullmatch(r"[\w./-]+", path) else "'" + path.replace("'", "''") + "'"
    return f"""{key}:
  file: {typed}
  sha256: {digest}
  siglum: {siglum}                     # how notes and margins name it
  reads-as: plain               # or wiki-text, for an encyclopaedia article scraped to text
  standing: secondary           # fill in: primary, secondary or tertiary
  kind: report                  # fill in: reference, opinion, memoir, official, press, letter, report
  # assessment: |
  #   fill in: who speaks, when and to whom, and what it leaves unsourced
  # licence:                    # without one it is quoted, but never embedded in the PDF
  #   id: CC-BY-SA-4.0          # or public-domain
  #   basis: stated             # by the source itself; or editorial, when you infer it
  reference:                    # fill in: how it is cited, as a CSL item
    type: document
    title: {_title(key)}
    language: en                # the language of the title
"""


def _title(key: str) -> str:
    return key.replace("-", " ").capitalize() if not key[0].isdigit() else f"'{key}'"
