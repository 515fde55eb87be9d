"""Do tasks in processes of their own, as an executor of `concurrent.futures` of which one process may end without the others."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import parent_process
from typing import Any, ParamSpec, TypeVar

from edition.processors import cores, share_cores

# Seconds that a process has to take its files away when it is told to end. A check of a long document, which cannot be broken off,
# takes less.
_PATIENCE = 20

T = TypeVar("T")
Given = ParamSpec("Given")


class ProcessEnded(BrokenExecutor):
    """The process that did a task was ended from outside. `number`: its process id."""

    def __init__(self, number: int = 0) -> None:
        super().__init__(number)
        self.number = number


class JobProcesses(ThreadPoolExecutor):
    """So many processes, each with a thread of this one that waits for it.

    A ProcessPoolExecutor is broken as a whole if one of its processes ends, and does not say at which task. Here each process is
    such a pool of its own: the future of the task at which it ended raises ProcessEnded, and the next task gets a new process.
    The processes are started anew (spawn), and read the main module of this one: it must have a main guard.

    `jobs`: how many. `make_ready`: a function of a module that each process calls first.
    """

    def __init__(self, jobs: int, make_ready: Callable[[], None] | None = None) -> None:
        super().__init__(jobs, "edition-job")
        self._own = threading.local()
        self._given = (make_ready, max(1, cores() // jobs))
        self._pools: dict[int, ProcessPoolExecutor] = {}
        self._ending = False

    def submit(self, fn: Callable[Given, T], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[T]:
        """Have a function called in one of the processes. It and its arguments can be pickled."""
        call: Callable[[], T] = partial(self._in_process, fn, args, kwargs)
        return super().submit(call)

    def _in_process(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        number = 0
        try:
            if getattr(self._own, "number", 0) not in self._pools and not self._ending:
                pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin, self._given)
                self._own.number = pool.submit(os.getpid).result()
                self._pools[self._own.number] = pool
            if self._ending:
                raise ProcessEnded
            number = self._own.number
            return self._pools[number].submit(_task, fn, args, kwargs).result()
        except BrokenExecutor:
            if number in self._pools:
                self._pools.pop(number).shutdown()
            raise ProcessEnded(number) from None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, and end the processes when those are done that were taken."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            for pool in list(self._pools.values()):
                pool.shutdown()

    def end(self) -> None:
        """End all processes, whatever they do, and wait until they have taken away what they had half written."""
        self._ending = True
        super().shutdown(wait=False, cancel_futures=True)
        self._signal(signal.SIGTERM)
        late = threading.Timer(_PATIENCE, self._signal, [getattr(signal, "SIGKILL", signal.SIGTERM)])
        late.start()
        self.shutdown()
        late.cancel()

    def _signal(self, sign: int) -> None:
        for number in list(self._pools):
            with contextlib.suppress(OSError):
                os.kill(number, sign)


def _task(fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    try:
        return fn(*args, **kwargs)
    except SystemExit:
        # The pool takes it for what came of the task. Another signal, when the task is left, ends the process.
        _terminate(0.05)
        raise


def _terminate(seconds: float = 0) -> None:
    later = threading.Timer(seconds, os.kill, [os.getpid(), signal.SIGTERM])
    later.daemon = True
    later.start()


def _begin(make_ready: Callable[[], None] | None, processors: int) -> None:
    """Make a process ready for tasks: it heeds no Ctrl-C, which this program's first process does, and ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow, daemon=True).start()
    # NumPy reads them when it is imported, which is later.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, str(processors))
    share_cores(processors)
    if make_ready is not None:
        make_ready()


def _leave(*_: object) -> None:
    # As an exception, so that every `with` that is open takes its files away.
    raise SystemExit(128 + signal.SIGTERM)


def _follow() -> None:
    """Leave when the process is gone that began this one, also if it was killed."""
    if (parent := parent_process()) is not None:
        parent.join()
        _terminate()
        # An exception that a signal raises where Python drops exceptions, as while it ends an object, ends nothing.
        time.sleep(_PATIENCE)
        os._exit(128 + signal.SIGTERM)
