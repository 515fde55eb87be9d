"""What recurs between two texts of an entry, on sentences made up for it: which word answers which is said by hand."""

from __future__ import annotations

from collections import Counter

from edition.collation.entry_habits import entry_habits
from edition.collation.reading_evidence import LinkedBead
from edition.language.languages import language_of_tag
from edition.model import Alignment, Bead, Entry, EntryHabits, InlineRange, Paragraph, RunningText, Variant
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")


def text_of(*sentences: str, stressed: str = "") -> RunningText:
    words = " ".join(sentences)
    at = words.find(stressed) if stressed else -1
    looks = (InlineRange(at, at + len(stressed), "italic"),) if at >= 0 else ()
    return running_text(Entry("1", None, "", None, None, (Paragraph(words, looks=looks),)))


def habits(base: RunningText, other: RunningText, *beads: tuple[str, str], answers: str = "", free: bool = False) -> EntryHabits:
    """What recurs between two texts. `beads`: the passages that answer, "" for none. Words that are the same answer one another, as
    do those of `answers`: "lamp=light port=harbour".
    """
    made, linked, at = [], [], [0, 0]
    pairs = [tuple(pair.split("=")) for pair in answers.split()]
    for passages in beads:
        places: list[tuple[int, int] | None] = []
        for side, (text, passage) in enumerate(zip((base, other), passages, strict=True)):
            start = text.text.index(passage, at[side])
            end = min(start + len(passage) + 1, len(text.text))
            places.append((start, end) if passage else None)
            at[side] = end if passage else at[side]
        made.append(Bead(places[0], places[1], 1.0, free=free))
        if all(passages):
            one, two = (ENGLISH.tokens(text.text, *place) for text, place in zip((base, other), places, strict=True) if place)
            equal = {(i, j): 1.0 for i, a in enumerate(one) for j, b in enumerate(two) if a.n == b.n or (a.n, b.n) in pairs}
            linked.append(LinkedBead(one, two, equal))
    return entry_habits((base, other), Alignment(tuple(made)), linked, _alone(made), ENGLISH)


def _alone(beads: list[Bead]) -> list[Variant]:
    """The variants that beads of one text alone make."""
    found, at = [], [0, 0]
    for bead in beads:
        at = [place[1] if place else end for place, end in zip((bead.base, bead.other), at, strict=True)]
        if bead.base and not bead.other:
            found.append(Variant(bead.base, (at[1], at[1]), "omission", "stylistic"))
        elif bead.other and not bead.base:
            found.append(Variant((at[0], at[0]), bead.other, "addition", "stylistic"))
    return found


def told(base: str, other: str, answers: str = "") -> tuple[Counter[str], Counter[str], tuple[tuple[str, str, str], ...]]:
    """What is counted of two sentences that answer one another, and the examples of the first."""
    found = habits(text_of(base), text_of(other), (base, other), answers=answers)
    return Counter(found.sides[0].counts), Counter(found.sides[1].counts), found.sides[0].examples


def test_each_content_word_has_the_content_word_that_answers_it_or_none() -> None:
    base, other = text_of("The old pilot lit the lamp."), text_of("The pilot kindled the light.")
    found = habits(base, other, ("The old pilot lit the lamp.", "The pilot kindled the light."), answers="lamp=light lit=kindled")
    assert found.pairs == (("lamp", "light", 1), ("lit", "kindled", 1), ("old", "", 1), ("pilot", "pilot", 1))
    assert [side.counts["alone"] for side in found.sides] == [1, 0]


def test_a_possessive_and_signs_that_nobody_sees_are_no_part_of_a_word() -> None:
    sentence = "The pilot’s la\u00admp\u2060 shone."
    assert [word for word, *_ in habits(text_of(sentence), text_of(sentence), (sentence, sentence)).pairs] == [
        "lamp",
        "pilot",
        "shone",
    ]


def test_in_a_free_bead_no_word_answers_another() -> None:
    base, other = text_of("The pilot lit the lamp."), text_of("The pilot went home.")
    found = habits(base, other, ("The pilot lit the lamp.", "The pilot went home."), free=True)
    assert found.pairs == ()
    assert [side.counts["words"] for side in found.sides] == [5, 4]
    assert "alone" not in found.sides[0].counts


