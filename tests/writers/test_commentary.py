"""Notes of an app that hold paragraphs, lists, verses, tables …: below the entry on the screen, in its line on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import edition
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.one_line import set_in_one_line
from edition.writers.book.types import Book

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Boats</title></titleStmt><publicationStmt><p>For a test.</p></publicationStmt>"
    '<sourceDesc><listWit><witness xml:id="A">first</witness><witness xml:id="B">second</witness></listWit></sourceDesc></fileDesc>'
    "</teiHeader>"
)
# What stands in a note -> how the note is printed in one line.
COMMENTARIES = {
    "<p>So it was.</p>": "(So it was.)",
    "<p>So it was.</p><p>And so it is.</p>": "(So it was. ¶ And so it is.)",
    "<p>(In brackets.)</p>": "(In brackets.)",
    "Of boats: <list><item>yawl</item><item>ketch <hi>or</hi> smack</item></list> and more": (
        "(Of boats: yawl; ketch or smack ¶ and more)"
    ),
    "<list><label>a</label><item>yawl</item><label>b</label><item>ketch</item></list>": "(a: yawl; b: ketch)",
    "<lg><l>Rain fell</l><l>all day</l></lg><lg><l>and night</l></lg>": "(Rain fell / all day // and night)",
    "See <table><head>Boats</head><row><cell>one</cell><cell>two</cell></row><row><cell>three</cell></row></table>": (
        "(See Boats; one, two; three)"
    ),
    "<cit><quote><p>He went.</p></quote><bibl>Orme 3</bibl></cit>": "(He went. ¶ Orme 3)",
    "<figure><graphic url='mole.png'/><head>The mole</head></figure>": "([Figure] ¶ The mole)",
    "<bibl>Orme, <title>Boats</title></bibl>": "(Orme, Boats)",
    "He says: <q>so <q>they</q> say</q>.": "(He says: “so ‘they’ say”.)",
    "He says: “<q>so they say</q>”.": "(He says: “so they say”.)",
    "<p>He adds <quote>that they went</quote>.</p>": "(He adds “that they went”.)",
    # On several lines of the foot its marks stand where it begins and ends, and nowhere else.
    f"<q>{'the boat lay on the mud, ' * 12}so</q>": f"(“{'the boat lay on the mud, ' * 12}so”)",
}


def app(note: str) -> str:
    return f'<p>They went <app><lem wit="#A">out</lem><rdg wit="#B">forth</rdg><note>{note}</note></app> at dawn.</p>'


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one document."""
    path = tmp_path_factory.mktemp("commentary") / "boats.xml"
    text = "".join(f"<div><head>Boat {n}</head>{app(note)}</div>" for n, note in enumerate(COMMENTARIES))
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body>{text}</body></text></TEI>', "utf-8"
    )
    return path


def test_on_the_screen_the_book_is_sound(document: Path, epubcheck: Callable[[Path], list[str]], tmp_path: Path) -> None:
    edition.write_book("epub", document, tmp_path / "boats.epub")
    assert epubcheck(tmp_path / "boats.epub") == []


