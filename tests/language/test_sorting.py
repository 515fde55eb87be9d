"""Names in, the order in which a language lists them and the form they have there out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.language.sorting import inverted, is_inversion, letter_of, sort_key

TITLES = frozenset().union(*(language_of_tag(tag).names.titles for tag in tags()))


def in_order(*names: str, tag: str = "en", titled: bool = False) -> list[str]:
    words = language_of_tag(tag).names
    return sorted(names, key=lambda name: sort_key(name, words, words.articles if titled else frozenset()))


@pytest.mark.parametrize(
    "names",
    [
        ["Charles I", "Éluard, Émile", "Hitch, Olga", "Pavel, Benoit", "Péret, Anna", "Puni, Zeno"],
        ["Lévi, Ada", "Lunn, Bo", "Œrsted, Cy", "Öst, Di", "Ott, Ed", "Ötvös, Flo"],
        ["de Sade", "Dea", "D’Eon", "Desmond"],  # word by word; an apostrophe parts no word
        ["Holm", "Holm, Ada", "Holm, Zoe", "Holm Brothers", "Holme"],  # what stands before the comma counts first
        ["Henry V", "Henry IX", "Henry XIV", "Henry Morgan"],
        ["7th Street", "12th Street", "Street"],
        ["Peret", "Péret"],  # letters before accents
        ["Sand", "sand"],
    ],
)
def test_names_are_sorted_by_letters_then_accents(names: list[str]) -> None:
    assert in_order(*reversed(names)) == names


def test_a_letter_of_its_own_stands_after_the_one_it_follows() -> None:
    assert in_order("Ñandú", "Nube", "Nadal", "Oro", tag="es") == ["Nadal", "Nube", "Ñandú", "Oro"]
    assert in_order("Ñandú", "Nube", "Nadal", "Oro", tag="en") == ["Nadal", "Ñandú", "Nube", "Oro"]
    letters = [letter_of(sort_key(name, language_of_tag("es").names)) for name in ("Ñandú", "Nube", "éter", "7")]
    assert letters[0] != letters[1]
    assert letters[2:] == ["e", ""]


def test_titles_are_not_sorted_by_their_article() -> None:
    assert in_order("The Lower Reader", "Lamp", "A Mast", "The", titled=True) == ["Lamp", "The Lower Reader", "A Mast", "The"]
    assert in_order("Les Rues", "Le Phare", "L’Oiseau", "Mer", tag="fr", titled=True) == ["Mer", "L’Oiseau", "Le Phare", "Les Rues"]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Benoit Péret", "Péret, Benoit"),
        ("Theodor W. Kern", "Kern, Theodor W."),
        ("J. B. S. Hall", "Hall, J. B. S."),
        ("Anna Marie Lind", "Lind, Anna Marie"),
        ("Jean-Paul O’Brien", "O’Brien, Jean-Paul"),
    ],
)
def test_a_person_is_listed_by_surname(name: str, listed: str) -> None:
    assert inverted(name, TITLES, "en") == listed


@pytest.mark.parametrize(
    "name",
    [
        "Zephirin",
        "Charles I",
        "Louis XIV",
        "Charles the Bald",
        "Marquis de Vane",
        "Narcís Molins i Fabra",
        "Ludwig van Holm",
        "Jean d’Arles",
        "Monsieur Fauvel",
        "Mme Fauvel",
        "Dr. Ida Lind",
        "Queen Maud",
        "Péret, Benoit",
        "Ida Lind (Wells)",
        "Martin Hall Jr.",
        "Ida Lind 2",
        "",
    ],
)
def test_a_name_stays_where_its_last_word_may_be_no_surname(name: str) -> None:
    assert inverted(name, TITLES, "en") == name


def test_a_name_stays_where_its_language_puts_surnames_first_or_has_two() -> None:
    assert inverted("Bart Bela", TITLES, "hu") == "Bart Bela"
    assert inverted("Fede Gar Lor", TITLES, "es") == "Fede Gar Lor"
    assert inverted("Fede Lor", TITLES, "es-AR") == "Lor, Fede"


def test_a_sort_key_that_is_the_name_in_another_order_can_be_printed() -> None:
    assert is_inversion("Vane, Marquis de", "Marquis de Vane")
    assert not is_inversion("vane1", "Marquis de Vane")
    assert not is_inversion("Vane, M.", "Marquis de Vane")


@given(st.text(), st.text())
def test_any_two_names_can_be_put_in_order_and_only_one_name_is_equal_to_itself(one: str, other: str) -> None:
    words = language_of_tag("es").names
    assert (sort_key(one, words) == sort_key(other, words)) == (one == other)
    assert (sort_key(one, words) < sort_key(other, words)) != (sort_key(one, words) >= sort_key(other, words))
    assert sorted(inverted(one, TITLES, "en").replace(",", " ").split()) == sorted(one.replace(",", " ").split())
