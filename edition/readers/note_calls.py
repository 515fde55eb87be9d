"""Hang the notes of a document at their calls: [1], (*), {2}, †, a raised figure, each with the note of its own chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.model.documents import Document, DocumentBlock, DocumentNote, InlineRange, NoteCall
from edition.readers.block_parts import cut, part_of

_MARK = r"\d{1,3}[a-z]?|[A-Za-z]|[*†‡§¶#+^|]{1,4}|[ivxl]{1,6}"
# Between round brackets a figure or a letter opens many lists; only a sign is the mark of a note there.
_SIGN = r"[*†‡§¶#+^]{1,4}"
_SAID = r"(?:Footnote|Note|Fu(?:ß|ss)note|Anm(?:erkung)?\.?|Nota|Sidenote)"
# A call in the text: in brackets, or a star or dagger that follows a word.
_CALL = re.compile(
    rf"\s?[\[{{]\^?(?P<mark>{_MARK})[\]}}]|\s?\((?P<round>{_SIGN})\)|\[{_SAID}\s*(?P<named>{_MARK})\]"
    r"|(?<=[\w.,;:!?”\"’'»])(?P<sign>\*{1,4}|[†‡]{1,2})(?!\w)"
)
# How a note begins: with the same mark, or with a word that says what it is.
_NOTE = re.compile(
    rf"\[{_SAID}\s*(?P<named>{_MARK})?\s*[:.]\s*|[\[{{]\^?(?P<mark>{_MARK})[\]}}][.:]?\s*|\((?P<round>{_SIGN})\)[.:]?\s*"
    r"|(?P<sign>\*{1,4}|[†‡]{1,2})\s*(?=[^\s*†‡])",
    re.IGNORECASE,
)
# A note in square brackets has no more blocks than this; a bracket that is open for longer was never closed. By eye.
_LONGEST = 40
_HEADS_NOTES = re.compile(r"\W*(?:(?:foot|end|fu(?:ß|ss))?note[ns]?(?: to .{1,60})?|anmerkungen|notas)\W*", re.IGNORECASE)

# A call: the index of its block, its range there, its mark.
_Call = tuple[int, int, int, str]


@dataclass(slots=True)
class _Body:
    """A note in the file: its mark, the indexes of its blocks, and what each has after the mark."""

    mark: str
    at: int
    blocks: list[DocumentBlock] = field(default_factory=list)
    line: int | None = None

    def note(self) -> DocumentNote:
        blocks = tuple(replace(block, within=("note", *block.within)) for block in self.blocks)
        return DocumentNote(self.mark, blocks, self.line)


def bind_notes(document: Document) -> tuple[Document, tuple[DocumentNote, ...]]:
    """Hang the notes that stand as blocks among the others at their calls; those that nothing calls are returned.

    Marks that come again are paired in their order, each run of notes with the calls since the run before.
    """
    blocks = list(_parted(document.blocks))
    bodies, taken = _bodies(blocks)
    if not bodies:
        return document, ()
    calls = _calls(blocks, taken, {body.mark for body in bodies})
    pairs = _pairs(calls, bodies)
    if not pairs:
        return document, ()
    bound = {body.at for _, body in pairs}
    # A block that looks like a note and that nothing calls is text, unless it stands among notes.
    found: list[DocumentBlock] = []
    dropped = {index for body in bodies if body.at in bound for index in range(body.at, body.at + len(body.blocks))}
    by_block: dict[int, list[tuple[int, int, _Body]]] = {}
    for (index, start, end, _), body in pairs:
        by_block.setdefault(index, []).append((start, end, body))
    notes = {id(body): body.note() for _, body in pairs}
    # What begins with a sign that nothing calls by is no note.
    called = {call[3] for call in calls}
    loose = tuple(body.note() for body in bodies if body.at not in bound and (body.mark in called or body.mark.isdigit()))
    for index, block in enumerate(blocks):
        if index in dropped:
            continue
        if _HEADS_NOTES.fullmatch(block.text) and index + 1 in dropped:
            # What follows the notes is none of the text either, until the next heading.
            block = replace(block, role="footnotes")
        if index in by_block:
            block = _without_calls(block, [(start, end, notes[id(body)]) for start, end, body in by_block[index]])
        found.append(block)
    return replace(document, blocks=tuple(found)), loose


def _bodies(blocks: Sequence[DocumentBlock]) -> tuple[list[_Body], frozenset[int]]:
    """The notes that stand as blocks of their own, and the indexes of their blocks."""
    found: list[_Body] = []
    taken: set[int] = set()
    at = 0
    among = False
    while at < len(blocks):
        block = blocks[at]
        text = block.label + block.text
        match = _NOTE.match(text) if _may_be_note(block) else None
        mark = ""
        if match:
            mark = (match["named"] or match["mark"] or match["round"] or match["sign"] or "*").lower()
        elif among and (number := re.match(r"(\d{1,3})\.\s+(?=\S)", text)):
            match, mark = number, number[1]
        if match is None or match.end() >= len(text):
            among = (among and block.kind != "head") or bool(_HEADS_NOTES.fullmatch(block.text))
            at += 1
            continue
        first = cut(replace(block, text=text, label="", inline=_moved(block)), match.end())
        body = _Body(mark, at, [first], block.line)
        at += 1
        if _says_note(block):
            closed = _closing(blocks, body.at)
            body.blocks += blocks[at : closed + 1]
            at = closed + 1
            body.blocks[-1] = part_of(body.blocks[-1], 0, len(body.blocks[-1].text) - body.blocks[-1].text.endswith("]"))
        else:
            while at < len(blocks) and _goes_on(blocks, at, among):
                body.blocks.append(blocks[at])
                at += 1
        taken.update(range(body.at, at))
        found.append(body)
    return found, frozenset(taken)


def _may_be_note(block: DocumentBlock) -> bool:
    return block.kind in ("p", "item", "l", "cell") and not {"navigation", "licence"} & {*block.within}


def _moved(block: DocumentBlock) -> tuple[InlineRange, ...]:
    lead = len(block.label)
    return tuple(replace(one, start=one.start + lead, end=one.end + lead) for one in block.inline)


def _says_note(block: DocumentBlock) -> bool:
    """Whether a block begins a note in square brackets that says what it is: “[Footnote 1: …]”."""
    begins = _NOTE.match(block.text) if _may_be_note(block) and block.text.startswith("[") else None
    return begins is not None and begins["mark"] is None


def _closing(blocks: Sequence[DocumentBlock], at: int) -> int:
    """The index of the block in which the bracket is closed that opens a block; that block itself where it is not closed."""
    depth = 0
    for index in range(at, min(len(blocks), at + _LONGEST)):
        depth += blocks[index].text.count("[") - blocks[index].text.count("]")
        if depth <= 0:
            return index
    return at


def _parted(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Blocks, those parted in which a note in square brackets ends before the block does."""
    open_since: int | None = None
    depth = 0
    for index, block in enumerate(blocks):
        if open_since is None and _says_note(block):
            open_since, depth = index, 0
        elif open_since is not None and index - open_since >= _LONGEST:
            open_since = None
        if open_since is None:
            yield block
            continue
        end = len(block.text)
        for place, letter in enumerate(block.text):
            depth += (letter == "[") - (letter == "]")
            if depth == 0 and letter == "]":
                end, open_since = place + 1, None
                break
        yield block if end == len(block.text) else part_of(block, 0, end)
        if (rest := part_of(block, end, len(block.text))).text:
            yield replace(rest, gap=0)


