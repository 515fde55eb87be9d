"""Turn the verses that a piece of prose quotes into quotations, and a line of prose among verses into a verse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from statistics import median

from edition.model.documents import SET_OFF, DocumentBlock, DocumentEntry, DocumentNote, NoteCall, Surrounding
from edition.readers.letter_lines import LetterLines
from edition.readers.printed_forms import PrintedForms

# Shares of the letters of a piece. Where verses are no more than the first, the piece is prose; from the second on it is verse.
# By eye, on novels with songs, and on poems with a line of prose.
IN_PROSE, _IN_VERSE = 0.4, 0.8
# In a note, verses beside prose are quoted, however many they are.
_IN_NOTE = 1.0
# In a work of which verses are more than this share, those alone are quoted that are announced. By eye, on the same.
_POEM = 0.5
# A verse that stands alone has at least so many words, and fills this share of the middle verse beside it, up to the longest.
# By eye, on a poem whose stanzas end in a single line.
_WORDS, _FILLS = 3, 0.6
# Where so many verses have no stop, by eye, the poet has left stops out.
_BARE = 0.8
_STOP = re.compile(r"[,;:.!?—–-][\"'”’»)]*$")
_OPENING = re.compile(r"[\W_]*[^\W\d_]")
# The paragraphs of a quotation of verses are from two to forty, and have no more words than a verse. By eye, on novels.
_FEWEST, _MOST, _LINE = 2, 40, 12
# Verses below the first line of a note stand so much farther in, in characters, by eye.
_FARTHER = 2
# So many of the last words of a paragraph announce verses. By eye, on the same.
_TAIL = 25


def with_single_verses(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """The blocks of a piece in verse, each paragraph of a single line below verses as a verse if it looks like them.

    Like them is a sentence with a stop after it that is not much shorter than they are and not longer. Where verses have no stops
    it needs none, and may be the first line of the piece.
    """
    lengths = [len(block.text) for block in blocks if block.kind == "l"]
    whole = sum(len(block.text) for block in blocks)
    if not lengths or sum(lengths) < _IN_VERSE * whole or not any(block.kind == "p" for block in blocks):
        return tuple(blocks)
    shortest, longest = _FILLS * median(lengths), max(lengths)
    bare = sum(block.kind == "l" and not _STOP.search(block.text) for block in blocks) >= _BARE * len(lengths)
    found: list[DocumentBlock] = []
    before: DocumentBlock | None = None
    for block in blocks:
        fits = block.kind == "p" and (0 if bare else shortest) < len(block.text) <= longest
        if fits and _stands_in_poem(before, bare=bare) and _is_verse(block, bare=bare):
            block = replace(block, kind="l", within=("stanza",), centred=False)
        found.append(block)
        before = block if block.text else before
    return tuple(found)


def _stands_in_poem(before: DocumentBlock | None, *, bare: bool) -> bool:
    """Whether a paragraph stands below a verse that is set off by nothing, or, of verses without stops, begins the piece."""
    return bare if before is None else before.kind == "l" and not SET_OFF & {*before.within}


def _is_verse(block: DocumentBlock, *, bare: bool) -> bool:
    """Whether a paragraph is a line that stands in nothing, in a sentence's case. `bare`: it needs no stop."""
    if block.within or block.label or block.rows > 1:
        return False
    text = block.text
    words = text.split()
    opening = _OPENING.match(text)
    if text[0] in "([" or len(words) < _WORDS or opening is None or not opening[0][-1].isupper():
        return False
    if not bare and not _STOP.search(text):
        return False
    return sum(word[:1].isupper() for word in words) <= len(words) / 2 and not any(map(str.isdigit, text))


def prose_share(entries: Sequence[DocumentEntry]) -> float:
    """The share of verses up to which a piece of a work is prose: `IN_PROSE`, or none where the work is a poem."""
    whole = sum(len(block.text) for entry in entries for block in entry.blocks)
    verse = sum(len(block.text) for entry in entries for block in entry.blocks if block.kind == "l")
    return 0.0 if verse > _POEM * whole else IN_PROSE


