"""The figures of a book: what they count, what one hears of them, their tables; the same in each kind of book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.types import Section
from edition.writers.html.page import page
from edition.writers.pdf import printing
from edition.writers.settings import Settings
from tests.writers.test_screen import DAYS, document, lines, part, screen

SVG = "{http://www.w3.org/2000/svg}"


def drawings(section: Section) -> list[etree._Element]:
    return [*section.body.iter(f"{SVG}svg")]


def heard(drawing: etree._Element) -> list[str]:
    """What is said of a drawing to those who do not see it."""
    named = {element.get("id"): "".join(element.itertext()) for element in drawing if element.get("id")}
    return [named[ident] for ident in drawing.get("aria-labelledby", "").split()]


def test_the_figures_of_two_days() -> None:
    section = part(screen(DAYS), "figures")
    assert lines(section) == [
        "Entry Words Share that differs",
        # Nine words with the date, one of them other; four that the review quotes, one of them other.
        "3 February 9 11 %",
        "4 February 4 25 %",
        "Text Whole Quoted",
        "A 2: 3 February – 4 February –",
        "B 1: 3 February –",
        "B r – 1: 4 February",
        "Kind substantive stylistic accidental",
        "words 1 1 –",
        "spelling – – 1",
    ]
    assert [drawing.get("role") for drawing in drawings(section)] == ["img"] * 3
    assert [heard(drawing) for drawing in drawings(section)] == [
        [
            "Where the translations part",
            "Bar chart of 2 entries in their order, from 11 % (3 February) to 25 % (4 February) of the words. "
            "A table with all figures follows.",
        ],
        [
            "Which text has what",
            "Which of 2 entries each text has. A: 2 whole, 0 quoted; B: 1 whole, 0 quoted; Br: 0 whole, 1 quoted. A table follows.",
        ],
        ["Kinds of readings", "Bar chart of 3 readings by kind. words 2; spelling 1. A table follows."],
    ]


def test_they_are_the_same_in_every_kind_of_book_whatever_is_printed() -> None:
    tree = document(DAYS)
    (shown,) = html.document_fromstring(page(tree, Settings(), Report())).xpath("//section[@class='figures']")
    rows = [" ".join(" ".join(row.itertext()).split()) for row in shown.iter("tr")]
    assert len(rows) > 3
    for chosen in (Settings(), Settings(apparatus="substantive"), Settings(columns=True), Settings(facing_apparatus="pointers")):
        for book in (sections.book(tree, chosen, Report()), sections.beside(tree, chosen, Report())[0]):
            assert lines(part(book, "figures")) == rows


def test_a_drawing_on_the_page_has_its_name_and_its_description() -> None:
    (shown,) = html.document_fromstring(page(document(DAYS), Settings(), Report())).xpath("//section[@class='figures']")
    ids = {element.get("id") for element in shown.iter()}
    said = [ident for drawing in shown.iter("svg") for ident in drawing.get("aria-labelledby", "").split()]
    assert len(said) == 6
    assert set(said) <= ids


def test_on_paper_each_is_a_figure_with_its_description_and_its_table_after_it(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    pikepdf = pytest.importorskip("pikepdf")
    printing.write(document(DAYS), Settings(), tmp_path / "book.pdf", Report())
    order: list[str] = []

    def read(node: object) -> None:
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if node.S in ("/Figure", "/Table"):
                order.append(str(node.Alt) if node.S == "/Figure" else "table")
            elif "/K" in node:
                for below in node.K if isinstance(node.K, pikepdf.Array) else [node.K]:
                    read(below)

    with pikepdf.open(tmp_path / "book.pdf") as made:
        for node in made.Root.StructTreeRoot.K:
            read(node)
    told = [heard(drawing)[1] for drawing in drawings(part(screen(DAYS), "figures"))]
    assert order[order.index(told[0]) :] == [told[0], "table", told[1], "table", told[2], "table"]


def test_without_an_apparatus_there_is_no_figure() -> None:
    for chosen in (Settings(apparatus="none"), Settings(reading="B")):
        assert "figures" not in [section.kind for section in sections.book(document(DAYS), chosen, Report()).sections]


def test_where_all_texts_have_all_entries_their_extent_is_no_figure() -> None:
    both = DAYS.replace('<app type="attestation"><rdg wit="#B"><lacunaStart/></rdg></app>', "")
    both = both.replace("#Br", "#B").replace('<app type="attestation"><rdg wit="#B"><witStart/></rdg></app>', "")
    assert "Which text has what" not in {heard(one)[0] for one in drawings(part(screen(both), "figures"))}


def test_a_reading_over_two_verses_and_one_that_is_moved_count_once() -> None:
    body = (
        '<div type="entry" n="1" source="#A" xml:id="e"><lg>'
        '<l>A <app xml:id="a1" next="#a2" type="lexical" subtype="stylistic"><lem wit="#A">grey</lem><rdg wit="#B">dull day</rdg>'
        "</app></l>"
        '<l><app xml:id="a2" prev="#a1" type="lexical" subtype="stylistic"><lem wit="#A">day</lem><rdg wit="#B"/></app> of rain</l>'
        '<l><app xml:id="m1" corresp="#m2" type="transposition" subtype="stylistic"><lem wit="#A">again</lem><rdg wit="#B"/></app> '
        'the <app xml:id="m2" corresp="#m1" type="transposition" subtype="stylistic"><lem wit="#A"/><rdg wit="#B">again</rdg>'
        "</app></l>"
        "</lg></div>"
    )
    assert lines(part(screen(body), "figures"))[-2:] == ["order 1", "words 1"]


def test_what_is_silenced_and_what_is_of_another_language_does_not_count() -> None:
    body = DAYS.replace('<rdg wit="#B">today', '<rdg wit="#B" ana="#readings.silent">today').replace(
        '<rdg wit="#B">hedge</rdg>', '<rdg wit="#B">hedge</rdg><rdg wit="#Br" type="syntactic" ana="#readings.beside">haie</rdg>'
    )
    assert heard(drawings(part(screen(body), "figures"))[-1])[0] != "Kinds of readings"


def test_kinds_of_another_document_are_named_as_it_names_them() -> None:
    body = (
        '<div type="entry" n="1" source="#A" xml:id="e"><p><app type="word-choice"><lem wit="#A">wall</lem><rdg wit="#B">hedge'
        '</rdg></app> and <app><lem wit="#A">day</lem><rdg wit="#B">night</rdg></app></p></div>'
    )
    assert lines(part(screen(body), "figures")) == ["Kind Variants", "Variants 1", "word choice 1"]


def test_what_the_document_states_of_its_divergence_goes_before() -> None:
    stated = (
        '<interpGrp type="divergence"><interp inst="#one" corresp="#B">0.25</interp><interp inst="#one">0.75</interp></interpGrp>'
    )
    tree = document(DAYS)
    tree.getroot().insert(1, etree.fromstring(f'<standOff xmlns="{NS}">{stated}</standOff>'))
    book = sections.book(tree, Settings(), Report(), screen=True)
    assert lines(part(book, "figures"))[1:3] == ["3 February 9 50 %", "4 February 4 25 %"]


def test_the_figure_of_divergence_names_the_parts_and_its_bars() -> None:
    app = '<app type="lexical" subtype="stylistic"><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg></app>'
    entry = f'<div type="entry" n="{{0}}" source="#A" xml:id="e{{0}}"><head>{{1}}</head><p>The {app} is far.</p></div>'
    parts = [
        f'<div type="book" n="{n}"><head>Book {n}</head>{entry.format(f"{n}.1", "I")}{entry.format(f"{n}.2", "II")}</div>'
        for n in (1, 2)
    ]
    section = part(screen("".join(parts)), "figures")
    assert lines(section) == [
        "Entry Words Share that differs", "Book 1", "I 5 20 %", "II 5 20 %", "Book 2", "I 5 20 %", "II 5 20 %",
    ]  # fmt: skip
    (drawn,) = drawings(section)
    assert ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")][5:] == ["I", "II", "I", "II", "Book 1", "Book 2"]


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["The first book", "The second book"], ["first", "second"]),
        (["Book 1", "Book 2"], ["1", "2"]),
        (["First", "First, again"], ["First", "First, again"]),
        (["Winter", "A summer"], ["Winter", "A summer"]),
    ],
)
def test_names_of_parts_that_do_not_fit_leave_out_what_all_begin_and_end_with(titles: list[str], shown: list[str]) -> None:
    from edition.writers.book.drawn_figures import told_apart

    assert told_apart(titles) == shown
