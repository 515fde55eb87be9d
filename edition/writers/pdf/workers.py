"""Start the processes that set pages: each is forked from one process that has loaded what sets pages, so none loads it again."""

from __future__ import annotations

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext


def forked() -> ForkServerContext:
    """Give the context whose processes are forked from one that has loaded what sets pages (preload.py).

    That one is a process apart, since none may be forked that has asked Pango for a font, which some versions do in a thread.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["edition.writers.pdf.preload"])
    return context


def make_ready() -> None:
    """Have the process from which others are forked begin to load."""
    forked()
    forkserver.ensure_running()
