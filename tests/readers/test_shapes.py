"""One notebook, saved in every shape: the same entries come back, and no damaged file brings a reader down."""

from __future__ import annotations

import functools
import random
import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import readers
from edition.errors import TextError
from edition.messages import Report
from edition.model import Entry, Witness
from edition.readers.shapes import page_markup, table
from edition.readers.shapes.page_document import document_of_pages
from tests.examples import examples
from tests.readers import notebook

# The shapes that are no text through and through; notebook.py makes a file of each, in a function of its name.
SHAPES = [name for name, shape in table.SHAPES.items() if not shape.is_text]


@functools.cache
def made(shape: str) -> bytes:
    """The notebook as a file of a shape."""
    if shape == "pdf":
        pytest.importorskip("weasyprint")
    if shape == "epub":
        with tempfile.TemporaryDirectory() as folder:
            return notebook.epub(Path(folder) / "book.epub")
    return getattr(notebook, shape)()  # type: ignore[no-any-return]


def read(shape: str, raw: bytes, quoted: str | None = None) -> tuple[Witness, Report]:
    report = Report()
    return readers.read_file(Witness("B", reader=shape, file=f"book.{shape}", fragment_of=quoted), raw, report), report


def seen(entry: Entry) -> tuple[object, ...]:
    """What an editor sees of an entry."""
    notes = []
    for note in entry.notes:
        assert note.paragraph is not None
        notes.append((note.n, entry.paragraphs[note.paragraph].text[: note.offset], note.text))
    return entry.n, entry.dateline, entry.title, [(p.kind, p.label, p.text) for p in entry.paragraphs], notes


def expected() -> list[tuple[object, ...]]:
    """The notebook as it must be read."""
    lines, notes = notebook.lines()
    found: list[tuple[str, str, None, list[tuple[str, str, str]], list[tuple[str, str, str]]]] = []
    keys = iter(("1944-08-09", "1944-08-11", "1945-01-02"))
    for line in lines:
        if line.kind == "date":
            found.append((next(keys), line.text, None, [], []))
            continue
        found[-1][3].append((line.kind, "• " if line.kind == "item" else "", line.text))
        before = ""
        for words, n in line.pieces:
            before += words
            if n:
                found[-1][4].append((str(n), before, notes[n - 1]))
    return list(found)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_entries(shape: str) -> None:
    witness, report = read(shape, made(shape))
    assert [seen(entry) for entry in witness.entries] == expected()
    assert not [message for message in report if message.severity != "info"]


@pytest.mark.parametrize("page", ["A5", "105mm 120mm", "A4"])
@pytest.mark.parametrize("indented", [True, False], ids=["indents", "gaps"])
@pytest.mark.parametrize("justified", [True, False], ids=["justified", "ragged"])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_is_read_however_it_is_set(columns: int, justified: bool, indented: bool, page: str) -> None:
    pytest.importorskip("weasyprint")
    raw = notebook.pdf(columns=columns, justified=justified, indented=indented, page=page)
    witness, report = read("pdf", raw)
    assert [seen(entry) for entry in witness.entries] == expected()
    assert {message.code for message in report} <= {"I150", "I109"}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_word_is_in_an_entry_or_a_note_or_told(shape: str) -> None:
    """What is in no entry stands before the first one, after the last, or is a caption, and a message names it with its words."""
    _, report = read(shape, made(shape))
    besides = {"tei": {"I138"}, "pdf": {"I150", "I109"}}
    assert {message.code for message in report} == besides.get(shape, {"I150"})
    told = [str(part).split(" (")[0] for message in report for part in message.values.get("parts", ())]  # type: ignore[attr-defined]
    title = "title-page “The Lighthouse Book”"
    wanted = {
        "html": [
            "contents “Home About us”",
            "title-page “The Lighthouse Book A gull. …”",
            "contents “All rights reserved. Imprint”",
        ],
        "epub": ["contents “The Lighthouse Book 1944 1945”", title],
        "tei": [],
    }
    assert told == wanted.get(shape, [title])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_review_in_any_shape_is_read_for_its_quotations(shape: str) -> None:
    witness, _ = read(shape, made(shape), quoted="A")
    assert [quotation.text for quotation in witness.quotations] == ["Again?"]


# --- Damaged files -------------------------------------------------------------------------------------------------------


def outcome(shape: str, raw: bytes) -> str:
    """The codes of the errors that a file brings; anything but a message is the reader's fault."""
    try:
        _, report = read(shape, raw)
    except TextError as error:
        return str(error.message.code)
    return " ".join(message.code for message in report.errors)


@pytest.mark.parametrize("shape", SHAPES)
@given(cut=st.floats(0, 1), seed=st.integers(0, 2**32), count=st.integers(1, 40))
@settings(deadline=None, max_examples=examples(40))
def test_a_file_with_bytes_changed_or_lost_ends_in_a_message(shape: str, cut: float, seed: int, count: int) -> None:
    whole = made(shape)
    outcome(shape, whole[: int(cut * len(whole))])
    changed = bytearray(whole)
    chance = random.Random(seed)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    outcome(shape, bytes(changed))


@pytest.mark.parametrize(("shape", "member"), [("docx", name) for name in ("document", "footnotes", "styles", "numbering")]
                         + [("docx", "rels"), ("epub", "content"), ("epub", "1944"), ("epub", "container")])  # fmt: skip
