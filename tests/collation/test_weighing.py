"""Two texts and their beads in, the weight of each variant out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate, weight_model
from edition.collation.weighing import _with_weight, judged
from edition.collation.weight_model import load, own_weights, save
from edition.language.languages import language_of_tag
from edition.model import ACCIDENTAL_TYPES, Alignment, Bead, Variant
from edition.text.raw_text import raw_text
from tests.examples import examples

ENGLISH = language_of_tag("en")
# Words of every kind that is looked at: content, names, numbers, negations, hedges, pronouns, marks.
WORDS = (
    "the a grey cat dog sat ran about three four not never perhaps must may Ferrand he she I often sometimes all some , . ?".split()
)
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def weights(base: str, other: str, tag: str = "en") -> list[Variant]:
    """The variants of two texts that are one bead."""
    one, two = raw_text(base).running, raw_text(other).running
    bead = Bead((0, len(base)), (0, len(other)), 1.0)
    return list(collate(one, two, Alignment((bead,)), language_of_tag(tag)))


@settings(max_examples=examples(80), deadline=None)
@given(SENTENCE, SENTENCE)
def test_base_and_other_changed_round_give_the_same_weights(base: str, other: str) -> None:
    forth = [(v.base, v.other, v.weight) for v in weights(base, other)]
    back = [(v.other, v.base, v.weight) for v in weights(other, base)]
    assert forth == back


@settings(max_examples=examples(40), deadline=None)
@given(SENTENCE, SENTENCE)
def test_a_weight_is_a_chance_and_decides_the_grade(base: str, other: str) -> None:
    for variant in weights(base, other):
        assert variant.weight is not None
        assert 0 <= variant.weight <= 1
        if variant.type in ACCIDENTAL_TYPES:
            assert (variant.weight, variant.grade) == (0, "accidental")
        else:
            assert (variant.grade == "substantive") is (variant.weight > own_weights().bound)


def test_a_weight_changes_nothing_else_of_a_variant() -> None:
    variant = Variant((1, 2), (3, 4), "lexical", "stylistic", 7, ("retype",), ("mine",), 0.1, ("rule",), "quotation")
    # Every field has a value of its own, one that comes later too.
    assert all(getattr(variant, one.name) != one.default for one in fields(Variant))
    assert _with_weight(variant, 0.5, "substantive") == replace(variant, weight=0.5, grade="substantive")


def test_the_same_pair_in_the_same_context_has_the_same_weight() -> None:
    one = "The harbour master saw three ships at dawn. " * 2
    two = "The harbour master saw four ships at dawn. " * 2
    alignment = align(raw_text(one).running, raw_text(two).running, ENGLISH)
    found = [v for v in collate(raw_text(one).running, raw_text(two).running, alignment, ENGLISH) if v.type == "lexical"]
    assert len(found) == 2
    assert found[0].weight == found[1].weight


@pytest.mark.parametrize(
    ("base", "more", "less"),
    [
        ("He counted three ships at the quay.", "He counted four ships at the quay.", "He counted three boats at the quay."),
        ("He did go to the quay.", "He did not go to the quay.", "He did walk to the quay."),
        ("The boat was large and old.", "The boat was large.", "The boat was big and old."),
    ],
)
def test_what_changes_a_fact_weighs_more_than_what_changes_a_word(base: str, more: str, less: str) -> None:
    assert max(v.weight or 0 for v in weights(base, more)) > max(v.weight or 0 for v in weights(base, less))


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("Let the saying of the miller never be out of thy mind.", "Always remember the saying of the miller."),
        ("Let the counsel of thy mother never be out of thy heart.", "Always keep the counsel of thy mother."),
        ("He took the letter not without fear.", "He took the letter with fear."),
    ],
)
def test_a_denial_of_a_denial_says_the_same_as_neither(base: str, other: str) -> None:
    assert not [v for v in weights(base, other) if v.grade == "substantive"]


def test_weights_order_readings_as_an_editor_does_whose_text_was_not_trained_on(shared: Callable[[str], Path]) -> None:
    """The divergences of words in ../shared/gold/readings_*.json: average precision of those that the editor found significant."""
    found: list[tuple[float, bool]] = []
    for name in ("readings_1944-08-09.json", "readings_quotations.json"):
        gold = json.loads((shared("gold") / name).read_text(encoding="utf-8"))
        for passage in gold["beads"] if "beads" in gold else gold:
            for divergence in passage.get("divergences", passage.get("records")):
                # 0: a quoter's cut.
                if divergence["significance"] and divergence["type"] not in ("punctuation", "spelling", "register"):
                    kind, _, weight = judged(divergence["ss"], divergence["ag"], ENGLISH)
                    if kind not in ACCIDENTAL_TYPES:
                        found.append((weight or 0.0, divergence["significance"] > 1))
    ranked = [significant for _, significant in sorted(found, key=lambda pair: -pair[0])]
    precisions = [sum(ranked[: place + 1]) / (place + 1) for place, significant in enumerate(ranked) if significant]
    # In any order it would be about the share of the significant, .37.
    assert sum(ranked) / len(ranked) < 0.4
    assert sum(precisions) / len(precisions) > 0.55


def test_without_words_of_sense_nothing_is_weighed() -> None:
    found = weights("Viu três barcos.", "Viu quatro barcos.", "pt")
    assert [(v.type, v.weight) for v in found] == [("lexical", None)]


@pytest.mark.parametrize(
    ("tag", "base", "other"),
    [
        ("en", "The door is not open.", "The door is open."),
        ("fr", "La porte n’est pas ouverte.", "La porte est ouverte."),
        ("de", "Die Tür ist nicht offen.", "Die Tür ist offen."),
        ("es", "La puerta no está abierta.", "La puerta está abierta."),
        ("it", "La porta non è aperta.", "La porta è aperta."),
        ("en", "All the boats came home.", "Some of the boats came home."),
        ("fr", "Tous les bateaux rentrèrent.", "Quelques bateaux rentrèrent."),
        ("de", "Alle Boote kehrten heim.", "Einige Boote kehrten heim."),
        ("es", "Todos los barcos llegaron.", "Algunos barcos llegaron."),
        ("it", "Tutte le barche tornarono.", "Alcune barche tornarono."),
        ("en", "The keeper must leave.", "The keeper may leave."),
        ("fr", "Le gardien doit partir.", "Le gardien peut partir."),
        ("de", "Der Wärter muß gehen.", "Der Wärter darf gehen."),
        ("es", "El guarda debe partir.", "El guarda puede partir."),
        ("it", "Il guardiano deve partire.", "Il guardiano può partire."),
        ("en", "The bell always rang at dusk.", "The bell sometimes rang at dusk."),
        ("fr", "La cloche sonnait toujours le soir.", "La cloche sonnait parfois le soir."),
        ("de", "Die Glocke klang immer am Abend.", "Die Glocke klang manchmal am Abend."),
        ("es", "La campana sonaba siempre al anochecer.", "La campana sonaba a veces al anochecer."),
        ("it", "La campana suonava sempre di sera.", "La campana suonava talvolta di sera."),
        ("fr", "Il vit trois bateaux.", "Il vit quatre bateaux."),
        ("de", "Er sah drei Boote.", "Er sah vier Boote."),
    ],
)
def test_who_denies_or_counts_otherwise_says_something_else(tag: str, base: str, other: str) -> None:
    assert "substantive" in {v.grade for v in weights(base, other, tag)}


@pytest.mark.parametrize(
    ("tag", "base", "other"),
    [
        ("fr", "Rien ne l’arrêta ce soir.", "Il ne fut arrêté par rien ce soir."),
        ("fr", "Il partit avant qu’elle ne vînt.", "Il partit avant qu’elle vînt."),
        ("es", "No vino nadie a la casa.", "Nadie vino a la casa."),
        ("it", "Non venne nessuno alla casa.", "Nessuno venne alla casa."),
    ],
)
def test_a_particle_says_no_once_or_not_at_all(tag: str, base: str, other: str) -> None:
    assert "substantive" not in {v.grade for v in weights(base, other, tag)}


def test_weights_are_small_and_the_same_model_has_the_same_bytes(tmp_path: Path) -> None:
    assert resources.files(weight_model.__package__).joinpath("weights.npz").stat().st_size < 100_000  # type: ignore[attr-defined]
    for name in ("one.npz", "two.npz"):
        save(own_weights(), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    table = np.ones((2, len(own_weights().names)))
    assert np.array_equal(load(tmp_path / "one.npz").of_table(table), own_weights().of_table(table))


def test_a_date_in_another_order_is_no_other_fact() -> None:
    found = weights("The ship sailed on May 17 from Naxos.", "The ship sailed on the 17th of May from Naxos.")
    assert [(variant.type, variant.grade) for variant in found] == [("syntactic", "stylistic")]
