"""A chapter laid out again after an edit: only the pages on which something may have changed.

A page follows from where the text goes on, from the notes that wait, and from the text itself. So the pages
before the edit stay as they are, and when after it a page begins where one began before, with the same text
to come, those from there on stay too. Everything is drawn as one document: what comes out is what a layout of
the whole chapter gives.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree

from weasyprint.formatting_structure import boxes

from roa_dossier.layout.job import Run

Path = tuple[int, ...]
_MOST, _AFTER = 4, 1 << 30
_remembered: dict[str, _Chapter] = {}


@dataclass(slots=True)
class _State:
    """What a page is made from, before it is made.

    Attributes:
        resume_at: where the text goes on.
        next_page: which kind of page is wanted.
        right: whether it is a right one.
        counts: counters, and what pages it is grouped with.
        notes: how many notes wait for their pages.
        clear: whether nothing is handed to it from the page before but text.

    """

    resume_at: Any
    next_page: Any
    right: bool
    counts: Any
    notes: int
    clear: bool


@dataclass(slots=True)
class _Chapter:
    """A chapter as it was laid out last."""

    fixed: tuple[object, ...]
    digits: dict[str, int]
    path: Path
    section: Any
    sizes: Any
    notes: int
    states: list[_State] = field(default_factory=list)
    pages: list[Any] = field(default_factory=list)
    inside: list[list[Any]] = field(default_factory=list)
    whole: bool = False


def forget() -> None:
    """Remember no chapter."""
    _remembered.clear()


class Again:
    """The layout of a chapter that is remembered, and may take pages over from the last one.

    Args:
        run: the chapter.

    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._name = run.sections[0][0]
        self._now: _Chapter | None = None
        self._before: _Chapter | None = None
        self._first = 0
        self._path: Path = ()
        self._delta = 0
        self._same_after = 0
        self.taken = 0

    def prepare(self, context: Any, root: Any) -> None:
        """Compare the chapter with the last one; `context` asks this object when it makes pages."""
        found = _section(root, self._name, ())
        if found is None or len(self._run.sections) > 1:
            return
        path, section = found
        if any(_reaches(box) for box in section.descendants() if box is not section):
            return
        fixed = (
            self._run.head,
            self._run.css,
            self._run.lines,
            self._run.before,
            self._run.side,
            self._run.blank,
            self._run.begins,
            self._run.first,
            self._run.grows,
            self._run.total,
            _written(section, inside=False),
        )
        self._now = _Chapter(
            fixed,
            dict(self._run.digits),
            path,
            section,
            context.style_for.initial_page_sizes,
            len(context.footnotes),
        )
        context.dossier_again = self
        last = _remembered.get(self._name)
        if last is not None and last.whole and last.fixed == fixed and last.path == path:
            shared = last.digits.keys() & self._now.digits.keys()
            if all(last.digits[name] == self._now.digits[name] for name in shared):
                self._compare(last)

    def _compare(self, last: _Chapter) -> None:
        """Find which blocks changed, and the first page that may look otherwise for it."""
        assert self._now is not None
        self._path, same, after, self._delta = _changed(last.section, self._now.section, last.path)
        starts = [_block(state.resume_at, self._path) for state in last.states[:-1]]
        first = max((at for at, start in enumerate(starts) if start < same), default=0)
        first = max(0, first - 1)  # what begins a page may have been pushed off the page before
        while first and (not last.states[first].clear or _goes_on(last.pages[first])):
            first -= 1
        self._before, self._first, self._same_after = last, first, after

    # ── asked while pages are made ──────────────────────────────────────────────────────────────────

    def kept(self, context: Any) -> list[Any]:
        """Give the pages before the first that is made anew, and let the engine go on after them."""
        if self._before is None or self._now is None or not self._first:
            return []
        last, first = self._before, self._first
        placed = last.notes - last.states[first].notes
        del context.footnotes[:placed]
        context.style_for.initial_page_sizes.update(last.sizes)
        context.page_maker = [_for_engine(state) for state in last.states[: first + 1]]
        more = self._now.notes - last.notes
        self._now.states = [replace(state, notes=state.notes + more) for state in last.states[:first]]
        return self._over(0, first)

    def rest(self, index: int, context: Any) -> list[Any] | None:
        """Give the pages from one on, where they are as before; None where it is to be made."""
        if self._now is None:
            return None
        state = _state(context, index)
        last = self._before
        if last is not None and index > self._first and index < len(last.pages) and self._meets(state, index):
            self._now.states += [self._moved(one) for one in last.states[index:]]
            context.page_maker = [
                *context.page_maker[:index],
                *(_for_engine(one) for one in self._now.states[index:]),
            ]
            context.footnotes.clear()
            made = self._over(index, len(last.pages))
            self._end()
            return made
        self._now.states.append(state)
        return None

    def made(self, page: Any) -> None:
        """Keep in mind a page that was made anew."""
        if self._now is not None:
            self._now.pages.append(page)
            self._now.inside.append(list(page.children))

    def ended(self, context: Any, index: int) -> None:
        """Keep in mind the chapter, whose last page was made anew."""
        if self._now is not None:
            self._now.states.append(_state(context, index))
            self._end()

    def _end(self) -> None:
        assert self._now is not None
        self._now.whole = True

    def remember(self) -> None:
        """Let the next layout of the chapter be compared with this one, which came to its end."""
        if self._now is None or not self._now.whole:
            return
        _remembered.pop(self._name, None)
        _remembered[self._name] = self._now
        while len(_remembered) > _MOST:
            del _remembered[next(iter(_remembered))]

    def _over(self, first: int, stop: int) -> list[Any]:
        """Take pages over, without the margin boxes that the engine gives them at the end."""
        assert self._now is not None and self._before is not None
        found = []
        for page, inside in zip(self._before.pages[first:stop], self._before.inside[first:stop], strict=True):
            page.children = list(inside)
            self._now.pages.append(page)
            self._now.inside.append(inside)
            found.append(page)
        self.taken += len(found)
        return found

    def _meets(self, state: _State, index: int) -> bool:
        """Whether a page would be made from the very same as the one that stood there."""
        assert self._before is not None and self._now is not None
        old = self._before.states[index]
        if (
            _goes_on(self._before.pages[index])
            or not (state.clear and old.clear)
            or _block(state.resume_at, self._path) < self._same_after
        ):
            return False
        moved = self._moved(old)
        return (
            (state.resume_at, state.next_page, state.right, state.counts, state.notes)
            == (moved.resume_at, moved.next_page, moved.right, moved.counts, moved.notes)
        ) and _going_on(self._now.pages[index - 1]) == _going_on(self._before.pages[index - 1])

    def _moved(self, state: _State) -> _State:
        """Give a state of the last layout in the numbers of this one."""
        if not self._delta or self._now is None:
            return state
        return _State(
            _shifted(state.resume_at, self._path, self._delta),
            state.next_page,
            state.right,
            state.counts,
            state.notes,
            state.clear,
        )


