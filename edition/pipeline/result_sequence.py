"""Turn a result into a sequence of its parts, so that a script can loop over it, count, index and slice it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

Part_co = TypeVar("Part_co", covariant=True)


class ResultSequence(Sequence[Part_co]):
    """A result that is a sequence of its parts. As with a list, one without parts is false.

    It may hold whole texts: `repr` says its class and how many parts it has.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def _parts(self) -> tuple[Part_co, ...]:
        """The parts, in order."""

    def __iter__(self) -> Iterator[Part_co]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, index: int) -> Part_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Part_co, ...]: ...
    def __getitem__(self, index: int | slice) -> Part_co | tuple[Part_co, ...]:
        return self._parts[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}>"
