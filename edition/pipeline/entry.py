"""Turn an entry, as each witness has it, into its apparatus: aligned with the base, collated, merged. One entry at a time.

What alignment and collation find in two texts hangs on these alone: not on other entries, decisions, names or notes. It is kept
under them, so that a changed word costs its entry. It is kept as JSON: a file that somebody else put there can do no more than be
wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.model import Alignment, Apparatus, Bead, CollatedWitness, Entry, RunningText, Stretch, Variant, Witness
from edition.storage.cache import Cache, key_of
from edition.text.running_text import running_text

if TYPE_CHECKING:
    from edition.decisions.hand import Hand
    from edition.pipeline.reviews import Place

# An entry of the edition as each full witness has it that has it, by siglum, the base first.
Row = Mapping[str, Entry]
# Of what a running text marks, all that a comparison looks at.
_COMPARED = frozenset({"label", "dateline"})


@dataclass(frozen=True, slots=True)
class AlignedEntry:
    """An entry of the edition before collation: the base's text, each other full witness with its alignment, and who lacks it.

    `entries`: the entry as each full witness has it, the base's first.
    """

    n: str
    edtf: str | None
    base: str
    text: RunningText
    others: tuple[tuple[str, RunningText, Alignment], ...]
    lacking: tuple[str, ...]
    entries: Row


@dataclass(frozen=True, slots=True)
class CollatedEntry:
    """An entry of the edition with each other witness against its base, and the quotations that have their place in it."""

    aligned: AlignedEntry
    others: tuple[CollatedWitness, ...]
    places: tuple[Place, ...]


def rows(full: Sequence[Witness]) -> list[Row]:
    """The entries of the edition in order. `full`: the full witnesses; of those that have an entry the first is its base."""
    from edition.alignment.entry_pairs import align_entries

    found: list[Row] = []
    for witness in full:
        known = {id(entry): row for row in found for entry in list(row.values())[:1]}
        pairs = align_entries(tuple(next(iter(row.values())) for row in found), witness.entries)
        found = []
        for first, other in pairs:
            row = known[id(first)] if first is not None else {}
            found.append({**row, witness.siglum: other} if other is not None else row)
    return found


def aligned(row: Row, full: Sequence[str], hand: Hand, cache: Cache) -> AlignedEntry:
    """Each text of an entry aligned with its base, as decided. `full`: the sigla of all full witnesses."""
    (base, entry), *rest = row.items()
    text = running_text(entry)
    others = []
    for siglum, other_entry in rest:
        other = running_text(other_entry)
        beads = hand.beads((entry, other_entry), (base, siglum), (text, other), _aligned(text, other, cache))
        others.append((siglum, other, beads))
    lacking = tuple(siglum for siglum in full if siglum not in row)
    return AlignedEntry(entry.n, entry.edtf, base, text, tuple(others), lacking, row)


def collated(entry: AlignedEntry, places: Sequence[Place], hand: Hand, report: Report, cache: Cache) -> CollatedEntry:
    """Each other witness of an entry against its base, as decided. `places`: of the quotations that stand in it."""
    from edition.pipeline.reviews import stretches

    full = [
        CollatedWitness(siglum, (Stretch(0, len(entry.text.text), text, _collated(entry.text, text, beads, cache)),), beads.beads)
        for siglum, text, beads in entry.others
    ]
    others = hand.readings(entry.text, entry.entries, [*full, *stretches(entry.text, places, report)])
    return CollatedEntry(entry, tuple(others), tuple(places))


def merged(entry: CollatedEntry, reviews: Mapping[str, Witness], read: Mapping[str, Entry]) -> Apparatus:
    """The variants of all witnesses of an entry as one apparatus.

    `reviews`: the witnesses that quote, by siglum. `read`: the entry as its sources have it, by siglum; without a witness whose
    own TEI has other entries.
    """
    from edition.collation.merge import apparatus
    from edition.pipeline.origins import origins
    from edition.pipeline.reviews import links

    aligned = entry.aligned
    fragment_of = {siglum: review.fragment_of for siglum, review in reviews.items() if review.fragment_of}
    made = apparatus(aligned.n, aligned.edtf, aligned.base, aligned.text, entry.others, aligned.lacking, fragment_of)
    full = [other for other in entry.others if other.siglum not in reviews]
    quoting = [other for other in entry.others if other.siglum in reviews]
    made = replace(made, links=links(aligned.base, full, entry.places))
    return replace(made, origins=origins(made, read, full, quoting, reviews))


def _compared(text: RunningText) -> RunningText:
    """What a comparison sees of a text, and so all that its result can hang on."""
    return RunningText(text.text, text.blocks, tuple(replace(s, value=None) for s in text.spans if s.kind in _COMPARED))


def _aligned(base: RunningText, other: RunningText, cache: Cache) -> Alignment:
    from edition.alignment import align

    texts = _compared(base), _compared(other)

    def make(report: Report) -> bytes:
        found = align(*texts).beads
        return json.dumps([(bead.base, bead.other, bead.score, bead.moved) for bead in found]).encode("ascii")

    return Alignment(
        tuple(
            Bead(one and (one[0], one[1]), two and (two[0], two[1]), score, moved)
            for one, two, score, moved in json.loads(cache.made("beads", key_of(map(repr, texts)), Report(), make))
        )
    )


def _collated(base: RunningText, other: RunningText, beads: Alignment, cache: Cache) -> tuple[Variant, ...]:
    from edition.collation import collate

    texts = _compared(base), _compared(other)

    def make(report: Report) -> bytes:
        found = collate(*texts, beads)
        return json.dumps([(*one.base, *one.other, one.type, one.grade, one.partner) for one in found]).encode("ascii")

    return tuple(
        Variant((start, end), (other_start, other_end), type_, grade, partner)
        for start, end, other_start, other_end, type_, grade, partner in json.loads(
            cache.made("variants", key_of(map(repr, (*texts, beads))), Report(), make)
        )
    )
