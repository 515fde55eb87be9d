"""The terms of an edition and the profiles of its translators, from what recurs in entries made up for it."""

from __future__ import annotations

from edition.collation.edition_habits import MOST, ComparedPair, profiles, terms
from edition.language.languages import language_of_tag
from edition.model import EntryHabits, ProfileExample, SideHabits, TermAnswer

ENGLISH = language_of_tag("en")
NONE = SideHabits({})


def entry(n: str, *pairs: tuple[str, str, int], sides: tuple[SideHabits, SideHabits] = (NONE, NONE)) -> ComparedPair:
    """An entry of A and B: its key, and the words of A with what answers them and how often."""
    return ComparedPair(n, "A", "B", ENGLISH, EntryHabits(pairs, sides))


def test_a_term_has_what_answers_it_and_what_does_so_elsewhere() -> None:
    [term] = terms([
        entry("1", ("ability", "vertue", 4), ("ability", "", 1)),
        entry("2", ("ability", "vertue", 2), ("ability", "valour", 1)),
        entry("3", ("ability", "", 1)),
    ])  # fmt: skip
    assert (term.siglum, term.other, term.word, term.answer) == ("A", "B", "ability", "vertue")
    assert (term.count, term.occurrences) == (6, 9)
    assert term.exceptions == (TermAnswer("valour", 1, ("2",)), TermAnswer("", 2, ("1", "3")))


def test_words_of_one_stem_are_one_in_their_commonest_form() -> None:
    [term] = terms([entry("1", ("lamp", "light", 3), ("Lamps", "lights", 2), ("lamps", "light", 1))])
    assert (term.word, term.answer, term.count, term.exceptions) == ("lamp", "light", 6, ())


def test_what_is_too_rare_to_be_a_habit_is_left_out() -> None:
    assert terms([entry("1", ("lamp", "light", 3))]) == ()
    # Four times of twenty is chance, or a word that many answer.
    assert terms([entry("1", ("lamp", "light", 4), ("lamp", "", 16))]) == ()
    assert len(terms([entry("1", ("lamp", "light", 4), ("lamp", "", 12))])) == 1


def test_the_same_word_is_a_term_where_another_answers_it_too() -> None:
    assert terms([entry("1", ("soul", "soul", 9))]) == ()
    assert terms([entry("1", ("soul", "soul", 9), ("soul", "mind", 1), ("soul", "", 5))]) == ()
    assert [term.answer for term in terms([entry("1", ("soul", "soul", 9), ("soul", "mind", 2))])] == ["soul"]
    # Two forms of one word are no two words.
    assert terms([entry("1", ("say", "say", 9), ("say", "said", 3))]) == ()


def test_other_words_go_before_the_same_and_what_is_frequent_goes_first() -> None:
    found = terms([entry("1", ("soul", "soul", 30), ("soul", "mind", 2), ("port", "harbour", 5), ("lamp", "light", 9))])
    assert [term.word for term in found] == ["lamp", "port", "soul"]


def test_the_number_of_terms_is_bounded() -> None:
    letters = "bcdfghjklmnp"
    words = [f"{a}a{b}o{c}k" for a in letters for b in letters for c in letters][: MOST + 50]
    assert len(terms([entry("1", *((word, f"z{word}", 4) for word in words))])) == MOST


def test_a_profile_sums_what_its_entries_have_and_tells_what_there_is_none_of() -> None:
    first = SideHabits({"words": 10, "numbers": 2, "quantities": 1}, (("quantities", "two", "three"),))
    second = SideHabits({"words": 5, "contractions": 1}, (("contractions", "don't", ""),))
    one, two = profiles([entry("1", sides=(first, NONE)), entry("2", sides=(second, NONE))])
    assert (one.siglum, one.other, two.siglum, two.other) == ("A", "B", "B", "A")
    assert [one.counts[feature] for feature in ("words", "numbers", "quantities", "contractions", "joined")] == [15, 2, 1, 1, 0]
    assert one.examples == {
        "contractions": (ProfileExample("2", "don't"),),
        "quantities": (ProfileExample("1", "two", "three"),),
    }


def test_the_longest_passages_are_shown_and_nothing_twice() -> None:
    texts = ["Short.", "A somewhat longer one.", "Short.", "One.", "Two.", "Three words here.", "Four."]
    side = SideHabits({"passages": len(texts)}, tuple(("passages", text, "") for text in texts))
    shown = [place.words for place in profiles([entry("1", sides=(side, NONE))])[0].examples["passages"]]
    assert shown[:3] == ["A somewhat longer one.", "Three words here.", "Short."]
    assert len(shown) == len(set(shown)) == 5


def test_the_first_places_are_shown_in_the_order_of_the_text() -> None:
    first = SideHabits({"older": 2}, (("older", "thou", ""), ("older", "hast", "")))
    second = SideHabits({"older": 2}, (("older", "Thou", ""), ("older", "unto", "")))
    [one, _] = profiles([entry("1", sides=(first, NONE)), entry("2", sides=(second, NONE))])
    assert [(place.entry, place.words) for place in one.examples["older"]] == [("1", "thou"), ("1", "hast"), ("2", "unto")]


def test_nothing_is_told_of_older_forms_in_a_language_that_has_no_list_of_them() -> None:
    pair = ComparedPair("1", "A", "B", language_of_tag("it"), EntryHabits((), (NONE, NONE)))
    assert "older" not in profiles([pair])[0].counts
