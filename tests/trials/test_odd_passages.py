"""Two passages that no translator wrote in, their readings out in bounded time: a very long sentence, a very long word."""

from __future__ import annotations

import random
import time

from edition.language.languages import language_of_tag
from edition.pipeline.two_texts import compare

ENGLISH = language_of_tag("en")
# Seconds of the processor; they take two and a tenth of one.
SENTENCE, WORD = 30, 5


def test_a_sentence_of_five_thousand_words_is_collated() -> None:
    chance = random.Random(16)
    starts, ends = "bcdfglmnprst", "lmnrst"
    base = [f"{chance.choice(starts)}a{chance.choice(ends)}{chance.randrange(90)}" for _ in range(5000)]
    other = [word if chance.random() < 0.6 else f"{word}x" for word in base]
    began = time.process_time()
    beads = compare(" ".join(base), " ".join(other), ENGLISH)
    assert time.process_time() - began < SENTENCE
    assert any(bead.readings for bead in beads)


def test_a_word_of_ten_thousand_letters_is_a_word_like_any_other() -> None:
    long = "ab" * 5000
    began = time.process_time()
    beads = compare(f"The {long} stood at the quay.", f"The {long}c lay at the quay.", ENGLISH)
    assert time.process_time() - began < WORD
    assert [reading.type for bead in beads for reading in bead.readings] == ["lexical"]
