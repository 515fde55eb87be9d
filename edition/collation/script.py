"""Turn the anchors of two texts into a script: the stretches where they differ, what lies between them being the same.

Between anchors the white space that both sides have is taken off first. Block separators, list marks and moved passages are then
cut out, so that each is a stretch of its own; separators of the base never lie inside another stretch.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from edition.collation.paths import Anchor
from edition.collation.verses import verse_letters
from edition.language.word_forms import plain
from edition.model import Range, RunningText
from edition.text.foldings import same_folded

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w\s]*")
_STOP = re.compile(r"[.,;:!?…—–]")
# Words, the stops after them, and a word after these that a stop may have given its capital.
_STOPS = re.compile(r"(?s)(.*?\w.*?)([.,;:!?…—–]*)((?<=[^\w\s])\s+[^\W_][\w'’-]*)?")


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch where two texts differ. `kind`: "words", "stop", "paragraph", "moved", "space"; `passage` numbers a moved passage.

    A "stop" touches the words before it: the marks that differ after them, with the next word where that changes its capital. A
    "space" is one space of two kinds.
    """

    base: Range
    other: Range
    kind: str = "words"
    passage: int = -1


@dataclass(frozen=True, slots=True)
class ScriptSide:
    """One text as the script sees it: separators, list marks, moved passages by number, in order of place.

    `verses`: the offsets of the letters with which verses begin.
    """

    text: str
    breaks: tuple[Range, ...] = ()
    labels: tuple[Range, ...] = ()
    moved: tuple[tuple[Range, int], ...] = ()
    verses: frozenset[int] = frozenset()


def side_of(text: RunningText, moved: Sequence[tuple[Range, int]] = ()) -> ScriptSide:
    """Turn a running text into what the script needs of it; separators are what stands between two blocks."""
    blocks = zip(text.blocks, text.blocks[1:], strict=False)
    breaks = tuple((a.end, b.start) for a, b in blocks if a.end < b.start)
    labels = tuple((span.start, span.end) for span in text.spans if span.kind == "label" and span.start < span.end)
    return ScriptSide(text.text, breaks, labels, tuple(sorted(moved)), frozenset(verse_letters(text)))


def script(base: ScriptSide, other: ScriptSide, ranges: tuple[Range, Range], anchors: Sequence[Anchor]) -> list[Difference]:
    """Turn anchors, rising on both sides, into the stretches between them within the two ranges, in order and apart.

    An empty anchor parts what stands before it from what stands after it.
    """
    cut = _Cut(base, other)
    one, two = base.text, other.text
    found: list[Difference] = []
    at = (ranges[0][0], ranges[1][0])
    for (start, end), (other_start, other_end) in [*anchors, ((ranges[0][1],) * 2, (ranges[1][1],) * 2)]:
        # Most of what lies between two anchors is a space that both texts have.
        if (start > at[0] or other_start > at[1]) and not (one[at[0] : start] == two[at[1] : other_start] == " "):
            found += _joined([*cut.parts((at[0], start), (at[1], other_start))])
        at = (end, other_end)
    return found


def _joined(found: Sequence[Difference]) -> list[Difference]:
    """Join stretches of words that touch on both sides."""
    if len(found) < 2:
        return list(found)
    result: list[Difference] = []
    for stretch in found:
        last = result[-1] if result else None
        touch = last is not None and last.base[1] == stretch.base[0] and last.other[1] == stretch.other[0]
        if last is not None and touch and last.kind == stretch.kind == "words":
            result[-1] = Difference((last.base[0], stretch.base[1]), (last.other[0], stretch.other[1]))
        else:
            result.append(stretch)
    return result


