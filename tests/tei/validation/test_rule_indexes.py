"""An expression of a rule goes in, one with look-ups in place of searches of the whole document comes out: with the same result."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from edition.messages import Report
from edition.tei.validation.checking import validate
from edition.tei.validation.rule_indexes import RuleIndexes


@pytest.mark.parametrize(
    ("expression", "looked_up"),
    [
        ("@ref = //@xml:id", "boolean(key('index-0', @ref))"),
        ("not(substring-after(@ref, '#') = //tei:person/@xml:id)", "not(boolean(key('index-0', substring-after(@ref, '#'))))"),
        ("//tei:person[@xml:id = current()/@ref]/tei:name", "key('index-0', current()/@ref)/tei:name"),
        ("count(//*[@n = substring(current()/../@n, 2)]) = 1", "count(key('index-0', substring(current()/../@n, 2))) = 1"),
        ("@a = //@x and @b = //@x or @c", "boolean(key('index-0', @a)) and boolean(key('index-0', @b)) or @c"),
        ("//p[@n = current()/@n] and //q[@n = current()/@n]", "key('index-0', current()/@n) and key('index-1', current()/@n)"),
    ],
)
def test_a_search_of_the_whole_document_becomes_a_look_up(expression: str, looked_up: str) -> None:
    assert RuleIndexes().looked_up(expression) == looked_up


@pytest.mark.parametrize(
    "expression",
    [
        "a//p[@n = current()/@n]",  # a path that goes on from a node
        "a //p[@n = current()/@n]",
        "tei:and //p[@n = current()/@n]",
        "//p[@n = current()/@n][1]",  # the first of each parent, not of all
        "//p[@n = @m]",  # of the node itself
        "//p[@n = 1]",  # a number
        "//p[@n = $n]",  # perhaps a number
        "../@n = //@m",
        "1 + @n = //@m",
        "@k = @n = //@m",
        "@n = //@m | //@k",
        "@n = //@m/..",
        "@n != //@m",
        "'@n = //@m'",
        "concat('//p[@n = current()/@n]', 'x')",
    ],
)
def test_what_means_something_else_stays(expression: str) -> None:
    assert RuleIndexes().looked_up(expression) == expression


SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<start><ref name="any"/></start>
<define name="any"><element><anyName/>
<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<sch:pattern><sch:let name="all" value="//@n"/>
<sch:rule context="tei:ref"><sch:let name="found" value="//tei:p[@n = current()/@target]"/>
<sch:assert test="$found">to no paragraph.</sch:assert><sch:assert test="@target = //@n">to nothing.</sch:assert></sch:rule>
<sch:rule context="tei:p[not(@n)]"><sch:assert test="false()">no number.</sch:assert></sch:rule></sch:pattern>
<sch:pattern><sch:rule context="tei:p"><sch:report test="count(//*[@n = current()/@n]) &gt; 1">given twice.</sch:report></sch:rule>
</sch:pattern></grammar>"""
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
{}
</body></text></TEI>"""


def told(folder: Path, body: str) -> list[str]:
    (folder / "s.rng").write_text(SCHEMA, encoding="utf-8")
    (folder / "x.xml").write_text(DOCUMENT.format(body), encoding="utf-8")
    report = Report()
    validate(folder / "x.xml", report, folder / "s.rng")
    broken = [message for message in report if message.code == "E457"]
    places = ((locus, message.values["text"]) for message in broken for locus in (message.locus, *message.also))
    return sorted(f"{locus.line} {text}" for locus, text in places if locus)


def test_rules_find_with_an_index_what_they_find_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = '<p n="1"/>\n<p n="2"><ref target="1"/></p>\n<ref target="3"/>\n<p n="2"/>\n<q n="4"/><ref target="4"/>\n<p><ref/></p>'
    found = told(tmp_path, body)
    assert found == [
        "3 given twice", "4 to no paragraph", "4 to nothing", "5 given twice", "6 to no paragraph", "7 no number",
        "7 to no paragraph", "7 to nothing",
    ]  # fmt: skip
    monkeypatch.setattr(RuleIndexes, "looked_up", lambda self, expression: expression)
    assert told(tmp_path, body) == found


def test_the_time_of_such_rules_grows_with_the_document(tmp_path: Path) -> None:
    """Without an index 2,000 paragraphs take forty times as long as their structure, and each doubling takes four times as long."""

    def seconds(count: int) -> float:
        body = "".join(f'<p n="{number}">Rain <ref target="{number}">x</ref></p>\n' for number in range(count))
        start = time.process_time()
        assert told(tmp_path, body) == []
        return time.process_time() - start

    seconds(10)
    assert min(seconds(4000) for _ in range(2)) < 24 * min(seconds(500) for _ in range(2))
