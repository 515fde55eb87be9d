"""What goes out in a form that other programs read comes back: the text of every witness, every reading, every note."""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.errors import OutsideError, TextError, UsageError
from edition.messages import Report
from edition.model import BEGINNINGS, Entry, RunningText
from edition.model.apparatus_units import ApparatusUnit, WitnessReading
from edition.tei.export import comma_separated, spreadsheet
from edition.tei.export.answering_words import words_of
from edition.tei.export.export_forms import FORMS, write_form
from edition.tei.export.exported_edition import exported_edition
from edition.tei.names import TEI, XML_LANG, ncname
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness
from edition.text.running_text import running_text

ROOT = Path(__file__).resolve().parent.parent.parent.parent
DOCUMENTS = [
    ROOT / "tei/specimen.xml",
    *sorted((ROOT / "tests/tei/samples").glob("*.xml")),
    ROOT / "tests/tei/export/hostile.xml",
]
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
HOSTILE = DOCUMENTS[-1]


@functools.cache
def opened(document: Path) -> etree._ElementTree:
    return open_tei(document, Report())


@functools.cache
def texts(document: Path) -> dict[tuple[str, str], str]:
    """The words of each witness by siglum and entry, as `edition witness` gives them."""
    return {(siglum, entry.n): running_text(entry).text for siglum, entry in entries(document)}


@functools.cache
def entries(document: Path) -> list[tuple[str, Entry]]:
    """The entries of each witness; of a document without witnesses those of the text that it prints."""
    tree = opened(document)
    if not (declared := sigla(tree)):
        return [("text", entry) for entry in edited_text(tree).entries]
    return [(siglum, entry) for siglum in declared.values() for entry in read_witness(tree, siglum).entries]


def notes(document: Path) -> Counter[tuple[str, str]]:
    return Counter((siglum, note.text) for siglum, entry in entries(document) for note in entry.notes if not note.again)


def readings(document: Path) -> Counter[tuple[str, str, str, tuple[str, ...]]]:
    return Counter(
        (unit.entry, unit.lemma, reading.text, reading.sigla)
        for unit in variation_units(opened(document))
        for reading in unit.readings
        if not reading.is_lemma
    )


def exported(document: Path, form: str, folder: Path) -> Path:
    path = folder / "out"
    write_form(form, opened(document), path, Report())
    return path


# --- Each form ------------------------------------------------------------------------------------------------------------


@every_document
def test_a_table_of_readings_has_every_reading_and_every_note(document: Path, tmp_path: Path) -> None:
    hold_table_of_readings(document, exported(document, "csv", tmp_path))


def hold_table_of_readings(document: Path, made: Path) -> None:
    """Hold what was made of a document to what the document has. The other functions that hold do so for their forms."""
    raw = made.read_bytes()
    first, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    found = [dict(zip(first, map(comma_separated.unsafe, row), strict=True)) for row in rows]
    assert readings(document) == Counter(
        (row["entry"], row["lemma"], row["reading"], tuple(filter(None, row["witnesses"].split("; "))))
        for row in found
        if row["kind"] == "reading"
    )
    assert notes(document) == Counter((row["witnesses"], row["reading"]) for row in found if row["kind"] == "note")


