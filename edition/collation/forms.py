"""Turn words into their forms, each folded word once, and two forms into what they have in common: letters, beginning, stem.

All of this is true of two words wherever they stand, so that a form is looked at once, however many passages it stands in.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from edition.collation.likeness import (
    FIRST,
    OF_A_CLASS,
    OF_A_KIND,
    SAME_BEGINNING,
    SAME_PART,
    SAME_STEM,
    likeness_of,
)
from edition.language.languages import Language
from edition.language.senses import vectors_of_stems
from edition.language.word_forms import CONTENT, MARK

Single = NDArray[np.float32]
Integers = NDArray[np.int64]
Value = TypeVar("Value", bound=np.generic)

# The signs told apart in pairs of letters, and the bytes that a bit for each pair takes: whole numbers of eight.
LETTERS, BYTES = 29, 112
# How many letters at least words have in common that begin alike, how many make a beginning, and how many are compared.
BEGUN, BEGINNING, COMPARED = 3, 12, 24
# The kind of what is no word, only room.
ROOM = 3


class Forms:
    """The forms of some words and tables with a row for each; the last form, empty, is room.

    `row_of`: the row of each word as written; `upper`: whether it begins with a capital.
    `kinds` and `classes` of word (likeness.py). `facts`: a numeral, a negation. `stems` and `begins`: numbers, equal where the stem
    is or the first letters are. `letters`: a bit for each pair of letters in it, eight bytes a column; `pairs`: how many it has.
    `codes` of its letters, 0 after the last, and `sizes`, how many. `senses`: vectors. `parts`: stems, several in `compounds`.
    `own`: its likeness to itself.
    """

    def __init__(self, words: Iterable[str], language: Language) -> None:
        written = dict.fromkeys(words)
        folded = [*map(language.fold, written)]
        self.rows = {form: row for row, form in enumerate(dict.fromkeys(folded))}
        self.row_of = dict(zip(written, map(self.rows.__getitem__, folded), strict=True))
        self.upper = {word: word[:1].isupper() for word in written}
        forms = [*map(_forms(language), (*self.rows, ""))]
        self.kinds = np.array([form.kind for form in forms], np.int8)
        self.classes = np.array([form.classes for form in forms], np.int8)
        self.facts = np.array([form.facts for form in forms], np.bool_)
        self.stems = _numbered([form.stem for form in forms])
        self.begins = _numbered([form.begin for form in forms])
        self.letters = np.frombuffer(b"".join([form.letters for form in forms]), np.uint64).reshape(len(forms), -1)
        self.pairs = np.array([form.pairs for form in forms], np.float32)
        padded = "".join([form.padded for form in forms])
        self.codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.int32).reshape(len(forms), -1)
        self.sizes = np.array([len(word) for word in (*self.rows, "")], np.float32)
        self.senses = vectors_of_stems([form.stem for form in forms], language)
        self.parts = [form.parts for form in forms]
        self.compounds = np.array([form.compound for form in forms])
        self.own = np.array([form.own for form in forms])


@dataclass(frozen=True, slots=True)
class _FormFacts:
    """What `Forms` says of one form; of room, the empty one."""

    kind: int
    classes: int
    facts: tuple[bool, bool]
    stem: str
    begin: str
    letters: bytes
    pairs: int
    padded: str
    parts: tuple[str, ...]
    compound: bool
    own: float


@functools.cache
def _forms(language: Language) -> Callable[[str], _FormFacts]:
    """The function that turns a form of a language into what is known of it."""
    stem = language.stem

    @functools.lru_cache(1 << 16)
    def known(form: str) -> _FormFacts:
        letters = _letters(form)
        return _FormFacts(
            language.kind_of(form) if form else ROOM,
            language.classes_of(form),
            _facts(form, language),
            stem(form),
            form[:BEGUN],
            letters.to_bytes(BYTES, "little"),
            letters.bit_count(),
            form[:COMPARED].ljust(COMPARED, "\0"),
            tuple(map(stem, form.split("-"))),
            "-" in form,
            likeness_of(form, form, language) if form else 0.0,
        )

    return known


def _numbered(keys: Sequence[str]) -> Integers:
    """A number for each key, the same for the same."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys])


def _letters(form: str) -> int:
    """The pairs of letters of a form, its ends marked, as bits; what is no letter from a to z counts as one sign."""
    marked = [27, *(ord(letter) - 96 if "a" <= letter <= "z" else 0 for letter in form), 28]
    bits = 0
    for one, two in itertools.pairwise(marked):
        bits |= 1 << LETTERS * one + two
    return bits


def _facts(form: str, language: Language) -> tuple[bool, bool]:
    """Whether a form is a numeral, and a negation."""
    parts = form.split("-")
    return not language.numerals.isdisjoint(parts), not language.words.negations.isdisjoint(parts)


