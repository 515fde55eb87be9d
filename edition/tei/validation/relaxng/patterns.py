"""Turn a pattern of RELAX NG and what came into the pattern of what may still come: its derivative.

The patterns are those of the specification (ISO/IEC 19757-2, section 9) in the simple form; the derivatives those of Brzozowski
(1964), as James Clark gives them for RELAX NG ("An algorithm for RELAX NG validation", 2002). One thing is done otherwise: the
patterns of elements and attributes are letters of an alphabet here, and what stands within an element is asked elsewhere
(automaton.py). So no pattern grows with the depth of a document, and equal patterns are one object: each derivative is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus

if TYPE_CHECKING:
    from edition.tei.validation.relaxng.name_classes import NameClass

# Patterns that one schema may need. That of the whole TEI needs some five thousand for all documents of a large corpus.
MOST = 50_000


class Pattern:
    """What may stand somewhere. `nullable`: nothing need come. Two patterns made by one Algebra are equal only if they are one."""

    nullable = False

    def __init__(self, algebra: Algebra, parts: tuple[Pattern, ...] = ()) -> None:
        self.algebra = algebra
        self.parts = parts
        self.number = algebra.count()
        self._after: dict[frozenset[Letter], Pattern] = {}

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes that may be given here, in the order of the schema."""
        return tuple(dict.fromkeys(letter for part in self.parts for letter in part.attributes))

    @cached_property
    def first(self) -> tuple[Element, ...]:
        """The elements that may come next."""
        return tuple(dict.fromkeys(letter for part in self.parts for letter in part.first))

    @cached_property
    def typed(self) -> bool:
        """Whether the words that stand here must be of some kind."""
        return any(part.typed for part in self.parts)

    @cached_property
    def values(self) -> frozenset[str]:
        """The values that a pattern of words names."""
        return frozenset(value for part in self.parts for value in part.values)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of words that a pattern allows, by the names of their datatypes; "" is any words."""
        return frozenset(kind for part in self.parts for kind in part.kinds)

    def after(self, letters: frozenset[Letter]) -> Pattern:
        """What may stand after an element or attribute that is one or another of these."""
        found = self._after.get(letters)
        if found is None:
            found = self._after[letters] = self._derivative(letters)
        return found

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        """The derivative by an element or attribute."""
        return self.algebra.none

    def words(self, text: str) -> Pattern:
        """What may stand after these words."""
        return self.algebra.none

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        """What may stand once the tag is closed; attributes that are still missing are forgiven or not."""
        return self


class Nothing(Pattern):
    """What cannot stand at all (notAllowed)."""


class Empty(Pattern):
    """Nothing more."""

    nullable = True


class Text(Pattern):
    """Any words, or none."""

    nullable = True

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset({""})

    def words(self, text: str) -> Pattern:
        return self


class Letter(Pattern):
    """An element or an attribute of the schema."""

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self.algebra.empty if self in letters else self.algebra.none


class Element(Letter):
    """An element of one of some names; `body` gives what it holds, attributes too."""

    def __init__(self, algebra: Algebra, names: NameClass, body: Callable[[], Pattern]) -> None:
        super().__init__(algebra)
        self.names = names
        self._body = body

    @cached_property
    def body(self) -> Pattern:
        """What stands in the element: the schema is read as far as a document asks."""
        return self._body()

    @cached_property
    def first(self) -> tuple[Element, ...]:
        return (self,)


class Attribute(Letter):
    """An attribute of one of some names; `value` is the pattern of its value."""

    def __init__(self, algebra: Algebra, names: NameClass, value: Pattern) -> None:
        super().__init__(algebra)
        self.names = names
        self.value = value

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        return (self,)

    @cached_property
    def refers(self) -> bool:
        """Whether the value is an xml:id of another element, or several (IDREF, IDREFS)."""
        return bool({"IDREF", "IDREFS"} & self.value.kinds)

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        return self.algebra.empty if forgiven else self.algebra.none

    def accepts(self, text: str) -> bool:
        """Whether a value is one that the attribute may have."""
        return accepts(self.value, text)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words: `named`, its name in the schema or a value; `fits` says whether words are of it."""

    named: str
    fits: Callable[[str], bool]


class DataPattern(Pattern):
    """Words of some kind (data), or one certain value (`value`, None for data)."""

    typed = True

    def __init__(self, algebra: Algebra, kind: Kind, value: str | None = None) -> None:
        super().__init__(algebra)
        self.kind = kind
        self._value = value

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset() if self._value is None else frozenset({self._value})

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset({self.kind.named}) if self._value is None else frozenset()

    def words(self, text: str) -> Pattern:
        return self.algebra.empty if self.kind.fits(text) else self.algebra.none


class ListPattern(Pattern):
    """Words parted by spaces, each of some kind (list)."""

    typed = True

    def words(self, text: str) -> Pattern:
        rest = self.parts[0]
        for word in text.split():
            rest = rest.words(word)
        return self.algebra.empty if rest.nullable else self.algebra.none


class Choice(Pattern):
    """One of several."""

    def __init__(self, algebra: Algebra, parts: tuple[Pattern, ...]) -> None:
        super().__init__(algebra, parts)
        self.nullable = any(part.nullable for part in parts)

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self.algebra.choice(part.after(letters) for part in self.parts)

    def words(self, text: str) -> Pattern:
        return self.algebra.choice(part.words(text) for part in self.parts)

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        return self.algebra.choice(part.without_attributes(forgiven=forgiven) for part in self.parts)


