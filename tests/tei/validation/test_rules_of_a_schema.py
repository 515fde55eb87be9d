"""Schematron rules within a RELAX NG schema: run where that is possible, and else counted and named."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.messages import Report
from edition.tei.validation.checking import validate
from edition.tei.validation.repeated_findings import MOST
from edition.tei.validation.rule_stylesheet import parted
from edition.tei.validation.saxon import _process as saxon_process
from edition.tei.validation.schematron import _asked_for
from edition.tei.validation.schematron_rules import MOST_PARTS, load_rules

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


def told(folder: Path, *patterns: str, document: str = DOCUMENT) -> list[str]:
    load_rules.cache_clear()
    (folder / "rules.rng").write_text(SCHEMA.format("\n".join(patterns)), encoding="utf-8")
    (folder / "x.xml").write_text(document, encoding="utf-8")
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


# What of Schematron is read: each with rules in XPath 1, which libxslt runs, and with `true() or (some …)` before them, which it
# cannot, so that Saxon does.
VARIABLES = """<sch:let name="first" value="//tei:div[1]"/><sch:let name="its-number" value="$first/@n"/>
<sch:pattern id="order">
<sch:let name="highest" value="count(//tei:div)"/>
<sch:rule context="tei:div[@n &lt; $its-number]"><sch:let name="own" value="@n"/>
<sch:report test="{}$own &lt;= $highest">entry <sch:value-of select="$own"/> of <sch:value-of select="$highest"/> stands after
<sch:value-of select="$its-number"/>.</sch:report></sch:rule></sch:pattern>"""
ABSTRACT_PATTERN = """<sch:pattern abstract="true" id="never-empty">
<sch:rule context="$whole/$part"><sch:assert test="{}string($part-text)">
a part of <sch:value-of select="name($whole-of)"/> is empty.</sch:assert>
</sch:rule></sch:pattern>
<sch:pattern is-a="never-empty" id="paragraphs"><sch:param name="whole" value="tei:div"/><sch:param name="whole-of" value=".."/>
<sch:param name="part" value="tei:p"/><sch:param name="part-text" value="."/></sch:pattern>"""
ABSTRACT_RULE = """<sch:pattern id="divisions">
<sch:rule abstract="true" id="filled"><sch:let name="all" value="tei:p"/>
<sch:report test="{}$all[not(node())]">a paragraph in it is empty.</sch:report></sch:rule>
<sch:rule context="tei:div"><sch:extends rule="filled"/>
<sch:assert test="@n">it has no number.</sch:assert></sch:rule></sch:pattern>"""
DIAGNOSTICS = """<sch:pattern id="paragraphs"><sch:rule context="tei:p">
<sch:assert test="{}node()" diagnostics="which what">a paragraph is empty:</sch:assert></sch:rule></sch:pattern>
<sch:diagnostics><sch:diagnostic id="what">Fill it.</sch:diagnostic>
<sch:diagnostic id="which">the second of <sch:value-of select="../@n"/>.</sch:diagnostic></sch:diagnostics>"""
SAME_NAME = """<sch:pattern id="one"><sch:let name="n" value="1"/>
<sch:rule context="tei:div[@n = $n]"><sch:report test="{}true()">one.</sch:report></sch:rule></sch:pattern>
<sch:pattern id="two"><sch:let name="n" value="2"/>
<sch:rule context="tei:div[@n = $n]"><sch:report test="{}true()">two.</sch:report></sch:rule></sch:pattern>"""


@pytest.mark.parametrize("engine", ["no_saxon", "saxon"])
@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (VARIABLES, ["3:1 entry 1 of 2 stands after 2"]),
        (ABSTRACT_PATTERN, ["2:36 a part of div is empty"]),
        (ABSTRACT_RULE, ["2:1 a paragraph in it is empty"]),
        (DIAGNOSTICS, ["2:36 a paragraph is empty: the second of 2. Fill it"]),
        (SAME_NAME, ["2:1 two", "3:1 one"]),
    ],
    ids=["variables", "abstract pattern", "abstract rule", "diagnostics", "two variables of one name"],
)
def test_what_rules_take_from_elsewhere_is_put_in(
    engine: str, rules: str, lines: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(engine)
    beyond = "" if engine == "no_saxon" else "(every $x in 1 to 2 satisfies $x) and "
    expected = [f"x.xml:{line.replace(' ', ': ' + BROKEN.split('{}')[0], 1)}. Change" for line in lines]
    assert [line.split(" this place")[0] for line in told(tmp_path, rules.replace("{}", beyond))] == expected


PHASES = """<sch:schema{}><sch:phase id="late"><sch:let name="least" value="5"/><sch:active pattern="two"/></sch:phase>
<sch:pattern id="one"><sch:rule context="tei:div[@n = '1']"><sch:report test="true()">one.</sch:report></sch:rule></sch:pattern>
<sch:pattern id="two"><sch:rule context="tei:div[@n = '2']"><sch:report test="{}">two.</sch:report></sch:rule></sch:pattern>
</sch:schema>"""


@pytest.mark.usefixtures("no_saxon")
def test_the_default_phase_says_which_patterns_are_run(tmp_path: Path) -> None:
    lines = told(tmp_path, PHASES.format(' defaultPhase="late"', "$least = 5"))
    assert [line[:15] for line in lines] == ["x.xml:2:1: E457", "x.xml: I430 the"]
    lines = told(tmp_path, PHASES.format("", "true()"))
    assert [line[:15] for line in lines] == ["x.xml:2:1: E457", "x.xml:3:1: E457", "x.xml: I432 the"]


PART = """<sch:pattern xmlns:sch="http://purl.oclc.org/dsdl/schematron"><sch:rule id="all" abstract="true">
<sch:report test="true()">it is there.</sch:report></sch:rule></sch:pattern>"""


@pytest.mark.usefixtures("no_saxon")
@pytest.mark.parametrize(
    ("asking", "codes"),
    [
        ('<sch:extends href="parts/all.sch#all"/>', ["E457"]),
        ('<sch:extends href="../all.sch#all"/>', ["W431"]),
        ('<sch:extends href="file:///etc/passwd"/>', ["W431"]),
        ('<sch:extends href="http://[/all.sch"/>', ["W431"]),
        ('<sch:extends href="linked.sch#all"/>', ["W431"]),
        ('<sch:extends href="parts/all.sch#none"/>', ["W432"]),
        ('<sch:extends href="none.sch"/>', ["W432"]),
        ('<sch:extends href="#self"/>', ["W433"]),
    ],
)
def test_parts_are_read_from_the_folder_of_the_schema_and_from_nowhere_else(asking: str, codes: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "here"
    (folder / "parts").mkdir(parents=True)
    for place in (folder / "parts", tmp_path):
        (place / "all.sch").write_text(PART, encoding="utf-8")
    (folder / "linked.sch").symlink_to(tmp_path / "all.sch")
    lines = told(folder, f'<sch:pattern><sch:rule id="self" context="tei:div">{asking}</sch:rule></sch:pattern>')
    assert [line.split()[1] for line in lines] == codes


@pytest.mark.usefixtures("no_saxon")
def test_parts_that_ask_for_ever_more_of_themselves_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "two.sch").write_text(
        '<sch:pattern xmlns:sch="http://purl.oclc.org/dsdl/schematron">'
        '<sch:include href="two.sch#a"/><sch:include href="two.sch#b"/>'
        + "".join(
            f'<sch:rule id="{a}" context="tei:p"><sch:include href="two.sch#{b}"/><sch:include href="two.sch"/></sch:rule>'
            for a, b in ("ab", "ba")
        )
        + "</sch:pattern>",
        encoding="utf-8",
    )
    assert {line.split()[1] for line in told(tmp_path, '<sch:include href="two.sch"/>' * 2 * MOST_PARTS)} == {"W433"}


@pytest.mark.usefixtures("no_saxon")
@pytest.mark.parametrize(
    ("odd", "codes"),
    [
        ('<sch:pattern documents="x"><sch:rule context="tei:p"><sch:assert test="false()"/></sch:rule></sch:pattern>', ["W430"]),
        ('<sch:let name="x"><any/></sch:let>', ["W430"]),
        ('<sch:ns prefix="a b" uri="urn:x"/><sch:ns prefix="xml" uri="urn:x"/><sch:ns/>', ["W430"]),
        ('<sch:rule context="tei:div"><sch:assert test="false()"/></sch:rule>', ["W430"]),
        ('<pattern xmlns="http://www.ascc.net/xml/schematron" name="old"><rule context="tei:div"/></pattern>', ["W430"]),
        ('<xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="tei:f"/>', ["W430"]),
        ('<sch:pattern is-a="nothing"/>', ["W435"]),
        ('<sch:schema defaultPhase="nothing"/>', ["W435"]),
        ('<sch:pattern><sch:rule context="$x/tei:p"><sch:assert test="."/></sch:rule></sch:pattern>', ["W435"]),
        ('<sch:let name="x" value="$y"/><sch:let name="y" value="$x"/>'
         '<sch:pattern><sch:rule context="tei:p"><sch:assert test="$x"/></sch:rule></sch:pattern>', ["W436"]),
        ('<sch:pattern><sch:rule context="tei:div"><sch:assert test=""/></sch:rule></sch:pattern>', ["I459"]),
        ('<sch:pattern><sch:rule><sch:assert test="1"/></sch:rule></sch:pattern>', ["I459"]),
        ('<sch:pattern><sch:rule context="tei:a except tei:b"><sch:assert test="1"/></sch:rule></sch:pattern>', ["I459"]),
        ("<sch:pattern/><sch:diagnostics/><sch:title/><sch:p>Words.</sch:p>", []),
    ],
)  # fmt: skip
def test_what_is_not_carried_or_wrong_is_told_once_and_the_other_rules_are_run(odd: str, codes: list[str], tmp_path: Path) -> None:
    assert [line.split()[1] for line in told(tmp_path, odd, NOT_EMPTY)] == ["E457", *codes]


@pytest.mark.usefixtures("no_saxon")
def test_errors_are_told_before_advice_and_the_rest_is_counted(tmp_path: Path) -> None:
    advice = (
        '<sch:pattern><sch:rule context="tei:p" role="warning">'
        '<sch:report test="true()">yes, <sch:value-of select="@n"/>.</sch:report></sch:rule>'
        "</sch:pattern>"
    )
    rain = "".join(f'<p n="{number}">Rain.</p>' for number in range(2 * MOST))
    document = DOCUMENT.replace("<p/>", f"{rain}<p/>")
    lines = told(tmp_path, advice, NOT_EMPTY, document=document)
    assert [line.split()[1] for line in lines].count("W458") == MOST - 1
    assert sum("E457" in line for line in lines) == 1
    assert lines[-1].split(" more ")[0] == f"x.xml: I431 {2 * MOST + 2 - MOST}"


@pytest.mark.usefixtures("no_saxon")
def test_four_times_the_findings_are_not_sixteen_times_the_work(tmp_path: Path) -> None:
    rule = '<sch:pattern><sch:rule context="tei:p"><sch:assert test="node()">empty.</sch:assert></sch:rule></sch:pattern>'

    def seconds(count: int) -> float:
        start = time.process_time()
        told(tmp_path, rule, document=DOCUMENT.replace("<p/>", "<p/>\n" * count))
        return time.process_time() - start

    seconds(1)  # what is loaded once is not to be counted
    # Rules run within libxslt, where no calls can be counted; so seconds of the processor, with as much again to spare.
    assert min(seconds(32_000) for _ in range(2)) < 8 * max(seconds(8_000) for _ in range(2))


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
        ("$entries/tei:p", [set()]),
        ("tei:a except tei:b", [set()]),
    ],
)
def test_what_a_document_must_have_to_be_concerned(context: str, asked: list[set[str]]) -> None:
    assert [_asked_for(pieces) for pieces in parted(context)] == asked
