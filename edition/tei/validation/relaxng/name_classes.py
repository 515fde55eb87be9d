"""Turn the name class of a RELAX NG schema into the question whether a name is of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameClass:
    """A class of names, each (namespace, local name).

    Those of `names`, and those of each part that is `open`.
    """

    names: frozenset[tuple[str, str]] = frozenset()
    open: tuple[OpenNames, ...] = ()

    def has(self, namespace: str, local: str) -> bool:
        """Whether a name is of the class."""
        return (namespace, local) in self.names or any(part.has(namespace, local) for part in self.open)

    def __or__(self, other: NameClass) -> NameClass:
        return NameClass(self.names | other.names, self.open + other.open)


@dataclass(frozen=True, slots=True)
class OpenNames:
    """All names of one namespace, or of any (None), but those of another class (anyName, nsName)."""

    namespace: str | None
    but: NameClass

    def has(self, namespace: str, local: str) -> bool:
        """Whether a name is one of these."""
        return self.namespace in (None, namespace) and not self.but.has(namespace, local)
