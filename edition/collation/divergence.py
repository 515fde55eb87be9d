"""Turn the apparatus of an entry into how far each full witness diverges from the base: a share of their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.model import VariationUnit
from edition.stems import TOKEN, is_word


def divergences(text: str, units: Sequence[VariationUnit], sigla: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Turn a base's text and its units into (siglum, divergence) of each full witness, in the order given.

    The divergence is the part of the words of both, base and witness, that stands in stylistic or substantive readings of the two:
    0.0 where they differ in accidentals at most, 1.0 where they share no word. Two texts without words have 0.0.
    """
    size = _words(text)
    return tuple((siglum, _divergence(size, units, siglum)) for siglum in sigla)


def _divergence(size: int, units: Sequence[VariationUnit], siglum: str) -> float:
    every, differing = 2 * size, 0
    for unit in units:
        reading = next((reading for reading in unit.readings[1:] if siglum in reading.sigla), None)
        if reading is None:
            continue
        words = _words(unit.readings[0].content.text), _words(reading.content.text)
        every += words[1] - words[0]
        if unit.grade != "accidental":
            differing += sum(words)
    return differing / every if every else 0.0


def _words(text: str) -> int:
    return sum(is_word(match.group()) for match in TOKEN.finditer(text))
