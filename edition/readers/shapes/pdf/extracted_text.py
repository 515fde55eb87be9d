"""Turn text pulled out of a PDF into entries: pages, notes at their feet, lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from edition.files import decode
from edition.language.languages import language_of
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus, TextDoubt
from edition.model.documents import Document, DocumentBlock, Furniture
from edition.readers.account import HYPHENS
from edition.readers.blocks import clean, label_number
from edition.readers.datelines import read_dateline
from edition.readers.numbered_heads import heads_division
from edition.readers.printed_lines import PrintedLine, ends_sentence, opens_small, vocabulary
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.pdf.foot_notes import take_notes
from edition.readers.shapes.pdf.line_doubts import Vocabulary, aside_doubts, line_doubts
from edition.readers.shapes.pdf.page_bounds import pages
from edition.readers.shapes.pdf.widths import Measure, ends_paragraph, measure
from edition.readers.shapes.text_document import ParagraphForm, begin_as_verses, blocks_of_paragraph, is_centred
from edition.readers.shapes.text_document import measure as measure_of_rows
from edition.readers.shapes.web import has_long_lines
from edition.text.raw_text import WRAPPED, list_mark

# Above this share of lines with an empty line before them, empty lines part the paragraphs of a text.
_SPACED = 0.03
# A capital dropped into the text reaches down over this many lines at most.
_DROP_LINES = 4
# Broken lines that go on without an empty one for longer than this, on the whole, are those of pages; paragraphs that empty lines
# part are shorter on the whole. By eye, on texts of public libraries and texts pulled out of PDFs.
_RUN = 25
# The least measure of printed lines, in bytes: verse and lists are narrower. By eye, on the same.
_MEASURE = 40
# A paragraph of so many lines at least is verse if this share of them would have held the first word of the next one; of a shorter
# one in proportional type nothing can be said. By eye, on journals with a few lines of verse in them.
_STANZA = 3
_VERSE = 0.6
# So many lines show how wide a text is set: as foot_notes.py has it.
_ENOUGH = 40


@dataclass(frozen=True, slots=True)
class _PrintedText:
    """A text taken out of a PDF, seen as pages: heads and feet apart, the body divided into paragraphs, notes hung on their marks.

    `items`: the lines with which list items begin. `verse`: the indexes of the paragraphs that are verse.
    """

    pages: tuple[int, ...]
    furniture: tuple[Furniture, ...]
    runs: list[list[PrintedLine]]
    items: set[PrintedLine]
    verse: frozenset[int]
    words: Counter[str]
    doubts: tuple[TextDoubt, ...]


def _printed(text: str, file: str, language: str, report: Report) -> _PrintedText:
    """See a text as the pages that it was. Reports W104, W105, I109."""
    found = pages(text, language)
    furniture = tuple(Furniture(line.number, line.text) for page in found for line in page.furniture)
    if furniture:
        numbers = tuple(one.line for one in furniture)
        report.add("I109", Locus(file, min(numbers)), lines=Lines(numbers))
    begins = tuple(min(line.number for line in (*page.lines, *page.furniture)) for page in found[1:])
    printed = [line for page in found for line in page.lines]
    lines = [line.text for line in printed]
    words = vocabulary(lines)
    take_notes(found, measure(lines), words, file, language, report)
    body = [line for page in found for line in page.lines]
    full = measure([line.text for line in body])
    items = _items(body)
    runs = _runs(body, items, full, language)
    # Of a few lines nobody knows how wide they might have been.
    verse = frozenset(index for index, run in enumerate(runs) if len(body) >= _ENOUGH and _is_verse(run, full))
    known, of_body = Vocabulary(lines), {line.number for line in body}
    doubts = line_doubts([run for index, run in enumerate(runs) if index not in verse], full, known, file)
    doubts += aside_doubts((line for line in printed if line.number not in of_body), full, known, file)
    return _PrintedText(begins, furniture, runs, items, verse, words, doubts)


def _runs(lines: Sequence[PrintedLine], items: set[PrintedLine], full: Measure, language: str) -> list[list[PrintedLine]]:
    """Divide the lines of the body into those of each paragraph and list item."""
    spaced = sum(line.gap > 0 and not line.top for line in lines) > max(2, _SPACED * len(lines))
    indents = sum(line.indent > 1 for line in lines)
    indented = 0 < indents <= 0.4 * len(lines)
    runs: list[list[PrintedLine]] = []
    for line in lines:
        if not runs or line in items or _heads(runs[-1], line, language):
            runs.append([line])
        elif line.gap and not line.top and not (opens_small(line.text) and not ends_sentence(runs[-1][-1].text)):
            runs.append([line])
        elif indented and line.indent > 1 and not line.top:
            runs.append([line])
        elif (line.top or not (spaced or indented or line.gap)) and _short(runs[-1], line, full, language, entry=len(runs) == 1):
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _short(run: Sequence[PrintedLine], line: PrintedLine, full: Measure, language: str, *, entry: bool) -> bool:
    """Whether a paragraph ends before a line, to judge by the widths of lines."""
    opens = entry or read_dateline(run[0].text, language, 1) is not None
    if opens and opens_small(run[0].text) and len(run) < _DROP_LINES:
        # A capital of several lines was lost in extraction; the lines beside it are narrower.
        return False
    figures = "".join(note.n for _, note in run[-1].marks)
    return ends_paragraph(run[-1].text, line.text, full, indented=len(run) == 1 and not opens, figures=figures)


def _heads(run: Sequence[PrintedLine], line: PrintedLine, language: str) -> bool:
    """Whether a line begins an entry, or stands after a dateline, year or number of a chapter that has its line to itself."""
    if heads_division(line.text, language) or (len(run) == 1 and heads_division(run[0].text, language)):
        return True
    before = read_dateline(run[-1].text, language) if len(run) == 1 else None
    if before is not None and before.end == len(run[-1].text):
        return True
    opens = read_dateline(line.text, language, 1)
    return opens is not None and (line.gap > 0 or ends_sentence(run[-1].text))


def _items(lines: Sequence[PrintedLine]) -> set[PrintedLine]:
    """The lines that begin a list item: with a dash after a closed line, or with a number that counts on from another."""
    items: set[PrintedLine] = set()
    numbered: dict[str, list[PrintedLine]] = {}
    for before, line in zip([None, *lines], lines, strict=False):
        label = list_mark(line.text)
        if not label or (before is not None and not before.text.endswith(";") and not ends_sentence(before.text)):
            continue
        if label_number(label) is None:
            items.add(line)
        else:
            numbered.setdefault(re.sub(r"\d+", "#", label), []).append(line)
    for shape in sorted(numbered):
        counts = [label_number(list_mark(line.text)) or 0 for line in numbered[shape]]
        for index, line in enumerate(numbered[shape]):
            first = counts[index] == 1 and counts[index + 1 : index + 2] == [2]
            if first or (index and counts[index] == counts[index - 1] + 1 and numbered[shape][index - 1] in items):
                items.add(line)
    return items


def _is_verse(run: Sequence[PrintedLine], full: Measure) -> bool:
    """Whether the lines of a paragraph end where their writer ended them: most would have held the first word of the next."""
    if len(run) < _STANZA or any(line.text[-1] in HYPHENS for line in run):
        return False
    room = full.mean - 3 * full.spread
    free = sum(full.width(f"{line.text} {after.text.split(' ', 1)[0]}") < room for line, after in pairwise(run))
    return free >= _VERSE * (len(run) - 1)


def _document(file: UnknownFile, report: Report) -> Document:
    """The document of a text taken out of a PDF. Reports W104, W105, W106, I109. Raises TextError: it is no text (E004)."""
    layer = decode(file.raw, report, Locus(file.name))
    text = clean(layer, file.name, report)
    written = None if file.language else language_of(text)
    printed = _printed(text, file.name, file.language or (written.tag if written else "en"), report)
    rows = [line.text for run in printed.runs for line in run]
    width = measure_of_rows(rows)
    blocks: list[DocumentBlock] = []
    for index, run in enumerate(printed.runs):
        gap = 0 if run[0].top else run[0].gap
        form = ParagraphForm(gap, index in printed.verse, is_centred(run, width), item=run[0] in printed.items)
        blocks += blocks_of_paragraph(run, printed.words, form)
    return Document(
        file.name, "pdf-text", blocks=tuple(blocks), width=width, layer=layer, furniture=printed.furniture, pages=printed.pages,
        doubts=printed.doubts,
    )  # fmt: skip


def _knows(file: UnknownFile) -> bool:
    """A text with form feeds between its pages, or one broken at a measure, whose paragraphs no empty lines part: no long poem."""
    if not file.is_text:
        return False
    if b"\f" in file.raw:
        return True
    lines = [line for line in file.raw.split(b"\n") if line.strip()]
    if not (_is_unparted(file) and _MEASURE < median(map(len, lines)) <= WRAPPED):
        return False
    return not begin_as_verses([line.decode("utf-8", "replace") for line in lines])


def _is_unparted(file: UnknownFile) -> bool:
    """Whether no empty lines part the paragraphs of a text."""
    lines = [line for line in file.raw.split(b"\n") if line.strip()]
    gaps = len(re.findall(rb"\n[ \t\r]*\n", file.raw))
    return len(lines) > _RUN * (gaps + 1) and not has_long_lines(lines)


SHAPE = Shape("pdf-text", "text pulled out of a PDF", (".txt",), _knows, document=_document, is_text=True)
