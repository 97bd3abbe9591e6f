"""From the flat tokens of the inline rules to nested inlines with their words."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.token import Token

from roa_dossier.model.outline import Emphasis, Foreign, Inline, LineBreak, Link, OwnNote, Run, Words
from roa_dossier.parse.running_text.sheet import Sheet
from roa_dossier.patterns import regex
from roa_dossier.text import Text

_DOUBLED = regex("''|‘‘|’’|‚‚|``|‹‹|››|,,(?=\\w)|<<|>>")


@dataclass(slots=True)
class _Level:
    """What stands between an opening token and its end."""

    opened: Token | None
    made: list[Inline] = field(default_factory=list)
    run: list[Text] = field(default_factory=list)
    open_range: tuple[int, int] = (0, 0)

    def take(self, start: int, stop: int, sheet: Sheet) -> None:
        """Add words to the run, as one range where they continue the last."""
        if self.open_range[1] == start:
            self.open_range = (self.open_range[0] if self.open_range[1] else start, stop)
        else:
            self.settle(sheet)
            self.open_range = (start, stop)

    def settle(self, sheet: Sheet) -> None:
        """Cut the range that is open out of the paragraph."""
        if self.open_range[1]:
            self.run.append(sheet.words.text.slice(*self.open_range))
            self.open_range = (0, 0)


def inline_tree(tokens: list[Token], sheet: Sheet) -> tuple[Inline, ...]:
    """Nest tokens and join neighbouring words."""
    levels = [_Level(None)]
    for token in tokens:
        top = levels[-1]
        if token.nesting > 0:
            _flush(top, sheet)
            levels.append(_Level(token))
        elif token.nesting < 0:
            _flush(top, sheet)
            levels.pop()
            _close(top, levels[-1], token, sheet)
        elif token.type == "text":
            if token.content:
                top.take(token.meta["start"], token.meta["stop"], sheet)
        elif token.type == "space":
            at = token.meta["start"]
            top.settle(sheet)
            top.run.append(Text.made(" ", *sheet.words.text.origin(at, at + 1)))
        elif token.type == "break":
            _flush(top, sheet)
            top.made.append(LineBreak())
        else:
            _flush(top, sheet)
            top.made.append(token.meta["made"])
    _flush(levels[0], sheet)
    return tuple(levels[0].made)


def _flush(level: _Level, sheet: Sheet) -> None:
    level.settle(sheet)
    text = level.run[0] if len(level.run) == 1 else Text.join(level.run)
    level.run = []
    if not text:
        return
    words = Words(text, sheet.words.path)
    level.made.append(Run(words))
    for match in _DOUBLED.finditer(text.chars):
        sheet.tell_at(
            "doubled-single-marks",
            f"`{match[0]}` prints like a double quotation mark",
            words.at(match.start(), match.end()),
            'a quotation stands between double marks: "words"',
        )


def _close(inner: _Level, outer: _Level, token: Token, sheet: Sheet) -> None:
    inlines = tuple(inner.made)
    opened = inner.opened
    meta = opened.meta if opened else {}
    match token.type:
        case "em_close" | "strong_close":
            outer.made.append(Emphasis(inlines, strong=token.type == "strong_close"))
        case "note_close":
            outer.made.append(OwnNote(inlines, meta["span"]))
        case "link_close":
            outer.made.append(Link(meta["target"], inlines, meta["span"]))
        case "foreign_close":
            outer.made.append(Foreign(meta["language"], inlines))
        case _:
            outer.made.extend(inlines)
