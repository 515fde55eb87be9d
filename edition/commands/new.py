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

    With --from FILE… the edition is made from your own files and built: the first is the text that is printed, others are
    collated with it, and short ones that quote it are taken for reviews. A text in another language stands beside the others.
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
        if made.beside:
            why = "are in several languages" if made.several_languages else "have few words in common"
            full = [one.witness.siglum for one in made.files if not one.witness.fragment_of]
            compared = [siglum for siglum in full if siglum not in made.beside]
            if len(compared) > 1:
                stands = f"{' and '.join(made.beside)} {'stands' if len(made.beside) == 1 else 'stand'} beside them"
                result(f"The texts {why}: {' and '.join(compared)} are compared, and {stands}, without an apparatus.")
            else:
                result(f"The texts {why}: the books set them side by side, without an apparatus.")
        description = made.sources / "edition.toml"
        result(f"{folder} is a workspace. Fill in {description}, and build it anew:\n  cd {folder}\n  edition build")
        with showing_progress(api.STEPS, made.name) as progress:
            built = api.build(made.sources, progress=progress)
        report.messages += built.messages
        for path in built:
            result(str(folder / path.relative_to(folder.resolve())))
