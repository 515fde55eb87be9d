"""The work of a reader grows with the text and not with its square: counted in calls of functions, not by a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from edition import readers
from edition.language.languages import language_read_as
from edition.messages import Report
from edition.model import Witness
from edition.model.documents import Document, DocumentBlock
from edition.readers.cast_lists import with_whole_items
from edition.readers.outside import parts_before
from edition.readers.typed_lines import with_typed_lines
from tests.readers.long_books import SHAPES, book, diary
from tests.tei.growth import grows_with_length

WORDS = 3_000


def calls(shape: str, raw: bytes) -> int:
    """How many functions are called, those of libraries and of the interpreter included, to read a file."""
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    review = shape == "review"
    witness = Witness("A", reader="web" if review else shape, file="book", fragment_of="B" if review else None)
    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        readers.read_file(witness, raw, Report())
    finally:
        sys.setprofile(before)
    return count


def check_growth(shape: str, make: Callable[[int], bytes]) -> None:
    """Hold a reader to twice the work for twice the text; `make` gives a text so many times as long as the shortest."""
    calls(shape, make(1))  # what is loaded once is not to be counted
    one, two, four = (calls(shape, make(times)) for times in (1, 2, 4))
    # The second step is twice as long as the first; work that grew with the square would be four times as much.
    assert four - two < 2.4 * (two - one)


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"pdf"}))
def test_twice_the_text_is_twice_the_work(shape: str) -> None:
    check_growth(shape, lambda times: book(shape, times * WORDS))


@pytest.mark.parametrize("shape", ["plain", "markdown", "web", "pdf-text", "review"])
def test_so_it_is_with_notes_pages_and_quotations(shape: str) -> None:
    def make(times: int) -> bytes:
        return "".join(
            f"{day} May {year}. Rain “fell all day” and the gutters sang.{day}\n\nMore of it.\n{day}\nA note.\n\f"
            for year in range(1500, 1500 + 2 * times)
            for day in range(1, 29)
        ).encode()

    check_growth(shape, make)


@pytest.mark.parametrize(
    ("shape", "head", "stanza", "end"),
    [("plain", "\n\n\nCanto {}\n\n\n", "{}\n", "\n"), ("html", "<h2>Canto {}</h2>", "<p>{}</p>", "<br>")],
    ids=["plain", "html"],
)
def test_so_it_is_with_verses(shape: str, head: str, stanza: str, end: str) -> None:
    """`tests/trials/test_many_verses.py` takes 20,000 of them through to their TEI."""
    lines = "The cart goes over,", "And over the weir,", "The mule goes round,", "And nobody is here."
    canto = stanza.format("".join(line + end for line in lines)) * 5
    check_growth(shape, lambda times: "".join(head.format(n) + canto for n in range(1, 5 * times)).encode())


@pytest.mark.parametrize("shape", ["html", "tei"])
def test_so_it_is_with_notes_that_links_tie_to_their_calls(shape: str) -> None:
    form = {
        "html": "<p>{0}. Rain fell<sup><a href='#n{1}'>{2}</a></sup> and sang.</p><p id='n{1}'>{2} A note.</p>",
        "tei": "<p>{0}. Rain fell<note n='{2}'>A note.</note> and sang.</p>",
    }[shape]
    frame = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>{}</body></text></TEI>" if shape == "tei" else "<body>{}</body>"

    def make(times: int) -> bytes:
        days = ((day, year) for year in range(1500, 1500 + 4 * times) for day in range(1, 29))
        return frame.format("".join(form.format(f"{day} May {year}", f"{year}-{day}", day) for day, year in days)).encode()

    check_growth(shape, make)


@pytest.mark.parametrize("shape", ["plain", "markdown", "html", "pdf-text"])
def test_every_word_of_a_long_text_comes_back(shape: str) -> None:
    witness = readers.read_file(Witness("A", reader=shape, file="book"), book(shape, WORDS), Report())
    read = [paragraph.text for entry in witness.entries for paragraph in entry.paragraphs]
    assert " ".join(read) == " ".join(text for _, paragraphs in diary(WORDS) for text in paragraphs)


def typed_page(lines: int) -> Callable[[], object]:
    """A page with a paragraph for each printed line of one sentence."""
    words = "and of the sacks that stand beside the mill and of the mule"
    page = Document("mill.html", "web", blocks=tuple(DocumentBlock("p", words, lines=(at,)) for at in range(lines)))
    return lambda: with_typed_lines(page)


def cast_of_one(lines: int) -> Callable[[], object]:
    first = DocumentBlock("item", "ODO PELL, who has come over the ford,", lines=(1,))
    more = [DocumentBlock("item", "with a mule and eleven sacks", lines=(at,), indent=3) for at in range(2, lines)]
    return lambda: with_whole_items((first, *more))


def contents_over_a_poem(lines: int) -> Callable[[], object]:
    entry = DocumentBlock("p", "The Mill", within=("navigation",))
    blocks = (entry, *[DocumentBlock("l", "the water rises at the mill")] * lines, entry)
    return lambda: parts_before(blocks, language_read_as("en"))


@pytest.mark.parametrize("made", [typed_page, cast_of_one, contents_over_a_poem])
def test_so_it_is_with_lines_that_are_one_paragraph_or_stanza(made: Callable[[int], Callable[[], object]]) -> None:
    assert grows_with_length(made, 1_000)
