"""edition epub, edition pdf, and whatever else kinds.py has: a TEI document into a book."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from edition.api import KEYS, KINDS, BookKind, write_book
from edition.commands.console import reporting, result

# The settings that the command line can say; one that a kind of book does not have is no option of its command.
_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "reading": click.option("--reading", metavar="SIGLUM", help="Set the text of this witness alone."),
    "apparatus": click.option(
        "--apparatus",
        type=click.Choice(KEYS["apparatus"].words),
        help="Which readings to print: all, those of a grade and above, or none; stylistic by default.",
    ),
    "marks": click.option(
        "--marks",
        type=click.Choice(KEYS["marks"].words),
        help="What to link in the text: substantive readings and a mark a sentence, by default; the marks alone; all; or none.",
    ),
    "parallel": click.option("--parallel", is_flag=True, help="Set the full witnesses side by side."),
    "columns": click.option("--columns", is_flag=True, help="Set them in columns on each page."),
}


def command(kind: BookKind) -> click.Command:
    """The command that makes a kind of book."""
    a_book = f"{kind.article} {kind.title}"
    function: Any = partial(_make, kind)
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml"),
            click.option(
                "-o", "--output", type=click.Path(path_type=Path), metavar="OUT",
                help=f"Where to write; FILE{kind.suffix} by default.",
            ),
            *(option for name, option in _OPTIONS.items() if name in kind.settings),
            click.option(
                "--settings", type=click.Path(path_type=Path), metavar="FILE", help=f"A TOML file with a table [{kind.name}]."
            ),
        )
    ):  # fmt: skip
        function = option(function)
    return click.command(
        kind.name,
        short_help=f"Make {a_book} of a TEI document.",
        help=f"Make {a_book} of the TEI document FILE.xml, any, not only those made here.",
    )(function)


def _make(kind: BookKind, file: Path, output: Path | None, settings: Path | None, **given: object) -> None:
    with reporting() as report:
        chosen = {name: value for name, value in given.items() if value}
        made = write_book(kind.name, file, output, settings=settings, **chosen)
        report.messages += made.messages
        for path in made:
            result(str(path))


COMMANDS = tuple(command(kind) for kind in KINDS.values())
