"""Turn the paragraphs around the text of a work, or those of a review, into what each is: title, byline, caption, heading …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from edition.model import PartKind
from edition.readers.blocks import Block
from edition.readers.headings import is_caption, is_credit, is_heading
from edition.readers.pdf_lines import ends_sentence

# A paragraph of the text has this many words at least; before the first such one stand title, byline and the like.
_TEXT_WORDS = 30
_BYLINE_WORDS = 8
# A biography at the end, and a quotation pulled out of the text, are no longer than this.
_SHORT_WORDS = 60
# What follows the last entry may tell a life at more length.
_LONG_WORDS = 200
_BYLINE = re.compile(r"(?i:(?:reviewed |a review )?(?:by|par|von|por|di)\s)\s*[^\W\d_a-z]")
_REFERENCES = re.compile(
    r"(?:references|works? cited|further reading|sources|bibliograph\w+|literatur\w*|références|referencias|riferimenti)\W*",
    re.IGNORECASE,
)
# A book in a list of references: its author, and soon the year.
_BOOK = re.compile(r"[^\W\d_a-z][^.?!]{1,80}?[ (](?:1[5-9]|20)\d\d[a-z]?[,.)]")
_IS_SOMEONE = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*\s+){2,4}(?:\([^()]*\)\s+)?(?:is|was|are|has|had|teaches|lives|writes|est|ist|lehrt|lebt|es|è)\s"
)


def kinds(blocks: Sequence[Block]) -> list[PartKind]:
    """What each paragraph of a review is."""
    texts = [block.text for block in blocks]
    lengths = [0 if is_caption(text) else len(text.split()) for text in texts]
    least = min(_TEXT_WORDS, max(lengths, default=0) // 2)
    long = [index for index, length in enumerate(lengths) if length > least]
    first, last = (long[0], long[-1]) if long else (0, len(texts))
    rows = [_row(text) for text in texts]
    known = Counter(four for row in rows for four in row)
    books = _books_at_the_end(texts)
    found: list[PartKind] = []
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        kind: PartKind = block.kind
        books = min(books, index) if index > first and _REFERENCES.fullmatch(text) else books
        short = len(text.split()) <= _SHORT_WORDS
        if index < first:
            kind = _in_front(text, titled="title" in found)
        elif is_caption(text):
            kind = "caption"
        elif index > last and _is_byline(text):
            kind = "byline"
        elif index >= books:
            kind = "heading" if _REFERENCES.fullmatch(text) else "reference"
        elif index == len(texts) - 1 and index and short and _IS_SOMEONE.match(text):
            kind = "biography"
        elif index < last and short and rows[index] and all(known[four] > 1 for four in rows[index]):
            kind = "pull quote"
        elif block.kind == "p" and (block.level or (is_heading(text) and index)):
            kind = "heading"
        found.append(kind)
    return found


def _in_front(text: str, *, titled: bool) -> PartKind:
    """What a short paragraph before the text is."""
    if is_caption(text):
        return "caption"
    if _is_byline(text):
        return "byline"
    if not titled:
        return "title"
    return "standfirst" if ends_sentence(text) else "matter"


def _is_byline(text: str) -> bool:
    return bool(_BYLINE.match(text)) and len(text.split()) <= _BYLINE_WORDS


def before(blocks: Sequence[Block]) -> list[PartKind]:
    """What the paragraphs before the first entry are: short ones at the very beginning a title and what goes with it."""
    found: list[PartKind] = []
    for block in blocks:
        short = len(block.text.split()) <= _TEXT_WORDS and (found or not ends_sentence(block.text))
        kind = _in_front(block.text, titled="title" in found) if short else "matter"
        found.append("matter" if kind == "standfirst" else kind)
    return found


def after(blocks: Sequence[Block], language: str) -> list[PartKind]:
    """What the paragraphs after the last entry are."""
    return [
        "credit" if is_credit(block.text, language, last=True)
        else "biography" if _IS_SOMEONE.match(block.text) and len(block.text.split()) <= _LONG_WORDS
        else "caption" if is_caption(block.text) else "matter"
        for block in blocks
    ]  # fmt: skip


def _books_at_the_end(texts: Sequence[str]) -> int:
    """Where a list of references begins that has no heading: two or more at the end that open with author and year."""
    index = len(texts)
    while index and _BOOK.match(texts[index - 1]) and len(texts[index - 1].split()) <= _SHORT_WORDS:
        index -= 1
    return index if len(texts) - index > 1 else len(texts)


def _row(text: str) -> list[tuple[str, ...]]:
    """Each four words in a row, without what a page may change when it repeats them: quotation marks, capitals."""
    words = re.findall(r"\w+", text.casefold())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))
