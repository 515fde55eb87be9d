"""Turn two pieces of work that would be done one after the other into work done at the same time, in two processes."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from edition.messages import Message, Report
from edition.writers.pdf.workers import Line, Worker, make_ready, sendable, start

# Makes the bytes of a book, and reports messages on it.
BookMaker: TypeAlias = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a piece of work: its bytes, or the error that stopped it, and the messages reported on the way."""

    made: bytes | Exception
    messages: tuple[Message, ...]

    def told(self, report: Report) -> bytes:
        """Report the messages, and return the bytes. Raises the error that stopped the work."""
        report.messages += self.messages
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def side_by_side(first: BookMaker, second: BookMaker) -> tuple[BookMaker, BookMaker]:
    """Turn two functions that are called one after the other into two that return, report and raise the same in less time.

    When the first new function is called, `first` runs in a process of its own and `second` in this one. The outcome of `second` is
    kept until the second new function is called. `first` and its errors can be pickled.
    """
    kept: list[Outcome] = []

    def both(report: Report) -> bytes:
        with _beside(first) as outcome:
            kept.append(_attempt(second))
            return outcome().told(report)

    return both, lambda report: kept.pop().told(report) if kept else second(report)


def _attempt(make: BookMaker) -> Outcome:
    report = Report()
    try:
        made: bytes | Exception = make(report)
    except Exception as error:
        made = error
    return Outcome(made, tuple(report.messages))


@contextlib.contextmanager
def _beside(make: BookMaker) -> Iterator[Callable[[], Outcome]]:
    """Do a piece of work in a process of its own while the block runs. Gives a function that waits for the outcome.

    The process ends with the block, whether it is done or not.
    """
    make_ready()
    # The process that forks has to load first; meanwhile this process loads what it will need.
    with contextlib.suppress(Exception):
        import edition.writers.pdf.gatherings  # noqa: F401
    worker: Worker | None = None
    with contextlib.suppress(OSError):
        worker = start(_work, make)

    def outcome() -> Outcome:
        if worker is not None:
            # The worker may be ended from outside, as when memory is short. Then the work is done here, where there is room now.
            with contextlib.suppress(EOFError, OSError):
                return worker.line.recv()  # type: ignore[no-any-return]
        return _attempt(make)

    try:
        yield outcome
    finally:
        if worker is not None:
            worker.end()


def _work(line: Line, make: BookMaker) -> None:
    # The work makes many objects and no cycles, and the process ends with it.
    gc.disable()
    # If the other side is gone, nobody waits for the outcome.
    with contextlib.suppress(EOFError, OSError):
        outcome = _attempt(make)
        line.send(replace(outcome, made=sendable(outcome.made)) if isinstance(outcome.made, Exception) else outcome)
