"""Turn a file that nobody has described into a description: its shape, and the title, author and language that it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.errors import TextError
from edition.language.tags import normal_tag
from edition.messages import Message
from edition.model import Locus
from edition.readers.library_fields import without_library
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.table import SHAPES, titles

# A title is no longer than this, in letters: what is longer is a text that somebody put in its place. By eye.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class SniffedFile:
    """What a file says of itself: the reader for it, and title, authors, language and translators where it states them."""

    reader: str
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    translators: tuple[str, ...] = ()


def told(raw: bytes, file: str) -> SniffedFile:
    """Tell the shape of a file by its content, of text by its name too, and what it states of itself.

    Raises TextError: nothing here reads it (E139, E141), or it is no sound file of its shape (E130 to E135; TEI: E401 to E475).
    """
    return described(UnknownFile(raw, file))


def described(file: UnknownFile) -> SniffedFile:
    """As `told`, of a file whose bytes are at hand."""
    shape = shape_of(file)
    stated = shape.states(file)
    title, author = without_library(_line(stated.title))
    authors = _people(stated.authors) or _people((author,))
    return SniffedFile(shape.name, title, authors, _tag(stated.language), _people(stated.translators))


def is_text(raw: bytes, file: str) -> bool:
    """Whether a file is text and no markup, so that it is read as it stands. Raises TextError as `told` does."""
    return shape_of(UnknownFile(raw, file)).is_text


def shape_of(file: UnknownFile) -> Shape:
    """The shape of a file. Raises TextError: it has none that is known (E139), or is a document in RTF (E141)."""
    if re.match(rb"\s*\{\\rtf", file.raw):
        raise TextError(Message("E141", Locus(file.name)))
    for shape in SHAPES.values():
        if shape.knows(file):
            return shape
    raise TextError(Message("E139", Locus(file.name), {"file": file.name, "shapes": titles()}))


def _line(text: str) -> str:
    """A title as one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def _people(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in map(_line, names) if name)


def _tag(language: str) -> str:
    """A language tag in its normal form; nothing where it is none, or says that the language is not known or not one."""
    tag = normal_tag(language)
    return "" if tag in ("und", "mul", "zxx") else tag
