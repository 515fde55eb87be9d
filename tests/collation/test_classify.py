"""The two sides of a variant in, its type and grade out."""

from __future__ import annotations

import pytest

from edition.collation.classify import classify


@pytest.mark.parametrize(
    ("base", "other", "kind", "grade"),
    [
        ("carrying", "bearing", "lexical", "stylistic"),
        ("on", "in", "lexical", "stylistic"),
        ("was", "has been", "syntactic", "stylistic"),
        ("the", "a", "syntactic", "stylistic"),
        ("mending", "mended", "syntactic", "stylistic"),
        ("the mayor’s list", "the list of the mayor", "syntactic", "stylistic"),
        ("", "grey ", "addition", "stylistic"),
        ("grey ", "", "omission", "stylistic"),
        ("", "the grey Greek ferry ", "addition", "substantive"),
        ("in Patras ", "", "omission", "substantive"),
        ("forty", "fifty", "lexical", "substantive"),
        ("half a dozen", "a half-dozen", "lexical", "stylistic"),
        ("40", "50", "lexical", "substantive"),
        ("did sleep", "did not sleep", "syntactic", "substantive"),
        ("Ferrand", "Marchetti", "lexical", "substantive"),
        (",", ";", "punctuation", "accidental"),
        (". It", "; it", "punctuation", "accidental"),
        (".", "", "punctuation", "accidental"),
        ("colour", "color", "orthographic", "accidental"),
        ("recognised", "recognized", "orthographic", "accidental"),
        ("travelling", "traveling", "orthographic", "accidental"),
        ("half-hour", "half hour", "orthographic", "accidental"),
        ("It", "it", "orthographic", "accidental"),
        ("don’t", "do not", "orthographic", "accidental"),
        ("she’s", "she is", "orthographic", "accidental"),
        ("café", "cafe", "orthographic", "accidental"),
        ("Tchernov", "Chernov", "orthographic", "accidental"),
        ("Zhdanko", "Jdanko", "orthographic", "accidental"),
        ("widow’s", "widow is", "syntactic", "stylistic"),
    ],
)
def test_types_and_grades(base: str, other: str, kind: str, grade: str) -> None:
    assert classify(base, other) == (kind, grade)


def test_a_capital_that_opens_a_sentence_is_no_name() -> None:
    assert classify("Slowly", "Gently", (True, True)) == ("lexical", "stylistic")
    assert classify("Ferrand", "Gently", (False, True)) == ("lexical", "substantive")
