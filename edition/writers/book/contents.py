"""Turn the sections of a book, a flat list with levels, into the tree of its table of contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edition.writers.book.types import Section


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents, and the lines under it. `section`: the id to which it leads. `language`: that of the
    title.
    """

    title: str
    section: str
    language: str
    lines: tuple[ContentsLine, ...] = ()


def listed(sections: Iterable[Section], depth: int = 0) -> list[Section]:
    """Find the sections that the table of contents names: those that have a title. `depth`: how many levels it has, 0 for all."""
    return [section for section in sections if section.title and (depth < 1 or section.level <= depth)]


def contents(sections: Iterable[Section], depth: int = 0) -> tuple[ContentsLine, ...]:
    """Make the lines of the sections that are listed. A section stands under the nearest one before it that has a lower level."""
    titled = listed(sections, depth)

    def below(start: int, level: int) -> tuple[tuple[ContentsLine, ...], int]:
        lines: list[ContentsLine] = []
        place = start
        while place < len(titled) and titled[place].level > level:
            section = titled[place]
            under, place = below(place + 1, section.level)
            lines.append(ContentsLine(section.title, section.id, section.language, under))
        return tuple(lines), place

    return below(0, 0)[0]
