"""TEI as a source: heads, lists and notes as encoders write them, and the same text as `open_tei` gives."""

from __future__ import annotations

from pathlib import Path

import pytest

import edition
from edition import readers
from edition.errors import TextError
from edition.messages import Report
from edition.model import Entry, Witness
from edition.readers.shapes import UnknownFile
from edition.readers.shapes.table import SHAPES


def document(body: str, doctype: str = "") -> bytes:
    return f'{doctype}<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'.encode()


def text(body: str) -> tuple[Witness, Report]:
    report = Report()
    source = document(body)
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


def test_numbers_and_notes_are_no_part_of_a_name() -> None:
    source = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Ford</title><author>\n'
        b"<persName><forename>Ada</forename> <surname>Verger</surname></persName>\n<idno type='hall'>V77</idno>\n</author>"
        b"<editor role='translator'><idno>P8</idno>Odo Pell<note>Of Hull.</note> the Elder</editor></titleStmt></fileDesc>"
        b"</teiHeader><text><body><p>Rain.</p></body></text></TEI>"
    )
    states = SHAPES["tei"].states
    assert states is not None
    stated = states(UnknownFile(source, "a.xml"))
    assert (stated.authors, stated.translators) == (("Ada Verger",), ("Odo Pell the Elder",))


def test_a_heading_that_runs_in_shares_the_line() -> None:
    witness, _ = text("<div><head rend='run-in'>9 August 1944.</head>\n<p>Rain all day.</p></div>")
    assert witness.entries[0].run_in
    assert paragraphs(witness) == ["Rain all day."]


def test_of_two_ways_one_is_read_and_the_other_told() -> None:
    witness, report = text(
        "<div><head>9 August 1944</head><p>The <choice><orig>colour</orig><reg>color</reg></choice> of "
        "<app><lem>rain</lem><rdg>snow</rdg></app>, <subst><del>grey</del><add>brown</add></subst>.</p></div>"
    )
    assert paragraphs(witness) == ["The color of rain, brown."]
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


# --- The same text as whatever else opens TEI -------------------------------------------------------------------------------

RAIN = '<!DOCTYPE TEI [<!ENTITY rain "rained">]>'
ALIKE = {
    "a group of readings with the lemma in it": (
        "<div n='1'><head>Chapter 1</head><p>It <app><rdgGrp><lem>poured</lem><rdg>fell</rdg></rdgGrp><rdg>rained</rdg></app> all"
        " night.</p></div>",
        "It poured all night.",
    ),
    "an older spelling and a new one": (
        "<div n='1'><head>Chapter 1</head><p>It <choice><orig>rayned</orig><reg>rained</reg></choice> all night.</p></div>",
        "It rained all night.",
    ),
    "a list of readings after the text": (
        "<div n='1'><head>Chapter 1</head><p>It rained all night.</p>"
        "<listApp><app><lem>rained</lem><rdg>poured</rdg></app></listApp></div>",
        "It rained all night.",
    ),
    "a division with a number and no heading": ("<div n='1'><p>It rained all night.</p></div>", "It rained all night."),
    "an entity": ("<div n='1'><head>Chapter 1</head><p>It &rain; all night.</p></div>", "It rained all night."),
    "a word over the end of a line": (
        "<div n='1'><p>It rai <lb break='no'/>\n ned <lb/>all night.</p></div>",
        "It rained all night.",
    ),
    "a note with two spellings": (
        "<div n='1'><p>It rained.<note n='1'>All <choice><abbr>nt.</abbr><expan>night</expan></choice>.</note></p></div>",
        "It rained.",
    ),
}


def seen(entries: tuple[Entry, ...]) -> list[tuple[object, ...]]:
    return [
        (entry.n, entry.dateline, entry.title, [paragraph.text for paragraph in entry.paragraphs],
         [(note.n, note.paragraph, note.offset, note.text) for note in entry.notes])
        for entry in entries
    ]  # fmt: skip


