"""Turn a text into tokens: words whole with their hyphens and apostrophes, numbers, each punctuation mark apart."""

from __future__ import annotations

from edition.language.stems import TOKEN, fold
from edition.model import Token


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Turn text[start:end] into tokens with offsets of the whole text; `n` is the folded form. No visible sign is lost."""
    places = TOKEN.finditer(text, start, len(text) if end is None else end)
    return tuple([Token(word := place[0], fold(word), *place.span()) for place in places])
