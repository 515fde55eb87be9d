"""The two sides of a variant in, its type and grade out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.collation.classify import classify
from edition.collation.variants import opens
from edition.language.languages import language_of_tag
from edition.model import GRADES

ENGLISH = language_of_tag("en")


@pytest.mark.parametrize(
    ("base", "other", "kind", "grade"),
    [
        ("ship", "boat", "lexical", "stylistic"),
        ("a swift boat", "a fast ship", "lexical", "stylistic"),
        ("a quarrel", "a kitchen", "lexical", "substantive"),
        ("on", "in", "lexical", "stylistic"),
        ("was", "has been", "syntactic", "stylistic"),
        ("the", "a", "syntactic", "stylistic"),
        ("mending", "mended", "syntactic", "stylistic"),
        ("the mayor’s list", "the list of the mayor", "syntactic", "stylistic"),
        ("", "grey ", "addition", "stylistic"),
        ("", "grey and silent ", "addition", "substantive"),
        ("2,000 sailors", "two thousand sailors", "orthographic", "accidental"),
        ("100 boats", "a hundred boats", "orthographic", "accidental"),
        ("100 boats", "a hundred ships", "lexical", "stylistic"),
        ("17 May", "the seventeenth of May", "orthographic", "accidental"),
        ("May 17", "the 17th of May", "syntactic", "stylistic"),
        ("May the seventeenth", "17 May", "syntactic", "stylistic"),
        ("May 17", "the 18th of May", "lexical", "substantive"),
        ("Leo XII", "Leo the Twelfth", "orthographic", "accidental"),
        ("the hundred", "a hundred", "syntactic", "stylistic"),
        ("grey", "gray", "orthographic", "accidental"),
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
        ("any one", "anyone", "orthographic", "accidental"),
        ("snow-balling", "snowballing", "orthographic", "accidental"),
        ("unrecognisable", "unrecognizable", "orthographic", "accidental"),
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
    assert classify(base, other, ENGLISH) == (kind, grade)


@pytest.mark.parametrize(
    ("tag", "base", "other", "kind"),
    [
        ("fr", "de", "du", "syntactic"),
        ("fr", "notre", "le", "syntactic"),
        ("fr", "notre", "votre", "lexical"),
        ("fr", "dit-il", "il dit", "syntactic"),
        ("fr", "voyait", "vit", "syntactic"),
        ("fr", "roy", "roi", "orthographic"),
        ("de", "im Hause", "in dem Hause", "orthographic"),
        ("de", "zu", "zum", "syntactic"),
        ("de", "sprach", "spricht", "syntactic"),
        ("de", "Glük", "Glück", "orthographic"),
        ("es", "le dijo", "díjole", "syntactic"),
        ("es", "habia", "había", "orthographic"),
        ("it", "disse", "dice", "syntactic"),
        ("it", "a", "al", "syntactic"),
        ("it", "huomo", "uomo", "orthographic"),
    ],
)
def test_types_in_other_languages(tag: str, base: str, other: str, kind: str) -> None:
    assert classify(base, other, language_of_tag(tag))[0] == kind


def test_a_capital_that_opens_a_sentence_is_no_name() -> None:
    assert classify("Slowly", "Gently", ENGLISH, (True, True)) == ("lexical", "stylistic")
    assert classify("Ferrand", "Gently", ENGLISH, (False, True)) == ("lexical", "substantive")


def test_grades_agree_with_an_editors(shared: Callable[[str], Path]) -> None:
    """The divergences of ../shared/gold: 1 is stylistic, 2 and 3 substantive; marks, spellings and contractions accidental."""
    pairs: Counter[tuple[str, str]] = Counter()
    for name in ("readings_1944-08-09.json", "readings_quotations.json"):
        gold = json.loads((shared("gold") / name).read_text(encoding="utf-8"))
        for passage in gold["beads"] if "beads" in gold else gold:
            for divergence in passage.get("divergences", passage.get("records")):
                # 0: a quoter's cut.
                if divergence["significance"]:
                    sides = [divergence[siglum] for siglum in ("ss", "ag")]
                    texts = [passage[siglum]["text"] for siglum in ("ss", "ag")]
                    first = [opens(text, max(0, text.find(side)), ENGLISH) for text, side in zip(texts, sides, strict=True)]
                    small = divergence["type"] in ("punctuation", "spelling", "register")
                    editors = "accidental" if small else "stylistic" if divergence["significance"] == 1 else "substantive"
                    pairs[editors, classify(*sides, ENGLISH, (first[0], first[1]))[1]] += 1
    total = pairs.total()
    observed = sum(count for (one, two), count in pairs.items() if one == two) / total
    editors_own, found = Counter(one for one, _ in pairs.elements()), Counter(two for _, two in pairs.elements())
    by_chance = sum(editors_own[grade] * found[grade] for grade in GRADES)
    kappa = (observed - by_chance / total**2) / (1 - by_chance / total**2)  # Cohen 1960
    assert total == 80
    assert observed > 0.77
    assert kappa > 0.6
