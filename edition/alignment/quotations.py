"""Turn quotations and the texts that they may come from into hits: where each uncut piece stands in which text.

A piece is sought by its own words first (`verbatim`), as the translation has it that is quoted; then as another translation would
render it (`rendered`). What stands nowhere clearly is sought once more where it must be: between the other pieces of its quotation,
beside the quotations before and after it, between those of lower and higher page. A wrong hit does more harm than a missing one:
what is doubtful is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.alignment.rendered import Window, answer
from edition.alignment.searched import MatchedRun, SearchIndex, Word, search_text, words_of
from edition.alignment.verbatim import runs
from edition.language.languages import Language
from edition.model import Quotation, Range

# So many words tell a piece, though all but one of them are function words.
TELLING = 6
# From this share of its words on, a piece is taken for a quotation of this very translation; from LIKE on, found in it.
SAME, LIKE = 0.95, 0.7
# A review quotes the translation in which so many of the words found stand as quoted, and of these nearly all are the same.
OFTEN, QUOTED = 0.33, 0.88
# So many words that stand there as quoted are no chance, whatever else the review quotes.
NO_CHANCE = 8
# What must speak for a passage in another translation, in nats: against chance, and against the next best; what is clear.
ODDS, LEAD, CLEAR = 3.0, 2.0, 10.0
# How much more must speak for what is sought a second time: a piece without the rest, a quotation where the others point.
AGAIN = 1.0
# The same for a piece between or beside the others of its quotation.
ODDS_BESIDE, LEAD_BESIDE = 1.0, 1.0
# A piece of few words must have this share of them in the passage, in order; a longer one so many, and at least every tenth word.
FEW_WORDS, REPEATED, FEWEST, TENTH = 12, 0.45, 4, 0.1
# A piece that stands this near to another piece of its quotation, in words, needs less evidence.
NEAR, CLOSE = 400, 150
# Of a longer piece only the beginning is sought, in words.
LONGEST = 600

Places = dict[int, MatchedRun]


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a quotation found in a text: indexes of quotation, piece and text, and the two ranges.

    `quote` is a range of the quoting file, `passage` of the text; `coverage` from 0 to 1 is the share of the piece's words, or
    of their weight, found there. `same_translation`: the text is the translation that the review quotes.
    """

    quotation: int
    piece: int
    text: int
    quote: Range
    passage: Range
    coverage: float
    same_translation: bool


def locate(quotations: Sequence[Quotation], texts: Sequence[str], language: Language) -> list[Hit]:
    """Turn quotations and texts into hits, in order of quotation, text and piece; a piece has at most one hit in a text."""
    pieces = [
        [words_of(piece.text, language, [(s.start, s.end) for s in piece.supplied])[:LONGEST] for piece in quotation.pieces]
        for quotation in quotations
    ]
    hits: list[Hit] = []
    for text_number, text in enumerate(search_text(text, language) for text in texts):
        found, needed = _by_themselves(pieces, text)
        _from_context(quotations, pieces, found, text, needed)
        this = _quotes(pieces, found)
        if this:
            # Of the translation quoted, what stands there in other words is another passage.
            found = [{at: one for at, one in places.items() if one.exact} for places in found]
        for number, parts in enumerate(pieces):
            for at, one in sorted(found[number].items()):
                piece = quotations[number].pieces[at]
                passage = text.words[one.first].start, text.words[one.last - 1].end
                same = _same_translation(parts, found[number], at, this)
                hits.append(Hit(number, at, text_number, (piece.start, piece.end), passage, round(one.coverage, 3), same))
    return sorted(hits, key=lambda hit: (hit.quotation, hit.text, hit.piece))


# --- Which translation is quoted -----------------------------------------------------------------------------------------


def _literal(pieces: Sequence[list[Word]], found: Places) -> int:
    """How many words of a quotation belong to pieces that stand in the text as quoted, less those that stand there otherwise."""
    return sum(len(pieces[at]) * (1 if one.exact and one.coverage >= SAME else -1) for at, one in found.items())


def _quotes(pieces: Sequence[Sequence[list[Word]]], found: Sequence[Places]) -> bool:
    """Whether the review quotes this translation: much of what was found stands there as quoted, and that nearly word for word.

    A quoter who changes a word still quotes; two translations that have a phrase in common by chance differ elsewhere.
    """
    sizes = [(len(parts[at]), one) for parts, places in zip(pieces, found, strict=True) for at, one in places.items()]
    exact = [(size, one.coverage) for size, one in sizes if one.exact]
    words = sum(size for size, _ in exact)
    literal = sum(size * coverage for size, coverage in exact) >= QUOTED * words
    return literal and words >= OFTEN * sum(size for size, _ in sizes)


