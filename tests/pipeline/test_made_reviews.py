"""Six small reviews of one book, each with what must come of it: readings of the translator, and what is the quoter's own."""

from __future__ import annotations

import pytest

from edition import readers
from edition.collation.merge import apparatus
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import VariationUnit, Witness
from edition.pipeline.reviews import place_quotations, stretches
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")
BASE = """3 May 1921. The ferryman, who had lost his dog in the flood and had not slept since Easter, came to the inn before dawn \
and asked for bread. We gave him what was left of the goose, a heel of cheese and the last of the cider.

He ate standing. The landlord, a careful man, counted the plates twice, wrote the sum on the door with a piece of chalk, and said \
that nobody in this valley had ever paid for a goose.

All day the carts went north over the bridge. The soldiers sang a slow song about a mill, though none of them could have said \
where the mill stood or who had ground his corn there.

In the evening the miller's widow brought us a lantern with green glass. I hung it over the ford, so that whoever crossed by night \
might think well of us.
"""
# The other translation as far as it lies before us: it lacks the entry, so that what the review quotes is collated with the base.
OTHER = "1 May 1921. I swept the yard."

REVIEWS = {
    # Cuts in mid-sentence, with brackets and without, one with the quoter's words beside the points: no words are left out.
    "cuts": (
        "We read that “The ferryman, who had lost his dog . . . came to the tavern before dawn and [. . .] asked for bread. We "
        "gave him what was left of the goose [… and cheese], and the last of the cider.”",
        [("inn", "tavern", "")],
        [],
    ),
    # A capital at the beginning and a stop before the closing mark are the quoter's.
    "capital and stop": (
        "Of the soldiers he says that “the carts went north across the bridge. The soldiers sang a slow song about a mill,” and of "
        "the host that “the landlord, a careful man, counted the plates twice, wrote the sum on the door with a bit of chalk.”",
        [("The", "the", "quotation"), ("piece", "bit", ""), (",", ".", "quotation"), ("over", "across", "")],
        [],
    ),
    # Words in brackets are told to be the quoter's by their own element.
    "brackets": (
        "He writes: “The landlord [of the inn], a careful man, counted the plates twice, wrote the sum on the gate with a piece of "
        "chalk, and said that nobody in this valley had ever paid for a goose.”",
        [("", " of the inn", ""), ("door", "gate", "")],
        [],
    ),
    # A misquotation is told, and no reading of the translator.
    "slip": (
        "He writes: “The landlrod, a careful man, counted the plates twice, wrote the sum on the gate with a piece of chalk.”",
        [("landlord", "landlrod", "quotation"), ("door", "gate", ""), (",", ".", "quotation")],
        ["W256"],
    ),
    # British marks, with double ones inside; and a song of two words between two long quotations.
    "British": (
        "The host ‘counted the plates twice, wrote the “sum” on the door with a piece of chalk’, and the troops have a ‘slow song’ "
        "before the widow ‘brought us a lantern with green glass. I hung it above the ford’.",
        [("", "“", ""), ("", "”", ""), ("over", "above", "")],
        [],
    ),
    # Guillemets.
    "guillemets": (
        "The author says: «In the evening the miller's widow brought us a lamp with green glass. I hung it over the ford»; and "
        "that is all.",
        [("lantern", "lamp", "")],
        [],
    ),
}


def made(review: str) -> tuple[list[VariationUnit], list[str], list[str]]:
    """The units of the entry, the words of the base at which each quotation stands, and the codes of the messages."""
    report = Report()
    full = [
        readers.read_file(Witness(siglum, reader="plain", file=f"{siglum}.txt"), text.encode(), Report())
        for siglum, text in (("A", BASE), ("B", OTHER))
    ]
    quoting = readers.read_file(Witness("R", reader="web", file="r.txt", fragment_of="B"), review.encode(), Report())
    [entry] = full[0].entries
    text = running_text(entry)
    languages = dict.fromkeys("ABR", ENGLISH)
    places, fragments = place_quotations([*full, quoting], "A", [(entry.n, text, ("B",))], languages, report)
    assert not fragments
    others = stretches(text, places.get(entry.n, ()), languages, report)
    found = apparatus(entry.n, None, "A", text, others, (), {"R": "B"})
    return list(found.units), [text.text[s.start : s.end] for other in others for s in other.stretches], [m.code for m in report]


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review(name: str) -> None:
    review, wanted, codes = REVIEWS[name]
    units, _, told = made(review)
    found = [
        (unit.readings[0].content.text, reading.content.text, reading.cause)
        for unit in units
        for reading in unit.readings[1:]
        if "R" in reading.sigla and (reading.content.text or unit.readings[0].content.text)
    ]
    assert found == wanted
    assert told == codes


def test_a_short_quotation_stands_between_two_long_ones() -> None:
    _, places, _ = made(REVIEWS["British"][0])
    assert "slow song" in places
