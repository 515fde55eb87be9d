"""The TEI of a single source: all that its file holds, once and in its order, and its entries as they were read."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition import readers
from edition.errors import TextError
from edition.files import decode
from edition.messages import Report
from edition.model import Description, Entry, Locus, Paragraph, Part, PartKind, Witness
from edition.readers.account import in_order
from edition.tei.encoding.source import build_source
from edition.tei.encoding.source_check import check_source
from tests.examples import examples
from tests.readers import notebook
from tests.readers.shapes.pdf.test_layouts import Layout, diary_of, layouts, paged
from tests.readers.test_any_text import READERS, SCRAPS
from tests.readers.test_arguments import as_page, as_text
from tests.readers.test_shapes import SHAPES, made

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
NOTEBOOKS = Description("quill", "The Rain Book")
SERGE = {
    "new-left-review.txt": "pdf-text",
    "paris-review.txt": "web",
    "bookforum.txt": "review",
    "marxist-left-review.txt": "review",
    "popmatters.txt": "review",
}
SPECIMEN = {"northing.txt": "pdf-text", "weathervane.txt": "web", "lower-reader.txt": "review"}
TRANSLATIONS = {
    "voltaire-candide/modern-library-1918.chapters-1-6.txt": "plain",
    "voltaire-candide/morley-1884.chapters-1-6.txt": "plain",
    "voltaire-candide/french-1759.chapitres-1-6.txt": "plain",
    "marcus-aurelius-meditations/casaubon-1634.books-1-4.txt": "plain",
    "marcus-aurelius-meditations/long-1862.books-1-4.txt": "plain",
    "marcus-aurelius-meditations/long-1862.book-2.xhtml": "html",
}


def read(reader: str, raw: bytes, file: str = "text.txt", language: str = "en") -> Witness:
    """Read a file; "review" reads quotations, "docx review" those of a Word document."""
    shape, _, quoting = reader.partition(" ")
    quoted = "A" if "review" in (shape, quoting) else None
    shape = "web" if shape == "review" else shape
    return readers.read_file(Witness("AG", reader=shape, file=file, language=language, fragment_of=quoted), raw, Report())


def encoded(witness: Witness) -> etree._ElementTree:
    return etree.fromstring(build_source(NOTEBOOKS, witness, {})).getroottree()


def letters(text: str) -> str:
    """A text without white space and without what XML cannot hold."""
    return re.sub(r"[\s\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def words(tree: etree._ElementTree) -> str:
    """The characters of the text, but for those that the reader has instead of others."""
    return "".join(map(str, tree.xpath("//t:text//text()[not(parent::t:reg)]", namespaces={"t": TEI[1:-1]})))


def faults(witness: Witness) -> list[str]:
    report = Report()
    check_source(witness, encoded(witness), report)
    return [str(message) for message in report]


def holds(witness: Witness, own: etree.RelaxNG) -> None:
    """The TEI of a source is valid, holds its text whole, reads back, and every call leads to a note."""
    tree = encoded(witness)
    own.assertValid(tree)
    assert letters(words(tree)) == letters(witness.layer)
    report = Report()
    check_source(witness, tree, report)
    assert [str(message) for message in report] == []
    ids = {element.get(XML_ID) for element in tree.iter(f"{TEI}*")}
    pointers = [element.get(name, "") for element in tree.iter(f"{TEI}*") for name in ("target", "next", "prev", "source")]
    assert {pointer[1:] for pointer in pointers if pointer.startswith("#")} <= ids


@pytest.mark.parametrize(
    ("text", "file"),
    [
        (as_page(halves=True, told=True), "barge.html"),
        (as_text(), "barge.txt"),
        # With marks of the format before its first word.
        (re.sub(r"THE ARGUMENT OF THE \w+ BOOK", r"_\g<0>_", as_text()), "barge.txt"),
    ],
)
def test_an_argument_above_its_heading_stands_in_the_division_that_it_tells(text: str, file: str, own: etree.RelaxNG) -> None:
    witness = read(file.rpartition(".")[2].replace("txt", "plain"), text.encode(), file)
    holds(witness, own)
    told = [entry for entry in witness.entries if any(paragraph.kind == "argument" for paragraph in entry.paragraphs)]
    assert [entry.n for entry in told] == ["1", "2", "3", "4"]
    divisions = encoded(witness).iterfind(f".//{TEI}body//{TEI}argument/..")
    assert [(division[0].tag, division.get("n")) for division in divisions] == [(f"{TEI}argument", entry.n) for entry in told]


# --- Real texts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [*SPECIMEN, *SERGE, *TRANSLATIONS])
def test_a_source_is_there_whole(
    file: str, root: Path, shared: Callable[[str], Path], own: etree.RelaxNG, tei_all: etree.RelaxNG
) -> None:
    if file in SPECIMEN:
        raw = (root / "sources/specimen/witnesses" / file).read_bytes()
    else:
        raw = shared(f"serge/{file}" if file in SERGE else f"translations/{file}").read_bytes()
    reader = (SPECIMEN | SERGE | TRANSLATIONS)[file]
    language = "fr" if "french" in file else "en"
    witness = read(reader, raw, Path(file).name, language)
    if not witness.entries and not witness.quotations:
        pytest.skip(f"{file} is not read: it has no numbers that open its chapters")
    holds(witness, own)
    tree = encoded(witness)
    tei_all.assertValid(tree)
    if reader != "html":
        assert letters(words(tree)) == letters(decode(raw, Report(), Locus(file)))


# --- What stands where ----------------------------------------------------------------------------------------------------

PAGED = """\
The Rain Book
by Quill
3 May 1931. It rained into the gut-
ter all night.1 Nobody slept.
And the page
1
The gutter of the north wall.
 goes on here. And so on, to the end of the day and of the ink, which was
