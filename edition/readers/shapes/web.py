"""Turn the text of a web page into entries: what a browser saves or a reader copies, often a line to a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from edition.messages import Report
from edition.model import Entry, Locus, Witness
from edition.readers import page_matter
from edition.readers.account import Account
from edition.readers.blocks import clean, lines_of
from edition.readers.entries import assemble
from edition.readers.headings import is_caption
from edition.readers.marks import bind
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.plain import paragraphs, text_file, unmarked

# A line longer than this, in bytes, is a paragraph: a line of print is seldom longer than 100 letters. By eye, on pages copied from
# browsers.
LONG_LINE = 200
# The share of such lines above which a text is one of a web page: its headings and captions are short lines. By eye, on the same.
MANY_LONG = 0.2


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read a witness saved from the web: captions are left out (I111); notes "[1]" at the end go to their marks.

    Title, introduction, credit and biographies are no entries, and `assemble` says so; what each is is told too (I150). Reports
    W104, W105, W106, I120, I184 besides.
    """
    cleaned = unmarked(clean(text, witness.file, report), witness.file, report)
    blocks = bind(paragraphs(cleaned, witness.language), witness.file, report)
    captions = [block for block in blocks if is_caption(block.text, witness.language)]
    account = Account(text)
    for block in captions:
        account.block("caption", block.lines, block.text, calls=block.marks)
    if captions:
        lines = lines_of(captions)
        report.add("I111", Locus(witness.file, lines.numbers[0]), lines=lines)
    for _, note in (mark for block in captions for mark in block.marks):
        report.add("I120", note.locus, n=note.n)
    kept = [block for block in blocks if block not in captions]
    found = assemble(witness, kept, account, report)
    if found.entries:
        _tell(found.entries, account, witness, report)
    return found


def _tell(entries: Sequence[Entry], account: Account, witness: Witness, report: Report) -> None:
    """Report what stands before the first entry and after the last."""
    loci = [entry.locus for entry in entries] + [paragraph.locus for paragraph in entries[-1].paragraphs]
    lines = [locus.line for locus in loci if locus and locus.line]
    around = [(kind, its) for kind, its in account.told() if its[-1] < min(lines) or its[0] > max(lines)]
    around.sort(key=lambda part: part[1])
    page_matter.tell(around, witness.file, report)


def has_long_lines(lines: Sequence[bytes]) -> bool:
    """Whether paragraphs stand on a line each, as a browser copies them, to judge by the lines that have words."""
    return sum(len(line) > LONG_LINE for line in lines) > MANY_LONG * len(lines)


def _knows(file: UnknownFile) -> bool:
    return file.is_text and has_long_lines([line for line in file.raw.split(b"\n") if line.strip()])


SHAPE = Shape("web", "text of a web page", (".txt",), _knows, of_text=read, document=partial(text_file, reader="web"))
