"""Turn quotations and the texts that they may come from into hits: where each uncut piece stands in which text.

A piece is sought by its own words first (`verbatim`): so it stands in the translation that the review quotes. Then it is sought in
other words (`rendered`), as another translation has it. A piece that is found nowhere clearly is sought once more where it must be:
between the other pieces of its quotation, beside the quotations before and after it, between those of a lower and a higher page; a
short one where order and surroundings leave one place (`short_quotations`). A wrong hit does more harm than a missing one, so that
what is doubtful is left out.

The numbers were chosen on the first halves of Candide and the Meditations; "Neighbouring values" in docs/quotations.md has what
half and double of each give there. Where it says that nothing changes, the number is by eye.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.alignment.rendered import Window, answer
from edition.alignment.searched import MatchedRun, SearchIndex, Word, search_text, words_kept
from edition.alignment.short_quotations import short_places
from edition.alignment.verbatim import runs
from edition.language.languages import Language
from edition.model import Quotation, Range
from edition.storage.memory import Memory

# A piece of so many words is sought even if only one of them is a content word.
TELLING = 6
# A piece is found in a text if the share LIKE of its words stands there in order, and is quoted from this very translation if the
# share SAME does.
SAME, LIKE = 0.95, 0.7
# A review quotes a translation if at least the share OFTEN of the words of all found pieces is in pieces that were found by their
# own words, and if the share QUOTED of these words is the same.
OFTEN, QUOTED = 0.33, 0.88
# A piece of so many words that stands in a text as quoted does so by no chance, whatever else the review quotes.
NO_CHANCE = 8
# In nats: a passage in other words must be ODDS better than chance and LEAD better than the next best passage; from CLEAR on it is
# clear.
ODDS, LEAD, CLEAR = 3.0, 2.0, 10.0
# A second search needs so many nats more: for a piece without the rest of its quotation, for a quotation where the others point.
AGAIN = 1.0
# What a piece needs, in the place of ODDS and LEAD, between or beside the other pieces of its quotation.
ODDS_BESIDE, LEAD_BESIDE = 1.0, 1.0
# Of a piece of at most FEW_WORDS words the passage must have the share REPEATED in the same order; of a longer piece FEWEST words,
# and at least the share TENTH.
FEW_WORDS, REPEATED, FEWEST, TENTH = 12, 0.45, 4, 0.1
# In words: a piece is sought by its own words up to NEAR words from another piece of its quotation, and in other words up to CLOSE
# words from it; a quotation is sought up to NEAR words from the quotations before and after it.
NEAR, CLOSE = 400, 150
# Only so many words of a piece are sought, so that time stays linear; longer quotations are rare.
LONGEST = 600
# So many texts are kept ready for search. By eye: the base and three quoted translations.
_TEXTS = 4

# Where the pieces of a quotation were found: index of the piece -> run of words of the text.
Places = dict[int, MatchedRun]


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a quotation found in a text: indexes of quotation, piece and text, and the two ranges.

    `quote` is a range of the quoting file, `passage` a range of the text, both in code points. `coverage`, 0 to 1, is the share of
    the piece's words found there, or of their weight if they are other words. `same_translation`: the review quotes this
    translation.
    """

    quotation: int
    piece: int
    text: int
    quote: Range
    passage: Range
    coverage: float
    same_translation: bool


def locate(
    quotations: Sequence[Quotation], texts: Sequence[str], language: Language, review: str = "", memory: Memory | None = None
) -> list[Hit]:
    """Turn quotations and texts into hits, sorted by quotation, text and piece. A piece has at most one hit in each text.

    `review`: the quoting file, for what it says around its short quotations; without it their order alone tells where they stand.
    `memory`: what keeps the searches for the next time.
    """
    pieces = [
        [
            words_kept(piece.text, language, memory, ((s.start, s.end) for s in piece.supplied))[:LONGEST]
            for piece in quotation.pieces
        ]
        for quotation in quotations
    ]
    hits: list[Hit] = []
    for text_number, text in enumerate(_searched(text, language, memory) for text in texts):
        found, needed = _by_themselves(pieces, text)
        _from_context(quotations, pieces, found, text, needed)
        this = _quotes(pieces, found)
        if this:
            # The review quotes this translation in its own words: what stands there in other words is another passage.
            found = [{at: one for at, one in places.items() if one.exact} for places in found]
        for number, run in short_places(quotations, pieces, found, text, review, language, same=this).items():
            found[number] = {0: run}
        for number, parts in enumerate(pieces):
            for at, one in sorted(found[number].items()):
                piece = quotations[number].pieces[at]
                passage = text.words[one.first].start, text.words[one.last - 1].end
                same = _same_translation(parts, found[number], at, this)
                hits.append(Hit(number, at, text_number, (piece.start, piece.end), passage, round(one.coverage, 3), same))
    return sorted(hits, key=lambda hit: (hit.quotation, hit.text, hit.piece))


def _searched(text: str, language: Language, memory: Memory | None) -> SearchIndex:
    if memory is None:
        return search_text(text, language)
    # All reviews of an edition are sought in one text, and those of one translation in another.
    return memory.made("searched", _TEXTS, (text, repr(language)), lambda: search_text(text, language, memory))


# --- Which translation is quoted -----------------------------------------------------------------------------------------


def _literal(pieces: Sequence[list[Word]], found: Places) -> int:
    """Count the words of a quotation in pieces that stand in the text as quoted, less those in pieces that stand there in other
    words."""
    return sum(len(pieces[at]) * (1 if one.exact and one.coverage >= SAME else -1) for at, one in found.items())


