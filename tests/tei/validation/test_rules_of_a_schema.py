"""Schematron rules within a RELAX NG schema: run where that is possible, and else counted and named."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.messages import Report
from edition.tei.validation.checking import validate
from edition.tei.validation.rule_stylesheet import parted
from edition.tei.validation.saxon import _process as saxon_process
from edition.tei.validation.schematron import _asked_for

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div type="entry" n="2"><p>One.</p><p/></div>
<div type="entry" n="1"><p>Two.</p></div>
</body></text></TEI>
"""
SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<start><ref name="any"/></start>
<define name="any"><element><anyName/>
<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
{}
</grammar>"""
NOT_EMPTY = """<sch:pattern id="paragraphs"><sch:rule context="tei:div/tei:p">
<sch:assert test="normalize-space(.)">the paragraph after &#8220;<sch:value-of select="preceding-sibling::tei:p"/>&#8221;
is empty.</sch:assert>
</sch:rule></sch:pattern>"""
IN_ORDER = """<sch:pattern id="order"><sch:rule context="tei:div">
<sch:let name="later" value="following-sibling::tei:div/@n/number()"/>
<sch:assert test="every $n in $later satisfies number(@n) lt $n">an entry stands too late.</sch:assert>
</sch:rule></sch:pattern>"""
FIRST_FITTING = """<sch:pattern id="two">
<sch:rule context="tei:div[@n = '1']"><sch:assert test="tei:p">no paragraph.</sch:assert></sch:rule>
<sch:rule context="tei:div"><sch:report test="true()">it is not the first.</sch:report></sch:rule></sch:pattern>"""


@pytest.fixture
def no_saxon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.tei.validation.saxon.is_there", lambda: False)


@pytest.fixture
def saxon() -> None:
    if importlib.util.find_spec("saxonche") is None:
        pytest.skip("Saxon is not installed (the extra `schematron`)")


def told(folder: Path, *patterns: str) -> list[str]:
    (folder / "rules.rng").write_text(SCHEMA.format("\n".join(patterns)), encoding="utf-8")
    (folder / "x.xml").write_text(DOCUMENT, encoding="utf-8")
    report = Report()
    validate(folder / "x.xml", report, folder / "rules.rng")
    return [str(message).replace(f"{folder}/", "") for message in report]


BROKEN = "E457 a rule of the schema does not hold: {}. Change this place so that the rule holds."
EMPTY = f"x.xml:2:36: {BROKEN.format('the paragraph after “One.” is empty')}"


@pytest.mark.usefixtures("no_saxon")
def test_a_rule_in_xpath_1_is_run_and_others_are_named(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_EMPTY, IN_ORDER) == [
        EMPTY,
        "x.xml: I459 rules of the schema that were not run, because they need XPath 2 or 3: 1 (order). "
        "Install the extra schematron, and they are: pip install 'edition[schematron]'.",
    ]


@pytest.mark.usefixtures("saxon")
def test_with_saxon_all_are_run(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_EMPTY, IN_ORDER) == [f"x.xml:2:1: {BROKEN.format('an entry stands too late')}", EMPTY]


@pytest.mark.parametrize("engine", ["no_saxon", "saxon"])
def test_a_node_is_judged_by_the_first_rule_that_fits_it(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(engine)
    assert told(tmp_path, FIRST_FITTING) == [f"x.xml:2:1: {BROKEN.format('it is not the first')}"]


@pytest.mark.usefixtures("saxon")
def test_a_process_that_is_not_ready_in_time_is_stopped_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saxon_process.cache_clear()  # A new process takes longer to start than this.
    monkeypatch.setattr("edition.tei.validation.saxon.PATIENCE", 0.001)
    assert [message[:11] for message in told(tmp_path, IN_ORDER)] == ["x.xml: W460"]


@pytest.mark.usefixtures("saxon")
def test_no_rule_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret words", encoding="utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    reading = f"""<sch:pattern id="p"><sch:rule context="tei:div"><sch:assert test="false()"><sch:value-of
select="unparsed-text('{address}')"/></sch:assert></sch:rule></sch:pattern>"""
    assert [message[:11] for message in told(tmp_path, reading)] == ["x.xml: W460"]


@pytest.mark.usefixtures("no_saxon")
def test_only_rules_that_concern_the_document_are_named(shared: Callable[[str], Path]) -> None:
    report = Report()
    validate(shared("notes/small.xml"), report, shared("schema/tei_all.rng"))
    (told,) = [message.text for message in report if message.code == "I459"]
    assert "rdgGrp" in told
    assert "elementSpec" not in told


@pytest.mark.parametrize(
    ("context", "asked"),
    [
        ("tei:*[@when]", [{"@when"}]),
        ("tei:a/tei:b[tei:c[@d]]", [{"a", "b"}]),
        ("tei:b[not(tei:c)] | //tei:d/@n", [{"b"}, {"d", "@n"}]),
        ("tei:note[@type = '|']", [{"note", "@type"}]),
        ("tei:*[ @from and not( @to ) ]", [{"@from"}]),
        ("tei:*[@from and @to or tei:p]", [set()]),
        ("tei:*[ starts-with( @spanTo, '#') ]", [{"@spanTo"}]),
        ("/*[ count( //tei:constraintDecl ) gt 1 ]", [{"constraintDecl"}]),
    ],
)
def test_what_a_document_must_have_to_be_concerned(context: str, asked: list[set[str]]) -> None:
    assert [_asked_for(pieces) for pieces in parted(context)] == asked
