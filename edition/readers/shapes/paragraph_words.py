"""Turn the runs of a paragraph, each with its looks, into one text with ranges: what touches and looks alike is one range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus
from edition.model.documents import DocumentBlock, DocumentNote, InlineRange, Look, NoteCall
from edition.readers.block_parts import before_space, calls_moved, split
from edition.text.looks import shifted

# A look with its value: the tag of a lang, the address of a link.
ValuedLook = tuple[Look, str]

# White space that a line may be broken at; a space that holds two words together stays.
_SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")
# What no text is made of: control characters but tabs and the ends of lines, marks of byte order, spaces without width.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The text of a paragraph, its white space single, with its looks and the calls of notes in it.

    `breaks`: the places where lines end. `gaps`: those of them after which a line is empty.
    """

    text: str = ""
    inline: tuple[InlineRange, ...] = ()
    notes: tuple[NoteCall, ...] = ()
    breaks: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(slots=True)
class ParagraphWords:
    """The runs of a paragraph as they are put together."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    breaks: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    notes: list[NoteCall] = field(default_factory=list)
    ranges: list[InlineRange] = field(default_factory=list)
    open: dict[ValuedLook, int] = field(default_factory=dict)

    def put(self, text: str, looks: Sequence[ValuedLook] = ()) -> None:
        """Add text that has these looks."""
        text = _SPACE.sub(" ", text)
        if self.spaced:
            text = text.removeprefix(" ")
        if not text:
            return
        if self.open or looks:
            for look in [one for one in self.open if one not in looks]:
                self._end(look)
            for look in looks:
                self.open.setdefault(look, self.length)
        self.parts.append(text)
        self.length += len(text)
        self.spaced = text.endswith(" ")

    def line(self) -> None:
        """End a line within the paragraph."""
        if not self.length:
            return
        if self.breaks and self.breaks[-1] + 1 == self.length:
            self.gaps.append(self.breaks[-1])
            return
        if not self.spaced:
            self.put(" ", tuple(self.open))
        self.breaks.append(self.length - 1)

    def call(self, note: DocumentNote) -> None:
        """Hang a note here."""
        self.notes.append(NoteCall(self.length, note))

    def taken(self) -> ParagraphText:
        """What was put together, without white space at its ends."""
        for look in [*self.open]:
            self._end(look)
        whole = "".join(self.parts)
        text = whole.strip()
        lead = len(whole) - len(whole.lstrip()) if text else 0
        last = len(text)
        inline = []
        for one in self.ranges:
            start, end = max(one.start - lead, 0), min(one.end - lead, last)
            bare = text[start:end].strip()
            if bare:
                start += text[start:end].index(bare)
                inline.append(replace(one, start=start, end=start + len(bare)))
        inline.sort(key=lambda one: (one.start, -one.end))
        notes = tuple(replace(call, offset=before_space(text, min(max(call.offset - lead, 0), last))) for call in self.notes)
        breaks = tuple(at - lead for at in self.breaks if 0 < at - lead < last)
        gaps = tuple(at for at in breaks if at + lead in self.gaps)
        return ParagraphText(text, tuple(inline), notes, breaks, gaps)

    def _end(self, look: ValuedLook) -> None:
        self.ranges.append(InlineRange(self.open.pop(look), self.length, *look))


@dataclass(slots=True)
class ControlCharacters:
    """The control characters of a document on their way out of its text."""

    count: int = 0
    codes: set[str] = field(default_factory=set)
    lines: dict[int, None] = field(default_factory=dict)

    def without(self, text: str, line: int) -> str:
        """A text without them and without soft hyphens. `line`: the number of the paragraph that it stands in."""
        if bad := _CONTROL.findall(text):
            self.count += len(bad)
            self.codes.update(f"U+{ord(letter):04X}" for letter in bad)
            self.lines[line] = None
            text = _CONTROL.sub("", text)
        return text.replace("\u00ad", "") if "\u00ad" in text else text

    def tell(self, file: str, report: Report) -> None:
        """Report what was taken out (W106)."""
        if self.count:
            lines = tuple(self.lines)
            report.add("W106", Locus(file, lines[0]), count=self.count, lines=Lines(lines), codes=tuple(sorted(self.codes)))


def with_label(paragraph: ParagraphText, label: str) -> ParagraphText:
    """A paragraph with the number that the program prints before it as the beginning of its text."""
    label = label if paragraph.text else label.rstrip()
    by = len(label)
    return ParagraphText(
        label + paragraph.text,
        shifted(paragraph.inline, by),
        calls_moved(paragraph.notes, by),
        tuple(at + by for at in paragraph.breaks),
        tuple(at + by for at in paragraph.gaps),
    )


def parted(paragraph: ParagraphText) -> list[ParagraphText]:
    """A paragraph as several, parted where it holds an empty line."""
    if not paragraph.gaps:
        return [paragraph]
    block = DocumentBlock("p", paragraph.text, inline=paragraph.inline, notes=paragraph.notes)
    starts = [0, *(at + 1 for at in paragraph.gaps)]
    parts = []
    for start, end, part in zip(starts, [*paragraph.gaps, len(paragraph.text)], split(block, paragraph.gaps), strict=False):
        breaks = tuple(at - start for at in paragraph.breaks if start < at < end)
        parts.append(ParagraphText(part.text, part.inline, part.notes, breaks))
    return parts


def lines_of(paragraph: ParagraphText) -> Iterator[str]:
    """The lines of a paragraph."""
    bounds = [0, *paragraph.breaks, len(paragraph.text)]
    for start, end in pairwise(bounds):
        yield paragraph.text[start:end].strip()
