"""Editions built on a cluster of Dask, of two processes: the same files, a worker that is ended, another version."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import edition
from edition.pipeline import dask_cluster
from edition.pipeline.dask_cluster import DaskCluster
from tests.commands.conftest import Run, run  # noqa: F401
from tests.pipeline.test_many_editions import files, gardens  # noqa: F401

distributed = pytest.importorskip("distributed", reason="Dask is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two processes, with one thread each."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made:
        yield made


def url_of(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


def test_on_a_cluster_the_files_are_the_same(gardens: Path, cluster: Any, run: Run) -> None:  # noqa: F811
    assert [result.error for result in edition.build_editions(None, "tei", cache=False)] == [None] * 3
    before = files(gardens)
    shutil.rmtree(gardens / "tei")
    result = run("build", "--only", "tei", "--no-cache", "--executor", url_of(cluster))
    assert (result.exit_code, result.stdout.split()) == (0, ["tei/garden.xml", "tei/meadow.xml", "tei/orchard.xml"])
    assert files(gardens) == before


def test_a_worker_that_ends_takes_its_task_along_which_is_there_when_it_is_submitted_again(tmp_path: Path, cluster: Any) -> None:
    with DaskCluster(url_of(cluster)) as executor:
        begun, go_on = tmp_path / "begun", tmp_path / "go-on"
        future = executor.submit(waiting, str(begun), str(go_on))
        number = _read(begun)
        os.kill(number, signal.SIGKILL)
        assert type(future.exception(timeout=60)).__name__ == "ProcessEnded"
        go_on.touch()
        assert executor.submit(waiting, str(begun), str(go_on)).result(timeout=60) != number


def waiting(begun: str, go_on: str) -> int:
    """A task: says which process has begun it, waits for a file, and gives the process."""
    Path(begun).write_text(f"{os.getpid()}\n")
    while not Path(go_on).exists():
        time.sleep(0.01)
    return os.getpid()


def _read(begun: Path) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if (text := begun.read_text()).endswith("\n"):
                # What a worker says goes out in a batch, many times a second.
                time.sleep(0.2)
                return int(text)
        time.sleep(0.01)
    raise TimeoutError


def test_workers_with_another_version_are_refused(gardens: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(dask_cluster, "program", lambda: "another")
    with pytest.raises(edition.OutsideError, match=r"^E042 the workers of dask://") as raised:
        edition.build_editions(None, "tei", executor=url_of(cluster))
    assert raised.value.message.code == "E042"
