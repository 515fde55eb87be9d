"""Tell the editor of a play what is doubtful in its speeches: names over which nobody says anything."""

from __future__ import annotations

from collections.abc import Iterator

from edition.messages import Report
from edition.messages.values import Placed
from edition.model import Locus
from edition.model.documents import DocumentBlock, DocumentOutline

# What may stand between a name and what is said.
_BETWEEN = ("stage", "break", "figure", "caption")


def tell_silent(outline: DocumentOutline, report: Report) -> None:
    """Report the names that stand over no speech (W107)."""
    file = outline.document.file
    silent = [block for entry in outline.entries for block in _silent(entry.blocks)]
    if silent:
        places = tuple(Placed(block.text, Locus(file, block.line)) for block in silent)
        report.add("W107", Locus(file, silent[0].line), places=places, count=len(silent))


def _silent(blocks: tuple[DocumentBlock, ...]) -> Iterator[DocumentBlock]:
    """The names over which no text stands, up to the next name or heading."""
    waits: DocumentBlock | None = None
    for block in blocks:
        if block.kind in _BETWEEN or not block.text:
            continue
        if waits is not None and (block.kind in ("speaker", "head") or "speech" not in block.within):
            yield waits
        waits = block if block.kind == "speaker" else None
    if waits is not None:
        yield waits
