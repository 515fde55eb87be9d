"""What an editor decides of the words of one text, and of how a text is divided, lands in the files of the edition."""

from __future__ import annotations

import json
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.desk.preview import Preview
from edition.storage.cache import Cache
from edition.storage.memory import Memory
from tests.desk.conftest import Served, copied, serving

# Two texts as a page shows them: whatever white space stands in its cells.
SOWED = "Sowed the beans along the wall."
SOWED_B = "I sowed beans by\nthe wall."
NOTES = "\n\n[1] Of flint, like the house.\n"


class Desk:
    """The desk of an edition, by its requests."""

    def __init__(self, served: Served) -> None:
        self.served, self.folder = served, served.folder

    def ask(self, path: str, **asked: object) -> dict[str, Any]:
        status, words = self.served.ask(path, {"version": self.served.server.preview.version, **asked})
        answer: dict[str, Any] = json.loads(words)
        assert (status == 200) is ("refused" not in answer), answer
        return answer

    def done(self, **asked: object) -> dict[str, Any]:
        """Do something, and wait until the edition is built with it."""
        builds = len(self.served.outcomes)
        told = self.ask("/act", **asked)
        assert "refused" not in told, told
        outcome = self.served.built(builds + 1)
        assert not outcome.failed, outcome.messages
        return told

    def tables(self, file: str = "decisions.toml") -> dict[str, Any]:
        path = self.folder / file
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = copied(root / "tests/cases/workspace/sources/garden", tmp_path)
    a, b = folder / "witnesses/a.txt", folder / "witnesses/b.txt"
    a.write_text(a.read_text(encoding="utf-8").replace("day.", "day.[1]", 1) + NOTES, encoding="utf-8")
    # The second text has its first entry under another day.
    b.write_text(b.read_text(encoding="utf-8").replace("3 May", "2 May"), encoding="utf-8")
    for served in serving(folder):
        assert not served.built(1).failed
        yield Desk(served)


def base(siglum: str = "A", shown: str = SOWED) -> dict[str, str]:
    return {"entry": "e.1921-05-03", "siglum": siglum, "shown": shown}


def test_words_are_emended_emended_again_and_read_as_before(desk: Desk) -> None:
    texts = desk.ask("/words", entry="e.1921-05-03", shown={"A": SOWED, "B": SOWED_B, "Ar": "Quoted."})["texts"]
    assert [(text["siglum"], text["words"]) for text in texts] == [("A", SOWED), ("B", "I sowed beans by the wall.")]
    told = desk.done(act="emend", **base(), value="Sowed the peas along the wall.", cause="print", reason=" as  in B ")
    assert told["lines"].split("\n")[0] == "[[emendation]]"
    assert "Sowed the peas" in desk.served.ask("/")[1]
    shown = base(shown="Sowed the peas along the wall.")
    desk.done(act="emend", **shown, value="Sowed the leeks along a wall.", cause="extraction", reason="")
    made = desk.tables()["emendation"]
    assert [(one["at"], one.get("occurrence"), one["read"], one["kind"]) for one in made] == [
        ("beans", None, "leeks", "extraction"),
        ("the", 2, "a", "extraction"),
    ]
    (text,) = desk.ask("/words", entry="e.1921-05-03", shown={"A": "Sowed the leeks along a wall."})["texts"]
    assert len(text["decided"]) == 2
    told = desk.done(act="emend", **base(shown="Sowed the leeks along a wall."), value=SOWED, cause="print")
    assert desk.tables() == {}
    assert "as the text says so itself" in told["told"]
    # Undone one after another.
    for _ in range(2):
        desk.done(act="undo")
    assert desk.tables()["emendation"][0]["reason"] == "as in B"


