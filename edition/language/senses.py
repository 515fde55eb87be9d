"""Turn two words into how near they are in meaning: the cosine of their vectors, from a table that comes with the program.

The table holds a vector for each stem of the commoner English words, four bits a number. It was computed once from an open
language model (training/senses.py; edition/language/NOTICE names it); nothing of that model is needed to use it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edition.language.languages import Language

Single = NDArray[np.float32]

# A number of a vector is kept as one of so many steps, from -REACH to REACH standard deviations.
STEPS, REACH = 16, 2.5
# The language whose words the table holds.
TABLED = "en"
# The nearness from which two words are taken for one sense: training/grades.py says how it was found.
ONE_SENSE = 0.12


def nearness(base: Sequence[str], other: Sequence[str], language: Language) -> Single:
    """How near each folded word of one side is in meaning to each of the other, from -1 to 1; 0 where one is not in the table.

    There is a table of the stems of English alone: of another language it has no word.
    """
    result: Single = vectors_of(base, language) @ vectors_of(other, language).T
    return result


def vectors_of(words: Sequence[str], language: Language) -> Single:
    """The vector of each folded word, all of length 1 but that of a word which is not in the table, 0: an array (words, 64)."""
    return vectors_of_stems([language.stem(word) for word in words], language)


def vectors_of_stems(stems: Sequence[str], language: Language) -> Single:
    """The vector of each stem, as `vectors_of` gives that of a word."""
    rows, vectors = _table()
    known = rows if language.tag == TABLED else {}
    found: Single = vectors.take([*map(known.get, stems, repeat(0))], 0) if stems else vectors[:0]
    return found


def save(stems: Sequence[str], vectors: Single, path: Path) -> None:
    """Write a table of stems, sorted, and their vectors, an even number of columns: the same vectors, the same bytes."""
    spread = vectors.std(0)
    steps = np.clip(np.round((vectors / spread / REACH + 1) / 2 * (STEPS - 1)), 0, STEPS - 1).astype(np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            stems=np.frombuffer("\n".join(stems).encode(), np.uint8),
            steps=steps[:, ::2] * STEPS + steps[:, 1::2],
            spread=spread.astype(np.float32),
        )


@functools.cache
def _table() -> tuple[Mapping[str, int], Single]:
    """The row of each stem, and the vectors by row, all of length 1 but row 0, which is that of every word unknown."""
    with (
        resources.as_file(resources.files("edition.language") / "senses.npz") as path,
        np.load(path, allow_pickle=False) as arrays,
    ):
        stems = arrays["stems"].tobytes().decode().split("\n")
        pairs, spread = arrays["steps"], arrays["spread"]
    steps = np.stack([pairs // STEPS, pairs % STEPS], -1).reshape(len(pairs), -1)
    vectors = (steps.astype(np.float32) / (STEPS - 1) * 2 - 1) * REACH * spread
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    nothing = np.zeros((1, vectors.shape[1]), np.float32)
    return {word: row for row, word in enumerate(stems, 1)}, np.concatenate([nothing, vectors.astype(np.float32)])
