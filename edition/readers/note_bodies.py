"""Find the notes that stand among the blocks of a document: where each begins, where it ends, what heads several."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentNote
from edition.readers.block_parts import calls_moved, cut, joined, needs_space, part_of
from edition.readers.note_marks import MarkStyle, NoteOpening, bare_opening_of, opening_of, openings_within
from edition.readers.numbered_heads import is_division_word, read_numbered_head
from edition.readers.outside import kind_by_heading
from edition.text.looks import shifted

# A note in brackets has no more blocks than this; a bracket that is open for longer was never closed. By eye.
_LONGEST = 40
# The last note before a heading has no more words than these after its first paragraph; by eye, on notes of translators. Under a
# heading over notes it may have more.
_LONGEST_TAIL = 400
_LONGEST_NOTE = 6000
# What leads from a note on a page back to its call.
_ARROW = re.compile(r"\s*[↩↑⏎][\s\ufe0e\ufe0f]*$")
# Where so many lines are empty, something else begins.
_PARTED = 3
# No heading that no markup tells has more words.
_HEADING = 12
_NO_TEXT = frozenset(("navigation", "licence"))
_HOLDERS = frozenset(("endnotes", "aside", "note"))


@dataclass(slots=True)
class NoteBody:
    """A note in the file.

    `at`: the index of its first block, `end` of the first after it. `blocks`: what it holds, without mark and brackets. `closed`:
    brackets say where it ends. `anchor`: block and place where it stood within a running text; such a note has no blocks of the
    document. `headed`: it stands under a heading that says that notes follow, or in a part of a page that does.
    """

    mark: str
    style: MarkStyle
    at: int
    end: int
    blocks: list[DocumentBlock] = field(default_factory=list)
    line: int | None = None
    closed: bool = False
    anchor: tuple[int, int] | None = None
    beside: bool = False
    headed: bool = False

    def note(self) -> DocumentNote:
        """The note as a document has it, without the arrow that leads back to the call."""
        kept = [
            replace(block, within=("note", *(one for one in block.within if one != "note"))) for block in self.blocks if block.text
        ]
        if kept and (arrow := _ARROW.search(kept[-1].text)):
            kept[-1] = part_of(kept[-1], 0, arrow.start())
        return DocumentNote(self.mark, tuple(block for block in kept if block.text), self.line)


# --- Notes in brackets -----------------------------------------------------------------------------------------------------


class ParsedBlocks:
    """The blocks of a document, parted where a note in brackets begins or ends within one.

    `heads`: of each whether it looks like a heading. `closed`: notes whose brackets say where they end, by the index of their first
    block; `within`: those that stood in a running text, which is whole again without them.
    """

    def __init__(self, blocks: Iterable[DocumentBlock], language: Language) -> None:
        self.language = language
        self.blocks: list[DocumentBlock] = []
        self.closed: dict[int, NoteBody] = {}
        self.within: list[NoteBody] = []
        self._waiting = deque(blocks)
        while self._waiting:
            self._take(self._waiting.popleft())
        self.heads = tuple(is_heading(block, language) for block in self.blocks)

    def _take(self, block: DocumentBlock) -> None:
        if not _may_hold_note(block):
            self.blocks.append(block)
            return
        whole = whole_block(block)
        opening = opening_of(whole.text, whole.inline, self.language)
        if opening is not None and opening.closing and self._closed(whole, opening):
            return
        openings = list(openings_within(whole.text, self.language))
        if not openings:
            self.blocks.append(block)
            return
        ends = _matching(whole.text)
        spans: list[tuple[NoteOpening, int]] = []
        for one in openings:
            if one.start in ends and (not spans or one.start >= spans[-1][1]):
                spans.append((one, ends[one.start]))
        last = openings[-1]
        if last.start not in ends and _closing(cut(whole, last.start), self._waiting, replace(last, start=0, end=0))[1]:
            # It ends in a block below: what stands before it is a block of its own.
            self._waiting.appendleft(replace(cut(whole, last.start), gap=0, rows=1))
            block = whole = part_of(whole, 0, last.start)
            spans = [one for one in spans if one[1] <= last.start]
        self.blocks.append(self._without(whole, spans) if spans else block)

    def _without(self, block: DocumentBlock, spans: Sequence[tuple[NoteOpening, int]]) -> DocumentBlock:
        """A block without the notes that stand within its text."""
        here = len(self.blocks)
        parts: list[DocumentBlock] = []
        at = length = 0
        for opening, end in spans:
            if (part := part_of(block, at, opening.start)).text:
                length += len(part.text) + (bool(parts) and needs_space(part.text))
                parts.append(part)
            body = NoteBody(
                opening.mark, opening.style, here, here, [part_of(block, opening.end, end - 1)], block.line, closed=True
            )
            body.anchor, body.beside = (here, length), opening.beside
            self.within.append(body)
            at = end
        parts.append(cut(block, at))
        return joined([part for part in parts if part.text or part.notes])

    def _closed(self, block: DocumentBlock, opening: NoteOpening) -> bool:
        """Take a note that begins with a block and is closed in it or below; False where it is not closed."""
        last, end = _closing(block, self._waiting, opening)
        if not end:
            return False
        at = len(self.blocks)
        body = NoteBody(opening.mark, opening.style, at, at, [], block.line, closed=True, beside=opening.beside)
        parts = [block, *(self._waiting.popleft() for _ in range(last))]
        rest = cut(parts[-1], end)
        for index, part in enumerate(parts):
            start = opening.end if not index else 0
            stop = end - 1 if index == last else len(part.text)
            body.blocks.append(part_of(part, start, stop))
            self.blocks.append(part if index < last else part_of(part, 0, end))
        body.end = len(self.blocks)
        self.closed[at] = body
        if rest.text:
            self._waiting.appendleft(replace(rest, gap=0, rows=1))
        return True


def whole_block(block: DocumentBlock) -> DocumentBlock:
    """A block whose label is part of its text: what looks like the mark of an item may be that of a note."""
    if not block.label:
        return block
    lead = len(block.label)
    return replace(
        block,
        text=block.label + block.text,
        label="",
        inline=shifted(block.inline, lead),
        notes=calls_moved(block.notes, lead),
        starts=tuple(start + lead for start in block.starts),
    )


def _may_hold_note(block: DocumentBlock) -> bool:
    return block.kind in ("p", "item", "l", "cell", "caption") and bool(block.text) and not _NO_TEXT & {*block.within}


def _matching(text: str) -> dict[int, int]:
    """The brackets of a text that are closed in it: the place of each, and that after the bracket that closes it."""
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {"[": [], "(": []}
    for bracket in re.finditer(r"[\[\]()]", text):
        if bracket[0] in opened:
            opened[bracket[0]].append(bracket.start())
        elif stack := opened["[" if bracket[0] == "]" else "("]:
            found[stack.pop()] = bracket.end()
    return found


def _closing(block: DocumentBlock, below: Sequence[DocumentBlock], opening: NoteOpening) -> tuple[int, int]:
    """How many blocks below a block the bracket is closed that opens a note in it, and the place after it there; 0 for nowhere."""
    # The link back, which a library prints before the bracket, has brackets of its own.
    bracket = {"]": "[", ")": "(", "}": "{"}[opening.closing]
    start = block.text.find(bracket, opening.start) if opening.closing != "]" else block.text.find("[", opening.start)
    depth = 0
    for index in range(min(len(below), _LONGEST) + 1):
        text = block.text[start:] if not index else below[index - 1].text
        if index and below[index - 1].kind == "head":
            break
        for found in re.finditer(rf"[{re.escape(bracket + opening.closing)}]", text):
            depth += 1 if found[0] == bracket else -1
            if not depth:
                return index, found.end() + (0 if index else start)
    return 0, 0


# --- Where notes begin and end ---------------------------------------------------------------------------------------------


def note_bodies(parsed: ParsedBlocks) -> list[NoteBody]:
    """The notes that may stand among blocks, each with its first block; `extend` gives those that are notes the rest of theirs."""
    found: list[NoteBody] = []
    headed = False
    blocks = parsed.blocks
    over = _over_notes(parsed)
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if body := parsed.closed.get(at):
            body.headed = headed
            found.append(body)
            at = body.end
            continue
        if parsed.heads[at]:
            headed = (headed or heads_notes(block, parsed.language)) and over[at]
        elif _may_hold_note(block):
            whole = whole_block(block)
            inside = headed or "endnotes" in block.within
            opening = opening_of(whole.text, whole.inline, parsed.language)
            if inside and (opening is None or opening.style == "round"):
                opening = bare_opening_of(whole.text) or opening
            if opening is not None and (opening.end < len(whole.text) or _is_followed(blocks, at)):
                first = cut(whole, opening.end)
                if block.label:
                    # What looked like the mark of an item is that of the note.
                    first = replace(first, kind="p")
                body = NoteBody(opening.mark, opening.style, at, at + 1, [first], block.line, headed=inside)
                found.append(body)
        at += 1
    return found


def _is_followed(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether a block that holds a mark and nothing else is followed by what may be its note."""
    return at + 1 < len(blocks) and blocks[at + 1].kind in ("p", "l", "item") and blocks[at + 1].gap <= 1


