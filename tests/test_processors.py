"""How many processors a process may use: as the system, its container and the command that started it say."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import processors
from edition.processors import cores, share_cores


@pytest.fixture(autouse=True)
def a_machine_with_eight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors, "_share", None)
    monkeypatch.setattr(processors, "_CONTAINER", tmp_path / "cpu.max")
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(8)), raising=False)


def test_the_processors_on_which_the_system_lets_it_run_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slurm gives a job three of the processors of a node: a process for each of the others would only wait."""
    assert cores() == 8
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {1, 4, 6})
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert cores() == 3


def test_where_the_system_does_not_say_it_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 5)
    assert cores() == 5
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert cores() == 1


@pytest.mark.parametrize(
    ("said", "counted"),
    [("200000 100000", 2), ("150000 100000", 2), ("50000 100000", 1), ("max 100000", 8), ("9900000 100000", 8), ("", 8), ("?", 8)],
)
def test_a_container_may_use_less(tmp_path: Path, said: str, counted: int) -> None:
    (tmp_path / "cpu.max").write_text(said + "\n", encoding="ascii")
    assert cores() == counted


def test_a_process_beside_others_has_its_share() -> None:
    share_cores(2)
    assert cores() == 2
