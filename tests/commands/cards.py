"""Turn a box of cards into entries: a made-up shape of source, in one module and one row, as CONTRIBUTING has it."""

from __future__ import annotations

from edition.readers.entries import assemble

from edition.messages import Report
from edition.model import Witness
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.shapes import Shape, Statement, UnknownFile


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read a witness that is a box of cards: below its first line a line is a card, "date | text"."""
    blocks = [
        SourceBlock(" ".join(part.split()), number, number, level=level, lines=(number,))
        for number, line in enumerate(clean(text, witness.file, report).split("\n"), 1)
        for level, part in zip((2, 0), line.removeprefix("%CARDS ").split("|"), strict=False)
        if part.strip()
    ]
    return assemble(witness, blocks, Account(text), report)


def _knows(file: UnknownFile) -> bool:
    return file.raw.startswith(b"%CARDS ")


def _states(file: UnknownFile) -> Statement:
    """The rest of the first line is its title."""
    return Statement(file.start.partition("\n")[0].removeprefix("%CARDS "), ("Ada Verger",), "en-GB")


SHAPE = Shape("cards", "box of cards", (".cards",), _knows, of_text=read, states=_states)
