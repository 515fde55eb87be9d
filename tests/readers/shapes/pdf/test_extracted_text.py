"""Text pulled out of a PDF: pages, notes at their feet, lines, hyphens, lists, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edition.messages import Report
from edition.model.documents import Document
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

# A page of a made-up diary; the form feed is that of pdftotext.
FIRST = """2 May 1942. Rain all day. The gutters sang and the cat would not go
out, which is not like her; she stood at the door and looked at us as
if we had made it. Berta says that we had.1 I wrote to Quill about the
gauge.2 He will not answer.
Towards evening the wind turned. The postman came by with nothing for
us and stood in the hall until he was dry, telling of the bridge that"""
SECOND = """has gone, and of the two bridges that have not. We gave him soup.
3 May 1942: Hail. It broke eleven panes."""
NOTES = ["Berta Quill (1880–1950): midwife, sister of the rainmaker, who lived with the family until", "the war."]
ODA = "Oda Quill (1878–1949): rainmaker; in four countries thanked in none."


def whole(first_page_foot: str, between: str = "\f") -> str:
    return f"{FIRST}\n{first_page_foot}{between}{SECOND}\n"


@pytest.mark.parametrize(
    "foot",
    [
        f"1 {NOTES[0]}\n{NOTES[1]}\n2 {ODA}\n",
        f"1. {NOTES[0]}\n{NOTES[1]}\n2. {ODA}\n",
        f"1{NOTES[0]}\n{NOTES[1]}\n2{ODA}\n",
        f"1\n{NOTES[0]}\n{NOTES[1]}\n2\n{ODA}\n",
        f"{NOTES[0]}\n{NOTES[1]}\n2\n{ODA}\n1\n",
        f"{NOTES[0]}\n{NOTES[1]}\n{ODA}\n1\n2\n",
        f"1\n2\n\n{NOTES[0]}\n{NOTES[1]}\n{ODA}\n",
        f"{NOTES[0]}\n{NOTES[1]}\n{ODA}\n",
    ],
    ids=["inline", "inline with stops", "glued", "own lines before", "before and after", "all after", "all before", "numbers lost"],
)
def test_notes_in_the_middle_of_a_sentence(read_as: ReadAs, foot: str) -> None:
    found = read_as("pdf-text", whole(foot))
    assert found.dates == ["1942-05-02", "1942-05-03"]
    assert found.notes() == [("1", "had.", " ".join(NOTES)), ("2", "gauge.", ODA)]
    assert len(found.paragraphs("1942-05-02")) == 2
    assert "the bridge that has gone, and of" in found.paragraphs("1942-05-02")[1]
    assert found.codes == []


def test_notes_of_pages_that_begin_with_a_space(read_as: ReadAs) -> None:
    text = FIRST.replace("2 May", " 2 May", 1) + f"\n{NOTES[0]}\n{NOTES[1]}\n{ODA}\n1\n2\n {SECOND}\n"
    found = read_as("pdf-text", "\n" * 8 + text)
    assert found.notes() == [("1", "had.", " ".join(NOTES)), ("2", "gauge.", ODA)]


def test_running_heads_and_folios_go(read_as: ReadAs) -> None:
    foot = f"1 {' '.join(NOTES)}\n2 {ODA}\n"
    apart = read_as("pdf-text", whole(foot, "\n\nquill: The Rain Book\n\n57\n\n"))
    assert "the bridge that has gone" in apart.paragraphs("1942-05-02")[1]
    assert apart.codes == ["I109"]
    fed = read_as("pdf-text", f"The Rain Book 56\n\n{FIRST}\n{foot}\fThe Rain Book 57\n\n{SECOND}\n")
    assert fed.entries[0].paragraphs[0].text == apart.entries[0].paragraphs[0].text
    assert fed.codes == ["I109"]


def test_paragraphs_by_the_width_of_lines(read_as: ReadAs) -> None:
    found = read_as("pdf-text", FIRST + "\n" + SECOND)
    assert [text[:7] for text in found.paragraphs("1942-05-02")] == ["Rain al", "Towards"]


def test_paragraphs_by_indents_and_by_empty_lines(read_as: ReadAs) -> None:
    lines = FIRST.split("\n")
    for join in ("\n   ", "\n\n"):
        text = "\n".join(lines[:4]) + join + "\n".join(lines[4:]) + "\n" + SECOND + "\n\n4 May 1942. Sun.\n\n5 May 1942. Sun.\n"
        assert [part[:7] for part in read_as("pdf-text", text).paragraphs("1942-05-02")] == ["Rain al", "Towards"]


def test_a_note_that_lost_its_mark_is_kept_and_told(read_as: ReadAs) -> None:
    first = FIRST.replace("gauge.2", "gauge.")
    found = read_as("pdf-text", f"{first}\n1\n{' '.join(NOTES)}\n2\n{ODA}\n\f{SECOND}\n")
    assert [note[0] for note in found.notes()] == ["1", "2"]
    assert found.notes()[1][2] == ODA
    assert found.codes == ["W104"]


def test_a_figure_without_note_stays(read_as: ReadAs) -> None:
    found = read_as("pdf-text", "2 May 1942. We read Psalm1 and slept.\n")
    assert found.paragraphs("1942-05-02") == ["We read Psalm1 and slept."]
    assert found.codes == ["W105"]


def test_lists_and_years(read_as: ReadAs) -> None:
    found = read_as(
        "pdf-text",
        """1942
