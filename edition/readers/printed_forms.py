"""Tell what the rows of a text show that is broken at a measure: tables, and verses and quotations that stand farther in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median

from edition.language.languages import Language
from edition.model.documents import Document, DocumentBlock, Surrounding
from edition.readers.block_parts import split, with_line
from edition.readers.letter_lines import LetterLines
from edition.readers.printed_lines import opens_small

# Columns are parted by three spaces, by a row of dots, or by bars.
_COLUMN = re.compile(r"(?:(?<=\S)\s{3,}|(?<=\.{4})\s*|(?<=\.{3})\s+|\s*\|\s*)(?=[^\s.|])")
# No row of a text that is broken at a measure is wider: such a measure has at most 120 letters.
_WIDEST = 240
_FRAME = str.maketrans("", "", "|_=+")
# A table has at least so many rows of two cells, and they are this share of its rows; its last cells are figures or no more words
# than these, and this share of them stands straight, give or take so many letters. By eye, on accounts in novels and cookery books.
_ROWS, _SHARE, _CELL_WORDS, _OFF = 2, 0.6, 3, 2
# So many lines show a measure of their own, if this share of them would not have held the first word of the next; more than the
# last are no paragraph. By eye, on letters in novels.
_NARROW, _LONGEST, _FULL = 3, 100, 0.7
# What stands as much farther in than paragraphs do is a quotation or a verse; a single line must stand farther in than one.
_INDENT, _LINE_INDENT = 2, 3
# A single verse has as many words, and fills no more of the measure. By eye, on songs and inscriptions in novels.
_WORDS, _FILLS = 4, 0.85
# So many lines that all begin with a capital are verse, whatever they end with.
_CAPITALS = 5
# Of a few verses the shortest has at least this share of the letters of the longest. By eye, on couplets in novels.
_ALIKE = 0.6
# Lines within a paragraph that stand so much farther in than its others are verses: as in shapes/text_document.py.
_INNER = 3
_BEFORE_CAPITAL = re.compile(r"[\W_]*")
_STOP = re.compile(r"[,;:.!?—–-]\W*$")
_ANNOUNCING = re.compile(r"[:,—–-][\"'”’»]?\s*$")
_QUOTED = re.compile(r"[\"“„«‘].*[\"”“»’]\W?")


class PrintedForms:
    """What the rows of a text show of its blocks. Of a document that is not broken at a measure they show nothing."""

    def __init__(self, document: Document, language: Language) -> None:
        self.width = document.width
        self.rows = document.layer.split("\n") if document.width else []
        self.lines = LetterLines.of(language)
        indents = Counter(self._indent(block) for block in document.blocks if block.kind == "p" and block.rows > 2)
        self.usual = max(indents, key=lambda indent: (indents[indent], -indent), default=0)
        self.in_note = False

    def told(self, blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
        """Blocks with their tables as cells, their verses as lines, and as quotations only what stands farther in than the rest."""
        if not self.width:
            return tuple(blocks)
        blocks = [*self.with_narrow_prose(blocks, ("quotation",), inset=_INDENT)]
        found: list[DocumentBlock] = []
        at = 0
        while at < len(blocks):
            end, is_table = self._table(blocks, at)
            if is_table:
                if found and self._heads_table(found[-1], blocks[at]):
                    found[-1] = replace(found[-1], kind="caption", within=(*found[-1].within, "table"))
                found += self._cells(blocks[at:end])
                at = end
                continue
            # What is no table from its first row is none from its second.
            for place in range(at, max(end, at + 1)):
                after = blocks[place + 1] if place + 1 < len(blocks) else None
                found += self._inset(blocks[place], found[-1] if found else None, after)
            at = max(end, at + 1)
        return tuple(self._with_single_lines(found))

    def told_in_note(self, blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
        """The blocks of a note, in which verses stand farther in than its paragraphs, wherever these stand."""
        lined = [block for block in blocks if block.kind == "p" and block.lines]
        if not self.width or not lined:
            return tuple(blocks)
        note = copy(self)
        note.usual, note.in_note = min(map(self._indent, lined)), True
        found: list[DocumentBlock] = []
        for at, block in enumerate(blocks):
            found += note._inset(block, found[-1] if found else None, blocks[at + 1] if at + 1 < len(blocks) else None)
        return tuple(found)

    def _with_single_lines(self, blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
        """Blocks of which a single line farther in, above or below a quotation, is of it."""
        for at, block in enumerate(blocks):
            beside = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
            alone = block.kind == "p" and block.rows == 1 and bool(block.lines) and not block.within
            if alone and self._indent(block) - self.usual >= _INDENT and any("quotation" in one.within for one in beside):
                block = replace(block, within=("quotation",))
            yield block

    def _indent(self, block: DocumentBlock) -> int:
        """How far in the lines of a block stand, the least of them."""
        rows = [self.rows[line - 1] for line in block.lines if 0 < line <= len(self.rows)]
        return min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)

    # --- Tables -----------------------------------------------------------------------------------------------------------

    def _columns(self, line: int) -> list[str]:
        """The cells of a row as printed."""
        row = self.rows[line - 1].strip().strip("|").strip()
        if len(row) > _WIDEST:
            return [row]
        cells: list[str] = []
        at = 0
        for found in _COLUMN.finditer(row):
            cells.append(row[at : found.end()])
            at = found.end()
        return [*cells, row[at:]]

    def _table(self, blocks: Sequence[DocumentBlock], at: int) -> tuple[int, bool]:
        """Where the rows of columns end that begin at a block, and whether they are a table."""
        end = at
        many: list[list[str]] = []
        count = 0
        while end < len(blocks) and (end == at or blocks[end].gap <= 1) and self._may_be_rows(blocks[end]):
            rows = [self._columns(line) for line in blocks[end].lines]
            columns = [row for row in rows if len(row) > 1]
            if len(columns) < _SHARE * len(rows) and not (blocks[end].kind == "l" and not blocks[end].gap):
                break
            many += columns
            count += len(rows)
            end += 1
        return end, self._are_columns(many, count, [line for block in blocks[at:end] for line in block.lines])

    def _may_be_rows(self, block: DocumentBlock) -> bool:
        return block.kind in ("p", "l") and bool(block.lines) and not block.n and not block.label

    def _are_columns(self, many: Sequence[Sequence[str]], count: int, lines: Sequence[int]) -> bool:
        if len(many) < _ROWS or len(many) < _SHARE * count:
            return False
        last = [row[-1] for row in many]
        figures = sum(any(map(str.isdigit, cell)) or not any(map(str.isalpha, cell)) for cell in last)
        if figures < _SHARE * len(last) and sum(len(cell.split()) for cell in last) > _CELL_WORDS * len(last):
            return False
        rows = [self.rows[line - 1].rstrip() for line in lines]
        rows = [row for line, row in zip(lines, rows, strict=True) if len(self._columns(line)) > 1]
        ends = [len(row) for row in rows]
        starts = [end - len(cell) for end, cell in zip(ends, last, strict=True)]
        return any(sum(abs(one - median(edge)) <= _OFF for one in edge) >= _SHARE * len(edge) for edge in (starts, ends))

    def _heads_table(self, block: DocumentBlock, table: DocumentBlock) -> bool:
        """Whether a line over a table, in capitals or in the middle, is its caption."""
        return block.kind == "p" and block.rows == 1 and table.gap <= 1 and (block.text.isupper() or block.centred)

    def _cells(self, blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
        row = 0
        for block in blocks:
            columns = [self._columns(line) for line in block.lines]
            parts = _parted(block, [cell for cells in columns for cell in cells])
            rows = [row + at for at, cells in enumerate(columns, 1) for _ in cells]
            if parts is None:
                parts, rows = [block], [row + 1]
            lines = [line for line, cells in zip(block.lines, columns, strict=True) for _ in cells]
            within: tuple[Surrounding, ...] = tuple(one for one in block.within if one not in ("stanza", "quotation"))
            for at, part in enumerate(parts):
                yield replace(
                    part, kind="cell", within=(*within, "table", "row"), row=rows[at], rows=1, centred=False,
                    lines=block.lines if len(parts) == 1 else (lines[at],), line=lines[at] if len(parts) > 1 else block.line,
                    gap=0 if at else block.gap, goes_on=at > 0 or block.goes_on,
                )  # fmt: skip
            row = rows[-1]

    # --- Prose in a measure of its own ----------------------------------------------------------------------------------------

    def with_narrow_prose(
        self, blocks: Sequence[DocumentBlock], within: tuple[Surrounding, ...] = (), *, inset: int = 0
    ) -> Iterator[DocumentBlock]:
        """Blocks in which what looked like verses, but is prose in a narrower measure, is one paragraph.

        Each block says whether it goes on with the one before. `within`: what such a paragraph stands in; `inset`: how much farther
        in than paragraphs, in letters, at least.
        """
        at = 0
        while at < len(blocks):
            end = at + 1
            while end < len(blocks) and blocks[end].kind == "l" and blocks[end].goes_on:
                end += 1
            stanza = blocks[at:end]
            if blocks[at].kind == "l" and self._is_narrow_prose(stanza, inset):
                held = (one for one in stanza[0].within if one != "stanza")
                paragraph = replace(stanza[0], kind="p", within=(*held, *within), rows=len(stanza))
                starts: list[int] = []
                for line in stanza[1:]:
                    starts.append(len(paragraph.text) + 1)
                    paragraph = with_line(paragraph, line)
                # A name may stand on the line over what is said.
                yield replace(paragraph, starts=tuple(starts))
            else:
                yield from stanza
            at = end

    def _is_narrow_prose(self, stanza: Sequence[DocumentBlock], inset: int) -> bool:
        """Whether lines fill a measure of their own, as a letter is set, and half of them begin with a small letter."""
        if not _NARROW <= len(stanza) <= _LONGEST or {*stanza[0].within} - {"speech"} != {"stanza"}:
            return False
        rows = [self.rows[block.lines[0] - 1].rstrip() for block in stanza if block.lines]
        if len(rows) < len(stanza) or min(len(row) - len(row.lstrip()) for row in rows) - self.usual < inset:
            return False
        own = max(map(len, rows))
        small = sum(opens_small(row.lstrip()) for row in rows[1:])
        full = sum(len(row) + 1 + len(after.split()[0]) >= own for row, after in pairwise(rows))
        return 2 * small >= len(rows) - 1 and full >= _FULL * (len(rows) - 1)

    # --- What stands farther in ---------------------------------------------------------------------------------------------

    def _inset(self, block: DocumentBlock, before: DocumentBlock | None, after: DocumentBlock | None) -> Iterator[DocumentBlock]:
        """A block that is a paragraph or a verse, as how far it stands in shows."""
        if block.kind != "p" or not block.lines or not block.text:
            yield block
            return
        indent = self._indent(block) - self.usual
        if indent < _INDENT and "quotation" in block.within:
            block = replace(block, within=tuple(one for one in block.within if one != "quotation"))
        if len(block.lines) > 1 and (run := self._inner_verses(block)):
            yield from self._cut_out(block, *run)
        elif indent >= _INDENT and block.rows > 1 and self._are_verses(block):
            yield from self._verses(block)
        elif indent >= _LINE_INDENT and block.rows == 1 and self._is_verse(block, before, after):
            yield replace(block, kind="l", within=(*block.within, "quotation", "stanza"))
        else:
            yield block

    def _are_verses(self, block: DocumentBlock) -> bool:
        """Whether all lines begin with a capital, and as many as of verses end with a stop, or they are too short for prose."""
        rows = [self.rows[line - 1].rstrip() for line in block.lines]
        if not all(_begins_capital(row) for row in rows) or block.centred:
            return False
        if len(rows) >= _CAPITALS or 2 * sum(bool(_STOP.search(row)) for row in rows[:-1]) >= len(rows) - 1:
            return True
        # No line of prose would have held the first word of the next; prose in a narrower measure ends in a shorter line.
        lengths = [len(row.strip()) for row in rows]
        alike = min(lengths) >= _ALIKE * max(lengths)
        return alike and all(len(row) + 1 + len(after.split()[0]) < self.width for row, after in pairwise(rows))

    def _verses(self, block: DocumentBlock) -> Iterator[DocumentBlock]:
        rows = [self.rows[line - 1].strip() for line in block.lines]
        verses = _at_lines(block, range(1, len(rows))) or _parted(block, rows)
        if verses is None or len(verses) != len(rows):
            yield block
            return
        within: tuple[Surrounding, ...] = (*block.within, "stanza")
        for at, (verse, line) in enumerate(zip(verses, block.lines, strict=True)):
            gap = 0 if at else block.gap
            yield replace(verse, kind="l", within=within, lines=(line,), line=line, gap=gap, goes_on=at > 0 or block.goes_on)

    def _inner_verses(self, block: DocumentBlock) -> tuple[int, int] | None:
        """The range of the rows of a paragraph that stand farther in than those before and after them, verses; None without."""
        rows = [self.rows[line - 1] for line in block.lines]
        indents = [len(row) - len(row.lstrip()) for row in rows]
        least = min(indents)
        start = next((at for at in range(1, len(rows)) if indents[at] - least >= _INNER), 0)
        if not start or indents[0] - least >= _INNER or block.label:
            return None
        end = start
        while end < len(rows) and indents[end] - least >= _INNER:
            end += 1
        verses = rows[start:end]
        if any(indent - least >= _INNER for indent in indents[end:]) or not all(map(_begins_capital, verses)):
            return None
        # A single line may be a signature, or be set so to fill the page.
        few = end - start == 1 and not (_ANNOUNCING.search(rows[start - 1]) and len(verses[0].split()) >= _WORDS)
        return (
            None
            if few or any(self.lines.is_any(row.strip()) or self.lines.is_name(row.strip()) for row in verses)
            else (start, end)
        )

    def _cut_out(self, block: DocumentBlock, start: int, end: int) -> Iterator[DocumentBlock]:
        """A paragraph parted into its prose and its verses, rows from `start` to `end`."""
        rows = [self.rows[line - 1].strip() for line in block.lines]
        bounds = [0, *range(start, end), end, len(rows)] if end < len(rows) else [0, *range(start, end), end]
        parts = _at_lines(block, bounds[1:-1]) or _parted(block, [" ".join(rows[first:last]) for first, last in pairwise(bounds)])
        if parts is None or len(parts) != len(bounds) - 1:
            yield block
            return
        for at, (part, (first, last)) in enumerate(zip(parts, pairwise(bounds), strict=True)):
            lines = block.lines[first:last]
            part = replace(
                part, lines=lines, line=lines[0], rows=last - first, gap=0 if at else block.gap, goes_on=at > 0 or block.goes_on
            )
            if start <= first < end:
                part = replace(part, kind="l", within=(*(one for one in part.within if one != "quotation"), "quotation", "stanza"))
            yield part

    def _is_verse(self, block: DocumentBlock, before: DocumentBlock | None, after: DocumentBlock | None) -> bool:
        """Whether a single line between paragraphs is a verse: in a sentence's case, and no line of a letter."""
        text = block.text
        if before is None or before.kind != "p" or not block.gap or not (after.gap if after is not None else self.in_note):
            return False
        # What stands in the middle may be a heading, but for what somebody is said to have said or written.
        off = abs(self._indent(block) - (self.width - len(text)) / 2)
        if block.centred and not _QUOTED.fullmatch(text) and (off <= _OFF or not _STOP.search(text)):
            return False
        if not _WORDS <= len(text.split()) or self._indent(block) + len(text) > _FILLS * self.width or text.isupper():
            return False
        return self._indent(before) - self.usual < _INDENT and not self.lines.is_any(text) and text[0] not in "([{"


def _begins_capital(row: str) -> bool:
    return _BEFORE_CAPITAL.sub("", row, count=1)[:1].isupper()


def _at_lines(block: DocumentBlock, lines: Sequence[int]) -> list[DocumentBlock] | None:
    """A block parted before some of its lines, by their indexes; None where it is not known where each of its lines begins."""
    if len(block.starts) != len(block.lines) - 1:
        return None
    return list(split(block, [block.starts[at - 1] for at in lines]))


def _parted(block: DocumentBlock, pieces: Sequence[str]) -> list[DocumentBlock] | None:
    """A block parted into pieces that are its text in order, spaces and marks of looks aside; None where they are not."""
    bare = ["".join(piece.translate(_FRAME).split()) for piece in pieces]
    if "".join(bare) != "".join(block.text.translate(_FRAME).split()):
        return None
    ends = [*accumulate(map(len, bare))][:-1]
    places: list[int] = []
    count = 0
    for at, letter in enumerate(block.text):
        while len(places) < len(ends) and count == ends[len(places)] and not letter.isspace():
            places.append(at)
        count += not letter.isspace() and letter not in "|_=+"
    return list(split(block, places))
