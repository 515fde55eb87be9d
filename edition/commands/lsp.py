"""edition lsp: a language server for the editors that speak its protocol, over standard input and output."""

from __future__ import annotations

import sys

import click

from edition.errors import OutsideError
from edition.messages import Message


@click.command(short_help="Tell an editor of text what is wrong while you type.")
def lsp() -> None:
    """Serve an editor of text by the Language Server Protocol, over standard input and output.

    It shows what is wrong in TEI documents and in edition.toml, names.toml and decisions.toml while you type, explains it, and
    offers what may stand at the cursor. Editors start it by themselves (docs/lsp.md).
    """
    try:
        from edition.live.language_server import server
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        values = {"form": "language server", "library": library, "extra": "lsp"}
        raise OutsideError(Message("E053", None, values)) from error
    if sys.stdin.isatty():
        click.echo("edition lsp waits for an editor of text, which starts it by itself (docs/lsp.md). Stop with Ctrl-C.", err=True)
    server().start_io()
