"""A review whose file was cut short or damaged, and texts made to be slow: places are found, or none, and nothing fails."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import readers
from edition.alignment.quotations import locate
from edition.errors import EditionError
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import Witness
from edition.pipeline.reviews import place_quotations
from edition.text.running_text import running_text
from tests.examples import examples

ENGLISH = language_of_tag("en")

SOURCES = Path(__file__).resolve().parent.parent.parent / "sources/specimen/witnesses"
REVIEW = (SOURCES / "lower-reader.txt").read_bytes()
TEXT = (SOURCES / "northing.txt").read_text(encoding="utf-8")
# What a review is read by, thrown into one at any place.
SCRAPS = [
    "“",
    "”",
    '"',
    "[",
    "]",
    "…",
    ". . .",
    "(p. 3)",
    "(p. 99999999999)",
    "\n\n",
    "> ",
    "\x00",
    "\ud800",
    "[1] ",
    "Photo:",
    "\u00ad\n",
]
scrap = st.sampled_from([*(scrap.encode("utf-8", "replace") for scrap in SCRAPS), b"\xff"])
damages = st.lists(st.tuples(st.integers(0, len(REVIEW)), scrap), max_size=8)
FULL = [
    readers.read_file(Witness(siglum, reader=reader, file=file), (SOURCES / file).read_bytes(), Report())
    for siglum, reader, file in (("K", "pdf-text", "northing.txt"), ("L", "web", "weathervane.txt"))
]
ENTRIES = [(entry.n, running_text(entry), ("L",)) for entry in FULL[0].entries]


@settings(deadline=None, max_examples=examples(40))
@given(end=st.integers(0, len(REVIEW)), damaged=damages)
def test_a_damaged_review(end: int, damaged: list[tuple[int, bytes]]) -> None:
    raw = REVIEW[:end]
    for at, more in damaged:
        raw = raw[:at] + more + raw[at:]
    report = Report()
    try:
        review = readers.read_file(Witness("R", reader="web", file="review.txt", fragment_of="L"), raw, report)
    except EditionError:
        return
    assert review.quotations or report.errors
    for hit in locate(review.quotations, [TEXT], ENGLISH):
        assert 0 <= hit.passage[0] < hit.passage[1] <= len(TEXT)
    places, fragments = place_quotations([*FULL, review], "K", ENTRIES, dict.fromkeys("KLR", ENGLISH), report)
    placed = {place.quotation.start for found in places.values() for place in found} | {q.start for _, q in fragments}
    told = sum(int(str(message.values["count"])) for message in report if message.code == "I251")
    assert len({quotation.start for quotation in review.quotations} - placed) == told


@pytest.mark.parametrize("words", [["rain"], ["the", "rain"], ["rain", "falls", "again"]])
def test_a_text_of_few_words_is_no_harder_than_another(words: list[str]) -> None:
    chance = random.Random(1)
    text = " ".join(chance.choice(words) for _ in range(20_000))
    review = f"He wrote: “{text[:30_000]}” And then: “{' '.join(words * 4)}”"
    quotations = readers.read_file(
        Witness("R", reader="web", file="r.txt", fragment_of="A"), review.encode("utf-8", "replace"), Report()
    ).quotations
    assert len(quotations) == 2
    locate(quotations, [text], ENGLISH)
