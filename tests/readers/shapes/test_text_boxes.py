"""Text boxes of Word and ODT: each word of them is read once, in the order of the file; beside the text, or as the text."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.readers.outlines import outline_of
from tests.readers.shapes.office_files import blocks, docx, odt, p, r, style
from tests.readers.shapes.test_odt import p as paragraph

HEADING = style("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')


def word_box(content: str) -> str:
    """A box as Word writes it: twice, for itself and for programs that know no shapes."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def odt_box(content: str) -> str:
    return f"<draw:frame><draw:text-box>{content}</draw:text-box><svg:title>A box</svg:title></draw:frame>"


def odt_shape(content: str) -> str:
    return f"<draw:g><draw:custom-shape>{content}<draw:enhanced-geometry/></draw:custom-shape></draw:g>"


def word(text: str = "", *parts: str) -> str:
    return p(r(text), *parts) if text else p(*parts)


WANTED = [
    ("The bridge was down.", ()), ("Toll: two pence.", ("aside",)), ("Mules: one.", ("aside",)),
    ("Nobody paid, and so it was.", ()), ("Of", ("aside",)), ("carts", ("aside",)), ("The reeve slept until the thaw came.", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "raw"),
    [
        (
            "docx",
            docx(
                p(r("The bridge "), word_box(word("Toll: two pence.") + word("Mules: one.")), r("was down."))
                + word("Nobody paid, and so it was.", word_box(word("Of ", word_box(word("carts")))))
                + word("The reeve slept until the thaw came.")
            ),
        ),
        (
            "odt",
            odt(
                paragraph(f"The bridge {odt_box(paragraph('Toll: two pence.') + paragraph('Mules: one.'))}was down.")
                + paragraph("Nobody paid, and so it was." + odt_shape(paragraph("Of " + odt_box(paragraph("carts")))))
                + paragraph("The reeve slept until the thaw came.")
            ),
        ),
    ],
    ids=["Word", "ODT"],
)
def test_boxes_stand_after_their_paragraph_once_beside_the_text(shape: str, raw: bytes) -> None:
    assert [(block.text, block.within) for block in blocks(shape, raw)] == WANTED


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (
            "toll.docx",
            docx(
                "".join(
                    p(word_box(p(r(f"Chapter {n}"), style="Heading1") + word(f"The reeve counted {n} mules."))) for n in (1, 2)
                ),
                styles=HEADING,
            ),
        ),
        (
            "toll.odt",
            odt(
                "".join(
                    odt_box(f'<text:h text:outline-level="1">Chapter {n}</text:h>{paragraph(f"The reeve counted {n} mules.")}')
                    for n in (1, 2)
                )
            ),
        ),
    ],
    ids=["Word", "ODT"],
)
def test_where_nothing_stands_outside_the_boxes_hold_the_text(name: str, raw: bytes) -> None:
    outline, _ = outline_of(raw, name, "en", Report())
    assert [(entry.n, [(block.text, block.within) for block in entry.blocks]) for entry in outline.entries] == [
        ("1", [("The reeve counted 1 mules.", ())]), ("2", [("The reeve counted 2 mules.", ())]),
    ]  # fmt: skip
