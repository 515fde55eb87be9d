"""An apparatus as other projects encode it: in lists, by lines, with hands, causes, details and books beside the witnesses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.metadata import raw
from edition.writers.book.types import BODY_KINDS, ApparatusEntry, Book
from edition.writers.epub import publication
from edition.writers.settings import Settings
from tests.tei.growth import calls_grow_with_length

HEADER = """<teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt><sourceDesc>
<listWit><witness xml:id="A"/><witness xml:id="B"/><witness xml:id="m45"><abbr type="siglum">45</abbr></witness></listWit>
<listBibl><bibl xml:id="Rowe1911" n="Ro"/><bibl><abbr>Pi</abbr><ptr target="bib:Pike1930"/></bibl></listBibl></sourceDesc>
</fileDesc>
<profileDesc><handNotes><handNote xml:id="h2" n="m2"/><handNote xml:id="h3">a red pencil</handNote>
<handNote xml:id="h4">a hand of the end of the century</handNote></handNotes></profileDesc></teiHeader>"""


def document(body: str, before: str = "") -> etree._ElementTree:
    made = f'<TEI xmlns="{NS}" xml:lang="en">{HEADER}{before}<text><body>{body}</body></text></TEI>'
    return etree.ElementTree(etree.fromstring(made))


def book(body: str, before: str = "", report: Report | None = None, **settings: object) -> Book:
    return sections.book(document(body, before), Settings(**settings), Report() if report is None else report)  # type: ignore[arg-type]


def printed(entry: ApparatusEntry) -> str:
    lemma = f"{raw(entry.lemma)}] " if entry.lemma is not None else ""
    return " ".join((lemma + raw(entry.readings)).split())


def entries(body: str) -> list[str]:
    return [printed(entry) for section in book(body).sections for entry in section.apparatus]


def words(made: Book, kind: str = "division") -> str:
    parts = [part for section in made.sections if section.kind == kind for part in section.body.iter("{*}p", "{*}h1", "{*}h2")]
    return " ".join(" ".join(map(raw, parts)).split())


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        # Details of a witness, in the reading and beside it.
        (
            '<lem wit="#A">rained</lem><rdg wit="#B">poured<witDetail wit="#B">over an erasure</witDetail></rdg>',
            "rained A] poured B (over an erasure)",
        ),
        (
            '<lem wit="#A">rained</lem><rdg wit="#B #m45">poured<witDetail wit="#m45">in the margin</witDetail></rdg>',
            "rained A] poured B, 45 (45: in the margin)",
        ),
        (
            '<lem wit="#A">rained</lem><rdg wit="#B"/><witDetail wit="#B">a hole</witDetail>',
            "rained A] not in B (B: a hole)",
        ),
        (
            '<lem>rained</lem><rdgGrp><rdg wit="#A">poured</rdg><rdg wit="#B">hailed</rdg><note>both late</note></rdgGrp>',
            "rained] poured A; hailed B (both late)",
        ),
        # Whose hand, why, in which order, how surely.
        ('<lem wit="#A">rained</lem><rdg wit="#A" hand="#h2">poured</rdg>', "rained A] poured A (m2)"),
        ('<lem wit="#A">rained</lem><rdg wit="#A" hand="#h3 #h4">poured</rdg>', "rained A] poured A (a red pencil, h4)"),
        ('<lem>rained</lem><rdg wit="#B" cause="homoeoteleuton"/>', "rained] not in B (homoeoteleuton)"),
        (
            '<lem>rained</lem><rdg wit="#B" varSeq="1">poured</rdg><rdg wit="#B" varSeq="2">hailed</rdg>',
            "rained] poured B (1); hailed B (2)",
        ),
        ('<lem>rained</lem><rdg wit="#B" cert="low">poured</rdg>', "rained] poured B?"),
        ('<lem>rained</lem><rdg wit="#B">poured<certainty locus="value" degree="0.5"/></rdg>', "rained] poured B?"),
        ('<lem>rained</lem><rdg wit="#B" cert="high">poured<certainty locus="value" degree="1"/></rdg>', "rained] poured B"),
        # What our own documents say to the program only.
        ('<lem>rained</lem><rdg wit="#B" cause="quotation">Rained</rdg>', "rained] Rained B"),
        # Who has it: by siglum, by number, after the reading, undeclared, of another edition.
        ('<lem wit="A">rained</lem><rdg wit="#45 B">poured</rdg>', "rained A] poured 45, B"),
        ("<lem>rained</lem><wit>A</wit><rdg>poured</rdg><wit>B 45</wit>", "rained] poured B 45"),
        ('<lem>rained</lem><rdg wit="#Z">poured</rdg>', "rained] poured Z"),
        ('<lem>rained</lem><rdg wit="#">poured</rdg>', "rained] poured"),
        (
            '<lem source="#Rowe1911">rained</lem><rdg source="bib:Pike1930">poured</rdg><rdg source="bib:Vane2001">hailed</rdg>',
            "rained Ro] poured Pi; hailed Vane2001",
        ),
        # Readings with the same words, a witness each.
        (
            '<lem>rained</lem><rdg wit="#A">poured</rdg><rdg wit="#45">hailed</rdg><rdg wit="#B">poured</rdg>',
            "rained] poured A, B; hailed 45",
        ),
        ('<lem>rained</lem><rdg wit="#A" hand="#h2">poured</rdg><rdg wit="#B"> poured</rdg>', "rained] poured A (m2), B"),
        ('<lem/><rdg wit="#A">really</rdg><rdg wit="#B">really</rdg>', "It] A, B add really"),
        ('<lem/><rdg wit="#A" cert="low">really</rdg>', "It] A? adds really"),
        # A lemma alone is there for its note; without one there is nothing to say.
        ('<lem wit="#A">rained</lem><note>a blot</note>', "rained A] (a blot)"),
        ('<lem wit="#A">rained</lem>', None),
        # Only the end of a witness, and what is said of it.
        ('<rdg wit="#B"><witEnd/></rdg><note>the rest is torn off</note>', "It] (the rest is torn off)"),
        ('<rdg wit="#B"><witEnd/><witDetail wit="#B">torn</witDetail></rdg>', "It] (torn)"),
    ],
)
def test_what_is_said_of_a_reading(app: str, expected: str | None) -> None:
    assert entries(f"<p>It <app>{app}</app> long.</p>") == ([] if expected is None else [expected])


TIED = (
    '<lg><l>It rained <app xml:id="x" next="#y"><lem>all day</lem><rdg wit="#A">all night</rdg>{0}</app></l>'
    '<l><app xml:id="y" prev="#x"><lem>and more</lem><rdg wit="#A">{1}</rdg>{2}</app>.</l></lg>'
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # A reading that is parted as the lemma is; one that stands whole in the first piece.
        (("", "and snowed", ""), ["all day / and more] all night / and snowed A"]),
        (("", "", ""), ["all day / and more] all night A"]),
        (
            ('<rdg wit="#B">at dawn</rdg>', "and snowed", '<rdg wit="#B">and hailed</rdg>'),
            ["all day / and more] all night / and snowed A; at dawn / and hailed B"],
        ),
        # Who has no reading in the first piece has an entry in the second.
        (("", "and snowed", '<rdg wit="#B">and hailed</rdg>'), ["all day] all night A", "and more] and snowed A; and hailed B"]),
    ],
)
def test_apps_that_are_tied_lose_no_words(words: tuple[str, str, str], expected: list[str]) -> None:
    assert entries(TIED.format(*words)) == expected


def test_an_app_that_goes_on_with_nothing_is_an_entry() -> None:
    assert entries('<p>It <app prev="#none"><lem>rained</lem><rdg wit="#A">poured</rdg></app>.</p>') == ["rained] poured A"]


def test_apps_that_stand_in_no_block_are_parted() -> None:
    app = '<app><lem wit="#A">{0}</lem><rdg wit="#B">{1}</rdg></app>'
    body = f"{app.format('one', 'two')}\n{app.format('oak', 'ash')}\n<p>More.</p>"
    made = book(body)
    assert " ".join(raw(next(part.body for part in made.sections if part.kind in BODY_KINDS)).split()) == "one oak More."
    assert entries(body) == ["one A] two B", "oak A] ash B"]


def test_a_pointer_to_nobody_is_told_with_advice_that_can_be_followed() -> None:
    report = Report()
    book('<p>It <app><lem>rained</lem><rdg wit="#9 #Z #">poured</rdg></app>.</p>', report=report)
    assert [(message.code, message.hint.partition("Add ")[2][:31]) for message in report if message.code == "W505"] == [
        ("W505", '<witness xml:id="w9"><abbr type'),
        ("W505", '<witness xml:id="Z"> to <listWi'),
    ]


def test_the_work_of_a_book_grows_with_the_entries_of_a_paragraph(tmp_path: Path) -> None:
    def writing(entries: int) -> Callable[[], object]:
        made = document("<p>" + 'It <app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> all day. ' * entries + "</p>")
        return lambda: publication.write(made, Settings(apparatus="all"), tmp_path / "rain.epub", Report())

    assert calls_grow_with_length(writing, 20)


# --- Lists ----------------------------------------------------------------------------------------------------------------

LINES = '<div><ab><lb n="1"/>from the ford <lb n="2"/>to the nine oaks</ab></div>'
LISTED = """<listApp><head>Readings</head>
<app loc="2"><lem source="#Rowe1911">nine</lem><rdg source="bib:Pike1930">fine</rdg><rdg wit="#B"/></app>
<app loc="2"><lem>oaks</lem><note>The stone is broken.</note></app>
<app loc="7"><rdg wit="#B">end</rdg><rdg wit="#m45">hand</rdg></app>
</listApp>"""
AS_PRINTED = "Readings 2 nine Ro] fine Pi; not in B 2 oaks] (The stone is broken.) 7 end B; hand 45"


@pytest.mark.parametrize(
    ("body", "before", "kind", "heading"),
    [
        (f"{LINES}<div>{LISTED}</div>", "", "division", ""),
        (f"{LINES}</body><back>{LISTED}</back><body>", "", "appendix", ""),
        (LINES, f"<standOff>{LISTED}</standOff>", "appendix", "Variants "),
    ],
    ids=["division", "back", "standOff"],
)
def test_a_list_is_printed_by_the_lines_it_cites(body: str, before: str, kind: str, heading: str) -> None:
    made = book(body.replace("<body></body>", ""), before) if "<back>" not in body else _with_back()
    text = words(made, kind)
    assert text.endswith(f"{heading}{AS_PRINTED}")
    assert not [entry for section in made.sections for entry in section.apparatus]


def _with_back() -> Book:
    tree = document(LINES)
    text = tree.getroot().find("{*}text")
    assert text is not None
    text.append(etree.fromstring(f'<back xmlns="{NS}">{LISTED}</back>'))
    return sections.book(tree, Settings(), Report())


def test_the_number_of_a_line_leads_to_it() -> None:
    made = book(f"{LINES}<div>{LISTED}</div>")
    links = [link for section in made.sections for link in section.body.iter("{*}a")]
    [line] = {link.get("href", "")[1:] for link in links}
    assert [raw(link) for link in links] == ["2", "2"]
    assert [span.get("data-verse") for section in made.sections for span in section.body.iter() if span.get("id") == line] == ["2"]


def test_no_list_is_printed_without_an_apparatus_or_with_one_witness() -> None:
    before = f"<standOff>{LISTED}</standOff>"
    body = f"{LINES}<div><p>More.</p>{LISTED}</div>"
    for settings in ({"apparatus": "none"}, {"reading": "A"}):
        made = book(body, before, **settings)
        assert "nine Ro" not in words(made) + words(made, "appendix")
        assert "to the nine oaks More." in words(made)
