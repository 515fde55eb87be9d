"""Turn the blocks of a witness into its entries: datelines, titles, year headings, what stands before and after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from edition.language.edtf import certain, in_months
from edition.language.languages import language_read_as
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Entry, Locus, Note, Paragraph, PartKind, Witness
from edition.readers import citations, frames, page_matter
from edition.readers.account import Account, Inner
from edition.readers.blocks import SourceBlock, lines_of
from edition.readers.datelines import Dateline, read_dateline
from edition.readers.headings import CHAPTER_WORDS, TITLE_WORDS, is_credit, is_heading, read_title
from edition.text.running_text import running_text

# So many chapters that open with a short sentence have it as their title; fewer may by chance.
_SURE_OF_TITLES = 3


@dataclass
class _Draft:
    """An entry in the making: its key, its heading, the blocks of its body."""

    n: str
    edtf: str | None
    heading: SourceBlock
    dateline: str = ""
    place: str | None = None
    title: str | None = None
    run_in: bool = False
    body: list[SourceBlock] = field(default_factory=list)
    title_lines: tuple[int, ...] = ()
    stated: bool = False


@dataclass
class _OutsideBlocks:
    """Blocks that belong to no entry, by the code of the message that tells of them; `order` is that of all blocks."""

    order: dict[SourceBlock, int]
    blocks: dict[str, list[SourceBlock]] = field(default_factory=dict)

    def put(self, code: str, block: SourceBlock) -> None:
        self.blocks.setdefault(code, []).append(block)

    def update(self, other: _OutsideBlocks) -> None:
        """Take in what another has."""
        for code, blocks in other.blocks.items():
            self.blocks.setdefault(code, []).extend(blocks)

    def tell(self, file: str, report: Report) -> None:
        for code, blocks in sorted(self.blocks.items()):
            lines = [*lines_of(blocks).numbers]
            for before, block in pairwise(blocks):
                if self.order[block] == self.order[before] + 1:
                    lines += range(before.last + 1, block.first)
            report.add(code, Locus(file, blocks[0].first), lines=Lines(tuple(lines)))
            for block in blocks:
                for _, note in block.marks:
                    report.add("I120", note.locus, n=note.n)


def assemble(witness: Witness, blocks: Sequence[SourceBlock], account: Account, report: Report) -> Witness:
    """Turn the blocks of a file into the entries of its witness, keyed by date, or by number where no dates are found.

    Letters and chapters that are numbered by name go by their numbers, unless more dates than these are found. Where a file
    numbers its divisions itself, these are the entries if neither dates nor numbers in the text say more. The account is told
    what each block is.
    Every block is in an entry or is told of: text before the first entry (I107) and after the last (I108), headings of
    years and divisions (I110), credits between entries (I119). Reports dates that do not exist (E101), two entries of one key
    (E102), a text without entries (E103), headings without date (W112) and dates out of order (W113).
    """
    blocks = _worded(blocks)
    apart = _OutsideBlocks({block: index for index, block in enumerate(blocks)})
    before, blocks, after = frames.unframed(blocks)
    for block in before:
        apart.put("I107", block)
    starts = _starts(witness, blocks, report)
    if starts and citations.chapters(blocks, witness.language) < max(2, len(starts)):
        drafts = _draft_dated(witness, blocks, starts, apart, report)
    else:
        drafts = _draft_by_number(blocks, witness.language, apart)
    for block in after:
        apart.put("I108", block)
    # The heading over notes, which hang at their marks.
    heads_notes = re.compile(rf"(?:{language_read_as(witness.language).headings.notes})\W*", re.IGNORECASE)
    for draft in drafts:
        if len(draft.body) > 1 and heads_notes.fullmatch(draft.body[-1].text) and any(block.marks for block in blocks):
            apart.put("I110", draft.body.pop())
    titled = _all_titled(drafts)
    for draft in drafts:
        if not draft.stated:
            _title_of_its_own(draft, apart, surely=titled)
    if not drafts:
        report.add("E103", Locus(witness.file))
    entries = tuple(_entry(witness.file, draft) for draft in drafts)
    apart.tell(witness.file, report)
    _check(witness.file, entries, report)
    _account(drafts, entries, apart, account, witness.language)
    return replace(witness, entries=entries, layer=account.layer, parts=account.parts())


def _worded(blocks: Sequence[SourceBlock]) -> list[SourceBlock]:
    """The blocks that have words. What hangs on one that is nothing but a call hangs on the end of the block before it instead."""
    found: list[SourceBlock] = []
    for block in blocks:
        if block.text or block.label or (block.marks and not found):
            found.append(block)
        elif block.marks:
            before = found[-1]
            marks = (*before.marks, *((len(before.text), note) for _, note in block.marks))
            found[-1] = replace(before, marks=marks, last=block.last, lines=before.lines + block.lines)
    return found


def _account(drafts: Sequence[_Draft], entries: Sequence[Entry], apart: _OutsideBlocks, account: Account, language: str) -> None:
    """Tell the account what each block is."""
    for code, blocks in apart.blocks.items():
        told: Sequence[PartKind] = ["division" if code == "I110" else "credit"] * len(blocks)
        if code == "I107":
            told = page_matter.before(blocks, language)
        elif code == "I108":
            told = page_matter.after(blocks, language)
        for kind, block in zip(told, blocks, strict=True):
            account.block(kind, block.lines, block.text, label=block.label, calls=block.marks)
    for draft, entry in zip(drafts, entries, strict=True):
        head = running_text(replace(entry, paragraphs=(), notes=(), emendations=()))
        spans = (span for span in head.spans if span.kind in _IN_HEAD)
        inner: list[Inner] = [(_IN_HEAD[span.kind], span.start, span.end, str(span.value or "")) for span in spans]
        account.block("head", draft.heading.lines + draft.title_lines, head.text, calls=draft.heading.marks, inner=inner)
        for block in draft.body:
            account.block(block.kind, block.lines, block.text, label=block.label, calls=block.marks)


# The parts of a heading that its running text marks.
_IN_HEAD: dict[str, PartKind] = {"date": "date", "place": "place", "title": "entry title"}


def _starts(witness: Witness, blocks: Sequence[SourceBlock], report: Report) -> dict[int, Dateline]:
    """The blocks that begin an entry or are the heading of a year, with their datelines."""
    found: dict[int, Dateline] = {}
    year: int | None = None
    for index, block in enumerate(blocks):
        if block.label:
            continue
        line = read_dateline(block.text, witness.language, year)
        if line is None or (line.bare and not _bare_holds(line, block, blocks[index - 1] if index else None, witness.language)):
            continue
        found[index] = line
        if line.edtf:
            year = int(line.edtf[:4])
    alone = [index for index in found if found[index].end == len(blocks[index].text) and not found[index].bare]
    whole = set(alone)
    running = [index for index in found if index not in whole and not found[index].bare and not blocks[index].level]
    running = [index for index in running if not is_heading(blocks[index].text[found[index].end :])]
    if len(alone) > max(1, len(running)):
        # Where dates stand on lines of their own, a paragraph that begins with one is a paragraph.
        for index in running:
            report.add("W114", Locus(witness.file, blocks[index].first), date=found.pop(index).text)
    return found


def _bare_holds(line: Dateline, block: SourceBlock, before: SourceBlock | None, language: str) -> bool:
    """Whether a year alone at a block's beginning can be a dateline: on its own, or closed before a title."""
    if line.end == len(block.text):
        return True
    title = read_title(block.text[line.end :], language, after_colon=line.close == ":")
    return title is not None and (line.close == ":" or (before is not None and before.text.strip() == line.date))


