"""edition build: the texts of an edition into TEI and books."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from edition import api
from edition.api import KINDS, outputs
from edition.commands.completion import of_editions, of_outputs
from edition.commands.console import reporting, result, showing_progress


def _and(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "TEI, EPUB and PDF"."""
    return " and ".join((", ".join(words[:-1]), words[-1]))


# What can be made of an edition, and where it goes, as the help of commands says it.
MADE = _and(["TEI", *(kind.title for kind in KINDS.values())])
_FILES = _and(["tei/NAME.xml", *(f"output/NAME{kind.suffix}" for kind in KINDS.values())])


def _outputs(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


@click.command(
    short_help=f"Build editions: {MADE}.",
    help=f"""Build the editions NAME…, or all that have their texts.

    An edition is a folder of sources/ with an edition.toml. It becomes {_FILES}.
    Texts are sought by file name in --texts, in the folders of $EDITION_TEXTS, and in sources/NAME/witnesses/.
    """,
)
@click.argument("names", nargs=-1, metavar="[NAME]…", shell_complete=of_editions)
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
@click.option(
    "--only",
    callback=_outputs,
    default=",".join(outputs()),
    metavar=",".join(outputs()),
    shell_complete=of_outputs,
    help="What to make; all by default.",
)
@click.option("--force", is_flag=True, help="Replace a TEI document that was changed by hand.")
@click.option("--no-cache", is_flag=True, help="Do everything again, also what is up to date.")
def build(names: tuple[str, ...], texts: tuple[Path, ...], only: tuple[str, ...], force: bool, no_cache: bool) -> None:
    done: set[Path] = set()
    for name in names or api.editions():
        with reporting() as report:
            folder = api.edition_folder(name)
            if folder in done:
                continue
            done.add(folder)
            with showing_progress(api.STEPS, folder.name) as progress:
                built = api.build(name, only, texts=texts, force=force, cache=not no_cache, skip=not names, progress=progress)
            report.messages += built.messages
            for path in built:
                result(str(path.relative_to(built.folder)))
