"""The apparatus of a TEI document, anyone's, as variation units: where each stands, who reads what, of what type and grade."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import edition
from edition import ApparatusUnit
from tests.tei.growth import grows_with_length

DOCUMENT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt><publicationStmt><p>For a test.</p></publicationStmt>
    <sourceDesc><listWit><witness xml:id="A">One</witness><witness xml:id="B">Two</witness><witness xml:id="C">Three</witness>
    </listWit></sourceDesc></fileDesc></teiHeader>
  <text><body><div><head>One</head>
<p>{}</p></div></body></text>
</TEI>
"""
# The first line of the paragraph.
LINE = 6


def units(folder: Path, paragraph: str) -> tuple[ApparatusUnit, ...]:
    (folder / "rain.xml").write_text(DOCUMENT.format(paragraph), encoding="utf-8")
    return edition.open_tei(folder / "rain.xml").apparatus


def test_a_unit_says_where_it_stands_and_who_reads_what(tmp_path: Path) -> None:
    [unit] = units(
        tmp_path,
        'It <app xml:id="x1" type="lexical" subtype="substantive"><lem wit="#A">rained</lem><rdg wit="#C #B">poured</rdg></app>'
        " all day.",
    )
    assert (unit.id, unit.type, unit.grade, unit.line) == ("x1", "lexical", "substantive", LINE)
    assert [(reading.sigla, reading.text, reading.is_lemma) for reading in unit] == [
        (("A",), "rained", True),
        (("B", "C"), "poured", False),
    ]
    assert (unit.lemma, unit.sigla, unit.weight) == ("rained", ("A", "B", "C"), None)
    # In "One", a line end, "It rained all day."
    assert (unit.start, unit.end) == (7, 13)
    assert unit.entry == edition.open_tei(tmp_path / "rain.xml")[0].n


def test_a_lemma_without_wit_is_that_of_all_that_no_other_reading_names(tmp_path: Path) -> None:
    [unit] = units(tmp_path, 'It <app><lem>rained</lem><rdg wit="#B"/></app> all day.')
    assert [(reading.sigla, reading.text) for reading in unit] == [(("A", "C"), "rained"), (("B",), "")]


def test_a_unit_in_a_reading_of_another_says_so(tmp_path: Path) -> None:
    found = units(
        tmp_path,
        'It <app><lem wit="#A">rained</lem><rdg wit="#B #C">fell in <app><lem wit="#B">drops</lem><rdg wit="#C">sheets</rdg></app>'
        "</rdg></app> all day.",
    )
    assert [(unit.within, unit.lemma) for unit in found] == [(None, "rained"), (0, found[1].lemma)]
    assert [(reading.sigla, reading.text) for reading in found[1]] == [(("B",), "drops"), (("C",), "sheets")]


def test_types_and_grades_may_stand_on_the_readings_alone(tmp_path: Path) -> None:
    [unit] = units(
        tmp_path,
        'It <app><lem wit="#A">rained</lem><rdg wit="#B" type="orthographic" subtype="accidental">rain’d</rdg>'
        '<rdg wit="#C" subtype="substantive">snowed</rdg></app> all day.',
    )
    assert [reading.grade for reading in unit] == ["", "accidental", "substantive"]
    assert (unit.type, unit.grade) == ("orthographic", "substantive")


def test_the_halves_of_a_transposition_name_each_other(tmp_path: Path) -> None:
    found = units(
        tmp_path,
        '<app type="transposition" xml:id="t1" corresp="#t2"><lem wit="#A #C">All day </lem><rdg wit="#B"/></app>it rained'
        '<app type="transposition" xml:id="t2" corresp="#t1"><lem wit="#A #C"/><rdg wit="#B"> all day</rdg></app>.',
    )
    assert [(unit.id, unit.partner) for unit in found] == [("t1", "t2"), ("t2", "t1")]
    assert found[0].to_dict()["partner"] == "t2"


def test_where_a_witness_begins_is_no_unit(tmp_path: Path) -> None:
    assert units(tmp_path, 'It <app type="attestation"><rdg wit="#B"><witStart/></rdg></app>rained.') == ()


def test_the_work_grows_with_the_witnesses_that_readings_name(tmp_path: Path) -> None:
    def work(number: int) -> Callable[[], object]:
        names = [f"W{count}" for count in range(number)]
        witnesses = "".join(f'<witness xml:id="{name}"/>' for name in names)
        sides = [" ".join(f"#{name}" for name in names[part::2]) for part in (0, 1)]
        app = '<app><lem wit="{}">rained</lem><rdg wit="{}">poured</rdg></app> '.format(*sides)
        path = tmp_path / f"{number}.xml"
        path.write_text(DOCUMENT.replace("</listWit>", f"{witnesses}</listWit>").format(app * 20), encoding="utf-8")
        return lambda: edition.open_tei(path).apparatus

    assert grows_with_length(work, 200)


def test_a_reading_that_goes_over_the_end_of_a_verse_is_one_unit(tmp_path: Path) -> None:
    path = tmp_path / "verses.xml"
    verses = (
        '<l>The rain <app xml:id="x1" next="#x2" type="lexical"><lem wit="#A #C">fell</lem><rdg wit="#B">beat it</rdg></app></l>'
        '<l><app xml:id="x2" prev="#x1" next="#x3"><lem wit="#A #C">upon</lem><rdg wit="#B"/></app></l>'
        '<l><app xml:id="x3" prev="#x2"><lem wit="#A #C">the roof</lem><rdg wit="#B"/></app> all night.</l>'
    )
    path.write_text(DOCUMENT.format("Rain.").replace("<p>Rain.</p>", f"<lg>{verses}</lg>"), encoding="utf-8")
    book = edition.open_tei(path)
    [unit] = book.apparatus
    assert [(reading.sigla, reading.text) for reading in unit] == [(("A", "C"), "fell upon the roof"), (("B",), "beat it")]
    text = "One\nThe rain fell upon the roof all night."
    assert text[unit.start : unit.end] == "fell upon the roof"


def test_what_only_begins_a_verse_says_so(tmp_path: Path) -> None:
    found = units(
        tmp_path,
        '<app type="orthographic"><lem wit="#A">and</lem><rdg wit="#B #C" cause="lineation">And</rdg></app> '
        '<app type="lexical"><lem wit="#A">and</lem><rdg wit="#B" cause="lineation">And</rdg><rdg wit="#C">but</rdg></app>',
    )
    assert [(unit.is_lineation, [reading.cause for reading in unit]) for unit in found] == [
        (True, ["", "lineation"]),
        (False, ["", "lineation", ""]),
    ]
    assert found[0].to_dict()["readings"][1]["cause"] == "lineation"


def test_who_speaks_is_a_unit_without_words_where_the_speech_begins(tmp_path: Path) -> None:
    path = tmp_path / "play.xml"
    speech = (
        '<sp><speaker><app type="speaker" subtype="accidental"><lem wit="#A #C">ANN</lem><rdg wit="#B">ANNE</rdg></app></speaker>'
        "<p>It rains.</p></sp>"
    )
    path.write_text(DOCUMENT.format("Rain.").replace("<p>Rain.</p>", speech), encoding="utf-8")
    [unit] = edition.open_tei(path).apparatus
    assert [(reading.sigla, reading.text) for reading in unit] == [(("A", "C"), "ANN"), (("B",), "ANNE")]
    assert (unit.type, unit.start, unit.end) == ("speaker", len("One\n"), len("One\n"))
