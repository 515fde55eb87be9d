"""Turn the blocks of a work without dates into entries by number: book, chapter, section."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from edition.numerals import from_roman
from edition.readers.blocks import Block

_ORDINALS = {
    word: number
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split(), 1)
}
_DIVISION = r"book|part|volume|livre|buch|libro|tome|partie|teil|parte"
_CHAPTER = r"chapter|section|letter|chapitre|kapitel|capítulo|capitolo|lettre|brief|carta|lettera"
_NUMERAL = r"\d{1,4}|[ivxlcdm]{1,8}"
_NAMED = re.compile(
    rf"(?:the\s+)?(?:(?P<kind>{_DIVISION}|{_CHAPTER})\s+(?P<n>{_NUMERAL}|\w+)|(?P<ordinal>\w+)\s+(?P<of>{_DIVISION}|{_CHAPTER}))\b\.?",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?P<n>\d{1,4}(?:\.\d{1,4})+)\.?(?=\s|$)\s*")
_OPENING = re.compile(r"(?P<n>\d{1,4}|[IVXLCDM]{1,8})\.(?=\s|$)\s*|(?P<alone>\d{1,4}|[IVXLCDM]{1,8})$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry by number: its citation, the number as printed, its heading and its blocks."""

    n: str
    printed: str
    heading: Block
    body: tuple[Block, ...]


def divide(blocks: Sequence[Block], division: Callable[[Block], None], before: Callable[[Block], None]) -> list[Numbered]:
    """Divide the blocks of a work at its numbers; `division` is told headings of books, `before` what no entry holds.

    A number opens an entry if it counts on from the one before, so that a year or a number in the text does not; where one was
    left out, the one after it must follow. A book in which nothing is numbered is an entry.
    """
    found: list[Numbered] = []
    book, last, open_ = 0, 0, False
    whole: Numbered | None = None  # the book reached, as long as no number was found in it

    def close() -> None:
        """Take a book without numbers as an entry; else its heading and what stands before its first number are told of."""
        if whole and whole.body and not open_:
            found.append(whole)
        elif whole:
            division(whole.heading)
            for held in whole.body:
                before(held)

    for at, block in enumerate(blocks):
        named = _NAMED.fullmatch(block.text) or (block.level and _NAMED.match(block.text)) or None
        number = _number(named["n"] or named["ordinal"]) if named else None
        cited = _CITED.match(block.text)
        opening = None if block.label and block.kind == "p" else _OPENING.match(_whole(block))
        if named and number and re.fullmatch(_DIVISION, (named["kind"] or named["of"]).lower()):
            close()
            book, last, open_ = number, 0, False
            whole = Numbered(str(number), block.text, block, ())
        elif named and number:
            last, open_ = number, True
            found.append(Numbered(_citation(book, number), block.text, block, ()))
        elif cited:
            open_ = True
            found.append(_numbered(cited["n"], block, cited.end()))
        elif opening and (value := _number(opening["n"] or opening["alone"])) and _counts_on(value, last, blocks[at + 1 :]):
            last, open_ = value, True
            found.append(_numbered(_citation(book, value), block, opening.end() - len(block.label)))
        elif open_:
            found[-1] = replace(found[-1], body=(*found[-1].body, block))
        elif whole:
            whole = replace(whole, body=(*whole.body, block))
        else:
            before(block)
    close()
    return found


def _counts_on(value: int, last: int, rest: Sequence[Block]) -> bool:
    """Whether a number counts on from the last; after one that was left out, the next number found must count on from it."""
    if value != last + 2 or not last:
        return value == last + 1
    numbers = (_number(found["n"] or found["alone"]) for block in rest if (found := _OPENING.match(_whole(block))))
    return next(numbers, None) == value + 1


def _whole(block: Block) -> str:
    return block.label + block.text


def _numbered(n: str, block: Block, end: int) -> Numbered:
    """Begin an entry at a block that opens with its number; what follows on the line is the first paragraph."""
    end = max(0, end)
    text = block.text[end:]
    printed = (block.label + block.text[:end]).strip()
    if not text:
        return Numbered(n, printed, block, ())
    marks = tuple((at - end, note) for at, note in block.marks if at > end)
    first = replace(block, text=text, marks=marks, kind="p", label="", level=0)
    return Numbered(n, printed, replace(block, marks=tuple(mark for mark in block.marks if mark[0] <= end)), (first,))


def _citation(book: int, number: int) -> str:
    return f"{book}.{number}" if book else str(number)


def _number(numeral: str | None) -> int | None:
    """The value of a numeral: figures, Roman figures, or an ordinal word."""
    if not numeral:
        return None
    word = numeral.lower()
    if word.isdigit():
        return int(word)
    return _ORDINALS.get(word) or from_roman(word)
