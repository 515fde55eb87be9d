"""Turn two texts, or a review and a text, into what a comparison finds in them, unless the cache has it from an earlier run.

Each depends on the texts and their languages alone, not on other entries, decisions, names or notes. The cache keeps it under the
texts, the tag of the language and the digest of its file. It is kept as JSON, so that a file put there by somebody else can be
wrong but can run nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.language.languages import Language
from edition.messages import Report
from edition.model import BEGINNINGS, Alignment, Bead, Piece, Quotation, Range, RunningText, Variant
from edition.storage.cache import Cache, key_of

if TYPE_CHECKING:
    from edition.alignment.quotations import Hit

# The kinds of spans of a running text that a comparison looks at.
_COMPARED = frozenset({"label", "dateline"})


def compared_text(text: RunningText) -> RunningText:
    """Turn a text into the part of it that a comparison sees, so that nothing else is in the key of the cache."""
    spans = tuple(replace(s, value=None) for s in text.spans if s.kind in _COMPARED)
    # Of a verse its number does not count, of a speech who speaks does.
    marks = (mark if mark.kind == "speech" else replace(mark, value=None) for mark in text.marks if mark.kind in BEGINNINGS)
    return RunningText(text.text, text.blocks, spans, tuple(marks), tuple(look for look in text.looks if look.look == "stage"))


def kept_beads(base: RunningText, other: RunningText, language: Language, cache: Cache) -> Alignment:
    """Align two texts, as `edition.alignment.align` does."""
    texts = compared_text(base), compared_text(other)

    def make(report: Report) -> bytes:
        from edition.alignment import align

        found = align(*texts, language).beads
        return json.dumps([(bead.base, bead.other, bead.score, bead.moved, bead.free) for bead in found]).encode("ascii")

    return Alignment(
        tuple(
            Bead(one and (one[0], one[1]), two and (two[0], two[1]), score, moved, free=free)
            for one, two, score, moved, free in json.loads(
                cache.made("beads", key_of(map(repr, (*texts, language))), Report(), make)
            )
        )
    )


def kept_variants(found: Sequence[Variant]) -> list[tuple[object, ...]]:
    """Turn variants on which nothing is decided into rows of plain values; `variants_kept` is the way back."""
    return [(*one.base, *one.other, one.type, one.grade, one.partner, one.weight) for one in found]


def variants_kept(rows: Sequence[Sequence[object]]) -> tuple[Variant, ...]:
    """Turn rows of plain values into the variants that they were made of."""
    return tuple(
        Variant((start, end), (other_start, other_end), type_, grade, partner, weight=weight)  # type: ignore[arg-type]
        for start, end, other_start, other_end, type_, grade, partner, weight in rows
    )


def kept_stretch(
    base: RunningText, piece: Piece, passage: Range, language: Language, room: Range, cache: Cache
) -> tuple[Range, RunningText, tuple[Variant, ...]]:
    """Collate a quoted piece with the base, as `edition.collation.against` does."""
    from edition.collation import against, piece_text

    # Where the piece stands in its review counts for nothing here.
    here = compared_text(base), replace(piece, start=0, end=0)

    def make(report: Report) -> bytes:
        place, _, variants = against(*here, passage, language, room)
        return json.dumps({"place": place, "variants": kept_variants(variants)}).encode("ascii")

    kept = json.loads(cache.made("quoted", key_of(map(repr, (*here, passage, language, room))), Report(), make))
    start, end = kept["place"]
    return (start, end), piece_text(piece), variants_kept(kept["variants"])


def kept_hits(quotations: Sequence[Quotation], text: str, language: Language, review: str, cache: Cache) -> list[Hit]:
    """Find the quotations of a review in a text, as `edition.alignment.quotations.locate` does."""
    from edition.alignment.quotations import Hit, locate

    def make(report: Report) -> bytes:
        hits = locate(quotations, [text], language, review, cache.memory)
        rows = [(hit.quotation, hit.piece, hit.quote, hit.passage, hit.coverage, hit.same_translation) for hit in hits]
        return json.dumps(rows).encode("ascii")

    key = key_of((repr([replace(quotation, locus=None) for quotation in quotations]), text, repr(language), review))
    return [
        Hit(number, piece, 0, (quote[0], quote[1]), (passage[0], passage[1]), coverage, same)
        for number, piece, quote, passage, coverage, same in json.loads(cache.made("hits", key, Report(), make))
    ]
