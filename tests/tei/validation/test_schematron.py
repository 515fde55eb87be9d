"""edition.sch beside the program's own rules: whatever is changed in a sound document, both tell of the same faults or of none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, isoschematron

from edition.messages import Report
from edition.tei.reading.opening import places_of
from edition.tei.reading.safety import safe_parser
from edition.tei.validation.checking import OWN_SCHEMA
from edition.tei.validation.examination import ElementTable
from edition.tei.validation.references import check_references
from tests.examples import examples

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMATRON = OWN_SCHEMA.with_suffix(".sch")
DOCUMENTS = {path.stem: path.read_bytes() for path in sorted((ROOT / "tests/tei/samples").glob("*.xml"))}
# The Schematron has one rule where the program tells three faults of a gap's bounds apart.
BOUNDS = {"E450": "E452", "E451": "E452"}


@pytest.fixture(scope="module")
def schematron() -> isoschematron.Schematron:
    return isoschematron.Schematron(etree.parse(SCHEMATRON), store_report=True)


def codes() -> set[str]:
    """The messages that the Schematron has assertions for."""
    asserts = etree.parse(SCHEMATRON).getroot().iter("{http://purl.oclc.org/dsdl/schematron}assert")
    return {each.get("id", "").partition(".")[0] for each in asserts}


def by_schematron(schematron: isoschematron.Schematron, document: bytes) -> set[str]:
    schematron.validate(etree.fromstring(document, safe_parser()).getroottree())
    failed = schematron.validation_report.iter(f"{SVRL}failed-assert")
    return {each.get("id").partition(".")[0] for each in failed}


def by_us(document: bytes) -> set[str]:
    tree = etree.fromstring(document, safe_parser()).getroottree()
    report = Report()
    check_references(tree, ElementTable(tree), places_of(tree, document), "x.xml", report, ours=True, valid=True)
    return {BOUNDS.get(message.code, message.code) for message in report} & codes()


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """A sound document in which up to three attributes have another's value or a value of nobody's, or a bound is gone."""
    root = etree.fromstring(DOCUMENTS[draw(st.sampled_from(sorted(DOCUMENTS)))], safe_parser())
    for _ in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from(["wit", "next", "prev", "corresp", "source", "resp", "ref", "n", "bound", "siglum"]))
        if name == "bound":
            bounds = list(root.iter(*(f"{TEI}{bound}" for bound in ("witStart", "witEnd", "lacunaStart", "lacunaEnd"))))
            bound = draw(st.sampled_from(bounds)) if bounds else None
            if bound is not None:
                bound.getparent().remove(bound)
            continue
        if name == "siglum":
            sigla = list(root.iter(f"{TEI}abbr"))
            draw(st.sampled_from(sigla)).text = draw(st.sampled_from(sigla)).text
            continue
        scope = f"//*[local-name() = 'div' and @type = 'entry'][@{name}]" if name == "n" else f"//*[@{name}]"
        elements = root.xpath(scope)
        if elements:
            values = sorted({element.get(name) for element in elements} | {"#nowhere" if name != "n" else "1900-01-01"})
            draw(st.sampled_from(elements)).set(name, draw(st.sampled_from(values)))
    return etree.tostring(root, encoding="utf-8")


@settings(deadline=None, max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed())
def test_both_tell_of_the_same_faults(schematron: isoschematron.Schematron, document: bytes) -> None:
    ours, theirs = by_us(document), by_schematron(schematron, document)
    # While a siglum is unknown, nobody can say whose gap has no end; while a gap has none, whose reading is missing.
    unsure = {"E452", "E453"} if "E432" in ours & theirs else {"E453"} if "E452" in ours & theirs else set()
    ours, theirs = ours - unsure, theirs - unsure
    assert ours == theirs


@pytest.mark.parametrize("document", [*sorted(DOCUMENTS), "specimen"])
def test_what_is_sound_is_sound_to_both(document: str, schematron: isoschematron.Schematron) -> None:
    content = DOCUMENTS.get(document) or (ROOT / "tei/specimen.xml").read_bytes()
    assert (by_us(content), by_schematron(schematron, content)) == (set(), set())


CASES = ROOT / "tests/cases/messages"


@pytest.mark.parametrize("code", sorted(codes() - {"E430"}))
def test_each_assertion_tells_of_its_case(code: str, schematron: isoschematron.Schematron) -> None:
    assert code in by_schematron(schematron, (CASES / code / "in/rain.xml").read_bytes())
