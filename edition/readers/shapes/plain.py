"""Turn plain text, its paragraphs parted by empty lines, into entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from edition.files import decode
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus, Witness
from edition.model.documents import Document
from edition.readers import verses
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.datelines import read_dateline
from edition.readers.entries import assemble
from edition.readers.marks import bind
from edition.readers.printed_lines import PrintedLine, ends_sentence, join, opens_small, vocabulary
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.text_document import document_of_text
from edition.text.raw_text import WRAPPED, is_wrapped, list_mark

# Words between underscores, on one line or over the end of one.
_ITALICS = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*(?:\n[^_\n]*\S[^_\n]*)?)(?<=[^\s_])_(?![\w_])")


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read a witness of plain text. Reports W104, W105, W106, I184, W185 and what `assemble` reports."""
    blocks = paragraphs(unmarked(clean(text, witness.file, report), witness.file, report), witness.language)
    found = assemble(witness, bind(blocks, witness.file, report), Account(text), report)
    verses.tell(_stanzas(found), witness.file, report)
    return found


def unmarked(text: str, file: str, report: Report) -> str:
    """Take out the underscores by which plain text marks italics, and report them (I184)."""
    lines: list[int] = []
    line, at = 1, 0
    for found in _ITALICS.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        lines.append(line)
    if lines:
        report.add("I184", Locus(file, lines[0]), count=len(lines), lines=Lines(tuple(lines)))
    return _ITALICS.sub(r"\1", text)


def _stanzas(witness: Witness) -> list[range]:
    """The lines of each paragraph of the entries that looks like verses."""
    rows = witness.layer.split("\n")
    stanzas = []
    for paragraph in (paragraph for entry in witness.entries for paragraph in entry.paragraphs if not paragraph.label):
        first = paragraph.locus.line if paragraph.locus and paragraph.locus.line else 1
        last = next((number for number in range(first, len(rows)) if not rows[number].strip()), len(rows))
        if verses.is_stanza(rows[first - 1 : last]):
            stanzas.append(range(first, last + 1))
    return stanzas


def paragraphs(text: str, language: str, *, whole: bool = False) -> list[SourceBlock]:
    """Divide a text into blocks: at empty lines, at list marks, after datelines that stand alone on a line.

    In a text whose lines are not broken at a measure, every line is a block; but one that breaks off in the middle of its
    sentence goes on in the next, unless `whole` says that every line is a paragraph.
    """
    rows = text.split("\n")
    wrapped = is_wrapped(rows)
    words = vocabulary(rows)
    runs: list[list[PrintedLine]] = []
    gap = 0
    for number, row in enumerate(rows, 1):
        line = PrintedLine(number, " ".join(row.split()), gap, len(row) - len(row.lstrip()))
        if not line.text:
            gap += 1
            continue
        if not runs or (whole and not wrapped) or _begins(runs[-1], line, language, wrapped=wrapped):
            runs.append([line])
        else:
            runs[-1].append(line)
        gap = 0
    return [_block(run, words, language) for run in runs]


def _begins(run: Sequence[PrintedLine], line: PrintedLine, language: str, *, wrapped: bool) -> bool:
    """Whether a line begins a block of its own."""
    before = run[-1].text
    if line.gap:
        return True
    if list_mark(line.text) and (list_mark(run[0].text) or ends_sentence(before)):
        return not opens_small(line.text)
    if (len(run) == 1 and _alone(before, language)) or (_alone(line.text, language) and ends_sentence(before)):
        return True
    if wrapped:
        return False
    return ends_sentence(before) or (not opens_small(line.text) and len(before) < WRAPPED)


def _alone(text: str, language: str) -> bool:
    """Whether a line is a dateline and nothing else."""
    line = read_dateline(text, language, 1)
    return line is not None and line.end == len(text)


def _block(run: Sequence[PrintedLine], words: Counter[str], language: str) -> SourceBlock:
    text, _ = join(run, words)
    # The day of a date may have a stop, as the mark of a list has.
    label = "" if read_dateline(text, language) else list_mark(text)
    lines = tuple(line.number for line in run)
    return SourceBlock(text[len(label) :], lines[0], lines[-1], "item" if label else "p", label, (), 0, run[0].gap, lines)


def _knows(file: UnknownFile) -> bool:
    """Whatever is a text can be read as plain text."""
    return file.is_text


def text_file(file: UnknownFile, report: Report, *, reader: str = "plain") -> Document:
    """Turn a file that is text into a document. Raises TextError: it is no text (E004)."""
    text = decode(file.raw, report, Locus(file.name))
    document = document_of_text(clean(text, file.name, report), file.name)
    return replace(document, reader=reader, layer=text)


SHAPE = Shape("plain", "plain text", (".txt",), _knows, of_text=read, document=text_file)
