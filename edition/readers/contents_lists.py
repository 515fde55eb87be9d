"""Tell the lines of a table of contents from the headings that they name: they stand close together and come again further on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.head_series import HeadCandidate
from edition.readers.outside import kind_by_heading

# Between two lines of a table of contents stand no more words than these; by eye, on contents with titles of several lines.
_DENSE = 12
# Under their heading, contents may tell of some pieces what they hold, in so many words. By eye, on a book of a hundred tales.
_DENSE_UNDER_HEADING = 150
# The heading itself has at least so many times as much text below it as its line in the contents.
_RICHER = 2
# So many numbered lines that follow one another closely are a table of contents.
_CONTENTS = 3
# Such a list stands in this first part of the words.
_FRONT = 0.25


def name_of_head(text: str) -> str:
    """The words of a heading in small letters, without the page that contents give, for comparing."""
    return " ".join(re.findall(r"\w+", re.sub(r"[\s.…]*\b\d+\s*$", "", text).lower()))


def contents_headings(blocks: Sequence[DocumentBlock], language: Language) -> list[int]:
    """The blocks that are headings of contents."""
    return [at for at, block in enumerate(blocks) if block.rows <= 2 and kind_by_heading(block.text, language) == "contents"]


def below_contents(headings: Sequence[int], blocks: Sequence[DocumentBlock], words: Sequence[int]) -> frozenset[int]:
    """The blocks below headings of contents that may be lines of them: down to the first that is too long, within the front."""
    found: set[int] = set()
    most = _FRONT * sum(words)
    for at in headings:
        count = 0
        while at + 1 < len(blocks) and words[at + 1] <= _DENSE_UNDER_HEADING and count < most:
            at += 1
            count += words[at]
            found.add(at)
    return frozenset(found)


def _dense_runs(candidates: Sequence[HeadCandidate], totals: Sequence[int], said: Sequence[int]) -> list[list[HeadCandidate]]:
    """The candidates that follow one another closely, nothing said between them: a scene may be a few words."""
    runs: list[list[HeadCandidate]] = []
    for before, candidate in zip([None, *candidates], candidates, strict=False):
        if before is None or totals[candidate.at] - totals[before.at + 1] > _DENSE or said[candidate.at] > said[before.at]:
            runs.append([])
        runs[-1].append(candidate)
    return runs


def _runs_under(candidates: Sequence[HeadCandidate], totals: Sequence[int], under: Sequence[int]) -> Iterator[list[HeadCandidate]]:
    """The candidates below each heading of contents, to the first that is far from the one before it."""
    places = [one.at for one in candidates]
    for heading in under:
        run: list[HeadCandidate] = []
        for one in candidates[bisect_left(places, heading) :]:
            if totals[one.at] - totals[(run[-1].at if run else heading) + 1] > _DENSE_UNDER_HEADING:
                break
            run.append(one)
        if run:
            yield run


def contents_lines(
    candidates: Sequence[HeadCandidate],
    heads: Sequence[HeadCandidate],
    words: Sequence[int],
    blocks: Sequence[DocumentBlock],
    under: Sequence[int] = (),
) -> frozenset[int]:
    """The candidates that stand close together and come again further on: a table of contents.

    `heads`: those of them that may be headings, as which they come again; an item of a list within the text is none. `under`: the
    headings that say that what follows is a table of contents; its lines may stand farther from one another.
    """
    totals = [*accumulate(words, initial=0)]
    said = [*accumulate(("speech" in block.within for block in blocks), initial=0)]
    runs = [*_dense_runs(candidates, totals, said), *_runs_under(candidates, totals, under)]
    # How much text stands below each, up to the next of its word.
    text: dict[int, int] = {}
    ends: dict[str, int] = {}
    for one in reversed(candidates):
        text[one.at] = totals[ends.get(one.head.word, len(words))] - totals[one.at + 1]
        ends[one.head.word] = one.at
    # A line of contents may leave out the word: "IV. The Mill" for "CHAPTER IV".
    last: dict[tuple[str, int], int] = {}
    for one in heads:
        last[one.head.word, one.number] = last["*", one.number] = one.at

    def comes_again(one: HeadCandidate, richer: int = _RICHER) -> bool:
        places = (last.get((word, one.number), -1) for word in (("*",) if not one.head.word else (one.head.word, "")))
        return any(place > one.at and (not richer or text[place] > richer * text[one.at]) for place in places)

    found: set[int] = set()
    for run in runs:
        listed = [one.at for one in run[:-1] if comes_again(one)]
        # Contents may be followed by anything, so that what stands below their last line says nothing; its word is that of others.
        alike = sum(one.head.word == run[-1].head.word for one in run[:-1]) > 1
        ends_list = len(listed) > 1 and alike and run[-1].number != 1 and comes_again(run[-1], 0)
        # The last lines may head the text: PART I, BOOK I, CHAPTER I, each of another word.
        tail: list[HeadCandidate] = []
        for one in () if ends_list else reversed(run):
            if any(one.head.word == other.head.word for other in tail) or (one.number != 1 and comes_again(one)):
                break
            tail.append(one)
        kept = {one.at for one in tail}
        again = [at for at in [*listed, *([run[-1].at] if ends_list else [])] if at not in kept]
        if len(run) >= _CONTENTS and 2 * len(again) >= len(run) - len(tail):
            found.update(again)
    return frozenset(found)
