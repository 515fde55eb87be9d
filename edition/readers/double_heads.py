"""Part headings that have the number of an act and that of its first scene on one line: ACT I.—SCENE I."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.block_parts import part_of
from edition.readers.head_candidates import may_divide
from edition.readers.numbered_heads import NumberedHead, read_numbered_head

# No such heading is longer, in letters, or fills more lines.
_LONGEST, _ROWS = 120, 2


def with_heads_parted(blocks: Sequence[DocumentBlock], language: Language) -> tuple[DocumentBlock, ...]:
    """Blocks in which such headings are two, that of the scene as the headings of the scenes after it are.

    They stay whole where each scene has both numbers, so that the line over it says all, and where no other scene has a heading.
    """
    found: dict[int, tuple[int, NumberedHead]] = {}
    alone: Counter[tuple[str, str, int]] = Counter()
    for at, block in enumerate(blocks):
        if block.kind not in ("head", "p", "l") or block.rows > _ROWS or len(block.text) > _LONGEST or not may_divide(block):
            continue
        head = read_numbered_head(block.text, language, marked=block.kind == "head")
        if head is None:
            continue
        if language.headings.kind_of(head.word) != "scene":
            continue
        act = _act(head.holder, language)
        start = block.text.lower().find(head.word, len(head.holder))
        if act is None:
            alone[head.word, block.kind, block.level] += 1
        elif start > 0:
            found[at] = (start, act)
    again = any(one.number == other.number for (_, one), (_, other) in pairwise(found.values()))
    if not found or again or not alone:
        return tuple(blocks)
    (_, kind_of_head, level), _ = alone.most_common(1)[0]
    parted: list[DocumentBlock] = []
    for at, block in enumerate(blocks):
        start = found[at][0] if at in found else 0
        if start > 0:
            scene = part_of(block, start, len(block.text))
            parted.append(replace(part_of(block, 0, start), rows=1))
            block = replace(scene, kind=kind_of_head, level=level, gap=1, rows=1)  # type: ignore[arg-type]
        parted.append(block)
    return tuple(parted)


def _act(holder: str, language: Language) -> NumberedHead | None:
    """The act of which a heading says that it is part, by its word: ACT I, SCENE 2."""
    head = read_numbered_head(holder, language) if holder else None
    return head if head is not None and language.headings.kind_of(head.word) == "act" else None
