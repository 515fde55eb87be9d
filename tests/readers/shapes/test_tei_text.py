"""TEI as a source: heads, lists and notes as encoders write them."""

from __future__ import annotations

import pytest

from edition import readers
from edition.messages import Report
from edition.model import Witness


def text(body: str) -> tuple[Witness, Report]:
    report = Report()
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'.encode()
    return readers.read_file(Witness("B", reader="tei", file="b.xml"), source, report), report


def paragraphs(witness: Witness) -> list[str]:
    (entry,) = witness.entries
    return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Rain.<note n='1'>Hail.</note> Sun.</p>",
        "<p>Rain.<ref target='#n1'>1</ref> Sun.</p><note xml:id='n1' n='1'>Hail.</note>",
        "<p>Rain.<ptr target='#n1'/> Sun.</p><note xml:id='n1' n='1'><p>Hail.</p></note>",
        "<p>Rain.<anchor xml:id='a1'/> Sun.</p><noteGrp><note target='#a1' n='1'>Hail.</note></noteGrp>",
    ],
    ids=["in place", "ref", "ptr", "anchor"],
)
def test_notes_hang_on_their_places(body: str) -> None:
    witness, report = text(f"<div><head>9 August 1944</head>{body}</div>")
    assert paragraphs(witness) == ["Rain. Sun."]
    assert [(note.n, note.offset, note.text) for note in witness.entries[0].notes] == [("1", 5, "Hail.")]
    assert not len(report)


def test_a_heading_that_runs_in_shares_the_line() -> None:
    witness, _ = text("<div><head rend='run-in'>9 August 1944.</head>\n<p>Rain all day.</p></div>")
    assert witness.entries[0].run_in
    assert paragraphs(witness) == ["Rain all day."]


def test_of_two_ways_one_is_read_and_the_other_told() -> None:
    witness, report = text(
        "<div><head>9 August 1944</head><p>The <choice><orig>colour</orig><reg>color</reg></choice> of "
        "<app><lem>rain</lem><rdg>snow</rdg></app>, <subst><del>grey</del><add>brown</add></subst>.</p></div>"
    )
    assert paragraphs(witness) == ["The colour of rain, brown."]
    assert [message.code for message in report] == ["I138"] * 3


def test_lists_have_their_marks() -> None:
    witness, _ = text(
        "<div><head>9 August 1944</head><list rend='numbered'><item>Bread</item><item>Oil</item></list>"
        "<list rend='dash'><item>Salt</item></list><list><item><label>a)</label> Lamp</item></list></div>"
    )
    assert paragraphs(witness) == ["1. Bread", "2. Oil", "– Salt", "a) Lamp"]


def test_page_breaks_and_running_heads_do_not_part_words() -> None:
    witness, report = text("<div><head>9 August 1944</head><p>Rain in the gar<pb/>den <fw>THE BOOK</fw>fell.</p></div>")
    assert paragraphs(witness) == ["Rain in the garden fell."]
    assert [message.code for message in report] == ["I138"]
