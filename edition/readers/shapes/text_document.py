"""Turn plain text into a document: paragraphs, verses, what looks like a heading, looks between underscores, pages of the print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.model.documents import Document, DocumentBlock, DocumentNote, InlineRange, Look, NoteCall
from edition.readers.dated_heads import LONGEST_DATE
from edition.readers.datelines import read_dateline
from edition.readers.ornaments import is_ornament
from edition.readers.printed_lines import PrintedLine, ends_sentence, joined, opens_small, vocabulary
from edition.readers.shapes.verse_texts import VerseText, begin_verses, begins_verse, turned_over, verse_text
from edition.text.raw_text import WRAPPED, list_mark

# Words between underscores, on one line or over the end of lines; not a row of them that stands for a name that is kept back.
_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])_(?![\w_])")
# A whole paragraph between them, however long it is, such as where a play is set.
_ALL_ITALIC = re.compile(r"\A_(?=[^\s_])([^_]+)(?<=[^\s_])_\Z")
# A sign that opens such words, where a later line closes them.
_LEFT_OPEN = re.compile(r"(?<![\w_])_(?=[^\s_])")
# Roman figures that number a piece.
_FIGURES = re.compile(r"[IVXLC]+\.?")
_BOLD = re.compile(r"(?<![\w=])=(?=[^\s=])([^=\n]{1,200}?)(?<=[^\s=])=(?![\w=])")
# What marks a look.
_MARKED: tuple[tuple[re.Pattern[str], Look], ...] = ((_ALL_ITALIC, "italic"), (_ITALIC, "italic"), (_BOLD, "bold"))
_PAGE = re.compile(r"\[(?:Pg|p\.|page|pag\.|S\.|Seite)\s*[\divxlc]+\]", re.IGNORECASE)
# A number in braces at the end of a line is a page too, unless notes begin with such numbers.
_PAGE_OR_CALL = re.compile(rf"{_PAGE.pattern}|\{{[\divxlc]+\}}(?=\s*$)", re.IGNORECASE)
_NOTE_IN_BRACES = re.compile(r"^\s*\{[\divxlc]+\}\s+\S", re.IGNORECASE)
_PAGE_MARKS = frozenset("[{")
_PICTURE = "Illustration|Image|Picture|Abbildung|Illustrazione|Ilustración"
_FIGURE = re.compile(rf"\[(?:{_PICTURE})\b:?\s*(.*?)\]?\s*", re.IGNORECASE | re.DOTALL)
# One without a caption, on a line of its own, is no line of a stanza.
_PICTURED = re.compile(rf"\s*\[(?:{_PICTURE}):?\]\s*", re.IGNORECASE)
_FRAMED = re.compile(r"^\s*[|+][^\n]*[|+]\s*$")
# The number that an editor prints beside each fifth or tenth verse.
_VERSE_NUMBER = re.compile(r"\s{2,}(\d{1,5})$")
# A line is broken at a measure if the first word of the next one did not fit into it: by eye, words of up to so many letters more
# than the measure allows still stand in lines that an editor broke by hand.
_SLACK = 6
# Of a text of more lines than this one in fifty may be wider than the measure; of a shorter one, one in ten.
_MANY = 50
# No line of print is wider or narrower, in characters. By eye, on files of public libraries.
_WIDEST, _NARROWEST = 120, 30
# A paragraph is verse if this share of its lines would have held the first word of the next one. By eye, on prose and verse of a
# public library.
_VERSE = 0.6
# Of three lines or more that all begin with a capital half is enough: one verse in three may fill the measure.
_VERSE_IN_CAPITALS = 0.5
_NAME = 4
# Where a letter was written stands over its date, so far in, in characters, and has no more words. By eye, on novels in letters.
_FAR_IN, _PLACE = 10, 6
# Verses within a paragraph stand so many characters farther in. By eye, on notes that quote verses.
_FARTHER = 3
# No measure of prose is narrower than this, in characters. A text of verses has at least so many lines, and this share of them
# begins with a capital. By eye, on epics in stanzas; in German prose a third of the lines begin so.
_PROSE = 58
_FEW_VERSES = 20
_CAPITALS = 0.8


@dataclass(frozen=True, slots=True)
class _LineGroup:
    lines: tuple[PrintedLine, ...]
    gap: int

    @property
    def indent(self) -> int:
        return min(line.indent for line in self.lines)


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """How a paragraph stands in its text: the empty lines before it, whether it is verse, centred, a quotation, may be an item.

    `turned`: the numbers of its lines that are the end of the verse above.
    """

    gap: int = 0
    verse: bool = False
    centred: bool = False
    quoted: bool = False
    item: bool = True
    turned: frozenset[int] = frozenset()


def document_of_text(text: str, file: str, language: str) -> Document:
    """Turn a text into a document. `language`: its tag, "" if unknown. Its licence is told by `edition.readers.outside`."""
    rows = [row.rstrip().replace("\f", "") for row in text.split("\n")]
    width = measure(rows)
    words = vocabulary(rows)
    poem = verse_text(rows, width) if width else VerseText()
    blocks: list[DocumentBlock] = []
    page = _PAGE if any(_NOTE_IN_BRACES.match(row) for row in rows) else _PAGE_OR_CALL
    for paragraph in _paragraphs(rows, language, whole=_most(rows) > _WIDEST):
        blocks += _blocks(paragraph, width, poem, words, page)
    return Document(file, "plain", blocks=tuple(blocks), width=width)


def measure(rows: Sequence[str]) -> int:
    """How wide the lines are of a text that is broken at a measure, in characters; 0 where each line is a paragraph or a verse."""
    wide = _most(rows)
    return wide if _NARROWEST <= wide <= _WIDEST and not (wide < _PROSE and begin_as_verses(rows)) else 0


def begin_as_verses(rows: Sequence[str]) -> bool:
    """Whether nearly all lines of a text begin with a capital, as verses do."""
    lines = [row for row in rows if row.strip()]
    return len(lines) >= _FEW_VERSES and sum(map(begins_verse, lines)) >= _CAPITALS * len(lines)


def _most(rows: Sequence[str]) -> int:
    """How many characters nearly all lines have at most that are not empty."""
    lengths = sorted(len(row) for row in rows if row.strip())
    # Of prose broken at a measure nearly all lines are a little shorter than the measure.
    return lengths[max(0, int(len(lengths) * (0.98 if len(lengths) > _MANY else 0.9)) - 1)] if lengths else 0


def _paragraphs(rows: Sequence[str], language: str, *, whole: bool) -> Iterator[_LineGroup]:
    """Runs of lines between empty ones, parted at the marks of lists and after a date that stands alone on its line.

    `whole`: each line is a paragraph, unless it breaks off within a sentence.
    """
    run: list[PrintedLine] = []
    gap = before = 0
    for number, row in enumerate(rows, 1):
        if _FRAMED.match(row):
            row = row.replace("|", " ").strip(" +-")
        if not row.strip():
            gap += 1
            if run:
                yield from _with_number_apart(_LineGroup(tuple(run), before))
                run = []
            continue
        pictured = _PICTURED.fullmatch(row) or (len(run) == 1 and _PICTURED.fullmatch(run[0].text))
        if run and (pictured or (whole and _ends(run, row)) or _begins(run, " ".join(row.split()), language)):
            yield _LineGroup(tuple(run), before)
            run = []
        if not run:
            before = gap
        run.append(PrintedLine(number, " ".join(row.split()), gap if not run else 0, len(row) - len(row.lstrip())))
        gap = 0
    if run:
        yield _LineGroup(tuple(run), before)


def _with_number_apart(group: _LineGroup) -> Iterator[_LineGroup]:
    """A paragraph without the Roman figures that stand alone on its last line, far in: the number of what follows."""
    *lines, last = group.lines
    if lines and _FIGURES.fullmatch(last.text) and last.indent - min(line.indent for line in lines) >= _FAR_IN:
        yield _LineGroup(tuple(lines), group.gap)
        yield _LineGroup((last,), 1)
    else:
        yield group


def _begins(run: Sequence[PrintedLine], line: str, language: str) -> bool:
    """Whether a line begins a paragraph, whatever the measure: an item of a list, a date alone on its line, what follows it."""
    before = run[-1].text
    if list_mark(line) and (list_mark(run[0].text) or ends_sentence(before)):
        return not opens_small(line)
    if len(run) == 1 and _is_date(before, language):
        return True
    placed = len(run) == 1 and run[0].indent >= _FAR_IN and len(before.split()) <= _PLACE
    return (placed or ends_sentence(before)) and _is_date(line, language)


def _is_date(line: str, language: str) -> bool:
    """Whether a line is a date and nothing else."""
    if len(line) > LONGEST_DATE or not any(letter.isdigit() for letter in line):
        return False
    found = read_dateline(line, language, 1)
    return found is not None and not found.bare and found.end == len(line)


def _ends(run: Sequence[PrintedLine], after: str) -> bool:
    """Whether a paragraph ends with its last line: all do but one that breaks off within its sentence, as at the end of a page."""
    before, long = run[-1].text, len(run[-1].text) >= WRAPPED
    goes_on = long or (opens_small(after.strip()) and any(len(line.text) >= WRAPPED for line in run))
    return not goes_on or ends_sentence(before) or bool(list_mark(after.strip()))


def _blocks(
    paragraph: _LineGroup, width: int, poem: VerseText, words: Counter[str], page: re.Pattern[str]
) -> Iterator[DocumentBlock]:
    """The blocks that a paragraph makes, seen from how it stands in a text that is `width` characters wide."""
    lines = paragraph.lines
    centred = is_centred(lines, width)
    quoted = bool(width) and paragraph.indent >= 2 and not centred and len(lines) > 1
    turned = turned_over([" " * line.indent + line.text for line in lines], width) if poem.capitals else frozenset[int]()
    whole = [line for at, line in enumerate(lines) if at not in turned]
    verse = are_verses(whole, width) or poem.is_stanza([line.text for line in whole], [line.indent for line in whole], width)
    form = ParagraphForm(paragraph.gap, verse, centred, quoted, turned=frozenset(lines[at].number for at in turned))
    yield from blocks_of_paragraph(lines, words, form, page)


def blocks_of_paragraph(
    lines: Sequence[PrintedLine], words: Counter[str], form: ParagraphForm, page: re.Pattern[str] = _PAGE
) -> Iterator[DocumentBlock]:
    """The blocks that the lines of a paragraph make, with the notes that hang on them: one, or a verse for each line.

    `words`: those of the whole text, as `vocabulary` counts them. `page`: the number of a page of the print.
    """
    whole = " ".join(line.text for line in lines)
    numbers = tuple(line.number for line in lines)
    bare = DocumentBlock("p", "", line=numbers[0], lines=numbers, gap=form.gap, rows=len(lines), centred=form.centred)
    if is_ornament(whole):
        yield replace(bare, kind="break", centred=False)
        return
    if figure := _FIGURE.fullmatch(whole):
        caption = figure[1].strip().rstrip("]")
        if caption:
            yield _with_looks(replace(bare, kind="caption", text=caption, centred=False))
        return
    kept = [line for line in (_without_pages(line, page) for line in lines) if line.text]
    if not kept:
        return
    if form.verse:
        for at, (line, *rest) in enumerate(_verse_lines(_with_italics_closed(kept), form.turned)):
            text, starts = joined((line, *rest), words)
            number = _VERSE_NUMBER.search(text)
            hung = ((start + column, note) for start, one in zip(starts, (line, *rest), strict=True) for column, note in one.marks)
            verse = replace(
                bare, kind="l", text=text[: number.start()] if number else text, notes=_calls(hung), within=("stanza",),
                line=line.number, lines=(line.number, *(one.number for one in rest)), starts=starts[1:],
                gap=0 if at else form.gap, n=number[1] if number else "", indent=line.indent,
            )  # fmt: skip
            yield _with_looks(verse)
        return
    text, starts = joined(kept, words)
    marks = [(start + column, note) for start, line in zip(starts, kept, strict=True) for column, note in line.marks]
    label = list_mark(text) if form.item else ""
    block = replace(
        bare, kind="item" if label else "p", text=text[len(label) :], label=label,
        notes=_calls((max(0, at - len(label)), note) for at, note in marks),
        starts=tuple(start - len(label) for start in starts[1:] if start > len(label)),
        within=("quotation",) if form.quoted else (),
    )  # fmt: skip
    yield _with_looks(block)


def _verse_lines(lines: Sequence[PrintedLine], turned: Collection[int]) -> list[list[PrintedLine]]:
    """The lines of each verse: one, or a second that was turned over. `turned`: the numbers of those."""
    found: list[list[PrintedLine]] = []
    for line in lines:
        if found and line.number in turned:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _with_italics_closed(lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Verses in each of which the italics end that go over several of them, and begin again in the next."""
    found: list[PrintedLine] = []
    goes_on = False
    for line in lines:
        if goes_on:
            line = replace(line, text=f"_{line.text}", marks=tuple((column + 1, note) for column, note in line.marks))
        goes_on = _LEFT_OPEN.search(_ITALIC.sub("", line.text)) is not None
        found.append(replace(line, text=f"{line.text}_") if goes_on else line)
    # What nobody closes is a sign of something else.
    return lines if goes_on else found


