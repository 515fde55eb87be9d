"""A document goes in, messages come out: where, what is wrong, what to write."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.errors import OutsideError
from edition.messages import Report
from edition.tei.date_attributes import is_date
from edition.tei.validation.checking import validate
from tests.examples import examples

SAMPLES = Path(__file__).parent.parent / "samples"
NOTEBOOK = (SAMPLES / "notebook.xml").read_text(encoding="utf-8")
SAYINGS = (SAMPLES / "sayings.xml").read_text(encoding="utf-8")

# A document of another project: no schema of ours, a header as short as it goes.
FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>
<sourceDesc><listWit><witness xml:id="A">First</witness><witness xml:id="B"><abbr type="siglum">β</abbr></witness></listWit>
</sourceDesc></fileDesc></teiHeader>
<text><body>{}</body></text></TEI>
"""


def told(folder: Path, document: str, schema: Path | None = None, schema_folders: tuple[Path, ...] = ()) -> list[str]:
    """The messages on a document, without the folder's name."""
    path = folder / "x.xml"
    path.write_text(document, encoding="utf-8")
    report = Report()
    validate(path, report, schema, schema_folders)
    return [str(message).replace(f"{folder}/", "") for message in report]


def without_schema(messages: list[str]) -> list[str]:
    """The messages but the one that says that no schema was named."""
    assert any("I422" in message for message in messages)
    return [message for message in messages if "I422" not in message]


def changed(document: str, old: str, new: str) -> str:
    assert old in document
    return document.replace(old, new, 1)


# --- What is right --------------------------------------------------------------------------------------------------------


def test_what_is_right_gives_no_message(tmp_path: Path) -> None:
    assert told(tmp_path, NOTEBOOK) == []
    assert told(tmp_path, SAYINGS) == []


def test_a_document_that_names_no_schema_says_so_and_nothing_else(tmp_path: Path) -> None:
    document = FOREIGN.format('<p><app><lem wit="#A">one</lem><rdg wit="#B">two</rdg></app></p>')
    assert told(tmp_path, document) == [
        "x.xml: I422 the structure was not checked: the document names no schema. "
        "Name one on its second line, with <?xml-model href=…?>, or give it with --schema. "
        "The TEI has its schema, tei_all.rng, at https://tei-c.org/release/xml/tei/custom/schema/relaxng/."
    ]


# --- Which schema -----------------------------------------------------------------------------------------------------------

