"""Turn an entry as read into one running text, as read or as emended."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from edition.model import (
    BEGINNINGS,
    Block,
    Emendation,
    Entry,
    InlineRange,
    Mark,
    Note,
    Paragraph,
    RunningText,
    Span,
    Surrounding,
    VerseNumber,
)
from edition.text.looks import canonical, clipped, shifted
from edition.text.mark_order import beginnings_first

# The marks with which a block of verses begins.
_FIRST_VERSE: tuple[tuple[Literal["stanza", "line"], VerseNumber | None], ...] = (("stanza", None), ("line", VerseNumber()))


def running_text(entry: Entry, *, emended: bool = True) -> RunningText:
    """Turn an entry into one string (heading, separator, first paragraph, separator, …) with the places of its blocks and marks.

    `emended`: with the emendations that were decided. Without them the text is as read; the ranges of emendations count in that
    text.
    """
    as_read = _as_read(entry)
    return emend(as_read, entry.emendations) if emended and entry.emendations else as_read


def _as_read(entry: Entry) -> RunningText:
    parts: list[str] = []
    length = 0
    blocks: list[Block] = []
    spans: list[Span] = []
    marks: list[Mark] = []
    looks: list[InlineRange] = [*entry.head_looks]

    def put(text: str) -> int:
        nonlocal length
        parts.append(text)
        length += len(text)
        return length

    heading = entry.heading
    if heading:
        put(heading)
        blocks.append(Block("head", 0, length))
        if entry.dateline:
            spans += _dateline(entry)
        if entry.title:
            spans.append(Span("title", length - len(entry.title), length))
    before: Paragraph | None = None
    hung: dict[int, list[Note]] = {}
    for note in entry.notes:
        if note.paragraph is not None:
            hung.setdefault(note.paragraph, []).append(note)
    starts: list[int] = []
    for index, paragraph in enumerate(entry.paragraphs):
        joined = before is not None and _in_one_block(before, paragraph)
        if blocks:
            put(" " if joined or (entry.run_in and index == 0 and heading) else "\n")
        start = length
        starts.append(start)
        marks += _beginnings(before, paragraph, start, joined=joined)
        if paragraph.label:
            spans.append(Span("label", start, put(paragraph.label)))
        text_start = length
        put(paragraph.text)
        if joined:
            blocks[-1] = replace(blocks[-1], end=length)
        else:
            around = _around(paragraph)
            blocks.append(Block(paragraph.kind, start, length, around, min(paragraph.shared, len(around))))
        looks += shifted(paragraph.looks, text_start)
        marks += [Mark("note", text_start + note.offset, note) for note in hung.get(index, ())]
        before = paragraph
    marks += [Mark("note", note.offset, note) for note in entry.notes if note.paragraph is None]
    marks += [Mark("figure", [*starts[one.paragraph : one.paragraph + 1], length][0], one) for one in entry.figures]
    spans.sort(key=_outer_first)
    text = "".join(parts)
    in_order = tuple(sorted(marks, key=beginnings_first))
    return RunningText(text, tuple(blocks), tuple(spans), in_order, canonical(text, looks))


def paragraph_starts(entry: Entry) -> list[int]:
    """Turn an entry into the offsets in its running text, as read, at which its paragraphs begin, their list marks with them."""
    starts: list[int] = []
    at = len(entry.heading)
    for paragraph in entry.paragraphs:
        at += 1 if at or starts else 0
        starts.append(at)
        at += len(paragraph.label) + len(paragraph.text)
    return starts


def paragraph_at(entry: Entry, at: int) -> int | None:
    """Find the paragraph of an entry in which an offset of its running text as emended lies; None if that lies in the heading."""
    starts = [as_emended(entry.emendations, start) for start in paragraph_starts(entry)]
    number = bisect_right(starts, at) - 1
    return number if number >= 0 else None


def _around(paragraph: Paragraph) -> tuple[Surrounding, ...]:
    """What a block stands in, without its stanza: verses of several stanzas are one block."""
    return paragraph.within[:-1] if paragraph.within[-1:] == ("stanza",) else paragraph.within


def _in_one_block(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a verse goes on in the block of the one before it: nothing but a stanza begins with it."""
    around = _around(paragraph)
    return before.kind == paragraph.kind == "l" and around == _around(before) and paragraph.shared >= len(around)