class WordForms:
    """The words of one side of passages, one after another, room at the end, in tables of a row a word.

    `rows`: which form it is. `capitals`: whether it has one that its place does not explain. `counts`: how often its form stands in
    its passage.
    """

    def __init__(self, passages: Sequence[Sequence[str]], forms: Forms) -> None:
        self.sizes = np.array([len(words) for words in passages], np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes
        room = len(forms.rows)
        every = [*itertools.chain.from_iterable(passages)]
        self.rows = np.array([*map(forms.row_of.__getitem__, every), room])
        self.capitals = np.array([*map(forms.upper.__getitem__, every), False])
        self.capitals[self.starts] = False
        keys = self.rows[:-1] + np.repeat(np.arange(len(passages)) * room, self.sizes)
        _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
        self.counts = np.append(counts[which], 0).astype(np.float32)


class SideForms:
    """One side of some passages: of each word (passages, words) what `WordForms` says, room where a passage has no more.

    `axis`: that along which the words of the other side stand, in what is spread over the pairs.
    """

    def __init__(self, words: WordForms, passages: Sequence[int], axis: int) -> None:
        self.sizes, self.axis = words.sizes[passages], axis
        places = np.arange(self.sizes.max())
        at = np.where(places < self.sizes[:, None], words.starts[passages][:, None] + places, len(words.rows) - 1)
        self.rows, self.capitals, self.counts = words.rows[at], words.capitals[at], words.counts[at]

    def across(self, values: NDArray[Value]) -> NDArray[Value]:
        """Values of each word, spread over the words of the other side."""
        return np.expand_dims(values, self.axis)

    def of(self, table: NDArray[Value]) -> NDArray[Value]:
        """What a table of forms says of each word, spread over the words of the other side."""
        return self.across(table[self.rows])


@dataclass(frozen=True, slots=True)
class CommonBeginnings:
    """Which pairs begin with the same letters, as indexes (passage, word of base, of other), and with how many, of how many."""

    places: tuple[Integers, ...]
    common: Integers
    longer: Single


def begun(one: SideForms, two: SideForms, forms: Forms) -> CommonBeginnings:
    """The pairs of words that begin with the same letters."""
    words = (one.of(forms.kinds) < MARK) & (two.of(forms.kinds) < MARK)
    places = np.nonzero(words & (one.of(forms.begins) == two.of(forms.begins)))
    rows, columns = one.rows[places[0], places[1]], two.rows[places[0], places[2]]
    codes = forms.codes[rows], forms.codes[columns]
    common = np.logical_and.accumulate((codes[0] == codes[1]) & (codes[0] > 0), 1).sum(1)
    return CommonBeginnings(places, common, np.maximum(forms.sizes[rows], forms.sizes[columns]))


def beginnings(found: CommonBeginnings, shape: tuple[int, ...]) -> Single:
    """What part of the longer word each two words begin with in common, BEGUN letters at least."""
    parts = np.zeros(shape, np.float32)
    share = np.minimum(found.common, BEGINNING).astype(np.float32) / found.longer
    parts[found.places] = np.where(found.common >= BEGUN, share, np.float32(0))
    return parts


def letters(one: SideForms, two: SideForms, forms: Forms) -> Single:
    """How many pairs of letters each two words share, of all that they have (Dice 1945)."""
    mine, theirs = forms.letters[one.rows], forms.letters[two.rows]
    shared = np.zeros((*one.rows.shape, two.rows.shape[1]), np.uint16)
    for column in range(mine.shape[2]):
        shared += np.bitwise_count(mine[:, :, None, column] & theirs[:, None, :, column])
    result: Single = 2 * shared / (one.of(forms.pairs) + two.of(forms.pairs))
    return result


def alike(one: SideForms, two: SideForms, forms: Forms, found: CommonBeginnings) -> NDArray[np.float64]:
    """How far each two words are alike by their form: what `likeness_of` says of each; 0 where there is room."""
    k, m = one.of(forms.kinds), two.of(forms.kinds)
    result: NDArray[np.float64] = np.where(k == m, np.array([*OF_A_KIND, 0.0])[k], 0.0)
    result[(one.of(forms.classes) & two.of(forms.classes)) > 0] = OF_A_CLASS
    content = (k == CONTENT) & (m == CONTENT)
    first = content[found.places] & (found.common >= FIRST)
    places = tuple(axis[first] for axis in found.places)
    result[places] = np.maximum(result[places], SAME_BEGINNING * found.common[first] / found.longer[first].astype(np.float64))
    for compounds, rows, columns in ((one, one.rows, two.rows), (two, two.rows, one.rows)):
        for passage, i in zip(*np.nonzero(forms.compounds[rows]), strict=True):
            mine = frozenset(forms.parts[rows[passage, i]])
            shared = [j for j, row in enumerate(columns[passage].tolist()) if not mine.isdisjoint(forms.parts[row])]
            across = (passage, i, shared) if compounds is one else (passage, shared, i)
            result[across] = np.where(content[across], SAME_PART, result[across])
    result[content & (one.of(forms.stems) == two.of(forms.stems))] = SAME_STEM
    same = one.across(one.rows) == two.across(two.rows)
    return np.where(same, one.of(forms.own), result)
