"""Turn the stage directions of two texts into those that stand elsewhere in the other, in the same speech or the one beside it.

A direction has few words and may stand before, within or after what it goes with. Where two translators differ in that, neither has
left it out nor added it. What is found is taken for moved passages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from edition.collation.parting import placed
from edition.collation.paths import Anchor
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Bead, Range, RunningText


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction within a block: its place, with the space after it, or before it at the block's end; its words, folded."""

    place: Range
    words: tuple[str, ...]


def common_directions(
    texts: tuple[RunningText, RunningText], passages: Sequence[tuple[Range, Range]], language: Language
) -> tuple[list[Direction], list[Direction]]:
    """Turn two texts into the directions of each whose words are a direction of the other too. Those in moved passages are left
    out."""
    one, two = (_directions(text, [pair[side] for pair in passages], language) for side, text in enumerate(texts))
    both = {direction.words for direction in one} & {direction.words for direction in two}
    return [direction for direction in one if direction.words in both], [direction for direction in two if direction.words in both]


def _directions(text: RunningText, passages: Sequence[Range], language: Language) -> list[Direction]:
    found = []
    for look in text.looks:
        if look.look != "stage" or look.start < text.body or any(a < look.end and look.start < b for a, b in passages):
            continue
        words = tuple(token.n for token in language.tokens(text.text, look.start, look.end) if is_word(token.t))
        if words:
            found.append(Direction(_with_space(text.text, look.start, look.end), words))
    return found


def _with_space(text: str, start: int, end: int) -> Range:
    if text[end : end + 1] == " ":
        return start, end + 1
    return (start - 1, end) if text[start - 1 : start] == " " else (start, end)


def moved_directions(
    texts: tuple[RunningText, RunningText],
    beads: Sequence[Bead],
    found: tuple[Sequence[Direction], Sequence[Direction]],
    common: Sequence[Anchor],
) -> list[tuple[Range, Range]]:
    """Turn the directions of two texts (`common_directions`) into pairs of ranges, of those that moved.

    `common`: what the two texts have in common besides. A direction between the same words in both texts has not moved.
    """
    words = [anchor for anchor in common if any(map(str.isalnum, texts[0].text[slice(*anchor[0])]))]
    speeches = [[mark.at for mark in text.marks if mark.kind == "speech"] for text in texts]
    stands = [
        [_stand(direction.place[0], [anchor[side][1] for anchor in words], speeches[side]) for direction in found[side]]
        for side in (0, 1)
    ]
    waiting: dict[tuple[str, ...], dict[int, tuple[int, int]]] = {}
    for number, (direction, stand) in enumerate(zip(found[1], stands[1], strict=True)):
        waiting.setdefault(direction.words, {})[number] = stand
    loose: list[Direction] = []
    for direction, stand in zip(found[0], stands[0], strict=True):
        same = waiting[direction.words]
        here = next((number for number, other in same.items() if other == stand), None)
        if here is None:
            loose.append(direction)
        else:
            del same[here]
    starts = [start for _, start, _ in placed(beads, (texts[0].body, texts[1].body))]
    moved: list[tuple[Range, Range]] = []
    for direction in loose:
        at = starts[max(bisect_right(starts, direction.place[0], key=lambda start: start[0]) - 1, 0)][1]
        speech = bisect_right(speeches[1], at)
        same = waiting[direction.words]
        near = [number for number in same if abs(bisect_right(speeches[1], found[1][number].place[0]) - speech) <= 1]
        if near:
            answer = min(near, key=lambda number: (abs(found[1][number].place[0] - at), number))
            del same[answer]
            moved.append((direction.place, found[1][answer].place))
    return moved


def _stand(at: int, ends: Sequence[int], speeches: Sequence[int]) -> tuple[int, int]:
    """Between which of the common words a place lies, and how many speeches begin between the word before it and the place."""
    number = bisect_right(ends, at)
    before = ends[number - 1] if number else 0
    return number, bisect_right(speeches, at) - bisect_right(speeches, before)
