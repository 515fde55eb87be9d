"""What edition.toml says of an edition and its witnesses in, the header that states it out; the document is valid TEI."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.collation.merge import apparatus
from edition.messages import Report
from edition.model import CollatedWitness, Description, Edition, Entry, Paragraph, Stretch, Witness
from edition.tei.encoding.document import build
from edition.tei.names import PREFIXES
from edition.tei.reading.book_typography import with_marks_of_print
from edition.tei.validation.checking import OWN_SCHEMA, validate
from edition.text.running_text import running_text
from edition.writers.book import metadata
from edition.writers.settings import Settings


def document(path: Path, description: Description, *witnesses: Witness) -> etree._ElementTree:
    text = running_text(Entry("1", None, "", None, None, (Paragraph('"Come," she said--"now."'),)))
    other = CollatedWitness("B", (Stretch(0, len(text.text), text, ()),), ())
    path.write_bytes(build(Edition(description, witnesses, (apparatus("1", None, "A", text, [other]),))))
    return etree.parse(path)


def test_the_header_names_the_witnesses_that_books_print_with_marks_of_print(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    tree = document(tmp_path / "t.xml", _described(), Witness("A"), Witness("B", typography="book"))
    report = Report()
    validate(tmp_path / "t.xml", report, OWN_SCHEMA)
    assert [str(message) for message in report if message.severity != "info"] == []
    tei_all.assertValid(tree)
    assert with_marks_of_print(tree.getroot()) == {"B"}
    # The text itself has the characters of the source.
    assert '"Come," she said--"now."' in "".join(map(str, tree.getroot().itertext()))


def test_place_and_printing(tmp_path: Path) -> None:
    tree = document(tmp_path / "t.xml", _described(), Witness("A"), Witness("B"))
    found = metadata.read(tree.getroot(), Settings()).metadata
    assert (found.publisher, found.place, found.printing) == ("The Lamp Press", "Oban", "Second printing, corrected")
    assert with_marks_of_print(tree.getroot()) == frozenset()
    assert not tree.getroot().xpath("//tei:quotation[@marks]", namespaces=PREFIXES)


def _described() -> Description:
    return Description(
        "t", "T", authors=("Au",), editors=("Ed",), base="A", key="number", publisher="The Lamp Press", place="Oban",
        printing="Second printing, corrected",
    )  # fmt: skip
