"""The places of a paragraph where a line may end: by the rules of its languages, its styles, and ours."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any
from unicodedata import category

from weasyprint.text.line_break import get_log_attrs

from roa_dossier.layout.lines.fit import Place
from roa_dossier.layout.lines.hyphens import SHORT, hyphens
from roa_dossier.layout.lines.rules import Rules
from roa_dossier.layout.lines.shaping import ATOM, Reader, width
from roa_dossier.patterns import regex

SOFT, NO_BREAK = "\u00ad", "\u00a0"

_LIKE_AN_IDEOGRAPH = "\u2e80"
"""What a picture in a line is to the rules of line breaking (CSS Text 3 §5.1)."""

_HANG_RIGHT = {
    "‐": 0.5, "-": 0.5, ".": 0.7, ",": 0.5, ":": 0.5, ";": 0.3, "!": 0.1, "?": 0.1,
    "–": 0.3, "—": 0.2, "’": 0.5, "”": 0.4, "“": 0.4, "»": 0.2, "…": 0.2,
}  # fmt: skip
_HANG_LEFT = {"‘": 0.4, "’": 0.4, "“": 0.3, "„": 0.3, "«": 0.2, "‚": 0.4, "(": 0.1, "—": 0.1}
"""How much of its own width a character hangs beyond the line's end, and before its beginning."""

_WORD = regex(rf"[^\W\d_]+(?:{SOFT}[^\W\d_]+)*")
_ADDRESS = regex(r"(?:https?://|www\.)[^\s\u00a0]+")
_PART_OF_ADDRESS = regex(r"(?=[.,~_?#%=&-])|(?<=[=&])")
"""Where an address on the web may be parted besides after its slashes (Chicago Manual of Style 14.18)."""

_NO_LETTER = regex("[^abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя]")
"""Between two others no line ends (UAX 14, class AL): most of a text need not be asked for."""
_BETWEEN = regex("(?<=[a-zа-я]) (?=[a-zа-я])")
_SPACE = regex(f"[ {NO_BREAK}]")

_DASHES, _HYPHENS, _STOPS, _BRACKETS = "–—", "-‐", ".,:;!?…", "(["
_ENDS_OF_PARTS = f"{_DASHES}{_HYPHENS}/"


