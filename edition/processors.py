"""Count the processors that this process may use: those that the system lets it have, or its share of them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

# What a container may use of the processors' time, in microseconds, and in how many of them: "150000 100000", or "max 100000"
# (Linux, "Control Group v2", cpu.max). A process in a container sees that of the container here.
_CONTAINER = Path("/sys/fs/cgroup/cpu.max")

_share: int | None = None


def cores() -> int:
    """How many processes may work at a time on what this process does: one for each processor, unless its share is smaller."""
    return _share or _usable()


def share_cores(share: int) -> None:
    """Let this process use no more than so many processors, because others work beside it."""
    global _share
    _share = share


def _usable() -> int:
    """Count the processors on which the system lets this process run (taskset, Slurm), as far as its container may use them."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        time, period = map(int, _CONTAINER.read_text(encoding="ascii").split())
        # Part of a processor counts as one, as it does for Java and Go.
        return max(1, min(count, -(-time // period)))
    return count
