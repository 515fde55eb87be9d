"""edition build: the texts of an edition, or of many, into TEI and books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from edition import api
from edition.api import KINDS, outputs
from edition.commands.completion import of_editions, of_outputs
from edition.commands.console import make_ready, result, show, showing_progress
from edition.errors import EditionError, OutsideError, WorkerError
from edition.messages import Message
from edition.processors import cores

# More processes than any machine has processors; a mistyped number is told before the machine has no memory left.
_MOST_JOBS = 1024


def _and(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "TEI, EPUB and PDF"."""
    return " and ".join((", ".join(words[:-1]), words[-1]))


# What can be made of an edition, and where it goes, as the help of commands says it.
MADE = _and(["TEI", *(kind.title for kind in KINDS.values())])
_FILES = _and(["tei/NAME.xml", *(f"output/NAME{kind.suffix}" for kind in KINDS.values())])


def _outputs(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _jobs(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    if value == "auto":
        return cores()
    if value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_JOBS:
        return int(value)
    raise click.BadParameter(f"“{value}” is no number of processes; write 1 to {_MOST_JOBS}, or auto.")


@click.command(
    short_help=f"Build editions: {MADE}.",
    help=f"""Build the editions NAME…, or all that have their texts.

    An edition is a folder of sources/ with an edition.toml. It becomes {_FILES}.
    Texts are sought by file name in --texts, in the folders of $EDITION_TEXTS, and in sources/NAME/witnesses/.
    An edition with errors does not keep the others from being built; the exit status is the highest of all.
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
@click.option(
    "-j",
    "--jobs",
    callback=_jobs,
    default="1",
    metavar="N|auto",
    help="Build so many editions at a time; 1 by default.",
)
@click.option("--shard", default="", metavar="I/N", help="Build only the Ith of N parts, from 1: all N make all editions once.")
@click.option("--executor", default="", metavar="dask://HOST:PORT", help="Have the editions built by a Dask cluster.")
def build(
    names: tuple[str, ...],
    texts: tuple[Path, ...],
    only: tuple[str, ...],
    force: bool,
    no_cache: bool,
    jobs: int,
    shard: str,
    executor: str,
) -> None:
    if executor and jobs > 1:
        raise click.UsageError("--jobs and --executor exclude one another: with --executor the cluster has the processes.")
    every = tuple(dict.fromkeys(api.edition_folder(name) for name in names or api.editions()))
    folders = api.shard_of(every, shard)
    if shard:
        click.echo(f"Shard {shard}: {len(folders)} of {len(every)} editions", err=True)
    jobs = min(jobs, len(folders))
    processes = api.JobProcesses(jobs, make_ready) if jobs > 1 else None
    steps = _Steps()
    try:
        results = api.build_editions(
            folders,
            only,
            texts=texts,
            force=force,
            cache=not no_cache,
            skip=not names,
            executor=executor or processes,
            progress=steps,
        )
        status = max(_told(folders, results, steps, apart=bool(executor or processes)), default=0)
    except BaseException:
        if processes is not None:
            processes.end()
        raise
    if processes is not None:
        processes.shutdown()
    if status:
        raise SystemExit(status)


class _Steps:
    """Shows the steps of the edition that is built here now."""

    shown: api.Progress = staticmethod(api.silent)

    def __call__(self, step: int, done: int, total: int) -> None:
        self.shown(step, done, total)


def _told(folders: Sequence[Path], results: Iterator[api.BuildResult], steps: _Steps, *, apart: bool) -> Iterator[int]:
    """Print each result when it is there, and yield its exit status. `apart`: they are built elsewhere, and counted here."""
    for number, folder in enumerate(folders, 1):
        if apart:
            built = next(results)
            click.echo(f"{folder.name}: {number} of {len(folders)}", err=True)
        else:
            with showing_progress(api.STEPS, folder.name) as steps.shown:
                built = next(results)
        show(built.messages)
        for path in built:
            result(str(path.relative_to(built.folder)))
        yield _status(built)
    # The last of its work comes after the last result.
    next(results, None)


def _status(built: api.BuildResult) -> int:
    if isinstance(built.error, EditionError):
        return built.error.status
    if built.error is not None:
        click.echo(built.error.trace if isinstance(built.error, WorkerError) else "", nl=False, err=True)
        show([Message("E901", None, {"reason": str(built.error)})])
        return OutsideError.status
    return int(any(message.severity == "error" for message in built.messages))
