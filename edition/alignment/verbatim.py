"""Turn a piece of a quotation and the text that it quotes into runs of the same words: where the piece stands as quoted.

Pairs of neighbouring words that both have are joined to chains, so that a changed word, a line end or a footnote between them does
not break the passage.

The numbers are by eye: half and double of each changed nothing on the made-up reviews of docs/quotations.md.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence

from edition.alignment.search_memory import remembered
from edition.alignment.searched import MatchedRun, SearchIndex, Word, within
from edition.model import Range

# Two pairs belong to one passage when they stand at most REACH words apart in the text. A leap from one to the other costs a
# quarter of a word for each word that text and piece are out of step, at most LEAP.
REACH, LEAP = 120, 2.5
# The pairs of a piece are taken from the rarest on, until they stand in so many places of the text: it bounds the time.
PLACES = 2000
# So many chains, the best ones, are compared with the piece word by word.
CHAINS = 40
# So many windows are kept that were compared with a piece, each of some hundred bytes. By eye: three reviews with 172 quotations
# have some 7,700 in two texts.
_WINDOWS = 50_000


def runs(piece: Sequence[Word], text: SearchIndex, low: int, high: int) -> list[MatchedRun]:
    """Find the two best runs of the piece's words in text.words[low:high] that do not overlap, the best first."""
    return remembered("runs", piece, text, (low, high), lambda: _runs(piece, text, low, high))


def _runs(piece: Sequence[Word], text: SearchIndex, low: int, high: int) -> list[MatchedRun]:
    ordered = _matches(piece, text, low, high)
    best: list[float] = []
    first: list[int] = []
    recent: deque[int] = deque()
    for index, (place, i) in enumerate(ordered):
        while recent and ordered[recent[0]][0] < place - REACH:
            recent.popleft()
        top, start = 0.0, index
        for before in recent:
            if ordered[before][0] < place and ordered[before][1] < i:
                leap = abs((place - ordered[before][0]) - (i - ordered[before][1]))
                value = best[before] - min(LEAP, 0.25 * leap)
                if value > top:
                    top, start = value, first[before]
        best.append(top + (0.5 if piece[i].function else 1.0))
        first.append(start)
        recent.append(index)
    found: list[MatchedRun] = []
    # Chains that stand in one line with the piece have one window.
    known: dict[Range, MatchedRun] = {}
    for index in sorted(range(len(ordered)), key=lambda at: (-best[at], at))[:CHAINS]:
        run = _covered(piece, text, ordered[first[index]], ordered[index], known)
        if not any(run.first < other.last and other.first < run.last for other in found):
            found.append(run)
    return sorted(found, key=lambda run: (-run.coverage, run.first))[:2]


def _matches(piece: Sequence[Word], text: SearchIndex, low: int, high: int) -> list[tuple[int, int]]:
    """Find the words that belong to a pair of neighbours in text and piece: place in the text, place in the piece, in order."""
    pairs = [(piece[i].stem, piece[i + 1].stem) for i in range(len(piece) - 1)]
    matches: set[tuple[int, int]] = set()
    taken = 0
    for i in sorted(range(len(pairs)), key=lambda i: (len(text.pairs.get(pairs[i], ())), i)):
        places = within(text.pairs.get(pairs[i], ()), low, high - 1)
        taken += len(places)
        if taken > PLACES:
            break
        for place in places:
            matches.update(((place, i), (place + 1, i + 1)))
    return sorted(matches)


def _covered(
    piece: Sequence[Word], text: SearchIndex, start: tuple[int, int], end: tuple[int, int], known: dict[Range, MatchedRun]
) -> MatchedRun:
    """Find the words of the piece that the text has, in order, round a chain. `start`, `end`: its first and its last match.

    `known`: the runs of other chains by their windows, to which this one is added.
    """
    first = max(0, start[0] - start[1])
    last = min(len(text.words), end[0] + len(piece) - end[1])
    if (first, last) in known:
        return known[first, last]
    stems = [word.stem for word in piece], [word.stem for word in text.words[first:last]]
    if text.memory is None:
        found = _matched(*stems)
    else:
        # Words that come or go elsewhere leave the window as it was.
        key = hashlib.blake2b(repr(stems).encode(), digest_size=16).digest()
        found = text.memory.made("windows", _WINDOWS, key, lambda: _matched(*stems))
    if found is None:
        return MatchedRun(0.0, start[0], end[0] + 1)
    matched, begins, ends = found
    run = MatchedRun(matched / len(piece), first + begins, first + ends, exact=True)
    known[first, last] = run
    return run


def _matched(piece: Sequence[str], window: Sequence[str]) -> tuple[int, int, int] | None:
    """How many stems of a piece a window has in order, and where in it the first and the last are; None where it has none."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, piece, window, autojunk=False).get_matching_blocks()
    blocks = [block for block in blocks if block.size]
    return (sum(block.size for block in blocks), blocks[0].b, blocks[-1].b + blocks[-1].size) if blocks else None
