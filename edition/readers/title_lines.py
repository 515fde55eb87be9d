"""Turn the lines of a title page that were taken for verses, because each stands by itself, into the paragraphs that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model.documents import DocumentBlock

# Verses have so many words on a line, and of their letters at most this share are capitals. By eye, on title pages with mottoes and
# poems to whom the work is dedicated.
_WORDS, _CAPITALS = 4, 0.5


def without_title_verses(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The blocks of a title page, as many as they are, of which short lines and lines in capitals are no verses.

    Each says whether it goes on with the one before (`block_parts.tied`).
    """
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and blocks[end].goes_on:
            end += 1
        lines = blocks[at:end]
        plain = lines[0].kind == "l" and not _are_verses(lines)
        for line in lines:
            yield replace(line, kind="p", within=tuple(one for one in line.within if one != "stanza")) if plain else line
        at = end


def _are_verses(lines: Sequence[DocumentBlock]) -> bool:
    letters = [letter for line in lines for letter in line.text if letter.isalpha()]
    words = sum(len(line.text.split()) for line in lines)
    return words >= _WORDS * len(lines) and sum(map(str.isupper, letters)) <= _CAPITALS * len(letters)
