"""A long trial of damaged files: ten thousand of all shapes, other ones each time, and dozens all the way through `edition new`."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from edition import readers
from edition.commands import main
from edition.errors import TextError
from edition.messages import Report
from edition.model import Witness
from edition.readers.outlines import outline_of
from edition.readers.shapes import table
from tests.readers import long_books
from tests.readers.test_shapes import made, repacked

SHAPES = tuple(table.SHAPES)
# A PDF takes a quarter of a second; the other shapes make up the ten thousand.
PDF = 400
FILES = {shape: PDF if shape == "pdf" else -(-(10_000 - PDF) // (len(SHAPES) - 1)) for shape in SHAPES}
NEW = 12
ENDINGS = {"tei": "xml", "plain": "txt", "web": "txt", "pdf-text": "txt", "markdown": "md"}
# What damages a reading and not only a file: marks of notes, headings, lists, brackets, numbers of many figures, signs of no use.
STRETCHES = (
    *(
        "[1]",
        "[",
        "]",
        "*",
        "_",
        "(*) ",
        "[^1]",
        "[Footnote 1: ",
        "\n\n",
        "\f",
        "\r",
        "\0",
        "\u2028",
        "\u00ad",
        "\U0001f600",
        "²",
        "१",
        "½",
    ),
    *(
        "\n\nCHAPTER I\n\n",
        "\n\nMDCLXVI.\n\n",
        "\n\n99999999999999999999. ",
        "\n\n30 February 1801\n\n",
        "\n\nMay 4\n\n",
        "\n\nTHE END\n\n",
    ),
    *(
        "\n\nCONTENTS\n\n",
        "\n\nNOTES\n\n",
        "\n\nPREFACE\n\n",
        "\n# ",
        "\n> ",
        "\n    ",
        "\n---\n",
        "\n* * *\n",
        "```\n",
        "|",
        "(" * 200,
    ),
    *(
        "A" * 3000,
        "<",
        ">",
        "</p>",
        "<b>" * 50,
        "<div>" * 300,
        "<ol>",
        '<li value="9999999999">',
        '<td colspan="99999999">',
        "<pre>",
    ),
    *(
        '<a href="#x">1</a>',
        '<p id="x">',
        "<sup>1</sup>",
        "&#xD800;",
        "&#99999999;",
        "&a;",
        "<![CDATA[",
        "<!--",
        '<!DOCTYPE x [<!ENTITY a "b">]>',
    ),
    *('w:val="-1"', 'w:ilvl="99"', 'text:outline-level="x"', 'xml:lang="??"', '<div n="">', '<l n="x">', "<note>"),
)


@pytest.fixture
def seed() -> int:
    """Another one in each run; a test that fails names it."""
    return secrets.randbits(32)


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Bytes changed, bits turned, a stretch lost, doubled or moved, or marks put where none belong."""
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        at, length = chance.randrange(len(changed)), chance.choice((1, 2, 16, 300))
        match chance.randrange(7):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length]
            case 4 | 5:
                changed[at:at] = chance.choice(STRETCHES).encode()
            case _:
                stretch = changed[at : at + length]
                del changed[at : at + length]
                place = chance.randrange(len(changed) + 1)
                changed[place:place] = stretch
        if not changed:
            return b""
    return bytes(changed)


def spoilt(shape: str, chance: random.Random) -> bytes:
    """A file of a shape, spoilt as it lies on the disk or, if it is an archive, in one of its parts."""
    raw = source(shape, chance)
    if not raw.startswith(b"PK") or chance.random() < 0.3:
        return damaged(raw, chance)
    rate = chance.choice((0.2, 0.6))
    return repacked(raw, lambda name, content: damaged(content, chance) if content and chance.random() < rate else content)


def source(shape: str, chance: random.Random) -> bytes:
    """A diary with notes and lists, or a longer one without."""
    if shape in long_books.SHAPES and (table.SHAPES[shape].is_text or chance.random() < 0.5):
        return long_books.book(shape, chance.choice((60, 400)))
    return made(shape)


def outcome(read: Callable[[Report], object]) -> None:
    """Read: what is wrong is told as a message, and never as an error that nobody foresaw (E177)."""
    report, stopped = Report(), None
    try:
        read(report)
    except TextError as error:
        stopped = error.message
    assert stopped is None or stopped.code != "E177", stopped
    for message in report:
        assert str(message)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_damage_brings_a_reader_down(shape: str, seed: int) -> None:
    """A file is read as its own shape, as `edition read` does, or as another: a reader may be named in edition.toml."""
    for number in range(FILES[shape]):
        chance = random.Random(f"{seed} {number}")
        raw = spoilt(shape, chance)
        name = f"book.{ENDINGS.get(shape, shape)}"
        named = Witness("B", reader=chance.choice(SHAPES), file=name)
        try:
            if chance.random() < 0.2:
                outcome(lambda report, named=named, raw=raw: readers.read_file(named, raw, report))
            else:
                outcome(lambda report, name=name, raw=raw: outline_of(raw, name, "", report))
        except Exception as error:
            raise AssertionError(f"{shape}, seed {seed}, file {number}, read as {named.reader} or as named") from error


@pytest.mark.parametrize("shape", SHAPES)
def test_no_damage_brings_the_program_down(shape: str, seed: int, tmp_path: Path) -> None:
    for number in range(NEW):
        path = tmp_path / f"{shape}-{number}.{ENDINGS.get(shape, shape)}"
        path.write_bytes(spoilt(shape, random.Random(f"{seed} {number}")))
        result = CliRunner().invoke(main, ["new", str(tmp_path / f"made-{shape}-{number}"), "--from", str(path)])
        assert result.exit_code in (0, 1), (seed, number, result.output)
        assert result.exception is None or isinstance(result.exception, SystemExit), (seed, number, result.exception)
