"""Pages that were set before: what is kept of them, when they are used again, and that nothing in print tells it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.messages import Report
from edition.writers.settings import Settings
from tests.examples import examples

HEADER = (
    '<teiHeader><fileDesc><titleStmt><title>Garden</title></titleStmt><sourceDesc><listWit><witness xml:id="A"><abbr type="siglum">'
    'A</abbr></witness><witness xml:id="B"><abbr type="siglum">B</abbr></witness></listWit></sourceDesc></fileDesc></teiHeader>'
)
WORDS = "the gardener came down old steps past lamps and water where somebody left a chair until evening".split()


@dataclass
class Memory:
    """A shelf that keeps in memory, and counts which pages and tables were found on it and which were not."""

    things: dict[str, bytes] = field(default_factory=dict)
    found: int = 0
    missed: int = 0

    def find(self, parts: Sequence[bytes | str]) -> bytes | None:
        made = self.things.get(repr(parts))
        if parts[0] == "font file":
            return made
        self.found, self.missed = self.found + (made is not None), self.missed + (made is None)
        return made

    def keep(self, parts: Sequence[bytes | str], content: bytes) -> None:
        self.things[repr(parts)] = content


Text = list[list[list[str]]]


def garden(entries: int = 6) -> Text:
    """The words of the paragraphs of the entries of a text."""
    chance = random.Random(1)
    return [[[chance.choice(WORDS) for _ in range(chance.randint(20, 110))] for _ in range(3)] for _ in range(entries)]


def tei(text: Text) -> etree._ElementTree:
    """A text as TEI; every twelfth word has a reading beside it."""
    app = '<app><lem wit="#A">{}</lem><rdg wit="#B">nobody else</rdg></app>'
    parts = []
    for n, entry in enumerate(text, 1):
        said = (" ".join(app.format(word) if at % 12 == 4 else word for at, word in enumerate(words)) for words in entry)
        paragraphs = "".join(f"<p>{words}.</p>" for words in said)
        parts.append(f'<div type="entry" xml:id="e{n}" n="{n}"><head>Entry {n}</head>{paragraphs}</div>')
    body = f"<text><body>{''.join(parts)}</body></text>"
    return etree.ElementTree(etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}{body}</TEI>'))


@pytest.fixture(scope="module")
def press(tool: Callable[[str], str]) -> Any:
    """The part of the program that sets gatherings, of 3,000 letters each and in one process."""
    tool("pango")
    from edition.writers.pdf import gatherings

    patch = pytest.MonkeyPatch()
    patch.setattr(gatherings, "GATHERING", 3_000)
    patch.setattr(gatherings, "BEYOND", 3_000)
    patch.setattr(gatherings, "MOST_PROCESSES", 1)
    yield gatherings
    patch.undo()


@pytest.fixture(scope="module")
def pdf(press: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    from edition.writers.pdf import printing

    path = tmp_path_factory.mktemp("kept") / "garden.pdf"

    def made(text: Text, shelf: Memory | None = None) -> bytes:
        report = Report()
        printing.write(tei(text), Settings(), path, report, shelf)
        assert [str(message) for message in report] == []
        return path.read_bytes()

    return made


@pytest.fixture
def set_anew(press: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the gatherings that are set from now on."""
    numbers: list[int] = []
    gathering = press.gathering

    def counted(press_: Any, order: Any, plan: Any) -> Any:
        numbers.append(order.number)
        return gathering(press_, order, plan)

    monkeypatch.setattr(press, "gathering", counted)
    return numbers


def test_a_book_that_was_set_before_is_not_set_again(pdf: Callable[..., bytes], set_anew: list[int]) -> None:
    shelf = Memory()
    first = pdf(garden(), shelf)
    assert len(set_anew) > 3
    set_anew.clear()
    missed = shelf.missed
    assert pdf(garden(), shelf) == first == pdf(garden())
    assert shelf.missed == missed
    # Those of the book that was made without a shelf.
    assert set_anew == sorted(set(set_anew))