def _draft_dated(
    witness: Witness, blocks: Sequence[SourceBlock], starts: dict[int, Dateline], apart: _OutsideBlocks, report: Report
) -> list[_Draft]:
    """Divide the blocks at their datelines."""
    years = (index for index in starts if starts[index].bare and starts[index].end == len(blocks[index].text))
    headings = {index for index in years if index + 1 in starts}
    levels = {blocks[index].level for index in starts if index not in headings and blocks[index].level}
    drafts: list[_Draft] = []
    undated = 0
    ended = False
    last = max(index for index in starts if index not in headings)
    gap = _widest_gap(blocks, starts)
    for index, block in enumerate(blocks):
        line = starts.get(index)
        if index in headings:
            apart.put("I110", block)
        elif line is not None:
            ended = False
            drafts.append(_dated(witness, block, line, undated, report))
            undated += line.edtf is None
        elif block.level in levels and drafts:
            undated += 1
            ended = False
            report.add("W112", Locus(witness.file, block.first), heading=block.text[:60], n=f"undated-{undated}")
            drafts.append(_Draft(f"undated-{undated}", None, block, dateline=block.text))
        elif not drafts:
            apart.put("I107", block)
        elif block.level and block.level < min(levels, default=7):
            apart.put("I110", block)
        elif ended or is_credit(block.text, witness.language, last=index > last):
            ended = True
            apart.put("I108" if index > last else "I119", block)
        elif index > last and gap and block.gap > gap and len(drafts) > 1 and drafts[-1].body:
            ended = True
            report.add("W115", Locus(witness.file, block.first), begins=Lines((block.first,)))
            apart.put("I108", block)
        else:
            drafts[-1].body.append(block)
    return drafts


