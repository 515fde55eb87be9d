"""edition new: an empty folder into a workspace with an edition that builds at once, an example or one made from files."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.commands.console import reporting, result, showing_progress
from edition.errors import UsageError
from edition.files import write_bytes
from edition.messages import Message

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


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
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(Message("E032", None, {"folder": str(folder)}))
    if sources:
        _from_files(folder, (*sources, *more))
        return
    from importlib.resources import files

    _copy(files("edition.commands") / "workspace", folder)
    result(
        f"{folder} is a workspace. Build its example:\n  cd {folder}\n  edition build\nThen look at sources/example/edition.toml."
    )


def _from_files(folder: Path, files: tuple[Path, ...]) -> None:
    """Make an edition from files, say what was found in each, and build it."""
    from edition.pipeline import steps
    from edition.project import description
    from edition.project.founding import found_edition, several_languages, survey
    from edition.storage.cache import user_cache
    from edition.writers import book_settings

    name = re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip("-.") or "edition"
    with reporting() as report:
        found = survey(files)
        today = book_settings({}).date[:10] or datetime.date.today().isoformat()
        found_edition(folder, name, found, today)
        for one in found:
            result(str(one))
        if several_languages(found):
            result("The texts are in several languages: the books set them side by side, without an apparatus.")
        result(f"{folder} is a workspace. Look at {folder / 'sources' / name / 'edition.toml'} and fill in what is marked.")
        loaded = description.load(folder.resolve(), name, report)
        texts, _ = description.find_texts(loaded)
        with showing_progress(steps.STEPS, name) as progress:
            built = steps.build(loaded, texts, report, cache=user_cache(), progress=progress)
        for path in built:
            result(str(folder / path.relative_to(folder.resolve())))


def _copy(source: Traversable, target: Path) -> None:
    for part in sorted(source.iterdir(), key=lambda part: part.name):
        if part.is_dir():
            _copy(part, target / part.name)
        else:
            write_bytes(target / part.name, part.read_bytes())
