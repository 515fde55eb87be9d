"""Turn the document of a review that is no plain text into the review: its paragraphs as text, in which quotations are sought."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from edition.messages import Report
from edition.model import InlineRange, Part, PartKind, Quotation, Range, Witness
from edition.model.documents import Document, DocumentBlock, DocumentNote
from edition.readers.block_looks import BlockLooks
from edition.readers.quoted_passages import read_quotations
from edition.text.looks import canonical, clipped, shifted

# What stands in one of these is none of the text of a review.
_ASIDES = frozenset(("navigation", "aside", "licence"))


def review_of(document: Document, witness: Witness, report: Report) -> Witness:
    """Read the quotations of a review. `document`: with its notes hung at their calls. Reports what `read_quotations` does.

    What the file has besides the text, such as menus, captions and running heads, stands after the text in its text layer.
    """
    text: list[DocumentBlock] = []
    besides: list[tuple[PartKind, str, str]] = [("fw", one.text, "") for one in document.furniture]
    for block in document.blocks:
        aside = next((what for what in block.within if what in _ASIDES), "")
        if block.kind == "caption":
            besides.append(("caption", block.label + block.text, ""))
        elif aside:
            besides.append(("aside", block.label + block.text, aside))
        elif block.text:
            text.append(block)
    plain, looks = _as_text(text, BlockLooks(witness.language))
    review = read_quotations(witness, plain, report)
    review = replace(review, looks=looks, quotations=tuple(_looked(one, review.layer, looks) for one in review.quotations))
    layer, parts = review.layer, list(review.parts)
    for kind, words, value in besides:
        if words:
            parts.append(Part(kind, len(layer) + 1, len(layer) + 1 + len(words), value))
            layer += "\n" + words
    return replace(review, layer=layer, parts=tuple(parts))


def _as_text(blocks: list[DocumentBlock], looks_of: BlockLooks) -> tuple[str, tuple[InlineRange, ...]]:
    """The blocks as plain text, a paragraph a line, with the notes at the end in brackets as reviews give them; and its looks."""
    parts: list[str] = []
    looks: list[InlineRange] = []
    notes: dict[int, DocumentNote] = {}
    length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for block in blocks:
        put(("\n\n" if parts else "") + block.label)
        own, at = looks_of.of(block), 0
        for call in block.notes:
            looks += shifted(clipped(own, at, call.offset), length)
            put(block.text[at : call.offset])
            put(f"[{call.note.n}]")
            at = call.offset
            notes.setdefault(id(call.note), call.note)
        looks += shifted(clipped(own, at, len(block.text)), length)
        put(block.text[at:])
    for note in notes.values():
        words, own = looks_of.one_line(note.blocks)
        put(f"\n\n[{note.n}] ")
        looks += shifted(own, length)
        put(words)
    put("\n")
    return "".join(parts), tuple(sorted(looks, key=lambda one: (one.start, one.end, one.look, one.value)))


def _looked(quotation: Quotation, layer: str, looks: Sequence[InlineRange]) -> Quotation:
    """A quotation with the looks that its words have in the review."""
    own = [one for one in looks if one.start < quotation.end and quotation.start < one.end]
    if not own:
        return quotation
    pieces = tuple(replace(p, looks=_looks_of(p.text, (p.start, p.end), layer, own)) for p in quotation.pieces)
    return replace(quotation, pieces=pieces, looks=_looks_of(quotation.text, (quotation.start, quotation.end), layer, own))


def _looks_of(text: str, place: Range, layer: str, looks: Sequence[InlineRange]) -> tuple[InlineRange, ...]:
    """The looks of a text whose letters stand in a range of the layer, with brackets and calls between that it has not."""
    places: list[int] = []
    at = place[0]
    for letter in text:
        if letter.isspace():
            places.append(at)
            continue
        while at < place[1] and layer[at] != letter:
            at += 1
        places.append(at)
        at += 1
    places.append(at)
    ranges = (replace(one, start=bisect_left(places, one.start), end=bisect_left(places, one.end)) for one in looks)
    return canonical(text, ranges)
