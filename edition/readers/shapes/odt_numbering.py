"""Turn the list styles of an ODT into the numbers that are printed before its headings and list items: Chapter 4, 2.1, (b)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.readers.shapes.counted_numbers import ODF_FORMS, counted
from edition.readers.shapes.odt_package import LOEXT, OFFICE, STYLE, TEXT
from edition.readers.shapes.word_numbering import BULLETS

if TYPE_CHECKING:
    from lxml import etree

# A list style has ten levels (ODF 1.2, 16.30).
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class CountedLevel:
    """A level of a list: how its number is written, what stands before and after it, how many levels are shown.

    `pattern`: the whole with %1% for the number of level 1, where the file has it so. `bullet`: the sign of a list without numbers.
    """

    form: str = "none"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""
    bullet: str = ""


@dataclass(slots=True)
class ListCount:
    """How far a list has counted on each of its levels, from 1."""

    levels: Mapping[int, CountedLevel] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def label(self, level: int, start: int | None = None) -> str:
        """Count an item, and give what is printed before it. `start`: the number that the item itself states."""
        style = self.levels.get(level, CountedLevel())
        self.numbers[level] = start if start is not None else self.numbers.get(level, style.start - 1) + 1
        if style.bullet:
            return BULLETS.get(style.bullet, style.bullet[:1]) + " "
        if style.form == "none":
            return ""
        if style.pattern:
            shown = re.sub(r"%(\d{1,2})%", lambda place: self._number(int(place[1])), style.pattern)
        else:
            numbers = (self._number(at) for at in range(max(1, level - style.shown + 1), level + 1))
            shown = style.prefix + ".".join(number for number in numbers if number) + style.suffix
        return shown.strip() + " "

    def begin(self, level: int) -> None:
        """Count anew on a level and those below it."""
        for below in [at for at in self.numbers if at >= level]:
            del self.numbers[below]

    def _number(self, level: int) -> str:
        style = self.levels.get(level, CountedLevel())
        return "" if style.form == "none" else counted(self.numbers.get(level, style.start), style.form)


def list_styles(*roots: etree._Element | None) -> dict[str, Mapping[int, CountedLevel]]:
    """The list styles of a document by name; that of its headings by ""."""
    found: dict[str, Mapping[int, CountedLevel]] = {}
    for root in roots:
        for part in ("automatic-styles", "styles"):
            holder = root.find(OFFICE + part) if root is not None else None
            for style in holder if holder is not None else ():
                if style.tag == TEXT + "list-style":
                    found.setdefault(style.get(f"{STYLE}name", ""), _levels(style))
                elif style.tag == TEXT + "outline-style":
                    found.setdefault("", _levels(style))
    return found


def _levels(style: etree._Element) -> Mapping[int, CountedLevel]:
    levels = {}
    for level in style:
        depth = number_of(level, "level")
        if depth is None or not 1 <= depth <= _LEVELS:
            continue
        name = str(level.tag).rpartition("}")[2]
        if name == "list-level-style-bullet":
            levels[depth] = CountedLevel(bullet=level.get(f"{TEXT}bullet-char") or "•")
        elif name in ("list-level-style-number", "outline-level-style"):
            levels[depth] = CountedLevel(
                ODF_FORMS.get(level.get(f"{STYLE}num-format", ""), "decimal"), level.get(f"{STYLE}num-prefix", ""),
                level.get(f"{STYLE}num-suffix", ""), number_of(level, "display-levels") or 1, _start(level),
                level.get(f"{STYLE}num-list-format") or level.get(f"{LOEXT}num-list-format") or "",
            )  # fmt: skip
        elif name == "list-level-style-image":
            levels[depth] = CountedLevel(bullet="•")
    return levels


def _start(level: etree._Element) -> int:
    start = number_of(level, "start-value")
    return 1 if start is None else start


def number_of(element: etree._Element, name: str) -> int | None:
    """A number that an element states in an attribute of the text's namespace; None where it states none."""
    said = element.get(TEXT + name, "")
    return int(said) if re.fullmatch(r"\d{1,6}", said) else None
