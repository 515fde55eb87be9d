"""Turn a result into a small table of HTML, for a notebook to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from edition.model import Entry
from edition.model.apparatus_units import WitnessReading
from edition.pipeline.reading_paragraphs import reading_paragraphs

# So many rows are shown, and so many letters of each cell: by eye, on a page of a notebook.
ROWS = 50
LETTERS = 300


def as_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Turn rows into an HTML table with a caption. Of many rows the first 50 are shown, with the number of those left out."""
    shown = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows[:ROWS])
    more = f'<tr><td colspan="{len(head)}">… and {len(rows) - ROWS} more</td></tr>' if len(rows) > ROWS else ""
    headings = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{headings}</tr></thead><tbody>{shown}{more}</tbody></table>"


def _cell(value: object) -> str:
    text = " ".join(str(value).split())
    return escape(text if len(text) <= LETTERS else f"{text[:LETTERS]}…")


def other_readings(readings: Iterable[WitnessReading]) -> str:
    """Turn the readings of a variation unit into a cell: what others than the lemma's witnesses have, and who they are."""
    return " · ".join(f"{reading.text or '—'} ({', '.join(reading.sigla)})" for reading in readings if not reading.is_lemma)


def entries_table(caption: str, entries: Sequence[Entry]) -> str:
    """Turn entries into an HTML table: key, heading, how many paragraphs and notes, how they begin."""
    rows = [_entry_row(entry) for entry in entries]
    return as_table(f"{caption}: {len(rows)} entries", ("n", "heading", "paragraphs", "notes", "begins"), rows)


def _entry_row(entry: Entry) -> tuple[object, ...]:
    paragraphs = reading_paragraphs(entry)
    first = paragraphs[0].text if paragraphs else ""
    return entry.n, entry.title or entry.dateline, len(paragraphs), sum(not note.again for note in entry.notes), first
