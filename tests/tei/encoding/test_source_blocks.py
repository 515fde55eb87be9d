"""Entries with verses, speeches, letters, lists, tables in, the TEI of their source out: valid, whole, read back as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from lxml import etree

from edition.messages import Report
from edition.model import Description, Entry, Part, PartKind, Witness
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import outline_of
from edition.tei.encoding.source import build_source
from edition.tei.encoding.source_check import check_source
from tests.examples import examples
from tests.tei.made_up_blocks import block_entries

TEI = "{http://www.tei-c.org/ns/1.0}"
MADE_UP = Description("mill", "The Mill")


def laid_out(entry: Entry) -> Witness:
    """A source that has each block of an entry on a line, who speaks and breaks on lines of their own; without its notes."""
    lines: list[str] = []
    parts: list[Part] = []
    at = 0

    def line(kind: PartKind, text: str, label: str = "") -> None:
        nonlocal at
        parts.append(Part(kind, at, at + len(label + text)))
        if label:
            parts.append(Part("label", at, at + len(label.rstrip())))
        lines.append(label + text)
        at += len(label + text) + 1

    line("head", entry.title or "I")
    for one in entry.paragraphs:
        if one.section:
            line("break", "* * *")
        if one.speaker and "speech" in one.within[one.shared :]:
            line("speaker", one.speaker)
        line("table caption" if one.kind == "caption" else one.kind, one.text, one.label)
    bare = tuple(replace(one, looks=()) for one in entry.paragraphs)
    entry = Entry(entry.n, None, entry.title or "I", None, None, bare)
    return Witness("A", entries=(entry,), layer="\n".join(lines), parts=tuple(parts), file="mill.txt", reader="plain")


def built(witness: Witness, own: etree.RelaxNG) -> etree._ElementTree:
    """The TEI of a source, which is valid and says of every block what the source says."""
    tree = etree.ElementTree(etree.fromstring(build_source(MADE_UP, witness, {})))
    assert own.validate(tree), own.error_log
    report = Report()
    check_source(witness, tree, report)
    assert not [*map(str, report)]
    return tree


@settings(max_examples=examples(150), deadline=None)
@given(block_entries())
def test_any_blocks_read_back_as_they_are(own: etree.RelaxNG, entry: Entry) -> None:
    # What no file is read into: an item without a list.
    assume(all(one.kind != "item" or one.within[-1:] == ("list",) for one in entry.paragraphs))
    built(laid_out(entry), own)


PAGE = """<html lang="en"><body><h2>Chapter 1</h2>
<p>“Read it,” said Ida.</p>
<div class="letter"><p class="salute">Dear Mr. Crane,</p><p>Our millstone has split.</p><p class="signed">J. Pell</p></div>
<p>He read it twice.</p><hr>
<table><caption>Tolls for <i>carts</i></caption><tr><th>Cart</th><th>Toll</th></tr><tr><td>of hay</td><td>two</td></tr></table>
<ul><li>one<ul><li>within</li></ul></li><li>two</li></ul>
<blockquote><p>The wheel goes round,<br>the river down,<br>and I to town.</p></blockquote>
<h2>Chapter 2</h2><p>Nobody came.</p>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> Witness:
    outline, _ = outline_of(PAGE.encode(), "mill.html", "en", Report())
    return witness_of(outline, Witness("A", "A", "mill.html", "en", reader="html"), Report())


def test_what_holds_the_blocks_of_a_page_holds_them_in_its_tei(page: Witness, own: etree.RelaxNG) -> None:
    tree = built(page, own)
    path = {one.tag.removeprefix(TEI) for one in tree.iter(f"{TEI}*")}
    assert {"lg", "l", "quote", "table", "row", "cell", "list", "item", "milestone"} <= path
    (head,) = (one for one in tree.iter(TEI + "head") if one.getparent().tag == TEI + "table")
    assert "".join(head.itertext()) == "Tolls for carts"
    inner = next(one for one in tree.iter(TEI + "item") if one.getparent().getparent().tag == TEI + "item")
    assert "".join(inner.itertext()).endswith("within")
    milestone = next(tree.iter(TEI + "milestone"))
    assert (milestone.get("unit"), milestone.getnext().tag) == ("section", TEI + "table")
