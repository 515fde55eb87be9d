"""Turn the apparatus of an entry into a TEI div: paragraphs of the base, each variation unit an app, each bead a seg.

Elements that hold text are never indented: each character in them is a witness's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from edition.model import Apparatus, Block, Figure, Mark, Range, Reading, RunningText, Span, VariationUnit, VerseNumber, Witness
from edition.tei.encoding.beginnings import pointers
from edition.tei.encoding.block_places import BlockHolder, placed_blocks
from edition.tei.encoding.entry_notes import Finder, NoteWriter, list_form
from edition.tei.encoding.figures import write_figure
from edition.tei.encoding.look_elements import set_looks
from edition.tei.encoding.mixed import write_mixed
from edition.tei.encoding.pen import Pen
from edition.tei.encoding.speech_names import speech_names
from edition.tei.encoding.split_units import UnitPiece, split_units
from edition.tei.names import BESIDE, SILENT, TEI, XML_ID, pointer
from edition.text.ids import word_id
from edition.text.looks import LookKey, look_runs, runs_within
from edition.text.mark_order import beginnings_last, is_beginning

# The least score of a bead for each value of seg/@cert. By eye. The score is the cosine, how much alike the words are, and no
# probability. Measured as ../shared/score/beads.py does, Mark and Genesis, WEB against Young: of the pairs of clauses in beads of
# each value .989 and more are right; with --omit 0.1 --moves 5 it is .98 and .98 of high, .95 and .94 of medium, .83 and .96 of
# low.
CERTAINTY = ((0.5, "high"), (0.25, "medium"), (0.0, "low"))


# What a break may not stand in before a block, or not after words.
_OF_WORDS = frozenset(TEI + name for name in ("row", "item", "cell"))


class EntryWriter:
    """Writes one entry as a div, and keeps what the parts of that work share: the next unit, mark and bead, the ids in use, whether
    a seg is open.

    `witnesses`: those of the edition. `names`: finds the names of names.toml in a text.
    """

    def __init__(self, apparatus: Apparatus, witnesses: Sequence[Witness], names: Finder) -> None:
        self.apparatus = apparatus
        self.fragment_of = {w.siglum: w.fragment_of for w in witnesses if w.fragment_of}
        full = [w.siglum for w in witnesses if not w.fragment_of]
        self.names = names
        self.ids: dict[str, int] = {}
        self.text = apparatus.text.text
        self.verses = _verses_of(apparatus.text)
        told = speech_names(apparatus, [siglum for siglum in full if siglum not in apparatus.lacking], self.ids)
        self.speakers = told.speakers
        split = split_units(told.units, [border for verses in self.verses.values() for border in _borders(verses)])
        self.units = split.pieces
        self.next_unit = 0
        self.breaks = split.breaks
        self.begun = _begun(apparatus.text)
        self.figures = deque(mark for mark in apparatus.text.marks if mark.kind == "figure")
        self.sections: dict[int, list[str]] = {
            at: [] for at, marks in self.begun.items() if any(mark.kind == "section" for mark in marks)
        }
        self.marks = self._of_others((*told.marks, *split.marks), set(_alone_before(told.units, self.sections)))
        self.next_mark = 0
        self.acted = sorted(_acted(self.marks, apparatus))
        self.next_bead = 0
        self.segs: dict[str, list[etree._Element]] = {}
        self.seg_open = False
        self.notes = NoteWriter(apparatus.id, frozenset(w.siglum for w in witnesses if w.translators), names, self.ids)
        self.spans = sorted((*apparatus.text.spans, *names(self.text)), key=lambda span: span.start)
        self.span_starts = [span.start for span in self.spans]
        self.labels = {span.start: span for span in apparatus.text.spans if span.kind == "label"}
        self.block_ids: list[tuple[Block, str]] = []
        self.looks = look_runs(apparatus.looks)
        self.marked: list[frozenset[LookKey]] = []

    def _of_others(self, marks: Iterable[Mark], alone: set[tuple[int, str]]) -> list[Mark]:
        """The marks to write in the text, in order: not what begins for the base, nor others' breaks where it has one.

        `alone`: the places of breaks of the base before which a witness has words of its own; its break stands after these.
        """
        found = []
        for mark in sorted(marks, key=beginnings_last):
            if mark.siglum != self.apparatus.base or not is_beginning(mark):
                if mark.kind == "section" and mark.at in self.sections and (mark.at, mark.siglum) not in alone:
                    self.sections[mark.at].append(mark.siglum)
                else:
                    found.append(mark)
        return found

    def div(self, within: etree._Element) -> None:
        """Write the entry as a div at the end of `within`, with lacunaStart and lacunaEnd for the full witnesses that lack it
        (Guidelines 13.1.5).
        """
        apparatus = self.apparatus
        div = etree.SubElement(within, TEI + "div", {"type": "entry", "n": apparatus.n, "source": pointer(apparatus.base)})
        div.set(XML_ID, apparatus.id)
        self._lacuna(div, "lacunaStart")
        self._blocks(div)
        self._figures(div, len(self.text))
        self._lacuna(div, "lacunaEnd")
        set_looks(div, self.marked)
        self._chain()

    def weights(self) -> Iterator[tuple[str, float]]:
        """The ids of the apps of the entry that have a weight, in order; of a reading over several verses the first has it."""
        for piece in self.units:
            if piece.unit.weight is not None and not piece.before:
                yield piece.unit.key, piece.unit.weight

    def _lacuna(self, div: etree._Element, tag: str) -> None:
        if self.apparatus.lacking:
            app = etree.SubElement(div, TEI + "app", {"type": "attestation"})
            rdg = etree.SubElement(app, TEI + "rdg", {"wit": pointers(self.apparatus.lacking)})
            etree.SubElement(rdg, TEI + tag)

    def _blocks(self, div: etree._Element) -> None:
        blocks = self.apparatus.text.blocks
        heading = [place for place, piece in enumerate(self.units) if piece.unit.end == 0 and _is_heading(piece.unit)]
        if heading and not (blocks and blocks[0].kind == "head"):
            pen = Pen(etree.SubElement(div, TEI + "head"), self.marked)
            while self.next_unit <= heading[-1] or self._is_separator(self.next_unit):
                self._unit(pen)
        if blocks and blocks[0].kind == "head":
            self._block(etree.SubElement(div, TEI + "head"), blocks[0], 0)
        held: list[tuple[BlockHolder, etree._Element]] = []
        for placed in placed_blocks(blocks, self._list_form, self._is_worded):
            block = blocks[placed.number]
            kept = 0
            while kept < min(len(held), len(placed.holders)) and held[kept][0] is placed.holders[kept]:
                kept += 1
            del held[kept:]
            within = held[-1][1] if held else div
            # Between two cells nothing may stand; after the words of an item a break belongs to what it holds besides.
            late = within.tag in _OF_WORDS
            if not late:
                self._figures(within, block.start)
                self._section(within, block.start)
            for holder in placed.holders[kept:]:
                within = etree.SubElement(within, TEI + holder.tag, holder.attributes)
                held.append((holder, within))
                if holder.tag == "sp":
                    self._speaker(within, block.start)
                if late and holder.tag in ("list", "quote"):
                    self._section(within, block.start)
                    late = False
            if late:
                self._section(within, block.start)
            if placed.tag == "l":
                self._verses(within, block, placed.number)
                continue
            element = etree.SubElement(within, TEI + placed.tag) if placed.tag else within
            if placed.type:
                element.set("type", placed.type)
            self._block(element, block, placed.number)

    def _figures(self, within: etree._Element, at: int) -> None:
        """Write the pictures of the base that stand before a block or verse: caption and description (Guidelines 14.4)."""
        while self.figures and self.figures[0].at <= at:
            figure = self.figures.popleft().value
            if isinstance(figure, Figure):
                write_figure(Pen(within, self.marked), figure)

    def _section(self, within: etree._Element, at: int) -> None:
        """Write the break before a block or verse of the base, with the others that have one there."""
        if at in self.sections:
            sigla = pointers(dict.fromkeys((self.apparatus.base, *self.sections[at])))
            etree.SubElement(within, TEI + "milestone", {"unit": "section", "edRef": sigla})

    def _speaker(self, speech: etree._Element, at: int) -> None:
        """Write who speaks, where a speech of the base begins (Guidelines 7.2.2)."""
        name = next((str(mark.value) for mark in self.begun.get(at, ()) if mark.kind == "speech"), "")
        if not name:
            return
        pen = Pen(etree.SubElement(speech, TEI + "speaker"), self.marked)
        unit = self.speakers.get(at)
        if unit is None:
            write_mixed(pen, name, self.names(name), (), self.notes.write)
        else:
            self._app(pen, UnitPiece(unit))

    def _is_separator(self, place: int) -> bool:
        """Tell whether a unit at the very beginning is the break after a heading that the base does not have."""
        unit = self.units[place].unit if place < len(self.units) else None
        if unit is None or unit.end or unit.type == "attestation":
            return False
        return {reading.content.text for reading in unit.readings} <= {"", " ", "\n"}

    def _list_form(self, block: Block) -> str:
        label = self.labels.get(block.start)
        return list_form(self.text[label.start] if label else "")

    def _is_worded(self, block: Block) -> bool:
        """Whether a block holds words and looks alone, in all witnesses: no stage direction, no beginning of a speech."""
        return bisect_left(self.acted, block.start) == bisect_right(self.acted, block.end)

    def _block(self, element: etree._Element, block: Block, place: int) -> None:
        blocks = self.apparatus.text.blocks
        if place or block.kind != "head":
            self._identify(element, block)
        elif place + 1 < len(blocks) and self.text[block.end] == " ":
            element.set("rend", "run-in")
        pen = Pen(element, self.marked)
        if place:
            self._break(pen, block.start - 1)
        self._content(pen, block)

    def _verses(self, within: etree._Element, block: Block, place: int) -> None:
        """Write a block of verses: an lg for each stanza, an l for each verse (Guidelines 3.13.1)."""
        stanza = within
        for start, end in self.verses[block.start]:
            begun = {mark.kind: mark.value for mark in self.begun.get(start, ())}
            if start > block.start:
                self._figures(within if "stanza" in begun else stanza, start)
                self._section(within if "stanza" in begun else stanza, start)
            if stanza is within or "stanza" in begun:
                stanza = etree.SubElement(within, TEI + "lg")
            element = etree.SubElement(stanza, TEI + "l")
            number = begun.get("line")
            if isinstance(number, VerseNumber):
                element.attrib.update({key: value for key, value in (("n", number.n), ("part", number.part)) if value})
            self._identify(element, Block("l", start, end))
            pen = Pen(element, self.marked)
            if start > block.start:
                if start in self.breaks:
                    pen.empty("milestone", unit="paragraph", edRef=pointers(self.breaks[start]))
            elif place:
                self._break(pen, block.start - 1)
            self._content(pen, Block("l", start, end))

    def _identify(self, element: etree._Element, block: Block) -> None:
        key = word_id(self.apparatus.n, block.kind[0], self.text, block.start, min(block.end, block.start + 80), "", self.ids)
        element.set(XML_ID, key)
        self.block_ids.append((block, key))

    def _content(self, pen: Pen, block: Block) -> None:
        """Write what stands in a block or verse: first what others begin with it, then its text."""
        unit = self.units[self.next_unit].unit if self.next_unit < len(self.units) else None
        if unit is None or unit.start != block.start:
            self._marks(pen, block.start)
        self.seg_open = False
        self._stretch(pen, block.start, block.end, in_bead=block.kind != "head")
        if self.seg_open:
            pen.close()
        if block.end == len(self.text):
            self._marks(pen, block.end)

    def _break(self, pen: Pen, at: int) -> None:
        """Write what is known of the break before a block: which witnesses have it, or that the editor put it there."""
        if self.next_unit < len(self.units):
            unit = self.units[self.next_unit].unit
            if (unit.start, unit.end) == (at, at + 1):
                self._unit(pen)
                return
        made = [s for s in self._spans(at, at + 1) if s.kind == "sic" and s.start < s.end]
        write_mixed(pen, "\n" if made else "", [Span(s.kind, 0, 1, s.value) for s in made], (), self.notes.write)

    def _stretch(self, pen: Pen, start: int, end: int, *, in_bead: bool) -> None:
        """Write the text of a block: words that all witnesses share, units and beads, as they come."""
        at = start
        while True:
            unit = self.units[self.next_unit].unit if self.next_unit < len(self.units) else None
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
            stop = min(stop, beads[self.next_bead].end)
        return self._common(pen, at, stop)

    def _bead(self, pen: Pen, at: int) -> None:
        """Open the seg of the bead in which an offset of the base lies, unless it is open, and close the one before."""
        beads = self.apparatus.beads
        while self.next_bead < len(beads) and beads[self.next_bead].end <= at < len(self.text):
            self.next_bead += 1
            if self.seg_open:
                pen.close()
                self.seg_open = False
        if self.next_bead < len(beads) and not self.seg_open:
            bead = beads[self.next_bead]
            cert = next(word for bound, word in CERTAINTY if bead.score >= bound)
            free = "free" if bead.free else ""
            seg = pen.open("seg", type="bead", subtype=free, cert=cert, resp="#ed" if bead.decided else "#tool")
            self.segs.setdefault(bead.key, []).append(seg)
            self.seg_open = True

    def _chain(self) -> None:
        """Give each seg its id. A bead that runs over several blocks is several segs, which point to one another (Guidelines
        17.3).
        """
        for key, segs in self.segs.items():
            names = [key if len(segs) == 1 else f"{key}.{number}" for number in range(1, len(segs) + 1)]
            if len(segs) > 1 and not self.segs.keys().isdisjoint(names):
                # Another bead with the same words has one of these.
                names = [f"{key}-{number}" for number in range(1, len(segs) + 1)]
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
        marks = [replace(mark, at=max(mark.at - start, 0)) for mark in self._marks_to(end)]
        write_mixed(pen, self.text[start:end], spans, marks, self.notes.write, runs_within(self.looks, start, end))
        return end

    def _marks_to(self, end: int, *, beginnings: bool = False) -> Iterator[Mark]:
        """Give out the marks up to an offset; `beginnings`: also of what begins there, which else belongs to what follows."""
        while self.next_mark < len(self.marks):
            mark = self.marks[self.next_mark]
            if mark.at > end or (mark.at == end and not beginnings and is_beginning(mark)):
                return
            self.next_mark += 1
            yield mark

    def _marks(self, pen: Pen, at: int, *, beginnings: bool = True) -> None:
        """Write the marks that are left up to an offset."""
        if marks := [replace(mark, at=0) for mark in self._marks_to(at, beginnings=beginnings)]:
            write_mixed(pen, "", (), marks, self.notes.write)

    def _unit(self, pen: Pen) -> None:
        piece = self.units[self.next_unit]
        unit = piece.unit
        self.next_unit += 1
        # What begins at that place for others begins with the words that follow the unit.
        self._marks(pen, unit.start, beginnings=False)
        if unit.type == "attestation":
            self._attestation(pen, unit)
            return
        self._app(pen, piece)

    def _app(self, pen: Pen, piece: UnitPiece) -> None:
        unit = piece.unit
        ties = {"corresp": unit.partner, "prev": piece.before, "next": piece.after}
        app = pen.open("app", type=unit.type, subtype=_grade(unit), **{name: f"#{key}" for name, key in ties.items() if key})
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
        why = [SILENT] if reading.silent else [] if reading.compared else [BESIDE]
        ana = " ".join(f"#{key}" for key in (*why, *reading.rules))
        pen.open(tag, wit=pointers(reading.sigla), type=reading.type, subtype=_grade(reading), cause=reading.cause, ana=ana)
        content = reading.content
        spans = (*content.spans, *self.names(content.text))
        of_others = [mark for mark in content.marks if mark.siglum != self.apparatus.base or not is_beginning(mark)]
        write_mixed(pen, content.text, spans, of_others, self.notes.write, look_runs(content.looks))
        for supplied in pen.element.iter(TEI + "supplied"):
            supplied.set("resp", pointer(reading.sigla[0]))
        pen.close()

    def _attestation(self, pen: Pen, unit: VariationUnit) -> None:
        pen.open("app", type="attestation")
        groups: dict[tuple[str, str], list[Mark]] = {}
        for mark in unit.readings[0].content.marks:
            groups.setdefault((mark.kind, str(getattr(mark.value, "page", None) or "")), []).append(mark)
        for marks in groups.values():
            pen.open("rdg", wit=pointers([mark.siglum for mark in marks]))
            write_mixed(pen, "", (), marks[:1], self.notes.write)
            pen.close()
        pen.close()


def _grade(of: VariationUnit | Reading) -> str:
    """The grade that is written: an emendation has none, because once it is made the witnesses agree."""
    return "" if of.type == "emendation" else of.grade


def _is_heading(unit: VariationUnit) -> bool:
    return any(span.kind in ("dateline", "title") for reading in unit.readings for span in reading.content.spans)


def _verses_of(text: RunningText) -> dict[int, list[Range]]:
    """Turn a running text into the ranges of its verses, without the space between two, by the start of their block."""
    lines = list(dict.fromkeys(mark.at for mark in text.marks if mark.kind == "line"))
    found = {}
    for block in text.blocks:
        if block.kind == "l":
            starts = [block.start, *lines[bisect_right(lines, block.start) : bisect_left(lines, block.end)]]
            ends = [*(at - text.text[at - 1].isspace() for at in starts[1:]), block.end]
            found[block.start] = list(zip(starts, ends, strict=True))
    return found


def _borders(verses: Sequence[Range]) -> Iterator[Range]:
    """What stands between two verses of one block."""
    return ((before[1], after[0]) for before, after in pairwise(verses))


def _begun(text: RunningText) -> dict[int, list[Mark]]:
    """The marks of what begins in the base, by their places."""
    begun: dict[int, list[Mark]] = {}
    for mark in text.marks:
        if is_beginning(mark):
            begun.setdefault(mark.at, []).append(mark)
    return begun


def _acted(marks: Iterable[Mark], apparatus: Apparatus) -> Iterator[int]:
    """The places of the base at which a stage direction or a speech stands within a block, in whatever witness."""
    yield from (look.start for look in apparatus.looks if look.look == "stage")
    yield from (mark.at for mark in marks if mark.kind == "speech")
    for unit in apparatus.units:
        for content in (reading.content for reading in unit.readings):
            if any(look.look == "stage" for look in content.looks) or any(mark.kind == "speech" for mark in content.marks):
                yield unit.start


def _alone_before(units: Iterable[VariationUnit], places: Mapping[int, object]) -> Iterator[tuple[int, str]]:
    """Of places where blocks of the base begin, those where a witness has words of its own before the block's, with its siglum."""
    for unit in units:
        # Words that stand at the place itself, or in its reading of the break before it.
        if unit.end in places and unit.end - unit.start <= 1 and unit.type != "attestation":
            yield from ((unit.end, siglum) for r in unit.readings if r.content.text.strip() for siglum in r.sigla)
