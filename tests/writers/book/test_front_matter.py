"""What stands before a text: title, rights, sigla and signs; and what contents and running heads call its parts."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.capitals import TextForms, is_in_capitals, tamed, with_stop
from edition.writers.book.compositor import text_of
from edition.writers.book.contents import contents
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import BODY_KINDS, FRONT_KINDS, Book, Section
from edition.writers.settings import Settings

STATEMENT = "<titleStmt><title>The Lamps</title><author>Ana Melo Prado</author></titleStmt>"
PUBLISHED = (
    "<editionStmt><edition>Second printing, corrected</edition></editionStmt><publicationStmt><publisher>Quay Books</publisher>"
    '<pubPlace>Porto</pubPlace><date when="2026-05-01">2026-05-01</date><availability><p>CC BY 4.0</p></availability>'
    '<idno type="ISBN">9780000000002</idno></publicationStmt>'
)
WITNESSES = (
    "<sourceDesc><listWit>"
    '<witness xml:id="A"><abbr type="siglum">A</abbr> <bibl><editor role="translator">Mara Quill</editor>, <title>Lamp</title>, '
    '<date>1960</date>. <availability status="free"><p>Public domain.</p></availability></bibl></witness>'
    '<witness xml:id="B"><abbr type="siglum">B</abbr> <bibl><editor role="translator">Joss Orme</editor>, <title>Lamps</title>, '
    '<date>1971</date>. <availability status="unknown"><p>With the heirs.</p></availability></bibl></witness>'
    "</listWit></sourceDesc>"
)
OURS = (
    '<encodingDesc><appInfo><application ident="edition" version="1.0"><label>edition</label></application></appInfo>'
    "</encodingDesc>"
)
APP = '<app type="lexical" subtype="{2}"><lem wit="#A">{0}</lem><rdg wit="#B" type="lexical" subtype="{2}">{1}</rdg></app>'
LAMP = APP.format("lamp", "light", "substantive")


def entry(text: str, n: str = "1", head: str = "", key: str = "e") -> str:
    return f'<div type="entry" n="{n}" source="#A" xml:id="{key}.{n}">{head}<p>{text}</p></div>'


def book(body: str, *, header: str = PUBLISHED, ours: str = OURS, screen: bool = False, **settings: object) -> Book:
    document = (
        f'<TEI xmlns="{NS}" xml:lang="en"><teiHeader><fileDesc>{STATEMENT}{header}{WITNESSES}</fileDesc>{ours}</teiHeader>'
        f"<text><body>{body}</body></text></TEI>"
    )
    tree = etree.ElementTree(etree.fromstring(document))
    return sections.book(tree, Settings(**settings), Report(), screen=screen)  # type: ignore[arg-type]


def part(made: Book, kind: str) -> Section:
    return next(section for section in made.sections if section.kind == kind)


def lines(section: Section, tag: str) -> list[str]:
    return [text_of(element) for element in section.body.iter(XHTML + tag)]


def signs(made: Book) -> list[str]:
    return [line.split(" ", 1)[0] for line in lines(part(made, "witnesses"), "li")]


# --- The order, the rights ------------------------------------------------------------------------------------------------


def test_all_stands_before_the_text_and_in_its_order() -> None:
    made = book(entry(f"The {LAMP}."))
    kinds = [section.kind for section in made.sections]
    assert kinds[:3] == ["titlepage", "copyright", "witnesses"]
    assert max(kinds.index(kind) for kind in kinds if kind in FRONT_KINDS) < min(map(kinds.index, BODY_KINDS[1:2]))


def test_the_rights_page_has_what_the_header_states() -> None:
    assert lines(part(book(entry("Words.")), "copyright"), "p") == [
        "Quay Books, Porto 2026",
        "Second printing, corrected",
        "CC BY 4.0",
        "A Mara Quill, Lamp, 1960. Public domain.",
        "B Joss Orme, Lamps, 1971. With the heirs.",
        "ISBN 9780000000002",
        "Set in EB Garamond.",
    ]


def test_a_screen_and_a_style_sheet_have_faces_of_their_own() -> None:
    assert "Set in" not in text_of(part(book(entry("Words."), screen=True), "copyright").body)
    assert "Set in" not in text_of(part(book(entry("Words."), stylesheet="p { font-family: Cardo }"), "copyright").body)


def test_one_witness_alone_has_its_own_rights() -> None:
    said = text_of(part(book(entry(f"The {LAMP}."), reading="B"), "copyright").body)
    assert "With the heirs." in said
    assert "Public domain." not in said


def test_the_title_page_has_the_year_alone_and_whole_names() -> None:
    said = "".join(part(book(entry("Words.")), "titlepage").body.itertext())  # type: ignore[arg-type]
    assert "Quay Books, 2026" in said
    assert "May" not in said
    assert "Ana\u00a0Melo\u00a0Prado" in said


def test_no_word_of_the_trade_reaches_a_reader() -> None:
    made = book(entry(f"The {LAMP}."))
    said = " ".join(text_of(section.body) for section in made.sections)
    assert "P5" not in said
    assert "encoding 1.0" not in said
    for tag in tags():
        header = language_of_tag(tag).header
        trade = ("div", "resp=", "milestone", "lb,")
        assert not any(word in f"{header.lacking} {header.decided} {header.verses}" for word in trade)


# --- Signs ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (f"The {LAMP}.", "*"),
        (f"The {APP.format('lamp', 'lampe', 'accidental')}.", "°"),
        (f"The {LAMP}.", "]"),
        (f"The {APP.format('', ' old', 'substantive')} lamp.", "adds"),
        (f"The {APP.format('old', '', 'substantive')} lamp.", "not"),
        (f"{APP.format('one two three four five six seven eight nine ten', 'ten', 'substantive')}.", "…"),
        ('The <gap reason="lost"/> lamp.', "[…]"),
        ("The <supplied>old</supplied> lamp.", "["),
        ('The lamp.<note type="translator" source="#A" resp="#A">A lamp.</note>', "1"),
    ],
)
def test_a_sign_is_explained_where_the_book_prints_it(text: str, sign: str) -> None:
    assert sign in signs(book(entry(text), screen=True, apparatus="all"))
    assert sign not in signs(book(entry("Words."), screen=True, apparatus="all"))


def test_what_pages_alone_can_tell_is_marked_for_them() -> None:
    body = part(book(entry(f"The {LAMP}.")), "witnesses").body
    marked = [item.get("data-sign") for item in body.iter(XHTML + "li")]
    assert [each for each in marked if each] == ["line-page", "line-entry", "line-verse", "bar", "which", "carried", "over"]
    screen = part(book(entry(f"The {LAMP}."), screen=True), "witnesses").body
    assert not any(item.get("data-sign") for item in screen.iter(XHTML + "li"))


def test_the_base_is_no_better_text() -> None:
    said = text_of(part(book(entry(f"The {LAMP}.")), "witnesses").body)
    assert "The text is that of A. It is printed for reference" in said
    assert "no better text" in said
    assert "no better text" not in text_of(part(book(entry(f"The {LAMP}."), ours=""), "witnesses").body)


def test_how_many_readings_are_not_printed() -> None:
    body = entry(f"The {LAMP} {APP.format('was', 'wass', 'accidental')} lit.")
    assert "Not printed, but in the TEI document: 1 accidental readings." in text_of(part(book(body), "witnesses").body)


# --- Contents and running heads -------------------------------------------------------------------------------------------


def division(n: str, head: str, *entries: str) -> str:
    return f'<div type="book" n="{n}"><head>{head}</head>{"".join(entries)}</div>'


FIRST = (entry("Words.", "1.1", "<head>I.</head>"), entry("Words.", "1.2", "<head>II.</head>"))
TWO_BOOKS = division("1", "Book 1", *FIRST) + division("2", "Book 2", entry("Words.", "2.1", "<head>I.</head>"))


def test_a_number_alone_has_the_name_of_its_book_in_the_running_head() -> None:
    found = [section for section in book(TWO_BOOKS).sections if section.kind == "entry"]
    assert [section.running for section in found] == ["Book 1 · I", "Book 1 · II", "Book 2 · I"]
    # The page that opens with the number does not say it twice.
    assert [section.opening for section in found] == ["Book 1", "Book 1", "Book 2"]


def test_a_number_without_a_book_has_the_beginning_of_its_title() -> None:
    head = "<head>II <title type='entry'>What became of the keeper, and how he was found</title></head>"
    (found,) = (section for section in book(entry("Words.", "2", head)).sections if section.kind == "entry")
    assert found.title == "II. What became of the keeper, and how he was found"
    assert found.running == "II. What became of the keeper"
    # Above the heading itself it is not printed.
    assert found.opening == ""


def test_a_date_stays_as_it_is() -> None:
    body = division("1931", "1931", entry("Words.", "1931-03-02", '<head><date when="1931-03-02">2 March 1931</date></head>'))
    assert [s.running for s in book(body).sections if s.kind == "entry"] == ["2 March 1931"]


@pytest.mark.parametrize(("depth", "wanted"), [(0, {"Book 1": 2, "Book 2": 1}), (1, {"Book 1": 0, "Book 2": 0})])
def test_the_contents_have_as_many_levels_as_are_asked_for(depth: int, wanted: dict[str, int]) -> None:
    found = {line.title: len(line.lines) for line in contents(book(TWO_BOOKS).sections, depth)}
    assert {title: found[title] for title in wanted} == wanted


def test_headings_in_capitals_are_tamed_as_the_text_writes_their_words() -> None:
    head = "<head>II <title type='entry'>HOW THE KEEPER FOUND OLD MARTA IN PORTO, AND WHAT LOUIS XIV SAID.</title></head>"
    text = "Then old Marta came, and in Porto, Marta wept; it was Louis who told of it."
    (found,) = (section for section in book(entry(text, "2", head)).sections if section.kind == "entry")
    assert found.title == "II. How the keeper found old Marta in Porto, and what Louis XIV said"
    # The heading itself stays.
    assert "HOW THE KEEPER" in text_of(found.body)


@pytest.mark.parametrize("title", ["XII", "USSR", "VI. What became of Marta", "1931", ""])
def test_other_titles_stay(title: str) -> None:
    assert not is_in_capitals(title)
    assert tamed(title, TextForms([])) == title


def test_a_stop_stands_after_a_number_alone() -> None:
    assert with_stop("IV", "IV How it was") == "IV. How it was"
    assert with_stop("IV.", "IV. How it was") == "IV. How it was"
    assert with_stop("2 March 1931", "2 March 1931 Rain") == "2 March 1931 Rain"
