"""Turn the blocks of a document into its dated headings: a date alone, before a title or before its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.datelines import PLACE_WORDS, Dateline, read_dateline
from edition.readers.headings import TITLE_WORDS, is_heading, read_title
from edition.readers.inferred_dates import NO_YEAR
from edition.readers.outside import is_addressed

# So many paragraphs that begin with a day and no year make a diary; fewer may by chance. By eye, on letters and novels.
_YEARLESS = 3
# A line that is a date and nothing else is no longer than this, in letters.
LONGEST_DATE = 80
_COMMA = re.compile(r"[,.][”\"’]?\s+")


@dataclass(frozen=True, slots=True)
class DatedHead:
    """A date with which an entry begins: the index of its block, its dateline with a place after it, its title, and where in the
    block the text begins; the length of the block where it holds no text.
    """

    at: int
    line: Dateline
    dateline: str
    place: str | None
    title: str | None
    end: int


@dataclass(frozen=True, slots=True)
class DatedHeads:
    """The dated headings of a document; the headings of years, by the indexes of their blocks; and paragraphs that begin with a
    date and are none, because the other dates stand on lines of their own.
    """

    heads: tuple[DatedHead, ...]
    years: tuple[int, ...]
    paragraphs: tuple[tuple[int, str], ...]


def dated_heads(blocks: Sequence[DocumentBlock], may_begin: Sequence[bool], language: Language) -> DatedHeads:
    """Find the dates by which a document may be divided. `may_begin`: of each block whether it stands where an entry may begin.

    A day without a year takes that of the heading of a year above it; without one it has the year `NO_YEAR`.
    """
    found = _starts(blocks, may_begin, language)
    # The heading of a year stands right before the first date in it.
    alone = {at for at, line in found.items() if line.bare and line.end == len(blocks[at].text)}
    years = tuple(at for at in sorted(alone) if _next_worded(blocks, at) in found)
    heads = tuple(_head(at, blocks[at], line, language) for at, line in sorted(found.items()) if at not in years)
    heads = _without_imprint(heads)
    dated = [head for head in heads if not head.line.bare]
    if heads and 2 * len(dated) < len(heads) and not _are_annals(heads):
        heads = tuple(dated)
    # A paragraph that begins with a date, where dates stand on lines of their own.
    lone = sum(head.line.end == len(blocks[head.at].label + blocks[head.at].text) and not head.line.bare for head in heads)
    running = [head for head in heads if head.end < len(blocks[head.at].text) and not head.line.bare and not blocks[head.at].level]
    if lone > max(1, len(running)):
        heads = tuple(head for head in heads if head not in running)
        return DatedHeads(heads, years, tuple((head.at, head.line.text) for head in running))
    return DatedHeads(heads, years, ())


def _starts(blocks: Sequence[DocumentBlock], may_begin: Sequence[bool], language: Language) -> dict[int, Dateline]:
    """The blocks that begin with a dateline."""
    found: dict[int, Dateline] = {}
    yearless: list[int] = []
    year: int | None = None
    before: DocumentBlock | None = None
    for at, block in enumerate(blocks):
        if not may_begin[at] or not block.text:
            before = block if block.text else before
            continue
        # The day of a date may have a stop, as the mark of a list has.
        text = block.label + block.text
        line = read_dateline(text, language.tag, year or NO_YEAR)
        if before is not None and before.level and (line is None or line.end < len(text)) and is_addressed(before.text, language):
            line = _after_place(text, language, year or NO_YEAR) or line
        if line is not None and not (line.bare and (block.label or not _bare_holds(line, block, before, language))):
            whole = line.end == len(text)
            named = int(line.edtf[:4]) if line.edtf else None
            if not whole or (len(block.text) <= LONGEST_DATE and not _ends_piece(blocks, at, before)):
                found[at] = line
                if line.bare and whole:
                    year = named
                elif named == NO_YEAR and not whole:
                    yearless.append(at)
                elif named not in (year, NO_YEAR):
                    year = None
        before = block
    if len(yearless) < _YEARLESS:
        for at in yearless:
            del found[at]
    return found


def _after_place(text: str, language: Language, year: int) -> Dateline | None:
    """The date of a line that stands right below to whom a letter is, whatever place stands before it and hour after it: “The
    steamer ‘Anna’, 7 May, at night”. A year alone will do, after a comma."""
    if len(text) > LONGEST_DATE:
        return None
    for found in _COMMA.finditer(text):
        line = read_dateline(text[found.end() :], language.tag, year)
        if line is not None and len(text[found.end() + line.end :].split()) <= PLACE_WORDS:
            return replace(line, text=text, end=len(text), place=text[: found.start()], bare=False)
    return None


def _ends_piece(blocks: Sequence[DocumentBlock], at: int, before: DocumentBlock | None) -> bool:
    """Whether a date alone on its line stands below what was written then: more empty lines part it from what follows it than from
    what is before it, or it stands below verses and over a heading.
    """
    place = _next_worded(blocks, at)
    if before is None or blocks[at].level or before.level or place == len(blocks):
        return False
    after = blocks[place]
    return after.gap > max(blocks[at].gap, 1) or (before.kind == "l" and after.level > 0)


def _bare_holds(line: Dateline, block: DocumentBlock, before: DocumentBlock | None, language: Language) -> bool:
    """Whether a year alone at a block's beginning can be a dateline: on its own, or closed before a title."""
    if line.end == len(block.text):
        return True
    title = read_title(block.text[line.end :], language.tag, after_colon=line.close == ":")
    return title is not None and (line.close == ":" or (before is not None and before.text.strip() == line.date))


def _next_worded(blocks: Sequence[DocumentBlock], at: int) -> int:
    at += 1
    while at < len(blocks) and not blocks[at].text:
        at += 1
    return at


def _without_imprint(heads: tuple[DatedHead, ...]) -> tuple[DatedHead, ...]:
    """Dated headings without the years before the first day that are later than it: in one of these the book was printed."""
    first = next((at for at, head in enumerate(heads) if not head.line.bare), 0)
    day = heads[first].line.edtf if heads else None
    if day is None or int(day[:4]) == NO_YEAR:
        return heads
    return tuple(head for head in heads[:first] if (head.line.edtf or "")[:4] <= day[:4]) + heads[first:]


def _are_annals(heads: Sequence[DatedHead]) -> bool:
    """Whether years alone divide a text: three or more, each later than the one before."""
    years = [head.line.edtf or "" for head in heads]
    return len(heads) >= 3 and all(first < second for first, second in pairwise(years))


def _head(at: int, block: DocumentBlock, line: Dateline, language: Language) -> DatedHead:
    """The heading that a block opens with; the rest of the block is title and first paragraph."""
    end = line.end - len(block.label)
    rest = block.text[end:]
    dateline, place = line.text, line.place
    if block.level or is_heading(rest, TITLE_WORDS):
        return DatedHead(at, line, dateline, place, rest or None, len(block.text))
    found = read_title(rest, language.tag, after_colon=line.close == ":")
    if found is None:
        return DatedHead(at, line, dateline, place, None, end)
    if found.place:
        dateline, place = f"{dateline} {found.place}", found.place.rstrip(".")
    return DatedHead(at, line, dateline, place, found.title, end + found.end)
