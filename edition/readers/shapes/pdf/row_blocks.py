"""Turn the rows of a PDF's text into paragraphs, headings, verses and list items, and each of them into a block of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.model.documents import DocumentBlock, DocumentBlockKind, DocumentNote, InlineRange, NoteCall
from edition.readers.headings import is_caption
from edition.readers.printed_lines import PrintedLine, ends_sentence, joined, opens_small
from edition.readers.shapes.pdf.page_feet import LABEL
from edition.readers.shapes.pdf.printed_rows import Row
from edition.readers.shapes.pdf.text_initials import is_word
from edition.readers.shapes.pdf.typesetting import GAP, Typesetting
from edition.text.raw_text import list_mark

# Rows are verses if so many of them, and this share, would have held the first word of the next one; of prose that ends short most
# rows end a sentence, as in a dialogue. By eye, on books of verse and of prose with a few verses in it.
_STANZA = 3
_VERSE = 0.6
# Prose within narrower edges has this share of its rows at its right edge.
_FULL = 0.5


def paragraphs_of(rows: Sequence[Row], look: Typesetting) -> list[list[Row]]:
    """Join rows to paragraphs, list items and headings."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and not _begins(runs[-1], row, look):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _begins(run: Sequence[Row], row: Row, look: Typesetting) -> bool:
    """Whether a row begins a paragraph of its own, after the rows of another."""
    if not row.text:
        return False
    before, first = run[-1], run[0]
    if abs(before.size - row.size) > 0.06 * look.size or before.bold != row.bold:
        return True
    label = list_mark(row.text)
    if label and not label[0].isalnum() and label[0] != "(" and label[0] not in "–—-":
        return True
    together = (before.page, before.column) == (row.page, row.column)
    if together and row.base - before.base > GAP * max(look.leading, 1.1 * row.size):
        return True
    if label and (list_mark(first.text) or look.indented(row)) and (ends_sentence(before.text) or list_mark(before.text)):
        return True
    if not together and (row.column == -1) != (before.column == -1):
        return ends_sentence(before.text)
    if together and look.heads(before, row):
        return False
    left = look.edge(row)[0]
    offset, offset_before = row.x0 - left, before.x0 - look.edge(before)[0]
    if list_mark(first.text) and first.inset > first.x0:
        hangs = first.inset - look.edge(first)[0]
        return offset < hangs - 0.3 * look.size
    if offset > offset_before + 0.5 * look.size:
        return True
    if look.indented(row) and (look.short(before) or abs(offset - look.indent) < 0.2 * look.size):
        return True
    if offset < offset_before - 0.5 * look.size and len(run) > 1:
        return True
    if not look.short(before):
        return False
    return look.justified or (not together and ends_sentence(before.text) and not opens_small(row.text))


def is_item(row: Row, look: Typesetting) -> bool:
    """Whether a paragraph that begins with a list mark is a list item: figures must stand in a list's place, indented."""
    label = list_mark(row.text)
    return bool(label) and (not label[0].isdigit() or look.indented(row))


# --- Verses and quotations -----------------------------------------------------------------------------------------------


def verses_among(runs: Sequence[Sequence[Row]], look: Typesetting) -> list[tuple[list[Row], bool]]:
    """Put rows together that are verses of one stanza, though each ended a paragraph: the runs, and whether each is verse."""
    found: list[tuple[list[Row], bool]] = []
    group: list[Row] = []
    for run in runs:
        alone = len(run) == 1 and _may_be_verse(run[0], look)
        if group and not (alone and _next_to(group[-1], run[0], look)):
            found += _stanza(group, look)
            group = []
        if alone:
            group.append(run[0])
        else:
            verse = all(_may_be_verse(row, look) for row in run) and _is_verse(run, look)
            found.append((list(run), verse))
    return found + _stanza(group, look)


def _stanza(rows: list[Row], look: Typesetting) -> list[tuple[list[Row], bool]]:
    """Rows that follow each other, as one stanza or as a paragraph each."""
    prose = sum(ends_sentence(row.text) for row in rows) > _VERSE * len(rows)
    return [(rows, True)] if not prose and _is_verse(rows, look) else [([row], False) for row in rows]


def _may_be_verse(row: Row, look: Typesetting) -> bool:
    plain = not row.bold and abs(row.size - look.size) < 0.15 * look.size
    return plain and bool(row.text) and not list_mark(row.text)


