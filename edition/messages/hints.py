"""Turn a word that is not known into the known word most like it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like another, capitals and small letters alike; "" where none is near."""
    known = {other.casefold(): other for other in sorted(words, reverse=True)}
    found = difflib.get_close_matches(word.casefold(), sorted(known), 1, 0.6)
    return known[found[0]] if found else ""