def test_a_table_of_readings_says_where_they_stand(tmp_path: Path) -> None:
    raw = exported(HOSTILE, "csv", tmp_path).read_text(encoding="utf-8-sig")
    [wet] = [row for row in csv.DictReader(io.StringIO(raw, newline="")) if row["reading"] == "wet"]
    assert (wet["entry"], wet["paragraph"], wet["line"], wet["lemma"]) == ("2", "3", "3", "long")
    assert (wet["witnesses"], wet["of_lemma"], wet["before"]) == ("M 2; C", "A", "and grey again; the rope is")


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    raw = exported(HOSTILE, "csv", tmp_path).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(raw, newline="")) for cell in row]
    assert {"'=SUM(A1:A9)", "'-come", "'@gray", "''Come"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("cell", ["", "'", "''", "=1", "'=1", "'Tis", "+", "a=b", "\t=", "'\t", "＝1"])
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert comma_separated.unsafe(comma_separated.safe(cell)) == cell


@every_document
def test_a_translation_memory_has_every_word_and_every_note(document: Path, tmp_path: Path) -> None:
    hold_translation_memory(document, exported(document, "tmx", tmp_path))


def tokens(text: str) -> list[str]:
    """Words and marks: a bead may end at a dash between two words."""
    return re.findall(r"\w+|[^\w\s]", text)


def hold_translation_memory(document: Path, made: Path) -> None:
    root = etree.parse(made).getroot()
    words: dict[tuple[str, str], Counter[str]] = {}
    said: Counter[tuple[str, str]] = Counter()
    for unit in root.iter("tu"):
        entry = unit.findtext("prop[@type='x-entry']", "")
        for variant in unit.iter("tuv"):
            siglum = variant.findtext("prop[@type='x-siglum']", "")
            words.setdefault((siglum, entry), Counter()).update(tokens(variant.findtext("seg") or ""))
            said.update((siglum, note.text or "") for note in variant.iter("note"))
    assert words == {place: Counter(tokens(text)) for place, text in texts(document).items() if text.split()}
    assert said == Counter({(siglum, " ".join(text.split())): count for (siglum, text), count in notes(document).items()})


def test_a_translation_memory_states_languages(tmp_path: Path) -> None:
    root = etree.parse(exported(HOSTILE, "tmx", tmp_path)).getroot()
    spoken = {variant.findtext("prop[@type='x-siglum']"): variant.get(XML_LANG) for variant in root.iter("tuv")}
    assert spoken == {"A": "en", "M 2": "en", "C": "fr"}
    assert root.find("header").get("srclang") == "en"  # type: ignore[union-attr]


def test_beads_are_the_units_of_a_translation_memory(tmp_path: Path) -> None:
    root = etree.parse(exported(DOCUMENTS[0], "tmx", tmp_path)).getroot()
    unit = next(unit for unit in root.iter("tu") if "ticket" in "".join(unit.itertext()))
    assert [seg.text for seg in unit.iter("seg")] == [
        "only the PLM guard asked to see a ticket for it.",
        "the PLM guard was the only one who wanted to see its ticket.",
    ]


def table_of(path: Path) -> Mapping[str, list[list[dict[str, str]] | None]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert len({len(row) for row in found["table"]}) == 1
    return dict(zip(found["witnesses"], found["table"], strict=True))


def words_in(cell: list[dict[str, str]] | None) -> str:
    return " ".join("".join(token["t"] for token in cell or ()).split())


@every_document
def test_an_alignment_table_has_every_text_as_it_is(document: Path, tmp_path: Path) -> None:
    hold_texts_of_alignment_table(document, exported(document, "collatex-json", tmp_path))


def hold_texts_of_alignment_table(document: Path, made: Path) -> None:
    found: dict[tuple[str, str], str] = {}
    for siglum, row in table_of(made).items():
        for token in (token for cell in row for token in cell or ()):
            found[siglum, token["entry"]] = found.get((siglum, token["entry"]), "") + token["t"]
    assert found == {place: text for place, text in texts(document).items() if text}


@every_document
def test_an_alignment_table_has_every_reading_beside_its_lemma(document: Path, tmp_path: Path) -> None:
    hold_readings_of_alignment_table(document, exported(document, "collatex-json", tmp_path))


def test_a_table_may_leave_out_the_texts_that_are_not_compared(tmp_path: Path) -> None:
    """A reading of a text in another language asks for no grade; what the editor keeps out of the apparatus does."""
    source = (ROOT / "tests/tei/export/well.xml").read_text(encoding="utf-8")
    marked = source.replace('<rdg wit="#N">walked', '<rdg wit="#N" ana="#readings.beside">walked')
    assert marked != source
    tree = etree.ElementTree(etree.fromstring(marked.encode()))
    found = []
    for compared in (False, True):
        write_form("csv", tree, tmp_path / "rows.csv", Report(), compared=compared)
        rows = csv.DictReader(io.StringIO((tmp_path / "rows.csv").read_text(encoding="utf-8-sig"), newline=""))
        found.append([row["reading"] for row in rows if row["kind"] == "reading"])
    assert [reading for reading in found[0] if reading != "walked"] == found[1] != found[0]


def test_a_reading_without_witnesses_is_not_taken_for_one_that_is_not_compared(tmp_path: Path) -> None:
    source = (ROOT / "tests/tei/export/well.xml").read_text(encoding="utf-8")
    tree = etree.ElementTree(etree.fromstring(source.replace('<rdg wit="#N">walked', '<rdg resp="#editor">walked').encode()))
    write_form("csv", tree, tmp_path / "rows.csv", Report(), compared=True)
    rows = csv.DictReader(io.StringIO((tmp_path / "rows.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert "walked" in [row["reading"] for row in rows]


def verses_apart(text: RunningText) -> str:
    """The words of a text, a paragraph or a verse to a line."""
    ends = sorted({0, len(text.text), *(mark.at for mark in text.marks if mark.kind in BEGINNINGS)})
    parts = (part for start, end in pairwise(ends) for part in text.text[start:end].split("\n"))
    return "\n".join(" ".join(part.split()) for part in parts)


def hold_readings_of_alignment_table(document: Path, made: Path) -> None:
    rows = table_of(made)
    columns = [
        {siglum: words_in(cell) for siglum, cell in zip(rows, cells, strict=True)} for cells in zip(*rows.values(), strict=True)
    ]
    having: dict[tuple[str, str], list[dict[str, str]]] = {}
    for column in columns:
        for place in column.items():
            having.setdefault(place, []).append(column)

    # Where a witness breaks off, an entry may name it all the same.
    gap = {""} if next(opened(document).iter(f"{TEI}lacunaStart", f"{TEI}witStart", f"{TEI}witEnd"), None) is not None else set()
    lines = {(siglum, entry.n): verses_apart(running_text(entry)) for siglum, entry in entries(document)}

    def extant(siglum: str, unit: ApparatusUnit, reading: WitnessReading) -> bool:
        """Whether a witness has text there: where an apparatus names those who differ, all others are said to have the lemma."""
        return reading.text in lines.get((siglum, unit.entry), "").replace("\n", " ")

    def on_one_line(unit: ApparatusUnit) -> bool:
        """What goes over the end of a verse stands in two columns. What does so at one place is asked of no place."""
        places = ((reading.text, lines.get((one, unit.entry), reading.text)) for reading in unit.readings for one in reading.sigla)
        found = [re.findall(r"\s".join(map(re.escape, words.split(" "))), text) for words, text in places]
        # Where one text has words before the end of the verse and another after it, the place is longer than its lemma by the end.
        short = unit.end - unit.start == len(unit.lemma)
        return short and all(each and not any("\n" in words for words in each) for each in found)

    units = variation_units(opened(document))
    nesting = {unit.within for unit in units}
    for number, unit in enumerate(units):
        said: dict[str, str] = {}
        for reading in unit.readings:
            for siglum in reading.sigla:
                if extant(siglum, unit, reading):
                    said.setdefault(siglum, reading.text)
        # What nests, moves within a word or is no word at all stands in the cell around.
        if (
            unit.within is None
            and number not in nesting
            and unit.type not in ("attestation", "speaker")
            and on_one_line(unit)
            and all(text.strip() for text in said.values())
        ):
            if not said:
                continue
            places = said.items() if gap else [min(said.items(), key=lambda place: len(having.get(place, ())))]
            columns_there = (column for place in places for column in having.get(place, ()))
            held = (all(column.get(siglum, "") in {text, *gap} for siglum, text in said.items()) for column in columns_there)
            assert any(held), unit


def test_words_that_all_have_stand_in_one_column(tmp_path: Path) -> None:
    rows = table_of(exported(HOSTILE, "collatex-json", tmp_path))
    columns = [[words_in(cell) for cell in cells] for cells in zip(*rows.values(), strict=True)]
    assert ["The", "The", "The"] in columns
    assert ["waits", "waits, always", ""] in columns
    assert ["said low", "cried", "said bas"] in columns


def test_words_and_marks_tile_a_text() -> None:
    text = "“No,” she said—and l'été, 3,000 times…\nnaïve cafe\u0301."
    words = [word.of(text) for word in words_of(text)]
    assert "".join(words) == text
    assert words[:6] == ["“", "No", ",” ", "she ", "said—and ", "l'été"]
    assert words[-2:] == ["cafe\u0301", "."]


@every_document
def test_sentence_pairs_have_the_words_that_both_witnesses_have(document: Path, tmp_path: Path) -> None:
    folder = exported(document, "pharaoh", tmp_path)
    base, *others = sigla(opened(document)).values()
    for other in others:
        stem = f"{ncname(base)}-{ncname(other)}"
        pairs = [line.split("\t") for line in (folder / f"{stem}.tsv").read_text(encoding="utf-8").splitlines()]
        links = (folder / f"{stem}.links").read_text(encoding="utf-8").splitlines()
        assert len(pairs) == len(links)
        for (one, two), line in zip(pairs, links, strict=True):
            for a, b in (link.split("-") for link in line.split()):
                assert int(a) < len(one.split())
                assert int(b) < len(two.split())


def test_word_links_are_those_of_the_apparatus(tmp_path: Path) -> None:
    folder = exported(ROOT / "tests/tei/samples/sayings.xml", "pharaoh", tmp_path)
    assert (folder / "A-B.tsv").read_text(
        encoding="utf-8"
    ) == "Grind slowly , and be paid late .\tGrind with patience , and late .\n"
    assert (folder / "A-B.links").read_text(encoding="utf-8") == "0-0 1-1 1-2 2-3 3-4 6-5 7-6\n"


@every_document
def test_a_word_alignment_has_every_word_and_every_note(document: Path, tmp_path: Path) -> None:
    hold_word_alignment(document, exported(document, "alpheios", tmp_path))


def hold_word_alignment(document: Path, made: Path) -> None:
    found = json.loads(made.read_text(encoding="utf-8"))
    held = [found["origin"], *found["targets"].values()]
    by_siglum: dict[str, Counter[str]] = {}
    for (siglum, _), text in texts(document).items():
        by_siglum.setdefault(siglum, Counter()).update("".join(text.split()))
    assert [Counter("".join(text["docSource"]["text"].split())) for text in held] == list(by_siglum.values())
    words = {
        token["idWord"]: token["word"]
        for text in held
        for segment in text["alignedText"]["segments"]
        for token in segment["tokens"]
    }
    for text in held:
        segments = [" ".join(token["word"] for token in segment["tokens"]) for segment in text["alignedText"]["segments"]]
        assert "\n\n".join(segments) == text["docSource"]["text"]
    assert len({len(text["alignedText"]["segments"]) for text in held}) == 1
    for group in found["alignmentGroups"]:
        for ident in (*group["actions"]["origin"], *group["actions"]["target"]):
            assert words[ident]
            assert int(ident.split("-")[1]) + 1 == group["actions"]["segmentIndex"]
    comments = Counter(note["text"] for their in found["annotations"].values() for note in their)
    assert comments == Counter(note for (_, note), count in notes(document).items() for _ in range(count))
    assert all(words[ident] == note["tokenData"]["word"] for ident, their in found["annotations"].items() for note in their)


# --- What is told, what is refused ----------------------------------------------------------------------------------------


def left_out(form: str, document: Path, folder: Path) -> dict[str, int]:
    report = Report()
    write_form(form, opened(document), folder / form, report)
    kinds = [part for message in report if message.code == "I579" for part in message.values["kinds"]]  # type: ignore[attr-defined]
    return {part.name.partition("/")[0]: part.count for part in kinds}


def test_what_a_form_cannot_hold_is_told_with_counts(tmp_path: Path) -> None:
    assert left_out("csv", HOSTILE, tmp_path) == {
        "text of a witness": 3,
        "italic, language or other look": 11,
        "name of a speaker": 6,
    }
    assert left_out("collatex-json", HOSTILE, tmp_path)["note"] == 2
    for form in ("collatex-json", "tmx", "alpheios", "pharaoh"):
        assert left_out(form, HOSTILE, tmp_path)["name of a speaker"] == 6
    for form in ("latex", "ekdosis", "ods"):
        assert "name of a speaker" not in left_out(form, HOSTILE, tmp_path)
    assert left_out("citation", HOSTILE, tmp_path) == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_document_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        path = tmp_path / name / "out"
        write_form(form, open_tei(HOSTILE, Report()), path, Report())
        files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
        made.append([(str(each.relative_to(path.parent)), each.read_bytes()) for each in files])
    assert made[0] == made[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_document_without_witnesses_goes_out_as_one_text(form: str, tmp_path: Path) -> None:
    path = tmp_path / "plain.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>'
        "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p>It rained.</p></body></text></TEI>",
        encoding="utf-8",
    )
    tree = open_tei(path, Report())
    [entry] = exported_edition(tree).entries
    assert [(text.siglum, text.text) for text in entry.texts] == [("text", "It rained.")]
    if FORMS[form].least == 1:
        write_form(form, tree, tmp_path / "out", Report())
        return
    with pytest.raises(TextError) as told:
        write_form(form, tree, tmp_path / "out", Report())
    assert told.value.message.code == "E580"


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        write_form("cvs", opened(HOSTILE), tmp_path / "out", Report())
    assert told.value.message.code == "E051"
    assert not list(tmp_path.iterdir())


def test_a_library_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, "csv", dataclasses.replace(FORMS["csv"], library="a_library_of_no_one", extra="docx"))
    with pytest.raises(OutsideError, match=r"E053 .*pip install 'edition\[docx\]'"):
        write_form("csv", opened(HOSTILE), tmp_path / "out", Report())
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_written_into_another(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as told:
        write_form("pharaoh", opened(HOSTILE), tmp_path, Report())
    assert told.value.message.code == "E032"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutsideError) as told:
        write_form("pharaoh", opened(HOSTILE), tmp_path / "out", Report())
    assert told.value.message.code == "E006"
    assert len(written) == 1
    assert not list(tmp_path.iterdir())


# --- A spreadsheet --------------------------------------------------------------------------------------------------------


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    """The cells of a spreadsheet, as OpenDocument says that they are read."""
    office, table, text = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))
    with zipfile.ZipFile(path) as package:
        assert package.namelist()[0] == "mimetype"
        root = etree.fromstring(package.read("content.xml"))

    def words(cell: etree._Element) -> str:
        said = []
        for event, element in etree.iterwalk(cell, events=("start", "end")):
            if event == "start":
                spaces = " " * int(element.get(f"{text}c", "1"))
                said.append({f"{text}s": spaces, f"{text}tab": "\t", f"{text}line-break": "\n"}.get(str(element.tag), ""))
                said.append(element.text or "")
            elif element is not cell:
                said.append(element.tail or "")
        assert cell.get(f"{office}value-type") in (None, "string")
        return "".join(said)

    return {
        one.get(f"{table}name", ""): [[*map(words, row)] for row in one.iter(f"{table}table-row")]
        for one in root.iter(f"{table}table")
    }


@every_document
def test_a_spreadsheet_has_every_reading_every_note_and_every_text(document: Path, tmp_path: Path) -> None:
    hold_spreadsheet(document, exported(document, "ods", tmp_path))


def hold_spreadsheet(document: Path, made: Path) -> None:
    sheets = sheets_of(made)
    found = {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in sheets.items()}
    assert readings(document) == Counter(
        (row["entry"], row["lemma"], row["reading"], tuple(filter(None, row["witnesses"].split("; ")))) for row in found["Readings"]
    )
    assert notes(document) == Counter((row["witnesses"], row["reading"]) for row in found["Notes"])
    said: dict[tuple[str, str], list[str]] = {}
    for row in found["Texts"]:
        said.setdefault((row["siglum"], row["entry"]), []).append(row["text"])
    expected = {place: text.split() for place, text in texts(document).items() if text}
    assert {place: " ".join(parts).split() for place, parts in said.items()} == expected


@given(st.text(alphabet=st.sampled_from("ab  \t\n='")))
def test_a_cell_of_a_spreadsheet_comes_back_as_it_was(text: str) -> None:
    content = spreadsheet._content({"Sheet": [(text,)]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.ods"
        path.write_bytes(spreadsheet._packed(content))
        assert sheets_of(path) == {"Sheet": [[text]]}


def test_libreoffice_opens_a_spreadsheet(tool: Callable[[str], str], tmp_path: Path) -> None:
    write_form("ods", opened(HOSTILE), tmp_path / "ferry.ods", Report())
    program = [tool("soffice"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    filtered = "csv:Text - txt - csv (StarCalc):44,34,76,1"  # comma, quotation mark, UTF-8, from the first row
    command = [*program, "--convert-to", filtered, "--outdir", str(tmp_path), str(tmp_path / "ferry.ods")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not (tmp_path / "ferry.csv").exists():
        pytest.skip("LibreOffice is installed without Calc")
    cells = [cell for row in csv.reader((tmp_path / "ferry.csv").open(encoding="utf-8", newline="")) for cell in row]
    assert {"=SUM(A1:A9)", "-come", "@gray", "'Come"} <= set(cells)
