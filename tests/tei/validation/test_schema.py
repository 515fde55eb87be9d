"""edition.rng: strict for what the compiler makes, and nothing in it that the TEI does not allow."""

from __future__ import annotations

import importlib.util
import itertools
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import GRADES, VARIANT_TYPES
from edition.tei.names import TEI
from edition.tei.reading.positions import Places
from edition.tei.validation.checking import OWN_SCHEMA, validate
from edition.tei.validation.faults import names_of
from edition.tei.validation.relaxng.schema import Schema
from edition.tei.validation.structure import check_structure, load_schema

SAMPLES = Path(__file__).parent.parent / "samples"
NOTEBOOK, SAYINGS = SAMPLES / "notebook.xml", SAMPLES / "sayings.xml"


@pytest.fixture(scope="module")
def grammar() -> ModuleType:
    """The generator of documents beside this file."""
    spec = importlib.util.spec_from_file_location("grammar", Path(__file__).parent / "grammar.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_schema_loads_in_no_time() -> None:
    start = time.process_time()
    etree.RelaxNG(etree.parse(OWN_SCHEMA))
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("sample", [NOTEBOOK, SAYINGS], ids=lambda path: path.stem)
def test_the_samples_are_valid_here_and_in_the_tei(sample: Path, own: etree.RelaxNG, tei_all: etree.RelaxNG) -> None:
    tree = etree.parse(sample)
    own.assertValid(tree)
    tei_all.assertValid(tree)


def test_jing_finds_the_samples_valid_too(tool: Callable[[str], str], shared: Callable[[str], Path]) -> None:
    for schema in (OWN_SCHEMA, shared("schema/tei_all.rng")):
        result = subprocess.run([tool("jing"), schema, NOTEBOOK, SAYINGS], capture_output=True, text=True, check=False)
        assert (result.returncode, result.stdout) == (0, "")


def test_whatever_the_schema_allows_the_tei_allows(grammar: ModuleType, own: etree.RelaxNG, tei_all: etree.RelaxNG) -> None:
    """Documents made from the grammar at random: every way through it is taken somewhere."""
    used: set[str] = set()
    engine = load_schema(OWN_SCHEMA)
    for start, seed in itertools.product(("TEI", "TEI.source"), range(60)):
        tree = etree.fromstring(etree.tostring(grammar.Generator(OWN_SCHEMA, seed).document(start))).getroottree()
        own.assertValid(tree)
        tei_all.assertValid(tree)
        assert check_structure(tree, Places(tree, ""), "x.xml", engine) == []
        used.update(etree.QName(element).localname for element in tree.iter(etree.Element))
    assert used == set(Schema(OWN_SCHEMA).known)


def closed_list(element: str, attribute: str) -> set[str]:
    """The values that the schema names for an attribute of the elements of a name."""
    attributes = [one for declared in Schema(OWN_SCHEMA).named(element) for one in declared.body.attributes]
    return {value for one in attributes if ("", attribute) in one.names.names for value in one.value.values}


def test_the_closed_lists_are_those_of_the_model() -> None:
    assert closed_list("app", "type") == set(VARIANT_TYPES)
    assert closed_list("app", "subtype") == set(GRADES)
    assert closed_list("rdg", "type") == set(VARIANT_TYPES) - {"attestation"}
    assert closed_list("rdg", "subtype") == set(GRADES)


def test_an_emendation_needs_no_grade(own: etree.RelaxNG) -> None:
    changed = NOTEBOOK.read_text(encoding="utf-8").replace('type="lexical" subtype="stylistic"', 'type="emendation"')
    own.assertValid(etree.fromstring(changed.encode()))


@pytest.mark.parametrize("kind", ["emendation", "paragraph"])
@pytest.mark.parametrize("grade", GRADES)
def test_what_is_always_accidental_cannot_be_anything_else(kind: str, grade: str, own: etree.RelaxNG) -> None:
    old = 'type="lexical" subtype="stylistic"'
    document = NOTEBOOK.read_text(encoding="utf-8")
    assert old in document
    changed = document.replace(old, f'type="{kind}" subtype="{grade}"')
    assert own.validate(etree.fromstring(changed.encode())) == (grade == "accidental")


# What stands in the notebook, and what must not stand there instead.
FAULTS = {
    "an app of an unknown type": ('type="lexical"', 'type="other"'),
    "an app without a grade": (' subtype="stylistic"', ""),
    "an app without an id": ('xml:id="e.1931-05-04.sea" ', ""),
    "an app without a lemma": ('<lem wit="#N">sea</lem>', ""),
    "a lemma after a reading": (
        '<lem wit="#N">.</lem><rdg wit="#S">;</rdg>',
        '<rdg wit="#S">;</rdg><lem wit="#N">.</lem>',
    ),
    "a lemma that names nobody": ('<lem wit="#N">sea</lem>', "<lem>sea</lem>"),
    "a witness without a hash": ('<lem wit="#N">sea</lem>', '<lem wit="N">sea</lem>'),
    "an app within a reading": (
        '<lem wit="#N">sea</lem>',
        '<lem wit="#N"><app type="attestation"><rdg wit="#S"><witStart/></rdg></app></lem>',
    ),
    "a transposition without its other half": (' corresp="#e.1931-05-04.m2"', ""),
    "an attestation with a grade": (
        '<app type="attestation"><rdg wit="#S"><lacunaStart/>',
        '<app type="attestation" subtype="substantive"><rdg wit="#S"><lacunaStart/>',
    ),
    "an attestation with words": ("<lacunaStart/>", "<lacunaStart/>words"),
    "a group of one reading": (
        '<rdg wit="#Sh"><supplied reason="quoter" resp="#Sh">The</supplied> siren</rdg>',
        "",
    ),
    "a note of nobody's": ('<note type="editorial" resp="#ed">', '<note resp="#ed">'),
    "a note of an unknown type": ('<note type="editorial" resp="#ed">', '<note type="comment" resp="#ed">'),
    "a translator's note without its witness": (' source="#S" resp="#S.tr"', ' resp="#S.tr"'),
    "an emendation of an unknown kind": ('<corr type="print"', '<corr type="guess"'),
    "an emendation without what stood there": ("<sic>litghs</sic>", ""),
    "a gap for another reason": ('<gap reason="lost"/>', '<gap reason="sampling"/>'),
    "words supplied by nobody": (' reason="quoter" resp="#Sh"', ' reason="quoter"'),
    "a date of no calendar": ('when="1931-05-04">4 May', 'when="1931-02-30">4 May'),
    "a date in the text that says nothing": ('<date when="1931-05-04">4 May 1931</date>', "<date>4 May 1931</date>"),
    "a certainty in numbers": ('cert="low"', 'cert="0.3"'),
    "a bead without its machine": ('cert="low" resp="#tool"', 'cert="low"'),
    "a paragraph without an id": ('<p xml:id="e.1931-05-04.p2">', "<p>"),
    "an entry without a key": (' n="1931-05-04"', ""),
    "an entry without a base": (' n="1931-05-04" source="#N"', ' n="1931-05-04"'),
    "a division of an unknown kind": ('<div type="year"', '<div type="decade"'),
    "words between two entries": ("<head>1931</head>", "<head>1931</head>words"),
    "a list of an unknown form": ('<list rend="dash">', '<list rend="stars">'),
    "a foreign word of no language": ('<foreign xml:lang="fr">', "<foreign>"),
    "another encoding of variants": ("parallel-segmentation", "double-end-point"),
    "a witness without a siglum": ('<abbr type="siglum">N</abbr>', ""),
    "a review that quotes nobody": ('<witness xml:id="Sg" corresp="#S">', '<witness xml:id="Sg">'),
    "a witness with an unknown status": ('<availability status="free"><p>', '<availability status="open"><p>'),
    "no word on what may be done with it": (
        '<availability status="free"><licence target="https://creativecommons.org/licenses/by/4.0/">'
        "CC BY 4.0</licence></availability>\n",
        "",
    ),
    "an id that is no name": ('xml:id="pers.keeper"', 'xml:id="1 keeper"'),
    "no language": (' xml:lang="en">\n<teiHeader>', ">\n<teiHeader>"),
    "an element that the encoding does not know": ("<gap reason", "<lb/><gap reason"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_refuses_and_the_message_stands_at_the_fault(fault: str, own: etree.RelaxNG, tmp_path: Path) -> None:
    right, wrong = FAULTS[fault]
    document = NOTEBOOK.read_text(encoding="utf-8")
    assert right in document
    (tmp_path / "x.xml").write_text(document.replace(right, wrong, 1), encoding="utf-8")
    assert not own.validate(etree.parse(tmp_path / "x.xml", etree.XMLParser(collect_ids=False)))
    report = Report()
    validate(tmp_path / "x.xml", report)
    line = document[: document.index(right)].count("\n") + 1
    first = next(iter(report))
    assert first.locus is not None
    assert first.locus.line == line
    assert "E420" not in [message.code for message in report]


# --- edition.odd: the same schema, documented -----------------------------------------------------------------------------------

ODD = OWN_SCHEMA.with_suffix(".odd")
Lists = dict[str, dict[str, set[str]]]


def lists_of_the_schema() -> Lists:
    """Elements, their attributes, and the values of those that have a closed list."""
    schema = Schema(OWN_SCHEMA)
    found: Lists = {}
    for name in schema.known:
        attributes = [attribute for declared in schema.named(name) for attribute in declared.body.attributes]
        values: dict[str, set[str]] = {}
        for written in {each for attribute in attributes for each in names_of([attribute])}:
            same = [attribute.value for attribute in attributes if names_of([attribute]) == [written]]
            closed = not any(value.kinds for value in same)
            values[written] = {value for pattern in same for value in pattern.values} if closed else set()
        found[name] = values
    return found


def lists_of_the_odd() -> Lists:
    """The same as edition.odd documents them."""
    spec = etree.parse(ODD).getroot()
    return {
        element.get("ident", ""): {
            attribute.get("ident", ""): {value.get("ident", "") for value in attribute.iter(f"{TEI}valItem")}
            for attribute in element.iter(f"{TEI}attDef")
        }
        for element in spec.iter(f"{TEI}elementSpec")
    }


def test_the_odd_documents_the_schema_as_it_is() -> None:
    assert lists_of_the_odd() == lists_of_the_schema()


def test_the_odd_names_each_element_in_its_module() -> None:
    spec = etree.parse(ODD).getroot()
    modules = {ref.get("key"): ref.get("include", "").split() for ref in spec.iter(f"{TEI}moduleRef")}
    elements = [(element.get("module"), element.get("ident")) for element in spec.iter(f"{TEI}elementSpec")]
    assert sorted(elements) == sorted((module, name) for module, names in modules.items() for name in names)


def test_the_odd_explains_all_that_it_names() -> None:
    for each in etree.parse(ODD).getroot().iter(*(f"{TEI}{name}" for name in ("elementSpec", "attDef", "valItem"))):
        assert (each.findtext(f"{TEI}desc") or "").endswith("."), each.get("ident")


def test_the_odd_is_tei(tei_all: etree.RelaxNG) -> None:
    tei_all.assertValid(etree.parse(ODD))
