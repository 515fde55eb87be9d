"""Turn a list of editions into their files, by any executor of `concurrent.futures`: one edition a task, results in one order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from edition.errors import OutsideError, UsageError
from edition.files import resolved, unfinished
from edition.messages import Message
from edition.pipeline.built_edition import BuildOrder, carried_out, environment
from edition.pipeline.job_processes import ProcessEnded
from edition.pipeline.progress import Progress
from edition.pipeline.results import BuildResult
from edition.storage.cache import Cache, user_cache
from edition.writers.pdf.workers import sendable

T = TypeVar("T")
# As people count, and as Slurm's arrays and the shards of test runners do: from 1.
_SHARD = re.compile(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)


def shard_of(parts: Sequence[T], shard: str) -> tuple[T, ...]:
    """Take a shard of something: of `parts`, those that fall to the first number of "I/N" if they are dealt out in N hands in turn.

    The shards of one N have each part once, and their sizes differ by one at most. "" takes all. Raises UsageError (E040).
    """
    if not shard:
        return tuple(parts)
    found = _SHARD.fullmatch(shard)
    number, count = (int(figures) for figures in found.groups()) if found else (0, 0)
    if not 1 <= number <= count:
        raise UsageError(Message("E040", None, {"value": shard}))
    return tuple(parts[number - 1 :: count])


def orders_of(
    folders: Sequence[Path], only: Sequence[str], texts: Sequence[Path], *, force: bool, skip: bool, cache: bool
) -> tuple[BuildOrder, ...]:
    """Turn the folders of editions into the orders to build them, once each, with what `build` is given."""
    # A process elsewhere may have another working folder.
    sought = tuple(str(resolved(path)) for path in texts)
    kept = user_cache().folder if cache else None
    each = partial(
        BuildOrder, only=tuple(only), texts=sought, force=force, skip=skip, cache=str(kept or ""), environment=environment()
    )
    return tuple(each(str(folder)) for folder in dict.fromkeys(folders))


def built_editions(orders: Sequence[BuildOrder], executor: Executor | str | None, progress: Progress) -> Iterator[BuildResult]:
    """Carry out orders, and yield their results in order: here, by an executor, or by that at an address.

    Raises UsageError (E011), OutsideError (E042, E043, E053): the address is none, or nothing can be built there.
    """
    if isinstance(executor, str):
        from edition.pipeline.dask_cluster import DaskCluster

        return _then_leaving(orders, DaskCluster(executor))
    return _tidied(
        orders, (carried_out(order, progress) for order in orders) if executor is None else by_executor(orders, executor)
    )


def _then_leaving(orders: Sequence[BuildOrder], cluster: Executor) -> Iterator[BuildResult]:
    with cluster:
        yield from _tidied(orders, by_executor(orders, cluster))


def _tidied(orders: Sequence[BuildOrder], results: Iterator[BuildResult]) -> Iterator[BuildResult]:
    """Tidy the cache when all is built: once a run, because to look through it takes longer than to build a small edition."""
    with ExitStack() as caches:
        for folder in {order.cache for order in orders if order.cache}:
            caches.enter_context(Cache(Path(folder)).tidied())
        yield from results


def by_executor(orders: Sequence[BuildOrder], executor: Executor) -> Iterator[BuildResult]:
    """Carry out orders by an executor, and yield the results in the order of the orders, each as soon as those before it are there.

    The editions with the most text are begun first, so that none of them is left over at the end. Where what built an edition was
    ended from outside, the edition is tried once more (W040, then E044). Raises OutsideError (E043): the executor is gone.
    """
    done: SimpleQueue[Future[BuildResult]] = SimpleQueue()
    at_work: dict[Future[BuildResult], int] = {}
    ended: set[int] = set()
    held: dict[int, BuildResult] = {}

    def begin(number: int) -> None:
        try:
            future = executor.submit(carried_out, orders[number])
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        at_work[future] = number
        future.add_done_callback(done.put)

    for number in sorted(range(len(orders)), key=lambda number: -_size(orders[number])):
        begin(number)
    for number, order in enumerate(orders):
        while number not in held:
            future = done.get()
            which = at_work.pop(future)
            try:
                held[which] = future.result()
            except BrokenExecutor as error:
                if isinstance(error, ProcessEnded):
                    _take_away(orders[which], error.number)
                if which not in ended:
                    ended.add(which)
                    begin(which)
                    continue
                held[which] = _unbuilt(orders[which], OutsideError(Message("E044", None, {"name": orders[which].name})))
            except OutsideError:
                raise
            except Exception as error:
                held[which] = _unbuilt(orders[which], sendable(error))
        result = held.pop(number)
        if number in ended and not (isinstance(result.error, OutsideError) and result.error.message.code == "E044"):
            result = replace(result, messages=(Message("W040", None, {"name": order.name}), *result.messages))
        yield result


def _unbuilt(order: BuildOrder, error: Exception) -> BuildResult:
    messages = error.messages if isinstance(error, OutsideError) else ()
    return BuildResult(Path(order.folder).parent.parent, (), messages, order.name, error)


def _take_away(order: BuildOrder, number: int) -> None:
    """Remove what a process of this machine, by its number, had half written of an edition when it was killed."""
    workspace = Path(order.folder).parent.parent
    for folder in (workspace / "tei", workspace / "tei" / order.name, workspace / "output", Path(order.folder)):
        for left in unfinished(folder, number):
            left.unlink(missing_ok=True)


def _size(order: BuildOrder) -> int:
    """The bytes of what lies in the folder of an edition; texts that lie elsewhere are not counted."""
    total = 0
    for folder, _, names in os.walk(order.folder):
        for name in names:
            try:
                total += os.stat(os.path.join(folder, name)).st_size
            except OSError:
                continue
    return total
