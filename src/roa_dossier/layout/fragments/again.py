"""A chapter laid out again after an edit: only the pages on which something may have changed.

A page follows from where the text goes on, from the notes that wait, and from the text itself. So the pages
before the edit stay as they are, and when after it a page begins where one began before, with the same text
to come, those from there on stay too. What is remembered of a layout for that is plain (`Past`): another
process may go on from it.
"""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import Any

from weasyprint.formatting_structure import boxes

from roa_dossier.frozen import replace
from roa_dossier.layout.job import Block, Past, Run, State
from roa_dossier.model.fragment import Share
from roa_dossier.model.lines import LineCount

Path = tuple[int, ...]
_AFTER = 1 << 30
_SIZE = 16


class Unmet(Exception):
    """What was taken over does not fit what was made: the chapter is to be laid out whole."""


class Again:
    """The layout of a chapter that is remembered, and may take pages over from the last one.

    Args:
        run: the chapter, and what is remembered of it.

    Attributes:
        first: the number of the first page that is made, from 0; those before it stay.
        stop: the number of the first page after it that stays; None for none.

    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._past = run.last.past if run.last is not None else None
        self._blank = 1 if run.blank else 0
        self._forget()

    def _forget(self) -> None:
        self.first = 0
        self.stop: int | None = None
        self._now: Past | None = None
        self._states: list[State] = []
        self._before: Past | None = None
        self._path: Path = ()
        self._delta = self._same_after = 0
        self._root: Any = None
        self._over = b""
        self._begun = False
        self._sizes: dict[str, Any] = {}

    @property
    def shift(self) -> int:
        """By how much the number of a page in the chapter is greater than its place among those made."""
        return self.first - (0 if self.first else self._blank)

    def prepare(self, context: Any, root: Any) -> None:
        """Compare the chapter with the last layout; `context` asks this object when it makes pages."""
        self._forget()
        found = _section(root, self._run.sections[0][0], ())
        if found is None or len(self._run.sections) > 1:
            return
        path, section = found
        if any(_reaches(box) for box in section.descendants() if box is not section):
            return
        self._root, self._sizes = root, context.style_for.initial_page_sizes
        self._now = Past(
            _fixed(self._run),
            dict(self._run.digits),
            path,
            _block(section, {}),
            len(context.footnotes),
        )
        context.dossier_again = self
        past = self._past
        if past is not None and (past.fixed, past.path) == (self._now.fixed, path):
            shared = past.digits.keys() & self._now.digits.keys()
            own = past.blocks.own == self._now.blocks.own
            if own and all(past.digits[name] == self._now.digits[name] for name in shared):
                self._compare(past, context)

    def _compare(self, past: Past, context: Any) -> None:
        """Find which blocks changed, and begin with the first page that may look otherwise for it."""
        assert self._now is not None
        self._path, same, self._same_after, self._delta = _changed(past.blocks, self._now.blocks, past.path)
        starts = [_at(state.resume, self._path) for state in past.states[:-1]]
        first = max((at for at, start in enumerate(starts) if start < same), default=0)
        first = max(0, first - 1)  # what begins a page may have been pushed off the page before
        bounds = _bounds(past.shares)
        while first and (not past.states[first].free or first not in bounds):
            first -= 1
        self._before, self.first = past, first
        if not first:
            return
        state = past.states[first]
        del context.footnotes[: past.notes - state.notes]
        context.page_maker = [_for_engine(one) for one in past.states[: first + 1]]
        self._sizes.update((name, size and tuple(size)) for name, size in past.sizes.items())
        more = self._now.notes - past.notes
        self._states = [replace(one, notes=one.notes + more) for one in past.states[:first]]

    # ── asked while pages are made ──────────────────────────────────────────────────────────────────

    def begins(self, pages: list[Any]) -> int:
        """Say which page is made first; where it is not the first time, nothing can be remembered.

        Raises:
            Unmet: some were taken over.

        """
        if pages and self._now is not None:
            if self.first or self.stop is not None:
                raise Unmet
            self._now = self._before = None
        return self.first

    def rest(self, index: int, context: Any) -> bool:
        """Whether pages stay from one on, so that no more are to be made."""
        self._begun = False
        number = index if self.first else index - self._blank
        if self._now is None or number < 0:
            return False
        state = self._state(context, index)
        if self._before is not None and number > self.first and self._meets(state, number):
            self._states += [self._moved(one) for one in self._before.states[number:]]
            self.stop = number
            context.page_maker = [*context.page_maker[self.first : index], _for_engine(state)]
            context.footnotes.clear()
            context.broken_out_of_flow.clear()
            return True
        self._states.append(state)
        self._begun = True
        return False

    def made(self, page: Any) -> None:
        """Keep in mind a page that was made anew."""
        if self._now is None:
            return
        self._over, in_table = _over(page)
        if self._begun and in_table:
            self._states[-1] = replace(self._states[-1], in_table=True)

    def ended(self, context: Any, index: int) -> None:
        """Keep in mind the chapter, whose last page was made anew."""
        if self._now is not None:
            self._states.append(self._state(context, index))
            del context.page_maker[: self.first]

    def past(self, shares: tuple[Share, ...], lines: tuple[LineCount, ...]) -> Past | None:
        """Give what is remembered of the layout, which came to its end; None for nothing.

        Args:
            shares: what the pages have of the fragment that were drawn together.
            lines: how the paragraphs were set that begin on these.

        """
        if self._now is None:
            return None
        sizes = {name: [*size] if size else None for name, size in self._sizes.items()}
        return replace(self._now, sizes=sizes, states=tuple(self._states), shares=shares, lines=lines)

    # ── what a page is made from ────────────────────────────────────────────────────────────────────

    def _state(self, context: Any, index: int) -> State:
        resume_at, next_page, right, counts, _ = context.page_maker[index]
        running = any(context.running_elements.values())
        clear = not (context.reported_footnotes or context.broken_out_of_flow or running)
        depth, values, scopes, groups = counts
        return State(
            deepcopy(resume_at),
            dict(next_page),
            right,
            [[*depth], {name: [*each] for name, each in values.items()}, [sorted(each) for each in scopes]],
            [[*each] for each in deepcopy(groups)],
            len(context.footnotes),
            clear,
            _is_inside(self._root, resume_at),
            self._over,
        )

    def _meets(self, state: State, number: int) -> bool:
        """Whether a page would be made from the very same as the one that stood there."""
        assert self._before is not None
        if number >= len(self._before.states) - 1 or number not in _bounds(self._before.shares):
            return False
        old = self._before.states[number]
        if old.in_table or not (state.clear and old.clear):
            return False
        return _at(state.resume, self._path) >= self._same_after and self._moved(old) == replace(
            state, in_table=old.in_table
        )

    def _moved(self, state: State) -> State:
        """Give a state of the last layout in the numbers of this one."""
        if not self._delta:
            return state
        return replace(state, resume=_shifted(state.resume, self._path, self._delta))


def _bounds(shares: tuple[Share, ...]) -> set[int]:
    """Give the pages at which one may part what was drawn."""
    found, at = {0}, 0
    for share in shares:
        at += share.pages
        found.add(at)
    return found


def _for_engine(state: State) -> Any:
    """Give a state as the engine has it."""
    nothing = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    depth, values, scopes = deepcopy(state.counts)
    counts = (depth, values, [set(each) for each in scopes], deepcopy(state.groups))
    return deepcopy(state.resume), dict(state.next_page), state.right, counts, nothing


def _fixed(run: Run) -> bytes:
    """Name what has to be the same for pages to stay."""
    fixed = (
        run.head,
        run.css,
        run.fonts,
        run.lines,
        run.before,
        run.side,
        run.blank,
        run.begins,
        run.first,
        run.grows,
        run.total,
    )
    return _digest(repr(fixed).encode("utf-8", "surrogatepass"))


def _reaches(box: Any) -> bool:
    """Whether a box tells on pages that it does not stand on: running heads, or what is one over pages."""
    if box.string_set and box.string_set != "none":
        return True
    element = box.element
    return element is not None and (
        box.element_tag == "nav" or "endnotes" in (element.get("class") or "").split()
    )


def _is_inside(root: Any, resume_at: Any) -> bool:
    """Whether text goes on inside a paragraph, or in several places."""
    box = root
    while resume_at:
        if len(resume_at) > 1:
            return True
        ((at, resume_at),) = resume_at.items()
        box = box.children[at]
        if isinstance(box, boxes.LineBox):
            return resume_at is not None
    return False


def _over(page: Any) -> tuple[bytes, bool]:
    """Name how the lines were chosen of what goes on over a page; say whether a table goes on there."""
    lines: dict[int, Any] = {}
    in_table = False
    for box in page.descendants():
        if isinstance(box, boxes.LineBox):
            if (paragraph := getattr(box, "dossier_paragraph", None)) is not None:
                lines[id(paragraph)] = box
        elif getattr(box, "goes_on", False):
            in_table = True
    galleys = [line.dossier_paragraph.galley for line in lines.values() if line.resume_at is not None]
    chosen = [galley.chosen() if galley is not None else None for galley in galleys]
    return _digest(repr(chosen).encode("utf-8", "surrogatepass")) if chosen else b"", in_table


# ── where things stand in the engine's tree ─────────────────────────────────────────────────────────


def _section(box: Any, name: str, path: Path) -> tuple[Path, Any] | None:
    """Find the box of a section, and the way to it."""
    if box.element is not None and box.element_tag == "section" and box.element.get("id") == name:
        return path, box
    if len(path) < 2 and isinstance(box, boxes.ParentBox):
        for at, child in enumerate(box.children):
            if (found := _section(child, name, (*path, at))) is not None:
                return found
    return None


def _changed(old: Block, new: Block, path: Path) -> tuple[Path, int, int, int]:
    """Find the innermost block that holds all that changed.

    Returns:
        The way to it, the number of the first block in it that changed, that of the first after which none
        did, and how many more blocks there are now.

    """
    before, now = ([child.whole for child in block.inside] for block in (old, new))
    least = min(len(before), len(now))
    same = next((at for at in range(least) if before[at] != now[at]), least)
    after = next((at for at in range(least - same) if before[-1 - at] != now[-1 - at]), least - same)
    if len(before) == len(now) == same + after + 1:
        one, other = old.inside[same], new.inside[same]
        if one.inside and other.inside and one.own == other.own:
            return _changed(one, other, (*path, same))
    return path, same, len(now) - after, len(now) - len(before)


def _block(box: Any, known: dict[Any, bytes]) -> Block:
    """Name what a block holds, and what each block in it does that is one of blocks."""
    if box.element is None:
        name = f"{box.element_tag}:{type(box).__name__}".encode()
        return Block(name, name)
    own = f"{box.element_tag} {sorted(box.element.attrib.items())}".encode("utf-8", "surrogatepass")
    whole = b"%b %b" % (str(box.element_tag).encode(), _named(box.element, known))
    inside = tuple(_block(child, known) for child in box.children) if _is_plain(box) else ()
    return Block(whole, _digest(own), inside)


def _named(element: Any, known: dict[Any, bytes]) -> bytes:
    """Name an element with all that is in it."""
    if element not in known:
        parts = [repr((element.tag, element.attrib, element.text)).encode("utf-8", "surrogatepass")]
        for child in element:
            parts += (_named(child, known), repr(child.tail).encode("utf-8", "surrogatepass"))
        known[element] = _digest(b"\0".join(parts))
    return known[element]


def _is_plain(box: Any) -> bool:
    """Whether a box is a block of blocks."""
    return type(box) is boxes.BlockBox and all(isinstance(each, boxes.BlockLevelBox) for each in box.children)


def _at(resume_at: Any, path: Path) -> int:
    """Say which of a block's blocks a page begins in: -1 for before all of them, very many for after."""
    for step in path:
        if not resume_at:
            return -1
        at = next(iter(resume_at))
        if at != step:
            return -1 if at < step else _AFTER
        resume_at = resume_at[at]
    return int(next(iter(resume_at))) if resume_at else -1


def _shifted(resume_at: Any, path: Path, delta: int) -> Any:
    """Give where a text goes on in a section that has so many more blocks before."""
    if not resume_at:
        return resume_at
    ((at, inside),) = resume_at.items()
    if not path:
        return {at + delta: inside}
    return {at: _shifted(inside, path[1:], delta)} if at == path[0] else resume_at


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()
