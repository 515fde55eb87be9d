"""Turn docs/tutorial.md into its blocks, and take its steps in an empty folder. Its test and tools/pictures.py use this."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tomlkit

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "docs/samples"
_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: `sh` are commands, `text` lines that they print, `toml` what is written into `file`."""

    language: str
    file: str
    text: str


def blocks() -> tuple[Block, ...]:
    """The blocks of the tutorial in their order."""
    page = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    return tuple(Block(match[1], match[2] or "", match[3]) for match in _BLOCK.finditer(page))


def follow(folder: Path, run: Callable[[list[str], Path], str]) -> Iterator[tuple[Block, str, Path]]:
    """Take the steps of the tutorial in an empty folder, to which the two files are copied first.

    `run`: runs a command in a folder and gives what it printed. Yields each block when it is done, with all that the last commands
    printed, and the folder where the reader now is. Raises ValueError: a block is of no known language, or a command is not ours.
    """
    for file in sorted(SAMPLES.glob("*.txt")):
        shutil.copy(file, folder)
    printed = ""
    for block in blocks():
        if block.language == "toml":
            _write(folder / block.file, block.text)
        elif block.language == "sh":
            printed = ""
            for line in block.text.splitlines():
                command, *arguments = shlex.split(line)
                if command == "cd":
                    folder /= arguments[0]
                elif command == "edition":
                    printed += run(arguments, folder)
                else:
                    raise ValueError(line)
        elif block.language != "text":
            raise ValueError(block.language)
        yield block, printed, folder


def _write(file: Path, said: str) -> None:
    """Change a file as the reader is told: values of edition.toml, in the table of a witness by its siglum; others at their end."""
    text = file.read_text(encoding="utf-8")
    if file.name == "edition.toml":
        there, change = tomlkit.parse(text), tomlkit.parse(said).unwrap()
        for table in change.pop("witness", []):
            next(one for one in there["witness"] if one["siglum"] == table["siglum"]).update(table)
        there.update(change)
        file.write_text(tomlkit.dumps(there), encoding="utf-8")
    else:
        file.write_text(f"{text}\n{said}", encoding="utf-8")
