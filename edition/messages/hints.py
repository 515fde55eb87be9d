"""Turn an unknown word into the known word most like it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """Find the word most like another, without regard to capitals; "" if none is near (difflib.get_close_matches)."""
    known = {other.casefold(): other for other in sorted(words, reverse=True)}
    # 0.6 is difflib's own default: at least so alike must the two be.
    found = difflib.get_close_matches(word.casefold(), sorted(known), 1, 0.6)
    return known[found[0]] if found else ""
