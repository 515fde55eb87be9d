"""A note that is called twice: once in the TEI and in print, with two calls, in the base and in the other witness."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition import readers
from edition.messages import Report
from edition.model import Entry, Witness
from edition.tei.names import PREFIXES, XML_ID
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import witness_entries

PLAIN = """Chapter 1

The miller went up the hill [1] with his two sons and a dog that limped.

In the evening he came back [1] with the dog alone, and said nothing of it. [2]

[1] A hill that the maps leave out.

[2] Nor did the sons.

Chapter 2

The mill stood still for a week, and the river went round it.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>The Mill</title></head><body>
<h2>Chapter 1</h2>
<p>The miller climbed the hill<a id="r1" href="#n1">[1]</a> with both his sons and a dog that was lame.</p>
<p>At evening he returned<a id="r2" href="#n1">[1]</a> with only the dog, and spoke no word of it.</p>
<h2>Chapter 2</h2>
<p>The mill stood idle for a week, and the stream ran round it.</p>
<h2>Notes</h2>
<p id="n1"><a href="#r1">[1]</a> The hill behind the mill, no doubt.</p>
</body></html>
"""
NO_NOTES = re.sub(r" \[\d\]|\n\[\d\] .*\n", "", PLAIN).replace("went up", "walked up")


def read(reader: str, text: str, name: str) -> tuple[Entry, ...]:
    witness = Witness("A", reader=reader, file=name, language="en")
    return readers.read_file(witness, text.encode("utf-8"), Report()).entries


def calls(entry: Entry) -> list[tuple[str, str, bool]]:
    """The calls of an entry: the two words before each, its number, whether it is a later one."""
    texts = [paragraph.text for paragraph in entry.paragraphs]
    return [
        (" ".join(texts[note.paragraph][: note.offset].split()[-2:]), note.n, note.again)
        for note in entry.notes
        if note.paragraph is not None
    ]


@dataclass
class Mill:
    """An edition of two texts, built with its books; the sigla of its witnesses by the ends of their files' names."""

    folder: Path
    sigla: dict[str, str]

    @property
    def tei(self) -> Path:
        return self.folder / "tei/mill.xml"

    @property
    def tree(self) -> etree._ElementTree:
        return etree.parse(self.tei)


def founded(folder: Path, run_edition: Any, **texts: str) -> Mill:
    """Make an edition of texts by the ends of their files' names, the base first."""
    names = [f"{name.partition('_')[0]}.{name.partition('_')[2]}" for name in texts]
    for name, text in zip(names, texts.values(), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    result = run_edition("new", "mill", "--from", *names, folder=folder)
    assert (result.returncode, re.findall(r" [EW]\d{3} ", result.stderr)) == (0, []), result.stderr
    said = dict(re.findall(r"^(\S+?): .*Siglum (\w+)\.$", result.stdout + result.stderr, re.MULTILINE))
    return Mill(folder / "mill", {name: said[name] for name in names})


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory, run_edition: Any, tool: Callable[[str], str]) -> Mill:
    """Both texts have a note that is called twice."""
    tool("pango")
    return founded(tmp_path_factory.mktemp("mill"), run_edition, a_txt=PLAIN, b_html=PAGE)


def found(tree: etree._ElementTree, path: str) -> list[Any]:
    return tree.xpath(path, namespaces={"t": PREFIXES["tei"]})  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("reader", "text", "name", "wanted"),
    [
        ("plain", PLAIN, "a.txt", [("the hill", "1", False), ("came back", "1", True), ("of it.", "2", False)]),
        ("html", PAGE, "b.html", [("the hill", "1", False), ("he returned", "1", True)]),
    ],
)
def test_the_witness_says_which_calls_are_later(reader: str, text: str, name: str, wanted: list[tuple[str, str, bool]]) -> None:
    entries = read(reader, text, name)
    assert calls(entries[0]) == wanted
    assert calls(entries[1]) == []


def test_the_tei_has_a_note_once_and_a_pointer_at_each_later_call(mill: Mill) -> None:
    """In the base within the text, in the other witness within its reading or at words that both share."""
    for name in ("a.txt", "b.html"):
        source = f"#{mill.sigla[name]}"
        notes = found(mill.tree, f"//t:text//t:note[@source='{source}'][@n='1']")
        pointers = found(mill.tree, f"//t:text//t:ptr[@type='call'][@source='{source}']")
        assert len(notes) == 1
        assert [pointer.get("target") for pointer in pointers] == [f"#{notes[0].get(XML_ID)}"]
    assert len(found(mill.tree, "//t:text//t:note")) == 3