class _Pair(Pattern):
    """Two patterns of which both must be met."""

    def __init__(self, algebra: Algebra, parts: tuple[Pattern, ...]) -> None:
        super().__init__(algebra, parts)
        self.nullable = all(part.nullable for part in parts)

    def _either(self, letters: frozenset[Letter]) -> Pattern:
        """The derivative where either part may go first."""
        left, right = self.parts
        join = self.join
        return self.algebra.choice((join(left.after(letters), right), join(left, right.after(letters))))

    @property
    def join(self) -> Callable[[Pattern, Pattern], Pattern]:
        """How the two are put together again."""
        return self.algebra.group if isinstance(self, Group) else self.algebra.interleave

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        left, right = (part.without_attributes(forgiven=forgiven) for part in self.parts)
        return self.join(left, right)


class Group(_Pair):
    """One after the other; their attributes in any order."""

    @cached_property
    def first(self) -> tuple[Element, ...]:
        left, right = self.parts
        return tuple(dict.fromkeys((*left.first, *right.first))) if left.nullable else left.first

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        if any(isinstance(letter, Attribute) for letter in letters):
            return self._either(letters)
        left, right = self.parts
        rest = self.algebra.group(left.after(letters), right)
        return self.algebra.choice((rest, right.after(letters))) if left.nullable else rest

    def words(self, text: str) -> Pattern:
        left, right = self.parts
        rest = self.algebra.group(left.words(text), right)
        return self.algebra.choice((rest, right.words(text))) if left.nullable else rest


class Interleave(_Pair):
    """Both, one running through the other."""

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self._either(letters)

    def words(self, text: str) -> Pattern:
        left, right = self.parts
        join = self.algebra.interleave
        return self.algebra.choice((join(left.words(text), right), join(left, right.words(text))))


class OneOrMore(Pattern):
    """One or more times."""

    def __init__(self, algebra: Algebra, parts: tuple[Pattern, ...]) -> None:
        super().__init__(algebra, parts)
        self.nullable = parts[0].nullable

    def _again(self, rest: Pattern) -> Pattern:
        return self.algebra.group(rest, self.algebra.optional(self))

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self._again(self.parts[0].after(letters))

    def words(self, text: str) -> Pattern:
        return self._again(self.parts[0].words(text))

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        return self.algebra.repeated(self.parts[0].without_attributes(forgiven=forgiven))


class Algebra:
    """Makes the patterns of one schema, the one in `file`: each once, in the simplest form."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._made: dict[tuple[type[Pattern], tuple[int, ...]], Pattern] = {}
        self._number = 0
        self.none: Pattern = Nothing(self)
        self.empty: Pattern = Empty(self)
        self.text: Pattern = Text(self)

    def count(self) -> int:
        """A number of its own for each pattern. Raises TextError (E456) when there are too many."""
        self._number += 1
        if self._number > MOST:
            raise entangled(self.file)
        return self._number

    def _once(self, kind: type[Pattern], parts: tuple[Pattern, ...]) -> Pattern:
        key = (kind, tuple(part.number for part in parts))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = kind(self, parts)
        return found

    def choice(self, patterns: Iterable[Pattern]) -> Pattern:
        """One of several; the same twice is one, what cannot stand is none."""
        flat = dict.fromkeys(
            inner for pattern in patterns for inner in (pattern.parts if isinstance(pattern, Choice) else (pattern,))
        )
        flat.pop(self.none, None)
        if self.empty in flat and any(pattern.nullable for pattern in flat if pattern is not self.empty):
            del flat[self.empty]
        if not flat:
            return self.none
        return next(iter(flat)) if len(flat) == 1 else self._once(Choice, tuple(flat))

    def optional(self, pattern: Pattern) -> Pattern:
        """A pattern or nothing."""
        return self.choice((pattern, self.empty))

    def group(self, left: Pattern, right: Pattern) -> Pattern:
        """One after the other."""
        return self._pair(Group, left, right)

    def interleave(self, left: Pattern, right: Pattern) -> Pattern:
        """Both, in any order."""
        return self._pair(Interleave, left, right)

    def _pair(self, kind: type[Pattern], left: Pattern, right: Pattern) -> Pattern:
        if self.none in (left, right):
            return self.none
        if left is self.empty:
            return right
        return left if right is self.empty else self._once(kind, (left, right))

    def repeated(self, pattern: Pattern) -> Pattern:
        """One or more times."""
        return pattern if pattern in (self.none, self.empty, self.text) else self._once(OneOrMore, (pattern,))

    def parted(self, pattern: Pattern) -> Pattern:
        """Words parted by spaces."""
        return self._once(ListPattern, (pattern,))


def entangled(file: str) -> TextError:
    """What stops the work when a schema allows so much at once that no document can be followed through it."""
    return TextError(Message("E456", Locus(file)))


def accepts(pattern: Pattern, text: str) -> bool:
    """Whether words are all that a pattern asks for. White space alone is as good as nothing (section 6.2.7)."""
    return pattern.words(text).nullable or (not text.strip() and pattern.nullable)
