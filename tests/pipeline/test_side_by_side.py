"""Two things made side by side: what they give, report and raise is what they would one after the other."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from edition.errors import OutsideError, WorkerError
from edition.messages import Message, Report
from edition.pipeline.side_by_side import BookMaker, side_by_side
from edition.writers.pdf.workers import Worker, start


@dataclass(frozen=True)
class Book:
    """What tells a title and gives it, unless `fault` is the code of an error that stops it."""

    title: str
    fault: str = ""

    def __call__(self, report: Report) -> bytes:
        report.add("W501", name=self.title)
        if self.fault:
            raise OutsideError(Message(self.fault, None, {"reason": self.title}))
        return self.title.encode()


@dataclass(frozen=True)
class Process:
    """What gives the process in which it is made; `sent`: a signal that it gets as it begins, if it is another than this."""

    sent: int = 0
    here: int = field(default_factory=os.getpid)

    def __call__(self, report: Report) -> bytes:
        if self.sent and os.getpid() != self.here:
            os.kill(os.getpid(), self.sent)
        return str(os.getpid()).encode()


class Asleep:
    """What is not made in time."""

    def __call__(self, report: Report) -> bytes:
        time.sleep(60)
        return b""


def what_came(first: BookMaker, second: BookMaker) -> tuple[list[bytes], list[str], str]:
    """Call both in turn: what they gave, what was reported, and the error that ended it."""
    report, given = Report(), []
    try:
        for make in (first, second):
            given.append(make(report))
    except OutsideError as error:
        return given, [str(message) for message in report], str(error.message)
    return given, [str(message) for message in report], ""


@pytest.mark.parametrize("faults", [("", ""), ("E903", ""), ("", "E903"), ("E903", "E903")], ids=lambda faults: "-".join(faults))
def test_side_by_side_is_as_one_after_the_other(faults: tuple[str, str]) -> None:
    books = Book("lemma", faults[0]), Book("siglum", faults[1])
    assert what_came(*side_by_side(*books)) == what_came(*books)


@dataclass(frozen=True)
class Broken:
    """What has a fault that cannot be sent to another process."""

    def __call__(self, report: Report) -> bytes:
        error = ZeroDivisionError("by nought")
        error.held = lambda: None  # type: ignore[attr-defined]
        raise error


def test_a_fault_of_the_first_comes_with_its_own_traceback() -> None:
    first, _ = side_by_side(Broken(), Book("siglum"))
    with pytest.raises(WorkerError, match="ZeroDivisionError: by nought") as raised:
        first(Report())
    assert "raise error\nZeroDivisionError: by nought\n" in raised.value.trace


def test_only_the_first_is_made_elsewhere() -> None:
    first, second = (int(make(Report())) for make in side_by_side(Process(), Process()))
    assert first != os.getpid() == second


def test_the_second_is_made_where_the_first_was_not_asked_for() -> None:
    _, second = side_by_side(Book("lemma"), Book("siglum"))
    assert second(Report()) == b"siglum"


def test_what_was_ended_from_outside_is_made_here() -> None:
    first, _ = side_by_side(Process(signal.SIGKILL), Book("siglum"))
    assert int(first(Report())) == os.getpid()


def test_ctrl_c_is_left_to_the_process_that_began_the_work() -> None:
    first, _ = side_by_side(Process(signal.SIGINT), Book("siglum"))
    assert int(first(Report())) != os.getpid()


def test_an_interruption_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Worker] = []

    def interrupted(report: Report) -> bytes:
        raise KeyboardInterrupt

    def remembered(*given: Any) -> Worker:
        started.append(start(*given))
        return started[-1]

    monkeypatch.setattr("edition.pipeline.side_by_side.start", remembered)
    first, _ = side_by_side(Asleep(), interrupted)
    with pytest.raises(KeyboardInterrupt):
        first(Report())
    assert [worker.leash.fileno() for worker in started] == [-1]
    assert started[0].line.closed
