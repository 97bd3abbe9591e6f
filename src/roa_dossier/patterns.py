"""Regular expressions, compiled when they are first asked: most speak of what a book does not have."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

_QUESTIONS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class Later(Generic[AnyStr]):
    """Answers as a compiled expression does; it is compiled at the first question."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # it is asked how it is copied, before it has anything
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for question in _QUESTIONS:  # it is not asked through here again
            setattr(self, question, getattr(compiled, question))
        return getattr(compiled, name)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a regular expression for a module to keep; what is wrong with it is said when it is first asked.

    Args:
        text: as `re.compile` takes it.
        flags: those of `re`.

    """
    return cast("re.Pattern[AnyStr]", Later(text, flags))
