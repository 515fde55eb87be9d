"""Turn the blocks of a work without dates into entries by number: book, chapter, section."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from edition.language.calendars import NEVER
from edition.language.languages import language_read_as
from edition.language.numerals import from_roman
from edition.readers.blocks import SourceBlock
from edition.readers.headings import CHAPTER_WORDS
from edition.readers.table_of_contents import Line, contents_end

_NUMERAL = r"\d{1,4}|[ivxlcdm]{1,8}"
_CITED = re.compile(r"(?P<n>\d{1,4}(?:\.\d{1,4})+)\.?(?=\s|$)\s*")
_OPENING = re.compile(r"(?P<n>\d{1,4}|[IVXLCDM]{1,8})\.(?=\s|$)\s*|(?P<alone>\d{1,4}|[IVXLCDM]{1,8})$")


@dataclass(frozen=True, slots=True)
class HeadingPatterns:
    """How headings of one language name what they number.

    `named`: a heading, its word and number. `listed`: the same, or a number alone, at the beginning of a line or after another in a
    table of contents. `division`: the word for a book or part.
    """

    named: re.Pattern[str]
    listed: re.Pattern[str]
    division: re.Pattern[str]
    number: Callable[[str], int | None]


@functools.lru_cache(maxsize=16)
def heading_patterns(language: str) -> HeadingPatterns:
    """The patterns of headings in the language of a tag."""
    words = language_read_as(language)
    division, piece = ("|".join(map(re.escape, kinds)) or NEVER for kinds in (words.headings.groups, words.headings.pieces))
    # An article that has lost its vowel has no space after it.
    articles = "|".join(f"{article[:-1]}['’]" if article.endswith("'") else rf"{article}\s+" for article in words.headings.articles)
    numeral = rf"{_NUMERAL}|{words.numbers.pattern()}"
    named = (
        rf"(?:{articles})?(?:(?P<kind>{division}|{piece})\s+(?P<n>{numeral})"
        rf"|(?P<ordinal>{words.numbers.pattern()})\s+(?P<of>{division}|{piece}))\b\.?"
    )
    listed = (
        rf"(?:(?P<kind>{division}|{piece})\s+(?P<n>{numeral})\b\.?|(?P<opens>\d{{1,4}}|[IVXLCDM]{{1,8}})\.(?=\s|$)"
        rf"|^(?P<alone>\d{{1,4}}|[IVXLCDM]{{1,8}})$)"
    )
    return HeadingPatterns(
        re.compile(named, re.IGNORECASE),
        re.compile(listed, re.IGNORECASE),
        re.compile(division, re.IGNORECASE),
        lambda numeral: words.numbers.value(numeral.lower()) or words.numbers.value(words.fold(numeral)),
    )


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry by number: its citation, the number as printed, its heading and its blocks."""

    n: str
    printed: str
    heading: SourceBlock
    body: tuple[SourceBlock, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of a book (`division`) or a chapter, with its number."""

    number: int
    division: bool


def divide(
    blocks: Sequence[SourceBlock],
    language: str,
    division: Callable[[SourceBlock], None],
    before: Callable[[SourceBlock], None],
) -> list[NumberedEntry]:
    """Divide the blocks of a work at its numbers; `division` is told headings of books, `before` what no entry holds.

    A number opens an entry if it counts on from the one before, so that a year or a number in the text does not; where one was
    left out, the one after it must follow. A book in which nothing is numbered is an entry. A table of contents before the text
    holds the same numbers, and none of them opens an entry. Where chapters are named, what is numbered in them is an entry if
    each of them numbers its own and no book stands above it; else such numbers open nothing.
    """
    patterns = heading_patterns(language)
    start = contents_end(blocks, functools.partial(_headings, patterns=patterns))
    for block in blocks[:start]:
        before(block)
    blocks = blocks[start:]
    found: list[NumberedEntry] = []
    book, last, open_ = 0, 0, False
    whole: NumberedEntry | None = None  # the book reached, as long as no number was found in it

    def close() -> None:
        """Take a book without numbers as an entry; else its heading and what stands before its first number are told of."""
        if whole and whole.body and not open_:
            found.append(whole)
        elif whole:
            division(whole.heading)
            for held in whole.body:
                before(held)

    headings = [_named(block, patterns) for block in blocks]
    named = sum(heading is not None and not heading.division for heading in headings)
    parted = _sections(blocks, headings)
    for at, (block, heading) in enumerate(zip(blocks, headings, strict=True)):
        cited = _CITED.match(block.text)
        opened = _opened(block) if parted or named < 2 else None
        if heading and (heading.division or parted):
            close()
            book, last, open_ = heading.number, 0, False
            whole = NumberedEntry(str(heading.number), block.text, block, ())
        elif heading:
            last, open_ = heading.number, True
            found.append(NumberedEntry(_citation(book, heading.number), block.text, block, ()))
        elif cited:
            open_ = True
            found.append(_numbered(cited["n"], block, cited.end()))
        elif opened and _counts_on(opened[0], last, blocks[at + 1 :]):
            last, open_ = opened[0], True
            found.append(_numbered(_citation(book, last), block, opened[1]))
        elif open_:
            found[-1] = replace(found[-1], body=(*found[-1].body, block))
        elif whole:
            whole = replace(whole, body=(*whole.body, block))
        else:
            before(block)
    close()
    return found


def chapters(blocks: Sequence[SourceBlock], language: str) -> int:
    """How many chapters or letters a text numbers by name, each after the one before."""
    last, patterns = 0, heading_patterns(language)
    for block in blocks:
        heading = _named(block, patterns)
        last += heading is not None and not heading.division and heading.number == last + 1
    return last


def heading_kind(text: str, language: str) -> str:
    """What a line numbers that is a heading and nothing else: "book" (or part), "chapter" (or letter); "" where it is none."""
    patterns = heading_patterns(language)
    heading = _heading(patterns.named.fullmatch(text.strip()), patterns)
    return "" if heading is None else "book" if heading.division else "chapter"


def _named(block: SourceBlock, patterns: HeadingPatterns) -> _Heading | None:
    """The number of a heading that names what it numbers: a book or a chapter.

    Its title may stand in the line of a heading, elsewhere after a stop.
    """
    found = patterns.named.fullmatch(block.text)
    if not found and len(block.text.split()) <= CHAPTER_WORDS and not block.label:
        found = patterns.named.match(block.text)
        if found and not block.level and not (found[0].endswith(".") or re.match(r"\s*[:–—]", block.text[found.end() :])):
            return None
    return _heading(found, patterns)


def _heading(found: re.Match[str] | None, patterns: HeadingPatterns) -> _Heading | None:
    """The heading that the pattern of a named one has found; None where what it names has no number."""
    number = _number(found["n"] or found["ordinal"], patterns) if found else None
    return _Heading(number, bool(patterns.division.fullmatch(found["kind"] or found["of"]))) if found and number else None


def _sections(blocks: Sequence[SourceBlock], headings: Sequence[_Heading | None]) -> bool:
    """Whether chapters are divisions of what is numbered in them: nearly all number from 1 on, and no book stands above them."""
    if any(heading and heading.division for heading in headings):
        return False
    starts = [index for index, heading in enumerate(headings) if heading]
    opened = [_opened(blocks[start + 1]) for start in starts if start + 1 < len(blocks)]
    parted = [found is not None and found[0] == 1 for found in opened]
    return len(starts) > 1 and sum(parted) >= 0.8 * len(starts)


def _opened(block: SourceBlock) -> tuple[int, int] | None:
    """The number that a block opens with, and where in its text it ends; None where it opens with none."""
    found = None if block.label and block.kind == "p" else _OPENING.match(_whole(block))
    number = _number(found["n"] or found["alone"]) if found else None
    return (number, found.end() - len(block.label)) if found and number else None


def _counts_on(value: int, last: int, rest: Sequence[SourceBlock]) -> bool:
    """Whether a number counts on from the last; after one that was left out, the next number found must count on from it."""
    if value != last + 2 or not last:
        return value == last + 1
    numbers = (_number(found["n"] or found["alone"]) for block in rest if (found := _OPENING.match(_whole(block))))
    return next(numbers, None) == value + 1


def _headings(text: str, patterns: HeadingPatterns) -> Iterator[Line]:
    """The numbered headings in a text: the one that it opens with, and those after it that count on, as lines of contents do."""
    found = patterns.listed.match(text)
    last: tuple[int, int] | None = None
    title = 0
    while found:
        kind = found["kind"]
        rank = 2 if not kind else 0 if patterns.division.fullmatch(kind) else 1
        number = _number(found["n"] or found["opens"] or found["alone"], patterns)
        if number and (last is None or (rank, number) == (last[0], last[1] + 1)):
            if last:
                yield *last, text[title : found.start()]
            last, title = (rank, number), found.end()
        found = patterns.listed.search(text, found.end()) if last else None
    if last:
        yield *last, text[title:]


def _whole(block: SourceBlock) -> str:
    return block.label + block.text


def _numbered(n: str, block: SourceBlock, end: int) -> NumberedEntry:
    """Begin an entry at a block that opens with its number; what follows on the line is the first paragraph."""
    end = max(0, end)
    text = block.text[end:]
    printed = (block.label + block.text[:end]).strip()
    if not text:
        return NumberedEntry(n, printed, block, ())
    marks = tuple((at - end, note) for at, note in block.marks if at > end)
    first = replace(block, text=text, marks=marks, kind="p", label="", level=0)
    return NumberedEntry(n, printed, replace(block, marks=tuple(mark for mark in block.marks if mark[0] <= end)), (first,))


def _citation(book: int, number: int) -> str:
    return f"{book}.{number}" if book else str(number)


def _number(numeral: str | None, patterns: HeadingPatterns | None = None) -> int | None:
    """The value of a numeral: figures, Roman figures, or the words of a language."""
    if not numeral:
        return None
    word = numeral.lower()
    if word.isdigit():
        return int(word)
    return (patterns.number(word) if patterns else None) or from_roman(word)
