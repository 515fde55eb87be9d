"""A review that is no plain text: the looks of what it quotes, and of its own words."""

from __future__ import annotations

from lxml import etree

from edition.messages import Report
from edition.model import Description, InlineRange, Witness
from edition.readers import read_file
from edition.tei.encoding.source import build_source
from edition.tei.names import TEI

PAGE = """<html><head><title>Quill</title></head><body><h1>Quill</h1>
<p>Her <i>Rain Book</i> is <b>slow</b>. “She read <i>the old [green] lamp</i> twice<a href="#n1" id="c1">1</a> and <i>slept</i>.”
And so do we, in the long evenings of a wet year.</p>
<p><a id="n1" href="#c1">1</a> From the <i>second</i> part.</p></body></html>"""


def read() -> Witness:
    witness = Witness("R", title="Quill", reader="html", file="quill.html", language="en", fragment_of="A")
    return read_file(witness, PAGE.encode(), Report())


def looked(text: str, looks: tuple[InlineRange, ...]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.look) for one in looks]


def test_a_quotation_has_the_looks_that_the_review_prints() -> None:
    [quotation] = read().quotations
    [piece] = quotation.pieces
    assert looked(piece.text, piece.looks) == [("the old green lamp", "italic"), ("slept", "italic")]
    assert looked(quotation.text, quotation.looks) == [("the old green lamp", "italic"), ("slept", "italic")]


def test_the_tei_of_the_review_has_all_its_looks() -> None:
    root = etree.fromstring(build_source(Description("quill", "Rain"), read(), {}))
    found = [("".join(map(str, hi.itertext())), hi.get("rend")) for hi in root.iter(TEI + "hi")]
    italic = ["Rain Book", "the old [green] lamp", "slept", "second"]
    assert {("slow", "bold"), *((words, "italic") for words in italic)} <= set(found)
