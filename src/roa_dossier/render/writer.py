"""Running text: inlines and flows to HTML, with the words that each note will print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import Line, NoteMark, Styled, Target, TargetKind
from roa_dossier.model.book import ExpectedNote, ExpectedPicture
from roa_dossier.model.chapter import (
    Break,
    Call,
    Citation,
    CrossRef,
    Emphasised,
    FactValue,
    Flow,
    ForeignRun,
    GapRun,
    Inline,
    Insertion,
    Items,
    Linked,
    Mistake,
    NameForm,
    Omission,
    Para,
    Plain,
    Quotation,
    RunIn,
    Uncited,
    Verbatim,
)
from roa_dossier.model.outline import NOWHERE
from roa_dossier.model.source import MarkKind
from roa_dossier.render import marks
from roa_dossier.render.desk import Desk
from roa_dossier.render.marker import Marker
from roa_dossier.render.markup import PAGE, Element, Made, Node, Nodes, element, html, words
from roa_dossier.render.words import bound

STOPS = ".?!…"
CLOSERS = "”’»“‘)]"


class Writer(Marker):
    """Writes one manuscript's words and remembers its notes.

    Attributes:
        notes: the notes written so far, in order.
        images: the pictures placed so far.
        span: the place in the outline of what is being written.
        tongue: the language of the foreign run that is being written; "" outside of one.

    """

    def __init__(self, desk: Desk, chapter: str = "") -> None:
        super().__init__(desk, chapter)
        self.notes: list[ExpectedNote] = []
        self.images: list[ExpectedPicture] = []
        self.span: Span = NOWHERE
        self.tongue = ""

    # ── flows ───────────────────────────────────────────────────────────────────────────────────

    def flow(self, flow: Iterable[Flow]) -> Markup:
        """Write paragraphs and lists."""
        return html(self.nodes(flow))

    def nodes(self, flow: Iterable[Flow]) -> Nodes:
        """Write paragraphs and lists, each an element."""
        return tuple(self._flow(each) for each in flow)

    def _flow(self, flow: Flow) -> Node:
        match flow:
            case Para(inlines):
                return element("p", *self.names(self.inlines(inlines)))
            case Items(items, ordered, start):
                entries = tuple(element("li", *(self._flow(each) for each in item)) for item in items)
                number = str(start) if ordered and start != 1 else ""
                return element("ol" if ordered else "ul", *entries, start=number)
            case _:
                assert_never(flow)

    # ── inlines ─────────────────────────────────────────────────────────────────────────────────

    def inlines(self, inlines: Iterable[Inline]) -> Nodes:
        """Write inlines in order; apostrophes are set with an eye on the words before them."""
        return tuple(node for inline in self._in_text(inlines) for node in self.inline(inline))

    def _in_text(self, inlines: Iterable[Inline]) -> Iterable[Inline]:
        """Put what a style cites in the text before the stop or comma that a note would stand after."""
        done: list[Inline] = []
        for inline in inlines:
            last = done[-1] if done else None
            if isinstance(inline, Call) and isinstance(last, Plain) and not self._is_note(inline):
                words = last.text.rstrip(".,;:")
                done[-1:] = [Plain(words)] if words else []
                done += [inline, Plain(last.text[len(words) :])]
            else:
                done.append(inline)
        return done

    def _is_note(self, call: Call) -> bool:
        if not self.chapter:
            return False
        mark = self.desk.apparatus.notes.get((self.chapter, call.id))
        return bool(self.chapter) and (mark is None or mark.number is not None)

    def inline(self, inline: Inline) -> Nodes:
        """Write one inline."""
        match inline:
            case Plain(text):
                return (self.desk.ours(text, self.tongue),)
            case Emphasised(inlines, strong):
                return (element("strong" if strong else "em", *self.inlines(inlines)),)
            case Linked(target, inlines):
                return (element("a", *self.inlines(inlines), class_="out", href=target),)
            case RunIn(quotation):
                return self.run_in(quotation)
            case FactValue():
                return self.fact(inline)
            case NameForm():
                return self.name(inline)
            case CrossRef(target):
                return self._reference(target)
            case ForeignRun(language, inlines):
                return (self._foreign(language, inlines),)
            case GapRun(text, blank, number):
                shape = f"gap blank blank-{blank}" if blank else "gap"
                gap = element("span", self.desk.ours(text) or "\u00a0", class_=shape)
                if not number:
                    return (gap,)
                counted = (element("span", f"({number})\u00a0", class_="gap-number"), gap)
                return (element("span", *counted, class_="counted"),) if blank else counted
            case Break():
                return (element("br"),)
            case Call():
                return self.call(inline)
            case Citation(identity, _, bracketed):
                brackets = bracketed and not self.desk.apparatus.in_text
                return ("(", *self._citation(identity), ")") if brackets else self._citation(identity)
            case Mistake():
                return self.mistake(inline)
            case _:
                assert_never(inline)

    def _foreign(self, language: str, inlines: Iterable[Inline]) -> Node:
        """Write a run in another language, by the rules of that language."""
        outside, self.tongue = self.tongue, language
        inside = self.inlines(inlines)
        self.tongue = outside
        return element("span", *inside, lang=language)

    def mistake(self, mistake: Mistake) -> Nodes:
        """Show what could not be resolved in its place, in a draft only."""
        if not self.desk.draft:
            return ()
        code = element("span", f" [{mistake.code}]", class_="code")
        return (element("mark", mistake.text, code, class_="mistake"),)

    def name(self, name: NameForm) -> Nodes:
        """Write a name; the original in its script where it is a first mention."""
        text = self.named(self.desk.ours(name.text), name.name)
        if not name.original:
            return (text,)
        original = element("span", name.original, class_="original", lang=name.language)
        ours = (" ", element("span", self.desk.say.supplied, class_="ed")) if name.editorial else ()
        return (text, " (", original, *ours, ")")

    def fact(self, fact: FactValue) -> Nodes:
        """Write a fact's value, whose word it is where it is an opinion's, and what the margin says of it."""
        unit = ("\u00a0", self.desk.ours(fact.unit)) if fact.unit else ()
        value = self.value((fact.text, *unit), fact.passage, class_="fact")
        return (*value, *self.according(fact.attribution), *self.signs(fact.uncited, fact.single_source))

    def according(self, siglum: str) -> Nodes:
        """Write ` (according to B)`; nothing without a siglum."""
        if not siglum:
            return ()
        before, after = self.desk.say.according.split("{siglum}")
        return (f" ({before}", element("b", siglum, class_="siglum"), f"{after})")

    def signs(self, uncited: bool, single_source: bool = False) -> Nodes:
        """Write the small signs in the margin that the dossier asks for; none in a note."""
        wanted = self.desk.outline.margin_marks if self.role != "note" else ()
        given = {"uncited": uncited, "single-source": single_source}
        return tuple(
            element("span", self.desk.say.margin_signs[each], class_=f"sign {each}")
            for each in wanted
            if given[each]
        )

    # ── quotations ──────────────────────────────────────────────────────────────────────────────

    def run_in(self, quotation: Quotation) -> Nodes:
        """Write a quotation inside a sentence, in the marks of the dossier's language."""
        form = self.desk.marks
        inside = self._pieces(quotation, marks.run_in(_text(quotation), form))
        words_of_source = self.passage(
            inside, quotation.passage, class_="quoted", lang=self.language(quotation)
        )
        uncited = any(mark.kind is MarkKind.CITATION_NEEDED for mark in quotation.passage.marks)
        return (
            form.opening + form.space,
            *words_of_source,
            form.space + form.closing,
            *self.signs(uncited),
        )

    def block(self, quotation: Quotation) -> Nodes:
        """Write a quotation that stands as a block, without outer marks."""
        form = marks.marks(quotation.language or self.desk.tongue)
        return self.names(self._pieces(quotation, marks.block(_text(quotation), form)))

    def language(self, quotation: Quotation) -> str:
        """Give the quotation's language where it is not that of what is set; "" otherwise."""
        return "" if quotation.language == self.desk.tongue else quotation.language

    def _pieces(self, quotation: Quotation, text: str) -> Nodes:
        """Set the pieces, whose characters with all marks turned are `text`."""
        nodes: list[Node] = []
        at, before = 0, ""
        for piece in quotation.pieces:
            here = text[at : at + len(piece.text)]
            at += len(piece.text)
            if nodes and _needs_space(before, here, piece):
                nodes.append(" ")
            before = here or before
            match piece:
                case Verbatim(_, emphasised):
                    nodes.append(element("em", here, class_="added") if emphasised else here)
                case Omission():
                    nodes.append(element("span", piece.text, class_="omission"))
                case Insertion():
                    nodes.append(element("span", piece.text, class_="insertion"))
                case Uncited():
                    nodes.append(element("span", piece.text, class_="uncited"))
                case _:
                    assert_never(piece)
        return tuple(nodes)

    # ── references ──────────────────────────────────────────────────────────────────────────────

    def _reference(self, target: str) -> Nodes:
        found = self.desk.apparatus.targets.get(target)
        if found is None:
            return self.mistake(Mistake(target, "unknown-reference"))
        return self.reference(found)

    def reference(self, target: Target) -> Nodes:
        """Write `Table 6.1 (p. 12)`; what the file does not contain is named without a page."""
        name: Node = _together(self._labelled(target)) or element("em", self.desk.ours(target.title))
        if not self.desk.printed(target):
            return (name,)
        link = element("a", name, class_="ref", href=f"#{target.anchor}")
        return (link, f" ({self.desk.say.page}\u00a0", self.page(target.anchor), ")")

    def _labelled(self, target: Target) -> str:
        """Give a label; what is counted without its chapter is named with it from another chapter."""
        here = self.desk.apparatus.targets.get(self.chapter)
        alone = target.kind in (TargetKind.DOCUMENT, TargetKind.TASK)
        if not alone or (here and here.chapter == target.chapter):
            return target.label
        return f"{target.label}, {self.desk.say.chapter} {target.chapter}"

    def label(self, target: Target) -> Node:
        """Write `Document A`, linked where the file contains it, without its page."""
        name = _together(self._labelled(target))
        return (
            element("a", name, class_="ref", href=f"#{target.anchor}") if self.desk.printed(target) else name
        )

    def letter(self, target: Target) -> Node:
        """Write the letter or number of a label alone, linked where the file contains what it names."""
        name = target.label.rsplit(" ", 1)[-1]
        return (
            element("a", name, class_="ref", href=f"#{target.anchor}") if self.desk.printed(target) else name
        )

    def page(self, anchor: str) -> Made:
        """Write the page number of an anchor, by the one macro that may."""
        return Made(self.desk.press.macro("page", anchor), PAGE)

    def _citation(self, identity: int) -> Nodes:
        line = self.desk.apparatus.citations.get((self.chapter, identity))
        if line is None:
            return self._missing(f"citation {identity} of chapter `{self.chapter}`")
        keys = self.desk.apparatus.cited.get((self.chapter, identity), ())
        return self.citing(self.line(line), keys)

    def line(self, line: Line) -> Nodes:
        """Write a rendered citation or reference."""
        return tuple(_styled(run, bound(run.text, self.desk.say)) for run in line)

    # ── notes ───────────────────────────────────────────────────────────────────────────────────

    def call(self, call: Call | None) -> Nodes:
        """Write a note's call with its body, and remember the note; a citing style cites in its place."""
        if call is None:
            return ()
        if not self.chapter:
            return self._in_brackets(call)
        mark = self.desk.apparatus.notes.get((self.chapter, call.id))
        if mark is None:
            return self._missing(f"note {call.id} of chapter `{self.chapter}`")
        if mark.number is None:
            return (" ", *self.inlines(call.body))
        outside, self.role, self.note = self.role, "note", mark.anchor
        body = (*_ended(self.names(self.inlines(call.body))), *self._remarks(call))
        self.role, self.note = outside, ""
        return (self._note(mark, body),)

    def _in_brackets(self, call: Call) -> Nodes:
        """Write what a call says in its place: beside the chapters no notes are numbered."""
        body = self.inlines(call.body)
        bare = self.desk.apparatus.in_text and all(isinstance(each, Citation) for each in call.body)
        return (" ", *body) if bare else (" (", *body, ")")

    def _remarks(self, call: Call) -> Nodes:
        said = (self.desk.say.remarks.get(remark, remark) for remark in call.remarks)
        return tuple(f" {remark[:1].upper()}{remark[1:].rstrip('.')}." for remark in said)

    def _note(self, mark: NoteMark, body: Nodes) -> Made:
        number = mark.number or 0
        note = ExpectedNote(number, mark.anchor, mark.call_anchor, words(body), self.span, mark.lettered)
        self.notes.append(note)
        return Made(self.desk.press.macro("note", note, html(body)))

    def _missing(self, what: str) -> Nodes:
        """Show in a draft that a number is wanting; otherwise the numbering stage is at fault."""
        if self.desk.draft:
            return self.mistake(Mistake("?", "unnumbered"))
        raise LookupError(f"no number for {what}")


