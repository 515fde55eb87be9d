"""Turn a message into an exception, where it stops the work: one class for each exit status.

Faults in a text are messages, not exceptions (messages/). An exception is for what stops the work. A command turns it into lines
and an exit status: `reporting` of commands/console.py one that is raised within it, after all that was reported before; the group
of commands (commands/__init__.py) any other. `edition validate` counts it among its findings.
"""

from __future__ import annotations

from edition.messages import Message


class EditionError(Exception):
    """What stopped the work. `message` says what, where and what to do; `status` is the exit status of the command.

    `messages`: `message`, and before it what a function of `edition.api` had reported when it stopped.
    """

    status = 1

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.messages: tuple[Message, ...] = (message,)


class TextError(EditionError):
    """A text, a description or a TEI document has an error that nothing can be built from."""

    status = 1


class UsageError(EditionError):
    """The call cannot mean anything: it names a siglum or an edition that does not exist, or a setting that no book has."""

    status = 2


class OutsideError(EditionError):
    """Something outside the program failed: a folder that cannot be written, a full disk, a missing library."""

    status = 3


class WorkerError(Exception):
    """A fault of this program in a process that sets pages (E901). `trace`: the traceback there, which says more than that here."""

    def __init__(self, reason: str, trace: str) -> None:
        super().__init__(reason, trace)
        self.reason, self.trace = reason, trace

    def __str__(self) -> str:
        return self.reason


def came_of_interrupt(error: BaseException) -> bool:
    """Whether a fault came of Ctrl-C: an import that is interrupted may fail as another error."""
    while error := error.__cause__ or error.__context__:  # type: ignore[assignment]
        if isinstance(error, KeyboardInterrupt):
            return True
    return False
