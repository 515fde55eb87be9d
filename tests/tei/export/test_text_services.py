"""A static DTS tree is read over a plain file server by a client that knows the specification alone, and says all its TEI says."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin
from urllib.request import ProxyHandler, build_opener

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Entry
from edition.tei.export.citable_units import citable_units, cite_levels
from edition.tei.export.export_forms import write_form
from edition.tei.names import TEI
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness
from edition.text.running_text import running_text
from tests.tei.export.test_forms import DOCUMENTS, entries, every_document, opened, texts

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SPECIMEN = DOCUMENTS[0]
_EXPRESSION = re.compile(r"\{([/;]?)([^}]*)\}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on the loopback, by a server that knows files alone; gives its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        handler = functools.partial(Quiet, directory=str(folder))
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_address[1]}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


class Client:
    """A client of DTS: it knows the entry point, expands the templates that it meets (RFC 6570), and reads JSON and TEI."""

    def __init__(self, entry: str) -> None:
        self.opener = build_opener(ProxyHandler({}))
        self.entry_url = urljoin(entry, "index.json")
        self.entry = self.get(self.entry_url)

    def raw(self, url: str) -> bytes:
        with self.opener.open(url, timeout=10) as answer:
            return answer.read()  # type: ignore[no-any-return]

    def get(self, url: str) -> Any:
        return json.loads(self.raw(url))

    def follow(self, base: str, template: str, **values: str) -> str:
        """The address of a template that an answer at `base` has."""

        def expanded(match: re.Match[str]) -> str:
            sign, names = match.groups()
            given = [(name, quote(values[name], safe="")) for name in names.split(",") if name in values]
            if sign == ";":
                return "".join(f";{name}={value}" for name, value in given)
            return "".join(sign + value for _, value in given)

        return urljoin(base, _EXPRESSION.sub(expanded, template))

    def resources(self) -> dict[str, tuple[str, Any]]:
        """The resources of the root collection by their ids, each with the address that told of it."""
        url = self.follow(self.entry_url, self.entry["collection"])
        root = self.get(url)
        assert root["@type"] == "Collection"
        assert root["totalChildren"] == len(root["member"])
        return {member["@id"]: (url, member) for member in root["member"]}


@every_document
def test_a_client_finds_every_text_and_every_passage(document: Path, served: Callable[[Path], str], tmp_path: Path) -> None:
    write_form("dts", opened(document), tmp_path / "dts", Report())
    hold_passages(served(tmp_path / "dts"))


def hold_passages(address: str) -> None:
    client = Client(address)
    assert client.entry["dtsVersion"] == "1.0"
    resources = client.resources()
    for ident, (base, resource) in resources.items():
        again = client.get(client.follow(client.entry_url, client.entry["collection"], id=ident))
        assert (again["@id"], again["title"]) == (ident, resource["title"])
        whole = etree.fromstring(client.raw(client.follow(base, resource["document"])))
        assert whole.tag == f"{TEI}TEI"
        url = client.follow(base, resource["navigation"], down="-1")
        answer = client.get(url)
        expected = citable_units(whole, cite_levels(whole))
        assert [unit["identifier"] for unit in answer["member"]] == [unit.ref for unit in expected]
        for unit, known in zip(answer["member"], expected, strict=True):
            passage = etree.fromstring(client.raw(client.follow(url, answer["resource"]["document"], ref=unit["identifier"])))
            wrapper = passage.find("{https://w3id.org/api/dts#}wrapper")
            assert wrapper is not None
            assert wrapper.xpath("string()") == known.element.xpath("string()")
            itself = client.get(client.follow(url, answer["resource"]["navigation"], ref=unit["identifier"]))
            assert itself["ref"] == unit
            inner = [one for one in answer["member"] if one["parent"] == unit["identifier"]]
            if inner:
                down = client.get(client.follow(url, answer["resource"]["navigation"], ref=unit["identifier"], down="1"))
                assert down["member"] == inner


@every_document
def test_the_text_of_each_witness_is_a_resource(document: Path, tmp_path: Path) -> None:
    write_form("dts", opened(document), tmp_path / "dts", Report())
    hold_resources(document, tmp_path / "dts")


def hold_resources(document: Path, made: Path) -> None:
    """Hold the texts of a tree to those of the document, entry by entry; a preface that is no witness's changes their keys."""
    said: dict[str, list[str]] = {}
    for path in (made / "document").glob("*.xml"):
        if ";" in path.name:
            continue
        tree = open_tei(path, Report())
        if not sigla(opened(document)):
            said["text"] = words_by_entry(edited_text(tree).entries)
        elif len(sigla(tree)) == 1:
            [siglum] = {siglum for siglum, _ in texts(document) if siglum == witness_of(tree)}
            said[siglum] = words_by_entry(read_witness(tree, siglum).entries)
    expected: dict[str, list[Entry]] = {}
    for siglum, entry in entries(document):
        expected.setdefault(siglum, []).append(entry)
    # What a review quotes stands in stretches, and its entries have no heading of their own.
    assert said == {siglum: words_by_entry(found) for siglum, found in expected.items()}


