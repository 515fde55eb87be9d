"""What is no cluster of Dask: told in clear words and bounded time. What a cluster does: trials/test_dask_cluster.py."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from edition.pipeline import dask_cluster
from tests.commands.conftest import Run, run  # noqa: F401
from tests.pipeline.test_many_editions import gardens  # noqa: F401


def test_what_does_not_answer_is_told_in_bounded_time(gardens: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(dask_cluster, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        result = run("build", "--only", "tei", "--executor", f"dask://127.0.0.1:{port}")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"E043 dask://127.0.0.1:{port} does not answer: ")
    assert "Traceback" not in result.stderr
    assert not (gardens / "tei").exists()


@pytest.mark.parametrize("url", ["ray://node:1", "dask://", "node:8786", "dask://node:x", "dask://node/there", "dask://[::1"])
def test_what_is_no_address_is_wrong_usage(gardens: Path, run: Run, url: str) -> None:  # noqa: F811
    result = run("build", "--only", "tei", "--executor", url)
    assert result.exit_code == 2
    assert result.stderr == f"E011 executor cannot be “{url}”. Write one of: dask://HOST:PORT.\n"


def test_two_kinds_of_processes_at_once_are_wrong_usage(gardens: Path, run: Run) -> None:  # noqa: F811
    assert run("build", "--jobs", "2", "--executor", "dask://node").exit_code == 2
    assert run("build", "--jobs", "0").exit_code == 2
