"""Turn paragraphs that are the lines of a poem, as people type one in Word, into verses.

In a text processor or on a page whoever types a poem ends each line as he ends a paragraph, in no style of its own. What tells such
lines is that they are short and end within their sentences: of the paragraphs of prose hardly one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.outside import kind_by_heading
from edition.readers.printed_lines import LONGEST_VERSE, ends_sentence
from edition.text.raw_text import list_mark

# So many lines say something: an address or the close of a letter has up to three. By eye, on letters.
_FEWEST = 4
# One verse in ten may be longer than verses are, up to so many letters. By eye, on free verse of people's own files.
_LONGEST, _FEW_LONG = 160, 0.1
# Of verses so many end within a sentence, of many short ones together fewer; of the paragraphs of novels one in fifty does.
_OPEN, _OPEN_OF_MANY, _MANY = 0.5, 0.3, 8
# Of verses so many have a word in small letters after the first; of titles, names and addresses few have.
_SMALL = 0.7
# Verses have so many words on a line, on the whole; in lists of words they have one or two.
_WORDS = 3
# A paragraph of prose right before verses or after them is so much longer than the longest of them. By eye, on a novel with psalms.
_LONGER = 1.25
# In a title of English all words of so many letters begin with a capital; shorter ones are articles and prepositions.
_TITLE_WORD = 4
# Where so many empty lines stand, a page begins or a text ends.
_PAGE = 4
_SMALL_WORD = re.compile(r"\s[a-zß-öø-ÿ]")
# What a line ends with that stands within its sentence: a letter, or a mark that closes none.
_ENDS_OPEN = re.compile(r"[^\W\d_][’']?$|[,;–—-]$")


@dataclass(frozen=True, slots=True)
class _LineRange:
    """A range of blocks that may be lines of a poem."""

    start: int
    end: int


def with_verse_paragraphs(
    blocks: Sequence[DocumentBlock], language: Language, *, stated: bool = False
) -> tuple[list[DocumentBlock], tuple[int, ...]]:
    """Blocks of which paragraphs that are lines of a poem are verses, and the indexes of those with which poems begin.

    `stated`: the editor says that lines are verses, so that how they end says nothing. No block is added, lost or moved.
    """
    found = list(blocks)
    begins: list[int] = []
    for region in _regions(blocks, language):
        lines = blocks[region.start : region.end]
        whole = stated or is_poem(lines)
        poems = [region] if whole else [run for run in _runs(blocks, region) if is_poem(blocks[run.start : run.end], run=True)]
        for poem in poems if stated else [_without_prose(blocks, poem) for poem in poems]:
            begins.append(poem.start)
            found[poem.start : poem.end] = _verses(blocks[poem.start : poem.end])
    return found, tuple(begins)


def _regions(blocks: Sequence[DocumentBlock], language: Language) -> Iterator[_LineRange]:
    """Ranges of paragraphs that may be verses, between headings, other blocks, pages and longer paragraphs."""
    start: int | None = None
    listed = False
    for at, block in enumerate(blocks):
        fits = _may_be_verse(block) and not listed
        before = blocks[at - 1] if at else None
        fits = fits and not _is_title(blocks, at)
        goes_on = fits and before is not None and block.gap < _PAGE and _alike(before, block)
        if start is not None and not goes_on:
            yield _LineRange(start, at)
            start = None
        if block.level or block.rows == 1:
            kind = kind_by_heading(block.label + block.text, language) if len(block.text) <= LONGEST_VERSE else None
            # What contents and indexes list are no verses.
            listed = kind in ("contents", "index") or (listed and not block.level and block.gap < _PAGE)
        if fits and start is None and not listed:
            start = at
    if start is not None:
        yield _LineRange(start, len(blocks))


def _may_be_verse(block: DocumentBlock) -> bool:
    """Whether a block is a short paragraph that the file says nothing of, and that no look of the whole sets apart."""
    if block.kind != "p" or block.level or block.label or block.role or block.speaker or not block.text:
        return False
    if len(block.text) > _LONGEST or {*block.within} - {"quotation", "epigraph"} or list_mark(block.text):
        return False
    bold = any(one.look in ("bold", "underline") and one.start == 0 and one.end >= len(block.text) for one in block.inline)
    return not bold and not block.text.isupper()


def _is_title(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether a line may be the title of a poem: it ends as no sentence does, below an empty paragraph and over another one.

    Over a verse it has capitals as English titles have.
    """
    line = blocks[at].text
    if (at and blocks[at].gap < 2) or not line[:1].isupper() or not line[-1:].isalnum():
        return False
    alone = at + 1 < len(blocks) and blocks[at + 1].gap > 1
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= _TITLE_WORD]
    return alone or (len(words) > 1 and all(word[0].isupper() for word in words))


def _alike(before: DocumentBlock, block: DocumentBlock) -> bool:
    return before.within == block.within and before.centred == block.centred


def _runs(blocks: Sequence[DocumentBlock], region: _LineRange) -> Iterator[_LineRange]:
    """The ranges of a region between empty paragraphs."""
    start = region.start
    for at in range(region.start + 1, region.end):
        if blocks[at].gap > 1:
            yield _LineRange(start, at)
            start = at
    yield _LineRange(start, region.end)


def _without_prose(blocks: Sequence[DocumentBlock], poem: _LineRange) -> _LineRange:
    """A poem within prose without a sentence that announces it, or that stands right before or after it and is longer."""
    start, end = poem.start, poem.end
    announced = start > 0 and len(blocks[start - 1].text) > LONGEST_VERSE and blocks[start].text.endswith(":")
    if announced or _is_prose(blocks[start].text, blocks[start + 1 : end]):
        start += 1
    if _is_prose(blocks[end - 1].text, blocks[start : end - 1]):
        end -= 1
    return _LineRange(start, end)


def _is_prose(text: str, verses: Sequence[DocumentBlock]) -> bool:
    """Whether a line is a sentence that is longer than all the verses beside it."""
    return ends_sentence(text) and len(text) > _LONGER * max(len(verse.text) for verse in verses)


def is_poem(lines: Sequence[DocumentBlock], *, run: bool = False) -> bool:
    """Whether short paragraphs are the lines of a poem, as they end within their sentences. `run`: no empty one is between them."""
    texts = [line.text for line in lines]
    if len(texts) < _FEWEST or sum(len(text) > LONGEST_VERSE for text in texts) > _FEW_LONG * len(texts):
        return False
    inner = texts[:-1]
    least = _OPEN_OF_MANY if run and len(texts) >= _MANY and max(map(len, texts)) <= LONGEST_VERSE else _OPEN
    if sum(bool(_ENDS_OPEN.search(text)) for text in inner) < least * len(inner):
        return False
    if sum(len(text.split()) for text in texts) < _WORDS * len(texts):
        return False
    return sum(bool(_SMALL_WORD.search(text)) for text in texts) >= _SMALL * len(texts)


def _verses(lines: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Paragraphs as the verses of stanzas that empty paragraphs part; where one stands between all of them, of one stanza."""
    parted = len(lines) > 1 and all(line.gap > 1 for line in lines[1:])
    within = (*lines[0].within, "stanza")
    begins = [at for at, line in enumerate(lines) if not at or (line.gap > 1 and not parted)]
    sizes = [after - at for at, after in zip(begins, [*begins[1:], len(lines)], strict=True)]
    for at, size in zip(begins, sizes, strict=True):
        for index, line in enumerate(lines[at : at + size]):
            yield replace(line, kind="l", within=within, rows=size, gap=0 if index else line.gap)