def _state(context: Any, index: int) -> _State:
    resume_at, next_page, right, counts, _ = context.page_maker[index]
    running = any(context.running_elements.values())
    clear = not (context.reported_footnotes or context.broken_out_of_flow or running)
    return _State(
        deepcopy(resume_at), dict(next_page), right, deepcopy(counts), len(context.footnotes), clear
    )


def _for_engine(state: _State) -> Any:
    """Give a state as the engine has it, for a page that need not be made again."""
    nothing = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    return deepcopy(state.resume_at), dict(state.next_page), state.right, deepcopy(state.counts), nothing


def _reaches(box: Any) -> bool:
    """Whether a box tells on pages that it does not stand on: running heads, or what is one over pages."""
    if box.string_set and box.string_set != "none":
        return True
    element = box.element
    return element is not None and (
        box.element_tag == "nav" or "endnotes" in (element.get("class") or "").split()
    )


def _goes_on(page: Any) -> bool:
    """Whether a table goes on there, which is one with its part on the page before."""
    return any(getattr(box, "goes_on", False) for box in page.descendants())


def _going_on(page: Any) -> list[Any]:
    """Give how the lines were chosen of those paragraphs that go on over the page."""
    lines: dict[int, Any] = {}
    for box in page.descendants():
        if isinstance(box, boxes.LineBox) and getattr(box, "dossier_paragraph", None) is not None:
            lines[id(box.dossier_paragraph)] = box
    galleys = [line.dossier_paragraph.galley for line in lines.values() if line.resume_at is not None]
    return [galley.chosen() if galley is not None else None for galley in galleys]


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


def _changed(old: Any, new: Any, path: Path) -> tuple[Path, int, int, int]:
    """Find the innermost block that holds all that changed.

    Returns:
        The way to it, the number of the first block in it that changed, that of the first after which none
        did, and how many more blocks there are now.

    """
    before, now = ([_written(child) for child in box.children] for box in (old, new))
    least = min(len(before), len(now))
    same = next((at for at in range(least) if before[at] != now[at]), least)
    after = next((at for at in range(least - same) if before[-1 - at] != now[-1 - at]), least - same)
    if len(before) == len(now) == same + after + 1:
        one, other = old.children[same], new.children[same]
        if (
            _is_plain(one)
            and _is_plain(other)
            and _written(one, inside=False) == _written(other, inside=False)
        ):
            return _changed(one, other, (*path, same))
    return path, same, len(now) - after, len(now) - len(before)


def _is_plain(box: Any) -> bool:
    """Whether a box is a block of blocks."""
    return type(box) is boxes.BlockBox and all(isinstance(each, boxes.BlockLevelBox) for each in box.children)


def _block(resume_at: Any, path: Path) -> int:
    """Say which of a block's blocks a page begins in: -1 for before all of them, very many for after."""
    for step in path:
        if not resume_at:
            return -1
        at = next(iter(resume_at))
        if at != step:
            return -1 if at < step else _AFTER
        resume_at = resume_at[at]
    return next(iter(resume_at)) if resume_at else -1


def _shifted(resume_at: Any, path: Path, delta: int) -> Any:
    """Give where a text goes on in a section that has so many more blocks before."""
    if not resume_at:
        return resume_at
    ((at, inside),) = resume_at.items()
    if not path:
        return {at + delta: inside}
    return {at: _shifted(inside, path[1:], delta)} if at == path[0] else resume_at


def _written(box: Any, *, inside: bool = True) -> str:
    """Give the HTML of a box, with its tag, for a box may be one of several of an element."""
    if box.element is None:
        return f"{box.element_tag}:{type(box).__name__}"
    if not inside:
        return f"{box.element_tag} {sorted(box.element.attrib.items())}"
    return f"{box.element_tag} {ElementTree.tostring(box.element, encoding='unicode')}"