def _over_notes(parsed: ParsedBlocks) -> list[bool]:
    """Of each block whether a note is the first thing below it that is no heading."""
    found: list[bool] = []
    below = False
    for at in range(len(parsed.blocks) - 1, -1, -1):
        found.append(below)
        if parsed.blocks[at].text and not parsed.heads[at]:
            whole = whole_block(parsed.blocks[at])
            below = at in parsed.closed or bool(
                opening_of(whole.text, whole.inline, parsed.language) or bare_opening_of(whole.text)
            )
    return found[::-1]


def heads_notes(block: DocumentBlock, language: Language) -> bool:
    """Whether a block is a heading over notes."""
    return block.rows <= 2 and kind_by_heading(block.label + block.text, language) == "notes"


def is_heading(block: DocumentBlock, language: Language) -> bool:
    """Whether a block looks like a heading: by markup, by its number, or short, in capitals and apart."""
    if block.kind == "head":
        return True
    text = block.label + block.text
    if block.rows > 2 or not text or block.kind not in ("p", "l", "item") or len(text) > 120:
        return False
    if heads_notes(block, language):
        return True
    if len(text.split()) <= _HEADING and block.gap >= 2 and text.isupper() and len(re.findall(r"[^\W\d_]", text)) > 2:
        return True
    head = read_numbered_head(text, language)
    return head is not None and bool(head.word) and is_division_word(head.word, language)