def test_a_name_for_a_pronoun_is_told_where_the_words_about_it_answer() -> None:
    one, two, examples = told("Then we saw Pilar at the gate.", "Then we saw her at the gate.")
    assert (one["named"], two["named"]) == (1, 0)
    assert ("named", "Pilar", "her") in examples


def test_a_name_for_another_name_is_none() -> None:
    assert told("Then we saw Pilar at the gate.", "Then we saw Maria at the gate.", "pilar=maria")[0]["named"] == 0


def test_numbers_are_told_by_their_value() -> None:
    one, two, examples = told("They had six-and-twenty boats and two oars.", "They had 26 boats and three oars.", "two=three")
    assert (one["quantities"], two["quantities"]) == (1, 1)
    assert ("quantities", "two", "three") in examples


def test_contractions_are_told_and_possessives_are_not() -> None:
    one, two, _ = told("He didn't mend the pilot's sail; one's own will do.", "He did not mend the sail of the pilot.")
    assert (one["contractions"], two["contractions"]) == (1, 0)


def test_an_elision_that_is_the_rule_is_no_contraction() -> None:
    french = language_of_tag("fr")
    text = running_text(Entry("1", None, "", None, None, (Paragraph("L’ami qu’il attendait n’est pas venu aujourd’hui."),)))
    assert entry_habits((text, text), Alignment(()), [], [], french).sides[0].counts.get("contractions", 0) == 0


def test_older_forms_are_told() -> None:
    one, two, _ = told("Thou hast a lamp, and he cometh thither.", "You have a lamp, and he comes there. Beneath it are teeth.")
    assert (one["older"], two["older"]) == (4, 0)


def test_sentences_joined_are_told_of_the_text_that_joins_them() -> None:
    one, two, examples = told("The wind rose; we went below.", "The wind rose. We went below.")
    assert (one["joined"], two["joined"]) == (1, 0)
    assert (one["sentences"], two["sentences"]) == (1, 2)
    assert examples == (("joined", "The wind rose; we went below.", "The wind rose. We went below."),)


def test_of_a_long_passage_the_place_is_shown_where_the_other_begins_a_sentence() -> None:
    before, after = (
        "The wind had risen in the night and the old pilot was afraid",
        "went below to wait for the dawn with a lamp and a book",
    )
    *_, examples = told(f"{before}; we {after}.", f"{before}. We {after}.")
    shown = "the old pilot was afraid; we went below to wait for", "the old pilot was afraid. We went below to wait for"
    assert examples == (("joined", *shown),)


def test_a_passage_that_one_text_has_alone_is_told_once_however_many_sentences_it_has() -> None:
    base = text_of("The wind rose.", "Nobody slept.", "We ate bread.", "At dawn it fell.")
    other = text_of("The wind rose.", "At dawn it fell.")
    same = [("The wind rose.", "The wind rose."), ("At dawn it fell.", "At dawn it fell.")]
    found = habits(base, other, same[0], ("Nobody slept.", ""), ("We ate bread.", ""), same[1])
    assert (found.sides[0].counts["passages"], found.sides[0].counts["passage-words"]) == (1, 5)
    assert ("passages", "Nobody slept. We ate bread.", "") in found.sides[0].examples
    assert "passages" not in found.sides[1].counts
    few = habits(base, other, same[0], ("Nobody slept.", ""), same[1])
    assert "passages" not in few.sides[0].counts, "two words are no passage"


def test_stress_of_one_text_alone_is_told() -> None:
    sentence = "We heard the harbour bell."
    one, two = text_of(sentence, stressed="harbour bell"), text_of(sentence)
    apart = habits(one, two, (sentence, sentence)).sides
    assert (apart[0].counts["emphasis"], apart[0].counts["emphases"]) == (1, 1)
    together = habits(one, one, (sentence, sentence)).sides
    assert (together[0].counts["emphases"], "emphasis" in together[0].counts) == (1, False)


def test_base_and_other_may_change_places() -> None:
    sentences = "Pilar didn't sell the three lamps.", "She did not sell two lights."
    one, two = (text_of(sentence) for sentence in sentences)
    there = habits(one, two, sentences, answers="lamps=lights three=two")
    back = habits(two, one, sentences[::-1], answers="lights=lamps two=three")
    assert there.sides == back.sides[::-1]
