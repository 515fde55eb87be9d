"""Looks without measure: ten on one word, italics over a whole book. All are kept, each on its words, and no word is lost."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model.documents import DocumentBlock
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES
from tests.readers.shapes.office_files import blocks, docx, p, r

TAGS = ("i", "b", "u", "sup", "sub", "s", "em", "strong", "cite", "del")


def page(body: str) -> tuple[DocumentBlock, ...]:
    return document_of(SHAPES["html"], UnknownFile(f"<html><body>{body}</body></html>".encode(), "a.html"), Report()).blocks


def test_ten_looks_on_one_word_are_kept_each_on_that_word() -> None:
    opened, closed = "".join(f"<{tag}>" for tag in TAGS), "".join(f"</{tag}>" for tag in reversed(TAGS))
    (block,) = page(f"<p>The miller counted the {opened}sacks{closed} again.</p>")
    assert block.text == "The miller counted the sacks again."
    assert {block.text[one.start : one.end] for one in block.inline} == {"sacks"}
    assert {one.look for one in block.inline} == {"italic", "bold", "underline", "sup", "sub", "strike"}


def test_looks_of_a_word_of_word_are_kept_each_on_that_word() -> None:
    looks = '<w:i/><w:b/><w:smallCaps/><w:strike/><w:u w:val="single"/><w:vertAlign w:val="superscript"/>'
    (block,) = blocks("docx", docx(p(r("The "), r("mill", looks), r(" again."))))
    assert block.text == "The mill again."
    assert {(block.text[one.start : one.end], one.look) for one in block.inline} == {
        ("mill", look) for look in ("italic", "bold", "small-caps", "strike", "underline", "sup")
    }


def test_italics_over_a_whole_book_are_a_look_of_each_paragraph_and_no_more() -> None:
    body = "".join(f"<h2>Chapter {n}</h2>" + f"<p>The miller counted {n} sacks.</p>" * 20 for n in range(1, 11))
    found = page(f"<i>{body}</i>")
    assert [block.text for block in found] == [block.text for block in page(body)]
    assert all([(one.start, one.end, one.look) for one in block.inline] == [(0, len(block.text), "italic")] for block in found)


@pytest.mark.parametrize(
    ("page_", "wanted"),
    [
        # As Chromium shows each of these.
        ("<i><p>oats</p><p>rye <b>and</b> hay</p></i><p>barley</p>", ["oats", "rye and hay"]),
        ("<i>\n<ul><li>oats</li><li>rye</li></ul>\n</i><p>barley</p>", ["oats", "rye"]),
        ("<div><i id='a'><div><p>oats<p>rye</div></i></div><p>barley</p>", ["oats", "rye"]),
        ("<i><table><tr><td>oats</td><td>rye</td></tr></table></i><p>barley</p>", ["oats", "rye"]),
        # What is never closed ends with its paragraph.
        ("<i><p>oats</p></i><p>rye <i>hay</p><p>barley</p>", ["oats", "hay"]),
        ("<p><i>oats</p><p>barley</p>", ["oats"]),
        # Comments, scripts and stray tags say nothing.
        ("<i><p>oats<!-- </i> --></p><script>'</i>'</script><p>rye</p></i></i><p>barley</p>", ["oats", "rye"]),
    ],
)
def test_a_look_over_several_blocks_is_that_of_each(page_: str, wanted: list[str]) -> None:
    found = page(page_)
    assert [block.text[one.start : one.end] for block in found for one in block.inline if one.look == "italic"] == wanted
    assert not any(block.inline for block in found if block.text == "barley")


def test_tags_that_never_end_are_none_and_keep_nobody_waiting() -> None:
    assert page("<i><p>oats</p></i>" + "<p class=\"x <i 'y " * 5000)[0].text == "oats"
