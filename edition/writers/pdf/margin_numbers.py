"""Put the numbers of lines into the margins of set pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

from edition.writers.pdf.layout import Press


class MarginNumbers:
    """The line numbers, set once and copied to their places.

    They are boxes of the page's margin, so that they are no part of the text in the tagged PDF.
    """

    def __init__(self, press: Press, numbers: Sequence[int]) -> None:
        self._boxes: dict[int, Any] = {}
        if not numbers:
            return
        document = press.render(
            "<html><body>" + "".join(f'<div class="figure-page" data-n="{n}"></div>' for n in numbers) + "</body></html>"
        )
        for number, page in zip(numbers, document.pages, strict=True):
            self._boxes[number] = next(box for box in page._page_box.children if isinstance(box, boxes.MarginBox) and box.children)

    def put(self, page: Page, number: int, baseline: float, x: float, *, right: bool) -> None:
        """Put a number on a baseline. It begins at `x` if `right`, else it ends there; both in CSS pixels of the page."""
        box = self._boxes[number].deepcopy()
        line = next(inner for inner in box.descendants() if isinstance(inner, boxes.LineBox))
        text = next(inner for inner in line.descendants() if isinstance(inner, boxes.TextBox))
        left = x if right else x - text.width
        box.translate(left - text.position_x, baseline - line.position_y - line.baseline)
        page._page_box.children = (*page._page_box.children, box)


def number_beside(page: Page, figures: MarginNumbers, count: int, baseline: float, *, right: bool) -> None:
    """Put the number of a line into the right margin of a page, or the left.

    It stands a fortieth of the width from the text, by eye.
    """
    box = page._page_box
    gap = box.width / 40
    left = box.margin_left
    figures.put(page, count, baseline, left + box.width + gap if right else left - gap, right=right)