def words_by_entry(found: Iterable[Entry]) -> list[str]:
    return [words for entry in found if (words := " ".join(running_text(entry).text.split()))]


def witness_of(tree: etree._ElementTree) -> str:
    [siglum] = sigla(tree).values()
    return siglum


def test_units_are_those_that_the_document_states(tmp_path: Path) -> None:
    root = opened(ROOT / "tests/tei/samples/notebook.xml").getroot()
    units = citable_units(root, cite_levels(root))
    assert [(unit.ref, unit.parent, unit.level, unit.unit) for unit in units[:3]] == [
        ("1931-05-04", "", 1, "entry"),
        ("1931-05-04_23_1", "1931-05-04", 2, "paragraph"),
        ("1931-05-04_23_2", "1931-05-04", 2, "paragraph"),
    ]
    assert {unit.ref for unit in units if unit.level == 1} == {"1931-05-04", "1931-06-01_2f_1931-06-03"}


def test_no_reference_leads_out_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "far.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>'
        "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
        f'<div n="../../../x"><p>One.</p></div><div n="{"a" * 400}"><p>Two.</p></div><div n=".."><p>Three.</p></div>'
        "</body></text></TEI>",
        encoding="utf-8",
    )
    write_form("dts", open_tei(path, Report()), tmp_path / "deep/dts", Report())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "far.xml"]
    assert [each.name for each in (tmp_path / "deep").iterdir()] == ["dts"]
    assert sum(1 for each in (tmp_path / "deep/dts/document").iterdir() if each.is_file()) == 4


def test_dapytains_cites_the_same_passages(tmp_path: Path) -> None:
    """The implementation of the specification in Python finds the same units in our TEI, and the same words in each."""
    document = pytest.importorskip("dapytains.tei.document", reason="dapytains is not installed")
    write_form("dts", opened(SPECIMEN), tmp_path / "dts", Report())
    theirs = document.Document(str(tmp_path / "dts/document/specimen.K.xml"))
    root = etree.parse(tmp_path / "dts/document/specimen.K.xml").getroot()
    ours = citable_units(root, cite_levels(root))

    def refs(units: list[Any]) -> Iterator[str]:
        for unit in units:
            yield unit.ref
            yield from refs(unit.children)

    # What may not stand in the name of a file is written by its code point.
    assert {ref.replace("/", "_2f_") for ref in refs(theirs.get_reffs())} == {unit.ref for unit in ours}
    unit = next(unit for unit in ours if unit.level == 2)
    passage = theirs.get_passage(unit.ref)
    assert "".join(str(passage.xpath("string()")).split()) == "".join(str(unit.element.xpath("string()")).split())
