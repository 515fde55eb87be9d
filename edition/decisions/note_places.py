"""Turn the editor's decision on where a note belongs into a witness whose note is called there."""

from __future__ import annotations

import re
from dataclasses import replace

from edition.decisions.form import Decision
from edition.decisions.places import find
from edition.messages import Report
from edition.model import Entry, Note, Witness
from edition.text.running_text import paragraph_starts

# The call of a note stands after the marks that close what it is on.
_CLOSING = re.compile(r"[.,;:!?…’”'\"»›)\]]*")


def bind_note(decision: Decision, witness: Witness, entry: Entry, at: int, report: Report) -> Witness | None:
    """Call a note at an offset of the running text of `entry`, as read, or after the marks that follow there; no word changes.

    The note is sought by its words, first in the entry, then in the others of the witness. Returns None, with a message, where no
    note has the words (E351), more than one has them (E352), or it is called there already (W359).
    """
    place = _called_at(entry, at)
    held = [(one, note) for one in witness.entries for note in one.notes if not note.again and find(note.text, decision.note)]
    named = {"at": decision.note, "siglum": decision.siglum, "entry": decision.entry}
    # A note begins with the words that are quoted of it; others may have them further on.
    for chosen in (lambda one, note: one.n == entry.n, lambda one, note: _begins(note, decision.note)):
        held = [pair for pair in held if chosen(*pair)] or held
    if len(held) != 1:
        code, more = ("E352", {"count": len(held)}) if held else ("E351", {})
        report.add(code, decision.locus, **named, **more, note=decision.note)
        return None
    source, note = held[0]
    if source is entry and (note.paragraph, note.offset) == place:
        report.add("W359", decision.locus, siglum=decision.siglum, entry=decision.entry, at=decision.at)
        return None
    moved = replace(note, paragraph=place[0], offset=place[1])
    entries = []
    for one in witness.entries:
        notes = [other for other in one.notes if not (one is source and other is note)]
        notes += [moved] if one is entry else []
        entries.append(replace(one, notes=_in_order(notes, note)) if one is source or one is entry else one)
    return replace(witness, entries=tuple(entries))


def _begins(note: Note, words: str) -> bool:
    return any(start == 0 for start, _ in find(note.text, words))


def _called_at(entry: Entry, at: int) -> tuple[int | None, int]:
    """Turn an offset of the running text as read into the place of a call: its paragraph, None for the heading, and the offset."""
    starts = paragraph_starts(entry)
    number = max((index for index, start in enumerate(starts) if start <= at), default=None)
    if number is None:
        text, offset = entry.heading, at
    else:
        paragraph = entry.paragraphs[number]
        text, offset = paragraph.text, max(0, at - starts[number] - len(paragraph.label))
    closing = _CLOSING.match(text, offset)
    return number, closing.end() if closing else offset


def _in_order(notes: list[Note], moved: Note) -> tuple[Note, ...]:
    """Sort notes by their calls. Of the calls of the note that was moved the first has its words, the others call it again."""
    found, seen = [], False
    for note in sorted(notes, key=lambda note: (-1 if note.paragraph is None else note.paragraph, note.offset)):
        if (note.n, note.text) == (moved.n, moved.text):
            note, seen = replace(note, again=seen), True
        found.append(note)
    return tuple(found)
