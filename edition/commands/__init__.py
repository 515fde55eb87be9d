"""Turn a command line into calls of the library: one file a command; an error becomes lines and an exit status."""

from __future__ import annotations

import importlib
import traceback
from typing import NoReturn

import click

from edition import __version__
from edition.commands.console import make_ready
from edition.errors import EditionError, OutsideError, WorkerError, came_of_interrupt
from edition.messages import Message

# The commands in the order of the work, each in a module of its name; those that make books, one for each kind, stand between.
_BEFORE = ("new", "read", "build", "serve", "review", "report", "validate")
_AFTER = ("witness", "export", "import", "align", "locate", "explain", "lsp")


class _Commands(click.Group):
    """The group of commands, in the order of the work; what stops a command becomes one line and an exit status.

    A command is imported when it is called or listed: to import all takes as long as to check a document.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        from edition.commands.books import COMMANDS

        return [*_BEFORE, *(str(command.name) for command in COMMANDS), *_AFTER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from edition.commands.help_examples import epilog

        command: click.Command | None
        if cmd_name in (*_BEFORE, *_AFTER):
            # What is a word of Python can name no module.
            name = "importing" if cmd_name == "import" else cmd_name
            command = getattr(importlib.import_module(f"{__name__}.{name}"), name)
        else:
            from edition.commands.books import COMMANDS

            books = {command.name: command for command in COMMANDS}
            command = books.get(cmd_name) or super().get_command(ctx, cmd_name)
        if command is not None:
            command.epilog = command.epilog or epilog(cmd_name)
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from edition.commands.build import MADE

        self.help = f"Compile scholarly editions: from the texts of a work in several translations to {MADE}."
        super().format_help_text(ctx, formatter)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except EditionError as error:
            click.echo(str(error.message), err=True)
            raise SystemExit(error.status) from None
        except KeyboardInterrupt:
            _interrupted()
        except BrokenPipeError:
            # What read our results has read enough: click ends quietly.
            raise
        except OSError as error:
            what = str(error.filename) if error.filename else "the output"
            click.echo(str(Message("E902", None, {"what": what, "reason": error.strerror or str(error)})), err=True)
            raise SystemExit(OutsideError.status) from None
        except click.ClickException:
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if came_of_interrupt(error):
                _interrupted()
            if isinstance(error, WorkerError):
                click.echo(error.trace, nl=False, err=True)
                reason = error.reason
            else:
                traceback.print_exc()
                reason = f"{type(error).__name__}: {error}"
            click.echo(str(Message("E901", None, {"reason": reason})), err=True)
            raise SystemExit(OutsideError.status) from None


def _interrupted() -> NoReturn:
    # An interrupt within exec(), by which dataclasses are made, leaves a mark in CPython that ends the process by a signal, with a
    # status of its own; the next exec() wipes it out.
    exec("")
    click.echo("Interrupted.", err=True)
    raise SystemExit(OutsideError.status)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command has examples: edition new --help. What a message means: edition explain W105.",
)
@click.version_option(__version__, prog_name="edition")
def main() -> None:
    make_ready()
