"""Turn the lists of a Word document into the numbers that Word prints before paragraphs: 3., (b), Chapter 4, 2.1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.readers.shapes.counted_numbers import counted
from edition.readers.shapes.word_package import W, is_on, value_of
from edition.readers.shapes.word_styles import WordStyle, WordStyles, list_of

if TYPE_CHECKING:
    from lxml import etree

# Word's own bullets stand in the private area of the fonts Symbol and Wingdings.
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "o": "◦", "\uf02d": "–", "-": "-", "": "•"}
# What stands between a number and its text.
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list. `restart`: the level above that begins its count anew, from 1; 0: none does; None: any."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    style: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the definition that it counts by, its levels, and at which levels it begins to count anew."""

    definition: str
    levels: Mapping[int, ListLevel]
    restarts: Mapping[int, int] = field(default_factory=dict)


class WordNumbering:
    """The lists of a document, and how far each has counted. Lists of one definition count on from one to the next."""

    def __init__(self, root: etree._Element | None, styles: WordStyles, language: str) -> None:
        self.language = language
        self.styles = styles
        self.lists: dict[str, NumberedList] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()
        if root is None:
            return
        definitions = {one.get(f"{W}abstractNumId", ""): one for one in root.iter(W + "abstractNum")}
        named = {name: id_ for id_, one in definitions.items() if (name := value_of(one, W + "styleLink"))}
        for number in root.iter(W + "num"):
            id_ = value_of(number, W + "abstractNumId") or ""
            # A definition may only name the style that has the levels.
            linked = value_of(definitions.get(id_), W + "numStyleLink")
            id_ = named.get(linked, id_) if linked else id_
            if id_ in definitions:
                changes = [*number.iter(W + "lvlOverride")]
                own = {depth: level for change in changes for depth, level in _levels(change).items()}
                starts = {
                    int(depth): int(start)
                    for change in changes
                    if re.fullmatch(r"\d{1,2}", depth := change.get(f"{W}ilvl") or "")
                    and re.fullmatch(r"\d{1,6}", start := value_of(change, W + "startOverride") or "")
                }
                self.lists[number.get(f"{W}numId", "")] = NumberedList(id_, {**_levels(definitions[id_]), **own}, starts)

    def label(self, paragraph: etree._Element, style: WordStyle) -> tuple[str, int]:
        """The number or bullet that is printed before a paragraph, "" where none is, and how deep it stands in its list."""
        id_, depth = list_of(paragraph)
        inherited = id_ is None
        id_ = style.list_id if id_ is None else id_
        found = self.lists.get(id_ or "")
        if found is None:
            return "", 0
        if depth is None:
            linked = (at for at, level in found.levels.items() if inherited and level.style and level.style in style.ids[:1])
            depth = next(linked, style.depth or 0)
        level = found.levels.get(depth)
        if level is None:
            return "", depth
        counts = self._count(id_ or "", found, depth)
        if level.form == "none" and "%" not in level.text.replace(f"%{depth + 1}", ""):
            return "", depth
        if level.form == "bullet":
            return BULLETS.get(level.text, level.text[:1] or "•") + " ", depth
        return self._shown(level, found, counts, depth), depth

    def _shown(self, level: ListLevel, found: NumberedList, counts: Mapping[int, int], depth: int) -> str:
        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            other = found.levels.get(at, level)
            if other.form == "none" or at > depth:
                return ""
            form = "decimal" if level.legal and other.form != "decimalZero" else other.form
            return counted(counts.get(at, other.start), form, self.language)

        shown = re.sub(r"%([1-9])", number, level.text).strip()
        return shown + level.suffix if shown else ""

    def _count(self, id_: str, found: NumberedList, depth: int) -> Mapping[int, int]:
        """Count a paragraph, and give the counts of its level and those above."""
        counts = self.counts.setdefault(found.definition, {})
        if id_ not in self.begun:
            self.begun.add(id_)
            for at in found.restarts:
                counts.pop(at, None)
        counts[depth] = counts[depth] + 1 if depth in counts else self._start(found, depth)
        for below in [at for at in counts if at > depth]:
            restart = found.levels.get(below, ListLevel()).restart
            if restart is None or depth < restart:
                del counts[below]
        return counts

    @staticmethod
    def _start(found: NumberedList, depth: int) -> int:
        level = found.levels.get(depth)
        return found.restarts.get(depth, level.start if level else 1)


def _levels(root: etree._Element) -> dict[int, ListLevel]:
    levels = {}
    for level in root.iter(W + "lvl"):
        depth = level.get(f"{W}ilvl", "")
        if not re.fullmatch(r"\d{1,2}", depth):
            continue
        start, restart = value_of(level, W + "start") or "1", value_of(level, W + "lvlRestart") or ""
        form = value_of(level, W + "numFmt")
        levels[int(depth)] = ListLevel(
            form or "decimal", value_of(level, W + "lvlText") or "", int(start) if re.fullmatch(r"\d{1,6}", start) else 1,
            int(restart) if re.fullmatch(r"\d{1,2}", restart) else None, is_on(level.find(W + "isLgl")),
            _SUFFIXES.get(value_of(level, W + "suff") or "tab", " "), value_of(level, W + "pStyle") or "",
        )  # fmt: skip
    return levels
