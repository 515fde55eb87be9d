"""edition new: an empty folder into a workspace with an edition that builds at once, an example or one made from files."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import reporting, result, showing_progress


@click.command(short_help="Make a workspace with an example, or from files.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="")
@click.option(
    "--from", "sources", multiple=True, type=click.Path(path_type=Path), metavar="FILE…",
    help="Make the edition from these files: text, web pages, Word, PDF and others (docs/shapes.md).",
)  # fmt: skip
def new(folder: Path, more: tuple[Path, ...], sources: tuple[Path, ...]) -> None:
    """Make a workspace in DIR: a small example in sources/example, with comments, to change into your own edition.

    With --from FILE… the edition is made from your own files and built: the first with entries is the text that is printed,
    others with entries are collated with it, and those without are taken for reviews that quote it.
    """
    if more and not sources:
        raise click.UsageError(f"Name one folder, or put --from before {more[0]}.")
    if sources:
        _from_files(folder, (*sources, *more))
        return
    api.new_example(folder)
    result(
        f"{folder} is a workspace. Build its example:\n  cd {folder}\n  edition build\nThen look at sources/example/edition.toml."
    )


def _from_files(folder: Path, files: tuple[Path, ...]) -> None:
    """Make an edition from files, say what was found in each, and build it."""
    with reporting() as report:
        made = api.new_edition(folder, files)
        for one in made.files:
            result(str(one))
        if made.several_languages:
            result("The texts are in several languages: the books set them side by side, without an apparatus.")
        result(f"{folder} is a workspace. Look at {made.sources / 'edition.toml'} and fill in what is marked.")
        with showing_progress(api.STEPS, made.name) as progress:
            built = api.build(made.sources, progress=progress)
        report.messages += built.messages
        for path in built:
            result(str(folder / path.relative_to(folder.resolve())))
