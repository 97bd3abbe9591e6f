"""What is raised where a file is not read or not written, or the machine lacks something."""

from __future__ import annotations

from roa_dossier.diagnostics import Diagnostic, Span, error


class Refused(Exception):
    """A file that is not read or not written, and why.

    Attributes:
        code: missing-file, outside-project, not-a-file, too-large, unreadable or not-utf-8 for reading;
            output-refused or output-unwritable for writing.
        message: what is wrong, in the words of a diagnostic.

    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def diagnostic(self, span: Span | None = None) -> Diagnostic:
        """Give it as an error, at `span` where what asked for the file has a place."""
        return error(self.code, self.message, span)


class ToolMissing(Exception):
    """A program, library or font that the work needs and this machine lacks.

    Attributes:
        tool: what is missing.
        remedy: what to type to get it.

    """

    def __init__(self, tool: str, remedy: str, fault: str = "is missing") -> None:
        super().__init__(f"{tool} {fault}")
        self.tool = tool
        self.remedy = remedy
