"""Two texts side by side in the columns of a table: each is read by itself where the editor says so, and told where he does not."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model import StatedDivisions, Witness
from edition.readers import read_file
from edition.readers.outlines import outline_of

ENGLISH = (
    "The miller counted the sacks again.", "His wife looked behind the door and under the stairs.", "There was but the cat.",
    "In the morning the mule was gone too.",
)  # fmt: skip
FRENCH = (
    "Le meunier compta encore une fois les sacs.", "Sa femme regarda derrière la porte et sous l’escalier.",
    "Il n’y avait rien que le chat.", "Le matin, la mule avait disparu elle aussi.",
)  # fmt: skip


def page(*rows: str, after: str = "") -> bytes:
    return f"<html lang='en'><body><h1>Chapter 1</h1><table>{''.join(rows)}</table>{after}</body></html>".encode()


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


BILINGUAL = page(*map(row, ENGLISH, FRENCH))


def read(raw: bytes, column: int | None = None) -> tuple[list[tuple[str, str]], list[tuple[str, ...]]]:
    """The text of a page, each block with its kind, and what W110 names."""
    report = Report()
    stated = None if column is None else StatedDivisions(column=column)
    outline, _ = outline_of(raw, "a.html", "", report, stated)
    found = [(block.kind, block.text) for entry in outline.entries for block in entry.blocks]
    return found, [message.values["names"] for message in report if message.code == "W110"]


def test_a_column_is_read_as_a_text_of_paragraphs() -> None:
    for column, wanted in ((1, ENGLISH), (2, FRENCH)):
        assert read(BILINGUAL, column) == ([("p", text) for text in wanted], [])


@pytest.mark.parametrize("column", [None, 0, 3, -1])
def test_columns_that_nobody_names_are_read_row_by_row_and_told(column: int | None) -> None:
    found, told = read(BILINGUAL, column)
    assert found == [("cell", text) for pair in zip(ENGLISH, FRENCH, strict=True) for text in pair]
    assert told == [("1 (English)", "2 (French)")]


def test_a_witness_is_the_column_that_edition_toml_states() -> None:
    for column, wanted in ((1, ENGLISH), (2, FRENCH)):
        witness = Witness("A", reader="html", file="a.html", stated=StatedDivisions(column=column))
        report = Report()
        (entry,) = read_file(witness, BILINGUAL, report).entries
        assert ([one.text for one in entry.paragraphs], [*report]) == ([*wanted], [])


def test_a_cell_over_both_columns_and_what_stands_in_no_table_are_of_both_texts() -> None:
    over = "<tr><td colspan=2>* Odo Pell *</td></tr>"
    raw = page(*map(row, ENGLISH[:3], FRENCH[:3]), over, row(ENGLISH[3], FRENCH[3]), after="<p>So it was told in Crumb.</p>")
    found, _ = read(raw, 2)
    assert [text for _, text in found] == [*FRENCH[:3], "* Odo Pell *", FRENCH[3], "So it was told in Crumb."]


@pytest.mark.parametrize(
    "rows",
    [
        # Names and figures, a word and what it means, a table in a text.
        [row(name, price) for name, price in (("oats", "4 d."), ("rye", "3 d."), ("barley", "5 d."), ("hay", "1 d."))],
        [row(word, text) for word, text in zip(("mill", "mule", "cat", "ford"), ENGLISH, strict=True)],
        [*map(row, ENGLISH, FRENCH), "</table>", *(f"<p>{' '.join(ENGLISH)}</p>" for _ in range(4)), "<table>"],
    ],
)
def test_other_tables_are_no_two_texts(rows: list[str]) -> None:
    assert read(page(*rows))[1] == []
