"""Turn a word that is not known into the hint of a message: the known word most like it, or all of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# Words that a message lists; the rest are counted.
_MOST = 12


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like another, capitals and small letters alike; "" where none is near."""
    known = {other.casefold(): other for other in sorted(words, reverse=True)}
    found = difflib.get_close_matches(word.casefold(), sorted(known), 1, 0.6)
    return known[found[0]] if found else ""


def listed(words: Iterable[str]) -> str:
    """Words as a list for a message: `a, b, c`, or the first of them and how many more there are."""
    names = list(words)
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")


def suggest(word: str, words: Iterable[str]) -> str:
    """The hint on an unknown word: the nearest known one, or all of them."""
    known = sorted(words)
    near = nearest(word, known)
    return f"Did you mean {near}?" if near else f"Known here: {', '.join(known) or 'nothing'}."