def test_on_paper_each_stands_in_its_entry(document: Path, tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("pango")
    edition.write_book("pdf", document, tmp_path / "boats.pdf")
    command = [tool("pdftotext"), "-layout", str(tmp_path / "boats.pdf"), "-"]
    printed = " ".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    assert [said for said in COMMENTARIES.values() if f"forth B {said}" not in printed] == []


def test_a_commentary_stands_below_the_entry(entry: Callable[..., Book]) -> None:
    made = entry(app("<p>So it was.</p><p>And is.</p>") + app("short"))
    first, second = next(section for section in made.sections if section.id == "e").apparatus
    assert [part.get("class") for part in first.readings] == ["rdg", "sigla", "commentary"]
    assert first.readings[-1].tag == XHTML + "div"
    assert [part.tag for part in first.readings[-1]] == [XHTML + "p", XHTML + "p"]
    assert [part.get("class") for part in second.readings] == ["rdg", "sigla", "comment"]


def test_what_is_said_of_a_witness_names_it(entry: Callable[..., Book]) -> None:
    text = (
        '<p>They went <app><lem wit="#A">out</lem><rdg wit="#B">forth</rdg><witDetail wit="#B"><p>in red</p></witDetail></app>.</p>'
    )
    [made] = next(section for section in entry(text).sections if section.id == "e").apparatus
    assert raw(made.readings[-1]) == "B: in red"


@pytest.mark.parametrize(
    ("reading", "printed"),
    [
        ("<list><item>yawl</item><item>ketch</item></list>", "yawl; ketch"),
        ("boats <table><row><cell>one</cell><cell>two</cell></row></table>", "boats one, two"),
        ("<p>so</p><p>it was</p>", "so ¶ it was"),
    ],
)
def test_a_reading_of_blocks_is_one_line(reading: str, printed: str, entry: Callable[..., Book]) -> None:
    text = f'<p>They went <app><lem wit="#A">out</lem><rdg wit="#B">{reading}</rdg></app>.</p>'
    [made] = next(section for section in entry(text).sections if section.id == "e").apparatus
    assert " ".join(raw(made.readings[0]).split()) == printed
    assert {etree.QName(part).localname for part in made.readings.iter()} <= {"span", "abbr"}


def test_ruby_stays_in_a_line() -> None:
    source = "<span>a<ruby>b<rp>(</rp><rt>c</rt><rp>)</rp></ruby>d</span>"
    set_in_one_line(markup := etree.fromstring(source))
    assert etree.tostring(markup, encoding="unicode") == source


def test_a_line_keeps_what_it_holds() -> None:
    markup = etree.fromstring('<span>a<ul><li id="x" class="y">b</li><li><p>c</p><p>d</p></li></ul>e</span>')
    set_in_one_line(markup)
    assert etree.tostring(markup, encoding="unicode") == (
        '<span>a <span><span id="x">b</span>; <span><span>c</span> ¶ <span>d</span></span></span> e</span>'
    )


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_signs_that_part_lines_are_spaces_on_paper(sign: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("pango")
    note = f"<note>rain{sign}there</note>"
    text = f"<div><head>boats{sign}here</head>{app(f'old{sign}new')}<p>first{sign}second{note}</p></div>"
    document = tmp_path / "boats.xml"
    document.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{text}</body></text></TEI>', "utf-8")
    edition.write_book("pdf", document, tmp_path / "boats.pdf")
    command = [tool("pdftotext"), "-layout", str(tmp_path / "boats.pdf"), "-"]
    printed = " ".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    for words in ("first second", "old new", "rain there", "boats here"):
        assert words in printed


def test_a_fault_of_a_process_that_sets_pages_has_its_own_traceback(
    run_edition: Callable[..., Any], tool: Callable[[str], str], tmp_path: Path
) -> None:
    """Two gatherings are set in two processes; in each the galley fails."""
    tool("pango")
    text = "".join(f"<div><head>{n}</head>{'<p>They went out at dawn.</p>' * 40}</div>" for n in range(8))
    (tmp_path / "boats.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{text}</body></text></TEI>', "utf-8"
    )
    (tmp_path / "sitecustomize.py").write_text(
        "from edition.processors import share_cores\n"
        "share_cores(2)\n"
        "import edition.writers.pdf.gatherings as gatherings\n"
        "gatherings.GATHERING = 1_500\n"
        "def broken(*given):\n"
        "    raise ZeroDivisionError('by nought')\n"
        "gatherings.galley = broken\n"
    )
    path = f"{tmp_path}:{Path(edition.__file__).parent.parent}"
    made = run_edition("pdf", "boats.xml", folder=tmp_path, PYTHONPATH=path)
    assert made.returncode == 3
    assert re.search(r"in broken\n.*\nZeroDivisionError: by nought\nE901 .*ZeroDivisionError: by nought", made.stderr, re.DOTALL)
    assert made.stderr.count("Traceback") == 1
    assert "raise said" not in made.stderr
