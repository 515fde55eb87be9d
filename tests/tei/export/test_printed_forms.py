"""What goes out to be printed elsewhere, in Word and LaTeX, says all that the document says: words, readings, notes."""

from __future__ import annotations

import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.model.apparatus_units import WitnessReading
from edition.model.documents import Document, DocumentBlock
from edition.readers.shapes.word_document import document_of_word
from edition.tei.export.export_forms import write_form
from edition.tei.export.exported_edition import exported_edition
from edition.tei.export.headings_above import headings_above, new_headings
from edition.tei.export.printed_text import NoteMark, UnitMark, is_unsaid, printed_paragraphs, told_units
from edition.tei.reading.apparatus import variation_units
from tests.tei.export.test_forms import HOSTILE, every_document, notes, opened

pytest.importorskip("docx", reason="python-docx is not installed")


def blocks_of(path: Path) -> tuple[Document, list[DocumentBlock]]:
    report = Report()
    document = document_of_word(path.read_bytes(), str(path), report)
    assert [message.code for message in report] == []
    return document, [block for block in document.blocks if block.text or block.label]


def words_of_blocks(blocks: list[DocumentBlock]) -> list[str]:
    return [" ".join(f"{block.label} {block.text}".split()) for block in blocks]


def printed_readings(document: Path) -> Iterator[WitnessReading]:
    """The readings that a page says: those at a place of the text which the editor does not keep out."""
    for unit in variation_units(opened(document)):
        if unit.start is not None and unit.type != "attestation":
            yield from (reading for reading in unit.readings if not reading.is_lemma and not is_unsaid(reading))


def printed(document: Path) -> Iterator[str]:
    """The blocks of the text that is printed, as words: title, headings, speakers, paragraphs."""
    edition = exported_edition(opened(document))
    yield edition.title
    above = headings_above(opened(document))
    before: tuple[str, ...] = ()
    for entry in edition.entries:
        heads = above.get(entry.n, ())
        yield from (head for _, head in new_headings(before, heads))
        before = heads
        text = entry.edited
        assert text is not None
        yield " ".join(part for part in (text.entry.dateline, text.entry.title or "") if part)
        for paragraph in text.entry.paragraphs:
            if paragraph.section:
                yield "* * *"
            if paragraph.speaker and "speech" in paragraph.within[paragraph.shared :]:
                yield paragraph.speaker
            yield f"{paragraph.label} {paragraph.text}"


@every_document
def test_a_word_document_has_the_text(document: Path, tmp_path: Path) -> None:
    write_form("docx", opened(document), tmp_path / "out.docx", Report())
    hold_text_of_word_document(document, tmp_path / "out.docx")


def hold_text_of_word_document(document: Path, made: Path) -> None:
    _, blocks = blocks_of(made)
    assert words_of_blocks(blocks) == [" ".join(text.split()) for text in printed(document) if text.split()]


@every_document
def test_the_footnotes_of_a_word_document_are_every_reading_and_every_note(document: Path, tmp_path: Path) -> None:
    write_form("docx", opened(document), tmp_path / "out.docx", Report())
    hold_footnotes_of_word_document(document, tmp_path / "out.docx")


def hold_footnotes_of_word_document(document: Path, made: Path) -> None:
    _, blocks = blocks_of(made)
    said = [" ".join(part.text for part in note.note.blocks) for block in blocks for note in block.notes]
    whole = "\n".join(said)
    for reading in printed_readings(document):
        assert f"{reading.text} {' '.join(reading.sigla)}".strip() in whole, reading
    for (siglum, note), _ in notes(document).items():
        assert note in said or f"{siglum}: {note}" in said


def test_notes_and_lemmas_are_called_where_they_stand(tmp_path: Path) -> None:
    write_form("docx", opened(HOSTILE), tmp_path / "out.docx", Report())
    _, blocks = blocks_of(tmp_path / "out.docx")
    block = next(block for block in blocks if block.text.startswith("The ferry"))
    calls = [(block.text[: note.offset].split()[-1], note.note.blocks[0].text.split("]")[0]) for note in block.notes]
    assert calls == [("ferry", "ferry"), ("$x$.", "He means the boat, \\write18{ls} & no other."), ("waits", "waits")]
    adds = next(note for block in blocks for note in block.notes if "adds" in note.note.blocks[0].text)
    assert adds.note.blocks[0].text == "and] adds very M 2"


def test_styles_have_names_and_looks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    write_form("docx", opened(HOSTILE), path, Report())
    _, blocks = blocks_of(path)
    kinds = {block.text: (block.kind, block.within) for block in blocks}
    assert kinds["the rope is long."] == ("l", ("stanza",))
    assert kinds["A sign on the post: <no ferry>"] == ("p", ("quotation",))
    assert kinds["Enter the FERRYMAN."][0] == "stage"
    assert kinds["Ida"][0] == "speaker"
    looks = {block.text[one.start : one.end]: (one.look, one.value) for block in blocks for one in block.inline}
    assert looks == {"crossing": ("italic", ""), "à bientôt": ("lang", "fr"), "softly": ("italic", "")}
    assert next(block for block in blocks if "First" in block.text).kind == "head"
    import docx

    names = {paragraph.style.name for paragraph in docx.Document(str(path)).paragraphs}
    assert {"Title", "Heading 1", "Verse", "Speaker", "Stage Direction", "Quotation", "Normal"} <= names
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/footnotes.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = Counter(style.get(f"{w}val") for style in root.iter(f"{w}pStyle"))
    assert styles == {"Apparatus": 10, "FootnoteText": 2}


@pytest.fixture(scope="module")
def libreoffice(tool: Callable[[str], str]) -> str:
    return tool("soffice")


def test_libreoffice_opens_a_word_document(libreoffice: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    write_form("docx", opened(HOSTILE), tmp_path / "ferry.docx", Report())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "ferry.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        [tool("pdftotext"), "-layout", str(tmp_path / "ferry.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Water is grey" in text
    assert "=SUM(A1:A9) M 2; le bac C" in " ".join(text.split())
    assert "The sign is gone." in text


@every_document
def test_lemmas_nest(document: Path) -> None:
    """Whatever the apparatus, what opens within a lemma closes within it, and each note is called once."""
    edition = exported_edition(opened(document))
    units = told_units(edition)
    seen: Counter[int] = Counter()
    called: Counter[str] = Counter()
    for entry in edition.entries:
        for paragraph in printed_paragraphs(edition, entry, units):
            open_: list[int] = []
            for piece in paragraph.pieces:
                if isinstance(piece, NoteMark):
                    called[piece.note.text] += 1
                elif isinstance(piece, UnitMark) and piece.kind == "open":
                    open_.append(piece.unit)
                    seen[piece.unit] += 1
                elif isinstance(piece, UnitMark):
                    assert open_.pop() == piece.unit
            assert not open_
    assert set(seen) == units
    assert set(seen.values()) <= {1}
    assert called.keys() == {text for _, text in notes(document)}
