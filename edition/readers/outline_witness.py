"""Turn the outline of a file into a witness: its entries with their notes, and what each part of the whole file is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from edition.language.edtf import certain, in_months
from edition.language.languages import language_read_as
from edition.messages import Report
from edition.messages.values import Lines, Placed
from edition.model import Entry, Figure, Locus, Note, Paragraph, PartKind, UpperDivision, Witness
from edition.model.documents import (
    VERSE_NUMBERS,
    DivisionAbove,
    Document,
    DocumentBlock,
    DocumentEntry,
    DocumentOutline,
    NoteCall,
    OutsidePart,
)
from edition.readers import page_matter
from edition.readers.account import Account, Inner
from edition.readers.block_looks import BlockLooks
from edition.readers.entry_blocks import EntryBlock, entry_blocks
from edition.readers.file_claims import BlockClaim, FileClaims, with_stop
from edition.readers.picture_captions import with_captions
from edition.text.later_calls import with_later_calls
from edition.text.running_text import running_text

# What stands among the blocks of an entry and is none of its text, and what messages call it.
_ASIDES: dict[str, str] = {
    "navigation": "menus", "aside": "asides", "endnotes": "notes", "licence": "the licence", "title-page": "title pages",
}  # fmt: skip
# The parts of a heading that its running text marks.
_IN_HEAD: dict[str, PartKind] = {"date": "date", "place": "place", "title": "entry title"}
# So many of the first words of what is outside are told.
_FIRST_WORDS = 5


def witness_of(outline: DocumentOutline, witness: Witness, report: Report) -> Witness:
    """Turn an outline whose document has a text layer into its witness.

    Reports what is outside the entries (I150), captions (I111), what else is left out (I136) and notes that were left out with any
    of these (I130), dates out of order (W113), and a text without entries (E103).
    """
    document = outline.document
    assembly = _Entries(witness, document, report)
    made = (assembly.entry(entry) for entry in outline.entries)
    entries = tuple(entry for entry in made if entry is not None)
    assembly.divisions(outline)
    assembly.outside(outline.outside)
    if not entries:
        report.add("E103", Locus(witness.file))
    assembly.tell()
    _check(witness.file, entries, report)
    account = Account(document.layer)
    for line in document.pages:
        account.page(line)
    for one in document.furniture:
        numbered = assembly.numbered.get(one.line) == one.text.strip() or one.part == VERSE_NUMBERS
        if numbered:
            account.furniture(one.row or one.line, one.text, "line number")
        elif one.part:
            assembly.claims.add(BlockClaim("aside", (one.row,), one.text, value=one.part))
        else:
            account.furniture(one.row or one.line, one.text)
    assembly.claims.tell(account)
    parts = account.parts()
    return replace(witness, entries=entries, layer=document.layer, parts=parts, looks=account.looks(), doubts=document.doubts)


class _Entries:
    """Makes the entries of a witness, and keeps what is to be told of the blocks that are in none."""

    def __init__(self, witness: Witness, document: Document, report: Report) -> None:
        self.witness, self.file, self.report = witness, witness.file, report
        self.rows = document.layer.split("\n")
        # The lines of the file where those of the text layer are others.
        told = ((row, block.line) for block in document.blocks for row in block.lines[:1])
        self.in_file = {row: line for row, line in told if line and line != row}
        self.looks = BlockLooks(witness.language)
        self.claims = FileClaims()
        self.notes: dict[int, Note] = {}
        self.captions: list[DocumentBlock] = []
        self.asides: dict[str, list[DocumentBlock]] = {}
        # The numbers of verses by the lines on which these begin and end.
        self.numbered: dict[int, str] = {}
        self.left_notes: dict[int, Note] = {}
        # The keys of the entries that call each note.
        self.callers: dict[int, set[str]] = {}
        self.parts: list[Placed] = []

    # --- Entries ----------------------------------------------------------------------------------------------------------

    def entry(self, entry: DocumentEntry) -> Entry | None:
        """An entry with its paragraphs and notes; None where a file holds neither a heading nor text, but a caption or the like."""
        dateline, title = _heading(entry)
        whole = " ".join(part for part in (dateline, title or "") if part)
        notes: list[Note] = []
        head_calls: list[tuple[int, Note]] = []
        before = 0
        for block in entry.heading:
            for call in block.notes:
                at = min(before + len(block.label) + call.offset, len(whole))
                head_calls.append((at, self.note(call)))
            before += len(block.label) + len(block.text) + 1
        notes += [replace(note, paragraph=None, offset=at) for at, note in head_calls]
        text = _EntryParagraphs(self)
        for one in entry_blocks(self._kept(entry.blocks)):
            text.add(one)
        made = Entry(
            entry.n, entry.edtf, dateline, entry.place, title, tuple(text.paragraphs), with_later_calls([*notes, *text.notes]),
            run_in=entry.run_in and bool(text.paragraphs), locus=Locus(self.file, entry.line),
            above=tuple(map(self._above, entry.above)), date=entry.date,
            head_looks=self.looks.heading(entry.heading, dateline, title), figures=tuple(text.figures),
        )  # fmt: skip
        if not whole and not text.paragraphs:
            return None
        for _, note in (*head_calls, *(call for claim in text.claims for call in claim.calls)):
            self.callers.setdefault(id(note), set()).add(made.n)
        self._claim_head(made, entry, head_calls)
        for claim in text.claims:
            self.claims.add(claim)
        return made

    def _claim_head(self, made: Entry, entry: DocumentEntry, calls: Sequence[tuple[int, Note]]) -> None:
        """Say which lines of the file the heading of an entry fills."""
        head = running_text(replace(made, paragraphs=(), notes=()))
        inner: list[Inner] = [
            (_IN_HEAD[span.kind], span.start, span.end, str(span.value or "")) for span in head.spans if span.kind in _IN_HEAD
        ]
        lines = tuple(line for block in entry.heading for line in block.lines)
        if not lines:
            # A work that nothing divides has no heading; the text begins where its first line does.
            lines = next((block.lines[:1] for block in entry.blocks if block.lines), ())
        self.claims.add(BlockClaim("head", lines, head.text, calls=calls, inner=inner, looks=made.head_looks))

    def _kept(self, blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
        """The blocks of an entry that are its text, and its pictures; what is none of the text is kept to be told."""
        for block in with_captions(blocks):
            aside = next((_ASIDES[what] for what in block.within if what in _ASIDES), "")
            if block.kind == "figure" and block.text:
                self.captions.append(block)
                self._left_out("picture", block, block.description)
            if block.kind == "figure" and aside in ("", "asides"):
                yield block
            elif block.kind == "figure":
                continue
            elif aside:
                self.asides.setdefault(aside, []).append(block)
                self._left_out("aside", block, aside)
            elif block.kind == "break" or block.text or block.label or block.notes:
                yield block

    def _left_out(self, kind: PartKind, block: DocumentBlock, value: str = "") -> None:
        calls = [(call.offset, self.note(call)) for call in block.notes]
        self.left_notes.update((id(note), note) for _, note in calls)
        text, inner = with_stop(block)
        self.claims.add(BlockClaim(kind, block.lines, text, block.label, calls, inner, value, self.looks.of(block)))

    def note(self, call: NoteCall) -> Note:
        """The note of a call, the same for each of its calls."""
        known = self.notes.get(id(call.note))
        if known is None:
            note = call.note
            lines = tuple(line for block in note.blocks for line in block.lines)
            text, looks = self.looks.one_line(note.blocks)
            several = len(note.blocks) > 1 or any(block.label for block in note.blocks)
            blocks = tuple(map(self._note_block, note.blocks)) if several else ()
            # A note that is hung without a mark is called by a star.
            known = Note(note.n or "*", text, None, 0, locus=Locus(self.file, note.line), blocks=blocks, looks=looks, lines=lines)
            self.notes[id(note)] = known
        return known

    def _note_block(self, block: DocumentBlock) -> Paragraph:
        return Paragraph(block.text, "item" if block.label else "p", block.label, looks=self.looks.of(block))

    # --- What is outside --------------------------------------------------------------------------------------------------

    def _above(self, division: DivisionAbove) -> UpperDivision:
        """A division above an entry; what its word calls, in the language of the text, is its type."""
        kind = language_read_as(self.witness.language).headings.kind_of(division.level)
        return UpperDivision(kind or "division", division.n, division.head)

    def divisions(self, outline: DocumentOutline) -> None:
        """Say where the headings of the divisions above the entries stand."""
        seen: set[int] = set()
        for entry in outline.entries:
            for above in entry.above:
                if above.heading and id(above) not in seen:
                    seen.add(id(above))
                    self._division(above, entry.above.index(above) + 1)

    def _division(self, division: DivisionAbove, depth: int) -> None:
        """Say where the heading of a division stands, as one line."""
        calls: list[tuple[int, Note]] = []
        before = 0
        for block in division.heading:
            calls += ((before + len(block.label) + call.offset, self.note(call)) for call in block.notes)
            before += len(block.label) + len(block.text) + 1
        self.left_notes.update((id(note), note) for _, note in calls)
        lines = tuple(line for block in division.heading for line in block.lines)
        value = f"{depth} {self._above(division).type} {division.n}"
        head, looks = self.looks.one_line([block for block in division.heading if block.text])
        self.claims.add(BlockClaim("division", lines, head, calls=calls, value=value, looks=looks))

    def outside(self, parts: Sequence[OutsidePart]) -> None:
        """Say where the parts stand that are none of the work, and what they are."""
        for part in parts:
            worded = [block for block in part.blocks if block.text]
            if not worded:
                continue
            for block, (kind, value) in zip(worded, self._kinds(part, worded), strict=True):
                self._left_out(kind, block, value)
            words = " ".join(block.text for block in worded[:3]).split()
            first = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
            lines = self._lines(worded)
            self.parts.append(Placed(f"{part.what} “{first}”", lines if lines.numbers else Locus(self.file)))

    def _kinds(self, part: OutsidePart, blocks: Sequence[DocumentBlock]) -> Iterator[tuple[PartKind, str]]:
        """What each block of a part is in the text layer."""
        if part.what == "part-heading":
            # The heading of a year has no division of its own in the outline.
            years = (re.fullmatch(r"\W*\d{4}\W*", block.text) for block in blocks)
            yield from (("division", "") if year else ("matter", part.what) for year in years)
        elif part.what == "caption":
            yield from (("caption", "") for _ in blocks)
        elif part.what == "title-page" and part.where == "before":
            for kind in page_matter.before(blocks, self.witness.language):
                yield ("matter" if kind in ("p", "item") else kind), part.what
        elif part.where == "after" and part.what in ("colophon", "other-work"):
            for kind in page_matter.after(blocks, self.witness.language):
                yield ("matter" if kind == "note" else kind), part.what
        elif part.what == "contents":
            yield from (
                ("aside", _ASIDES["navigation"]) if "navigation" in block.within else ("matter", part.what) for block in blocks
            )
        else:
            yield from (("heading" if block.kind == "head" else "matter", part.what) for block in blocks)

    def tell(self) -> None:
        """Report what was left out."""
        if self.parts:
            self.report.add("I150", Locus(self.file), parts=tuple(self.parts))
        if self.captions:
            self.report.add("I111", Locus(self.file, self.captions[0].line), lines=self._lines(self.captions))
        for part, blocks in self.asides.items():
            self.report.add("I136", Locus(self.file, blocks[0].line), part=part, lines=self._lines(blocks))
        kept = self.callers.keys()
        self._tell_notes("I130", (note for key, note in self.left_notes.items() if key not in kept))
        self._tell_notes("W198", (note for key, note in self.left_notes.items() if key in kept))
        self._tell_notes("W197", (note for note in self.notes.values() if len(self.callers.get(id(note), ())) > 1))

    def _tell_notes(self, code: str, notes: Iterable[Note]) -> None:
        """Report notes with their places, if there are any."""
        if notes := tuple(notes):
            places = tuple(Placed(note.n, note.locus or Locus(self.file)) for note in notes)
            self.report.add(code, notes[0].locus, count=len(places), places=places)

    def _lines(self, blocks: Sequence[DocumentBlock]) -> Lines:
        """The lines of the file that blocks fill, with the empty ones between two that follow one another."""
        rows: list[int] = []
        for block in blocks:
            after = rows[-1] if rows else len(self.rows)
            if block.lines and not any(map(str.strip, self.rows[after : block.lines[0] - 1])):
                rows += range(after + 1, block.lines[0])
            rows += block.lines
        return Lines(tuple(dict.fromkeys(self.in_file.get(row, row) for row in rows)))


class _EntryParagraphs:
    """Makes the paragraphs of one entry, the notes that they call, and the claims of what their lines are."""

    def __init__(self, entries: _Entries) -> None:
        self.of = entries
        self.paragraphs: list[Paragraph] = []
        self.notes: list[Note] = []
        self.figures: list[Figure] = []
        self.claims: list[BlockClaim] = []
        # Notes on the name of whoever speaks are hung where he begins.
        self.waiting: list[Note] = []

    def add(self, one: EntryBlock) -> None:
        """Take what the next block of the entry is."""
        block = one.block
        calls = tuple((call.offset, self.of.note(call)) for call in block.notes)
        text, inner = with_stop(block)
        looks = self.of.looks.of(block)
        if one.what == "figure":
            self.figures.append(Figure(len(self.paragraphs), block.text, block.description, looks))
            if calls and not block.text:
                self._hang(block, [note for _, note in calls])
        elif one.what == "call":
            self._hang(block, [note for _, note in calls])
        elif one.what == "paragraph":
            self.notes += [replace(note, paragraph=len(self.paragraphs), offset=0) for note in self.waiting]
            self.notes += [replace(note, paragraph=len(self.paragraphs), offset=at) for at, note in calls]
            self.waiting = []
            self.paragraphs.append(
                Paragraph(
                    block.text, one.kind, block.label, Locus(self.of.file, block.line), looks, one.within, one.shared, one.speaker,
                    block.n if one.kind == "l" else "", block.part if one.kind == "l" else "", one.section,
                )
            )  # fmt: skip
            if one.kind == "l" and block.n:
                self.of.numbered.update(dict.fromkeys(block.lines, block.n))
            kind: PartKind = "table caption" if one.kind == "caption" else one.kind
            self.claims.append(BlockClaim(kind, block.lines, text, block.label, calls, inner, looks=looks))
        else:
            self.waiting += (note for _, note in calls)
            words = text or " ".join(self.of.rows[line - 1].strip() for line in block.lines)
            self.claims.append(BlockClaim(one.what, block.lines, words, block.label, calls, inner, looks=looks))

    def _hang(self, block: DocumentBlock, notes: Sequence[Note]) -> None:
        """Hang notes whose call has no words on the end of the paragraph before it."""
        if not self.paragraphs:
            return
        last = len(self.paragraphs) - 1
        self.notes += [replace(note, paragraph=last, offset=len(self.paragraphs[last].text)) for note in notes]
        before = self.claims[-1]
        calls = (*before.calls, *((len(before.text), note) for note in notes))
        self.claims[-1] = replace(before, calls=calls, lines=before.lines + block.lines)


def _heading(entry: DocumentEntry) -> tuple[str, str | None]:
    """The dateline or number of an entry as printed, and its title."""
    whole = " ".join(part for part in entry.head if part)
    if not entry.title or not whole.endswith(entry.title) or whole == entry.title:
        return whole, None
    lead = whole[: len(whole) - len(entry.title)].rstrip()
    # Dashes that part the number from the title are as a printer sets them on one line.
    return (lead if entry.edtf else lead.rstrip(" –—―-")), entry.title


def _check(file: str, entries: Sequence[Entry], report: Report) -> None:
    """Report dates that run backwards."""
    latest: Entry | None = None
    for entry in entries:
        line = entry.locus.line if entry.locus else None
        if entry.edtf is None:
            continue
        if latest and latest.edtf and _is_before(entry.edtf, latest.edtf):
            report.add("W113", Locus(file, line), date=entry.edtf, before=latest.edtf)
        else:
            latest = entry


def _is_before(date: str, other: str) -> bool:
    """Whether a date is earlier than another, as far as both are told."""
    first = in_months(certain(date))
    return first < in_months(certain(other))[: len(first)]
