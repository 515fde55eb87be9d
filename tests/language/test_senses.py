"""Two words in, how near they are in meaning out; the table that ships, and how it is kept."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from edition.language import senses
from edition.language.languages import language_of_tag
from edition.language.senses import nearness, save

ENGLISH = language_of_tag("en")


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("boat", "ship", "bread"),
        ("begin", "start", "harbour"),
        ("rescued", "saved", "whispered"),
        ("oldest", "ancient", "wooden"),
    ],
)
def test_words_of_one_meaning_are_nearer_than_others(word: str, near: str, far: str) -> None:
    found = nearness([word], [near, far], ENGLISH)[0]
    assert found[0] > found[1] + 0.1


def test_forms_of_a_word_are_one_and_unknown_words_are_near_nothing() -> None:
    found = nearness(["harbours", "xqzt", "xqzt"], ["harbor", "xqzt"], ENGLISH)
    assert found[0, 0] == pytest.approx(1.0, abs=1e-5)
    assert not found[1:].any()


def test_the_order_of_the_two_sides_says_nothing() -> None:
    one, two = ["rain", "the", "not", "lamp"], ["snow", "a", "never"]
    assert np.allclose(nearness(one, two, ENGLISH), nearness(two, one, ENGLISH).T)


def test_the_table_that_ships_is_small_and_the_same_vectors_give_the_same_bytes(tmp_path: Path) -> None:
    assert resources.files(senses.__package__).joinpath("senses.npz").stat().st_size < 800_000  # type: ignore[attr-defined]
    vectors = np.random.default_rng(1).normal(0, 1, (5, 4)).astype(np.float32)
    for name in ("one.npz", "two.npz"):
        save(["a", "b", "c", "d", "e"], vectors, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
