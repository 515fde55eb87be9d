"""Turn the speeches of two texts into who speaks each segment, so that speeches of one person answer one another.

Who speaks is no word, but evidence. A person may be named otherwise in the two texts: which names answer is learned from the beads
that the words alone give.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from edition.model import RunningText, Segment

# The speakers of the segments of a text, "" where nobody speaks.
Speakers = list[str]


def speakers_of(text: RunningText, cuts: Sequence[Segment]) -> Speakers:
    """Turn the segments of a text into who speaks each, the name without regard to capitals."""
    begun = [(mark.at, str(mark.value).casefold()) for mark in text.marks if mark.kind == "speech"]
    if not begun:
        return [""] * len(cuts)
    places = [at for at, _ in begun]
    numbers = (bisect_right(places, segment.start) - 1 for segment in cuts)
    return [begun[number][1] if number >= 0 else "" for number in numbers]


def in_both(base: Speakers, other: Speakers) -> tuple[Speakers, Speakers]:
    """Turn the speakers of two texts into the same without those whom one text alone has: they are evidence of nothing."""
    common = {*base} & {*other}
    return [name if name in common else "" for name in base], [name if name in common else "" for name in other]


def other_names(
    speakers: tuple[Speakers, Speakers], answers: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Mapping[str, str]:
    """Turn the answering segments of two texts into the names of the second text that are others of the first, with these.

    `answers`: pairs of half-open ranges of segments. Two names are of one person where each answers the other most often.
    """
    counts = Counter[tuple[str, str]]()
    for base, other in answers:
        if base[0] < base[1] and other[0] < other[1]:
            counts[speakers[0][base[0]], speakers[1][other[0]]] += 1
    most: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for (one, two), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        most[0].setdefault(one, two)
        most[1].setdefault(two, one)
    common = {*speakers[0]} & {*speakers[1]}
    return {
        two: one for two, one in most[1].items() if two and one and two not in common and one not in common and most[0][one] == two
    }
