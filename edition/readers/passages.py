"""Turn what a file marks as paragraphs, headings, list items and calls of notes into blocks with their notes hung on them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.messages import Message, Report
from edition.messages.values import Lines, Placed
from edition.model import Locus, Note, Part, Witness
from edition.readers import verses
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, lines_of
from edition.readers.entries import assemble
from edition.readers.headings import is_caption
from edition.readers.marks import bind

# What calls a note: figures, a letter or small Roman figures, a sign; in brackets or bare.
_CALL = re.compile(r"\s*[\[(]?\s*(?P<n>\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6}|[*∗†‡§¶#]{1,4})\s*[\])]?\s*[.:]?\s*$")
# The name that a part left out has when it is a caption, which readers of every shape tell alike.
CAPTION = "captions"


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note: its place in the text, which does not hold it, what is printed there, and the key of its note."""

    at: int
    printed: str
    target: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with the calls in it, and where lines in it begin.

    `part` names what it belongs to where that is not the text, such as a menu.
    """

    block: SourceBlock
    calls: tuple[Call, ...] = ()
    part: str = ""
    breaks: tuple[int, ...] = ()


@dataclass(slots=True)
class PassageWords:
    """The words of a passage as they are found: runs of white space are one space, calls stand right after a word."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    calls: list[Call] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    joined: bool = False

    def put(self, text: str | None) -> None:
        """Add text."""
        words = re.sub(r"\s+", " ", text or "")
        if words and (not self.length or self.joined or self.parts[-1].endswith(" ")):
            words = words.removeprefix(" ")
        if words:
            self.parts.append(words)
            self.length += len(words)
            self.joined = False

    def join(self) -> None:
        """Let a word go on over the white space before and after this place."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1].removesuffix(" ")
            self.length -= 1
        self.joined = True

    def line(self) -> None:
        """End a line within the passage."""
        self.put(" ")
        self.breaks.append(self.length)

    def call(self, printed: str, target: str) -> None:
        """Add the call of a note."""
        space = bool(self.parts) and self.parts[-1].endswith(" ")
        self.calls.append(Call(self.length - space, printed.strip(), target))

    def taken(self) -> tuple[str, tuple[Call, ...]]:
        """The text and its calls."""
        text = "".join(self.parts).rstrip()
        return text, tuple(replace(call, at=min(call.at, len(text))) for call in self.calls)


def call_number(printed: str) -> str:
    """The number or sign of a note without brackets and stops; "" where the text cannot call a note."""
    found = _CALL.match(printed)
    return found["n"] if found else ""


def by_number(n: str) -> str:
    """The key of a note that nothing but its number ties to its call."""
    return f"number {n}"


def numbered(passages: Sequence[Passage], notes: Mapping[str, Note]) -> tuple[list[Passage], dict[str, Note], Account]:
    """Make the text layer of a file that has none: a line for each passage, calls as printed, and after them one for each note.

    Gives passages and notes with their lines in it.
    """
    lines = [passage.block.label + _printed(passage) for passage in passages]
    told = [replace(passage, block=replace(passage.block, lines=(line,))) for line, passage in enumerate(passages, 1)]
    lined = {key: replace(note, lines=(line,)) for line, (key, note) in enumerate(notes.items(), len(lines) + 1)}
    return told, lined, Account("\n".join([*lines, *(note.text for note in notes.values())]))


def _printed(passage: Passage) -> str:
    """The text of a passage with what is printed for its calls."""
    parts: list[str] = []
    at = 0
    for call in passage.calls:
        parts += (passage.block.text[at : call.at], call.printed)
        at = call.at
    return "".join([*parts, passage.block.text[at:]])


def bound(
    passages: Sequence[Passage], notes: Mapping[str, Note], account: Account, file: str, language: str, report: Report
) -> list[SourceBlock]:
    """Hang the notes on their calls. `notes` by key; a passage that opens with a call by number is a note too.

    The account is told what is no part of the text.
    Captions (I111) and other parts that are not the text (I136) are left out. Reports notes without call (W104), which are
    hung on the end of the passage before them, calls without note (W105), which stay in the text, and lines that look like
    verses (W185).
    """
    left: dict[str, list[SourceBlock]] = {}
    kept: list[Passage] = []
    for passage in passages:
        part = passage.part or (CAPTION if is_caption(passage.block.text, language) and not passage.calls else "")
        if part:
            left.setdefault(part, []).append(passage.block)
        else:
            kept.append(passage)
    for part, out in left.items():
        for block in out:
            account.block("caption" if part == CAPTION else "aside", block.lines, block.label + block.text, value=part)
        lines = lines_of(out)
        if part == CAPTION:
            report.add("I111", Locus(file, lines.numbers[0]), lines=lines)
        else:
            report.add("I136", Locus(file, lines.numbers[0]), part=part, lines=lines)
    verses.tell([range(p.block.first, p.block.last + 1) for p in kept if verses.is_stanza(_lines(p))], file, report)
    called = {call.target for passage in kept for call in passage.calls if call.at or not _opens(passage)}
    # A note without words is none; its call is told like any other that leads nowhere.
    known = {key: note for key, note in notes.items() if note.text}
    text: list[Passage] = []
    for passage in kept:
        first = passage.calls[0] if passage.calls and _opens(passage) else None
        if first and first.target in called and first.target not in known:
            known[first.target] = _note(passage, first, file)
        else:
            text.append(passage)
    hung: set[str] = set()
    blocks = [_hang(passage, known, hung, file, report) for passage in text]
    _hang_rest(blocks, {key: note for key, note in known.items() if key not in hung}, report)
    return blocks if known else bind(blocks, file, report)


def _lines(passage: Passage) -> list[str]:
    """The lines of a passage that breaks in it part."""
    places = (0, *passage.breaks, len(passage.block.text))
    return [passage.block.text[start:end] for start, end in pairwise(places)]


def _opens(passage: Passage) -> bool:
    """Whether a passage opens with a call, as a note does that begins with its number."""
    block = passage.block
    return bool(passage.calls) and passage.calls[0].at == 0 and not block.level and bool(block.text)


def _note(passage: Passage, first: Call, file: str) -> Note:
    block = passage.block
    return Note(call_number(first.printed) or "*", block.text, None, 0, locus=Locus(file, block.first), lines=block.lines)


def _hang(passage: Passage, notes: Mapping[str, Note], hung: set[str], file: str, report: Report) -> SourceBlock:
    """Hang the notes of a passage on their places; a note hangs on its first call alone, other calls stay as printed."""
    parts: list[str] = []
    marks: list[tuple[int, Note]] = []
    at = length = 0
    block = passage.block
    for call in passage.calls:
        parts.append(block.text[at : call.at])
        length += call.at - at
        at = call.at
        if call.target in notes and call.target not in hung:
            hung.add(call.target)
            marks.append((length, notes[call.target]))
            continue
        n = call_number(call.printed)
        if call.target not in notes and n.isdigit():
            word = ("".join(parts).split() or [""])[-1]
            report.add("W105", Locus(file, block.first), n=n, word=word)
        parts.append(call.printed)
        length += len(call.printed)
    return replace(block, text="".join([*parts, block.text[at:]]), marks=tuple(marks))


def _hang_rest(blocks: list[SourceBlock], notes: Mapping[str, Note], report: Report) -> None:
    """Hang the notes that nothing calls on the end of the block before them; before the first block, make them a block."""
    for note in notes.values():
        report.add("W104", note.locus, n=note.n)
        line = note.locus.line if note.locus and note.locus.line else 0
        place = bisect_right(blocks, line, key=lambda block: block.first) - 1
        if place < 0:
            blocks.insert(0, SourceBlock(note.text, line, line, lines=note.lines))
        else:
            block = blocks[place]
            blocks[place] = replace(block, marks=(*block.marks, (len(block.text), note)))


# --- From blocks to a witness, told by the places that the shape has ---------------------------------------------------


def by_paragraph(line: int) -> Lines:
    """The place of a numbered paragraph, of a shape that has no lines."""
    return Lines((line,), "paragraph")


def witness_of(
    witness: Witness,
    make: Callable[[Report], tuple[Sequence[SourceBlock], Account]],
    report: Report,
    place: Callable[[int], Lines] | None = None,
) -> Witness:
    """Turn the blocks that `make` gives into a witness with entries, or, of a review, with quotations.

    `place` says where a line is whose number is a count of the reader's own: messages then name that place.
    """
    from edition.readers.quoted_passages import read_quotations

    mine = Report()
    try:
        blocks, account = make(mine)
        if witness.fragment_of:
            return with_asides(read_quotations(witness, as_text(blocks), mine), account)
        return assemble(witness, blocks, account, mine)
    finally:
        report.messages += [_retold(message, place) if place else message for message in mine]


def with_asides(review: Witness, account: Account) -> Witness:
    """Set what a file has besides the text of a review after that text."""
    parts = [part for part in account.parts() if part.kind in ("aside", "caption", "fw")]
    layer, told = review.layer, list(review.parts)
    for part in parts:
        told.append(Part(part.kind, len(layer) + 1, len(layer) + 1 + part.end - part.start, part.value))
        layer += "\n" + account.layer[part.start : part.end]
    return replace(review, layer=layer, parts=tuple(told))


def as_text(blocks: Iterable[SourceBlock]) -> str:
    """The blocks as plain text, a paragraph a line, with the notes at the end in brackets as reviews give them."""
    lines: list[str] = []
    notes: list[str] = []
    for block in blocks:
        parts, at = [block.label], 0
        for place, note in block.marks:
            parts += (block.text[at:place], f"[{note.n}]")
            at = place
            notes.append(f"[{note.n}] {note.text}")
        lines.append("".join([*parts, block.text[at:]]))
    return "\n\n".join([*lines, *notes]) + "\n"


def _retold(message: Message, place: Callable[[int], Lines]) -> Message:
    """A message that names places of the shape instead of the reader's own count."""
    values = {name: _counted(value, place) for name, value in message.values.items()}
    locus = message.locus
    if locus and locus.line:
        there = place(locus.line)
        part = f"page {there.pages[0]}" if there.pages else str(there)
        locus = Locus(locus.file, there.numbers[0] if there.pages else None, None, part)
    return Message(message.code, locus, values)


def _counted(value: object, place: Callable[[int], Lines]) -> object:
    """A value of a message with its lines, if it has any, as the shape counts them."""
    if isinstance(value, Lines):
        return value.counted_by(place)
    if isinstance(value, Placed) and isinstance(value.where, Lines):
        return Placed(value.name, value.where.counted_by(place))
    return tuple(_counted(part, place) for part in value) if isinstance(value, tuple) else value
