"""What an editor does on the page lands in decisions.toml, and the edition is built with it; what cannot be done is refused."""

from __future__ import annotations

import json
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import edition
from edition.pipeline import steps
from tests.desk.conftest import LONGEST, Served, copied, serving


class Desk:
    """The desk of an edition, by its requests."""

    def __init__(self, served: Served) -> None:
        self.served = served

    @property
    def version(self) -> str:
        return self.served.server.preview.version

    @property
    def file(self) -> Path:
        return self.served.folder / "decisions.toml"

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        return tomllib.loads(self.file.read_text(encoding="utf-8")) if self.file.is_file() else {}

    def at(self, ident: str) -> list[dict[str, Any]]:
        status, words = self.served.ask(f"/place?id={quote(ident)}&version={self.version}")
        assert status == 200, words
        return list(json.loads(words)["places"])

    def act(self, **asked: object) -> tuple[int, dict[str, Any]]:
        status, words = self.served.ask("/act", {"version": self.version, **asked})
        return status, json.loads(words)

    def done(self, **asked: object) -> dict[str, Any]:
        """Do something, and wait until the edition is built with it."""
        builds = len(self.served.outcomes)
        status, told = self.act(**asked)
        assert status == 200, told
        outcome = self.served.built(builds + 1)
        assert not outcome.failed, outcome.messages
        return told

    def id_of(self, word: str, kind: str = "reading") -> str:
        """The id of the first reading of which the base's side is this word, or of the sentence that has it."""
        editing = self.served.server.preview.editing().places
        known = editing._units if kind == "reading" else editing._beads
        for ident in known:
            for doubt in editing.reading(ident) if kind == "reading" else editing.sentence(ident):
                words = " ".join(doubt.words(0).split())
                if words == word or (kind != "reading" and word in words):
                    return str(ident)
        raise AssertionError(word)


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Iterator[Desk]:
    for served in serving(copied(root / "tests/cases/workspace/sources/garden", tmp_path)):
        assert not served.built(1).failed
        yield Desk(served)


def test_a_reading_is_regraded_and_regraded_again_by_one_table(desk: Desk) -> None:
    ident = desk.id_of("mended")
    (place,) = desk.at(ident)
    assert (place["words"], place["type"]) == (["mended", "repaired"], "lexical")
    other = {"stylistic": "3", "substantive": "2"}[place["grade"]]
    told = desk.done(act=other, id=ident, key=place["key"])
    assert told["lines"].startswith("[[retype]]\n")
    assert told["told"] == "Written into decisions.toml, line 3:"
    (place,) = desk.at(ident)
    assert place["grade"] == {"3": "substantive", "2": "stylistic"}[other]
    assert [one["text"] for one in place["decided"]] == [told["lines"]]
    desk.done(act="1", id=ident, key=place["key"])
    assert [table["grade"] for table in desk.tables()["retype"]] == ["accidental"]


def test_a_reading_gets_another_type_silence_and_a_comment_and_they_are_taken_out(desk: Desk) -> None:
    for act, value in (("t", "syntactic"), ("c", "  Two words \n for one thing. "), ("x", "")):
        # The id of a reading says its type too.
        ident = desk.id_of("mended")
        desk.done(act=act, id=ident, key=desk.at(ident)[0]["key"], value=value)
        assert ("Two words for one thing." in desk.served.ask("/")[1]) is (act == "c"), "what is silenced is not printed"
    (place,) = desk.at(ident)
    assert (place["type"], place["silent"], len(place["decided"])) == ("syntactic", True, 3)
    assert desk.tables()["comment"][0]["text"] == "Two words for one thing."
    (silence,) = [one for one in place["decided"] if one["text"].startswith("[[silence]]")]
    listed = json.loads(desk.served.ask(f"/decisions?version={desk.version}")[1])["decisions"]
    assert [one["text"].split("\n")[0] for one in listed] == ["[[silence]]", "[[comment]]", "[[retype]]"], "the last first"
    assert listed[0] == silence
    desk.done(act="take out", **silence)
    (place,) = desk.at(ident)
    assert (place["silent"], [*desk.tables()]) == (False, ["retype", "comment"])


def test_a_table_that_stands_in_another_line_meanwhile_is_not_taken_out(desk: Desk) -> None:
    for act in ("c", "x"):
        ident = desk.id_of("mended")
        desk.done(act=act, id=ident, key=desk.at(ident)[0]["key"], value="Mine.")
    shown = json.loads(desk.served.ask(f"/decisions?version={desk.version}")[1])["decisions"]
    version = desk.version
    # No word of the page changes, and the first table stands where the second stood.
    moved = "#\n" * (shown[0]["line"] - shown[1]["line"]) + desk.file.read_text(encoding="utf-8")
    desk.file.write_text(moved, encoding="utf-8")
    assert not desk.served.built(4).failed
    assert desk.version == version
    assert desk.act(act="take out", **shown[0])[0] == 422
    assert desk.file.read_text(encoding="utf-8") == moved


