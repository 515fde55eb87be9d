"""Turn columns, each with the words of every witness in one place, into an edition whose text is that of the first witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.imports.critical_source import CLOSING, OPENING, Replacement, SourceEntry
from edition.model import Entry, Locus, Paragraph

# A word that ends a paragraph has a line break after it.
_BORDER = "\n"


@dataclass(frozen=True, slots=True)
class AlignedColumn:
    """The words of one place, by siglum, with the white space after them. `entry`: the key of the entry that they stand in."""

    words: Mapping[str, str]
    entry: str = "1"


@dataclass(frozen=True, slots=True)
class _Cell:
    """The words of a witness in one place, and the space after them: nothing, a space or a line break."""

    words: str
    after: str


def entries_of(columns: Iterable[AlignedColumn], sigla: Sequence[str], locus: Locus) -> tuple[SourceEntry, ...]:
    """Turn columns in order into entries. A word that ends with a line break ends a paragraph.

    The base of an entry is the first witness that has it; one that has no word of an entry lacks it. Where no word of a table has a
    space after it, marks stand close to the word before.
    """
    columns = [*columns]
    spaced = any(said[-1:].isspace() and said[-1] != _BORDER for column in columns for said in column.words.values())
    held: dict[str, list[AlignedColumn]] = {}
    for column in columns:
        held.setdefault(column.entry, []).append(column)
    return tuple(_entry(n, found, sigla, locus, spaced=spaced) for n, found in held.items())


def _entry(n: str, columns: Sequence[AlignedColumn], sigla: Sequence[str], locus: Locus, *, spaced: bool) -> SourceEntry:
    rows = {siglum: _row([column.words.get(siglum, "") for column in columns], spaced=spaced) for siglum in sigla}
    extant = [siglum for siglum in sigla if any(cell.words for cell in rows[siglum])]
    base, *others = extant
    text = "".join(cell.words + cell.after for cell in rows[base]).strip()
    entry = Entry(n, None, "", None, None, tuple(map(Paragraph, text.split(_BORDER))), locus=locus)
    found = {siglum: tuple(_replacements(rows[base], rows[siglum])) for siglum in others}
    return SourceEntry(entry, (), tuple(siglum for siglum in sigla if siglum not in extant), found)


def _row(said: Sequence[str], *, spaced: bool) -> list[_Cell]:
    """The words of one witness with the space after them."""
    words = [re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", _BORDER, one.strip())) for one in said]
    made: list[_Cell] = []
    following = ""
    for one, given in zip(reversed(words), reversed(said), strict=True):
        after = given[len(given.rstrip()) :]
        if _BORDER in after:
            after = _BORDER
        elif spaced:
            after = after and " "
        else:
            after = "" if CLOSING.match(following) or OPENING.match(one) else " "
        made.append(_Cell(one, after if one else ""))
        following = one or following
    return made[::-1]


def _replacements(base: Sequence[_Cell], other: Sequence[_Cell]) -> Iterator[Replacement]:
    """What a witness has in the place of ranges of the base, which keep the columns apart.

    With words that one of them lacks goes the space before them.
    """
    # Where the words of the base end so far, and the space after the words of each.
    end = 0
    after = other_after = ""
    waiting: list[Replacement] = []
    for mine, theirs in zip(base, other, strict=True):
        start = end + len(after)
        stop = start + len(mine.words)
        # A border of paragraphs is a place of its own.
        border = bool(mine.words) and after != other_after and _BORDER in after + other_after
        found: list[Replacement] = []
        if mine.words and mine.words == theirs.words:
            if border:
                found = [Replacement(end, start, other_after)]
            elif after != other_after and waiting and waiting[-1].end == end:
                waiting[-1] = replace(waiting[-1], end=start, text=waiting[-1].text + other_after)
            elif after != other_after:
                found = [Replacement(end, start, other_after)]
        elif mine.words and theirs.words:
            if border:
                found = [Replacement(end, start, other_after), Replacement(start, stop, theirs.words)]
            elif after == other_after:
                found = [Replacement(start, stop, theirs.words)]
            else:
                found = [Replacement(end, stop, other_after + theirs.words)]
        elif mine.words:
            found = [Replacement(end, stop, "")]
            if _BORDER in after:
                found = [Replacement(end, start, ""), Replacement(start, stop, "")]
        elif theirs.words:
            found = [Replacement(end, end, other_after + theirs.words)]
        if found:
            yield from waiting
            waiting = found
        if mine.words:
            end, after = stop, mine.after
        if theirs.words:
            other_after = theirs.after
    yield from waiting
