"""Turn the paragraphs of an office document (Word, ODT) into blocks: what their styles say they are, verses, gaps, breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from edition.language.tags import normal_tag, primary_language
from edition.model.documents import DocumentBlock, DocumentBlockKind, DocumentNote, Look, NoteCall, Surrounding
from edition.readers.block_parts import split
from edition.readers.ornaments import is_ornament
from edition.readers.printed_lines import LONGEST_VERSE
from edition.readers.shapes.paragraph_words import ParagraphText, ValuedLook, lines_of, parted, with_label
from edition.readers.shapes.table_grid import NO_CELL, CellPlace

# Where a page begins, a text would have at least so many empty lines: plain texts of a public library have three or four before
# a chapter.
_PAGE = 4
# Who writes on an English system gives styles of his own English names, others those of their language.
_VERSE = "verses?|poem|poems|poetry|stanzas?|lyrics?|gedicht|strophen?|vers|poème|poésie|strophe|poema|estrofa|versi|strofa"
_QUOTATION = "quote|quotes|quotations?|block ?text|block ?quot\\w*|extract|zitat|citation|extrait|cita|citazione"
_SPEAKER = "speaker|sprecher|personnage|personaje|personaggio"
_STAGE = "stage directions?|regieanweisung|didascalie|acotación"
_EPIGRAPH = "epigraph|motto|épigraphe|epígrafe|epigrafe"
_ENDING_CAPTION = "caption|beschriftung|légende|leyenda"


@dataclass(frozen=True, slots=True)
class StyleSense:
    """What the name of a style says that its paragraphs are. `known`: it says something, so its look is that of the thing."""

    kind: DocumentBlockKind = "p"
    within: tuple[Surrounding, ...] = ()
    verse: bool = False
    title: bool = False
    subtitle: bool = False

    @property
    def known(self) -> bool:
        """Whether the name says anything."""
        return self != StyleSense()


NO_SENSE = StyleSense()
_SENSES: tuple[tuple[re.Pattern[str], StyleSense], ...] = tuple(
    (re.compile(pattern), sense)
    for pattern, sense in (
        (r"(?:toc|contents|table of contents)(?: heading|\s*\d)", StyleSense(within=("navigation",))),
        ("title", StyleSense(title=True)),
        ("subtitle", StyleSense(subtitle=True)),
        (rf".*\b(?:{_ENDING_CAPTION})\b.*", StyleSense("caption")),
        (rf".*\b(?:{_EPIGRAPH})\b.*", StyleSense(within=("epigraph",))),
        (rf".*\b(?:{_SPEAKER})\b.*", StyleSense("speaker")),
        (rf".*\b(?:{_STAGE})\b.*", StyleSense("stage")),
        (rf".*\b(?:{_VERSE})\b.*", StyleSense(verse=True)),
        (rf".*\b(?:{_QUOTATION})\b.*", StyleSense(within=("quotation",))),
        ("salutation", StyleSense("salute")),
        ("signature", StyleSense("signed")),
    )
)


@lru_cache(maxsize=512)
def sense_of(name: str) -> StyleSense:
    """What the name of a style says."""
    name = " ".join(name.lower().replace("_", " ").replace("-", " ").split())
    return next((sense for pattern, sense in _SENSES if pattern.fullmatch(name)), NO_SENSE)


# The words in text boxes are the text if they are so many times those outside; by eye: a converter leaves outside a page number.
_BOXED = 10


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """What is known of a paragraph besides its words: what it is and stands in, its heading level, its mark."""

    sense: StyleSense = NO_SENSE
    level: int = 0
    within: tuple[Surrounding, ...] = ()
    kind: DocumentBlockKind = "p"
    label: str = ""
    centred: bool = False
    role: str = ""
    cell: CellPlace = NO_CELL


@dataclass(slots=True)
class BlockStream:
    """Blocks in the making: those of the text, or those of one note. `first`: how many blocks stand before them in the file."""

    found: list[DocumentBlock] = field(default_factory=list)
    count: int = 0
    empty: int = 0
    level: int = 0
    versed: bool = False

    def skip(self) -> None:
        """Pass over an empty paragraph."""
        self.empty += 1
        self.versed = False

    def page(self) -> None:
        """Begin a page."""
        self.empty = max(self.empty, _PAGE - 1)
        self.versed = False

    def rule(self, within: tuple[Surrounding, ...]) -> None:
        """Add a rule between paragraphs."""
        self.found.append(DocumentBlock("break", "", within=within, line=self.count + 1, gap=1))
        self.empty, self.versed = 0, False

    def add(self, paragraph: ParagraphText, place: ParagraphPlace) -> None:
        """Add a paragraph; one without words and notes is an empty line, one that holds empty lines is several."""
        first, *rest = parted(paragraph)
        self._add(first, place)
        for part in rest:
            self.skip()
            self._add(part, replace(place, label=""))

    def _add(self, paragraph: ParagraphText, place: ParagraphPlace) -> None:
        level = min(place.level, 6)
        if level and place.label:
            paragraph = with_label(paragraph, place.label)
        if not paragraph.text and not paragraph.notes:
            self.skip()
            return
        if is_ornament(paragraph.text) and not paragraph.notes and not place.label:
            self.count += 1
            self.rule(place.within)
            return
        sense = place.sense
        if sense.subtitle and self.level:
            level = min(self.level + 1, 6)
        self.count += 1
        kind: DocumentBlockKind = place.kind if sense.kind == "p" else sense.kind
        within = (*place.within, *(one for one in sense.within if one not in place.within))
        block = DocumentBlock(
            "head" if level else kind, paragraph.text, level, paragraph.inline, paragraph.notes, within, self.count,
            gap=self.empty + 1, rows=len(paragraph.breaks) + 1, centred=place.centred,
            label="" if level else place.label, role=place.role, row=place.cell.row, column=place.cell.column,
            columns=place.cell.columns,
        )  # fmt: skip
        verses = self._verses(block, paragraph, sense)
        self.versed = bool(verses) and sense.verse and not paragraph.breaks
        self.found += verses or [replace(block, starts=tuple(paragraph.breaks))]
        self.empty = 0
        self.level = level or (self.level if sense.subtitle else 0)

    def _verses(self, block: DocumentBlock, paragraph: ParagraphText, sense: StyleSense) -> list[DocumentBlock]:
        """A paragraph as verses: where its style says so, or where its writer ended short lines; nothing where it is prose."""
        if block.kind not in ("p", "l") or (not sense.verse and not paragraph.breaks):
            return []
        prose = "navigation" in block.within or max(map(len, lines_of(paragraph))) > LONGEST_VERSE
        if not sense.verse and prose:
            return []
        within = block.within if "stanza" in block.within else (*block.within, "stanza")
        lines = [replace(one, kind="l", within=within) for one in split(block, paragraph.breaks)]
        goes_on = self.versed and not paragraph.breaks and self.found[-1].within == within and not self.empty
        return [replace(line, gap=0 if at or goes_on else block.gap) for at, line in enumerate(lines)]

    def blocks(self) -> list[DocumentBlock]:
        """The blocks, each verse with the number of verses that its stanza has."""
        found: list[DocumentBlock] = []
        stanza: list[DocumentBlock] = []
        for block in self.found:
            if stanza and (block.kind != "l" or block.gap):
                found += [replace(line, rows=len(stanza)) for line in stanza]
                stanza = []
            if block.kind == "l":
                stanza.append(block)
            else:
                found.append(block)
        return [*found, *(replace(line, rows=len(stanza)) for line in stanza)]


def with_boxes_read(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """The blocks of a file, of which those in text boxes are the text where next to nothing stands outside.

    So a converter makes a document of a PDF, each page or column a box. Where there is text besides, a box is beside it.
    """
    words = {True: 0, False: 0}
    for block in blocks:
        words["aside" in block.within] += len(block.text.split())
    if words[True] < max(1, _BOXED * words[False]):
        return [*blocks]
    return [replace(block, within=tuple(one for one in block.within if one != "aside")) for block in blocks]


@dataclass(slots=True)
class StatedLanguages:
    """How many letters of a document are said to be in each language; "" for those of which nothing is said."""

    letters: Counter[str] = field(default_factory=Counter)

    def look(self, tag: str, text: str) -> tuple[ValuedLook, ...]:
        """The look of a text that is said to be in a language."""
        known = _known_tag(tag)
        self.letters[known] += len(text)
        return (("lang", known),) if known else ()

    @property
    def main(self) -> str:
        """The tag that most of the text has in the language that most of it is said to be in."""
        languages: Counter[str] = Counter()
        for tag, count in self.letters.items():
            languages[primary_language(tag)] += count
        return max(sorted(self.letters), key=lambda tag: (languages[primary_language(tag)], self.letters[tag]), default="")

    def marked(self, blocks: Iterable[DocumentBlock]) -> list[DocumentBlock]:
        """Blocks in which only what is in another language than the text has its language."""
        main = primary_language(self.main)
        notes: dict[int, DocumentNote] = {}
        return [_marked(block, main, notes) for block in blocks]


@lru_cache(maxsize=256)
def _known_tag(tag: str) -> str:
    tag = "" if tag in ("none", "zxx", "x-none", "und") or len(tag) > 40 else normal_tag(tag)
    return "" if tag in ("zxx", "und", "mul") else tag


def _marked(block: DocumentBlock, main: str, notes: dict[int, DocumentNote]) -> DocumentBlock:
    inline = tuple(one for one in block.inline if one.look != "lang" or primary_language(one.value) != main)
    calls = []
    for call in block.notes:
        # A note that is called twice stays one.
        note = notes.get(id(call.note))
        if note is None:
            note = replace(call.note, blocks=tuple(_marked(one, main, notes) for one in call.note.blocks))
            notes[id(call.note)] = note
        calls.append(NoteCall(call.offset, note))
    return replace(block, inline=inline, notes=tuple(calls))


def standing_looks(looks: Iterable[Look]) -> tuple[ValuedLook, ...]:
    """Looks without a value, in an order that does not depend on how they were found."""
    return tuple((look, "") for look in sorted(looks))


def uncalled_notes(notes: Sequence[DocumentNote]) -> list[DocumentBlock]:
    """Notes that nothing calls as blocks, which stand after the text; each begins with its number."""
    found = []
    for note in notes:
        for at, block in enumerate(note.blocks):
            label = f"{note.n} " if not at and not block.label else block.label
            within: tuple[Surrounding, ...] = ("endnotes", *(one for one in block.within if one != "note"))
            found.append(replace(block, label=label, within=within, line=None))
    return found
