"""Turn the apparatus of an entry into a TEI div: paragraphs of the base, each variation unit an app, each bead a seg.

Elements that hold text are never indented: each character in them is a witness's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from edition.model import Apparatus, Block, Mark, Note, Paragraph, Reading, Span, VariationUnit
from edition.tei.encoding.look_elements import set_looks
from edition.tei.encoding.mixed import Pen, write_mixed
from edition.tei.names import BESIDE, SILENT, TEI, XML_ID, pointer
from edition.text.ids import word_id
from edition.text.looks import LookKey, look_runs, runs_within

# The least score of a bead for each value of seg/@cert. By eye. The score is the cosine, how much alike the words are, and no
# probability. Measured as ../shared/score/beads.py does, Mark and Genesis, WEB against Young: of the pairs of clauses in beads of
# each value .989 and more are right; with --omit 0.1 --moves 5 it is .98 and .98 of high, .95 and .94 of medium, .83 and .96 of
# low.
CERTAINTY = ((0.5, "high"), (0.25, "medium"), (0.0, "low"))
# The form of a list (list/@rend), and the characters with which the mark of an item in that form begins.
LIST_FORMS = (("dash", "–—-"), ("numbered", "0123456789"), ("bulleted", "•·*"))

# Finds the names of names.toml in a text, as spans.
Finder = Callable[[str], Iterable[Span]]


def list_form(label: str) -> str:
    """Give the form of a list, the value of list/@rend, by the first character of its first mark: "dash", "numbered", "bulleted",
    else "plain".
    """
    return next((form for form, signs in LIST_FORMS if label and label[0] in signs), "plain")


class EntryWriter:
    """Writes one entry as a div, and keeps what the parts of that work share: the next unit, mark and bead, the ids in use, whether
    a seg is open.

    `fragment_of`: siglum of a review -> siglum of the translation that it quotes. `translated`: sigla of the witnesses with a
    known translator. `names`: finds the names of names.toml in a text.
    """

    def __init__(self, apparatus: Apparatus, fragment_of: Mapping[str, str], translated: Iterable[str], names: Finder) -> None:
        self.apparatus = apparatus
        self.fragment_of = fragment_of
        self.translated = frozenset(translated)
        self.names = names
        self.text = apparatus.text.text
        self.units = list(apparatus.units)
        self.next_unit = 0
        self.marks = list(apparatus.marks)
        self.next_mark = 0
        self.next_bead = 0
        self.segs: dict[str, list[etree._Element]] = {}
        self.seg_open = False
        self.ids: dict[str, int] = {}
        # The ids of the notes written, by witness, number and words.
        self.note_ids: dict[tuple[str, str, str], str] = {}
        self.spans = sorted((*apparatus.text.spans, *names(self.text)), key=lambda span: span.start)
        self.span_starts = [span.start for span in self.spans]
        self.labels = {span.start: span for span in apparatus.text.spans if span.kind == "label"}
        self.block_ids: list[tuple[Block, str]] = []
        self.looks = look_runs(apparatus.looks)
        self.marked: list[frozenset[LookKey]] = []

    def div(self, within: etree._Element) -> None:
        """Write the entry as a div at the end of `within`, with lacunaStart and lacunaEnd for the full witnesses that lack it
        (Guidelines 13.1.5).
        """
        apparatus = self.apparatus
        div = etree.SubElement(within, TEI + "div", {"type": "entry", "n": apparatus.n, "source": pointer(apparatus.base)})
        div.set(XML_ID, apparatus.id)
        self._lacuna(div, "lacunaStart")
        self._blocks(div)
        self._lacuna(div, "lacunaEnd")
        set_looks(div, self.marked)
        self._chain()

    def _lacuna(self, div: etree._Element, tag: str) -> None:
        if self.apparatus.lacking:
            app = etree.SubElement(div, TEI + "app", {"type": "attestation"})
            rdg = etree.SubElement(app, TEI + "rdg", {"wit": _wit(self.apparatus.lacking)})
            etree.SubElement(rdg, TEI + tag)

    def _blocks(self, div: etree._Element) -> None:
        blocks = self.apparatus.text.blocks
        heading = [place for place, unit in enumerate(self.units) if unit.end == 0 and _is_heading(unit)]
        if heading and not (blocks and blocks[0].kind == "head"):
            pen = Pen(etree.SubElement(div, TEI + "head"), self.marked)
            while self.next_unit <= heading[-1] or self._is_separator(self.next_unit):
                self._unit(pen)
        within = div
        for place, block in enumerate(blocks):
            if block.kind == "item":
                if within is div:
                    within = etree.SubElement(div, TEI + "list", {"rend": self._list_form(block)})
            else:
                within = div
            self._block(within, block, place)

    def _is_separator(self, place: int) -> bool:
        """Tell whether a unit at the very beginning is the break after a heading that the base does not have."""
        unit = self.units[place] if place < len(self.units) else None
        if unit is None or unit.end or unit.type == "attestation":
            return False
        return {reading.content.text for reading in unit.readings} <= {"", " ", "\n"}

    def _list_form(self, block: Block) -> str:
        label = self.labels.get(block.start)
        return list_form(self.text[label.start] if label else "")

    def _block(self, within: etree._Element, block: Block, place: int) -> None:
        element = etree.SubElement(within, TEI + block.kind)
        blocks = self.apparatus.text.blocks
        if block.kind == "head":
            if place + 1 < len(blocks) and self.text[block.end] == " ":
                element.set("rend", "run-in")
        else:
            key = word_id(self.apparatus.n, block.kind[0], self.text, block.start, min(block.end, block.start + 80), "", self.ids)
            element.set(XML_ID, key)
            self.block_ids.append((block, key))
        pen = Pen(element, self.marked)
        self.seg_open = False
        if place:
            self._break(pen, block.start - 1)
        self._stretch(pen, block.start, block.end, in_bead=block.kind != "head")
        if self.seg_open:
            pen.close()

    def _break(self, pen: Pen, at: int) -> None:
        """Write what is known of the break before a block: which witnesses have it, or that the editor put it there."""
        if self.next_unit < len(self.units) and (self.units[self.next_unit].start, self.units[self.next_unit].end) == (at, at + 1):
            self._unit(pen)
            return
        made = [s for s in self._spans(at, at + 1) if s.kind == "sic" and s.start < s.end]
        write_mixed(pen, "\n" if made else "", [Span(s.kind, 0, 1, s.value) for s in made], (), self._note)

    def _stretch(self, pen: Pen, start: int, end: int, *, in_bead: bool) -> None:
        """Write the text of a block: words that all witnesses share, units and beads, as they come."""
        at = start
        while True:
            unit = self.units[self.next_unit] if self.next_unit < len(self.units) else None
            stop = unit.start if unit and unit.start <= end else end
            # The unit on the separator after this block is written with the next block.
            if unit and unit.start == end and unit.end > end:
                unit, stop = None, end
            if at < stop and in_bead:
                at = self._in_bead(pen, at, stop)
            elif at < stop:
                at = self._common(pen, at, stop)
            elif unit and unit.start <= end:
                if in_bead:
                    self._bead(pen, at)
                self._unit(pen)
                at = unit.end
            else:
                return

    def _in_bead(self, pen: Pen, at: int, stop: int) -> int:
        """Write shared words, no further than to the end of their bead. Returns the offset reached."""
        self._bead(pen, at)
        beads = self.apparatus.beads
        if self.next_bead < len(beads):
            stop = min(stop, beads[self.next_bead][1])
        return self._common(pen, at, stop)

    def _bead(self, pen: Pen, at: int) -> None:
        """Open the seg of the bead in which an offset of the base lies, unless it is open, and close the one before."""
        beads = self.apparatus.beads
        while self.next_bead < len(beads) and beads[self.next_bead][1] <= at < len(self.text):
            self.next_bead += 1
            if self.seg_open:
                pen.close()
                self.seg_open = False
        if self.next_bead < len(beads) and not self.seg_open:
            _, _, score, key, decided = beads[self.next_bead]
            cert = next(word for bound, word in CERTAINTY if score >= bound)
            seg = pen.open("seg", type="bead", cert=cert, resp="#ed" if decided else "#tool")
            self.segs.setdefault(key, []).append(seg)
            self.seg_open = True

    def _chain(self) -> None:
        """Give each seg its id. A bead that runs over several blocks is several segs, which point to one another (Guidelines
        17.3).
        """
        for key, segs in self.segs.items():
            names = [key if len(segs) == 1 else f"{key}.{number}" for number in range(1, len(segs) + 1)]
            for place, (seg, name) in enumerate(zip(segs, names, strict=True)):
                seg.set(XML_ID, name)
                if place:
                    seg.set("prev", f"#{names[place - 1]}")
                if place + 1 < len(segs):
                    seg.set("next", f"#{names[place + 1]}")

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans and names of the base that lie wholly in a range."""
        for span in self.spans[bisect_left(self.span_starts, start) : bisect_right(self.span_starts, end)]:
            if span.end <= end:
                yield span

    def _common(self, pen: Pen, start: int, end: int) -> int:
        """Write words that all witnesses share, with their spans and marks. Returns the offset reached."""
        spans = [Span(s.kind, s.start - start, s.end - start, s.value) for s in self._spans(start, end)]
        marks = []
        while self.next_mark < len(self.marks) and self.marks[self.next_mark].at <= end:
            mark = self.marks[self.next_mark]
            marks.append(replace(mark, at=max(mark.at - start, 0)))
            self.next_mark += 1
        write_mixed(pen, self.text[start:end], spans, marks, self._note, runs_within(self.looks, start, end))
        return end

    def _unit(self, pen: Pen) -> None:
        unit = self.units[self.next_unit]
        self.next_unit += 1
        while self.next_mark < len(self.marks) and self.marks[self.next_mark].at <= unit.start:
            mark = self.marks[self.next_mark]
            write_mixed(pen, "", (), (replace(mark, at=0),), self._note)
            self.next_mark += 1
        if unit.type == "attestation":
            self._attestation(pen, unit)
            return
        app = pen.open("app", type=unit.type, subtype=unit.grade, corresp=f"#{unit.partner}" if unit.partner else "")
        if unit.decided:
            app.set("resp", "#ed")
        app.set(XML_ID, unit.key)
        self._reading(pen, "lem", unit.readings[0])
        for translation, readings in self._grouped(unit.readings[1:]):
            if translation:
                pen.open("rdgGrp", type=translation)
            for reading in readings:
                self._reading(pen, "rdg", reading)
            if translation:
                pen.close()
        for comment in unit.comments:
            pen.open("note", type="editorial", resp="#ed")
            pen.write(comment)
            pen.close()
        pen.close()

    def _grouped(self, readings: Sequence[Reading]) -> list[tuple[str, list[Reading]]]:
        """Group the readings of reviews that quote one translation differently. Returns pairs of that translation's siglum, "" for
        a reading that stands alone, and the readings.
        """
        groups: dict[str, list[Reading]] = {}
        for number, reading in enumerate(readings):
            quoted = {self.fragment_of.get(siglum, "") for siglum in reading.sigla}
            of = quoted.pop() if len(quoted) == 1 else ""
            groups.setdefault(of or f"\0{number}", []).append(reading)
        return [(of if len(group) > 1 and of[0] != "\0" else "", group) for of, group in groups.items()]

    def _reading(self, pen: Pen, tag: str, reading: Reading) -> None:
        why = f"#{SILENT}" if reading.silent else "" if reading.compared else f"#{BESIDE}"
        pen.open(tag, wit=_wit(reading.sigla), cause=reading.cause, ana=why)
        content = reading.content
        spans = (*content.spans, *self.names(content.text))
        write_mixed(pen, content.text, spans, content.marks, self._note, look_runs(content.looks))
        for supplied in pen.element.iter(TEI + "supplied"):
            supplied.set("resp", pointer(reading.sigla[0]))
        pen.close()

    def _attestation(self, pen: Pen, unit: VariationUnit) -> None:
        pen.open("app", type="attestation")
        groups: dict[tuple[str, str], list[Mark]] = {}
        for mark in unit.readings[0].content.marks:
            groups.setdefault((mark.kind, str(getattr(mark.value, "page", None) or "")), []).append(mark)
        for marks in groups.values():
            pen.open("rdg", wit=_wit([mark.siglum for mark in marks]))
            write_mixed(pen, "", (), marks[:1], self._note)
            pen.close()
        pen.close()

    def _note(self, pen: Pen, mark: Mark) -> None:
        """Write a note at its first call, a pointer to it at each later one (Guidelines 3.9.1)."""
        note = mark.value
        assert isinstance(note, Note)
        known = mark.siglum, note.n, note.text
        if note.again and known in self.note_ids:
            pen.empty("ptr", type="call", target=f"#{self.note_ids[known]}", source=pointer(mark.siglum))
            return
        key = f"{self.apparatus.id}.n.{pointer(mark.siglum)[1:]}-{_safe(note.n)}"
        self.ids[key] = self.ids.get(key, 0) + 1
        if self.ids[key] > 1:
            key = f"{key}.{self.ids[key]}"
        self.note_ids[known] = key
        attributes = {"type": note.kind, "place": "bottom", "n": note.n, "source": pointer(mark.siglum)}
        if mark.siglum in self.translated:
            attributes["resp"] = f"{pointer(mark.siglum)}.tr"
        element = pen.open("note", **attributes)
        element.set(XML_ID, key)
        for block in note.blocks:
            self._note_block(pen, block, element)
        if not note.blocks:
            write_mixed(pen, note.text, self.names(note.text), (), self._note, look_runs(note.looks))
        while pen.element is not element:
            pen.close()
        pen.close()

    def _note_block(self, pen: Pen, block: Paragraph, note: etree._Element) -> None:
        """Write a paragraph or a list item of a note; items that follow one another are one list (Guidelines 3.9.1, 3.8)."""
        if block.kind != "item" and pen.element is not note:
            pen.close()
        if block.kind == "item" and pen.element is note:
            pen.open("list", rend=list_form(block.label))
        pen.open(block.kind)
        if block.label:
            pen.open("label")
            pen.write(block.label)
            pen.close()
        write_mixed(pen, block.text, self.names(block.text), (), self._note, look_runs(block.looks))
        pen.close()


def _safe(n: str) -> str:
    """Turn a note's number or sign into a part of an id: a character that is no ASCII letter or digit becomes its code point in
    hexadecimal.
    """
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}" for letter in n) or "0"


def _is_heading(unit: VariationUnit) -> bool:
    return any(span.kind in ("dateline", "title") for reading in unit.readings for span in reading.content.spans)


def _wit(sigla: Iterable[str]) -> str:
    return " ".join(pointer(siglum) for siglum in sigla)
