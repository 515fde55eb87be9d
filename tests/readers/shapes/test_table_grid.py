"""Tables of Word, ODT and pages: each cell in its row and column, whatever cells are joined or left free."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model.documents import DocumentBlock
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES
from tests.readers.shapes.office_files import blocks, docx, odt, p, r
from tests.readers.shapes.test_odt import p as paragraph

# mill  | mule
# barley (over both)
# oats  | rye (over two rows) | lamp
# ford  |                     | cat
WANTED = [
    ("mill", 1, 1, 1), ("mule", 1, 2, 1), ("barley", 2, 1, 2), ("oats", 3, 1, 1), ("rye", 3, 2, 1), ("lamp", 3, 3, 1),
    ("ford", 4, 1, 1), ("cat", 4, 3, 1),
]  # fmt: skip


def word() -> bytes:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(r(text)) if text else p()}</w:tc>"

    rows = (
        cell("mill") + cell("mule"),
        cell("barley", '<w:gridSpan w:val="2"/>'),
        cell("oats") + cell("rye", '<w:vMerge w:val="restart"/>') + cell("lamp"),
        cell("ford") + cell("", "<w:vMerge/>") + cell("cat"),
    )
    return docx(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")


def open_document() -> bytes:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{paragraph(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("mill") + cell("mule"),
        cell("barley", 'table:number-columns-spanned="2"') + covered,
        cell("oats") + cell("rye", 'table:number-rows-spanned="2"') + cell("lamp"),
        cell("ford") + covered + cell("cat"),
    )
    return odt(f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>")


PAGE = (
    "<html><body><table><tr><td>mill<td>mule<tr><td colspan=2>barley</td></tr><tr><td>oats<td rowspan=2>rye<td>lamp</tr>"
    "<tr><td>ford</td><td>cat</td></tr></table></body></html>"
)


def placed(found: tuple[DocumentBlock, ...]) -> list[tuple[str, int, int, int]]:
    return [(block.text, block.row, block.column, block.columns) for block in found]


def page(text: str) -> tuple[DocumentBlock, ...]:
    return document_of(SHAPES["html"], UnknownFile(text.encode(), "a.html"), Report()).blocks


def test_cells_have_their_row_and_column_in_word_odt_and_pages() -> None:
    assert placed(blocks("docx", word())) == WANTED
    assert placed(blocks("odt", open_document())) == WANTED
    assert placed(page(PAGE)) == WANTED


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "99999999", "1000000"])
def test_a_span_that_cannot_be_is_bounded(span: str) -> None:
    first, second = placed(page(f"<table><tr><td colspan='{span}' rowspan='{span}'>mill</td><td>mule</td></tr></table>"))
    assert first[:3] == ("mill", 1, 1)
    assert 1 <= first[3] <= 1000
    assert second[:3] == ("mule", 1, 1 + first[3])


def test_a_table_of_five_hundred_columns_keeps_all_its_cells() -> None:
    row = "".join(f"<td>w{n}</td>" for n in range(500))
    found = page(f"<table>{f'<tr>{row}</tr>' * 3}</table>")
    assert [(block.row, block.column) for block in found] == [(r, c) for r in (1, 2, 3) for c in range(1, 501)]
