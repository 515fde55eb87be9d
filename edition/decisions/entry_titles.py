"""Turn an entry into the same entry with its heading ended elsewhere: words of the text become title, or the other way round."""

from __future__ import annotations

from dataclasses import replace

from edition.model import Entry, Note
from edition.text.looks import canonical, clipped, shifted


def end_heading(entry: Entry, at: int) -> Entry | None:
    """End the heading of an entry at an offset of its running text as read. No word changes.

    What stands between the dateline and `at` is the title; what stands after `at` is the first paragraph. Returns None if no
    heading can end there: within the dateline, after the first paragraph, or if no text would be left.
    """
    first = entry.paragraphs[0] if entry.paragraphs and entry.paragraphs[0].kind == "p" else None
    heading = entry.heading
    if first is None:
        return None
    before = f"{heading} " if heading else ""
    whole = before + first.text
    if not len(entry.dateline) <= at <= len(whole):
        return None
    title, text = whole[len(entry.dateline) : at].strip(), whole[at:].lstrip()
    if not text and len(entry.paragraphs) == 1:
        return None
    start = len(whole) - len(text)
    looks = (*entry.head_looks, *shifted(first.looks, len(before)))
    own = canonical(text, clipped(looks, start, len(whole)))
    rest = entry.paragraphs[1:]
    paragraphs = (replace(first, text=text, looks=own), *rest) if text else (replace(rest[0], shared=0), *rest[1:])
    head = canonical(whole[:at], clipped(looks, 0, at))

    def moved(note: Note) -> Note:
        if note.paragraph:
            return replace(note, paragraph=note.paragraph - (not text))
        place = note.offset if note.paragraph is None else len(before) + note.offset
        return replace(note, paragraph=0, offset=place - start) if place > at else replace(note, paragraph=None, offset=place)

    figures = tuple(replace(one, paragraph=max(one.paragraph - (not text), 0)) for one in entry.figures)
    return replace(
        entry, title=title or None, paragraphs=paragraphs, notes=tuple(map(moved, entry.notes)), run_in=bool(text), head_looks=head,
        figures=figures,
    )  # fmt: skip