class _Cut:
    """The cutting of the stretches between anchors."""

    def __init__(self, base: ScriptSide, other: ScriptSide) -> None:
        self.base, self.other = base, other
        # Separators, list marks and moved passages of either side; where marks end; how far moved passages reach that begin up to
        # each.
        self.apart = _PlacesApart(base), _PlacesApart(other)
        self.marked = {place[1] for place in base.labels}, {place[1] for place in other.labels}
        self.reach = [list(accumulate((place[1] for place, _ in side.moved), max)) for side in (base, other)]

    def parts(self, base: Range, other: Range) -> Iterator[Difference]:
        """Turn a pair of ranges into stretches, in order."""
        base, other, before, after = self._trimmed(base, other)
        yield from before
        words_alone = self.apart[0].clear(base) and self.apart[1].clear(other)
        yield from self._words(base, other) if words_alone else self._at_moved(base, other)
        yield from after

    def _trimmed(self, base: Range, other: Range) -> tuple[Range, Range, list[Difference], list[Difference]]:
        """Take off the white space that both sides have at either end; a separator against a space is a stretch of its own."""
        (a, b), (c, d) = base, other
        one, two = self.base.text, self.other.text
        marked = self.marked
        before: list[Difference] = []
        after: list[Difference] = []
        while a < b and c < d and _one_space(one[a], two[c]):
            if one[a] != two[c]:
                before.append(Difference((a, a + 1), (c, c + 1), "space"))
            a, c = a + 1, c + 1
        while a < b and c < d and _one_space(one[b - 1], two[d - 1]) and b not in marked[0] and d not in marked[1]:
            if one[b - 1] != two[d - 1]:
                after.insert(0, Difference((b - 1, b), (d - 1, d), "space"))
            b, d = b - 1, d - 1
        if a < b and c < d and self._break_against_space(a, c, (a, b), (c, d)):
            before.append(Difference((a, a + 1), (c, c + 1), "paragraph"))
            a, c = a + 1, c + 1
        free = b not in marked[0] and d not in marked[1]
        if a < b and c < d and free and self._break_against_space(b - 1, d - 1, (a, b), (c, d)):
            after.insert(0, Difference((b - 1, b), (d - 1, d), "paragraph"))
            b, d = b - 1, d - 1
        return (a, b), (c, d), before, after

    def _break_against_space(self, place: int, other_place: int, base: Range, other: Range) -> bool:
        """Whether a separator of one side stands against a space of the other, which has no separator of its own to answer it."""
        one, two = self.base.text[place], self.other.text[other_place]
        if one == "\n" and two.isspace() and two != "\n":
            return not _inside(self.other.breaks, other)
        return two == "\n" and one.isspace() and one != "\n" and not _inside(self.base.breaks, base)

    def _at_moved(self, base: Range, other: Range) -> Iterator[Difference]:
        """Cut out moved passages: each stands against nothing here."""
        for place, passage in _within(self.base.moved, self.reach[0], base):
            left = (base[0], place[0])
            if _blank(self.base, left):
                left, place = (base[0], base[0]), (base[0], place[1])
            cut = _answer(self.base, self.other, left, (place[1], base[1]), other)
            yield from self._at_moved(left, (other[0], cut))
            yield Difference(place, (cut, cut), "moved", passage)
            base, other = (place[1], base[1]), (cut, other[1])
        for place, passage in _within(self.other.moved, self.reach[1], other):
            left = (other[0], place[0])
            if _blank(self.other, left):
                left, place = (other[0], other[0]), (other[0], place[1])
            cut = _answer(self.other, self.base, left, (place[1], other[1]), base)
            yield from self._at_breaks((base[0], cut), left)
            yield Difference((cut, cut), place, "moved", passage)
            base, other = (cut, base[1]), (place[1], other[1])
        yield from self._at_breaks(base, other)

    def _at_breaks(self, base: Range, other: Range) -> Iterator[Difference]:
        """Cut at the separators of the base, each against what the other has there, then at those of the other."""
        for separator in _inside(self.base.breaks, base):
            share = (separator[0] - base[0]) / max(1, base[1] - base[0] - 1)
            against = self._against(separator, base, other, share)
            yield from self._at_other_breaks((base[0], separator[0]), (other[0], against[0]))
            if self.base.text[separator[0] : separator[1]] != self.other.text[against[0] : against[1]]:
                yield Difference(separator, against, "paragraph")
            base, other = (separator[1], base[1]), (against[1], other[1])
        yield from self._at_other_breaks(base, other)

    def _against(self, separator: Range, base: Range, other: Range, share: float) -> Range:
        """What answers a separator of the base: a separator of the other, else a space between words, else nothing."""
        candidates = _inside(self.other.breaks, other)
        if candidates:
            wanted = other[0] + share * (other[1] - other[0])
            return min(candidates, key=lambda place: (abs(place[0] - wanted), place))
        if separator[0] == base[0] and not self.other.text[other[0] : other[0] + 1].isspace():
            return other[0], other[0]
        if separator[1] == base[1] and not self.other.text[other[1] - 1 : other[1]].isspace():
            return other[1], other[1]
        return gap(self.other.text, other, share)

    def _at_other_breaks(self, base: Range, other: Range) -> Iterator[Difference]:
        """Cut at the separators of the other where the base has a space to answer them; a passage that only it has stays whole."""
        for separator in _inside(self.other.breaks, other):
            share = (separator[0] - other[0]) / max(1, other[1] - other[0] - 1)
            against = gap(self.base.text, base, share)
            if against[0] == against[1] and not (base[0] == base[1] and separator == other):
                continue
            yield from self._at_labels((base[0], against[0]), (other[0], separator[0]))
            yield Difference(against, separator, "paragraph")
            base, other = (against[1], base[1]), (separator[1], other[1])
        yield from self._at_labels(base, other)

    def _at_labels(self, base: Range, other: Range) -> Iterator[Difference]:
        """Cut off list marks at the beginning."""
        mark, other_mark = _label(self.base, base), _label(self.other, other)
        if mark != (base[0], base[0]) or other_mark != (other[0], other[0]):
            if self.base.text[mark[0] : mark[1]] != self.other.text[other_mark[0] : other_mark[1]]:
                yield Difference(mark, other_mark, "paragraph")
            yield from self.parts((mark[1], base[1]), (other_mark[1], other[1]))
        else:
            yield from self._words(base, other)

    def _words(self, base: Range, other: Range) -> Iterator[Difference]:
        """A stretch of words; marks at its beginning stand apart where a space follows on both sides, and a last mark of both."""
        one, two = self.base.text[base[0] : base[1]], self.other.text[other[0] : other[1]]
        marks = len(_MARKS.match(one).group()), len(_MARKS.match(two).group())  # type: ignore[union-attr]
        rest = one[marks[0] :], two[marks[1] :]
        if max(marks) and rest[0][:1] == rest[1][:1] == " " and all(part.strip() for part in rest) and not capital_alone(*rest):
            yield Difference((base[0], base[0] + marks[0]), (other[0], other[0] + marks[1]))
            base, other = (base[0] + marks[0] + 1, base[1]), (other[0] + marks[1] + 1, other[1])
            one, two = rest[0][1:], rest[1][1:]
        if one != two:
            size = _last_mark(one, two)
            base, other = (base[0], base[1] - size), (other[0], other[1] - size)
            stops = _stops(one[: len(one) - size], two[: len(two) - size])
            yield Difference((base[0], base[1] - stops[0]), (other[0], other[1] - stops[1]))
            if max(stops):
                yield Difference((base[1] - stops[0], base[1]), (other[1] - stops[1], other[1]), "stop")


