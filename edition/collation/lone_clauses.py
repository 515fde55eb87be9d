"""Turn the anchors of a bead into the same with empty ones round the clauses of one side that nothing on the other side answers.

A clause lies between two marks. None of its content words is linked, or of one stem with or near in sense to a word that the other
side leaves without an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edition.collation.paths import Anchor
from edition.collation.unanswered import LONG, AnswerWords
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Range, Token

# A clause has so many content words: of fewer it cannot be told whether they have an answer.
ENOUGH = 2
# From this probability on, a link says that a clause has an answer.
LINKED = 0.3
# The other side may leave so many content words without an answer at the place, for each of the clause's.
UNSAID = 0.5


def with_lone_clauses(
    anchors: Sequence[Anchor], base: Sequence[Token], other: Sequence[Token], links: Sequence[Link], language: Language
) -> list[Anchor]:
    """Turn anchors, rising on both sides, into the same with empty ones at both ends of each clause that nothing answers.

    `links`: which token answers which, one to one, in order.
    """
    found = list(anchors)
    for turned in (False, True):
        tokens, others = (other, base) if turned else (base, other)
        clauses = [*_clauses(tokens)] if others else ()
        if not clauses:
            continue
        answers = {j: i for i, j in links} if turned else dict(links)
        free: AnswerWords | None = None
        for first, last in clauses:
            content = _without_links(first, last, tokens, others, answers, language)
            if not content:
                continue
            if free is None:
                taken = set(answers.values())
                free = AnswerWords([token for j, token in enumerate(others) if j not in taken], language)
            if any(free.answered(tokens[first:last])):
                continue
            place = _place(first, last, len(content), tokens, others, answers, language)
            if place is not None:
                clause = tokens[first].start, tokens[last - 1].end
                found = _parted(found, clause, place, turned=turned)
    return found


def _clauses(tokens: Sequence[Token]) -> Iterator[Range]:
    """The runs of words between marks, as ranges of tokens."""
    marks = [at for at, worded in enumerate(map(is_word, [token.t for token in tokens])) if not worded]
    first = 0
    for at in (*marks, len(tokens)):
        if at - first >= LONG:
            yield first, at
        first = at + 1


def _without_links(
    first: int, last: int, tokens: Sequence[Token], others: Sequence[Token], answers: Mapping[int, int], language: Language
) -> list[int]:
    """The places of the content words of a clause; none where they are too few, or one is linked to a content word.

    `answers`: the place of the word of the other side that is linked to a word, by that word's.
    """
    is_content = language.is_content
    content = [k for k in range(first, last) if is_content(tokens[k].n)]
    if len(content) < ENOUGH or any(k in answers and is_content(others[answers[k]].n) for k in content):
        return []
    return content


def _place(
    first: int,
    last: int,
    content: int,
    tokens: Sequence[Token],
    others: Sequence[Token],
    answers: Mapping[int, int],
    language: Language,
) -> int | None:
    """Where on the other side a clause of so many content words, none of which has an answer, would stand, as an offset.

    None where it has an answer after all, by its place.
    """
    before = max((answers[k] for k in range(first) if k in answers), default=-1)
    after = min((answers[k] for k in range(last, len(tokens)) if k in answers), default=len(others))
    if before >= after:
        return None
    inside = others[before + 1 : after]
    if sum(language.is_content(token.n) for token in inside) >= UNSAID * content:
        return None
    follows = any(is_word(tokens[k].t) for k in range(last, len(tokens)) if k not in answers) and before >= 0
    at_end = after == len(others) and before >= 0
    return others[before].end if follows or at_end else others[min(after, len(others) - 1)].start


def _parted(anchors: Sequence[Anchor], clause: Range, place: int, *, turned: bool) -> list[Anchor]:
    """Anchors with empty ones at both ends of a clause, and none in it; the same anchors where some stand across it."""
    has, lacks = (1, 0) if turned else (0, 1)
    before = [anchor for anchor in anchors if anchor[has][1] <= clause[0]]
    after = [anchor for anchor in anchors if anchor[has][0] >= clause[1]]
    if any(anchor[lacks][1] > place for anchor in before) or any(anchor[lacks][0] < place for anchor in after):
        return list(anchors)
    ends: list[Anchor] = [((place,) * 2, (at,) * 2) if turned else ((at,) * 2, (place,) * 2) for at in clause]
    return [*before, *ends, *after]
