"""Turn the blocks before the first number of a work into the running text among them that has no heading: a preamble, a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from edition.language.languages import Language
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import SET_OFF, DocumentBlock, DocumentOutline, OutsidePart
from edition.readers.outside import is_of_the_maker, parts_before
from edition.readers.transcriber_notes import is_of_transcriber

# Sentences of so many words together are more than a motto or an imprint. By eye, on title pages of public libraries.
_FEWEST = 60
# A preamble is two paragraphs at least, and no longer than this: what is longer may be the introduction of somebody else. By eye,
# on a treatise whose preamble has 160 words, and a novel before which an introduction of 2,600 words stands without a heading.
_PARAGRAPHS, _MOST = 2, 600
# A paragraph of running text has so many words, and ends as a sentence does.
_SENTENCE = 4
_ENDS = re.compile(r"[.!?:;…][”’\"'»)\]_*]*$")
# What opens a quotation or words in brackets.
_QUOTED = '“"«„‘[('


def preamble(blocks: Sequence[DocumentBlock], first: int, language: Language) -> int:
    """Where the text of a work begins whose first number stands at `first`: with the preamble right above, or at `first`.

    A preamble is a few paragraphs of plain prose, as what follows the number is, under the title of the work. What a line such as a
    signature or a date closes is none, nor what names who wrote or translated the work: that is said by somebody else.
    """
    start = first
    while start and (not blocks[start - 1].text or blocks[start - 1].kind == "l" or _is_running(blocks[start - 1])):
        start -= 1
    while start < first and not _is_running(blocks[start]):
        # Verses are of it between two paragraphs alone: a line may be one by chance, as it is short.
        start += 1
    said = [block for block in blocks[start:first] if block.text]
    if not said or said[-1].kind == "l":
        return first
    words = sum(len(block.text.split()) for block in said)
    if (
        sum(block.kind != "l" for block in said) < _PARAGRAPHS
        or not _FEWEST <= words <= _MOST
        or all(block.text[0] in _QUOTED for block in said)
    ):
        return first
    parts = parts_before(blocks[:start], language)
    if not parts or parts[-1].what != "title-page" or any("speech" in block.within for block in blocks):
        return first
    below = [block for block in blocks[first + 1 : first + 1 + _MOST] if block.text]
    if 2 * sum(block.kind == "l" for block in below) > len(below):
        # Prose before verses is a note on them.
        return first
    makers = {
        name for block in blocks[:start] if is_of_the_maker(block.text, language) for name in re.findall(r"\w+", block.text)[-1:]
    }
    named = any(name.lower() in block.text.lower().split() for name in makers for block in said)
    return first if named else start


def _is_running(block: DocumentBlock) -> bool:
    """Whether a block is a paragraph of sentences, in the look of a text and set off by nothing."""
    return _is_prose(block) and not SET_OFF & {*block.within}


def _is_prose(block: DocumentBlock) -> bool:
    """Whether a block is a paragraph of sentences, not in italics or capitals."""
    if block.kind not in ("p", "item") or "epigraph" in block.within or is_of_transcriber(block):
        return False
    italic = sum(one.end - one.start for one in block.inline if one.look == "italic")
    alike = 2 * italic < len(block.text) and not block.text.isupper()
    return alike and len(block.text.split()) >= _SENTENCE and bool(_ENDS.search(block.text.rstrip()))


def running_text(part: OutsidePart) -> list[DocumentBlock]:
    """The paragraphs on a title page that may be of the text: sentences, of many words together; none of other parts."""
    if part.what != "title-page" or part.where != "before":
        return []
    found = [block for block in part.blocks if _is_prose(block)]
    return found if _words(found) >= _FEWEST else []


def tell_running_text(outline: DocumentOutline, report: Report) -> None:
    """Report running text before the first entry that was left out with the title page, as no heading says what it is (W196).

    Above the first date of a diary or of letters stands what introduces them: no words of a day stand there without it.
    """
    if any(entry.edtf for entry in outline.entries[:1]):
        return
    for found in filter(None, map(running_text, outline.outside)):
        here = Locus(outline.document.file, found[0].line)
        report.add("W196", here, count=_words(found), words=" ".join(found[0].text.split()[:6]))


def _words(blocks: Iterable[DocumentBlock]) -> int:
    return sum(len(block.text.split()) for block in blocks)