def test_a_decision_gives_way_where_it_stands_now_though_lines_were_written_above_it(root: Path, tmp_path: Path) -> None:
    preview = Preview(copied(root / "tests/cases/workspace/sources/garden", tmp_path), cache=Cache(tmp_path / "cache", Memory()))
    preview.build()
    preview.act({"act": "emend", **base(), "value": "Sowed the peas along the wall.", "cause": "print"})
    preview.build()
    shown = base(shown="Sowed the peas along the wall.")
    preview.editing().wording.texts({"entry": shown["entry"], "shown": {"A": shown["shown"]}})
    # Nothing has been built since.
    file = preview.folder / "decisions.toml"
    keep = '[[keep]]\nsiglum = "A"\nentry = "1921-05-03"\nat = "along"\n\n\n'
    file.write_text(keep + file.read_text(encoding="utf-8"), encoding="utf-8")
    preview.act({"act": "emend", **shown, "value": "Sowed the leeks along the wall.", "cause": "print"})
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    assert [tables["keep"][0]["at"], *(one["read"] for one in tables["emendation"])] == ["along", "leeks"]


def test_an_emendation_survives_an_edit_of_the_source(desk: Desk) -> None:
    desk.done(act="emend", **base(), value="Sowed the peas along the wall.", cause="print")
    source = desk.folder / "witnesses/a.txt"
    builds = len(desk.served.outcomes)
    source.write_text(source.read_text(encoding="utf-8").replace("3 May 1921.", "3 May 1921. A line more."), encoding="utf-8")
    assert not desk.served.built(builds + 1).failed
    assert "Sowed the peas" in desk.served.ask("/")[1]


def test_the_end_of_a_heading_is_marked_and_a_note_comes_to_its_words(desk: Desk) -> None:
    (text,) = desk.ask("/words", entry="e.1921-05-03", shown={"A": SOWED})["texts"]
    assert (text["heading"], text["notes"]) == ("3 May 1921.", 1)
    told = desk.done(act="heading", **base(), value="Sowed the beans along the wall.")
    assert told["lines"].startswith('[[title]]\nsiglum = "A"\nentry = "1921-05-03"\nat = "the beans along the wall."')
    notes = desk.ask("/notes", **base(shown="Karen came by with seed potatoes."))["notes"]
    assert notes == ["1 (1921-05-03): Of flint, like the house."]
    desk.done(act="note", **base(shown="Karen came by with seed potatoes."), number=0, value="Karen came by")
    (note,) = desk.tables()["note"]
    assert (note["at"], note["note"]) == ("Karen came by", "Of flint, like the house.")
    assert "Karen came by<a class=call" in desk.served.ask("/")[1]
    desk.done(act="undo")
    desk.done(act="redo")
    assert desk.tables()["note"] == [note]


def test_two_entries_are_kept_apart(desk: Desk) -> None:
    assert desk.ask("/words", entry="e.1921-05-03", shown={"A": SOWED})["apart"] == [{"siglum": "B", "n": "1921-05-02"}]
    desk.done(act="apart", entry="e.1921-05-03", siglum="B")
    assert desk.tables()["apart"] == [{"siglum": "B", "entry": "1921-05-02"}]
    assert "e.1921-05-02" in desk.served.ask("/")[1]
    assert desk.ask("/words", entry="e.1921-05-03", shown={"A": SOWED})["apart"] == []


