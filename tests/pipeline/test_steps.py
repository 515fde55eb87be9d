"""Texts in, an Edition out: the base of each entry, the order of entries, where reviews quote."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import EditionError, OutsideError, TextError, UsageError
from edition.messages import Report
from edition.model import Description, Edition, Locus, Witness
from edition.pipeline import steps
from edition.pipeline.side_by_side import side_by_side
from edition.project.description import Project
from edition.storage.cache import Cache
from edition.writers import book_settings, write_book

PELL = """\
12 April 1931

The pear trees along the wall are in full blossom this morning. I counted eleven bees on one branch and then lost patience.

14 April 1931

Frost in the night. Half of what was white on Sunday is brown today, and my father walks between the rows without saying a word.
"""
HALE = """\
April 12, 1931

The pear trees by the wall are in full bloom this morning. I counted eleven bees on a single branch, then ran out of patience.

May 2, 1931

For three evenings now we have been burning wet straw. The smoke settles on the grass like a second and dirtier fog.
"""
REVIEW = """\
Trees and weather

When the frost has come, he writes that “half of what was white on Sunday has turned brown,
and my father walks up and down the rows in silence.” The smoke of the fires “settles on the
grass like a second and dirtier fog.” He says of his sister that “she would have planted
plums, not pears, and told nobody why.” It is “dry” work.
"""


def project(tmp_path: Path, *witnesses: Witness, base: str = "P", key: str = "date") -> Project:
    description = Description(name="garden", title="Garden", authors=("A. V.",), editors=("E.",), base=base, date="2026-11-22")
    description = replace(description, key="number" if key == "number" else "date")
    return Project("garden", tmp_path, description, witnesses, (), (), {}, {})


def witness(siglum: str, **more: str) -> Witness:
    return Witness(siglum, title=siglum, reader="plain", file=f"{siglum}.txt", **more)  # type: ignore[arg-type]


def compiled(made: Project, texts: Mapping[str, str]) -> tuple[Edition, Report]:
    report = Report()
    raw = {siglum: text.encode() for siglum, text in texts.items()}
    return steps.compile_edition(made, raw, report, Cache(None)), report


def test_entries_stand_in_order_of_date_each_with_its_base(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"))
    edition, _ = compiled(made, {"P": PELL, "H": HALE})
    assert [(entry.n, entry.base, entry.lacking) for entry in edition.entries] == [
        ("1931-04-12", "P", ()),
        ("1931-04-14", "P", ("H",)),
        ("1931-05-02", "H", ("P",)),
    ]


def test_the_base_is_that_of_the_edition_wherever_its_witness_stands_in_the_list(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"), base="H")
    edition, _ = compiled(made, {"P": PELL, "H": HALE})
    assert [entry.base for entry in edition.entries] == ["H", "P", "H"]


def test_readings_stand_with_the_witness_that_has_them(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"))
    edition, _ = compiled(made, {"P": PELL, "H": HALE})
    readings = {
        (unit.readings[0].content.text.strip(), unit.readings[1].content.text.strip())
        for unit in edition.entries[0].units
        if unit.type == "lexical"
    }
    assert ("blossom", "bloom") in readings


def test_three_witnesses_are_merged_to_one_apparatus(tmp_path: Path) -> None:
    third = PELL.replace("full blossom", "full bloom").replace("Frost in", "A frost in")
    made = project(tmp_path, witness("P"), witness("H"), witness("M"))
    edition, _ = compiled(made, {"P": PELL, "H": HALE, "M": third})
    assert [entry.lacking for entry in edition.entries] == [(), ("H",), ("P", "M")]
    (bloom,) = [unit for unit in edition.entries[0].units if unit.readings[0].content.text.strip() == "blossom"]
    assert [reading.sigla for reading in bloom.readings] == [("P",), ("H", "M")]


def test_numbered_entries_follow_the_order_of_the_base(tmp_path: Path) -> None:
    one = "Book 1\n\n1. First things first, says the gardener.\n\n2. Then the second thing, says he.\n"
    two = "Book 1\n\n1. First things come first, the gardener says.\n\n2. The second then.\n\n3. A third, not in the other.\n"
    made = project(tmp_path, witness("P"), witness("H"), key="number")
    edition, _ = compiled(made, {"P": one, "H": two})
    assert [(entry.n, entry.edtf) for entry in edition.entries] == [("1.1", None), ("1.2", None), ("1.3", None)]
    assert edition.entries[2].base == "H"


# --- Reviews ------------------------------------------------------------------------------------------------------------


def with_review(tmp_path: Path) -> tuple[Edition, Report]:
    made = project(tmp_path, witness("P"), witness("H"), witness("Hr", fragment_of="H"))
    return compiled(made, {"P": PELL, "H": HALE, "Hr": REVIEW})


def test_a_quotation_is_linked_where_its_translation_stands_in_full(tmp_path: Path) -> None:
    edition, _ = with_review(tmp_path)
    entry = edition.entries[2]
    ((siglum, quotation, (start, end)),) = entry.links
    assert siglum == "Hr"
    assert quotation.text.startswith("settles on the grass")
    assert entry.text.text[start:end].startswith("settles on the grass like a second and dirtier fog")
    assert not any("Hr" in reading.sigla for unit in entry.units for reading in unit.readings)


def test_a_quotation_is_collated_where_only_the_base_has_the_entry(tmp_path: Path) -> None:
    edition, _ = with_review(tmp_path)
    entry = edition.entries[1]
    assert not entry.links
    quoted = [reading.content.text.strip() for unit in entry.units for reading in unit.readings if reading.sigla == ("Hr",)]
    assert "has turned brown" in quoted
    marks = [mark.kind for unit in entry.units for reading in unit.readings for mark in reading.content.marks]
    assert marks.count("witStart") == marks.count("witEnd") == 1


def test_a_quotation_without_an_entry_is_a_fragment_and_a_mere_word_is_told(tmp_path: Path) -> None:
    edition, report = with_review(tmp_path)
    assert [(siglum, quotation.text[:22]) for siglum, quotation in edition.fragments] == [("Hr", "she would have planted")]
    messages = {message.code: message for message in report}
    assert messages["I250"].values["count"] == 1
    assert messages["I251"].values["count"] == 1


def test_a_passage_quoted_twice_stands_in_the_apparatus_once(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"), witness("Hr", fragment_of="H"))
    twice = (
        REVIEW
        + "\nAgain: “half of what was white on Sunday has turned brown, and my father walks up and down the rows in silence.”\n"
    )
    edition, report = compiled(made, {"P": PELL, "H": HALE, "Hr": twice})
    marks = [mark.kind for unit in edition.entries[1].units for reading in unit.readings for mark in reading.content.marks]
    assert marks.count("witStart") == 1
    assert "I253" in [message.code for message in report]


def test_a_link_leads_to_the_words_of_the_base_that_answer(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"), witness("Hr", fragment_of="H"))
    review = "A review\n\nOf bees he says that he “counted eleven bees on a single branch, then ran out of patience.”\n"
    edition, _ = compiled(made, {"P": PELL, "H": HALE, "Hr": review})
    ((_, _, (start, end)),) = edition.entries[0].links
    assert edition.entries[0].text.text[start:end].startswith("counted eleven bees on one branch")


# --- Errors, settings -----------------------------------------------------------------------------------------------------


def test_all_faults_of_the_texts_are_told_before_the_work_stops(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"))
    report = Report()
    raw = {"P": PELL.replace("14 April", "31 April").encode(), "H": b""}
    with pytest.raises(TextError, match="E018 garden was not built: 2 errors"):
        steps.compile_edition(made, raw, report, Cache(None))
    assert {message.code for message in report.errors} == {"E002", "E101"}


def test_progress_tells_each_step_in_order(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"), witness("H"))
    told: list[tuple[int, int, int]] = []
    raw = {"P": PELL.encode(), "H": HALE.encode()}
    steps.compile_edition(made, raw, Report(), Cache(None), lambda *step: told.append(step))
    assert told == sorted(told)
    assert [step for step in told if step[1] == step[2]] == [(1, 2, 2), (2, 3, 3), (3, 3, 3)]


def test_progress_tells_what_is_up_to_date(tmp_path: Path) -> None:
    made, cache = project(tmp_path, witness("P")), Cache(tmp_path / "cache")
    (tmp_path / "P.txt").write_text(PELL, encoding="utf-8")
    told: list[tuple[int, int, int]] = []
    for _ in range(2):
        told.clear()
        steps.build(
            made, {"P": tmp_path / "P.txt"}, Report(), cache=cache, only=("epub",), progress=lambda *step: told.append(step)
        )
    assert told == [(1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (5, 1, 1)]


def test_a_text_that_cannot_be_read_is_no_fault_of_the_text(tmp_path: Path) -> None:
    made = project(tmp_path, witness("P"))
    with pytest.raises(OutsideError, match="E005"):
        steps.build(made, {"P": tmp_path}, Report(), cache=Cache(None))


def test_tei_that_is_not_valid_is_not_written_and_named_by_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(path: Path, report: Report, *, raw: bytes) -> None:
        report.add("E005", Locus(str(path), 3), reason="told by the test")

    monkeypatch.setattr("edition.tei.validation.checking.validate", fault)
    (tmp_path / "P.txt").write_text(PELL, encoding="utf-8")
    report = Report()
    with pytest.raises(TextError, match=r"E035 the TEI made of garden is not valid \(2 errors\)"):
        steps.build(project(tmp_path, witness("P")), {"P": tmp_path / "P.txt"}, report, cache=Cache(None))
    assert [str(message.locus) for message in report.errors] == ["tei/garden.xml:3", "tei/garden/P.xml:3"]
    assert not (tmp_path / "tei").exists()


def test_without_pango_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    tree = etree.ElementTree(etree.fromstring("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>"))
    with pytest.raises(OutsideError, match=r"E903 .* apt-get install"):
        write_book("pdf", tree, book_settings({}), tmp_path / "x.pdf", Report())
    assert not list(tmp_path.iterdir())


BAD_SIGLUM = {"reading": "Q"}


@pytest.mark.parametrize("pango", [True, False], ids=["pango", "no pango"])
@pytest.mark.parametrize("epub", [{}, BAD_SIGLUM], ids=["sound", "unknown siglum"])
def test_an_epub_made_beside_the_pdf_changes_nothing_but_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: Callable[[str], str], pango: bool, epub: dict[str, object]
) -> None:
    """What is written, kept, told and raised, and in which order; without Pango there is the EPUB, and E903 for the PDF."""
    if pango:
        tool("pango")
    else:
        monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr("edition.processors._share", 2)
    beside = []
    monkeypatch.setattr("edition.pipeline.side_by_side.side_by_side", lambda *makes: beside.append(makes) or side_by_side(*makes))
    came = []
    for at, long in enumerate((0, 10**9)):
        monkeypatch.setattr(steps, "LONG", long)
        folder = tmp_path / str(at) / "garden"
        looks = {"epub": epub, "pdf": {"stylesheet": "p { colour: red }"}}
        made = replace(project(folder, witness("P"), witness("H")), looks=looks)
        report = Report()
        told: list[tuple[int, int, int]] = []
        error = ""
        texts = {siglum: folder / f"{siglum}.txt" for siglum in "PH"}
        folder.mkdir(parents=True)
        for text, path in zip((PELL, HALE), texts.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        try:
            steps.build(made, texts, report, cache=Cache(folder / "cache"), progress=lambda *step: told.append(step))
        except EditionError as stopped:
            error = stopped.message.code
        # Pages are kept as soon as they are set, also of a PDF that is not written since the EPUB cannot be.
        files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        whole = {name: content for name, content in files.items() if not name.startswith("cache/pages")}
        came.append((whole, [str(message) for message in report], told, error))
    assert len(beside) == 1
    assert came[0] == came[1]
    books = sorted(name for name in came[0][0] if name.startswith("output"))
    assert books == ([] if epub else ["output/garden.epub", "output/garden.html", *(["output/garden.pdf"] if pango else [])])
    assert ("W554" in " ".join(came[0][1])) == (pango and not epub)
    assert came[0][3] == ("E490" if epub else "" if pango else "E903")


def test_the_date_of_a_book_is_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    settings = book_settings({"apparatus": "none"})
    assert (settings.date, settings.apparatus) == ("2026-11-28T00:00:00Z", "none")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="E034"):
        book_settings({})
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert book_settings({}).date == ""