def _without_pages(line: PrintedLine, page: re.Pattern[str]) -> PrintedLine:
    """A line without the pages of the print in it; one with notes, whose places would move, as it is."""
    if line.marks or not _PAGE_MARKS & {*line.text}:
        return line
    return replace(line, text=" ".join(page.sub(" ", line.text).split()))


def _calls(marks: Iterable[tuple[int, DocumentNote]]) -> tuple[NoteCall, ...]:
    return tuple(NoteCall(at, note) for at, note in marks)


def is_centred(lines: Sequence[PrintedLine], width: int) -> bool:
    """Whether the lines stand in the middle of the measure."""
    if not width or max(len(line.text) for line in lines) > width - 8:
        return False
    return all(line.indent >= 4 and abs(line.indent - (width - len(line.text)) / 2) <= max(4, width * 0.08) for line in lines)


def are_verses(lines: Sequence[PrintedLine], width: int) -> bool:
    """Whether lines end where their writer ended them: most would have held the first word of the next.

    Of a text without a measure, because all its lines are short, all begin with a capital.
    """
    if len(lines) < 2:
        return False
    if not width:
        return begin_verses([line.text for line in lines])
    if lines[0].text.endswith(":") and len(lines[0].text.split()) <= _NAME:
        # Who speaks, on the line over what is said, ends a line before the measure in prose too.
        lines = lines[1:]
    if len(lines) < 2 or _holds_verses(lines, width):
        return False
    most = width
    free = 0
    for line, after in pairwise(lines):
        held = line.indent + len(line.text) + 1 + len(after.text.split()[0])
        free += held + _SLACK < most
    # A name over a speech says nothing of how the lines below it end.
    capitals = len(lines) > 2 and len(lines[0].text.split()) > _NAME and all(begins_verse(line.text) for line in lines)
    return free >= (_VERSE_IN_CAPITALS if capitals else _VERSE) * (len(lines) - 1)


