"""Turn the blocks of an outline into what they are: epigraphs, arguments, letters and their parts, tables, verses in prose.

What a file says is taken as it says it; the rest is told by evidence, in one place for all shapes. It is told after the division,
because what divides a work is sought among its paragraphs, whatever else they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry, DocumentOutline, OutsidePart, Surrounding
from edition.readers.block_parts import tied
from edition.readers.epigraphs import TitleEpigraphs, with_epigraph, with_sources
from edition.readers.inscriptions import with_inscriptions
from edition.readers.letter_lines import LetterLines
from edition.readers.letter_parts import with_letters
from edition.readers.opening_arguments import with_arguments
from edition.readers.outside import is_addressed
from edition.readers.preface_signatures import with_signature
from edition.readers.printed_forms import PrintedForms
from edition.readers.quoted_verses import QuotedInNotes, prose_share, with_quoted_verses, with_single_verses
from edition.readers.stated_forms import with_stated_forms
from edition.readers.title_lines import without_title_verses

# What is text of an entry, and no heading in it, picture or argument.
_TEXT = frozenset(("p", "l", "item", "cell", "pre"))
# A salutation stands in the first blocks of a letter, so many.
_OPENING = 3
# So many letters, with headings that say to whom they are, tell that a book holds letters; by eye, as for dedications.
_LETTERS = 5
# What is set as a text is, and no list of titles or pages.
_READ = frozenset(("preface", "introduction", "dedication", "other-work", "transcriber", "argument"))
# Where the title of the work stands, below its contents too.
_TITLED = frozenset(("title-page", "contents"))
# What ends with the name of who wrote it.
_SIGNED = frozenset(("preface", "introduction", "dedication"))


def with_blocks_told(outline: DocumentOutline, language: Language) -> DocumentOutline:
    """An outline whose blocks say what they are. No word is added, lost or moved."""
    printed = PrintedForms(outline.document, language)
    lines = LetterLines.of(language)
    in_notes = QuotedInNotes(printed, lines)
    told = [
        replace(entry, blocks=with_single_verses(_unquoted(printed.told(with_stated_forms(tied(entry.blocks))))))
        for entry in outline.entries
    ]
    share = prose_share(told)
    letters = _are_letters(outline, told, lines, language)
    entries = tuple(
        replace(
            entry, heading=tuple(map(in_notes.of, entry.heading)), blocks=_told(entry, language, lines, in_notes, share, letters)
        )
        for entry in with_arguments(told, language)
    )
    titles = TitleEpigraphs(entries)
    outside = [
        replace(part, blocks=titles.of(part.blocks)) if part.what in _TITLED else part
        for part in (_outside(part, language, lines, in_notes, outline.document.title) for part in outline.outside)
    ]
    return replace(outline, entries=entries, outside=tuple(outside))


def _unquoted(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """The blocks of an entry; where all its text is set as one quotation, as a poem may stand farther in, it is none."""
    found = tuple(blocks)
    while (text := [block for block in found if block.text and block.kind in _TEXT]) and all(
        "quotation" in block.within for block in text
    ):
        found = tuple(replace(block, within=_without(block.within)) for block in found)
    return found


def _without(within: Sequence[Surrounding]) -> tuple[Surrounding, ...]:
    at = within.index("quotation") if "quotation" in within else len(within)
    return (*within[:at], *within[at + 1 :])


def _are_letters(outline: DocumentOutline, entries: Sequence[DocumentEntry], lines: LetterLines, language: Language) -> bool:
    """Whether most entries of a work are letters: with dates and salutations, or with headings that say to whom they are.

    Among dates a third is enough: letters to one person may stand under one heading, each under its date.
    """
    if outline.keys == "dates":
        to = sum(bool(entry.heading) and is_addressed(entry.heading[0].text, language) for entry in entries)
        if 2 * sum(_salutes(entry, lines) for entry in entries) >= len(entries) or (to >= _LETTERS and 3 * to >= len(entries)):
            return True
    addressed = sum(
        is_addressed(entry.title, language) and (_salutes(entry, lines) or _begins_saluting(entry, lines)) for entry in entries
    )
    return addressed >= _LETTERS and 2 * addressed >= len(entries)


def _begins_saluting(entry: DocumentEntry, lines: LetterLines) -> bool:
    return any(lines.begins_saluting(block.text) for block in entry.blocks[:_OPENING] if block.kind == "p")


def _salutes(entry: DocumentEntry, lines: LetterLines) -> bool:
    """Whether an entry begins with a salutation, below its heading or at the end of that."""
    last = entry.heading[-1].text if entry.heading else ""
    said = (last, re.split(r"[.,]\s+", last, maxsplit=1)[-1], *(block.text for block in entry.blocks[:_OPENING]))
    return any(text and lines.salutes(text) for text in said)


def _told(
    entry: DocumentEntry, language: Language, lines: LetterLines, in_notes: QuotedInNotes, share: float, letters: bool
) -> tuple[DocumentBlock, ...]:
    """The blocks of an entry. `letters`: the entries of the work are letters."""
    found = with_letters(entry.blocks, language, letter=letters)
    quoted = with_quoted_verses(with_inscriptions(found), lines, share=share)
    return tuple(map(in_notes.of, with_sources(with_epigraph(quoted))))


def _outside(part: OutsidePart, language: Language, lines: LetterLines, in_notes: QuotedInNotes, title: str) -> OutsidePart:
    """A part that is none of the work. Its blocks stay as many as they are: each is a line of the account of the file."""
    blocks = with_stated_forms(tied(part.blocks))
    if part.what == "title-page":
        blocks = tuple(without_title_verses(blocks))
    if part.what not in _READ:
        return replace(part, blocks=tuple(map(in_notes.of, blocks)))
    quoted = with_quoted_verses(with_letters(blocks, language, together=False), lines)
    if part.what in _SIGNED:
        quoted = with_signature(quoted, lines, language, title)
    return replace(part, blocks=tuple(map(in_notes.of, with_sources(quoted))))
