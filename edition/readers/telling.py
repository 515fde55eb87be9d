"""Turn a file that nobody has described into a description: its shape, and the title, author and language that it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.readers.shapes import UnknownFile
from edition.readers.shapes.table import SHAPES, titles

# A title is no longer than this, in letters: what is longer is a text that somebody put in its place. By eye.
_LONGEST = 200
# The commonest words of each language that the others do not have.
_COMMON = {
    "en": "the and of was that with his her had not which they this from were been",
    "fr": "les des est dans une pour qui sur avec pas plus mais nous vous était cette",
    "de": "und der die das nicht mit ich ein eine den von auf dem sich auch war",
    "es": "los las una con por para del más pero como había muy esta cuando sin ser",
    "it": "che non una con per del della sono più gli anche alla nel era questo dei",
}


@dataclass(frozen=True, slots=True)
class SniffedFile:
    """What a file says of itself: the reader for it, and title, authors and language where it states them."""

    reader: str
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


def told(raw: bytes, file: str) -> SniffedFile:
    """Tell the shape of a file by its content, of text by its name too, and what it states of itself.

    Raises TextError: nothing here reads it (E139), or it is no sound file of its shape (E130 to E135).
    """
    unknown = UnknownFile(raw, file)
    for shape in SHAPES.values():
        if shape.knows(unknown):
            stated = shape.states(unknown)
            return SniffedFile(shape.name, _line(stated.title), _people(stated.authors), _tag(stated.language))
    raise TextError(Message("E139", Locus(file), {"file": file, "shapes": titles()}))


def language_of(text: str) -> str:
    """The language of a text among those whose datelines are read, by its commonest words; "" where it has none of them."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(words.count(word) for word in common.split()) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""


def _line(text: str) -> str:
    """A title as one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def _people(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in map(_line, names) if name)


def _tag(language: str) -> str:
    """A language tag, or nothing where it is none."""
    found = re.match(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", language.strip().replace("_", "-"))
    return found[0] if found and found[0].lower() not in ("und", "mul", "zxx") else ""