def _draft_numbered(blocks: Sequence[SourceBlock], language: str, apart: _OutsideBlocks) -> list[_Draft]:
    """Divide the blocks at their numbers."""
    found = citations.divide(blocks, language, lambda block: apart.put("I110", block), lambda block: apart.put("I107", block))
    return [
        _Draft(
            entry.n, None, entry.heading, entry.printed, body=list(entry.body),
            run_in=bool(entry.body) and entry.body[0].first == entry.heading.first,
        )
        for entry in found
    ]  # fmt: skip


def _draft_by_number(blocks: Sequence[SourceBlock], language: str, apart: _OutsideBlocks) -> list[_Draft]:
    """Divide the blocks at their numbers, or where the file has numbered divisions more than these, by the entries it states."""
    outside = _OutsideBlocks(apart.order)
    drafts = _draft_numbered(blocks, language, outside)
    if len(drafts) < len({block.stated.division for block in blocks if block.stated}):
        outside = _OutsideBlocks(apart.order)
        drafts = _draft_stated(blocks, outside)
    apart.update(outside)
    return drafts


def _draft_stated(blocks: Sequence[SourceBlock], apart: _OutsideBlocks) -> list[_Draft]:
    """Divide the blocks as the file does; the headings with which an entry begins are one."""
    held: dict[str, list[SourceBlock]] = {}
    last = max(index for index, block in enumerate(blocks) if block.stated)
    for index, block in enumerate(blocks):
        if block.stated:
            held.setdefault(block.stated.key, []).append(block)
        else:
            apart.put("I108" if index > last else "I110" if held else "I107", block)
    drafts = []
    for key, within in held.items():
        heads = list(takewhile(lambda block: block.level, within))
        heading = _one_heading(heads) if heads else replace(within[0], text="", label="", marks=(), lines=within[0].lines[:1])
        drafts.append(_Draft(key, None, heading, heading.text, body=within[len(heads) :], stated=True))
    return drafts


def _one_heading(heads: Sequence[SourceBlock]) -> SourceBlock:
    """Headings one after the other as one line, with their notes."""
    marks: list[tuple[int, Note]] = []
    text = ""
    for head in heads:
        text += " " if text else ""
        marks += ((len(text) + at, note) for at, note in head.marks)
        text += head.text
    lines = tuple(line for head in heads for line in head.lines)
    return replace(heads[0], text=text, last=heads[-1].last, marks=tuple(marks), lines=lines)


def _widest_gap(blocks: Sequence[SourceBlock], starts: dict[int, Dateline]) -> int:
    """The most empty lines that stand between two paragraphs of one entry, the last entry apart; 0 where none is known."""
    order = sorted(starts)
    inside = [blocks[index].gap for index in range(order[0] + 1, order[-1]) if index not in starts]
    return max(inside, default=0)


