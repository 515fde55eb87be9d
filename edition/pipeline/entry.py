"""Turn an entry, as each witness has it, into its apparatus: aligned with the base, collated, merged. One entry at a time.

What alignment and collation find is kept (kept_comparisons.py), so that after a change of one word only its entry is compared
again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from edition.language.languages import Language, between
from edition.messages import Report
from edition.model import (
    Alignment,
    Apparatus,
    CollatedWitness,
    Entry,
    EntryHabits,
    RunningText,
    SideHabits,
    Stretch,
    Variant,
    Witness,
)
from edition.pipeline.kept_comparisons import compared_text, kept_beads, kept_variants, variants_kept
from edition.storage.cache import Cache, key_of
from edition.text.running_text import running_text

if TYPE_CHECKING:
    from edition.collation.edition_habits import ComparedPair
    from edition.collation.speakers import Persons
    from edition.decisions.hand import Hand
    from edition.pipeline.origins import QuotationKeys
    from edition.pipeline.reviews import Place

# An entry of the edition: siglum -> the entry as that full witness has it. Witnesses that lack it are left out; the base is first.
Row = Mapping[str, Entry]
# The language of the words of each witness, by siglum.
Languages = Mapping[str, Language]


@dataclass(frozen=True, slots=True)
class AlignedEntry:
    """An entry of the edition before collation.

    `base`: the siglum of its base, `text` the text there. `others`: each other full witness that has the entry, as siglum, text and
    alignment with the base. `lacking`: the full witnesses without it. `entries`: the entry as each full witness has it, the base
    first.
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
    """An entry of the edition after collation: each other witness against the base, and the quotations placed in the entry."""

    aligned: AlignedEntry
    others: tuple[CollatedWitness, ...]
    places: tuple[Place, ...]


def rows(full: Sequence[Witness]) -> list[Row]:
    """Turn full witnesses into the entries of the edition, in order. The first witness that has an entry is its base."""
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


def aligned(row: Row, full: Sequence[str], languages: Languages, hand: Hand, cache: Cache) -> AlignedEntry:
    """Align each text of an entry with its base, and apply the editor's decisions. `full`: the sigla of all full witnesses."""
    (base, entry), *rest = row.items()
    text = running_text(entry)
    others = []
    for siglum, other_entry in rest:
        other = running_text(other_entry)
        found = kept_beads(text, other, between(languages[base], languages[siglum]), cache)
        beads = hand.beads((entry, other_entry), (base, siglum), (text, other), found)
        others.append((siglum, other, beads))
    lacking = tuple(siglum for siglum in full if siglum not in row)
    return AlignedEntry(entry.n, entry.edtf, base, text, tuple(others), lacking, row)


def collated(
    entry: AlignedEntry,
    places: Sequence[Place],
    languages: Languages,
    hand: Hand,
    report: Report,
    cache: Cache,
    beside: frozenset[tuple[str, str]] = frozenset(),
) -> CollatedEntry:
    """Collate each other witness of an entry with its base, and apply the editor's decisions.

    `places`: where quotations of reviews stand in the entry. `beside`: key and siglum of the entries that are not compared with
    their base. Reports quotations for which no room is left.
    """
    from edition.pipeline.reviews import stretches

    by_base = {siglum: between(languages[entry.base], language) for siglum, language in languages.items()}
    full = []
    for siglum, text, beads in entry.others:
        compared = (entry.n, siglum) not in beside
        variants, habits = _collated(entry.text, text, beads, by_base[siglum], cache, compared=compared)
        full.append(CollatedWitness(siglum, (Stretch(0, len(entry.text.text), text, variants),), beads.beads, compared, habits))
    others = hand.readings(entry.text, entry.entries, [*full, *stretches(entry.text, places, by_base, report, cache)])
    return CollatedEntry(entry, tuple(others), tuple(places))


def persons_of(entries: Sequence[CollatedEntry], reviews: Mapping[str, Witness]) -> Persons:
    """Turn the entries of an edition into which names of speakers in it are of one person: an entry may be a scene."""
    from edition.collation.speakers import persons

    return persons((one.aligned.base, one.aligned.text, _full_compared(one, reviews)) for one in entries)


def _full_compared(entry: CollatedEntry, reviews: Mapping[str, Witness]) -> list[CollatedWitness]:
    return [other for other in entry.others if other.siglum not in reviews and other.compared]


def merged(
    entry: CollatedEntry,
    reviews: Mapping[str, Witness],
    read: Mapping[str, Entry],
    keys: QuotationKeys,
    persons: Persons | None = None,
) -> Apparatus:
    """Merge the variants of all witnesses of an entry into one apparatus.

    `reviews`: siglum -> a witness that quotes. `read`: siglum -> the entry as its source has it; a witness that is divided as
    another is left out, because the TEI of its source has other entries. `keys`: `quotation_keys` of the reviews. `persons`:
    `persons_of` the edition.
    """
    from edition.collation.merge import apparatus
    from edition.pipeline.origins import origins
    from edition.pipeline.reviews import links

    aligned = entry.aligned
    fragment_of = {siglum: review.fragment_of for siglum, review in reviews.items() if review.fragment_of}
    made = apparatus(aligned.n, aligned.edtf, aligned.base, aligned.text, entry.others, aligned.lacking, fragment_of, persons)
    full = [other for other in entry.others if other.siglum not in reviews]
    quoting = [other for other in entry.others if other.siglum in reviews]
    made = replace(made, links=links(aligned.base, full, entry.places), above=aligned.entries[aligned.base].above)
    return replace(made, origins=origins(made, read, full, quoting, keys))


def compared_pairs(entry: CollatedEntry, languages: Languages) -> list[ComparedPair]:
    """Turn an entry into what recurs between its base and each other full witness that is compared with it."""
    from edition.collation.edition_habits import ComparedPair

    base, n = entry.aligned.base, entry.aligned.n
    return [
        ComparedPair(n, base, other.siglum, between(languages[base], languages[other.siglum]), other.habits)
        for other in entry.others
        if other.habits is not None
    ]


def _collated(
    base: RunningText, other: RunningText, beads: Alignment, language: Language, cache: Cache, *, compared: bool
) -> tuple[tuple[Variant, ...], EntryHabits | None]:
    """The variants of two texts, and what recurs between them.

    Where they are not compared, variants as long as the beads, which cost too little to be kept, and nothing that recurs.
    """
    from edition.collation import collate_linked, set_beside
    from edition.collation.entry_habits import entry_habits

    texts = compared_text(base), compared_text(other)
    if not compared:
        return set_beside(*texts, beads, language), None

    def make(report: Report) -> bytes:
        found, linked = collate_linked(*texts, beads, language)
        habits = entry_habits((base, other), beads, linked, found, language)
        sides = [(side.counts, side.examples) for side in habits.sides]
        return json.dumps({"variants": kept_variants(found), "pairs": habits.pairs, "sides": sides}).encode("ascii")

    # What is stressed counts for what recurs, and for no comparison of words.
    looks = repr([text.looks for text in (base, other)])
    kept = json.loads(cache.made("variants", key_of([*map(repr, (*texts, beads, language)), looks]), Report(), make))
    one, two = (SideHabits(counts, tuple(map(tuple, examples))) for counts, examples in kept["sides"])
    return variants_kept(kept["variants"]), EntryHabits(tuple(map(tuple, kept["pairs"])), (one, two))
