"""What only a book for the screen has: the other texts one link away, tables of the entries, pictures, pages, what a user adds."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import pictures, sections
from edition.writers.book.extent import words_in
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import BODY_KINDS, Book, Section
from edition.writers.epub import cover, publication
from edition.writers.pdf import printing
from edition.writers.settings import Settings

HEADER = (
    "<fileDesc><titleStmt><title>Two Days</title><author>Ida Holm</author><editor>Jo Marsh</editor></titleStmt><publicationStmt>"
    '<publisher>Garden Press</publisher><date when="2026-11-22"/><idno type="DOI">10.1000/182</idno></publicationStmt>'
    '<seriesStmt><title>Gardens</title><biblScope n="4"/></seriesStmt><sourceDesc><listWit>'
    '<witness xml:id="A"><abbr type="siglum">A</abbr> <bibl><title>The Garden Book</title></bibl></witness>'
    '<witness xml:id="B"><abbr type="siglum">B</abbr> <bibl><title>Leaves</title></bibl></witness>'
    '<witness xml:id="Br" corresp="#B"><abbr type="siglum">B<hi rend="superscript">r</hi></abbr> <bibl><author>Eva Rook</author>, '
    "<title>On Leaves</title>, <publisher>The Wall, online</publisher></bibl></witness></listWit></sourceDesc></fileDesc>"
)
# Of the eight words of the first day B has another for one; of the second, which B lacks, a review quotes four and has one other.
DAYS = (
    '<div type="year"><head>1901</head>'
    '<div type="entry" n="1901-02-03" source="#A" xml:id="one"><head>3 February</head>'
    '<p>The old <app type="lexical" subtype="substantive"><lem wit="#A">wall</lem><rdg wit="#B">hedge</rdg></app> '
    'is wet <app type="orthographic" subtype="accidental"><lem wit="#A">to day</lem><rdg wit="#B">today</rdg></app>.</p></div>'
    '<div type="entry" n="1901-02-04" source="#A" xml:id="two">'
    '<app type="attestation"><rdg wit="#B"><lacunaStart/></rdg></app><head>4 February</head>'
    '<p>Rain. <app type="attestation"><rdg wit="#Br"><witStart/></rdg></app>A grey <app type="lexical" subtype="stylistic">'
    '<lem wit="#A">day</lem><rdg wit="#Br">morning</rdg></app> again<app type="attestation"><rdg wit="#Br"><witEnd/></rdg></app>.'
    '</p><app type="attestation"><rdg wit="#B"><lacunaEnd/></rdg></app></div></div>'
)


def document(body: str, header: str = HEADER, lang: str = "en") -> etree._ElementTree:
    text = f"<text><body>{body}</body></text>"
    return etree.ElementTree(etree.fromstring(f'<TEI xmlns="{NS}" xml:lang="{lang}"><teiHeader>{header}</teiHeader>{text}</TEI>'))


def screen(body: str, report: Report | None = None, lang: str = "en", **looks: object) -> Book:
    chosen = Settings(**looks)  # type: ignore[arg-type]
    return sections.book(document(body, lang=lang), chosen, Report() if report is None else report, screen=True)


def part(book: Book, kind: str) -> Section:
    return next(section for section in book.sections if section.kind == kind)


def text_of_book(book: Book) -> Section:
    """The first section of the text."""
    return next(section for section in book.sections if section.kind in BODY_KINDS)


def kinds(book: Book) -> list[str]:
    return [section.kind for section in book.sections]


def lines(section: Section, tag: str = "tr") -> list[str]:
    return [" ".join(" ".join(row.itertext()).split()) for row in section.body.iter(XHTML + tag)]


def package(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("EPUB/package.opf"))


# --- The other texts ----------------------------------------------------------------------------------------------------


def test_each_entry_stands_again_as_each_translation_has_it_and_all_are_linked() -> None:
    book = screen(DAYS)
    a, a_two, b = (section for section in book.sections if section.kind == "version")
    assert [section.title for section in (a, a_two, b)] == ["3 February", "4 February", "3 February"]
    assert raw(a.body).endswith("The old wall is wet to day.")
    assert raw(b.body).endswith("The old hedge is wet today.")
    one = next(section for section in book.sections if section.id == "one")
    links = [[(link.get("href"), raw(link)) for link in section.body.iter(XHTML + "a")] for section in (one, a, b)]
    assert links == [
        [(f"#{a.id}", "The text of A"), (f"#{b.id}", "The text of B")],
        [("#one", "The text with its variants"), (f"#{b.id}", "The text of B")],
        [("#one", "The text with its variants"), (f"#{a.id}", "The text of A")],
    ]


def test_a_book_of_one_text_has_no_other_texts() -> None:
    assert "version" not in kinds(screen(DAYS, reading="B"))


def test_where_no_base_is_named_no_text_is_the_other_one() -> None:
    assert "version" not in kinds(screen(DAYS.replace(' source="#A"', "")))


def test_paper_has_the_tables_and_not_the_other_texts() -> None:
    paper = kinds(sections.book(document(DAYS), Settings(), Report()))
    assert "version" not in paper
    assert {"chronology", "figures"} <= set(paper)


# --- Tables of the entries ------------------------------------------------------------------------------------------------


def test_the_chronology_says_who_has_each_entry() -> None:
    assert lines(part(screen(DAYS), "chronology"))[1:] == ["3 February 1901 3 February A , B", "4 February 1901 4 February A , B r"]


def test_numbers_of_entries_are_no_dates() -> None:
    letters = "".join(f'<div type="entry" n="{n}" xml:id="l{n}"><head>Letter {n}</head><p>Rain.</p></div>' for n in (1732, 1733))
    assert "chronology" not in kinds(screen(letters))


stretches = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))), max_size=6)


@settings(deadline=None)
@given(st.text("ab ", max_size=40), stretches)
def test_words_are_found_in_stretches_as_one_would_find_them_by_hand(text: str, stretched: list[tuple[int, int]]) -> None:
    def touched(start: int, end: int, within: list[tuple[int, int]]) -> bool:
        return any(max(start, one) < min(end, other) for one, other in within)

    places = []
    for at in range(len(text)):
        if text[at] != " " and (at == 0 or text[at - 1] == " "):
            places.append((at, next((end for end in range(at, len(text)) if text[end] == " "), len(text))))
    nonempty = [pair for pair in stretched if pair[0] < pair[1]]
    assert words_in(places, nonempty) == {number for number, place in enumerate(places) if touched(*place, nonempty)}


def test_forms_of_the_source_that_stand_nowhere_else_are_listed() -> None:
    body = '<div xml:id="d"><head>A day</head><p>The <choice><orig>olde</orig><reg>old</reg></choice> wall.</p></div>'
    assert lines(part(screen(body), "forms"), "li") == ["old ] olde : A day"]


def test_a_form_that_stands_in_several_places_is_listed_once_with_its_witness_and_all_places() -> None:
    said = "<choice><orig>{}</orig><reg>{}</reg></choice>"
    once = f"<p>The {said.format('ussr', 'USSR')} and {said.format('olde', 'old')}.</p>"
    entries = "".join(f'<div type="entry" n="{n}" source="#A" xml:id="e{n}"><head>{n}</head>{once}</div>' for n in (1, 2))
    section = part(screen(entries), "forms")
    assert lines(section, "li") == ["USSR ] ussr A : 1 ; 2", "old ] olde A : 1 ; 2"]
    links = [link.get("href", "")[1:] for link in section.body.iter(XHTML + "a")]
    assert len(set(links)) == 4


# --- Cover, citation, package ---------------------------------------------------------------------------------------------


def test_the_cover_is_drawn_from_the_book_and_always_the_same() -> None:
    one, again = (cover.cover(cover.drawing(screen(DAYS))) for _ in range(2))
    assert one == again
    other = cover.cover(cover.drawing(screen(DAYS.replace("substantive", "accidental"))))
    assert one != other, "the lines follow the entries"
    text = [element.text for element in etree.fromstring(one).iter("{http://www.w3.org/2000/svg}text")]
    assert text == ["Ida\N{NO-BREAK SPACE}Holm", "Two Days", "Jo\N{NO-BREAK SPACE}Marsh", "Garden Press · 2026"]


METADATA = screen("<p>Words.</p>").metadata


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda title: title.isprintable() and title.strip()))
def test_any_title_fits_on_the_cover(title: str) -> None:
    found, size = cover._title(replace(METADATA, title=title))
    assert 1 <= len(found) <= 6
    assert all(len(line) * size <= 32 * 32 + 42 * 24 for line in found)


def test_the_colophon_says_how_to_cite() -> None:
    section = part(screen(DAYS), "colophon")
    (cited,) = [raw(p) for p in section.body.iter(XHTML + "p") if p.get("class") == "citation"]
    assert cited.startswith("Ida Holm. Two Days. Edited by Jo Marsh. Garden Press, 22 November 2026. urn:uuid:")


def test_the_package_names_reviewers_sources_series_and_identifiers(tmp_path: Path) -> None:
    publication.write(document(DAYS), Settings(), tmp_path / "book.epub", Report())
    found = package(tmp_path / "book.epub")
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert [element.text for element in found.iter(dc + "contributor")] == ["Jo Marsh", "Eva Rook"]
    assert [element.text for element in found.iter(dc + "source")] == [
        "The Garden Book",
        "Leaves",
        "Eva Rook, On Leaves, The Wall, online",
    ]
    assert [element.text for element in found.iter(dc + "identifier")][1:] == ["doi:10.1000/182"]
    said = {element.get("property"): element.text for element in found.iter("{http://www.idpf.org/2007/opf}meta")}
    assert said["group-position"] == "4"
    assert said["role"] == "rev"


def test_a_reading_that_is_quoted_names_the_review(tmp_path: Path) -> None:
    publication.write(document(DAYS), Settings(), tmp_path / "book.epub", Report())
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        text = b"".join(archive.read(name) for name in archive.namelist() if "variants/" in name)
    entries = ["".join(row.itertext()).strip() for row in etree.fromstring(text).iter(XHTML + "li")]
    assert "day] morning Br (The Wall)" in entries


# --- Pages, pictures, directions, rows of a user ----------------------------------------------------------------------------


def test_pages_of_the_first_edition_named_make_the_page_list(tmp_path: Path) -> None:
    body = '<p><pb n="7" ed="one"/>Here <pb n="90" ed="two"/>and <pb n="8" ed="one"/>there.</p>'
    publication.write(document(body), Settings(), tmp_path / "book.epub", Report())
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    (pages,) = [part for part in nav.iter(XHTML + "nav") if part.get("id") == "pages"]
    assert [raw(link) for link in pages.iter(XHTML + "a")] == ["7", "8"]


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("wall.png", []),
        ("sub/../wall.png", []),
        ("https://example.org/wall.png", ["W502"]),
        ("none.png", ["W502"]),
        ("page.txt", ["W577"]),
        ("../outside.png", ["W573"]),
        ("link.png", ["W573"]),
        ("\0", ["W502"]),
        ("file:///etc/hostname", ["W502"]),
    ],
)
def test_pictures_come_from_the_workspace_and_from_nowhere_else(address: str, message: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "sub").mkdir(parents=True)
    (folder / "wall.png").write_bytes(PICTURE)
    (folder / "page.txt").write_text("words", encoding="utf-8")
    (tmp_path / "outside.png").write_bytes(PICTURE)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    report = Report()
    tree = document("<figure><graphic/><figDesc>A wall.</figDesc></figure>")
    if address != "\0":
        next(tree.iter(f"{{{NS}}}graphic")).set("url", address)
    book = sections.book(tree, Settings(folder=str(folder)), report, screen=True)
    assert [found.code for found in report] == message
    assert [picture.content for picture in book.pictures] == ([] if message else [PICTURE])
    images = [(image.get("src"), image.get("alt")) for image in text_of_book(book).body.iter(XHTML + "img")]
    assert images == ([] if message else [("../pictures/0001.png", "A wall.")])


def test_a_picture_that_is_too_large_or_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wall.png").write_bytes(PICTURE)
    tree = document('<p>Rain.</p><figure><graphic url="wall.png"/></figure>')

    def told() -> list[str]:
        report = Report()
        sections.book(tree, Settings(folder=str(tmp_path)), report, screen=True)
        return [message.text for message in report]

    monkeypatch.setattr(pictures, "_LARGEST", 1)
    monkeypatch.setattr(pictures, "_ALL", 200_000_000)
    assert told() == ["the picture wall.png is not in the book, because its file is too large (0 MB)."]  # W574
    monkeypatch.undo()

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told() == ["the picture wall.png is not in the book: its file cannot be read (Permission denied)."]  # W510


def test_a_text_from_right_to_left_and_words_that_turn_in_it(tmp_path: Path) -> None:
    tree = document('<p>סוף <foreign xml:lang="fr">mur</foreign></p>', lang="he")
    publication.write(tree, Settings(), tmp_path / "book.epub", Report())
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        page = etree.fromstring(next(archive.read(name) for name in archive.namelist() if "division" in name))
    assert page.get("dir") == "rtl"
    assert [(word.get("lang"), word.get("dir")) for word in page.iter(XHTML + "i")] == [("fr", "ltr")]
    (spine,) = package(tmp_path / "book.epub").iter("{http://www.idpf.org/2007/opf}spine")
    assert spine.get("page-progression-direction") == "rtl"


def test_every_fifth_line_has_its_number() -> None:
    verses = "".join(f'<l n="{number}">Line.</l>' for number in range(1, 12))
    body = text_of_book(screen(f"<lg>{verses}</lg>")).body
    assert [raw(span) for span in body.iter(XHTML + "span") if span.get("class") == "line-number"] == ["5", "10"]


def test_rows_of_the_user_come_before_those_of_the_table() -> None:
    rows = (("fw", "inline i"), ("seg[@type='song']", "block div"))
    report = Report()
    book = screen('<p>A <fw>head</fw> and <seg type="song">la</seg>, <seg>no</seg>.</p>', report, behaviours=rows)
    body = etree.tostring(text_of_book(book).body, encoding="unicode")
    assert '<i class="as-fw">head</i>' in body
    assert '<div class="as-seg">la</div>' in body
    assert "no." in body
    assert list(report) == []


def test_what_varies_within_a_note_is_told_in_its_line(tmp_path: Path) -> None:
    note = '<note>A <app><lem wit="#A">low</lem><rdg wit="#B">high</rdg></app> wall.</note>'
    (found,) = text_of_book(screen(f"<p>Words.{note}</p>")).notes
    assert raw(found.body) == "A low [high B] wall."


def test_a_note_keeps_words_that_stand_beside_its_blocks() -> None:
    (found,) = text_of_book(screen("<p>Words.<note>We quote: <lg><l>A line.</l></lg> and go on.</note></p>")).notes
    assert [raw(child) for child in found.body] == ["We quote: ", "A line.", "and go on."]


def test_the_page_is_made_all_the_same(tmp_path: Path, tool: object) -> None:
    tool("pango")  # type: ignore[operator]
    printing.write(document(DAYS), Settings(), tmp_path / "book.pdf", Report())
    assert (tmp_path / "book.pdf").stat().st_size > 1000
