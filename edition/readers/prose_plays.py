"""Turn lines of a play that look like verses into the paragraphs that they are: directions in a narrow measure, chance verses.

A line that ends before the measure looks like a verse. What fills a narrower measure is prose; of two lines it says little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry, DocumentOutline
from edition.readers.block_parts import lines_joined
from edition.readers.plays import Play, in_full, line_openings, may_speak
from edition.readers.printed_forms import PrintedForms
from edition.readers.printed_lines import opens_small

# Of speeches that fill several lines, those of two verses left out, no more are verse in a play in prose. By eye, on plays in prose
# with a song or two.
_VERSE = 0.05


def without_narrow_verses(outline: DocumentOutline, language: Language) -> DocumentOutline:
    """An outline in which lines that fill a narrower measure than the text, as directions are often set, are paragraphs."""
    if not outline.document.width:
        return outline
    printed = PrintedForms(outline.document, language)
    entries: list[DocumentEntry] = []
    for entry in outline.entries:
        tied = [replace(line, goes_on=at > 0) for lines in _paragraphs(entry.blocks) for at, line in enumerate(lines)]
        blocks = (replace(block, goes_on=False) for block in printed.with_narrow_prose(tied))
        entries.append(replace(entry, blocks=tuple(blocks)))
    return replace(outline, entries=tuple(entries))


def without_chance_verses(outline: DocumentOutline, play: Play, language: Language) -> DocumentOutline:
    """An outline in which, if nearly all longer speeches are prose, those of two lines are too, and those whose lines begin so.

    A couplet of which one line stands farther in than the other, or whose verses have numbers, stays one.
    """
    if play.stated or not outline.document.width:
        return outline
    verse = prose = 0
    for entry in outline.entries:
        for lines in _paragraphs(entry.blocks):
            longer = len(lines) > 2 or (lines[0].kind == "p" and bool(lines[0].starts))
            if longer and _speaks(lines[0], play, language):
                verse, prose = verse + (lines[0].kind == "l"), prose + (lines[0].kind == "p")
    if not prose or verse > _VERSE * (verse + prose):
        return outline
    entries = tuple(replace(entry, blocks=tuple(_in_prose(entry.blocks, play, language))) for entry in outline.entries)
    return replace(outline, entries=entries)


def _paragraphs(blocks: Iterable[DocumentBlock]) -> Iterator[list[DocumentBlock]]:
    """The blocks, the verses of one stanza together."""
    lines: list[DocumentBlock] = []
    for block in blocks:
        if lines and not (block.kind == lines[-1].kind == "l" and not block.gap):
            yield lines
            lines = []
        lines.append(block)
    if lines:
        yield lines


def _speaks(block: DocumentBlock, play: Play, language: Language) -> bool:
    """Whether a paragraph begins with a name and, on the same line, what is said, or stands below a name that is alone."""
    if block.kind not in ("p", "l") or not may_speak(block):
        return False
    first = next((one for one in line_openings(in_full(block), language) if play.opens(one[1])), None)
    if first is None:
        return "speech" in block.within
    return not first[0] and not first[1].alone


def _in_prose(blocks: Sequence[DocumentBlock], play: Play, language: Language) -> Iterator[DocumentBlock]:
    for lines in _paragraphs(blocks):
        first = lines[0]
        even = len({line.indent for line in lines}) == 1 and not any(line.n for line in lines)
        chance = len(lines) == 2 or _goes_on_in_prose(lines)
        if first.kind == "l" and len(lines) > 1 and even and chance and _speaks(first, play, language):
            within = tuple(one for one in first.within if one != "stanza")
            starts = tuple(accumulate(len(line.text) + 1 for line in lines[:-1]))
            yield replace(lines_joined(lines), kind="p", within=within, starts=starts, rows=len(lines), indent=0)
        else:
            yield from lines


def _goes_on_in_prose(lines: Sequence[DocumentBlock]) -> bool:
    """Whether lines begin as those of prose do: half of those after the first with a small letter, or one with a direction."""
    small = sum(opens_small(line.text) for line in lines[1:])
    return 2 * small >= len(lines) - 1 or any(line.text[:1] in ("(", "[") for line in lines[1:])
