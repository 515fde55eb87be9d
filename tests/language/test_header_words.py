"""What a header says of itself, in the language of the edition."""

from __future__ import annotations

from dataclasses import asdict
from string import Formatter

import pytest

from edition.language.languages import language_of_tag
from edition.model import Description, Edition, Witness
from edition.tei.encoding.header import header


@pytest.mark.parametrize("language", ["fr", "de", "es", "it"])
def test_each_language_says_all_of_it(language: str) -> None:
    english = asdict(language_of_tag("en").header)
    for key, said in asdict(language_of_tag(language).header).items():
        assert said != english[key], key
        assert _names(said) == _names(english[key]), key


def test_a_language_that_is_not_there_is_english() -> None:
    assert language_of_tag("la").header == language_of_tag("en-GB").header == language_of_tag("en").header
    assert language_of_tag("fr-CA").header == language_of_tag("fr").header


def test_a_french_header_is_french() -> None:
    witnesses = (
        Witness("A", title="Le Carnet", translators=("Anne Roy", "Luc Mas"), language="fr"),
        Witness("Ar", title="La Revue", fragment_of="A", language="fr"),
    )
    description = Description(name="carnet", title="Carnet", authors=("I. Holm",), editors=("J. Marsh",), language="fr", base="A")
    said = " ".join("".join(map(str, header(Edition(description, witnesses, ())).itertext())).split())
    for words in ("non publié", "Droits non précisés", "Le texte de base est A", "Anne Roy et Luc Mas", "A, d’après des citations"):
        assert words in said
    for words in ("not published", "Rights", "base text", "as quoted", "emendations"):
        assert words not in said


@pytest.mark.parametrize(
    ("kind", "n", "language", "head"),
    [
        ("book", "2", "en", "Book 2"),
        ("chapter", "1", "fr-CA", "Chapitre 1"),
        ("year", "1944", "en", "1944"),
        ("book", "2", "la", "2"),
    ],
)
def test_a_division_is_called_what_it_is(kind: str, n: str, language: str, head: str) -> None:
    assert language_of_tag(language).division_head(kind, n) == head


def _names(text: str) -> set[str]:
    """The braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}
