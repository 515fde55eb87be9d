"""Turn the blocks of an outline into what they are: epigraphs, arguments, letters and their parts, tables, verses in prose.

What a file says is taken as it says it; the rest is told by evidence, in one place for all shapes. It is told after the division,
because what divides a work is sought among its paragraphs, whatever else they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import Document, DocumentBlock, DocumentOutline, OutsidePart
from edition.readers.arguments import with_arguments
from edition.readers.epigraphs import with_epigraph, with_sources
from edition.readers.letter_parts import with_letters
from edition.readers.printed_forms import PrintedForms
from edition.readers.stated_forms import with_stated_forms

# What is set as a text is, and no list of titles or pages.
_READ = frozenset(("preface", "introduction", "dedication", "other-work", "transcriber", "argument"))


def with_blocks_told(outline: DocumentOutline, language: Language) -> DocumentOutline:
    """An outline whose blocks say what they are. No word is added, lost or moved."""
    document = outline.document
    printed = PrintedForms(document, language)
    entries = with_arguments([replace(entry, blocks=_told(entry.blocks, document, printed, language)) for entry in outline.entries])
    entries = [replace(entry, blocks=with_sources(with_letters(with_epigraph(entry.blocks), language))) for entry in entries]
    outside = tuple(_outside(part, document, printed, language) for part in outline.outside)
    return replace(outline, entries=tuple(entries), outside=outside)


def _told(
    blocks: Sequence[DocumentBlock], document: Document, printed: PrintedForms, language: Language
) -> tuple[DocumentBlock, ...]:
    """What the file says, and how a text is printed."""
    return printed.told(with_stated_forms(_tied(blocks)))


def _tied(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Blocks of which each says whether it was one paragraph with the one before, as the verses of a stanza are."""
    before: DocumentBlock | None = None
    for block in blocks:
        verse = block.kind == "l" and not block.gap and before is not None and before.kind == "l" and before.within == block.within
        yield replace(block, goes_on=True) if verse else block
        before = block


def _outside(part: OutsidePart, document: Document, printed: PrintedForms, language: Language) -> OutsidePart:
    if part.what not in _READ:
        return replace(part, blocks=with_stated_forms(_tied(part.blocks)))
    return replace(part, blocks=with_sources(with_letters(_told(part.blocks, document, printed, language), language)))
