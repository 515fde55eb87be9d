"""The API as a guest in somebody's process: it prints nothing, changes nothing, takes threads, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import edition

ROOT = Path(__file__).resolve().parent.parent
SPECIMEN = ROOT / "tei/specimen.xml"
# A short one: its book is made in a second.
NOTEBOOK = ROOT / "tests/writers/notebook.xml"
SOURCES = ROOT / "sources/specimen/witnesses"
BASE, OTHER = SOURCES / "weathervane.txt", SOURCES / "northing.txt"

# A script that sets the pages of a document in several processes, for its gatherings are small, and goes on after Ctrl-C or an
# error.
SCRIPT = """
import os, sys
import edition
import edition.processors
import edition.writers.pdf.gatherings as gatherings
gatherings.GATHERING = int(sys.argv[3])
edition.processors.share_cores(2)
print("begins", flush=True)
try:
    edition.write_book("pdf", sys.argv[2], sys.argv[1])
except KeyboardInterrupt:
    print("interrupted", flush=True)
except edition.EditionError as error:
    print(error.message.code, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


def test_nothing_is_printed(tmp_path: Path, tool: Callable[[str], str], capfd: pytest.CaptureFixture[str]) -> None:
    tool("pango")
    edition.read(BASE)
    edition.align(BASE, OTHER)
    edition.collate(BASE, OTHER)
    edition.locate(SOURCES / "lower-reader.txt", BASE)
    edition.validate(SPECIMEN)
    made = edition.new_edition(tmp_path / "place", [BASE, OTHER])
    edition.build(made.sources)
    edition.doubtful_places(made.sources)
    edition.open_tei(SPECIMEN).to_dict()
    with pytest.raises(edition.TextError):
        edition.open_tei(BASE)
    assert capfd.readouterr() == ("", "")


def test_two_threads_at_once_get_what_one_gets(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    start = threading.Barrier(2)

    def work(folder: str) -> tuple[object, ...]:
        start.wait(60)
        books = []
        for kind in ("epub", "pdf"):
            [path] = edition.write_book(kind, NOTEBOOK, tmp_path / f"{folder}.{kind}")
            books.append(path.read_bytes())
        pair, text = edition.align(BASE, OTHER), edition.open_tei(SPECIMEN)
        return *books, pair.to_dict(), text.to_dict(), edition.validate(SPECIMEN).to_dict()

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(work, ["one", "two"])
    start = threading.Barrier(1)
    assert one == two == work("alone")


def test_two_threads_may_ask_one_document() -> None:
    book = edition.open_tei(SPECIMEN)
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda _: book.to_dict(), range(2))
    assert one == two == edition.open_tei(SPECIMEN).to_dict()


def functions_of_weasyprint() -> dict[tuple[str, str], object]:
    return {
        (name, key): value
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in ("weasyprint", "pydyf", "fontTools")
        for key, value in vars(module).items()
        if callable(value)
    }


def test_weasyprint_is_as_it_was_when_a_book_is_made_or_fails(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    import edition.writers.pdf.gatherings
    import edition.writers.pdf.printing  # loads all of WeasyPrint that the program uses

    before = functions_of_weasyprint()
    assert len(before) > 500
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(edition.OutsideError):
        edition.write_book("pdf", NOTEBOOK, tmp_path / "folder.pdf")
    edition.write_book("pdf", NOTEBOOK, tmp_path / "facing.pdf", parallel=True)
    after = functions_of_weasyprint()
    assert [key for key in before if after.get(key) is not before[key]] == []


def processes(session: int) -> list[str]:
    """The processes of a session, but for those that have ended and nobody has asked about."""
    listed = subprocess.run(["ps", "-eo", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [pid for pid, its, state in rows if int(its) == session and not state.startswith("Z")]


def come_to(session: int, few: Callable[[int], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not few(len(processes(session))):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def script(tmp_path: Path, tool: Callable[[str], str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    tool("pango")
    tool("ps")
    begun: list[subprocess.Popen[str]] = []
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")

    def begin(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, tmp_path / "script.py", *map(str, arguments)], cwd=tmp_path, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
            # A shell that starts the tests in the background has Ctrl-C ignored by all that it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        begun.append(process)
        assert process.stdout
        assert process.stdout.readline() == "begins\n"
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("whole_terminal", [True, False])
def test_after_ctrl_c_no_process_is_left(
    script: Callable[..., subprocess.Popen[str]], tmp_path: Path, whole_terminal: bool
) -> None:
    process = script(tmp_path / "book.pdf", SPECIMEN, 1_500)
    # The script, what forks, and two that set pages.
    assert come_to(process.pid, lambda count: count >= 4)
    (os.killpg if whole_terminal else os.kill)(process.pid, signal.SIGINT)
    assert process.stdout
    assert process.stdout.readline() == "interrupted\n"
    # What forks waits for the next book.
    assert come_to(process.pid, lambda count: count <= 2, 10)
    _, told = process.communicate(timeout=60)
    assert told == ""
    # CPython 3.11 ends a script by Ctrl-C that caught it, if it came while exec() ran a string, as dataclasses do.
    assert process.returncode in (0, -signal.SIGINT)
    assert come_to(process.pid, lambda count: count == 0, 10)
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".") and path.name[:6] != ".cache"]


def test_after_an_error_no_process_is_left(script: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    (tmp_path / "book.pdf").mkdir()
    process = script(tmp_path / "book.pdf", NOTEBOOK, 300)
    assert process.stdout
    assert process.stdout.readline() == "E006\n"
    assert come_to(process.pid, lambda count: count <= 2, 10)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "")
    assert come_to(process.pid, lambda count: count == 0, 10)
