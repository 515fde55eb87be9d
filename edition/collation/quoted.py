"""Turn a quoted piece and the passage where it was located into the stretch of the base that answers it, and the variants there."""

from __future__ import annotations

from collections.abc import Sequence

from edition.collation.likeness import likeness_of
from edition.collation.script import script, side_of
from edition.collation.variants import common_stretches, typed
from edition.collation.words import likely_links, one_to_one
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Block, Piece, Range, RunningText, Span, Token, Variant

# A word of the base inside the stretch that answers nothing costs this much; a word that answers gains what it is alike.
UNANSWERED = 0.25
# How many words round the located passage are looked at, and at least what part of the piece's length.
AROUND, SHARE = 8, 0.5
# At a piece that begins or ends a sentence, so many words of the base's sentence left over are taken in.
LEFT_OVER = 3
_BOUNDS = frozenset(".?!;:…—()[]\n")


def against(
    base: RunningText, piece: Piece, passage: Range, language: Language, room: Range | None = None
) -> tuple[Range, RunningText, tuple[Variant, ...]]:
    """Turn a piece and its passage into the range of the base that answers it, the piece's running text, and its variants.

    `room`: where in the base the piece may stand, all of it by default. The range is an offset pair of the base's whole running
    text, between words; variants' base ranges are offsets there too and their other ranges those of the piece's own text. A piece
    without words answers an empty range.
    """
    text = piece_text(piece)
    place = _answering(base.text, piece.text, passage, language)
    if room:
        place = min(max(place[0], room[0]), room[1]), max(min(place[1], room[1]), room[0])
    sides = side_of(base), side_of(text)
    whole = 0, len(piece.text)
    common = common_stretches(sides, [(place, whole)], language) if place[0] < place[1] else []
    return place, text, typed(script(sides[0], sides[1], (place, whole), common), sides, language)


def piece_text(piece: Piece) -> RunningText:
    """Turn a quoted piece into its running text: one paragraph, in which the quoter's own words are marked."""
    spans = tuple(Span("supplied", supplied.start, supplied.end) for supplied in piece.supplied)
    return RunningText(piece.text, (Block("p", 0, len(piece.text)),), spans, (), piece.looks)


def _answering(text: str, piece: str, passage: Range, language: Language) -> Range:
    words = language.tokens(piece)
    reach = 12 * max(AROUND, int(SHARE * len(words)))
    region = language.tokens(text, *_whole_words(text, max(0, passage[0] - reach), min(len(text), passage[1] + reach)))
    links = dict(one_to_one(likely_links([token.t for token in region], [token.t for token in words], language)))
    first, last = _heaviest(region, words, links, passage, language)
    if first >= last:
        return passage[0], passage[0]
    answered = [links[i] for i in range(first, last) if i in links]
    # Words before the first answered one want their answer there, unless it is a word that moved.
    before = sum(is_word(token.t) for token in words[: answered[0]]) if answered[0] == min(answered) else 0
    after = sum(is_word(token.t) for token in words[answered[-1] + 1 :]) if answered[-1] == max(answered) else 0
    spoken = [token.t for token in words if is_word(token.t)]
    first = _leftwards(text, region, first, before, begins=bool(spoken) and spoken[0][0].isupper())
    last = _rightwards(text, region, last, after, ends=words[-1].t in ".?!")
    # The quoter's last mark answers the mark that stands there.
    if not is_word(words[-1].t) and is_word(region[last - 1].t) and last < len(region):
        follows = region[last]
        if not is_word(follows.t) and follows.start == region[last - 1].end and follows.t not in "([":
            last += 1
    return region[first].start, region[last - 1].end


def _whole_words(text: str, start: int, end: int) -> Range:
    """Widen a range to white space, so that no word is cut."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _heaviest(region: Sequence[Token], words: Sequence[Token], links: dict[int, int], passage: Range, language: Language) -> Range:
    """The run of the region's tokens whose words answer the piece at least loss (Kadane's maximal sum)."""
    best, best_sum = (0, 0), 0.0
    start, total = 0, 0.0
    for index, token in enumerate(region):
        if index in links:
            gain = likeness_of(token.n, words[links[index]].n, language)
            total += gain if token.end > passage[0] and token.start < passage[1] else 0.5 * gain
        elif is_word(token.t):
            total -= UNANSWERED
        if total <= 0:
            start, total = index + 1, 0.0
        elif total > best_sum and index in links:
            best, best_sum = (start, index + 1), total
    first, last = best
    while first < last and first not in links:
        first += 1
    return first, last


def _leftwards(text: str, region: Sequence[Token], first: int, number: int, *, begins: bool) -> int:
    """Take in as many words before the stretch as the piece has unanswered there, and the rest of a sentence's beginning."""
    to_bound = first
    while to_bound > 0 and not _BOUNDS.intersection(text[region[to_bound - 1].start : region[to_bound].start]):
        to_bound -= 1
    return to_bound if first - to_bound <= number + (LEFT_OVER if begins else 0) else first - min(number, first - to_bound)


def _rightwards(text: str, region: Sequence[Token], last: int, number: int, *, ends: bool) -> int:
    """Take in as many words after the stretch as the piece has unanswered there, and the rest of a sentence's end."""
    to_bound = last
    if _BOUNDS.intersection(region[last - 1].t):
        return last
    while to_bound < len(region) and not _BOUNDS.intersection(text[region[to_bound - 1].end : region[to_bound].end]):
        to_bound += 1
    return to_bound if to_bound - last <= number + (LEFT_OVER if ends else 0) else last + min(number, to_bound - last)