class _PlacesApart:
    """The separators, list marks and moved passages of a side."""

    def __init__(self, side: ScriptSide) -> None:
        places = sorted([*side.breaks, *side.labels, *(place for place, _ in side.moved)])
        self.starts = [start for start, _ in places]
        # How far those reach that begin up to each.
        self.reach = list(accumulate((end for _, end in places), max))

    def clear(self, whole: Range) -> bool:
        """Whether none of them touches a range."""
        first = bisect_left(self.reach, whole[0])
        return first == len(self.starts) or self.starts[first] > whole[1]


def _answer(base: ScriptSide, other: ScriptSide, left: Range, right: Range, place: Range) -> int:
    """Where a range of the other side is parted between what answers `left` and `right`; separators answer separators."""
    breaks = _inside(other.breaks, place)
    if not base.text[left[0] : left[1]].strip():
        before = len(_inside(base.breaks, left))
        at = breaks[before - 1][1] if 0 < before <= len(breaks) else place[0]
        return at if not other.text[place[0] : at].strip() else place[0]
    if not base.text[right[0] : right[1]].strip():
        after = len(_inside(base.breaks, right))
        at = breaks[-after][0] if 0 < after <= len(breaks) else place[1]
        return at if not other.text[at : place[1]].strip() else place[1]
    return gap(other.text, place, (left[1] - left[0]) / (left[1] - left[0] + right[1] - right[0]))[1]