LETTERS = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"><start>
<element name="TEI"><element name="text"><element name="body">
<zeroOrMore><element name="p"><text/></element></zeroOrMore>
</element></element></element>
</start></grammar>"""
LETTER = """<?xml-model href="{}"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Dear</p><q/></body></text></TEI>"""


@pytest.mark.parametrize("named", ["letters.rng", "schemas/letters.rng", "https://example.org/letters.rng", "letters.rnc"])
def test_the_schema_that_a_document_names_is_found_beside_it(tmp_path: Path, named: str) -> None:
    (tmp_path / "letters.rng").write_text(LETTERS, encoding="utf-8")
    assert told(tmp_path, LETTER.format(named)) == ["x.xml:2:65: E411 the schema knows no element <q>. In <body> may stand: p."]


def test_the_schema_is_found_in_the_folders_given(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "letters.rng").write_text(LETTERS, encoding="utf-8")
    assert "E411" in told(tmp_path, LETTER.format("letters.rng"), schema_folders=(folder,))[0]


@pytest.mark.parametrize("named", ["../letters.rng", "../../letters.rng", "../%6Cetters.rng?v=1", "../letters.rnc"])
def test_a_schema_that_lies_where_a_relative_path_leads_is_used(tmp_path: Path, named: str) -> None:
    texts, more = tmp_path / "texts", tmp_path / "texts/more/deep"
    more.mkdir(parents=True)
    for folder in (texts, texts / "more", tmp_path):
        (folder / "letters.rng").write_text(LETTERS, encoding="utf-8")
    assert "E411 the schema knows no element <q>." in told(more, LETTER.format(named))[0]


def test_what_is_named_as_a_schema_is_read_as_one_and_nothing_of_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.rng").write_text("password = swordfish", encoding="utf-8")
    (tmp_path / "secret.txt").write_text(LETTERS, encoding="utf-8")
    folder = tmp_path / "documents"
    folder.mkdir()
    told_of_text = told(folder, LETTER.format("../secret.rng"))
    assert "E410" in told_of_text[0]
    assert "swordfish" not in "".join(told_of_text)
    assert "I422" in told(folder, LETTER.format("../secret.txt"))[0]


def test_a_schema_that_is_not_found_is_said(tmp_path: Path) -> None:
    outside = tmp_path / "outside.rng"
    outside.write_text(LETTERS, encoding="utf-8")
    folder = tmp_path / "documents"
    folder.mkdir()
    long = f"{'a' * 5000}.rng"
    for named, sought in (
        ("letters.rng", "Sought: letters.rng."),
        ("../letters.rng", "Sought: ../letters.rng, letters.rng."),
        (str(outside), "Sought: outside.rng."),
        (outside.as_uri(), "Sought: outside.rng."),
        ("https://example.org/a/letters.rnc", "Sought: letters.rng."),
        ("http://[x.rng", "Put it beside the document,"),
        ("%00.rng", "Sought: \0.rng."),
        (long, f"Sought: {long}."),
    ):
        (message,) = told(folder, LETTER.format(named))
        assert message.startswith(f"x.xml: I423 the structure was not checked: the schema {named} was not found. {sought}")
        assert message.endswith("nothing is fetched.")


NO_SCHEMAS = [
    ("<grammar", "E410 the schema cannot be used; what reads it says: Couldn't find end of Start Tag"),
    ("<p/>", "E447 the schema cannot be used, because it declares no element"),
    (
        LETTERS.replace("<start>", '<start><externalRef href="https://example.org/x.rng"/>'),
        "E424 .*asks for https://example.org/x.rng",
    ),
    (LETTERS.replace("<start>", '<start><externalRef href="http://[x"/>'), r"E424 .*asks for http://\[x"),
    (LETTERS.replace("<start>", '<start><externalRef href="%00"/>'), "E424 .*asks for %00"),
    (LETTERS.replace("<text/>", '<ref name="none"/>'), "E426 .*asks for none, which it does not define"),
]


@pytest.mark.parametrize(("content", "reason"), NO_SCHEMAS)
def test_a_schema_that_is_none_is_said(tmp_path: Path, content: str, reason: str) -> None:
    schema = tmp_path / "s.rng"
    schema.write_text(content, encoding="utf-8")
    assert any(re.search(rf"s\.rng.* {reason}", m) for m in told(tmp_path, LETTER.format("x"), schema))


# --- Structure: what is wrong, and what to write ----------------------------------------------------------------------------

# What stands in the notebook, what stands there instead, and what is said.
STRUCTURE = [
    ('<rdg wit="#S">;</rdg>', '<rgd wit="#S">;</rgd>', "E411 the schema knows no element <rgd>. Did you mean <rdg>?"),
    (
        '<lem wit="#N">.</lem><rdg wit="#S">;</rdg>',
        '<rdg wit="#S">;</rdg><lem wit="#N">.</lem>',
        "E478 <lem> may not stand in this place in <app>. Put <lem> first in <app>, before any <rdg>; there is one at most.",
    ),
    ("<label>– </label>Wick", "<head>Wick</head>", "E412 <head> may not stand in this place in <item>."),
    (' subtype="stylistic"', ' subtyp="stylistic"', "E415 <app> may not have the attribute subtyp here. Did you mean subtype?"),
    ('cert="low"', 'cert="lo"', 'E417 cert="lo" is no value for <seg>. Did you mean low? It is one of: high, low, medium.'),
    (
        'from="1931-06-01"',
        'from="June 1931"',
        'E417 from="June 1931" is no value for <date>. Write the date as year, month and day',
    ),
    ('<lem wit="#N">night</lem>', '<lem wit="N">night</lem>', 'E431 wit="N" does not point to witnesses. Write wit="#N"'),
    (
        "<head>1931</head>",
        "<head>1931</head> stray words",
        "E418 words stand directly in <div>, where only elements may stand: “stray words”.",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), STRUCTURE)
def test_a_fault_of_structure_in_the_words_of_an_editor(tmp_path: Path, old: str, new: str, message: str) -> None:
    document = changed(NOTEBOOK, old, new)
    line = NOTEBOOK[: NOTEBOOK.index(old)].count("\n") + 1
    messages = told(tmp_path, document)
    assert len(messages) == 1
    assert messages[0].startswith(f"x.xml:{line}:")
    assert message in messages[0]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    publication = re.search(r"<publicationStmt>.*?</publicationStmt>\n", NOTEBOOK, re.DOTALL)
    assert publication
    first, *_ = told(tmp_path, changed(NOTEBOOK, publication[0], ""))
    assert "E413 <publicationStmt> is missing before <seriesStmt>. Write <publicationStmt> before it." in first
    licence = re.search(r"<licence .*</licence>", NOTEBOOK)
    assert licence
    first, *_ = told(tmp_path, changed(NOTEBOOK, licence[0], ""))
    assert "E414 <availability> is not complete" in first
    first, *_ = told(tmp_path, changed(NOTEBOOK, ' n="1931-05-04" source="#N"', ' n="1931-05-04"'))
    assert "E416 <div> lacks the attribute source." in first


def test_a_text_of_a_fixed_kind(tmp_path: Path) -> None:
    numbers = LETTERS.replace(
        '<element name="p"><text/></element>', '<element name="p"><data type="integer" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"/></element>'
    )  # fmt: skip
    (tmp_path / "letters.rng").write_text(numbers, encoding="utf-8")
    assert "x.xml:2:57: E419 “Dear” is no content for <p>." in told(tmp_path, LETTER.format("letters.rng").replace("<q/>", ""))[0]


def test_of_very_many_faults_the_first_hundred_are_listed(tmp_path: Path) -> None:
    messages = told(tmp_path, changed(SAYINGS, "Water asks no wages.", "<q/>".join("x" * 151)))
    assert len(messages) <= 101


# --- Pointers and sigla -------------------------------------------------------------------------------------------------------

REFERENCES = [
    (
        '<p><app><lem wit="#A">one</lem><rdg wit="#C">two</rdg></app></p>',
        "x.xml:5:49: E432 the witness C is used but not declared. Add",
    ),
    ('<p><app><lem wit="A , B">one</lem></app></p>', 'x.xml:5:26: E431 wit="A , B" does not point to witnesses. Write wit="#A #B"'),
    ('<p><app><lem wit="A β">one</lem></app></p>', 'E431 wit="A β" does not point to witnesses. Write wit="#A #B"'),
    ('<p><app><lem wit="#A, #B">one</lem></app></p>', 'Write wit="#A #B": a # before each, a space between.'),
    ('<p><app><lem wit="#A (late) #B">one</lem></app></p>', "put remarks into a <note>."),
    ('<p><app><lem wit="#A #B">one</lem><rdg/></app><app/></p>', "x.xml:5:59: E435 an apparatus entry has no reading."),
    ('<p><app><note type="editorial">why</note></app></p>', "E435"),
    (
        '<p xml:id="p1"><persName ref="#pers1">Tom</persName></p>',
        'x.xml:5:38: E430 ref="#pers1" points to nothing in this file. Give the element that is meant xml:id="pers1".',
    ),
    (
        '<p xml:id="p1"/><p corresp="p1"/>',
        'E486 corresp="p1" does not point to the element of that xml:id, because the # is missing. Write corresp="#p1".',
    ),
    ('<p><seg next="#none">one</seg></p>', 'next="#none" points to nothing'),
    ('<p><app><lem wit="#A">one</lem></app></p>', "x.xml:3:57: W434 witnesses that are declared, but that no reading names: β."),
    ('<p xml:lang="english">one</p>', "x.xml:5:16: W437 english is no language tag. Write a tag like en"),
    ('<p><date when="24 July">one</date></p>', 'x.xml:5:22: E438 when="24 July" is no date.'),
    ('<p><date when="1931-02-29">one</date></p>', "is no date"),
    (
        '<p><date from="1931-06" to="1931-05-31">one</date></p>',
        "x.xml:5:22: E439 the time from 1931-06 to 1931-05-31 ends before it begins.",
    ),
    ("<p>one<note>two</note><note>three</note></p>", "x.xml: I436 notes that do not say whose they are: 2, the first on line 5;"),
    (
        '<p><app><rdg wit="#A"><witStart/></rdg></app>one<app><rdg wit="#A"><witStart/></rdg></app></p>',
        "E451 <witStart/> stands twice for A",
    ),
    (
        '<p><app><rdg wit="#A"><lacunaEnd/></rdg></app>one<app><rdg><lacunaEnd wit="#A"/></rdg></app></p>',
        "E450 <lacunaEnd/> ends a stretch of A",
    ),
]


@pytest.mark.parametrize(("body", "message"), REFERENCES)
def test_a_fault_of_reference_in_any_tei(tmp_path: Path, body: str, message: str) -> None:
    messages = without_schema(told(tmp_path, FOREIGN.format(body)))
    assert [found for found in messages if message in found], messages


RIGHT = [
    '<listApp><app><note type="editorial">Checked against a photograph.</note></app></listApp>',
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../x.xml"><xi:fallback/></xi:include><p corresp="#there"/>',
    '<p><app><lem wit="witnesses.xml#A #A #B">one</lem></app></p>',
    '<p><ref target="https://example.org/a">one</ref> <ptr target="other.xml"/> <persName ref="gnd:118">Tom</persName></p>',
    '<p xml:lang="de-AT-1996">one <foreign xml:lang="grc-Latn">two</foreign> <foreign xml:lang="x-klingon">three</foreign></p>',
    '<p><date when="--07-24">24 July</date> <date when="1944-02-29T12:00:00Z">one</date></p>',
    '<p><date from="1931" to="1931-05">two</date></p>',
    '<p><date when="-0044-03-15">the Ides</date> <time when="12:00:00">noon</time></p>',
    '<p><app from="#B" to="#A"><lem wit="#A #B">one</lem></app></p>',
    '<p>See <locus from="line2" to="12v">one</locus>, <bibl><biblScope unit="page" from="xiv" to="3a">xiv</biblScope></bibl></p>',
    '<p><app><rdg wit="#A #B"><lacunaStart/></rdg></app>one<app><rdg wit="#B"><lacunaEnd/></rdg></app></p>',
]


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_in_any_tei(tmp_path: Path, body: str) -> None:
    messages = without_schema(told(tmp_path, FOREIGN.format(body)))
    assert [message for message in messages if "W464" not in message] == []


def test_a_siglum_that_two_witnesses_have(tmp_path: Path) -> None:
    document = changed(NOTEBOOK, '<abbr type="siglum">S</abbr>', '<abbr type="siglum">N</abbr>')
    assert told(tmp_path, document) == [
        "x.xml:25:1: E433 the siglum N is declared twice, first on line 24. Give one of the two witnesses another siglum."
    ]


DATES = ["1944", "1944-08", "1944-08-09", "10000-02-29", "--08-09"]
NO_DATES = ["1944-13", "1944-06-31", "44", "August", "", "-0100-02-29"]


@pytest.mark.parametrize(("value", "valid"), [*((value, True) for value in DATES), *((value, False) for value in NO_DATES)])
def test_dates(value: str, valid: bool) -> None:
    assert is_date(value) is valid


# --- Who stands where, in our own encoding --------------------------------------------------------------------------------------

ATTESTATION = [
    ('<rdg wit="#S">;</rdg>', '<rdg wit="#N">;</rdg>', ["E453 S stands in no reading", "E454 N stands in 2 readings"]),
    (
        '<lem wit="#N">night</lem>',
        '<lem wit="#N #S">night</lem>',
        ["E455 S stands in a reading where it has no text. Take it out of wit=…, or say before"],
    ),
    (
        '<rdg wit="#S">;</rdg>',
        '<rdg wit="#S #Sh">;</rdg>',
        [
            "E488 Sh stands in a reading where it has no text, because it is a fragment that has not "
            "begun. Take it out of wit=…, or say before"
        ],
    ),
    ("through the night<witEnd/>", "through the night", ["E452 <witStart/> for Sg has no <witEnd/> in this entry."]),
    (
        '<app type="attestation"><rdg wit="#S"><lacunaEnd/></rdg></app>',
        "",
        ["E452 <lacunaStart/> for S has no <lacunaEnd/> in this entry."],
    ),
    (
        '<rdg wit="#Sg #Sh"><witStart/></rdg>',
        '<rdg wit="#Sh"><witStart/></rdg>',
        ["E488 Sg stands", "E450 <witEnd/> ends a stretch of Sg"],
    ),
    ('<rdg wit="#Sh"><witEnd/></rdg>', '<rdg wit="#Sh"><witStart/></rdg>', ["E451 <witStart/> stands twice for Sh"]),
    (
        '<rdg wit="#S"> There is',
        '<rdg wit="#pers.keeper"> There is',
        ["E432 the witness pers.keeper is used but not declared."],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), ATTESTATION)
def test_every_witness_stands_once_where_it_has_text(tmp_path: Path, old: str, new: str, messages: list[str]) -> None:
    found = "\n".join(told(tmp_path, changed(NOTEBOOK, old, new)))
    for message in messages:
        assert message in found


def test_a_witness_may_begin_within_a_reading(tmp_path: Path) -> None:
    document = changed(NOTEBOOK, '<rdg wit="#S">;</rdg>', '<rdg wit="#S">;</rdg><rdg wit="#Sh">:<witStart/>,<witEnd/></rdg>')
    assert told(tmp_path, document) == []


OWN = [
    (
        'n="1931-05-04" source',
        'n="1931-05-05" source',
        "W441 the entry has the key 1931-05-05, but its heading has the date 1931-05-04.",
    ),
    ('n="1931-06-01/1931-06-03"', 'n="1931-05-04"', "E440 two entries have the key 1931-05-04, the first on line 63."),
    (' prev="#e.1931-05-04.b1"', "", "E442 next points to e.1931-05-04.b2, but that does not point back. Write prev="),
    (
        'corresp="#e.1931-05-04.m1"',
        'corresp="#e.1931-05-04.m2"',
        "E442 corresp points to e.1931-05-04.m2, but that does not point back.",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), OWN)
def test_what_our_encoding_asks_for_besides(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert [found for found in told(tmp_path, changed(NOTEBOOK, old, new)) if message in found]


# --- The broken documents of the research report ----------------------------------------------------------------------------------

# Each broken document, and what is said of it.
BROKEN = {
    "bad_attr": ["19:9: E415 <div> may not have the attribute typ here. Did you mean type?"],
    "bad_date": [
        '19:55: E417 when="24 July 1889" is no value for <date>. '
        "Write the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year."
    ],
    "dangling_wit": [
        "20:74: E432 the witness T9 is used but not declared. "
        'Add <witness xml:id="T9">…</witness> to <listWit>, or write one that is there. Declared: #T1, #T2.'
    ],
    "dup_id": ["23:22: E407 the xml:id e1889-07-24 is given twice, first on line 19. Give one of the two elements another xml:id."],
    "empty_app": [
        '20:231: E435 an apparatus entry has no reading. Write <lem wit="…"> and <rdg wit="…"> into it, or take the <app> out.'
    ],
    "lem_after_rdg": [
        "20:70: E478 <lem> may not stand in this place in <app>. Put <lem> first in <app>, before any <rdg>; there is one at most."
    ],
    "missing_pubstmt": ["7:4: E413 <publicationStmt> is missing before <sourceDesc>. Write <publicationStmt> before it."],
    "p_in_p": [
        "21:17: E477 a paragraph, <p>, begins within a paragraph. End the first paragraph with </p> before the next begins."
    ],
    "text_in_div": [
        "20:5: E418 words stand directly in <div>, where only elements may stand: “stray text”. "
        "Put them into an element, such as <p>."
    ],
    "two_errors": [
        "20:69: E411 the schema knows no element <rgd>. Did you mean <rdg>?",
        '23:55: E417 when="25 July" is no value for <date>. '
        "Write the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year.",
    ],
    "typo_elem": ["20:69: E411 the schema knows no element <rgd>. Did you mean <rdg>?"],
    "wit_no_hash_space": [
        '20:241: E431 wit="T1 , T2" does not point to witnesses. Write wit="#T1 #T2": a # before each, a space between.'
    ],
}


def errors(path: Path, schema: Path) -> list[str]:
    """The errors in a document, without its name."""
    report = Report()
    validate(path, report, schema)
    return [str(message).removeprefix(f"{path}:") for message in report.errors]


def test_each_fault_is_told_on_its_line_once(shared: Callable[[str], Path]) -> None:
    schema = shared("schema/tei_all.rng")
    assert {name: errors(shared(f"notes/broken-tei/{name}.xml"), schema) for name in BROKEN} == BROKEN
    assert errors(shared("notes/small.xml"), schema) == []
    assert errors(shared("notes/example.xml"), schema) == []


# --- Whatever comes, messages -----------------------------------------------------------------------------------------------------


# Where, how many characters go, what comes in their place.
CHANGES = st.tuples(st.integers(0, len(NOTEBOOK) - 1), st.integers(0, 40), st.text('<>/"#=ab p', max_size=3))


@settings(deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, len(NOTEBOOK) - 1), st.integers(0, 40), st.text('<>/"#=ab p', max_size=3)), min_size=1, max_size=3
    )
)
def test_a_document_changed_anywhere_gives_messages_or_none(tmp_path: Path, changes: list[tuple[int, int, str]]) -> None:
    document = NOTEBOOK
    for offset, length, piece in changes:
        document = document[:offset] + piece + document[offset + length :]
    for message in told(tmp_path, document):
        assert re.match(r"x\.xml(:\d+(:\d+)?)?: [EWI]4\d\d \S", message)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutsideError):
        validate(tmp_path, Report())


def test_a_document_of_no_tei_is_one_message(tmp_path: Path) -> None:
    assert [message[:16] for message in told(tmp_path, "<TEI.2/>")] == ["x.xml:1: E472 th"]
    shutil.rmtree(tmp_path)
    report = Report()
    validate(tmp_path / "x.xml", report)
    assert [message.code for message in report] == ["E001"]
