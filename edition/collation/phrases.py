"""Turn runs of tokens between equal words into the same, where two halves of one turn of phrase are one run.

Which words an editor would take together is learned (cutting.py); that the words of one half answer those of the other across what
both texts have between them is a matter of sense, of which those weights are told nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.collation.paths import COMMA, DETERMINER, PREPOSITION, Box, classes_of
from edition.language.languages import Language
from edition.language.senses import ONE_SENSE, nearness
from edition.language.word_forms import is_word
from edition.model import Token

# How many equal words two halves may have between them, and how long what they make may be.
BETWEEN, JOINED = 2, 14
# A clause is in crumbs from so many on, and has so many words of content on either side. By eye, on the passages in docs/words.md
# that may be read: with fewer of either, divergences are lost that editors part.
CRUMBS, CLAUSE = 3, 4
# The nearness in sense from which a word before and a word after what is equal show that a construction was turned round.
TURNED = 0.25
# The classes of words that go with what follows them. Some of these stand by themselves too (this, up); then a reading is longer.
_GOVERNING = (DETERMINER, PREPOSITION)


@dataclass(frozen=True, slots=True)
class _Half:
    """What two texts have on one hand of equal words, each as the folded forms of its tokens."""

    base: frozenset[str]
    other: frozenset[str]
    language: Language

    @property
    def one_sided(self) -> bool:
        """Whether one text has nothing here that the other has not."""
        return self.base <= self.other or self.other <= self.base

    def alone(self) -> tuple[list[str], list[str]]:
        """The content words of either text of which the other has none of the same stem here, in order of the alphabet."""
        return _without_stems_of(self.base, self.other, self.language), _without_stems_of(self.other, self.base, self.language)

    def negated(self) -> tuple[bool, bool]:
        """Whether each text says no here."""
        negates = self.language.words.negates
        return any(map(negates, self.base)), any(map(negates, self.other))


def joined(boxes: Sequence[Box], base: Sequence[Token], other: Sequence[Token], language: Language) -> list[Box]:
    """Turn the runs of a bead, in order, into the same with one in place of two that are halves of one turn of phrase."""
    found: list[Box] = []
    for box in boxes:
        while found and _makes_one(found[-1], box, base, other, language):
            last = found.pop()
            box = (last[0], box[1], last[2], box[3])
        found.append(box)
    return found


def whole_clauses(boxes: Sequence[Box], base: Sequence[Token], other: Sequence[Token], language: Language) -> list[Box]:
    """Turn the runs of a bead, in order, into the same with one in place of the crumbs of a clause that shares no word of content.

    Crumbs are runs with function words between them that both texts have; a mark of either text ends a clause.
    """
    if len(boxes) < CRUMBS:
        return list(boxes)
    found: list[Box] = []
    crumbs: list[Box] = []
    for box in [*boxes, (len(base) + 1, len(base) + 1, len(other) + 1, len(other) + 1)]:
        between = base[crumbs[-1][1] : box[0]] if crumbs else ()
        worded = _worded(base[box[0] : box[1]]) and _worded(other[box[2] : box[3]])
        if crumbs and not (worded and box[0] <= len(base) and all(language.is_function_word(token.n) for token in between)):
            found += _whole(crumbs, base, other, language)
            crumbs = []
        if worded:
            crumbs.append(box)
        else:
            found.append(box)
    return [box for box in found if box[0] <= len(base)]


def with_governed(boxes: Sequence[Box], base: Sequence[Token], other: Sequence[Token], language: Language) -> list[Box]:
    """Turn the runs of a bead, in order, into the same with one in place of two where the bound parts a word from what it governs.

    A determiner or preposition at the end of a run of several words goes with what follows it, unless the other side's ends in one
    too: in a run that touches this one, where the two have words on both sides and are not long. A comma that one side alone has
    between them is taken in.
    """
    found: list[Box] = []
    for box in boxes:
        found.append(box)
        while (count := _governing(found, base, other, language)) > 1:
            parts = found[-count:]
            found[-count:] = [(parts[0][0], parts[-1][1], parts[0][2], parts[-1][3])]
    return found


def _governing(boxes: Sequence[Box], base: Sequence[Token], other: Sequence[Token], language: Language) -> int:
    """How many of the last runs are one, because the first of them ends in a word that governs what follows; 0 where none does."""
    if len(boxes) < 2:
        return 0
    class_of = classes_of(language)
    comma = len(boxes) > 2 and all(class_of(token.t) == COMMA for token in _tokens(boxes[-2], base, other))
    count = 3 if comma else 2
    first, last = boxes[-count], boxes[-1]
    touching = all(a[1] == b[0] and a[3] == b[2] for a, b in pairwise(boxes[-count:]))
    if not touching or max(last[1] - first[0], last[3] - first[2]) > JOINED:
        return 0
    if not all(is_word(token.t) for box in (first, last) for token in _tokens(box, base, other)):
        return 0
    ends = (base[first[1] - 1] if first[0] < first[1] else None), (other[first[3] - 1] if first[2] < first[3] else None)
    if None in ends:
        return 0
    governs = [end is not None and class_of(end.t) in _GOVERNING for end in ends]
    if governs[0] == governs[1]:
        return 0
    side = governs.index(True)
    own, follows = (first[1] - first[0], last[1] - last[0]) if side == 0 else (first[3] - first[2], last[3] - last[2])
    apart = (first[1] < last[0]) if side == 0 else (first[3] < last[2])
    return count if own > 1 and follows and not apart else 0


def _tokens(box: Box, base: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    """The tokens of a run, of both sides."""
    return [*base[box[0] : box[1]], *other[box[2] : box[3]]]


def _whole(crumbs: Sequence[Box], base: Sequence[Token], other: Sequence[Token], language: Language) -> Sequence[Box]:
    """The crumbs of a clause as one run, where they are many and no stem of content is on both sides."""
    if len(crumbs) < CRUMBS:
        return crumbs
    first, last = crumbs[0], crumbs[-1]
    half = _half((first[0], last[1], first[2], last[3]), base, other, language)
    sizes = [sum(map(language.is_content, side)) for side in (half.base, half.other)]
    apart = min(sizes) >= CLAUSE and [len(words) for words in half.alone()] == sizes
    return [(first[0], last[1], first[2], last[3])] if apart else crumbs


def _makes_one(before: Box, after: Box, base: Sequence[Token], other: Sequence[Token], language: Language) -> bool:
    """Whether two runs and the equal words between them are one turn of phrase; a mark in or between them parts phrases."""
    between = after[0] - before[1]
    if not 0 < between <= BETWEEN or max(after[1] - before[0], after[3] - before[2]) > JOINED:
        return False
    if not (_worded(base[before[0] : after[1]]) and _worded(other[before[2] : after[3]])):
        return False
    halves = _half(before, base, other, language), _half(after, base, other, language)
    return _turned(*halves) or _denied(*halves)


def _worded(tokens: Sequence[Token]) -> bool:
    """Whether all of some tokens are words."""
    return all(map(is_word, [token.t for token in tokens]))


def _half(box: Box, base: Sequence[Token], other: Sequence[Token], language: Language) -> _Half:
    return _Half(
        frozenset(token.n for token in base[box[0] : box[1]]), frozenset(token.n for token in other[box[2] : box[3]]), language
    )


def _turned(before: _Half, after: _Half) -> bool:
    """Whether what the one text has before equal words answers what the other has after them: the construction was turned round."""
    language = before.language
    if (before.one_sided or after.one_sided) and (
        _answers(before.base - before.other, after.other, language) or _answers(before.other - before.base, after.base, language)
    ):
        return True
    (base_before, other_before), (base_after, other_after) = before.alone(), after.alone()
    if base_before and other_after and not (other_before or base_after):
        return _near(base_before, other_after, ONE_SENSE, language)
    turned = bool(other_before and base_after and not (base_before or other_after))
    return turned and _near(other_before, base_after, ONE_SENSE, language)


def _denied(before: _Half, after: _Half) -> bool:
    """Whether one text denies in one half what the other says outright, and other words answer that in the other half."""
    no = before.negated(), after.negated()
    parts = [half for half, said in zip((before, after), no, strict=True) if said[0] == said[1]]
    return len(parts) == 1 and all(parts[0].alone())


def _answers(one: frozenset[str], two: frozenset[str], language: Language) -> bool:
    """Whether a word of one text is in the other, or a content word near in sense or a pronoun of the same person is there."""
    persons = [{language.person_of(word) for word in side} - {None} for side in (one, two)]
    if (one & two) - language.words.determiners or persons[0] & persons[1]:
        return True
    content = [sorted(word for word in side if not language.is_function_word(word)) for side in (one, two)]
    return _near(content[0], content[1], TURNED, language)


def _near(one: Sequence[str], two: Sequence[str], least: float, language: Language) -> bool:
    return bool(one and two and nearness(one, two, language).max() >= least)


def _without_stems_of(words: frozenset[str], others: frozenset[str], language: Language) -> list[str]:
    stem = language.stem
    stems = {stem(word) for word in others}
    return sorted(word for word in words if language.is_content(word) and stem(word) not in stems)
