"""Pictures of a source in, figures with caption and description out: in the edition, in the TEI of the source, in no reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.messages import Report
from edition.model import Emendation, Entry, Figure, InlineRange, Witness
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import outline_of
from edition.tei.names import TEI
from edition.tei.reading.one_witness import witness_tree
from edition.tei.reading.witness_text import same_text, witness_entries
from edition.text.running_text import running_text
from tests.examples import examples
from tests.tei.encoding.test_source_blocks import built, laid_out
from tests.tei.encoding.written import collated, document, entry, readable
from tests.tei.made_up_blocks import block_entries

MILL = Figure(1, "The mill at dawn.", "A wheel, broken", (InlineRange(4, 8, "italic"),))
SONG = entry("He sang:\n\n~ The wheel goes round\n~ and round\n\n~ Sleep.")


def test_a_picture_stands_before_its_block_with_caption_and_description() -> None:
    text = readable(document(collated([replace(SONG, figures=(MILL, Figure(2, "", "The wheel")))]), "A"))
    assert text == (
        "<p>He sang:</p>\n"
        '<figure><head>The <hi rend="italic">mill</hi> at dawn.</head><figDesc>A wheel, broken</figDesc></figure><lg>\n'
        "<l>The wheel goes round</l>\n"
        "<figure><figDesc>The wheel</figDesc></figure><l>and round</l>\n"
        "</lg>\n<lg>\n<l>Sleep.</l>\n</lg>"
    )


def test_a_picture_after_all_blocks_ends_the_entry() -> None:
    text = readable(document(collated([replace(entry("He slept."), figures=(Figure(1, "The mill"),))]), "A"))
    assert text == "<p>He slept.</p>\n<figure><head>The mill</head></figure>"


def test_pictures_are_the_bases_alone_and_make_no_reading() -> None:
    base, other = replace(SONG, figures=(MILL,)), replace(SONG, figures=(replace(MILL, caption="Another mill"),))
    tree = document(collated([base, other]), "AB")
    assert "Another mill" not in readable(tree)
    assert "<app" not in readable(tree)
    heads = {siglum: [*witness_tree(tree, siglum).iter(TEI + "figure")] for siglum in "AB"}
    assert [len(found) for found in heads.values()] == [1, 0]


def test_a_picture_before_words_that_are_emended_stays_before_them() -> None:
    poem = replace(entry("He slept.\n\nthe miller woke."), figures=(MILL,))
    mended = replace(poem, emendations=(Emendation(10, 10, "", "And ", "print"), Emendation(10, 13, "the", "The", "print")))
    assert [(mark.kind, mark.at) for mark in running_text(mended).marks] == [("figure", 10)]
    joined = replace(poem, emendations=(Emendation(9, 10, "\n", " ", "print"),))
    assert "</p>\n<figure>" in readable(document(collated([joined]), "A"))


@settings(max_examples=examples(25), deadline=None)
@given(block_entries(), st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "The mill"])), min_size=1, max_size=3))
def test_pictures_among_any_blocks_are_valid_and_no_words(own: etree.RelaxNG, made: Entry, places: list[tuple[int, str]]) -> None:
    figures = tuple(Figure(min(at, len(made.paragraphs)), caption, "A wheel") for at, caption in sorted(places))
    text = replace(made, figures=figures)
    tree = document(collated([text]), "A")
    assert own.validate(tree), own.error_log
    assert len([*tree.iter(TEI + "figDesc")]) == len(figures)
    (back,) = witness_entries(tree, "A")
    assert same_text(running_text(back), running_text(text))


@settings(max_examples=examples(25), deadline=None)
@given(block_entries(), st.lists(st.integers(0, 12), min_size=1, max_size=3))
def test_pictures_among_any_blocks_of_a_source(own: etree.RelaxNG, made: Entry, places: list[int]) -> None:
    if any(one.kind == "item" and one.within[-1:] != ("list",) for one in made.paragraphs):
        return
    witness = laid_out(made)
    count = len(made.paragraphs)
    figures = tuple(Figure(min(at, count), "", "A wheel") for at in sorted(places) if count)
    witness = replace(witness, entries=(replace(witness.entries[0], figures=figures),))
    assert len([*built(witness, own).iter(TEI + "figDesc")]) == len(figures)


def test_a_picture_at_any_place_is_valid_in_tei(tei_all: etree.RelaxNG) -> None:
    for at in range(len(SONG.paragraphs) + 1):
        tree = document(collated([replace(SONG, figures=(replace(MILL, paragraph=at),))]), "A")
        assert tei_all.validate(tree), tei_all.error_log


PAGE = """<html lang="en"><body><h2>Chapter 1</h2><p>He gazed at the river.</p>
<div><img src="mill.jpg" alt="A wheel, broken"><p class="caption">The <i>mill</i> at dawn.</p></div>
<p>He slept.</p><div><img src="gate.jpg" alt="The gate"></div><h2>Chapter 2</h2><p>Nobody came.</p>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> tuple[Witness, Report]:
    report = Report()
    outline, _ = outline_of(PAGE.encode(), "mill.html", "en", Report())
    return witness_of(outline, Witness("A", "A", reader="html", file="mill.html"), report), report


def test_pictures_of_a_page_are_figures_of_its_entries(page: tuple[Witness, Report]) -> None:
    witness, report = page
    assert witness.entries[0].figures == (MILL, Figure(2, "", "The gate"))
    assert [str(message) for message in report] == ["mill.html:2: I111 captions of pictures are not compared: line 2."]


def test_the_source_says_what_its_pictures_show(page: tuple[Witness, Report], own: etree.RelaxNG) -> None:
    tree = built(page[0], own)
    figures = [(figure.findtext(TEI + "figDesc"), figure.getnext()) for figure in tree.iter(TEI + "figure")]
    assert [said for said, _ in figures] == ["A wheel, broken", "The gate"]
    assert "".join(figures[0][1].itertext()) == "He slept."
