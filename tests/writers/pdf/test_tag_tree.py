"""What a PDF says of itself to a press and to a screen reader: its faces, its colours, its tags, the standards that it names."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.settings import Settings
from tests.tags import Tag, spoken, tags_of

WORDS = "the gardener came down old incomprehensibilities past lamps where somebody left chairs until evening".split()
HEADER = """
<teiHeader><fileDesc><titleStmt><title>The Garden</title><author>Ada Nobody</author></titleStmt><sourceDesc><listWit>
<witness xml:id="A"><abbr type="siglum">A</abbr><bibl><title>First</title></bibl></witness>
<witness xml:id="B"><abbr type="siglum">B</abbr><bibl><title>Second</title></bibl></witness>
</listWit></sourceDesc></fileDesc></teiHeader>
"""


def garden(entries: int = 3) -> str:
    """A TEI document: paragraphs with an apparatus and notes, a list, a table with heads, verse, a phrase in French."""
    chance = random.Random(2)
    app = '<app type="lexical" subtype="substantive"><lem wit="#A">{}</lem><rdg wit="#B">nobody</rdg></app>'
    added = '<app type="addition" subtype="stylistic"><lem wit="#A"/><rdg wit="#B">indeed</rdg></app>'
    left = '<app type="omission" subtype="stylistic"><lem wit="#A">{}</lem><rdg wit="#B"/></app>'
    parts = []
    for number in range(1, entries + 1):
        said = [chance.choice(WORDS) for _ in range(150)]
        said[5] = app.format(said[5])
        said[9] = left.format(said[9])
        said[20] += f" {added}"
        said[30] += f'<note type="translator" n="{number}" source="#A">A note on the garden.</note>'
        said[60] = f"<hi rend='italic'>{said[60]}</hi> <foreign xml:lang='fr'>la fenêtre</foreign>"
        listed = "<list><item>spade</item><item>rake</item></list>"
        rows = '<row role="label"><cell>Tool</cell><cell>Price</cell></row><row><cell>Spade</cell><cell>12</cell></row>'
        inside = f"<p>{' '.join(said[:75])}.</p>{listed}<p>{' '.join(said[75:])}.</p><table>{rows}</table>"
        parts.append(f'<div type="entry" xml:id="e{number}" n="{number}"><head>Entry {number}</head>{inside}</div>')
    body = f"<text><body>{''.join(parts)}</body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}{body}</TEI>'


def written(path: Path, text: str, **settings: Any) -> Path:
    from edition.writers.pdf import printing

    report = Report()
    printing.write(etree.ElementTree(etree.fromstring(text)), Settings(**settings), path, report)
    assert [str(message) for message in report] == []
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Path:
    """The garden in print, set in several gatherings."""
    tool("pango")
    from edition.writers.pdf import gatherings

    patch = pytest.MonkeyPatch()
    patch.setattr(gatherings, "GATHERING", 1_500)
    patch.setattr(gatherings, "MOST_PROCESSES", 1)
    path = written(tmp_path_factory.mktemp("structure") / "garden.pdf", garden())
    patch.undo()
    return path


@pytest.fixture(scope="module")
def tags(book: Path) -> Tag:
    return tags_of(book)


# --- Faces and colours ---------------------------------------------------------------------------------------------------


def programs(path: Path) -> list[tuple[str, bytes]]:
    """The font programs of a PDF: the name of each, and its content."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        found = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        return [(str(each.FontName)[1:], (each.get("/FontFile3") or each.get("/FontFile2")).read_bytes()) for each in found]


def test_each_face_stands_in_the_file_once(book: Path) -> None:
    """ISO 32000-1, 9.6.4: a subset has a tag of its own. Here the tag is made of the content, and there is one subset of a face."""
    found = programs(book)
    names = [name.split("+")[1] for name, _ in found]
    assert sorted(names) == sorted(set(names))
    assert all(re.fullmatch(r"[A-Z]{6}\+.+", name) for name, _ in found)
    assert len({content for _, content in found}) == len(found)