def _one_space(one: str, two: str) -> bool:
    """Whether two characters are one white space: the same, or of two kinds that are folded."""
    return one.isspace() and same_folded(one, two)


def capital_alone(one: str, two: str) -> bool:
    """Whether the first words of two stretches differ in their capital alone: it goes with the stop before it."""
    first, second = ((part.split() or [""])[0] for part in (one, two))
    return first != second and plain(first) == plain(second)


def _last_mark(one: str, two: str) -> int:
    """The length of the mark that two sentences in other words both end with; 0 where it is part of a longer one."""
    shared = one[-1:] == two[-1:] and one[-1:] in tuple(".?!;:,")
    return 1 if shared and one[-1:] not in (one[-2:-1], two[-2:-1]) else 0


def _stops(one: str, two: str) -> tuple[int, int]:
    """The lengths of the different stops that follow different words, with the next word where only its capital differs."""
    if not _STOP.search(one) and not _STOP.search(two):
        return 0, 0
    found = _STOPS.fullmatch(one), _STOPS.fullmatch(two)
    if found[0] is None or found[1] is None:
        return 0, 0
    words, marks, after = ([match[number] or "" for match in found if match] for number in (1, 2, 3))
    if words[0] == words[1] or marks[0] == marks[1]:
        return 0, 0
    if (after[0] or after[1]) and plain(after[0]) != plain(after[1]):
        return 0, 0
    return len(marks[0] + after[0]), len(marks[1] + after[1])


def _blank(side: ScriptSide, place: Range) -> bool:
    """Whether a range holds spaces and no separator."""
    return side.text[place[0] : place[1]].isspace() and not _inside(side.breaks, place)


def _label(side: ScriptSide, whole: Range) -> Range:
    """The list mark with which a range begins, else nothing."""
    found = _inside(side.labels, whole)
    return found[0] if found and found[0][0] == whole[0] else (whole[0], whole[0])


def _inside(places: Sequence[Range], whole: Range) -> Sequence[Range]:
    first = bisect_left(places, (whole[0], whole[0]))
    last = first
    while last < len(places) and places[last][1] <= whole[1]:
        last += 1
    return places[first:last]


def _within(places: Sequence[tuple[Range, int]], reach: Sequence[int], whole: Range) -> list[tuple[Range, int]]:
    """Moved passages that lie in a range, cut to it. `reach`: how far those that begin up to each of them reach."""
    first = bisect_right(reach, whole[0])
    last = bisect_left(places, whole[1], lo=first, key=lambda moved: moved[0][0])
    clipped = [((max(place[0], whole[0]), min(place[1], whole[1])), number) for place, number in places[first:last]]
    return [(place, number) for place, number in clipped if place[0] < place[1]]


def gap(text: str, whole: Range, share: float) -> Range:
    """The white space of a range nearest to a share of its length, after a punctuation mark for choice; else its nearer end."""
    wanted = whole[0] + share * (whole[1] - whole[0])
    spaces = [match.span() for match in _SPACES.finditer(text, whole[0], whole[1])]
    if not spaces:
        end = whole[0] if share < 0.5 else whole[1]
        return end, end
    reach = max(20.0, 0.25 * (whole[1] - whole[0]))

    def distance(space: Range) -> tuple[float, int]:
        after_mark = space[0] > whole[0] and not text[space[0] - 1].isalnum()
        return abs(space[0] - wanted) - (reach if after_mark else 0.0), space[0]

    return min(spaces, key=distance)
