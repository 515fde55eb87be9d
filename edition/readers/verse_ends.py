"""Take out of entries in verse what a print sets below their last verse: remarks of an editor, the line that says it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from edition.model.documents import DocumentBlock, DocumentEntry, DocumentOutline, OutsideKind, OutsidePart

# An entry is a poem if so many of its blocks are verses. By eye, on epics by books, and on tales that end in a song.
_VERSE = 0.9
# A remark has at least so many words; fewer are a signature or a place and date, which are of the poem. By eye.
_REMARK = 12
# and at most this share of those of the entry: more is a text with verses in it.
_MOST = 0.3
# A line that says that a poem ends has no more words.
_LINE = 4


def without_remarks(outline: DocumentOutline) -> DocumentOutline:
    """An outline in which prose that a rule parts from the last verse of a poem, and a line in capitals under the last verse of a
    division or of all, are none of it: notes, and a colophon.
    """
    entries: list[DocumentEntry] = []
    parts: list[OutsidePart] = []
    for index, entry in enumerate(outline.entries):
        after = outline.entries[index + 1] if index + 1 < len(outline.entries) else None
        where: Literal["between", "after"] = "between" if after else "after"
        # After the last poem of all there may be more of it than of that poem.
        of = entry.blocks if after else tuple(block for one in outline.entries for block in one.blocks)
        end, what = _end_of_verse(entry.blocks, last=after is None or after.above != entry.above, of=of)
        if what is not None:
            parts.append(OutsidePart(what, where, entry.blocks[end:]))
            entry = replace(entry, blocks=entry.blocks[:end])
        entries.append(entry)
    if not parts:
        return outline
    outside = [*outline.outside]
    place = next((at for at, part in enumerate(outside) if part.where == "after"), len(outside))
    outside[place:place] = parts
    return replace(outline, entries=tuple(entries), outside=tuple(outside))


def _end_of_verse(blocks: Sequence[DocumentBlock], *, last: bool, of: Sequence[DocumentBlock]) -> tuple[int, OutsideKind | None]:
    """Where the text of a poem ends, and what follows that is none of it; None for nothing.

    `last`: of a division or of all; `of`: the blocks of what a remark is short beside.
    """
    end = next((at + 1 for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind == "l"), 0)
    rest = [block for block in blocks[end:] if block.text]
    body = [block for block in blocks[:end] if block.text and block.kind != "argument"]
    if not rest or sum(block.kind == "l" for block in body) < _VERSE * len(body) or not body:
        return end, None
    words = sum(len(block.text.split()) for block in rest)
    if blocks[end].kind == "break" and all(block.kind in ("p", "item") for block in rest):
        whole = sum(len(block.text.split()) for block in of)
        return (end, "notes") if _REMARK <= words <= _MOST * whole else (end, None)
    capitals = len(rest) == 1 and rest[0].kind == "p" and rest[0].text.isupper() and words <= _LINE
    return (end, "colophon") if last and capitals else (end, None)
