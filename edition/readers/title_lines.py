"""Turn the lines of a title page that were taken for verses, because each stands by itself, into the paragraphs that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model.documents import DocumentBlock
from edition.readers.block_parts import together

# Verses have so many words on a line, and of their letters at most this share are capitals. By eye, on title pages with mottoes and
# poems to whom the work is dedicated.
_WORDS, _CAPITALS = 4, 0.5


def without_title_verses(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The blocks of a title page, as many as they are, of which short lines and lines in capitals are no verses.

    Each says whether it goes on with the one before (`block_parts.tied`).
    """
    for lines in together(blocks):
        plain = lines[0].kind == "l" and not _are_verses(lines)
        for line in lines:
            yield replace(line, kind="p", within=tuple(one for one in line.within if one != "stanza")) if plain else line


def _are_verses(lines: Sequence[DocumentBlock]) -> bool:
    letters = [letter for line in lines for letter in line.text if letter.isalpha()]
    words = sum(len(line.text.split()) for line in lines)
    return words >= _WORDS * len(lines) and sum(map(str.isupper, letters)) <= _CAPITALS * len(letters)
