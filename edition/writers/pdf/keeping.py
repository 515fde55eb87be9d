"""Turn pages that were set into bytes for the cache, and such bytes into pages again, so that nothing is set twice.

The bytes are a line of JSON and the PDF of the pages. They name no class, so that nothing is run when they are read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Protocol

from edition.writers.pdf.binding import Bookmark, PdfPart
from edition.writers.pdf.faces import UsedFace
from edition.writers.pdf.imposition import PageStart
from edition.writers.pdf.layout import LayoutFaults


class Shelf(Protocol):
    """A place that keeps results, each found again by all of its inputs."""

    def find(self, parts: Sequence[bytes | str]) -> bytes | None:
        """Find what was kept for some inputs; None where there is nothing."""

    def keep(self, parts: Sequence[bytes | str], content: bytes) -> None:
        """Keep a result for some inputs."""


@dataclass(frozen=True, slots=True)
class SetGathering:
    """A gathering after setting.

    `part`: its pages. `heard`: what WeasyPrint logged. `high`: the pages, counted from 0, that hold something higher than a page.
    `signs`: the signs that only pages have (makeup.PAGE_SIGNS).
    """

    part: PdfPart
    heard: LayoutFaults
    high: tuple[int, ...]
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Pages that were set, their beginning, and the beginning of the pages after them; None for front and back matter."""

    made: SetGathering
    begin: PageStart | None = None
    end: PageStart | None = None


@dataclass(slots=True)
class FontFiles:
    """The font files that the parts of a book show: SHA-256 -> content. `shelf`: keeps them beside the pages."""

    shelf: Shelf | None
    held: dict[str, bytes] = field(default_factory=dict)

    def taken(self, made: SetGathering) -> SetGathering:
        """Take the files that new pages bring with them. Returns the pages without them."""
        for name, content in made.part.files.items():
            if name not in self.held:
                self.held[name] = content
                if self.shelf is not None and self.shelf.find(_source(name)) is None:
                    self.shelf.keep(_source(name), content)
        return replace(made, part=replace(made.part, files={}))

    def has_all(self, made: SetGathering) -> bool:
        """Tell whether the files of kept pages are there, on the shelf or from other pages."""
        for name in {face.file for face in made.part.faces} - self.held.keys():
            content = self.shelf.find(_source(name)) if self.shelf is not None else None
            if content is None:
                return False
            self.held[name] = content
        return True


def _source(name: str) -> list[bytes | str]:
    """Give the key of a font file on the shelf."""
    return ["font file", name]


def written(kept: KeptPages) -> bytes:
    """Turn pages into bytes for the cache."""
    part, heard = kept.made.part, kept.made.heard
    stated = {
        "ends": [end and astuple(end) for end in (kept.begin, kept.end)],
        "part": [part.count, part.places, [astuple(mark) for mark in part.bookmarks], part.foreign],
        "faces": [astuple(face) for face in part.faces],
        "heard": [list(heard.letters), list(heard.faults)],
        "high": kept.made.high,
        "signs": sorted(kept.made.signs),
    }
    return json.dumps(stated).encode("ascii") + b"\n" + part.pdf


def read(content: bytes) -> KeptPages:
    """Turn bytes of the cache into pages. Raises ValueError, KeyError or TypeError: the bytes are no pages."""
    head, _, pdf = content.partition(b"\n")
    stated = json.loads(head)
    count, places, marks, foreign = stated["part"]
    faces = tuple(UsedFace(*_tuples(face)) for face in stated["faces"])
    part = PdfPart(pdf, count, places, tuple(Bookmark(*mark) for mark in marks), foreign, faces)
    heard = LayoutFaults(*(dict.fromkeys(said) for said in stated["heard"]))
    begin, end = (each and PageStart(tuple(each[0]), each[1]) for each in stated["ends"])
    return KeptPages(SetGathering(part, heard, tuple(stated["high"]), frozenset(stated["signs"])), begin, end)


def _tuples(value: Any) -> Any:
    """Turn the lists of JSON into tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
