"""Hang the notes that nothing calls at the verse, or on the stanza, whose number they begin with: “Line 45. …”, “399. …”."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model.documents import DocumentBlock, DocumentEntry, DocumentNote, DocumentOutline, NoteCall, OutsidePart
from edition.readers.block_parts import cut
from edition.readers.note_bodies import is_heading, whole_block
from edition.readers.numbered_heads import read_numbered_head

# An entry is in verse if it has at least so many lines, and they are this share of its blocks. By eye.
_FEW_VERSES = 4
_MOST = 0.5
# Entries are stanzas if this share of them have one. By eye, on quatrains, two of which are printed as one or parted in the middle.
_MOST_ALONE = 0.8
# So many notes with rising numbers are notes on verses; fewer may be anything that begins with a number.
_FEW_NOTES = 2
# What has a note of more words than these is no part of notes but text that begins with a number. By eye, on notes to long poems.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class _NoteKey:
    """What a note without a call begins with: where its words begin, the number, and whether a word says what it numbers."""

    end: int
    number: int
    stanza: bool
    said: bool


@dataclass(slots=True)
class _KeyedNote:
    key: _NoteKey
    blocks: list[DocumentBlock] = field(default_factory=list)

    def note(self) -> DocumentNote:
        kept = tuple(replace(block, within=("note", *block.within)) for block in self.blocks if block.text)
        return DocumentNote(str(self.key.number), kept, self.blocks[0].line)


@dataclass(slots=True)
class _NotesOn:
    """The notes on one entry, by its index, and the blocks among them that are none: headings, what introduces them."""

    entry: int | None
    notes: list[_KeyedNote] = field(default_factory=list)
    rest: list[DocumentBlock] = field(default_factory=list)


def hang_keyed_notes(outline: DocumentOutline, language: Language) -> DocumentOutline:
    """Hang the notes on verses and stanzas which stand at the end of an entry, in a part of notes, or in an entry of nothing else.

    A part of notes has headings that name the entries as their own headings do; without one, the notes are on what has their
    numbers. An entry that is headed as one before it and holds notes on its verses is no entry but a part of notes.
    """
    draft = _VerseNotes(outline, language)
    if not draft.in_verse:
        return outline
    return draft.outline()


class _VerseNotes:
    """An outline whose notes are being hung."""

    def __init__(self, outline: DocumentOutline, language: Language) -> None:
        self._outline = outline
        self._language = language
        self._entries = list(outline.entries)
        self.in_verse = [index for index, entry in enumerate(self._entries) if _is_verse(entry)]
        self._by_head: dict[tuple[str, int], int] = {}
        for index in self.in_verse:
            if (named := self._named(" ".join(self._entries[index].head))) is not None:
                self._by_head.setdefault(named, index)
        # Where each entry is a stanza, the number of a note is that of an entry, whether a word says so or not.
        alone = sum(len(_stanzas(self._entries[index].blocks)) == 1 for index in self.in_verse)
        self._by_stanza = len(self.in_verse) > 1 and alone >= _MOST_ALONE * len(self.in_verse)
        self._hung: dict[int, list[tuple[int, int, DocumentNote]]] = {}
        self._known: dict[tuple[int, bool], Mapping[int, int]] = {}

    def outline(self) -> DocumentOutline:
        """The outline with the notes hung."""
        gone: dict[int, OutsidePart] = {}
        for index, entry in enumerate(self._entries):
            answered = self._by_head.get(self._named(" ".join(entry.head)) or ("", 0), index)
            if answered != index and (found := self._hang(entry.blocks, answered)) is not None:
                heads = tuple(DocumentBlock("head", head, line=entry.line) for head in entry.head if head)
                gone[index] = OutsidePart("notes", "after", (*heads, *found))
            elif (
                index in self.in_verse
                and (tail := _tail(entry.blocks, self._language))
                and (found := self._hang(entry.blocks[tail:], index)) is not None
            ):
                self._entries[index] = replace(entry, blocks=(*entry.blocks[:tail], *found))
        outside = [self._part(part) for part in self._outline.outside]
        entries = [self._with_notes(index, entry) for index, entry in enumerate(self._entries) if index not in gone]
        after = next((at for at, part in enumerate(outside) if part.where == "after"), len(outside))
        outside[after:after] = gone.values()
        return replace(self._outline, entries=tuple(entries), outside=tuple(outside))

    def _part(self, part: OutsidePart) -> OutsidePart:
        if part.what != "notes":
            return part
        found = self._hang(part.blocks, None)
        return part if found is None else replace(part, blocks=tuple(found))

    def _named(self, text: str) -> tuple[str, int] | None:
        """The word and the number by which a heading names an entry."""
        head = read_numbered_head(text, self._language) if text else None
        return (head.word, head.number) if head is not None else None

    def _hang(self, blocks: Sequence[DocumentBlock], entry: int | None) -> list[DocumentBlock] | None:
        """Hang the notes in some blocks; what is left of the blocks, or None where they hold no notes on verses.

        `entry`: the index of the entry that they are on, where that is known.
        """
        groups = list(self._groups(blocks, entry))
        count = sum(len(group.notes) for group in groups)
        said = sum(note.key.said for group in groups for note in group.notes)
        if count < _FEW_NOTES and not said:
            return None
        if any(_words(note.blocks) > _LONGEST for group in groups for note in group.notes):
            return None
        placed = [(group, note, place) for group in groups for note in group.notes if (place := self._place(group.entry, note.key))]
        if 2 * len(placed) < count:
            return None
        rest: list[DocumentBlock] = []
        done = {id(note) for _, note, _ in placed}
        for index, block, offset, note in ((*place, note) for _, note, place in placed):
            self._hung.setdefault(index, []).append((block, offset, note.note()))
        for group in groups:
            rest += group.rest
            rest += [block for note in group.notes if id(note) not in done for block in note.blocks]
        return rest

    def _groups(self, blocks: Sequence[DocumentBlock], entry: int | None) -> Iterator[_NotesOn]:
        group = _NotesOn(entry)
        for block in blocks:
            whole = whole_block(block)
            named = self._named(whole.text) if is_heading(block, self._language) else None
            if named in self._by_head:
                yield group
                group = _NotesOn(self._by_head[named], rest=[block])
                continue
            key = _key_of(whole.text, self._language) if block.kind in ("p", "item", "l") else None
            if key is not None and self._by_stanza:
                key = replace(key, stanza=True)
            before = group.notes[-1].key.number if group.notes else 0
            if key is not None and key.number >= before and (key.said or self._place(group.entry, key)):
                group.notes.append(_KeyedNote(key, [replace(cut(whole, key.end), kind="p")]))
            elif group.notes and not is_heading(block, self._language):
                group.notes[-1].blocks.append(block)
            else:
                group.rest.append(block)
        yield group

    def _place(self, entry: int | None, key: _NoteKey) -> tuple[int, int, int] | None:
        """The entry, the block, as indexes, and the end of its text, where a note belongs; None where nothing has its number."""
        if entry is None or (
            key.stanza and self._by_number(key.number) is not None and len(self._places(entry, stanza=True)) < key.number
        ):
            entry = self._by_number(key.number) if key.stanza else self.in_verse[0] if len(self.in_verse) == 1 else None
            if entry is None:
                return None
            if key.stanza and len(self.in_verse) > 1:
                blocks = self._entries[entry].blocks
                return entry, len(blocks) - 1, len(blocks[-1].text)
        places = self._places(entry, stanza=key.stanza)
        found = places.get(key.number)
        return None if found is None else (entry, found, len(self._entries[entry].blocks[found].text))

    def _places(self, entry: int, *, stanza: bool) -> Mapping[int, int]:
        """The index of the block in an entry that each number of a verse means; of a stanza that of its last verse."""
        if (entry, stanza) not in self._known:
            count = _stanzas if stanza else _verses
            self._known[entry, stanza] = count(self._entries[entry].blocks)
        return self._known[entry, stanza]

    def _by_number(self, number: int) -> int | None:
        """The last entry in verse whose own number is this."""
        return next((at for at in reversed(self.in_verse) if self._entries[at].n.rpartition(".")[2] == str(number)), None)

    def _with_notes(self, index: int, entry: DocumentEntry) -> DocumentEntry:
        hung = self._hung.get(index)
        if not hung:
            return entry
        blocks = list(entry.blocks)
        for at, offset, note in hung:
            blocks[at] = replace(blocks[at], notes=(*blocks[at].notes, NoteCall(offset, note)))
        return replace(entry, blocks=tuple(blocks))


def _words(blocks: Sequence[DocumentBlock]) -> int:
    """How many words blocks hold."""
    return sum(block.text.count(" ") + 1 for block in blocks)


def _is_verse(entry: DocumentEntry) -> bool:
    verses = sum(block.kind == "l" for block in entry.blocks)
    return verses >= _FEW_VERSES and verses >= _MOST * len(entry.blocks)


def _verses(blocks: Sequence[DocumentBlock]) -> dict[int, int]:
    """The index of the block of each verse by its number: as printed beside it or counted on from there, else counted."""
    found: dict[int, int] = {}
    number = 0
    for at, block in enumerate(blocks):
        if block.kind == "l":
            number = int(block.n) if block.n.isdigit() else number + 1
            found.setdefault(number, at)
    return found


def _stanzas(blocks: Sequence[DocumentBlock]) -> dict[int, int]:
    """The index of the last verse of each stanza by its number."""
    found: dict[int, int] = {}
    number = 0
    for at, block in enumerate(blocks):
        if block.kind == "l":
            number += at == 0 or blocks[at - 1].kind != "l" or block.gap > 0
            found[number] = at
    return found


def _tail(blocks: Sequence[DocumentBlock], language: Language) -> int:
    """The index of the first of the notes at the end of an entry in verse; 0 where there are none."""
    verses = [*accumulate((block.kind == "l" for block in blocks), initial=0)]
    for at, block in enumerate(blocks):
        after = verses[-1] - verses[at]
        if block.kind in ("p", "item") and verses[at] >= _FEW_VERSES and 2 * after < len(blocks) - at:
            if _key_of(whole_block(block).text, language):
                return at
    return 0


def _key_of(text: str, language: Language) -> _NoteKey | None:
    found = _said(language).match(text)
    if found:
        figures = found["figures"]
        number = int(figures) if figures.isdigit() else from_roman(figures.lower()) or 0
        return _NoteKey(found.end(), number, found["stanza"] is not None, said=True) if number else None
    if bare := _BARE.match(text):
        return _NoteKey(bare.end(), int(bare[1]), stanza=False, said=False)
    roman = _ROMAN.match(text)
    counted = from_roman((roman[1] or roman[2]).lower()) if roman else None
    return _NoteKey(roman.end(), counted, stanza=True, said=False) if roman and counted else None


# What else a note may be on: “12-15”, “12 and 14”.
_RANGE = r"(?:\s*(?:[-–—,&]|\w{1,3})\s*\d{1,5})*"
_BARE = re.compile(rf"[\[(]?(\d{{1,5}}){_RANGE}\s*[.:)\]]+\s*(?=\S)")
# Without brackets one letter may be that of a name: C. Smith.
_ROMAN = re.compile(r"(?:[\[(]([IVXLCDM]{1,12})[.:]?[)\]][.:]?|([IVX]|[IVXLCDM]{2,12})[.:])\s*(?=\S)")


@functools.lru_cache(maxsize=16)
def _said(language: Language) -> re.Pattern[str]:
    words = rf"(?:(?P<stanza>{language.notes.stanza})|(?:{language.notes.line}))"
    number = rf"(?P<figures>\d{{1,5}}|[ivxlcdm]{{1,12}}){_RANGE}"
    return re.compile(rf"[\[(]?\s*{words}\s*[‘'“\"]?{number}\s*[’'”\"]?\s*[.:)\],—–-]+\s*(?=\S)", re.IGNORECASE)
