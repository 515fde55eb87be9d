"""Turn an edition into sentence pairs and word links as Pharaoh and fast_align write them: two files for each pair of texts."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from edition.tei.export.answering_pairs import LinkedEntry, linked_entry, links
from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.left_out import ALONE
from edition.tei.names import ncname


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[Mapping[str, bytes], Mapping[str, int]]:
    """Make, for the first witness A and each other B, A-B.tsv and A-B.links, with a line for each passage that both have.

    In A-B.tsv stands the passage of A, a tab, that of B, with spaces between words and marks; `edition align --words` takes it. In
    A-B.links stand the links, "0-0 1-1": the number of the word of A, from 0, and of that of B.
    """
    base, *others = edition.sigla
    entries = [linked_entry(edition, entry) for entry in edition.entries if entry.texts]
    files: dict[str, bytes] = {}
    alone = 0
    for other in others:
        pairs: list[str] = []
        linked: list[str] = []
        for entry in entries:
            alone += _add(entry, base, other, pairs, linked)
        name = f"{ncname(base)}-{ncname(other)}"
        files[f"{name}.tsv"] = "".join(pairs).encode()
        files[f"{name}.links"] = "".join(linked).encode()
    return files, {ALONE: alone}


def _add(entry: LinkedEntry, base: str, other: str, pairs: list[str], linked: list[str]) -> int:
    """Add the lines of an entry, and count the passages that one of the two has alone."""
    found: dict[int, set[tuple[int, int]]] = {}
    for place in entry.places:
        found.setdefault(place.passage, set()).update(links(place, base, other))
    alone = 0
    for number, passage in enumerate(entry.passages):
        one, two = (passage.words.get(siglum, ()) for siglum in (base, other))
        if one and two:
            pairs.append(f"{' '.join(one)}\t{' '.join(two)}\n")
            linked.append(" ".join(f"{a}-{b}" for a, b in sorted(found.get(number, ()))) + "\n")
        else:
            alone += bool(one or two)
    return alone
