"""Turn words into what a thesaurus says of them: what field a word is of, how common it is, and how two words are related.

The table holds stems of the commoner English words, with numbers in the place of the synsets of WordNet (Miller 1995) that they are
in; no gloss, and no word that is not in the table of senses. training/thesaurus.py makes it; NOTICE beside it has the licence.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edition.language.languages import Language

Integers = NDArray[np.int64]

# The language whose words the table holds.
TABLED = "en"
# How two words are related, what says most of two texts first: of one synset or derived of one another; opposites; the one a kind
# of the other; two kinds of one thing; not at all.
SYNONYM, OPPOSITE, KIND, SISTER, APART = range(5)


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """What is known of each stem: its field (a lexicographer's file of WordNet, by number), how common it is, its synsets.

    `parents`: of each synset those that it is a kind of, or similar to. `derived`, `opposites`: pairs of stems, the smaller first.
    """

    fields: dict[str, int]
    counts: dict[str, float]
    synsets: dict[str, frozenset[int]]
    parents: dict[int, frozenset[int]]
    derived: frozenset[tuple[str, str]]
    opposites: frozenset[tuple[str, str]]

    @functools.cached_property
    def _above(self) -> dict[str, frozenset[int]]:
        return {}

    def above(self, stem: str) -> frozenset[int]:
        """The synsets that those of a stem are kinds of, or similar to."""
        found = self._above.get(stem)
        if found is None:
            own = self.synsets.get(stem, ())
            found = self._above[stem] = frozenset().union(*(self.parents.get(synset, ()) for synset in own))
        return found

    def related(self, one: str, other: str) -> int:
        """How two stems are related: SYNONYM, KIND, SISTER, OPPOSITE or APART."""
        mine, theirs = self.synsets.get(one), self.synsets.get(other)
        if not mine or not theirs:
            return APART
        pair = (one, other) if one < other else (other, one)
        if not mine.isdisjoint(theirs) or pair in self.derived:
            return SYNONYM
        if pair in self.opposites:
            return OPPOSITE
        above = self.above(one), self.above(other)
        if not mine.isdisjoint(above[1]) or not theirs.isdisjoint(above[0]):
            return KIND
        return APART if above[0].isdisjoint(above[1]) else SISTER


_NOTHING = Thesaurus({}, {}, {}, {}, frozenset(), frozenset())


def thesaurus_of(language: Language) -> Thesaurus:
    """The thesaurus of a language; there is one of English, and an empty one of any other."""
    return _table() if language.tag == TABLED else _NOTHING


def save(stems: list[str], arrays: dict[str, NDArray[np.generic]], path: Path) -> None:
    """Write a table: the same stems and numbers, the same bytes."""
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, stems=np.frombuffer("\n".join(stems).encode(), np.uint8), **arrays)


@functools.cache
def _table() -> Thesaurus:
    with (
        resources.as_file(resources.files("edition.collation") / "thesaurus.npz") as path,
        np.load(path, allow_pickle=False) as arrays,
    ):
        stems = arrays["stems"].tobytes().decode().split("\n")
        fields, counts = arrays["fields"].tolist(), arrays["counts"].tolist()
        synsets, parents = _lists(arrays["synset_sizes"], arrays["synsets"]), _lists(arrays["parent_sizes"], arrays["parents"])
        pairs = [frozenset((stems[a], stems[b]) for a, b in arrays[name].tolist()) for name in ("derived", "opposites")]
    return Thesaurus(
        {stem: field for stem, field in zip(stems, fields, strict=True) if field < NO_FIELD},
        dict(zip(stems, counts, strict=True)),
        {stem: frozenset(own) for stem, own in zip(stems, synsets, strict=True) if own},
        {number: frozenset(above) for number, above in enumerate(parents) if above},
        pairs[0],
        pairs[1],
    )


# The number of no field.
NO_FIELD = 255


def _lists(sizes: NDArray[np.generic], values: NDArray[np.generic]) -> list[list[int]]:
    """Lists laid end to end as lists, by the size of each."""
    return [part.tolist() for part in np.split(values, np.cumsum(sizes)[:-1])]
