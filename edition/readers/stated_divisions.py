"""Turn what an editor states of a text (edition.toml) into bounds of the document: where it begins and ends, what is left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby

from edition.language.languages import Language
from edition.messages import Report
from edition.messages.hints import nearest
from edition.messages.values import Lines
from edition.model import Locus, StatedDivisions, StatedOmission
from edition.model.documents import Document, DocumentBlock, InlineRange, NoteCall, OutsideKind, OutsidePart
from edition.readers.block_parts import calls_moved, part_of
from edition.readers.datelines import read_dateline
from edition.readers.head_candidates import may_divide
from edition.readers.line_starts import cut_at, parted
from edition.readers.numbered_heads import read_numbered_head
from edition.readers.outside import kind_by_heading, kind_by_role, parts_before
from edition.readers.stated_headings import HeadReader, reader_of
from edition.readers.stated_words import DocumentWords
from edition.readers.transcriber_notes import is_of_transcriber
from edition.text.looks import shifted

# Between a heading and the first words of its text stand a title and an argument, of no more words than this; by eye, on cantos and
# on chapters of old novels.
_HEADED = 300
# A title is no longer than this, in words, and fills no more lines: as in work_divisions. What is longer is an argument.
_TITLE, _ROWS = 45, 4
# Numbers that begin paragraphs may leave out so many: as in head_candidates.
_GAP = 3
# No heading is longer than this, in characters: as in outside.
_LONGEST = 120

# What is left out, by the index of its first block: the index after its last, None where the next heading ends it; its kind.
LeftOut = dict[int, tuple[int | None, OutsideKind]]


@dataclass(frozen=True, slots=True)
class TextBounds:
    """A document with the bounds of its text.

    `body`: the blocks of the text. `before`, `after`: what stands around it. `opens`: how many blocks of the body are the heading
    that stands over the first words of the text; None where the editor does not say where it begins. `closed`: he says where it
    ends. `aside`: what is left out of the body.
    """

    body: tuple[DocumentBlock, ...]
    before: tuple[OutsidePart, ...] = ()
    after: tuple[OutsidePart, ...] = ()
    opens: int | None = None
    closed: bool = False
    aside: LeftOut = field(default_factory=dict)

    def seen(self) -> list[DocumentBlock]:
        """The body as evidence of its divisions: nothing stands where something is left out."""
        found = list(self.body)
        for start, (end, _) in self.aside.items():
            for at in range(start, start if end is None else end):
                found[at] = replace(found[at], kind="break", text="")
        return found

    def counted_in(self, body: tuple[DocumentBlock, ...], places: Sequence[int]) -> TextBounds:
        """The same bounds of a body in which blocks were parted. `places`: the new index of each block."""
        aside: LeftOut = {places[at]: (None if end is None else places[end], kind) for at, (end, kind) in self.aside.items()}
        return replace(self, body=body, opens=None if self.opens is None else places[self.opens], aside=aside)

    def aside_between(self, others: Set[int], starts: Set[int]) -> dict[int, tuple[int, OutsideKind]]:
        """What is left out, each with the index after its last block. `starts`: where the headings of the text stand.

        `others`: headings of levels that do not divide the text, which are left out too.
        """
        fixed = sorted({*starts, *self.aside, *others, len(self.body)})
        every: LeftOut = {**dict.fromkeys(others, (None, "part-heading")), **self.aside}
        found: dict[int, tuple[int, OutsideKind]] = {}
        before = -1
        for at, (end, kind) in sorted(every.items()):
            stop = at + 1 if at in others else end if end is not None else fixed[bisect_right(fixed, at)]
            if before >= 0 and at < found[before][0]:
                # Within what is left out, or over its end.
                found[before] = (max(stop, found[before][0]), found[before][1])
            else:
                found[at], before = (stop, kind), at
        return found


def text_bounds(
    document: Document, language: Language, stated: StatedDivisions | None, rows: Sequence[str], report: Report
) -> TextBounds:
    """Find the bounds of the text in a document whose licence is marked.

    `stated`: what the editor says, None where he says nothing: then the licence alone lies outside. `rows`: the lines of the file,
    none where it is no text. Reports words that do not stand in the file (E065) or in several places (W060), an end before the
    beginning (E066), and lines or headings to be left out that are not there (E067, E068, E078).
    """
    if stated is None:
        bounds = _within_licence(document.blocks)
    else:
        bounds = _StatedText(document, language, stated, rows, report).bounds()
    typed: LeftOut = {at: (at + 1, "transcriber") for at, block in enumerate(bounds.body) if is_of_transcriber(block)}
    return replace(bounds, aside={**typed, **bounds.aside}) if typed else bounds


def _within_licence(blocks: Sequence[DocumentBlock]) -> TextBounds:
    licensed = ["licence" in block.within for block in blocks]
    start = licensed.index(False) if False in licensed else len(blocks)
    end = len(blocks) - (licensed[::-1].index(False) if False in licensed else 0)
    return TextBounds(
        tuple(blocks[start:end]),
        (OutsidePart("licence", "before", tuple(blocks[:start])),) if start else (),
        (OutsidePart("licence", "after", tuple(blocks[end:])),) if end < len(blocks) else (),
    )


class _StatedText:
    """One reading of a document by what is stated of it."""

    def __init__(
        self, document: Document, language: Language, stated: StatedDivisions, rows: Sequence[str], report: Report
    ) -> None:
        self.file = document.file
        self.language = language
        self.stated = stated
        self.rows = rows
        self.report = report
        self.heads: HeadReader | None = reader_of(stated.headings, language) if stated.headings else None
        blocks: Sequence[DocumentBlock] = document.blocks
        if self.heads is not None:
            blocks = list(_heads_parted(blocks, rows, self.heads, stated.headings, language))
        if stated.verse is not None:
            blocks = list(_verses(blocks, rows) if stated.verse else _joined(blocks))
        self.blocks = list(blocks)

    def locus(self, key: str) -> Locus:
        """The place of a key in edition.toml, else the file."""
        return self.stated.loci.get(key, Locus(self.file))

    def bounds(self) -> TextBounds:
        """The bounds of the text, with what is left out of it."""
        whole = _within_licence(self.blocks)
        start = sum(len(part.blocks) for part in whole.before)
        end = start + len(whole.body)
        opens: int | None = None
        cut = 0
        first, last = self._bound("from", self.stated.first_words), self._bound("to", self.stated.last_words)
        if first and last and first > last:
            lines = tuple(line for at, _ in (first, last) if (line := self.blocks[at].line))
            self.report.add("E066", self.locus("from"), lines=Lines(lines))
            first = last = None
        if last:
            end = self._cut(*last)
        if first:
            before = len(self.blocks)
            start = self._cut(*first)
            cut = len(self.blocks) - before
            end = max(start, end + cut)
            headed = self.stated.levels == () or self._is_head(self.blocks[start]) if start < end else True
            heading = start if headed else self._heading_above(start)
            while start < end and self._is_head(self.blocks[start]):
                start += 1
            start, opens = heading, start - heading
        before_text, body, after = self.blocks[:start], self.blocks[start:end], self.blocks[end:]
        if first or last:
            body = [_unlicensed(block) for block in body]
        body, aside = self._left_out(body)
        if opens is not None:
            opens = self._argument(body, opens, opens - cut, aside)
        return TextBounds(
            tuple(body),
            tuple(self._outside(before_text, "before")),
            tuple(self._outside(after, "after")),
            opens,
            last is not None,
            aside,
        )

    # --- From and to ------------------------------------------------------------------------------------------------------

    def _bound(self, key: str, words: str) -> tuple[int, int] | None:
        """The block in which the text begins or ends, and the place in it; None where nothing is stated or found."""
        if not words:
            return None
        index = DocumentWords(self.blocks)
        found = index.find(words)
        # Contents and notes quote a text.
        found = [place for place in found if may_divide(_unlicensed(self.blocks[place[0].block]))] or found
        if not found:
            near, line = index.nearest(words)
            values: dict[str, object] = {"near": near} if near else {}
            if line:
                values["line"] = line
            self.report.add("E065", self.locus(key), key=key, words=words, file=self.file, **values)
            return None
        first, last = found[0] if key == "from" else found[-1]
        if len(found) > 1:
            lines = Lines(tuple(line for place, _ in found if (line := self.blocks[place.block].line)))
            which = "first" if key == "from" else "last"
            self.report.add("W060", self.locus(key), key=key, words=words, count=len(found), lines=lines, what=which)
        if key == "from":
            text, at = self.blocks[first.block].text, first.start
            while at and not text[at - 1].isspace() and not text[at - 1].isalnum():
                at -= 1
            return first.block, at
        text, at = self.blocks[last.block].text, last.end
        while at < len(text) and not text[at].isspace() and not text[at].isalnum():
            at += 1
        return last.block, at

    def _cut(self, at: int, offset: int) -> int:
        """Cut a block at a place of its text, if that lies within; the index of the block that begins there."""
        block = self.blocks[at]
        if not block.text[:offset].strip():
            return at
        if not block.text[offset:].strip():
            return at + 1
        self.blocks[at : at + 1] = cut_at(block, offset, self.rows)
        return at + 1

    def _heading_above(self, at: int) -> int:
        """Where the heading begins that stands over the first words of the text; `at` itself where none does."""
        words, heading = 0, at
        for place in range(at - 1, -1, -1):
            block = self.blocks[place]
            if self._is_head(block):
                if kind_by_heading(block.label + block.text, self.language):
                    break
                heading = place
                words = 0
            elif block.text:
                words += len(block.text.split())
                # Above the first heading stand those that hold it, and nothing else.
                if words > (_HEADED if heading == at else 0):
                    break
        return heading

    def _is_head(self, block: DocumentBlock) -> bool:
        if not block.text or not may_divide(block) or (block.kind != "head" and block.rows > _ROWS):
            return False
        text = block.label + block.text
        if self.heads is not None and self.heads(text):
            return True
        if block.kind == "head" or kind_by_heading(text, self.language):
            return True
        numbered = read_numbered_head(text, self.language)
        if numbered is not None:
            return bool(numbered.word) or not numbered.title
        line = read_dateline(text, self.language.tag, 1)
        return line is not None and line.end == len(text)

    def _argument(self, body: Sequence[DocumentBlock], opens: int, cut: int, aside: LeftOut) -> int:
        """Leave out what stands between the heading and the first words and is no title. Returns how many blocks the heading has.

        That is an argument, or from the block `cut` on the beginning of the paragraph in which the first words stand.
        """
        for at in range(opens):
            block = body[at]
            if at >= cut or (not self._is_head(block) and (len(block.text.split()) > _TITLE or block.rows > _ROWS)):
                aside[at] = (opens, "other-work" if at >= cut else "argument")
                return at
        return opens

    # --- What is left out -------------------------------------------------------------------------------------------------

    def _left_out(self, body: list[DocumentBlock]) -> tuple[list[DocumentBlock], LeftOut]:
        ranges = [one for one in self.stated.leave_out if one.lines is not None]
        last = max((line for block in self.blocks for line in (block.lines or (block.line or 0,))), default=0) if self.rows else 0
        good: list[tuple[int, int]] = []
        for one in ranges:
            first, end = one.lines or (0, 0)
            if not last:
                self.report.add("E068", one.locus or self.locus("leave_out"), file=self.file)
            elif end > max(last, len(self.rows)) or first > last:
                self.report.add(
                    "E067", one.locus or self.locus("leave_out"), first=str(first), last=str(end), file=self.file, line=last
                )
            else:
                good.append((first, end))
        marked: list[tuple[bool, DocumentBlock]] = []
        for block in body:
            for part in _parted_at(block, good, self.rows):
                marked.append((any(first <= (part.line or 0) <= end for first, end in good), part))
        found = [part for _, part in marked]
        aside: LeftOut = {}
        for out, group in groupby(range(len(marked)), key=lambda at: marked[at][0]):
            if out:
                places = list(group)
                aside[places[0]] = (places[-1] + 1, self._kind(found[places[0]]))
        for one in self.stated.leave_out:
            if one.heading:
                self._headed(one, found, aside)
        return found, aside

    def _headed(self, one: StatedOmission, body: Sequence[DocumentBlock], aside: LeftOut) -> None:
        """Leave out what stands under a heading, wherever there is one of these words. Reports words that head nothing (E078)."""
        sought = re.findall(r"\w+", one.heading.casefold())
        places = []
        for at, block in enumerate(body):
            if block.text and block.rows <= _ROWS and may_divide(block) and block.kind in ("head", "p", "l", "item"):
                said = re.findall(r"\w+", (block.label + block.text).casefold())
                if sought and said[: len(sought)] == sought and len(said) <= _TITLE:
                    places.append((said == sought, at))
        # Words that are a whole heading somewhere begin others by chance.
        chosen = [at for whole, at in places if whole] or [at for _, at in places]
        if not chosen:
            short = (block for block in body if block.text and block.rows <= _ROWS and len(block.text) <= _LONGEST)
            headings = {block.text: block.line for block in short}
            near = nearest(one.heading, tuple(headings))
            values: dict[str, object] = {"near": near} if near else {}
            if line := headings.get(near):
                values["line"] = line
            self.report.add("E078", one.locus or self.locus("leave_out"), heading=one.heading, file=self.file, **values)
        for at in chosen:
            level = body[at].level
            # What stands below a heading that the file gives a rank goes to the next of its rank.
            rank = (later for later in range(at + 1, len(body)) if body[later].kind == "head" and 0 < body[later].level <= level)
            aside.setdefault(at, (next(rank, len(body)) if level else None, self._kind(body[at])))

    def _kind(self, block: DocumentBlock) -> OutsideKind:
        return kind_by_role(block.role) or kind_by_heading(block.label + block.text, self.language) or "other-work"

    def _outside(self, blocks: Sequence[DocumentBlock], where: str) -> Iterator[OutsidePart]:
        """What stands before or after the text, by kind."""
        for licensed, group in groupby(blocks, key=lambda block: "licence" in block.within):
            run = tuple(group)
            if licensed:
                yield OutsidePart("licence", where, run)  # type: ignore[arg-type]
                continue
            for part in parts_before(run, self.language):
                # After a text stand no title pages, but other texts.
                what: OutsideKind = "other-work" if where == "after" and part.what == "title-page" else part.what
                yield replace(part, what=what, where=where)  # type: ignore[arg-type]


# --- Blocks ---------------------------------------------------------------------------------------------------------------


def _unlicensed(block: DocumentBlock) -> DocumentBlock:
    return replace(block, within=tuple(one for one in block.within if one != "licence")) if "licence" in block.within else block


def _parted_at(block: DocumentBlock, ranges: Sequence[tuple[int, int]], rows: Sequence[str]) -> list[DocumentBlock]:
    """A block parted where ranges of lines begin and end in it."""
    if len(block.lines) < 2:
        return [block]
    cuts = sorted({
        at for first, end in ranges for at, line in enumerate(block.lines) if at and (line == first or block.lines[at - 1] == end)
    })  # fmt: skip
    return parted(block, rows, cuts) if cuts else [block]


def _verses(blocks: Sequence[DocumentBlock], rows: Sequence[str]) -> Iterator[DocumentBlock]:
    """Blocks with each line of a paragraph as a verse."""
    for block in blocks:
        if block.kind not in ("p", "item") or len(block.lines) < 2 or not may_divide(_unlicensed(block)):
            yield block
            continue
        lines = parted(block, rows)
        within = block.within if "stanza" in block.within else (*block.within, "stanza")
        yield from (replace(line, kind="l", within=within, rows=block.rows) for line in lines) if len(lines) > 1 else lines


def as_verse(block: DocumentBlock) -> DocumentBlock:
    """A paragraph of one line as the verse that it is, in a text of which the editor says that its lines are verses."""
    return replace(block, kind="l", within=(*block.within, "stanza")) if block.kind == "p" and block.rows == 1 else block


def _joined(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Blocks with the verses that follow one another without a gap joined to paragraphs."""
    run: list[DocumentBlock] = []
    for block in blocks:
        if run and not (block.kind == "l" and not block.gap):
            yield _paragraph(run)
            run = []
        if block.kind == "l":
            run.append(block)
        else:
            yield block
    if run:
        yield _paragraph(run)


