"""Keep elements as bytes until they are needed, and give them back as they were: bytes take a tenth of the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, cast, overload

from lxml import etree

from edition.writers.book.compositor import make
from edition.writers.book.metadata import attributes
from edition.writers.book.types import ApparatusEntry

# An apparatus of so many entries is kept as bytes. As elements an entry takes 4.3 kB (docs/scale.md), so that a shorter one takes
# less than 90 MB; bytes would make the book of one of 6,080 entries a tenth slower.
MANY: Final = 20_000
# A mark, by a name that XHTML has not, on an element with a text of no letters, which is written `<em></em>` and not `<em/>`.
_EMPTY = "edition-empty"
_MARK = f' {_EMPTY}=""'.encode()
_EMPTY_TEXTS = etree.XPath("descendant::text()[not(string())]/..")
# What is read here was written here, so that it may be as long and as deep as it is.
_PARSER = etree.XMLParser(huge_tree=True)


def packed(element: etree._Element) -> bytes:
    """Turn an element into bytes."""
    for holder in cast("list[etree._Element]", _EMPTY_TEXTS(element)):
        if not len(holder):
            holder.set(_EMPTY, "")
    return etree.tostring(element)


def unpacked(markup: bytes) -> etree._Element:
    """Turn bytes into the element that they were."""
    element = etree.fromstring(markup, _PARSER)
    if _MARK in markup:
        for holder in element.iter():
            if holder.get(_EMPTY) is not None:
                del holder.attrib[_EMPTY]
                holder.text = ""
    return element


class PackedEntries(Sequence[ApparatusEntry]):
    """The apparatus of a section, with its elements as bytes. Whoever goes through it has elements of his own.

    `markup`: all its lemmas and readings. `ids`: as `ids_within` gives them.
    """

    __slots__ = ("_bare", "ids", "markup")

    def __init__(self, entries: Iterable[ApparatusEntry]) -> None:
        # Without a prefix, so that marks of markup are found in the bytes.
        holder = make("div")
        self._bare: list[tuple[bool, str, str, str, tuple[Any, ...]]] = []
        ids: list[tuple[str, str]] = []
        for each in entries:
            ids += [(ident, each.anchor) for ident in attributes(each.readings, "id")]
            if each.lemma is not None:
                holder.append(each.lemma)
            holder.append(each.readings)
            rest = (each.type, each.grade, each.more, each.at, each.beside)
            self._bare.append((each.lemma is not None, each.id, each.anchor, each.end, rest))
        self.markup: Final = packed(holder)
        self.ids: Final = tuple(ids)

    def __len__(self) -> int:
        return len(self._bare)

    def __iter__(self) -> Iterator[ApparatusEntry]:
        parts = iter(list(unpacked(self.markup)))
        for headed, ident, anchor, end, rest in self._bare:
            yield ApparatusEntry(ident, anchor, end, next(parts) if headed else None, next(parts), *rest)

    @overload
    def __getitem__(self, at: int) -> ApparatusEntry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ApparatusEntry]: ...
    def __getitem__(self, at: int | slice) -> ApparatusEntry | Sequence[ApparatusEntry]:
        return list(self)[at]


def may_hold(entries: Sequence[ApparatusEntry], *marks: bytes) -> bool:
    """Tell whether one of some bytes of markup may stand in an apparatus, so that it is worth while to go through it."""
    return not isinstance(entries, PackedEntries) or any(mark in entries.markup for mark in marks)


def ids_within(entries: Sequence[ApparatusEntry]) -> Iterable[tuple[str, str]]:
    """Give each id in the readings of an apparatus, with the anchor of its entry."""
    if isinstance(entries, PackedEntries):
        return entries.ids
    return ((ident, each.anchor) for each in entries for ident in attributes(each.readings, "id"))
