"""Turn pieces of a text into a galley: their lines in one endless column, with the apparatus and the notes keyed to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from lxml import etree

from edition.errors import UsageError
from edition.messages import Message
from edition.writers.pdf import layout
from edition.writers.pdf.feet import FIGURES, SIGNS, ApparatusFoot, KeyedEntry
from edition.writers.pdf.layout import Column, Face, Press
from edition.writers.pdf.line_numbers import Counting, numbers, restarts
from edition.writers.pdf.markup import document
from edition.writers.pdf.pieces import SetEntry, SetNote, TextPiece
from edition.writers.pdf.planning import Series, SetLine, Sizes
from edition.writers.pdf.rows import NO_BREAK, Fragment, MeasuredWord, Widths, Word, enclosed, in_words, looks, numbered, told_apart
from edition.writers.pdf.spreads import SINGLE, Opening

# The height of the page of a galley, in CSS pixels, so that a column is one page: some sixty thousand pages of A5.
ENDLESS = 40_000_000
# A millimetre in CSS pixels (96 to the inch).
MILLIMETRE = 96 / 25.4
# What must be left of a page for text: the length of a line in millimetres, some two words, and a number of lines. By eye: words
# stand one below the other on smaller pages, and a short text makes thousands of them.
SHORTEST_LINE, FEWEST_LINES = 20, 4
# The longest side of a page in millimetres: 14,400 units of 1/72 inch (ISO 32000-1, C.2).
LARGEST_PAGE = 5080
# A column of text that is less wide is not justified, in millimetres: at some nine words a line the spaces would get too wide.
RAGGED = 60

# A row of the apparatus, a line of a note and a line of the text.
_SAMPLE = '<div class="leaf"><p class="apparatus">x</p><div class="note"><p>x</p></div><p>x</p></div>'

# The calls of notes where the faces have raised figures of their own, as heavy as the text.
SUPERIORS = ".call { font-size: inherit; font-variant-position: super; vertical-align: baseline; margin-left: 0 }"


@dataclass(frozen=True, slots=True)
class TypeArea:
    """What all pages of the text have in common.

    `width`: of the text, in CSS pixels. `sizes`: what a plan needs. `lines`: by what lines are counted. `opening`: which texts
    stand on the pages that lie open together.
    """

    width: float
    sizes: Sizes
    lines: Counting = "page"
    opening: Opening = SINGLE

    @property
    def columns(self) -> int:
        """How many columns of text a page has."""
        return max(map(len, self.opening))

    @property
    def gutter(self) -> float:
        """The space between two columns, in CSS pixels: a line and a quarter, by eye; on wider paper as large a share as that is
        of A5."""
        return max(self.sizes.gap * 1.25, self.width / 21)

    @property
    def column(self) -> float:
        """The width of a column in CSS pixels."""
        return (self.width - self.gutter * (self.columns - 1)) / self.columns

    def left(self, column: int) -> float:
        """Find the left edge of a column, in CSS pixels from the left of the type area."""
        return column * (self.column + self.gutter)


@dataclass(slots=True)
class Galley:
    """The lines of some pieces before they are divided into pages, with their apparatus and notes.

    `own`: the number of lines of the pieces that are made up into pages here. The lines after them belong to the pieces that
    follow: they are set too, because they fill the last page.
    """

    pieces: tuple[TextPiece, ...]
    column: Column
    apparatus: ApparatusFoot
    notes: tuple[Column, ...]
    series: tuple[Series, ...]
    own: int


def type_area(press: Press, paper: str, lines: Counting, opening: Opening) -> TypeArea:
    """Measure a page as the style sheets have it. `paper`: its size, for messages. `lines`: by what they are
    counted. `opening`: which texts stand on the pages.

    Raises UsageError: too little of the page is left for text (E530), or the page is larger than a PDF can have it (E531).
    """
    sample = press.render(document([_SAMPLE], "en"))
    width, height = layout.content_size(sample.pages[0])
    row, lead, line = layout.line_heights(sample)
    lowest = FEWEST_LINES * lead
    if width < SHORTEST_LINE * MILLIMETRE or height < lowest:
        left = {"width": int(width / MILLIMETRE), "height": int(height / MILLIMETRE)}
        needed = {"least": SHORTEST_LINE, "lowest": ceil(lowest / MILLIMETRE)}
        raise UsageError(Message("E530", None, {"paper": paper, **left, **needed}))
    if max(sample.pages[0].width, sample.pages[0].height) > LARGEST_PAGE * MILLIMETRE:
        raise UsageError(Message("E531", None, {"paper": paper, "most": LARGEST_PAGE}))
    return TypeArea(width, Sizes(height, lead, row, row / 2, line), lines, opening)


def book_faces(press: Press) -> tuple[Face, Face]:
    """Find the faces of the text and of the foot. If that of the text has figures for it, calls of notes are set in these from now
    on."""
    text, foot = (layout.face_of(press.render(document([f"<p{kind}>x</p>"], "en"))) for kind in ("", ' class="apparatus"'))
    if text.superiors and foot.superiors:
        press.sheets = (press.sheets[0], SUPERIORS, *press.sheets[1:])
    return text, foot


def galley(press: Press, area: TypeArea, pieces: Sequence[TextPiece], own: int, language: str) -> Galley:
    """Set pieces of a text in a galley; the first `own` of them are to be made up into pages."""
    press.plates |= dict(plate for piece in pieces for plate in piece.plates)
    column = _column(press, (piece.html for piece in pieces), language, area.column, "text")
    column.lines = [_with_room(line, area.sizes.height) for line in column.lines]
    apparatus = _keyed(press, pieces, column, language, area)
    columns, series = [], []
    for which in range(1 + max((note.series for piece in pieces for note in piece.notes), default=-1)):
        ordered = [note for piece in pieces for note in piece.notes if note.series == which]
        columns.append(_column(press, (note.html for note in ordered), language, area.width, "notes"))
        due = _due(column, columns[-1], ordered, pieces, apparatus.entries)
        starts = [columns[-1].places[note.id][0] for note in ordered]
        series.append(Series(columns[-1].lines, due, starts))
    end = column.places[pieces[own].mark][0] if own < len(pieces) else len(column.lines)
    return Galley(tuple(pieces), column, apparatus, tuple(columns), tuple(series), end)


def _with_room(line: SetLine, height: float) -> SetLine:
    """Leave out the head of a table above a row where a page, `height` CSS pixels high, has no room for both, or less than
    three quarters of it for the row (by eye).
    """
    room = min(height / 4, height - (line.bottom - line.top))
    return replace(line, head=0.0) if line.head > room else line


def _column(press: Press, parts: Iterable[str], language: str, width: float, kind: str = "") -> Column:
    """Set parts of a text, as HTML, in one endless column. `width`: in CSS pixels."""
    strip = f"@page strip {{ size: {width}px {ENDLESS}px; margin: 0 }}"
    narrow = " narrow" if width < RAGGED * MILLIMETRE else ""
    return Column(press.render(document([f'<div class="strip {kind}{narrow}">', *parts, "</div>"], language), strip))


def _keyed(press: Press, pieces: Sequence[TextPiece], column: Column, language: str, area: TypeArea) -> ApparatusFoot:
    """Find the lines of each apparatus entry and measure its words. An entry on a whole section stands at the first line of it."""
    found: list[tuple[SetEntry, int, int, tuple[Word, ...]]] = []
    for piece in pieces:
        for entry in piece.entries:
            first, last = column.places.get(entry.anchor) or column.places.get(piece.id, (0, 1))
            if entry.end in column.places:
                last = column.places[entry.end][1]
            elif entry.anchor == piece.id:
                last = first + 1
            first = min(first, len(column.lines) - 1)
            words = entry.words
            if last - first <= 1 and (times := column.time_in_line(entry.anchor, entry.lemma)):
                words = told_apart(words, str(times))
            found.append((entry, first, max(first, last - 1), words))
    found.sort(key=lambda entry: entry[1])
    heads = [(column.places[piece.mark][0], _head(piece.head)) for piece in pieces] if area.lines != "page" else []
    verses: Sequence[str] = ()
    if area.lines == "verse":
        starts = sorted({0, *(first for first, _ in heads)})
        verses = numbers(column.lines, starts)
        anew = restarts(verses, starts)
        heads = [(first, words) for first, words in heads if first in anew]
    beside = [(word,) for entry, *_ in found for *_, word in entry.beside]
    printed = [word for words in (*(f[-1] for f in found), *beside, *(h[-1] for h in heads)) for word in words]
    # A verse may have letters for a number, as the quarters of a stanza do.
    labels = numbered("".join(sorted({*FIGURES, *(letter for verse in verses for letter in verse)})))
    widths = _measured(press, (*printed, labels), language)
    anchors = {e.id: e.anchor if e.anchor in column.places else piece.id for piece in pieces for e in piece.entries}
    keyed = [
        KeyedEntry(
            entry.id,
            first,
            last,
            widths.measured(words, area.width),
            bool(entry.calls),
            _beside(entry, widths),
            anchors[entry.id],
        )
        for entry, first, last, words in found
    ]
    counted = [(first, widths.measured(words, area.width)) for first, words in heads]
    return ApparatusFoot(column.lines, keyed, widths, area.width, counted, verses)


def _beside(entry: SetEntry, widths: Widths) -> dict[str, tuple[str, MeasuredWord]]:
    return {siglum: (number, MeasuredWord(word, widths.of(word))) for siglum, number, word in entry.beside}


def _head(text: str) -> tuple[Word, ...]:
    """Turn the head of a section into the words that stand among the entries of the apparatus."""
    paragraph = etree.Element("p")
    etree.SubElement(paragraph, "i", {"class": "ed"}).text = text
    return in_words(paragraph)


def _measured(press: Press, words: Iterable[Word], language: str) -> Widths:
    """Measure each letter of the apparatus in each of its looks, in CSS pixels. A press measures no letter twice."""
    asked = looks((*words, (Fragment(SIGNS),)))
    fresh = [(look, path, sorted(letters - press.letters.setdefault(look, {}).keys())) for look, (path, letters) in asked.items()]
    # WeasyPrint rounds widths, so that ten of each letter are measured.
    parts = (
        f'<p class="apparatus single">{enclosed(letter.replace(" ", NO_BREAK) * 10, path)}</p>'
        for _, path, letters in fresh
        for letter in letters
    )
    widths = iter(_column(press, parts, language, ENDLESS).widths())
    for look, _, letters in fresh:
        press.letters[look].update((letter, next(widths) / 10) for letter in letters)
    return Widths(press.letters)


def _due(
    column: Column, notes: Column, ordered: Sequence[SetNote], pieces: Sequence[TextPiece], keyed: Sequence[KeyedEntry]
) -> list[int]:
    """Count for each line the lines of notes that belong to the text up to it.

    A note called in an entry belongs to the entry's line.
    """
    lines = {entry.id: entry.first for entry in keyed}
    called = {call: lines[entry.id] for piece in pieces for entry in piece.entries for call in entry.calls}
    due = [0] * len(column.lines)
    at = 0
    for note in ordered:
        line = called.get(note.anchor, column.places.get(note.anchor, (at, at))[0])
        # Notes stand in the order of their numbers.
        at = max(at, min(line, len(due) - 1))
        if due:
            due[at] = notes.places[note.id][1]
    for index in range(1, len(due)):
        due[index] = max(due[index], due[index - 1])
    return due
