"""Turn galleys, one for each text, into planned pages: single ones, facing ones, or pages of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.writers.pdf.galley import Galley, TypeArea
from edition.writers.pdf.layout import Column
from edition.writers.pdf.pieces import BESIDE
from edition.writers.pdf.planning import Leaf, SetLine, plan
from edition.writers.pdf.spreads import SINGLE, LinesAbreast, Slice, SpreadPage, SpreadText, head_of, spreads


@dataclass(frozen=True, slots=True)
class PageStart:
    """The beginning of some pages: the line of each galley, and the number of the page in the text, all counted from 0."""

    lines: tuple[int, ...]
    page: int


@dataclass(frozen=True, slots=True)
class PlannedPages:
    """Pages in order. Only the first `count` are made up.

    The pages after them are planned as far as lines were set: a lemma that begins on an earlier page may end there, and its entry
    needs the number of that line.
    """

    pages: tuple[SpreadPage, ...]
    count: int

    def after(self, begin: PageStart) -> PageStart:
        """Find the beginning of the pages after those that are made up."""
        lines = list(begin.lines)
        for page in self.pages[: self.count]:
            for each in page.slices:
                lines[each.text] = each.last
        return PageStart(tuple(lines), begin.page + self.count)


def planned(galleys: Sequence[Galley], area: TypeArea, begin: PageStart, *, last: bool) -> PlannedPages | None:
    """Plan the pages of galleys, one for each text, from `begin` on.

    Pages are made up as far as the first that ends with or after the galleys' own lines and leaves nothing of its foot for the next
    page; None if no such page was set. `last`: nothing follows, so that all pages are made up. Pages that lie open together are
    made up together.
    """
    if not last and any(line > len(galley.column.lines) for line, galley in zip(begin.lines, galleys, strict=True)):
        return None
    openings = _single(galleys[0], area, begin) if area.opening == SINGLE else _beside(galleys, area, begin)
    pages = tuple(page for pages in openings for page in pages)
    if last or not pages:
        return PlannedPages(pages, len(pages))
    ends = list(begin.lines)
    for at, made in enumerate(openings[:-1], 1):
        for each in (each for page in made for each in page.slices):
            ends[each.text] = each.last
        if made[-1].clean and all(end >= galley.own for end, galley in zip(ends, galleys, strict=True)):
            return PlannedPages(pages, at * len(area.opening))
    return None


def _single(galley: Galley, area: TypeArea, begin: PageStart) -> tuple[tuple[SpreadPage, ...], ...]:
    leaves = plan(galley.column.lines, galley.apparatus, galley.series, area.sizes, begin.lines[0])
    return tuple((_as_page(leaf, galley.column.lines),) for leaf in leaves)


def _as_page(leaf: Leaf, lines: Sequence[SetLine]) -> SpreadPage:
    slices = [Slice(0, leaf.first, leaf.last)] if leaf.first < leaf.last else []
    for at, more in leaf.settled:
        above = replace(slices.pop(), last=at)
        top = above.top + head_of(lines, above) + lines[at].top - lines[above.first].top + more
        slices += [above, Slice(0, at, leaf.last, top)]
    return SpreadPage(tuple(slices), leaf.rows, tuple((lines,) if lines[0] < lines[1] else () for lines in leaf.notes), leaf.clean)


def _beside(galleys: Sequence[Galley], area: TypeArea, begin: PageStart) -> tuple[tuple[SpreadPage, ...], ...]:
    texts = [SpreadText(galley.column.lines, galley.series) for galley in galleys]
    rest = [each.since(begin.lines) for each in abreast(galleys)]
    return spreads(texts, rest, galleys[0].apparatus, area.sizes, area.opening)


def abreast(galleys: Sequence[Galley]) -> list[LinesAbreast]:
    """Find the lines of galleys that stand beside each other: a block of the first text with the blocks that answer it.

    A section that only the first text has stands alone; several in a row are taken as one. Another block that only one text has
    stands with the block before it.
    """
    column = galleys[0].column
    names = sorted(column.blocks, key=lambda name: (column.places[name], name))
    starts = [_answers(names, column, galley, BESIDE * text) for text, galley in enumerate(galleys[1:], 1)]
    answered = {piece.id.replace(BESIDE, "") for galley in galleys[1:] for piece in galley.pieces}
    alone = {column.places[piece.mark][0] for piece in galleys[0].pieces if piece.id not in answered}
    found: list[LinesAbreast] = []
    ends = [len(galley.column.lines) for galley in galleys]
    for line in sorted({0, *alone, *(line for lines in starts for line in lines)}, reverse=True):
        firsts = [line, *(lines.get(line, end) for lines, end in zip(starts, ends[1:], strict=True))]
        here = LinesAbreast(tuple(zip(firsts, ends, strict=True)), line in alone and firsts[1:] == ends[1:])
        if here.alone and found and found[-1].alone:
            here = LinesAbreast(((line, found.pop().ranges[0][1]), *here.ranges[1:]), alone=True)
        found.append(here)
        ends = firsts
    return found[::-1]


def _answers(names: Sequence[str], column: Column, galley: Galley, prefix: str) -> dict[int, int]:
    """Match the blocks of the first text with those of another text that answer them.

    `names`: the ids of the blocks of the first text, in order. `prefix`: what the ids of the other text begin with. Returns the
    first line of a block -> the first line of the block that answers it. Both rise; a block out of order is left out.
    """
    found = {0: 0}
    reached = 0
    for name in names:
        other = galley.column.places.get(prefix + name)
        if other is not None and other[0] >= reached:
            reached = found.setdefault(column.places[name][0], other[0])
    return found
