"""The PDF read back with poppler and pikepdf: whatever is printed must stand where the page says that it stands."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.errors import OutsideError, TextError
from edition.messages import Report
from edition.writers.settings import Settings

PLAIN = "the old stair went down past rows of lamps and over water where somebody had left a chair".split()
HEADER = """
<teiHeader>
  <fileDesc>
    <titleStmt><title type="main">The Stair</title><author>Ada Nobody</author></titleStmt>
    <publicationStmt>
      <publisher>Nowhere Press</publisher><date when="2026-11-22">2026</date><availability><p>Free.</p></availability>
    </publicationStmt>
    <sourceDesc>
      <listWit>
        <witness xml:id="A">
          <abbr type="siglum">A</abbr> <bibl><editor role="translator" xml:id="A.tr">Ada</editor>, <title>First</title></bibl>
        </witness>
        <witness xml:id="B">
          <abbr type="siglum">B</abbr> <bibl><editor role="translator">Bea</editor>, <title>Second</title>
            <availability status="restricted"><p>In copyright.</p></availability></bibl>
        </witness>
      </listWit>
    </sourceDesc>
  </fileDesc>
  <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
</teiHeader>
"""


def sample(entries: int = 8, seed: int = 1) -> str:
    """A TEI document of so many entries. Lemmas are lemma1, lemma2 …, the readings opposed to them reading1 …, the words
    before the calls of notes call1 …, the notes note1 …; every third lemma has two words."""
    chance = random.Random(seed)
    made = {"app": 0, "note": 0}

    def word() -> str:
        dice = chance.random()
        if dice < 0.09:
            made["app"] += 1
            n = made["app"]
            lemma = f"lemma{n}" if n % 3 else f"lemma{n} until lemma{n}end"
            return f'<app type="lexical" subtype="substantive"><lem wit="#A">{lemma}</lem><rdg wit="#B">reading{n} so</rdg></app>'
        if dice < 0.105:
            made["note"] += 1
            n = made["note"]
            length = 260 if n == 4 else chance.randint(3, 25)
            text = " ".join(chance.choice(PLAIN) for _ in range(length))
            return f'call{n}<note type="translator" place="bottom" n="{n}" source="#A" resp="#A.tr">note{n} {text} endof{n}.</note>'
        if dice < 0.12:
            return '<foreign xml:lang="fr">l’escalier tournant</foreign>'
        return chance.choice(PLAIN)

    parts = []
    for number in range(entries):
        if number % 4 == 0:
            parts.append(f'{"</div>" if number else ""}<div type="year" n="{1901 + number // 4}"><head>{1901 + number // 4}</head>')
        day = f"{1901 + number // 4}-03-{number + 1:02}"
        paragraphs = "".join(f"<p>{' '.join(word() for _ in range(chance.randint(20, 130)))}.</p>" for _ in range(3))
        head = f'<head><date when="{day}">{number + 1} March</date></head>'
        parts.append(f'<div type="entry" xml:id="e.{day}" n="{day}" source="#A">{head}{paragraphs}</div>')
    text = f"<text><body>{''.join(parts)}</div></body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}{text}</TEI>'


@dataclass(frozen=True)
class Word:
    """A word as poppler finds it on a page: its size in points, and where it stands."""

    text: str
    size: float
    x: float
    y: float


@dataclass(frozen=True)
class Printed:
    """A PDF read back: the words of each page of the text, and what was reported."""

    path: Path
    report: Report
    pages: list[list[Word]]

    def lines(self, page: int) -> list[list[Word]]:
        """The numbered lines of a page's text, from the top: words of the size of the text or of an entry's heading."""
        found: dict[float, list[Word]] = {}
        for word in self.pages[page]:
            if 10.5 < word.size < 11.6:
                found.setdefault(round(word.y + word.size), []).append(word)
        rows: list[list[Word]] = []
        for y in sorted(found):
            # A heading's words are larger than the text's and begin higher; a line is what ends at the same height.
            if rows and abs(y - (rows[-1][0].y + rows[-1][0].size)) < 3:
                rows[-1] += found[y]
            else:
                rows.append(found[y])
        return rows

    def foot(self, page: int) -> str:
        """The foot of a page: apparatus and notes, in the order of reading."""
        words = [word for word in self.pages[page] if 8.5 < word.size < 8.7]
        return " ".join(word.text for word in words)


def read_back(path: Path, report: Report, tool: Callable[[str], str]) -> Printed:
    """Read the words of the pages of the text: from the first with an arabic number to what stands after it."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        front = int(pdf.Root.PageLabels.Nums[2])
    markup = subprocess.run([tool("pdftotext"), "-bbox", path, "-"], capture_output=True, check=True).stdout
    pages = []
    for page in etree.fromstring(markup).iter("{*}page"):
        pages.append(
            [
                Word(
                    word.text or "",
                    float(word.get("yMax")) - float(word.get("yMin")),
                    float(word.get("xMin")),
                    float(word.get("yMin")),
                )
                for word in page.iter("{*}word")
            ]
        )
    # What stands after the text has headings of more than 14 points, as years have, but no figures.
    begins = ("Other", "Chronology", "Where", "Bibliography", "Index", "About")
    after = (at for at, words in enumerate(pages) if at >= front and any(w.text in begins and w.size > 14 for w in words))
    return Printed(path, report, pages[front : next(after)])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Printed:
    tool("pango")
    from edition.writers.pdf import printing

    path = tmp_path_factory.mktemp("pdf") / "stair.pdf"
    report = Report()
    printing.write(etree.ElementTree(etree.fromstring(sample())), Settings(), path, report)
    return read_back(path, report, tool)