def _goes_on(blocks: Sequence[DocumentBlock], at: int, among: bool) -> bool:
    """Whether a block is a further paragraph of the note before it: among notes all that begins none; else what is indented."""
    block = blocks[at]
    text = block.label + block.text
    if block.kind in ("head", "break") or _NOTE.match(text) or _HEADS_NOTES.fullmatch(text):
        return False
    if among:
        return not re.match(r"\d{1,3}\.\s", text) and block.gap < 4
    return bool({"quotation", "stanza"} & {*block.within}) and block.gap <= 1


def _calls(blocks: Sequence[DocumentBlock], taken: frozenset[int], marks: Iterable[str]) -> list[_Call]:
    """The calls in the text: block, range of the call, mark."""
    known = {*marks}
    found: list[_Call] = []
    for index, block in enumerate(blocks):
        if index in taken or not block.text or {"navigation", "licence"} & {*block.within}:
            continue
        for call in _CALL.finditer(block.text):
            mark = (call["mark"] or call["round"] or call["named"] or call["sign"]).lower()
            if mark in known and call.start() > 0:
                found.append((index, call.start(), call.end(), mark))
    return found


def _pairs(calls: Sequence[_Call], bodies: Sequence[_Body]) -> list[tuple[_Call, _Body]]:
    """Pair calls and notes of one mark in their order; of marks that come again each call with the first free note after it."""
    by_mark: dict[str, list[_Body]] = {}
    for body in bodies:
        by_mark.setdefault(body.mark, []).append(body)
    called: dict[str, list[_Call]] = {}
    for call in calls:
        called.setdefault(call[3], []).append(call)
    found: list[tuple[_Call, _Body]] = []
    for mark, notes in by_mark.items():
        mine = called.get(mark, [])
        if len(notes) == 1:
            found += [(call, notes[0]) for call in mine]
        else:
            found += _in_turn(mine, notes)
    return sorted(found, key=lambda pair: pair[0])


def _in_turn(calls: Sequence[_Call], bodies: Sequence[_Body]) -> Iterator[tuple[_Call, _Body]]:
    """Pair calls and notes of one mark as they come: the first note of a run answers the first call that stands before the run.

    What was called before the run before that, and not answered there, is called in vain.
    """
    waiting: list[_Call] = []
    begun = 0
    place = 0
    for index, body in enumerate(bodies):
        new = index == 0 or any(bodies[index - 1].at < call[0] < body.at for call in calls[place : place + 1])
        if new:
            waiting = [call for call in waiting if call[0] > begun]
            begun = body.at
        while place < len(calls) and calls[place][0] < body.at:
            waiting.append(calls[place])
            place += 1
        if waiting:
            yield waiting.pop(0), body
        elif place < len(calls) and index + 1 == len(bodies):
            # Notes that stand before their calls: those of a page that begins with them.
            yield calls[place], body


def _without_calls(block: DocumentBlock, calls: Sequence[tuple[int, int, DocumentNote]]) -> DocumentBlock:
    """A block without the calls in its text, each note hung where its call stood."""
    text, parts, at, gone = block.text, [], 0, 0
    notes: list[NoteCall] = []
    removed: list[tuple[int, int]] = []
    for start, end, note in calls:
        parts.append(text[at:start])
        notes.append(NoteCall(start - gone, note))
        removed.append((start, end))
        gone += end - start
        at = end
    parts.append(text[at:])

    def moved(place: int) -> int:
        return place - sum(min(place, end) - start for start, end in removed if place > start)

    inline = tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in block.inline)
    before = tuple(replace(call, offset=moved(call.offset)) for call in block.notes)
    return replace(
        block, text="".join(parts), inline=tuple(one for one in inline if one.end > one.start),
        notes=tuple(sorted((*before, *notes), key=lambda call: call.offset)),
    )  # fmt: skip
