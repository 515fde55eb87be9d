"""A quotation and the text that it quotes, the quoter's errors out: words by a letter or two from their answer that no text has."""

from __future__ import annotations

import pytest

from edition.collation import against
from edition.collation.misquoted import slips, with_quoters_errors
from edition.language.languages import language_of_tag
from edition.model import Piece, RunningText, Supplied, Variant

ENGLISH = language_of_tag("en")
TEXT = "The landlord counted the plates twice and wrote the sum on the door with a piece of chalk, before the morning came."


def collated(quoted: str, strange: set[str], supplied: tuple[Supplied, ...] = ()) -> list[tuple[str, str, Variant]]:
    """The readings of a quotation of the text: what stands there, what the quoter has, and the variant."""
    base = RunningText(TEXT, (), (), (), ())
    _, text, variants = against(base, Piece(quoted, 0, len(quoted), supplied), (0, len(TEXT)), ENGLISH)
    found = with_quoters_errors(variants, base, text, strange, ENGLISH)
    return [(TEXT[slice(*variant.base)], text.text[slice(*variant.other)], variant) for variant in found]


@pytest.mark.parametrize("quoted", ["landlrod", "landlrd", "lanldlord"])
def test_a_slip_is_the_quoters(quoted: str) -> None:
    [(lemma, reading, variant)] = collated(TEXT.replace("landlord", quoted), {quoted})
    assert (lemma, reading) == ("landlord", quoted)
    assert (variant.cause, variant.type, variant.grade, variant.weight) == ("quotation", "orthographic", "accidental", 0.0)


@pytest.mark.parametrize(
    ("word", "quoted", "strange"),
    [
        ("plates", "places", True),  # a word of the language: the translator may have written it
        ("landlord", "landlrod", False),  # another text has it too
        ("landlord", "publican", True),  # another word
        ("sum", "smu", True),  # too short to tell
        ("landlord", "Landlrod", True),  # a name, for all one can see
        ("chalk", "chalck", False),
    ],
)
def test_what_may_be_the_translators_is_a_reading(word: str, quoted: str, strange: bool) -> None:
    found = collated(TEXT.replace(word, quoted), {quoted.casefold()} if strange else set())
    assert found
    assert not any(variant.cause for _, _, variant in found)


def test_words_in_the_quoters_brackets_are_no_errors() -> None:
    at = TEXT.index("landlord")
    found = collated(TEXT.replace("landlord", "landlrod"), {"landlrod"}, (Supplied(at, at + 8),))
    assert found
    assert not any(variant.cause for _, _, variant in found)


def test_against_the_translation_itself() -> None:
    quoted = TEXT.replace("plates", "platse").replace("chalk", "paint").replace("came", "comes")
    assert slips(TEXT, (0, len(TEXT)), quoted, {"platse", "paint"}, ENGLISH) == [("plates", "platse")]
    assert slips(TEXT, (0, len(TEXT)), TEXT, set(), ENGLISH) == []