@given(seed=st.integers(0, 2**32), count=st.integers(1, 12), cut=st.booleans())
@settings(deadline=None, max_examples=examples(25))
def test_an_archive_that_unpacks_to_damaged_parts_ends_in_a_message(
    shape: str, member: str, seed: int, count: int, cut: bool
) -> None:
    chance = random.Random(seed)

    def damage(name: str, content: bytes) -> bytes:
        if member not in name or not content:
            return content
        changed = bytearray(content)
        for _ in range(count):
            at = chance.randrange(len(changed))
            # Digits and letters for digits and letters: the XML stays well-formed more often, and lies.
            changed[at] = chance.choice(b"0123456789abcxyz") if chr(changed[at]).isalnum() else changed[at]
        return bytes(changed[: chance.randrange(len(changed))] if cut else changed)

    outcome(shape, repacked(made(shape), damage))


def test_a_document_whose_parts_have_lost_their_names_ends_in_a_message() -> None:
    nameless = repacked(
        made("docx"), lambda name, content: content.replace(b' Id="', b' Ix="') if name.endswith(".rels") else content
    )
    outcome("docx", nameless)


def repacked(raw: bytes, change: object) -> bytes:
    """An archive with its members changed by a function of name and content."""
    assert callable(change)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("shape", SHAPES)
@given(raw=st.binary(max_size=300))
@settings(deadline=None, max_examples=examples(40))
def test_any_bytes_end_in_a_message(shape: str, raw: bytes) -> None:
    outcome(shape, raw)
    start = {"pdf": b"%PDF-1.7\n", "html": b"<p>", "tei": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>"}.get(shape, b"PK\3\4")
    outcome(shape, start + raw)


TAGS = "p div h2 ol ul li a sup table tr td br figure nav article aside main dl dd".split()
SCRAPS = [
    *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<a href='#n1'>1</a>", "<p id='n1'>1 Note</p>", "<sup>1</sup>",
    "9 August 1944", "Rain fell.", "&nbsp;", "<!-- x -->",
]  # fmt: skip


@given(parts=st.lists(st.sampled_from(SCRAPS), max_size=60))
@settings(deadline=None, max_examples=examples(200))
def test_no_letter_of_a_page_is_lost(parts: list[str]) -> None:
    page = f"<body>{''.join(parts)}Rain.</body>"
    document = document_of_pages(
        [page_markup.HtmlPage("", page_markup.page_tree(page.encode(), "page.html", Report()))], "page.html", "html"
    )
    notes = {id(call.note): call.note for block in document.blocks for call in block.notes}
    have = [block.text for held in (document, *notes.values()) for block in held.blocks]
    words = re.sub(r"<[^>]*>|&nbsp;", " ", page)
    # Numbers stand at calls and before notes, and are not kept there.
    assert sorted(re.findall(r"[^\W\d_]", " ".join(have))) == sorted(re.findall(r"[^\W\d_]", words))


# --- Files that would fill a machine, or ask for others ------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["docx", "epub"])
def test_an_archive_that_grows_beyond_bounds_is_refused(shape: str) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"word/{number}.xml", b"\0" * 2**26)
    assert len(out.getvalue()) < 2**20
    assert outcome(shape, out.getvalue()) == "E132"


LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize("shape", ["docx", "epub"])
def test_entities_are_refused(shape: str, doctype: bytes) -> None:
    def with_doctype(xml: bytes) -> bytes:
        start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return xml[:start] + doctype + xml[start:].replace(b"</p>", b"&a;</p>").replace(b"</w:t>", b"&a;</w:t>")

    wanted = {"docx": "document.xml", "epub": "container.xml"}[shape]
    raw = repacked(made(shape), lambda name, content: with_doctype(content) if name.endswith(wanted) else content)
    assert outcome(shape, raw) == "E133"


@pytest.mark.parametrize("shape", ["docx", "epub"])
def test_a_part_of_an_archive_that_is_nested_too_deep_is_refused(shape: str) -> None:
    wanted = {"docx": "document.xml", "epub": "container.xml"}[shape]
    deep = b"<x>" * 3000 + b"</x>" * 3000
    assert outcome(shape, repacked(made(shape), lambda name, content: deep if name.endswith(wanted) else content)) == "E402"


def test_a_page_reads_no_entity_from_outside() -> None:
    page = OUTSIDE + b"<html><body><h2>9 August 1944</h2><p>Rain &a; fell.</p></body></html>"
    witness, _ = read("html", page)
    assert [p.text for p in witness.entries[0].paragraphs] == ["Rain &a; fell."]


@pytest.mark.parametrize(("shape", "library"), [("docx", "docx"), ("pdf", "pdfplumber")])
def test_a_library_that_is_not_there_is_told(shape: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = made(shape)
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(TextError, match=rf"E131 .*pip install 'edition\[{shape}\]'"):
        read(shape, raw)


@pytest.mark.parametrize(("depth", "codes"), [(1500, ""), (5000, "E175")])
def test_a_deep_page_is_read_to_its_end_or_not_at_all(depth: int, codes: str) -> None:
    page = b"<body>" + b"<div>" * depth + b"<h2>9 August 1944</h2><p>Rain.</p>" + b"</div>" * depth
    assert outcome("html", page) == codes


def test_a_declaration_of_an_encoding_may_stand_anywhere_in_a_page() -> None:
    page = b'\n\xff<?xml version="1.0" encoding="utf-8"?><html><body><p>Rain.</p></body></html>'
    assert page_markup.text_of(page_markup.page_tree(page, "rain.html", Report())).endswith("Rain.")
