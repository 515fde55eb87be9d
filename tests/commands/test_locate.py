"""edition locate: a review and a text in, the passages quoted out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Run

TEXT = (
    "The frost came at night. Half of what was white on Sunday is brown today,\n"
    "and my father walks between the rows without a word.\n"
    "We burned straw.\n"
)
REVIEW = "He notes: “Half of what was white on Sunday is brown today … my father walks between the rows.” A “dry” book.\n"


def test_passages_are_ranges_of_both_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "review.txt").write_text(REVIEW, encoding="utf-8")
    result = run("locate", "review.txt", "text.txt", "--json")
    assert result.exit_code == 0, result.stderr
    hits = json.loads(result.stdout)
    assert [set(hit) for hit in hits] == [{"quote", "passage", "coverage", "same_translation"}] * 2
    assert REVIEW[slice(*hits[0]["quote"])].startswith("Half of what")
    assert TEXT[slice(*hits[0]["passage"])] == "Half of what was white on Sunday is brown today"
    assert TEXT[slice(*hits[1]["passage"])] == "my father walks between the rows"
    assert all(hit["same_translation"] for hit in hits)
    readable = run("locate", "review.txt", "text.txt").stdout
    assert readable.startswith("1.00 same translation\n  Half of what was white on Sunday is brown today")


def test_a_text_that_quotes_nothing_has_no_passages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "review.txt").write_text("A book of frost and straw.\n", encoding="utf-8")
    result = run("locate", "review.txt", "text.txt", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []


def test_what_is_quoted_is_sought_in_its_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Le gardien regardait les lampes de la maison, puis la porte du jardin.\n", encoding="utf-8")
    (tmp_path / "review.txt").write_text("He notes: “Le gardien regardait les lampes de la maison” (p. 3).\n", encoding="utf-8")
    for language in ((), ("--language", "fr")):
        result = run("locate", "review.txt", "text.txt", "--json", *language)
        assert (result.exit_code, result.stderr) == (0, "")
        assert len(json.loads(result.stdout)) == 1
    assert "W290" in run("locate", "review.txt", "text.txt", "--language", "pt").stderr
    assert run("locate", "review.txt", "text.txt", "--language", "no tag").exit_code == 2
