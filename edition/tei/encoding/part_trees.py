"""Turn the parts of a text layer into trees: blocks, and what lies in them, in the order of the file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.model import NOT_BLOCKS, TEXT_PARTS, Part, PartKind

# The kinds of part that make up the text of the work. Before the first of these is front, after the last back (Guidelines 4.1).
TEXT = frozenset({"division", *TEXT_PARTS})
# The kinds of part that hold characters of the file and no other part.
_RAW = frozenset({"call", "hyphen", "joint", "markup", "resolved", "page", "label"})


@dataclass(slots=True)
class PartNode:
    """A part of a source, and the parts that lie in it."""

    part: Part
    inner: list[PartNode] = field(default_factory=list)


def part_nodes(parts: Iterable[Part]) -> list[PartNode]:
    """Turn parts into trees, in the order of the layer. A part that runs over the end of another one ends with it.

    A part is left out if it lies in one that holds bare characters of the file.
    """
    outer: list[PartNode] = []
    open_: list[PartNode] = []
    bare = 0
    for part in parts:
        if part.start < min(part.end, bare):
            continue
        bare = max(bare, part.end) if part.kind in _RAW else bare
        while open_ and not _holds(open_[-1].part, part):
            open_.pop()
        if open_ and part.end > open_[-1].part.end:
            part = replace(part, end=open_[-1].part.end)
        node = PartNode(part)
        (open_[-1].inner if open_ else outer).append(node)
        open_.append(node)
    return outer


def _holds(outer: Part, inner: Part) -> bool:
    """Tell whether a part begins within another; a call of no width may also stand where a block ends."""
    if outer.kind in _RAW:
        return False
    at_the_end = inner.kind in ("call", "resolved") and inner.start == inner.end == outer.end and outer.kind not in NOT_BLOCKS
    return (
        at_the_end
        or inner.start < outer.end
        or (outer.start == outer.end == inner.start == inner.end and outer.kind not in NOT_BLOCKS)
    )


def lifted(nodes: Iterable[PartNode]) -> Iterator[PartNode]:
    """Part blocks so that two things do not lie in them: text of the work within what stands around it, and a heading within a
    paragraph.

    Yields the nodes in order: where such a part lies in a block, the block ends before it and goes on after it.
    """
    for node in nodes:
        if node.part.kind in ("head", "division", *NOT_BLOCKS):
            yield node
            continue
        kinds = ("head", "division") if node.part.kind in TEXT else TEXT
        start, kept = node.part.start, list[PartNode]()
        for inner in lifted(node.inner):
            if inner.part.kind not in kinds:
                kept.append(inner)
                continue
            yield from _piece(node.part, start, inner.part.start, kept)
            yield inner
            start, kept = inner.part.end, []
        yield from [PartNode(node.part, kept)] if start == node.part.start else _piece(node.part, start, node.part.end, kept)


def _piece(part: Part, start: int, end: int, inner: Sequence[PartNode]) -> Iterable[PartNode]:
    """Give a piece of a block with the nodes that lie in it; if it has no width, those nodes alone."""
    return [PartNode(replace(part, start=start, end=end), list(inner))] if start < end else inner


def as_matter(node: PartNode) -> PartNode:
    """Turn a part that stands outside the text into one that TEI allows there: text becomes matter, the heading of a division a
    heading of matter.
    """
    kind: PartKind = "heading" if node.part.kind in ("head", "division") else "matter"
    return replace(node, part=replace(node.part, kind=kind)) if node.part.kind in TEXT else node


def as_worded(node: PartNode) -> PartNode:
    """Turn a part that would be a paragraph of an entry, and is none, into one: only entries have lists, verses and speeches."""
    return replace(node, part=replace(node.part, kind="p")) if node.part.kind in TEXT_PARTS - {"head"} else node


def kinds_after(nodes: Sequence[PartNode], kinds: Container[str]) -> list[str]:
    """Give for each node the kind of the next one that is of some kinds, "" after the last."""
    found: list[str] = []
    kind = ""
    for node in reversed(nodes):
        found.append(kind)
        kind = node.part.kind if node.part.kind in kinds else kind
    return found[::-1]
