"""Load the modules that set pages, once, and fork a worker for each piece of work that workers.py asks for.

This process sets nothing itself: no worker may be forked from a process that has asked Pango for a font, because some versions of
Pango do that in a thread.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import traceback
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, NoReturn


def serve(control: int) -> None:
    """Fork a worker for each message on a line, until nobody holds the other end. `control`: the file descriptor of the line.

    A message is one byte with two file descriptors: the worker's line and its leash. A worker is ended when the other end of its
    leash is closed for writing, as when the process that asked for it has ended.
    """
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # If something is missing, such as Pango, the writer that needs it reports it.
    with contextlib.suppress(Exception):
        import edition.writers.pdf.gatherings  # noqa: F401
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    # Python writes a byte there when a worker has ended.
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    leashes: dict[int, socket.socket] = {}
    with socket.socket(fileno=control) as line:
        try:
            while True:
                ready, _, _ = select.select([line, woken, *leashes.values()], [], [])
                if woken in ready:
                    woken.recv(1024)
                for worker, leash in list(leashes.items()):
                    if leash in ready:
                        os.kill(worker, signal.SIGKILL)
                    if os.waitpid(worker, 0 if leash in ready else os.WNOHANG)[0]:
                        leashes.pop(worker).close()
                if line in ready:
                    byte, descriptors, _, _ = socket.recv_fds(line, 1, 2)
                    if not byte:
                        return
                    _fork(leashes, *descriptors)
        finally:
            for worker in leashes:
                os.kill(worker, signal.SIGKILL)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit()


def _fork(leashes: dict[int, socket.socket], line: int, leash: int) -> None:
    """Fork a worker. Only this process holds the leashes of the workers."""
    worker = os.fork()
    if worker:
        os.close(line)
        leashes[worker] = socket.socket(fileno=leash)
        return
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    try:
        os.close(leash)
        for other in leashes.values():
            other.close()
        _work(Connection(line))
    except EOFError:
        # The other side is gone: nobody waits for the result.
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def _work(line: Connection[Any, Any]) -> None:
    """Do the work that is sent on a line, with the working folder and the module path of the process that sends it."""
    with line:
        sys.path[:], folder = line.recv()
        os.chdir(folder)
        work, given, named = line.recv()
        work(line, *given, **named)
