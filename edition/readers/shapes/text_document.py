"""Turn plain text into a document: paragraphs, verses, what looks like a heading, looks between underscores, pages of the print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, InlineRange, Look, Surrounding
from edition.readers.printed_lines import PrintedLine, join, vocabulary
from edition.text.raw_text import list_mark

# Words between underscores, on one line or over the end of lines; not a row of them that stands for a name that is kept back.
_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])_(?![\w_])")
_BOLD = re.compile(r"(?<![\w=])=(?=[^\s=])([^=\n]{1,200}?)(?<=[^\s=])=(?![\w=])")
# What marks a look.
_MARKED: tuple[tuple[re.Pattern[str], Look], ...] = ((_ITALIC, "italic"), (_BOLD, "bold"))
_BREAK = re.compile(r"[\s*•·.–—_#~+=-]*(?:[*•·#~+]|[–—_=-]{3})[\s*•·.–—_#~+=-]*")
_PAGE = re.compile(r"\[(?:Pg|p\.|page|pag\.|S\.|Seite)\s*[\divxlc]+\]|\{[\divxlc]+\}(?=\s*$)", re.IGNORECASE)
_PAGE_MARKS = frozenset("[{")
_FIGURE = re.compile(
    r"\[(?:Illustration|Image|Picture|Abbildung|Illustrazione|Ilustración)\b:?\s*(.*?)\]?\s*", re.IGNORECASE | re.DOTALL
)
_FRAMED = re.compile(r"^\s*[|+][^\n]*[|+]\s*$")
# The number that an editor prints beside each fifth or tenth verse.
_VERSE_NUMBER = re.compile(r"\s{2,}(\d{1,5})$")
# A line is broken at a measure if the first word of the next one did not fit into it: by eye, words of up to so many letters more
# than the measure allows still stand in lines that an editor broke by hand.
_SLACK = 6
# Of a text of more lines than this one in fifty may be wider than the measure; of a shorter one, one in ten.
_MANY = 50
# A paragraph is verse if this share of its lines would have held the first word of the next one. By eye, on prose and verse of a
# public library.
_VERSE = 0.6


@dataclass(frozen=True, slots=True)
class _LineGroup:
    lines: tuple[PrintedLine, ...]
    gap: int

    @property
    def indent(self) -> int:
        return min(line.indent for line in self.lines)


def document_of_text(text: str, file: str) -> Document:
    """Turn a text into a document. Its licence, if it has one, is told by `edition.readers.matter`, not here."""
    rows = [row.rstrip().replace("\f", "") for row in text.split("\n")]
    width = measure(rows)
    words = vocabulary(rows)
    blocks: list[DocumentBlock] = []
    for paragraph in _paragraphs(rows, whole=not width):
        blocks += _blocks(paragraph, width, words)
    return Document(file, "plain", blocks=tuple(blocks), width=width)


def measure(rows: Sequence[str]) -> int:
    """How wide the lines are of a text that is broken at a measure, in characters; 0 where each line is a paragraph or a verse."""
    lengths = sorted(len(row) for row in rows if row.strip())
    if not lengths:
        return 0
    # Of prose broken at a measure nearly all lines are a little shorter than the measure.
    wide = lengths[max(0, int(len(lengths) * (0.98 if len(lengths) > _MANY else 0.9)) - 1)]
    return wide if 30 <= wide <= 120 else 0


def _paragraphs(rows: Sequence[str], *, whole: bool) -> Iterator[_LineGroup]:
    """Runs of lines between empty ones. `whole`: each line is a paragraph."""
    run: list[PrintedLine] = []
    gap = before = 0
    for number, row in enumerate(rows, 1):
        if _FRAMED.match(row):
            row = row.replace("|", " ").strip(" +-")
        if not row.strip():
            gap += 1
            if run:
                yield _LineGroup(tuple(run), before)
                run = []
            continue
        if whole and run:
            yield _LineGroup(tuple(run), before)
            run = []
        if not run:
            before = gap
        run.append(PrintedLine(number, " ".join(row.split()), gap if not run else 0, len(row) - len(row.lstrip())))
        gap = 0
    if run:
        yield _LineGroup(tuple(run), before)


def _blocks(paragraph: _LineGroup, width: int, words: Counter[str]) -> Iterator[DocumentBlock]:
    """The blocks that a paragraph makes: one, or a verse for each line."""
    lines = paragraph.lines
    first = lines[0]
    whole = " ".join(line.text for line in lines)
    numbers = tuple(line.number for line in lines)
    bare = DocumentBlock("p", "", line=first.number, lines=numbers, gap=paragraph.gap, rows=len(lines))
    if _BREAK.fullmatch(whole):
        yield replace(bare, kind="break")
        return
    if figure := _FIGURE.fullmatch(whole):
        caption = figure[1].strip().rstrip("]")
        if caption:
            yield _with_looks(replace(bare, kind="caption", text=caption))
        return
    kept = tuple(filter(None, map(_without_page, lines)))
    if not kept:
        return
    within: tuple[Surrounding, ...] = ()
    centred = _is_centred(lines, width)
    if _is_verse(lines, width):
        for at, line in enumerate(kept):
            number = _VERSE_NUMBER.search(line.text)
            text = line.text[: number.start()] if number else line.text
            verse = replace(bare, kind="l", text=text, within=("stanza",), line=line.number, centred=centred)
            yield _with_looks(replace(verse, lines=(line.number,), gap=0 if at else paragraph.gap, n=number[1] if number else ""))
        return
    if width and paragraph.indent >= 2 and not centred and len(lines) > 1:
        within = ("quotation",)
    text, _ = join(list(kept), words)
    label = list_mark(text)
    kind: DocumentBlockKind = "item" if label else "p"
    yield _with_looks(replace(bare, kind=kind, text=text[len(label) :], within=within, label=label, centred=centred))


def _without_page(line: PrintedLine) -> PrintedLine | None:
    """A line without the page of the print that it names; None where it says nothing else."""
    if not _PAGE_MARKS & {*line.text}:
        return line
    said = " ".join(_PAGE.sub(" ", line.text).split())
    return replace(line, text=said) if said else None


def _is_centred(lines: Sequence[PrintedLine], width: int) -> bool:
    """Whether the lines stand in the middle of the measure."""
    if not width or max(len(line.text) for line in lines) > width - 8:
        return False
    return all(line.indent >= 4 and abs(line.indent - (width - len(line.text)) / 2) <= max(4, width * 0.08) for line in lines)


def _is_verse(lines: Sequence[PrintedLine], width: int) -> bool:
    """Whether lines end where their writer ended them: most would have held the first word of the next."""
    if not width or len(lines) < 2:
        return False
    most = width
    free = 0
    for line, after in pairwise(lines):
        held = line.indent + len(line.text) + 1 + len(after.text.split()[0])
        free += held + _SLACK < most
    return free >= _VERSE * (len(lines) - 1)


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
            block = replace(block, text="".join((*parts, text[at:])), inline=(*before, *inline))
    return block


def _without(place: int, taken: Sequence[int]) -> int:
    """A place in a text from which single characters were taken out, in ascending order."""
    return place - bisect_left(taken, place)