def _holds_verses(lines: Sequence[PrintedLine], width: int) -> bool:
    """Whether lines are prose that fills the measure, and verses within it that stand farther in (`printed_forms`)."""
    least = min(line.indent for line in lines)
    inner = [line.indent - least >= _FARTHER for line in lines]
    if not any(inner) or inner[0]:
        return False
    # The lines of prose before the verses, and after them: all but the last of each are full.
    last = inner.index(True)
    again = len(lines) - inner[::-1].index(True)
    if not all(inner[last:again]):
        return False
    prose = [*pairwise(lines[:last]), *pairwise(lines[again:])]
    return bool(prose) and all(
        line.indent + len(line.text) + 1 + len(after.text.split()[0]) + _SLACK >= width for line, after in prose
    )


def _with_looks(block: DocumentBlock) -> DocumentBlock:
    """A block whose marks of looks, underscores and signs of equality, have become ranges."""
    for pattern, look in _MARKED:
        text, parts, inline, at, length = block.text, [], [], 0, 0
        taken: list[int] = []
        for found in pattern.finditer(text):
            parts.append(text[at : found.start()] + found[1])
            length += found.start() - at
            inline.append(InlineRange(length, length + len(found[1]), look))
            length += len(found[1])
            taken += [found.start(), found.end() - 1]
            at = found.end()
        if inline:
            # Ranges found before count marks that are gone now.
            before = [replace(one, start=_without(one.start, taken), end=_without(one.end, taken)) for one in block.inline]
            notes = tuple(replace(call, offset=_without(call.offset, taken)) for call in block.notes)
            starts = tuple(_without(start, taken) for start in block.starts)
            block = replace(block, text="".join((*parts, text[at:])), inline=(*before, *inline), notes=notes, starts=starts)
    return block


def _without(place: int, taken: Sequence[int]) -> int:
    """A place in a text from which single characters were taken out, in ascending order."""
    return place - bisect_left(taken, place)
