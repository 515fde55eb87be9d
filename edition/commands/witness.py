"""edition witness: a TEI document into the text of one of its witnesses."""

from __future__ import annotations

from pathlib import Path

import click

from edition.commands.console import reporting, result, result_json
from edition.model import Entry


@click.command(short_help="Read one witness back from TEI.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml")
@click.argument("siglum")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--source", is_flag=True, help="The text as it was read, before the editor's decisions.")
def witness(file: Path, siglum: str, as_json: bool, source: bool) -> None:
    """Read the witness SIGLUM back from FILE.xml: its own words, paragraphs and notes."""
    from edition.tei.reading.opening import open_tei
    from edition.tei.reading.witness_text import read_witness

    with reporting() as report:
        entries = read_witness(open_tei(file, report), siglum, source=source).entries
        if not as_json:
            result("\n\n\n".join(map(_readable, entries)))
            return
        result_json(
            {
                "siglum": siglum,
                "entries": [
                    {
                        "id": entry.id,
                        "edtf": entry.edtf,
                        "dateline": _dateline(entry),
                        "place": entry.place,
                        "title": entry.title,
                        "paragraphs": [paragraph.text for paragraph in entry.paragraphs],
                        "notes": [
                            {"n": note.n, "text": note.text, "paragraph": note.paragraph, "offset": note.offset}
                            for note in entry.notes
                        ],
                    }
                    for entry in entries
                ],
            }
        )


def _dateline(entry: Entry) -> str:
    """The dateline as far as the stop that closes it: a place that follows in a sentence of its own is told as place alone."""
    before, _, after = entry.dateline.rpartition(entry.place or "\n")
    return before.rstrip() if entry.place and not after.strip(" .:") and before.endswith((". ", ": ")) else entry.dateline


def _readable(entry: Entry) -> str:
    """An entry for reading: heading, paragraphs, notes."""
    heading = " ".join(part for part in (entry.dateline, entry.title) if part) or f"[{entry.n}]"
    notes = [f"[{note.n}] {note.text}" for note in entry.notes]
    return "\n\n".join([heading, *(paragraph.label + paragraph.text for paragraph in entry.paragraphs), *notes])
