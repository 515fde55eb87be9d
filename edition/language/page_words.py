"""Hold the patterns by which one language says on a page who wrote, translated or printed a text, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.language.word_patterns import NEVER, joined_patterns


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """Patterns of what stands round a text, used without regard to capitals.

    `and_` stands between two names, `by` before an author's, `translated` before a translator's, `byline` before that of who
    wrote a review. `credits` begin a line that says where a text is from, `agents` stand further on in it. `captions` begin a
    caption, `caption_by` stands before who made the picture. `references`: the heading over a list of books. `edited`: what a
    description of a book says of its makers. `is_someone`: the verb after a name at the beginning of a biography. `pages`: what
    stands before the number of a page.
    """

    and_: str = NEVER
    by: str = NEVER
    translated: str = NEVER
    byline: str = NEVER
    credits: str = NEVER
    agents: str = NEVER
    captions: str = NEVER
    caption_by: str = NEVER
    references: str = NEVER
    edited: str = NEVER
    is_someone: str = NEVER
    pages: str = NEVER


# What a page may say in another language than that of its text.
_ANYWHERE = ("and_", "translated", "captions", "caption_by")


def joined_pages(languages: Sequence[PageWords], *, whole: bool) -> PageWords:
    """The patterns of the first of some languages, joined by those of the others where these may stand in its pages.

    `whole`: all are joined.
    """
    return joined_patterns(languages, None if whole else _ANYWHERE)
