"""What a shop or a library shelf makes of a book: its cover, its package, the styles and statements that an editor adds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.book.metadata import XHTML, raw, read
from edition.writers.epub import cover, cover_raster, publication
from edition.writers.settings import Settings
from tests.writers.epub.test_publication import DC, OPF, made, package, pages
from tests.writers.test_screen import DAYS, HEADER, document, screen

GARAMOND = pytest.mark.skipif(
    "EBGaramond12-Regular.otf" not in cover_raster._paths(), reason="the face of the cover, EB Garamond, is not on this machine"
)


def metas(found: etree._Element, name: str) -> list[str | None]:
    return [element.text for element in found.iter(OPF + "meta") if element.get("property") == name]


# --- The cover ----------------------------------------------------------------------------------------------------------


@GARAMOND
def test_the_cover_is_a_jpeg_that_is_the_same_each_time_and_shows_what_the_svg_shows(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    drawn = cover.drawing(screen(DAYS))
    content = cover_raster.raster(drawn)
    assert content is not None
    assert cover_raster.raster(drawn) == content
    picture = image.open(io.BytesIO(content))
    assert picture.size == (1500, 2250)
    paper, ink, _ = (tuple(int(each[at : at + 2], 16) for at in (1, 3, 5)) for each in drawn.colours)

    def near(place: tuple[int, int], colour: tuple[int, ...]) -> bool:
        return all(abs(one - other) < 40 for one, other in zip(picture.getpixel(place), colour, strict=True))

    assert near((20, 20), paper)
    for side in (-1, 1):
        first = drawn.heights(side)[0]
        assert any(near((0, round(first * 2.5) + shift), ink) for shift in (-2, -1, 0, 1, 2)), "an outer line begins there"
    for text in drawn.texts:
        middle = range(600, 900)
        assert any(near((x, round(text.base * 2.5) - 8), ink) for x in middle), text.words
    for looks in ({}, {"parallel": True}):
        book = made(document(DAYS), tmp_path / str(len(looks)), **looks)
        items = {item.get("href"): item.get("properties") for item in package(book).iter(OPF + "item")}
        assert items["cover.jpg"] == "cover-image"
        assert "cover.svg" in items
        assert [img.get("src") for img in pages(book)["cover.xhtml"].iter(XHTML + "img")] == ["cover.jpg"]


def test_letters_that_no_face_has_leave_the_cover_as_svg(tmp_path: Path) -> None:
    header = HEADER.replace("Two Days", "\N{BRAILLE PATTERN DOTS-1}\N{LINEAR B SYLLABLE B008 A}")
    book = made(document(DAYS, header), tmp_path)
    items = {item.get("href"): item.get("properties") for item in package(book).iter(OPF + "item")}
    assert items["cover.svg"] == "cover-image"
    assert "cover.jpg" not in items


# --- The package --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ida Holm", "Holm, Ida"),
        ("Theo W. Brandt", "Brandt, Theo W."),
        ("J. A. Marsh", "Marsh, J. A."),
        ("Livia", ""),
        ("Inês de Vidal", ""),
        ("Holm, Ida", ""),
        ("Anna Maria Holm", "Holm, Anna Maria"),
        ("Madame Holm", ""),
        ('<persName xml:lang="hu">Holm Ida</persName>', ""),
        ("Ida Holm <idno>77</idno>", "Holm, Ida"),
        ("<orgName>Boat Club</orgName>", ""),
    ],
)
def test_an_author_is_filed_under_the_surname_where_that_can_be_told(name: str, sorted_as: str) -> None:
    """By the rules of the index: a name stays as it is where its last word may be no surname."""
    assert filed(HEADER.replace("Ida Holm", name))[0] == sorted_as


def filed(header: str) -> list[str]:
    """As what the makers of a document with this header are filed."""
    return [creator.file_as for creator in read(document(DAYS, header).getroot(), Settings()).metadata.creators]


@pytest.mark.parametrize(
    ("editor", "sorted_as"), [("Lamp Press", ""), ("<persName>Ida Lamp</persName>", "Lamp, Ida"), ("<surname>Lamp</surname>", "")]
)
def test_an_editor_may_be_a_body(editor: str, sorted_as: str) -> None:
    assert filed(HEADER.replace("<author>Ida Holm</author>", f"<editor>{editor}</editor>"))[0] == sorted_as


def test_the_document_may_tell_the_surname(tmp_path: Path) -> None:
    name = "<persName><forename>Inês</forename> <nameLink>de</nameLink> <surname>Vidal</surname></persName>"
    found = package(made(document(DAYS, HEADER.replace("Ida Holm", name)), tmp_path))
    assert [element.text for element in found.iter(DC + "creator")] == ["Inês de Vidal"]
    assert metas(found, "file-as")[0] == "Vidal, Inês de"


def test_rights_are_told_once_and_the_book_is_described(root: Path, tmp_path: Path) -> None:
    found = package(made(etree.parse(root / "tei/specimen.xml"), tmp_path))
    (rights,) = [element.text for element in found.iter(DC + "rights")]
    assert rights == "CC0 1.0: no rights reserved. Invented for the project. K, L, Lr: CC0 1.0"
    (said,) = [element.text or "" for element in found.iter(DC + "description")]
    assert said.startswith("Translations of one work, compared.")


@pytest.mark.parametrize(
    ("looks", "claimed", "code"),
    [
        ({}, [], []),
        ({"conformance": "WCAG 2.2 AA"}, [], ["W545"]),
        ({"checked_by": "Mira Solberg"}, [], []),
        ({"conformance": "WCAG 2.2 AA", "checked_by": "Mira Solberg"}, ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"], []),
    ],
)
def test_a_standard_is_claimed_only_where_someone_has_checked_it(
    looks: dict[str, str], claimed: list[str], code: list[str], tmp_path: Path
) -> None:
    report = Report()
    publication.write(document(DAYS), Settings(**looks), tmp_path / "book.epub", report)  # type: ignore[arg-type]
    found = package(tmp_path / "book.epub")
    assert metas(found, "dcterms:conformsTo") == claimed
    assert metas(found, "a11y:certifiedBy") == (["Mira Solberg"] if claimed else [])
    assert [message.code for message in report] == code
    (summary,) = metas(found, "schema:accessibilitySummary")
    assert ("No person has checked" in str(summary)) is not bool(claimed)


def test_questions_have_an_address(tmp_path: Path) -> None:
    (summary,) = metas(package(made(document(DAYS), tmp_path, contact="access@example.org")), "schema:accessibilitySummary")
    assert str(summary).endswith("Questions on accessibility: access@example.org")


# --- Styles -------------------------------------------------------------------------------------------------------------


def test_a_style_sheet_of_the_editor_comes_after_the_book_s_and_fetches_nothing(tmp_path: Path) -> None:
    report = Report()
    own = (
        "@import url(more.css);\np { margin: 1em }\n@media (width > 40em) { h1 { background: url('wall.png') } }\nh2 { color: red }"
    )
    publication.write(document(DAYS), Settings(stylesheet=own), tmp_path / "book.epub", report)
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        css = archive.read("EPUB/book.css").decode()
    assert css.endswith("\np { margin: 1em }\nh2 { color: red }\n")
    told = [(message.code, message.locus and message.locus.line, message.values["reason"]) for message in report]
    assert told == [("W546", 1, "@import"), ("W546", 3, "url()")]


# --- Texts side by side ---------------------------------------------------------------------------------------------------

LANGUAGES = HEADER.replace("<title>The Garden Book</title>", '<title>The Garden Book</title><textLang mainLang="en-GB"/>').replace(
    "<title>Leaves</title>", '<title>Leaves</title><textLang mainLang="en-US"/>'
)
HEADED = DAYS.replace(
    "<head>3 February</head>",
    '<head><app type="dateline" subtype="accidental"><lem wit="#A">3 February</lem><rdg wit="#B">February 3</rdg></app></head>',
)


def test_texts_side_by_side_have_their_variants_and_each_heading_once(tmp_path: Path) -> None:
    book = made(document(HEADED, LANGUAGES), tmp_path, parallel=True)
    (one,) = [section for page in pages(book).values() for section in page.iter(XHTML + "section") if section.get("id") == "one"]
    groups = [[raw(version).strip() for version in group] for group in one.iter(XHTML + "div") if group.get("class") == "parallel"]
    assert groups == [
        ["B February 3"],
        ["A The old wall1 is wet to day.".replace("wall1", "wall") + "1", "B The old hedge is wet today."],
    ]
    assert raw(one).count("3 February") == 1
    assert [raw(link) for link in one.iter(XHTML + "a")] == ["Variants", "The text of A", "The text of B", "1"]
    rows = [raw(row) for page in pages(book).values() for row in page.iter(XHTML + "li") if row.get("class") == "variant"]
    assert rows[0] == "*wall] hedge B"


def test_the_second_text_is_told_from_the_first_and_each_has_its_language(tmp_path: Path) -> None:
    found = pages(made(document(HEADED, LANGUAGES), tmp_path, parallel=True))
    versions = [
        part for page in found.values() for part in page.iter(XHTML + "p", XHTML + "div") if "version" in part.get("class", "")
    ]
    assert {(raw(part)[0], "other" in part.get("class", "").split(), part.get("lang")) for part in versions} == {
        ("A", False, "en-GB"),
        ("B", True, "en-US"),
    }


def test_the_text_of_each_witness_alone_has_its_language(tmp_path: Path) -> None:
    found = pages(made(document(DAYS, LANGUAGES), tmp_path))
    told = {
        (section.get("class"), section.get("lang"))
        for page in found.values()
        for section in page.iter(XHTML + "section")
        if section.get("class") in ("entry", "version")
    }
    assert told == {("entry", "en-GB"), ("version", "en-GB"), ("version", "en-US")}


def variant_spans(book: Path, name: str) -> set[tuple[str, str | None]]:
    """Of each lemma or reading among the variants, as which it is marked, its words, and the language that it has of its own."""
    rows = [row for page in pages(book).values() for row in page.iter(XHTML + "li") if row.get("class") == "variant"]
    return {(raw(part), part.get("lang")) for row in rows for part in row.iter("*") if part.get("class") == name}


def test_a_reading_has_the_language_of_its_witnesses_where_it_is_not_that_of_the_text(tmp_path: Path) -> None:
    app = '<app type="lexical" subtype="substantive">{}</app>'
    day = f'<div type="entry" n="1" source="#A" xml:id="one"><head>1</head><p>The {app}.</p></div>'
    third = LANGUAGES.replace("</listWit>", '<witness xml:id="C"><abbr type="siglum">C</abbr><bibl>{}</bibl></witness></listWit>')
    known = third.format('<title>Blätter</title><textLang mainLang="de"/>')
    apart = '<lem wit="#A">wall</lem><rdg wit="#B">hedge</rdg><rdg wit="#C">Hecke</rdg>'
    book = made(document(day.format(apart), known), tmp_path)
    assert variant_spans(book, "rdg") == {("hedge", "en-US"), ("Hecke", "de")}
    assert variant_spans(book, "lemma") == {("wall", None)}
    # Two who have the same word have it once, in what their languages share; of a witness of unknown language nothing is said.
    same = '<lem wit="#A">wall</lem><rdg wit="#B">hedge</rdg><rdg wit="#C">hedge</rdg>'
    for stated, told in (("de-AT", None), ("en-US", "en-US"), ("", None)):
        shared = third.format(f'<title>Hedges</title><textLang mainLang="{stated}"/>' if stated else "<title>Hedges</title>")
        assert variant_spans(made(document(day.format(same), shared), tmp_path), "rdg") == {("hedge", told)}


def test_a_reading_in_hebrew_runs_from_right_to_left(tmp_path: Path) -> None:
    book = made(document(DAYS.replace("hedge", "גדר"), LANGUAGES.replace("en-US", "he")), tmp_path)
    reading = next(part for page in pages(book).values() for part in page.iter(XHTML + "span") if part.get("class") == "rdg")
    assert (raw(reading), reading.get("lang"), reading.get("dir")) == ("גדר", "he", "rtl")


def test_every_face_of_the_cover_has_the_letters_that_are_not_looked_for() -> None:
    paths = cover_raster._paths()
    for name in [name for names in cover_raster._FACES for name in names if name in paths]:
        letters = cover_raster._letters(paths[name])
        taken = {code for code in (*cover_raster._LATIN, *cover_raster._MARKS) if chr(code).isprintable()}
        assert {chr(code) for code in taken - letters} == set(), name