def _next_to(before: Row, row: Row, look: Typesetting) -> bool:
    """Whether a row follows another without a gap, be it on the next page."""
    if (before.page, before.column) != (row.page, row.column):
        return True
    return 0 < row.base - before.base <= GAP * max(look.leading, 1.1 * row.size)


def _is_verse(rows: Sequence[Row], look: Typesetting) -> bool:
    """Whether rows end where their writer ended them: most would have held the first word of the next."""
    if len(rows) < _STANZA:
        return False
    free = sum(row.x1 + max(0.0, after.inset - after.x0) < look.edge(row)[1] - look.size for row, after in pairwise(rows))
    return free >= _VERSE * (len(rows) - 1) and not _is_full(rows, look)


def _is_full(rows: Sequence[Row], look: Typesetting) -> bool:
    """Whether rows but the last end at one edge, as those of prose do."""
    right = max(row.x1 for row in rows)
    return sum(row.x1 > right - 0.6 * look.size for row in rows[:-1]) > _FULL * (len(rows) - 1)


def _is_quotation(rows: Sequence[Row], look: Typesetting) -> bool:
    """Whether a paragraph is set within narrower edges on both sides."""
    if len(rows) < 2 or _is_centred(rows, look):
        return False
    left = all(row.x0 > look.column(row)[0] + look.size for row in rows)
    return left and all(row.x1 < look.column(row)[1] - 0.8 * look.size for row in rows)


def _is_centred(rows: Sequence[Row], look: Typesetting) -> bool:
    """Whether all rows stand in the middle of their column."""
    edges = [look.column(row) for row in rows]
    return all(
        row.x0 > left + 2 * look.size and abs(row.x0 + row.x1 - left - right) < look.size
        for row, (left, right) in zip(rows, edges, strict=True)
    )


