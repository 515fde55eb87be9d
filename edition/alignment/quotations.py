"""Turn quotations and the texts that they may come from into hits: where each uncut piece stands in which text.

In the translation that is quoted, runs of the same words are chained, so that a changed word, a line end or a footnote between
does not break the passage. In another translation the passage is the window that covers most of the piece's rare words, if it
stands out from the second best. A wrong hit does more harm than a missing one: what is doubtful is left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edition.model import Quotation, Range
from edition.stems import TOKEN, fold, is_function_word, is_word, stem

# From this share of its words on, a piece is taken for a quotation of this very translation; from LIKE on, found in it.
SAME, LIKE = 0.95, 0.7
# The window in another translation: words per word of the piece, and the weight of rare words that it must cover.
WINDOW, SHORTEST, COVER, MARGIN = 1.35, 8, 0.45, 1.4
# What a whole window of words without evidence would take from its coverage.
SLACK = 0.3
# Evidence in other words than the piece's own counts for this part.
BEGINNING, LETTERS = 0.6, 5
# Two runs of the same words within so many words of the text may be one passage; what a leap within it costs at most.
REACH, LEAP = 120, 2.5
# A piece is sought within so many words of one beside it in its quotation when it covers no more than this there.
CLOSE, BESIDE = 150, 0.3
# A piece that stands this near to another piece of its quotation, in words, needs less evidence.
NEAR = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a quotation found in a text: indexes of quotation, piece and text, and the two ranges.

    `quote` is a range of the quoting file, `passage` of the text; `coverage` from 0 to 1 is the share of the piece's words, or
    of their weight, found there.
    """

    quotation: int
    piece: int
    text: int
    quote: Range
    passage: Range
    coverage: float
    same_translation: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, whether it is a function word, and its range."""

    stem: str
    function: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words of a text, half open, and how much of a piece it covers; `exact`: by the words themselves, in order."""

    coverage: float
    first: int
    last: int
    exact: bool = False


@dataclass(slots=True)
class Searched:
    """A text ready for search: its words, where each stem and each pair of stems stands, and how rare a stem is."""

    words: list[Word]
    places: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)

    def rarity(self, name: str) -> float:
        """ln(1 + N / n) for a stem that n of N words have."""
        return math.log(1 + len(self.words) / (1 + len(self.places.get(name, ()))))


def locate(quotations: Sequence[Quotation], texts: Sequence[str]) -> list[Hit]:
    """Turn quotations and texts into hits, in order of quotation, text and piece; a piece has at most one hit in a text."""
    pieces = [[words_of(piece.text, [(s.start, s.end) for s in piece.supplied]) for piece in q.pieces] for q in quotations]
    hits: list[Hit] = []
    for text_number, text in enumerate(map(search_text, texts)):
        found = [_found(parts, text) for parts in pieces]
        clear = list(found)
        for number, parts in enumerate(pieces):
            if not found[number]:
                beside = [one for other in clear[max(0, number - 1) : number + 2] for one in other.values()]
                found[number] = _repeated(parts, text, beside)
            literal = {at: one.exact and one.coverage >= SAME for at, one in found[number].items()}
            # A few words may be the same by chance: a quotation is of this translation when most of what was found is literal.
            sizes = {exact: sum(len(parts[at]) for at in found[number] if literal[at] == exact) for exact in (True, False)}
            for at, one in sorted(found[number].items()):
                piece = quotations[number].pieces[at]
                passage = text.words[one.first].start, text.words[one.last - 1].end
                same = literal[at] and sizes[True] >= sizes[False]
                hits.append(Hit(number, at, text_number, (piece.start, piece.end), passage, round(one.coverage, 3), same))
    return sorted(hits, key=lambda hit: (hit.quotation, hit.text, hit.piece))


def _found(pieces: Sequence[list[Word]], text: Searched) -> dict[int, Found]:
    """Where the pieces of a quotation stand. Words that are the same by chance do not keep the rest from being sought in others."""
    exact = _same(pieces, text)
    literal = sum(len(pieces[at]) for at, one in exact.items() if one.coverage >= SAME)
    if literal and 2 * literal >= sum(map(len, pieces)):
        return exact
    return _beside(pieces, text, _other(pieces, text) | exact)


