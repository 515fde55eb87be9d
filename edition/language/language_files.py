"""Turn the tag of a language into what its file says, a table of TOML."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

# Where the files are looked for, one after another.
FOLDERS: list[Path] = [Path(__file__).parent]
# What is printed must be printed in some language: in this one, where another has no words for it.
PRINTED = "en"


def tags() -> tuple[str, ...]:
    """The tags of the languages of which there is a file, in order of the alphabet, that of the books first."""
    found = sorted({path.stem for folder in FOLDERS for path in folder.glob("*.toml")})
    return tuple(sorted(found, key=lambda tag: tag != PRINTED))


def file_of(tag: str) -> Path | None:
    """The file of a language; None where there is none."""
    # A tag comes from a file of anyone's: it names no path.
    paths = (folder / f"{tag}.toml" for folder in FOLDERS if tag.isalpha())
    return next((path for path in paths if path.is_file()), None)


def table_of(tag: str) -> dict[str, Any] | None:
    """What the file of a language says; None where there is none. It is read once and given to all who ask: nobody changes it."""
    path = file_of(tag)
    return _read(path) if path else None


@functools.cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
