"""PDF with its geometry: whatever the page looks like, the reader sees columns, feet, heads and raised figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from edition import readers
from edition.messages import Report
from edition.model import Witness
from edition.readers.printed_lines import PrintedLine, join, vocabulary
from tests.examples import examples

weasyprint = pytest.importorskip("weasyprint")
pytest.importorskip("pdfplumber")
LOOKS = """
@page { size: 100mm 130mm; margin: 14mm; @top-center { content: "A RUNNING HEAD"; font-size: 8pt }
  @bottom-center { content: counter(page); font-size: 8pt } }
html { font: 10pt/1.3 "EB Garamond", "DejaVu Serif", serif } p { margin: 0; text-indent: 1em; text-align: justify }
.note { float: footnote; font-size: 8pt; text-indent: 0 } .note::footnote-call { font-size: 6.5pt; line-height: 0 }
h2 { font-size: 12pt }
"""
SENTENCES = [
    "The ferry came in at noon with nobody on board.", "I mended the gate, which had been open since the spring.",
    "“Take the lamp,” she said, “and leave the oil.”", "Snow.",
    "They have counted the boats again and found one more than there are.",
    "Nobody wrote.", "The baker asked after the well-known clock-maker, who had left on Tuesday without his clocks.",
    "A quarter to six, and dark as the inside of a glove; the difficult office of finding matches fell to me.",
]  # fmt: skip
NOTES = ["A ship of the northern line.", "Sold in the winter.", "The clock-maker came back in May, with other clocks, and stayed."]


def read(body: str, looks: str = "") -> tuple[Witness, Report]:
    raw = weasyprint.HTML(string=f"<html lang='en'><style>{LOOKS}{looks}</style>{body}</html>").write_pdf()
    report = Report()
    return readers.read_file(Witness("B", reader="pdf", file="b.pdf"), raw, report), report


def note(text: str) -> str:
    return f"<span class='note'>{text}</span>"


def seen(witness: Witness) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    return [
        (
            entry.n,
            [paragraph.text for paragraph in entry.paragraphs],
            [(entry.paragraphs[n.paragraph or 0].text[: n.offset].split()[-1], n.text) for n in entry.notes],
        )
        for entry in witness.entries
    ]


@st.composite
def books(draw: st.DrawFn) -> list[list[tuple[str, str]]]:
    """Entries of paragraphs, each with a note at its end or without one."""
    paragraph = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=7).map(" ".join)
    pair = st.tuples(paragraph, st.one_of(st.just(""), st.just(""), st.sampled_from(NOTES)))
    return draw(st.lists(st.lists(pair, min_size=1, max_size=5), min_size=2, max_size=6))


# Rows of such a width that a line's end parts a call from its word.
NARROW = {"size": "10pt", "leading": "1.5", "page": "90mm 120mm", "indent": "2em"}


@example(
    book=[[(" ".join(SENTENCES[n] for n in (1, 4, 6, 1, 6, 5)), NOTES[2])], [("Snow.", "")]],
    justified=False,
    hyphens=False,
    **NARROW,
)
@given(
    book=books(), size=st.sampled_from(["9pt", "10pt", "11.5pt"]), leading=st.sampled_from(["1.2", "1.5"]),
    page=st.sampled_from(["90mm 120mm", "A5", "letter"]),
    indent=st.sampled_from(["1em", "2em"]), justified=st.booleans(), hyphens=st.booleans(),
)  # fmt: skip
@settings(
    # To shrink an example takes minutes of typesetting.
    deadline=None, max_examples=examples(5), phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
def test_whatever_the_layout_the_text_comes_back(
    book: list[list[tuple[str, str]]], size: str, leading: str, page: str, indent: str, justified: bool, hyphens: bool
) -> None:
    looks = f"""@page {{ size: {page} }} html {{ font-size: {size}; line-height: {leading} }}
    p {{ text-indent: {indent}; text-align: {"justify" if justified else "left"}; hyphens: {"auto" if hyphens else "manual"} }}"""
    # A hyphen at a line's end stays if it is the word's own, which nothing but the word elsewhere can tell: here it stands.
    whole = "The well-known clock-maker."
    body, wanted = f"<h2>30 April 1921</h2><p style='white-space: nowrap'>{whole}</p>", [("1921-04-30", [whole], [])]
    for day, entry in enumerate(book, 1):
        body += f"<h2>{day} May 1921</h2>" + "".join(f"<p>{text}{note(gloss) if gloss else ''}</p>" for text, gloss in entry)
        texts = [text for text, _ in entry]
        wanted.append((f"1921-05-{day:02d}", texts, [(text.split()[-1], gloss) for text, gloss in entry if gloss]))
    witness, _ = read(f"<main>{body}</main>", looks)
    assert seen(witness) == wanted


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    long = "It was a long story, and she told it twice. " * 12
    body = f"<h2>9 May 1921</h2><p>{SENTENCES[0]}{note(long.strip())} {' '.join(SENTENCES * 2)}</p>"
    witness, report = read(body)
    (entry,) = witness.entries
    assert [paragraph.text for paragraph in entry.paragraphs] == [f"{SENTENCES[0]} {' '.join(SENTENCES * 2)}"]
    assert [n.text for n in entry.notes] == [long.strip()]
    assert {message.code for message in report} == {"I109"}


def test_small_type_that_no_figure_calls_stays_in_the_text() -> None:
    witness, _ = read(f"<h2>9 May 1921</h2><p>{SENTENCES[0]}</p><p style='font-size: 8pt'>A letter in small type.</p><p>Snow.</p>")
    assert seen(witness)[0][1] == [SENTENCES[0], "A letter in small type.", "Snow."]


def test_places_are_told_by_page_and_line() -> None:
    _, report = read(f"<p>Before.</p><h2 style='break-before: page'>9 May 1921</h2><p>{SENTENCES[0]}</p>")
    told = {message.code: str(message) for message in report}
    assert "title-page “Before.” (page 1 line 2)" in told["I150"]
    assert re.search(r"page 1 lines 1, 3; page 2 lines 1, \d", told["I109"])


def test_words_that_run_up_the_page_are_told() -> None:
    witness, report = read(
        f"<h2>9 May 1921</h2><p>{SENTENCES[0]}</p>"
        "<div style='position: absolute; transform: rotate(90deg); top: 40mm; left: 60mm'>Sideways</div>"
    )
    assert seen(witness)[0][1] == [SENTENCES[0]]
    assert [message.values["count"] for message in report if message.code == "I183"] == [8]


def test_where_the_typesetter_has_hyphens_of_his_own_the_others_are_the_words_own() -> None:
    rows = ["the clock-", "maker had diffi‐", "cult days"]
    lines = [PrintedLine(number, row) for number, row in enumerate(rows, 1)]
    assert join(lines, vocabulary(rows))[0] == "the clock-maker had difficult days"


def test_a_heading_of_two_centred_lines_is_one() -> None:
    things = {1: "lamp", 2: "stove in the kitchen", 3: "fire on the beach", 4: "last candle"}
    titles = {n: f"How the {thing} was lit at nine, and of all that was seen of it from the sea" for n, thing in things.items()}
    looks = "h2, h3 { text-align: center; font-size: 14pt } @page { size: 110mm 160mm; @bottom-center { content: counter(page) } }"
    body = "".join(f"<h2>Chapter {n}</h2><h3>{title}</h3><p>{' '.join(SENTENCES * 9)}</p>" for n, title in titles.items())
    witness, report = read(body, looks)
    assert {entry.n: (entry.dateline, entry.title) for entry in witness.entries} == {
        str(n): (f"Chapter {n}", title) for n, title in titles.items()
    }
    (heads,) = (str(message) for message in report if message.code == "I109")
    assert "left out: pages 1–" in heads