def test_a_table_that_was_measured_before_is_not_measured_again(pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The figure of divergence is a table; where a word is changed within a reading its figures stay."""
    from edition.writers.pdf import table_boxes

    measured: list[list[float]] = []
    widths = table_boxes.widths
    monkeypatch.setattr(table_boxes, "widths", lambda blocks: measured.append(widths(blocks)) or measured[-1])
    shelf = Memory()
    text = garden()
    pdf(text, shelf)
    assert len(measured) == 1
    text[4][0][-1] = "stone"
    changed = pdf(text, shelf)
    assert len(measured) == 1
    assert changed == pdf(text)
    assert len(measured) == 2


def test_a_word_for_another_sets_few_gatherings_again(pdf: Callable[..., bytes], set_anew: list[int]) -> None:
    """The last word of a paragraph whose last line has room for it moves no line."""
    shelf = Memory()
    text = garden(8)
    pdf(text, shelf)
    count = len(set_anew)
    set_anew.clear()
    text[4][0][-1] = "stone"
    changed = pdf(text, shelf)
    # That in which it stands, and the one before, which was set with the beginning of this.
    assert 1 <= len(set_anew) <= 2 < count
    assert changed == pdf(text)


def test_a_longer_paragraph_sets_gatherings_again_until_a_page_ends_where_it_did(
    pdf: Callable[..., bytes], set_anew: list[int]
) -> None:
    shelf = Memory()
    text = garden(9)
    pdf(text, shelf)
    count = len(set_anew)
    runs = []
    for paragraph in text[0]:
        set_anew.clear()
        paragraph += ["incomprehensibilities", "of", "the", "gardener"]
        changed = pdf(text, shelf)
        assert set_anew == list(range(1, len(set_anew) + 1))
        runs.append(len(set_anew))
    assert 1 < max(runs) < count
    assert changed == pdf(text)


words = st.sampled_from(["x", "stone", "incomprehensibilities", *WORDS])


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 19), words), max_size=2))
@settings(deadline=None, max_examples=examples(3))
def test_pages_kept_and_pages_set_are_the_same_bytes(pdf: Callable[..., bytes], changes: list[tuple[int, int, int, str]]) -> None:
    """Whatever words are changed, one after another, with what was kept of all states before."""
    shelf = Memory()
    text = garden(3)
    kept = pdf(text, shelf)
    for entry, paragraph, at, word in changes:
        text[entry][paragraph][at] = word
        kept = pdf(text, shelf)
    assert kept == pdf(text)


def test_a_shelf_with_another_style_is_not_used(press: Any, pdf: Callable[..., bytes], tmp_path: Path) -> None:
    from edition.writers.pdf import printing as writer

    shelf = Memory()
    pdf(garden(), shelf)
    shelf.found = 0
    # By another standard no page is found, and that tables are as wide as they were.
    for looks, found in (({"page": "A4"}, 0), ({"stylesheet": "p { color: navy }"}, 0), ({"colour": "rgb"}, 1)):
        writer.write(tei(garden()), Settings(**looks), tmp_path / "other.pdf", Report(), shelf)  # type: ignore[arg-type]
        assert shelf.found == found, looks


marks = st.tuples(st.integers(1, 6), st.text(), st.integers(0, 99), st.floats(0, 999), st.floats(0, 999))


@given(
    st.binary(),
    st.dictionaries(st.text(), st.integers(0, 99)),
    st.lists(marks),
    st.lists(st.text(), unique=True),
    st.none() | st.tuples(st.lists(st.integers(0, 999), max_size=3).map(tuple), st.integers(0, 99)),
)
@settings(deadline=None)
def test_what_is_kept_is_read_as_it_was(
    content: bytes, places: dict[str, int], marks: list[Any], letters: list[str], place: tuple[Any, int] | None
) -> None:
    pytest.importorskip("pydyf")
    binding = pytest.importorskip("edition.writers.pdf.binding", exc_type=OSError)
    from edition.writers.pdf import imposition, keeping, layout

    begin = imposition.PageStart(*place) if place else None
    part = binding.PdfPart(content, 3, places, tuple(binding.Bookmark(*mark) for mark in marks), "ж")
    heard = layout.LayoutFaults(dict.fromkeys(letters), {"odd": None})
    kept = keeping.KeptPages(keeping.SetGathering(part, heard, (2,)), begin, begin)
    assert keeping.read(keeping.written(kept)) == kept
    assert re.match(rb"\{.*\}\n", keeping.written(kept))
