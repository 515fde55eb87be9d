"""Mark what whoever typed a text says within it: words in brackets that are said to be his, and notes that name the library."""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.block_parts import joined, part_of

# The role of a block that holds such words.
TRANSCRIBER = "transcriber"
# Such words in brackets go over no more blocks than these after their first. By eye, on files of public libraries.
_LONGEST = 8
# The last paragraphs of a text, as what has been corrected in it, are so many at most; by eye, as above.
_LAST = 200
# In brackets without a colon no more words are a heading over what follows.
_HEADING = 5
# A note that names a library has no more words. By eye, on files of public libraries, whose own long notes name one by chance.
_NOTE = 40
_LIBRARY = re.compile(r"\b(?:Proje[ck]te?|Progetto|Proyecto|Projeto)\s+Gutenberg\b|\bgutenberg\.(?:org|net)\b|\bWikisource\b")
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_NO_TEXT = frozenset(("navigation", "licence"))


def with_transcriber(blocks: Sequence[DocumentBlock], language: Language) -> tuple[DocumentBlock, ...]:
    """Blocks in which what whoever typed the text says in brackets stands in blocks of its own, which have that role.

    What stood within a running text comes after it.
    """
    found: list[DocumentBlock] = []
    waiting = deque(blocks)
    while waiting:
        block = waiting.popleft()
        start = _opening(block, language)
        below, end = _end(block, start, waiting) if start >= 0 else (0, 0)
        if not end:
            found.append(block)
            continue
        said = [block, *(waiting.popleft() for _ in range(below))]
        before, rest = part_of(block, 0, start), part_of(said[-1], end, len(said[-1].text))
        said[-1] = part_of(said[-1], 0, end)
        said[0] = part_of(said[0], start, len(said[0].text))
        said = [replace(one, kind="p", label="", role=f"{one.role} {TRANSCRIBER}".strip()) for one in said]
        if before.text and rest.text and not below:
            waiting.extendleft((said[0], joined([before, rest])))
            continue
        found += [one for one in (before, *said) if one.text]
        if rest.text:
            waiting.appendleft(replace(rest, label=""))
    return _with_last_words(found)


def _with_last_words(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks in which the last paragraphs of the text are marked too, if they stand in one bracket and such words came before."""
    end = next(
        (at for at, block in enumerate(blocks) if "licence" in block.within and at and _is_text(blocks[at - 1])), len(blocks)
    )
    opened = (at for at in range(end - 1, max(end - _LAST, 0), -1) if blocks[at].text[:1] in _CLOSING and not blocks[at].label)
    first = next(opened, end)
    text = "\n".join(block.label + block.text for block in blocks[first:end])
    closed = bool(text) and text[-1:] == _CLOSING[text[0]] and text.count(text[0]) == text.count(text[-1])
    if end - first < 2 or not closed or not any(map(is_of_transcriber, blocks[:first])):
        return tuple(blocks)
    marked = (replace(one, kind="p", label="", role=f"{one.role} {TRANSCRIBER}".strip()) for one in blocks[first:end])
    return (*blocks[:first], *marked, *blocks[end:])


def _is_text(block: DocumentBlock) -> bool:
    return bool(block.text) and not _NO_TEXT & {*block.within}


def is_of_transcriber(block: DocumentBlock) -> bool:
    """Whether a block holds what whoever typed the text says."""
    return TRANSCRIBER in block.role.split()


def names_library(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether a note is short and names a library of texts: in a file of one it is by whoever typed that."""
    text = " ".join(block.text for block in blocks)
    return len(text.split()) <= _NOTE and bool(_LIBRARY.search(text))


def _opening(block: DocumentBlock, language: Language) -> int:
    """Where in a block the bracket opens; -1 for nowhere."""
    if block.kind == "head" or is_of_transcriber(block) or not any(one in block.text for one in _CLOSING):
        return -1
    if _NO_TEXT & {*block.within}:
        return -1
    found = _opens(language).search(block.text)
    return found.start() if found else -1


def _end(block: DocumentBlock, start: int, below: Sequence[DocumentBlock]) -> tuple[int, int]:
    """In which of the blocks below the bracket is closed, 0 for its own, and the place after it there; 0 for nowhere."""
    bracket = block.text[start]
    closing = _CLOSING[bracket]
    depth = words = 0
    colon = False
    for index in range(min(len(below), _LONGEST) + 1):
        one = below[index - 1] if index else block
        if index and one.kind == "head":
            break
        first = start if not index else 0
        for found in re.finditer(rf"[{re.escape(bracket + closing)}]", one.text[first:]):
            depth += 1 if found[0] == bracket else -1
            if not depth:
                inside = one.text[first : first + found.start()]
                said = colon or ":" in inside or words + len(inside.split()) > _HEADING
                return (index, first + found.end()) if said else (0, 0)
        colon = colon or ":" in one.text[first:]
        words += len(one.text[first:].split())
    return 0, 0


@functools.lru_cache(maxsize=16)
def _opens(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[\[({{](?=\s*(?:{language.outside.transcriber}))", re.IGNORECASE)
