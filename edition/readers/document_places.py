"""Turn messages that name the lines of a reader's own count into messages that name the places of the file: pages, paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from edition.messages import Message, Report
from edition.messages.values import Lines, Placed
from edition.model import Locus
from edition.model.documents import Document


def placed(report: Report, document: Document) -> list[Message]:
    """The messages of a report on a document, with its places as the shape counts them."""
    if document.counted == "line":
        return list(report)
    return retold(report, lambda line: place_in(document, line))


def place_in(document: Document, line: int) -> Lines:
    """The place of a row or block of a document: on its page, or as the number of a paragraph."""
    if document.counted == "paragraph":
        return Lines((line,), "paragraph")
    page = bisect_right(document.pages, line)
    return Lines((line - document.pages[page - 1] + 1 if page else line,), pages=(page + 1,))


def retold(report: Report, place: Callable[[int], Lines]) -> list[Message]:
    """The messages of a report, each with the place that a shape has instead of a count of the reader's own."""
    return [_retold(message, place) for message in report]


def _retold(message: Message, place: Callable[[int], Lines]) -> Message:
    """A message that names places of the shape instead of the reader's own count."""
    values = {name: _counted(value, place) for name, value in message.values.items()}
    locus = message.locus
    if locus and locus.line:
        there = place(locus.line)
        part = f"page {there.pages[0]}" if there.pages else str(there)
        locus = Locus(locus.file, there.numbers[0] if there.pages else None, None, part)
    return Message(message.code, locus, values)


def _counted(value: object, place: Callable[[int], Lines]) -> object:
    """A value of a message with its lines, if it has any, as the shape counts them."""
    if isinstance(value, Lines):
        return value.counted_by(place)
    if isinstance(value, Placed) and isinstance(value.where, Lines):
        return Placed(value.name, value.where.counted_by(place))
    return tuple(_counted(part, place) for part in value) if isinstance(value, tuple) else value