def _paragraph(verses: Sequence[DocumentBlock]) -> DocumentBlock:
    text, inline, notes = "", list[InlineRange](), list[NoteCall]()
    for verse in verses:
        text = f"{text} {verse.text}" if text else verse.text
        at = len(text) - len(verse.text)
        inline += shifted(verse.inline, at)
        notes += calls_moved(verse.notes, at)
    lines = tuple(line for verse in verses for line in verse.lines)
    within = tuple(one for one in verses[0].within if one != "stanza")
    return replace(
        verses[0], kind="p", text=text, inline=tuple(inline), notes=tuple(notes), lines=lines, within=within, n="", rows=len(verses)
    )


def _heads_parted(
    blocks: Sequence[DocumentBlock], rows: Sequence[str], read: HeadReader, form: str, language: Language
) -> Iterator[DocumentBlock]:
    """Blocks with headings of a form parted from the text that follows them in one paragraph, on the next line or the same."""
    run_in = _run_in(blocks, read, form, language)
    for at, block in enumerate(blocks):
        if block.kind not in ("p", "item") or not may_divide(_unlicensed(block)) or read(block.label + block.text):
            yield block
        elif len(block.lines) > 1 and rows and block.lines[-1] <= len(rows) and read(rows[block.lines[0] - 1].strip()):
            yield from parted(block, rows, (1,))
        elif at in run_in:
            whole = _with_label(block)
            yield replace(part_of(whole, 0, run_in[at]), rows=1)
            yield replace(part_of(whole, run_in[at], len(whole.text)), gap=0)
        else:
            yield block


def _run_in(blocks: Sequence[DocumentBlock], read: HeadReader, form: str, language: Language) -> dict[int, int]:
    """The blocks that begin with a heading of a form, with the place where it ends. Only numbers that count up are headings there.

    Where headings stand alone, numbers at the beginning of a paragraph are something else.
    """
    if "{n}" not in form or "{title}" in form:
        return {}
    if sum(read(block.label + block.text) is not None for block in blocks if block.rows <= _ROWS) > 1:
        return {}
    begins = reader_of(form, language, run_in=True)
    found: dict[int, int] = {}
    before = 0
    for at, block in enumerate(blocks):
        head = begins(block.label + block.text) if block.kind in ("p", "item") and may_divide(_unlicensed(block)) else None
        if head is not None and (head.number == 1 or not found or before < head.number <= before + _GAP):
            found[at], before = len(head.printed), head.number
    return found


def _with_label(block: DocumentBlock) -> DocumentBlock:
    """An item of a list as a paragraph that begins with its mark."""
    lead = len(block.label)
    return replace(
        block,
        kind="p",
        text=block.label + block.text,
        label="",
        inline=shifted(block.inline, lead),
        notes=calls_moved(block.notes, lead),
    )
