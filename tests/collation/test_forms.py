"""What two words have in common by their form is the same for many pairs at once as for each by itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation.forms import Forms, SideForms, WordForms, alike, beginnings, begun, letters
from edition.collation.likeness import likeness_of
from edition.language.languages import language_of_tag
from edition.language.word_forms import is_word

ENGLISH = language_of_tag("en")
fold = ENGLISH.fold

# Words that share stems, beginnings, parts, or nothing; marks, and letters that are not English.
WORD = st.sampled_from(
    "the The a her here hers watch watches watchman watch-tower tower half-dozen dozen twenty-two two not no , . … Élan élan "
    "nation nationality nations' it's only only".split()
) | st.text("abcdé'-9", min_size=1, max_size=30)
PASSAGES = st.lists(st.tuples(*(st.lists(WORD, min_size=1, max_size=9),) * 2), min_size=1, max_size=4)


def _sides(passages: list[tuple[list[str], list[str]]]) -> tuple[Forms, SideForms, SideForms]:
    forms = Forms((word for passage in passages for side in passage for word in side), ENGLISH)
    one, two = (
        SideForms(WordForms([passage[side] for passage in passages], forms), range(len(passages)), axis)
        for side, axis in ((0, 2), (1, 1))
    )
    return forms, one, two


@settings(deadline=None)
@given(PASSAGES)
def test_likeness_of_all_pairs_is_that_of_each(passages: list[tuple[list[str], list[str]]]) -> None:
    forms, one, two = _sides(passages)
    table = alike(one, two, forms, begun(one, two, forms))
    for number, (base, other) in enumerate(passages):
        wanted = [[likeness_of(fold(a), fold(b), ENGLISH) for b in other] for a in base]
        assert np.array_equal(table[number, : len(base), : len(other)], wanted)
        assert not table[number, len(base) :].any()
        assert not table[number, :, len(other) :].any()


def _pairs_of_letters(word: str) -> set[tuple[str, str]]:
    plain = "".join(letter if "a" <= letter <= "z" else "*" for letter in word)
    return set(pairwise(f"<{plain}>"))


@settings(deadline=None)
@given(PASSAGES)
def test_letters_of_all_pairs_are_those_of_each(passages: list[tuple[list[str], list[str]]]) -> None:
    forms, one, two = _sides(passages)
    table = letters(one, two, forms)
    for number, (base, other) in enumerate(passages):
        pairs = [[_pairs_of_letters(fold(word)) for word in side] for side in (base, other)]
        wanted = [[2 * len(a & b) / (len(a) + len(b)) for b in pairs[1]] for a in pairs[0]]
        assert np.allclose(table[number, : len(base), : len(other)], wanted)


@settings(deadline=None)
@given(PASSAGES)
def test_a_beginning_is_what_three_letters_to_twelve_make(passages: list[tuple[list[str], list[str]]]) -> None:
    forms, one, two = _sides(passages)
    found = begun(one, two, forms)
    table = beginnings(found, (len(passages), one.rows.shape[1], two.rows.shape[1]))
    for number, (base, other) in enumerate(passages):
        for i, a in enumerate(map(fold, base)):
            for j, b in enumerate(map(fold, other)):
                common = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
                counts = common >= 3 and is_word(a) and is_word(b)
                assert np.isclose(table[number, i, j], min(common, 12) / max(len(a), len(b)) if counts else 0)
