"""Tell the lines between the acts of a play that head nothing: how an act ends, the title again over the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, OutsideKind
from edition.readers.contents_lists import name_of_head
from edition.readers.outside import heads_cast


def is_played(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether people speak in a text."""
    return any("speech" in block.within for block in blocks)


def titles_again(
    blocks: Sequence[DocumentBlock], numbered: Collection[int], language: Language
) -> dict[int, tuple[int, OutsideKind]]:
    """The lines of a play that say again, right over the heading of an act, what a line of the title page says.

    Each place with where the line ends and what it is. `numbered`: the headings of acts and scenes. A title there opens no speech.
    """
    if not numbered:
        return {}
    before = blocks[: max(0, min(numbered) - 1)]
    # Who appears is no title: "Exit Odo." names him.
    before = before[: next((at for at, block in enumerate(before) if heads_cast(block, language)), len(before))]
    titles = {name_of_head(block.text) for block in before if block.text and block.rows <= 2} - {""}
    again = (at - 1 for at in sorted(numbered) if at and at - 1 not in numbered and blocks[at - 1].rows <= 2)
    return {at: (at + 1, "title-page") for at in again if _is_again(name_of_head(blocks[at].text), titles, language)}


def _is_again(name: str, titles: Collection[str], language: Language) -> bool:
    """Whether a line is one of the title page, with an article before it or without one."""
    first, _, rest = name.partition(" ")
    return name in titles or (first in language.names.articles and rest in titles)


def act_ends(blocks: Sequence[DocumentBlock], numbered: Collection[int], again: Collection[int]) -> frozenset[int]:
    """The lines of a play that may look like headings and end an act: CURTAIN.

    Nothing but the title stands between such a line and the heading of the next act, and more empty lines part it from what follows
    than from what is above it. `numbered`: the headings of acts and scenes; `again`: the lines that say the title again.
    """
    if not numbered:
        return frozenset()
    first = min(numbered)
    after = (*(at for at in {*numbered, *again} if at > first), len(blocks))
    last = (at - 1 for at in after if at == len(blocks) or blocks[at].gap > blocks[at - 1].gap)
    return frozenset(at for at in last if at > first and at not in numbered and at not in again)
