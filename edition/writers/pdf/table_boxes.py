"""Turn the boxes of set tables into what has to be known of them: how wide they are, and which rows are their heads.

A head is printed again on each page on which its table goes on. WeasyPrint does this where it breaks pages itself; in the pages of
the text the planner leaves room for it (`SetLine.head`), and `Column.cut` copies it there. It is read once: each further one is an
artifact of pagination (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table, and where it stood when it was set: its left edge, its top and its bottom, in CSS pixels."""

    box: Any
    left: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def again(self, dx: float, bottom: float) -> Any:
        """Copy it, `dx` to the right of where it stood, so that it ends at `bottom`.

        Where its rows stand now counts for nothing: they may have been moved to their page already.
        """
        made = self.box.deepcopy()
        made.repeated = True
        first = made.children[0]
        made.translate(self.left + dx - first.position_x, bottom - self.height - first.position_y)
        return made


def is_head(box: Any) -> bool:
    """Tell whether a box is the head of a table."""
    return isinstance(box, boxes.TableRowGroupBox) and box.element is not None and box.element.tag == "thead"


def repeated_heads(box: Any, before: set[Any]) -> Iterator[Any]:
    """Yield the heads of tables in a box that are printed again, and mark them `repeated`.

    `before`: the elements of heads that were printed before; those of this box are added.
    """
    for child in getattr(box, "children", ()):
        if is_head(child):
            if getattr(child, "repeated", False) or child.element in before:
                child.repeated = True
                yield child
            before.add(child.element)
        elif not isinstance(child, boxes.LineBox):
            yield from repeated_heads(child, before)


def widths(blocks: Sequence[Any]) -> list[float]:
    """Measure the content of blocks in CSS pixels."""
    found = []
    for block in blocks:
        left = block.content_box_x()
        edges = [box.position_x + box.margin_width() for box in block.descendants() if isinstance(box, boxes.BlockLevelBox)]
        edges += [box.position_x + box.width for box in block.descendants() if isinstance(box, boxes.TextBox)]
        found.append(max(edges, default=left) - left)
    return found
