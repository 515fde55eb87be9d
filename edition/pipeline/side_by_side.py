"""Turn two things that are to be made, one after the other, into what is made at the same time, in two processes."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from edition.messages import Message, Report
from edition.writers.pdf.workers import Line, Worker, make_ready, start

# Makes something, and reports what is to be said of it.
Make: TypeAlias = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of making something: its bytes, or the error that stopped it; and what was reported on the way."""

    made: bytes | Exception
    messages: tuple[Message, ...]

    def told(self, report: Report) -> bytes:
        """Report all of it, and give what was made. Raises the error that stopped it."""
        report.messages += self.messages
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def side_by_side(first: Make, second: Make) -> tuple[Make, Make]:
    """Turn two that are called one after the other into two that give, report and raise the same, in less time: as soon as the
    first is called it works in a process of its own, and the second in this one.

    The first can be pickled, its errors too. What the second gives, reports or raises is kept until it is called.
    """
    kept: list[Outcome] = []

    def both(report: Report) -> bytes:
        with _beside(first) as outcome:
            kept.append(_attempt(second))
            return outcome().told(report)

    return both, lambda report: kept.pop().told(report) if kept else second(report)


def _attempt(make: Make) -> Outcome:
    report = Report()
    try:
        made: bytes | Exception = make(report)
    except Exception as error:
        made = error
    return Outcome(made, tuple(report.messages))


@contextlib.contextmanager
def _beside(make: Make) -> Iterator[Callable[[], Outcome]]:
    """Make something in a process of its own while the block runs, and give what waits for its outcome; with the block ends the
    process, whether it is done or not."""
    make_ready()
    # A process can be forked when the other has loaded all; meanwhile this one loads what it is going to need.
    with contextlib.suppress(Exception):
        import edition.writers.pdf.gatherings  # noqa: F401
    worker: Worker | None = None
    with contextlib.suppress(OSError):
        worker = start(_work, make)

    def outcome() -> Outcome:
        if worker is not None:
            # It may be ended from outside, as where memory is short; then there is room for it here.
            with contextlib.suppress(EOFError, OSError):
                return worker.line.recv()  # type: ignore[no-any-return]
        return _attempt(make)

    try:
        yield outcome
    finally:
        if worker is not None:
            worker.end()


def _work(line: Line, make: Make) -> None:
    # What is made is many objects and no cycles, and the process ends with it.
    gc.disable()
    # Where the other side is gone, nobody waits.
    with contextlib.suppress(EOFError, OSError):
        line.send(_attempt(make))