# --- Blocks -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowBlocks:
    """What turns runs of rows into blocks: how they are set, the words of the text, its language, the note that each call has by
    the number of its row and its place there, and the looks that nearly all of the text has.
    """

    look: Typesetting
    words: Counter[str]
    language: str
    notes: Mapping[tuple[int, int], DocumentNote]
    everywhere: frozenset[str] = frozenset()

    def blocks(self, rows: Sequence[Row]) -> Iterator[DocumentBlock]:
        """The blocks that the rows of a text make."""
        before: Row | None = None
        for run, verse in verses_among(paragraphs_of(rows, self.look), self.look):
            gap = self._gap(before, run[0])
            before = run[-1]
            if verse:
                for at, row in enumerate(run):
                    bare = DocumentBlock("l", "", within=("stanza",), gap=0 if at else max(1, gap), rows=len(run))
                    yield self._block([row], bare)
                continue
            level = self.look.level(run)
            kind: DocumentBlockKind = "head" if level else "p"
            block = DocumentBlock(kind, "", level, gap=gap, rows=len(run), centred=_is_centred(run, self.look))
            block = self._block(run, block)
            if not block.text and not block.notes:
                continue
            if kind == "p" and is_caption(block.text, self.language) and not block.notes:
                block = replace(block, kind="caption")
            elif kind == "p" and _is_quotation(run, self.look):
                block = replace(block, within=("quotation",))
            yield block

    def note(self, n: str, rows: Sequence[Row]) -> DocumentNote:
        """The note that rows at the foot of pages make, its number left out."""
        first = rows[0]
        if first.calls and first.calls[0][0] == 0:
            first = replace(first, calls=first.calls[1:])
        elif found := LABEL.match(first.text):
            first = _without_start(first, found.end())
        parts: list[list[Row]] = [[first]]
        for before, row in pairwise([first, *rows[1:]]):
            begins = ends_sentence(before.text) and row.x0 > before.x0 + 0.5 * row.size and self.look.short(before)
            if begins and (before.page, before.column) == (row.page, row.column):
                parts.append([])
            parts[-1].append(row)
        blocks = (self._block(part, DocumentBlock("p", "", within=("note",), rows=len(part))) for part in parts)
        return DocumentNote(n, tuple(block for block in blocks if block.text), rows[0].number)

    def _gap(self, before: Row | None, row: Row) -> int:
        """The empty rows before one."""
        if before is None or (before.page, before.column) != (row.page, row.column):
            return 0
        return max(0, round((row.base - before.base) / max(self.look.leading, 1.0)) - 1)

    def _block(self, run: Sequence[Row], block: DocumentBlock) -> DocumentBlock:
        """A block with the words of its rows, their looks, and the notes that they call."""
        printed: list[_RowText] = []
        for row in run:
            signs = [(at, sign, self.notes.get((row.number, at))) for at, sign in row.calls]
            # A call with which a row begins belongs to the word before it.
            opening = [one for one in signs if one[0] == 0] if printed else []
            if opening:
                before = printed[-1]
                end = len(before.text)
                printed[-1] = _row_text(before.text, [(end, sign, note) for _, sign, note in opening], before.looks, before.notes)
            if row.text or not printed:
                printed.append(_row_text(row.text, signs[len(opening) :], row.looks))
        lines = [PrintedLine(0, row.text) for row in printed]
        text, starts = joined(lines, self.words)
        looks: list[InlineRange] = []
        notes: list[NoteCall] = []
        for start, line in zip(starts, printed, strict=True):
            looks += [replace(one, start=start + one.start, end=start + one.end) for one in line.looks]
            notes += [NoteCall(min(len(text), start + at), note) for at, note in line.notes]
        numbers = tuple(row.number for row in run)
        label = list_mark(text) if block.kind == "p" and "note" not in block.within and is_item(run[0], self.look) else ""
        by = len(label)
        inline = tuple(
            replace(one, start=max(0, one.start - by), end=one.end - by) for one in _touching(text, looks)
            if one.end > by and one.look not in self.everywhere and not (block.level and one.look == "bold")
        )  # fmt: skip
        calls = tuple(replace(call, offset=max(0, call.offset - by)) for call in notes)
        return replace(
            block, kind="item" if label else block.kind, text=text[by:], label=label, inline=inline, notes=calls, line=numbers[0],
            lines=numbers,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _RowText:
    """The text of a row, with the notes and looks in it."""

    text: str
    notes: tuple[tuple[int, DocumentNote], ...]
    looks: tuple[InlineRange, ...]


def _row_text(
    text: str,
    signs: Sequence[tuple[int, str, DocumentNote | None]],
    looks: Sequence[InlineRange],
    hung: Sequence[tuple[int, DocumentNote]] = (),
) -> _RowText:
    """The text of a row with the notes that are called in it, and with what is raised in it and calls none."""
    parts: list[str] = []
    notes = list(hung)
    raised: list[tuple[int, int]] = []
    at = length = 0
    for place, sign, note in signs:
        parts.append(text[at:place])
        length += place - at
        at = place
        if note is not None:
            notes.append((length, note))
        else:
            parts.append(sign)
            raised.append((place, len(sign)))
            length += len(sign)

    def moved(place: int) -> int:
        return place + sum(size for start, size in raised if start < place)

    found = [replace(one, start=moved(one.start), end=moved(one.end)) for one in looks]
    by = 0
    for start, size in raised:
        found.append(InlineRange(start + by, start + by + size, "sup"))
        by += size
    return _RowText("".join([*parts, text[at:]]), tuple(notes), tuple(found))


def _without_start(row: Row, start: int) -> Row:
    """A row without the beginning of its text."""
    looks = tuple(replace(one, start=max(0, one.start - start), end=one.end - start) for one in row.looks if one.end > start)
    return replace(row, text=row.text[start:], calls=tuple((max(0, at - start), sign) for at, sign in row.calls), looks=looks)


def _touching(text: str, looks: Sequence[InlineRange]) -> list[InlineRange]:
    """Ranges of looks; those of one look are one where white space or a hyphen that went parts them."""
    found: list[InlineRange] = []
    last: dict[str, int] = {}
    for one in sorted(looks, key=lambda one: (one.start, -one.end)):
        before = last.get(one.look)
        if before is not None and not text[found[before].end : one.start].strip():
            found[before] = replace(found[before], end=max(found[before].end, one.end))
        elif one.end > one.start:
            last[one.look] = len(found)
            found.append(one)
    return found


def part_initials(rows: Sequence[Row], words: Counter[str], language: str) -> None:
    """Part, in place, a dropped capital that is a word from the word after it. `words`: those of the text; `language`: its tag."""
    for row in rows:
        first = row.text.split(" ", 1)[0]
        if row.initial and is_word(first[:1], first[1:], words, language):
            row.text = f"{row.text[0]} {row.text[1:]}"
            row.calls = tuple((at + 1 if at else at, sign) for at, sign in row.calls)
            row.looks = tuple(replace(one, start=one.start + bool(one.start), end=one.end + 1) for one in row.looks)
