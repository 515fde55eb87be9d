"""Hang the notes of a document at their calls: [1], (*), {2}, †, a raised figure, each with the note of its own chapter."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate

from edition.language.languages import Language
from edition.messages import Report
from edition.messages.values import Placed
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentNote, NoteCall
from edition.readers.block_parts import before_space, needs_space
from edition.readers.note_bodies import NoteBody, ParsedBlocks, extend, heads_notes, note_bodies
from edition.readers.note_marks import MarkStyle, calls_in, glued_calls_in, number_of
from edition.readers.note_pairs import PlacedCall, pair_notes
from edition.readers.transcriber_notes import TRANSCRIBER, names_library
from edition.readers.verse_numbers import with_verse_numbers, without_stanza_numbers

# Where no text of the work stands.
_NO_TEXT = frozenset(("navigation", "licence"))
# A number of more figures in brackets is a year.
_MOST_FIGURES = 3
# What stands round a mark that is hardly anything else than that of a note.
_SURE: frozenset[MarkStyle] = frozenset(("square", "brace", "said"))


def bind_notes(document: Document, language: Language, report: Report) -> Document:
    """Hang the notes that stand as blocks among the others, or in brackets within a text, at their calls.

    A note in brackets without a mark is hung where it stands: within its paragraph, at the end of the paragraph before it, or, if
    it stood in the margin, at the beginning of the one after it. A note that is called twice hangs at both calls, one and the same
    value. Reports notes that nothing calls (W192), which are hung on the end of the text before them, and calls without a note
    (W167), which stay in the text.
    """
    document = without_stanza_numbers(replace(document, blocks=tuple(with_verse_numbers(document.blocks))))
    parsed = ParsedBlocks(document.blocks, language)
    bodies = sorted([*note_bodies(parsed), *parsed.within], key=lambda body: body.anchor or (body.at, -1))
    blocks = parsed.blocks
    # A mark alone in its paragraph, of which a note has words elsewhere, calls that note.
    worded = {body.mark for body in bodies if _has_words(body)}
    bodies = [body for body in bodies if body.mark not in worded or _has_words(body)]
    if not bodies:
        _tell(document.file, [], _in_vain(blocks, [], [], frozenset(), language), blocks, report)
        return document
    sections = _sections(parsed, bodies)
    hung = bodies
    # What only looked like a note may call one itself. A second time is enough.
    for _ in range(2):
        calls = _calls(blocks, hung, sections, language)
        marked = [body for body in hung if body.mark]
        marks = {body.mark for body in marked}
        pairs = pair_notes([call for call in calls if call.mark in marks], marked, sections)
        paired = {id(body) for _, body in pairs}
        kept = _kept(hung, paired)
        if len(kept) == len(hung):
            break
        sure = {id(body) for body in kept}
        hung = [body for body in bodies if id(body) in sure or body.headed]
    hung = kept
    answered = {id(call) for call, _ in pairs}
    extend(hung, parsed, frozenset(call.block for call in calls if id(call) in answered))
    library = any("licence" in block.within for block in blocks)
    typed = {id(body) for body in hung if library and body.anchor is None and names_library(body.blocks)}
    binding = _Binding(parsed, hung, typed)
    for call, body in pairs:
        binding.hang(body, call.block, call.start, call.end)
    for body in hung:
        # A note that only another note calls stands beside that one.
        if not binding.holds(body):
            binding.hang_where_it_stands(body)
    uncalled = [body for body in hung if id(body) not in paired]
    in_vain = _in_vain(blocks, hung, calls, frozenset(answered), language)
    _tell(document.file, [body for body in uncalled if body.mark], in_vain, blocks, report)
    return replace(document, blocks=tuple(binding.blocks()))


def _has_words(body: NoteBody) -> bool:
    return any(block.text for block in body.blocks)


def _sections(parsed: ParsedBlocks, bodies: Sequence[NoteBody]) -> list[int]:
    """Of each block the section of the text that it is in; a heading under which notes stand begins none."""
    begins = {body.at for body in bodies}
    found: list[int] = []
    section = 0
    for at, block in enumerate(parsed.blocks):
        if block.text and parsed.heads[at] and not heads_notes(block, parsed.language) and at + 1 not in begins:
            section += 1
        found.append(section)
    return found


def _calls(
    blocks: Sequence[DocumentBlock], bodies: Sequence[NoteBody], sections: Sequence[int], language: Language
) -> list[PlacedCall]:
    """What may call one of the notes, by its mark, or another that is lost. Notes in brackets call none."""
    known = {body.mark for body in bodies if body.mark}
    closed = {at for body in bodies if body.closed and not body.anchor for at in range(body.at, body.end)}
    openings = {body.at for body in bodies if not body.anchor}
    bare = any(body.style == "bare" for body in bodies)
    found: list[PlacedCall] = []
    for at, block in enumerate(blocks):
        if at in closed or at in openings or not block.text or _NO_TEXT & {*block.within}:
            continue
        marks = [*calls_in(block.text, block.inline, language), *(glued_calls_in(block.text) if bare else ())]
        marks.sort(key=lambda mark: mark.start)
        found += [
            PlacedCall(at, mark.start, mark.end, mark.mark, mark.style, sections[at])
            for mark in marks
            if mark.mark in known or (mark.style in _SURE and number_of(mark.mark))
        ]
    return found


def _kept(bodies: Sequence[NoteBody], paired: set[int]) -> list[NoteBody]:
    """The notes among what looks like one: those that are called, say what they are, or stand among others that are called."""
    kept: list[NoteBody] = []
    for index, body in enumerate(bodies):
        sure = id(body) in paired or body.style == "said" or body.anchor is not None
        if not sure and body.style in _SURE:
            # It stands right beside a note of its kind that is called.
            beside = [bodies[at] for at in (index - 1, index + 1) if 0 <= at < len(bodies)]
            sure = any(id(one) in paired and one.style == body.style and abs(one.at - body.at) <= 2 for one in beside)
        if sure:
            kept.append(body)
    return kept


def _in_vain(
    blocks: Sequence[DocumentBlock],
    bodies: Sequence[NoteBody],
    calls: Sequence[PlacedCall],
    answered: frozenset[int],
    language: Language,
) -> list[PlacedCall]:
    """The calls without a note, printed as others that have one are, which can hardly be anything else.

    Where no call has a note, figures in square brackets.
    """
    good = [call for call in calls if id(call) in answered]
    styles = {call.style for call in good} & _SURE if good else {"square"}
    places = {(call.block, call.start) for call in good}
    notes = {at for body in bodies if not body.anchor for at in range(body.at, body.end)}
    found: list[PlacedCall] = []
    for at, block in enumerate(blocks if styles else ()):
        if at in notes or not block.text or _NO_TEXT & {*block.within}:
            continue
        for mark in calls_in(block.text, block.inline, language):
            counts = bool(number_of(mark.mark) if good else mark.mark.isdigit()) and len(mark.mark) <= _MOST_FIGURES
            # What is all of its block is the number of a heading.
            alone = block.text[mark.start : mark.end].strip() == block.text.strip()
            if mark.style in styles and counts and not alone and (at, mark.start) not in places:
                found.append(PlacedCall(at, mark.start, mark.end, mark.mark, mark.style, 0))
    return found


def _tell(
    file: str, uncalled: Sequence[NoteBody], in_vain: Sequence[PlacedCall], blocks: Sequence[DocumentBlock], report: Report
) -> None:
    if uncalled:
        places = tuple(Placed(body.mark, Locus(file, body.line)) for body in uncalled)
        report.add("W192", Locus(file, uncalled[0].line), count=len(places), places=places)
    if in_vain:
        places = tuple(Placed(call.mark, Locus(file, blocks[call.block].line)) for call in in_vain)
        report.add("W167", Locus(file, blocks[in_vain[0].block].line), count=len(places), places=places)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """A note on its way to its place in a block: the range of the call that it replaces, empty where there is none.

    Without a note the call is taken out alone.
    """

    start: int
    end: int
    note: DocumentNote | None


class _Binding:
    """Puts the blocks of a document together anew, without the notes among them and without their calls."""

    def __init__(self, parsed: ParsedBlocks, bodies: Sequence[NoteBody], typed: Set[int]) -> None:
        """`typed`: the identities of the notes that are by whoever typed the text. They stay where they are, without a call."""
        self._blocks = parsed.blocks
        self._heads = parsed.heads
        self._language = parsed.language
        self._typed = typed
        stays = {at for body in bodies if id(body) in typed for at in range(body.at, body.end)}
        for at in stays:
            self._blocks[at] = replace(self._blocks[at], role=f"{self._blocks[at].role} {TRANSCRIBER}".strip())
        self._gone = {at for body in bodies if not body.anchor for at in range(body.at, body.end)} - stays
        self._notes: dict[int, DocumentNote] = {}
        self._hangings: dict[int, list[_Hanging]] = {}

    def hang(self, body: NoteBody, block: int, start: int, end: int) -> None:
        """Hang a note at a range of a block; a note that is hung twice is one note."""
        if block not in self._gone and id(body) in self._typed:
            self._hangings.setdefault(block, []).append(_Hanging(start, end, None))
        elif block not in self._gone:
            note = self._notes.setdefault(id(body), body.note())
            self._hangings.setdefault(block, []).append(_Hanging(start, end, note))

    def holds(self, body: NoteBody) -> bool:
        """Whether a note has been hung, or needs not be."""
        return id(body) in self._notes or id(body) in self._typed

    def hang_where_it_stands(self, body: NoteBody) -> None:
        """Hang a note that nothing calls on the text beside it: one from the margin on what follows, others on what is before."""
        if body.anchor:
            self.hang(body, body.anchor[0], body.anchor[1], body.anchor[1])
            return
        # Of each place the text before it and the text after it, as indexes.
        before, after = self._beside[0][body.at], self._beside[1][body.end]
        for at in (after, before) if body.beside else (before, after):
            if at is not None:
                place = len(self._blocks[at].text) if at < body.at else 0
                self.hang(body, at, place, place)
                return

    @functools.cached_property
    def _beside(self) -> tuple[list[int | None], list[int | None]]:
        texts: list[int | None] = [
            at
            if at not in self._gone and block.text and not _NO_TEXT & {*block.within} and not heads_notes(block, self._language)
            else None
            for at, block in enumerate(self._blocks)
        ]

        def latest(last: int | None, at: int | None) -> int | None:
            return last if at is None else at

        return [None, *accumulate(texts, latest)], [*[*accumulate(reversed(texts), latest)][::-1], None]

    def blocks(self) -> Iterable[DocumentBlock]:
        """The blocks, each with its notes. A heading under which nothing but notes stood is none of the text."""
        for at, block in enumerate(self._blocks):
            if at in self._gone:
                continue
            if block.text and at + 1 in self._gone and self._heads[at] and self._heads_nothing_else(at):
                block = replace(block, role="footnotes", within=("endnotes", *block.within))
            if hangings := self._hangings.get(at):
                block = _without_calls(block, hangings)
            yield block

    def _heads_nothing_else(self, at: int) -> bool:
        at += 1
        while at < len(self._blocks) and at in self._gone:
            at += 1
        return at == len(self._blocks) or self._heads[at] or self._blocks[at].kind == "break"


def _without_calls(block: DocumentBlock, hangings: Sequence[_Hanging]) -> DocumentBlock:
    """A block without the calls in its text, each note hung where its call stood."""
    text, parts, at, gone = block.text, [], 0, 0
    notes: list[NoteCall] = []
    removed: list[tuple[int, int]] = []
    for one in sorted(hangings, key=lambda one: (one.start, one.end)):
        start = max(one.start, at)
        if one.end > start and not (text[one.end : one.end + 1].strip() and needs_space(text[one.end])):
            # The space before the call parts what follows it from the word, or is one too many before a stop.
            start = max(before_space(text, start), at)
        parts.append(text[at:start])
        if one.note is not None:
            notes.append(NoteCall(start - gone, one.note))
        if one.end > start:
            removed.append((start, one.end))
            gone += one.end - start
            at = one.end
        else:
            at = start
    parts.append(text[at:])
    places = _moved(removed)
    inline = tuple(replace(one, start=places(one.start), end=places(one.end)) for one in block.inline)
    before = tuple(replace(call, offset=places(call.offset)) for call in block.notes)
    return replace(
        block, text="".join(parts), inline=tuple(one for one in inline if one.end > one.start),
        notes=tuple(sorted((*before, *notes), key=lambda call: call.offset)), starts=tuple(map(places, block.starts)),
    )  # fmt: skip


def _moved(removed: Sequence[tuple[int, int]]) -> Callable[[int], int]:
    """Where a place of a text is once ranges of it, in ascending order, have been taken out."""
    starts = [start for start, _ in removed]
    lengths = [0, *accumulate(end - start for start, end in removed)]

    def moved(place: int) -> int:
        index = bisect_left(starts, place)
        if not index:
            return place
        start, end = removed[index - 1]
        return place - lengths[index - 1] - (min(place, end) - start)

    return moved
