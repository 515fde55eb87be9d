"""Changes of decisions.toml that are undone and done again, and a table that is taken out of it: all else stays to the letter."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.decisions.file_history import FileHistory, table_text, take_out
from edition.files import write_bytes

TEXT = """# The hand of the editor.

# A slip of the printer.
[[emendation]]
siglum = "K"
entry = "1"
at = "lamb" # three letters for four
read = "lamp"
kind = "print"

[[silence]]
entry = "1"
at = { K = "stair", L = "step" }

# Both are right.
[[silence]]
entry = "2"
at = { K = "quick", L = "fast" }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_table_is_taken_out_and_comments_on_others_stay(file: Path) -> None:
    assert table_text(file, 13) == '[[silence]]\nentry = "1"\nat = { K = "stair", L = "step" }'
    assert take_out(file, 13)
    assert file.read_text(encoding="utf-8") == TEXT.replace('\n[[silence]]\nentry = "1"\nat = { K = "stair", L = "step" }\n', "", 1)


@pytest.mark.parametrize("line", range(1, 19))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_line_is_named_one_table_goes_or_none(tmp_path: Path, line: int, end: str) -> None:
    file = tmp_path / "decisions.toml"
    file.write_bytes(TEXT.replace("\n", end).encode())
    before = [(kind, table) for kind, held in tomllib.loads(TEXT).items() for table in held]
    done = take_out(file, line)
    after = [(kind, table) for kind, held in tomllib.loads(file.read_text(encoding="utf-8")).items() for table in held]
    assert len(after) == len(before) - done
    assert all(table in before for table in after)
    assert done is (line > 3)
    assert file.read_bytes().count(b"\r") == (file.read_bytes().count(b"\n") if end == "\r\n" else 0)


def test_the_mark_at_the_beginning_of_a_file_stays(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert take_out(file, 13)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf# The hand")


@given(st.lists(st.sampled_from(["silence", "rule", "retype"]), min_size=1, max_size=6), st.data())
def test_of_tables_in_any_order_the_one_meant_goes(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("any") / "decisions.toml"
    file.write_text("".join(f"[[{kind}]]\nnumber = {number}\n" for number, kind in enumerate(kinds)), encoding="utf-8")
    taken = data.draw(st.integers(0, len(kinds) - 1))
    assert take_out(file, 2 * taken + 2)
    left = tomllib.loads(file.read_text(encoding="utf-8"))
    assert sorted(table["number"] for held in left.values() for table in held) == [n for n in range(len(kinds)) if n != taken]


def test_changes_are_undone_and_done_again_in_their_order(file: Path) -> None:
    history = FileHistory(file.parent)
    for word in ("one", "two"):
        history.change(word, lambda word=word: write_bytes(file, file.read_bytes() + f"# {word}\n".encode()))
    both = file.read_text(encoding="utf-8")
    assert [history.undo(), history.undo(), history.undo()] == ["two", "one", ""]
    assert file.read_text(encoding="utf-8") == TEXT
    assert [history.redo(), history.redo(), history.redo()] == ["one", "two", ""]
    assert file.read_text(encoding="utf-8") == both


def test_what_was_changed_by_hand_meanwhile_is_not_undone(file: Path) -> None:
    history = FileHistory(file.parent)
    history.change("one", lambda: write_bytes(file, b"# one\n"))
    file.write_text("# mine\n", encoding="utf-8")
    assert history.undo() == ""
    assert file.read_text(encoding="utf-8") == "# mine\n"


def test_a_change_that_fails_leaves_the_files_as_they_were(file: Path) -> None:
    history = FileHistory(file.parent)

    def fails() -> None:
        file.write_text("half", encoding="utf-8")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        history.change("one", fails)
    assert file.read_text(encoding="utf-8") == TEXT
    assert not history.done
