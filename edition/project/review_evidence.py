"""Turn a file and the others of a new edition into what tells whether it is a translation or a review of one of them.

A review quotes a translation word for word between its quotation marks, and has other words outside them. What persons say stands
between quotation marks too, but not in the very words of another translation; and an abridgement has such words everywhere. So
the quotations tell most. Where they tell nothing, a text of more than a small share of the others is a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# A translation and a review that quotes it share phrases of so many words; two translations seldom do. By eye, on the specimen and
# its review.
PHRASE = 5
# A review quotes at least this share of its words. By eye: in the five reviews of the table in docs/shapes.md .13 to .47 are
# quoted.
QUOTED = 0.05
# A text that quotes nothing word for word is too long for a review from this share of the longest text on. By eye: a review of a
# page against a book of three hundred has .003, one of ten pages against a book of a hundred .1.
SMALL = 0.1
# Of the phrases between the quotation marks of a review this share, and FEWEST phrases, stand in the text that it quotes, and TIMES
# the share of the phrases outside the marks. In docs/shapes.md, "Translation or review": reviews have .02 and more, and 36 times
# and more; translations of one work against one another at most 6 times.
VERBATIM, FEWEST, TIMES = 0.01, 3, 12.0
# No review is longer, in words, and phrases are not counted of a longer text. By eye.
LONGEST = 100_000

Phrases = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReviewEvidence:
    """What tells whether a text is a review.

    `length`: its words, as a share of those of the longest other text. `quoted`: the share of its words between quotation marks.
    `phrases`: how many phrases stand between the marks. `verbatim`: for each other text the share of these that stand in it;
    `outside`: that of the phrases outside of the marks.
    """

    length: float
    quoted: float
    phrases: int = 0
    verbatim: tuple[float, ...] = ()
    outside: tuple[float, ...] = ()

    @property
    def quotes(self) -> int | None:
        """The index of the text that it quotes word for word; None where it quotes none."""
        sure = [
            index
            for index, (inside, around) in enumerate(zip(self.verbatim, self.outside, strict=True))
            if inside >= VERBATIM and inside * self.phrases >= FEWEST and inside >= TIMES * around
        ]
        return max(sure, key=self.verbatim.__getitem__, default=None) if self.quoted >= QUOTED else None

    @property
    def is_review(self) -> bool:
        """Whether the text is taken for a review: it quotes another word for word, or it is short and quotes."""
        return self.quotes is not None or (self.length < SMALL and self.quoted >= QUOTED)

    def said(self, other: str) -> str:
        """Say what was found. `other`: how the text that it reviews, or the longest other one, is named."""
        if self.quotes is not None:
            return f"{self.verbatim[self.quotes]:.0%} of what stands in its quotation marks is word for word in {other}"
        share = f"{self.length:.0%}" if self.length >= 0.01 else "less than 1%"
        return f"it is {share} as long as {other}, and {self.quoted:.0%} of its words stand in quotation marks"


def evidence(text: str, quotations: Sequence[str], others: Sequence[str]) -> ReviewEvidence:
    """Weigh a text against the others. `quotations`: what the text quotes, as a reader of reviews finds it."""
    count = len(text.split())
    longest = max((len(other.split()) for other in others), default=0)
    quoted = sum(len(quotation.split()) for quotation in quotations) / max(1, count)
    if count > LONGEST:
        return ReviewEvidence(count / max(1, longest), quoted)
    between = phrases(quotations)
    outside = phrases([text]) - between
    found = [(_shared(between, other), _shared(outside, other)) for other in others]
    return ReviewEvidence(
        count / max(1, longest),
        quoted,
        len(between),
        tuple(inside / max(1, len(between)) for inside, _ in found),
        tuple(around / max(1, len(outside)) for _, around in found),
    )


def phrases(texts: Iterable[str]) -> Phrases:
    """Find all sequences of PHRASE words in texts, without capitals."""
    return {phrase for text in texts for phrase in _rows(text)}


def _shared(some: Phrases, text: str) -> int:
    """Count the phrases that a text has too. It may be long: only what is found is held."""
    return len({phrase for phrase in _rows(text) if phrase in some}) if some else 0


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    row = re.findall(r"\w+", text.casefold())
    return (tuple(row[at : at + PHRASE]) for at in range(len(row) - PHRASE + 1))
