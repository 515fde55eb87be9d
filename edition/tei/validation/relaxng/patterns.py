"""Turn a pattern of RELAX NG and what came next in a document into the pattern of what may come after that: the derivative.

The patterns are those of the specification (ISO/IEC 19757-2, section 9) in the simple form. The derivatives are those of
Brzozowski (1964), as James Clark gives them for RELAX NG ("An algorithm for RELAX NG validation", 2002), with one difference:
the patterns of elements and attributes are letters of an alphabet here, and the content of an element is followed elsewhere
(automaton.py). So no pattern grows with the depth of a document, and equal patterns are one object, whose derivatives are made
once.
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

# A schema may need at most so many patterns. That of the whole TEI needs 5,100 for the first 23 documents of ../shared/corpus.
MOST = 50_000


class Pattern:
    """What may stand somewhere. `nullable`: it may also be nothing. Of one Algebra, equal patterns are the same object."""

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
        """Give what may stand after an element or attribute that can be any of these declarations."""
        found = self._after.get(letters)
        if found is None:
            found = self._after[letters] = self._derivative(letters)
        return found

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        """Compute the derivative by an element or attribute that can be any of these declarations."""
        return self.algebra.none

    def words(self, text: str) -> Pattern:
        """Give what may stand after these words."""
        return self.algebra.none

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        """Give what may stand after the end of the start tag. `forgiven`: missing attributes do not matter."""
        return self


class Nothing(Pattern):
    """The pattern that nothing fits (notAllowed)."""


class Empty(Pattern):
    """The pattern that only nothing fits (empty)."""

    nullable = True


class Text(Pattern):
    """Any words, or none (text)."""

    nullable = True

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset({""})

    def words(self, text: str) -> Pattern:
        return self


class Letter(Pattern):
    """An element or an attribute of the schema, taken as a letter of the alphabet (see above)."""

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self.algebra.empty if self in letters else self.algebra.none


class Element(Letter):
    """An element with a name of a class. `body`: the pattern of what it holds, attributes included."""

    def __init__(self, algebra: Algebra, names: NameClass, body: Callable[[], Pattern]) -> None:
        super().__init__(algebra)
        self.names = names
        self._body = body

    @cached_property
    def body(self) -> Pattern:
        """The pattern of what stands in the element. It is made when a document first needs it."""
        return self._body()

    @cached_property
    def first(self) -> tuple[Element, ...]:
        return (self,)


class Attribute(Letter):
    """An attribute with a name of a class. `value`: the pattern of its value."""

    def __init__(self, algebra: Algebra, names: NameClass, value: Pattern) -> None:
        super().__init__(algebra)
        self.names = names
        self.value = value

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        return (self,)

    @cached_property
    def refers(self) -> bool:
        """Whether the value is the xml:id of another element, or several such ids (IDREF, IDREFS)."""
        return bool({"IDREF", "IDREFS"} & self.value.kinds)

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        return self.algebra.empty if forgiven else self.algebra.none

    @cached_property
    def accepts(self) -> Callable[[str], bool]:
        """A function that tells whether a text is a value that the attribute may have."""
        return acceptor(self.value)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words. `named`: its name in the schema, or the one value that is of it. `fits` tells whether words are of it."""

    named: str
    fits: Callable[[str], bool]


class DataPattern(Pattern):
    """Words of some kind (data), or one certain value (value). `value`: None for data."""

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
    """Words separated by spaces, each of some kind (list)."""

    typed = True

    def words(self, text: str) -> Pattern:
        rest = self.parts[0]
        for word in text.split():
            rest = rest.words(word)
        return self.algebra.empty if rest.nullable else self.algebra.none


