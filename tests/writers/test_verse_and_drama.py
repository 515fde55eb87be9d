"""A canto in two translations, a scene and letters, as books set them: three documents beside this file that can be read."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import TEI
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Book, Section
from edition.writers.epub import publication
from edition.writers.pdf.line_numbers import counted_by
from edition.writers.settings import Settings
from tests.writers.book.test_printed_apparatus import printed

HERE = Path(__file__).parent
DOCUMENTS = ("canto", "scene", "letters")


def tree(name: str) -> etree._ElementTree:
    return etree.parse(HERE / f"{name}.xml")


def in_one(name: str) -> etree._ElementTree:
    """A document with ids of entries, apps and notes that no other of the documents has."""
    text = (HERE / f"{name}.xml").read_text(encoding="utf-8")
    return etree.ElementTree(etree.fromstring(re.sub(r'(xml:id="|#)(?=[en]\.)', rf"\1{name}.", text).encode()))


def book(name: str, **looks: object) -> Book:
    return sections.book(tree(name), Settings(**{"apparatus": "all", **looks}), Report())  # type: ignore[arg-type]


def entries(made: Book) -> list[Section]:
    return [section for section in made.sections if section.kind == "entry"]


def classed(within: etree._Element, name: str) -> list[str]:
    return [" ".join(raw(element).split()) for element in within.iter(etree.Element) if name in element.get("class", "").split()]


def test_the_documents_are_tei(tool: Callable[[str], str], shared: Callable[[str], Path]) -> None:
    command = [tool("jing"), str(shared("schema/tei_all.rng")), *(str(HERE / f"{name}.xml") for name in DOCUMENTS)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert [line for line in result.stdout.splitlines() if "warning" not in line] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_book_of_each_has_no_fault(name: str, tmp_path: Path, epubcheck: Callable[[Path], list[str]]) -> None:
    publication.write(tree(name), Settings(date="2026-11-22", apparatus="all"), tmp_path / "book.epub", Report())
    assert epubcheck(tmp_path / "book.epub") == []


def test_those_who_do_not_see_can_read_a_book_of_all(tmp_path: Path, ace: Callable[[Path], list[str]]) -> None:
    whole, *more = map(in_one, DOCUMENTS)
    for part in more:
        for name in ("front", "body"):
            beside = whole.find(f".//{TEI}{name}")
            if beside is None:
                beside = etree.Element(f"{TEI}{name}")
                whole.find(f".//{TEI}body").addprevious(beside)
            beside.extend([*part.iterfind(f".//{TEI}text/{TEI}{name}/*")])
    publication.write(whole, Settings(date="2026-11-22", apparatus="all"), tmp_path / "book.epub", Report())
    assert ace(tmp_path / "book.epub") == []


def test_verses_are_counted_and_cited() -> None:
    first, second = entries(book("canto"))
    assert classed(first.body, "line-number") == ["5", "10"]
    assert [(entry.at, printed(entry)) for entry in first.apparatus[4:7]] == [
        ("1.1.5", "if a] though some B"),
        ("1.1.5–6", "thrown / its ashes] cast its ash B"),
        ("1.1.6", "crown] head B"),
    ]
    assert [note.at for note in first.notes] == ["1.1.4", "1.1.12"]
    # Where the document prints a number beside few verses, the book prints those.
    assert classed(second.body, "line-number") == ["1"]
    assert [entry.at for entry in second.apparatus] == ["1.2.1", "1.2.3", "1.2.4", "1.2.5"]


def test_lines_are_counted_by_verse_only_where_the_text_is_verse() -> None:
    assert counted_by("", entries(book("canto"))) == "verse"
    assert counted_by("", entries(book("letters"))) == "page"
    assert {entry.at for section in entries(book("letters")) for entry in section.apparatus} == {""}


def test_what_cites_a_verse_is_heard_as_words() -> None:
    from edition.language.languages import language_of_tag
    from edition.writers.epub.placing import Placer

    canto = book("canto")
    placed = Placer(canto, "substantive", language_of_tag("en").book).place(entries(canto)[0])
    heard = [span.get("aria-label") for part in placed.parts for span in part.iter(XHTML + "span") if span.get("class") == "at"]
    assert {"in line 5", "in lines 5–6"} <= set(heard)
    quoted = [" ".join(raw(part[0]).split()) for part in placed.parts]
    assert len(set(quoted)) == len(quoted), "each verse is quoted once"


def test_a_witness_alone_has_its_own_verses_and_numbers() -> None:
    first = entries(book("canto", reading="B"))[0]
    assert classed(first.body, "line")[3:7] == [
        "A lamp",
        "5 Went out. I heard the snow come down on roof",
        "And field, as though some hand had cast its ash",
        "On the world and on my head.",
    ]
    assert len(classed(first.body, "stanza")) == 4


def test_a_witness_alone_has_its_own_speeches() -> None:
    (scene,) = entries(book("scene", reading="B"))
    assert classed(scene.body, "speaker") == [
        "ODO FARRER", "HILDE", "ODO", "HILDE", "ODO FARRER", "A WATCHMAN", "ODO FARRER", "A WATCHMAN",
    ]  # fmt: skip
    assert scene.apparatus == ()


def test_side_by_side_each_stanza_stands_beside_the_one_that_answers_it() -> None:
    first = entries(book("canto", parallel=True))[0]
    rows = [group for group in first.body.iter(XHTML + "div") if group.get("class") == "parallel"]
    lines = [[len(classed(version, "line")) for version in row] for row in rows]
    assert lines == [[0, 0], [3, 3], [3, 4], [3, 3], [3, 4]]
    # Each has its own numbers.
    assert [classed(version, "line-number") for version in rows[2]] == [["5"], ["5"]]


def test_side_by_side_each_speech_stands_beside_the_one_that_answers_it() -> None:
    (scene,) = entries(book("scene", parallel=True))
    rows = [group for group in scene.body.iter(XHTML + "div") if group.get("class") == "parallel"]
    speakers = [[classed(version, "speaker") for version in row] for row in rows]
    assert speakers[2:4] == [[["HILDE"], ["HILDE", "ODO"]], [["THE MILLER"], ["HILDE"]]]


def test_facing_texts_have_the_ids_of_what_answers() -> None:
    left, right = (entries(each)[0] for each in sections.beside(tree("canto"), Settings(parallel=True), Report()))
    stanzas = [
        [stanza[0].get("id") or stanza.get("id") for stanza in side.body.iter(XHTML + "div") if stanza.get("class") == "stanza"]
        for side in (left, right)
    ]
    assert len(stanzas[0]) == 4
    assert stanzas[0] == stanzas[1]


def test_a_verse_that_speakers_share_is_stepped() -> None:
    (scene,) = entries(book("scene"))
    stepped = [int(line.get("data-step", "0")) for line in scene.body.iter(XHTML + "div") if line.get("data-step")]
    first, second = len("Who goes there in the dark?"), len("A friend.")
    assert stepped == [first, first + second]


def test_speakers_in_capitals_are_marked_for_small_ones() -> None:
    (scene,) = entries(book("scene"))
    assert "ODO" in classed(scene.body, "capitals")


def test_the_cast_is_a_section_with_its_heading() -> None:
    made = book("scene")
    assert [section.title for section in made.sections if section.kind == "preface"] == ["Persons of the Play"]


def test_a_break_stands_between_the_blocks_that_it_parts() -> None:
    second = entries(book("letters"))[1]
    (rule,) = second.body.iter(XHTML + "hr")
    before, after = rule.getprevious(), rule.getnext()
    assert before is not None
    assert after is not None
    assert raw(after).startswith("His accounts")
    assert raw(before).endswith("a dog.")
