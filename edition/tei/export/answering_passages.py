"""Turn the texts of an entry into passages: what of each witness answers what of the others, as the document's beads have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model import Range
from edition.tei.export.exported_edition import ExportedEntry, PlacedText

# A place in the order of passages: the bead, None before the first, and 1 for what stands after it.
_Place = tuple[int | None, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an entry that answer one another. `ranges`: by siglum, in the text of that witness, without white space around.

    `is_bead`: the document says so; else it is what stands between two beads.
    """

    ranges: Mapping[str, tuple[Range, ...]]
    is_bead: bool

    def words(self, text: PlacedText) -> str:
        """The words of a witness, on one line; "" where it has none."""
        return " ".join(" ".join(text.text[start:end].split()) for start, end in self.ranges.get(text.siglum, ()))


def answering_passages(entry: ExportedEntry) -> tuple[Passage, ...]:
    """Divide the texts of an entry into passages that hold every word of every witness, in the order of the first of them.

    What stands between beads, or in an entry without beads, answers line by line where all have as many lines there, else whole.
    """
    order: list[_Place] = []
    found: dict[_Place, dict[str, list[Range]]] = {}
    for text in entry.texts:
        last = -1
        for place, its in _divided(text):
            if place in found:
                last = order.index(place)
            else:
                last += 1
                order.insert(last, place)
            found.setdefault(place, {}).setdefault(text.siglum, []).extend(its)
    by_siglum = {text.siglum: text for text in entry.texts}
    made: list[Passage] = []
    for place in order:
        ranges = {siglum: tuple(its) for siglum, its in found[place].items()}
        if place[1]:
            made += (Passage(line, False) for line in _lines(ranges, by_siglum))
        else:
            made.append(Passage(ranges, True))
    return tuple(made)


def _divided(text: PlacedText) -> Iterator[tuple[_Place, list[Range]]]:
    """The beads of a text and what stands between them, in the order of the text; a bead in several pieces at its first."""
    pieces = sorted((start, end, bead) for bead, ranges in text.beads.items() for start, end in ranges)
    found: dict[_Place, list[Range]] = {}
    at, before = 0, None
    for start, end, bead in pieces:
        start = max(start, at)
        found.setdefault((before, 1), []).extend(_words(text.text, at, start))
        found.setdefault((bead, 0), []).extend(_words(text.text, start, end))
        at, before = max(at, end), bead
    found.setdefault((before, 1), []).extend(_words(text.text, at, len(text.text)))
    return ((place, ranges) for place, ranges in found.items() if ranges)


def _words(text: str, start: int, end: int) -> Iterator[Range]:
    """A range without the white space around it; nothing where there is nothing else."""
    if text[start:end].strip():
        yield (
            start + len(text[start:end]) - len(text[start:end].lstrip()),
            end - (len(text[start:end]) - len(text[start:end].rstrip())),
        )


def _lines(ranges: Mapping[str, Sequence[Range]], texts: Mapping[str, PlacedText]) -> Iterator[dict[str, tuple[Range, ...]]]:
    parted = {siglum: [line for one in its for line in _parted(texts[siglum].text, *one)] for siglum, its in ranges.items()}
    counts = {len(lines) for lines in parted.values()}
    if len(counts) != 1:
        yield {siglum: tuple(its) for siglum, its in ranges.items()}
        return
    for number in range(counts.pop()):
        yield {siglum: (lines[number],) for siglum, lines in parted.items()}


def _parted(text: str, start: int, end: int) -> Iterator[Range]:
    for line in text[start:end].split("\n"):
        yield from _words(text, start, start + len(line))
        start += len(line) + 1


def passage_at(passages: Sequence[Passage], siglum: str, at: int) -> int:
    """The number of the passage in which an offset of a witness's text lies; between two, that of the one before."""
    places = [(start, number) for number, passage in enumerate(passages) for start, _ in passage.ranges.get(siglum, ())]
    return max((place for place in places if place[0] <= at), default=min(places, default=(0, 0)))[1]
