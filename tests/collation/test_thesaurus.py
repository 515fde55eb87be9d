"""Two words in, how a thesaurus relates them out."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from edition.collation import thesaurus
from edition.collation.thesaurus import APART, KIND, OPPOSITE, SISTER, SYNONYM, save, thesaurus_of
from edition.language.languages import language_of_tag

ENGLISH = language_of_tag("en")


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("glad", "happy", SYNONYM),
        ("went", "goes", SYNONYM),
        ("destroy", "destruction", SYNONYM),
        ("house", "dwelling", KIND),
        ("trunk", "box", SISTER),
        ("good", "bad", OPPOSITE),
        ("snipe", "vehicle", APART),
        ("glad", "zzz", APART),
    ],
)
def test_words_are_related_the_same_both_ways(one: str, other: str, relation: int) -> None:
    known = thesaurus_of(ENGLISH)
    stems = ENGLISH.stem(one), ENGLISH.stem(other)
    assert known.related(*stems) == known.related(*stems[::-1]) == relation


def test_of_another_language_nothing_is_known() -> None:
    assert thesaurus_of(language_of_tag("fr")).related("bon", "bon") == APART


def test_the_table_is_small_and_the_same_table_has_the_same_bytes(tmp_path: Path) -> None:
    assert resources.files(thesaurus.__package__).joinpath("thesaurus.npz").stat().st_size < 300_000  # type: ignore[attr-defined]
    for name in ("one.npz", "two.npz"):
        save(["a", "b"], {"counts": np.arange(2)}, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
