"""Turn a book of texts side by side into one that has also what a book of one text has of them: apparatus and texts alone.

A text of which each paragraph is followed by another's cannot be read or heard as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.writers.book.metadata import XHTML, attributes
from edition.writers.book.types import BODY_KINDS, FRONT_KINDS, Book, Section
from edition.writers.book.versions import link

# The sections that tell of the apparatus, which a book without one does not have or has without that.
_TOLD = ("witnesses", "figures")


def generated_ids(plain: Book) -> set[str]:
    """The ids of the texts alone, which no other section of a book that has them may have."""
    return {ident for section in _texts(plain.sections) for ident in attributes(section.body, "id")}


def completed(both: Book, plain: Book) -> Book:
    """Add to a book of texts side by side what the book of one text, of the same document, has besides."""
    texts = _texts(plain.sections)
    told = {section.kind: section for section in plain.sections if section.kind in _TOLD}
    ways = {section.id: section for section in plain.sections if section.extent is not None}
    made: list[Section] = []
    for section in both.sections:
        if texts and section.kind not in (*FRONT_KINDS, *BODY_KINDS, "appendix"):
            made += texts
            texts = []
        if section.kind in ("bibliography", "index", "colophon") and "figures" in told:
            made.append(told.pop("figures"))
        if (of := ways.get(section.id)) is not None:
            for line in of.body.iterchildren(XHTML + "p"):
                if line.get("class") == "ways":
                    for way in line:
                        link(section.body, way.get("href", "")[1:], way.text or "")
        made.append(told.pop(section.kind) if section.kind in told else section)
    return replace(both, sections=tuple(made))


def _texts(sections: Sequence[Section]) -> list[Section]:
    """The texts of the witnesses, with the section before each that is its title."""
    return [
        section
        for section, after in zip(sections, (*sections[1:], None), strict=True)
        if section.kind == "version" or (after is not None and after.kind == "version")
    ]