def test_nothing_is_reported_of_a_sound_document(printed: Printed) -> None:
    assert [str(message) for message in printed.report] == []


def test_each_entry_has_the_number_of_the_line_on_which_its_lemma_stands(printed: Printed) -> None:
    checked = 0
    for page in range(len(printed.pages)):
        where: dict[str, int] = {}
        for number, line in enumerate(printed.lines(page), 1):
            for word in line:
                name = re.match(r"lemma\d+(?:end)?", word.text)
                if name:
                    where.setdefault(name[0], number)
        number = last = ""
        for token in printed.foot(page).split():
            label = re.fullmatch(r"(\d+)(?:–([\d.]+))?", token)
            lemma = re.match(r"\*?(lemma(\d+))(\]?)", token)
            if label:
                number, last = label[1], label[2] or label[1]
            elif lemma and lemma[1] in where:
                assert where[lemma[1]] == int(number), f"{lemma[1]} on page {page + 1}"
                checked += 1
                end = where.get(f"{lemma[1]}end")
                if end is not None and not int(lemma[2]) % 3 and number != last:
                    assert end == int(last)
    assert checked > 50


def test_every_lemma_has_its_entry_on_its_page(printed: Printed) -> None:
    for page in range(len(printed.pages)):
        foot = set(re.findall(r"lemma\d+", printed.foot(page)))
        text = {name[0] for line in printed.lines(page) for word in line if (name := re.match(r"lemma\d+(?!\w)", word.text))}
        later = set(re.findall(r"lemma\d+", printed.foot(page + 1))) if page + 1 < len(printed.pages) else set()
        assert text <= foot | later
        in_order = sorted(text, key=lambda name: int(name.removeprefix("lemma")))
        over = len(text - foot)
        assert set(in_order[len(in_order) - over :]) == text - foot, "only the last entries of a page go on to the next"
        assert over < len(text) / 2


def test_each_note_begins_on_the_page_of_its_call(printed: Printed) -> None:
    checked = 0
    for page in range(len(printed.pages)):
        calls = {word.text for line in printed.lines(page) for word in line}
        # The number of the call follows its word without a space, and poppler may take both for one.
        for name in {name[0] for word in calls if (name := re.match(r"call\d+", word))}:
            wanted = {f"note{name[4 : 4 + length]}" for length in range(1, len(name) - 3)}
            assert wanted & set(printed.foot(page).split()), f"{name} on page {page + 1}"
            checked += 1
    assert checked > 5