def _beginnings(before: Paragraph | None, paragraph: Paragraph, at: int, *, joined: bool) -> Iterable[Mark]:
    """The marks of what begins with a paragraph: what somebody speaks, a stanza, a verse, what follows a break."""
    if paragraph.section:
        yield Mark("section", at)
    speaks = paragraph.speaker if "speech" in paragraph.within else ""
    spoke = before is not None and "speech" in before.within and bool(before.speaker)
    if (speaks and paragraph.within.index("speech") >= paragraph.shared) or (spoke and not speaks):
        yield Mark("speech", at, speaks)
    if paragraph.kind == "l":
        if not joined or (paragraph.within[-1:] == ("stanza",) and paragraph.shared < len(paragraph.within)):
            yield Mark("stanza", at)
        yield Mark("line", at, VerseNumber(paragraph.n, paragraph.part))


def _outer_first(span: Span) -> tuple[int, int]:
    """The key by which spans are sorted: by where they begin; if several begin together, the longest first."""
    return span.start, -span.end


def _dateline(entry: Entry) -> list[Span]:
    """Find the spans of a dateline: the whole, the place, and the date without the place and the stops around it."""
    spans = [Span("dateline", 0, len(entry.dateline), entry.edtf)]
    start, end = 0, len(entry.dateline)
    if entry.place and entry.place in entry.dateline:
        at = entry.dateline.index(entry.place)
        spans.append(Span("place", at, at + len(entry.place)))
        # The place stands before the date or after it; the longer rest is the date.
        before, after = (0, at), (at + len(entry.place), end)
        start, end = max(before, after, key=lambda side: side[1] - side[0])
    if entry.date and entry.date in entry.dateline:
        # To whom a letter is may stand before its date.
        start = entry.dateline.rindex(entry.date)
        end = start + len(entry.date)
    while start < end and not entry.dateline[start].isalnum():
        start += 1
    while start < end and not entry.dateline[end - 1].isalnum():
        end -= 1
    if entry.edtf and start < end:
        spans.append(Span("date", start, end, entry.edtf))
    return spans


def emend(as_read: RunningText, emendations: tuple[Emendation, ...]) -> RunningText:
    """Turn a text as read into the text as emended. Every corrected range has a span "sic" whose value is the emendation.

    A look that holds a part of a corrected range holds all of the correction; the looks of what was corrected are the emendation's.
    """
    parts: list[str] = []
    spans: list[Span] = []
    gaps: list[Mark] = []  # also words struck out: neither has a width
    at = shift = 0
    emendations = tuple(sorted(emendations, key=lambda emendation: (emendation.start, emendation.end)))
    for emendation in emendations:
        if looks := clipped(as_read.looks, emendation.start, emendation.end):
            emendation = replace(emendation, looks=looks)
        parts += (as_read.text[at : emendation.start], emendation.corr)
        at = emendation.end
        start = emendation.start + shift
        if emendation.kind == "gap":
            gaps.append(Mark("gap", start, emendation))
        elif emendation.corr:
            spans.append(Span("sic", start, start + len(emendation.corr), emendation))
        else:
            gaps.append(Mark("sic", start, emendation))
        shift += _change(emendation)
    parts.append(as_read.text[at:])
    text = "".join(parts)

    def moved(offset: int, *, closing: bool = False) -> int:
        return as_emended(emendations, offset, closing=closing)

    spans += [Span(s.kind, moved(s.start), moved(s.end, closing=True), s.value) for s in as_read.spans]
    spans.sort(key=_outer_first)
    marks = [
        Mark(m.kind, moved(m.at, closing=m.kind != "figure"), m.value) for m in as_read.marks if m.kind not in BEGINNINGS
    ] + gaps
    begun = ((m, _begun(emendations, m.at, text)) for m in as_read.marks if m.kind in BEGINNINGS)
    marks += [Mark(m.kind, at, m.value) for m, at in begun if at is not None]
    looks = tuple(replace(one, start=moved(one.start), end=moved(one.end, closing=True)) for one in as_read.looks)
    blocks = _blocks(text, as_read, moved)
    return RunningText(
        text, blocks, tuple(spans), tuple(sorted(_settled(marks, blocks), key=beginnings_first)), canonical(text, looks)
    )