def curls(quotation: Quotation, language: str) -> bool:
    """Whether straight marks of a quotation change when it stands as a block in words of a language."""
    form = marks.marks(quotation.language or language)
    return marks.block(_text(quotation), form) != _text(quotation)


def shared(desk: Desk, flow: Iterable[Flow]) -> Markup:
    """Write what all languages of a dossier share, and say what language it is in where that is another."""
    written = desk.outline.written
    nodes = Writer(desk.within(written)).nodes(flow)
    return html(_spoken(node, written) if isinstance(node, Element) and written else node for node in nodes)


def _spoken(node: Element, language: str) -> Element:
    return replace(node, attributes=(*node.attributes, ("lang", language)))


def _text(quotation: Quotation) -> str:
    return "".join(piece.text for piece in quotation.pieces)


def _needs_space(before: str, here: str, piece: Verbatim | Omission | Insertion | Uncited) -> bool:
    """Whether the marks that the tool sets, `[…]` and `[citation needed]`, would stick to a word."""
    if not before or not here or before[-1].isspace() or here[0].isspace():
        return False
    if isinstance(piece, Omission | Uncited):
        return here[0] == "[" and before[-1] not in "([“‘"
    return before.endswith(("[…]", "[citation needed]")) and here[0].isalnum()


def _ended(body: Nodes) -> Nodes:
    """Give a note its full stop where its words have none."""
    said = words(body)
    bare = said.rstrip(CLOSERS)
    return body if not said or bare.endswith(tuple(STOPS)) else (*body, ".")


def _together(label: str) -> str:
    """Keep a label's number with its last word."""
    return "\u00a0".join(label.rsplit(" ", 1))


def _styled(run: Styled, text: str) -> Node:
    node: Node = text
    if run.siglum:
        node = element("b", node, class_="siglum")
    elif run.bold:
        node = element("b", node)
    if run.italic:
        node = element("i", node)
    if run.superscript:
        node = element("sup", node)
    if run.link:
        node = element("a", node, class_="out", href=run.link)
    return element("span", node, lang=run.language) if run.language else node
