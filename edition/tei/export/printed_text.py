"""Turn the text that a document prints into pieces in the order in which a page has them: words, calls of notes, apparatus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from edition.language.book_words import ELLIPSIS, PILCROW, BookWords
from edition.model import GRADES, InlineRange, Note, Paragraph
from edition.model.apparatus_units import ApparatusUnit, WitnessReading
from edition.tei.export.exported_edition import ExportedEdition, ExportedEntry, PlacedText
from edition.tei.export.left_out import UNPLACED, UNSAID, others
from edition.text.looks import clipped, shifted
from edition.text.running_text import paragraph_starts

# A lemma of more words is cut between its first and its last. By eye, as printed apparatus do.
LONGEST_LEMMA = 6


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """Some words that look alike. `looks`: (look, value) of each, as InlineRange has them."""

    text: str
    looks: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitMark:
    """Where the lemma of a unit begins or ends. `unit`: its index. `over`: the lemma goes on beyond the paragraph."""

    kind: Literal["open", "close"]
    unit: int
    over: bool = False


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is called. `siglum`: whose it is, where it stands in no word of the text but in a reading of this witness."""

    note: Note
    siglum: str = ""


Printed = PrintedWords | UnitMark | NoteMark


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A block of an entry. `paragraph`: what it is, None for the heading. `pieces`: marks that open and close nest. `start`: where
    it begins in the text of the entry.
    """

    paragraph: Paragraph | None
    pieces: tuple[Printed, ...]
    start: int = 0


# A note, or what else is called, with the offset in the text of its entry at which it is.
Called = tuple[int, NoteMark]


def printed_paragraphs(edition: ExportedEdition, entry: ExportedEntry, units: frozenset[int]) -> Iterator[PrintedParagraph]:
    """The blocks of an entry as the document prints it. `units`: the indexes of those whose places are to be marked."""
    if entry.edited is not None:
        called = [*own_notes(entry.edited), *notes_of_others(entry, entry.edited)]
        yield from placed_paragraphs(edition, entry.edited, units, called)


def own_notes(text: PlacedText) -> Iterator[Called]:
    """The notes that a text calls, each at its first call."""
    return ((at, NoteMark(note)) for note, at in text.notes if not note.again)


def placed_paragraphs(
    edition: ExportedEdition, text: PlacedText, units: frozenset[int], called: Sequence[Called]
) -> Iterator[PrintedParagraph]:
    """The blocks of an entry as one text has it, with the places of some units, and with the notes that are called there."""
    starts = paragraph_starts(text.entry)
    heading = len(text.entry.heading)
    placed = _nested(edition, text, units)
    blocks = zip(starts, text.entry.paragraphs, strict=True)
    bounds = [(0, heading), *((start, start + len(one.label) + len(one.text)) for start, one in blocks)]
    begun: set[int] = set()
    told: set[int] = set()
    for number, (start, end) in enumerate(bounds):
        paragraph = text.entry.paragraphs[number - 1] if number else None
        if paragraph is None and not heading:
            continue
        last = number == len(bounds) - 1
        marks = _marks(placed, begun, start, end, last=last)
        looks = text.entry.head_looks if paragraph is None else shifted(paragraph.looks, len(paragraph.label))
        notes = []
        for index, (at, mark) in enumerate(called):
            if index not in told and (start <= at <= end or last):
                told.add(index)
                notes.append((max(min(at, end) - start, 0), mark))
        yield PrintedParagraph(paragraph, tuple(_pieces(text.text[start:end], looks, marks, notes)), start)


def notes_of_others(entry: ExportedEntry, edited: PlacedText) -> Iterator[Called]:
    """The notes that the text does not call, because they stand in readings of others, each with where it belongs in the text."""
    told = {(note.n, note.text) for note, _ in edited.notes}
    for text in entry.texts:
        for note, at in text.notes:
            if note.again or (note.n, note.text) in told:
                continue
            told.add((note.n, note.text))
            before = [(place, app) for app, place in text.apps.items() if place[0] <= at and app in edited.apps]
            if not before:
                yield min(at, len(edited.text)), NoteMark(note, text.siglum)
                continue
            (_, end), app = max(before)
            yield min(edited.apps[app][1] + max(at - end, 0), len(edited.text)), NoteMark(note, text.siglum)


# The place of a unit: its start, its end, its index.
_Placed = tuple[int, int, int]


def _nested(edition: ExportedEdition, text: PlacedText, units: frozenset[int]) -> list[_Placed]:
    """The places of units, the outer before the inner; one that crosses another is cut where that ends."""
    found = {
        edition.unit_of[app]: place for app, place in sorted(text.apps.items(), reverse=True) if edition.unit_of.get(app) in units
    }
    ends = {edition.unit_of[app]: place[1] for app, place in sorted(text.apps.items()) if edition.unit_of.get(app) in units}
    order = sorted((start, -max(ends[unit], end), unit) for unit, (start, end) in found.items())
    open_: list[int] = []
    made: list[_Placed] = []
    for start, end, unit in order:
        end = -end
        while open_ and open_[-1] <= start:
            open_.pop()
        end = min(end, open_[-1]) if open_ else end
        if end > start:
            open_.append(end)
        made.append((start, end, unit))
    return made


def _marks(placed: Sequence[_Placed], begun: set[int], start: int, end: int, *, last: bool) -> list[tuple[int, int, bool, int]]:
    """The units that begin in a block: (start, end, goes on beyond, index), in the order of `placed`, counted in the block."""
    found = []
    for at, until, unit in placed:
        if unit not in begun and (start <= at <= end or (last and at > end)):
            begun.add(unit)
            at = min(at, end)
            found.append((at - start, max(min(until, end), at) - start, until > end, unit))
    return found


def _pieces(
    text: str, looks: Sequence[InlineRange], marks: Sequence[tuple[int, int, bool, int]], notes: Sequence[tuple[int, NoteMark]]
) -> Iterator[Printed]:
    """Words parted where looks, lemmas and calls stand. At one place lemmas end, notes are called, lemmas begin."""
    cuts = {0, len(text), *(cut for one in looks for cut in (one.start, one.end)), *(at for at, _ in notes)}
    cuts |= {cut for start, end, *_ in marks for cut in (start, end)}
    places = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    open_: list[tuple[int, bool, int]] = []
    for place, after in zip(places, [*places[1:], len(text)], strict=True):
        while open_ and open_[-1][0] <= place:
            _, over, unit = open_.pop()
            yield UnitMark("close", unit, over)
        yield from (mark for at, mark in notes if at == place)
        for start, end, over, unit in marks:
            if start == place:
                yield UnitMark("open", unit, over)
                if end > start:
                    open_.append((end, over, unit))
                else:
                    yield UnitMark("close", unit, over)
        if place < after:
            held = frozenset((one.look, one.value) for one in looks if one.start <= place and one.end >= after)
            yield PrintedWords(text[place:after], held)
    yield from (UnitMark("close", unit, over) for _, over, unit in reversed(open_))


def looked(text: str, looks: Sequence[InlineRange]) -> Iterator[PrintedWords]:
    """A text such as that of a note in pieces that look alike."""
    return (piece for piece in _pieces(text, clipped(looks, 0, len(text)), (), ()) if isinstance(piece, PrintedWords))


# --- The words of an apparatus --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidReading:
    """What the apparatus says of some witnesses: words of theirs ("reading"), or words about them ("said"), and their sigla."""

    reading: str
    said: str
    sigla: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidUnit:
    """An entry of the apparatus. `lemma`: the words of the text. `remark`: what the editor says of it, "" for nothing."""

    lemma: str
    readings: tuple[SaidReading, ...]
    remark: str


def said_unit(edition: ExportedEdition, index: int, words: BookWords) -> SaidUnit:
    """Word an entry of the apparatus. A reading that the editor keeps out (`silent`) is not in it."""
    unit = edition.units[index]
    breaks = edition.breaks.get(index, frozenset())
    adds = not unit.lemma and not breaks
    readings = []
    for reading in unit.readings:
        if reading.is_lemma or not _is_said(edition, unit, reading):
            continue
        if reading.text:
            readings.append(SaidReading(reading.text, words.adds if adds else "", reading.sigla))
        elif unit.type == "paragraph" or breaks:
            new = any(siglum in breaks for siglum in reading.sigla)
            readings.append(SaidReading("", words.new_paragraph if new else words.run_on, reading.sigla))
        else:
            readings.append(SaidReading("", words.not_in, reading.sigla))
    lemma = unit.lemma or (PILCROW if breaks else _word_before(edition, unit))
    return SaidUnit(lemma, tuple(readings), edition.remarks.get(index, ""))


def _word_before(edition: ExportedEdition, unit: ApparatusUnit) -> str:
    """The word of the text after which something is added."""
    text = next((entry.edited.text for entry in edition.entries if entry.n == unit.entry and entry.edited is not None), "")
    # No word is longer than that, or it is cut.
    before = text[max((unit.start or 0) - 80, 0) : unit.start or 0].split()
    return before[-1] if before else ""


def shortened(lemma: str) -> str:
    """A long lemma as its first and last words."""
    words = lemma.split()
    return f"{words[0]} {words[1]} {ELLIPSIS} {words[-1]}" if len(words) > LONGEST_LEMMA else " ".join(words)


def is_unsaid(reading: WitnessReading) -> bool:
    """Whether no page says a reading: the editor keeps it out, or it has no more than the capital with which a verse begins."""
    return reading.silent or "lineation" in reading.cause.split()


def told_units(edition: ExportedEdition) -> frozenset[int]:
    """The units of which an apparatus says something: those with a reading that is printed, at a place of the text."""
    return frozenset(index for index, unit in enumerate(edition.units) if _is_told(edition, unit) and unit.start is not None)


def untold(edition: ExportedEdition) -> dict[str, int]:
    """The readings that such an apparatus leaves out, by the words of left_out.py."""
    unplaced = [unit for unit in edition.units if _is_told(edition, unit) and unit.start is None]
    kept = 0
    for unit in edition.units:
        if unit.type != "attestation":
            kept += sum(1 for one in unit.readings if not one.is_lemma and not _is_said(edition, unit, one))
    return {UNPLACED: sum(len(others(unit)) for unit in unplaced), UNSAID: kept}


def _is_told(edition: ExportedEdition, unit: ApparatusUnit) -> bool:
    """Whether a unit is said: whether any of its readings is."""
    return unit.type != "attestation" and any(not one.is_lemma and _is_said(edition, unit, one) for one in unit.readings)


def _is_said(edition: ExportedEdition, unit: ApparatusUnit, reading: WitnessReading) -> bool:
    """Whether a reading is said. One without a grade has that of its unit; without any, as other projects' are, it is of every
    grade.
    """
    if edition.apparatus == "none" or is_unsaid(reading):
        return False
    own = reading.grade or unit.grade
    least = GRADES.index(edition.apparatus) if edition.apparatus in GRADES else 0
    return own not in GRADES or GRADES.index(own) >= least