2 May 1942. To do today, if it stops raining and the roads are not under:
– mend the gauge, which the cat has taken for a thing to sit in, and the
roof;
– write to Quill.
Nothing was done. Reasons that the family found for it in the evening, in
the order of their finding:
1. The rain was too loud for thinking, and thinking comes before
mending.
2. There is no ink.

1943
3 January 1943. Snow.
""",
    )
    assert found.dates == ["1942-05-02", "1943-01-03"]
    kinds = [(p.kind, p.label, p.text.split()[0]) for p in found.entries[0].paragraphs]
    assert kinds == [
        ("p", "", "To"),
        ("item", "– ", "mend"),
        ("item", "– ", "write"),
        ("p", "", "Nothing"),
        ("item", "1. ", "The"),
        ("item", "2. ", "There"),
    ]
    # The headings of the years are none of an entry.
    assert found.codes == ["I150"]


def test_dashes_and_hyphens_at_line_ends(read_as: ReadAs) -> None:
    found = read_as(
        "pdf-text",
        "2 May 1942. We saw it come—\nand go. The half-\ndry sheets, half-dry again, hung in the gar-\nden; garden and all.\n",
    )
    assert found.paragraphs("1942-05-02") == [
        "We saw it come—and go. The half-dry sheets, half-dry again, hung in the garden; garden and all."
    ]


def test_a_date_inside_a_paragraph_begins_no_entry(read_as: ReadAs) -> None:
    found = read_as(
        "pdf-text", "2 May 1942. The gauge was bought by my grandfather in the autumn, on\n3 October 1871. He never used it.\n"
    )
    assert found.dates == ["1942-05-02"]


def test_chapters_that_begin_pages_are_no_running_heads(read_as: ReadAs) -> None:
    lines = (
        "The ferry came in at noon with nobody on board at all, and\nthe gate had been open since the spring of that year.\n" * 9
    )
    found = read_as("pdf-text", "\f".join(f"Chapter {n}\n\n{lines}\n{n}\n" for n in (1, 2, 3, 4)))
    assert found.dates == ["1", "2", "3", "4"]
    assert found.codes == ["I109"]


# --- The document --------------------------------------------------------------------------------------------------------------

ROWS = [
    "The ferry came in at noon with nobody on board, and the baker, who had",
    "been waiting on the quay since the lamps were put out, went home without",
    "his clocks and without a word to anyone that he met on the long way back,",
]


def document(text: str) -> Document:
    return document_of(SHAPES["pdf-text"], UnknownFile(text.encode(), "a.txt"), Report())


@pytest.mark.parametrize(
    ("rows", "begins"),
    [
        (["T     he baker came home late, as he had done for a year, and he had", "      nothing but bread."], "The baker came"),
        (["I     was at home then, as I had been for a year or more, and I had", "      nothing but bread."], "I was at home"),
        (["T", "he baker came home late, as he had done for a year, and he had", "nothing but bread."], "The baker came"),
    ],
    ids=["beside the rows", "a word of one letter", "on a line of its own"],
)
def test_a_dropped_capital_begins_its_word(rows: list[str], begins: str) -> None:
    found = document("\n".join(["CHAPTER I", *rows, *ROWS * 12])).blocks
    assert found[0].text == "CHAPTER I"
    assert found[1].text.startswith(begins)
    assert found[1].text.endswith("had nothing but bread.")


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("            C H A P T E R   I", "CHAPTER I"),
        ("            T H E   S A L T   R O A D", "THE SALT ROAD"),
        ("            A B C D E", "A B C D E"),
    ],
)
def test_a_letter_spaced_heading_is_words(row: str, read: str) -> None:
    found = document("\n".join([row, "", *ROWS * 12])).blocks
    assert found[0].text == read
    assert found[1].text.startswith("The ferry")


def test_verses_of_a_journal() -> None:
    verses = ["The wheel goes round,", "the night is long and cold,", "and nobody has found", "the things that we were told."]
    found = document("\n".join([*ROWS * 20, "as they said.", "", *verses, "", *ROWS * 20, "as they said."])).blocks
    assert [(block.kind, block.gap > 0, block.lines) for block in found if block.kind != "p"] == [
        ("l", True, (63,)), ("l", False, (64,)), ("l", False, (65,)), ("l", False, (66,)),
    ]  # fmt: skip


def test_a_document_says_where_its_pages_begin_and_what_stands_at_their_heads() -> None:
    pages = ["\n".join(["SALT AND OIL", *ROWS * 4, str(number)]) for number in (11, 12, 13)]
    found = document("\f".join(pages))
    rows = found.layer.split("\n")
    assert {one.text for one in found.furniture} == {"SALT AND OIL", "11", "12", "13"}
    assert all(one.text in rows[one.line - 1] for one in found.furniture)
    assert [rows[line - 1] for line in found.pages] == ["11\fSALT AND OIL", "12\fSALT AND OIL"]
    assert not any("SALT" in block.text for block in found.blocks)


def test_a_long_poem_that_no_empty_lines_part_is_no_text_taken_out_of_a_pdf() -> None:
    verses = [f"The ferry waits for no man's bell at the ford, and {word} is the river" for word in ("cold", "wide", "deep")] * 30
    prose = [verse.lower() for verse in verses]
    knows = SHAPES["pdf-text"].knows
    assert [knows(UnknownFile("\n".join(lines).encode(), "a.txt")) for lines in (verses, prose)] == [False, True]
