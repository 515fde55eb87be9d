"""Keep what a step made in the memory of a process that builds again and again, for what is too small or too many for files; give
memory back that no step needs any more.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    """Results by their kind and their key. A key is made of all inputs of a result; a result is never changed by who takes it.

    Of each kind no more is kept than was asked for, and what was not used for longest goes first. Two threads may share it: at
    worst a result is made twice.
    """

    _kinds: dict[str, dict[Hashable, Any]] = field(default_factory=dict, repr=False)

    def made(self, kind: str, most: int, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made under a key, else make it and keep it. `most`: how many results of the kind are kept."""
        held = self._kinds.setdefault(kind, {})
        found: tuple[T] | None = held.pop(key, None)
        one = found if found is not None else (make(),)
        held[key] = one
        while len(held) > most:
            held.pop(next(iter(held)), None)
        return one[0]


def give_back() -> None:
    """Give the system the memory that this process has freed and still holds: of glibc, elsewhere nothing is done.

    The trees of a long document are millions of small pieces. When they are freed, others stand between them, and without being
    asked glibc gives back only what lies at the end.
    """
    gc.collect()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
