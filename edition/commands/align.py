"""edition align: two texts into beads and readings, or pairs of sentences into word links."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import in_language, reporting, result, result_json


@click.command(short_help="Align any two texts.")
@click.argument("base", required=False, type=click.Path(path_type=Path), metavar="BASE.txt")
@click.argument("other", required=False, type=click.Path(path_type=Path), metavar="OTHER.txt")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--no-readings", is_flag=True, help="Print the beads alone.")
@click.option("--words", type=click.Path(path_type=Path), metavar="PAIRS.tsv", help="Link the words of tab-parted sentence pairs.")
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="With --words: link by these weights.")
@in_language
def align(
    base: Path | None,
    other: Path | None,
    as_json: bool,
    no_readings: bool,
    words: Path | None,
    model: Path | None,
    language: str | None,
) -> None:
    """Align any two texts BASE.txt and OTHER.txt: which passages answer one another, and where they differ.

    With --words: one line for each pair, links in Pharaoh form (0-0 1-2), words counted from 0, base first.
    """
    if words is not None and base is None:
        _words(words, model, language)
        return
    if model is not None:
        raise click.UsageError("--model goes with --words PAIRS.tsv.")
    if words is not None or base is None or other is None:
        raise click.UsageError("give BASE.txt and OTHER.txt, or --words PAIRS.tsv.")
    with reporting() as report:
        pair = api.align(base, other, readings=not no_readings, language=language)
        report.messages += pair.messages
        if as_json:
            result_json(pair.to_dict())
            return
        for bead in pair:
            result(f"{bead.score:.2f}{' moved' if bead.moved else ''}{' cut' if bead.cut else ''}")
            for passage in (bead.base_text, bead.other_text):
                result(f"  {passage.strip() or '—'}")
            for reading in bead if bead.base and bead.other else ():
                result(f"    {_words_of(reading.lemma)} ] {_words_of(reading.text)}  ({reading.type})")


def _words_of(stretch: str) -> str:
    """A side of a reading on one line: a dash where it has nothing, a sign where it has no more than a break."""
    return " ".join(stretch.split()) or ("¶" if "\n" in stretch else "—")


def _words(path: Path, model: Path | None, language: str | None) -> None:
    with reporting() as report:
        found = api.word_links(path, model, language=language)
        report.messages += found.messages
        for links in found:
            result(" ".join(f"{i}-{j}" for i, j in links))