class Places:
    """The text of a paragraph, its sums, and where its lines may end.

    Attributes:
        text: a picture in it stands as `ATOM`.
        leaves: the runs and pictures it is made of.
        owners: the number of each character's leaf.
        widths: how wide the text is before each character, and as a whole.
        spaces: the same of its spaces alone.
        unkerned: how much wider justified lines are than the engine measures them, as far as each character.

    """

    def __init__(self, reader: Reader, language: Any, rules: Rules) -> None:
        self.text = "".join(reader.text)
        self.leaves = tuple(reader.leaves)
        self.owners = array("L", reader.owners)
        self.widths = array("d", accumulate(reader.advances, initial=0.0))
        spaces = {at.start(): reader.advances[at.start()] for at in _SPACE.finditer(self.text)}
        self.spaces = _sums(spaces, len(self.text))
        self.unkerned = _sums(reader.unkerned, len(self.text))
        self._advances = array("d", reader.advances)
        self._edged = frozenset(reader.edged)
        self._language, self._rules = language, rules
        self._hyphen_widths: dict[int, float] = {}

    def word(self, char: int) -> range:
        """Give the places inside and beside the word of a character; what follows it where it has none."""
        word = next((one for one in _WORD.finditer(self.text) if one.start() <= char < one.end()), None)
        return range(word.start(), word.end() + 1) if word else range(char + 1, char + 2)

    def past_spaces(self, char: int) -> int:
        """Give the first character from one on that is no space."""
        while char < len(self.text) and self.text[char] == " ":
            char += 1
        return char

    def before_spaces(self, char: int) -> int:
        """Give the end of the text before a character, without spaces."""
        while char and self.text[char - 1] == " ":
            char -= 1
        return char

    def at(
        self,
        char: int,
        resume: int,
        penalty: float = 0,
        *,
        hyphen: bool = False,
        broken: bool = False,
        final: bool = False,
    ) -> Place:
        """Give the place where a line's text ends before one character and goes on at another."""
        rules, text = self._rules, self.text
        right = left = extra = 0.0
        if broken:
            extra = self._hyphen_width(self.owners[char - 1])
            right = rules.hang * _HANG_RIGHT["‐"] * extra
        elif char and text[char - 1] in _HANG_RIGHT:
            right = rules.hang * self._hanging(char - 1, _HANG_RIGHT)
        if resume < len(text) and text[resume] in _HANG_LEFT:
            left = rules.hang * self._hanging(resume, _HANG_LEFT)
        return self._at(char, resume, penalty, (hyphen, broken, final), extra, right, left)

    def _at(
        self,
        char: int,
        resume: int,
        penalty: float,
        kind: tuple[bool, bool, bool] = (False, False, False),
        extra: float = 0.0,
        right: float = 0.0,
        left: float = 0.0,
    ) -> Place:
        ends, begins = self.spaces[char], self.spaces[resume]
        stretch, shrink = self._rules.stretch, self._rules.shrink
        sums = (
            self.widths[char] + extra - right,
            self.widths[resume] + left,
            ends * stretch,
            begins * stretch,
            ends * shrink,
            begins * shrink,
        )
        return tuple.__new__(Place, (char, resume, penalty, *kind, *sums, right, left))

    def _hanging(self, char: int, shares: Mapping[str, float]) -> float:
        """Say how far a character may hang: not at all at the edge of a box that has one."""
        return 0.0 if char in self._edged else shares.get(self.text[char], 0.0) * self._advances[char]

    def _hyphen_width(self, number: int) -> float:
        style = self.leaves[number].style
        if id(style) not in self._hyphen_widths:
            self._hyphen_widths[id(style)] = width(style["hyphenate_character"], style)
        return self._hyphen_widths[id(style)]

    def whole_words(self) -> Iterator[Place]:
        """Give the places where a line may end without a word being broken (UAX 14, by Pango)."""
        text = self.text
        attributes = get_log_attrs(text.replace(ATOM, _LIKE_AN_IDEOGRAPH), self._language)
        parts = frozenset(self._parts_of_addresses())
        beside = {at for one in _NO_LETTER.finditer(text) for at in (one.start(), one.end())}
        between = self._between_words()
        for at in sorted((beside | parts) - {0, len(text)}):
            if at in between:
                yield self._at(at - 1, at, 0.0)
                continue
            if text[at] == "\n":
                yield self.at(self.before_spaces(at) or at, at + 1, final=True)
                continue
            if not self._may_part(at, attributes) and at not in parts:
                continue
            end = self.before_spaces(at)
            if not end or text[end - 1] == "\n" or not self._wraps(end - 1, at):
                continue
            yield self.at(end, at, self._penalty(end, at), hyphen=text[end - 1] in _HYPHENS)
        if text[-1] != "\n":
            yield self.at(self.before_spaces(len(text)), len(text), final=True)

    def _between_words(self) -> frozenset[int]:
        """Give the beginnings of words of small letters after one space and another such word.

        There a line may always end (UAX 14, LB18), for nothing, and nothing hangs: most places are of these.
        """
        if any(leaf.style["white_space"] == "nowrap" for leaf in self.leaves):
            return frozenset()
        return frozenset(one.end() for one in _BETWEEN.finditer(self.text))

    def _penalty(self, end: int, begin: int) -> float:
        """Give the penalty of a line that ends at one character, where the next begins at another."""
        text, rules = self.text, self._rules
        between_figures = (
            text[end - 1] in _DASHES and text[end - 2 : end - 1].isdigit() and text[begin].isdigit()
        )
        if text[begin] in _DASHES or between_figures:
            return rules.poor
        if end < begin:
            return rules.figure if _is_figure(text, end - 1, begin) else 0.0
        return rules.dash if text[end - 1] in _ENDS_OF_PARTS else rules.address

    def _may_part(self, at: int, attributes: Any) -> bool:
        """Whether a line may end before a character by the rules of its language, and by ours.

        To Pango a line may end between a stop and a figure or a bracket: a note's call would begin the next.
        And none may end between a closing quotation mark and a bracket, even where a space parts them.
        """
        before, after = self.text[at - 1], self.text[at]
        if before in ("\n", SOFT) or after == " ":
            return False
        if before == " " and after in _BRACKETS:
            return True
        if before in _STOPS and (after.isdigit() or after in _BRACKETS):
            return False
        return bool(attributes[at].is_line_break)

    def _parts_of_addresses(self) -> Iterator[int]:
        """Give the places inside addresses, three characters and more from their ends."""
        for match in _ADDRESS.finditer(self.text):
            name = match[0].index("/" if "/" in match[0] else ".") + 2
            for part in _PART_OF_ADDRESS.finditer(match[0], name + 2, len(match[0]) - 2):
                yield match.start() + part.start()

    def _wraps(self, last: int, first: int) -> bool:
        """Whether the styles let a line end between two characters and what stands between them."""
        before, after = self.owners[last], self.owners[first]
        closed = [self.leaves[owner].style["white_space"] == "nowrap" for owner in (before, after)]
        if all(closed):
            return False
        return not (closed[0] and before == self.owners[first - 1] and first - 1 != last)

    def inside(self, taken: frozenset[int], begin: int) -> Iterator[Place]:
        """Give the places after `begin` where a word may be broken."""
        for at, penalty in self._inside_words():
            if at > begin and at not in taken:
                yield self.at(at, at, penalty, hyphen=True, broken=True)

    def inside_long_words(self, whole: Sequence[Place], begin: Place, measure: float) -> Iterator[Place]:
        """Give the places between letters of words longer than a line, where their style lets them be."""
        for before, after in pairwise((begin, *whole)):
            if self.widths[after.char] - self.widths[before.resume] <= measure:
                continue
            for at in range(before.resume + 1, after.char):
                style = self.leaves[self.owners[at]].style
                joined = any(category(char)[0] in "MC" for char in self.text[at - 1 : at + 1])
                if style["overflow_wrap"] in ("anywhere", "break-word") and not joined:
                    yield self.at(at, at, self._rules.poor)

    def _inside_words(self) -> Iterator[tuple[int, float]]:
        """Give the places inside words where a hyphen may be put, and the penalty."""
        text, rules, owners = self.text, self._rules, self.owners
        for match in _WORD.finditer(text):
            start, stop = match.span()
            number = owners[start]
            style, word = self.leaves[number].style, match[0]
            if owners[stop - 1] != number or style["white_space"] == "nowrap":
                continue
            if SOFT in word and style["hyphens"] != "none":
                yield from ((start + at + 1, rules.hyphen) for at, char in enumerate(word) if char == SOFT)
            elif style["hyphens"] == "auto" and style["lang"]:
                penalty = rules.hyphen + (rules.name if word[0].isupper() else 0)
                penalty += rules.compound if _is_compound(text, start, stop) else 0
                for at in hyphens(word, style):
                    short = at <= SHORT or at >= len(word) - SHORT
                    yield start + at, penalty + (rules.short if short else 0)


def _sums(widths: Mapping[int, float], count: int) -> array[float]:
    """Give the sum of the widths before each of so many characters, and of all."""
    each = [0.0] * count
    for at, wide in widths.items():
        each[at] = wide
    return array("d", accumulate(each, initial=0.0))


def _is_compound(text: str, start: int, stop: int) -> bool:
    """Whether a word is joined to another by a hyphen."""
    return text[max(0, start - 1)] in _HYPHENS or text[min(stop, len(text) - 1)] in _HYPHENS


def _is_figure(text: str, last: int, first: int) -> bool:
    """Whether a line would end between a figure and what it counts: `5 | May`, `note | 4`."""
    return text[last].isdigit() != text[first].isdigit() and text[last].isalnum() and text[first].isalnum()
