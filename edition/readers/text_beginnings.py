"""Tell where the text of a work begins, behind its title page and its introduction, before the first heading that divides it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import name_of_head
from edition.readers.head_candidates import may_divide
from edition.readers.outside import is_of_the_work, kind_by_heading

# A prologue has at least so many words; a line of contents that names it has none. By eye.
PROLOGUE = 30
# The first paragraph of a text has more words than this. By eye, on title pages.
_LONG = 20
# A stanza of so many verses right before it is of the text; fewer lines are a title and its author. By eye, as above.
_STANZA = 4
# The title that comes again over the text stands after so many empty lines, and in this first part of the words; by eye, on
# dialogues with long introductions.
_APART, _FRONT = 2, 0.6
# Of a work in verse so much is verse, notes and a glossary after it counted; by eye, on epics.
_IN_VERSE = 0.8
# What may stand between the title page and the text.
_IN_FRONT = ("preface", "introduction")


def text_begins(blocks: Sequence[DocumentBlock], language: Language) -> int:
    """Where a work without divisions begins: with its first long paragraph, or below its title where that comes again."""
    first = next(
        (
            at
            for at, block in enumerate(blocks)
            if block.kind in ("p", "l") and len(block.text.split()) > _LONG and may_divide(block)
        ),
        0,
    )
    if not blocks:
        return 0
    verses = blocks[first].kind == "l" or (first > 0 and blocks[first - 1].rows >= _STANZA)
    while verses and first and blocks[first - 1].kind == "l":
        first -= 1
    if any(_heads(block) and kind_by_heading(block.text, language) in _IN_FRONT for block in blocks[:first]):
        return _title_again(blocks, first) or first
    return first


def _heads(block: DocumentBlock) -> bool:
    return bool(block.text) and (block.kind == "head" or (block.kind in ("p", "l") and block.rows <= 2 and block.gap >= _APART))


def _title_again(blocks: Sequence[DocumentBlock], first: int) -> int:
    """Where the text begins whose title stands over it again, after an introduction; 0 where it does not come again.

    `first`: where the introduction begins, below the title page.
    """
    titles = {name_of_head(block.text) for block in blocks[:first] if block.kind in ("head", "p", "l")} - {""}
    total = sum(len(block.text) for block in blocks)
    seen = 0
    for at, block in enumerate(blocks):
        seen += len(block.text)
        if seen > _FRONT * total:
            break
        if at >= first and _heads(block) and name_of_head(block.text) in titles:
            return at + 1
    return 0


def with_prologue(
    blocks: Sequence[DocumentBlock], words: Sequence[int], heads: Collection[int], first: int, language: Language
) -> int:
    """Where the work begins: with a prologue before its first number, at `first`, if it has one.

    In a work in verse an introduction in verse right before the first number is one too. `heads`: the headings without a number;
    `words`: how many each block has.
    """
    count = 0
    for at in range(first - 1, -1, -1):
        block = blocks[at]
        if block.rows <= 2 and is_of_the_work(block.text, language):
            return at if count >= PROLOGUE else first
        said = kind_by_heading(block.text, language)
        if (
            said == "introduction"
            and count >= PROLOGUE
            and _are_verses(blocks[at + 1 : first])
            and _are_verses(blocks[first + 1 :])
        ):
            return at
        headed = block.kind == "head" or at in heads or said
        count = 0 if headed else count + words[at]
    return first


def _are_verses(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether nearly all that blocks say is in verses, headings and what a library says left out."""
    said = [block for block in blocks if block.text and block.kind != "head" and "licence" not in block.within]
    verses = sum(len(block.text) for block in said if block.kind == "l")
    return verses >= _IN_VERSE * sum(len(block.text) for block in said)


def with_opening(dates: Sequence[int], heads_next: Callable[[int], bool]) -> int:
    """Where the first letter begins: with the line above its date, if at least half of the others have a heading there.

    `dates`: the blocks that begin with a date; `heads_next`: whether a block is a heading over the next.
    """
    first, others = dates[0], [place - 1 for place in dates[1:]]
    if not first or not others or not heads_next(first - 1):
        return first
    return first - 1 if len(others) <= 2 * sum(map(heads_next, others)) else first