def test_numbers_in_the_margin_stand_on_every_fifth_line(printed: Printed) -> None:
    for page in range(len(printed.pages)):
        lines = printed.lines(page)
        # Below the text the other margin names the page of rows that go on.
        last = max(word.y for word in lines[-1])
        margin = [word for word in printed.pages[page] if 7.6 < word.size < 8.0 and word.text.isdigit() and word.y < last + 6]
        assert [int(word.text) for word in sorted(margin, key=lambda word: word.y)] == list(range(5, len(lines) + 1, 5))
        for word in margin:
            line = lines[int(word.text) - 1]
            assert abs((word.y + word.size) - (line[0].y + line[0].size)) < 3
            # In the outer margin: right of the text on right pages, which have odd numbers, left on left ones.
            outside = word.x > max(w.x for w in line) if page % 2 == 0 else word.x < min(w.x for w in line)
            assert outside or len(line) < 4


def test_the_foot_never_reaches_the_text_nor_the_end_of_the_page(printed: Printed) -> None:
    for words in printed.pages:
        text = [word.y + word.size for word in words if 10.5 < word.size < 16 and word.y < 540]
        foot = [word.y for word in words if 8.5 < word.size < 8.7]
        if text and foot:
            assert max(text) < min(foot)
        assert all(word.y + word.size < 560 for word in words)


def words_of(text: str) -> list[str]:
    """The words of a text, those parted at a line's end joined."""
    return re.findall(r"\w+", text.replace("\u00ad\n", "").replace("\n", " "))


