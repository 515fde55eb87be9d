"""What is doubtful, what a person may answer, and what is written: a decision made by a key always finds its place again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from edition.decisions import PairDecision
from edition.decisions import doubts as doubting
from edition.decisions.doubts import Doubt, doubts
from edition.decisions.questions import answer, changes, keys, like, shown, title
from edition.decisions.writing import decision_table
from edition.language.languages import language_of_tag
from edition.model import Bead, CollatedWitness, Entry, Paragraph, Stretch, Variant
from edition.pipeline.steps import ComparedEdition
from edition.text.running_text import running_text
from tests.decisions.test_answering_places import BODY, DAY, compared
from tests.examples import examples

ENGLISH = language_of_tag("en")
# Two sentences each; the second pair hardly answers, and its score says so.
ENTRIES = {
    "P": Entry("1.1", None, "", None, None, (Paragraph("The old tin roof sang. It is economical."),)),
    "H": Entry("1.1", None, "", None, None, (Paragraph("The ancient metal roofing sang. Money is saved by it."),)),
}
TEXTS = {siglum: running_text(entry) for siglum, entry in ENTRIES.items()}
SANG = Bead((0, 23), (0, 32), 0.7)
MONEY = Bead((23, 40), (32, 53), 0.2)
ROOF = Variant((4, 16), (4, 25), "lexical", "stylistic")
ALL_ELSE = Variant((23, 40), (32, 53), "lexical", "stylistic")


def asked(*beads: Bead, variants: tuple[Variant, ...] = (), accepted: frozenset[str] = frozenset()) -> list[Doubt]:
    whole = Stretch(0, len(TEXTS["P"].text), TEXTS["H"], variants)
    return doubts([(ENTRIES, TEXTS["P"], [CollatedWitness("H", (whole,), beads)])], dict.fromkeys("PHM", ENGLISH), accepted)


@pytest.fixture
def all_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is not beyond doubt is asked about."""
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)


def test_a_sentence_that_nothing_answers_is_asked_about_before_readings_and_pairs_that_answer() -> None:
    lone, other = Bead((0, 23), None, 0.0), Bead(None, (0, 32), 0.0)
    found = asked(MONEY, lone, other, variants=(ROOF,))
    assert [(doubt.words(0).strip(), doubt.words(1).strip()) for doubt in found] == [
        ("The old tin roof sang.", ""),
        ("", "The ancient metal roofing sang."),
    ]
    # Of pairs with few words in common nearly all are right.
    assert asked(SANG) == asked(MONEY) == []


def test_little_is_sought_for_a_number_that_stands_alone() -> None:
    assert asked(Bead((0, 7), None, 0.0)) == []


@pytest.mark.usefixtures("all_asked")
def test_what_was_decided_or_accepted_is_not_asked_again() -> None:
    (doubt,) = asked(MONEY)
    assert asked(MONEY, accepted=frozenset({doubt.key})) == []
    assert asked(Bead(MONEY.base, MONEY.other, 0.2, decided=True)) == []


@pytest.mark.usefixtures("all_asked")
def test_the_weightier_of_two_readings_is_asked_about_first() -> None:
    light, heavy = (replace(variant, weight=weight) for variant, weight in ((ROOF, 0.1), (ALL_ELSE, 0.6)))
    found = [doubt.variant for doubt in asked(SANG, MONEY, variants=(light, heavy)) if doubt.variant]
    assert found == [heavy, light]


@pytest.mark.usefixtures("all_asked")
def test_a_question_on_a_sentence_settles_the_readings_in_it() -> None:
    assert [doubt.variant for doubt in asked(Bead(MONEY.base, None, 0.0), variants=(ALL_ELSE,))] == [None]
    assert [doubt.variant for doubt in asked(replace(MONEY, free=True), variants=(ALL_ELSE,))] == [None]


def test_an_accidental_or_decided_reading_is_beyond_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    kinds = (
        ROOF,
        Variant(ROOF.base, ROOF.other, "orthographic", "accidental"),
        Variant(ROOF.base, ROOF.other, "lexical", "stylistic", decided=("retype",)),
    )
    assert [len(asked(variants=(variant,))) for variant in kinds] == [1, 0, 0]


@pytest.mark.usefixtures("all_asked")
def test_the_words_in_question_are_shown_within_their_sentences() -> None:
    (doubt,) = asked(MONEY)
    assert title(doubt) == "1.1, P and H. Sentences that answer one another. Doubt 5 %."
    assert [(side.siglum, side.before, side.words, side.after) for side in shown(doubt)] == [
        ("P", "The old tin roof sang. ", "It is economical.", ""),
        ("H", "The ancient metal roofing sang. ", "Money is saved by it.", ""),
    ]


@pytest.mark.usefixtures("all_asked")
def test_a_key_becomes_a_decision_that_names_a_few_words() -> None:
    (doubt,) = asked(MONEY)
    assert list(keys(doubt)) == ["a", "u", "n", "q"]
    assert answer(doubt, "u") == PairDecision("unlink", "1.1", {"P": "It is economical.", "H": "Money is saved by it."})


