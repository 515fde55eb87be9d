"""A table of irregular words in, which word each form is one of out."""

from __future__ import annotations

import pytest

from edition.language.irregular_forms import irregular_forms_of
from edition.language.languages import language_of_tag
from edition.language.word_forms import plain


def test_a_hyphen_stands_before_each_ending_and_a_prefix_before_any_form() -> None:
    forms = irregular_forms_of(
        {"forms": ["sehen sieh-t-st gesehen", "gut besser"], "prefixes": "an ver", "participle": "ge"}, plain
    )
    found = {
        form: forms.word_of(form) for form in ("siehst", "sieh", "ansieht", "angesehen", "versehen", "besser", "Haus", "anders")
    }
    assert found == {
        "siehst": "sehen",
        "sieh": "sieh",
        "ansieht": "ansehen",
        "angesehen": "ansehen",
        "versehen": "versehen",
        "besser": "gut",
        "Haus": "Haus",
        "anders": "anders",
    }


def test_a_form_of_two_words_is_one_of_the_first() -> None:
    assert irregular_forms_of({"forms": ["voir vis", "vivre vis"]}, plain).word_of("vis") == "voir"


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("fr", "vit", "voyait"),
        ("fr", "revenu", "reviendra"),
        ("fr", "prit", "prenait"),
        ("de", "sprach", "gesprochen"),
        ("de", "versprach", "verspricht"),
        ("de", "gieng", "gehen"),
        ("es", "dijo", "decía"),
        ("es", "díjole", "dice"),
        ("es", "hubo", "hubo"),
        ("it", "disse", "dicono"),
        ("it", "rispose", "rispondeva"),
        ("it", "vedendola", "vide"),
    ],
)
def test_two_forms_of_one_verb_have_one_stem(tag: str, one: str, two: str) -> None:
    language = language_of_tag(tag)
    assert language.stem(language.fold(one)) == language.stem(language.fold(two))


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("fr", "vie", "vit"),
        ("de", "Sprache", "sprechen"),
        ("es", "envió", "vio"),
        ("it", "dono", "dire"),
        ("es", "ángeles", "ange"),
    ],
)
def test_other_words_have_their_own(tag: str, one: str, two: str) -> None:
    language = language_of_tag(tag)
    assert language.stem(language.fold(one)) != language.stem(language.fold(two))
