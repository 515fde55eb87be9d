"""Turn the equal words of two sides into those that divide readings: what stands within one phrase divides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.senses import ONE_SENSE, nearness
from edition.language.word_forms import is_word
from edition.model import Token

# Tokens of base from the first to the second number, and of other from the third to the fourth.
Box = tuple[int, int, int, int]

# How many equal words two readings may have between them, and how long what they make may be.
BETWEEN, JOINED = 2, 14
# A phrase has so many content words.
PHRASE = 2
# The nearness in sense from which a word before and a word after what is equal show that a construction was turned round.
TURNED = 0.25
# The signs of who supplied a word.
SUPPLIED = ("[", "]")


@dataclass(frozen=True, slots=True)
class _CommonPart:
    """What two texts have on one hand of equal words, each as the folded forms of its tokens."""

    base: frozenset[str]
    other: frozenset[str]
    language: Language

    @property
    def both_sided(self) -> bool:
        return bool(self.base and self.other)

    @property
    def one_sided(self) -> bool:
        """Whether one text has nothing here that the other has not."""
        return self.base <= self.other or self.other <= self.base

    def alone(self) -> tuple[list[str], list[str]]:
        """The content words of either text of which the other has none of the same stem here, in order of the alphabet."""
        return _without_stems_of(self.base, self.other, self.language), _without_stems_of(self.other, self.base, self.language)


def dividing(equal: Sequence[Link], base: Sequence[Token], other: Sequence[Token], language: Language) -> list[Link]:
    """Turn the links of equal words, rising on both sides, into the same without runs between two readings that answer as one."""
    runs: list[list[Link]] = []
    for link in equal:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == link:
            runs[-1].append(link)
        else:
            runs.append([link])
    edges = [(-1, -1), *(run[-1] for run in runs)], [*(run[0] for run in runs), (len(base), len(other))]
    # The readings between runs, as boxes; one grows when it takes in the run before it and the reading before that.
    readings = [_after_mark((a[0] + 1, b[0], a[1] + 1, b[1]), base, other) for a, b in zip(*edges, strict=True)]
    kept: list[Link] = []
    for index, run in enumerate(runs):
        before, after = readings[index], readings[index + 1]
        if _makes_one(before, run, after, base, other, language):
            readings[index + 1] = (before[0], after[1], before[2], after[3])
        else:
            kept += run
    return kept


def _after_mark(box: Box, base: Sequence[Token], other: Sequence[Token]) -> Box:
    """A reading without the marks that answer one another at its beginning; they are a reading of their own."""
    marks = box[0] < box[1] and box[2] < box[3] and not is_word(base[box[0]].t) and not is_word(other[box[2]].t)
    return (box[0] + 1, box[1], box[2] + 1, box[3]) if marks else box


def _before_mark(box: Box, base: Sequence[Token], other: Sequence[Token]) -> Box:
    """A reading without the marks that answer one another at its end."""
    marks = box[0] < box[1] and box[2] < box[3] and not is_word(base[box[1] - 1].t) and not is_word(other[box[3] - 1].t)
    return (box[0], box[1] - 1, box[2], box[3] - 1) if marks else box


def _makes_one(
    before: Box, run: Sequence[Link], after: Box, base: Sequence[Token], other: Sequence[Token], language: Language
) -> bool:
    """Whether two readings and the equal words between them answer as one phrase."""
    after = _before_mark(after, base, other)
    if len(run) > BETWEEN or max(after[1] - before[0], after[3] - before[2]) > JOINED:
        return False
    words = [base[i] for i, _ in run]
    # A mark beside the words, on either side, parts phrases.
    beside = [*base[max(before[0], before[1] - 1) : before[1]], *other[max(before[2], before[3] - 1) : before[3]]]
    beside += [*base[after[0] : min(after[1], after[0] + 1)], *other[after[2] : min(after[3], after[2] + 1)]]
    if not all(is_word(token.t) or token.t in SUPPLIED for token in (*words, *beside)):
        return False
    parts = _part(before, base, other, language), _part(after, base, other, language)
    if all(language.is_function_word(word.n) and word.n not in language.words.conjunctions for word in words):
        return _across_function_words(words[0].n, *parts)
    return _crosswise(*parts) or _turned(*parts)


def _part(box: Box, base: Sequence[Token], other: Sequence[Token], language: Language) -> _CommonPart:
    return _CommonPart(
        frozenset(token.n for token in base[box[0] : box[1]]), frozenset(token.n for token in other[box[2] : box[3]]), language
    )


def _across_function_words(first: str, before: _CommonPart, after: _CommonPart) -> bool:
    """Whether two readings are one phrase though they have function words between them, of which `first` is the first."""
    parts = before, after
    if not all(part.base or part.other for part in parts):
        return False
    if before.both_sided and after.both_sided:
        # A subject pronoun or an auxiliary begins another part of the sentence, where what stands before it has its own answer.
        words = before.language.words
        return first not in words.subjects and first not in words.auxiliaries
    # A phrase that one text alone has stands apart from words that have their answer, unless it is their answer too.
    phrase = any(not part.both_sided and sum(map(len, part.alone())) >= PHRASE for part in parts)
    answered = before.both_sided or after.both_sided
    return not (phrase and answered) or _turned(before, after)


def _crosswise(before: _CommonPart, after: _CommonPart) -> bool:
    """Whether the one text has nothing before the words and the other nothing after them, and neither lacks content words."""
    apart = not before.both_sided and not after.both_sided and bool(before.base) == bool(after.other) != bool(after.base)
    return apart and all(
        any(not part.language.is_function_word(word) for word in part.base | part.other) for part in (before, after)
    )


def _turned(before: _CommonPart, after: _CommonPart) -> bool:
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


def _answers(one: frozenset[str], two: frozenset[str], language: Language) -> bool:
    """Whether a word of one text is in the other, or a content word near in sense or a pronoun of the same person is there."""
    persons = [{language.person_of(word) for word in side} - {None} for side in (one, two)]
    if (one & two) - language.words.determiners or persons[0] & persons[1]:
        return True
    content = [sorted(word for word in side if not language.is_function_word(word)) for side in (one, two)]
    return _near(content[0], content[1], TURNED, language)


def _near(one: Sequence[str], two: Sequence[str], least: float, language: Language) -> bool:
    return bool(nearness(one, two, language).max(initial=0) >= least)


def _without_stems_of(words: frozenset[str], others: frozenset[str], language: Language) -> list[str]:
    stem = language.stem
    stems = {stem(word) for word in others}
    return sorted(word for word in words if language.is_content(word) and stem(word) not in stems)
