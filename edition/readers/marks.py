"""Turn notes that stand in brackets into notes at their marks: "[1]" or "[^1]" in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from edition.messages import Report
from edition.model import Locus, Note
from edition.readers.blocks import SourceBlock

_NOTE = re.compile(r"\[\^?(?P<n>\d{1,3}|[ivxlc]{1,6}|\*{1,3}|†|‡|(?<=\^)\w+)\]:?\s*(?=[^\s:])")
# A note between the paragraphs, as files of Project Gutenberg have it.
_FOOTNOTE = re.compile(r"\[Footnote (?P<n>\d{1,3}|[ivxlc]{1,6}|\*{1,3}|†|‡|[A-Z]):\s*(?P<text>\S.*)\]", re.IGNORECASE)
_MARK = re.compile(r"\s?\[\^?(?P<n>\d{1,3}|[ivxlc]{1,6}|\*{1,3}|†|‡|(?<=\^)\w+)\]")
_BACK = re.compile(r"\s*[↩↑]\ufe0e?\s*$")


def bind(blocks: Sequence[SourceBlock], file: str, report: Report) -> list[SourceBlock]:
    """Hang the notes on their marks, and take both out of the blocks.

    Reports notes without mark (W104), which are hung on the end of the block before the notes, and marks in figures
    without note (W105), which stay in the text.
    """
    notes: dict[str, tuple[int, Note]] = {}
    repeated: set[str] = set()
    for index, block in enumerate(blocks):
        framed = _FOOTNOTE.fullmatch(block.text)
        found = framed or _NOTE.match(block.text)
        if found and not block.label and block.level == 0:
            if found["n"] in notes:
                repeated.add(found["n"])
                continue
            text = framed["text"] if framed else _BACK.sub("", block.text[found.end() :])
            locus = Locus(file, block.first)
            notes[found["n"]] = index, Note(found["n"], text, None, 0, locus=locus, lines=block.lines)
    taken = {index for index, _ in notes.values()}
    called: set[str] = set()
    kept: list[SourceBlock] = []
    for index, block in enumerate(blocks):
        if index not in taken:
            kept.append(_hang(block, notes, called, file, report))
    for n in [n for n in notes if n not in called]:
        index, note = notes[n]
        report.add("W104", note.locus, n=n)
        before = bisect_left(kept, blocks[index].first, key=lambda block: block.first) - 1
        if before < 0:
            kept.insert(0, blocks[index])
        else:
            kept[before] = replace(kept[before], marks=(*kept[before].marks, (len(kept[before].text), note)))
    return kept


def _hang(block: SourceBlock, notes: dict[str, tuple[int, Note]], called: set[str], file: str, report: Report) -> SourceBlock:
    """Take the marks out of a block; a note hangs on its first mark alone."""
    parts: list[str] = []
    marks: list[tuple[int, Note]] = list(block.marks)
    at = length = 0
    for found in _MARK.finditer(block.text):
        n = found["n"]
        if n in called or n not in notes:
            if n not in notes and n.isdigit():
                word = (block.text[: found.start()].split() or [""])[-1]
                report.add("W105", Locus(file, block.first), n=n, word=word)
            continue
        parts.append(block.text[at : found.start()])
        length += found.start() - at
        at = found.end()
        called.add(n)
        marks.append((length, notes[n][1]))
    if not parts:
        return block
    return replace(block, text="".join([*parts, block.text[at:]]), marks=tuple(marks))
