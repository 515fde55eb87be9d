"""Turn the name of an edition, or the order to build one, into its files: what was made, what was told, what stopped it."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.errors import EditionError, OutsideError, came_of_interrupt
from edition.messages import Message, Report
from edition.pipeline import steps
from edition.pipeline.progress import Progress, silent
from edition.pipeline.project_texts import stop_where_missing
from edition.pipeline.results import BuildResult
from edition.project import description
from edition.storage.cache import Cache
from edition.writers.pdf.workers import sendable

# What a build reads of its surroundings besides files; a process on another machine may have others.
ENVIRONMENT = ("EDITION_TEXTS", "SOURCE_DATE_EPOCH")
# What libraries log goes to all of a process: two builds at once would tell each other's messages.
_one_at_a_time = threading.Lock()


def environment() -> tuple[tuple[str, str], ...]:
    """The variables of ENVIRONMENT that are set, with their values."""
    return tuple((name, os.environ[name]) for name in ENVIRONMENT if name in os.environ)


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """The order to build an edition, as it is sent to a process.

    `folder`: of the edition; `only`, `texts`, `force`, `skip`: as in `edition.build`. `cache`: the folder of what is kept, "" for
    none. `environment`: the variables of ENVIRONMENT that are set.
    """

    folder: str
    only: tuple[str, ...]
    texts: tuple[str, ...] = ()
    force: bool = False
    skip: bool = False
    cache: str = ""
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the edition."""
        return Path(self.folder).name


def built(
    edition: str | os.PathLike[str],
    report: Report,
    cache: Cache,
    only: Sequence[str],
    *,
    texts: Sequence[Path] = (),
    force: bool = False,
    skip: bool = False,
    progress: Progress = silent,
) -> tuple[Path, tuple[Path, ...]]:
    """Build an edition, given by its folder or its name; its workspace and the files that were made. Raises as `edition.build`."""
    workspace, name = description.find_edition(edition)
    project = description.load(workspace, name, report)
    found, missing = description.find_texts(project, texts)
    if missing and skip:
        files = tuple(str(message.values["file"]) for message in missing)
        sought = {key: missing[0].values[key] for key in ("folder", "sought")}
        count = {"count": len(missing), "all": len(project.witnesses)}
        report.add("W023", missing[0].locus, name=name, **count, files=files, **sought)
        return workspace, ()
    stop_where_missing(missing, report)
    return workspace, steps.build(project, found, report, only=only, force=force, cache=cache, progress=progress)


def carried_out(order: BuildOrder, progress: Progress = silent) -> BuildResult:
    """Carry out an order. What stops the build is in the result, so that the next edition is built; Ctrl-C is raised."""
    workspace = Path(order.folder).parent.parent
    report = Report()
    made: tuple[Path, ...] = ()
    stopped: Exception | None = None
    with _one_at_a_time:
        if order.environment != environment():
            for name in ENVIRONMENT:
                os.environ.pop(name, None)
            os.environ.update(order.environment)
        try:
            cache = Cache(Path(order.cache) if order.cache else None)
            texts = [Path(path) for path in order.texts]
            _, made = built(
                order.folder, report, cache, order.only, texts=texts, force=order.force, skip=order.skip, progress=progress
            )
        except Exception as error:
            if came_of_interrupt(error):
                raise KeyboardInterrupt from error
            stopped = _told(error)
    messages = tuple(report)
    if isinstance(stopped, EditionError):
        messages += tuple(message for message in stopped.messages if message not in messages)
    return BuildResult(workspace, made, messages, order.name, stopped)


def _told(error: Exception) -> Exception:
    """What stopped a build, as it is sent and told: an error of the system is a message, a fault of the program has its trace."""
    if isinstance(error, OSError):
        what = str(error.filename) if error.filename else "the output"
        return OutsideError(Message("E902", None, {"what": what, "reason": error.strerror or str(error)}))
    return sendable(error)
