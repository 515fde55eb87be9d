"""Turn the outline of a file into a witness: its entries with their notes, and what each part of the whole file is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.language.edtf import certain, in_months
from edition.language.languages import language_read_as
from edition.messages import Report
from edition.messages.values import Lines, Placed
from edition.model import Entry, InlineRange, Locus, Note, Paragraph, PartKind, UpperDivision, Witness
from edition.model.documents import DivisionAbove, Document, DocumentBlock, DocumentEntry, DocumentOutline, NoteCall, OutsidePart
from edition.readers import page_matter
from edition.readers.account import Account, Inner
from edition.readers.block_looks import BlockLooks
from edition.readers.block_parts import goes_on_in_stanza
from edition.readers.speeches import as_paragraphs
from edition.text.later_calls import with_later_calls
from edition.text.looks import shifted
from edition.text.running_text import running_text

# What stands among the blocks of an entry and is none of its text, and what messages call it.
_ASIDES: dict[str, str] = {
    "navigation": "menus", "aside": "asides", "endnotes": "notes", "licence": "the licence", "title-page": "title pages",
}  # fmt: skip
# The parts of a heading that its running text marks.
_IN_HEAD: dict[str, PartKind] = {"date": "date", "place": "place", "title": "entry title"}
# So many of the first words of what is outside are told.
_FIRST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _BlockClaim:
    """What a block of a file is, as the account of the file is told it."""

    kind: PartKind
    lines: tuple[int, ...]
    text: str
    label: str
    calls: Sequence[tuple[int, Note]]
    inner: Sequence[Inner]
    value: str
    looks: Sequence[InlineRange]


@dataclass(slots=True)
class _Claims:
    """What each part of a file is, told in the order of its lines."""

    found: list[_BlockClaim] = field(default_factory=list)

    def add(
        self, kind: PartKind, lines: tuple[int, ...], text: str, *,
        label: str = "", calls: Sequence[tuple[int, Note]] = (), inner: Sequence[Inner] = (), value: str = "",
        looks: Sequence[InlineRange] = (),
    ) -> None:  # fmt: skip
        if lines:
            self.found.append(_BlockClaim(kind, lines, text, label, calls, inner, value, looks))

    def tell(self, account: Account) -> None:
        """Tell the account, block after block as the file has them."""
        for one in sorted(self.found, key=lambda claim: claim.lines[0]):
            account.block(
                one.kind, one.lines, one.text, label=one.label, calls=one.calls, inner=one.inner, value=one.value, looks=one.looks
            )


def witness_of(outline: DocumentOutline, witness: Witness, report: Report) -> Witness:
    """Turn an outline whose document has a text layer into its witness.

    Reports what is outside the entries (I150), captions (I111), what else is left out (I136) and notes that were left out with any
    of these (I130), verses that were joined (W185), dates out of order (W113), and a text without entries (E103).
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
        if one.part:
            assembly.claims.add("aside", (one.row,), one.text, value=one.part)
        else:
            account.furniture(one.line, one.text)
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
        self.claims = _Claims()
        self.notes: dict[int, Note] = {}
        self.captions: list[DocumentBlock] = []
        self.asides: dict[str, list[DocumentBlock]] = {}
        self.joined: list[int] = []
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
                head_calls.append((at, self._note(call)))
            before += len(block.label) + len(block.text) + 1
        notes += [replace(note, paragraph=None, offset=at) for at, note in head_calls]
        paragraphs: list[Paragraph] = []
        hung: list[tuple[DocumentBlock, tuple[tuple[int, Note], ...], tuple[int, ...]]] = []
        for block, lines in _paragraphs(self._kept([*as_paragraphs(entry.blocks)])):
            calls = tuple((call.offset, self._note(call)) for call in block.notes)
            if not block.text and not block.label:
                # A call with no words hangs on the end of the paragraph before it.
                if paragraphs:
                    last = len(paragraphs) - 1
                    notes += [replace(note, paragraph=last, offset=len(paragraphs[last].text)) for _, note in calls]
                    text, own, of_text = hung[-1]
                    hung[-1] = text, (*own, *((len(text.text), note) for _, note in calls)), of_text + lines
                continue
            if len(lines) > 1 and block.kind == "l":
                self.joined += lines
            kind = "item" if block.label else "p"
            locus = Locus(self.file, block.line)
            paragraphs.append(Paragraph(block.text, kind, block.label, locus, self.looks.of(block)))  # type: ignore[arg-type]
            notes += [replace(note, paragraph=len(paragraphs) - 1, offset=at) for at, note in calls]
            hung.append((block, calls, lines))
        made = Entry(
            entry.n, entry.edtf, dateline, entry.place, title, tuple(paragraphs), with_later_calls(notes),
            run_in=entry.run_in and bool(paragraphs), locus=Locus(self.file, entry.line),
            above=tuple(map(self._above, entry.above)), date=entry.date,
            head_looks=self.looks.heading(entry.heading, dateline, title),
        )  # fmt: skip
        if not whole and not paragraphs:
            return None
        for _, note in (*head_calls, *(call for _, calls, _ in hung for call in calls)):
            self.callers.setdefault(id(note), set()).add(made.n)
        self._claim(made, entry, head_calls, hung)
        return made

    def _claim(
        self,
        made: Entry,
        entry: DocumentEntry,
        head_calls: Sequence[tuple[int, Note]],
        hung: Sequence[tuple[DocumentBlock, tuple[tuple[int, Note], ...], tuple[int, ...]]],
    ) -> None:
        """Say which lines of the file an entry fills."""
        head = running_text(replace(made, paragraphs=(), notes=()))
        inner: list[Inner] = [
            (_IN_HEAD[span.kind], span.start, span.end, str(span.value or "")) for span in head.spans if span.kind in _IN_HEAD
        ]
        lines = tuple(line for block in entry.heading for line in block.lines)
        if not lines:
            # A work that nothing divides has no heading; the text begins where its first line does.
            lines = next((block.lines[:1] for block in entry.blocks if block.lines), ())
        self.claims.add("head", lines, head.text, calls=head_calls, inner=inner, looks=made.head_looks)
        for paragraph, (_, calls, its_lines) in zip(made.paragraphs, hung, strict=True):
            looks = paragraph.looks
            self.claims.add(paragraph.kind, its_lines, paragraph.text, label=paragraph.label, calls=calls, looks=looks)

    def _kept(self, blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
        """The blocks of an entry that are its text; what is left out is kept to be told."""
        for block in blocks:
            aside = next((_ASIDES[what] for what in block.within if what in _ASIDES), "")
            if block.kind == "caption" and "table" not in block.within:
                self.captions.append(block)
                self._left_out("caption", block)
            elif aside:
                self.asides.setdefault(aside, []).append(block)
                self._left_out("aside", block, aside)
            elif block.kind != "break" and (block.text or block.label or block.notes):
                yield block

    def _left_out(self, kind: PartKind, block: DocumentBlock, value: str = "") -> None:
        calls = [(call.offset, self._note(call)) for call in block.notes]
        self.left_notes.update((id(note), note) for _, note in calls)
        self.claims.add(kind, block.lines, block.text, label=block.label, calls=calls, value=value, looks=self.looks.of(block))

    def _note(self, call: NoteCall) -> Note:
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
            calls += ((before + len(block.label) + call.offset, self._note(call)) for call in block.notes)
            before += len(block.label) + len(block.text) + 1
        self.left_notes.update((id(note), note) for _, note in calls)
        lines = tuple(line for block in division.heading for line in block.lines)
        value = f"{depth} {self._above(division).type} {division.n}"
        head, looks = self.looks.one_line([block for block in division.heading if block.text])
        self.claims.add("division", lines, head, calls=calls, value=value, looks=looks)

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
        if self.joined:
            lines = tuple(self.in_file.get(row, row) for row in self.joined)
            self.report.add("W185", Locus(self.file, lines[0]), lines=Lines(lines))

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


def _heading(entry: DocumentEntry) -> tuple[str, str | None]:
    """The dateline or number of an entry as printed, and its title."""
    whole = " ".join(part for part in entry.head if part)
    if not entry.title or not whole.endswith(entry.title) or whole == entry.title:
        return whole, None
    lead = whole[: len(whole) - len(entry.title)].rstrip()
    # Dashes that part the number from the title are as a printer sets them on one line.
    return (lead if entry.edtf else lead.rstrip(" –—―-")), entry.title


def _paragraphs(blocks: Iterator[DocumentBlock]) -> Iterator[tuple[DocumentBlock, tuple[int, ...]]]:
    """The blocks as paragraphs, each with its lines: the verses of a stanza are one, and what was one in the file."""
    stanza: list[DocumentBlock] = []
    for block in blocks:
        if stanza and not (goes_on_in_stanza(stanza[-1], block) or block.goes_on):
            yield _joined(stanza)
            stanza = []
        stanza.append(block)
    if stanza:
        yield _joined(stanza)


def _joined(stanza: Sequence[DocumentBlock]) -> tuple[DocumentBlock, tuple[int, ...]]:
    """The verses of a stanza as one block, and what else was one paragraph."""
    if len(stanza) == 1:
        return stanza[0], stanza[0].lines
    text, notes, looks = "", list[NoteCall](), list[InlineRange]()
    for verse in stanza:
        text += " " if text else ""
        looks += shifted(verse.inline, len(text))
        notes += (NoteCall(len(text) + call.offset, call.note) for call in verse.notes)
        text += verse.text
    lines = tuple(dict.fromkeys(line for verse in stanza for line in verse.lines))
    return replace(stanza[0], text=text, notes=tuple(notes), inline=tuple(looks)), lines


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
