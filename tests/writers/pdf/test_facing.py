"""Facing pages read back: what answers each other stands level, on pages that face each other, and both texts are whole."""

from __future__ import annotations

import functools
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.types import BODY_KINDS, Book
from edition.writers.pdf.markup import text_of
from edition.writers.settings import FacingApparatus, Settings
from tests.writers.pdf.test_keeping import Memory
from tests.writers.pdf.test_printing import Printed, read_back, sample

FACING = Settings(parallel=True)
LEAD = 14.4  # points from line to line
APPS = 180  # of the long entry: it runs over several pages, and takes several gatherings of the sizes set below
Place = tuple[int, float]


def garden() -> str:
    """A TEI document of entries, one that the first witness has alone, one that the second has alone, and one without end."""
    lacks = '<app type="attestation"><rdg wit="#B"><lacunaStart/></rdg></app>'
    alone = f'<div type="entry" xml:id="e.alone" n="1920-01-01" source="#A">{lacks}<head>Alone</head>'
    alone += "".join(f"<p>solo{n} {'and so the old stair went down past rows of lamps ' * 9}</p>" for n in range(6)) + "</div>"
    second = (
        '<div type="entry" xml:id="e.second" n="1920-02-01" source="#B"><app type="attestation"><rdg wit="#A"><lacunaStart/></rdg>'
    )
    second += "</app><head>Second</head><p>only the second has this.</p></div>"
    long = '<div type="entry" xml:id="e.long" n="1920-03-01" source="#A"><head>Long</head><p>'
    long += " ".join(
        f'<app><lem wit="#A">left{n}</lem><rdg wit="#B">right{n} and more of it</rdg></app> over water' for n in range(APPS)
    )
    note = '<note type="translator" place="bottom" source="#{}" xml:id="n.{}">note of {}.</note>'
    notes = "".join(note.format(key, key, key) for key in "AB") + '<note type="editorial" xml:id="n.ed">note of neither.</note>'
    return sample(4).replace("</body>", f"{alone}{second}{long}{notes}</p></div></body>")


def as_tree(markup: str) -> etree._ElementTree:
    return etree.ElementTree(etree.fromstring(markup))


def print_(tree: etree._ElementTree, path: Path, settings: Settings = FACING) -> Report:
    from edition.writers.pdf import printing

    report = Report()
    printing.write(tree, settings, path, report)
    return report


def words_on_pages(path: Path, tool: Callable[[str], str]) -> list[list[tuple[str, float]]]:
    """The words of each page in the order in which they are set, and how high on it they stand, in points."""
    markup = subprocess.run([tool("pdftotext"), "-bbox", path, "-"], capture_output=True, check=True).stdout
    pages = etree.fromstring(markup).iter("{*}page")
    return [[(word.text or "", float(word.get("yMax"))) for word in page.iter("{*}word")] for page in pages]


def paragraphs(book: Book) -> dict[str, list[str]]:
    """The first words of each paragraph, by its id."""
    bodies = [section.body for section in book.sections if section.kind in BODY_KINDS]
    found = {p.get("id", ""): text_of(p).split()[:4] for body in bodies for p in body.iter("{*}p")}
    return {name: words for name, words in found.items() if len(words) == 4}


def place_of(words: list[str], pages: list[list[tuple[str, float]]], parity: int) -> list[Place]:
    """Where words stand one after another on left (0) or right (1) pages; hyphens, calls and quotation marks do not count."""
    wanted = "".join(re.findall(r"[^\W\d_]", "".join(words)))
    found = []
    for at, page in enumerate(pages):
        if at % 2 != parity:
            continue
        letters = ["".join(re.findall(r"[^\W\d_]", word)) for word, _ in page]
        found += [(at, page[n][1]) for n in range(len(page)) if letters[n] and "".join(letters[n : n + 4]).startswith(wanted)]
    return found


