"""A paragraph as numbers: the advance of each character, and every place where a line may end."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple
from unicodedata import category

from weasyprint.text.line_break import get_log_attrs

from roa_dossier.layout.lines import fit
from roa_dossier.layout.lines.fit import Place
from roa_dossier.layout.lines.hyphens import SHORT, hyphens
from roa_dossier.layout.lines.rules import Rules
from roa_dossier.layout.lines.shaping import ATOM, Reader, Unfit, Why, width

SOFT, NO_BREAK = "\u00ad", "\u00a0"

_LIKE_AN_IDEOGRAPH = "\u2e80"
"""What a picture in a line is to the rules of line breaking (CSS Text 3 §5.1)."""

_HANG_RIGHT = {
    "‐": 0.5, "-": 0.5, ".": 0.7, ",": 0.5, ":": 0.5, ";": 0.3, "!": 0.1, "?": 0.1,
    "–": 0.3, "—": 0.2, "’": 0.5, "”": 0.4, "“": 0.4, "»": 0.2, "…": 0.2,
}  # fmt: skip
_HANG_LEFT = {"‘": 0.4, "’": 0.4, "“": 0.3, "„": 0.3, "«": 0.2, "‚": 0.4, "(": 0.1, "—": 0.1}
"""How much of its own width a character hangs beyond the line's end, and before its beginning."""

_WORD = re.compile(rf"[^\W\d_]+(?:{SOFT}[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u00a0]+")
_PART_OF_ADDRESS = re.compile(r"(?=[.,~_?#%=&-])|(?<=[=&])")
"""Where an address on the web may be parted besides after its slashes (Chicago Manual of Style 14.18)."""

_DASHES, _HYPHENS, _STOPS, _BRACKETS = "–—", "-‐", ".,:;!?…", "(["
_ENDS_OF_PARTS = f"{_DASHES}{_HYPHENS}/"
_FEW_SPACES = 20
"""A text of more characters to a space has lines that nothing can justify."""


class Ending(NamedTuple):
    """How one line ends.

    Attributes:
        leaf: the number of the leaf that is cut; -1 where the text ends the line.
        cut: before which byte of it (UTF-8).
        resume: at which byte the text goes on.
        hyphen: what is put after the cut; "" where no word is broken.
        left: how far the line's beginning hangs into the margin.
        right: how far its end does.
        last: the last character before the cut; 0 for a line whose end is the text's.
        parted: whether a word is parted there, by a hyphen of its own, too.
        gap: how wide the line's spaces are, in what they are by nature.
        unkerned: by how much the line is wider than the engine measures it, once it is justified.

    """

    leaf: int
    cut: int
    resume: int
    hyphen: str
    left: float
    right: float
    last: int
    parted: bool = False
    gap: float = 1.0
    unkerned: float = 0.0


_END = Ending(-1, 0, 0, "", 0.0, 0.0, 0)

_LOOSE = 1.6
"""To how much of their width the spaces of a line may grow for a page not to end inside a word."""


