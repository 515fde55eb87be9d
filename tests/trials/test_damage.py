"""A long trial of damaged files: thousands of each shape, and dozens all the way through `edition new --from`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.commands import main
from tests.readers.test_shapes import SHAPES, made, outcome, repacked

FILES = {"pdf": 150}
NEW = 12


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Bytes changed, bits turned, a stretch lost, doubled or moved."""
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        at, length = chance.randrange(len(changed)), chance.choice((1, 2, 16, 300))
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length]
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
    raw = made(shape)
    if shape not in ("docx", "epub") or chance.random() < 0.3:
        return damaged(raw, chance)
    rate = chance.choice((0.2, 0.6))
    return repacked(raw, lambda name, content: damaged(content, chance) if content and chance.random() < rate else content)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_damage_brings_a_reader_down(shape: str) -> None:
    for seed in range(FILES.get(shape, 1500)):
        outcome(shape, spoilt(shape, random.Random(seed)))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_damage_brings_the_program_down(shape: str, tmp_path: Path) -> None:
    for seed in range(NEW):
        path = tmp_path / f"{shape}-{seed}.{'xml' if shape == 'tei' else shape}"
        path.write_bytes(spoilt(shape, random.Random(seed)))
        result = CliRunner().invoke(main, ["new", str(tmp_path / f"made-{shape}-{seed}"), "--from", str(path)])
        assert result.exit_code in (0, 1), (seed, result.output)
        assert result.exception is None or isinstance(result.exception, SystemExit), (seed, result.exception)
