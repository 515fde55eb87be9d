"""Turn a text with a paragraph on each line into entries: what a browser saves, or many a word processor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.messages import Report
from edition.model.documents import Document
from edition.readers.headings import with_captions
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.plain import text_file

# A line longer than this, in bytes, is a paragraph: a line of print is seldom longer than 100 letters. By eye, on pages copied from
# browsers.
LONG_LINE = 200
# The share of such lines above which a text is one of a web page: its headings and captions are short lines. By eye, on the same.
MANY_LONG = 0.2


def has_long_lines(lines: Sequence[bytes]) -> bool:
    """Whether paragraphs stand on a line each, as a browser copies them, to judge by the lines that have words."""
    return sum(len(line) > LONG_LINE for line in lines) > MANY_LONG * len(lines)


def _knows(file: UnknownFile) -> bool:
    return file.is_text and has_long_lines([line for line in file.raw.split(b"\n") if line.strip()])


def _document(file: UnknownFile, report: Report) -> Document:
    document = text_file(file, report)
    return replace(document, reader="web", blocks=with_captions(document.blocks, file.language))


SHAPE = Shape("web", "text with a paragraph on each line", (".txt",), _knows, document=_document, is_text=True)
