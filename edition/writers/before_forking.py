"""Load what sets pages into the process that others are forked from, and have them leave Ctrl-C to the one that started them."""

import signal

from edition.writers.beside import load

signal.signal(signal.SIGINT, signal.SIG_IGN)
load()
