"""Turn a name class of a RELAX NG schema into a test of names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameClass:
    """A class of names, each a pair of namespace and local name: those in `names`, and those in any part of `open`."""

    names: frozenset[tuple[str, str]] = frozenset()
    open: tuple[OpenNames, ...] = ()

    def has(self, namespace: str, local: str) -> bool:
        """Tell whether a name is in the class."""
        return (namespace, local) in self.names or any(part.has(namespace, local) for part in self.open)

    def __or__(self, other: NameClass) -> NameClass:
        return NameClass(self.names | other.names, self.open + other.open)


@dataclass(frozen=True, slots=True)
class OpenNames:
    """All names of one namespace, or of any namespace (None), except those of another class (anyName, nsName)."""

    namespace: str | None
    but: NameClass

    def has(self, namespace: str, local: str) -> bool:
        """Tell whether a name is one of these."""
        return self.namespace in (None, namespace) and not self.but.has(namespace, local)