def _same_translation(pieces: Sequence[list[Word]], found: Places, at: int, this: bool) -> bool:
    """Whether a piece is quoted from this translation.

    A few words may be the same in two translations: what else the review and the quotation take from the text decides of them.
    """
    one = found[at]
    if this:
        return one.exact and one.coverage >= LIKE
    return one.exact and one.coverage >= SAME and len(pieces[at]) >= NO_CHANCE and _literal(pieces, found) >= 0


# --- A quotation by itself -----------------------------------------------------------------------------------------------


def _by_themselves(pieces: Sequence[Sequence[list[Word]]], text: SearchIndex) -> tuple[list[Places], float]:
    """Where each quotation stands that can be found without the others; and what must speak for one in other words.

    Words that are the same by chance do not keep the rest of a quotation from being sought in others.
    """
    found = [_verbatim(parts, text) for parts in pieces]
    windows: dict[int, Window | None] = {}
    for number, parts in enumerate(pieces):
        if len(found[number]) < len(parts):
            whole = [word for piece in parts for word in piece]
            windows[number] = _answer(whole, text, 0, len(text.words), len(parts) - 1)
    # The fewer of a review's quotations are clearly from this text, the likelier is chance for one that is not clear (Bayes).
    clear = sum(number not in windows or _is_clear(windows[number]) for number in range(len(pieces)))
    share = (clear + 1) / (len(pieces) + 2)
    needed = ODDS + max(0.0, math.log((1 - share) / share))
    for number, window in windows.items():
        found[number] = _beside(pieces[number], text, _rendered(pieces[number], text, window, needed, found[number]))
    return found, needed


def _is_clear(window: Window | None) -> bool:
    return window is not None and window.odds >= CLEAR


def _answer(piece: Sequence[Word], text: SearchIndex, low: int, high: int, cuts: int = 0) -> Window | None:
    """The passage that answers a piece, or quotation, if it has words enough to tell."""
    window = answer(piece, text, low, high, cuts) if _content(piece) >= 2 else None
    if not window or window.found.last - window.found.first < 2:
        return None
    wanted = REPEATED if len(piece) <= FEW_WORDS else max(TENTH, FEWEST / len(piece))
    return window if window.repeats >= wanted else None


def _content(piece: Sequence[Word]) -> int:
    return sum(not word.function for word in piece)


def _verbatim(pieces: Sequence[list[Word]], text: SearchIndex) -> Places:
    """The pieces that stand in the text as quoted; a short one only where it is alone of its kind, or near another piece."""
    found: Places = {}
    for at, piece in enumerate(pieces):
        telling = len(piece) >= 3 and (_content(piece) >= 2 or len(piece) >= TELLING)
        best = runs(piece, text, 0, len(text.words)) if telling else []
        if best and best[0].coverage >= LIKE and (len(piece) >= 5 or best[0].coverage >= 0.99):
            if _alone(best):
                found[at] = best[0]
    for at, piece in enumerate(pieces):
        if at not in found and found and len(piece) >= 2:
            nearest = min(found, key=lambda other: (abs(other - at), other))
            known = found[nearest]
            bounds = (known.last, known.last + NEAR) if at > nearest else (max(0, known.first - NEAR), known.first)
            best = runs(piece, text, *bounds)
            taken = [one for one in found.values() if best and one.first < best[0].last and best[0].first < one.last]
            if best and best[0].coverage >= 0.8 and not taken and _alone(best):
                found[at] = best[0]
    return found


def _alone(best: Sequence[MatchedRun]) -> bool:
    """Whether the best run has no second that is nearly as good."""
    return len(best) < 2 or best[1].coverage < 0.9 * best[0].coverage


