"""Turn reports, results and progress into lines: messages and progress to stderr, results to stdout."""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from edition.errors import EditionError, UsageError
from edition.messages import Message, Report, folded

if TYPE_CHECKING:
    from edition.api import Progress

# The option of commands that compare texts.
in_language = click.option(
    "--language", metavar="TAG", help="The language of the texts, such as fr; if it is not given, their words tell."
)
_ORDER = ("info", "warning", "error")


@contextlib.contextmanager
def reporting() -> Iterator[Report]:
    """Give a report; its messages are printed when the block ends, however it ends. Errors among them make the exit status 1.

    What is only to be known comes first, what is to be looked at next, errors last, where the eye is when a command has ended. What
    is told of many places of a text is printed once.
    """
    report = Report()
    status = 0
    try:
        yield report
    except EditionError as error:
        status = error.status
        report.messages += [message for message in error.messages if message not in report.messages]
    finally:
        show(report)
    if status or report.errors:
        raise SystemExit(status or 1)


def make_ready() -> None:
    """Make a process of this program ready for its work."""
    # A document is many objects and no cycles; the collector would walk over all of them again and again.
    gc.set_threshold(100_000)
    _quieten_libraries()


def _quieten_libraries() -> None:
    """Let no library write to the screen: what there is to say of a file is a message of ours. `python -W default` shows all."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # Without a handler Python prints what is logged; this one drops it.
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def show(messages: Iterable[Message]) -> None:
    """Print messages in their order: what is only to be known first, errors last; what is told of many places once."""
    for message in folded(sorted(messages, key=lambda message: _ORDER.index(message.severity))):
        click.echo(str(message), err=True)


def edition_named(name: str | None, known: tuple[str, ...]) -> str:
    """The name of an edition, given or that of the only one there is. Raises UsageError (E039): there are several."""
    if name is None and len(known) > 1:
        raise UsageError(Message("E039", None, {"known": known, "first": known[0]}))
    return name or (known[0] if known else "")


def result(text: str) -> None:
    """Print a result, in UTF-8 whatever the terminal's encoding is, so that what reads it can rely on that."""
    click.echo((text.rstrip("\n") + "\n").encode("utf-8"), nl=False)


def result_json(value: object) -> None:
    """Print a result as JSON."""
    result(json.dumps(value, ensure_ascii=False, indent=1))


@contextlib.contextmanager
def showing_progress(titles: tuple[str, ...], name: str) -> Iterator[Progress]:
    """Give a Progress that shows each step of a build: a line when it begins, and on a terminal a bar while it lasts."""
    begun: set[int] = set()

    def line(step: int, total: int) -> str:
        return f"{name}: Step {step} of {len(titles)} - {titles[step - 1]}{'' if total else ' (up to date)'}"

    def plain(step: int, done: int, total: int) -> None:
        if step not in begun:
            begun.add(step)
            click.echo(line(step, total), err=True)

    if not sys.stderr.isatty():
        yield plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None)

        def bar(step: int, done: int, total: int) -> None:
            if step not in begun:
                begun.add(step)
                bars.print(line(step, total), highlight=False, markup=False)
            bars.update(task, description=titles[step - 1], total=total, completed=done)

        yield bar
