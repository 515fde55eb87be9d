"""Turn the words of a bead into those of the sentences that the other side answers.

A bead may hold a sentence too many: where nothing answers it, alignment may have found it cheaper to give it to its neighbour than
to pass over it. Only the words tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Range, Token

# A sentence of fewer content words says too little for it to be told whether it is answered.
ENOUGH = 2
# A sentence may be answered by so many words for each of its content words that the other side leaves without an answer.
UNSAID = 0.5
_OPENING = frozenset("([“‘\"'«‹")


def opens(text: str, at: int, language: Language) -> bool:
    """Whether a sentence begins at a place: at the start of a text or paragraph, or after a stop if no small letter follows."""
    before = text[max(0, at - 4) : at].rstrip(" \u00a0“‘\"'([")
    if before and before[-1] != "\n" and text[at : at + 1].islower():
        return False
    if before.endswith("."):
        return not language.abbreviated(text, 0, text.rindex(".", 0, at))
    return not before or before[-1] in "!?…:\n" or (before[-1] in "”’\"')]" and before[-2:-1] in tuple(".!?…"))


def answered(
    sides: tuple[Sequence[Token], Sequence[Token]], texts: tuple[str, str], links: Iterable[Link], language: Language
) -> tuple[Range, Range]:
    """Turn the tokens of the two sides of a bead into the ranges of tokens that are left without sentences nothing answers.

    Such a sentence stands first or last on the longer side, none of its content words is linked, and without it the two sides are
    nearer in length. A side never loses all.
    """
    whole = (0, len(sides[0])), (0, len(sides[1]))
    lengths = [_length(side) for side in sides]
    if not all(lengths):
        return whole
    longer = 0 if lengths[0] > lengths[1] else 1
    starts = _starts(sides[longer], texts[longer], language)
    if len(starts) > 1:
        pairs = list(links)
        kept = _without_ends(sides[longer], starts, {link[longer] for link in pairs}, language)
        left_out = [token for k, token in enumerate(sides[longer]) if not kept[0] <= k < kept[1]]
        # What the other side leaves without an answer may be the answer, in other words.
        free = _content(sides[1 - longer], language) - {link[1 - longer] for link in pairs}
        if len(free) >= UNSAID * len(_content(left_out, language)):
            return whole
        rest = _length(sides[longer][slice(*kept)])
        if abs(math.log(rest / lengths[1 - longer])) < math.log(lengths[longer] / lengths[1 - longer]):
            return (kept, whole[1]) if longer == 0 else (whole[0], kept)
    return whole


def _content(tokens: Sequence[Token], language: Language) -> set[int]:
    """The places of the content words of some tokens."""
    return {k for k, token in enumerate(tokens) if language.is_content(token.n)}


def _length(tokens: Sequence[Token]) -> int:
    """How many characters tokens take, with the space between them."""
    return tokens[-1].end - tokens[0].start if tokens else 0


def _starts(tokens: Sequence[Token], text: str, language: Language) -> list[int]:
    """The places of the tokens with which sentences begin, marks that open them included; the first token is always one."""
    broken = "\n" in text[tokens[0].start : tokens[-1].end]
    # A sentence begins after a mark or a break.
    starts = {0}
    for k in range(1, len(tokens)):
        if (broken or not is_word(tokens[k - 1].t)) and is_word(tokens[k].t) and opens(text, tokens[k].start, language):
            starts.add(_with_opening(tokens, k))
    return sorted(starts)


def _without_ends(tokens: Sequence[Token], starts: Sequence[int], linked: set[int], language: Language) -> Range:
    """The range of tokens without the sentences at either end of which no word is answered; all where none is in any."""
    bounds = [*starts, len(tokens)]
    alone = [_alone(tokens[a:b], a, linked, language) for a, b in pairwise(bounds)]
    if all(alone):
        return 0, len(tokens)
    return bounds[alone.index(False)], bounds[len(alone) - alone[::-1].index(False)]


def _with_opening(tokens: Sequence[Token], at: int) -> int:
    """The place of the first of the marks that open the sentence whose first word is at a place."""
    while at > 0 and tokens[at - 1].t in _OPENING and tokens[at - 1].end == tokens[at].start:
        at -= 1
    return at


def _alone(sentence: Sequence[Token], first: int, linked: set[int], language: Language) -> bool:
    """Whether a sentence, its tokens numbered from `first`, has content words enough and none that is linked."""
    content = {k for k, token in enumerate(sentence, first) if language.is_content(token.n)}
    return len(content) >= ENOUGH and not content & linked
