"""Turn galleys, one for each text, into planned pages: single ones, facing ones, or pages of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.writers.pdf.galley import Galley, TypeArea
from edition.writers.pdf.layout import Column
from edition.writers.pdf.pieces import BESIDE
from edition.writers.pdf.planning import Leaf, plan
from edition.writers.pdf.spreads import SINGLE, LinesAbreast, Slice, SpreadPage, SpreadText, spreads


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where pages begin: at which line of each galley, and as which page of the text, counted from 0."""

    lines: tuple[int, ...]
    page: int


@dataclass(frozen=True, slots=True)
class PlannedPages:
    """Pages as they follow one another. Only the first `count` are to be made up: those after them are planned as far as lines were
    set, so that it is known where a lemma ends which begins before."""

    pages: tuple[SpreadPage, ...]
    count: int

    def after(self, begin: PageStart) -> PageStart:
        """Where the pages begin that follow those to be made up."""
        lines = list(begin.lines)
        for page in self.pages[: self.count]:
            for each in page.slices:
                lines[each.text] = each.last
        return PageStart(tuple(lines), begin.page + self.count)


def planned(galleys: Sequence[Galley], area: TypeArea, begin: PageStart, *, last: bool) -> PlannedPages | None:
    """Plan the pages of galleys from a line of each on; to be made up are those up to the first that ends with or after the
    galleys' own lines and leaves no foot for the next. None where there is no such page in what was set. `last`: nothing follows,
    so all are made up. Pages that lie open together are made up together.
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
    leaves = plan(galley.column.lines, galley.apparatus.rows, galley.series, area.sizes, begin.lines[0])
    return tuple((_as_page(leaf),) for leaf in leaves)


def _as_page(leaf: Leaf) -> SpreadPage:
    slices = (Slice(0, leaf.first, leaf.last),) if leaf.first < leaf.last else ()
    return SpreadPage(slices, leaf.rows, tuple((lines,) if lines[0] < lines[1] else () for lines in leaf.notes), leaf.clean)


def _beside(galleys: Sequence[Galley], area: TypeArea, begin: PageStart) -> tuple[tuple[SpreadPage, ...], ...]:
    texts = [SpreadText(galley.column.lines, galley.series) for galley in galleys]
    rest = [each.since(begin.lines) for each in abreast(galleys)]
    return spreads(texts, rest, galleys[0].apparatus.most, area.sizes, area.opening)


def abreast(galleys: Sequence[Galley]) -> list[LinesAbreast]:
    """Find the lines of galleys that stand beside each other: a block of the first with those of the others that answer it.
    Sections that only the first has stand alone, those that follow one another as one; other blocks that only one has stand with
    what is before them."""
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
    """For lines of the first column with which blocks begin the lines with which those of another galley begin that answer them, in
    the order of both."""
    found = {0: 0}
    reached = 0
    for name in names:
        other = galley.column.places.get(prefix + name)
        if other is not None and other[0] >= reached:
            reached = found.setdefault(column.places[name][0], other[0])
    return found
