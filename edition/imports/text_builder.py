"""Put words, as they come, into paragraphs and entries, with the places of what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from edition.model import Entry, InlineRange, Locus, Note, Paragraph, UpperDivision
from edition.model.sources import BlockKind, Look, Surrounding
from edition.text.looks import canonical

# What the divisions above an entry are called in TEI, by how deep their headings stand.
_DIVISIONS = ("part", "chapter", "section")


@dataclass(slots=True)
class WordsOnLine:
    """Words on one line with their looks. White space is one space, and none stands at the beginning."""

    text: str = ""
    looks: list[InlineRange] = field(default_factory=list)

    def write(self, words: str, looks: frozenset[Look]) -> None:
        """Put words at the end."""
        made: list[str] = []
        last = self.text[-1:] or " "
        for sign in words:
            if sign in " \t\n\r":
                sign = " "
                if last == " ":
                    continue
            made.append(sign)
            last = sign
        start = len(self.text)
        self.text += "".join(made)
        if made:
            self.looks += (InlineRange(start, len(self.text), look) for look in sorted(looks))


@dataclass(slots=True)
class PlacedUnit:
    """A place in an entry, in the paragraph of a number, None for the heading, and what is said of it."""

    paragraph: int | None
    start: int
    end: int
    said: object
    locus: Locus


@dataclass(slots=True)
class BuiltEntry:
    """An entry on its way: its heading, its paragraphs, what stands at places of them."""

    heading: WordsOnLine = field(default_factory=WordsOnLine)
    above: tuple[UpperDivision, ...] = ()
    paragraphs: list[Paragraph] = field(default_factory=list)
    places: list[PlacedUnit] = field(default_factory=list)


class TextBuilder:
    """The text of a source on its way into entries.

    `looks`: those of the words that come next. `kind`: what the next paragraph is. `within`: what holds it.
    """

    def __init__(self) -> None:
        self.entries = [BuiltEntry()]
        self.words = WordsOnLine()
        self.looks: frozenset[Look] = frozenset()
        self.kind: BlockKind = "p"
        self.within: tuple[Surrounding, ...] = ()
        self.begun: tuple[Surrounding, ...] = ()
        self.speaker = ""
        self.section = False
        self.verse = ""
        self.stanza_begins = False
        self.in_heading = False
        self.heads: list[tuple[int, int, str]] = []
        self._numbers: Counter[int] = Counter()

    @property
    def entry(self) -> BuiltEntry:
        return self.entries[-1]

    def write(self, words: str) -> None:
        """Words of the text."""
        self.words.write(words, self.looks)

    @contextmanager
    def looking(self, *looks: Look) -> Iterator[None]:
        """What is written within looks so."""
        before, self.looks = self.looks, self.looks | {*looks}
        yield
        self.looks = before

    @contextmanager
    def place(self, said: object, locus: Locus) -> Iterator[None]:
        """What is written within is what something is said of."""
        unit = PlacedUnit(self._number(), len(self.words.text), len(self.words.text), said, locus)
        self.entry.places.append(unit)
        yield
        if unit.paragraph != self._number():
            # It holds the end of a paragraph: what is said is of the words in the last one.
            unit.paragraph, unit.start = self._number(), 0
        text = self.words.text
        unit.end = len(text)
        while unit.start < unit.end and text[unit.start] == " ":
            unit.start += 1
        while unit.start < unit.end and text[unit.end - 1] == " ":
            unit.end -= 1

    def _number(self) -> int | None:
        return None if self.in_heading else len(self.entry.paragraphs)

    def end(self) -> None:
        """End the paragraph or verse, if it has words."""
        if self.in_heading:
            return
        text = self.words.text.rstrip(" ")
        if not text:
            # What is said of a paragraph without words is then said at the beginning of the next.
            self.words = WordsOnLine()
            return
        within = self.within
        shared = 0
        while shared < min(len(within), len(self.begun)) and within[shared] == self.begun[shared]:
            shared += 1
        if self.stanza_begins and within[-1:] == ("stanza",):
            shared = min(shared, len(within) - 1)
        self.stanza_begins = False
        looks = canonical(text, [look for look in self.words.looks if look.start < len(text)])
        self.entry.paragraphs.append(
            Paragraph(
                text, self.kind, looks=looks, within=within, shared=shared, speaker=self.speaker if "speech" in within else "",
                n=self.verse, section=self.section,
            )
        )  # fmt: skip
        self.begun, self.section, self.verse = within, False, ""
        self.words = WordsOnLine()

    def break_surroundings(self) -> None:
        """What holds the next paragraph begins with it."""
        self.begun = ()

    @contextmanager
    def heading(self, depth: int) -> Iterator[None]:
        """What is written within is the heading of an entry, or of what holds it, if no text follows."""
        self.end()
        if self.entry.paragraphs or (self.entry.heading.text and depth <= self.heads[-1][0]):
            self.entries.append(BuiltEntry())
            self.break_surroundings()
        elif self.entry.heading.text:
            # A heading with no text of its own is that of a division.
            self.entry.heading = WordsOnLine()
            self.entry.places = []
        looks, self.looks = self.looks, frozenset()
        self.in_heading, self.words = True, self.entry.heading
        yield
        self.in_heading, self.words, self.looks = False, WordsOnLine(), looks
        self.entry.heading.text = self.entry.heading.text.rstrip(" ")
        self.heads = [head for head in self.heads if head[0] < depth]
        self.entry.above = tuple(UpperDivision(_DIVISIONS[min(place, 2)], str(number), said) for place, number, said in self.heads)
        self._numbers[depth] += 1
        self.heads.append((depth, self._numbers[depth], self.entry.heading.text))

    def built(self) -> list[BuiltEntry]:
        """The entries that have words."""
        self.end()
        return [entry for entry in self.entries if entry.paragraphs or entry.heading.text]


def made_entry(built: BuiltEntry, n: str, notes: list[tuple[PlacedUnit, str, list[InlineRange]]]) -> Entry:
    """Turn what was built into an entry. `notes`: their places, words and looks."""
    made = []
    for number, (unit, text, looks) in enumerate(notes, 1):
        paragraph = unit.paragraph if unit.paragraph is None or unit.paragraph < len(built.paragraphs) else None
        length = len(built.heading.text) if paragraph is None else len(built.paragraphs[paragraph].text)
        at = length if paragraph != unit.paragraph else min(unit.end, length)
        made.append(Note(str(number), text, paragraph, at, kind="editorial", locus=unit.locus, looks=canonical(text, looks)))
    title = built.heading.text or None
    head_looks = canonical(title or "", built.heading.looks)
    return Entry(n, None, "", None, title, tuple(built.paragraphs), tuple(made), above=built.above, head_looks=head_looks)
