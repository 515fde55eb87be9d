"""Documents of other projects in books: nothing lost, words parted, things set as such things are in print."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, XHTML_NS, raw
from edition.writers.book.types import Book
from edition.writers.settings import Apparatus, Settings
from tests.tei.whole_grammar import lines

_BLOCKS = frozenset(XHTML + name for name in "p div blockquote li td tr br h1 h2 h3 section figure".split())
# What a book has besides the text of a document.
_OURS = ("titlepage", "copyright", "colophon", "witnesses", "forms")


def book_of(text: str, report: Report | None = None, header: str = "", rest: str = "", apparatus: Apparatus = "all") -> Book:
    document = f'<TEI xmlns="{NS}" xml:lang="en"><teiHeader>{header}</teiHeader>{rest}{text}</TEI>'
    tree = etree.ElementTree(etree.fromstring(document))
    return sections.book(tree, Settings(apparatus=apparatus), Report() if report is None else report)


def in_body(tei: str) -> str:
    return f"<text><body>{tei}</body></text>"


def words(book: Book) -> str:
    """The text of a book on one line, with a space at the ends of blocks."""
    bodies = [section.body for section in book.sections if section.kind not in _OURS]
    return " ".join(" ".join("".join(lines(body, _BLOCKS)).split()) for body in bodies)


def markup(book: Book) -> str:
    bodies = [section.body for section in book.sections if section.kind not in _OURS]
    return "".join(etree.tostring(body, encoding="unicode") for body in bodies).replace(f' xmlns="{XHTML_NS}"', "")


@pytest.mark.parametrize(
    ("tei", "text"),
    [
        (
            "<entry><form><orth>pail</orth></form><gramGrp><pos>n.</pos></gramGrp><sense n='1'><def>a tub</def></sense>"
            "<sense n='2'><def>what it holds</def></sense></entry><entry><form><orth>pale</orth></form></entry>",
            "pail n. 1 a tub 2 what it holds pale",
        ),
        # A number that the text has itself is not printed twice.
        ("<entry><form><orth>pail</orth></form><sense n='1'><num>1.</num><def>a tub</def></sense></entry>", "pail 1. a tub"),
        (
            "<entry><form><orth>pail</orth></form><sense><def>a tub</def><cit type='translation'><quote>seau</quote></cit>"
            "<cit type='example'><quote>a full <oRef/></quote></cit></sense></entry>",
            "pail a tub seau a full ~",
        ),
        # Persons and places.
        (
            "<listPerson><person><persName>Orme</persName><birth>1850</birth><death>1901</death></person></listPerson>",
            "Orme 1850 1901",
        ),
        ("<listPerson><person><persName>Orme</persName><note>A warden.</note></person></listPerson>", "Orme A warden."),
        ("<listPlace><place><placeName>Hythe</placeName><desc>a town</desc></place></listPlace>", "Hythe a town"),
        # Plays and verse.
        ("<castList><castItem><role>Orme</role><roleDesc>a warden</roleDesc></castItem></castList>", "Orme a warden"),
        (
            "<castList><castGroup><castItem>A guard</castItem><roleDesc>of the gate</roleDesc></castGroup></castList>",
            "A guard of the gate",
        ),
        ("<spGrp><sp><speaker>A</speaker><p>Hail.</p></sp><sp><speaker>B</speaker><p>Sleep.</p></sp></spGrp>", "A Hail. B Sleep."),
        ("<lg><l>the lamp,<caesura/>the snow</l></lg>", "the lamp, the snow"),
        ("<lg><l n='4'>one</l><l n='5'>two</l></lg>", "one 5 two"),
        ("<ab>one<lb n='5'/>two</ab>", "one 5 two"),
        # Glosses beside letters.
        ("<p><ruby><rb>漢</rb><rt>kan</rt></ruby></p>", "漢(kan)"),
        # Forms within forms.
        ("<p><choice><abbr>q<choice><orig>v</orig><reg>u</reg></choice>e</abbr></choice></p>", "que"),
        ("<p><abbr>D<choice><orig>ſ</orig><reg>s</reg></choice></abbr></p>", "Ds"),
        ("<p>a<gap reason='empty'/>b</p>", "ab"),
        ("<p>a <gap><desc>two leaves</desc></gap></p>", "a [two leaves]"),
        ("<p>a <gap><desc>(two leaves)</desc></gap></p>", "a (two leaves)"),
        # Characters that end lines and are no white space to XML.
        ("<p>one\u2028two\u2029three\u0085four</p>", "one two three four"),
        ("<said>Who goes?</said><said>A friend.</said>", "Who goes? A friend."),
    ],
)
def test_words_come_out_parted(tei: str, text: str) -> None:
    assert words(book_of(in_body(tei))) == text


@pytest.mark.parametrize(
    ("tei", "printed"),
    [
        ("<ptr target='bib:Pell1911'/>", "bib:Pell1911"),
        ("<ptr target='second.xml#p3'/>", "second.xml#p3"),
        ("<ref target='bib:Orme'/>", "bib:Orme"),
        ("<ptr cRef='Ruth 1:2'/>", "Ruth 1:2"),
        ("<ptr target='#nowhere'/>", "nowhere"),
        ("<ref target='#nowhere'>below</ref>", "below"),
    ],
)
def test_what_leads_nowhere_is_printed(tei: str, printed: str) -> None:
    assert words(book_of(in_body(f"<p>See {tei}.</p>"))) == f"See {printed}."


@pytest.mark.parametrize(
    ("milestone", "breaks"),
    [
        ("unit='section'", True),
        ("unit='stars'", True),
        ("unit='card' n='2'", False),
        ("unit='section' n='2'", False),
        ("unit='card' n='2' rend='stars'", True),
    ],
)
def test_a_milestone_with_a_number_is_no_break(milestone: str, breaks: bool) -> None:
    """It counts cards, columns or leaves of a print; what stands before the text parts nothing."""
    book = book_of(in_body(f"<milestone {milestone}/><p>snow</p><milestone {milestone}/><p>rain</p>"))
    assert sum(1 for section in book.sections for _ in section.body.iter(XHTML + "hr")) == breaks


@pytest.mark.parametrize("target", ["bib:Pell1911", "#nowhere"])
@pytest.mark.parametrize("after", ["snow", "<hi>snow</hi>", ", snow", " snow"])
def test_a_target_that_is_printed_is_parted_from_the_word_after_it(target: str, after: str) -> None:
    printed = words(book_of(in_body(f"<p>See <ptr target='{target}'/>{after}.</p>")))
    assert printed == f"See {target.removeprefix('#')}{',' if after[0] == ',' else ''} snow."


@pytest.mark.parametrize(
    "place",
    [
        "<table xml:id='x'><row><cell>a</cell></row></table>",
        "<table><row xml:id='x'><cell>a</cell></row></table>",
        "<table><row><cell xml:id='x'>a</cell></row></table>",
        "<list xml:id='x'><item>a</item></list>",
        "<list><item xml:id='x'>a</item></list>",
        "<list><label xml:id='x'>a</label><item>b</item></list>",
        "<p><gap xml:id='x' reason='lost'/></p>",
        "<p><app><lem>a</lem><rdg xml:id='x'>b</rdg></app></p>",
        "<p><app xml:id='x'><lem>a</lem><rdg>b</rdg></app></p>",
        "<p><choice><abbr xml:id='x'>a</abbr><expan>b</expan></choice></p>",
    ],
)
def test_links_find_their_places(place: str) -> None:
    report = Report()
    book = book_of(in_body(f"<p><ref target='#x'>there</ref></p>{place}"), report)
    assert "I508" not in [message.code for message in report]
    (link,) = [link for section in book.sections for link in section.body.iter(XHTML + "a") if link.text == "there"]
    ids = {ident for section in book.sections for part in section.markups for each in part.iter() if (ident := each.get("id"))}
    ids |= {entry.id for section in book.sections for entry in section.apparatus}
    assert link.get("href", "")[1:] in ids


CALLS = {
    "a pointer": ("<p>snow<ptr target='#n1'/></p>", "<div><note xml:id='n1'>It lay.</note></div>"),
    "a reference with the number": ("<p>snow<ref target='#n1'>1</ref></p>", "<div><note xml:id='n1' n='1'>It lay.</note></div>"),
    "the note says where": ("<p>snow<anchor xml:id='a'/></p>", "<div><note target='#a'>It lay.</note></div>"),
    "the number stands in the note": (
        "<p>snow<ptr target='#n1'/></p>",
        "<div><note xml:id='n1'><label>1</label> It lay.</note></div>",
    ),
}


@pytest.mark.parametrize(("text", "notes"), CALLS.values(), ids=CALLS.keys())
def test_what_leads_to_a_collected_note_calls_it(text: str, notes: str) -> None:
    book = book_of(f"<text><body>{text}</body><back>{notes}</back></text>")
    (section,) = [section for section in book.sections if section.notes]
    assert [(note.n, "".join(lines(note.body, _BLOCKS)).strip()) for note in section.notes] == [("1", "It lay.")]
    # It stands there alone.
    assert words(book) == "snow"


UNPRINTED_CALLS = {
    "a running head": "<p>snow<fw>1<ptr target='#n1'/></fw></p>",
    "an index": "<p>snow<index><term>snow<ptr target='#n1'/></term></index></p>",
    "a reading": "<p><app><lem>snow</lem><rdg wit='#B'>rain<ptr target='#n1'/></rdg></app></p>",
    "a call, says it": "<p>snow<fw><ptr type='call' target='#n1'/></fw></p>",
}


@pytest.mark.parametrize("text", UNPRINTED_CALLS.values(), ids=UNPRINTED_CALLS.keys())
def test_a_note_whose_call_is_not_printed_is(text: str) -> None:
    for apparatus in ("all", "none"):
        tei = f"<text><body>{text}</body><back><div><note xml:id='n1'>It lay.</note></div></back></text>"
        book = book_of(tei, apparatus=apparatus)
        notes = [note for section in book.sections for note in section.notes]
        readings = [each.readings for section in book.sections for each in section.apparatus]
        assert " ".join(map(raw, [*(note.body for note in notes), *readings])).count("It lay.") == 1


@pytest.mark.parametrize("outer", ["<app>{}</app>", "<app><rdgGrp>{}</rdgGrp></app>"])
def test_a_note_on_a_form_of_the_words_stands_after_all_forms(outer: str) -> None:
    forms = outer.format("<lem xml:id='a'>snow</lem><rdg wit='#B'>rain</rdg>")
    book = book_of(f"<text><body><p>{forms} fell</p></body><back><div><note target='#a'>It lay.</note></div></back></text>")
    assert [raw(note.body) for section in book.sections for note in section.notes] == ["It lay."]
    form = "<choice><sic>snaw</sic><corr xml:id='a'>snow</corr></choice>"
    book = book_of(f"<text><body><p>{form} fell</p></body><back><div><note target='#a'>It lay.</note></div></back></text>")
    assert [raw(note.body) for section in book.sections for note in section.notes] == ["It lay."]


def test_a_note_that_is_called_twice_has_one_number() -> None:
    text = "<p>snow<ptr target='#n1'/> and snow<ptr target='#n1'/></p>"
    book = book_of(f"<text><body>{text}</body><back><note xml:id='n1'>It lay.</note></back></text>")
    (note,) = [note for section in book.sections for note in section.notes]
    assert len(note.again) == 1


def test_a_reference_in_words_is_no_call() -> None:
    text = "<p>snow, as <ref target='#n1'>the last note</ref> says</p>"
    book = book_of(f"<text><body>{text}</body><back><div><note xml:id='n1'>It lay.</note></div></back></text>")
    assert words(book).startswith("snow, as the last note says")


def test_notes_that_call_one_another_come_to_an_end() -> None:
    text = "<p>snow<ptr target='#n1'/></p>"
    notes = (
        "<note xml:id='n1'>See <ptr type='call' target='#n2'/>.</note><note xml:id='n2'>See <ptr type='call' target='#n1'/>.</note>"
    )
    book = book_of(f"<text><body>{text}</body><back><div>{notes}</div></back></text>")
    assert [note.n for section in book.sections for note in section.notes] == ["1"]


@pytest.mark.parametrize(
    ("held", "printed"),
    [
        ("<p><gap reason='lost'/></p>", "One. […]"),
        ("<p><ptr target='bib:Orme'/></p>", "One. bib:Orme"),
        # Nothing is printed for these.
        ("<p><gap reason='empty'/></p>", "One."),
        ("<p><ptr/></p>", "One."),
    ],
)
def test_a_division_without_words_may_be_printed(held: str, printed: str) -> None:
    assert words(book_of(in_body(f"<div><p>One.</p></div><div>{held}</div>"))) == printed


def test_a_pointer_in_a_collected_note_is_not_printed_where_the_note_stands() -> None:
    text = "<p xml:id='p1'>snow<ptr target='#n1'/></p>"
    notes = "<div><head>Notes</head><note xml:id='n1'>See <ptr target='#p1'/>.</note></div>"
    assert words(book_of(f"<text><body>{text}</body><back>{notes}</back></text>")) == "snow"


LEAVES = "<sourceDoc><surface n='1r'><zone><line>The lamp went</line><line>out.</line></zone></surface></sourceDoc>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (LEAVES, "1r The lamp went out."),
        (
            "<sourceDoc><surface><line>One.</line><line>Two.</line></surface><surface><line>Three.</line></surface></sourceDoc>",
            "One. Two. Three.",
        ),
        (
            "<sourceDoc><surfaceGrp><surface><zone>One <del>two</del></zone><zone>three</zone></surface></surfaceGrp></sourceDoc>",
            "One two three",
        ),
    ],
)
def test_a_document_of_leaves(source: str, text: str) -> None:
    assert words(book_of(source)) == text


def test_leaves_are_in_the_list_of_pages() -> None:
    assert [page for section in book_of(LEAVES).sections for page, _ in section.pages] == ["1r"]


def test_of_leaves_and_a_text_the_book_has_the_text() -> None:
    report = Report()
    assert words(book_of(in_body("<p>The lamp went out.</p>"), report, rest=LEAVES)) == "The lamp went out."
    assert [message.code for message in report] == ["I517"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("<text><div><p>One.</p></div><div><p>Two.</p></div></text>", "One. Two."),
        ("<text><text><body><p>One.</p></body></text><text><body><p>Two.</p></body></text></text>", "One. Two."),
        (
            "<text><group><head>Both</head><text><body><p>One.</p></body></text><group><text><body><p>Two.</p></body></text></group></group></text>",
            "Both One. Two.",
        ),
        ("<text><front><div><pb n='1'/></div><pb n='2'/></front><body><p>One.</p></body></text>", "One."),
        ("<text><front><titlePage><pb n='1'/></titlePage></front><body><p>One.</p></body></text>", "One."),
    ],
)
def test_texts_of_odd_parts(text: str, printed: str) -> None:
    book = book_of(text)
    assert words(book) == printed
    assert all(section.kind != "preface" for section in book.sections)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Of the Lamp<lb/>and Its Oil", "Of the Lamp and Its Oil"),
        ("Of the Lan-<lb break='no'/>tern", "Of the Lantern"),
        ("<hi>Of the Lamp</hi><lb/><hi>Its Oil</hi><note>Lost.</note>", "Of the Lamp Its Oil"),
    ],
)
def test_titles_of_several_lines(head: str, title: str) -> None:
    book = book_of(in_body(f"<div><head>{head}</head><p>It went out.</p></div>"))
    assert [section.title for section in book.sections if section.kind == "division"] == [title]


@pytest.mark.parametrize(
    ("tei", "printed"),
    [
        ("<hi rend='italic bold'>a</hi>", "<b><i>a</i></b>"),
        ("<hi rend='small-caps underline'>a</hi>", '<span class="small-caps"><span class="underlined">a</span></span>'),
        ("<hi style='font-style: italic; font-weight: normal'>a</hi>", "<i>a</i>"),
        ("<hi rendition='#g'>a</hi>", '<em class="spaced">a</em>'),
        ("<foreign xml:lang='la' rend='bold italic'>a</foreign>", '<b class="foreign" lang="la" xml:lang="la"><i>a</i></b>'),
    ],
)
def test_words_of_several_looks(tei: str, printed: str) -> None:
    header = "<encodingDesc><tagsDecl><rendition xml:id='g' scheme='css'>letter-spacing: .1em</rendition></tagsDecl></encodingDesc>"
    assert printed in markup(book_of(in_body(f"<p>{tei}</p>"), header=header))
