"""Terms and profiles written into a document and read back; each document is valid by both schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import edition
from edition.collation.merge import apparatus
from edition.messages import Report
from edition.model import (
    CollatedWitness,
    Description,
    Edition,
    Entry,
    Paragraph,
    ProfileExample,
    Stretch,
    Term,
    TermAnswer,
    TranslatorProfile,
    Witness,
)
from edition.tei.encoding.document import build
from edition.tei.names import TEI
from edition.tei.validation.checking import OWN_SCHEMA, validate
from edition.text.running_text import running_text

ABILITY = Term("A 1", "B", "ability", "vertue", 6, (TermAnswer("valour", 1, ("2",)), TermAnswer("", 2, ("1", "2"))))
LAMP = Term("A 1", "B", "lamp", "light", 5)
PROFILES = (
    TranslatorProfile(
        "A 1",
        "B",
        {"words": 10, "names": 3, "named": 1, "passages": 1},
        {"named": (ProfileExample("2", "Pilar", "she"),), "passages": (ProfileExample("1", "Nobody < slept."),)},
    ),
    TranslatorProfile("B", "A 1", {"words": 9, "contractions": 0}),
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A document of two entries that two witnesses share word for word, with the terms and profiles above."""
    entries = tuple(Entry(n, None, n, None, None, (Paragraph("The keeper lit the lamp."),)) for n in ("1", "2"))
    found = []
    for entry in entries:
        text = running_text(entry)
        found.append(apparatus(entry.n, None, "A 1", text, [CollatedWitness("B", (Stretch(0, len(text.text), text, ()),))]))
    description = Description("x", "Lamps", authors=("Nobody",), editors=("Ed",), base="A 1", key="number")
    witnesses = Witness("A 1", entries=entries), Witness("B", entries=entries)
    path = tmp_path / "x.xml"
    path.write_bytes(build(Edition(description, witnesses, tuple(found), terms=(ABILITY, LAMP), profiles=PROFILES)))
    return path


def test_they_are_valid_and_read_back_as_they_were(made: Path, tei_all: etree.RelaxNG) -> None:
    report = Report()
    validate(made, report, OWN_SCHEMA)
    assert [str(message) for message in report if message.severity != "info"] == []
    tei_all.assertValid(etree.parse(made))
    book = edition.open_tei(made)
    assert book.terms == (ABILITY, LAMP)
    assert book.profiles == PROFILES


def test_a_pointer_to_an_entry_that_there_is_not_is_told(made: Path) -> None:
    document = made.read_text(encoding="utf-8")
    assert document.count('<ptr target="#e.1 #e.2"/>') == 1
    made.write_text(document.replace('<ptr target="#e.1 #e.2"/>', '<ptr target="#e.1 #e.7"/>'), encoding="utf-8")
    assert "e.7" in "".join(str(message) for message in edition.validate(made) if message.severity == "error")


def test_no_other_text_has_them(made: Path) -> None:
    """They are no words of a witness, and stand in no document of one witness alone."""
    book = edition.open_tei(made)
    assert "vertue" not in book.text("B")
    assert b"vertue" not in book.alone("B")
    assert [len(unit.readings) for unit in book.apparatus] == []


def test_what_others_wrote_into_such_lists_is_no_fault_of_the_reader(made: Path) -> None:
    tree = etree.parse(made)
    for measure in tree.iter(TEI + "measure"):
        measure.set("quantity", "many")
    tree.write(made)
    book = edition.open_tei(made)
    assert book.terms == ()
    assert [dict(profile.counts) for profile in book.profiles] == [{}, {}]


def test_their_plain_values_say_of_how_many(made: Path) -> None:
    found = edition.open_tei(made).to_dict()
    [ability, _], [one, two] = found["terms"], found["profiles"]  # type: ignore[misc]
    assert (ability["count"], ability["occurrences"], ability["exceptions"][1]) == (
        6,
        9,
        {"word": "", "count": 2, "entries": ["1", "2"]},
    )
    assert one["features"]["named"] == {"count": 1, "of": 3, "examples": [{"entry": "2", "words": "Pilar", "answer": "she"}]}
    assert [*two["features"]] == ["words", "contractions"]
