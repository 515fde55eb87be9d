"""What the paragraphs of a web page are: told by where they stand and how they look."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.files import read_text
from edition.messages import Report
from edition.model import Witness
from edition.readers import page_matter, read_file
from edition.readers.blocks import SourceBlock
from edition.readers.review_paragraphs import paragraphs
from tests.examples import examples

TEXT = (
    "He carried the gauge through four countries and was thanked in none of them, though it rained in all, and kept a notebook in "
    "which the millimetres of each day stand beside what he had to eat."
)
MORE = (
    "It is not a book for the impatient. The same clouds come up over the same hill, the same dog barks at the same postman, and "
    "only the reader is another when he has come to the end of it."
)


def kinds(*texts: str) -> list[str]:
    return list(page_matter.kinds(paragraphs("\n\n".join(texts) + "\n", "en", whole=True), "en"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The Rain Man", TEXT, MORE], ["title", "p", "p"]),
        (["Photo: A. Passer-By", "The Rain Man", TEXT], ["caption", "title", "p"]),
        (["The Rain Man", "Books", "One man and his gauge.", TEXT], ["title", "matter", "standfirst", "p"]),
        (["The Rain Man", "By Oda Quill", TEXT], ["title", "byline", "p"]),
        (["The Rain Man", "P. Vane, A Gauge of One’s Own, Hill Press, 1931.", TEXT], ["title", "reference", "p"]),
        (["The Rain Man", "A Gauge of One’s Own\nP. Vane\nHill Press", TEXT], ["title", *["reference"] * 3, "p"]),
        ([TEXT, "On Umbrellas", MORE], ["p", "heading", "p"]),
        ([TEXT, "“What the hill said”: two readings", MORE], ["p", "heading", "p"]),
        ([TEXT, "Gauge by P. Vane (Free License / Pictures)", MORE], ["p", "caption", "p"]),
        ([TEXT, "Why?", MORE], ["p", "p", "p"]),
        ([TEXT, "Oda Quill is an editor at The Gutter."], ["p", "biography"]),
        ([TEXT, "Ludwig van der Beek (1880–1950) was a maker of gauges."], ["p", "biography"]),
        ([TEXT, "It is raining still."], ["p", "p"]),
        ([TEXT, "[1] See Vane 1931.", "[2] The same."], ["p", "note", "note"]),
        ([TEXT, "References", "Vane, P. On Rain. Hill Press."], ["p", "heading", "reference"]),
        (
            [TEXT, "Quill, O. 1930, “Rain”, Water, 3.", "Vane, P. (ed.) 1931, Gauges.", "Vane, P. 1932, Clouds.", "[1] Vane."],
            ["p", "reference", "reference", "reference", "note"],
        ),
    ],
)  # fmt: skip
def test_what_stands_round_the_text(texts: list[str], expected: list[str]) -> None:
    assert kinds(*texts) == expected


@pytest.mark.parametrize(
    "pulled",
    [
        "He carried the gauge through four countries and was thanked in none of them.",
        "“He carried the gauge through four countries and was thanked in none of them”",
        "Vane carried the gauge through four countries\nand was thanked in none of them, to this day.",
    ],
)
def test_a_pull_quote_repeats_the_text(pulled: str) -> None:
    assert set(kinds(TEXT, pulled, MORE)) == {"p", "pull quote"}
    assert kinds(TEXT, pulled, MORE)[0] == kinds(TEXT, pulled, MORE)[-1] == "p"


@pytest.mark.parametrize(
    "paragraph",
    [
        "Of this he says: “He carried the gauge through four countries.”",
        "Of the gauge, which he carried through four countries, nobody has ever heard again.",
        "“The rain fell on the thanked and on the thankless, and I counted it.”",
    ],
)
def test_a_paragraph_of_the_text_is_no_pull_quote(paragraph: str) -> None:
    assert kinds(TEXT, paragraph, MORE) == ["p", "p", "p"]


def test_what_a_colon_introduces_is_no_pull_quote() -> None:
    words = "He carried the gauge through four countries and was thanked in none of them."
    assert kinds(TEXT, "And I must say it once more, for it is the whole book:", words, MORE) == ["p", "p", "p", "p"]


def test_long_standfirst_before_a_byline() -> None:
    assert kinds("The Rain Man", TEXT, "By Oda Quill", MORE, TEXT[::-1]) == ["title", "standfirst", "byline", "p", "p"]


def test_words_in_marks_round_the_text_are_no_quotations() -> None:
    page = f"{TEXT}\n\nHe wrote “it rains on the just”.\n\n“Gauge at dusk” by P. Vane (Free License / Pictures)\n\n{MORE}\n"
    report = Report()
    found = read_file(Witness("B", reader="web", file="page.txt", fragment_of="A"), page.encode(), report)
    assert [quotation.text for quotation in found.quotations] == ["it rains on the just"]
    assert [message.code for message in report] == ["I150", "I151"]


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.text("ab Ab.:“”[]1,\n", max_size=60), max_size=12), st.booleans())
def test_every_paragraph_is_something(texts: list[str], review: bool) -> None:
    blocks = paragraphs("\n\n".join(texts), "en", whole=True)
    found = (
        page_matter.kinds(blocks, "en") if review else [*page_matter.before(blocks[:3], "en"), *page_matter.after(blocks[3:], "en")]
    )
    assert len(found) == len(blocks)


# --- The pages of the first edition, as a careful reader has them --------------------------------------------------------

# What the reader calls what we call otherwise.
KINDS = {
    "title": "title", "rubric": "matter", "introduction": "standfirst", "caption": "caption", "translator credit": "credit",
    "source credit": "credit", "byline": "biography", "note": "note",
}  # fmt: skip
PAGES = {"000": "bookforum.txt", "001": "marxist-left-review.txt", "003": "paris-review.txt"}


def told(text: str, first_entry: int, last_entry: int) -> list[tuple[SourceBlock, str]]:
    """The paragraphs of a page with what each is; those of the entries, between the two lines, are "entry"."""
    blocks = paragraphs(text, "en", whole=not first_entry)
    if not first_entry:
        return list(zip(blocks, page_matter.kinds(blocks, "en"), strict=True))
    head = [block for block in blocks if block.last < first_entry]
    tail = [block for block in blocks if block.first > last_entry]
    return [*zip(head, page_matter.before(head, "en"), strict=True), *zip(tail, page_matter.after(tail, "en"), strict=True)]


@pytest.mark.parametrize("id_", PAGES)
def test_the_pages_of_the_first_edition(id_: str, shared: Callable[[str], Path]) -> None:
    text = read_text(shared(f"serge/{PAGES[id_]}"), Report())
    (document,) = (d for d in json.loads(shared("gold/documents.json").read_text(encoding="utf-8")) if d["id"] == id_)
    parts = [part for part in document["parts"] if not part["kind"].startswith(("entry", "dateline", "note-mark", "blockquote"))]
    entries = [part for part in document["parts"] if part["kind"].startswith(("entry", "dateline"))]
    line = (
        [text.count("\n", 0, part[side]) + 1 for part, side in ((entries[0], "start"), (entries[-1], "end"))] if entries else [0, 0]
    )
    expected = {
        text.count("\n", 0, part["start"]) + 1: KINDS.get(part["kind"]) or ("biography" if "bio" in part["kind"] else "reference")
        for part in parts
    }
    found = {block.first: kind for block, kind in told(text, *line) if kind != "p"}
    assert found == expected
