"""Turn an entry as read into one running text, as read or as emended."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from edition.model import Block, BlockKind, Emendation, Entry, InlineRange, Mark, RunningText, Span
from edition.text.looks import canonical, clipped, shifted


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

    heading = " ".join(part for part in (entry.dateline, entry.title or "") if part)
    if heading:
        put(heading)
        blocks.append(Block("head", 0, length))
        if entry.dateline:
            spans += _dateline(entry)
        if entry.title:
            spans.append(Span("title", length - len(entry.title), length))
    for index, paragraph in enumerate(entry.paragraphs):
        if blocks:
            put(" " if entry.run_in and index == 0 and heading else "\n")
        start = length
        if paragraph.label:
            spans.append(Span("label", start, put(paragraph.label)))
        text_start = length
        blocks.append(Block(paragraph.kind, start, put(paragraph.text)))
        looks += shifted(paragraph.looks, text_start)
        marks += [Mark("note", text_start + note.offset, note) for note in entry.notes if note.paragraph == index]
    marks += [Mark("note", note.offset, note) for note in entry.notes if note.paragraph is None]
    spans.sort(key=_outer_first)
    in_order = tuple(sorted(marks, key=lambda mark: mark.at))
    text = "".join(parts)
    return RunningText(text, tuple(blocks), tuple(spans), in_order, canonical(text, looks))


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
    marks = [Mark(m.kind, moved(m.at, closing=True), m.value) for m in as_read.marks] + gaps
    looks = tuple(replace(one, start=moved(one.start), end=moved(one.end, closing=True)) for one in as_read.looks)
    in_order = tuple(sorted(marks, key=lambda mark: mark.at))
    return RunningText(text, _blocks(text, as_read, moved), tuple(spans), in_order, canonical(text, looks))


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
    kinds: list[tuple[int, BlockKind]] = [(moved(block.start), block.kind) for block in as_read.blocks]
    run_in = {
        moved(a.end) for a, b in zip(as_read.blocks, as_read.blocks[1:], strict=False) if as_read.text[a.end : b.start] == " "
    }
    blocks: list[Block] = []
    start = 0
    for at, letter in enumerate(text + "\n"):
        if letter == "\n" or at in run_in:
            kind: BlockKind = next((k for place, k in kinds if place == start), "p")
            blocks.append(Block(kind, start, at))
            start = at + 1
    return tuple(blocks)