def _quotes(pieces: Sequence[Sequence[list[Word]]], found: Sequence[Places]) -> bool:
    """Tell whether the review quotes this translation: much of what was found stands there as quoted, nearly word for word.

    A quoter who changes a word still quotes. Two translations that share a phrase by chance differ elsewhere.
    """
    sizes = [(len(parts[at]), one) for parts, places in zip(pieces, found, strict=True) for at, one in places.items()]
    exact = [(size, one.coverage) for size, one in sizes if one.exact]
    words = sum(size for size, _ in exact)
    literal = sum(size * coverage for size, coverage in exact) >= QUOTED * words
    return literal and words >= OFTEN * sum(size for size, _ in sizes)


def _same_translation(pieces: Sequence[list[Word]], found: Places, at: int, this: bool) -> bool:
    """Tell whether a piece is quoted from this translation. `this`: the review as a whole quotes it.

    A few words may be the same in two translations. Then the other pieces of the review and of the quotation decide.
    """
    one = found[at]
    if this:
        return one.exact and one.coverage >= LIKE
    return one.exact and one.coverage >= SAME and len(pieces[at]) >= NO_CHANCE and _literal(pieces, found) >= 0


# --- A quotation by itself -----------------------------------------------------------------------------------------------


def _by_themselves(pieces: Sequence[Sequence[list[Word]]], text: SearchIndex) -> tuple[list[Places], float]:
    """Find each quotation that can be found without the others.

    Returns the places of each quotation, and how many nats a quotation in other words needs. A piece that has the same words by
    chance does not keep the rest of its quotation from being sought in other words.
    """
    found = [_verbatim(parts, text) for parts in pieces]
    windows: dict[int, Window | None] = {}
    for number, parts in enumerate(pieces):
        if len(found[number]) < len(parts):
            whole = [word for piece in parts for word in piece]
            windows[number] = _answer(whole, text, 0, len(text.words), len(parts) - 1)
    # The fewer quotations of a review are clearly from this text, the likelier is one that is not clear found by chance (Bayes).
    clear = sum(number not in windows or _is_clear(windows[number]) for number in range(len(pieces)))
    share = (clear + 1) / (len(pieces) + 2)
    needed = ODDS + max(0.0, math.log((1 - share) / share))
    for number, window in windows.items():
        found[number] = _beside(pieces[number], text, _rendered(pieces[number], text, window, needed, found[number]))
    return found, needed


def _is_clear(window: Window | None) -> bool:
    return window is not None and window.odds >= CLEAR


def _answer(piece: Sequence[Word], text: SearchIndex, low: int, high: int, cuts: int = 0) -> Window | None:
    """Find the passage that answers a piece, or a whole quotation with its number of cuts; None if it has too few words to tell."""
    window = answer(piece, text, low, high, cuts) if _content(piece) >= 2 else None
    if not window or window.found.last - window.found.first < 2:
        return None
    wanted = REPEATED if len(piece) <= FEW_WORDS else max(TENTH, FEWEST / len(piece))
    return window if window.repeats >= wanted else None


def _content(piece: Sequence[Word]) -> int:
    return sum(not word.function for word in piece)


def _verbatim(pieces: Sequence[list[Word]], text: SearchIndex) -> Places:
    """Find the pieces that stand in the text as quoted.

    A short piece counts only if it stands there once, or near another piece.
    """
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
    """Tell whether no second run is nearly as good as the best: nine tenths of its words, by eye."""
    return len(best) < 2 or best[1].coverage < 0.9 * best[0].coverage


def _rendered(pieces: Sequence[list[Word]], text: SearchIndex, whole: Window | None, needed: float, exact: Places) -> Places:
    """Find the passages that answer the pieces in other words: each piece anywhere, or all near the passage of the whole quotation.

    `whole`: the passage of the whole quotation. `exact`: the pieces that stand there as quoted. Where two pieces contradict one
    another, the one with less evidence is left out.
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
    """Tell whether a passage overlaps none of the other pieces and stands in their order.

    A clear passage may stand out of order.
    """
    clear = window.odds >= CLEAR
    return all(
        ((other < at or clear) and one.last <= window.found.first) or ((at < other or clear) and window.found.last <= one.first)
        for other, one in found.items()
    )


def _beside(pieces: Sequence[list[Word]], text: SearchIndex, found: Places) -> Places:
    """Add to the pieces found the others of their quotation, sought between or just beside them; there they need less evidence."""
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
    """Seek each quotation that was not found where the others say that it may stand. Changes `found`."""
    clear = list(found)
    pages = _pages(quotations, clear)
    for number, parts in enumerate(pieces):
        for low, high in () if clear[number] else _regions(number, quotations, clear, pages, text):
            found[number] = found[number] or _in_region(parts, text, low, high, needed)


def _regions(
    number: int, quotations: Sequence[Quotation], clear: Sequence[Places], pages: Mapping[int, Range], text: SearchIndex
) -> Iterator[Range]:
    """Yield where a quotation may stand: near its neighbours in the review, and between quotations of a lower and a higher page."""
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
    """Find the words of the text at which each page was quoted: page -> range.

    Empty where pages and text do not run in one order.
    """
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
    """Turn a page as printed into its first number: 308 for "308-9"; None where it has none."""
    figure = re.search(r"\d+", page or "")
    return int(figure[0]) if figure else None


def _in_region(pieces: Sequence[list[Word]], text: SearchIndex, low: int, high: int, needed: float) -> Places:
    """Find the pieces that stand between words `low` and `high` of the text, as quoted or in other words."""
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
