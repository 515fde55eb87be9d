"""Turn the quotations of two to six words that were not found into their places, where the review itself leaves one.

Such words may stand anywhere by chance. Two things say where they are from: the quotations before and after them, between which
they stand if the review follows the text, and the names and rare words of the reviewer's sentence, which stand near them in it.

The numbers are by eye, on the reviews of tests/alignment/test_short_quotations.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from edition.alignment.searched import MatchedRun, SearchIndex, Word, within, words_kept
from edition.language.languages import Language
from edition.model import Quotation, Range
from edition.storage.memory import Memory

FEWEST, MOST = 2, 6
# So many words of the text may lie between the quotations before and after a short one.
BETWEEN = 400
# Words that stand in more places tell nothing.
PLACES = 200
# What the review says around a quotation: so many code points of its own on either side, about two sentences; and so many words of
# the text on either side of a place are read for them.
AROUND, NEARBY = 250, 40
# So many rare words of the review stand near a place that its other quotations do not point to.
OUT_OF_ORDER = 2
# A word of the review is rare if it stands in one of so many words of the text, or in TWICE places.
RARE, TWICE = 500, 2


def short_places(
    quotations: Sequence[Quotation],
    pieces: Sequence[Sequence[list[Word]]],
    found: Sequence[Mapping[int, MatchedRun]],
    text: SearchIndex,
    review: str,
    language: Language,
    *,
    same: bool,
) -> dict[int, MatchedRun]:
    """Find short quotations: number of the quotation -> run of words of the text.

    `found`: what was found of each quotation. `review`: the quoting file. `same`: the review quotes this translation; in another
    one two content words are wanted. Words of which one is a content word need both witnesses, longer ones one of the two.
    """
    known = [number for number, places in enumerate(found) if places]
    new: dict[int, MatchedRun] = {}
    for number, parts in enumerate(pieces):
        piece = parts[0] if len(parts) == 1 else []
        content = sum(not word.function for word in piece)
        if found[number] or not FEWEST <= len(piece) <= MOST or content < (1 if same else 2) or not known:
            continue
        places = _places(piece, text)
        between = _between(number, known, found)
        ordered = [at for at in places if between and between[0] <= at < between[1]]
        said = _said_around(number, quotations, review, language, text.memory)
        near = _nearest(places, len(piece), text, said, 1 if ordered else OUT_OF_ORDER)
        by_order = ordered[0] if len(ordered) == 1 else None
        if content >= 2:
            at = near if by_order is None else by_order if near in (None, by_order) else None
        else:
            at = by_order if near == by_order else None
        if at is not None:
            new[number] = MatchedRun(1.0, at, at + len(piece), exact=True)
    return new


def _places(piece: Sequence[Word], text: SearchIndex) -> list[int]:
    """Where the words of a piece stand one after the other; nowhere if they are too common."""
    pairs = [text.pairs.get((piece[i].stem, piece[i + 1].stem), []) for i in range(len(piece) - 1)]
    rarest = min(range(len(pairs)), key=lambda i: (len(pairs[i]), i))
    starts = [place - rarest for place in pairs[rarest] if place >= rarest] if len(pairs[rarest]) <= PLACES else []
    return [
        at
        for at in starts
        if at + len(piece) <= len(text.words) and all(text.words[at + i].stem == word.stem for i, word in enumerate(piece))
    ]


def _between(number: int, known: Sequence[int], found: Sequence[Mapping[int, MatchedRun]]) -> Range | None:
    """The words of the text from the quotation before to the one after; the two stand in order and at most BETWEEN words apart.

    The two belong to them: a reviewer may take up words that he has just quoted.
    """
    after = bisect_left(known, number)
    if not 0 < after < len(known):
        return None
    one, two = found[known[after - 1]].values(), found[known[after]].values()
    first, last = max(run.last for run in one), min(run.first for run in two)
    if not first <= last <= first + BETWEEN:
        return None
    return min(run.first for run in one), max(run.last for run in two)


def _said_around(number: int, quotations: Sequence[Quotation], review: str, language: Language, memory: Memory | None) -> set[str]:
    """The stems of the content words that the reviewer has around a quotation in its paragraph; those of other quotations are not
    his."""
    quotation = quotations[number]
    start, end = max(0, quotation.start - AROUND), min(len(review), quotation.end + AROUND)
    start = max(start, review.rfind("\n\n", start, quotation.start) + 1)
    bound = review.find("\n\n", quotation.end, end)
    end = bound if bound >= 0 else end
    # Quotations stand in order of their beginnings; so many on either side reach farther than AROUND.
    beside = quotations[max(0, number - AROUND // 4) : number + AROUND // 4]
    quoted = [(other.start - start, other.end - start) for other in beside if other.start < end and start < other.end]
    return {word.stem for word in words_kept(review[start:end], language, memory, quoted) if not word.function}


def _nearest(places: Sequence[int], size: int, text: SearchIndex, said: set[str], least: int) -> int | None:
    """The one place near which the most rare words stand that the reviewer says, and at least so many; None if there is none."""
    most = max(TWICE, len(text.words) // RARE)
    rare = [text.places[stem] for stem in sorted(said) if len(text.places.get(stem, ())) in range(1, most + 1)]
    near = sorted(((sum(bool(within(of, at - NEARBY, at + size + NEARBY)) for of in rare), at) for at in places), reverse=True)
    if not near or near[0][0] < least or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]
