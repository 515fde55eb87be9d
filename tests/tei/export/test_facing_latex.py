"""Two texts of a document on facing pages in LaTeX: all that the document says of both, and what answers stands level."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.errors import UsageError
from edition.messages import Report
from edition.tei.export.export_forms import write_form
from edition.tei.export.exported_edition import ExportedEdition, exported_edition
from edition.tei.export.interchange import alone
from edition.tei.export.left_out import OPPOSITE
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.opening import open_tei
from edition.writers.book import parallel
from edition.writers.book.metadata import read
from edition.writers.settings import Settings
from tests.tei.export.test_forms import DOCUMENTS, HOSTILE, entries, notes, opened
from tests.tei.export.test_latex import Page, printed, words
from tests.tei.export.test_printed_forms import printed_readings

# The last is of two witnesses: what a page of it has opposite what is said below.
WELL = Path(__file__).with_name("well.xml")
SPECIMEN = DOCUMENTS[0]
P = f".//{TEI}body//{TEI}p"
every_pair = pytest.mark.parametrize("document", [*DOCUMENTS, WELL], ids=lambda path: path.stem)


def source_of(document: Path, folder: Path, report: Report | None = None) -> str:
    write_form("latex", opened(document), folder / "out.tex", Report() if report is None else report, parallel=True)
    return (folder / "out.tex").read_text(encoding="utf-8")


def page_of(source: str) -> Page:
    return Page(f"\\begin{{document}}\n{source}\\end{{document}}")


def sides(source: str) -> tuple[str, str]:
    """The source of all left pages and that of all right pages."""
    source = re.sub(r"\\selectlanguage\{\w+\}", "", source)
    left, right = (
        "".join(re.findall(rf"(?s)\\begin\{{{side}\}}(.*?)\\end\{{{side}\}}", source)) for side in ("Leftside", "Rightside")
    )
    return left, right


def chunks(side: str) -> list[str]:
    """The words of each chunk of a side: of each paragraph and each verse, "" for an empty one, by their lines as we write them."""
    found: list[str] = []
    lines = iter(re.sub(r"\\(?:begin|end)(?:\{\w+\}|numbering)\n", "", side).splitlines())
    for line in filter(None, lines):
        if line.startswith("\\stanza"):
            continue
        if line.startswith("\\pstart"):
            found.append(next(lines))
            assert next(lines) == "\\pend"
        else:
            assert line.endswith("&"), line
            found.append(line.removesuffix("\\&").removesuffix("&"))
    return [" ".join(page_of(source).text.split()) for source in found]


def right_of(edition: ExportedEdition, source: str) -> str:
    """The siglum of the witness on the right pages."""
    found = re.search(r"\\markboth\{.*\}\{\\siglum\{(.*)\}\}\n", source)
    assert found is not None
    return next(siglum for siglum in edition.sigla if siglum == found[1])


@every_pair
def test_facing_pages_have_both_texts_every_reading_and_every_note(document: Path, tmp_path: Path) -> None:
    hold_facing_pages(document, source_of(document, tmp_path))


def hold_facing_pages(document: Path, source: str) -> None:
    edition = exported_edition(opened(document))
    siglum = right_of(edition, source)
    left, right = map(page_of, sides(source))
    title, *said = printed(document)
    assert words(left.text) == [word for text in said for word in words(text)]
    other = [text for n, text in entries(document) if n == siglum]
    # An entry that the other text alone has is on the left.
    found = "".join(words(right.text) + words(left.text))
    for entry in other:
        for paragraph in entry.paragraphs:
            assert "".join(words(f"{paragraph.label}{paragraph.text}")) in found
    apparatus = "\n".join(" ".join(words(entry)) for entry in left.entries)
    for reading in printed_readings(document):
        assert " ".join(words(f"{reading.text} {' '.join(reading.sigla)}")) in apparatus, reading
    assert not right.entries
    told = [" ".join(words(note)) for note in (*left.notes, *right.notes)]
    for whose, note in notes(document):
        said_note = " ".join(words(note))
        assert said_note in told or f"{whose}: {said_note}" in told
    assert words(title) == words(page_of(source.partition("\\LARGE ")[2].partition("\\par")[0]).text)


@every_pair
def test_each_chunk_has_one_opposite(document: Path, tmp_path: Path) -> None:
    left, right = (chunks(side) for side in sides(source_of(document, tmp_path)))
    assert len(left) == len(right)
    assert all(one or two for one, two in zip(left, right, strict=True))


def test_what_answers_stands_level(tmp_path: Path) -> None:
    left, right = (chunks(side) for side in sides(source_of(WELL, tmp_path)))
    assert list(zip(left, right, strict=True)) == [
        ("The well", "The spring"),
        ("At noon they came to the well.", "At noon they came to the spring."),
        # N begins a paragraph within one of M.
        ("It was deep. Nobody drank.", "It was deep."),
        ("", "Nobody drank."),
        # N has not this one.
        ("A bird sat there.", ""),
        ("They went on.", "They walked on."),
        ("The rain", "The rain"),
        ("All night it rained,", "All night it rained,"),
        ("and all the day;", "and all the morning;"),
        # N has a verse more.
        ("", "nobody slept;"),
        ("the road was gone,", "the road was lost,"),
        ("the bridge as well.", "the bridge as well."),
        ("The shore", ""),
        ("Nobody else has written this.", ""),
    ]


def test_a_long_text_is_set_in_parts_that_begin_with_entries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = source_of(WELL, tmp_path)
    monkeypatch.setattr("edition.tei.export.reledpar._CHUNKS", 5)
    parted = source_of(WELL, tmp_path)
    assert [source.count("\\Pages\n") for source in (whole, parted)] == [1, 3]
    assert [*map(chunks, sides(parted))] == [*map(chunks, sides(whole))]


def test_a_note_stands_in_the_text_of_its_witness(tmp_path: Path) -> None:
    left, right = map(page_of, sides(source_of(WELL, tmp_path)))
    assert left.notes == ["A well of the village."]
    assert right.notes == ["Both springs are dry now."]


def test_facing_pages_pair_the_blocks_that_our_own_facing_pages_pair(tmp_path: Path) -> None:
    source = source_of(SPECIMEN, tmp_path)
    level = set(zip(*(map(_begun, chunks(side)) for side in sides(source)), strict=True))
    root = opened(SPECIMEN).getroot()
    mine, its = parallel.beside(root, read(root, Settings()))[:2]
    answering = {block.get(XML_ID): block for block in its.iterfind(P)}
    asked = 0
    for block in mine.iterfind(P):
        opposite = answering.get(block.get(XML_ID))
        if opposite is None or next(block.iterancestors(TEI + "note"), None) is not None:
            continue
        pair = _begun(_edited(block)), _begun(_edited(opposite))
        if all(pair):
            asked += 1
            # A paragraph that stands elsewhere in the one text than in the other answers none here.
            assert pair in level or ("", pair[1]) in level
    assert asked > 5


def _begun(text: str) -> str:
    """The first words of a block."""
    return " ".join(text.split()[:4])


def _edited(block) -> str:  # type: ignore[no-untyped-def]
    return " ".join(
        "".join(block.xpath(".//text()[not(ancestor::*[local-name()='rdg' or local-name()='note' or local-name()='sic'])]")).split()
    )


def test_a_third_text_is_told(tmp_path: Path) -> None:
    report = Report()
    source_of(HOSTILE, tmp_path, report)
    kinds = {part.name: part.count for message in report for part in message.values.get("kinds", ())}  # type: ignore[attr-defined]
    assert kinds[OPPOSITE] == 1


def test_one_text_has_single_pages(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(alone(opened(WELL), "N"))
    report = Report()
    write_form("latex", open_tei(tmp_path / "one.xml", Report()), tmp_path / "one.tex", report, parallel=True)
    assert [message.code for message in report] == ["I555"]
    source = (tmp_path / "one.tex").read_text(encoding="utf-8")
    assert "nobody slept;" in source
    assert "reledpar" not in source


def test_only_latex_has_facing_pages(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E011"):
        write_form("csv", opened(WELL), tmp_path / "out.csv", Report(), parallel=True)


def test_facing_pages_are_set(tool: Callable[[str], str], tmp_path: Path) -> None:
    write_form("latex", open_tei(WELL, Report()), tmp_path / "well.tex", Report(), parallel=True)
    for _ in range(2):
        found = subprocess.run(
            [tool("lualatex"), "-interaction=nonstopmode", "-halt-on-error", "well.tex"],
            cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120, check=False,
        )  # fmt: skip
        if "reledpar.sty' not found" in found.stdout or "reledmac.sty' not found" in found.stdout:
            pytest.skip("reledmac or reledpar is not installed (make latex installs them)")
        assert found.returncode == 0, found.stdout[-2000:]
    pages = subprocess.run(
        [tool("pdftotext"), "-layout", "well.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    _, left, right = (" ".join(page.split()) for page in pages.stdout.split("\f")[:3])
    assert "At noon they came to the well" in left
    assert "well ] spring N" in left
    assert "A well of the village." in left
    assert "At noon they came to the spring" in right
    assert "Both springs are dry now." in right