def test_no_letter_that_is_sent_spoils_a_file(desk: Desk) -> None:
    ident = desk.id_of("mended")
    desk.done(act="c", id=ident, key=desk.at(ident)[0]["key"], value='Odd: \ud800 \0 \x1b \ufffe \u2028 """ \\ ]]> <b>')
    desk.done(act="x", id=ident, key=desk.at(ident)[0]["key"], value="no part of it")
    assert [*desk.tables()["silence"][0]] == ["entry", "at"]


def test_a_table_that_cannot_follow_an_array_of_its_kind_is_refused(desk: Desk) -> None:
    desk.file.write_text('silence = [{ entry = "1921-05-04", at = { A = "shall", B = "will" } }]\n', encoding="utf-8")
    before = desk.file.read_text(encoding="utf-8")
    assert not desk.served.built(2).failed, desk.served.outcomes[1].messages
    ident = desk.id_of("mended")
    assert desk.act(act="x", id=ident, key=desk.at(ident)[0]["key"])[0] == 422
    assert desk.file.read_text(encoding="utf-8") == before


def test_undo_and_redo_go_over_all_that_was_decided_and_comments_of_the_file_stay(desk: Desk) -> None:
    desk.file.write_text("# Mine.\n\n# Below.\n", encoding="utf-8")
    desk.served.built(2)
    ident = desk.id_of("mended")
    desk.done(act="x", id=ident, key=desk.at(ident)[0]["key"])
    whole = desk.file.read_text(encoding="utf-8")
    assert whole.startswith("# Mine.\n\n# Below.\n\n[[silence]]\n")
    assert desk.done(act="undo")["told"] == "Undone: [[silence]]"
    assert desk.file.read_text(encoding="utf-8") == "# Mine.\n\n# Below.\n"
    assert desk.done(act="redo") == {"told": "Done again: [[silence]]", "lines": "", "undo": 1, "redo": 0}
    assert desk.file.read_text(encoding="utf-8") == whole
    assert desk.act(act="redo")[0] == 422