def as_emended(emendations: tuple[Emendation, ...], offset: int, *, closing: bool = False) -> int:
    """Turn an offset of a text as read into the offset in the text as emended.

    An offset inside a correction becomes the start of the correction, or its end if `closing`. `emendations` are in order of place.
    """
    result = offset
    for emendation in emendations:
        start, end = emendation.start, emendation.end
        if end <= offset and (start < end or closing or start < offset):
            result += _change(emendation)
        elif start < offset < end:
            return result - (offset - start) + (len(emendation.corr) if closing else 0)
        elif start >= offset:
            break
    return result


def _begun(emendations: tuple[Emendation, ...], at: int, text: str) -> int | None:
    """Where in an emended text begins what began at an offset of the text as read; None if none of its words are left.

    What began within a corrected range begins with the same word of the correction, counted from its first, or after it.
    """
    held = next((one for one in emendations if one.start < at < one.end), None)
    if held is None:
        return as_emended(emendations, at)
    start = as_emended(emendations, held.start)
    words = [word.start() for word in re.finditer(r"\S+", held.corr)]
    number = len(held.sic[: at - held.start].split())
    if number < len(words):
        return start + words[number]
    end = start + len(held.corr)
    return end + 1 if text[end : end + 1] == " " else None


def _change(emendation: Emendation) -> int:
    """Compute by how many characters an emendation makes a text longer."""
    return len(emendation.corr) - (emendation.end - emendation.start)


def cut(text: RunningText, start: int, end: int) -> RunningText:
    """Turn a range of a running text into a running text: with the spans that lie whole in it, counted from 0; no blocks, no
    marks."""
    first, last = (bisect_left(text.spans, at, key=lambda span: span.start) for at in (start, end))
    spans = tuple(
        Span(span.kind, span.start - start, span.end - start, span.value)
        for span in text.spans[first:last]
        if span.start < span.end <= end
    )
    return RunningText(text.text[start:end], (), spans, ())


def _blocks(text: str, as_read: RunningText, moved) -> tuple[Block, ...]:  # type: ignore[no-untyped-def]
    """Find the blocks of an emended text: as read, but joined where an emendation took a separator out, divided where it put one
    in."""
    known = {moved(block.start): block for block in reversed(as_read.blocks)}
    run_in = {
        moved(a.end) for a, b in zip(as_read.blocks, as_read.blocks[1:], strict=False) if as_read.text[a.end : b.start] == " "
    }
    blocks: list[Block] = []
    start = 0
    ends = {found.start() for found in re.finditer("\n", text)} | {at for at in run_in if 0 <= at < len(text)} | {len(text)}
    for at in sorted(ends):
        block = known.get(start)
        if block is None:
            # A break that the editor put in parts a block in two: the second is a paragraph, or verses as the first is.
            last = blocks[-1] if blocks else Block("p", 0, 0)
            block = Block("l" if last.kind == "l" else "p", 0, 0, last.within, len(last.within))
        blocks.append(replace(block, start=start, end=at))
        start = at + 1
    return tuple(blocks)


def _settled(marks: Sequence[Mark], blocks: Sequence[Block]) -> Iterable[Mark]:
    """The marks of an emended text: verses begin within blocks of verses and at their beginnings, speeches where blocks begin."""
    firsts = [block.start for block in blocks]
    # Of two that begin at one place the first has lost its words.
    begun = {(mark.kind, mark.at): mark for mark in marks if mark.kind in BEGINNINGS}
    for mark in marks:
        if begun.get((mark.kind, mark.at), mark) is not mark:
            continue
        block = blocks[max(bisect_right(firsts, mark.at) - 1, 0)]
        if mark.kind in ("stanza", "line"):
            if block.kind == "l":
                yield mark
        elif mark.kind not in ("section", "speech") or mark.at == block.start:
            yield mark
    for block in blocks:
        if block.kind == "l":
            yield from (Mark(k, block.start, v) for k, v in _FIRST_VERSE if (k, block.start) not in begun)