def with_quoted_verses(
    blocks: Sequence[DocumentBlock], lines: LetterLines, *, share: float = IN_PROSE
) -> tuple[DocumentBlock, ...]:
    """The blocks of a piece in which verses are quoted: those that stand in prose, and those that a paragraph announces.

    It announces them that ends in a colon, a comma or a dash. Short paragraphs of a quotation whose announcement names verses are
    verses. `share`: verses that are no more of the letters of the piece stand in prose.
    """
    verse = sum(len(block.text) for block in blocks if block.kind == "l")
    whole = sum(len(block.text) for block in blocks)
    in_prose = verse <= share * whole and verse < whole
    # In a book of poems, verses that fill a piece to its end are the poem, whatever prose introduces it.
    first = next((at for at, block in enumerate(blocks) if block.kind == "l"), len(blocks))
    introduced = not share and all(block.kind != "p" for block in blocks[first:])
    found: list[DocumentBlock] = []
    quoted = False
    before: DocumentBlock | None = None
    for block in _with_lines(blocks, lines):
        if block.kind != "l":
            quoted = False
        elif before is not None and before.kind == "p" and before.text.rstrip("\"'”’»")[-1:] in ":,—–-":
            quoted = not introduced and not SET_OFF & {*before.within}
        if block.kind == "l" and (in_prose or quoted) and not SET_OFF & {*block.within}:
            at = block.within.index("stanza") if "stanza" in block.within else len(block.within)
            block = replace(block, within=(*block.within[:at], "quotation", *block.within[at:]))
        found.append(block)
        before = block
    return tuple(found)


def _with_lines(blocks: Sequence[DocumentBlock], lines: LetterLines) -> list[DocumentBlock]:
    """Blocks of which those of an announced quotation of verses that are a paragraph for each line are verses."""
    if not any("quotation" in block.within for block in blocks):
        return [*blocks]
    found: list[DocumentBlock] = []
    for _, grouped in groupby(blocks, key=_held):
        group = [*grouped]
        if found and _are_lines(group, found[-1], lines):
            within: tuple[Surrounding, ...] = (*group[0].within, "stanza")
            group = [replace(one, kind="l", within=within, gap=0 if at else one.gap) for at, one in enumerate(group)]
        found += group
    return found


def _held(block: DocumentBlock) -> tuple[tuple[Surrounding, ...], bool]:
    """What a block stands in, and whether it is a paragraph."""
    return block.within, block.kind == "p"


def _are_lines(group: Sequence[DocumentBlock], before: DocumentBlock, lines: LetterLines) -> bool:
    if group[0].kind != "p" or group[0].within[-1:] != ("quotation",) or not _FEWEST <= len(group) <= _MOST:
        return False
    if any(not block.text or len(block.text.split()) > _LINE for block in group):
        return False
    return before.kind == "p" and before.text.endswith(":") and bool(lines.verse.search(" ".join(before.text.split()[-_TAIL:])))


class QuotedInNotes:
    """Gives blocks whose notes have their verses told and quoted. A note that is called twice stays one and the same value."""

    def __init__(self, printed: PrintedForms, lines: LetterLines) -> None:
        self.printed = printed
        self.lines = lines
        self._told: dict[int, tuple[DocumentNote, DocumentNote]] = {}

    def of(self, block: DocumentBlock) -> DocumentBlock:
        """A block with its notes so told."""
        if not block.notes:
            return block
        return replace(block, notes=tuple(NoteCall(call.offset, self._note(call.note)) for call in block.notes))

    def _note(self, note: DocumentNote) -> DocumentNote:
        # The note itself is kept beside what it was told, so that no other gets its identity meanwhile.
        if id(note) not in self._told:
            told = _announced_lines(_parted_from_verses(self.printed.told_in_note(note.blocks)), self.lines)
            blocks = with_quoted_verses(told, self.lines, share=_IN_NOTE)
            self._told[id(note)] = (note, note if blocks == note.blocks else replace(note, blocks=blocks))
        return self._told[id(note)][1]


def _parted_from_verses(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """The blocks of a note whose first line looks like a verse with those below it.

    It is a paragraph if it ends in a colon and they stand farther in.
    """
    first, rest = blocks[:1], blocks[1:]
    below = [*takewhile(lambda one: one.kind == "l" and not one.gap, rest)]
    if not below or first[0].kind != "l" or not first[0].text.endswith(":"):
        return tuple(blocks)
    if min(block.indent for block in below) < first[0].indent + _FARTHER:
        return tuple(blocks)
    head = replace(first[0], kind="p", within=tuple(one for one in first[0].within if one != "stanza"))
    return (head, replace(rest[0], goes_on=False), *rest[1:])


def _announced_lines(blocks: Sequence[DocumentBlock], lines: LetterLines) -> tuple[DocumentBlock, ...]:
    """The blocks of a note, a paragraph of one line as a verse where the paragraph before it ends in a colon and names a verse."""
    found: list[DocumentBlock] = []
    for block in blocks:
        short = block.kind == "p" and block.rows == 1 and 0 < len(block.text.split()) <= _LINE and not block.label
        before = found[-1] if found else None
        announced = before is not None and before.kind == "p" and before.text.endswith(":")
        if short and before is not None and announced and lines.verse.search(" ".join(before.text.split()[-_TAIL:])):
            block = replace(block, kind="l", within=(*block.within, "stanza"))
        found.append(block)
    return tuple(found)
