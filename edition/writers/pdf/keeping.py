"""Turn pages that were set into what is kept of them, and that into pages again, without anything being set.

What is kept are a line of JSON and the PDF of the pages; it names no class, so that nothing is run when it is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Protocol

from edition.writers.pdf.binding import Bookmark, PdfPart
from edition.writers.pdf.imposition import PageStart
from edition.writers.pdf.layout import LayoutFaults


class Shelf(Protocol):
    """Where things that were made are kept, each found again by all that it was made from."""

    def find(self, parts: Sequence[bytes | str]) -> bytes | None:
        """What was kept; None where nothing was."""

    def keep(self, parts: Sequence[bytes | str], content: bytes) -> None:
        """Keep what was made."""


@dataclass(frozen=True, slots=True)
class SetGathering:
    """A gathering set: its pages as a part of the PDF, what was heard of them, and the pages with something too high."""

    part: PdfPart
    heard: LayoutFaults
    high: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Pages that were set, where they begin, and where what follows them begins; both None of pages that do not run on."""

    made: SetGathering
    begin: PageStart | None = None
    end: PageStart | None = None


def written(kept: KeptPages) -> bytes:
    """Write pages as they are kept."""
    part, heard = kept.made.part, kept.made.heard
    stated = {
        "ends": [end and astuple(end) for end in (kept.begin, kept.end)],
        "part": [part.count, part.places, [astuple(mark) for mark in part.bookmarks], part.foreign],
        "heard": [list(heard.letters), list(heard.faults)],
        "high": kept.made.high,
    }
    return json.dumps(stated).encode("ascii") + b"\n" + part.pdf


def read(content: bytes) -> KeptPages:
    """Read pages that were kept. Raises ValueError, KeyError or TypeError: they are none."""
    head, _, pdf = content.partition(b"\n")
    stated = json.loads(head)
    count, places, marks, foreign = stated["part"]
    part = PdfPart(pdf, count, places, tuple(Bookmark(*mark) for mark in marks), foreign)
    heard = LayoutFaults(*(dict.fromkeys(said) for said in stated["heard"]))
    begin, end = (each and PageStart(tuple(each[0]), each[1]) for each in stated["ends"])
    return KeptPages(SetGathering(part, heard, tuple(stated["high"])), begin, end)
