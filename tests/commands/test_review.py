"""edition review before a real terminal of 60 columns: what it shows, one key each, what it writes, where it goes on."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUBJECT = re.compile(r"^\d+ of (\d+)\. ", re.MULTILINE)


@pytest.fixture
def workspace(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "sources" / "specimen", tmp_path / "sources" / "specimen")
    return tmp_path


def plain(screen: str) -> str:
    """A question without the codes of the terminal, from its number on."""
    text = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", screen)
    match = SUBJECT.search(text)
    assert match, text
    return text[match.start() :]


class Terminal:
    """A command in a terminal of its own, read and typed to by a test."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.screen = ""
        mine, theirs = pty.openpty()
        self.process = subprocess.Popen(["stty", "cols", "60"], stdin=theirs)
        self.process.wait()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "edition", *arguments],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(Path(__file__).resolve().parents[2]), **environment},
        )
        os.close(theirs)
        self.end = mine

    def until(self, pattern: str) -> str:
        """Read until a pattern has come, and give what came since the last time."""
        seen = len(self.screen)
        while not re.search(pattern, self.screen[seen:]):
            try:
                part = os.read(self.end, 4096)
            except OSError:
                part = b""
            assert part, f"no {pattern!r} before the end: {self.screen[seen:]}"
            self.screen += part.decode("utf-8", "replace").replace("\r\n", "\n")
        return self.screen[seen:]

    def ask(self) -> str:
        """The next question, whole."""
        return self.until(r"Keys: [^\x00]*q\s+quit\s*\n")

    def type(self, key: str) -> None:
        """Press a key, once the command waits for one: before that the terminal would keep it for a line."""
        while termios.tcgetattr(self.end)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(self.end, key.encode())

    def close(self) -> int:
        """Read to the end; the exit status."""
        while True:
            try:
                if not (part := os.read(self.end, 4096)):
                    break
            except OSError:
                break
            self.screen += part.decode("utf-8", "replace").replace("\r\n", "\n")
        os.close(self.end)
        return self.process.wait()


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Callable[..., Terminal]]:
    """Begin a command in a terminal; one that a failing test leaves behind is ended."""
    begun: list[Terminal] = []

    def begin(*arguments: str, **environment: str) -> Terminal:
        begun.append(Terminal(workspace, *arguments, **environment))
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()


def waiting(question: str) -> int:
    """How many there are to be asked."""
    match = SUBJECT.search(question)
    assert match
    return int(match[1])


def test_a_walk_is_taken_up_where_it_was_left(workspace: Path, terminal: Callable[..., Terminal]) -> None:
    sources = workspace / "sources" / "specimen"
    before = (sources / "decisions.toml").read_text(encoding="utf-8")
    walk = terminal("review", "specimen", NO_COLOR="1")
    shown = walk.ask()
    # No colour; the words in question stand in brackets.
    assert not re.search(r"\x1b\[[\d;]*3\dm", shown)
    first = plain(shown)
    assert re.search(r"^K: [^\[]*\[[^\]]+\]", first, re.MULTILINE)
    assert max(map(len, first.splitlines())) <= 60
    walk.type("a")
    second = plain(walk.ask())
    assert "1 answers 1" in " ".join(second.split())
    walk.type("1")
    assert "Written: [[link]]" in walk.ask()
    walk.type("q")
    assert walk.close() == 0
    assert f"Decided: 1. Found right: 1. Left for another time: {waiting(first) - 2}." in " ".join(walk.screen.split())
    after = (sources / "decisions.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert after.count("[[link]]") == before.count("[[link]]") + 1
    assert len((sources / "accepted.tsv").read_text(encoding="utf-8").splitlines()) == 2

    again = terminal("review", "specimen")
    asked = plain(again.ask())
    again.type("\x03")  # Ctrl-C ends the walk as q does
    assert again.close() == 0
    assert first.partition("K: ")[2] not in asked
    assert "Found right: 0" in again.screen


def test_the_last_answers_are_taken_back_one_by_one(workspace: Path, terminal: Callable[..., Terminal]) -> None:
    sources = workspace / "sources" / "specimen"
    before = (sources / "decisions.toml").read_text(encoding="utf-8")
    walk = terminal("review", "specimen", NO_COLOR="1")
    first = plain(walk.ask())
    assert "z take the last answer back" not in " ".join(first.split())
    walk.type("a")
    second = plain(walk.ask())
    assert "z take the last answer back" in " ".join(second.split())
    walk.type("1")
    walk.ask()
    assert (sources / "decisions.toml").read_text(encoding="utf-8") != before
    walk.type("z")
    assert plain(walk.ask()) == second
    assert (sources / "decisions.toml").read_text(encoding="utf-8") == before
    assert (sources / "accepted.tsv").exists()
    walk.type("z")
    assert plain(walk.ask()) == first
    assert not (sources / "accepted.tsv").exists()
    walk.type("q")
    assert walk.close() == 0
    assert f"Decided: 0. Found right: 0. Left for another time: {waiting(first)}." in " ".join(walk.screen.split())


def test_it_asks_at_most_as_many_questions_as_one_has_time_for(terminal: Callable[..., Terminal]) -> None:
    walk = terminal("review", "specimen", "--most", "2")
    assert waiting(walk.ask()) == 2
    walk.type("n")
    walk.ask()
    walk.type("n")
    assert walk.close() == 0
    assert "Left for another time: 2." in " ".join(walk.screen.split())


def test_a_question_mark_says_what_the_words_mean(terminal: Callable[..., Terminal]) -> None:
    walk = terminal("review", "specimen", "--most", "1")
    walk.ask()
    walk.type("?")
    assert "right as it is: the program took it rightly" in " ".join(walk.until(r"docs/decisions\.md").split())
    walk.type("q")
    assert walk.close() == 0


def test_a_wrong_key_changes_nothing(workspace: Path, terminal: Callable[..., Terminal]) -> None:
    walk = terminal("review")
    walk.ask()
    walk.type("%")
    walk.until("is none of the keys")
    walk.type("q")
    assert walk.close() == 0
    assert not (workspace / "sources" / "specimen" / "accepted.tsv").exists()


def test_without_a_terminal_it_says_so(run_edition: Callable[..., subprocess.CompletedProcess[str]], workspace: Path) -> None:
    result = run_edition("review", "specimen", folder=workspace)
    assert result.returncode == 2
    assert "E038" in result.stderr


def test_where_nothing_is_doubtful_it_says_so(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tests" / "cases" / "workspace", tmp_path / "garden")
    texts = tmp_path / "garden" / "sources" / "garden" / "witnesses"
    shutil.copyfile(texts / "a.txt", texts / "b.txt")
    walk = Terminal(tmp_path / "garden", "review")
    assert walk.close() == 0
    assert "I040 nothing is left to look at in garden." in walk.screen
