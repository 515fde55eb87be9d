"""edition build: the texts of an edition into TEI and books."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from edition.commands.console import reporting, result, showing_progress
from edition.errors import UsageError
from edition.messages import Message
from edition.writers.kinds import KINDS

OUTPUTS = ("tei", *KINDS)


def _and(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "TEI, EPUB and PDF"."""
    return " and ".join((", ".join(words[:-1]), words[-1]))


# What can be made of an edition, and where it goes, as the help of commands says it.
MADE = _and(["TEI", *(kind.title for kind in KINDS.values())])
_FILES = _and(["tei/NAME.xml", *(f"output/NAME{kind.suffix}" for kind in KINDS.values())])


def _outputs(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    asked = [part.strip() for part in value.split(",") if part.strip()]
    if unknown := [part for part in asked if part not in OUTPUTS]:
        raise UsageError(Message("E051", None, {"kind": unknown[0], "kinds": ", ".join(OUTPUTS)}))
    return tuple(output for output in OUTPUTS if output in asked)


@click.command(
    short_help=f"Build editions: {MADE}.",
    help=f"""Build the editions NAME…, or all that have their texts.

    An edition is a folder of sources/ with an edition.toml. It becomes {_FILES}.
    Texts are sought by file name in --texts, in the folders of $EDITION_TEXTS, and in sources/NAME/witnesses/.
    """,
)
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
@click.option(
    "--only", callback=_outputs, default=",".join(OUTPUTS), metavar=",".join(OUTPUTS), help="What to make; all by default."
)
@click.option("--force", is_flag=True, help="Replace a TEI document that was changed by hand.")
@click.option("--no-cache", is_flag=True, help="Do everything again, also what is up to date.")
def build(names: tuple[str, ...], texts: tuple[Path, ...], only: tuple[str, ...], force: bool, no_cache: bool) -> None:
    from edition.pipeline import steps
    from edition.project import description
    from edition.storage.cache import Cache, user_cache

    workspace = description.find_workspace(Path.cwd())
    for name in dict.fromkeys(Path(name).name for name in names) or description.editions(workspace):
        with reporting() as report:
            loaded = description.load(workspace, name, report)
            found, missing = description.find_texts(loaded, texts)
            if missing and names:
                report.messages += missing
            elif missing:
                files = ", ".join(str(message.values["file"]) for message in missing)
                count = f"{len(missing)} of {len(loaded.witnesses)}"
                report.add("W023", missing[0].locus, name=name, count=count, files=files, hint=missing[0].hint)
            else:
                cache = Cache(None) if no_cache else user_cache()
                with showing_progress(steps.STEPS, name) as progress:
                    built = steps.build(loaded, found, report, only=only, force=force, cache=cache, progress=progress)
                for path in built:
                    result(str(path.relative_to(workspace)))
