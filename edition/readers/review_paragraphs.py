"""Turn the text of a review into its paragraphs: at empty lines, at list marks, a line each where lines are not broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.readers.blocks import SourceBlock
from edition.readers.datelines import read_dateline
from edition.readers.printed_lines import PrintedLine, ends_sentence, join, opens_small, vocabulary
from edition.text.raw_text import WRAPPED, is_wrapped, list_mark


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
