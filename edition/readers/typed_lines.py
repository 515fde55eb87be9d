"""Join the paragraphs of a text that somebody typed with a paragraph for each printed line.

Such lines fill a measure: each would not have held the first word of the next. Lines of verse do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model.documents import Document, DocumentBlock
from edition.readers.block_parts import lines_joined
from edition.readers.printed_lines import ends_sentence, opens_small

# A printed line has no more letters than this, and no text of fewer lines says anything. By eye, on plays typed from print.
_MEASURE, _FEWEST = 110, 30
# Of the lines so many begin in small letters, in the middle of a sentence; of these lines this share stands below one that is full.
_SMALL, _FULL = 0.25, 0.8
# The measure is the length that so many of the lines keep.
_KEEP = 0.97


def with_typed_lines(document: Document) -> Document:
    """A document whose paragraphs are joined where each is a printed line of one; the same where they are not."""
    lines = [block for block in document.blocks if _may_be_line(block)]
    if len(lines) < _FEWEST:
        return document
    lengths = sorted(len(line.text) for line in lines)
    measure = lengths[int(_KEEP * (len(lengths) - 1))]
    if measure > _MEASURE:
        return document
    small = full = 0
    for before, block in _pairs(document.blocks):
        if opens_small(block.text):
            small += 1
            full += _is_full(before, block, measure)
    if small < _SMALL * len(lines) or full < _FULL * small:
        return document
    gaps = sorted(line.gap for line in lines)
    usual = gaps[len(gaps) // 2]
    paragraphs: list[list[DocumentBlock]] = []
    last: DocumentBlock | None = None
    for block in document.blocks:
        joins = last is not None and _may_be_line(last) and _may_be_line(block) and last.within == block.within
        if last is not None and joins and block.gap <= usual and _goes_on(last, block, measure):
            paragraphs[-1].append(block)
        else:
            paragraphs.append([block])
        last = block
    return replace(document, blocks=tuple(map(lines_joined, paragraphs)))


def _may_be_line(block: DocumentBlock) -> bool:
    return block.kind == "p" and bool(block.text.strip()) and not (block.level or block.label or block.role or block.speaker)


def _pairs(blocks: Sequence[DocumentBlock]) -> Iterator[tuple[DocumentBlock, DocumentBlock]]:
    return ((before, block) for before, block in pairwise(blocks) if _may_be_line(before) and _may_be_line(block))


def _is_full(line: DocumentBlock, below: DocumentBlock, measure: int) -> bool:
    """Whether a line would not have held the first word of the one below it."""
    return len(line.text) + 1 + len(below.text.split(maxsplit=1)[0]) > measure


def _goes_on(line: DocumentBlock, below: DocumentBlock, measure: int) -> bool:
    """Whether a line is of the paragraph of the one above it."""
    return opens_small(below.text) or (not ends_sentence(line.text) and _is_full(line, below, measure))
