"""edition serve: an edition in the browser while its editor works on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition import api
from edition.commands.completion import of_editions
from edition.commands.console import edition_named, result
from edition.errors import OutsideError
from edition.messages import Message

if TYPE_CHECKING:
    from edition.desk.preview import BuildOutcome


@click.command(short_help="Show an edition in the browser while you work on it.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=of_editions)
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="The port of 127.0.0.1; by default any that is free.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
def serve(name: str | None, texts: tuple[Path, ...], port: int | None, no_open: bool) -> None:
    """Build the edition NAME and show its page in the browser; build it again whenever one of its files changes.

    The page keeps its place, and shows what is wrong with file and line. Only this machine can reach it, and only with the address
    that is printed here. Stop with Ctrl-C.
    """
    folder = api.edition_folder(edition_named(name, api.editions()))
    try:
        from edition.desk.server import DeskServer
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        values = {"form": "page to work on", "library": library, "extra": "serve"}
        raise OutsideError(Message("E053", None, values)) from error
    server = DeskServer(folder, texts, port=port, tell=_Teller(folder.name))
    result(f"{folder.name}: {server.address}")
    result("Stop with Ctrl-C.")
    if not no_open:
        import webbrowser

        webbrowser.open(server.address_for_once)
    try:
        server.run()
    except KeyboardInterrupt:
        result("Stopped.")


class _Teller:
    """Prints what came of each build: its messages that the build before had not, and how long it took."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.before: frozenset[str] = frozenset()

    def __call__(self, outcome: BuildOutcome) -> None:
        told = [*map(str, reversed(outcome.messages))]
        for words in told:
            if words not in self.before:
                click.echo(words, err=True)
        self.before = frozenset(told)
        click.echo(f"{self.name}: {'not built' if outcome.failed else 'built'} in {outcome.seconds:.1f} s", err=True)
