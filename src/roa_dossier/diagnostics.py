"""What is wrong, where, what the other side says, and what to do about it: messages as values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from roa_dossier.frozen import Frozen, replace

T = TypeVar("T")
U = TypeVar("U")


class Severity(StrEnum):
    """How grave a message is: an error refuses the dossier, a warning is printed and goes on."""

    ERROR = "error"
    WARNING = "warning"


class Span(Frozen, order=True):
    """A half-open range of one file of the project.

    Attributes:
        path: the file, from the project's root, with forward slashes.
        start: first character, counted from 0 in the file's decoded text (without a byte-order mark).
        stop: the character after the last.

    """

    path: str
    start: int = 0
    stop: int = 0

    @property
    def known(self) -> Span | None:
        """The place itself; None where it is in no file, as of what the program adds."""
        return self if self.path else None


class Label(Frozen):
    """A place and a word about it; `text` may be empty."""

    span: Span
    text: str = ""


class Diagnostic(Frozen):
    """One message: lower case, no full stop, names in backticks, enough alone on one line.

    Attributes:
        code: a key of `docs/diagnostics.md`, in kebab case.
        message: what is wrong, expected before found.
        primary: the author's side, where there is one.
        related: the other sides, such as the nearest passage of a source.
        hints: at most three things to do, each of which would work.

    """

    severity: Severity
    code: str
    message: str
    primary: Label | None = None
    related: tuple[Label, ...] = ()
    hints: tuple[str, ...] = ()

    def hint(self, *texts: str) -> Diagnostic:
        """Give the same message with more hints; three are kept at most."""
        return replace(self, hints=(*self.hints, *texts)[:3])

    def beside(self, span: Span, text: str = "") -> Diagnostic:
        """Give the same message with another side."""
        return replace(self, related=(*self.related, Label(span, text)))


def error(code: str, message: str, span: Span | None = None, label: str = "") -> Diagnostic:
    """Make an error, at `span` where it has a place."""
    return Diagnostic(Severity.ERROR, code, message, Label(span, label) if span else None)


def warning(code: str, message: str, span: Span | None = None, label: str = "") -> Diagnostic:
    """Make a warning, at `span` where it has a place."""
    return Diagnostic(Severity.WARNING, code, message, Label(span, label) if span else None)


class Checked(Frozen, Generic[T]):
    """What a stage made, and all it has to say about it."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether any message is an error."""
        return has_errors(self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the messages is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort messages by place, each once; those without a place come first."""
    unique = dict.fromkeys(diagnostics)

    def place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
        span = diagnostic.primary.span if diagnostic.primary else Span("", -1, -1)
        return (span.path, span.start, span.stop, diagnostic.code, diagnostic.message)

    return tuple(sorted(unique, key=place))
