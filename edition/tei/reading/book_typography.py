"""Put, in a document, the marks of print for the typewriter's in the words of those witnesses of which its header asks books to.

The header says it as `<quotation marks="all" corresp="#A #B" ana="#typography.book">` in editorialDecl (Guidelines 2.3.3.2): all
quotation marks stand in the document as in the source, and a book prints those of its language. Whatever makes a book of a
document, by this program or another, can read it there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree

from edition.language.languages import language_of_tag
from edition.language.print_marks import NONE_OPEN, MarkedRange, OpenQuotes, PrintMarks, marked
from edition.tei.names import TEI, TYPOGRAPHY, XML_LANG
from edition.tei.reading.app_readings import READINGS, edited_reading, readings_of
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses

_APP, _NOTE = TEI + "app", TEI + "note"
# What begins and ends a stretch of text of its own. Verses go on with one another.
_BLOCKS = frozenset(TEI + name for name in "p ab head item cell div note sp opener closer figure".split())
_LINES = frozenset(TEI + name for name in ("l", "lg"))
# What is no prose of the text.
_VERBATIM = frozenset(TEI + name for name in "code eg formula gi ident idno email tag att val figDesc".split())
# So much of the text before and after a reading tells what its marks are: by eye, a long sentence.
_AROUND = 400


@dataclass(slots=True)
class _PrintedStretch:
    """A stretch of text as it is printed: its text nodes, and the readings beside it.

    `owner`: the witness whose words they are, "" for none. `parts`: holder of each text node, whether it is the holder's tail, and
    its text. `beside`: a reading of another witness, and the range of the lemma that stands in its place.
    """

    owner: str
    language: str
    parts: list[tuple[etree._Element, bool, str]] = field(default_factory=list)
    length: int = 0
    beside: list[tuple[etree._Element, int, int]] = field(default_factory=list)

    def add(self, holder: etree._Element, text: str | None, *, tail: bool = False) -> None:
        if text:
            self.parts.append((holder, tail, text))
            self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(text for _, _, text in self.parts)


def with_marks_of_print(root: etree._Element, declared: DeclaredWitnesses | None = None) -> frozenset[str]:
    """Find the witnesses, by key, whose words are to be printed with the marks of print."""
    asked = [each for each in root.iter(TEI + "quotation") if f"#{TYPOGRAPHY}" in (each.get("ana") or "").split()]
    if not asked:
        return frozenset()
    declared = declared or declared_witnesses(root)
    return frozenset(key for each in asked for key in declared.named((each.get("corresp") or "").split()))


def put_marks_of_print(root: etree._Element, alone: str = "") -> None:
    """Write the marks of print into a document, in place. `alone`: the witness, by key, whose text alone the document has."""
    asked = with_marks_of_print(root)
    if not asked or (alone and alone not in asked):
        return
    declared = declared_witnesses(root)
    for text in [text for text in root.iter(TEI + "text") if next(text.iterancestors(TEI + "text"), None) is None]:
        reader = _Reader(declared, alone)
        reader.read(text)
        for stretch in reader.stretches:
            _put(stretch, declared, asked)


class _Reader:
    """Parts a text into stretches."""

    def __init__(self, declared: DeclaredWitnesses, alone: str) -> None:
        self.declared, self.alone = declared, alone
        self.stretches: list[_PrintedStretch] = []
        self.now = _PrintedStretch(alone, "")

    def read(self, text: etree._Element) -> None:
        language = next((tag for each in (text, *text.iterancestors()) if (tag := each.get(XML_LANG))), "")
        self.now = _PrintedStretch(self.alone, language)
        self._read(text, self.alone, language)
        self._begin(self.alone, language)

    def _begin(self, owner: str, language: str) -> None:
        if self.now.parts:
            self.stretches.append(self.now)
        self.now = _PrintedStretch(owner, language)

    def _read(self, element: etree._Element, owner: str, language: str) -> None:
        block = element.tag in _BLOCKS
        if not self.alone and (said := self._owner(element)) is not None:
            owner = said
        if block:
            language = element.get(XML_LANG, language)
        around, inside = self.now, element.tag == _NOTE
        if inside:
            # The words around a note go on after it.
            self.now = _PrintedStretch(owner, language)
        elif block:
            self._begin(owner, language)
        elif element.tag in _LINES:
            self.now.length += 1
            self.now.parts.append((element, False, "\n"))
        self.now.owner = owner if not self.now.parts else self.now.owner
        if element.tag not in _VERBATIM:
            self.now.add(element, element.text)
        for child in element:
            if isinstance(child.tag, str) and element.tag not in _VERBATIM:
                if child.tag == _APP:
                    self._app(child, owner, language)
                else:
                    self._read(child, owner, language)
            self.now.add(child, child.tail, tail=True)
        if inside:
            self._begin(owner, language)
            self.now = around
        elif block:
            self._begin(owner, language)

    def _owner(self, element: etree._Element) -> str | None:
        """Whose words an element says it has; None where it says nothing of it."""
        if element.tag in READINGS:
            return None
        tokens = (element.get("source") or "").split()
        if element.tag == _NOTE:
            tokens += (element.get("resp") or "").split()
            found = self.declared.named(tokens)
            # A note that names no witness is the editor's.
            return found[0] if found else ("" if element.get("resp") else None)
        found = self.declared.named(tokens)
        return found[0] if found else None

    def _app(self, app: etree._Element, owner: str, language: str) -> None:
        readings = list(readings_of(app))
        lemma = edited_reading(readings, owner)
        start = self.now.length
        if lemma is not None:
            self._read(lemma, owner, language)
        self.now.beside += [(reading, start, self.now.length) for reading in readings if reading is not lemma]


def _put(stretch: _PrintedStretch, declared: DeclaredWitnesses, asked: frozenset[str]) -> None:
    """Write the marks of print into a stretch, and into the readings beside it, each as its witness asks."""
    beside = [each for each in stretch.beside if not asked.isdisjoint(declared.of(each[0]))]
    if stretch.owner not in asked and not beside:
        return
    marks = language_of_tag(stretch.language).print_marks
    text = stretch.text
    ranges = list(marked(text, marks))
    ends = [each.end for each in ranges]
    for reading, start, end in beside:
        # Which quotations are open where the reading begins.
        at = bisect_right(ends, start)
        opened = ranges[at - 1].after if at else NONE_OPEN
        _put_beside(reading, text[max(0, start - _AROUND) : start], text[end : end + _AROUND], marks, opened)
    if stretch.owner in asked:
        _write(stretch.parts, ranges)


def _put_beside(reading: etree._Element, before: str, after: str, marks: PrintMarks, opened: OpenQuotes) -> None:
    parts: list[tuple[etree._Element, bool, str]] = []

    def gather(element: etree._Element) -> None:
        if element.text and element.tag not in _VERBATIM:
            parts.append((element, False, element.text))
        for child in element:
            if isinstance(child.tag, str) and child.tag != _NOTE:
                gather(child)
            if child.tail:
                parts.append((child, True, child.tail))

    gather(reading)
    own = "".join(text for _, _, text in parts)
    place = len(before)
    ranges = marked(before + own + after, marks, opened, place, place + len(own))
    _write(parts, [MarkedRange(each.start - place, each.end - place, each.printed, each.after) for each in ranges])


def _write(parts: list[tuple[etree._Element, bool, str]], ranges: list[MarkedRange]) -> None:
    """Write what is printed for ranges of a text back into its nodes. What stands for a range that goes over two nodes stands in
    the first.
    """
    waiting = iter(ranges)
    each = next(waiting, None)
    place = 0
    for holder, tail, text in parts:
        end = place + len(text)
        made: list[str] = []
        at = place
        while each is not None and each.start < end:
            made.append(text[at - place : each.start - place] if each.start >= place else "")
            made.append(each.printed if each.start >= place else "")
            at = each.end
            if each.end > end:
                break
            each = next(waiting, None)
        if made:
            made.append(text[at - place :])
            written = "".join(made)
            if tail:
                holder.tail = written
            elif text != "\n" or holder.tag not in _LINES:
                holder.text = written
        place = end
