"""edition locate: a text that quotes into the places of a witness that it quotes."""

from __future__ import annotations

from pathlib import Path

import click

from edition.commands.console import reporting, result, result_json


@click.command(short_help="Find what a review quotes from a text.")
@click.argument("quoting", type=click.Path(path_type=Path), metavar="QUOTING.txt")
@click.argument("witness", type=click.Path(path_type=Path), metavar="WITNESS.txt")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def locate(quoting: Path, witness: Path, as_json: bool) -> None:
    """Find what QUOTING.txt, a review, quotes from WITNESS.txt, in the same translation or in another."""
    from edition.files import read_text
    from edition.pipeline.two_texts import quoted_passages

    with reporting() as report:
        texts = (read_text(quoting, report), read_text(witness, report))
        found = quoted_passages(*texts, str(quoting), report)
        if as_json:
            result_json(found)
            return
        for hit in found:
            same = "same translation" if hit["same_translation"] else "another translation"
            result(f"{hit['coverage']:.2f} {same}")
            for text, side in zip(texts, (hit["quote"], hit["passage"]), strict=True):
                result(f"  {' '.join(text[slice(*side)].split())}")
