"""What is imported has the text of each witness, and a table that is damaged is told with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.errors import EditionError, OutsideError, UsageError
from edition.imports.critical_source import SourceReading, SourceUnit, replacements
from edition.imports.import_forms import read_source
from edition.messages import Report
from edition.pipeline.imported_edition import imported_edition
from edition.pipeline.written_import import written_import
from edition.tei.export.export_forms import write_form
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import read_witness
from edition.text.foldings import folded
from edition.text.running_text import running_text
from tests.examples import examples
from tests.tei.export.test_forms import every_document, opened, texts


def imported(source: str, folder: Path, name: str = "ferry.txt") -> Path:
    """The TEI of a source; what is told of it as an error fails the test."""
    (folder / name).write_text(source, encoding="utf-8")
    report = Report()
    written_import(folder / name, folder / "out.xml", report, (), "en")
    assert not report.errors
    return folder / "out.xml"


def words(document: Path) -> dict[str, str]:
    """The words of each witness, a line break between two paragraphs."""
    tree = open_tei(document, Report())
    return {
        siglum: "\n".join(running_text(entry).text for entry in read_witness(tree, siglum).entries)
        for siglum in sigla(tree).values()
    }


def readings(document: Path) -> set[tuple[str, str, tuple[str, ...]]]:
    """Lemma, reading and sigla of each reading that is no lemma."""
    return {
        (unit.lemma, reading.text, reading.sigla)
        for unit in variation_units(open_tei(document, Report()))
        for reading in unit.readings
        if not reading.is_lemma
    }


THREE = {"A": "The old ferry waits.", "B": "The ferry waits always.", "C": "The boat waits!"}
# As CollateX in Python writes it: a row for each witness, null for a gap.
BY_WITNESS = {
    "witnesses": ["A", "B", "C"],
    "table": [
        [[{"t": "The "}], [{"t": "old "}], [{"t": "ferry "}], [{"t": "waits"}], None, [{"t": "."}]],
        [[{"t": "The "}], None, [{"t": "ferry "}], [{"t": "waits "}], [{"t": "always"}], [{"t": "."}]],
        [[{"t": "The "}], None, [{"t": "boat "}], [{"t": "waits"}], None, [{"t": "!"}]],
    ],
}
# As CollateX in Java writes it: a row for each place, an empty list for a gap.
BY_PLACE = {
    "witnesses": ["A", "B", "C"],
    "table": [[[token["t"] for token in cell or ()] for cell in place] for place in zip(*BY_WITNESS["table"], strict=True)],
}
TABLE = "A\tB\tC\nThe\tThe\tThe\nold\t\t\nferry\tferry\tboat\nwaits\twaits\twaits\n-\talways\t-\n.\t.\t!\n"
LINES = "A,The,old,ferry,waits,,.\nB,The,,ferry,waits,always,.\nC,The,,boat,waits,,!\n"


@pytest.mark.parametrize(
    "source", [json.dumps(BY_WITNESS), json.dumps(BY_PLACE), TABLE, LINES], ids=["rows", "places", "tsv", "csv"]
)
def test_a_collation_has_the_text_and_the_readings_of_each_witness(source: str, tmp_path: Path) -> None:
    document = imported(source, tmp_path)
    assert words(document) == THREE
    assert readings(document) == {
        ("old", "", ("B", "C")), ("ferry", "boat", ("C",)), ("", "always", ("B",)), (".", "!", ("C",)),
    }  # fmt: skip


def test_an_empty_line_of_a_table_ends_a_paragraph(tmp_path: Path) -> None:
    document = imported("A\tB\nIt\tIt\nrained.\tsnowed.\n\nWe\tWe\nstayed.\tleft.\n", tmp_path)
    assert words(document) == {"A": "It rained.\nWe stayed.", "B": "It snowed.\nWe left."}


@every_document
def test_an_alignment_table_comes_back_with_the_same_words(document: Path, tmp_path: Path) -> None:
    write_form("collatex-json", opened(document), tmp_path / "table.json", Report())
    written_import(tmp_path / "table.json", tmp_path / "out.xml", Report(), (), "en")
    tree = open_tei(tmp_path / "out.xml", Report())
    back = {
        (siglum, entry.n): folded(running_text(entry).text).split()
        for siglum in sigla(tree).values()
        for entry in read_witness(tree, siglum).entries
    }
    there = {key: folded(text).split() for key, text in texts(document).items() if text.strip()}
    assert {key: text for key, text in back.items() if text} == there


COLUMN = st.tuples(*[st.sampled_from(["", "old", "new", "ferry", "waits", ",", "."])] * 3)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(COLUMN.filter(any), min_size=3, max_size=8))
def test_whatever_stands_in_a_table_each_witness_has_its_words(columns: list[tuple[str, str, str]]) -> None:
    source = "A\tB\tC\n" + "".join("\t".join(column) + "\n" for column in columns)
    found = read_source(source.encode(), "table", Report())
    entry = found.entries[0]
    text = running_text(entry.entry).text
    for number, siglum in enumerate(found.witnesses):
        if siglum.siglum in entry.lacking:
            continue
        made, at = "", 0
        for one in entry.of(text, siglum.siglum):
            assert one.start >= at
            made, at = made + text[at : one.start] + one.text, one.end
        made += text[at:]
        assert "".join(made.split()) == "".join(column[number] for column in columns)
        assert "  " not in made
        assert made == made.strip()


@pytest.mark.parametrize("key", ["urn:cts:x 1/2", "1º", "2ª"])
def test_any_key_of_an_entry_makes_an_id(key: str, tmp_path: Path) -> None:
    row = [[{"t": "The ferry", "entry": key}]]
    table = {"witnesses": ["A", "B"], "table": [row, [[{"t": "The boat", "entry": key}]]]}
    document = imported(json.dumps(table), tmp_path)
    etree.parse(document)  # which raises an error where an xml:id is no name
    assert words(document) == {"A": "The ferry", "B": "The boat"}


@pytest.mark.parametrize("source", [json.dumps(BY_WITNESS), TABLE], ids=["json", "tsv"])
def test_the_witnesses_of_a_collation_are_those_that_are_wanted(source: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(source, encoding="utf-8")
    written_import(tmp_path / "in.txt", tmp_path / "out.xml", Report(), ("C", "A"), "en")
    assert words(tmp_path / "out.xml") == {"C": "The boat waits!", "A": "The old ferry waits."}
    with pytest.raises(UsageError, match="E490"):
        written_import(tmp_path / "in.txt", tmp_path / "none.xml", Report(), ("C", "D"), "en")


def replaced(text: str, *units: tuple[int, int, str]) -> str:
    made, at = "", 0
    for one in replacements(text, [SourceUnit(start, end, (SourceReading(("B",), words),)) for start, end, words in units], "B"):
        made, at = made + text[at : one.start] + one.text, one.end
    return made + text[at:]


@pytest.mark.parametrize(
    ("units", "text"),
    [
        ([(4, 7, "")], "The ferry waits."),
        ([(0, 3, ""), (4, 7, "")], "ferry waits."),
        ([(14, 19, "")], "The old ferry."),
        ([(13, 13, ",")], "The old ferry, waits."),
        ([(13, 13, "now")], "The old ferry now waits."),
        ([(14, 14, "now")], "The old ferry now waits."),
        ([(19, 20, "here")], "The old ferry waits here"),
        ([(4, 13, "boat"), (8, 13, "ship")], "The boat waits."),
        ([(14, 14, "“")], "The old ferry “waits."),
        ([(13, 13, "")], "The old ferry waits."),
    ],
)
def test_what_a_witness_has_stands_with_the_spaces_that_part_it(units: list[tuple[int, int, str]], text: str) -> None:
    assert replaced("The old ferry waits.", *units) == text


def test_a_paragraph_that_a_witness_lacks_leaves_no_empty_line() -> None:
    assert replaced("It rained.\nWe stayed.\nWe left.", (11, 21, "")) == "It rained.\nWe left."
    assert replaced("It rained.\nWe stayed.", (0, 10, "")) == "We stayed."


# --- What is damaged ------------------------------------------------------------------------------------------------------


BROKEN: Mapping[str, tuple[str, str]] = {
    "no JSON": ('{"witnesses": ["A"', "E142"),
    "no table": ('{"witnesses": ["A", "B"]}', "E142"),
    "no sigla": ('{"table": [[[{"t": "a"}]]]}', "E142"),
    "a siglum twice": ('{"witnesses": ["A", "A"], "table": [[[{"t": "a"}]], [null]]}', "E142"),
    "no words": ('{"witnesses": ["A", "B"], "table": [[null], [null]]}', "E142"),
    "a token without words": ('{"witnesses": ["A", "B"], "table": [[[{"n": "a"}]], [null]]}', "E142"),
    "rows of other lengths": ('{"witnesses": ["A", "B"], "table": [[["a"], ["b"], ["c"]], [["a"], ["b"]]]}', "E143"),
    "lists in lists": ('{"witnesses": ' + "[" * 100_000, "E145"),
    "a cell too many": ("A\tB\na\tb\tc\nd\te\nf\tg\n", "E143"),
    "a witness twice": ("A\tA\na\tb\nc\td\n", "E142"),
    "a web page": ("<html><body>a\tb</body></html>", "E144"),
    "a text": ("The ferry waits.", "E144"),
    "instructions and no root": ("<?a?>" * 100 + "x", "E144"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_damaged_is_told_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    source, code = BROKEN[name]
    (tmp_path / "in").write_text(source, encoding="utf-8")
    with pytest.raises(OutsideError, match=code):
        written_import(tmp_path / "in", tmp_path / "out.xml", Report())
    assert not (tmp_path / "out.xml").exists()


@settings(max_examples=examples(60), deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text(alphabet='{}[]",:\tAB\n\\ edtxapp', max_size=60).map(str.encode)))
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    try:
        imported_edition(read_source(raw, "any", Report()), "out.xml", Report())
    except EditionError:
        pass