class Galley:
    """A paragraph of one measure or several: its breaks are found once for each place it goes on from."""

    def __init__(self, context: Any, linebox: Any, containing_block: Any, rules: Rules) -> None:
        """Measure a line box.

        Raises:
            Unfit: for one that is to be set line after line.

        """
        self._rules = rules
        self._language = linebox.style["lang"]
        reader = Reader(context, containing_block)
        reader.read(linebox.children, ())
        self._leaves = tuple(reader.leaves)
        self._paths = [leaf.path for leaf in self._leaves]
        self._text = text = "".join(reader.text)
        if not text.strip(" \n"):
            raise Unfit(Why.SPACELESS)
        if len(text) > 1.5 * _FEW_SPACES and text.count(" ") * _FEW_SPACES < len(text):
            raise Unfit(Why.SPACELESS)
        self._advances = array("d", reader.advances)
        self._owners = array("L", reader.owners)
        self._edged = frozenset(reader.edged)
        more = (reader.unkerned.get(at, 0.0) for at in range(len(text)))
        self._unkerned = array("d", accumulate(more, initial=0.0))
        self._hyphen_widths: dict[int, float] = {}
        self._context = context
        self._sums()
        self._banned: set[int] = set()
        self._plans: dict[float, dict[int, Ending]] = {}

    # ── from and to the engine's numbers ────────────────────────────────────────────────────────────

    def at(self, skip_stack: Any) -> int:
        """Say at which character text goes on that the engine goes on with at a `skip_stack`."""
        return self._past_spaces(self._char(skip_stack))

    def _char(self, skip_stack: Any) -> int:
        path: list[int] = []
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        if not path:
            return 0
        at = bisect_left(self._paths, tuple(path[:-1]))
        if at < len(self._leaves) and self._leaves[at].path == tuple(path[:-1]):
            leaf = self._leaves[at]
            return leaf.first + bisect_left(leaf.offsets, path[-1]) if leaf.offsets else leaf.first
        at = bisect_left(self._paths, tuple(path))
        return self._leaves[at].first if at < len(self._leaves) else len(self._text)

    def ending(self, begin: int, first: float, measure: float) -> Ending:
        """Say how the line ends that begins at a character.

        Args:
            begin: where it begins.
            first: the measure of this line, if nothing is known of it.
            measure: that of all that follow.

        Raises:
            Unfit: where no way fits.

        """
        if begin >= len(self._text):  # the line after a break that nothing follows
            return _END
        plan = self._plans.setdefault(measure, {})
        if begin not in plan:
            plan.update(self._plan(begin, first, measure))
        return plan[begin]

    def keep_whole(self, begin: int, first: float, measure: float, last: int) -> bool:
        """Choose again from where a line begins, so that no line ends inside the word of a character.

        Args:
            begin: where the lines begin that may change.
            first: the measure of the first of them.
            measure: that of the others.
            last: the character.

        Returns:
            Whether there is another way, with no line much looser than the loosest of them was.

        """
        word = next((one for one in _WORD.finditer(self._text) if one.start() <= last < one.end()), None)
        banned = range(word.start(), word.end() + 1) if word else (last + 1,)
        self._banned.update(banned)
        plan = self._plans[measure]
        try:
            found = self._plan(begin, first, measure)
        except Unfit:
            return False
        if _loosest(found, begin) > max(_LOOSE, _loosest(plan, begin)):
            self._banned.difference_update(banned)
            return False
        plan.update(found)
        return True

    def _plan(self, begin: int, first: float, measure: float) -> dict[int, Ending]:
        start = self._place(begin, begin)
        if first < measure:  # nothing hangs where a line is indented
            start = start._replace(begins=self._widths[begin], left=0.0)
        whole = [
            place for place in self._whole_words() if place.resume > begin and not self._is_banned(place)
        ]

        def places(broken: bool) -> Sequence[Place]:
            if broken:
                return sorted((*whole, *self._inside(whole, begin)), key=_resume_of)
            return [place for place in whole if place.penalty < self._rules.poor]

        chosen = fit.breaks(places, start, first, measure, self._rules)
        if chosen is None:
            anywhere = [*self._inside_long_words(whole, start, measure)]
            every = sorted((*places(True), *anywhere), key=_resume_of)
            chosen = fit.breaks(lambda _: every, start, first, measure, self._rules) if anywhere else None
        if chosen is None:
            raise Unfit(Why.OVERFULL)
        plan, left, room = {}, start.left, first
        for before, place in pairwise((start, *chosen)):
            spaces = self._spaces[place.char] - self._spaces[before.resume]
            gap = 1 + (room - place.ends + before.begins) / spaces if spaces and not place.final else 1.0
            unkerned = self._unkerned[place.char] - self._unkerned[before.resume]
            ending = self._ending(place, left)
            plan[begin] = ending._replace(parted=place.hyphen, gap=gap, unkerned=unkerned)
            begin, left, room = self._past_spaces(place.resume), place.left, measure
        return plan

    def _is_banned(self, place: Place) -> bool:
        return place.hyphen and place.char in self._banned

    def _past_spaces(self, char: int) -> int:
        while char < len(self._text) and self._text[char] == " ":
            char += 1
        return char

    def _before_spaces(self, char: int) -> int:
        while char and self._text[char - 1] == " ":
            char -= 1
        return char

    def _ending(self, place: Place, left: float) -> Ending:
        if place.final:
            return _END._replace(left=left, right=place.right)
        before, number = self._owners[place.char - 1], self._owners[place.resume - 1]
        leaf = self._leaves[number]
        if not leaf.offsets:
            raise Unfit(Why.BLOCK)
        resume = leaf.offsets[place.resume - leaf.first]
        # behind the space that follows a box, so that the box is closed on its line
        cut = leaf.offsets[place.char - leaf.first] if before == number else resume
        hyphen = leaf.style["hyphenate_character"] if place.broken else ""
        return Ending(number, cut, resume, hyphen, left, place.right, place.char - 1)

    # ── places ──────────────────────────────────────────────────────────────────────────────────────

    def _sums(self) -> None:
        """Add up width, stretch and shrink of the text before each character."""
        spaces = [
            advance if char in (" ", NO_BREAK) else 0.0
            for char, advance in zip(self._text, self._advances, strict=True)
        ]
        self._widths = array("d", accumulate(self._advances, initial=0.0))
        self._spaces = array("d", accumulate(spaces, initial=0.0))

    def _place(
        self,
        char: int,
        resume: int,
        penalty: float = 0,
        *,
        hyphen: bool = False,
        broken: bool = False,
        final: bool = False,
    ) -> Place:
        rules, text = self._rules, self._text
        right = left = extra = 0.0
        if broken:
            extra = self._hyphen_width(self._owners[char - 1])
            right = rules.hang * _HANG_RIGHT["‐"] * extra
        elif char:
            right = rules.hang * self._hanging(char - 1, _HANG_RIGHT)
        if resume < len(text):
            left = rules.hang * self._hanging(resume, _HANG_LEFT)
        ends, begins = self._spaces[char], self._spaces[resume]
        return Place(
            char=char,
            resume=resume,
            penalty=penalty,
            hyphen=hyphen,
            broken=broken,
            final=final,
            ends=self._widths[char] + extra - right,
            begins=self._widths[resume] + left,
            stretch_ends=ends * rules.stretch,
            stretch_begins=begins * rules.stretch,
            shrink_ends=ends * rules.shrink,
            shrink_begins=begins * rules.shrink,
            right=right,
            left=left,
        )

    def _hanging(self, char: int, shares: Mapping[str, float]) -> float:
        """Say how far a character may hang: not at all at the edge of a box that has one."""
        return 0.0 if char in self._edged else shares.get(self._text[char], 0.0) * self._advances[char]

    def _hyphen_width(self, number: int) -> float:
        style = self._leaves[number].style
        if id(style) not in self._hyphen_widths:
            self._hyphen_widths[id(style)] = width(style["hyphenate_character"], style, self._context)
        return self._hyphen_widths[id(style)]

    def _whole_words(self) -> Iterator[Place]:
        """Give the places where a line may end without a word being broken (UAX 14, by Pango)."""
        text = self._text
        attributes = get_log_attrs(text.replace(ATOM, _LIKE_AN_IDEOGRAPH), self._language)
        parts = frozenset(self._parts_of_addresses())
        for at in range(1, len(text)):
            if text[at] == "\n":
                yield self._place(self._before_spaces(at) or at, at + 1, final=True)
                continue
            if not self._may_part(at, attributes) and at not in parts:
                continue
            end = self._before_spaces(at)
            if not end or text[end - 1] == "\n" or not self._wraps(end - 1, at):
                continue
            yield self._place(end, at, self._penalty(end, at), hyphen=text[end - 1] in _HYPHENS)
        if text[-1] != "\n":
            yield self._place(self._before_spaces(len(text)), len(text), final=True)

    def _penalty(self, end: int, begin: int) -> float:
        """Give the penalty of a line that ends at one character, where the next begins at another."""
        text, rules = self._text, self._rules
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
        before, after = self._text[at - 1], self._text[at]
        if before in ("\n", SOFT) or after == " ":
            return False
        if before == " " and after in _BRACKETS:
            return True
        if before in _STOPS and (after.isdigit() or after in _BRACKETS):
            return False
        return bool(attributes[at].is_line_break)

    def _parts_of_addresses(self) -> Iterator[int]:
        """Give the places inside addresses, three characters and more from their ends."""
        for match in _ADDRESS.finditer(self._text):
            name = match[0].index("/" if "/" in match[0] else ".") + 2
            for part in _PART_OF_ADDRESS.finditer(match[0], name + 2, len(match[0]) - 2):
                yield match.start() + part.start()

    def _wraps(self, last: int, first: int) -> bool:
        """Whether the styles let a line end between two characters and what stands between them."""
        before, after = self._owners[last], self._owners[first]
        closed = [self._leaves[owner].style["white_space"] == "nowrap" for owner in (before, after)]
        if all(closed):
            return False
        return not (closed[0] and before == self._owners[first - 1] and first - 1 != last)

    def _inside(self, whole: Sequence[Place], begin: int) -> Iterator[Place]:
        """Give the places after `begin` where a word may be broken."""
        taken = {place.char for place in whole} | self._banned
        for at, penalty in self._inside_words():
            if at > begin and at not in taken:
                yield self._place(at, at, penalty, hyphen=True, broken=True)

    def _inside_long_words(self, whole: Sequence[Place], begin: Place, measure: float) -> Iterator[Place]:
        """Give the places between letters of words longer than a line, where their style lets them be."""
        for before, after in pairwise((begin, *whole)):
            if self._widths[after.char] - self._widths[before.resume] <= measure:
                continue
            for at in range(before.resume + 1, after.char):
                style = self._leaves[self._owners[at]].style
                joined = any(category(char)[0] in "MC" for char in self._text[at - 1 : at + 1])
                if style["overflow_wrap"] in ("anywhere", "break-word") and not joined:
                    yield self._place(at, at, self._rules.poor)

    def _inside_words(self) -> Iterator[tuple[int, float]]:
        """Give the places inside words where a hyphen may be put, and the penalty."""
        text, rules = self._text, self._rules
        for match in _WORD.finditer(text):
            start, stop = match.span()
            number = self._owners[start]
            style, word = self._leaves[number].style, match[0]
            if self._owners[stop - 1] != number or style["white_space"] == "nowrap":
                continue
            if SOFT in word and style["hyphens"] != "none":
                yield from ((start + at + 1, rules.hyphen) for at, char in enumerate(word) if char == SOFT)
            elif style["hyphens"] == "auto" and style["lang"]:
                penalty = rules.hyphen + (rules.name if word[0].isupper() else 0)
                penalty += rules.compound if _is_compound(text, start, stop) else 0
                for at in hyphens(word, style):
                    short = at <= SHORT or at >= len(word) - SHORT
                    yield start + at, penalty + (rules.short if short else 0)


def _is_compound(text: str, start: int, stop: int) -> bool:
    """Whether a word is joined to another by a hyphen."""
    return text[max(0, start - 1)] in _HYPHENS or text[min(stop, len(text) - 1)] in _HYPHENS


def _loosest(plan: Mapping[int, Ending], begin: int) -> float:
    """Give how wide the widest spaces are of the lines from a character on."""
    return max((ending.gap for at, ending in plan.items() if at >= begin), default=1.0)


def _is_figure(text: str, last: int, first: int) -> bool:
    """Whether a line would end between a figure and what it counts: `5 | May`, `note | 4`."""
    return text[last].isdigit() != text[first].isdigit() and text[last].isalnum() and text[first].isalnum()


def _resume_of(place: Place) -> int:
    return place.resume