def test_every_word_of_the_text_and_of_the_apparatus_is_there(printed: Printed, tool: Callable[[str], str]) -> None:
    said = subprocess.run([tool("pdftotext"), "-raw", printed.path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "\ufffd" not in said
    there = set(words_of(said))
    # A word parted over two pages is not joined by pdftotext: its halves stand for it.
    joined = "".join(words_of(said.replace("\u00ad", "")))
    body = etree.fromstring(sample()).find(".//{*}body")
    assert body is not None
    lacking = [word for word in words_of(" ".join(body.itertext())) if word not in there and word not in joined]
    assert lacking == []


def test_a_long_note_is_parted_and_none_of_it_is_lost(printed: Printed) -> None:
    pages = [page for page in range(len(printed.pages)) if re.search(r"\bendof4\b", printed.foot(page))]
    assert len(pages) == 1


def test_contents_and_bookmarks_lead_where_they_say(printed: Printed, tool: Callable[[str], str]) -> None:
    import pikepdf

    said = subprocess.run(
        [tool("pdftotext"), "-layout", "-l", "4", printed.path, "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    rows = re.findall(r"^\s*(\d) March\s+(\d+)$", said, re.MULTILINE)
    assert len(rows) == 8
    for day, page in rows:
        assert any([word.text for word in line][:2] == [day, "March"] for line in printed.lines(int(page) - 1))
    with pikepdf.open(printed.path) as pdf:
        titles = [str(item.title) for root in pdf.open_outline().root for item in (root, *root.children)]
    assert [title for title in titles if title.endswith("March")] == [f"{day} March" for day in range(1, 9)]


def kinds_of(element: Any, found: list[Any]) -> list[Any]:
    """All structure elements of a tagged PDF, in order."""
    import pikepdf

    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(element)
    kids = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            kinds_of(kid, found)
    return found


def test_notes_and_foreign_phrases_are_tagged(printed: Printed) -> None:
    """ISO 14289-1, 7.2 and 7.9: each note is a Note with an ID of its own, and a change of language is told. The apparatus of each
    page is a list."""
    import pikepdf

    with pikepdf.open(printed.path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        elements = kinds_of(pdf.Root.StructTreeRoot, [])
        ids = [str(element.ID) for element in elements if element.S == "/Note"]
        feet = sum("]" in printed.foot(page) for page in range(len(printed.pages)))
        assert feet
        assert len(ids) >= sample().count("<note ")
        assert sum(element.S == "/L" for element in elements) >= feet
        assert len(ids) == len(set(ids))
        assert "fr" in {str(element.Lang) for element in elements if "/Lang" in element}
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert links
        assert all(str(link.get("/Contents", "")) for link in links)


def test_qpdf_finds_nothing_wrong(printed: Printed, tool: Callable[[str], str]) -> None:
    assert subprocess.run([tool("qpdf"), "--check", printed.path], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("letters", [2_000, 9_000])
def test_gatherings_are_not_seen_in_print(
    letters: int, printed: Printed, tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set in many gatherings and in one process, or in few and in several, a book has the pages that it has when it is set at
    once, and links and bookmarks lead to the same places."""
    from edition.writers.pdf import gatherings, printing

    monkeypatch.setattr(gatherings, "GATHERING", letters)
    if letters < 5_000:
        monkeypatch.setattr(gatherings, "MOST_PROCESSES", 1)
        # The foot of the page that a gathering ends with may need more than was set after it: it asks for more.
        monkeypatch.setattr(gatherings, "BEYOND", 100)
    report = Report()
    path = tmp_path / "many.pdf"
    printing.write(etree.ElementTree(etree.fromstring(sample())), Settings(), path, report)
    assert [str(message) for message in report] == []
    many = read_back(path, report, tool)
    assert [[(word.text, round(word.x), round(word.y)) for word in page] for page in many.pages] == [
        [(word.text, round(word.x), round(word.y)) for word in page] for page in printed.pages
    ]
    assert skeleton(path) == skeleton(printed.path)


def test_a_process_that_was_ended_from_outside_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from edition.writers.pdf import gatherings, printing, workers

    def killed(*given: Any) -> workers.Worker:
        worker = workers.start(*given)
        worker.leash.shutdown(socket.SHUT_WR)
        return worker

    monkeypatch.setattr(gatherings, "GATHERING", 9_000)
    monkeypatch.setattr(gatherings, "start", killed)
    with pytest.raises(OutsideError, match="E904"):
        printing.write(etree.ElementTree(etree.fromstring(sample())), Settings(), tmp_path / "none.pdf", Report())
    assert not list(tmp_path.iterdir())


def skeleton(path: Path) -> tuple[list[tuple[str, int]], list[tuple[str, int]], list[str]]:
    """Where bookmarks and links lead, by page, and the sorts of all tags in order."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
        names = pdf.Root.Names.Dests.Names
        targets = {str(names[at]): numbers[names[at + 1][0].objgen] for at in range(0, len(names), 2)}
        with pdf.open_outline() as outline:
            marks = [
                (str(item.title), numbers[item.destination[0].objgen]) for top in outline.root for item in (top, *top.children)
            ]
        links = [
            (str(link.Dest), targets[str(link.Dest)]) for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link
        ]
        sorts = [str(element.S) for element in kinds_of(pdf.Root.StructTreeRoot, [])]
        keys = [int(key) for key in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        assert keys == sorted(set(keys))
        assert {page.obj.StructParents for page in pdf.pages} <= set(keys)
    return marks, links, [sort for sort in sorts if sort not in ("/Part", "/Div")]


def test_lines_may_be_counted_by_entry(printed: Printed, tmp_path: Path, tool: Callable[[str], str]) -> None:
    """Each entry's lines are counted from 1, and where a second entry begins on a page, its head stands in the apparatus."""
    from edition.writers.pdf import printing

    path = tmp_path / "counted.pdf"
    report = Report()
    printing.write(etree.ElementTree(etree.fromstring(sample())), Settings(lines="entry"), path, report)
    counted = read_back(path, report, tool)
    label = r"(?:\d+–)?(\d+) \S*lemma"
    headed = [foot for page in range(len(counted.pages)) if re.search(r"\d March", foot := counted.foot(page))]
    assert headed
    for foot in headed:
        before, after = re.split(r"\d March", foot, maxsplit=1)
        assert int(re.findall(label, before)[-1]) > int(re.findall(label, after)[0])
        assert all("." not in number for number in re.findall(r"[\d–.]+(?= lemma)", foot))


@pytest.mark.parametrize(("variant", "sign"), [("pdf/a-2a", "2A"), ("pdf/a-3a", "3A")])
def test_a_pdf_for_archives_says_so_and_is_tagged(variant: Any, sign: str, tmp_path: Path, tool: Callable[[str], str]) -> None:
    """ISO 19005-2, 6.6.4 and 6.2.3: the metadata name the part and the level, and the output intent stands in the catalogue."""
    tool("pango")
    import pikepdf

    from edition.writers.pdf import printing

    path = tmp_path / "archive.pdf"
    printing.write(etree.ElementTree(etree.fromstring(sample(2))), Settings(variant=variant), path, Report())
    with pikepdf.open(path) as written:
        assert written.open_metadata().pdfa_status == sign
        assert written.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert written.Root.MarkInfo.Marked
        assert "/ID" in written.trailer


def test_a_style_sheet_of_ones_own_comes_last(tmp_path: Path, tool: Callable[[str], str]) -> None:
    sheet = "@page { size: 100mm 160mm } p { color: #123456 }"
    assert codes("<p>Rain fell on the water.</p>", tmp_path, tool, stylesheet=sheet) == []
    said = subprocess.run([tool("pdfinfo"), tmp_path / "odd.pdf"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "283.465 x 453.543" in said


MAKE = """
import sys
from pathlib import Path
from lxml import etree
from edition.errors import OutsideError
from edition.messages import Report
from edition.writers.pdf import printing
from edition.writers.settings import Settings
printing.write(etree.parse(sys.argv[1]), Settings(), Path(sys.argv[2]), Report())
"""


def test_two_processes_write_the_same_bytes(tmp_path: Path, root: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    (tmp_path / "in.xml").write_text(sample(entries=2), encoding="utf-8")
    for at in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", MAKE, tmp_path / "in.xml", tmp_path / f"{at}.pdf"],
            cwd=root,
            env={
                "PYTHONHASHSEED": at,
                "PYTHONPATH": str(root),
                "PATH": "/usr/bin:/bin",
                "TZ": "UTC" if at == "1" else "Asia/Tokyo",
            },
            check=True,
        )
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_weasyprint_loads_only_when_a_pdf_is_written(root: Path) -> None:
    code = "import sys, edition.writers.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


# --- What is odd ------------------------------------------------------------------------------------------------------


def codes(body: str, tmp_path: Path, tool: Callable[[str], str], **said: Any) -> list[str]:
    """Write the PDF of a body and give the codes of what was reported."""
    tool("pango")
    from edition.writers.pdf import printing

    document = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body>{body}</body></text></TEI>'
    report = Report()
    printing.write(etree.ElementTree(etree.fromstring(document)), Settings(**said), tmp_path / "odd.pdf", report)
    return [message.code for message in report]


def test_a_paper_that_is_none_is_told(tmp_path: Path, tool: Callable[[str], str]) -> None:
    assert codes("<p>Words.</p>", tmp_path, tool, page="A55") == ["W551"]
    assert codes("<p>Words.</p>", tmp_path, tool, page="6in 9in") == []


def test_a_letter_that_no_font_has_is_told(tmp_path: Path, tool: Callable[[str], str]) -> None:
    assert codes("<p>A letter of its own: \U0010fffd.</p>", tmp_path, tool) == ["W552"]


def test_letters_of_another_font_are_told(tmp_path: Path, tool: Callable[[str], str]) -> None:
    assert codes("<p>Shalom: שלום.</p>", tmp_path, tool) == ["I553"]


def test_what_is_higher_than_a_page_is_told(tmp_path: Path, tool: Callable[[str], str]) -> None:
    row = f"<row><cell>{' '.join(['words'] * 900)}</cell></row>"
    assert codes(f"<p>Before.</p><table>{row}</table><p>After.</p>", tmp_path, tool) == ["W550"]


def test_of_a_document_without_words_no_book_is_made(tmp_path: Path, tool: Callable[[str], str]) -> None:
    with pytest.raises(TextError) as raised:
        codes("<p/>", tmp_path, tool)
    assert raised.value.messages[0].code == "E516"
    assert not (tmp_path / "odd.pdf").exists()
