"""edition locate: a text that quotes into the places of a witness that it quotes."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import in_language, reporting, result, result_json


@click.command(short_help="Find what a review quotes from a text.")
@click.argument("quoting", type=click.Path(path_type=Path), metavar="QUOTING.txt")
@click.argument("witness", type=click.Path(path_type=Path), metavar="WITNESS.txt")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_language
def locate(quoting: Path, witness: Path, as_json: bool, language: str | None) -> None:
    """Find what QUOTING.txt, a review, quotes from WITNESS.txt, in the same translation or in another."""
    with reporting() as report:
        found = api.locate(quoting, witness, language=language)
        report.messages += found.messages
        if as_json:
            result_json(found.to_dict())
            return
        for hit in found:
            result(f"{hit.coverage:.2f} {'same' if hit.same_translation else 'another'} translation")
            for words in (hit.quote_text, hit.passage_text):
                result(f"  {' '.join(words.split())}")
