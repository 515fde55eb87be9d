"""Turn the pictures of an entry and the captions beside them into one block each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.model.documents import DocumentBlock


def with_captions(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The blocks, each picture as a figure whose text is its caption; a caption without a picture is a figure too.

    A caption belongs to the picture right before it, or to the one right after it that has none below.
    """
    left = [block for block in blocks if block.kind != "figure" or block.text or block.description or block.notes]
    left.reverse()
    while left:
        block = left.pop()
        if _is_bare(block) and left and _is_caption(left[-1]):
            yield _captioned(block, left.pop())
        elif _is_caption(block):
            above = left and _is_bare(left[-1]) and not (len(left) > 1 and _is_caption(left[-2]))
            yield _captioned(left.pop() if above else DocumentBlock("figure", ""), block)
        else:
            yield block


def _is_bare(block: DocumentBlock) -> bool:
    return block.kind == "figure" and not block.text


def _is_caption(block: DocumentBlock) -> bool:
    return block.kind == "caption" and "table" not in block.within


def _captioned(picture: DocumentBlock, caption: DocumentBlock) -> DocumentBlock:
    return replace(caption, kind="figure", description=picture.description, notes=(*picture.notes, *caption.notes))
