"""List the shapes of source: a module and a row for each, in the order in which they are recognised."""

from __future__ import annotations

from edition.readers.shapes import Shape, docx, epub, html, markdown, odt, plain, tei_text, web
from edition.readers.shapes.pdf import extracted_text, geometry

# The first that knows a file has it: what shows itself by its bytes comes first, plain text takes every text that is left.
SHAPES: dict[str, Shape] = {
    module.SHAPE.name: module.SHAPE
    for module in (geometry, docx, odt, epub, tei_text, html, markdown, extracted_text, web, plain)
}  # fmt: skip


def titles() -> tuple[str, ...]:
    """The shapes as a message lists them, each with the usual ending of its files: "Markdown (.md)", "EPUB (.epub)"."""
    return tuple(f"{shape.title} ({shape.endings[0]})" for shape in SHAPES.values())