def test_what_is_undone_waits_for_no_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ident = desk.id_of("mended")
    desk.done(act="x", id=ident, key=desk.at(ident)[0]["key"])
    builds, going, on = len(desk.served.outcomes), threading.Event(), threading.Event()
    build = steps.build

    def slow(*given: Any, **named: Any) -> Any:
        going.set()
        assert on.wait(LONGEST)
        return build(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr("edition.pipeline.steps.build", slow)
        notes = desk.served.folder / "witnesses/b.txt"
        notes.write_text(notes.read_text(encoding="utf-8").replace("repaired", "rebuilt"), encoding="utf-8")
        assert going.wait(LONGEST)
        assert desk.act(act="undo")[0] == 200
        assert desk.tables() == {}
        assert len(desk.served.outcomes) == builds, "the build is going on"
        on.set()
    # What was undone meanwhile is in the page in the end.
    desk.served.until(lambda: "<b>mended</b>] rebuilt" in desk.served.server.preview.source)


def test_a_decision_survives_an_edit_of_the_source(desk: Desk) -> None:
    ident = desk.id_of("mended")
    desk.done(act="x", id=ident, key=desk.at(ident)[0]["key"])
    source = desk.served.folder / "witnesses/b.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text("3 May 1921. A line more.\n\n" + text.removeprefix("3 May 1921. "), encoding="utf-8")
    assert not desk.served.built(3).failed
    assert desk.at(desk.id_of("mended"))[0]["silent"]


def longer_garden(root: Path, folder: Path, a: str, b: str) -> Path:
    """A copy of the edition of the garden, each of its two texts with a line more."""
    garden = copied(root / "tests/cases/workspace/sources/garden", folder)
    for file, line in (("a.txt", a), ("b.txt", b)):
        path = garden / "witnesses" / file
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    return garden


def test_like_readings_are_silenced_everywhere_by_a_rule(root: Path, tmp_path: Path) -> None:
    evening = "5 May 1921. In the evening I {} the gate."
    folder = longer_garden(root, tmp_path, evening.format("mended"), evening.format("repaired"))
    for served in serving(folder):
        assert not served.built(1).failed
        desk = Desk(served)
        ident = desk.id_of("mended")
        (place,) = desk.at(ident)
        assert place["like"] == 1
        desk.done(act="e", id=ident, key=place["key"])
        assert desk.tables()["rule"] == [{"pair": ["mended", "repaired"], "do": "silence"}]
        (place,) = desk.at(ident)
        assert place["silent"]
        assert place["decided"][0]["text"].startswith("[[rule]]")
        assert desk.act(act="e", id=ident, key=place["key"])[0] == 422, "once is enough"


def test_what_is_found_right_is_kept_and_undone(desk: Desk) -> None:
    ident = desk.id_of("mended")
    key = desk.at(ident)[0]["key"]
    status, told = desk.act(act="accept", id=ident, key=key)
    assert (status, told["undo"]) == (200, 1)
    assert key in (desk.served.folder / "accepted.tsv").read_text(encoding="utf-8")
    assert desk.at(ident)[0]["accepted"]
    assert desk.act(act="undo")[0] == 200
    assert not desk.at(ident)[0]["accepted"]


def test_sentences_are_parted_and_linked_again(desk: Desk) -> None:
    one, other = desk.id_of("Karen", "sentence"), desk.id_of("frost", "sentence")
    (place,) = [place for place in desk.at(one) if place["words"][0] and place["words"][1]]
    desk.done(act="u", id=one, key=place["key"])
    assert desk.tables()["unlink"][0]["at"]
    assert [place["words"][1] for place in desk.at(one) if place["words"][0]] == [""]
    desk.done(act="link", id=desk.id_of("Karen", "sentence"), **{"with": other, "siglum": "B"})
    assert next(iter(desk.tables()["link"][0]["at"].values())).startswith("Karen")


def test_an_answer_that_is_no_candidate_is_refused(still: Desk) -> None:
    ident = still.id_of("Karen", "sentence")
    (place, *_) = still.at(ident)
    for act in ("0", "1", "9" * 5000, "²"):
        assert still.act(act=act, id=ident, key=place["key"])[0] == 422


def test_the_questions_are_those_of_edition_review(root: Path, tmp_path: Path) -> None:
    folder = longer_garden(root, tmp_path, "At dusk the whole village came to look at the old well.", "No letter came for me.")
    for served in serving(folder):
        assert not served.built(1).failed
        desk = Desk(served)
        status, words = served.ask(f"/questions?version={desk.version}")
        assert status == 200
        held = json.loads(words)
        waiting = edition.doubtful_places(folder)
        assert len(waiting)
        assert [question["key"] for question in held["questions"]] == [doubt.key for doubt in waiting]
        assert held["count"] == len(waiting)
        for question in held["questions"]:
            assert any(place["key"] == question["key"] for place in desk.at(question["id"])), question["title"]


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"act": "rm"}, {"act": 3}, {"act": "x"}, {"act": "x", "id": "e.1", "key": "no"}, {"act": "take out", "line": 1},
        {"act": "take out", "line": 10**9, "text": "[[x]]"}, {"act": "take out", "line": "1", "text": "[[x]]"},
        {"act": "take out", "line": -1, "text": "[[x]]"}, {"act": "link", "id": "a", "with": "b", "siglum": "B"},
        {"act": "../../x", "id": "MENDED", "key": "KEY"}, {"act": "t", "id": "MENDED", "key": "KEY", "value": "mystery"},
        {"act": "c", "id": "MENDED", "key": "KEY", "value": " "}, {"act": "s", "id": "MENDED", "key": "KEY", "second": ["x", "y"]},
        {"act": "9", "id": "MENDED", "key": "KEY"}, {"act": "²", "id": "MENDED", "key": "KEY"}, {"act": "undo"},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_changes_nothing(still: Desk, asked: dict[str, object]) -> None:
    ident = still.id_of("mended")
    known = {"MENDED": ident, "KEY": still.at(ident)[0]["key"]}
    status, told = still.act(**{name: known.get(str(value), value) for name, value in asked.items()})
    assert status == 422
    assert told["refused"].endswith(".")
    assert not still.file.exists()


@pytest.fixture(scope="module")
def still(garden: Path) -> Iterator[Desk]:
    """The desk of the garden, which no test changes."""
    for served in serving(garden):
        assert not served.built(1).failed
        yield Desk(served)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b"\xff", b'{"act": "x"}', b'{"act": "x", "version": "old"}', b'{"act": "x", "version": null}',
        b"[" * 60_000,
    ],
)  # fmt: skip
def test_what_is_no_request_of_this_page_is_refused(still: Desk, body: bytes) -> None:
    assert still.served.ask("/act", body)[0] in (400, 409)
    assert not still.file.exists()
