"""Turn a stretch of an entry into an xml:id made from the entry and the words."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from edition.model import entry_id


def word_id(n: str, letter: str, text: str, start: int, end: int, salt: str, taken: dict[str, int]) -> str:
    """Turn a stretch of an entry into an id from the entry, the words and the words around: `e.1944-08-09.a.carrying-3f9c`.

    One decision elsewhere does not rename it. Where the same words in the same surroundings come again, a number follows.
    """
    around = text[max(0, start - 40) : start] + "|" + text[start:end] + "|" + text[end : end + 40]
    digest = hashlib.sha256(f"{salt}|{around}".encode()).hexdigest()[:6]
    words = re.findall(r"\w+", unicodedata.normalize("NFKD", text[start:end] or text[end : end + 20]).lower())
    slug = re.sub(r"[^a-z0-9]", "", words[0].encode("ascii", "ignore").decode())[:12] if words else ""
    key = f"{entry_id(n)}.{letter}.{slug + '-' if slug else ''}{digest}"
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}.{taken[key]}"
