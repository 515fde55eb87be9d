"""A PDF as a document: dropped capitals, letter-spaced headings, looks, verses, quotations, notes at the feet, pages."""

from __future__ import annotations

import random

import pytest

from edition.errors import EditionError
from edition.messages import Report
from edition.model.documents import Document, DocumentBlock
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES
from tests.readers.shapes.pdf.test_geometry import LOOKS, SENTENCES, note

weasyprint = pytest.importorskip("weasyprint")
pytest.importorskip("pdfplumber")
# A head that stands on one page alone is told by nothing.
BARE = "@page { @top-center { content: none } @bottom-center { content: none } }"
TEXT = " ".join(SENTENCES[n] for n in (0, 1, 4, 5, 7))


def pdf(body: str, looks: str = "") -> bytes:
    return weasyprint.HTML(string=f"<html lang='en'><style>{LOOKS}{looks}</style>{body}</html>").write_pdf()


def document(body: str, looks: str = "", *, heads: bool = False) -> Document:
    raw = pdf(body, looks if heads else BARE + looks)
    return document_of(SHAPES["pdf"], UnknownFile(raw, "a.pdf"), Report())


def looks_of(block: DocumentBlock) -> list[tuple[str, str]]:
    return [(block.text[one.start : one.end], one.look) for one in block.inline]


def dropped(letter: str, rest: str, size: int) -> str:
    style = f"float: left; font-size: {size}pt; line-height: .85; padding-right: 2pt"
    return f"<p style='text-indent: 0'><span style='{style}'>{letter}</span>{rest} {TEXT}</p><p>{TEXT}</p>"


@pytest.mark.parametrize(
    ("letter", "rest", "begins"),
    [
        ("T", "he ferry came in.", "The ferry came in."),
        ("I", "went to the ferry.", "I went to the ferry."),
        ("N", "<span style='font-variant: small-caps'>obody</span> wrote.", "Nobody wrote."),
    ],
    ids=["a word", "a word of one letter", "small capitals"],
)
@pytest.mark.parametrize("size", [26, 40], ids=["two lines", "three lines"])
def test_a_dropped_capital_begins_its_paragraph(letter: str, rest: str, begins: str, size: int) -> None:
    found = document(f"<h2>CHAPTER I</h2><p>Then I went there.</p>{dropped(letter, rest, size)}").blocks
    assert [block.text.casefold() for block in found[2:]] == [f"{begins} {TEXT}".casefold(), TEXT.casefold()]


def test_a_large_capital_that_stands_on_its_line_is_no_dropped_one() -> None:
    large = "<span style='font-size: 20pt; line-height: 0'>T</span>he"
    found = document(f"<h2>CHAPTER I</h2><p style='text-indent: 0'>{large} ferry came. {TEXT}</p>")
    assert found.blocks[1].text == f"The ferry came. {TEXT}"


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("<h2 style='letter-spacing: .4em'>CHAPTER IV</h2>", "CHAPTER IV"),
        ("<h2 style='letter-spacing: .25em; text-transform: uppercase'>The salt road</h2>", "THE SALT ROAD"),
        ("<h2>A B C</h2>", "A B C"),
    ],
)
def test_letters_that_are_spaced_are_words(heading: str, read: str) -> None:
    found = document(f"{heading}<p>{TEXT}</p>").blocks
    assert [(block.kind, block.text) for block in found] == [("head", read), ("p", TEXT)]


def test_words_that_are_spaced_within_a_paragraph() -> None:
    found = document(
        f"<p style='text-align: left'>He never, <span style='letter-spacing: .3em'>never wrote</span> of it. {TEXT}</p>"
    )
    assert found.blocks[0].text == f"He never, never wrote of it. {TEXT}"


def test_looks_are_those_of_the_fonts() -> None:
    (block,) = document(
        f"<p>He read <i>The Salt Road</i>, <b>twice</b>, on the 1<sup style='line-height: 0'>st</sup>; "
        f"<span style='font-variant: small-caps'>Pell</span> did not. {TEXT}</p>"
    ).blocks
    assert [(text.casefold(), look) for text, look in looks_of(block)] == [
        ("the salt road", "italic"), ("twice", "bold"), ("st", "sup"), ("pell", "small-caps"),
    ]  # fmt: skip


def test_what_the_whole_text_has_is_no_look() -> None:
    found = document(f"<h2 style='font-style: normal'>I</h2><p>{TEXT}</p><p>{TEXT}</p>", "p { font-style: italic }").blocks
    assert not any(block.inline for block in found)


VERSES = ["The wheel goes round,", "the night is long and cold,", "and nobody has found", "the things that we were told."]


