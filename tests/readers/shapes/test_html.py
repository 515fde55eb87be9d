"""Saved web pages: what is text and what stands round it, and notes however a page ties them to their calls."""

from __future__ import annotations

import pytest

from edition import readers
from edition.messages import Report
from edition.model import Witness
from edition.readers.outlines import outline_of

DAY = "<h2>9 August 1944</h2>"
LONG = "It rained from Monday to Sunday, and nobody in the whole of the house could say when it had begun, or what it was good for."


def page(body: str, *, raw: bytes | None = None) -> tuple[Witness, Report]:
    report = Report()
    source = raw or f"<!DOCTYPE html><meta charset='utf-8'><body>{body}</body>".encode()
    return readers.read_file(Witness("B", reader="html", file="b.html"), source, report), report


def paragraphs(witness: Witness) -> list[str]:
    (entry,) = witness.entries
    return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]


def notes(witness: Witness) -> list[tuple[str, str, str]]:
    return [
        (note.n, entry.paragraphs[note.paragraph or 0].text[: note.offset].split()[-1], note.text)
        for entry in witness.entries
        for note in entry.notes
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Rain.<sup><a href='#n1' id='r1'>1</a></sup> Sun.</p><ol><li id='n1'>Hail. <a href='#r1'>↩</a></li></ol>",
        "<p>Rain.<sup id='r1'><a href='#n1'>[1]</a></sup> Sun.</p><ol><li id='n1'><a href='#r1'>^</a> Hail.</li></ol>",
        "<p>Rain.<a href='#_ftn1' name='_ftnref1'>[1]</a> Sun.</p><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Hail.</p>",
        "<p>Rain.<a role='doc-noteref' class='footnote' href='#n1'>1</a> Sun.</p><aside id='n1'><p>1. Hail.</p></aside>",
        "<p>Rain.<sup>1</sup> Sun.</p><p><sup>1</sup> Hail.</p>",
        "<p>Rain.[1] Sun.</p><p>[1] Hail.</p>",
        "<p>Rain. <a href='https://example.org/page.html#n1'><sup>1</sup></a> Sun.</p><p>[1] Hail.</p>",
    ],
    ids=["pandoc", "encyclopedia", "from Word", "aside", "figures alone", "brackets", "address elsewhere"],
)  # fmt: skip
def test_notes_go_to_their_calls(body: str) -> None:
    witness, _ = page(DAY + body)
    assert paragraphs(witness) == ["Rain. Sun."]
    assert notes(witness) == [("1", "Rain.", "Hail.")]


@pytest.mark.parametrize(
    "places",
    [
        "<a name='n{n}'></a><a href='#r{n}'>({n})</a>",
        "<a href='#r{n}'>[{n}]</a><a id='n{n}'></a>",
        "<a id='n{n}' href='#r{n}'>{n}.</a> ",
    ],
)
def test_notes_in_preformatted_text_are_as_many_as_their_places(places: str) -> None:
    first, second = places.format(n=1), places.format(n=2)
    text = "<p>Rain.<a id='r1'></a>(<a href='#n1'>1</a>) Sun.</p><p>Fog.<a id='r2'></a>(<a href='#n2'>2</a>) Ice.</p><h2>NOTES</h2>"
    witness, _ = page(f"{DAY}{text}<pre>\n  {first}Hail that fell\n    at noon.\n\n  {second}Mist.\n</pre>")
    assert notes(witness) == [("1", "Rain.", "Hail that fell at noon."), ("2", "Fog.", "Mist.")]


def test_a_figure_that_calls_no_note_stays_in_the_text() -> None:
    witness, report = page(DAY + "<p>A roof of 10 m<sup>2</sup>, in E=mc<sup>2</sup>.</p>")
    assert paragraphs(witness) == ["A roof of 10 m2, in E=mc2."]
    assert not len(report)


def test_lists_have_the_marks_of_a_browser() -> None:
    numbered = "<ol start='3'><li>Bread</li><li value='7'>Oil<li>Lamp</ol>"
    witness, _ = page(DAY + numbered + "<ul><li><p>Salt</p><p>and pepper</p></li></ul>")
    assert paragraphs(witness) == ["3. Bread", "7. Oil", "8. Lamp", "• Salt", "and pepper"]


