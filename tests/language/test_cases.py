"""Each language by a folder of cases: texts in that language in, what reading and comparing them must give out.

A folder of tests/cases/languages/ is called after the tag of its language; tests/README.md says what lies in it. That of Lampish,
which nobody speaks, holds the file of the language too: no line of code knows of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import edition
from edition import readers
from edition.language import language_files
from edition.messages import Report
from edition.model import Witness

CASES = Path(__file__).resolve().parent.parent / "cases" / "languages"
TAGS = sorted(path.name for path in CASES.iterdir())


def readings(folder: Path, tag: str) -> str:
    """The readings of two texts, a line each: what stands in each, the type and the grade."""
    pair = edition.align(folder / "one.txt", folder / "two.txt", language=tag)
    found = [reading for bead in pair for reading in bead.readings]
    return "".join(f"{one.lemma or '—'} ] {one.text or '—'} | {one.type} {one.grade}\n" for one in found)


def units(folder: Path, tag: str) -> str:
    """The same of `collate`: places at which the two differ, each with the readings of its witnesses."""
    found = edition.collate(folder / "one.txt", folder / "two.txt", language=tag)
    return "".join(" ] ".join(reading.text or "—" for reading in unit.readings) + f" | {unit.grade}\n" for unit in found)


def entries(folder: Path, tag: str) -> str:
    """The keys of the entries of a text with datelines and of one with numbers."""
    read = {name: edition.read(folder / f"{name}.txt", language=tag) for name in ("dated", "numbered")}
    return "".join(f"{name}: {' '.join(entry.n for entry in found.entries)}\n" for name, found in read.items())


def quotations(folder: Path, tag: str) -> str:
    """What a review quotes, with the page that it gives, and what `locate` finds of it."""
    text = (folder / "review.txt").read_text(encoding="utf-8")
    review = readers.read_file(
        Witness("R", reader="web", file="review.txt", fragment_of="A", language=tag), text.encode(), Report()
    )
    found = "".join(f"{quotation.text} | {quotation.page or 'no page'}\n" for quotation in review.quotations)
    hits = edition.locate(folder / "review.txt", folder / "one.txt", language=tag)
    return found + "".join(f"found: {' '.join(hit.passage_text.split())}\n" for hit in hits)


@pytest.fixture(autouse=True)
def files_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of languages may lie among the cases too."""
    monkeypatch.setattr(language_files, "FOLDERS", [*language_files.FOLDERS, *(CASES / tag for tag in TAGS)])


@pytest.mark.parametrize("make", [readings, units, entries, quotations])
@pytest.mark.parametrize("tag", TAGS)
def test_a_language_is_read_and_compared_by_its_file(tag: str, make: object, request: pytest.FixtureRequest) -> None:
    golden = CASES / tag / "golden" / f"{make.__name__}.txt"
    found = make(CASES / tag / "in", tag)
    if request.config.getoption("--save-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_what_a_language_lacks_is_told() -> None:
    told = {
        tag: edition.align(CASES / tag / "in" / "one.txt", CASES / tag / "in" / "two.txt", language=tag).messages for tag in TAGS
    }
    assert {tag: [(one.code, one.values["missing"]) for one in found] for tag, found in told.items() if found} == {
        "qaa": [("W290", ("stems",))]
    }


def test_every_language_has_its_cases() -> None:
    assert [tag for tag in language_files.tags() if tag != "en" and tag not in TAGS] == []
