"""Keep what a step made in the memory of a process that builds again and again, for what is too small or too many for files."""

from __future__ import annotations

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
