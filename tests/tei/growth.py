"""Hold work to the length of a text: by the ratio of two times on this machine, or of two counts of calls, not by a clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

# Texts are made so many times as long. Work that grows with the text takes so many times as long, work that grows with its square
# 64 times; three times as much is left for the machine.
TIMES = 8
SLACK = 3


def grows_with_length(made: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether work grows in proportion to the size of what it is done on.

    `made`: prepares something of a size, and gives the work to be timed.
    """
    return _seconds(made(size * TIMES)) < SLACK * TIMES * _seconds(made(size))


def calls_grow_with_length(made: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether the number of calls of functions, of Python and of its libraries, grows in proportion to the size.

    It is the same each time, so that a tenth is enough slack. What happens within one call of a library is not counted.
    """
    return _calls(made(size * TIMES)) < 1.1 * TIMES * _calls(made(size))


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def event(frame: object, kind: str, argument: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    work()  # once without counting, so that what is made once is there
    sys.setprofile(event)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _seconds(work: Callable[[], object]) -> float:
    """The processor's time for some work, the best of three: whatever else the machine does only adds to it."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best
