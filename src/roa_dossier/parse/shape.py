"""Tables of fields: how keys and values are read, and what an editor is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.outline import Words
from roa_dossier.parse.kinds import ID, IDENTIFIER, Findings, Kind, Schema
from roa_dossier.parse.nodes import Listing, Mapping, Node, Scalar
from roa_dossier.parse.suggest import nearest

T = TypeVar("T")

_HINTED = 200
_STRANGE = 20  # unknown keys of one mapping for which a required key may be missing


class Field(Frozen):
    """One key.

    Attributes:
        name: as typed in the file.
        kind: what its value is.
        about: a sentence for the editor that completes it.
        required: whether it must be there.

    """

    name: str
    kind: Kind[Any]
    about: str
    required: bool = False


class Values(Frozen):
    """What was read of a mapping.

    Attributes:
        values: by key.
        keys: the place of each key.
        span: the place of the whole.
        key: the key that names it, where it stands under one.
        faulty: whether anything was told of it.
        incomplete: whether an entry within it was left out.

    """

    values: dict[str, Any]
    keys: dict[str, Span]
    span: Span
    key: Words | None = None
    faulty: bool = False
    incomplete: bool = False

    def get(self, name: str, default: Any = None) -> Any:
        """Give the value of a key, or `default` where there is none."""
        return self.values.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


class Shape(Frozen, Generic[T]):
    """Keys and values of one form.

    Attributes:
        about: what it is, in a message ("a quotation").
        fields: its keys.
        make: what is made of them; may tell more, and give None.
        elsewhere: keys that belong to something else, and the hint that says where.

    """

    about: str
    fields: tuple[Field, ...]
    make: Callable[[Values, Findings], T | None]
    elsewhere: tuple[tuple[str, str], ...] = ()

    def read(self, node: Node, findings: Findings) -> T | None:
        """Read every key, tell all that is wrong, and make what can be made."""
        return self.read_keyed(None, node, findings)

    def read_keyed(self, key: Words | None, node: Node, findings: Findings) -> T | None:
        """Read what stands under `key`, which names it."""
        if not isinstance(node, Mapping):
            found = "a list" if isinstance(node, Listing) else _scalar_found(node)
            keys = ", ".join(f"`{field.name}`" for field in self.fields if field.required)
            hints = [f"write beneath it, indented: {keys}"] if keys else []
            findings.error("wrong-kind", f"expected {self.about}, found {found}", node.span, *hints)
            return None
        told, refused = len(findings.told), len(findings.refused)
        values = read_fields(self.fields, node, findings, self.about, dict(self.elsewhere))
        faulty, incomplete = len(findings.told) > told, len(findings.refused) > refused
        meant = _meant(node, [field.name for field in self.fields])
        missing = [
            field.name
            for field in self.fields
            if field.required and field.name not in values.keys and field.name not in meant
        ]
        place = key.span if key else first_key(node)
        for name in missing:
            findings.error("missing-key", f"{self.about} lacks `{name}`", place, f"add `{name}:`")
        if any(field.required and values.get(field.name) is None for field in self.fields):
            return None
        return self.make(replace(values, key=key, faulty=faulty, incomplete=incomplete), findings)

    def schema(self) -> Schema:
        """Describe it."""
        described: Schema = {
            "type": "object",
            "description": self.about,
            "properties": {
                field.name: {**field.kind.schema(), "description": field.about} for field in self.fields
            },
            "additionalProperties": False,
        }
        required = [field.name for field in self.fields if field.required]
        return {**described, "required": required} if required else described


def read_fields(
    fields: tuple[Field, ...], node: Mapping, findings: Findings, about: str, elsewhere: dict[str, str]
) -> Values:
    """Read the known keys of a mapping, and tell the unknown ones."""
    known = {field.name: field for field in fields}
    values: dict[str, Any] = {}
    keys: dict[str, Span] = {}
    for key, value in node.entries:
        name = str(key.words)
        if name in known:
            keys[name] = key.span
            values[name] = known[name].kind.read(value, findings)
        else:
            tell_unknown(key, about, known, elsewhere, findings)
    return Values({name: value for name, value in values.items() if value is not None}, keys, node.span)


def tell_unknown(
    key: Scalar, about: str, known: Iterable[str], elsewhere: dict[str, str], findings: Findings
) -> None:
    """Tell of a key that is not known here, with where it belongs or what was probably meant."""
    name = str(key.words)
    hints: tuple[str, ...] = ()
    if len(findings.told) < _HINTED:
        hints = (elsewhere[name],) if name in elsewhere else nearest(name, known)
    shown = name if len(name) <= 40 else name[:39] + "…"
    findings.error("unknown-key", f"{about} has no key `{shown}`", key.span, *hints)


def _meant(node: Mapping, known: list[str]) -> set[str]:
    """Give the known keys that unknown ones were probably meant to be."""
    strange = [str(key.words) for key, _ in node.entries if str(key.words) not in known]
    hints = [hint for name in strange[:_STRANGE] for hint in nearest(name, known)]
    return {name for name in known if any(f"`{name}`" in hint for hint in hints)}


def meant(values: Values, findings: Findings, names: Iterable[str]) -> bool:
    """Whether an unknown key of a mapping, told already, is probably one of these misspelt."""
    if not values.faulty:
        return False
    hints = {hint for name in names for hint in nearest(name, [name])}
    return any(
        told.code == "unknown-key"
        and told.primary is not None
        and told.primary.span.path == values.span.path
        and values.span.start <= told.primary.span.start < values.span.stop
        and hints.intersection(told.hints)
        for told in reversed(findings.told)
    )


def first_key(node: Mapping) -> Span:
    """Give the place by which a mapping is shown: its first key."""
    return node.entries[0][0].span if node.entries else node.span


def _scalar_found(node: Scalar) -> str:
    chars = " ".join(str(node.words).split())
    return f"`{chars[:40]}`" if chars else "nothing"


class MapOf(Frozen, Generic[T]):
    """Ids and what each stands for; entries that cannot be read are left out."""

    entry: Shape[T]
    about: str

    def read(self, node: Node, findings: Findings) -> tuple[T, ...] | None:
        """Give what the ids stand for, in order."""
        match node:
            case Mapping():
                return tuple(self._entries(node, findings))
            case Scalar() if node.empty:
                return ()
            case Listing():
                found = "a list"
            case Scalar():
                found = _scalar_found(node)
        hint = f"write an id and a colon, and {self.entry.about} beneath it, indented"
        findings.error("wrong-kind", f"expected {self.about}, found {found}", node.span, hint)
        return None

    def _entries(self, node: Mapping, findings: Findings) -> Iterator[T]:
        for key, value in node.entries:
            if not ID.fullmatch(str(key.words)):
                IDENTIFIER.read(key, findings)
            refused = len(findings.refused)
            made = self.entry.read_keyed(key.words, value, findings)
            del findings.refused[refused:]
            if made is not None:
                yield made
            else:
                findings.refused.append(str(key.words))

    def schema(self) -> Schema:
        """Describe it."""
        return {
            "type": ["object", "null"],
            "description": self.about,
            "propertyNames": {"pattern": f"^({ID.pattern})$"},
            "additionalProperties": self.entry.schema(),
        }
