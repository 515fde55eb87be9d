"""Turn the bounds of beads into empty anchors, which part readings.

Between two anchors may lie the end of one bead and the beginning of the next. What differs on the one hand of that bound does not
answer what differs on the other, and a sentence that one text alone has answers nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from edition.collation.paths import Anchor
from edition.collation.script import capital_alone
from edition.model import Bead, RunningText

# An offset in the base and one in the other text.
Place = tuple[int, int]
# What the two texts have between two places.
Hand = tuple[str, str]


def placed(beads: Sequence[Bead], at: Place) -> Iterator[tuple[Bead, Place, Place]]:
    """Turn beads into the same with the places where each begins and ends, from `at` on; a moved bead has none."""
    for bead in beads:
        if not bead.moved:
            start = (bead.base[0] if bead.base else at[0], bead.other[0] if bead.other else at[1])
            at = (bead.base[1] if bead.base else at[0], bead.other[1] if bead.other else at[1])
            yield bead, start, at


def parted(anchors: Sequence[Anchor], beads: Sequence[Bead], texts: tuple[RunningText, RunningText]) -> list[Anchor]:
    """Turn anchors into the same with empty ones between them, where one bead ends and the next begins."""
    end = len(texts[0].text), len(texts[1].text)
    waiting = deque(_bounds(beads, texts))
    found: list[Anchor] = []
    at = 0, 0
    for anchor in [*anchors, ((end[0],) * 2, (end[1],) * 2)]:
        until = anchor[0][0], anchor[1][0]
        inside: list[Place] = []
        while waiting and waiting[0][0] <= anchor[0][1] and waiting[0][1] <= anchor[1][1]:
            bound = waiting.popleft()
            if at[0] <= bound[0] <= until[0] and at[1] <= bound[1] <= until[1]:
                inside.append(bound)
        found += [((one,) * 2, (two,) * 2) for one, two in _kept(inside, at, until, texts)]
        found.append(anchor)
        at = anchor[0][1], anchor[1][1]
    return found[:-1]


def _bounds(beads: Sequence[Bead], texts: tuple[RunningText, RunningText]) -> list[Place]:
    """Where one bead ends and the next begins, in order.

    What one text alone has at the end of a paragraph ends where the paragraph does: before the break of the other text.
    """
    bounds: list[Place] = []
    for bead, start, end in placed(beads, (texts[0].body, texts[1].body)):
        if bounds and (bead.base is None or bead.other is None):
            has, lacks = (1, 0) if bead.base is None else (0, 1)
            if _breaks(texts[lacks], start[lacks]) and _breaks(texts[has], end[has]) and not _breaks(texts[has], start[has]):
                bounds[-1] = (start[0], start[1] - 1) if lacks else (start[0] - 1, start[1])
        bounds.append(end)
    return bounds[:-1]


def _breaks(text: RunningText, at: int) -> bool:
    """Whether a paragraph's break ends at a place."""
    return text.text[at - 1 : at] == "\n"


def _kept(bounds: Sequence[Place], start: Place, end: Place, texts: tuple[RunningText, RunningText]) -> list[Place]:
    """Those bounds between two anchors at which what differs is parted."""
    kept: list[Place] = []
    for number, bound in enumerate(bounds):
        following = bounds[number + 1] if number + 1 < len(bounds) else end
        left, right = (
            (texts[0].text[one[0] : two[0]], texts[1].text[one[1] : two[1]]) for one, two in ((start, bound), (bound, following))
        )
        if _parts(left, right):
            kept.append(bound)
            start = bound
    return kept


def _parts(left: Hand, right: Hand) -> bool:
    """Whether what the texts have on either hand of a bound is parted there.

    A mark alone goes with what follows it, and so does a stop with the word to which it gave its capital. What each of two texts
    alone has in the same place answers by its place.
    """
    sides = [tuple(bool(text.strip()) for text in hand) for hand in (left, right)]
    if not any(sides[0]) or not any(sides[1]) or sides in ([(True, False), (False, True)], [(False, True), (True, False)]):
        return False
    words = [any(letter.isalnum() for text in hand for letter in text) for hand in (left, right)]
    alone = [words[hand] and not all(sides[hand]) for hand in (0, 1)]
    return (all(words) or any(alone)) and not capital_alone(*right)