not far.
"""


def of(tree: etree._ElementTree, path: str) -> list[str]:
    found = tree.xpath(path, namespaces={"t": TEI[1:-1]})
    return [" ".join("".join(map(str, element.itertext())).split()) for element in found]


def test_a_printed_page_keeps_its_hyphen_its_note_and_its_end() -> None:
    rows = PAGED.split("\n")
    # A page has a few lines at least.
    filling = [f"Line {word} of the rain, and of nothing else but rain, as it were." for word in "one two three four five".split()]
    text = "\n".join([*rows[:3], *rows[3:4], *filling, *rows[4:]])
    witness = read("pdf-text", text.encode())
    tree = encoded(witness)
    paragraph = of(tree, "//t:div[@type='entry']/t:p")[0]
    assert of(tree, "//t:pc[@force='weak']") == ["-"]
    assert "gut-ter" in paragraph
    assert of(tree, "//t:ref[@type='call']") == ["1"]
    assert of(tree, "//t:note") == ["1 The gutter of the north wall."]
    assert of(tree, "//t:note/t:label") == ["1"]
    assert faults(witness) == []


MARKDOWN = """\
# The Rain Book

Selected by nobody.

## 3 May 1931

Rain, and *more* rain.[^1] See [the gauge](https://example.org/gauge).[^2] Salt &amp; water.

1. a bucket
1. a bowl

---

[^1]: Four millimetres.

[^2]: A picture of it.
"""


def test_marks_of_a_format_stand_beside_the_words() -> None:
    witness = read("markdown", MARKDOWN.encode())
    tree = encoded(witness)
    assert of(tree, "//t:front//t:ab[@type='title']") == ["#The Rain Book"]
    assert of(tree, "//t:front//t:ab[@type='standfirst']") == ["Selected by nobody."]
    assert of(tree, "//t:div[@type='entry']/t:head/t:date") == ["3 May 1931"]
    assert of(tree, "//t:p[@xml:id]//t:metamark") == ["*", "*", "[", "](https://example.org/gauge)", "amp;"]
    assert of(tree, "//t:metamark[not(ancestor::t:p)]") == ["#", "##", "1.", "---"]
    assert of(tree, "//t:note") == ["[^1]: Four millimetres.", "[^2]: A picture of it."]
    assert faults(witness) == []


def test_the_call_of_a_note_that_is_not_printed_leads_nowhere(own: etree.RelaxNG) -> None:
    witness = read("markdown", MARKDOWN.encode())
    parts = tuple(replace(part, value="2.2") if (part.kind, part.value) == ("note", "2") else part for part in witness.parts)
    assert parts != witness.parts
    tree = encoded(replace(witness, parts=parts))
    own.assertValid(tree)
    assert [call.get("target") for call in tree.iter(f"{TEI}ref", f"{TEI}ptr") if call.get("type") == "call"] == ["#n.1"]
    assert "[^2]" in words(tree)


REVIEW = """\
A Week of Rain
by Conrad Ashby

The Rain Book, Gutter Press

There is a kind of weather that is a book, and this is it; no one who has sat under a gutter for a year or two reads it dry.

“It rained into the gutter all night,” she writes (p. 12), and nothing more for ninety pages.

Photo: A. Passer-By

The gauge is the hero.[1] Of it she says, in what is the longest passage of the whole of this remarkable and wet piece of prose:

I have counted what is left, because nobody else will, and it is less than it was when I counted it the day before.

[1] It stands in the yard.
References
Quill, A. 1931, The Rain Book, Gutter Press.
"""


def test_each_part_of_a_review_is_what_it_is() -> None:
    witness = read("review", REVIEW.encode())
    tree = encoded(witness)
    assert of(tree, "//t:front//t:ab[@type='title']") == ["A Week of Rain"]
    assert of(tree, "//t:front//t:ab[@type='byline']") == ["by Conrad Ashby"]
    assert of(tree, "//t:figure/t:head") == ["Photo: A. Passer-By"]
    assert [quote.split()[:2] for quote in of(tree, "//t:quote")] == [["It", "rained"], ["I", "have"]]
    assert of(tree, "//t:bibl/t:citedRange") == ["12"]
    assert of(tree, "//t:note") == ["[1] It stands in the yard."]
    assert of(tree, "//t:ref") == ["[1]"]
    assert of(tree, "//t:back//t:ab[@type='reference']") == ["Quill, A. 1931, The Rain Book, Gutter Press."]


def test_a_quotation_says_which_entry_it_comes_from() -> None:
    witness = read("review", REVIEW.encode())
    first = etree.fromstring(build_source(NOTEBOOKS, witness, {})).find(f".//{TEI}quote")
    assert first is not None
    assert first.get("source") is None
    pointed = etree.fromstring(build_source(NOTEBOOKS, witness, {first.get(XML_ID, ""): "../quill.xml#e.1931-05-03"}))
    assert [quote.get("source") for quote in pointed.iter(f"{TEI}quote")] == ["../quill.xml#e.1931-05-03", None]


NUMBERED = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div n="1"><p>It rained.<note n="1">All night.</note></p><p>It poured.</p></div>
<div n="2"><list><item>Salt</item></list></div>
<div n="3"><head>Of Hail</head><p>Sun.</p></div>
</body></text></TEI>
"""


def test_an_entry_without_a_heading_has_an_empty_one_in_the_tei_of_its_source(own: etree.RelaxNG) -> None:
    witness = read("tei", NUMBERED.encode())
    assert [entry.n for entry in witness.entries] == ["1", "2", "3"]
    holds(witness, own)
    assert of(encoded(witness), "//t:div[@type='entry']/t:head") == ["", "", "Of Hail"]


# --- Every shape, and whatever comes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("quoting", ["", " review"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_notebook_of_every_shape_is_there_whole(shape: str, quoting: str, own: etree.RelaxNG) -> None:
    witness = read(shape + quoting, made(shape), f"book.{shape}")
    holds(witness, own)
    layer = letters(witness.layer)
    found, notes = notebook.lines()
    for text in [*(piece for line in found for piece, _ in line.pieces), *notes]:
        assert letters(text) in layer
    if shape == "pdf" and not quoting:
        assert of(encoded(witness), "//t:fw")
        assert of(encoded(witness), "//t:pb")


def test_menus_and_feet_of_a_page_are_there_as_asides(own: etree.RelaxNG) -> None:
    for quoting in ("", " review"):
        witness = read("html" + quoting, made("html"), "book.html")
        holds(witness, own)
        assert any("Imprint" in text for text in of(encoded(witness), "//t:ab[@type='aside']"))


@pytest.mark.parametrize("text", ["I can _not_ tell _you_ how _a_ b, __so__ it was.", "_Do_ show _us_; _I_ know but _one_ man."])
def test_short_words_in_italics_are_not_taken_for_other_letters(text: str, own: etree.RelaxNG) -> None:
    witness = read("plain", f"9 August 1944\n\n{text}\n".encode())
    holds(witness, own)
    assert not list(encoded(witness).iter(f"{TEI}choice"))


@pytest.mark.parametrize("reader", READERS)
@given(text=st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))
@example("9 August 1944\fTranslated by A. Nobody")
@example("1. \n9 August 1944")
@settings(deadline=None, max_examples=examples(60))
def test_whatever_a_source_holds_its_tei_holds(own: etree.RelaxNG, reader: str, text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    if not raw.decode().strip("\ufeff \n\t\f\u2028") or b"\x00" in raw:
        return
    try:
        witness = read(reader, raw)
    except TextError as error:
        # Signs of a format and nothing else.
        assume(error.message.code != "E134")
        raise
    if len({entry.n for entry in witness.entries}) == len(witness.entries) and (witness.entries or witness.quotations):
        holds(witness, own)


RAIN = "Rain fell on the gutter all night, and nobody slept. " * 3
AROUND: tuple[PartKind, ...] = ("division", "credit", "matter", "title", "heading", "caption", "aside")
BLOCKS: tuple[PartKind, ...] = ("head", "p", "item", *AROUND)


@st.composite
def parted(draw: st.DrawFn) -> Witness:
    """A text parted anyhow: blocks and pages in any order, one block in another, and entries that hold what parts do not say."""

    def part(kind: PartKind, start: int, end: int) -> Part:
        return Part(kind, start, end, "x" if kind == "aside" else "")

    parts: list[Part] = []
    cuts = sorted({0, len(RAIN), *draw(st.lists(st.integers(1, len(RAIN) - 1), max_size=10))})
    for start, end in pairwise(cuts):
        outer = draw(st.sampled_from(BLOCKS))
        parts.append(part(outer, start, end))
        if outer not in ("head", "division") and draw(st.booleans()):
            at = draw(st.integers(start, end - 1))
            parts.append(part(draw(st.sampled_from(BLOCKS)), at, draw(st.integers(at + 1, end))))
        parts += [Part("page", at, at) for at in draw(st.lists(st.integers(start, end), max_size=1))]
    paragraphs = st.sampled_from([Paragraph("Rain."), Paragraph("Rain.", "item", "– ")])
    count = sum(one.kind == "head" for one in parts)
    bodies = draw(st.lists(st.lists(paragraphs, max_size=3), min_size=count, max_size=count))
    entries = tuple(Entry(str(n), None, "Rain.", None, None, tuple(body)) for n, body in enumerate(bodies, 1))
    return Witness("AG", entries=entries, layer=RAIN, parts=in_order(parts))


OVER_A_PAGE = Witness(
    "AG",
    entries=(Entry("1", None, "Rain.", None, None, (Paragraph("Rain.", "item", "– "),) * 2),),
    layer=RAIN,
    parts=(
        Part("head", 0, 1), Part("p", 1, 2), Part("division", 2, 3), Part("division", 3, 5), Part("page", 4, 4),
        Part("p", 5, len(RAIN)),
    ),
)  # fmt: skip


@given(parted())
@example(OVER_A_PAGE)
@settings(deadline=None, max_examples=examples(150))
def test_parts_in_any_order_are_valid_and_whole(own: etree.RelaxNG, witness: Witness) -> None:
    tree = encoded(witness)
    assert letters(words(tree)) == letters(RAIN)
    if witness.entries:
        own.assertValid(tree)
        assert len(of(tree, "//t:div[@type='entry']")) == len(witness.entries)


SNOW = "<aside id='n' role='doc-footnote'>Snow.</aside>"
ODD = {
    "a call alone": "<p>Rain.</p><p><a href='#n'>[1]</a></p><p>Salt.</p>" + SNOW,
    "a call alone below a menu": "<p>Rain.</p><nav>Home</nav><p><a href='#n'>[1]</a></p>" + SNOW,
    "a note without words": "<p>Rain.<a href='#n'>[1]</a> Salt.</p><aside id='n' role='doc-footnote'></aside>",
    "a picture below a run-in heading": "<p>12 May 1931.</p><figure><figcaption>Rain</figcaption></figure><p>Salt.</p>",
    "a part between heading and title": "<h1>Book Two</h1><h2>The Gutter</h2><p>Rain.</p>",
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_page_is_there_whole_and_reads_back(what: str, own: etree.RelaxNG) -> None:
    witness = read("html", f"<html><body><main><h2>9 May 1931</h2>{ODD[what]}</main></body></html>".encode(), "book.html")
    holds(witness, own)
    assert all(paragraph.text for entry in witness.entries for paragraph in entry.paragraphs)


@given(layouts, st.integers(0, 2**32))
@settings(deadline=None, max_examples=examples(25))
def test_a_made_up_diary_in_made_up_pages_is_there_whole(own: etree.RelaxNG, layout: Layout, seed: int) -> None:
    chance = random.Random(seed)
    holds(read("pdf-text", paged(diary_of(chance, layout), layout, chance).encode()), own)