def words_of(text: str, without: Iterable[Range] = ()) -> list[Word]:
    """Turn a text into words; parts of a compound stand apart, a word parted at a line end is whole; ranges may be left out."""
    words: list[Word] = []
    left_out = list(without)
    joined_to = -1
    for match in TOKEN.finditer(text):
        if not is_word(match.group()) or any(start < match.end() and match.start() < end for start, end in left_out):
            continue
        if joined_to == match.start():
            whole = fold(text[words[-1].start : words[-1].end] + match.group())
            words[-1] = Word(stem(whole), False, words[-1].start, match.end())
            continue
        for part in re.finditer(r"[^-‐‑]+", match.group()):
            folded = fold(part.group())
            words.append(Word(stem(folded), is_function_word(folded), match.start() + part.start(), match.start() + part.end()))
        parted = re.compile(r"[-‐‑\u00ad]\n[ \t]*(?=[^\W\d_])").match(text, match.end())
        joined_to = parted.end() if parted else -1
    return words


def search_text(text: str) -> Searched:
    """Turn a text into what is needed to search it."""
    searched = Searched(words_of(text))
    places: defaultdict[str, list[int]] = defaultdict(list)
    pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for at, word in enumerate(searched.words):
        if word.stem not in places and not word.function and len(word.stem) >= LETTERS:
            beginnings[word.stem[:LETTERS]].append(word.stem)
        places[word.stem].append(at)
        if at:
            pairs[searched.words[at - 1].stem, word.stem].append(at - 1)
    searched.places, searched.pairs, searched.beginnings = dict(places), dict(pairs), dict(beginnings)
    return searched


# --- The same translation --------------------------------------------------------------------------------------------


def _same(pieces: Sequence[list[Word]], text: Searched) -> dict[int, Found]:
    """The pieces that stand in the text as quoted; a short one only where it is alone of its kind, or near another piece."""
    found: dict[int, Found] = {}
    for at, piece in enumerate(pieces):
        content = sum(not word.function for word in piece)
        runs = _runs(piece, text, 0, len(text.words)) if len(piece) >= 3 and content >= 2 else []
        if runs and runs[0].coverage >= LIKE and (len(piece) >= 5 or runs[0].coverage >= 0.99):
            alone = len(runs) < 2 or runs[1].coverage < 0.9 * runs[0].coverage
            if alone:
                found[at] = runs[0]
    for at, piece in enumerate(pieces):
        if at not in found and found and len(piece) >= 2:
            nearest = min(found, key=lambda other: (abs(other - at), other))
            known = found[nearest]
            bounds = (known.last, known.last + NEAR) if at > nearest else (max(0, known.first - NEAR), known.first)
            runs = _runs(piece, text, *bounds)
            taken = [one for one in found.values() if runs and one.first < runs[0].last and runs[0].first < one.last]
            if runs and runs[0].coverage >= 0.8 and not taken:
                found[at] = runs[0]
    return found


def _repeated(pieces: Sequence[list[Word]], text: Searched, beside: Sequence[Found]) -> dict[int, Found]:
    """A piece that stands in the text as quoted more than once: the place near one that a quotation beside it comes from."""
    found: dict[int, Found] = {}
    for at, piece in enumerate(pieces):
        content = sum(not word.function for word in piece)
        for known in beside if len(piece) >= 3 and content >= 2 else ():
            runs = _runs(piece, text, max(0, known.first - NEAR), known.last + NEAR)
            if at not in found and runs and runs[0].coverage >= 0.99:
                found[at] = runs[0]
    return found


def _runs(piece: Sequence[Word], text: Searched, low: int, high: int) -> list[Found]:
    """The chains of the piece's words in text.words[low:high], best first, none overlapping a better one."""
    matches: set[tuple[int, int]] = set()
    for i in range(len(piece) - 1):
        for place in text.pairs.get((piece[i].stem, piece[i + 1].stem), ()):
            if low <= place and place + 1 < high:
                matches.update(((place, i), (place + 1, i + 1)))
    ordered = sorted(matches)
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
    runs: list[Found] = []
    for index in sorted(range(len(ordered)), key=lambda at: (-best[at], at))[:40]:
        run = _covered(piece, text, ordered[first[index]], ordered[index])
        if not any(run.first < other.last and other.first < run.last for other in runs):
            runs.append(run)
    return sorted(runs, key=lambda run: (-run.coverage, run.first))[:2]


def _covered(piece: Sequence[Word], text: Searched, start: tuple[int, int], end: tuple[int, int]) -> Found:
    """The words of the piece that the text has, in order, from a chain's first match to its last and just before and after."""
    from difflib import SequenceMatcher

    first = max(0, start[0] - start[1])
    last = min(len(text.words), end[0] + len(piece) - end[1])
    window = [word.stem for word in text.words[first:last]]
    blocks = SequenceMatcher(None, [word.stem for word in piece], window, autojunk=False).get_matching_blocks()
    blocks = [block for block in blocks if block.size]
    if not blocks:
        return Found(0.0, start[0], end[0] + 1)
    matched = sum(block.size for block in blocks)
    return Found(matched / len(piece), first + blocks[0].b, first + blocks[-1].b + blocks[-1].size, exact=True)


