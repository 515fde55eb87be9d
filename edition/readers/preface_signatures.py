"""Turn the last lines of a preface into signatures and datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.letter_lines import LetterLines
from edition.readers.outside import kind_by_heading

# A signature has no more lines, and stands below a paragraph of at least so many words. By eye, on prefaces of public libraries.
_LINES, _PROSE = 5, 25
# This share of the words of a name begins with a capital. By eye, on the same.
_CAPITALS = 0.7
_WORD = re.compile(r"[^\W\d_]+")


def with_signature(
    blocks: Sequence[DocumentBlock], lines: LetterLines, language: Language, title: str
) -> tuple[DocumentBlock, ...]:
    """The blocks of a preface, the names in its last lines as signatures and the dates as datelines.

    `title`: that of the work, which may stand below the preface.
    """
    end = len(blocks)
    while end and (not blocks[end - 1].text or _words(blocks[end - 1].text) in _words(title)):
        end -= 1
    at = end
    while at and end - at < _LINES and _is_line(blocks[at - 1], lines, language):
        at -= 1
    above = blocks[at - 1] if at else None
    if above is None or above.kind != "p" or len(above.text.split()) < _PROSE:
        return tuple(blocks)
    found = [*blocks]
    for place in range(at, end):
        block = blocks[place]
        if block.kind in ("p", "l"):
            within = tuple(one for one in block.within if one not in ("stanza", "quotation"))
            found[place] = replace(block, kind="dateline" if lines.is_date(block.text) else "signed", within=within)
    return tuple(found)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _is_line(block: DocumentBlock, lines: LetterLines, language: Language) -> bool:
    """Whether a line can be of a signature: a name, or a date."""
    if block.kind in ("signed", "dateline"):
        return True
    if block.kind not in ("p", "l") or block.rows > 2 or block.label or kind_by_heading(block.text, language):
        return False
    if lines.is_date(block.text):
        return True
    words = _WORD.findall(block.text)
    named = lines.is_name(block.text) and bool(words)
    return named and sum(word[0].isupper() for word in words) >= _CAPITALS * len(words)
