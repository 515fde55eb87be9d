"""edition align: two files in, beads and readings with offsets of the files out."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import edition
from tests.commands.conftest import Run

BASE = (
    "\ufeffThe pear trees along the wall are in blossom.\r\nI counted eleven\r\nbees.\r\n\r\n"
    "Lucie came from Caen. She brought bread.\r\n"
)
OTHER = (
    "The pear trees by the wall are in bloom.  I counted eleven bees. A dog barked all night at the foot of the hill.\n\n"
    "She had brought bread.\n"
)


def files(folder: Path) -> tuple[Path, Path, str, str]:
    """The two files, and their texts as offsets count them: no byte-order mark, a line end one character."""
    (folder / "base.txt").write_bytes(BASE.encode())
    (folder / "other.txt").write_bytes(OTHER.encode())
    return folder / "base.txt", folder / "other.txt", BASE.removeprefix("\ufeff").replace("\r\n", "\n"), OTHER


def test_beads_and_readings_are_ranges_of_the_files(run: Run, tmp_path: Path) -> None:
    base, other, base_text, other_text = files(tmp_path)
    result = run("align", base, other, "--json")
    assert result.exit_code == 0, result.stderr
    beads = json.loads(result.stdout)["beads"]
    alone = {"grade", "weight"}
    for bead in beads:
        assert set(bead) - alone == {"base", "other", "score", "moved", "readings"}
        assert alone <= set(bead) or (bead["base"] and bead["other"])
        assert all(reading["grade"] in ("accidental", "stylistic", "substantive") for reading in bead["readings"])
        assert all(0 <= reading["weight"] <= 1 for reading in bead["readings"])
    sentences = [base_text[slice(*bead["base"])].strip() for bead in beads if bead["base"]]
    assert " ".join(sentences).split() == base_text.split()
    readings = [
        (base_text[slice(*reading["base"])], other_text[slice(*reading["other"])]) for bead in beads for reading in bead["readings"]
    ]
    assert ("along", "by") in readings
    assert ("blossom", "bloom") in readings


def test_readings_are_in_order_and_apart_on_both_sides(run: Run, tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    beads = json.loads(run("align", base, other, "--json").stdout)["beads"]
    for side in ("base", "other"):
        lone = [bead[side] for bead in beads if None in (bead["base"], bead["other"]) and bead[side]]
        places = sorted([reading[side] for bead in beads for reading in bead["readings"]] + lone)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(places))
    order = [reading["base"] for bead in beads for reading in bead["readings"]]
    assert order == sorted(order)


def test_a_sentence_that_one_text_has_alone_is_a_bead_without_the_other_side(run: Run, tmp_path: Path) -> None:
    base, other, _, other_text = files(tmp_path)
    beads = json.loads(run("align", base, other, "--json").stdout)["beads"]
    alone = [bead for bead in beads if bead["base"] is None]
    assert any("A dog barked" in other_text[slice(*bead["other"])] for bead in alone)
    assert all(not bead["readings"] for bead in alone)


def test_without_readings_the_beads_stay_the_same(run: Run, tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    whole = json.loads(run("align", base, other, "--json").stdout)["beads"]
    beads = json.loads(run("align", base, other, "--json", "--no-readings").stdout)["beads"]
    assert beads == [{**bead, "readings": []} for bead in whole]


def test_for_a_reader_the_passages_stand_below_one_another(run: Run, tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    out = run("align", base, other).stdout
    assert (
        "  The pear trees along the wall are in blossom.\n  The pear trees by the wall are in bloom.\n    along ] by  (lexical)\n"
        in out
    )


def test_of_another_shape_than_plain_text_offsets_count_in_texts_that_are_given(run: Run, tmp_path: Path) -> None:
    base, other, base_text, _ = files(tmp_path)
    page = "<!DOCTYPE html><title>Bees</title><h1>3 May 1921</h1><p>The pear trees by the wall are in <i>bloom</i>.</p>"
    other.unlink()
    other = tmp_path / "other.html"
    other.write_text(page, encoding="utf-8")
    found = json.loads(run("align", base, other, "--json").stdout)
    assert list(found) == ["base_text", "other_text", "beads"]
    assert found["base_text"] == base_text
    readings = [
        (found["base_text"][slice(*reading["base"])], found["other_text"][slice(*reading["other"])])
        for bead in found["beads"]
        for reading in bead["readings"]
    ]
    assert ("blossom", "bloom") in readings


def test_what_stands_in_one_text_alone_has_a_grade_as_readings_have(run: Run, tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    beads = json.loads(run("align", base, other, "--json").stdout)["beads"]
    alone = [bead for bead in beads if None in (bead["base"], bead["other"])]
    assert alone
    assert all(bead["grade"] in ("stylistic", "substantive") and 0 < bead["weight"] <= 1 for bead in alone)
    assert not [bead for bead in beads if bead not in alone and "grade" in bead]


def test_the_api_gives_the_same(run: Run, tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    pair = edition.align(base, other)
    assert pair.to_dict() == json.loads(run("align", base, other, "--json").stdout)
    assert [bead.base_text for bead in pair] == [pair.base_text[slice(*bead.base)] if bead.base else "" for bead in pair.beads]
    lone = [bead for bead in pair if bead.grade is not None]
    assert [[(reading.lemma, reading.text, reading.grade) for reading in bead] for bead in lone] == [
        [(bead.base_text, bead.other_text, bead.grade)] for bead in lone
    ]
    assert [*pair.readings] == [reading for bead in pair for reading in bead]


def test_words_are_linked_in_pharaoh_form_one_line_for_each_pair(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a red cat sat .\ta red cat was sitting .\n\t\nyes\tno tab after\n", encoding="utf-8")
    lines = run("align", "--words", tmp_path / "pairs.tsv").stdout.split("\n")
    assert len(lines) == 4
    assert {"0-0", "1-1", "2-2", "4-5"} <= set(lines[0].split())
    assert lines[1] == ""
    assert lines[3] == ""


def test_a_line_without_a_tab_is_told_and_keeps_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("one two\none\tone\n", encoding="utf-8")
    result = run("align", "--words", tmp_path / "pairs.tsv")
    assert result.stdout == "\n0-0\n"
    assert "pairs.tsv:1: W036" in result.stderr


def test_one_text_alone_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    base, *_ = files(tmp_path)
    assert run("align", base).exit_code == 2
    assert run("align").exit_code == 2


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    result = run("align", "nowhere.txt", "nowhere.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("E001 the file nowhere.txt is not there.")


def test_a_text_has_no_readings_against_itself(run: Run, tmp_path: Path) -> None:
    base, *_ = files(tmp_path)
    beads = json.loads(run("align", base, base, "--json").stdout)["beads"]
    assert beads
    assert all(bead["base"] == bead["other"] and not bead["readings"] and not bead["moved"] for bead in beads)


def test_two_processes_print_the_same_bytes(tmp_path: Path) -> None:
    base, other, *_ = files(tmp_path)
    command = [sys.executable, "-m", "edition", "align", base, other, "--json"]
    printed = [
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "12"
    ]
    assert printed[0] == printed[1] != b""


def test_a_text_is_compared_by_its_own_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text("Les lampes étaient dans une chambre. Elle n'est pas venue.", encoding="utf-8")
    (tmp_path / "other.txt").write_text("Les lampes étoient dans une chambre. Elle est venue.", encoding="utf-8")
    told = run("align", "base.txt", "other.txt")
    assert told.exit_code == 0
    assert told.stderr == ""
    assert "étaient ] étoient  (orthographic)" in told.stdout
    assert run("align", "base.txt", "other.txt", "--language", "fr-CA").stdout == told.stdout
    foreign = run("align", "base.txt", "other.txt", "--language", "pt")
    assert foreign.exit_code == 0
    assert foreign.stderr.startswith("W290 texts in the language pt are compared without stems")
    assert "étaient ] étoient  (lexical)" in foreign.stdout
    wrong = run("align", "base.txt", "other.txt", "--language", "no tag")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "E029" in wrong.stderr


def test_words_are_linked_in_their_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("il parlait au gardien\til parla au gardien\n", encoding="utf-8")
    assert run("align", "--words", "pairs.tsv", "--language", "fr").stdout == "0-0 1-1 2-2 3-3\n"
    assert "E029" in run("align", "--words", "pairs.tsv", "--language", "xx").stderr
