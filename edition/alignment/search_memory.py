"""Keep what the search for a piece of a quotation found in a text, for the same text with other words changed.

A search sees no more of a text than how many words it has and where the words of the piece, and those of their families, stand. A
word that is put for another elsewhere leaves all of this as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from edition.alignment.searched import SearchIndex, Word

# So many searches are kept, each of some hundred bytes. By eye: three reviews with 172 quotations make 800 in a text.
_MOST = 20_000

T = TypeVar("T")


def remembered(kind: str, piece: Sequence[Word], text: SearchIndex, bounds: Sequence[int], search: Callable[[], T]) -> T:
    """Give what a search finds. `kind`: its name. `bounds`: all numbers that it is given besides piece and text."""
    if text.memory is None:
        return search()
    digest = hashlib.blake2b(repr((kind, *bounds, len(text.words))).encode())
    digest.update(repr([(word.stem, word.function) for word in piece]).encode())
    for stem in dict.fromkeys(word.stem for word in piece):
        digest.update(_seen(stem, text))
    return text.memory.made("searches", _MOST, digest.digest(), search)


def _seen(stem: str, text: SearchIndex) -> bytes:
    """The digest of where a stem stands in a text, and the stems of its family."""
    if stem not in text.digests:
        places = [(name, text.places.get(name)) for name in (stem, *sorted(text.kin(stem)))]
        text.digests[stem] = hashlib.blake2b(repr(places).encode(), digest_size=16).digest()
    return text.digests[stem]