def extend(bodies: Sequence[NoteBody], parsed: ParsedBlocks, calling: frozenset[int]) -> None:
    """Give each note that no bracket closes the blocks that go on with it. `calling`: the blocks that call notes."""
    blocks = parsed.blocks
    paragraphs = sorted(block.gap for block in blocks if block.kind == "p")
    usual = max(1, paragraphs[len(paragraphs) // 4]) if paragraphs else 1
    apart = False
    for index, body in enumerate(bodies):
        if body.closed or body.anchor:
            apart = False
            continue
        following = bodies[index + 1].at if index + 1 < len(bodies) else len(blocks)
        limit = min(following, _stop(parsed, body, calling, following))
        # Notes stand apart from the text before them where more lines are empty there, or a line of signs stands.
        before = blocks[body.at - 1] if body.at else None
        follows = index > 0 and bodies[index - 1].end == body.at
        begins = before is not None and not follows
        apart = (apart and follows) or (begins and before is not None and (before.kind == "break" or blocks[body.at].gap > usual))
        if _holder(blocks[body.at]) or body.headed:
            longest = _LONGEST_NOTE
        elif apart:
            longest = _LONGEST_TAIL
        else:
            limit = _in_flow(blocks, body.at, limit, following)
            longest = _LONGEST_TAIL
        words = 0
        while body.end < limit and words <= longest:
            words += len(blocks[body.end].text.split())
            body.end += 1
        if words > longest:
            # What is so long is no note: only its first paragraph is.
            body.end = _in_flow(blocks, body.at, body.at + 1, following)
        body.blocks += [blocks[at] for at in range(body.at + 1, body.end)]


def _holder(block: DocumentBlock) -> bool:
    return bool(_HOLDERS & {*block.within})


def _stop(parsed: ParsedBlocks, body: NoteBody, calling: frozenset[int], following: int) -> int:
    """The index of the first block after a note's first that is none of it, whatever it looks like."""
    blocks = parsed.blocks
    holder = _HOLDERS & {*blocks[body.at].within}
    at = body.at + 1
    while at < min(following, body.at + 400):
        block = blocks[at]
        if at in calling or _NO_TEXT & {*block.within} or holder != _HOLDERS & {*block.within}:
            return at
        if not holder and (block.kind == "break" or block.gap >= _PARTED):
            return at
        if parsed.heads[at]:
            return at
        at += 1
    return at


def _in_flow(blocks: Sequence[DocumentBlock], at: int, limit: int, following: int) -> int:
    """The end of a note that stands right after the paragraph that calls it: lines of its own paragraph, and what is indented."""
    first = blocks[at]
    end = at + 1
    while end < max(limit, at + 1) and end < len(blocks) and blocks[end].kind == "l" and first.kind == "l" and not blocks[end].gap:
        end += 1
    if end >= limit:
        return end
    indented = "quotation" in first.within
    led = blocks[end - 1].text.rstrip("”’\"'»*_ ")[-1:] in (":", ",", ";", "-", "—", "–")
    inner = end
    while inner < limit and {"quotation", "stanza"} & {*blocks[inner].within} and blocks[inner].gap <= 1:
        inner += 1
    if inner > end and (led or inner == following or (indented and "quotation" in blocks[end].within)):
        return inner
    return end