@pytest.mark.parametrize("align", ["justify", "left"])
def test_verses_among_prose(align: str) -> None:
    found = document(
        f"<p>{TEXT}</p><p style='text-indent: 0; margin: 8pt 3em; text-align: {align}'>{'<br>'.join(VERSES)}</p><p>{TEXT}</p>"
    ).blocks
    assert [(block.kind, block.text) for block in found] == [("p", TEXT), *(("l", line) for line in VERSES), ("p", TEXT)]
    assert [(block.gap > 0, block.rows) for block in found[1:5]] == [(True, 4), (False, 4), (False, 4), (False, 4)]


def test_a_dialogue_is_no_verse() -> None:
    said = ["“No.”", "“Yes, and twice.”", "“And the lamp?”", "“Gone.”", "“Then go.”"]
    found = document(f"<p>{TEXT}</p>" + "".join(f"<p>{line}</p>" for line in said) + f"<p>{TEXT}</p>").blocks
    assert [(block.kind, block.text) for block in found] == [("p", text) for text in (TEXT, *said, TEXT)]


def test_a_quotation_within_narrower_edges_over_the_end_of_a_page() -> None:
    before = f"<p>{' '.join([TEXT] * 3)}</p>"
    quoted = f"<blockquote style='margin: 6pt 2em'><p style='text-indent: 0'>{TEXT} {TEXT}</p></blockquote>"
    found = document(f"{before}{quoted}<p>{TEXT}</p>")
    assert found.blocks[1].lines[0] < found.pages[0] < found.blocks[1].lines[-1]
    assert [(block.within, block.text) for block in found.blocks[1:]] == [(("quotation",), f"{TEXT} {TEXT}"), ((), TEXT)]


@pytest.mark.parametrize(
    ("looks", "sign"),
    [
        ("", "1"),
        (".note::footnote-marker { content: counter(footnote) '. '; font-size: 8pt }", "1"),
        (".note::footnote-call { content: '*' } .note::footnote-marker { content: '*' }", "*"),
    ],
    ids=["raised figures", "figures with a stop", "stars"],
)
def test_notes_hang_on_their_calls_with_their_looks(looks: str, sign: str) -> None:
    found = document(f"<p>Salt was dear.{note('In the <i>winter</i> of that year.')} {TEXT}</p>", looks)
    (block,) = found.blocks
    assert block.text == f"Salt was dear. {TEXT}"
    (call,) = block.notes
    assert (call.offset, call.note.n, [one.text for one in call.note.blocks]) == (14, sign, ["In the winter of that year."])
    assert looks_of(call.note.blocks[0]) == [("winter", "italic")]


def test_a_call_with_which_a_row_begins_calls_its_note() -> None:
    salt = f"Salt was dear then.{note('In winter.')}<br>Oil was not.<br>{note('In May.')} Ink was."
    found = document(f"<p style='text-indent: 0'>{salt}</p><p>{TEXT}</p>").blocks
    assert sorted(call.note.blocks[0].text for block in found for call in block.notes) == ["In May.", "In winter."]


def test_headings_by_size_pages_heads_and_layer() -> None:
    found = document(
        f"<h1 style='font-size: 18pt'>Salt</h1><h2>CHAPTER I</h2><p>{TEXT}</p><h2 style='break-before: page'>CHAPTER II</h2>",
        heads=True,
    )
    assert [(block.text, block.level) for block in found.blocks if block.kind == "head"] == [
        ("Salt", 1), ("CHAPTER I", 2), ("CHAPTER II", 2),
    ]  # fmt: skip
    rows = found.layer.split("\n")
    assert [rows[one.line - 1] for one in found.furniture] == [one.text for one in found.furniture]
    assert {one.text for one in found.furniture} == {"A RUNNING HEAD", "1", "2"}
    assert [rows[line - 1] for line in found.pages] == ["A RUNNING HEAD"]
    assert rows[found.blocks[0].lines[0] - 1] == "Salt"


def test_a_page_without_words_is_counted() -> None:
    found = document(
        f"<p>{TEXT}</p><div style='break-before: page; height: 1em'></div><p style='break-before: page'>{TEXT}</p>",
    )
    assert len(found.pages) == 2


def test_a_damaged_file_ends_in_a_message() -> None:
    raw = pdf(f"<h2>CHAPTER I</h2>{dropped('T', 'he ferry.', 30)}<p>Salt.{note('In winter.')}</p>")
    chance = random.Random(5)
    for _ in range(40):
        spoilt = bytearray(raw)
        for _ in range(chance.choice((1, 5, 20))):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randrange(1, 4)] = bytes([chance.randrange(256)])
        try:
            document_of(SHAPES["pdf"], UnknownFile(bytes(spoilt), "a.pdf"), Report())
        except EditionError:
            continue
