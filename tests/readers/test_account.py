"""What every stretch of a file is, where a reader took less from it than usual."""

from __future__ import annotations

from edition.model import Note
from edition.readers.account import Account


def test_a_note_that_was_found_on_no_line_is_called_and_stands_nowhere() -> None:
    account = Account("Rain fell.[1]")
    account.block("p", (1,), "Rain fell.", calls=[(10, Note("1", "All day.", 0, 10))])
    assert [(part.kind, part.start, part.end) for part in account.parts()] == [("p", 0, 13), ("call", 10, 13)]
