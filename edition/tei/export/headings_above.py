"""Turn a TEI document into the headings that stand above each of its entries: those of books, chapters, years, acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from edition.tei.elements import cites_entries
from edition.tei.names import DIVISIONS, TEI
from edition.tei.reading.tei_phrases import words_of_reading


def headings_above(tree: etree._ElementTree) -> dict[str, tuple[str, ...]]:
    """The headings of the divisions that hold an entry, the outermost first, by its key.

    Only of a document that says what its entries are, as ours do; of any other a division with a heading is an entry itself.
    """
    if not cites_entries(tree):
        return {}
    return {
        division.get("n", ""): tuple(reversed([*map(_heading, division.iterancestors(*DIVISIONS))]))
        for division in tree.iter(TEI + "div")
        if division.get("type") == "entry"
    }


def new_headings(before: Sequence[str], heads: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Those headings above an entry that did not stand above the one before, each with its depth, from 1."""
    shared = 0
    while shared < min(len(before), len(heads)) and before[shared] == heads[shared]:
        shared += 1
    return ((depth, head) for depth, head in enumerate(heads[shared:], shared + 1) if head)


def _heading(division: etree._Element) -> str:
    """The words of a heading, "" where a division has none."""
    head = division.find(TEI + "head")
    return "" if head is None else words_of_reading(head)
