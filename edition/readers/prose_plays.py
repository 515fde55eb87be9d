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
# The first of two lines of prose is at least this share of the measure; a shorter one is a verse of a song. By eye, as above.
_FIRST = 0.6
_BRACKETS, _CLOSED = ("(", "["), (")", "]")


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
            name = _name_lines(lines[0], play, language)
            longer = len(lines) > 2 + (name or 0) or (lines[0].kind == "p" and len(lines[0].starts) > (name or 0))
            if longer and name is not None:
                verse, prose = verse + (lines[0].kind == "l"), prose + (lines[0].kind == "p")
    if not prose or verse > _VERSE * (verse + prose):
        return outline
    least = int(_FIRST * outline.document.width)
    entries = tuple(replace(entry, blocks=tuple(_in_prose(entry.blocks, play, language, least))) for entry in outline.entries)
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


def _name_lines(block: DocumentBlock, play: Play, language: Language) -> int | None:
    """How many lines of a paragraph that somebody says hold his name alone, none or one; None for any other paragraph.

    It begins with a name, with what is said on the same line or below it, or stands below a name that is alone.
    """
    if block.kind not in ("p", "l") or not may_speak(block):
        return None
    first = next((one for one in line_openings(in_full(block), language) if play.opens(one[1])), None)
    if first is None:
        return 0 if "speech" in block.within else None
    return None if first[0] else int(first[1].alone)


def _in_prose(blocks: Sequence[DocumentBlock], play: Play, language: Language, least: int) -> Iterator[DocumentBlock]:
    """Blocks in which chance verses are paragraphs. `least`: how long the first of two lines of prose is, in characters."""
    for lines in _paragraphs(blocks):
        first = lines[0]
        name = _name_lines(first, play, language) if first.kind == "l" and len(lines) > 1 else None
        if name is not None and _is_chance(lines[name:], least):
            within = tuple(one for one in first.within if one != "stanza")
            starts = tuple(accumulate(len(line.text) + 1 for line in lines[:-1]))
            yield replace(lines_joined(lines), kind="p", within=within, starts=starts, rows=len(lines), indent=0)
        else:
            yield from lines


def _is_chance(said: Sequence[DocumentBlock], least: int) -> bool:
    """Whether lines are verses by chance alone: two, or some that begin as those of prose do, or the first of which stands in."""
    # A direction that stands farther in may follow.
    end = next((at for at, line in enumerate(said) if at and line.text[:1] in _BRACKETS), len(said))
    if end == 1 and len(said) == 2:
        return True
    said = said[:end]
    if len(said) < 2 or len({line.indent for line in said[1:]}) > 1 or any(line.n for line in said):
        return False
    inset = said[0].indent - said[1].indent
    # What he does may fill the line of his name.
    short = said[0].indent + len(said[0].text) < least and said[0].text.rstrip(".:")[-1:] not in _CLOSED
    two = len(said) == 2 and not short
    return inset >= 0 and (two or _goes_on_in_prose(said))


def _goes_on_in_prose(lines: Sequence[DocumentBlock]) -> bool:
    """Whether lines begin as those of prose do: half of those after the first with a small letter, or one with a direction."""
    small = sum(opens_small(line.text) for line in lines[1:])
    return 2 * small >= len(lines) - 1 or any(line.text[:1] in _BRACKETS for line in lines[1:])
