"""Turn the apparatus of an entry into how far each full witness diverges from the base: a share of their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.language.word_forms import is_word, token_pattern
from edition.model import VariationUnit

# Words are counted, not compared: what the language is does not matter.
_TOKEN = token_pattern()


def divergences(text: str, units: Sequence[VariationUnit], sigla: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Turn a base's text and its units into (siglum, divergence) of each full witness, in the order given.

    The divergence is the part of the words of both, base and witness, that stands in stylistic or substantive readings of the two:
    0.0 where they differ in accidentals at most, 1.0 where they share no word. Two texts without words have 0.0. A capital that the
    beginning of a verse makes does not count, though others have other words there. What counts is the grade of the witness's own
    reading; one of a unit that says no more than what grade it has as a whole has that.
    """
    return tuple((siglum, _divergence(text, units, siglum)) for siglum in sigla)


def _divergence(text: str, units: Sequence[VariationUnit], siglum: str) -> float:
    common = differing = every = at = 0
    for unit in units:
        reading = next((reading for reading in unit.readings[1:] if siglum in reading.sigla), None)
        if reading is None:
            continue
        words = _words(unit.readings[0].content.text) + _words(reading.content.text)
        common += _words(text[at : unit.start])
        every += words
        differing += words if (reading.grade or unit.grade) != "accidental" and reading.cause != "lineation" else 0
        at = unit.end
    every += 2 * (common + _words(text[at:]))
    return differing / every if every else 0.0


def _words(text: str) -> int:
    return sum(is_word(match.group()) for match in _TOKEN.finditer(text))
