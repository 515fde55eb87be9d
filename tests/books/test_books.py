"""The books of both editions, checked by the tools that publishers and archives check with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

both = pytest.mark.parametrize("name", ["specimen", "serge"])


@both
def test_epubcheck_has_nothing_to_say(name: str, built: Any, epubcheck: Callable[[Path], list[str]]) -> None:
    """EPUBCheck 5.3: no error, no warning, not even a remark."""
    assert epubcheck(built(name).epub) == []


@both
def test_qpdf_finds_the_pdf_sound(name: str, built: Any, tool: Callable[[str], str]) -> None:
    result = subprocess.run([tool("qpdf"), "--check", built(name).pdf], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@both
def test_the_pdf_is_tagged_and_names_its_language(name: str, built: Any, tool: Callable[[str], str]) -> None:
    said = subprocess.run([tool("pdfinfo"), built(name).pdf], capture_output=True, encoding="utf-8", check=True).stdout
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in said.splitlines())}
    assert facts["Tagged"] == "yes"
    assert facts["Title"]


@both
def test_every_letter_of_the_pdf_can_be_copied(name: str, built: Any, tool: Callable[[str], str]) -> None:
    """Every font is embedded and knows its letters; no letter comes out as the mark of an unknown one."""
    fonts = subprocess.run([tool("pdffonts"), built(name).pdf], capture_output=True, encoding="utf-8", check=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert not [row for row in rows if row[-5:-2] != ["yes", "yes", "yes"]], fonts
    text = subprocess.run([tool("pdftotext"), built(name).pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "\ufffd" not in text


def first_difference(one: bytes, other: bytes) -> str:
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"byte {at}: {one[max(0, at - 60) : at + 60]!r} … {other[max(0, at - 60) : at + 60]!r}"


def test_two_builds_give_the_same_bytes(built: Any, fresh_build: Any) -> None:
    """Two processes, two folders, another order of sets and another time zone; `tests/trials/test_editions.py` has longer ones."""
    one = built("specimen")
    other = fresh_build("specimen", PYTHONHASHSEED="7", TZ="Pacific/Auckland")
    for kind in ("tei", "epub", "pdf"):
        first, second = getattr(one, kind).read_bytes(), getattr(other, kind).read_bytes()
        assert first == second, f"{kind}: {first_difference(first, second)}"
    assert {name: path.read_bytes() for name, path in one.sources.items()} == {
        name: path.read_bytes() for name, path in other.sources.items()
    }


def test_the_specimen_is_built_as_it_is_committed(built: Any, root: Path) -> None:
    """tei/specimen.xml and its sources byte for byte: whoever changes the encoding sees here what it does to a document."""
    made = [built("specimen").tei, *built("specimen").sources.values()]
    assert {path.name for path in made[1:]} == {path.name for path in (root / "tei/specimen").iterdir()}
    for path in made:
        one, other = path.read_bytes(), (root / path.relative_to(built("specimen").folder)).read_bytes()
        assert one == other, f"{path.name}: {first_difference(one, other)}"


@both
def test_a_witness_is_the_same_in_its_source_and_in_the_edition(name: str, built: Any, run_edition: Any) -> None:
    one = built(name)
    full = set(etree.parse(one.tei).xpath("//*[@xml:id='wits.full']/*[local-name()='witness']/*[local-name()='abbr']/text()"))
    assert full
    for source in one.sources.values():
        siglum = etree.parse(source).findtext(".//{*}witness/{*}abbr")
        own = run_edition("witness", source, siglum, "--json", folder=one.folder)
        there = run_edition("witness", one.tei, siglum, "--json", "--source", folder=one.folder)
        assert (own.returncode, there.returncode) == (0, 0)
        own_text, in_edition = json.loads(own.stdout), json.loads(there.stdout)
        if siglum in full:
            assert [_told(entry) for entry in own_text["entries"]] == [_told(entry) for entry in in_edition["entries"]]
        else:
            # The source of a review is its own text, in its own divisions, with its brackets; the edition has of it what it quotes.
            words = _words(own_text)
            assert all(quoted in words for entry in in_edition["entries"] for quoted in entry["paragraphs"])


def _words(witness: dict[str, Any]) -> str:
    text = " ".join(paragraph for entry in witness["entries"] for paragraph in entry["paragraphs"])
    return text.replace("[", "").replace("]", "")


def _told(entry: dict[str, Any]) -> tuple[object, ...]:
    """What an entry says, wherever the editor lets its title end; a place that he mended is in the edition none of the source's."""
    first, *rest = entry["paragraphs"] or [""]
    opening = " ".join(part for part in (entry["title"], first) if part)
    notes = sorted((note["n"], note["text"]) for note in entry["notes"])
    return entry["id"], entry["edtf"], entry["dateline"], opening, rest, notes


def test_a_source_becomes_a_sound_book(
    built: Any, run_edition: Any, tmp_path: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    one = built("specimen")
    for source in one.sources.values():
        book = tmp_path / f"{source.stem}.epub"
        made = run_edition("epub", source, "-o", book, folder=one.folder)
        # Running heads are told of, and nothing else.
        assert (made.returncode, {line.split(": ")[1][:4] for line in made.stderr.splitlines()} - {"I509"}) == (0, set())
        assert epubcheck(book) == []


@both
def test_a_build_leaves_nothing_but_its_results(name: str, built: Any) -> None:
    folder = built(name).folder
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    left = {path for path in left if not path.startswith(("sources/", ".cache/", f"tei/{name}/"))}
    assert left == {f"tei/{name}.xml", f"output/{name}.epub", f"output/{name}.html", f"output/{name}.pdf"}


@both
def test_a_second_build_does_nothing_again(name: str, built: Any, run_edition: Any, shared: Callable[[str], Path]) -> None:
    one = built(name)
    before = {kind: getattr(one, kind).stat().st_mtime_ns for kind in ("tei", "epub", "pdf")}
    texts = () if name == "specimen" else ("--texts", shared(name))
    result = run_edition("build", name, *texts, folder=one.folder)
    assert result.returncode == 0, result.stderr
    assert {kind: getattr(one, kind).stat().st_mtime_ns for kind in before} == before
