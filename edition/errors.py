"""Turn a message into an exception, where it stops the work: one class for each exit status.

A fault in a text is a message, not an exception (edition/messages/). The commands catch an exception in one place and print it
as one line.
"""

from __future__ import annotations

from edition.messages import Message


class EditionError(Exception):
    """What stopped the work. `message` says what, where and what to do; `status` is the exit status of the command.

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
    """The call cannot mean anything: it names a siglum or an edition that does not exist, or a setting that no book has."""

    status = 2


class OutsideError(EditionError):
    """Something outside the program failed: a folder that cannot be written, a full disk, a missing library."""

    status = 3
