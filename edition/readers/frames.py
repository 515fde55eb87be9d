"""Turn a file of a library of free texts into the text, and the library's own words round it.

Project Gutenberg says before the text what it is, and after it on what terms the file may be passed on. A line of its own between
asterisks parts each from the text. What the fields before the text say is read by `library_fields`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.readers.blocks import SourceBlock

_EDGE = re.compile(r"\*{3}\s*(START|END) OF (?:THE |THIS )?PROJECT GUTENBERG\b", re.IGNORECASE)


def unframed(blocks: Sequence[SourceBlock]) -> tuple[Sequence[SourceBlock], Sequence[SourceBlock], Sequence[SourceBlock]]:
    """Divide blocks into those before the text, the text, and those after it. Without a frame all are the text."""
    edges = [(index, found[1].upper()) for index, block in enumerate(blocks) if (found := _EDGE.match(block.text))]
    first = next((index + 1 for index, edge in edges if edge == "START"), 0)
    last = next((index for index, edge in edges if edge == "END" and index >= first), len(blocks))
    return blocks[:first], blocks[first:last], blocks[last:]
