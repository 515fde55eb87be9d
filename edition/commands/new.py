"""edition new: an empty folder into a workspace with a small edition that builds at once."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from edition.commands.console import result
from edition.errors import UsageError
from edition.files import write_bytes
from edition.messages import Message


@click.command(short_help="Make a workspace with an example.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Make a workspace in DIR: a small example in sources/example, with comments, to change into your own edition."""
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(Message("E032", None, {"folder": str(folder)}))
    _copy(importlib.resources.files("edition.commands") / "workspace", folder)
    result(
        f"{folder} is a workspace. Build its example:\n  cd {folder}\n  edition build\nThen look at sources/example/edition.toml."
    )


def _copy(source: Traversable, target: Path) -> None:
    for part in sorted(source.iterdir(), key=lambda part: part.name):
        if part.is_dir():
            _copy(part, target / part.name)
        else:
            write_bytes(target / part.name, part.read_bytes())
