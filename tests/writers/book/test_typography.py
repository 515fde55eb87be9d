"""A document whose header asks for marks of print in, books with them out; the document keeps those of the source."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.compositor import text_of
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book
from edition.writers.settings import Settings

ENTRY = """<head>I</head>
<p>"We came by night," <app type="lexical"><lem wit="#A">said Ada--"and</lem><rdg wit="#B">cried Ada--"and</rdg></app> wasn't it
cold?" <app type="punctuation"><lem wit="#A">"</lem><rdg wit="#B">“</rdg></app>Yes."
<app><lem wit="#A">'Twas late,</lem><rdg wit="#B">"It's late,"</rdg></app> he <hi rend="italic">said--</hi>'softly.'
<note type="translator" source="#B">B's "note".</note><note resp="#ed" type="editorial">An "editor".</note></p>"""


def document(asked: str, entry: str = ENTRY, language: str = "en") -> etree._ElementTree:
    declared = (
        f'<quotation marks="all" corresp="{asked}" ana="#typography.book"><p>Marks of print.</p></quotation>' if asked else ""
    )
    witnesses = "".join(f'<witness xml:id="{key}"><abbr type="siglum">{key}</abbr></witness>' for key in "AB")
    return etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="{NS}" xml:lang="{language}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
            f"<sourceDesc><listWit>{witnesses}</listWit></sourceDesc></fileDesc><encodingDesc><editorialDecl>{declared}</editorialDecl></encodingDesc>"
            '</teiHeader><text><body><div type="entry" n="1" source="#A" xml:id="e">'
            f"{entry}</div></body></text></TEI>"
        )
    )


def book(asked: str, *, entry: str = ENTRY, language: str = "en", **settings: object) -> Book:
    tree = document(asked, entry, language)
    before = etree.tostring(tree)
    made = sections.book(tree, Settings(**{"apparatus": "all", **settings}), Report())  # type: ignore[arg-type]
    assert etree.tostring(tree) == before
    return made


def words(made: Book, number: int = 0) -> str:
    section = next(section for section in made.sections if section.kind in ("entry", "version"))
    return " ".join(text_of(paragraph) for paragraph in list(section.body.iter(XHTML + "p"))[number:])


def apparatus(made: Book) -> list[str]:
    section = next(section for section in made.sections if section.kind == "entry")
    return [f"{'' if each.lemma is None else text_of(each.lemma)}] {text_of(each.readings)}" for each in section.apparatus]


def test_the_text_and_the_apparatus_of_both_have_marks_of_print() -> None:
    made = book("#A #B")
    assert words(made) == "“We came by night,” said Ada—“and wasn’t it cold?” “Yes.” ’Twas late, he said—‘softly.’"
    # What differed in marks alone no longer differs.
    assert apparatus(made) == ["said Ada—“and] cried Ada—“and B", "’Twas late,] “It’s late,” B"]


def test_a_document_that_does_not_ask_keeps_its_marks() -> None:
    made = book("")
    assert words(made).startswith('"We came by night," said Ada--"and')
    assert "'Twas late,] \"It's late,\" B" in apparatus(made)


def test_each_witness_has_its_own() -> None:
    made = book("#B")
    assert words(made).startswith('"We came by night," said Ada--"and')
    assert apparatus(made)[0] == 'said Ada--"and] cried Ada—“and B'
    assert words(book("#B", reading="B")).startswith("“We came by night,” cried Ada—“and wasn’t it cold?” “Yes.” “It’s late,”")
    assert words(book("#B", reading="A")).startswith('"We came by night," said')


def test_notes_have_the_marks_of_whose_they_are() -> None:
    section = next(section for section in book("#B").sections if section.kind == "entry")
    assert sorted(text_of(note.body) for note in section.notes) == ['An "editor".', "B’s “note”."]


def test_side_by_side() -> None:
    section = next(section for section in book("#B", parallel=True).sections if section.kind == "entry")
    assert '"We came by night," said Ada--"and' in text_of(section.body)
    assert "“We came by night,” cried Ada—“and" in text_of(section.body)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de", "„Wie geht’s?“ – fragte Ada."),
        ("fr", "«\u00a0Wie geht’s?\u00a0» — fragte Ada."),
        ("es", "«Wie geht’s?» — fragte Ada."),
        ("it", "«Wie geht’s?» – fragte Ada."),
    ],
)
def test_the_language_of_the_text_decides(language: str, wanted: str) -> None:
    made = book("#A", entry='<p>"Wie geht\'s?" -- fragte Ada.</p>', language=language)
    section = next(section for section in made.sections if section.kind == "entry")
    assert "".join(section.body[-1].itertext()) == wanted  # type: ignore[arg-type]


def test_verses_go_on_with_one_another() -> None:
    made = book("#A", entry="<lg><l>'Come down,' she said, 'and see</l><l>the sailors' lamps--</l><l>'tis late.'</l></lg>")
    section = next(section for section in made.sections if section.kind == "entry")
    lines = [text_of(line) for line in section.body.iter(XHTML + "div") if line.get("class") == "line"]
    assert lines == ["‘Come down,’ she said, ‘and see", "the sailors’ lamps—", "’tis late.’"]
