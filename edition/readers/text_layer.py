"""Give a document of a shape without lines of its own a text layer: a line for each block, and after them one for each note's."""

from __future__ import annotations

from dataclasses import replace

from edition.model.documents import Document, DocumentBlock, DocumentNote, Furniture, NoteCall


def with_layer(document: Document) -> Document:
    """A document whose blocks, those of its notes too, say on which lines of its text layer they stand.

    A document that has a layer, as a text has, is given back as it is. Calls of notes are printed where they stand; what is in no
    block has a line before the block before which it stood.
    """
    if document.layer:
        return document
    rows: list[str] = []
    waiting: dict[int, DocumentNote] = {}

    def laid(block: DocumentBlock) -> DocumentBlock:
        for call in block.notes:
            waiting.setdefault(id(call.note), call.note)
        if not block.text and not block.label and not block.notes:
            return block
        rows.append(block.label + _printed(block))
        line = len(rows) if document.counted == "paragraph" else block.line
        return replace(block, lines=(len(rows),), line=line)

    beside = sorted(document.furniture, key=lambda one: one.before)
    furniture: list[Furniture] = []

    def lay_beside(before: int) -> None:
        while len(furniture) < len(beside) and beside[len(furniture)].before <= before:
            one = beside[len(furniture)]
            rows.append(one.text)
            furniture.append(replace(one, row=len(rows), line=len(rows) if document.counted == "paragraph" else one.line))

    blocks: list[DocumentBlock] = []
    for at, block in enumerate(document.blocks):
        lay_beside(at)
        blocks.append(laid(block))
    lay_beside(len(blocks))
    notes: dict[int, DocumentNote] = {}
    for key, note in [*waiting.items()]:
        note_blocks = tuple(laid(block) for block in note.blocks)
        line = note_blocks[0].line if note_blocks and document.counted == "paragraph" else note.line
        notes[key] = replace(note, blocks=note_blocks, line=line)
    hung = tuple(
        replace(block, notes=tuple(NoteCall(call.offset, notes[id(call.note)]) for call in block.notes)) if block.notes else block
        for block in blocks
    )
    return replace(document, blocks=hung, layer="\n".join(rows), furniture=tuple(furniture))


def _printed(block: DocumentBlock) -> str:
    """The text of a block with the calls of its notes."""
    parts: list[str] = []
    at = 0
    for call in block.notes:
        parts += (block.text[at : call.offset], call.note.n)
        at = call.offset
    return "".join([*parts, block.text[at:]])
