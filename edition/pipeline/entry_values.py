"""Turn entries into plain values, as JSON has them, and into text for reading."""

from __future__ import annotations

from edition.model import Entry, InlineRange, Note, Witness


def entry_values(entry: Entry) -> dict[str, object]:
    """Turn an entry into plain values: id, date, heading, the text of each paragraph, notes with their places, looks.

    A look names the paragraph, null for the heading, and its range there; its value is a language or an address. A later call of
    a note has `again`.
    """
    return {
        "id": entry.id,
        "edtf": entry.edtf,
        "dateline": _dateline(entry),
        "place": entry.place,
        "title": entry.title,
        "paragraphs": [paragraph.text for paragraph in entry.paragraphs],
        "notes": [_note(note) for note in entry.notes],
        "looks": [
            {"paragraph": place, **_look(one)}
            for place, looks in ((None, entry.head_looks), *enumerate(paragraph.looks for paragraph in entry.paragraphs))
            for one in looks
        ],
    }


def _note(note: Note) -> dict[str, object]:
    said = {"n": note.n, "text": note.text, "paragraph": note.paragraph, "offset": note.offset}
    return {**said, "looks": [*map(_look, note.looks)], **({"again": True} if note.again else {})}


def _look(one: InlineRange) -> dict[str, object]:
    return {"start": one.start, "end": one.end, "look": one.look, "value": one.value}


def _dateline(entry: Entry) -> str:
    """The dateline as far as the stop that closes it: a place that follows in a sentence of its own is told as place alone."""
    before, _, after = entry.dateline.rpartition(entry.place or "\n")
    return before.rstrip() if entry.place and not after.strip(" .:") and before.endswith((". ", ": ")) else entry.dateline


def readable(entry: Entry) -> str:
    """Turn an entry into text for reading: heading, or its key in brackets, paragraphs, notes, with blank lines between them."""
    notes = [f"[{note.n}] {note.text}" for note in entry.notes if not note.again]
    return "\n\n".join([_heading(entry) or f"[{entry.n}]", *_paragraphs(entry), *notes])


def main_text(witness: Witness) -> str:
    """The text of a source, its blocks parted by blank lines: that of its entries, without notes; without entries, all of it."""
    blocks = [block for entry in witness.entries for block in (_heading(entry), *_paragraphs(entry)) if block]
    return "\n\n".join(blocks) or witness.layer


def _heading(entry: Entry) -> str:
    return " ".join(part for part in (entry.dateline, entry.title) if part)


def _paragraphs(entry: Entry) -> list[str]:
    return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]