def test_how_a_text_is_divided_is_tried_written_and_undone(desk: Desk) -> None:
    toml = desk.folder / "edition.toml"
    before = toml.read_bytes()
    assert [text["siglum"] for text in desk.ask("/outline")["texts"]] == ["A", "B"]
    shown = desk.ask("/outline", siglum="A")
    assert any("1921-05-04" in line for line in shown["lines"])
    tried = desk.ask("/divided", siglum="A", values={**shown["values"], "to": "mended the rake."})
    assert (tried["before"], tried["after"], tried["possible"], tried["toml"]) == (2, 2, True, '+ to = "mended the rake."')
    assert {line["sign"] for line in tried["lines"]} >= {"-", "+"}
    assert toml.read_bytes() == before, "so far it was only shown"
    desk.done(act="divide", siglum="A", values={**shown["values"], "to": "mended the rake."})
    assert desk.tables("edition.toml")["witness"][0]["to"] == "mended the rake."
    assert "blackbird has built" not in desk.served.ask("/")[1]
    assert desk.ask("/outline", siglum="A")["values"]["to"] == "mended the rake."
    desk.done(act="undo")
    assert toml.read_bytes() == before
    # What is refused takes nothing away that could be done again.
    assert desk.ask("/act", act="take out", line=1, text="[[no such table]]")["refused"]
    desk.done(act="redo")
    assert desk.tables("edition.toml")["witness"][0]["to"] == "mended the rake."


def test_a_file_keeps_its_mark_and_its_line_ends_when_divisions_are_written(desk: Desk) -> None:
    toml = desk.folder / "edition.toml"
    builds = len(desk.served.outcomes)
    toml.write_bytes(BOM_UTF8 + toml.read_bytes().replace(b"\n", b"\r\n"))
    assert not desk.served.built(builds + 1).failed
    before = toml.read_bytes()
    desk.done(act="divide", siglum="A", values={"to": "mended the rake."})
    after = toml.read_bytes()
    assert after.replace(b'to = "mended the rake."\r\n', b"") == before


def test_keys_that_cannot_be_are_told_and_not_written(desk: Desk) -> None:
    before = (desk.folder / "edition.toml").read_bytes()
    for values in (
        {"headings": "{title}{"},
        {"key": "colour"},
        {"from": 3},
        {"leave_out": [{"lines": [9, 1]}]},
        {"to": "no such words"},
    ):
        tried = desk.ask("/divided", siglum="A", values=values)
        assert tried["told"], values
        assert not tried["possible"], values
        assert desk.ask("/act", act="divide", siglum="A", values=values)["refused"], values
    for asked in ({"siglum": "Z"}, {"siglum": "A", "values": []}, {"siglum": "../A", "values": {}}):
        assert desk.ask("/divided", **asked)["refused"]
    assert (desk.folder / "edition.toml").read_bytes() == before


def test_what_keeps_the_edition_from_being_built_can_be_undone_on_the_page(desk: Desk) -> None:
    desk.done(act="emend", **base(), value="Sowed the peas along the wall.", cause="print")
    builds = len(desk.served.outcomes)
    # As one entry the text has none that the emendation could name.
    assert "refused" not in desk.ask("/act", act="divide", siglum="A", values={"divisions": []})
    assert desk.served.built(builds + 1).failed
    assert desk.ask("/outline", siglum="A")["values"] == {"divisions": []}
    desk.done(act="undo")


@pytest.mark.parametrize(
    "asked",
    [
        {"act": "emend"}, {"act": "emend", "value": "Other.", "cause": "print", "shown": "no such words"},
        {"act": "emend", "value": "Other words.", "cause": "weather"}, {"act": "emend", "value": SOWED, "cause": "print"},
        {"act": "emend", "value": "", "cause": "print"}, {"act": "emend", "value": 3, "cause": "print"},
        {"act": "heading", "value": "no such words"}, {"act": "note", "value": "beans"},
        {"act": "note", "value": "beans", "number": 9}, {"act": "note", "value": "no such words", "number": 0},
        {"act": "apart", "siglum": "A"}, {"act": "apart", "entry": "e.../x"},
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_words_is_refused_and_changes_nothing(still: Desk, asked: dict[str, object]) -> None:
    assert still.ask("/act", **{**base(), **asked})["refused"].endswith(".")
    assert still.tables() == {}


@pytest.fixture(scope="module")
def still(garden: Path) -> Iterator[Desk]:
    """The desk of the garden, which no test changes."""
    for served in serving(garden):
        assert not served.built(1).failed
        yield Desk(served)
