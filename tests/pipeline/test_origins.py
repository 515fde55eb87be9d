"""From each bead of an edition to the places of its sources, and from each quotation of a review back to its entry.

`tests/books/test_links_to_sources.py` follows the links of the built editions.
"""

from __future__ import annotations

from edition.decisions.entry_titles import end_heading
from edition.model import (
    Apparatus,
    Bead,
    CollatedWitness,
    Emendation,
    Entry,
    Origin,
    Paragraph,
    Quotation,
    SharedBead,
    Stretch,
    Witness,
)
from edition.pipeline.origins import origins, quotation_keys
from edition.text.ids import paragraph_ids, quotation_ids, source_names
from edition.text.running_text import running_text


def entry(*paragraphs: str, emendations: tuple[Emendation, ...] = ()) -> Entry:
    return Entry("1931-05-03", "1931-05-03", "3 May 1931.", None, None, tuple(map(Paragraph, paragraphs)), emendations=emendations)


def test_a_bead_comes_from_the_paragraphs_that_hold_its_sentences() -> None:
    base, other = entry("It rained.", "It snowed."), entry("There was rain, and there was snow.")
    text = running_text(base)
    _head, first, second = text.blocks
    start = running_text(other).body
    beads = (
        Bead((first.start, first.end), (start, start + 16), 0.5),
        Bead((second.start, second.end), (start + 16, start + 35), 0.5),
    )
    merged = Apparatus(
        "1931-05-03",
        "1931-05-03",
        "A",
        text,
        beads=(SharedBead(first.start, first.end, 0.5, "b1"), SharedBead(second.start, second.end, 0.5, "b2")),
    )
    full = [CollatedWitness("B", (Stretch(0, len(text.text), running_text(other), ()),), beads)]
    rain, snow = paragraph_ids(base)
    (both,) = paragraph_ids(other)
    assert origins(merged, {"A": base, "B": other}, full, [], {}) == (
        Origin("b1", "A", (rain,)),
        Origin("b1", "B", (both,)),
        Origin("b2", "A", (snow,)),
        Origin("b2", "B", (both,)),
    )


def test_an_emendation_before_it_moves_no_paragraph_to_another() -> None:
    as_read = entry("It rained and rained and rained.", "It snowed.")
    at = running_text(as_read).text.index(" and rained and rained")
    emended = entry(
        "It rained and rained and rained.",
        "It snowed.",
        emendations=(Emendation(at, at + 22, " and rained and rained", "", "print"),),
    )
    text = running_text(emended)
    second = text.blocks[-1]
    merged = Apparatus("1931-05-03", "1931-05-03", "A", text, beads=(SharedBead(second.start, second.end, 0.5, "b"),))
    assert origins(merged, {"A": emended}, [], [], {}) == (Origin("b", "A", paragraph_ids(as_read)[1:]),)


def test_an_entry_that_only_one_witness_has_comes_from_there_whole() -> None:
    only = entry("It rained.")
    quotation = Quotation("It rained", 10, 19, ())
    review = Witness("Ar", fragment_of="A", quotations=(quotation,))
    text = running_text(only)
    merged = Apparatus("1931-05-03", "1931-05-03", "A", text, links=(("Ar", quotation, (text.body, text.body + 9)),))
    assert origins(merged, {"A": only}, [], [], quotation_keys({"Ar": review})) == (
        Origin("", "A", ("e.1931-05-03",)),
        Origin("", "Ar", quotation_ids((quotation,))),
    )


def test_two_texts_of_one_name_have_two_documents() -> None:
    witnesses = [Witness("A", file="book.txt"), Witness("B", file="Book.html"), Witness("C", file="review.txt")]
    assert source_names(witnesses) == {"A": "book-A.xml", "B": "Book-B.xml", "C": "review.xml"}


def test_a_heading_that_a_decision_ends_elsewhere_leads_to_the_paragraph_as_read() -> None:
    read = entry("Rain again. It rained.", "It snowed.")
    decided = end_heading(read, running_text(read).text.index("It rained."))
    assert decided is not None
    text = running_text(decided)
    first = text.blocks[1]
    merged = Apparatus("1931-05-03", "1931-05-03", "A", text, beads=(SharedBead(first.start, first.end, 0.5, "b"),))
    assert origins(merged, {"A": read}, [], [], {}) == (Origin("b", "A", paragraph_ids(read)[:1]),)
