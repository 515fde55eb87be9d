"""Turn the document of a review that is no plain text into the review: its paragraphs as text, in which quotations are sought."""

from __future__ import annotations

from dataclasses import replace

from edition.messages import Report
from edition.model import Part, PartKind, Witness
from edition.model.documents import Document, DocumentBlock, DocumentNote
from edition.readers.quoted_passages import read_quotations

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
    review = read_quotations(witness, _as_text(text), report)
    layer, parts = review.layer, list(review.parts)
    for kind, words, value in besides:
        if words:
            parts.append(Part(kind, len(layer) + 1, len(layer) + 1 + len(words), value))
            layer += "\n" + words
    return replace(review, layer=layer, parts=tuple(parts))


def _as_text(blocks: list[DocumentBlock]) -> str:
    """The blocks as plain text, a paragraph a line, with the notes at the end in brackets as reviews give them."""
    lines: list[str] = []
    notes: dict[int, DocumentNote] = {}
    for block in blocks:
        parts, at = [block.label], 0
        for call in block.notes:
            parts += (block.text[at : call.offset], f"[{call.note.n}]")
            at = call.offset
            notes.setdefault(id(call.note), call.note)
        lines.append("".join([*parts, block.text[at:]]))
    said = (f"[{note.n}] " + " ".join(block.label + block.text for block in note.blocks) for note in notes.values())
    return "\n\n".join([*lines, *said]) + "\n"
