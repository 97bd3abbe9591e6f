"""The only door to Jinja: templates in a sandbox, everything escaped, mistakes located in their files."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from types import TracebackType
from xml.parsers import expat

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.limits import OutOfTime
from roa_dossier.locate import Lines
from roa_dossier.patterns import regex
from roa_dossier.render.compiled import Compiled
from roa_dossier.wording import Wording
from roa_dossier.world import BUILT_IN, Refused

Templates = Callable[[str], tuple[str, str]]

NAME = regex(r"[a-z0-9][a-z0-9-]*\.html")
CONTROLS = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class OwnTemplate(BaseException):
    """A template of the project's own is wanted, and this press may set built-in ones only.

    No `Exception`: it passes through everything that a template's mistakes are caught by.
    """


class Spent(BaseException):
    """The limits are reached, and nothing more can be set; carries what the press had to say till then."""

    def __init__(self, told: tuple[Diagnostic, ...]) -> None:
        super().__init__()
        self.told = told


class Press:
    """Sets templates, and keeps what was wrong with them.

    Attributes:
        diagnostics: the mistakes found so far, each with its template's file and line.

    """

    def __init__(self, template: Templates, words: Wording, *, own: bool = True) -> None:
        """Take what gives path and text of a template, and the words of the dossier's language.

        Unless `own`, a template that is not built in raises `OwnTemplate`.
        """
        self.diagnostics: list[Diagnostic] = []
        self._own = own
        self._base: Press | None = None
        self._files: dict[str, tuple[str, str]] = {}
        self._template = template
        self._environment = ImmutableSandboxedEnvironment(
            loader=_Loader(self._file),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[],
            cache_size=100,
            bytecode_cache=None if own else Compiled(),
        )
        self._environment.globals |= {"words": words, "say": _say}

    @property
    def base(self) -> Press:
        """The press that it was parted from, whose templates it sets; itself, where it was not."""
        return self._base or self

    def apart(self) -> Press:
        """Give a press that sets the same templates and keeps mistakes of its own."""
        other = copy.copy(self.base)
        other.diagnostics, other._base = [], self.base
        return other

    def take(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the mistakes that another press found."""
        for diagnostic in diagnostics:
            self._keep(diagnostic)

    def set(self, name: str, **values: object) -> Markup:
        """Set the template `name` with `values`; a mistake in it is kept, and nothing printed."""
        try:
            made = Markup(self._environment.get_template(name).render(values))
        except Exception as fault:
            self._blame(fault)
            return Markup("")
        return self._whole(name, made)

    def macro(self, name: str, *arguments: object) -> Markup:
        """Set one macro of `macros.html`."""
        try:
            macros = self._environment.get_template("macros.html").module
            made = Markup(getattr(macros, name)(*arguments))
        except Exception as fault:
            self._blame(fault)
            return Markup("")
        return self._whole("macros.html", made)

    def miss(self, message: str, span: Span | None, hint: str) -> None:
        """Keep a word about something that a template did not print."""
        self._keep(error("template-error", message, span).hint(hint))

    def _file(self, name: str) -> tuple[str, str]:
        if not NAME.fullmatch(name):
            raise TemplateNotFound(name)
        if name not in self._files:
            try:
                path, text = self._template(name)
            except (Refused, LookupError) as fault:
                raise TemplateNotFound(name) from fault
            if not self._own and not path.startswith(BUILT_IN):
                raise OwnTemplate
            self._files[name] = path, text
        return self._files[name]

    def _whole(self, name: str, made: Markup) -> Markup:
        """Keep a template from opening or closing elements that are not its own."""
        parser = expat.ParserCreate()
        try:
            parser.Parse(f"<x>{CONTROLS.sub(' ', made)}</x>", True)
        except expat.ExpatError as fault:
            path, text = self._files[name]
            wrong = expat.ErrorString(fault.code)
            self._keep(
                error(
                    "template-error",
                    f"`{name}` does not make well-formed HTML: {wrong}",
                    _line(path, text, 1),
                )
                .hint("close every element that the template opens, void ones as `<br/>`")
                .hint("write characters as they are, or by number as `&#160;`")
            )
            return Markup("")
        return made

    def _blame(self, fault: Exception) -> None:
        if isinstance(fault, TemplateSyntaxError) and fault.name in self._files:
            path, text = self._files[fault.name]
            self._keep(error("template-error", _said(fault.message or ""), _line(path, text, fault.lineno)))
            return
        place = self._place(fault.__traceback__)
        if isinstance(fault, OutOfTime | MemoryError):
            self._keep(error("template-error", _explained(fault), place).hint(*_hints(fault)))
            raise Spent(tuple(self.diagnostics)) from fault
        if place is None and not isinstance(fault, TemplateNotFound):
            raise fault
        found = error("template-error", _explained(fault), place)
        self._keep(found.hint(*_hints(fault)))

    def _place(self, trace: TracebackType | None) -> Span | None:
        """Find the innermost line of a template that the fault passed through."""
        known = dict(self._files.values())
        found: Span | None = None
        while trace is not None:
            path = trace.tb_frame.f_code.co_filename
            if path in known:
                found = _line(path, known[path], trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _keep(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)


class _Loader(BaseLoader):
    """Templates by name; compiled code bears the file's name, so that a fault tells its place."""

    def __init__(self, file: Templates) -> None:
        self._file = file

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path, text = self._file(template)
        return text, path, lambda: True


def _say(words: str, **values: object) -> Markup:
    """Print words of ours that may hold HTML; what is filled into them is escaped."""
    return Markup(words).format(**values)


def _line(path: str, text: str, line: int) -> Span:
    lines = Lines.of(text)
    start, stop = lines.span(min(max(line, 1), len(lines.starts)))
    indent = len(text[start:stop]) - len(text[start:stop].lstrip())
    return Span(path, start + indent, stop)


def _said(message: str) -> str:
    """Give a message of Jinja in the house's form: one clause, names in backticks."""
    message = re.sub(r"'([^']*)'", r"`\1`", message.strip().rstrip(".")).replace(". ", "; ")
    return message[:1].lower() + message[1:]


def _explained(fault: Exception) -> str:
    match fault:
        case TemplateNotFound():
            return f"no template is called `{fault.name}`"
        case SecurityError():
            return "a template may not do this: " + _said(str(fault))
        case UndefinedError():
            return _said(str(fault))
        case OutOfTime():
            return "the template takes too long: it may have no end"
        case MemoryError():
            return "the template takes too much memory"
        case RecursionError():
            return "the template calls itself without end"
        case _:
            return f"the template fails: {_said(str(fault)) or type(fault).__name__}"


def _hints(fault: Exception) -> tuple[str, ...]:
    if isinstance(fault, UndefinedError):
        return ("the names a template is given stand at the head of the built-in one of the same name",)
    if isinstance(fault, TemplateNotFound):
        return ("templates stand in `templates/`, with a name such as `quote.html`",)
    return ()
