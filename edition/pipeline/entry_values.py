"""Turn entries into plain values, as JSON has them, and into text for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.model import Entry, InlineRange, Note, Paragraph, Witness
from edition.pipeline.reading_paragraphs import notes_in_paragraphs, reading_paragraphs


def entry_values(entry: Entry) -> dict[str, object]:
    """Turn an entry into plain values: id, date, heading, the text of each paragraph, blocks, notes with their places, looks.

    A paragraph is a stanza or a speech too, its lines parted by "\n", or who speaks it; `blocks` has each of these
    lines, as `edition read` has them. A look names the paragraph, null for the heading, and its range there; its value is a
    language or an address. A later call of a note has `again`.
    """
    paragraphs = reading_paragraphs(entry)
    return {
        "id": entry.id,
        "edtf": entry.edtf,
        "dateline": _dateline(entry),
        "place": entry.place,
        "title": entry.title,
        "paragraphs": [paragraph.text for paragraph in paragraphs],
        "blocks": [block for paragraph in entry.paragraphs for block in _blocks(paragraph)],
        "notes": [_note(note) for note in notes_in_paragraphs(entry)],
        "looks": [
            {"paragraph": place, **_look(one)}
            for place, looks in ((None, entry.head_looks), *enumerate(paragraph.looks for paragraph in paragraphs))
            for one in looks
        ],
    }


def _blocks(paragraph: Paragraph) -> Iterator[dict[str, object]]:
    """The block that a paragraph is, after the break and the speaker that stand before it."""
    around = list(paragraph.within)
    if paragraph.section:
        yield {"kind": "break", "within": around[: paragraph.shared], "text": "", "inline": []}
    if paragraph.speaker and "speech" in paragraph.within[paragraph.shared :]:
        upto = around[: around.index("speech") + 1]
        yield {"kind": "speaker", "within": upto, "text": paragraph.speaker, "inline": []}
    said: dict[str, object] = {"kind": paragraph.kind, "within": around, "text": paragraph.text}
    said |= {name: value for name in ("speaker", "n", "part", "label") if (value := getattr(paragraph, name))}
    yield said | inline_values(paragraph.looks)


def inline_values(looks: Iterable[InlineRange]) -> dict[str, object]:
    """Turn the looks of a block into plain values: those that say how it looks, and the languages and links, if there are any."""
    looks = tuple(looks)
    said: dict[str, object] = {"inline": [[one.start, one.end, one.look] for one in looks if not one.value]}
    for name, look in (("languages", "lang"), ("links", "link")):
        if ranges := [[one.start, one.end, one.value] for one in looks if one.look == look]:
            said[name] = ranges
    return said


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
    """Turn an entry into text for reading: heading, or its key in brackets, paragraphs, notes, with blank lines between them.

    Verses and the blocks of a speech have a line each; who speaks is a paragraph before them.
    """
    notes = [f"[{note.n}] {note.text}" for note in entry.notes if not note.again]
    return "\n\n".join([entry.heading or f"[{entry.n}]", *_paragraphs(entry), *notes])


def main_text(witness: Witness) -> str:
    """The text of a source, paragraphs parted by blank lines: that of its entries, without notes; without entries, all of it."""
    blocks = [block for entry in witness.entries for block in (entry.heading, *_paragraphs(entry)) if block]
    return "\n\n".join(blocks) or witness.layer


def _paragraphs(entry: Entry) -> list[str]:
    return [paragraph.labelled for paragraph in reading_paragraphs(entry)]
