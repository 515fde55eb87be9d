"""Turn words into what a thesaurus says of them: what field a word is of, how common it is, and how two words are related.

The table holds stems of the commoner English words, with numbers in the place of the synsets of WordNet (Miller 1995) that they are
in; no gloss, and no word that is not in the table of senses. training/thesaurus.py makes it; NOTICE beside it has the licence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
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
class NumberLists:
    """Lists of numbers laid end to end. `ends`: where each ends."""

    values: Integers
    ends: Integers

    def at(self, row: int) -> list[int]:
        """The numbers of one list."""
        found: list[int] = self.values[self.ends[row - 1] if row else 0 : self.ends[row]].tolist()
        return found


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """What is known of each stem: its row, its field (a lexicographer's file of WordNet, by number), how common it is.

    `synsets`: of each row. `parents`: of each synset those that it is a kind of, or similar to. `derived`, `opposites`: pairs of
    stems, the smaller first.
    """

    rows: Mapping[str, int]
    fields: Mapping[str, int]
    counts: Mapping[str, float]
    synsets: NumberLists
    parents: NumberLists
    derived: frozenset[tuple[str, str]]
    opposites: frozenset[tuple[str, str]]

    @functools.cached_property
    def senses(self) -> Callable[[str], tuple[frozenset[int], frozenset[int], frozenset[int]]]:
        """Turn a stem into its synsets, those of which they are kinds, or to which they are similar, and both together."""

        @functools.lru_cache(1 << 16)
        def senses(stem: str) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
            row = self.rows.get(stem)
            own = frozenset(self.synsets.at(row) if row is not None else ())
            above = frozenset([parent for synset in own for parent in self.parents.at(synset)])
            return own, above, own | above

        return senses

    @functools.cached_property
    def related(self) -> Callable[[str, str], int]:
        """Turn two stems into how they are related: SYNONYM, OPPOSITE, KIND, SISTER or APART. Swapping them changes nothing."""
        return functools.lru_cache(1 << 18)(self._related)

    def _related(self, one: str, other: str) -> int:
        (mine, above, near), (theirs, others_above, others_near) = self.senses(one), self.senses(other)
        if not mine or not theirs:
            return APART
        pair = (one, other) if one < other else (other, one)
        if near.isdisjoint(others_near) and pair not in self.derived and pair not in self.opposites:
            # As most are.
            return APART
        if not mine.isdisjoint(theirs) or pair in self.derived:
            return SYNONYM
        if pair in self.opposites:
            return OPPOSITE
        if not mine.isdisjoint(others_above) or not theirs.isdisjoint(above):
            return KIND
        return APART if above.isdisjoint(others_above) else SISTER


_NONE = NumberLists(np.zeros(0, np.int64), np.zeros(0, np.int64))
_NOTHING = Thesaurus({}, {}, {}, _NONE, _NONE, frozenset(), frozenset())


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
        # As arrays: so many small sets would be looked through by each collection of garbage.
        synsets, parents = (
            NumberLists(arrays[f"{name}s"].astype(np.int64), np.cumsum(arrays[f"{name}_sizes"], dtype=np.int64))
            for name in ("synset", "parent")
        )
        pairs = [frozenset((stems[a], stems[b]) for a, b in arrays[name].tolist()) for name in ("derived", "opposites")]
    return Thesaurus(
        {stem: row for row, stem in enumerate(stems)},
        {stem: field for stem, field in zip(stems, fields, strict=True) if field < NO_FIELD},
        dict(zip(stems, counts, strict=True)),
        synsets,
        parents,
        pairs[0],
        pairs[1],
    )


# The number of no field.
NO_FIELD = 255
