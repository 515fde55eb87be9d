"""Tell the arguments of the pieces of a work: the paragraph below each heading that says beforehand what the piece holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry
from edition.readers.datelines import read_dateline

# So many pieces must begin alike, and at least this share of all that hold more than it. By eye, on travels, romances and epics.
_FEWEST, _SHARE = 3, 0.4
# Phrases that dashes or stops part: at least so many, and of no more words each, in the mean.
_PHRASES, _PHRASE_WORDS = 3, 9
_LONGEST = 400
# Above verses an argument has a paragraph of so many words; by eye, on epics, and on poems that are for somebody.
_SAID = 8
_PARTING = re.compile(r"\s*(?:--+|[—–])\s*|(?<=[^\W\d_]{2}[.;])\s+(?=\W?[A-ZÀ-Þ\d])")
_DASH = re.compile(r"--+|[—–]")


def with_arguments(entries: Sequence[DocumentEntry], language: Language) -> list[DocumentEntry]:
    """Entries whose first paragraphs, where several begin alike, are arguments.

    Alike are phrases parted by dashes or stops, a paragraph in brackets or in italics above prose that is not, prose above verses.
    """
    first = [_first(entry.blocks, language) for entry in entries]
    for looks in (_is_phrases, _is_bracketed, _is_italic, _is_over_verse):
        found = [at is not None and looks(entry.blocks, at) for entry, at in zip(entries, first, strict=True)]
        large = sum(at is not None for at in first)
        if sum(found) >= max(_FEWEST, _SHARE * large):
            return [
                _with_argument(entry, at, _end(entry.blocks, at) if looks is _is_over_verse else at + 1)
                if at is not None and said
                else entry
                for entry, at, said in zip(entries, first, found, strict=True)
            ]
    return list(entries)


def _first(blocks: Sequence[DocumentBlock], language: Language) -> int | None:
    """The index of the first paragraph of an entry that something follows; None where an argument or a date stands there."""
    at = next((at for at, block in enumerate(blocks) if block.text), None)
    if at is None or blocks[at].kind != "p" or not any(block.text for block in blocks[at + 1 :]):
        return None
    if blocks[at].label or len(blocks[at].text.split()) > _LONGEST:
        return None
    text = blocks[at].text.strip("[]()")
    line = read_dateline(text, language.tag, 1)
    return None if line is not None and line.end == len(text) else at


def _is_phrases(blocks: Sequence[DocumentBlock], at: int) -> bool:
    text = blocks[at].text
    phrases = [phrase for phrase in _PARTING.split(text) if phrase.strip()]
    mean = sum(len(phrase.split()) for phrase in phrases) / max(1, len(phrases))
    dashes = len(_DASH.findall(text))
    return len(phrases) >= _PHRASES and mean <= _PHRASE_WORDS and (dashes >= _PHRASES - 1 or mean <= _PHRASE_WORDS - 3)


def _is_bracketed(blocks: Sequence[DocumentBlock], at: int) -> bool:
    text = blocks[at].text
    return text[0] in "[(" and text.rstrip(".")[-1] in "])" and len(text.split()) >= _PHRASES


def _is_italic(blocks: Sequence[DocumentBlock], at: int) -> bool:
    block, after = blocks[at], next(block for block in blocks[at + 1 :] if block.text)
    return _in_italics(block) and not _in_italics(after) and len(block.text.split()) >= _PHRASES and after.kind == "p"


def _in_italics(block: DocumentBlock) -> bool:
    return sum(one.end - one.start for one in block.inline if one.look == "italic") >= 0.8 * len(block.text)


def _is_over_verse(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether prose stands above an entry that is in verse, and more than the line that says for whom it is."""
    end = _end(blocks, at)
    if end == len(blocks) or blocks[end].kind != "l":
        return False
    verse = sum(len(block.text) for block in blocks[end:] if block.kind == "l")
    prose = sum(len(block.text) for block in blocks[at:end])
    said = any(len(block.text.split()) >= _SAID for block in blocks[at:end])
    return said and verse > 0.9 * sum(len(block.text) for block in blocks[end:]) and verse > 2 * prose and not blocks[at].within


def _end(blocks: Sequence[DocumentBlock], at: int) -> int:
    while at < len(blocks) and blocks[at].kind == "p":
        at += 1
    return at


def _with_argument(entry: DocumentEntry, at: int, end: int) -> DocumentEntry:
    told = (replace(block, kind="argument") if at <= place < end else block for place, block in enumerate(entry.blocks))
    return replace(entry, blocks=tuple(told))
