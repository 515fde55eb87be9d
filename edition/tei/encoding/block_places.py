"""Turn the blocks of a base into the places of their elements: what holds each, in what TEI allows there.

Quotations, letters, lists, tables and speeches stand within one another as the base has them. What TEI allows at the beginning or
the end of a division alone (epigraph, argument, opener, closer, postscript: Guidelines 4.2, 4.3) is elsewhere a block with its
kind, and what nothing can hold there, such as a speech in a row of a table, gives its blocks to what is around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from edition.model import Block, Paragraph, Surrounding

# What has an element of its own in an entry.
_ELEMENTS = {"quotation": "quote", "epigraph": "quote", "list": "list", "table": "table", "row": "row", "speech": "sp"}
_AT_THE_EDGES = frozenset({"dateline", "salute", "signed"})
# Blocks without an element of their own, or with one that may not stand just anywhere: ab, with the kind as its type.
_WITH_A_TYPE = frozenset({"head", "pre", "caption", "argument", *_AT_THE_EDGES})
# What may stand within an item, after its words.
_IN_ITEM = frozenset({"list", "quotation", "letter", "table", "postscript"})

_Held = TypeVar("_Held", bound=Block | Paragraph)


def in_lists(blocks: Iterable[_Held]) -> Iterator[_Held]:
    """Give a list to items that no list holds: one as long as they follow one another. All other blocks stay as they are."""
    follows = False
    for block in blocks:
        if block.kind != "item" or block.within[-1:] == ("list",):
            follows = False
            yield block
            continue
        goes_on = follows and block.shared == len(block.within)
        yield replace(block, within=(*block.within, "list"), shared=block.shared + goes_on)
        follows = True


@dataclass(eq=False, slots=True)
class BlockHolder:
    """An element that holds blocks, or a block and what stands in it: its name without namespace, its attributes."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block, by its number, and where it is written: the elements that hold it, the outermost first, and its own element.

    `tag`: "" where the innermost holder is its own element; "l" of verses. `type`: the type of that element.
    """

    number: int
    holders: tuple[BlockHolder, ...]
    tag: str
    type: str = ""


@dataclass(eq=False, slots=True)
class _Surroundings:
    """What blocks of the base stand in, in the order of the text: a tree; `parts` are numbers of blocks, and trees."""

    kind: Surrounding | None
    parts: list[_Surroundings | int] = field(default_factory=list)


def placed_blocks(
    blocks: Sequence[Block], form: Callable[[Block], str], worded: Callable[[Block], bool]
) -> tuple[PlacedBlock, ...]:
    """Find the place of each block of an entry but its heading.

    `form`: the form of the list that an item begins (list/@rend). `worded`: whether a block holds words and looks alone, no
    direction and no beginning of a speech, which dateline has no room for.
    """
    return tuple(_Layout(blocks, form, worded).within(_tree(blocks), ()))


def _tree(blocks: Sequence[Block]) -> _Surroundings:
    root = _Surroundings(None)
    held = [root]
    for number, block in enumerate(in_lists(blocks)):
        if block.kind == "head" and not number:
            continue
        del held[min(block.shared, len(held) - 1) + 1 :]
        for kind in block.within[len(held) - 1 :]:
            inner = _Surroundings(kind)
            held[-1].parts.append(inner)
            held.append(inner)
        held[-1].parts.append(number)
    return root


class _Layout:
    """Goes through the tree of what blocks stand in, and says where each is written."""

    def __init__(self, blocks: Sequence[Block], form: Callable[[Block], str], worded: Callable[[Block], bool]) -> None:
        self.blocks, self.form, self.worded = blocks, form, worded

    def within(self, tree: _Surroundings, path: tuple[BlockHolder, ...]) -> Iterator[PlacedBlock]:
        if tree.kind == "list":
            yield from self._list(tree, path)
        elif tree.kind == "table":
            yield from self._table(tree, path)
        elif tree.kind in (None, "letter"):
            yield from self._division(tree, path)
        else:
            for part in self._parts(tree):
                yield from self._anywhere(part, path)

    def _parts(self, tree: _Surroundings) -> list[_Surroundings | int]:
        """What stands in something, without what can have no element there: its blocks stand there themselves."""
        found: list[_Surroundings | int] = []
        for part in tree.parts:
            if isinstance(part, int) or self._has_element(part, tree.kind):
                found.append(part)
            else:
                # The rules for what is around it hold for its parts.
                found += self._parts(_Surroundings(tree.kind, part.parts))
        return found

    def _has_element(self, part: _Surroundings, around: Surrounding | None) -> bool:
        if part.kind in ("letter", "postscript"):
            return around not in ("row", "table") and self._has_body(part)
        if part.kind == "row":
            return around == "table"
        if part.kind == "speech":
            return around not in ("speech", "list", "row", "table")
        if part.kind == "epigraph":
            return around not in ("list", "row", "table")
        return part.kind in _ELEMENTS and around not in ("row", "table")

    def _has_body(self, part: _Surroundings) -> bool:
        """Whether a letter or postscript has more than its opener and closer."""
        kinds = [self.blocks[inner].kind if isinstance(inner, int) else inner.kind for inner in self._parts(part)]
        return any(kind not in (*_AT_THE_EDGES, "argument", "epigraph", "postscript") for kind in kinds)

    def _division(self, tree: _Surroundings, path: tuple[BlockHolder, ...]) -> Iterator[PlacedBlock]:
        """Lay out an entry or a letter: what begins it, its blocks, what ends it."""
        parts = self._parts(tree)
        first, last = 0, len(parts)
        while first < last and self._begins(parts[first]):
            first += 1
        while first < last and self._ends(parts[last - 1]):
            last -= 1
        # Only blocks of the text can go before what ends a division (4.2).
        if first == last:
            last = len(parts)
        yield from self._edge(parts[:first], path, "opener")
        for part in parts[first:last]:
            yield from self._anywhere(part, path)
        yield from self._edge(parts[last:], path, "closer")

    def _begins(self, part: _Surroundings | int) -> bool:
        if isinstance(part, int):
            kind = self.blocks[part].kind
            return kind == "argument" or (kind in _AT_THE_EDGES and self._at_edge(part))
        return part.kind == "epigraph"

    def _ends(self, part: _Surroundings | int) -> bool:
        return self._at_edge(part) if isinstance(part, int) else part.kind == "postscript"

    def _at_edge(self, number: int) -> bool:
        block = self.blocks[number]
        return block.kind in _AT_THE_EDGES and (block.kind != "dateline" or self.worded(block))

    def _edge(self, parts: Sequence[_Surroundings | int], path: tuple[BlockHolder, ...], tag: str) -> Iterator[PlacedBlock]:
        """Lay out what begins or ends a division; blocks of a letter's opener or closer that follow one another share one."""
        holder: BlockHolder | None = None
        for part in parts:
            if not isinstance(part, int):
                holder = None
                own = BlockHolder("epigraph" if part.kind == "epigraph" else "postscript")
                yield from self.within(part, (*path, own))
                continue
            kind = self.blocks[part].kind
            wanted = "argument" if kind == "argument" else tag
            if holder is None or holder.tag != wanted:
                holder = BlockHolder(wanted)
            yield PlacedBlock(part, (*path, holder), "p" if kind == "argument" else kind)

    def _anywhere(self, part: _Surroundings | int, path: tuple[BlockHolder, ...]) -> Iterator[PlacedBlock]:
        if isinstance(part, int):
            yield self._block(part, path)
        elif part.kind in ("letter", "postscript"):
            yield from self.within(part, (*path, BlockHolder("floatingText", {"type": part.kind}), BlockHolder("body")))
        else:
            tag = _ELEMENTS[part.kind or ""]
            attributes = {"type": "epigraph"} if part.kind == "epigraph" else {}
            yield from self.within(part, (*path, BlockHolder(tag, attributes)))

    def _block(self, number: int, path: tuple[BlockHolder, ...]) -> PlacedBlock:
        kind = self.blocks[number].kind
        if kind in _WITH_A_TYPE:
            return PlacedBlock(number, path, "ab", kind)
        return PlacedBlock(number, path, kind if kind in ("l", "stage") else "p")

    def _list(self, tree: _Surroundings, path: tuple[BlockHolder, ...]) -> Iterator[PlacedBlock]:
        """Lay out a list: every block in it is an item, what else it holds stands in the item before."""
        parts = self._parts(tree)
        item: BlockHolder | None = None
        for part in parts:
            if isinstance(part, int):
                path[-1].attributes.setdefault("rend", self.form(self.blocks[part]))
                item = BlockHolder("item")
                yield PlacedBlock(part, (*path, item), "l" if self.blocks[part].kind == "l" else "")
            elif item is not None and part.kind in _IN_ITEM:
                yield from self._anywhere(part, (*path, item))
            else:
                path[-1].attributes.setdefault("rend", "plain")
                yield from self._anywhere(part, (*path, BlockHolder("item")))

    def _table(self, tree: _Surroundings, path: tuple[BlockHolder, ...]) -> Iterator[PlacedBlock]:
        """Lay out a table: its heading, its rows; a block in no row is a row of its own."""
        parts = self._parts(tree)
        for place, part in enumerate(parts):
            if isinstance(part, int) and not place and self.blocks[part].kind == "caption" and len(parts) > 1:
                yield PlacedBlock(part, path, "head")
                continue
            row = BlockHolder("row")
            cells = [part] if isinstance(part, int) else self._parts(part)
            for cell in cells:
                assert isinstance(cell, int)
                yield PlacedBlock(cell, (*path, row, BlockHolder("cell")), "l" if self.blocks[cell].kind == "l" else "")
