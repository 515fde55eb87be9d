"""Our verdict on structure beside Jing's, which is asked here and nowhere in the program: on documents of others, sound and broken.

The schema is that of the whole TEI (../shared/schema/tei_all.rng). Broken documents are made from sound ones by one change each.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import TextError
from edition.messages import Report
from edition.tei.reading.opening import open_tei, parse, places_of
from edition.tei.reading.safety import safe_parser
from edition.tei.validation.structure import check_structure, load_schema

BROKEN_DOCUMENTS = 500
# What the issue asks for; 1.0 is all of them.
SAME_LINE = 0.95
_FIRST_FAULT = re.compile(r"(?P<file>.*?):(?P<line>\d+):\d+: error: (?P<text>.*)")
_NAMES = ("p", "div", "lem", "rdg", "note", "head", "hi", "date", "seg", "title", "persName", "rgd", "paragraph")
_VALUES = ("", "two words", "24 July 1889", "#nowhere", "-1", "maybe", "é")


def by_jing(program: str, schema: Path, files: list[Path]) -> dict[Path, tuple[int, str]]:
    """The files that Jing refuses: line and text of the first fault; without its check of ids, which is no matter of structure."""
    result = subprocess.run([program, "-i", schema, *files], capture_output=True, encoding="utf-8", check=False)
    assert "fatal" not in result.stdout, result.stdout
    found: dict[Path, tuple[int, str]] = {}
    for match in _FIRST_FAULT.finditer(result.stdout):
        found.setdefault(Path(match["file"]), (int(match["line"]), match["text"]))
    return found


def by_us(schema: Path, file: Path) -> tuple[int, str] | None:
    """Line and text of our first fault of structure; None for a sound document."""
    raw = file.read_bytes()
    tree = parse(raw, str(file), file.parent, Report())
    messages = check_structure(tree, places_of(tree, raw), str(file), load_schema(schema))
    if not messages:
        return None
    locus = messages[0].locus
    assert locus is not None
    assert locus.line is not None
    return locus.line, str(messages[0])


def opens(file: Path) -> bool:
    """Whether a document is one that a validator can look at: well-formed, with nothing to be read from outside its folder."""
    try:
        open_tei(file, Report())
    except TextError:
        return False
    return True


@pytest.fixture(scope="module")
def tei_all(shared: Callable[[str], Path]) -> Path:
    return shared("schema/tei_all.rng").resolve()


def changed(document: bytes, chance: random.Random) -> bytes:
    """A document with one change: an element dropped, doubled, renamed or emptied of its tag, or an attribute broken."""
    root = etree.fromstring(document, safe_parser())
    elements = [element for element in root.iter(etree.Element) if element is not root]
    element = chance.choice(elements)
    parent = element.getparent()
    assert parent is not None
    kind = chance.choice(("drop", "double", "rename", "attribute", "value", "no attribute"))
    if kind == "drop":
        parent.remove(element)
    elif kind == "double":
        parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))
    elif kind == "rename":
        element.tag = f"{{{etree.QName(element).namespace}}}{chance.choice(_NAMES)}"
    elif kind == "attribute" or not element.attrib:
        element.set(chance.choice(("typ", "wit", "when", "rend", "n", "cert", "target")), chance.choice(_VALUES))
    elif kind == "value":
        element.set(chance.choice(sorted(element.attrib)), chance.choice(_VALUES))
    else:
        del element.attrib[chance.choice(sorted(element.attrib))]
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


@pytest.fixture(scope="module")
def broken(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Documents made from those of ../shared by one change each."""
    folder = tmp_path_factory.mktemp("broken")
    sound = [shared("notes/small.xml"), shared("notes/example.xml"), *sorted(shared("corpus").rglob("*.xml"))]
    documents = [path.read_bytes() for path in sound if path.stat().st_size < 200_000 and opens(path)]
    chance = random.Random(5)

    def made() -> Iterator[Path]:
        for number in range(BROKEN_DOCUMENTS):
            path = folder / f"{number:03}.xml"
            path.write_bytes(changed(chance.choice(documents), chance))
            yield path

    return list(made())


def test_documents_of_others(tei_all: Path, shared: Callable[[str], Path], tool: Callable[[str], str]) -> None:
    files = [path.resolve() for path in sorted(shared("corpus").rglob("*.xml")) if opens(path)]
    theirs = by_jing(tool("jing"), tei_all, files)
    for file in files:
        ours = by_us(tei_all, file)
        assert (ours is None) == (file not in theirs), (file, ours, theirs.get(file))
        if ours is not None:
            assert ours[0] == theirs[file][0]


def test_broken_documents(tei_all: Path, broken: list[Path], tool: Callable[[str], str]) -> None:
    theirs = by_jing(tool("jing"), tei_all, broken)
    ours = {file: found for file in broken if (found := by_us(tei_all, file)) is not None}
    assert sorted(set(theirs) ^ set(ours)) == [], "the verdicts differ"
    elsewhere = [(ours[file], theirs[file]) for file in theirs if ours[file][0] != theirs[file][0]]
    assert len(theirs) > BROKEN_DOCUMENTS / 3
    figure = f"{len(theirs) - len(elsewhere)} of {len(theirs)} refused on the line that Jing names"
    assert len(elsewhere) <= (1 - SAME_LINE) * len(theirs), "\n".join([figure, *map(str, elsewhere)])
