"""Rules of decisions.toml: what the editor says once of like readings holds wherever they stand, and where he says not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.decisions import read_decisions
from edition.decisions.rule_form import RULE_KINDS, ReadingRule, RuleException
from edition.decisions.rule_matches import ComparedSides
from edition.errors import TextError
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import Variant
from edition.pipeline import steps
from edition.storage.cache import Cache
from edition.tei.encoding.document import build
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.witness_text import check_read_back
from tests.decisions.test_answering_places import BODY, SCHEMA, WORDS, pair, project
from tests.examples import examples

ENGLISH = language_of_tag("en")
TEXTS = {
    "P": "12 April 1931\n\nA grey cat slept. The grey roof sang.\n\n13 April 1931\n\nThe grey dog came home. Nobody spoke of it.\n",
    "H": "12 April 1931\n\nA gray cat slept. The gray roof sang.\n\n13 April 1931\n\nThe gray dog came home. No one spoke of it.\n",
}
FORM = st.sampled_from(["", *WORDS])
GREY = {"pair": ("grey", "gray"), "difference": ""}


def rule(do: str = "silence", **more: object) -> ReadingRule:
    return ReadingRule(**{**GREY, "do": do, **more})  # type: ignore[arg-type]


def ruled(*decisions: object, texts: dict[str, str] = TEXTS) -> tuple[list[tuple[str, Variant]], Report]:
    """The readings that are grey against gray, each with the entry that it stands in, and what is told."""
    report = Report()
    raw = {siglum: text.encode() for siglum, text in texts.items()}
    found = steps.compare(project(*decisions, sigla=list(texts)), raw, report, Cache(None))  # type: ignore[arg-type]
    readings = [
        (entry.aligned.n, variant)
        for entry in found.entries
        for other in entry.others
        for stretch in other.stretches
        for variant in stretch.variants
        if entry.aligned.text.text[slice(*variant.base)] in ("grey", "gray")
    ]
    return readings, report


def silent(readings: list[tuple[str, Variant]]) -> list[str]:
    return [n for n, variant in readings if "silence" in variant.decided]


def test_a_rule_holds_wherever_the_pair_stands() -> None:
    readings, report = ruled(rule())
    assert silent(readings) == ["1931-04-12", "1931-04-12", "1931-04-13"]
    assert {variant.rules for _, variant in readings} == {("rule.1",)}
    assert [str(message) for message in report] == ["decisions.toml: I366 rules used: “grey” / “gray” (3 times)."]


def test_a_pair_is_meant_in_both_directions() -> None:
    readings, _ = ruled(rule(pair=("gray", "grey")))
    assert len(silent(readings)) == 3


def test_a_rule_can_hold_in_some_entries_alone() -> None:
    readings, _ = ruled(rule(entries=("1931-04-13",)))
    assert silent(readings) == ["1931-04-13"]


def test_a_rule_does_not_hold_where_the_editor_says_but() -> None:
    readings, report = ruled(rule(but=(RuleException("1931-04-12", "grey roof"), RuleException("1931-04-13"))))
    assert silent(readings) == ["1931-04-12"]
    assert [message.code for message in report] == ["I366"]
    # The words of the other text name the place as well.
    readings, _ = ruled(rule(but=(RuleException("1931-04-12", "gray roof"),)))
    assert silent(readings) == ["1931-04-12", "1931-04-13"]


def test_a_decision_on_one_place_wins_over_a_rule() -> None:
    single = pair("retype", ("grey cat", "gray cat"), type="lexical", grade="substantive")
    readings, report = ruled(single, rule("retype", type="syntactic", grade="stylistic"))
    assert [(variant.type, variant.grade) for _, variant in readings] == [
        ("lexical", "substantive"),
        ("syntactic", "stylistic"),
        ("syntactic", "stylistic"),
    ]
    assert [str(message.values.get("found_in", [""])[0]) for message in report if message.code == "I366"] == [  # type: ignore[index]
        "“grey” / “gray” (2 times)"
    ]


def test_of_two_rules_to_retype_a_reading_the_first_counts_and_the_other_is_told() -> None:
    first = rule("retype", type="lexical", grade="substantive")
    second = rule("retype", type="lexical", grade="stylistic", number=2)
    readings, report = ruled(first, second)
    assert {(variant.grade, variant.rules) for _, variant in readings} == {("substantive", ("rule.1",))}
    assert [message.code for message in report] == ["I366", "W363"]


def test_a_rule_or_an_exception_that_changes_nothing_is_told() -> None:
    _, report = ruled(
        rule(pair=("tin", "zinc")), rule(number=2, but=(RuleException("1931-04-12", "tin"), RuleException("1931-04-13")))
    )
    assert [message.code for message in report] == ["I366", "W363", "W364"]
    _, report = ruled(rule(pair=("nobody", "no one"), but=(RuleException("1931-04-12"),)))
    assert [message.code for message in report] == ["I366", "W365"]


@pytest.mark.parametrize("more", [{"entries": ("1931-04-21",)}, {"but": (RuleException("1931-04-21"),)}])
def test_an_entry_that_is_not_there_is_an_error(more: dict[str, object]) -> None:
    with pytest.raises(TextError, match="E354 P has no entry 1931-04-21"):
        ruled(rule(**more))


# --- Which readings a rule is on --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "base", "other", "is_on"),
    [
        (("grey", "gray"), "Grey", "gray", True),
        (("grey", "gray"), "grey sky", "gray heaven", False),
        (("grey", "gray"), "greyish", "grayish", False),
        (("for ever", "forever"), "forever", "for ever", True),
        (("don't", "do not"), "don’t", "do not", True),
        (("indeed", ""), "", "indeed ", True),
        (("indeed", ""), "", "indeed, ", False),
        (("-our-", "-or-"), "colours", "colors", True),
        (("-our-", "-or-"), "honor", "honour", True),
        (("-our", "-or"), "colours", "colors", False),
        (("-our", "-or"), "colour", "color", True),
        (("-our-", "-or-"), "four", "flour", False),
        (("-our-", "-or-"), "colour of honour", "color of honor", True),
        (("-our-", "-or-"), "colour of rain", "color of snow", False),
        (("-our-", "-or-"), "colour of honor", "color of honour", False),
    ],
)
def test_a_pair_is_all_the_words_of_a_reading(forms: tuple[str, str], base: str, other: str, is_on: bool) -> None:
    assert ComparedSides(base, other, "lexical", ENGLISH).is_on(rule(pair=forms)) is is_on


@pytest.mark.parametrize(
    ("base", "other", "type_", "kind"),
    [
        ("“Come", "‘Come", "punctuation", "quotation-marks"),
        ("“", "", "punctuation", "quotation-marks"),
        ("dog’s", "dog's", "orthographic", "quotation-marks"),
        ("dogs’", "dogs", "punctuation", "punctuation"),
        ("rain,", "rain;", "punctuation", "punctuation"),
        ("Rain", "rain", "orthographic", "capitals"),
        ("hôtel", "hotel", "orthographic", "accents"),
        ("to-day", "today", "orthographic", "hyphens"),
        ("any body", "anybody", "orthographic", "hyphens"),
        ("don't", "do not", "orthographic", "contractions"),
        ("3", "three", "lexical", "numerals"),
        ("4", "three", "lexical", ""),
        ("colour", "color", "orthographic", "spelling"),
        ("roof", "house", "lexical", ""),
    ],
)
def test_a_kind_is_the_only_difference_of_a_reading(base: str, other: str, type_: str, kind: str) -> None:
    found = {name for name in RULE_KINDS if ComparedSides(base, other, type_, ENGLISH).is_on(rule(pair=(), difference=name))}
    # Quotation marks are marks, and a mark more is one.
    assert found - ({"punctuation"} if kind == "quotation-marks" else set()) == ({kind} if kind else set())


# --- In the TEI -------------------------------------------------------------------------------------------------------------


def test_a_ruled_reading_points_to_its_rule_and_reads_back() -> None:
    decisions = rule(reason="A habit of H."), rule("retype", pair=("nobody", "no one"), grade="substantive", number=2)
    raw = {siglum: text.encode() for siglum, text in TEXTS.items()}
    edition = steps.compile_edition(project(*decisions), raw, Report(), Cache(None))  # type: ignore[arg-type]
    tree = etree.parse(io.BytesIO(build(edition)))
    assert SCHEMA.validate(tree), SCHEMA.error_log
    told = {
        category.get("{http://www.w3.org/XML/1998/namespace}id"): "".join(map(str, category.itertext())).strip()
        for category in tree.iterfind(".//{*}taxonomy[@{http://www.w3.org/XML/1998/namespace}id='rules']/{*}category")
    }
    assert told == {
        "rule.1": "Readings of “grey” against “gray”, or the other way round: not printed. A habit of H.",
        "rule.2": "Readings of “nobody” against “no one”, or the other way round: substantive.",
    }
    assert [rdg.get("ana") for rdg in tree.iterfind(".//{*}rdg[@ana]")] == ["#readings.silent #rule.1"] * 3 + ["#rule.2"]
    read = [
        (reading.text, reading.silent, reading.rules) for unit in variation_units(tree) for reading in unit if not reading.is_lemma
    ]
    assert read == [("gray", True, ("rule.1",))] * 3 + [("No one", False, ("rule.2",))]
    (retyped,) = [unit for unit in variation_units(tree) if unit.lemma == "Nobody"]
    assert (retyped.grade, {reading.grade for reading in retyped if not reading.is_lemma}) == ("substantive", {"substantive"})


# --- As the file has them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ('pair = ["grey", "gray"]\ndo = "silence"', []),
        ('kind = "hyphens"\ndo = "retype"\ngrade = "stylistic"\nentries = ["4"]', []),
        ('kind = "hyphens"\ndo = "silence"\nbut = [{ entry = "5", at = "to-day" }, { entry = "6" }]', []),
        ('do = "silence"', ["E361"]),
        ('pair = ["grey", "gray"]\nkind = "hyphens"\ndo = "silence"', ["E361"]),
        ('pair = ["grey", "grey"]\ndo = "silence"', ["E362"]),
        ('pair = ["grey"]\ndo = "silence"', ["E362"]),
        ('pair = ["grey", "gray"]\ndo = "retype"', ["E374"]),
        ('pair = ["grey", "gray"]\ndo = "retype"\ntype = "orthographic"\ngrade = "stylistic"', ["E392"]),
        ('pair = ["grey", "gray"]\ndo = "silence"\ngrade = "stylistic"', ["E008"]),
        ('pair = ["grey", "gray"]\ndo = "drop"', ["E011"]),
        ('kind = "commas"\ndo = "silence"', ["E011"]),
        ('pair = ["grey", "gray"]\ndo = "silence"\nbut = [{ at = "grey" }]', ["E009"]),
        ('pair = ["grey", "gray"]\ndo = "silence"\nbut = [{ entry = "4", at = "a b c d e f" }]', ["E350"]),
    ],
)  # fmt: skip
def test_the_form_of_a_rule(table: str, codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(f"[[rule]]\n{table}\n", encoding="utf-8")
    report = Report()
    decisions = read_decisions(path, report)
    assert [message.code for message in report] == codes
    assert len(decisions) == (not codes)


# --- No rule loses a character ----------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=examples(20))
@given(st.lists(BODY, min_size=2, max_size=3), st.lists(st.tuples(FORM, FORM, st.booleans()), min_size=1, max_size=4))
def test_any_set_of_rules_keeps_the_read_back_whole(bodies: list[str], said: list[tuple[str, str, bool]]) -> None:
    texts = {siglum: f"12 April 1931\n\n{body}\n".encode() for siglum, body in zip("PHM", bodies, strict=False)}
    kinds = [rule(pair=(), difference=kind, number=number) for number, kind in enumerate(RULE_KINDS, 1)]
    pairs = [
        rule("silence" if silent else "retype", pair=(one, two), grade="" if silent else "substantive", number=number)
        for number, (one, two, silent) in enumerate(said, len(kinds) + 1)
    ]
    report = Report()
    edition = steps.compile_edition(project(*kinds, *pairs, sigla=list(texts)), texts, report, Cache(None))  # type: ignore[arg-type]
    tree = etree.parse(io.BytesIO(build(edition)))
    assert SCHEMA.validate(tree), SCHEMA.error_log
    check_read_back(edition.witnesses, tree, report)
    assert not report.errors
    event(f"{sum(bool(reading.rules) for unit in variation_units(tree) for reading in unit)} readings with rules")