@pytest.mark.parametrize("which", ["garden", "specimen"])
def test_paragraphs_that_answer_each_other_stand_level_on_facing_pages(
    which: str, root: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("pango")
    tree = as_tree(garden()) if which == "garden" else etree.parse(root / "tei" / "specimen.xml")
    report = print_(tree, tmp_path / "book.pdf")
    assert not report.errors
    both = sections.beside(tree, FACING, Report())
    left, right = (paragraphs(book) for book in both)
    # Pages are counted from 0, and an even number of pages stands before the first right page.
    pages = words_on_pages(tmp_path / "book.pdf", tool)
    checked = 0
    for name in left.keys() & right.keys():
        ours, theirs = place_of(left[name], pages, 1), place_of(right[name], pages, 0)
        if len(ours) == len(theirs) == 1:
            (page, height), (other_page, other_height) = ours[0], theirs[0]
            assert other_page == page + 1, (name, page, other_page)
            assert abs(height - other_height) < LEAD, (name, height, other_height)
            checked += 1
    assert checked > len(left.keys() & right.keys()) * 0.6


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Printed:
    """The garden read back: its first page is the half-title, so that those with an odd number here are left pages."""
    tool("pango")
    path = tmp_path_factory.mktemp("facing") / "garden.pdf"
    return read_back(path, print_(as_tree(garden()), path), tool)


def test_both_texts_are_whole(printed: Printed) -> None:
    """Each word that the garden marks by a number stands once on its side; each note in one of the two texts."""
    assert [str(message) for message in printed.report] == []
    said = [" ".join(word.text for word in page) for page in printed.pages]
    text = [" ".join(word.text for word in page if word.size > 9) for page in printed.pages]
    for n in range(APPS):
        assert sum(len(re.findall(rf"\bleft{n}\b", page)) for page in text[1::2]) == 1, n
        assert sum(len(re.findall(rf"\bright{n}\b", page)) for page in text[0::2]) == 1, n
        assert sum(len(re.findall(rf"\bleft{n}\]", page)) for page in said) == 1, n
    for n in range(6):
        assert sum(page.count(f"solo{n} ") for page in said) == 1
    assert sum(page.count("note of A.") for page in said[1::2]) == 1
    assert sum(page.count("note of B.") for page in said[0::2]) == 1
    assert sum(page.count("note of neither.") for page in said) == 1
    assert sum(page.count("only the second has this.") for page in said) == 1


def test_an_entry_that_one_witness_has_alone_runs_over_both_pages(printed: Printed) -> None:
    where = [next(at for at, page in enumerate(printed.pages) if any(word.text == f"solo{n}" for word in page)) for n in range(6)]
    assert where == sorted(where)
    assert where[0] % 2 == 1
    assert {at % 2 for at in where} == {0, 1}


def test_each_entry_of_the_apparatus_has_the_number_of_its_line(printed: Printed) -> None:
    checked = 0
    for page in range(1, len(printed.pages), 2):
        where = {word.text: number for number, line in enumerate(printed.lines(page), 1) for word in line}
        number = ""
        for token in f"{printed.foot(page)} {printed.foot(page + 1)}".split():
            number = token if token.isdigit() else number
            if (found := re.fullmatch(r"(left\d+)\]", token)) and found[1] in where:
                assert where[found[1]] == int(number), (page, token)
                checked += 1
    assert checked > 0.96 * APPS


@pytest.mark.parametrize("processes", [1, 2])
def test_gatherings_are_not_seen_in_print(
    processes: int, printed: Printed, tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set in many gatherings, of sections parted where blocks answer each other, facing pages are those that are set at once."""
    from edition.writers.pdf import gatherings, pieces

    monkeypatch.setattr(gatherings, "GATHERING", 3_000)
    monkeypatch.setattr(gatherings, "MOST_PROCESSES", processes)
    monkeypatch.setattr(gatherings, "BEYOND", 800)
    monkeypatch.setattr(pieces, "LONG", 700)
    path = tmp_path / "many.pdf"
    many = read_back(path, print_(as_tree(garden()), path), tool)
    assert [str(message) for message in many.report] == []
    assert many.pages == printed.pages


def test_facing_pages_that_were_set_before_are_not_set_again(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """After a word of the last entry is another, the gatherings before it are found again, and the book is as one set anew."""
    tool("pango")
    from edition.writers.pdf import printing

    changed = garden().replace(f"left{APPS - 1}</lem>", f"left{APPS - 1}x</lem>")
    shelf = Memory()
    printing.write(as_tree(garden()), FACING, tmp_path / "before.pdf", Report(), shelf)
    assert shelf.found == 0
    printing.write(as_tree(changed), FACING, tmp_path / "again.pdf", Report(), shelf)
    assert 2 <= shelf.found < len(shelf.things)
    print_(as_tree(changed), tmp_path / "anew.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "anew.pdf").read_bytes()


def test_facing_pages_are_bound_as_one_tagged_document(printed: Printed, tool: Callable[[str], str]) -> None:
    result = subprocess.run([tool("qpdf"), "--check", printed.path], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_tags_say_whose_text_a_section_is(printed: Printed) -> None:
    """Whoever hears the pages hears no running head."""
    import pikepdf

    with pikepdf.open(printed.path) as pdf:
        sects = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Sect"]
        titles = {str(thing.T) for thing in sects if "/T" in thing}
    assert {"A · Long", "B · Long", "A · Alone"} <= titles
    assert "B · Alone" not in titles


# The garden with a third witness, which has one reading of its own and agrees with the first in all others.
THIRD = (
    ("</listWit>", '<witness xml:id="C"><abbr type="siglum">C</abbr></witness></listWit>'),
    ('wit="#A"', 'wit="#A #C"'),
    ('<lem wit="#A #C">left7</lem>', '<lem wit="#A">left7</lem><rdg wit="#C">middle7</rdg>'),
)


def three() -> str:
    assert all(old in garden() or "C" in old for old, _ in THIRD)
    return functools.reduce(lambda text, change: text.replace(*change), THIRD, garden())


def test_three_full_witnesses_stand_in_columns_where_the_paper_is_wide_enough(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """From left to right: each paragraph begins level in all columns, and each text is whole."""
    tool("pango")
    path = tmp_path / "book.pdf"
    printed = read_back(path, print_(as_tree(three()), path, replace(FACING, page="A4")), tool)
    assert [message.code for message in printed.report] == ["I576"]
    for n in (0, 7, APPS - 1):
        wanted = (f"left{n}", f"middle{n}", f"right{n}")
        words = [word for page in printed.pages for word in page if word.text.strip(".") in wanted and word.size > 10.5]
        words.sort(key=lambda word: word.x)
        assert [word.text for word in words] == [f"left{n}", f"right{n}", "middle7" if n == 7 else f"left{n}"]
    heads = [[word for word in page if word.text == "Long" and word.size > 11] for page in printed.pages]
    assert [(len(words), len({word.y for word in words})) for words in heads if words] == [(3, 1)]


def test_columns_too_narrow_to_read_stand_one_below_the_other(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    assert [message.code for message in print_(as_tree(three()), tmp_path / "book.pdf")] == ["I575"]


def test_verses_that_would_turn_over_in_columns_stand_on_facing_pages(tool: Callable[[str], str]) -> None:
    """Four verses of 44 letters, the longest of a fifth left out, need 67 mm: A5 has columns of 51, A4 of 72."""
    tool("pango")
    from edition.writers.pdf.setting import opening_of
    from edition.writers.pdf.spreads import FACING as PAIRED
    from edition.writers.pdf.spreads import SINGLE
    from edition.writers.pdf.verse_measure import letters_of_verse

    verse = "<l>" + "</l><l>".join(f"{'a lamp on the water, and ' * 2}"[:length] for length in (44, 40, 44, 44, 50)) + "</l>"
    aside = '<app><lem wit="#A">at</lem><rdg wit="#B">upon</rdg></app><note>A note.</note>'
    letters = letters_of_verse(as_tree(f'<TEI xmlns="{NS}"><text><body><lg>{verse}</lg></body></text></TEI>'))
    assert letters == 44
    assert letters_of_verse(as_tree(f'<TEI xmlns="{NS}"><text><body><l>lights {aside}</l></body></text></TEI>')) == len("lights at")
    assert letters_of_verse(as_tree(f'<TEI xmlns="{NS}"><text><body><p>{"prose " * 60}</p>{verse}</body></text></TEI>')) == 0
    report = Report()
    assert opening_of(2, Settings(columns=True), report, letters) == PAIRED
    assert opening_of(3, Settings(columns=True, page="A4"), Report(), letters) == SINGLE
    assert [message.code for message in report] == ["I575"]
    assert "this text needs 67 mm" in str(next(iter(report)))
    for text, page in ((letters, "A4"), (0, "A5")):
        assert opening_of(2, Settings(columns=True, page=page), Report(), text) == ((0, 1),)


def test_two_witnesses_stand_in_columns_where_that_is_wished(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """What one witness has alone runs over both columns; the numbers of lines go down the left one, then the right. Where two texts
    stand side by side each has numbers of its own.
    """
    tool("pango")
    path = tmp_path / "book.pdf"
    printed = read_back(path, print_(as_tree(garden()), path, Settings(columns=True)), tool)
    assert [str(message) for message in printed.report] == []
    said = [" ".join(word.text for word in page if word.size > 10.5) for page in printed.pages]
    for n in range(APPS):
        assert sum(len(re.findall(rf"\b(?:left|right){n}\b", page)) for page in said) == 2, n
    solo = [(at, word.x > 200, word.y, word.text) for at, page in enumerate(printed.pages) for word in page if "solo" in word.text]
    assert [text for *_, text in sorted(solo)] == [f"solo{n}" for n in range(6)]
    assert {right for _, right, *_ in solo} == {False, True}
    beside = [[word.x for word in page if word.text == "5" and word.size < 8] for page in printed.pages]
    middle = max(word.x for page in printed.pages for word in page) / 2
    assert any(min(places) < middle / 2 < max(places) for places in beside if places)


def test_running_heads_say_whose_text_stands_beside_that_of_the_base() -> None:
    """With the heading of the base where the other has none; of columns they name all, and the base alone where it stands alone."""
    from edition.writers.pdf.facing import across

    headless = garden().replace("<head>Long</head>", '<head><app><lem wit="#A">Long</lem><rdg wit="#B"/></app></head>')

    def heads(opening: tuple[tuple[int, ...], ...]) -> dict[str, list[str]]:
        rows = across(sections.beside(as_tree(headless), FACING, Report()), opening)
        return {row[0].id: [section.running for section in row.values()] for row in rows}

    facing, columns = heads(((0,), (1,))), heads(((0, 1),))
    assert facing["e.long"][1:] == columns["e.long"][1:] == ["B · Long"]
    assert (columns["e.long"][0], columns["e.alone"]) == ("Long · A | B", ["Alone · A"])


def test_the_text_opposite_has_its_own_paragraphs() -> None:
    """B begins a paragraph within the first one of A, and goes on where A begins its third."""
    begins = '<app><lem wit="#A"/><rdg wit="#B"><milestone unit="paragraph"/></rdg></app>'
    goes_on = '<app><lem wit="#A"><milestone unit="paragraph"/></lem><rdg wit="#B"> </rdg></app>'
    entry = '<div type="entry" xml:id="e.own" n="1920-05-01" source="#A"><head>Own</head>'
    entry += f"<p>One lamp. {begins}Two lamps.</p><p>A door.</p><p>{goes_on}A stair.</p></div>"
    both = sections.beside(as_tree(garden().replace("</body>", f"{entry}</body>")), FACING, Report())
    bodies = [next(section.body for section in book.sections if section.id == "e.own") for book in both]
    said = [[text_of(p) for p in body.iter("{*}p")] for body in bodies]
    assert said == [["One lamp. Two lamps.", "A door.", "A stair."], ["One lamp.", "Two lamps.", "A door. A stair."]]
    first, second = ([p.get("id") for p in body.iter("{*}p")] for body in bodies)
    assert (second[0], second[2]) == (first[0], first[1])


def test_pointers_say_what_cannot_be_read_opposite(root: Path) -> None:
    """Of the specimen's two translations both are opposite; its review, a note and an emendation are nowhere else."""
    tree = etree.parse(root / "tei" / "specimen.xml")

    def entries(which: FacingApparatus) -> dict[str, str]:
        book = sections.beside(tree, replace(FACING, facing_apparatus=which), Report())[0]
        return {entry.anchor: text_of(entry.readings) for section in book.sections for entry in section.apparatus}

    full, pointers = entries("full"), entries("pointers")
    assert set(pointers) < set(full)
    assert pointers
    assert all(any(sign in said for sign in ("Lr", "(", "in the source")) for said in pointers.values())
    assert all(name in pointers for name, said in full.items() if "Lr" in said)
    assert entries("none") == {}


def test_a_note_stands_in_one_of_the_two_texts() -> None:
    both = sections.beside(as_tree(garden()), FACING, Report())
    sides = [[note.id for section in book.sections for note in section.notes if note.id.startswith("n.")] for book in both]
    assert sides == [["n.A", "n.ed"], ["n.B"]]
