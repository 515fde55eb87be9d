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
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeAlias

import edition

# What two processes say to each other: pickled values.
Line: TypeAlias = "Connection[Any, Any]"
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that does one piece of work.

    `line`: what it and this process say to each other; EOFError when it is gone. `leash`: as long as this process holds it, the
    worker lives; it ends when the worker is gone.
    """

    line: Line
    leash: socket.socket

    def wait(self) -> None:
        """Say nothing more, and wait until the worker is done."""
        self.line.close()
        with self.leash, contextlib.suppress(OSError):
            self.leash.recv(1)

    def end(self) -> None:
        """End the worker, whether it is done or not, and wait until it is gone."""
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)
        self.wait()


@dataclass(frozen=True, slots=True)
class _Server:
    """The process that forks, the line to it, and the process that started it: one that was forked from that has no part in it."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    owner: int


_lock = threading.Lock()
_server: _Server | None = None


def make_ready() -> None:
    """Have the process from which workers are forked begin to load, which takes it about a second."""
    with _lock:
        _running()


def start(work: Callable[Concatenate[Line, Given], None], *given: Given.args, **named: Given.kwargs) -> Worker:
    """Start a process that calls `work` with its end of a line, and with what is given.

    `work` is a function of a module, and all of it can be pickled. The worker has the folder and the module path of this process.
    Raises OSError: no process can be started, or the one that forks was ended from outside.
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
    return [*map(str, sys.path), str(Path(edition.__file__).parent.parent)]


def _running() -> _Server:
    """The process that forks; started where it does not run. The lock is held."""
    global _server
    if _server is None or _server.owner != os.getpid() or _server.process.poll() is not None:
        _server = _started()
    return _server


def _started() -> _Server:
    ours, theirs = socket.socketpair()
    program = (
        f"import sys; sys.path[:] = {_module_path()!r}; from edition.writers.pdf.fork_server import serve; serve({theirs.fileno()})"
    )
    # Ctrl-C goes to every process of a terminal. It is left to this one, from the first moment of the other on.
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
    """End the process that forks, and with it the workers that are left. It would also end by itself, but later where it loads."""
    if _server is not None and _server.owner == os.getpid():
        _server.line.close()
        _server.process.terminate()
        _server.process.wait()
