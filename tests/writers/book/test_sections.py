"""A TEI document in, a book out: sections, headings, languages, notes, links."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import fields

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.errors import TextError, UsageError
from edition.language.book_words import BookWords
from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.tei.names import NS
from edition.tei.reading.safety import safe_parser
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, XHTML_NS, raw
from edition.writers.book.types import Book, Section
from edition.writers.settings import Settings
from tests.examples import examples

Maker = Callable[..., Book]


def book_of(tree: etree._ElementTree, report: Report | None = None, **settings: object) -> Book:
    return sections.book(tree, Settings(**settings), Report() if report is None else report)  # type: ignore[arg-type]


def section(book: Book, ident: str) -> Section:
    return next(section for section in book.sections if section.id == ident)


def source(element: etree._Element) -> str:
    """Markup as one reads it, without the namespace."""
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{XHTML_NS}"', "")


def inside(book: Book) -> str:
    """The markup of the one entry of a book, without the section around it."""
    body = section(book, "e").body
    return "".join(source(child) for child in body if not (child.get("class") or "").startswith("head"))


# --- Sections -------------------------------------------------------------------------------------------------------


def test_the_sections_of_the_notebook_stand_in_order_with_their_levels(notebook: etree._ElementTree) -> None:
    assert [(section.kind, section.level, section.title) for section in book_of(notebook).sections] == [
        ("titlepage", 1, "The Lamp Notebook"),
        ("copyright", 1, ""),
        ("preface", 1, "On this edition"),
        ("witnesses", 1, "Sigla and signs"),
        ("division", 1, "1901"),
        ("entry", 2, "3 February 1901. The lamparina"),
        ("entry", 2, "May 1901"),
        ("fragments", 1, "Fragments"),
        ("forms", 1, "Other forms of the source"),
        ("chronology", 1, "Chronology"),
        ("figures", 1, "The edition in figures"),
        ("bibliography", 1, "Bibliography"),
        ("index", 1, "Index of names"),
        ("colophon", 1, "About this book"),
    ]


def test_an_entry_has_its_date_its_base_and_a_short_title(notebook: etree._ElementTree) -> None:
    entry = section(book_of(notebook), "e.1901-02-03")
    assert (entry.short, entry.date, entry.base, entry.language) == ("3 February 1901", "1901-02-03", "A", "en")


def test_headings_do_not_skip_a_level(notebook: etree._ElementTree) -> None:
    before = 0
    for part in book_of(notebook).sections:
        for element in part.body.iter():
            if element.tag.startswith(XHTML + "h") and element.tag[-1].isdigit():
                assert int(element.tag[-1]) <= before + 1
                before = int(element.tag[-1])


def test_ids_are_unique_and_all_that_is_named_is_there(notebook: etree._ElementTree) -> None:
    book = book_of(notebook)
    found: list[str] = []
    calls: list[str] = []
    for part in book.sections:
        markups = part.markups
        ids = [ident for markup in markups for element in markup.iter() if (ident := element.get("id"))]
        named = [entry.anchor for entry in part.apparatus] + [entry.end for entry in part.apparatus if entry.end]
        assert set(named) <= set(ids)
        assert {note.anchor for note in part.notes} <= set(ids)
        calls += [note.anchor for note in part.notes]
        found += ids + [note.id for note in part.notes] + [entry.id for entry in part.apparatus]
    assert len(found) == len(set(found))
    assert len(calls) == 3


def test_a_division_that_holds_more_than_divisions_is_not_torn_apart() -> None:
    document = (
        f'<TEI xmlns="{NS}"><text><body><div><head>One</head><p>First.</p><div><head>One A</head><p>Second.</p></div>'
        "<p>Third.</p></div></body></text></TEI>"
    )
    book = book_of(etree.ElementTree(etree.fromstring(document)))
    words = " ".join(raw(part.body) for part in book.sections if part.kind == "division")
    assert [words.index(word) for word in ("First", "Second", "Third")] == sorted(
        words.index(w) for w in ("First", "Second", "Third")
    )


def test_a_document_without_words_is_no_book() -> None:
    with pytest.raises(TextError) as raised:
        book_of(etree.ElementTree(etree.fromstring(f'<TEI xmlns="{NS}"><teiHeader/><text><body><p/></body></text></TEI>')))
    assert [message.code for message in raised.value.messages] == ["E516"]


# --- Markup ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tei", "expected"),
    [
        ("<p>a <hi rend='italic'>b</hi> c</p>", "<p>a <i>b</i> c</p>"),
        ("<p>a <foreign xml:lang='de'>b</foreign></p>", '<p>a <i class="foreign" lang="de" xml:lang="de">b</i></p>'),
        ("<p>a <foreign xml:lang='deu'>b</foreign></p>", '<p>a <i class="foreign" lang="de" xml:lang="de">b</i></p>'),
        ("<p>a <foreign xml:lang='el'>β</foreign></p>", '<p>a <span class="foreign" lang="el" xml:lang="el">β</span></p>'),
        ("<p><seg xml:lang='fr'>b</seg></p>", '<p><span lang="fr" xml:lang="fr">b</span></p>'),
        ("<p><seg xml:lang='en'>b</seg></p>", "<p>b</p>"),
        ("<p><date when='1901-02'>then</date></p>", '<p><time datetime="1901-02">then</time></p>'),
        ("<p><date when='1901-13'>then</date></p>", '<p><span class="date">then</span></p>'),
        ("<p><date from='1901' to='1902'>then</date></p>", '<p><span class="date">then</span></p>'),
        ("<p>one<lb/>two</p>", "<p>one two</p>"),
        ("<p>one-<lb break='no'/>two</p>", "<p>onetwo</p>"),
        ("<ab>one<lb/>two</ab>", '<p class="ab">one<br/>two</p>'),
        ("<p>She said <q>yes</q>, <q>“no”</q>.</p>", '<p>She said <q>yes</q>, <span class="quoted">“no”</span>.</p>'),
        ("<p>She said <q>yes </q>and left.</p>", "<p>She said <q>yes</q> and left.</p>"),
        # XHTML has no block in a paragraph, and no item or cell without its list or table.
        ("<item>a</item>", "<div>a</div>"),
        ("<p>a <cell>b</cell></p>", '<div class="p">a <div>b</div></div>'),
        ("<p>a <list><item>b</item></list></p>", '<div class="p">a <ul class="bulleted"><li>b</li></ul></div>'),
        (
            "<lg><l>a</l><l>b</l></lg>",
            '<div class="stanza"><div class="line" data-verse="1">a</div><div class="line" data-verse="2">b</div></div>',
        ),
        ("<list type='ordered'><item>a</item></list>", '<ol class="numbered"><li>a</li></ol>'),
        ("<list><label>a</label><item>b</item></list>", '<dl class="terms"><dt>a</dt><dd>b</dd></dl>'),
        (
            "<table><head>H</head><row role='label'><cell>a</cell></row><row><cell cols='2'>b</cell></row></table>",
            '<table><caption>H</caption><tr><th scope="col">a</th><td/></tr><tr><td colspan="2">b</td></tr></table>',
        ),
        (
            "<table><row><cell rows='2'>a</cell><cell>b</cell></row><row/><row><cell>d</cell></row></table>",
            '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td/></tr><tr><td>d</td><td/></tr></table>',
        ),
        ("<p>a <gap reason='lost'/></p>", '<p>a <span class="gap" title="words lost">[…]</span></p>'),
        ("<p><supplied>a</supplied><fw>12</fw></p>", '<p><span class="supplied">[a]</span></p>'),
        ("<p><choice><sic>a</sic><corr type='extraction'>b</corr></choice></p>", '<p><span id="e.f1">b</span></p>'),
        ("<p><choice><abbr>a</abbr><expan>b</expan></choice></p>", '<p><span id="e.f1">b</span></p>'),
        ("<p><ref target='https://example.org/a b'>a</ref></p>", None),
    ],
)
def test_elements_become_xhtml(entry: Maker, tei: str, expected: str | None) -> None:
    expected = expected or '<p><a href="https://example.org/a">a</a></p>'
    assert inside(entry(tei)) == expected


def test_an_element_without_behaviour_keeps_its_text_and_is_reported_once(entry: Maker) -> None:
    report = Report()
    assert inside(entry("<p>a <thing>b</thing> <thing>c</thing></p>", report)) == "<p>a b c</p>"
    assert [(message.code, message.values["name"]) for message in report] == [("W501", "thing")]


def test_a_picture_is_said_to_stand_there_and_reported_once(entry: Maker) -> None:
    report = Report()
    source = "<figure><graphic url='a.jpg'/><head>Cap</head><figDesc>A quay.</figDesc></figure>"
    made = inside(entry(source * 2, report))
    assert made.startswith('<figure><span class="picture">[Figure]</span><p class="figure-description">A quay.</p>')
    assert [message.code for message in report] == ["I512"]


def test_a_link_that_leads_nowhere_keeps_its_words(entry: Maker) -> None:
    report = Report()
    assert inside(entry("<p><ref target='#nowhere'>there</ref> <ref target='a.xml'>here</ref></p>", report)) == (
        "<p><span>there</span> <span>here</span></p>"
    )
    assert sorted(message.code for message in report) == ["I508", "W504"]


def test_mathematics_is_kept(entry: Maker) -> None:
    made = inside(entry('<p><formula><m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math></formula></p>'))
    assert "http://www.w3.org/1998/Math/MathML" in made


# --- Notes ----------------------------------------------------------------------------------------------------------


def test_notes_are_numbered_in_their_section_and_know_whose_they_are(notebook: etree._ElementTree) -> None:
    notes = [note for part in book_of(notebook).sections for note in part.notes]
    assert [(note.n, note.id, note.series, raw(note.siglum) if note.siglum is not None else "") for note in notes] == [
        ("1", "n.boy", "translator", "B"),
        ("2", "n.porto", "translator", "A"),
        ("1", "n.ed", "editorial", ""),
    ]
    assert source(notes[1].body) == (
        '<div class="note"><p>The city, <i class="foreign" lang="pt" xml:lang="pt">a cidade</i>.</p></div>'
    )
    assert [raw(paragraph) for paragraph in notes[2].body] == ["First paragraph.", "Second."]


def test_a_note_in_a_note_stands_in_brackets(entry: Maker) -> None:
    part = section(entry("<p>a<note>b<note>c</note></note></p>"), "e")
    assert [raw(note.body) for note in part.notes] == ["b (c)"]


# --- Front and back matter ---------------------------------------------------------------------------------------------


def test_a_book_with_texts_in_copyright_says_so_on_its_first_page(notebook: etree._ElementTree) -> None:
    title = raw(book_of(notebook).sections[0].body)
    assert "texts in copyright (A)" in title
    for element in notebook.getroot().iter(f"{{{NS}}}availability"):
        element.attrib.pop("status", "")
    assert "copyright" not in raw(book_of(notebook).sections[0].body)


def test_the_title_page_names_everyone(notebook: etree._ElementTree) -> None:
    title = raw(book_of(notebook).sections[0].body).replace("\u00a0", " ")
    for words in (
        "Inês Vidal",
        "Edited by Ada Stone and Per Holm",
        "Translated by Mara Quill and Joss Orme",
        "Quay Books, 2026",
    ):
        assert words in title


def test_the_list_of_witnesses_describes_each(notebook: etree._ElementTree) -> None:
    body = section(book_of(notebook), "witnesses").body
    assert [raw(term) for term in body.iter(XHTML + "dt")] == ["A", "B", "Br", "Bs"]
    assert "Mara Quill, Lamp, 1960" in " ".join(raw(body).split())
    assert [raw(heading) for heading in body.iter(XHTML + "h2")] == ["Translations", "B as quoted", "Signs"]


OURS = '<appInfo><application ident="edition" version="1.0"><label>edition</label></application></appInfo>'
WEIGHED = (
    '<standOff><certainty locus="value" match="@subtype" assertedValue="substantive" degree="0.83" target="#a.lamp"/></standOff>'
)


def signs(tree: etree._ElementTree, apparatus: str) -> str:
    """What stands under “Signs”."""
    body = section(book_of(tree, apparatus=apparatus), "witnesses").body
    heading = [part for part in body.iter(XHTML + "h2") if raw(part) == "Signs"]
    return " ".join(" ".join(raw(part) for part in heading[0].itersiblings()).split()) if heading else ""


def test_the_page_of_signs_explains_the_grades_that_are_printed_and_counts_the_rest(notebook: etree._ElementTree) -> None:
    root = notebook.getroot()
    header = root.find(f"{{{NS}}}teiHeader")
    assert header is not None
    for found in header.findall(f"{{{NS}}}encodingDesc"):
        header.remove(found)
    header.append(etree.fromstring(f'<encodingDesc xmlns="{NS}">{OURS}</encodingDesc>'))
    tree = etree.ElementTree(etree.fromstring(etree.tostring(root)))
    all_of_them, stylistic, substantive = (signs(tree, name) for name in ("all", "stylistic", "substantive"))
    assert "° accidental:" in all_of_them
    assert "Not printed" not in all_of_them
    assert "accidental:" not in stylistic
    assert "without a sign, stylistic:" in stylistic
    assert "* substantive: a reader of the one text" in stylistic
    assert "Greg" in stylistic
    counts = [re.search(r"TEI document: (.*?) readings\.", said) for said in (stylistic, substantive)]
    assert counts[0] is not None
    assert counts[1] is not None
    assert re.fullmatch(r"[1-9]\d* accidental", counts[0][1])
    assert re.fullmatch(r"[1-9]\d* accidental, [1-9]\d* stylistic", counts[1][1])
    assert "model" not in stylistic
    weighed = etree.tostring(tree).replace(b"<text>", WEIGHED.encode() + b"<text>", 1)
    assert "calibrated on prose in English" in signs(etree.ElementTree(etree.fromstring(weighed)), "stylistic")
    assert "°" not in signs(tree, "none")


def test_of_another_encoding_the_page_of_signs_names_the_grades_alone(entry: Maker) -> None:
    unit = '<app type="lexical" subtype="substantive"><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg></app>'
    body = section(entry(f"<p>The {unit}.</p>"), "witnesses").body
    assert [" ".join(raw(item).split()) for item in body.iter(XHTML + "li")][3:4] == ["* substantive"]


def test_the_index_names_the_entries_that_mention_someone(notebook: etree._ElementTree) -> None:
    book = book_of(notebook)
    links = {
        raw(item): [link.get("href") for link in item.iter(XHTML + "a")] for item in section(book, "index").body.iter(XHTML + "li")
    }
    assert list(links) == ["Sá, Rui (lamplighter): 3 February 1901", "Porto: 3 February 1901"]
    ids = {element.get("id") for element in section(book, "e.1901-02-03").body.iter()}
    assert {link.removeprefix("#") for found in links.values() for link in found} <= ids


def test_fragments_stand_under_the_name_of_who_quotes_them_and_run_on(notebook: etree._ElementTree) -> None:
    cit = next(notebook.iter(f"{{{NS}}}cit"))
    again = copy.deepcopy(cit)
    again.set("{http://www.w3.org/XML/1998/namespace}id", "f.2")
    next(again.iter(f"{{{NS}}}citedRange")).text = "p. 9"
    cit.addnext(again)
    fragments = next(part for part in book_of(notebook).sections if part.kind == "fragments")
    assert [raw(head) for head in fragments.body.iter(XHTML + "h2")] == ["Bs The Observer of Ports"]
    (run,) = (line for line in fragments.body.iter(XHTML + "p") if line.get("class") == "fragments-run")
    assert " ".join(raw(run).split()) == "a light in no window (p. 7) · a light in no window (p. 9)"
    assert [part.get("id") for part in run] == [cit.get("{http://www.w3.org/XML/1998/namespace}id"), "f.2"]


def test_a_long_fragment_and_one_with_paragraphs_are_blocks_of_their_own(notebook: etree._ElementTree) -> None:
    cit = next(notebook.iter(f"{{{NS}}}cit"))
    next(cit.iter(f"{{{NS}}}quote")).text = "a light in no window and " * 8
    fragments = next(part for part in book_of(notebook).sections if part.kind == "fragments")
    (block,) = (part for part in fragments.body if part.get("class") == "cit")
    assert raw(block[-1]) == "p. 7"


def test_persons_are_indexed_by_surname(notebook: etree._ElementTree) -> None:
    person = next(notebook.iter(f"{{{NS}}}person"))
    other = copy.deepcopy(person)
    other.set("{http://www.w3.org/XML/1998/namespace}id", "pers.abel")
    next(other.iter(f"{{{NS}}}persName")).text = "Zoe Abel"
    person.addnext(other)
    name = next(found for found in notebook.iter(f"{{{NS}}}persName") if found.get("ref"))
    name.set("ref", f"{name.get('ref')} #pers.abel")
    rows = [raw(item) for item in section(book_of(notebook), "index").body.iter(XHTML + "li")]
    assert [row.split(" (")[0] for row in rows[:2]] == ["Abel, Zoe", "Sá, Rui"]


def test_the_identifier_is_the_same_every_time_and_another_for_each_reading(notebook: etree._ElementTree) -> None:
    first = book_of(notebook).metadata
    assert first == book_of(notebook).metadata
    assert first.identifier.startswith("urn:uuid:")
    assert len({book_of(notebook, reading=siglum).metadata.identifier for siglum in ("A", "B", "Br")} | {first.identifier}) == 4


def test_the_date_comes_from_the_settings_or_the_document_never_from_the_clock(notebook: etree._ElementTree) -> None:
    assert book_of(notebook).metadata.modified == "2026-05-01T00:00:00Z"
    assert book_of(notebook, date="2027-01-02T03:04:05Z").metadata.modified == "2027-01-02T03:04:05Z"
    assert book_of(notebook, date="2027-01-02").metadata.date == "2027-01-02"


# --- The text of one witness ----------------------------------------------------------------------------------------------


def paragraphs(book: Book, ident: str) -> list[str]:
    blocks = [child for child in section(book, ident).body if child.tag in (XHTML + "p", XHTML + "ul")]
    return [" ".join(raw(block).split()) for block in blocks]


def test_each_translation_can_be_read_alone(notebook: etree._ElementTree) -> None:
    first, second = book_of(notebook, reading="A"), book_of(notebook, reading="B")
    assert paragraphs(first, "e.1901-02-03") == [
        "The lamp went out; and Rui ran to Porto. Nobody saw him go down the long stair to the river.",
        "Night. Rain. A dog barked. I read Le Phare.",
        "– oil, wick, glass;– salt.",
    ]
    assert paragraphs(second, "e.1901-02-03") == [
        "The light went out, and the boy ran quickly to Porto. Night.",
        "Rain. I read Le Phare. A dog was barking.",
        "oil, wick, glass;",
    ]
    assert section(second, "e.1901-02-03").title == "February 3, 1901 The lamparina"
    assert [entry.type for part in first.sections for entry in part.apparatus] == ["emendation"]


def test_a_witness_alone_has_only_its_own_notes_and_entries(notebook: etree._ElementTree) -> None:
    second = book_of(notebook, reading="B")
    assert [note.id for part in second.sections for note in part.notes] == ["n.boy"]
    assert "e.1901-05" not in {part.id for part in second.sections}


def test_a_review_alone_is_what_it_quotes(notebook: etree._ElementTree) -> None:
    review = book_of(notebook, reading="Br")
    assert paragraphs(review, "e.1901-05") == ["all [that] is mine is this one small lamp and its oil"]
    assert not any(part.kind == "fragments" for part in review.sections)
    assert any(part.kind == "fragments" for part in book_of(notebook, reading="Bs").sections)


def test_an_unknown_siglum_is_a_wrong_call(notebook: etree._ElementTree) -> None:
    with pytest.raises(UsageError, match=r"E490 the document has no witness “Z”\. Its witnesses are: A, B, Br, Bs\."):
        book_of(notebook, reading="Z")


def test_a_book_of_a_witness_without_words_is_an_error() -> None:
    document = (
        f'<TEI xmlns="{NS}"><teiHeader><fileDesc><sourceDesc><listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>'
        '</sourceDesc></fileDesc></teiHeader><text><body><p><app><rdg wit="#B"><lacunaStart/></rdg></app>'
        "It rained.</p></body></text></TEI>"
    )
    tree = etree.ElementTree(etree.fromstring(document))
    assert any(part.kind == "division" for part in book_of(tree, reading="A").sections)
    with pytest.raises(TextError, match="E493"):
        book_of(tree, reading="B")


# --- Side by side -----------------------------------------------------------------------------------------------------------


def test_the_full_witnesses_stand_side_by_side_paragraph_by_paragraph(notebook: etree._ElementTree) -> None:
    part = section(book_of(notebook, parallel=True), "e.1901-02-03")
    pairs = [
        [" ".join(raw(version).split()) for version in group]
        for group in part.body.iter(XHTML + "div")
        if group.get("class") == "parallel"
    ]
    assert pairs == [
        ["B February 3, 1901 The lamparina."],
        [
            "A The lamp went out; and Rui ran to Porto. Nobody saw him go down the long stair to the river.",
            "B The light went out, and the boy ran quickly to Porto.",
        ],
        ["A Night. Rain. A dog barked. I read Le Phare.", "B Night. ¶ Rain. I read Le Phare. A dog was barking."],
        ["A – oil, wick, glass;", "B oil, wick, glass;"],
        ["A – salt."],
    ]
    assert [note.id for note in part.notes] == ["n.porto", "n.boy"]


def test_an_entry_that_one_witness_has_stands_as_it_is(notebook: etree._ElementTree) -> None:
    part = section(book_of(notebook, parallel=True), "e.1901-05")
    assert [raw(line.readings) for line in part.apparatus] == ["Not in B."]
    assert [note.id for note in part.notes] == ["n.ed"]
    assert "all that I have is this one small lamp" in raw(part.body)


# --- Words ------------------------------------------------------------------------------------------------------------------


def test_every_language_has_every_word() -> None:
    assert tags() == ("en", "de", "es", "fr", "it")
    every = [language_of_tag(tag).book for tag in tags()]
    assert [(words.language, key.name) for words in every for key in fields(BookWords) if not getattr(words, key.name)] == []
    assert all(words.restricted.format(sigla="A, B").count("A, B") == 1 for words in every)


def test_the_words_follow_the_language_of_the_document(notebook: etree._ElementTree) -> None:
    notebook.getroot().set("{http://www.w3.org/XML/1998/namespace}lang", "fr-CA")
    assert [part.title for part in book_of(notebook).sections][-3:] == ["Bibliographie", "Index des noms", "À propos de ce livre"]
    assert language_of_tag("pt").book.language == "en"


@pytest.mark.parametrize(
    ("language", "day", "first", "month"),
    [
        ("en", "22 November 2026", "1 May 1944", "August 1944"),
        ("fr", "22 novembre 2026", "1er mai 1944", "août 1944"),
        ("de", "22. November 2026", "1. Mai 1944", "August 1944"),
        ("es", "22 de noviembre de 2026", "1 de mayo de 1944", "agosto de 1944"),
        ("it", "22 novembre 2026", "1º maggio 1944", "agosto 1944"),
    ],
)
def test_the_date_of_a_book_is_written_as_its_language_has_it(language: str, day: str, first: str, month: str) -> None:
    written = language_of_tag(language).book.written_date
    assert [written(date) for date in ("2026-11-22", "1944-05-01", "1944-08", "1944")] == [day, first, month, "1944"]
    # A document of somebody else's may have any date.
    assert [written(date) for date in ("1944-13-01", "")] == ["1944-13-01", ""]


# --- Any text ---------------------------------------------------------------------------------------------------------------

PIECES = st.lists(st.tuples(st.text("ab ,.", max_size=5), st.text("ab ,.", max_size=5), st.booleans()), max_size=8)


@hypothesis.settings(deadline=None, max_examples=examples(60))
@given(PIECES)
def test_whatever_varies_the_base_stands_in_the_text_and_each_witness_reads_back(pieces: list[tuple[str, str, bool]]) -> None:
    """Pieces that two witnesses share or not, in one paragraph: none of either text is lost or doubled, nor any entry unlinked."""
    body = "".join(
        f'<app type="lexical"><lem wit="#A">{one}</lem><rdg wit="#B">{other}</rdg></app>' if varies else one
        for one, other, varies in pieces
    )
    document = (
        f'<TEI xmlns="{NS}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc><listWit><witness xml:id="A"/>'
        f'<witness xml:id="B"/></listWit></sourceDesc></fileDesc></teiHeader><text><body>'
        f'<div type="entry" source="#A" xml:id="e"><p>x{body}</p></div></body></text></TEI>'
    )
    tree = etree.ElementTree(etree.fromstring(document))
    texts = {
        None: "x" + "".join(one for one, _, _ in pieces),
        "A": "x" + "".join(one for one, _, _ in pieces),
        "B": "x" + "".join(other if varies else one for one, other, varies in pieces),
    }
    for siglum, text in texts.items():
        part = section(book_of(tree, reading=siglum), "e")
        assert raw(part.body) == text
        ids = {element.get("id") for element in part.body.iter()}
        assert {entry.anchor for entry in part.apparatus} <= ids
    differing = [1 for one, other, varies in pieces if varies and " ".join(one.split()) != " ".join(other.split())]
    assert len(section(book_of(tree), "e").apparatus) >= len(differing)


# --- Who made it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("editor", "names"),
    [
        (
            "<persName>Ada Hale</persName>, <persName>Bo Pell</persName> and <persName>Cy Rook</persName>",
            ["Ada Hale", "Bo Pell", "Cy Rook"],
        ),
        ("<persName>Ada Hale</persName> <persName>A. Hale</persName>", ["Ada Hale"]),
        ("Ada Hale", ["Ada Hale"]),
    ],
    ids=["names with words between are several persons", "forms side by side are one person", "plain words"],
)
def test_translators_are_told_one_by_one(editor: str, names: list[str]) -> None:
    document = (
        f"<TEI xmlns='{NS}'><teiHeader><fileDesc><titleStmt><title>Rain</title><editor role='translator'>{editor}</editor>"
        "</titleStmt></fileDesc></teiHeader><text><body><p>Rain.</p></body></text></TEI>"
    )
    made = book_of(etree.ElementTree(etree.fromstring(document)))
    assert [creator.name for creator in made.metadata.creators if creator.role == "trl"] == names


@pytest.mark.parametrize(
    ("date", "stated", "modified"),
    [
        ('<date from="2019" to="2025">2019–2025</date>', "2025", "2025-01-01T00:00:00Z"),
        ('<date from="2019-05">from May 2019</date>', "2019-05", "2019-05-01T00:00:00Z"),
        ('<date notBefore="1901" notAfter="1903-02-03">then</date>', "1903-02-03", "1903-02-03T00:00:00Z"),
        ("<date>2019-2025</date>", "2019", "2019-01-01T00:00:00Z"),
        ('<date when="2019-20">2019-20</date>', "2019", "2019-01-01T00:00:00Z"),
        ('<date when="2019-02-30">in February</date>', "2019-02", "2019-02-01T00:00:00Z"),
        ('<date when="0000">never</date>', "", "1970-01-01T00:00:00Z"),
    ],
)
def test_of_a_range_of_dates_a_book_has_one(date: str, stated: str, modified: str) -> None:
    header = f"<teiHeader><fileDesc><publicationStmt>{date}</publicationStmt></fileDesc></teiHeader>"
    tree = etree.ElementTree(etree.fromstring(f'<TEI xmlns="{NS}">{header}<text><body><p>Rain.</p></body></text></TEI>'))
    found = book_of(tree).metadata
    assert (found.date, found.modified) == (stated, modified)


@pytest.mark.parametrize(
    ("said", "own", "others"),
    [
        ("urn:x-rain:1", "urn:x-rain:1", ()),
        ("urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8", "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8", ()),
        ("urn:uuid:67e55044", "", ("uuid:67e55044",)),
        ("urn:rain and snow", "", ("rain and snow",)),
    ],
)
def test_an_identifier_that_says_it_is_a_urn_is_one(said: str, own: str, others: tuple[str, ...]) -> None:
    header = f"<teiHeader><fileDesc><publicationStmt><idno>{said}</idno></publicationStmt></fileDesc></teiHeader>"
    tree = etree.ElementTree(etree.fromstring(f'<TEI xmlns="{NS}">{header}<text><body><p>Rain.</p></body></text></TEI>'))
    found = book_of(tree).metadata
    assert found.identifier == own if own else re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found.identifier)
    assert found.identifiers == others


def test_what_is_no_id_gets_another_and_links_lead_there() -> None:
    report = Report()
    text = '<p xml:id="45">It rained.</p><p>See <ref target="#45">there</ref>, <ref target="#46">not</ref>.</p>'
    tree = etree.fromstring(
        f'<TEI xmlns="{NS}"><text><body><div xml:id="e">{text}</div></body></text></TEI>', safe_parser()
    ).getroottree()
    made = inside(book_of(tree, report))
    [ident] = re.findall(r'<p id="([^"]+)">It rained', made)
    assert re.fullmatch(r"[A-Za-z][\w.-]*", ident)
    assert f'<a href="#{ident}">there</a>' in made
    assert [(message.code, message.values["first"]) for message in report] == [("I508", "#46")]
