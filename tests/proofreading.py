"""Turn a printed PDF and the book of which it was made into what is wrong with it: read back as a proofreader reads it.

The numbers of lines are counted, with the figures in the margin as check points; nothing of how a page is made is used here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from lxml import etree

from edition.language.book_words import GRADE_SIGNS
from edition.writers.book.compositor import BLOCKS
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import BODY_KINDS, ApparatusEntry, Book
from edition.writers.pdf.markup import PrintedNote, numbered_notes
from tests.reading_back import Page, Word, dense, letters_of, read_pages

# Stands for a quotation mark that the page adds.
QUOTED = "\ue000"
# Elements that begin a line of their own.
HOLDS_LINES = BLOCKS | {f"{XHTML}{tag}" for tag in ("li", "dd", "dt", "td", "th", "caption", "figcaption")}
# The label of an entry: the line of its lemma, or the first and the last; the last may be on another page.
LABEL = r"(?P<first>\d+)(?:–(?P<last>(?:\d+\.)?\d+))?"


# --- The book -------------------------------------------------------------------------------------------------------


def said_by(
    element: etree._Element,
    marks: dict[str, PrintedNote],
    say: Callable[[str, etree._Element], None],
    go: Callable[[etree._Element], None],
) -> None:
    """Tell the text of an element as it is printed, with the element in which each part of it stands; its children go."""
    name = etree.QName(element).localname
    if name in ("title", "desc") or element.get("class") == "line-number":
        return
    # The marks of a quotation are those of its language.
    mark = QUOTED if name == "q" else ""
    say(mark + (element.text or ""), element)
    if element.get("class") == "call" and element.get("id") in marks:
        say(marks[element.get("id", "")].mark, element)
    for child in element:
        if isinstance(child.tag, str):
            go(child)
        say(child.tail or "", element)
    say(mark, element)


def text_of(element: etree._Element, marks: dict[str, PrintedNote]) -> str:
    """The text of a piece of a book as it is printed."""
    parts: list[str] = []

    def go(inner: etree._Element) -> None:
        said_by(inner, marks, lambda text, _: parts.append(text), go)

    go(element)
    return "".join(parts)


@dataclass
class Copy:
    """The text of a book's body as a stream of letters. `starts`, `ends`: where the text of each id begins and ends; `bare`: the
    ids of what has no letters, or begins with something else, and the block of each; `signs`: those of what has other signs and no
    letters; `after`: where that block ends; `elements`: from which letter on the text is whose; `uncounted`: elements whose lines
    have no numbers; `inside`: for each letter, 1 where it stands inside a word that no line may part without a hyphen."""

    letters: str = ""
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    bare: dict[str, etree._Element] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    after: dict[etree._Element, int] = field(default_factory=dict)
    elements: list[tuple[int, etree._Element]] = field(default_factory=list)
    uncounted: set[etree._Element] = field(default_factory=set)
    inside: bytearray = field(default_factory=bytearray)

    def counted(self, letter: int) -> bool:
        """Whether the line on which a letter stands is counted: not in tables and figures, nor in headings of divisions."""
        element = self.elements[bisect_right(self.elements, letter, key=lambda each: each[0]) - 1][1]
        return not any(each in self.uncounted for each in (element, *element.iterancestors()))


def copy_of(book: Book, marks: dict[str, PrintedNote], *, numbered: bool = False) -> Copy:
    """Gather the text of all sections between front and back. `numbered`: its lines are counted although it has no apparatus, as
    opposite a text with one."""
    found = Copy()
    parts: list[str] = []
    length = 0

    def say(text: str, element: etree._Element) -> None:
        nonlocal length
        if letters := letters_of(text):
            found.elements.append((length, element))
            parts.append(letters)
            for word in re.findall(r"\w+", unicodedata.normalize("NFKC", text)):
                found.inside += b"\0" + (b"\1" if len(word) < 30 and word < "\u2e80" else b"\0") * (len(word) - 1)
            length += len(letters)

    def go(element: etree._Element) -> None:
        if name := element.get("id"):
            found.starts.setdefault(name, length)
            said = text_of(element, marks).lstrip()
            if said and not letters_of(said):
                found.signs.add(name)
            if not letters_of(said[:1]):
                found.bare[name] = next(each for each in (element, *element.iterancestors()) if each.tag in HOLDS_LINES)
        said_by(element, marks, say, go)
        found.after[element] = length
        if name:
            found.ends.setdefault(name, length)

    sections = [section for section in book.sections if section.kind in BODY_KINDS]
    critical = numbered or any(section.apparatus for section in sections)
    for section in sections:
        if not critical or (section.kind == "fragments" and not section.apparatus):
            found.uncounted.add(section.body)
        elif section.kind == "division":
            keyed = {entry.anchor for entry in section.apparatus}
            heads = (part for part in section.body if re.fullmatch("h[1-6]", etree.QName(part).localname))
            found.uncounted |= {head for head in heads if not any(inner.get("id") in keyed for inner in head.iter())}
        found.uncounted |= set(section.body.iter("{*}table", "{*}figure"))
        go(section.body)
    found.letters = "".join(parts)
    return found


# --- Held against each other ------------------------------------------------------------------------------------------


def said_in(note: PrintedNote, marks: dict[str, PrintedNote]) -> str:
    """The letters of a note as it is printed, with its mark, the verse to which it belongs, and whose it is."""
    siglum = text_of(note.note.siglum, marks) if note.note.siglum is not None else ""
    return letters_of(note.mark + note.note.at + text_of(note.note.body, marks) + siglum)


@dataclass(frozen=True)
class Place:
    """A line of text: its page, counted from 0, which of the lines there it is, from 0, and its number, 0 if it is not counted."""

    page: int
    line: int
    number: int


# Words of one page, each with its line.
Run = tuple[int, Sequence[tuple[int, Word]]]
# The line of a lemma, or the two on which it may be said to stand.
Places = tuple[Place, ...]


@dataclass
class Proof:
    """What was found: `faults`, and how many entries, notes and figures in the margin were looked at."""

    faults: list[str] = field(default_factory=list)
    entries: int = 0
    notes: int = 0
    figures: int = 0
    pages: int = 0


def proofread(path: Path, book: Book, pdftotext: str) -> Proof:
    """Hold a PDF, whose lines are counted by page, against its book."""
    pages = read_pages(path, pdftotext)
    return Reader(pages, book, [(index, page.text) for index, page in enumerate(pages)]).proof


def figures(pages: Sequence[Page], places: Sequence[Place], faults: list[str]) -> int:
    """Every fifth line has its number in the margin, and no other has one. Returns how many numbers were looked at."""
    count = 0
    for index, page in enumerate(pages):
        wanted = {place.number: place for place in places if place.page == index and place.number and not place.number % 5}
        below = max((line[0].bottom for line in page.lines if line), default=0.0)
        for word in page.margin:
            # The other margin is for what the foot says of itself.
            if not word.text.isdecimal() or word.middle > below:
                continue
            count += 1
            place = wanted.pop(int(word.text), None)
            if place is None or abs(page.lines[place.line][0].middle - word.middle) > 4:
                faults.append(f"page {page.number}: {word.text} in the margin is at no line of that number")
        faults += [f"page {page.number}: line {number} has no number in the margin" for number in wanted]
    return count


class Reader:
    """Holds pages against a book. `runs`: the words of the pages as they are to be read one after another, each with the page and
    the line on which it stands. `opposite`: the book is the text that stands opposite one with an apparatus; `prove` is called when
    both are read."""

    def __init__(
        self,
        pages: list[Page],
        book: Book,
        runs: Sequence[Run],
        *,
        opposite: bool = False,
        prove: bool = True,
        numbered: bool = False,
    ) -> None:
        self.pages, self.book, self.runs, self.opposite = pages, book, runs, opposite
        self.proof = Proof()
        self.sections = [section for section in book.sections if section.kind in BODY_KINDS]
        self.marks = numbered_notes(self.sections)
        self.copy = copy_of(book, self.marks, numbered=numbered)
        self.called: dict[str, int] = {}
        # Of each page, the letters with which its lines begin, and which of these lines are counted.
        self.begins: dict[int, list[tuple[int, int]]] = {}
        self.counted: dict[int, dict[int, bool]] = {}
        # From which letter of the copy on the text stands on which line; and how far lines are counted on each line of a page.
        self.from_: list[int] = []
        self.places: list[Place] = []
        self.count: dict[int, list[int]] = {}
        for page in pages:
            self.proof.faults += [f"page {page.number}: {word.text} is cut off" for word in page.cut_off]
        self.whole = self._text()
        if prove:
            self.prove()

    def prove(self, *others: Reader) -> None:
        """Number the lines, with those of others on the same pages, and prove what the margins and the feet say of them."""
        if not self.whole:
            return
        for index, begins in self.begins.items():
            counted = dict.fromkeys(range(len(self.pages[index].lines)), False)
            for each in (self, *others):
                counted |= {line: True for line, is_counted in each.counted.get(index, {}).items() if is_counted}
            self.count[index] = list(accumulate(map(int, counted.values())))
            own = self.counted[index]
            places = [(letter, Place(index, line, self.count[index][line] if own[line] else 0)) for letter, line in begins]
            self.from_ += [letter for letter, _ in places]
            self.places += [place for _, place in places]
        found = sorted(zip(self.from_, self.places, strict=True), key=lambda pair: pair[0])
        self.from_, self.places = [letter for letter, _ in found], [place for _, place in found]
        if not (self.opposite or others):
            self.proof.figures = figures(self.pages, self.places, self.proof.faults)
        self._foot()

    def _text(self) -> bool:
        """Find each letter of the copy on its page, in order, and number the lines."""
        at = 0
        begins = self.begins
        before = ""
        for index, text in self.runs:
            if at >= len(self.copy.letters):
                break
            on_page = begins.setdefault(index, [])
            for line_at, word in text:
                said = letters_of(word.text)
                if not self.copy.letters.startswith(said, at):
                    wanted = self.copy.letters[at : at + 60]
                    where = f"page {self.pages[index].number}, line {line_at + 1}"
                    self.proof.faults.append(f"{where}: {word.text} stands where {wanted} should")
                    return False
                if not on_page or on_page[-1][1] != line_at:
                    on_page.append((at, line_at))
                    if said and self.copy.inside[at] and not before.endswith(("\u00ad", "-")):
                        where = f"page {self.pages[index].number}, line {line_at + 1}"
                        self.proof.faults.append(f"{where}: {before} {word.text} is parted without hyphen")
                before = word.text
                at += len(said)
        self.pages = self.pages[: max(begins, default=-1) + 1]
        for index, on_page in begins.items():
            # Of the letters with which pieces of a line begin, as of a row of cells, the first tells whether it is counted.
            self.counted[index] = {
                line: letter < len(self.copy.letters) and self.copy.counted(letter) for letter, line in reversed(on_page)
            }
        if at < len(self.copy.letters):
            self.proof.faults.append(f"the text ends before {self.copy.letters[at : at + 60]}")
        self.proof.pages = len(self.pages)
        return at >= len(self.copy.letters)

    def place(self, letter: int) -> Place:
        """Where a letter of the copy is printed; lines without letters hold none."""
        return self.places[bisect_right(self.from_, letter) - 1]

    def _foot(self) -> None:
        """Sort the blocks of all feet into notes, which are known by their text, and apparatus; prove each."""
        series = [
            [note for note in sorted(self.marks.values(), key=lambda note: note.order) if note.series == each] for each in (0, 1)
        ]
        texts = ["".join(said_in(note, self.marks) for note in each) for each in series]
        read = [0, 0]
        begins: list[list[tuple[int, int]]] = [[], []]
        rows: list[tuple[int, list[Word]]] = []
        for index, page in enumerate(self.pages):
            for block in page.foot:
                said = letters_of("".join(word.text for line in block for word in line))
                which = next((each for each in (0, 1) if said and texts[each].startswith(said, read[each])), None)
                if which is None:
                    rows += [(index, line) for line in block]
                else:
                    begins[which].append((read[which], index))
                    read[which] += len(said)
        for each in (0, 1):
            if read[each] < len(texts[each]):
                self.proof.faults.append(f"of the notes is missing: {texts[each][read[each] : read[each] + 60]}")
        self._apparatus(rows)
        for each in (0, 1):
            self._notes(series[each], begins[each])

    def _notes(self, notes: Sequence[PrintedNote], begins: Sequence[tuple[int, int]]) -> None:
        """Each note begins on the page of its call."""
        at = 0
        for note in notes:
            if not begins:
                return
            page = begins[bisect_right(begins, at, key=lambda begin: begin[0]) - 1][1]
            letter = self.copy.starts.get(note.note.anchor)
            called = self.place(letter).page if letter is not None else self.called.get(note.note.anchor)
            self.proof.notes += 1
            if called != page:
                self.proof.faults.append(f"note {note.mark} is called on page {called} and begins on page {page} (counted from 0)")
            at += len(said_in(note, self.marks))

    def _entries(self) -> Iterator[tuple[Places, ApparatusEntry]]:
        """All entries with the line on which each begins, in the order of the lines."""
        found = [(self._lemma(section.id, entry), entry) for section in self.sections for entry in section.apparatus]
        yield from sorted(found, key=lambda pair: (pair[0][0].page, pair[0][0].line))

    def _lemma(self, section: str, entry: ApparatusEntry) -> Places:
        """The line on which a lemma begins. One that begins with a stop, or has no words, may also stand at the end of the line
        before the letter that follows it."""
        first = self.copy.starts.get(entry.anchor, self.copy.starts[section])
        place = self.place(min(first, len(self.copy.letters) - 1))
        if entry.anchor not in self.copy.bare or not first:
            return (place,)
        block = self.copy.bare[entry.anchor]
        before = self.place(first - 1)
        return (place, before) if first < self.copy.after[block] else (before,)

    def _apparatus(self, rows: Sequence[tuple[int, list[Word]]]) -> None:
        """Each entry stands in the feet, in order, with the number of its line, on its page or marked as that page's."""
        text = ""
        begins: list[int] = []
        for _, line in rows:
            begins.append(len(text))
            text += dense("".join(word.text for word in line))
        at = 0
        before: Place | None = None
        for places, entry in self._entries():
            match = re.compile(self._pattern(entry)).match(text, at)
            if match is None:
                wanted = f"page {places[0].page + 1}: the apparatus goes on with {text[at : at + 60]}"
                self.proof.faults.append(f"{wanted}, not {entry.id} {self._pattern(entry)}")
                return
            row = bisect_right(begins, at) - 1
            place = self._keyed(places, entry, match, before)
            self._on_its_page(place, entry, rows, row)
            for call in entry.readings.iter():
                if call.get("class") == "call":
                    self.called[call.get("id", "")] = rows[row][0]
            at, before = match.end(), place
            self.proof.entries += 1
        if at < len(text):
            self.proof.faults.append(f"the apparatus has more than the book: {text[at : at + 60]}")

    def _pattern(self, entry: ApparatusEntry) -> str:
        """An entry as it is printed: its label, or a double bar after another of its line; a figure tells like words apart."""
        lemma = ""
        if entry.lemma is not None:
            # The figure that tells like words apart stands before the sigla of the lemma.
            sigla = "".join(text_of(one, self.marks) for one in entry.lemma.iter() if one.get("class") == "sigla")
            words = dense(text_of(entry.lemma, self.marks)).removesuffix(dense(sigla))
            lemma = re.escape(words) + r"\d*" + re.escape(dense(sigla)) + r"\d*\]"
        sign = re.escape(GRADE_SIGNS.get(entry.grade, ""))
        readings = re.escape(dense(text_of(entry.readings, self.marks)))
        return f"‖?(?:{LABEL})?{sign}{lemma}{readings}".replace(QUOTED, '[“”‘’«»„‚‹›"]?')

    def _keyed(self, places: Places, entry: ApparatusEntry, match: re.Match[str], before: Place | None) -> Place:
        """The label of an entry is the number of its line; without one it goes with the entry before it. Gives the line."""
        page = f"page {places[0].page + 1}: {entry.id}"
        if match["first"] is None:
            if before in places:
                return before
            self.proof.faults.append(f"{page} on line {places[0].number} has no number: {match[0][:40]}")
            return places[0]
        for place in places:
            if int(match["first"]) == (place.number or self._above(place)):
                if entry.lemma is not None and entry.anchor in self.copy.starts:
                    self._ends(place, entry, match)
                return place
        self.proof.faults.append(f"{page} is on line {places[0].number}, not {match[0][:40]}")
        return places[0]

    def _above(self, place: Place) -> int:
        """The number of the last counted line above one that is not counted."""
        return self.count[place.page][place.line]

    def _ends(self, place: Place, entry: ApparatusEntry, match: re.Match[str]) -> None:
        """A range ends with the line on which the lemma ends; on another page the page is named."""
        # It ends with what has the id `end`: an empty element, or the last of several verses.
        end = self.copy.ends[entry.end if entry.end in self.copy.ends else entry.anchor]
        start = self.copy.starts[entry.anchor]
        last = self.place(end - 1) if end > start else place
        # A quotation mark alone stands before the letter that follows it.
        ends = [last, self.place(end)] if entry.end in self.copy.signs else [last]
        said = [f"{one.page + 1}.{one.number}" if one.page != place.page else str(one.number) for one in ends]
        if (match["last"] or match["first"]) not in said:
            self.proof.faults.append(f"page {place.page + 1}: {entry.id} ends on line {said[-1]}, not {match[0][:40]}")

    def _on_its_page(self, place: Place, entry: ApparatusEntry, rows: Sequence[tuple[int, list[Word]]], row: int) -> None:
        """An entry begins at the foot of the page of its lemma, or in rows that are marked as that page's."""
        page = rows[row][0]
        if page == place.page:
            return
        while row >= 0 and rows[row][0] == page:
            middle = rows[row][1][0].middle
            marks = [word.text for word in self.pages[page].margin if abs(word.middle - middle) < 4]
            if marks:
                break
            row -= 1
        else:
            marks = []
        if str(place.page + 1) not in marks:
            self.proof.faults.append(f"page {page + 1}: {entry.id} of page {place.page + 1} is not marked: {marks}")
