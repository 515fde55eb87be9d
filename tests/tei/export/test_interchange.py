"""A document goes out with its apparatus outside the text, and comes back the same; one witness goes out alone, word for word."""

from __future__ import annotations

import copy
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from edition.messages import Report
from edition.model import Edition, Entry
from edition.model.apparatus_units import METHODS
from edition.tei.encoding.document import build
from edition.tei.export.interchange import alone, external
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.positions import Places
from edition.tei.reading.witness_text import read_witness
from edition.tei.validation.structure import check_structure, load_schema
from tests.tei.encoding.test_round_trip import SLOW
from tests.tei.made_up import editions

ROOT = Path(__file__).resolve().parent.parent.parent.parent
DOCUMENTS = [ROOT / "tei/specimen.xml", *sorted((ROOT / "tests/tei/samples").glob("*.xml"))]
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
every_method = pytest.mark.parametrize("method", METHODS)


def canonical(tree: etree._ElementTree) -> bytes:
    """The root alone: the instruction that names our schema does not go out."""
    return etree.tostring(copy.deepcopy(tree.getroot()), method="c14n")


def reopened(document: bytes, folder: Path) -> etree._ElementTree:
    path = folder / "out.xml"
    path.write_bytes(document)
    report = Report()
    tree = open_tei(path, report)
    assert list(report) == []
    return tree


@every_document
@every_method
def test_what_goes_out_comes_back_the_same(document: Path, method: str, tmp_path: Path) -> None:
    tree = open_tei(document, Report())
    out = external(tree, method)
    assert out.count(b"<listApp") == 1
    assert canonical(reopened(out, tmp_path)) == canonical(tree)


@pytest.mark.parametrize("name", ["ex1", "ex2", "ex3", "ex4"])
@every_method
def test_the_documents_of_the_notes_on_encoding_come_back(
    name: str, method: str, shared: Callable[[str], Path], tmp_path: Path
) -> None:
    tree = open_tei(shared("notes/encoding") / f"{name}.xml", Report())
    assert canonical(reopened(external(tree, method), tmp_path)) == canonical(tree)


@SLOW
@given(editions())
def test_any_edition_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Edition, dict[str, dict[str, Entry]], dict[str, dict[str, list[str]]]]
) -> None:
    tree = etree.parse(io.BytesIO(build(made[0])))
    folder = tmp_path_factory.mktemp("out")
    for method in METHODS:
        assert canonical(reopened(external(tree, method), folder)) == canonical(tree)


@every_document
@every_method
def test_the_text_outside_is_that_of_the_base_alone(document: Path, method: str) -> None:
    root = etree.fromstring(external(open_tei(document, Report()), method))
    text = root.find("{*}text")
    assert text is not None
    assert next(text.iter("{*}app"), None) is None
    assert (next(text.iter("{*}anchor"), None) is None) == (method == "location-referenced")


@every_document
def test_whatever_goes_out_is_valid_tei(document: Path, shared: Callable[[str], Path]) -> None:
    schema = load_schema(shared("schema/tei_all.rng").resolve())
    tree = open_tei(document, Report())
    written = [external(tree, method) for method in METHODS] + [alone(tree, siglum) for siglum in sigla(tree).values()]
    for out in written:
        made = etree.fromstring(out).getroottree()
        assert [str(message) for message in check_structure(made, Places(made, out.decode()), "x.xml", schema)] == []


@every_document
def test_a_witness_alone_has_its_words_and_no_others(document: Path, tmp_path: Path) -> None:
    tree = open_tei(document, Report())
    for siglum in sigla(tree).values():
        read = read_witness(tree, siglum)
        back = read_witness(reopened(alone(tree, siglum), tmp_path), siglum)
        assert [(entry.n, entry.dateline, entry.title, entry.paragraphs, entry.notes) for entry in back.entries] == [
            (entry.n, entry.dateline, entry.title, entry.paragraphs, entry.notes) for entry in read.entries
        ]


