"""Turn the notes of an entry into the same notes, of which each later call of one says that it is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from edition.model import Note


def with_later_calls(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Set `Note.again` by the places of the calls in one entry; the order of the notes stays.

    A note is the one before it if number, words and the lines where it was found are the same: two that only read alike are two.
    Of a note without lines, what it says of itself holds.
    """
    notes = tuple(notes)
    seen: set[tuple[str, str, tuple[int, ...]]] = set()
    again: dict[int, bool] = {}
    for index in sorted(range(len(notes)), key=lambda index: _place(notes[index])):
        note = notes[index]
        known = note.n, note.text, note.lines
        again[index] = known in seen and (note.again or bool(note.lines))
        seen.add(known)
    return tuple(note if note.again == again[index] else replace(note, again=again[index]) for index, note in enumerate(notes))


def _place(note: Note) -> tuple[int, int]:
    """Where a note is called, the heading first."""
    return -1 if note.paragraph is None else note.paragraph, note.offset
