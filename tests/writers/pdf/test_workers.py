"""Processes that set pages: no script runs in them, Ctrl-C is left to the caller, and none outlives the caller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.writers.pdf.workers import Line, start

ROOT = Path(__file__).resolve().parents[3]
# What a stranger writes who has never heard of a main guard. Gatherings are so small that a short document takes several processes.
SCRIPT = f"""
import os
print("This line is printed once.", flush=True)
import edition.writers.pdf.gatherings as gatherings
from pathlib import Path
from edition.messages import Report
from edition.processors import share_cores
from edition.tei.reading.opening import open_tei
from edition.writers import book_settings, write_book
from edition.writers.pdf import workers
gatherings.GATHERING = 300
share_cores(2)
report = Report()
tree = open_tei(Path({str(ROOT / "tests" / "writers" / "notebook.xml")!r}), report)
write_book("pdf", tree, book_settings({{}}), Path("notebook.pdf"), report)
print("Processes were started:", workers._server is not None)
"""


def says_where(line: Line, more: str) -> None:
    line.send((os.getpid(), os.getppid(), os.getcwd(), more))
    line.recv()


def waits(line: Line) -> None:
    line.send(os.getpid())
    time.sleep(60)


def is_interrupted(line: Line) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    line.send("still here")


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in _state(process)


def _state(process: int) -> str:
    return subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False).stdout


def gone_in(process: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while lives(process):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def program(script: str, folder: Path, **more: Any) -> subprocess.Popen[str]:
    """A process of its own that runs a script."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, **more)


@pytest.mark.parametrize("way", ["file", "stdin", "-c"])
def test_a_script_without_a_main_guard_runs_once(way: str, tmp_path: Path, tool: Any) -> None:
    tool("pango")
    (tmp_path / "stranger.py").write_text(SCRIPT, encoding="utf-8")
    arguments = {"file": ["stranger.py"], "stdin": ["-"], "-c": ["-c", SCRIPT]}[way]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tmp_path, env=environment, input=SCRIPT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("This line is printed once.\nProcesses were started: True\n", "")
    assert (tmp_path / "notebook.pdf").read_bytes().startswith(b"%PDF")


def test_a_worker_is_no_child_of_this_process_and_works_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workers = [start(says_where, more) for more in ("one", "two")]
    said = [worker.line.recv() for worker in workers]
    assert len({process for process, *_ in said} | {os.getpid()}) == 3
    assert [(folder, more) for _, _, folder, more in said] == [(str(tmp_path), "one"), (str(tmp_path), "two")]
    assert len({parent for _, parent, *_ in said} - {os.getpid()}) == 1
    for worker, (process, *_) in zip(workers, said, strict=True):
        worker.line.send("done")
        worker.wait()
        assert not lives(process)


def test_a_worker_is_ended_whether_it_is_done_or_not() -> None:
    worker = start(waits)
    process = worker.line.recv()
    assert lives(process)
    worker.end()
    assert not lives(process)


def test_a_worker_that_is_gone_is_told_at_the_line() -> None:
    worker = start(waits)
    os.kill(worker.line.recv(), signal.SIGKILL)
    with pytest.raises(EOFError):
        worker.line.recv()
    worker.wait()


def test_ctrl_c_does_not_end_a_worker() -> None:
    worker = start(is_interrupted)
    assert worker.line.recv() == "still here"
    worker.wait()


def test_when_the_process_that_forks_was_ended_another_is_started() -> None:
    worker = start(says_where, "first")
    process, parent, *_ = worker.line.recv()
    os.kill(parent, signal.SIGKILL)
    worker.wait()
    assert gone_in(process, 10)
    assert gone_in(parent, 10)
    worker = start(says_where, "second")
    assert worker.line.recv()[1] != parent
    worker.end()


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A process that has started a worker, with the worker and the process that forked it."""
    # A shell that runs the tests in the background has them ignore Ctrl-C.
    script = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from tests.writers.pdf.test_workers import start, says_where\n"
        "worker = start(says_where, '')\n"
        "print(*worker.line.recv()[:2], flush=True)\n"
        "input()\n"
    )
    with program(script, tmp_path, stdin=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout
        yield process, [int(word) for word in process.stdout.readline().split()]
        process.kill()


def test_when_a_process_is_killed_its_workers_end(caller: tuple[subprocess.Popen[str], list[int]]) -> None:
    process, others = caller
    assert all(map(lives, others))
    process.kill()
    assert all(gone_in(other, 10) for other in others)


def test_ctrl_c_ends_the_process_and_so_its_workers(caller: tuple[subprocess.Popen[str], list[int]]) -> None:
    process, others = caller
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait() != 0
    assert all(gone_in(other, 10) for other in others)


def test_when_a_process_ends_well_nothing_is_left(caller: tuple[subprocess.Popen[str], list[int]]) -> None:
    process, others = caller
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait() == 0
    assert not any(map(lives, others[1:]))
    assert gone_in(others[0], 10)
