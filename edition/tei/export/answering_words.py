"""Turn the texts of an entry into columns: which words of each witness stand in one place, as the apparatus has it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from edition.model import Range
from edition.tei.export.exported_edition import PlacedText
from edition.text.foldings import folded


@dataclass(frozen=True, slots=True)
class WordRange:
    """A word or mark of a text: its range, with the white space after it."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The word, with the white space after it."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class AnsweringColumn:
    """A place of an entry: what each witness has there. `app`: the number of the app, None where all who have words have the same.

    `words`: by siglum, the numbers of the words of that witness's text, first and end.
    """

    app: int | None
    words: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class AnsweringWords:
    """The words of an entry in columns. `words`: by siglum the words of its text, which tile the text."""

    words: Mapping[str, tuple[WordRange, ...]]
    columns: tuple[AnsweringColumn, ...]


def words_of(text: str, cuts: Iterable[int] = ()) -> tuple[WordRange, ...]:
    """Turn a text into words and marks, which tile it. `cuts`: offsets at which a word is parted too."""
    bounds = sorted({0, len(text), *(cut for cut in cuts if 0 <= cut <= len(text)), *_borders(text)})
    return tuple(WordRange(start, end) for start, end in pairwise(bounds))


def _borders(text: str) -> Iterator[int]:
    """Where words begin, and the marks before and after them."""
    for chunk in re.finditer(r"\S+", text):
        start, end = chunk.span()
        yield start if start else 0
        inner, outer = start, end
        while inner < outer and _is_mark(text[inner]):
            inner += 1
        while outer > inner and _is_mark(text[outer - 1]):
            outer -= 1
        yield inner if inner < end else start
        if inner < outer < end:
            yield outer


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def answering_words(texts: Sequence[PlacedText], edited: PlacedText | None, outermost: frozenset[int]) -> AnsweringWords:
    """Set the texts of an entry in columns, in the order of the text that the document prints.

    Outside apps a word stands with the same word of the others; within an app stands all that a witness has there, in one column.
    What a witness has nowhere else gets columns of its own, so that each text can be read out of the columns again.
    """
    pivot = edited or texts[0]
    places = _worded(pivot)
    apps = _in_order(places, outermost)
    pivot_words = words_of(pivot.text, (cut for app in apps for cut in places[app]))
    slots = [*_slots(pivot_words, apps, places)]
    found: dict[tuple[int, int], dict[str, Range]] = {}
    words: dict[str, tuple[WordRange, ...]] = {}
    for text in texts:
        its = _worded(text)
        mine = {app: its[app] for app in _kept(apps, its)}
        words[text.siglum] = own = words_of(text.text, (cut for place in mine.values() for cut in place))
        for place, ranges in _placed(pivot, pivot_words, slots, text, own, mine):
            found.setdefault(place, {})[text.siglum] = ranges
    columns = [AnsweringColumn(slots[place][0] if not after else None, found[place, after]) for place, after in sorted(found)]
    return AnsweringWords(words, tuple(columns))


# A place of the text that is printed: the app that stands there, or None and one word; and the words, first and end.
_Slot = tuple[int | None, Range]


def _worded(text: PlacedText) -> dict[int, Range]:
    """The places of apps without the white space at their beginnings, with that after them: it belongs to the word before."""

    def after_space(at: int) -> int:
        while at < len(text.text) and text.text[at].isspace():
            at += 1
        return at

    return {app: (after_space(start), after_space(end)) for app, (start, end) in text.apps.items()}


def _in_order(places: Mapping[int, Range], outermost: frozenset[int]) -> list[int]:
    """The apps of a text, without those within others, by their places; one that begins before the last ended is left out."""
    order, at = [], 0
    for app in sorted((app for app in places if app in outermost), key=lambda app: (places[app][0], app)):
        if places[app][0] >= at:
            order.append(app)
            at = places[app][1]
    return order


def _kept(apps: Sequence[int], places: Mapping[int, Range]) -> Iterator[int]:
    """Those of the apps that a witness has too, in the same order."""
    at = 0
    for app in apps:
        if app in places and places[app][0] >= at:
            yield app
            at = places[app][1]


def _slots(words: Sequence[WordRange], apps: Sequence[int], places: Mapping[int, Range]) -> Iterator[_Slot]:
    number = 0
    for app in apps:
        start, end = places[app]
        while number < len(words) and words[number].start < start:
            yield None, (number, number + 1)
            number += 1
        first = number
        while number < len(words) and words[number].start < end:
            number += 1
        yield app, (first, number)
    yield from ((None, (place, place + 1)) for place in range(number, len(words)))


def _placed(
    pivot: PlacedText,
    pivot_words: Sequence[WordRange],
    slots: Sequence[_Slot],
    text: PlacedText,
    own: Sequence[WordRange],
    mine: Mapping[int, Range],
) -> Iterator[tuple[tuple[int, int], Range]]:
    """Where the words of a text stand: ((slot, 0), words), and ((slot, n), words) for what stands after that slot alone.

    `mine`: the places of the apps that it shares with the text that is printed, in order.
    """
    starts = [word.start for word in own]
    at, after = 0, -1
    extras: dict[int, int] = {}
    for held, places in _stretches(slots, mine):
        app = None if held is None else slots[held][0]
        start, end = (len(text.text),) * 2 if app is None else mine[app]
        until = bisect_left(starts, start)
        shared = [_compared(pivot_words[slots[place][1][0]].of(pivot.text)) for place in places]
        theirs = [_compared(own[number].of(text.text)) for number in range(at, until)]
        for one, (first, last) in _matched(shared, theirs):
            if one is None:
                extras[after] = extras.get(after, 0) + 1
                yield (after, extras[after]), (at + first, at + last)
            else:
                after = places[one]
                yield (after, 0), (at + first, at + last)
        at = bisect_left(starts, end)
        if held is not None:
            after = held
            if at > until:
                yield (held, 0), (until, at)


def _stretches(slots: Sequence[_Slot], mine: Mapping[int, Range]) -> Iterator[tuple[int | None, list[int]]]:
    """The slots of words before each app that a witness has too, with the slot of that app, None at the end."""
    before: list[int] = []
    for place, (app, _) in enumerate(slots):
        if app is None:
            before.append(place)
        elif app in mine:
            yield place, before
            before = []
    yield None, before


def _matched(shared: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int | None, Range]]:
    """Pair equal words of two lists in order; a run of the second that answers nothing is given with None."""
    if shared == theirs:
        yield from ((number, (number, number + 1)) for number in range(len(theirs)))
        return
    matcher = SequenceMatcher(None, shared, theirs, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            yield from ((first + step, (begin + step, begin + step + 1)) for step in range(last - first))
        elif begin < end:
            yield None, (begin, end)


def _compared(word: str) -> str:
    return folded(word.strip())