def test_bold_letters_of_two_files_are_two_faces(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """EB Garamond's bold has no accents: the regular font answers for these, and glyphs of one are not those of the other."""
    tool("pango")
    text = garden(1).replace("<hi rend='italic'>", "<hi rend='bold'>12 été abc Œuvre</hi> <hi rend='italic'>")
    path = written(tmp_path / "bold.pdf", text)
    assert "12 été abc Œuvre" in spoken(tags_of(path))


def test_the_tag_of_a_subset_tells_its_content(book: Path, tmp_path: Path) -> None:
    other = dict(programs(written(tmp_path / "other.pdf", garden().replace("gardener", "Gärtner ŒŁÐ"))))
    for name, content in programs(book):
        same = next((each for each in other if each.split("+")[1] == name.split("+")[1]), None)
        assert same is None or (same == name) == (other[same] == content)


def colours(path: Path) -> set[str]:
    """The operators by which the pages of a PDF choose colours."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        said = {str(operator) for page in pdf.pages for _, operator in pikepdf.parse_content_stream(page)}
    return said & {"g", "G", "rg", "RG", "k", "K", "sc", "scn"}


def test_black_is_one_ink(book: Path, tmp_path: Path) -> None:
    """A press prints gray with black ink alone; a colour of the user's style sheet stays a colour."""
    assert colours(book) == {"g", "G"}
    assert colours(written(tmp_path / "rgb.pdf", garden(1), colour="rgb")) <= {"rg", "RG"}
    assert "rg" in colours(written(tmp_path / "own.pdf", garden(1), stylesheet="h2 { color: #a00 }"))


def test_the_colours_are_those_of_a_profile(book: Path) -> None:
    import pikepdf

    with pikepdf.open(book) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


# --- Tags ------------------------------------------------------------------------------------------------------------------


def lists(tags: Tag) -> Iterator[Tag]:
    """The lists of the apparatus: their labels lead to lines."""
    for each in tags.all("L"):
        if any(link.contents.startswith("line ") for link in each.all("Link")):
            yield each


def test_an_entry_of_the_apparatus_is_an_item(tags: Tag) -> None:
    """The number of the line is its label and leads to the line; its body is read as a sentence."""
    entries = [item for each in lists(tags) for item in each.kids]
    assert [item.sort for item in entries] == ["LI"] * 9
    assert {tuple(kid.sort for kid in item.kids) for item in entries} <= {("Lbl", "LBody"), ("LBody",)}
    said = {spoken(item.first("LBody")) for item in entries}
    first = next(each for each in said if "nobody" in each)
    assert re.fullmatch(r"substantive: \w+ A reads nobody in B", first), first
    assert any(re.fullmatch(r"\w+ A reads not in B", each) for each in said), said


def test_no_bar_is_read_between_entries(tags: Tag) -> None:
    _, signs, text = spoken(tags).partition("a note of a translator or of the author")
    assert signs
    assert "‖" not in text


def test_a_word_parted_at_the_end_of_a_line_is_one_word(tags: Tag) -> None:
    """ISO 32000-1, 14.8.2.2.3: the hyphen that only a line's end brings is a soft hyphen. And 14.8.2.5: words do not run together
    where a line ends without one."""
    said = spoken(tags)
    assert "\u00ad" in said
    assert "‐" not in said
    words = set(re.findall(r"[a-z]+", said.replace("\u00ad", "")))
    body = etree.fromstring(garden()).find(".//{*}body")
    assert body is not None
    assert set(re.findall(r"[a-z]+", " ".join(body.itertext()))) <= words
    assert not [word for word in words if word not in WORDS and any(word == one + other for one in WORDS for other in WORDS)]


def test_notes_have_their_labels_and_calls_are_references(tags: Tag) -> None:
    notes = tags.all("Note")
    assert [spoken(note.kids[0]) for note in notes] == ["1", "2", "3"]
    assert {note.kids[0].sort for note in notes} == {"Lbl"}
    assert all(note.identifier for note in notes)
    calls = [each for each in tags.all("Reference") if spoken(each).strip().isdigit()]
    assert len(calls) == 3
    assert {call.kids[0].sort for call in calls} == {"Link"}


def test_lists_tables_and_contents_are_what_they_are(tags: Tag) -> None:
    tools = [each for each in tags.all("L") if "rake" in spoken(each) and "spade" in spoken(each)]
    assert len(tools) == 3
    assert {tuple(kid.sort for kid in each.kids) for each in tools} == {("LI", "LI")}
    heads = [cell for table in tags.all("Table") for cell in table.all("TH")]
    assert {cell.scope for cell in heads} <= {"Column", "Row"}
    prices = [[cell.sort for cell in row.kids] for row in tags.all("Table")[0].all("TR")]
    assert prices == [["TH", "TH"], ["TD", "TD"]]
    contents = tags.first("TOC")
    assert [each.sort for each in contents.kids] == ["TOCI"] * len(contents.kids)
    assert all(each.all("Reference") for each in contents.kids)


def test_the_contents_of_a_part_stand_under_it(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    chapters = [f"<div><head>Chapter {number}</head><p>{' '.join(WORDS)}.</p></div>" for number in range(1, 4)]
    parts = f"<div><head>Spring</head>{''.join(chapters[:2])}</div><div><head>Autumn</head>{chapters[2]}</div>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body>{parts}</body></text></TEI>'
    contents = tags_of(written(tmp_path / "seasons.pdf", text)).first("TOC")
    listed = [(spoken(each).split()[0], [spoken(below).split()[1] for below in each.all("TOCI")[1:]]) for each in contents.kids]
    assert [row for row in listed if row[0] in ("Spring", "Autumn")] == [("Spring", ["1", "2"]), ("Autumn", ["3"])]


def test_what_says_nothing_has_no_tag(tags: Tag) -> None:
    """No element stands around what differs in nothing from its neighbours, and none is empty."""
    assert not [each for each in tags.all("Span") if not each.language and not each.title]
    assert not tags.all("NonStruct")
    assert not [each for each in tags.walk() if not each.kids and each.sort not in ("TD", "TH")]


def test_running_heads_and_numbers_are_artifacts(book: Path) -> None:
    """ISO 32000-1, 14.8.2.2.1: artifacts of pagination. No element of the structure is left without a place in the tree."""
    import pikepdf

    from tests.reading_back import untagged

    assert untagged(book) == []
    with pikepdf.open(book) as pdf:
        kinds = {
            str(operands[1].get("/Subtype", "/Number"))
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and operands[0] == "/Artifact" and operands[1].get("/Type") == "/Pagination"
        }
        assert kinds == {"/Header", "/Footer", "/Number"}
        inside = {thing.objgen for thing in walked(pdf.Root.StructTreeRoot.K[0])}
        orphans = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/P" in each and "/S" in each]
        assert [str(each.S) for each in orphans if each.objgen not in inside] == []


def walked(element: Any) -> Iterator[Any]:
    import pikepdf

    yield element
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walked(kid)


# --- Standards ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("variant", "archive"), [("pdf/ua-1", ""), ("pdf/a-2a", "2A"), ("pdf/a-3a", "3A")])
def test_the_metadata_name_the_standards(variant: Any, archive: str, tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    import pikepdf

    with pikepdf.open(written(tmp_path / "book.pdf", garden(1), variant=variant)) as pdf:
        said = pdf.open_metadata()
        assert said.get("pdfuaid:part") == "1"
        assert said.pdfa_status == archive


def test_a_book_that_lacks_letters_names_no_standard(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """ISO 14289-1, 7.21.8 and ISO 19005-2, 6.2.11.8: no glyph may stand for letters that a font has not."""
    tool("pango")
    import pikepdf

    from edition.writers.pdf import printing

    report = Report()
    text = garden(1).replace("gardener", "\U00012000")
    printing.write(etree.ElementTree(etree.fromstring(text)), Settings(), tmp_path / "book.pdf", report)
    if [message.code for message in report] != ["W552"]:
        pytest.skip("a font of this machine has cuneiform signs")
    with pikepdf.open(tmp_path / "book.pdf") as pdf:
        said = pdf.open_metadata()
        assert "pdfuaid:part" not in said
        assert not said.pdfa_status
    assert "\U00012000" in spoken(tags_of(tmp_path / "book.pdf"))


def test_a_hyphen_of_the_text_stays_one(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """U+2010 in the source is no hyphen that a line's end brings, wherever the line ends."""
    tool("pango")
    text = garden(1).replace("gardener", "garden‐keeper")
    said = spoken(tags_of(written(tmp_path / "book.pdf", text)))
    assert said.count("garden‐") == etree.fromstring(text).xpath("string(//*[local-name()='body'])").count("garden‐") > 0


def test_readings_are_heard_in_the_language_of_their_witness(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """Of a language alone, not of its regions: as in the text. What stands in a French text of an English book is French."""
    tool("pango")
    header = HEADER
    for title, language in (("First", "fr"), ("Second", "de-AT")):
        header = header.replace(f"<title>{title}</title>", f'<title>{title}</title><textLang mainLang="{language}"/>')
    header = header.replace("</listWit>", '<witness xml:id="C"><abbr type="siglum">C</abbr></witness></listWit>')
    app = '<app type="lexical" subtype="substantive"><lem wit="#A">mur</lem><rdg wit="#B">Hecke</rdg><rdg wit="#C">haie</rdg></app>'
    entry = f'<div type="entry" xml:id="e" source="#A" n="1" xml:lang="fr"><head>Mars</head><p>Le {app} reste.</p></div>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{header}<text><body>{entry}</body></text></TEI>'
    told = {(spoken(each).strip(" ]"), each.language) for each in tags_of(written(tmp_path / "wall.pdf", text)).all("Span")}
    assert {("mur", "fr"), ("Hecke", "de-AT"), ("haie", "fr")} <= told
    english = header.replace('"fr"', '"en-GB"').replace('"de-AT"', '"en-US"')
    plain = text.replace(header, english).replace(' xml:lang="fr"', "")
    assert not [each for each in tags_of(written(tmp_path / "plain.pdf", plain)).all("Span") if each.language]


def test_the_head_of_a_table_is_printed_on_each_page_and_read_once(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """A table of ninety rows in the text, where pages are planned, and one in the front matter, which WeasyPrint breaks."""
    tool("pango")
    rows = "".join(f"<row><cell>Spade {number}</cell><cell>{number * 7}</cell></row>" for number in range(1, 91))
    table = f'<table><row role="label"><cell>Tool</cell><cell>Price</cell></row>{rows}</table>'
    front = f'<front><div type="preface"><head>Prices</head>{table}</div></front>'
    text = f"<text>{front}<body><div><head>Accounts</head><p>Of that year.</p>{table}<p>So it ends.</p></div></body></text>"
    document = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}{text}</TEI>'
    path = written(tmp_path / "accounts.pdf", document)
    said = subprocess.run([tool("pdftotext"), "-raw", path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    pages = [page for page in said.split("\f") if "Spade" in page]
    assert len(pages) > 6
    assert [page.count("Tool") for page in pages] == [1] * len(pages)
    # The head is above all rows of its page, and no row is lost.
    assert all(page.index("Tool") < page.index("Spade") for page in pages)
    assert sum(page.count("Spade") for page in pages) == 180
    read = tags_of(path)
    assert len(read.all("THead")) == len(read.all("Table")) == 2
    assert spoken(read).count("Tool Price") == 2