# --- Another translation ---------------------------------------------------------------------------------------------


def _other(pieces: Sequence[list[Word]], text: Searched) -> dict[int, Found]:
    """The passages that answer the pieces in other words: the quotation as a whole first, then each piece thereabouts."""
    whole = [word for piece in pieces for word in piece]
    content = sum(not word.function for word in whole)
    windows = _windows(whole, text, 0, len(text.words), gaps=len(pieces) - 1)
    if content < 3 or not windows or not _enough(windows, content):
        return {}
    if len(pieces) == 1:
        return {0: windows[0]}
    found: dict[int, Found] = {}
    low, high = max(0, windows[0].first - NEAR), windows[0].last + NEAR
    for at, piece in enumerate(pieces):
        size = sum(not word.function for word in piece)
        near = _windows(piece, text, low, high)
        if size >= 2 and near and near[0].coverage >= COVER and (len(near) < 2 or near[0].coverage >= 1.15 * near[1].coverage):
            found[at] = near[0]
            low = near[0].last
    return found


def _beside(pieces: Sequence[list[Word]], text: Searched, found: dict[int, Found]) -> dict[int, Found]:
    """The pieces found, and between or just beside them the others of their quotation, which need less evidence there."""
    for at, piece in enumerate(pieces):
        content = sum(not word.function for word in piece)
        if not found or at in found or content < 2:
            continue
        before = max((one.last for other, one in found.items() if other < at), default=None)
        after = min((one.first for other, one in found.items() if other > at), default=None)
        low = before if before is not None else max(0, (after or 0) - CLOSE)
        high = after if after is not None else low + CLOSE
        near = _windows(piece, text, low, high)
        alone = len(near) < 2 or near[0].coverage >= MARGIN * near[1].coverage
        if near and alone and near[0].coverage >= BESIDE and near[0].coverage * content >= 1.0:
            found[at] = near[0]
    return found


def _enough(windows: Sequence[Found], content: int) -> bool:
    """Whether the best window covers enough and stands out; the fewer words, the more of them it must have."""
    best = windows[0].coverage
    needed = COVER + 0.25 * max(0, 6 - content) / 3
    second = windows[1].coverage if len(windows) > 1 else 0.2
    return best >= needed and best >= MARGIN * second and best * content >= 2.0


def _windows(piece: Sequence[Word], text: Searched, low: int, high: int, gaps: int = 0) -> list[Found]:
    """The two windows of text.words[low:high] that cover most of the piece's rare words, best first, apart from one another."""
    content = [word for word in piece if not word.function]
    total = sum(text.rarity(word.stem) for word in content)
    if not content or not total:
        return []
    size = max(SHORTEST, int(len(piece) * WINDOW)) + 60 * gaps
    evidence: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, word in enumerate(content):
        weight = text.rarity(word.stem)
        for place in text.places.get(word.stem, ()):
            evidence[place].append((number, weight))
        for kin in text.beginnings.get(word.stem[:LETTERS], ()):
            if kin != word.stem:
                for place in text.places[kin]:
                    evidence[place].append((number, BEGINNING * weight))
    within: defaultdict[int, Counter[float]] = defaultdict(Counter)
    recent: deque[int] = deque()
    results: list[Found] = []
    for place in sorted(place for place in evidence if low <= place < high):
        recent.append(place)
        for number, weight in evidence[place]:
            within[number][weight] += 1
        while recent[0] <= place - size:
            for number, weight in evidence[recent.popleft()]:
                within[number][weight] -= 1
                if not within[number][weight]:
                    del within[number][weight]
        covered = sum(max(weights) for weights in within.values() if weights)
        results.append(Found(covered / total, recent[0], place + 1))
    results.sort(key=lambda found: (-found.coverage, found.last - found.first, found.first))
    apart = results[:1] + [found for found in results if abs(found.first - results[0].first) > size][:1]
    return [_tight(found, evidence, total, size) for found in apart]


def _tight(found: Found, evidence: dict[int, list[tuple[int, float]]], total: float, size: int) -> Found:
    """Leave out words at the edges of a window that add less to what it covers than to its length."""
    places = [place for place in range(found.first, found.last) if place in evidence]
    best, best_value = found, -math.inf
    for low in range(len(places)):
        held: dict[int, float] = {}
        covered = 0.0
        for place in places[low:]:
            for number, weight in evidence[place]:
                covered += max(0.0, weight - held.get(number, 0.0))
                held[number] = max(weight, held.get(number, 0.0))
            value = covered / total - SLACK * (place + 1 - places[low]) / size
            if value > best_value:
                best, best_value = Found(covered / total, places[low], place + 1), value
    return best