def test_the_tei_is_valid_and_each_witness_reads_back(mill: Mill, own: etree.RelaxNG, run_edition: Any) -> None:
    own.assertValid(mill.tree)
    result = run_edition("validate", mill.tei, folder=mill.folder)
    assert (result.returncode, re.findall(r" [EW]\d{3} ", result.stdout)) == (0, [])
    tree = open_tei(mill.tei, Report())
    for name, reader, text in (("a.txt", "plain", PLAIN), ("b.html", "html", PAGE)):
        back = witness_entries(tree, mill.sigla[name])
        assert [calls(entry) for entry in back] == [calls(entry) for entry in read(reader, text, name)]


def test_a_pointer_to_nothing_or_in_another_witness_is_told(mill: Mill, run_edition: Any, tmp_path: Path) -> None:
    text = mill.tei.read_text(encoding="utf-8")
    mine, other = mill.sigla["a.txt"], mill.sigla["b.html"]
    (tmp_path / "nothing.xml").write_text(re.sub(r'(<ptr type="call" target=")[^"]+', r"\1#no.such", text), encoding="utf-8")
    lost = re.sub(rf'<ptr type="call"[^>]+source="#{mine}"/>', "", text)
    moved = lost.replace("</rdg>", f'<ptr type="call" target="#e.1.n.{mine}-1" source="#{mine}"/></rdg>', 1)
    assert f'<rdg wit="#{other}"' in moved
    (tmp_path / "moved.xml").write_text(moved, encoding="utf-8")
    assert " E430 " in run_edition("validate", "nothing.xml", folder=tmp_path).stdout
    assert " E445 " in run_edition("validate", "moved.xml", folder=tmp_path).stdout


def test_edition_witness_prints_a_note_once(mill: Mill, run_edition: Any) -> None:
    result = run_edition("witness", mill.tei, mill.sigla["a.txt"], folder=mill.folder)
    assert result.stdout.count("the maps leave out") == 1


def test_the_epub_prints_the_number_at_each_call(mill: Mill, epubcheck: Callable[[Path], list[str]]) -> None:
    """The links of both calls lead to one note, under ids of their own; the note leads back to the first."""
    with zipfile.ZipFile(mill.folder / "output/mill.epub") as book:
        pages = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml")]
    page = next(page for page in pages if "the maps leave out" in page)
    assert page.count("the maps leave out") == 1
    key = re.search(r'<li id="([^"]+)"(?:(?!</li>).)*the maps leave out', page, re.DOTALL)
    assert key is not None
    links = re.findall(rf'<a class="call" id="([^"]+)" href="#{re.escape(key[1])}"[^>]*>(\d+)</a>', page)
    assert len({ident for ident, _ in links}) == 2
    assert len({number for _, number in links}) == 1
    assert f'href="#{links[0][0]}"' in page
    assert epubcheck(mill.folder / "output/mill.epub") == []


def test_the_pdf_prints_the_number_at_each_call(mill: Mill, tool: Callable[[str], str]) -> None:
    command = [tool("pdftotext"), "-layout", str(mill.folder / "output/mill.pdf"), "-"]
    # A call is a superior figure right beside its word; two calls are parted.
    text = " ".join(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split())
    assert text.count("A hill that the maps leave out.") == 1
    assert "the hill1 2 with his two sons" in text
    assert "came back1 with the dog alone" in text
    # The later call of the other witness stands in its reading.
    assert "returned2 with only" in text


@pytest.mark.parametrize("first", [True, False], ids=["of the base", "of the other"])
def test_of_two_witnesses_one_has_such_a_note(
    first: bool, tmp_path: Path, run_edition: Any, own: etree.RelaxNG, tool: Callable[[str], str]
) -> None:
    tool("pango")
    texts = {"a_txt": PLAIN, "b_txt": NO_NOTES}
    made = founded(tmp_path, run_edition, **(texts if first else dict(reversed(texts.items()))))
    own.assertValid(made.tree)
    assert [len(found(made.tree, f"//t:text//t:{name}")) for name in ("note", "ptr")] == [2, 1]
    tree = open_tei(made.tei, Report())
    with_notes, without = (witness_entries(tree, made.sigla[name])[0] for name in ("a.txt", "b.txt"))
    assert calls(with_notes) == calls(read("plain", PLAIN, "a.txt")[0])
    assert calls(without) == []
