"""Name the steps of a build, and say how whoever waits for one is told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

STEPS = ("Reading witnesses", "Aligning entries", "Collating entries", "Encoding TEI", "Making books")

# A step, from 1, how many of its parts are done, and how many it has; (step, 0, 0): it is up to date.
Progress: TypeAlias = "Callable[[int, int, int], None]"


def silent(step: int, done: int, total: int) -> None:
    """The Progress that tells nobody."""
