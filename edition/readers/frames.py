"""Turn a file of a library of free texts into the text, and the library's own words round it.

Project Gutenberg says before the text what it is, a field to a line, and after it on what terms the file may be passed on. A line
of its own between asterisks parts each from the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.readers.blocks import SourceBlock

_EDGE = re.compile(r"\*{3}\s*(START|END) OF (?:THE |THIS )?PROJECT GUTENBERG\b", re.IGNORECASE)
# A field of the head; what stands farther in on the next lines belongs to it.
_FIELD = re.compile(r"^(Title|Author|Translator):[^\S\n]*(\S.*(?:\n[^\S\n]+\S.*)*)", re.MULTILINE)


def unframed(blocks: Sequence[SourceBlock]) -> tuple[Sequence[SourceBlock], Sequence[SourceBlock], Sequence[SourceBlock]]:
    """Divide blocks into those before the text, the text, and those after it. Without a frame all are the text."""
    edges = [(index, found[1].upper()) for index, block in enumerate(blocks) if (found := _EDGE.match(block.text))]
    first = next((index + 1 for index, edge in edges if edge == "START"), 0)
    last = next((index for index, edge in edges if edge == "END" and index >= first), len(blocks))
    return blocks[:first], blocks[first:last], blocks[last:]


def stated(text: str) -> dict[str, tuple[str, ...]]:
    """What the head of a frame states: "Title", "Author", "Translator", each with its values; empty where there is no frame."""
    found: dict[str, tuple[str, ...]] = {}
    edge = _EDGE.search(text)
    for field in _FIELD.finditer(text, 0, edge.start() if edge else 0):
        found[field[1]] = (*found.get(field[1], ()), " ".join(field[2].split()))
    return found
