"""Start processes that set pages beside this one, each forked from a process that has loaded what sets pages (fork_server.py).

The process that forks them is this package's own program: unlike one of `multiprocessing`, it never reads the script that called,
so a script needs no `if __name__ == "__main__"`. It is started once and ends with the process that started it. Any thread may start
workers.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeAlias

from edition.errors import EditionError, WorkerError

# What two processes say to each other: pickled values.
Line: TypeAlias = "Connection[Any, Any]"
Given = ParamSpec("Given")
# The folder in which the package lies.
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that does one piece of work.

    `line`: between it and this process; EOFError when the worker is gone. `leash`: the worker lives as long as this process holds
    the leash, and the leash is closed when the worker is gone.
    """

    line: Line
    leash: socket.socket

    def wait(self) -> None:
        """Close the line, and wait until the worker is done."""
        self.line.close()
        with self.leash, contextlib.suppress(OSError):
            self.leash.recv(1)

    def end(self) -> None:
        """End the worker, whether it is done or not, and wait until it is gone."""
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)
        self.wait()


def sendable(error: Exception) -> Exception:
    """Turn what a worker raises into what it can send: what stops the work as it is, any other fault as text.

    A traceback is lost where an exception goes to another process, and not every exception can go there.
    """
    if isinstance(error, (EditionError, OSError, WorkerError)):
        return error
    return WorkerError(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)))


@dataclass(frozen=True, slots=True)
class _Server:
    """The process that forks, and the line to it. `owner`: the process that started it; one forked from that has no part in it."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    owner: int


_lock = threading.Lock()
_server: _Server | None = None


def make_ready() -> None:
    """Start the process from which workers are forked, so that it begins to load, which takes about a second."""
    with _lock:
        _running()


def start(work: Callable[Concatenate[Line, Given], None], *given: Given.args, **named: Given.kwargs) -> Worker:
    """Start a process that calls `work` with its end of the line and with the arguments.

    `work` is a function of a module; the arguments can be pickled. The worker has the working folder and the module path of this
    process. Raises OSError: no process can be started, or the process that forks was ended from outside.
    """
    ours, theirs = Pipe()
    leash, held = socket.socketpair()
    worker = Worker(ours, leash)
    try:
        with theirs, held, _lock:
            socket.send_fds(_running().line, [b"f"], [theirs.fileno(), held.fileno()])
        ours.send((_module_path(), os.getcwd()))
        ours.send((work, given, named))
    except BaseException:
        worker.end()
        raise
    return worker


def _module_path() -> list[str]:
    """Where modules are found, this package among them wherever it was found itself."""
    return [*map(str, sys.path), str(_ROOT)]


def _running() -> _Server:
    """Find the process that forks, or start it if it does not run. The caller holds the lock."""
    global _server
    if _server is None or _server.owner != os.getpid() or _server.process.poll() is not None:
        _server = _started()
    return _server


def _started() -> _Server:
    ours, theirs = socket.socketpair()
    program = (
        f"import sys; sys.path[:] = {_module_path()!r}; from edition.writers.pdf.fork_server import serve; serve({theirs.fileno()})"
    )
    # Ctrl-C goes to every process of a terminal. Only this process heeds it: the new one is started with it blocked.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
    except BaseException:
        ours.close()
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return _Server(process, ours, os.getpid())


@atexit.register
def _stop() -> None:
    """End the process that forks, and with it the workers that are left. It would end by itself too, but later if it is loading."""
    if _server is not None and _server.owner == os.getpid():
        _server.line.close()
        _server.process.terminate()
        _server.process.wait()
