"""Turn the tokens and word links of beads into anchors: the stretches that both texts have in common, and the bounds of readings.

What lies between two anchors is a reading. Which words that both texts have lie within one, and where two readings touch, is
decided by what an editor would do (paths.py, cutting.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from edition.collation.cutting import cut
from edition.collation.lone_clauses import LINKED, with_lone_clauses
from edition.collation.paths import Anchor, Box, Path, Point, path_of
from edition.collation.phrases import joined, whole_clauses, with_governed
from edition.collation.unanswered import reunited
from edition.collation.verses import lineation_alone
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.word_forms import QUOTATION_MARKS, is_word
from edition.model import Token
from edition.text.foldings import same_folded


@dataclass(frozen=True, slots=True)
class BeadWords:
    """The tokens of the two sides of a bead, the texts in which they stand, and which answers which, and how likely.

    `verses`: the offsets of the letters with which verses begin.
    """

    base: Sequence[Token]
    other: Sequence[Token]
    texts: tuple[str, str]
    likely: Mapping[Link, float]
    verses: tuple[Container[int], Container[int]] = ((), ())

    def turned(self) -> BeadWords:
        """The same with the sides changed."""
        likely = {(j, i): chance for (i, j), chance in self.likely.items()}
        return BeadWords(self.other, self.base, self.texts[::-1], likely, self.verses[::-1])


def anchors(beads: Sequence[BeadWords], language: Language) -> list[list[Anchor]]:
    """Turn beads into the ranges of each that are the same, character for character, rising on both sides.

    An empty pair of ranges parts two readings, or a clause that nothing answers from what is beside it. A word with a capital that
    a verse's beginning gave it stands between two, apart from what is beside it; so do a quotation mark of another kind, and a word
    that is the same but for what is folded.
    """
    # One order of any two texts, so that what is equally good is decided alike whichever is the base.
    turned = [[token.t for token in bead.base] > [token.t for token in bead.other] for bead in beads]
    ordered = [bead.turned() if turn else bead for bead, turn in zip(beads, turned, strict=True)]
    paths = [path_of(bead.base, bead.other, bead.likely, language) for bead in ordered]
    found: list[list[Anchor]] = []
    for bead, path, boxes, turn in zip(ordered, paths, cut(paths), turned, strict=True):
        boxes = joined(boxes, bead.base, bead.other, language)
        boxes = with_governed(boxes, bead.base, bead.other, language)
        boxes = whole_clauses(boxes, bead.base, bead.other, language)
        boxes, equal = _with_answers(boxes, bead, path, language)
        mine = _in_order([*_equal(bead, equal), *_bounds(bead, boxes)])
        answers = [link for link in path.answers if bead.likely[link] >= LINKED]
        mine = with_lone_clauses(mine, bead.base, bead.other, answers, language)
        found.append([(one, two) for two, one in mine] if turn else mine)
    return found


def _with_answers(boxes: list[Box], bead: BeadWords, path: Path, language: Language) -> tuple[list[Box], list[Link]]:
    """Runs of tokens in which a long stretch of one text alone and its answer beside it are one run; the equal words outside."""
    apart = _apart(path, boxes)
    kept = reunited(apart, bead.base, bead.other, bead.likely, language)
    if len(kept) == len(apart):
        return boxes, apart
    taken = set(apart).difference(kept)
    found: list[Box] = []
    joins = False
    for box in sorted([*boxes, *((i, i + 1, j, j + 1) for i, j in taken)]):
        equal = (box[0], box[2]) in taken
        if found and (joins or equal) and found[-1][1] == box[0] and found[-1][3] == box[2]:
            last = found.pop()
            box = (last[0], box[1], last[2], box[3])
        found.append(box)
        joins = equal
    return found, kept


def _apart(path: Path, boxes: Sequence[Box]) -> list[Link]:
    """The words that both texts have, but for those that stand within readings."""
    starts = [box[0] for box in boxes]
    found: list[Link] = []
    for (i, _, j, _), kind in path.steps:
        # Of runs that begin at one word of the base, all but the last are empty on that side.
        at = bisect_right(starts, i) - 1 if kind == "equal" else -1
        if kind == "equal" and not (at >= 0 and i < boxes[at][1] and boxes[at][2] <= j < boxes[at][3]):
            found.append((i, j))
    return found


def _equal(bead: BeadWords, equal: Sequence[Link]) -> list[Anchor]:
    """The anchors of the words that both texts have outside readings."""
    base, other = bead.base, bead.other
    result: list[Anchor] = []
    for i, j in equal:
        one, two = base[i], other[j]
        if one.t == two.t:
            result.append(((one.start, one.end), (two.start, two.end)))
        elif (
            same_folded(one.t, two.t)
            or one.t in QUOTATION_MARKS
            or lineation_alone((one.t, two.t), (one.start, two.start), bead.verses)
        ):
            result += [((one.start,) * 2, (two.start,) * 2), ((one.end,) * 2, (two.end,) * 2)]
        else:
            # Words that differ in spelling or a capital are a reading of their own, but for a capital that a stop beside it makes.
            result += [
                _joint(bead, point)
                for point in ((i, j), (i + 1, j + 1))
                if _between(bead, point) and not _capital_after(bead, point)
            ]
    return result


def _bounds(bead: BeadWords, boxes: Sequence[Box]) -> list[Anchor]:
    """The places at which runs of tokens touch, which are readings, or marks that stand apart."""
    starts = {(box[0], box[2]) for box in boxes}
    points = [(box[1], box[3]) for box in boxes if (box[1], box[3]) in starts]
    return [_joint(bead, point) for point in points if _between(bead, point) and not _capital_after(bead, point)]


def _between(bead: BeadWords, point: Point) -> bool:
    """Whether tokens stand on both hands of a point, in both texts."""
    return 0 < point[0] < len(bead.base) and 0 < point[1] < len(bead.other)


def _joint(bead: BeadWords, point: Point) -> Anchor:
    """The anchor at a point between two tokens of either text: the space there, where both have the same; else an empty one."""
    ends = bead.base[point[0] - 1].end, bead.other[point[1] - 1].end
    starts = bead.base[point[0]].start, bead.other[point[1]].start
    gaps = bead.texts[0][ends[0] : starts[0]], bead.texts[1][ends[1] : starts[1]]
    return ((ends[0], starts[0]), (ends[1], starts[1])) if gaps[0] == gaps[1] else ((ends[0],) * 2, (ends[1],) * 2)


def _capital_after(bead: BeadWords, point: Point) -> bool:
    return _stop_and_capital(bead.base[point[0] - 1 : point[0] + 1], bead.other[point[1] - 1 : point[1] + 1])


def _stop_and_capital(base: Sequence[Token], other: Sequence[Token]) -> bool:
    """A mark that differs, then a word that differs in its capital alone: they change together."""
    mark = not is_word(base[0].t) and not is_word(other[0].t) and base[0].t != other[0].t
    return mark and base[1].n == other[1].n and base[1].t != other[1].t


def _in_order(found: list[Anchor]) -> list[Anchor]:
    """Anchors in order; of two that claim the same place the first is kept."""
    kept: list[Anchor] = []
    for anchor in sorted(found):
        if not kept or (kept[-1][0][1] <= anchor[0][0] and kept[-1][1][1] <= anchor[1][0]):
            kept.append(anchor)
    return kept