def both(tmp_path: Path, body: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    path = tmp_path / "rain.xml"
    path.write_bytes(document(body, RAIN))
    return seen(edition.read(path).entries), seen(edition.open_tei(path).entries)


@pytest.mark.parametrize("what", ALIKE)
def test_a_source_reads_as_it_opens(what: str, tmp_path: Path) -> None:
    body, words = ALIKE[what]
    read, opened = both(tmp_path, body)
    assert read == opened
    assert [(n, texts) for n, _, _, texts, _ in read] == [("1", [words])]


def test_divisions_with_numbers_are_entries_where_the_text_numbers_fewer(tmp_path: Path) -> None:
    body = (
        "<div n='1'><p>It rained all night.</p></div><div n='2'><head>Of Salt</head><p>1. Buy salt.</p><p>Buy more.</p></div>"
        "<div><head>Of Nothing</head><p>It cleared.</p></div><div n='3'><p>Hail.</p></div>"
    )
    read, opened = both(tmp_path, body)
    assert read == opened
    assert [row[0] for row in read] == ["1", "2", "of-nothing", "3"]


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("<div n='1'><head>9 August 1944</head><p>Rain.</p></div>", ["1944-08-09"]),
        (
            "<div n='7'><head>Book 1</head><div n='8'><head>Chapter 1</head><p>It rained for a day and a night.</p></div>"
            "<div n='9'><head>Chapter 2</head><p>Then it hailed, and nobody went out.</p></div></div>"
            "<div n='10'><head>Book 2</head><div n='11'><head>Chapter 1</head><p>The sun came back in May.</p></div></div>",
            ["1.1", "1.2", "2.1"],
        ),
        (
            "<div n='1'><head>Chapter 1</head><div n='1'><p>Rain.</p></div><div n='2'><p>Sun.</p></div></div>"
            "<div n='2'><head>Chapter 2</head><div n='1'><p>Hail.</p></div></div>",
            ["1", "2"],
        ),
        ("<div n='7'><head>Book 2</head><div n='1'><head>Chapter 3</head><p>Rain.</p></div></div>", ["2.3"]),
        ("<div><head>To the reader</head><p>Rain.</p></div><div n='1'><p>Sun.</p></div>", ["1"]),
        ("<div><head>Of Rain</head><p>Rain.</p></div>", ["1"]),
        ("<div><div n='1'><p>Rain.</p></div>" + "<div><p>Sun.</p></div>" * 3 + "<div n='2'><p>Hail.</p></div></div>", ["1"]),
        ("<div n='1'><head>Of Rain</head><p>Rain.</p></div><div n='1'><head>Of Sun</head><p>Sun.</p></div>", ["1"]),
    ],
    ids=[
        "dates",
        "numbers in headings",
        "headings above parts with numbers",
        "one chapter",
        "what stands around",
        "no numbers",
        "few",
        "depths",
    ],
)
def test_what_a_text_says_of_itself_counts_before_its_divisions(body: str, keys: list[str]) -> None:
    witness, _ = text(body)
    assert [entry.n for entry in witness.entries] == keys


def test_what_stands_around_numbered_divisions_is_told() -> None:
    _, report = text("<div><p>To the reader.</p></div><div n='1'><p>Sun.</p></div><div><p>Colophon.</p></div>")
    assert [message.code for message in report] == ["I150"]


def test_readings_beside_the_text_are_told_with_their_lines_in_a_long_document_too() -> None:
    far = 70_000
    body = "\n" * far + "<div n='1'><p>Rain <app><lem>fell</lem><rdg>poured</rdg></app>.</p></div>"
    witness, report = text(body)
    assert paragraphs(witness) == ["Rain fell."]
    (message,) = report
    assert message.code == "I138"
    # The parser counts no line exactly after the 65,535th: it takes that of the nearest text.
    assert message.locus is not None
    assert message.locus.line is not None
    assert message.locus.line >= far


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (document("<p>Rain.</body>"), "E401"),
        (document("<div>" * 300 + "</div>" * 300), "E402"),
        (document("<p>&c;</p>", '<!DOCTYPE TEI [<!ENTITY a "rain rain">' + "".join(
            f'<!ENTITY {name} "{f"&{of};" * 2000}">' for of, name in ("ab", "bc")) + "]>"), "E403"),
        (document("<p>&a;</p>", '<!DOCTYPE TEI [<!ENTITY a SYSTEM "rain.txt">]>'), "E471"),
        (b"<rain/>", "E406"),
        (b"<TEI.2/>", "E472"),
        (b"<TEI/>", "E473"),
        (b" \n", "E470"),
    ],
    ids=["not well-formed", "deep", "bomb", "outside", "other XML", "P4", "no namespace", "empty"],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_words_of_whatever_opens_tei(source: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "rain.xml"
    path.write_bytes(source)
    for reads in (
        lambda: readers.read_file(Witness("B", reader="tei", file="b.xml"), source, Report()),
        lambda: edition.open_tei(path),
    ):
        with pytest.raises(TextError) as error:
            reads()
        assert error.value.message.code == code


def test_what_an_editor_says_of_readings_and_an_instruction_are_no_text() -> None:
    witness, report = text(
        "<div n='1'><p>Rain <app><lem>fell</lem><note>So all.</note></app> <!-- hard --> and<?pause long?> fell.</p></div>"
    )
    assert paragraphs(witness) == ["Rain fell and fell."]
    assert not witness.entries[0].notes
    assert [(message.code, message.values["part"]) for message in report] == [("I138", "what is said about the text beside it")]


def test_an_id_given_twice_stops_no_source() -> None:
    witness, report = text("<div n='1'><p xml:id='a'>Rain.</p><p xml:id='a'>Sun.</p></div>")
    assert paragraphs(witness) == ["Rain.", "Sun."]
    assert not len(report)