class Choice(Pattern):
    """Any one of several patterns (choice)."""

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
    """Two patterns that must both be met."""

    def __init__(self, algebra: Algebra, parts: tuple[Pattern, ...]) -> None:
        super().__init__(algebra, parts)
        self.nullable = all(part.nullable for part in parts)

    def _either(self, letters: frozenset[Letter]) -> Pattern:
        """Give the derivative if either part may come first."""
        left, right = self.parts
        join = self.join
        return self.algebra.choice((join(left.after(letters), right), join(left, right.after(letters))))

    @property
    def join(self) -> Callable[[Pattern, Pattern], Pattern]:
        """The function that puts the two together again."""
        return self.algebra.group if isinstance(self, Group) else self.algebra.interleave

    def without_attributes(self, *, forgiven: bool) -> Pattern:
        left, right = (part.without_attributes(forgiven=forgiven) for part in self.parts)
        return self.join(left, right)


class Group(_Pair):
    """One pattern after the other (group). Their attributes may come in any order."""

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
    """Two patterns whose parts may come in any order, each in its own (interleave)."""

    def _derivative(self, letters: frozenset[Letter]) -> Pattern:
        return self._either(letters)

    def words(self, text: str) -> Pattern:
        left, right = self.parts
        join = self.algebra.interleave
        return self.algebra.choice((join(left.words(text), right), join(left, right.words(text))))


class OneOrMore(Pattern):
    """A pattern one or more times (oneOrMore)."""

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
    """Makes the patterns of one schema, that of `file`: each once, in the simplest form."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._made: dict[tuple[type[Pattern], tuple[int, ...]], Pattern] = {}
        self._number = 0
        self.none: Pattern = Nothing(self)
        self.empty: Pattern = Empty(self)
        self.text: Pattern = Text(self)

    def count(self) -> int:
        """Give the next number, so that each pattern has its own. Raises TextError (E456): there are more than MOST."""
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
        """Make the choice of several patterns. Equal ones count once, and those that nothing fits are left out."""
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
        """Make the choice of a pattern or nothing."""
        return self.choice((pattern, self.empty))

    def group(self, left: Pattern, right: Pattern) -> Pattern:
        """Make the group of two patterns, one after the other."""
        return self._pair(Group, left, right)

    def interleave(self, left: Pattern, right: Pattern) -> Pattern:
        """Make the interleave of two patterns."""
        return self._pair(Interleave, left, right)

    def _pair(self, kind: type[Pattern], left: Pattern, right: Pattern) -> Pattern:
        if self.none in (left, right):
            return self.none
        if left is self.empty:
            return right
        return left if right is self.empty else self._once(kind, (left, right))

    def repeated(self, pattern: Pattern) -> Pattern:
        """Make the pattern that a pattern comes one or more times."""
        return pattern if pattern in (self.none, self.empty, self.text) else self._once(OneOrMore, (pattern,))

    def parted(self, pattern: Pattern) -> Pattern:
        """Make the pattern of words separated by spaces."""
        return self._once(ListPattern, (pattern,))


def entangled(file: str) -> TextError:
    """Make the exception for a schema that allows so much at once that no document can be followed through it (E456)."""
    return TextError(Message("E456", Locus(file)))


def acceptor(pattern: Pattern) -> Callable[[str], bool]:
    """Give a function that tells of words what `accepts` does. For the usual patterns it makes no derivatives."""
    if isinstance(pattern, Text):
        return lambda text: True
    if isinstance(pattern, DataPattern):
        return pattern.kind.fits
    if isinstance(pattern, Choice) and all(isinstance(part, DataPattern) for part in pattern.parts):
        parts = tuple(map(acceptor, pattern.parts))
        return lambda text: any(fits(text) for fits in parts)
    if isinstance(pattern, ListPattern) and isinstance(pattern.parts[0], OneOrMore):
        inner = pattern.parts[0].parts[0]
        if isinstance(inner, DataPattern) or (
            isinstance(inner, Choice) and all(isinstance(part, DataPattern) for part in inner.parts)
        ):
            each = acceptor(inner)
            return lambda text: bool(words := text.split()) and all(map(each, words))
    return lambda text: accepts(pattern, text)


def accepts(pattern: Pattern, text: str) -> bool:
    """Tell whether words are all that a pattern asks for. White space alone may be taken for nothing (ISO/IEC 19757-2, 6.2.7)."""
    return pattern.words(text).nullable or (not text.strip() and pattern.nullable)
