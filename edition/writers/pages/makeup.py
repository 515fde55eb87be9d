"""Turn a galley into pages: lines, apparatus, notes and the numbers of the margin, each where it belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from weasyprint.document import Document

from edition.writers.pages import layout
from edition.writers.pages.galley import Galley, TypeArea
from edition.writers.pages.layout import Press
from edition.writers.pages.markup import attributes, document
from edition.writers.pages.planning import Leaf, Rows, plan
from edition.writers.words import words_of

# A number stands in the margin at every so many lines.
EVERY = 5


@dataclass(frozen=True, slots=True)
class Begin:
    """Where pages begin: at which line of a galley, and as which page of the text, counted from 0."""

    line: int
    page: int


def leaves_from(galley: Galley, area: TypeArea, begin: Begin, *, last: bool) -> tuple[Leaf, ...] | None:
    """Plan the pages of a galley from a line on, up to the first that ends with or after the galley's own lines and leaves no foot
    for the next; None where there is no such page in what was set. `last`: nothing follows, so all of it is planned."""
    lines = galley.column.lines
    leaves = plan(lines, galley.apparatus.rows, galley.series, area.sizes, begin.line)
    if last:
        return leaves
    for at, leaf in enumerate(leaves):
        if leaf.last >= galley.own and leaf.clean and at + 1 < len(leaves):
            return leaves[: at + 1]
    return None if leaves else ()


def made_up(
    press: Press, galley: Galley, area: TypeArea, leaves: Sequence[Leaf], begin: Begin, title: str, language: str
) -> tuple[Document, list[int]]:
    """Set pages and put lines, apparatus, notes and the numbers of the margin where they belong.

    Gives them with those, counted from 0, that hold something higher than a page.
    """
    heads = _heads(galley, leaves)
    # A lemma may end on a page of the next gathering, which begins with the same lines.
    known = [*leaves, *plan(galley.column.lines, galley.apparatus.rows, galley.series, area.sizes, leaves[-1].last)]
    starts = [leaf.first for leaf in known]
    feet = [galley.apparatus.foot(leaf, known, starts, begin.page) for leaf in leaves]
    frames = [
        _frame(galley, area, index, leaf, feet, {"data-verso": title, "data-recto": head or title}, begin.page, language)
        for index, (leaf, head) in enumerate(zip(leaves, heads, strict=True))
    ]
    # A page that is taken off again makes the first page a left one where it is to be one.
    left = begin.page % 2 == 1
    rule = f"@page :first {{ counter-reset: page {begin.page if left else begin.page + 1} }}"
    made = press.render(document(['<div class="blank"></div>', *frames] if left else frames, language), rule)
    made = made.copy(made.pages[left:])
    counts = [[galley.apparatus.figure(at, leaf.first) for at in range(leaf.first, leaf.last)] for leaf in leaves]
    figures = layout.Figures(press, sorted({number for each in counts for number in each if number and number % EVERY == 0}))
    lines = galley.column.lines
    high = []
    for index, (leaf, page) in enumerate(zip(leaves, made.pages, strict=True)):
        slot = layout.slots(page, "text")[0]
        x, y = layout.corner(slot)
        if leaf.last > leaf.first and lines[leaf.last - 1].bottom - lines[leaf.first].top > area.sizes.height + 1:
            high.append(begin.page + index)
        for at, number in enumerate(counts[index], leaf.first):
            if number and number % EVERY == 0:
                baseline = y + lines[at].baseline - lines[leaf.first].top
                layout.number(page, figures, number, baseline, right=(begin.page + index) % 2 == 0)
        layout.place(slot, galley.column.cut(leaf.first, leaf.last, x, y))
        held = [(notes, lines_) for notes, lines_ in zip(galley.notes, leaf.notes, strict=True) if lines_[0] < lines_[1]]
        for (notes, lines_), slot in zip(held, layout.slots(page, "notes"), strict=True):
            layout.place(slot, notes.cut(*lines_, *layout.corner(slot)))
    return made, high


def _heads(galley: Galley, leaves: Sequence[Leaf]) -> list[str]:
    """The running head of each page: the first piece with a head that begins there, else the one that goes on."""
    begins = sorted((galley.column.places[piece.mark][0], piece.head) for piece in galley.pieces if piece.head)
    starts = [begin for begin, _ in begins]
    heads = []
    for leaf in leaves:
        at = bisect_right(starts, leaf.first - 1)
        if at == len(starts) or starts[at] >= max(leaf.last, leaf.first + 1):
            at -= 1
        heads.append(begins[at][1] if at >= 0 else "")
    return heads


def _frame(
    galley: Galley,
    area: TypeArea,
    index: int,
    leaf: Leaf,
    feet: Sequence[Sequence[str]],
    heads: dict[str, str],
    before: int,
    language: str,
) -> str:
    """Write a page without its text and notes. `before`: how many pages of the text stand before those of `feet`."""
    notes = [
        each.lines[last - 1].bottom - each.lines[first].top
        for each, (first, last) in zip(galley.series, leaf.notes, strict=True)
        if last > first
    ]
    return frame(area, rows_of(leaf.rows, index, feet, before, language), notes, heads)


# Rows of the apparatus of one page, with what the margin says of whose they are: "" or "p. 7".
Owned = tuple[str, Sequence[str]]


def rows_of(placed: Sequence[Rows], index: int, feet: Sequence[Sequence[str]], before: int, language: str) -> list[Owned]:
    """The rows at the foot of page `index`. Where some go on from an earlier page the margin says of all to which page they belong,
    since their numbers are of lines of that page. Fewer rows may have been needed than were planned."""
    held = [part for part in placed if part.first < len(feet[part.owner])]
    mixed = any(part.owner != index for part in held)
    word = words_of(language).page_short
    return [(f"{word} {before + part.owner + 1}" if mixed else "", feet[part.owner][part.first : part.last]) for part in held]


def frame(area: TypeArea, rows: Sequence[Owned], notes: Sequence[float], heads: dict[str, str]) -> str:
    """Write a page with the rows of its apparatus, and with places of the heights, in CSS pixels, of its text and its notes."""
    sizes = area.sizes
    blocks = [*([sum(len(part) for _, part in rows) * sizes.row] if rows else []), *notes]
    foot = sizes.gap + sum(blocks) + (len(blocks) - 1) * sizes.between if blocks else 0.0
    parts = [f'<div class="text" style="height: {sizes.height - foot - 0.05:.4f}px"></div>']
    if foot:
        parts.append(f'<div class="rule" style="height: {sizes.gap:.4f}px"><div></div></div>')
    row = f' style="--row: {sizes.row:.4f}px"'
    for since, lines in rows:
        # A row keeps its height where letters of another font are higher.
        parts.append(f'<div class="rows" data-tag="Note"{attributes({"data-from": since})}{row}>{"".join(lines)}</div>')
    for at, height in enumerate(notes):
        space = f" margin-top: {sizes.between:.4f}px" if rows or at else ""
        parts.append(f'<div class="notes" style="height: {height:.4f}px;{space}"></div>')
    return f"<div{attributes({'class': 'leaf', **heads})}>{''.join(parts)}</div>"
