"""Turn the lines of a text into what says that it is a poem: stanzas of one length, lines that begin with a capital.

A poem by itself has no measure but that of its verses, so that how far its lines reach says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.readers.printed_lines import opens_small

# What may stand before the first letter of a verse.
_BEFORE_VERSE = " \t“‘\"'`«—–-¡¿([_"
# Runs of fewer lines say nothing: two lines of prose may begin with capitals.
_SHORTEST = 3
# No stanza has more lines.
_LONGEST = 16
# So many runs of one length make stanzas, if they are this share of all. By eye, on poems and novels of a public library: of the
# paragraphs of a novel one length has no more than a quarter.
_FEWEST, _MOST = 12, 0.6
# Paragraphs of three lines are common in plays: in prose up to half. By eye, as above.
_MOST_TERCETS = 0.8
# Of prose no line would have held the first word of the next; of verse so large a share, by eye, as above, half and more.
_FREE = 0.2
# No verse is wider than nearly all lines of a poem by more characters than this. By eye, as above.
_WIDER = 12
# Of the lines of a poem this share begins with a capital; a library puts 350 lines of prose around it. By eye, as above; of German
# prose, where nouns have capitals, less than a third do.
_CAPITALS = 0.6
# Of the lines of a paragraph of such a poem so many do: of a hundred verses one or two go on with a word in small letters.
_NEARLY = 0.9
# Lines of prose that is broken at a measure are at least this share of the longest; by eye, on licences of public libraries.
_FULL = 0.75
# and no measure of prose is narrower than this, in characters.
_MEASURE = 58
# Of lines whose breaks a measure explains, so many would not have held the first word of the next, and so many of those after the
# first begin with small letters. By eye, on plays that a page sets in `pre`, whose speeches end before the measure.
_HELD, _SMALL = 0.75, 0.6
# An editor who breaks lines by hand ends one so many characters before the measure, at most.
_SHORTER = 6
# What is turned over of a verse that is too long for the page is at most so large a share of the measure; so many verses at least
# stand beside it. By eye, on a poem in fourteeners.
_TURNED, _BESIDE = 0.5, 2
# So many stanzas whose lines stand in alike, all with capitals, are those of a poem, be it ever so short: in prose it is the first
# line of a paragraph alone that stands apart. By eye, on tercets and on lists of books.
_ALIKE = 3


@dataclass(frozen=True, slots=True)
class VerseText:
    """What makes the paragraphs of a text verses. `capitals`: that each line begins with a capital; `length`: that they have so
    many lines, 0 where none is common, and `even`: that the lines of nearly all of these begin with capitals; `steps`: that their
    lines stand so far in, each by itself.
    """

    capitals: bool = False
    length: int = 0
    even: bool = False
    steps: frozenset[tuple[int, ...]] = frozenset()

    def is_stanza(self, lines: Sequence[str], indents: Sequence[int], width: int) -> bool:
        """Whether the lines of a paragraph are verses; what is all in capitals is a heading, what is wider than the poem prose.

        `indents`: how far each line stands in, in characters.
        """
        if len(lines) < 2 or all(line.isupper() for line in lines) or max(map(len, lines)) > width + _WIDER:
            return False
        if _steps(indents) in self.steps and all(map(begins_verse, lines)):
            return True
        # Prose of as many lines begins with small letters.
        regular = len(lines) == self.length and (not self.even or 2 * sum(map(begins_verse, lines)) > len(lines))
        return regular or (self.capitals and begin_verses(lines))


def begin_verses(lines: Sequence[str]) -> bool:
    """Whether nearly all lines of a paragraph begin with a capital, of a short one all."""
    return sum(map(begins_verse, lines)) >= _NEARLY * len(lines)


def begins_verse(line: str) -> bool:
    """Whether a line begins with a capital, as a verse does, or is the number alone that stands above a stanza."""
    return line.lstrip(_BEFORE_VERSE)[:1].isupper() or line.strip(" .").isdecimal()


def is_broken_prose(lines: Sequence[str]) -> bool:
    """Whether lines that a page keeps as they were typed are prose that was broken at a measure.

    All but the last are full and not all begin with capitals; or most would not have held the first word of the next, and most
    begin with small letters.
    """
    said = [line.strip() for line in lines]
    most = max(map(len, said))
    if len(said) < 2 or most < _MEASURE:
        return False
    if min(map(len, said[:-1])) >= _FULL * most and not all(map(begins_verse, said)):
        return True
    held = sum(len(line) + 1 + len(after.split(maxsplit=1)[0]) > most for line, after in pairwise(said) if after)
    return held >= _HELD * (len(said) - 1) and sum(map(opens_small, said[1:])) >= _SMALL * (len(said) - 1)


def verse_text(rows: Sequence[str], width: int) -> VerseText:
    """What makes the paragraphs of a text verses. `rows`: its lines; `width`: how wide nearly all of them are at most."""
    lengths: Counter[int] = Counter()
    stepped: Counter[tuple[int, ...]] = Counter()
    even: Counter[int] = Counter()
    lines = capital = free = free_capital = 0
    for whole in _runs(rows):
        turned = turned_over(whole, width)
        run = [row for at, row in enumerate(whole) if at not in turned]
        lengths[len(run)] += 1
        lines += len(run)
        held = sum(len(row) + 1 + len(after.split(maxsplit=1)[0]) < width for row, after in pairwise(run))
        free += held
        if begin_verses(run):
            capital += len(run)
            free_capital += held
        if all(map(begins_verse, run)):
            even[len(run)] += 1
            stepped[_steps([len(row) - len(row.lstrip()) for row in run])] += 1
    length, count = max(lengths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    most = _MOST_TERCETS if length == _SHORTEST else _MOST
    regular = count >= _FEWEST and count >= most * sum(lengths.values()) and length <= _LONGEST
    regular = regular and free >= _FREE * lines
    capitals = capital >= max(_FEWEST, _CAPITALS * lines) and free_capital >= _FREE * capital
    # Where nothing but stanzas of one length stands, all their lines may fill the width of the text.
    capitals = capitals or (capital == lines >= _FEWEST and len(lengths) == 1 and length > _SHORTEST and count >= _ALIKE)
    steps = frozenset(one for one, times in stepped.items() if times >= _ALIKE and len(set(one[1:])) + (one[1] > 0) > 1)
    return VerseText(capitals, length if regular else 0, even[length] >= _NEARLY * count, steps)


def turned_over(rows: Sequence[str], width: int) -> frozenset[int]:
    """The lines of a paragraph of verses that are the end of the verse above, which the measure did not hold, by their index.

    Each is short, begins in small letters, and the line above would not have held its first word; all others begin with capitals.
    `rows`: lines with the white space that they begin with; `width`: the measure, in characters.
    """
    small = [at for at, row in enumerate(rows) if at and opens_small(row.strip())]
    if not small or small[0] == 0 or len(rows) - len(small) < _BESIDE:
        return frozenset()
    for at in small:
        row, above = rows[at].strip(), rows[at - 1].rstrip()
        if at - 1 in small or len(row) > _TURNED * width or len(above) + 1 + len(row.split(maxsplit=1)[0]) <= width - _SHORTER:
            return frozenset()
    turned = frozenset(small)
    return turned if all(begins_verse(row) for at, row in enumerate(rows) if at not in turned) else frozenset()


def _steps(indents: Sequence[int]) -> tuple[int, ...]:
    """How far the lines of a paragraph stand in, from the one that stands out farthest."""
    return tuple(indent - min(indents) for indent in indents)


def _runs(rows: Sequence[str]) -> Iterator[list[str]]:
    """The runs of lines between empty ones that are long enough to say something."""
    run: list[str] = []
    for row in (*rows, ""):
        if row.strip():
            run.append(row)
            continue
        if len(run) >= _SHORTEST:
            yield run
        run = []