def _rendered(pieces: Sequence[list[Word]], text: SearchIndex, whole: Window | None, needed: float, exact: Places) -> Places:
    """The passages that answer the pieces in other words: each anywhere, or all where the quotation as a whole has its passage.

    `exact`: what stands there as quoted. Of pieces that contradict one another the one for which less speaks is left out.
    """
    together = whole is not None and whole.odds >= needed and whole.lead >= LEAD
    if whole and len(pieces) == 1:
        return {0: whole.found} if together else {}
    found = dict(exact)
    windows = [(at, _answer(piece, text, 0, len(text.words))) for at, piece in enumerate(pieces) if at not in exact]
    for at, window in sorted(windows, key=lambda pair: (-pair[1].odds if pair[1] else 0.0, pair[0])):
        if window and window.odds >= needed + AGAIN * (not together) and window.lead >= LEAD and _fits(at, window, found):
            found[at] = window.found
    low, high = (max(0, whole.found.first - CLOSE), whole.found.last + CLOSE) if whole and together and not found else (0, 0)
    for at, piece in enumerate(pieces if high else ()):
        window = _answer(piece, text, low, high)
        if window and window.odds >= ODDS_BESIDE and window.lead >= LEAD_BESIDE:
            found[at] = window.found
            low = window.found.last
    return found


def _fits(at: int, window: Window, found: Places) -> bool:
    """Whether a passage overlaps none of the other pieces, and stands in their order, unless it is clear."""
    clear = window.odds >= CLEAR
    return all(
        ((other < at or clear) and one.last <= window.found.first) or ((at < other or clear) and window.found.last <= one.first)
        for other, one in found.items()
    )


def _beside(pieces: Sequence[list[Word]], text: SearchIndex, found: Places) -> Places:
    """The pieces found, and between or just beside them the others of their quotation, which need less evidence there."""
    for at, piece in enumerate(pieces):
        if not found or at in found:
            continue
        before = max((one.last for other, one in found.items() if other < at), default=None)
        after = min((one.first for other, one in found.items() if other > at), default=None)
        low = before if before is not None else max(0, (after or 0) - CLOSE)
        high = after if after is not None else low + CLOSE
        window = _answer(piece, text, low, high)
        if window and window.odds >= ODDS_BESIDE and window.lead >= LEAD_BESIDE:
            found[at] = window.found
    return found


# --- A quotation among the others ----------------------------------------------------------------------------------------


def _from_context(
    quotations: Sequence[Quotation],
    pieces: Sequence[Sequence[list[Word]]],
    found: list[Places],
    text: SearchIndex,
    needed: float,
) -> None:
    """Seek the quotations that were not found where the others say that they may stand."""
    clear = list(found)
    pages = _pages(quotations, clear)
    for number, parts in enumerate(pieces):
        for low, high in () if clear[number] else _regions(number, quotations, clear, pages, text):
            found[number] = found[number] or _in_region(parts, text, low, high, needed)


def _regions(
    number: int, quotations: Sequence[Quotation], clear: Sequence[Places], pages: Mapping[int, Range], text: SearchIndex
) -> Iterator[Range]:
    """Where a quotation may stand: near those before and after it in the review, and between those of lower and higher page."""
    for beside in (number - 1, number + 1):
        for one in clear[beside].values() if 0 <= beside < len(clear) else ():
            yield max(0, one.first - NEAR), one.last + NEAR
    page = first_page(quotations[number].page)
    if page is not None and pages:
        yield (
            max((first for other, (first, _) in pages.items() if other <= page), default=0),
            min((last for other, (_, last) in pages.items() if other >= page), default=len(text.words)),
        )


def _pages(quotations: Sequence[Quotation], clear: Sequence[Places]) -> dict[int, Range]:
    """The words that quotations with a page were found at, by page; none where pages and text do not run in the same order."""
    found: dict[int, Range] = {}
    for quotation, places in zip(quotations, clear, strict=True):
        page = first_page(quotation.page)
        if page is not None and places:
            first, last = min(one.first for one in places.values()), max(one.last for one in places.values())
            known = found.get(page, (first, last))
            found[page] = min(known[0], first), max(known[1], last)
    ordered = [found[page] for page in sorted(found)]
    rising = all(one[0] <= two[0] for one, two in pairwise(ordered))
    return found if rising else {}


def first_page(page: str | None) -> int | None:
    """The first figure of a page as printed: 308 of "308-9"."""
    figure = re.search(r"\d+", page or "")
    return int(figure[0]) if figure else None


def _in_region(pieces: Sequence[list[Word]], text: SearchIndex, low: int, high: int, needed: float) -> Places:
    """The pieces that stand in a part of the text, as quoted or in other words."""
    found: Places = {}
    for at, piece in enumerate(pieces):
        best = runs(piece, text, low, high) if len(piece) >= 3 and _content(piece) >= 2 else []
        if best and best[0].coverage >= 0.99:
            found[at] = best[0]
            continue
        window = _answer(piece, text, low, high)
        if window and window.odds >= needed + AGAIN and window.lead >= LEAD:
            found[at] = window.found
    return found
