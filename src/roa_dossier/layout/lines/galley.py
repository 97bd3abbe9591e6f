"""A paragraph as numbers, and where its lines end: its breaks are chosen once, and told line by line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from roa_dossier.layout.lines import fit
from roa_dossier.layout.lines.fit import Place
from roa_dossier.layout.lines.places import Places
from roa_dossier.layout.lines.rules import Rules
from roa_dossier.layout.lines.shaping import Leaf, Reader, Unfit, Why

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

    def __init__(self, linebox: Any, containing_block: Any, rules: Rules) -> None:
        """Measure a line box.

        Raises:
            Unfit: for one that is to be set line after line.

        """
        reader = Reader(containing_block)
        reader.read(linebox.children, ())
        self._rules = rules
        self._places = Places(reader, linebox.style["lang"], rules)
        self._text, self._leaves = self._places.text, self._places.leaves
        self._paths = [leaf.path for leaf in self._leaves]
        if not self._text.strip(" \n"):
            raise Unfit(Why.SPACELESS)
        if len(self._text) > 1.5 * _FEW_SPACES and self._text.count(" ") * _FEW_SPACES < len(self._text):
            raise Unfit(Why.SPACELESS)
        self._banned: set[int] = set()
        self._plans: dict[float, dict[int, Ending]] = {}

    # ── from and to the engine's numbers ────────────────────────────────────────────────────────────

    def at(self, skip_stack: Any) -> int:
        """Say at which character text goes on that the engine goes on with at a `skip_stack`."""
        return self._places.past_spaces(self._char(skip_stack))

    def leaf(self, number: int) -> Leaf:
        """Give a run or picture by its number."""
        return self._leaves[number]

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

    def chosen(self) -> tuple[object, ...]:
        """Give all that was chosen, and what no line may end at: what follows depends on it."""
        return {**self._plans}, frozenset(self._banned)

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
        banned = self._places.word(last)
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
        start = self._places.at(begin, begin)
        if first < measure:  # nothing hangs where a line is indented
            start = start._replace(begins=self._places.widths[begin], left=0.0)
        whole = [
            place
            for place in self._places.whole_words()
            if place.resume > begin and not self._is_banned(place)
        ]

        taken = frozenset(place.char for place in whole) | self._banned

        @cache
        def places(broken: bool) -> Sequence[Place]:
            if broken:
                return sorted((*whole, *self._places.inside(taken, begin)), key=_resume_of)
            return [place for place in whole if place.penalty < self._rules.poor]

        chosen = fit.breaks(places, start, first, measure, self._rules)
        if chosen is None:
            anywhere = [*self._places.inside_long_words(whole, start, measure)]
            every = sorted((*places(True), *anywhere), key=_resume_of)
            chosen = fit.breaks(lambda _: every, start, first, measure, self._rules) if anywhere else None
        if chosen is None:
            raise Unfit(Why.OVERFULL)
        plan, left, room = {}, start.left, first
        for before, place in pairwise((start, *chosen)):
            spaces = self._places.spaces[place.char] - self._places.spaces[before.resume]
            gap = 1 + (room - place.ends + before.begins) / spaces if spaces and not place.final else 1.0
            unkerned = self._places.unkerned[place.char] - self._places.unkerned[before.resume]
            ending = self._ending(place, left)
            plan[begin] = ending._replace(parted=place.hyphen, gap=gap, unkerned=unkerned)
            begin, left, room = self._places.past_spaces(place.resume), place.left, measure
        return plan

    def _is_banned(self, place: Place) -> bool:
        return place.hyphen and place.char in self._banned

    def _ending(self, place: Place, left: float) -> Ending:
        if place.final:
            return _END._replace(left=left, right=place.right)
        before, number = self._places.owners[place.char - 1], self._places.owners[place.resume - 1]
        leaf = self._leaves[number]
        if not leaf.offsets:
            raise Unfit(Why.BLOCK)
        resume = leaf.offsets[place.resume - leaf.first]
        # behind the space that follows a box, so that the box is closed on its line
        cut = leaf.offsets[place.char - leaf.first] if before == number else resume
        hyphen = leaf.style["hyphenate_character"] if place.broken else ""
        return Ending(number, cut, resume, hyphen, left, place.right, place.char - 1)


def _loosest(plan: Mapping[int, Ending], begin: int) -> float:
    """Give how wide the widest spaces are of the lines from a character on."""
    return max((ending.gap for at, ending in plan.items() if at >= begin), default=1.0)


def _resume_of(place: Place) -> int:
    return place.resume
