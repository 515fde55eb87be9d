"""Many editions by one command: parts of them, several processes, one that is ended from outside, Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, wait
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import edition
from edition.errors import UsageError
from edition.messages import Message
from edition.pipeline.job_processes import JobProcesses, ProcessEnded
from edition.pipeline.many_editions import shard_of
from edition.pipeline.results import BuildResult

GARDEN = Path(__file__).resolve().parent.parent / "cases/workspace/sources/garden"


@pytest.fixture
def gardens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three editions alike, and a cache of its own."""
    for name in ("garden", "meadow", "orchard"):
        shutil.copytree(GARDEN, tmp_path / "sources" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    """What was built: bytes by path; also what was left half-written."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("tei/**/*")) if path.is_file()}


# --- Shards -----------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 60), st.integers(1, 40))
def test_shards_together_are_all_and_none_stands_in_two(editions: int, count: int) -> None:
    names = [f"{number:02}" for number in range(editions)]
    shards = [shard_of(names, f"{number}/{count}") for number in range(1, count + 1)]
    assert sorted(name for shard in shards for name in shard) == sorted(names)
    sizes = [len(shard) for shard in shards]
    assert max(sizes) - min(sizes) <= 1
    assert all([name for name in names if name in shard] == [*shard] for shard in shards)


@pytest.mark.parametrize(
    "shard", ["0/4", "5/4", "1/0", "1", "/", "-1/4", "1/2/3", "a/b", "1 / 2", "１/２", "1/2\n", "9" * 30 + "/2"]
)
def test_what_is_no_shard_is_wrong_usage(shard: str) -> None:
    with pytest.raises(UsageError) as raised:
        shard_of(["garden"], shard)
    assert raised.value.message == Message("E040", None, {"value": shard})


# --- Processes --------------------------------------------------------------------------------------------------------------


def test_a_process_that_ends_takes_its_own_task_along_and_no_other() -> None:
    with JobProcesses(1) as processes:
        futures = [
            processes.submit(os.getpid),
            processes.submit(signal.raise_signal, signal.SIGKILL),
            processes.submit(os.getpid),
        ]
        wait(futures)
        assert [type(future.exception()) for future in futures] == [type(None), ProcessEnded, type(None)]
        assert len({os.getpid(), futures[0].result(), futures[2].result()}) == 3


def test_in_processes_the_files_the_order_and_what_is_told_are_the_same(
    gardens: Path, run_edition: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    text = gardens / "sources/garden/witnesses/b.txt"
    text.write_bytes(b"\x89PNG\0\0\0")  # no text
    runs = []
    for jobs in ("1", "2"):
        shutil.rmtree(gardens / "tei", ignore_errors=True)
        done = run_edition("build", "--only", "tei", "--no-cache", "--jobs", jobs, folder=gardens)
        told = [line for line in done.stderr.splitlines() if ": Step " not in line and " of 3" not in line]
        runs.append((done.returncode, done.stdout, told, files(gardens)))
    assert runs[0] == runs[1]
    status, printed, told, made = runs[0]
    assert (status, printed.split()) == (1, ["tei/meadow.xml", "tei/orchard.xml"])
    assert [line.partition(" ")[2][:4] for line in told] == ["E004"]
    assert len(made) == 6


@contextlib.contextmanager
def ending(processes: JobProcesses, times: int) -> Iterator[list[int]]:
    """End the first so many processes as soon as each is there, from outside, as if each were writing. Gives their numbers."""
    ended: list[int] = []
    over = threading.Event()

    def end() -> None:
        while len(ended) < times and not over.is_set():
            for number in set(processes._pools) - set(ended):
                Path("tei").mkdir(exist_ok=True)
                Path(f"tei/.garden.xml.{number}-1.xml").touch()
                os.kill(number, signal.SIGKILL)
                ended.append(number)
            time.sleep(0.002)

    thread = threading.Thread(target=end)
    thread.start()
    yield ended
    over.set()
    thread.join()


def built(names: list[str], processes: JobProcesses) -> list[BuildResult]:
    return [*edition.build_editions(names, "tei", cache=False, executor=processes)]


def test_an_edition_whose_process_ends_is_told_and_built_once_more(gardens: Path) -> None:
    # The larger is begun first.
    (gardens / "sources/garden/notes.txt").write_text("by the way", encoding="utf-8")
    with JobProcesses(1) as processes, ending(processes, 1) as ended:
        results = built(["meadow", "garden"], processes)
    assert len(ended) == 1
    assert [result.edition for result in results] == ["meadow", "garden"]
    assert [[message.code for message in result.messages] for result in results] == [[], ["W040"]]
    assert [result.error for result in results] == [None, None]
    assert not [*gardens.glob("tei/.*")]
    assert sorted(path.name for path in gardens.glob("tei/*.xml")) == ["garden.xml", "meadow.xml"]


class AlwaysEnded(Executor):
    """What every task of an edition of one name brings to its end; the others are done here."""

    def __init__(self, name: str) -> None:
        self.name = name

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if args[0].name == self.name:
            future.set_exception(ProcessEnded())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_an_edition_whose_process_ends_twice_is_not_built_and_the_next_is(gardens: Path) -> None:
    results = [*edition.build_editions(["meadow", "garden"], "tei", cache=False, executor=AlwaysEnded("meadow"))]
    assert [[message.code for message in result.messages] for result in results] == [["E044"], []]
    assert isinstance(results[0].error, edition.OutsideError)
    assert sorted(path.name for path in gardens.glob("tei/*.xml")) == ["garden.xml"]


def children_of(process: int) -> list[int]:
    """The processes that one has begun, and those that these have."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *children_of(child)]
    return found


def is_alive(process: int) -> bool:
    with contextlib.suppress(OSError):
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="/proc is Linux's")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_who_ends_the_command_ends_its_processes_and_nothing_is_half_written(gardens: Path, sign: int, root: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(root)}
    # So many that there is work left when both processes are seen, and no two alike, so that the cache has none of it.
    for number in range(20):
        bed = shutil.copytree(GARDEN, gardens / f"sources/bed{number}")
        with (bed / "witnesses/b.txt").open("a", encoding="utf-8") as text:
            text.write(f"\n\nThe {number} beds beyond the wall were dug on that day.\n")
    command = [sys.executable, "-m", "edition", "build", "--only", "tei", "--jobs", "2"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    # Two processes that build, and the one by which Python keeps their semaphores.
    while len(begun := children_of(process.pid)) < 3 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(sign)
    _, told = process.communicate(timeout=120)
    while any(map(is_alive, begun)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [number for number in begun if is_alive(number)]
    assert process.returncode == (3 if sign == signal.SIGINT else -sign)
    # Python's own keeper of semaphores may tell of what it has tidied up.
    assert sign == signal.SIGKILL or "Interrupted." in told.splitlines()
    assert not [path for path in files(gardens) if path.rpartition("/")[2].startswith(".")]
