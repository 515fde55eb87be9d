"""edition epub, edition pdf: a TEI document into a book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from edition.commands.console import reporting, result


def _book(kind: str, function: Any) -> click.Command:
    """One of the two commands, with the options that both have."""
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml"),
            click.option(
                "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help=f"Where to write; FILE.{kind} by default."
            ),
            click.option("--reading", metavar="SIGLUM", help="Set the text of this witness alone."),
            click.option("--apparatus", type=click.Choice(["all", "substantive", "none"]), help="Which readings to print."),
            click.option("--parallel", is_flag=True, help="Set the full witnesses side by side."),
            *(() if kind == "epub" else (click.option("--columns", is_flag=True, help="Set them in columns on each page."),)),
            click.option("--settings", type=click.Path(path_type=Path), metavar="FILE", help=f"A TOML file with a table [{kind}]."),
        )
    ):
        function = option(function)
    return click.command(kind, short_help=f"Make {'an EPUB' if kind == 'epub' else 'a PDF'} of a TEI document.")(function)


def _make(kind: str, file: Path, output: Path | None, settings: Path | None, given: dict[str, object]) -> None:
    from edition.storage.cache import Pages, user_cache
    from edition.tei.reading.opening import open_tei
    from edition.writers import book_settings, write_book

    with reporting() as report:
        looks: dict[str, object] = {}
        if settings:
            from edition.project.description import read_looks

            looks = read_looks(settings, report)[kind]
        if report.errors:
            return
        chosen = {key: value for key, value in given.items() if value}
        path = output or file.with_suffix(f".{kind}")
        made = book_settings({**looks, **chosen, "folder": str(file.parent)})
        cache = user_cache()
        write_book(kind, open_tei(file, report, corpus=True), made, path, report, Pages(cache))
        cache.prune()
        result(str(path))


def _epub(file: Path, output: Path | None, settings: Path | None, **given: object) -> None:
    """Make an EPUB of the TEI document FILE.xml, any, not only those made here."""
    _make("epub", file, output, settings, given)


def _pdf(file: Path, output: Path | None, settings: Path | None, **given: object) -> None:
    """Make a PDF of the TEI document FILE.xml, any, not only those made here."""
    _make("pdf", file, output, settings, given)


epub = _book("epub", _epub)
pdf = _book("pdf", _pdf)