def _dated(witness: Witness, block: SourceBlock, line: Dateline, undated: int, report: Report) -> _Draft:
    """Begin an entry at a block that opens with a dateline; the rest of the block is title and first paragraph."""
    if line.edtf is None:
        report.add("E101", Locus(witness.file, block.first), date=line.date)
    rest = block.text[line.end :]
    dateline, place = line.text, line.place
    title = None
    if block.level or is_heading(rest):
        title, body = (rest or None), ""
    else:
        found = read_title(rest, witness.language, after_colon=line.close == ":")
        if found and found.place:
            dateline, place = f"{dateline} {found.place}", found.place.rstrip(".")
        title, body = (found.title, rest[found.end :]) if found else (None, rest)
    head_end = len(block.text) - len(body)
    heading = replace(block, marks=tuple(mark for mark in block.marks if not body or mark[0] <= head_end))
    draft = _Draft(certain(line.edtf or f"undated-{undated + 1}"), line.edtf, heading, dateline, place, title, run_in=bool(body))
    if body:
        marks = tuple((at - head_end, note) for at, note in block.marks if at > head_end)
        draft.body.append(replace(block, text=body, marks=marks))
    return draft


def _title_of_its_own(draft: _Draft, apart: _OutsideBlocks, *, surely: bool) -> None:
    """Take a short block right after a heading that stands alone as the title of the entry.

    It has no closing stop, unless it is `surely` a title, as those of all entries are.
    """
    if draft.title is None and not draft.run_in and len(draft.body) > 1:
        first = draft.body[0]
        if any(draft.heading.lines[-1] < block.lines[0] < first.lines[0] for blocks in apart.blocks.values() for block in blocks):
            return
        longest = CHAPTER_WORDS if draft.edtf is None else TITLE_WORDS
        if first.kind == "p" and not first.marks and (first.level or surely or _titles(first.text, longest)):
            draft.title = first.text
            draft.title_lines = first.lines
            del draft.body[0]


def _all_titled(drafts: Sequence[_Draft]) -> bool:
    """Whether numbered entries all open with a short sentence of its own, as chapters do that say what they hold."""
    return len(drafts) >= _SURE_OF_TITLES and all(
        draft.edtf is None and not draft.run_in and len(draft.body) > 1 and _says_what_follows(draft.body[0], draft.body[1])
        for draft in drafts
    )


def _says_what_follows(block: SourceBlock, after: SourceBlock) -> bool:
    """Whether a block may say what a chapter holds: a sentence, neither an address nor a verse, and shorter than what follows."""
    words = block.text.split()
    one = bool(re.fullmatch(r"[^\W\d].*[^,;:—–-]", block.text)) and not re.search(r"[.?!]\W*\s+[^\W\d_a-z]", block.text)
    return one and len(words) <= CHAPTER_WORDS and len(words) < len(after.text.split())


def _titles(text: str, longest: int) -> bool:
    """Whether a text is a title by its look: no closing stop, or all in capitals."""
    return is_heading(text, longest) or (text.isupper() and 1 < len(text.split()) <= longest)


def _entry(file: str, draft: _Draft) -> Entry:
    """Make the entry: its paragraphs and the notes at their places."""
    heading = draft.heading
    whole = " ".join(part for part in (draft.dateline, draft.title or "") if part)
    notes = [replace(note, paragraph=None, offset=min(at, len(whole))) for at, note in heading.marks]
    for index, block in enumerate(draft.body):
        notes += [replace(note, paragraph=index, offset=at) for at, note in block.marks]
    paragraphs = tuple(Paragraph(block.text, block.kind, block.label, Locus(file, block.first)) for block in draft.body)
    return Entry(
        draft.n, draft.edtf, draft.dateline, draft.place, draft.title, paragraphs, tuple(notes),
        run_in=draft.run_in, locus=Locus(file, heading.first),
    )  # fmt: skip


def _check(file: str, entries: Sequence[Entry], report: Report) -> None:
    """Report entries of one key, and dates that run backwards."""
    seen: dict[str, int] = {}
    latest: Entry | None = None
    for entry in entries:
        line = entry.locus.line or 1 if entry.locus else 1
        if entry.n in seen:
            report.add("E102", Locus(file, line), n=entry.n, begins=Lines((seen[entry.n],)))
        seen.setdefault(entry.n, line)
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
