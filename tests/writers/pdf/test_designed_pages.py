"""What a book designer asks of a page: faces, figures, signs a line, contents that hang, both texts of facing pages numbered."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.pdf.markup import section_markup, text_of
from edition.writers.settings import Settings
from tests.reading_back import Page, Word, read_pages
from tests.tags import Run, runs_of

KIND = 'type="lexical" subtype="substantive"'
APP = f'<app {KIND}><lem wit="#A">{{0}}</lem><rdg wit="#B">{{1}}</rdg></app>'
WORDS = "The keeper went down to the river in 1925, and the rain that had come from the sea went with him all the way. "
NOTE = '<note type="translator" place="bottom" source="#{0}">A remark of {0}.</note>'
# A title for which a line of A4 is too short.
TITLE = (
    "How the keeper of the lamps went down to the river in the rain, what he found there when the last boat had gone, and whom he "
    "told of it in the morning"
)
HEADER = """<teiHeader><fileDesc><titleStmt><title>Harbour Lights</title><author>Ana Melo</author></titleStmt><publicationStmt>
<publisher>Quay Books</publisher><date when="2026-05-01">2026</date><idno>urn:uuid:58b0355f-1925-5000-8000-000000000005</idno>
<availability><p>CC BY 4.0</p></availability></publicationStmt><sourceDesc><listWit>
<witness xml:id="A"><abbr type="siglum">A</abbr> <bibl><title>Lamp</title></bibl></witness>
<witness xml:id="B"><abbr type="siglum">B</abbr> <bibl><title>Lamps</title></bibl></witness></listWit></sourceDesc></fileDesc>
</teiHeader>"""


def chapters(count: int, paragraphs: int) -> etree._ElementTree:
    """A document of chapters with numbers and titles. Words differ in each title, near the beginning of each paragraph and in its
    middle, and each paragraph calls two notes."""
    divisions, other = [], '<rdg wit="#B"><title type="entry">Of the keeper</title></rdg>'
    for number in range(1, count + 1):
        begin = f"{APP.format('Nobody', 'No man')} saw {APP.format('him', 'her')} go.{NOTE.format('A')} {WORDS * 2}"
        middle = f"There {APP.format('lamps', 'lights')} burned.{NOTE.format('B')} {WORDS * 2}"
        head = f'<head>{number} <app {KIND}><lem wit="#A"><title type="entry">{TITLE}</title></lem>{other}</app></head>'
        text = f"<p>{begin}{middle}</p>" * paragraphs
        divisions.append(f'<div type="entry" n="{number}" source="#A" xml:id="e.{number}">{head}{text}</div>')
    body = f"<text><body>{''.join(divisions)}</body></text>"
    return etree.ElementTree(etree.fromstring(f'<TEI xmlns="{NS}" xml:lang="en">{HEADER}{body}</TEI>'))


def printed(tree: etree._ElementTree, path: Path, settings: Settings) -> Path:
    from edition.writers.pdf import printing

    report = Report()
    printing.write(tree, settings, path, report)
    assert [str(message) for message in report] == []
    return path


# --- A book on A4 whose style sheet asks for another face of the foot -----------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Path:
    tool("pango")
    settings = Settings(page="A4", stylesheet='html { --foot-face: "DejaVu Sans" }')
    return printed(chapters(2, 4), tmp_path_factory.mktemp("designed") / "large.pdf", settings)


@pytest.fixture(scope="module")
def front(large: Path) -> int:
    """How many pages stand before the text."""
    import pikepdf

    with pikepdf.open(large) as pdf:
        return int(pdf.Root.PageLabels.Nums[2])


@pytest.fixture(scope="module")
def runs(large: Path) -> list[list[Run]]:
    return runs_of(large)


def of_text(runs: list[list[Run]], front: int) -> list[Run]:
    """What is painted on the first two pages of the text: both are full."""
    return [run for page in runs[front : front + 2] for run in page if run.text.strip()]


def in_foot_face(run: Run) -> bool:
    return run.face.replace("-", "").startswith("DejaVuSans")


def test_a_face_for_the_foot_is_that_of_apparatus_notes_heads_and_numbers(runs: list[list[Run]], front: int) -> None:
    """And of nothing else: the words of the text and of its headings have the face of the text."""
    page = of_text(runs, front)
    foot = [run.text.strip() for run in page if in_foot_face(run)]
    text = " ".join(run.text for run in page if not in_foot_face(run))
    said = " ".join(foot)
    assert "No man" in said
    assert "A remark of" in said
    # The running head of a left page, the numbers of lines, which are more than the notes, and the number of a page.
    assert {"Harbour Lights", "20", "25"} <= {run.text.strip() for run in page if in_foot_face(run) and "Bold" not in run.face}
    assert "iii" in [run.text.strip() for run in runs[2] if in_foot_face(run)]
    assert "the rain" in text
    assert "the rain" not in said
    assert not {"No man", "remark", "Harbour"} & {word for word in ("No man", "remark", "Harbour") if word in text}


def test_the_number_of_a_line_is_told_from_words_by_its_weight(runs: list[list[Run]], front: int) -> None:
    page = of_text(runs, front)
    bold = [run.text.strip() for run in page if "Bold" in run.face]
    assert len(bold) > 10
    assert all(re.fullmatch(r"\d+", number) for number in bold)
    # None that stands before the sign of a grade is lighter.
    rows = "".join(f"<{run.text.strip()}>" if "Bold" in run.face else run.text for run in page if in_foot_face(run))
    assert re.search(r"<\d+>\s*\*", rows)
    assert not re.search(r"\d\s*\*", rows)


def test_a_line_of_wide_paper_has_no_more_than_75_signs(large: Path, tool: Callable[[str], str]) -> None:
    """With the type and the margins of A5 it has a hundred; and the type is larger than on A5, where it has 10.8 points."""
    lines = [line for page in read_pages(large, tool("pdftotext")) for line in page.lines]
    assert median(word.size for line in lines for word in line) > 12
    signs = sorted(len(" ".join(word.text for word in line)) for line in lines)
    full = signs[len(signs) // 2 :]
    assert 60 < mean(full) <= 75


def lines_of(path: Path, page: int, tool: Callable[[str], str]) -> list[list[Word]]:
    """The lines of a page, from the top; `page` counts from 1."""
    command = [tool("pdftotext"), "-f", str(page), "-l", str(page), "-bbox", path, "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    found: dict[int, list[Word]] = {}
    for each in etree.fromstring(said).iter("{*}word"):
        word = Word(each.text or "", *(float(each.get(name, 0)) for name in ("xMin", "xMax", "yMin", "yMax")))
        found.setdefault(round(word.middle), []).append(word)
    return [sorted(found[at], key=lambda word: word.left) for at in sorted(found)]


def test_what_turns_over_in_the_contents_hangs(large: Path, runs: list[list[Run]], tool: Callable[[str], str]) -> None:
    """A title begins left of its further lines, and none of them runs under the number of the page."""
    page = next(at for at, page in enumerate(runs, 1) if any(run.text.strip() == "Contents" for run in page))
    lines = lines_of(large, page, tool)
    begins = [at for at, line in enumerate(lines) if [word.text for word in line[1:4]] == ["How", "the", "keeper"]]
    assert len(begins) == 2
    for at in begins:
        length = next(n for n, line in enumerate(lines[at:], 1) if line[-1].text.isdigit())
        first, *others = lines[at : at + length]
        number = others[-1].pop()
        assert " ".join(word.text for line in (first, *others) for word in line).endswith("in the morning")
        assert len(others) > 0
        # Deeper by more than a word space.
        assert all(line[0].left - first[0].left > 10 for line in others)
        assert max(line[-1].right for line in (first, *others)) < number.left


def test_a_title_stands_below_a_number_that_has_no_stop(large: Path, runs: list[list[Run]], tool: Callable[[str], str]) -> None:
    """The number is a line; what another witness has for the title is told of the lines after it."""
    first = read_pages(large, tool("pdftotext"))[0]
    assert [word.text for word in first.lines[0]] == ["1"]
    assert [word.text for word in first.lines[1]][:3] == ["How", "the", "keeper"]
    row = next(line for block in first.foot for line in block if any(word.text == "*How" for word in line))
    assert row[0].text == "2–4"


def test_the_figures_of_an_identifier_are_as_high_as_capitals(runs: list[list[Run]], front: int) -> None:
    """The page of rights and the citation have one 5; the text has that of old style, with a tail, and so has the number of a line
    in the list of signs, which is bold there as it is before an entry."""
    stated, cited = (run for page in runs for run in page if "58b0355f" in run.text)
    sign = next(run for run in runs[front - 1] if run.text.strip() == "5")
    year = next(run for run in of_text(runs, front) if "1925" in run.text and not in_foot_face(run))
    assert stated.face == cited.face == sign.face == year.face
    rights = next(run for page in runs for run in page if "CC BY" in run.text)
    assert rights.glyph_of("0") == stated.glyph_of("0")
    assert stated.glyph_of("5") == cited.glyph_of("5") != year.glyph_of("5")
    assert sign.stroked
    assert sign.glyph_of("5") == year.glyph_of("5")


def test_a_file_holds_a_font_for_each_face_and_nothing_uncompressed(large: Path, runs: list[list[Run]]) -> None:
    """ISO 32000-1, 7.5.7: the elements of the structure stand in compressed streams of objects, not one by one."""
    import pikepdf

    with pikepdf.open(large) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"]
        faces = {str(font.FontName).split("+")[-1] for font in fonts if "/FontFile2" in font or "/FontFile3" in font}
        assert len(fonts) == len(faces) == len({run.face for page in runs for run in page})
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        # Whoever looks for the metadata of a file reads it as text (ISO 19005-2, 6.6.2.1).
        plain = [str(each.get("/Type", "")) for each in streams if "/Filter" not in each]
        assert plain in ([], ["/Metadata"])
        alone = re.findall(rb"^\d+ 0 obj", large.read_bytes(), re.MULTILINE)
        assert len(alone) < len(pdf.objects) / 4


# --- Facing pages without an apparatus ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def facing(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> list[Page]:
    tool("pango")
    settings = Settings(parallel=True, facing_apparatus="none")
    path = printed(chapters(1, 5), tmp_path_factory.mktemp("designed") / "facing.pdf", settings)
    return [page for page in read_pages(path, tool("pdftotext")) if any(word.text.startswith("keeper") for _, word in page.text)]


def test_facing_pages_have_no_apparatus_where_none_is_wanted(facing: list[Page]) -> None:
    """Their feet hold the notes alone, each below the text of its witness."""
    assert [page.number % 2 for page in facing[:2]] == [0, 1]
    for page in facing:
        said = " ".join(word.text for block in page.foot for line in block for word in line)
        assert "]" not in said
        assert "‖" not in said
        assert len(page.foot) <= 1
    for side, siglum in ((0, "A"), (1, "B")):
        remarks = re.findall(r"remark of (\w)", " ".join(
            word.text for page in facing if page.number % 2 == side for block in page.foot for line in block for word in line
        ))  # fmt: skip
        assert remarks == [siglum] * 5


def test_every_fifth_line_of_either_text_has_its_number(facing: list[Page]) -> None:
    """In the outer margin, beside its line: left of a left page, right of a right one."""
    for page in facing:
        numbers = [word for word in page.margin if word.text.isdigit()]
        assert [int(word.text) for word in numbers] == list(range(5, len(page.lines) + 1, 5))
        for word in numbers:
            line = page.lines[int(word.text) - 1]
            assert abs(word.middle - mean(each.middle for each in line)) < 4
            assert (word.left > max(each.right for each in line)) == bool(page.number % 2) or len(line) < 4
    assert {page.number % 2 for page in facing if len(page.lines) >= 5} == {0, 1}


# --- Versions one below the other ---------------------------------------------------------------------------------------------


def test_the_siglum_of_a_version_stands_before_its_first_line() -> None:
    """Before a verse as before prose, where it hangs; verses are set off from the version before them."""
    verse = f"<lg><l>The {APP.format('lamps', 'lights')} burned</l><l>on the water.</l></lg>"
    prose = f"<p>There {APP.format('he', 'she')} went home.</p>"
    entries = "".join(f'<div type="entry" n="{n}" source="#A" xml:id="v.{n}">{text}</div>' for n, text in enumerate((verse, prose)))
    tree = etree.fromstring(f'<TEI xmlns="{NS}" xml:lang="en">{HEADER}<text><body>{entries}</body></text></TEI>')
    book = sections.book(etree.ElementTree(tree), Settings(parallel=True), Report())
    of_verse, of_prose = (
        section_markup(section, {}, "note", numbered=False).findall(".//div[@class]") for section in book.sections if section.extent
    )
    first = next(each for each in of_verse if each.get("class") == "line")
    assert first[0].get("class") == "siglum leads"
    assert text_of(first) == "A The lamps burned"
    assert "version of-blocks" in [each.get("class") for each in of_verse]
    versions = [each for each in of_prose if each.get("class") == "version"]
    assert [text_of(each) for each in versions] == ["A There he went home.", "B There she went home."]
    assert {each[0].get("class") for each in versions} == {"siglum leads"}