def test_a_lone_sentence_is_linked_with_the_sentence_chosen() -> None:
    lone = asked(Bead((0, 23), None, 0.0), Bead(None, (0, 32), 0.0))[0]
    assert answer(lone, "1") == PairDecision("link", "1.1", {"P": "The old tin roof sang.", "H": "The ancient metal roofing sang."})


def test_a_split_begins_where_the_typed_words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    (doubt,) = asked(variants=(ROOF,))
    assert answer(doubt, "s", second=("tin", "metal")) == PairDecision("split", "1.1", {"P": "tin", "H": "metal"})
    assert answer(doubt, "s", second=("zinc", "metal")) is None


def test_after_a_merge_the_next_reading_is_not_asked_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    first, second = sorted(asked(variants=(ROOF, ALL_ELSE)), key=lambda doubt: doubt.ranges[0] or (0, 0))
    merge = answer(first, "m")
    assert merge is not None
    assert changes(merge, first, second)
    grade = answer(first, "3")
    assert grade is not None
    assert not changes(grade, first, second)


# --- Every key that is offered -----------------------------------------------------------------------------------------------


def of(found: ComparedEdition) -> list[Doubt]:
    return doubts(
        [(entry.aligned.entries, entry.aligned.text, entry.others) for entry in found.entries],
        dict.fromkeys("PHM", ENGLISH),
        frozenset(),
    )


@settings(deadline=None, max_examples=examples(20))
@given(st.lists(BODY, min_size=2, max_size=3), st.data())
def test_what_a_key_decides_is_used_by_the_next_build(bodies: list[str], data: st.DataObject) -> None:
    texts = {siglum: f"{DAY}\n\n{body}\n" for siglum, body in zip("PHM", bodies, strict=False)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubting, "DOUBTFUL", 0.0)
        waiting = of(compared(**texts)[0])
        if not waiting:
            return
        doubt = data.draw(st.sampled_from(waiting))
        offered = [key for key in keys(doubt) if key not in "anq"]
        if not offered:
            return
        key = data.draw(st.sampled_from(offered))
        second = tuple(data.draw(st.sampled_from(doubt.words(side).split() or [""])) for side in (0, 1))
        decision = answer(doubt, key, typed="lexical" if key == "t" else "So it is.", second=second)  # type: ignore[arg-type]
        event(f"{key}: {'decided' if decision else 'cannot be'}")
        if decision is None:
            return
        after, report = compared(decision, **texts)
        assert [message.code for message in report] == ["I366" if decision.kind == "rule" else "I381"]
        # Sentences of the same words are one question; a link may free another of them.
        left = [other.key for other in of(after)].count(doubt.key)
        assert decision.kind == "link" or left < [other.key for other in waiting].count(doubt.key)


# --- The same pair elsewhere ------------------------------------------------------------------------------------------------

ROOFS = "The tin roof sang. Nobody slept. The tin roof wept. Rain fell. A tin roof is loud."


def roofs() -> list[Doubt]:
    """What is asked of three sentences in which the two texts differ by one pair."""
    base = running_text(Entry("1.1", None, "", None, None, (Paragraph(ROOFS),)))
    other = running_text(Entry("1.1", None, "", None, None, (Paragraph(ROOFS.replace("tin", "zinc")),)))
    places = [(at, at + 3) for at in range(len(ROOFS)) if ROOFS.startswith("tin", at)]
    variants = tuple(
        Variant((start, end), (start + number, end + number + 1), "lexical", "stylistic" if number else "substantive")
        for number, (start, end) in enumerate(places)
    )
    entries = {
        siglum: Entry("1.1", None, "", None, None, (Paragraph(text.text),))
        for siglum, text in zip("PH", (base, other), strict=True)
    }
    return doubts(
        [(entries, base, [CollatedWitness("H", (Stretch(0, len(base.text), other, variants),))])],
        dict.fromkeys("PH", ENGLISH),
        frozenset(),
    )


def test_a_pair_that_stands_in_several_places_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    (doubt,) = roofs()
    assert like(doubt) == (
        "The same pair elsewhere: 2 lexical, stylistic.\n"
        "Stylistic in 1.1: roof sang. Nobody slept. The [tin] roof wept. Rain fell. A"
    )
    known = keys(doubt)
    assert known["a"] == "right as it is, and the 2 others like it"
    assert known["5"] == "stylistic, and the 2 others like it"


def test_one_key_writes_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    (doubt,) = roofs()
    rule = answer(doubt, "5")
    assert rule is not None
    assert decision_table(rule) == '[[rule]]\npair = ["tin", "zinc"]\ndo = "retype"\ngrade = "stylistic"\n'
    silence = answer(doubt, "e")
    assert silence is not None
    assert decision_table(silence) == '[[rule]]\npair = ["tin", "zinc"]\ndo = "silence"\n'


def test_a_key_that_would_change_none_of_them_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "DOUBTFUL", 0.0)
    (doubt,) = roofs()
    assert doubt.variant is not None
    alike = [other for other in (doubt, *doubt.like) if other.variant and other.variant.grade == "stylistic"]
    assert answer(replace(alike[0], like=tuple(alike[1:])), "5") is None