def test_a_book_of_what_went_out_is_the_same_book(
    run_edition: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    books = []
    for method in METHODS:
        run_edition("export", DOCUMENTS[0], "--apparatus-method", method, "-o", f"{method}.xml", folder=tmp_path)
        assert run_edition("epub", f"{method}.xml", "-o", f"{method}.epub", folder=tmp_path).returncode == 0
        books.append((tmp_path / f"{method}.epub").read_bytes())
    assert run_edition("epub", DOCUMENTS[0], "-o", "own.epub", folder=tmp_path).returncode == 0
    assert books == [(tmp_path / "own.epub").read_bytes()] * 2


# --- The apparatus of others ------------------------------------------------------------------------------------------------

FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc>
<variantEncoding method="double-end-point" location="{location}"/></encodingDesc></teiHeader><text><body>{body}</body></text></TEI>
"""


def opened(folder: Path, body: str, location: str = "external") -> tuple[str, list[str]]:
    """The body of a document as it is opened, without namespaces, and the codes of what is said."""
    path = folder / "x.xml"
    path.write_text(FOREIGN.format(body=body, location=location), encoding="utf-8")
    report = Report()
    body_opened = open_tei(path, report).getroot().find("{*}text/{*}body")
    text = etree.tostring(body_opened, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")
    return text.removeprefix("<body>").removesuffix("</body>"), [message.code for message in report]


def test_an_entry_that_stands_where_its_stretch_ends(tmp_path: Path) -> None:
    body = '<p>The <anchor xml:id="a"/>sea<app from="#a"><lem wit="#A">sea</lem><rdg wit="#B">water</rdg></app> is flat.</p>'
    assert opened(tmp_path, body, "internal") == (
        '<p>The <app><lem wit="#A">sea</lem><rdg wit="#B">water</rdg></app> is flat.</p>',
        [],
    )


def test_an_entry_on_words_that_are_elements(tmp_path: Path) -> None:
    body = (
        '<p><w xml:id="w1">The</w> <w xml:id="w2">old</w> <w xml:id="w3">sea</w>.</p>'
        '<listApp><app from="#w2" to="#w3"><rdg wit="#B">water</rdg></app></listApp>'
    )
    assert opened(tmp_path, body) == (
        '<p><w xml:id="w1">The</w> <app><lem><w xml:id="w2">old</w> <w xml:id="w3">sea</w></lem>'
        '<rdg wit="#B">water</rdg></app>.</p>',
        [],
    )


NESTED = {
    "in the lemma": (
        '<p>He <app xml:id="a"><lem wit="#A">his <app xml:id="b"><lem>old</lem><rdg wit="#C">grey</rdg></app> horse</lem>'
        '<rdg wit="#B">nothing</rdg></app> gave.</p>'
    ),
    "the whole lemma": (
        '<p>He <app xml:id="a"><lem><app xml:id="b"><lem><app xml:id="c"><lem>old</lem><rdg wit="#A"/></app> horse</lem>'
        '<rdg wit="#C">grey mare</rdg></app></lem><rdg wit="#B">nothing</rdg></app> gave.</p>'
    ),
    "in a reading": (
        '<p>He <app xml:id="a"><lem>gave</lem><rdg wit="#B">took <app xml:id="b"><lem>it</lem><rdg wit="#C">all</rdg></app></rdg>'
        "</app>.</p>"
    ),
    "a lemma in a group": (
        '<p>He <app xml:id="a"><rdgGrp><lem>gave</lem><rdg wit="#B">give</rdg></rdgGrp><rdg wit="#C">took</rdg></app>.</p>'
    ),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", NESTED)
def test_entries_within_entries_go_out_and_come_back(case: str, method: str, tmp_path: Path) -> None:
    body = NESTED[case]
    assert opened(tmp_path, body, "internal") == (body, [])
    out = external(open_tei(tmp_path / "x.xml", Report()), method)
    text = etree.fromstring(out).find("{*}text")
    # Of what the lemma holds, the words alone are text.
    assert "".join(map(str, text.itertext())) == {"in a reading": "He gave.", "a lemma in a group": "He gave."}.get(
        case, "He his old horse gave." if case == "in the lemma" else "He old horse gave."
    )
    (tmp_path / "out.xml").write_bytes(out)
    report = Report()
    back = open_tei(tmp_path / "out.xml", report).getroot().find("{*}text/{*}body/{*}p")
    assert (etree.tostring(back, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', ""), [*report]) == (body, [])


SHARED = {
    "a stretch and a point at its beginning": (
        ("s1 e1", "s1 s1"),
        "Alpha <app><rdg>1</rdg></app><app><lem>beta ",
        "gamma </lem><rdg>0</rdg></app>",
        [],
    ),
    "two on one stretch": (("s1 e1", "s1 e1"), "<app><lem><app><lem>beta ", "</lem><rdg>1</rdg></app></lem><rdg>0</rdg></app>", []),
    "the shorter listed first": (
        ("s1 s2", "s1 e1"),
        "Alpha <app><lem><app><lem>beta </lem><rdg>0</rdg></app>",
        "gamma </lem><rdg>1</rdg></app>",
        [],
    ),
    "two that end together": (
        ("s1 e1", "s2 e1"),
        "Alpha <app><lem>beta <app><lem>",
        "gamma </lem><rdg>1</rdg></app></lem><rdg>0</rdg></app>",
        [],
    ),
    "two points in one place": (("s2 s2", "s2 s2"), "beta <app><rdg>0</rdg></app><app><rdg>1</rdg></app>", "gamma", []),
    "one across the end of another": (("s1 e1", "s2 e2"), "Alpha <app><lem>beta ", "gamma </lem><rdg>0</rdg></app>", ["W461"]),
}


@pytest.mark.parametrize("case", SHARED)
def test_entries_that_share_their_ends(case: str, tmp_path: Path) -> None:
    ends, begins, goes_on, told = SHARED[case]
    apps = "".join(
        f'<app from="#{pair.split()[0]}" to="#{pair.split()[1]}"><rdg>{number}</rdg></app>' for number, pair in enumerate(ends)
    )
    anchors = 'Alpha <anchor xml:id="s1"/>beta <anchor xml:id="s2"/>gamma <anchor xml:id="e1"/>delta<anchor xml:id="e2"/>'
    body, codes = opened(tmp_path, f"<p>{anchors}</p><listApp>{apps}</listApp>")
    assert codes == told
    # Anchors that others share stay in the text; none is left there without a name.
    assert "<anchor/>" not in body
    bare = re.sub(r'<anchor xml:id="\w+"/>', "", body)
    assert begins in bare
    assert goes_on in bare
    words = etree.fromstring(re.sub("<rdg>.</rdg>|<listApp>.*?</listApp>", "", f"<x>{body}</x>"))
    assert "".join(map(str, words.itertext())) == "Alpha beta gamma delta"


def test_an_entry_across_paragraphs_stays_where_it_is_and_is_reported(tmp_path: Path) -> None:
    body = (
        '<p>One <anchor xml:id="a"/>two.</p><p>Three<anchor xml:id="b"/>.</p>'
        '<listApp><app from="#a" to="#b"><rdg wit="#B">none</rdg></app></listApp>'
    )
    assert opened(tmp_path, body) == (body, ["W461"])


def test_a_lemma_that_is_not_the_text_is_reported(tmp_path: Path) -> None:
    body = '<p>The <anchor xml:id="a"/>sea<anchor xml:id="b"/>.</p><listApp><app from="#a" to="#b"><lem>lake</lem></app></listApp>'
    assert opened(tmp_path, body) == ("<p>The <app><lem>sea</lem></app>.</p>", ["W462"])


# --- Readings that go over the end of a verse -------------------------------------------------------------------------------

VERSES = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc>
<variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader><text><body><div xml:id="e.1">
<lg><l xml:id="l.1">The rain <app xml:id="a" next="#a-2" type="lexical" corresp="#z"><lem wit="#A">fell <hi>hard</hi></lem>\
<rdg wit="#B" cause="x">beat it<note>once</note></rdg><note type="editorial">So.</note></app></l>
<l xml:id="l.2"><lb edRef="#C"/><seg type="bead"><app xml:id="a-2" prev="#a" next="#a-3" type="lexical"><lem wit="#A">upon</lem>\
<rdg wit="#B" cause="x"/></app></seg></l>
<l><app xml:id="a-3" prev="#a-2" next="#a-4" type="lexical"><lem wit="#A">the roof</lem>\
<rdg wit="#B" cause="x"/></app> all night.</l>
<l><app xml:id="a-4" prev="#a-3" type="lexical"><lem wit="#A"/><rdg wit="#B" cause="x"/></app>And {}.</l></lg></div></body>\
</text></TEI>
"""


@every_method
def test_a_reading_over_the_ends_of_verses_is_one_entry_and_comes_back(method: str, tmp_path: Path) -> None:
    path = tmp_path / "verses.xml"
    path.write_text(VERSES.format("more"), encoding="utf-8")
    tree = open_tei(path, Report())
    out = external(tree, method)
    [entry] = etree.fromstring(out).iter("{*}app")
    assert entry.findtext("{*}lem") == "fell hard upon the roof"
    assert entry.get("next") is None
    assert canonical(reopened(out, tmp_path)) == canonical(tree)


@every_method
def test_apps_that_are_tied_in_another_way_stay_apart(method: str, tmp_path: Path) -> None:
    path = tmp_path / "verses.xml"
    first = '<app xml:id="b" next="#b-2"><lem>it</lem><rdg>I</rdg></app>'
    other = f'{first} or <app xml:id="b-2" prev="#b"><lem>one</lem><rdg>two</rdg></app>'
    path.write_text(VERSES.format(other), encoding="utf-8")
    tree = open_tei(path, Report())
    out = external(tree, method)
    assert len([*etree.fromstring(out).iter("{*}app")]) == 1 + 2
    assert canonical(reopened(out, tmp_path)) == canonical(tree)
