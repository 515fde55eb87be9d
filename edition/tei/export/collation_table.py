"""Turn an edition into an alignment table in JSON as CollateX gives it: witnesses, and for each a row of cells of tokens.

CollateX in Python gives a row for each witness, and null for a gap (`collate(…, output="json")`, measured with version 2.3). The
one in Java gives a row for each place of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml import etree

from edition.tei.export.answering_words import AnsweringColumn, AnsweringWords, answering_words
from edition.tei.export.exported_edition import ExportedEdition
from edition.text.foldings import folded

# A cell of the table: the tokens of a witness in one place, None where it has none.
_Cell = list[dict[str, str]] | None


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the table. A token has the word with the white space after it ("t"), its form for comparing ("n"), and its entry."""
    rows: dict[str, list[_Cell]] = {siglum: [] for siglum in edition.sigla}
    for entry in edition.entries:
        if entry.texts:
            texts = {text.siglum: text.text for text in entry.texts}
            found = answering_words(entry.texts, entry.edited, edition.outermost)
            for column in found.columns:
                for siglum, row in rows.items():
                    row.append([*_tokens(siglum, column, found, texts.get(siglum, ""), entry.n)] or None)
    table = {"witnesses": [*rows], "table": [*rows.values()]}
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode(), {}


def _tokens(siglum: str, column: AnsweringColumn, found: AnsweringWords, text: str, n: str) -> Iterator[dict[str, str]]:
    first, last = column.words.get(siglum, (0, 0))
    for word in found.words.get(siglum, ())[first:last]:
        words = word.of(text)
        yield {"t": words, "n": folded(words.strip()), "entry": n}
