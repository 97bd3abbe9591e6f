"""Lists of pages: where mentions fell, runs of pages joined, and what each list asserts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from roa_dossier.frozen import Frozen, field
from roa_dossier.model.book import Claim, Manuscript, Mention, Place
from roa_dossier.render.desk import Desk


class Leaf(Frozen):
    """A page of the body that a list names.

    Attributes:
        page: from 0.
        label: its number as printed.
        anchor: the first mention on it.
        role: "entry" where one of the mentions heads an entry on a person, "contested" where one stands in a
            contested point, "note" where all stand in notes; "" otherwise.

    """

    page: int
    label: str
    anchor: str
    role: str = ""


class Body(Frozen):
    """The body as it was laid out: what stands where.

    Attributes:
        desk: what every part is made from.
        manuscripts: the manuscripts that were laid out.
        places: where each anchor fell.
        claims: what the lists made so far assert, without their words.

    """

    desk: Desk
    manuscripts: tuple[Manuscript, ...]
    places: Mapping[str, Place]
    claims: list[Claim] = field(default_factory=list)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention of the body, in order."""
        return tuple(mention for manuscript in self.manuscripts for mention in manuscript.mentions)

    def by_key(self, kind: str) -> dict[str, list[Mention]]:
        """Give the mentions of one kind by what they mention."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.kind == kind:
                found.setdefault(mention.key, []).append(mention)
        return found

    def leaves(self, mentions: Iterable[Mention]) -> tuple[Leaf, ...]:
        """Give the pages on which any of the mentions fell, in order, each once."""
        found: dict[int, list[tuple[Place, Mention]]] = {}
        for mention in mentions:
            place = self.places.get(mention.anchor)
            if place is not None:
                found.setdefault(place.page, []).append((place, mention))
        return tuple(_leaf(page, found[page]) for page in sorted(found))

    def pages(self, leaves: Iterable[Leaf], *, told: bool = False) -> Markup:
        """Print pages as a list, runs of them joined: `12–13, 15`; with their roles when `told`."""
        return Markup(", ").join(self._run(run, told) for run in runs(leaves, told=told))

    def _run(self, run: tuple[Leaf, ...], told: bool) -> Markup:
        ends = dict.fromkeys((run[0], run[-1]))
        printed = Markup("–").join(self.page(leaf) for leaf in ends)
        if len(ends) > 1:
            printed = Markup('<span class="run">{}</span>').format(printed)
        if told and run[0].role == "entry":
            return Markup('<b class="main">{}</b>').format(printed)
        if told and run[0].role == "contested":
            return Markup('<i class="disputed">{}</i>').format(printed)
        return printed + self.desk.say.in_note if told and run[0].role == "note" else printed

    def page(self, leaf: Leaf) -> Markup:
        """Print one page's number, which links to what stands there."""
        return self.desk.press.macro("known", leaf.anchor, leaf.label)

    def claim(self, anchor: str, leaves: Iterable[Leaf], forms: Iterable[str] = ()) -> None:
        """Note what the entry with the id `anchor` asserts; its words are read off when it is printed."""
        pages = tuple(leaf.page for leaf in leaves)
        if pages:
            self.claims.append(Claim(anchor, "", pages, tuple(dict.fromkeys(forms))))


def runs(leaves: Iterable[Leaf], *, told: bool = False) -> list[tuple[Leaf, ...]]:
    """Join pages that follow each other; when `told`, only those that say the same of what they mention.

    Pages with a mention in notes only stay apart: `12n, 13n`.
    """
    found: list[tuple[Leaf, ...]] = []
    for leaf in leaves:
        last = found[-1][-1] if found else None
        follows = last is not None and leaf.page == last.page + 1
        if follows and (not told or (last is not None and last.role == leaf.role != "note")):
            found[-1] = (*found[-1], leaf)
        else:
            found.append((leaf,))
    return found


def worded(html: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give the claims with the words that their entries print; what a template leaves out claims nothing."""
    if not html:
        return ()
    printed = {each.get("id", ""): each for each in ET.fromstring(html).iter()}
    return tuple(
        Claim(claim.anchor, _words(printed[claim.anchor]), claim.pages, claim.forms)
        for claim in claims
        if claim.anchor in printed
    )


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _leaf(page: int, there: list[tuple[Place, Mention]]) -> Leaf:
    roles = {mention.role for _, mention in there}
    telling = next((role for role in ("entry", "contested") if role in roles), "")
    role = telling or ("note" if roles == {"note"} else "")
    place, mention = next((each for each in there if each[1].role == telling == "entry"), there[0])
    return Leaf(page, place.label, mention.anchor, role)
