"""The exceptions of the program, each with its exit status.

Faults in a text are messages, not exceptions (messages/). An exception is for what stops the work: it is caught once,
in the commands, and printed as one line.
"""

from __future__ import annotations

from edition.messages import Message


class EditionError(Exception):
    """Something stopped the work; `message` says what, where and what to do, `status` is the exit status.

    `messages`: what a function of `edition.api` had reported when it stopped, `message` among them.
    """

    status = 1
    messages: tuple[Message, ...] = ()

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class TextError(EditionError):
    """A text, a description or a TEI document has an error that nothing can be built from."""

    status = 1


class UsageError(EditionError):
    """The command was called in a way that cannot mean anything: an unknown siglum, an unknown edition."""

    status = 2


class OutsideError(EditionError):
    """Something outside failed: a folder that cannot be written, a full disk, a missing tool."""

    status = 3
