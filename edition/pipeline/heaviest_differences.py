"""Turn the variation units of a document into its differences of style and sense, the heaviest first, each among its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.model import GRADES, Entry
from edition.model.apparatus_units import ApparatusUnit
from edition.text.running_text import running_text

# So many words are shown to either side of a difference, and of a reading: by eye, one line, and three.
AROUND, SHOWN = 6, 30
# Marks that stand close to the word after them, and to that before them.
_OPENING, _CLOSING = tuple("(“‘[«—"), tuple(".,;:!?)”’]»…—")


@dataclass(frozen=True, slots=True)
class Divergence:
    """A place at which witnesses differ in sense or style. `before`, `after`: a few words to either side in the text printed."""

    unit: ApparatusUnit
    before: str
    after: str

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """What the witnesses have, each with its sigla: the lemma in brackets among its words, a dash where there are none. Of a
        witness that is not compared, such as an original in another language, only words.
        """
        lines = []
        for reading in self.unit.readings:
            if reading.silent and not reading.text:
                continue
            words = _shortened(reading.text)
            if reading.is_lemma:
                before = self.before if self.before.endswith(_OPENING) else f"{self.before} ".lstrip()
                after = self.after if self.after.startswith(_CLOSING) else f" {self.after}".rstrip()
                words = f"… {before}[{words}]{after} …"
            lines.append((", ".join(reading.sigla), words))
        return tuple(lines)

    @property
    def judgement(self) -> str:
        """The grade of the place, and its weight where it is known."""
        return self.unit.grade if self.unit.weight is None else f"{self.unit.grade} {self.unit.weight:.2f}"

    def to_dict(self) -> dict[str, object]:
        """The difference as plain values: those of its unit, and the words about it."""
        return {**self.unit.to_dict(), "before": self.before, "after": self.after}


def heaviest(units: Sequence[ApparatusUnit], entries: Sequence[Entry]) -> tuple[Divergence, ...]:
    """Turn variation units, and the entries of the text printed, into the differences that some book prints, the heaviest first.

    What orders them is their weight; where it is not known or the same, their grade, then their length in words.
    """
    return tuple(_placed(sorted((unit for unit in _once(units) if _is_of_weight(unit)), key=_heaviness), entries))


def _once(units: Iterable[ApparatusUnit]) -> Iterator[ApparatusUnit]:
    """Units, of the two halves of a moved passage the first alone."""
    seen: set[str] = set()
    for unit in units:
        if unit.partner not in seen:
            yield unit
        seen.add(unit.id)


def is_told(unit: ApparatusUnit) -> bool:
    """Whether a unit has a reading of a witness that is compared, which the editor has not kept off the page."""
    return any(not reading.silent for reading in unit.readings if not reading.is_lemma)


def _is_of_weight(unit: ApparatusUnit) -> bool:
    """Whether a unit differs in style or sense, and is told."""
    return unit.grade in GRADES[1:] and is_told(unit)


def _heaviness(unit: ApparatusUnit) -> tuple[float, int, int]:
    """What orders units, the heaviest first: by weight; where it is not known or the same, by grade, then by length in words."""
    length = max(len(reading.text.split()) for reading in unit.readings)
    return -(unit.weight or 0.0), -GRADES.index(unit.grade), -length


def _placed(units: Sequence[ApparatusUnit], entries: Sequence[Entry]) -> Iterator[Divergence]:
    """Units with the words about them."""
    texts = {entry.n: running_text(entry).text for entry in entries}
    for unit in units:
        text, before, after = texts.get(unit.entry, ""), "", ""
        if unit.start is not None and unit.end is not None:
            # A word has fewer letters than this, so that no more of a long entry is looked at.
            reach = AROUND * 40
            before = " ".join(text[max(0, unit.start - reach) : unit.start].split()[-AROUND:])
            after = " ".join(text[unit.end : unit.end + reach].split()[:AROUND])
        yield Divergence(unit, before, after)


def _shortened(words: str) -> str:
    """The words of a reading, cut where they are many; a dash for none."""
    found = words.split()
    return f"{' '.join(found[:SHOWN])} …" if len(found) > SHOWN else words or "–"
