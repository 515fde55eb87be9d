"""Turn short bold paragraphs over the pieces of a text into headings, where its file says of no paragraph that it is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from edition.model.documents import DocumentBlock
from edition.text.raw_text import list_mark

# Numbers here are by eye, on files of Word and ODT from public repositories.
# So many of them are headings; one or two are those of a title page.
_FEWEST = 3
# Titles have no more words than this.
_WORDS = 14
# Below a third of the headings stand so many words at least; fewer stand below the labels of a form.
_BELOW, _WITH_TEXT = 25, 1 / 3
# Of the bold paragraphs of a text so many are its headings: where whole paragraphs are bold, bold says nothing.
_MOST = 0.75
# What stands so often is a label, or who speaks.
_OFTEN = 3
# Below a title of the whole.
_LEVEL = 2


def with_bold_heads(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks of which bold lines over the pieces of the text are headings of one level.

    They are as they were where the file has a heading already below its title page, and where bold lines have no text below them,
    come often, or stand over few pieces.
    """
    found = tuple(blocks)
    text = next((at for at, block in enumerate(found) if len(block.text.split()) >= _BELOW), 0)
    if any(block.level for block in found[max(1, text) :]):
        return found
    bold = [at for at, block in enumerate(found) if _is_bold(block)]
    heads = [at for at in bold if _may_head(found[at])]
    names = Counter(found[at].text.casefold() for at in heads)
    heads = [at for at in heads if names[found[at].text.casefold()] < _OFTEN]
    if len(heads) < max(_FEWEST, _MOST * len(bold)):
        return found
    words = [len(block.text.split()) for block in found]
    below = [sum(words[at + 1 : after]) for at, after in zip(heads, [*heads[1:], len(found)], strict=True)]
    if sum(count >= _BELOW for count in below) < max(2, _WITH_TEXT * len(heads)):
        return found
    chosen = {*heads}
    return tuple(_head(block) if at in chosen else block for at, block in enumerate(found))


def _is_bold(block: DocumentBlock) -> bool:
    """Whether all letters of a paragraph are bold."""
    return block.kind == "p" and any(one.look == "bold" and not one.start and one.end >= len(block.text) for one in block.inline)


def _may_head(block: DocumentBlock) -> bool:
    """Whether a bold paragraph may be a heading: few words, no sentence, within nothing, a capital or figure first.

    One that begins with a small letter stands below an empty paragraph.
    """
    if block.within or block.role or block.speaker or list_mark(block.text) or len(block.text.split()) > _WORDS:
        return False
    first = next((letter for letter in block.text if letter.isalnum()), "")
    return (first.isupper() or first.isdigit() or block.gap > 1) and not re.search(r"[.,;:][\"'’”»)\]]*$", block.text)


def _head(block: DocumentBlock) -> DocumentBlock:
    """A bold paragraph as a heading: that it is bold is the look of headings."""
    inline = tuple(one for one in block.inline if one.look != "bold")
    return replace(block, kind="head", level=_LEVEL, inline=inline, starts=())
