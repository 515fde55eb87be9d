"""Decisions outlive edits: when a text changes, a build says of each whether it is kept, moved or lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.decisions.decided_words import DecidedWords, DecisionRecord, parsed, read_record, side_of, written
from edition.errors import TextError
from edition.messages import Report
from edition.pipeline.steps import build
from edition.project.description import find_texts, load
from edition.storage.cache import Cache

DECISIONS = """\
[[emendation]]
siglum = "B"
entry = "1921-05-03"
at = "sky stayed clear"
read = "sky remained clear"
kind = "print"

[[retype]]
entry = "1921-05-04"
at = { A = "mended", B = "repaired" }
grade = "substantive"

[[silence]]
entry = "1921-05-04"
at = { A = "built", B = "nested" }

[[unlink]]
entry = "1921-05-04"
at = { A = "Rain since morning", B = "It has rained" }
"""


@pytest.fixture
def garden(root: Path, tmp_path: Path) -> Path:
    """A workspace with an edition of two texts and four decisions, built once."""
    shutil.copytree(root / "tests" / "cases" / "workspace", tmp_path, dirs_exist_ok=True)
    (tmp_path / "sources" / "garden" / "decisions.toml").write_text(DECISIONS, encoding="utf-8")
    assert told(tmp_path) == []
    return tmp_path


def told(workspace: Path, cache: Cache = Cache(None)) -> list[str]:
    """What a build says of the words of decisions, and errors."""
    report = Report()
    project = load(workspace, "garden", report)
    try:
        build(project, find_texts(project)[0], report, cache=cache, only=["tei"])
    except TextError as error:
        report.messages.append(error.message)
    return [str(message) for message in report if message.code in ("I367", "W368", "W369") or message.severity == "error"]


def change(workspace: Path, file: str, old: str, new: str) -> None:
    path = workspace / "sources" / "garden" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def record(workspace: Path) -> Path:
    return workspace / "sources" / "garden" / "decided.tsv"


def test_a_decision_on_the_same_words_is_kept_and_told_once(garden: Path) -> None:
    change(garden, "witnesses/b.txt", "The earth is cold still", "The ground is cold still")
    (line,) = told(garden)
    assert line.endswith(
        "I367 B changed since the decisions were last used. On the same words as before: 4 decisions (lines 4, 10, 15, 19)."
    )
    assert told(garden) == []


def test_a_decision_on_other_words_is_told_until_somebody_has_looked(garden: Path) -> None:
    change(garden, "witnesses/b.txt", "repaired the rake", "repaired old rakes")
    change(garden, "witnesses/a.txt", "mended the rake", "mended the spade")
    before = record(garden).read_text(encoding="utf-8")
    moved = [line for line in told(garden) if "W368" in line]
    assert len(moved) == 1
    assert "it was on “shed and [mended]” / “shed and [repaired]”, and is on “shed and [mended the spade]” / “" in moved[0]
    assert [line for line in told(garden) if "W368" in line] == moved
    # The line of what was looked at is taken out, and the decision is recorded anew.
    line = next(line for line in before.splitlines() if "retype" in line)
    assert line in record(garden).read_text(encoding="utf-8")
    change(garden, "decided.tsv", line + "\n", "")
    assert told(garden) == []
    assert "retype" in record(garden).read_text(encoding="utf-8")


def test_words_that_stand_elsewhere_now_are_other_words(garden: Path) -> None:
    change(garden, "witnesses/b.txt", "yet the sky stayed clear all day", "and the wind fell")
    change(garden, "witnesses/b.txt", "Karen brought", "Overnight a sky stayed clear at last. Karen brought")
    assert [line.partition(": ")[2] for line in told(garden) if "W368" in line] == [
        "W368 the decision on “sky stayed clear” is on other words now: it was on “yet the [sky stayed clear]”, and is on "
        "“Overnight a [sky stayed clear]”. Correct it; or, if it is right on these words, take its line out of decided.tsv."
    ]


def test_a_decision_that_finds_nothing_says_what_it_was_on(garden: Path) -> None:
    change(garden, "witnesses/b.txt", "sky stayed clear", "sky remained clear")
    lines = told(garden)
    assert {line.split()[1] for line in lines} == {"E351", "W369"}
    assert "it was on “yet the [sky stayed clear]”" in next(line for line in lines if "W369" in line)
    # A build that fails changes no record.
    assert "sky stayed clear" in record(garden).read_text(encoding="utf-8")


def test_a_decision_that_has_come_true_says_so(garden: Path) -> None:
    change(garden, "decisions.toml", 'grade = "substantive"', 'grade = "stylistic"')
    assert [line.split()[1] for line in told(garden)] == ["W369"]


def test_what_is_kept_of_the_texts_gives_the_same_record(garden: Path) -> None:
    cache = Cache(garden / "cache")
    first = record(garden).read_bytes()
    for _ in range(2):
        record(garden).unlink()
        assert told(garden, cache) == []
        assert record(garden).read_bytes() == first


def test_without_decisions_there_is_no_record(garden: Path) -> None:
    (garden / "sources" / "garden" / "decisions.toml").unlink()
    assert told(garden) == []
    assert not record(garden).exists()


def test_the_record_has_no_more_than_seven_words_of_a_text_in_a_row(garden: Path) -> None:
    words = [field for line in record(garden).read_text(encoding="utf-8").splitlines() for field in line.split("\t")[2:]]
    assert max(len(field.split()) for field in words) <= 5


def test_a_record_reads_back(tmp_path: Path) -> None:
    text = "She had left the lamp on the third stair."
    made = DecisionRecord({"K": "abc"}, {"1f": DecidedWords("silence 4 K L", (side_of(text, (17, 21)), side_of(text, (9, 9))))})
    assert parsed(written(made)) == made
    assert read_record(tmp_path / "decided.tsv") == DecisionRecord()
    assert parsed("no line of it\n1f\tsilence\tonly one\n") == DecisionRecord()
