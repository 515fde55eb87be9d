"""Load what sets pages into the process that others are forked from, and have them leave Ctrl-C to the one that started them."""

import contextlib
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
# What is missing, such as Pango, is told by the writer that needs it.
with contextlib.suppress(Exception):
    import edition.writers.pdf.gatherings  # noqa: F401
