"""Turn the entries of a witness that divides the work in other places into entries as another witness has them, by content.

The two texts are aligned whole, across their entries. Then the one text is cut where the entries of the other begin: at the bounds
of beads, and at the end of a paragraph or verse if one lies there. The headings of the divided text count its own divisions, which
are here no more: they stand in none of the entries.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from edition.language.languages import Language
from edition.model import BEGINNINGS, Bead, Block, Emendation, Entry, Mark, Note, Paragraph, RunningText
from edition.text.later_calls import with_later_calls
from edition.text.looks import canonical, clipped
from edition.text.running_text import paragraph_starts, running_text


@dataclass(frozen=True, slots=True)
class _TextPart:
    """A paragraph, verse or other block of an entry, as part of the whole text.

    `paragraph`: its index in the entry. `start`: its offset in the whole text. `label`: the length of its list mark. `at`: its
    offset in the running text of the entry.
    """

    entry: Entry
    paragraph: int
    start: int
    text: str
    label: int
    at: int

    @property
    def end(self) -> int:
        """The offset of its end in the whole text."""
        return self.start + len(self.text)


# A paragraph of an entry that has been divided, with its notes and emendations.
_DividedPart = tuple[Paragraph, list[Note], list[Emendation]]


def divide_as(base: Sequence[Entry], other: Sequence[Entry], language: Language) -> tuple[Entry, ...]:
    """Turn the entries of `other` into entries that answer those of `base` and have their keys.

    The text stays the same and in the same order, without the headings. Notes and emendations go with their words; a note on a
    heading goes to the beginning of the text that follows it. Where nothing answers an entry of the base, there is no entry for it.
    """
    from edition.alignment import align

    there = [entry for entry in _with_notes_in_text(other) if entry.paragraphs]
    base_text, starts = _one_text(base)
    text, starts_there = _one_text(there)
    pieces = _pieces(there, starts_there)
    end = len(text.text)
    beads = align(base_text, text, language).beads
    breaks = [piece.start for piece in pieces]
    cuts = [0, *accumulate((_cut(start, beads, breaks, end) for start in starts[1:]), max), end]
    cuts = [_outside(cut, pieces) for cut in cuts]
    made = []
    for entry, (start, after) in zip(base, pairwise(cuts), strict=True):
        first = max(bisect_right(breaks, start) - 1, 0)
        parts = [_part(piece, start, after) for piece in pieces[first : bisect_left(breaks, after)] if start < piece.end]
        if parts := [*_worded(parts)]:
            made.append(_entry(entry, parts))
    return tuple(made)


def _one_text(entries: Sequence[Entry]) -> tuple[RunningText, list[int]]:
    """Turn entries into one running text without their headings, and where in it the text of each begins."""
    parts: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    starts: list[int] = []
    at = 0
    for entry in entries:
        text = running_text(entry, emended=False)
        starts.append(at)
        by = at - text.body
        parts.append(text.text[text.body :])
        blocks += (replace(one, start=one.start + by, end=one.end + by) for one in text.blocks if one.kind != "head")
        marks += (replace(one, at=one.at + by) for one in text.marks if one.kind in BEGINNINGS)
        at += len(parts[-1]) + 1
    return RunningText("\n".join(parts), tuple(blocks), (), tuple(marks)), starts


def _pieces(entries: Sequence[Entry], starts: Sequence[int]) -> list[_TextPart]:
    """The blocks of entries as parts of their whole text. `starts`: where in it the text of each entry begins."""
    pieces: list[_TextPart] = []
    for entry, start in zip(entries, starts, strict=True):
        places = paragraph_starts(entry)
        for index, (paragraph, at) in enumerate(zip(entry.paragraphs, places, strict=True)):
            by = start - places[0]
            pieces.append(_TextPart(entry, index, at + by, paragraph.label + paragraph.text, len(paragraph.label), at))
    return pieces


def _with_notes_in_text(entries: Sequence[Entry]) -> list[Entry]:
    """Hang the notes of headings on the text that follows: of the same entry, or of the next that has any, else on the last."""
    made: list[Entry] = []
    waiting: list[Note] = []
    for entry in entries:
        waiting += [note for note in entry.notes if note.paragraph is None]
        rest = [note for note in entry.notes if note.paragraph is not None]
        if entry.paragraphs:
            rest = [*(replace(note, paragraph=0, offset=0) for note in waiting), *rest]
            waiting = []
        made.append(replace(entry, notes=tuple(rest)))
    last = next((index for index in reversed(range(len(made))) if made[index].paragraphs), None)
    if waiting and last is not None:
        end = len(made[last].paragraphs) - 1
        hung = [replace(note, paragraph=end, offset=len(made[last].paragraphs[end].text)) for note in waiting]
        made[last] = replace(made[last], notes=(*made[last].notes, *hung))
    return made


def _cut(start: int, beads: Sequence[Bead], breaks: list[int], end: int) -> int:
    """Find where to cut the other text for an entry that begins at offset `start` of the base."""
    before = 0
    for bead in beads:
        if bead.moved or not (bead.base and bead.other) or bead.base[1] <= start:
            before = bead.other[1] if bead.base and bead.other and not bead.moved else before
            continue
        if bead.base[0] < start:
            # The entry begins inside this bead: the bead goes to the entry that holds more of it.
            return bead.other[0] if start - bead.base[0] < bead.base[1] - start else bead.other[1]
        following = bisect_left(breaks, before)
        return min([*breaks[following : following + 1], bead.other[0]])
    return end


def _outside(cut: int, pieces: Sequence[_TextPart]) -> int:
    """Move a place that would cut a list mark or an emendation to the end of it."""
    piece = pieces[max(bisect_right(pieces, cut, key=lambda piece: piece.start) - 1, 0)]
    if not piece.start <= cut < piece.end:
        return cut
    place = piece.at + cut - piece.start
    held = [e.end for e in piece.entry.emendations if e.start < place < e.end]
    label = piece.label if piece.start < cut else 0
    return max(cut, piece.start + label, *(end - piece.at + piece.start for end in held))


def _part(piece: _TextPart, start: int, end: int) -> _DividedPart:
    """Turn what a piece has between two offsets of the whole text into a paragraph, its notes and its emendations.

    Offsets of notes count from the text of the paragraph, those of emendations from its list mark. The second half of a block has
    neither the number of a verse nor a break before it.
    """
    first, last = max(start - piece.start, 0), min(end - piece.start, len(piece.text))
    bounds = first, last
    words = piece.text[first:last]
    first += len(words) - len(words.lstrip())
    words = words.strip() if last < len(piece.text) or first else words
    label = piece.text[: piece.label] if first == 0 else ""
    words = words[len(label) :]
    at = first + len(label) - piece.label  # where the words begin in the paragraph
    ends = first + len(label) + len(words) == len(piece.text)
    known = piece.entry.paragraphs[piece.paragraph]
    # A note stays with the words before its call, also where white space at the cut lies between the two.
    notes = [
        replace(note, paragraph=0, offset=min(max(note.offset - at, 0), len(words)))
        for note in piece.entry.notes
        if note.paragraph == piece.paragraph
        and (
            bounds[0] < note.offset + piece.label <= bounds[1]
            or note.offset + piece.label == 0 == bounds[0]
            or (ends and note.offset + piece.label > bounds[1])
        )
    ]
    shift = piece.at + first
    span = shift, shift + len(label) + len(words)
    emendations = [
        replace(e, start=e.start - shift, end=e.end - shift)
        for e in piece.entry.emendations
        if span[0] <= e.start and (e.end <= span[1] or (ends and e.start <= span[1]))
    ]
    # The second half of an item is one without a mark if its list goes on, and a paragraph if a mark alone made it an item.
    kind = "p" if known.kind == "item" and not label and "list" not in known.within else known.kind
    looks = canonical(words, clipped(known.looks, at, at + len(words)))
    made = replace(known, text=words, kind=kind, label=label, looks=looks)
    return made if bounds[0] == 0 else replace(made, n="", section=False), notes, emendations


def _worded(parts: Sequence[_DividedPart]) -> Iterator[_DividedPart]:
    """The parts that have words. What holds a part and the one before it still does without the part between them."""
    shared = 0
    for paragraph, notes, emendations in parts:
        shared = min(shared, paragraph.shared)
        if paragraph.text or paragraph.label:
            yield replace(paragraph, shared=shared), notes, emendations
            shared = len(paragraph.within)


def _entry(base: Entry, parts: Sequence[_DividedPart]) -> Entry:
    notes: list[Note] = []
    emendations: list[Emendation] = []
    at = 0
    for number, (paragraph, hung, mended) in enumerate(parts):
        notes += [replace(note, paragraph=number) for note in hung]
        last = number == len(parts) - 1
        emendations += [
            replace(e, start=e.start + at, end=e.end + at)
            for e in mended
            # An emendation of the break between two paragraphs falls away where the two are now in two entries.
            if not last or e.end <= len(paragraph.label) + len(paragraph.text)
        ]
        at += len(paragraph.label) + len(paragraph.text) + 1
    paragraphs = tuple(paragraph for paragraph, _, _ in parts)
    return Entry(
        base.n, base.edtf, "", None, None, paragraphs, with_later_calls(notes), tuple(emendations), locus=paragraphs[0].locus
    )