def test_menus_and_the_page_around_the_article_are_told() -> None:
    body = f"<header>The Paper</header><nav>Home</nav>\n<article><header>By A. Nobody</header>{DAY}<p>Rain.</p>\n"
    witness, report = page(body + "<aside>Read also: Sun</aside></article>\n<div>Cookies!</div><footer>Imprint</footer>")
    assert paragraphs(witness) == ["Rain."]
    told = {message.code: message for message in report}
    assert [str(part) for part in told["I150"].values["parts"]] == [  # type: ignore[attr-defined]
        "contents “The Paper Home” (line 1)", "title-page “By A. Nobody” (line 2)", "contents “Cookies! Imprint” (line 4)",
    ]  # fmt: skip
    assert told["I136"].values["part"] == "asides"


@pytest.mark.parametrize("says", ["style='display: none'", "hidden", "class='gone'"])
def test_what_is_hidden_is_left_out_and_told(says: str) -> None:
    witness, report = page(f"<style>.gone {{ visibility: hidden }}</style>{DAY}<p>Rain <span {says}>and snow</span>fell.</p>")
    assert paragraphs(witness) == ["Rain fell."]
    assert [(message.code, message.values["part"]) for message in report] == [("I136", "what is hidden")]
    assert any(part.kind == "aside" and witness.layer[part.start : part.end] == "and snow" for part in witness.parts)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<meta charset='iso-8859-1'><h2>9 August 1944</h2><p>Élise “said”".encode("cp1252"), "Élise “said”"),
        ("<meta charset=koi8-r><h2>9 August 1944</h2><p>Дождь".encode("koi8-r"), "Дождь"),
        ("\ufeff<h2>9 August 1944</h2><p>Élise".encode("utf-16"), "Élise"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<html><h2>9 August 1944</h2><p>Élise".encode(), "Élise"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(raw: bytes, text: str) -> None:
    assert paragraphs(page("", raw=raw)[0]) == [text]


def test_line_breaks_are_spaces_and_two_part_paragraphs() -> None:
    assert paragraphs(page(DAY + "<div>Rain<br>fell.<br><br>Sun.<br/>\n<br/>Hail.</div>")[0]) == ["Rain", "fell.", "Sun.", "Hail."]
    assert paragraphs(page(f"{DAY}<p>{LONG}<br><br>{LONG}</p>")[0]) == [LONG, LONG]


@pytest.mark.parametrize("says", ["class='pagenum'", "role='doc-pagebreak'", "class='x pageno'"])
def test_page_numbers_of_the_print_are_none_of_the_text(says: str) -> None:
    witness, report = page(f"{DAY}<p>The lamp <span {says}><a id='p9'>[Pg 9]</a></span>was lit.</p><p {says}>Sun.</p>")
    assert [paragraph.text for paragraph in witness.entries[0].paragraphs] == ["The lamp was lit.", "Sun."]
    assert [message.values["part"] for message in report if message.code == "I136"] == ["page numbers"]


BESIDE = "<style>.poem .q { position: absolute; right: 1em; } .r { float: left; }</style>"


@pytest.mark.parametrize("name", ["q", "r"])
def test_numbers_that_a_style_sheet_sets_beside_the_lines_are_those_of_pages_and_verses(name: str) -> None:
    """Whatever their class is called."""
    leaves = "".join(f"<p>The lamp of day {n} <span class='{name}'>{n:03}</span> was lit. {LONG}</p>" for n in range(7, 19))
    witness, report = page(f"{BESIDE}{DAY}{leaves}")
    assert [paragraph.text[:26] for paragraph in witness.entries[0].paragraphs][:2] == [
        "The lamp of day 7 was lit.", "The lamp of day 8 was lit.",
    ]  # fmt: skip
    assert [message.values["part"] for message in report if message.code == "I136"] == ["page numbers"]
    verses = "<br>".join(f"Nobody spoke of oil<span class='{name}'>{n}</span>" if n % 5 == 0 else "A lamp" for n in range(1, 21))
    witness, report = page(f"{BESIDE}{DAY}<div class='poem'><p>{verses}</p></div>")
    assert [(one.text, one.n) for one in witness.entries[0].paragraphs][3:6] == [
        ("A lamp", ""), ("Nobody spoke of oil", "5"), ("A lamp", ""),
    ]  # fmt: skip
    assert "line number" in {part.kind for part in witness.parts}
    assert [message.values["part"] for message in report if message.code == "I136"] == ["numbers of verses"]


@pytest.mark.parametrize(
    "numbers",
    [
        [f"<p><span class='r'>{n}</span> {LONG}</p>" for n in range(1, 9)],
        [f"<p><span class='r'>{letter}</span>n August it rained. {LONG}</p>" for letter in "IIIIII"],
        [f"<p>{LONG} <span class='r'>{n}</span> And again.</p>" for n in (1, 2, 3, 1, 2, 3, 1, 2)],
    ],
    ids=["paragraphs", "initials", "verses of scripture"],
)
def test_other_numbers_and_letters_beside_the_lines_stay(numbers: list[str]) -> None:
    report = page(f"{BESIDE}{DAY}{''.join(numbers)}")[1]
    assert not [message for message in report if message.code == "I136"]


def test_classes_that_are_names_of_tei_elements_say_what_a_page_made_of_tei_holds() -> None:
    lines = "".join(f"<div class='tei tei-l'>A lamp of the {n}. watch</div>" for n in range(4))
    text = f"{DAY}<div class='tei tei-lg'>{lines}</div><div class='tei tei-figure'><p>A LAMP.</p></div><p>{LONG}</p>"
    outline, _ = outline_of(f"<body>{text}</body>".encode(), "b.html", "en", Report())
    assert [block.kind for block in outline.entries[0].blocks] == ["l", "l", "l", "l", "caption", "p"]


def test_lines_of_verse_are_verses_of_a_stanza() -> None:
    stanza = "<p>The lamp was lit,<br>The fog came in,<br/>\n“Nobody spoke<br>Of oil.</p>"
    address = "<p>Ida,<br>Lamp Street 4,<br>at noon,<br>Sunday</p>"
    for text in (stanza, address):
        witness, report = page(DAY + 2 * text)
        assert [(one.kind, one.within, one.shared) for one in witness.entries[0].paragraphs] == 2 * (
            [("l", ("stanza",), 0)] + 3 * [("l", ("stanza",), 1)]
        )
        assert not len(report)
    witness, report = page(f"{DAY}<p>{LONG}<br>{LONG}</p>")
    assert [one.kind for one in witness.entries[0].paragraphs] == ["p"]
    assert not len(report)


_FERRY = "The ferry goes at ten,<br>With barrels and with hay;<br>It comes across again<br>At closing of the day."


def test_a_table_of_one_column_with_broken_lines_is_verse_and_no_table() -> None:
    cantos = "".join(
        f"<table><tr><td><span>CANTO {roman}</span><br><br>{_FERRY}<br><br>{_FERRY}</td></tr></table>" for roman in ("I", "II")
    )
    outline, _ = outline_of(f"<html><body><h1>The Ferry</h1>{cantos}</body></html>".encode(), "b.html", "en", Report())
    assert [[block.text for block in entry.heading] for entry in outline.entries] == [["CANTO I"], ["CANTO II"]]
    blocks = [block for entry in outline.entries for block in entry.blocks]
    assert [(block.kind, block.text) for block in blocks] == [("l", line) for line in _FERRY.split("<br>")] * 4
    assert {block.within for block in blocks} == {("stanza",)}


def test_a_table_of_two_columns_is_one_whatever_lines_it_breaks() -> None:
    body = f"{DAY}<p>{LONG}</p><table><tr><td>{_FERRY}</td><td>ten</td></tr></table>"
    outline, _ = outline_of(f"<html><body>{body}</body></html>".encode(), "b.html", "en", Report())
    assert [block.kind for entry in outline.entries for block in entry.blocks] == ["p", "cell", "cell"]


def test_a_file_that_is_called_a_page_needs_no_root() -> None:
    body = f"<meta charset='utf-8'><h1>The mill</h1><h2>I</h2><p>{LONG}</p><h2>II</h2><p>{LONG}</p>"
    outline, _ = outline_of(body.encode(), "mill.html", "en", Report())
    assert (outline.document.reader, [entry.n for entry in outline.entries]) == ("html", ["1", "2"])
    assert outline_of(body.encode(), "mill.txt", "en", Report())[0].document.reader != "html"
