"""Turn plain text, its paragraphs parted by empty lines, into entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.messages import Report
from edition.model import Witness
from edition.raw_text import WRAPPED, is_wrapped, list_mark
from edition.readers.account import Account
from edition.readers.blocks import Block, clean
from edition.readers.dates import read_dateline
from edition.readers.entries import assemble
from edition.readers.marks import bind
from edition.readers.pdf_lines import Line, ends_sentence, join, opens_small, vocabulary


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read a witness of plain text. Reports W104, W105, W106 and what `assemble` reports."""
    blocks = paragraphs(clean(text, witness.file, report), witness.language)
    return assemble(witness, bind(blocks, witness.file, report), Account(text), report)


def paragraphs(text: str, language: str, *, whole: bool = False) -> list[Block]:
    """Divide a text into blocks: at empty lines, at list marks, after datelines that stand alone on a line.

    In a text whose lines are not broken at a measure, every line is a block; but one that breaks off in the middle of its
    sentence goes on in the next, unless `whole` says that every line is a paragraph.
    """
    rows = text.split("\n")
    wrapped = is_wrapped(rows)
    words = vocabulary(rows)
    runs: list[list[Line]] = []
    gap = 0
    for number, row in enumerate(rows, 1):
        line = Line(number, " ".join(row.split()), gap, len(row) - len(row.lstrip()))
        if not line.text:
            gap += 1
            continue
        if not runs or (whole and not wrapped) or _begins(runs[-1], line, language, wrapped=wrapped):
            runs.append([line])
        else:
            runs[-1].append(line)
        gap = 0
    return [_block(run, words) for run in runs]


def _begins(run: Sequence[Line], line: Line, language: str, *, wrapped: bool) -> bool:
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


def _block(run: Sequence[Line], words: Counter[str]) -> Block:
    text, _ = join(run, words)
    label = list_mark(text)
    lines = tuple(line.number for line in run)
    return Block(text[len(label) :], lines[0], lines[-1], "item" if label else "p", label, (), 0, run[0].gap, lines)
