"""A model's weights in, probabilities of pairs of words out: the file that ships, and files that are none."""

from __future__ import annotations

import importlib.util
from importlib import resources
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation import link_words
from edition.collation.network import load, model_for, own_model, save
from edition.collation.word_pairs import PAIRS, batches
from edition.language.languages import language_of_tag
from tests.examples import examples

ENGLISH = language_of_tag("en")

RECORDS = [
    {"name": "novels:1", "source": "the ship carried figs .", "target": "the boat bore figs .", "sureAlign": "0-0 1-1 2-2 3-3 4-4"},
    {"name": "novels:2", "source": "a ship came late", "target": "late came a boat", "sureAlign": "0-2 1-3 2-1 3-0"},
    {"name": "news:3", "source": "nobody slept", "target": "they all woke", "sureAlign": ""},
    {"name": "news:4", "source": "the ship sank", "target": "the boat went down", "sureAlign": "0-0 1-1 2-2 2-3"},
    {"name": "news:5", "source": "rain fell on the ship", "target": "it rained on the boat", "sureAlign": "0-1 1-1 2-2 3-3 4-4"},
]


@pytest.fixture(scope="module")
def training(root: Path) -> ModuleType:
    """training/words.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("training_words", root / "training" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_weights_that_ship_are_small_and_give_probabilities() -> None:
    assert resources.files("edition.collation").joinpath("words.npz").stat().st_size < 100_000  # type: ignore[attr-defined]
    chances = own_model().chances("the grey harbour slept .".split(), "the harbor was asleep .".split(), ENGLISH)
    assert chances.shape == (5, 5)
    assert chances.min() >= 0
    assert chances.max() <= 1
    assert chances[2, 1] > own_model().threshold > chances[2, 4]


def test_other_languages_have_a_model_that_knows_no_english() -> None:
    assert model_for(ENGLISH) is own_model()
    french = language_of_tag("fr")
    model = model_for(french)
    assert model is model_for(language_of_tag("de")) is not own_model()
    assert model.lexicon == {}
    words = "le vieux gardien ferma la porte .".split(), "le gardien âgé ferma la porte .".split()
    assert {(0, 0), (2, 1), (3, 3), (4, 4), (5, 5)} <= set(link_words(*words, french))


WORDS = st.lists(
    st.sampled_from("the grey Harbour harbor slept nobody two twenty-two Anna's well-known did not , . …".split()), min_size=1
)


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_a_passage_is_linked_among_others_as_it_is_alone(passages: list[tuple[list[str], list[str]]]) -> None:
    model = own_model()
    for (base, other), chances in zip(passages, model.chances_of(passages, ENGLISH), strict=True):
        assert chances.shape == (len(base), len(other))
        assert np.allclose(chances, model.chances(base, other, ENGLISH), atol=1e-5)


def test_many_passages_go_into_few_arrays_of_bounded_size() -> None:
    """A call costs more than the few pairs of a sentence; an array without bound would cost memory."""
    passages = [(["word"] * (5 + number % 20), ["word"] * (5 + number % 17)) for number in range(2000)]
    found = list(batches(passages))
    assert sorted(number for batch in found for number in batch) == list(range(2000))
    sizes = [len(batch) * max(len(passages[n][0]) for n in batch) * max(len(passages[n][1]) for n in batch) for batch in found]
    assert max(sizes) <= PAIRS
    assert len(found) < 40


def test_the_same_pairs_train_the_same_weights(training: ModuleType, tmp_path: Path) -> None:
    files = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for file in files:
        save(training.fit(training.pairs_of(RECORDS), networks=1), file)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert load(files[0]).lexicon["ship"]["boat"] == load(files[0]).lexicon["boat"]["ship"]


def test_a_saved_model_says_what_it_said(training: ModuleType, tmp_path: Path) -> None:
    model = training.fit(training.pairs_of(RECORDS), networks=1)
    save(model, tmp_path / "weights.npz")
    words = "the ship sank at night".split(), "the boat went down by night".split()
    assert np.allclose(load(tmp_path / "weights.npz").chances(*words, ENGLISH), model.chances(*words, ENGLISH), atol=0.02)
    assert load(tmp_path / "weights.npz").threshold == model.threshold


def test_other_weights_link_otherwise(training: ModuleType) -> None:
    untrained = training.fit(training.pairs_of([{**record, "sureAlign": ""} for record in RECORDS]), networks=1)
    words = "the ship sank".split(), "the boat sank".split()
    assert link_words(*words, ENGLISH) != link_words(*words, ENGLISH, untrained)


def test_a_file_of_other_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no weights", encoding="utf-8")
    np.savez(tmp_path / "other.npz", numbers=np.arange(3))
    for name, fault in (("text.npz", ValueError), ("other.npz", (KeyError, ValueError)), ("none.npz", OSError)):
        with pytest.raises(fault):
            load(tmp_path / name)
