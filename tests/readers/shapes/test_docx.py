"""Word documents: lists by their numbering, notes of every kind, and what Word keeps beside the text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from edition import readers
from edition.messages import Report
from edition.model import Witness

word = pytest.importorskip("docx")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(build: Callable[..., None], body: Callable[[str], str] = str) -> tuple[Witness, Report]:
    """Read a document that python-docx writes; `body` changes the XML of its text."""
    made = word.Document()
    build(made)
    out, changed = io.BytesIO(), io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, body(content.decode()).encode() if name == "word/document.xml" else content)
    report = Report()
    return readers.read_file(Witness("B", reader="docx", file="b.docx"), changed.getvalue(), report), report


def paragraphs(witness: Witness) -> list[str]:
    (entry,) = witness.entries
    return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]


def test_numbered_lists_count_as_word_counts() -> None:
    def build(made: object) -> None:
        made.add_paragraph("9 August 1944")  # type: ignore[attr-defined]
        for text in ("Bread.", "Lamp.", "Oil."):
            made.add_paragraph(text, style="List Number")  # type: ignore[attr-defined]

    assert paragraphs(document(build)[0]) == ["1. Bread.", "2. Lamp.", "3. Oil."]


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read() -> None:
    def build(made: object) -> None:
        made.add_paragraph("9 August 1944. Rain fell all day.")  # type: ignore[attr-defined]

    deleted = f'<w:del xmlns:w="{W}" w:id="1" w:author="a"><w:r><w:delText>Snow, I mean. </w:delText></w:r></w:del>'
    added = f'<w:ins xmlns:w="{W}" w:id="2" w:author="a"><w:r><w:t xml:space="preserve"> More tomorrow.</w:t></w:r></w:ins>'
    witness, report = document(build, lambda xml: re.sub(r"(</w:r>)(</w:p>)", rf"\1{deleted}{added}\2", xml, count=1))
    assert paragraphs(witness) == ["Rain fell all day. More tomorrow."]
    assert [(m.code, m.values["count"]) for m in report] == [("I137", len("Snow, I mean."))]


def test_raised_figures_call_notes_at_the_end() -> None:
    def build(made: object) -> None:
        made.add_paragraph("9 August 1944")  # type: ignore[attr-defined]
        first = made.add_paragraph("Rain")  # type: ignore[attr-defined]
        first.add_run("1").font.superscript = True
        first.add_run(" fell on 10 m")
        first.add_run("2").font.superscript = True
        first.add_run(" of roof.")
        note = made.add_paragraph("")  # type: ignore[attr-defined]
        note.add_run("1").font.superscript = True
        note.add_run(" Eleven millimetres.")

    witness, report = document(build)
    assert paragraphs(witness) == ["Rain fell on 10 m2 of roof."]
    assert [(note.n, note.offset, note.text) for note in witness.entries[0].notes] == [("1", 4, "Eleven millimetres.")]
    assert not len(report)


def test_a_text_box_is_none_of_the_text_and_is_told_once() -> None:
    def build(made: object) -> None:
        made.add_paragraph("9 August 1944. Rain.")  # type: ignore[attr-defined]

    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    both = f'<w:r xmlns:w="{W}"><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
    both += f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    witness, report = document(build, lambda xml: re.sub(r"(</w:r>)(</w:p>)", rf"\1{both}\2", xml, count=1))
    assert paragraphs(witness) == ["Rain."]
    assert [(message.code, message.values["part"]) for message in report] == [("I136", "asides")]
    assert witness.layer.count("In a box.") == 1


def test_tables_are_read_cell_by_cell() -> None:
    def build(made: object) -> None:
        made.add_paragraph("9 August 1944")  # type: ignore[attr-defined]
        table = made.add_table(1, 2)  # type: ignore[attr-defined]
        table.cell(0, 0).text, table.cell(0, 1).text = "Rain.", "Eleven millimetres."

    assert paragraphs(document(build)[0]) == ["Rain.", "Eleven millimetres."]
