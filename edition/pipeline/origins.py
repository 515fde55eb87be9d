"""Turn the beads of an entry into origins: which paragraphs of each source, and which quotations of reviews, answer each bead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.model import Apparatus, Bead, CollatedWitness, Emendation, Entry, Origin, Quotation, Range, Witness
from edition.text.ids import paragraph_ids, quotation_ids
from edition.text.running_text import paragraph_starts

# Siglum of a review -> where a quotation begins in its file -> the id that it has in the TEI of the review.
QuotationKeys = Mapping[str, Mapping[int, str]]


def origins(
    merged: Apparatus,
    entries: Mapping[str, Entry],
    full: Sequence[CollatedWitness],
    quoting: Sequence[CollatedWitness],
    keys: QuotationKeys,
) -> tuple[Origin, ...]:
    """Find the origins of the beads of an entry, in their order; of the whole entry where it has no beads.

    `merged`: the apparatus of the entry. `entries`: siglum -> the entry as that full witness's source has it, with the emendations
    decided; the base is among them. `full`, `quoting`: the other full witnesses, and the reviews, against the base. `keys`:
    `quotation_keys` of the reviews.
    """
    beads = [(bead.start, bead.end, bead.key) for bead in merged.beads] or [(0, max(1, len(merged.text.text)), "")]
    paragraphs = {siglum: _Paragraphs(entry) for siglum, entry in entries.items()}
    touched = _touched([*_quoted(quoting), *merged.links], beads, keys)
    answers = {collated.siglum: _Answers(collated.beads) for collated in full}
    found: list[Origin] = []
    for index, (start, end, bead) in enumerate(beads):
        for siglum, known in paragraphs.items():
            places = [(start, end)] if siglum == merged.base else answers[siglum].upto(end)
            ids = tuple(dict.fromkeys(key for place in places for key in known.at(place)))
            if not bead or ids:
                found.append(Origin(bead, siglum, ids if bead else (entries[siglum].id,)))
        found += [Origin(bead, siglum, tuple(ids)) for siglum, ids in touched.get(index, {}).items()]
    return tuple(found)


class _Answers:
    """The passages of another witness that answer the base, each given once, in the order of the base."""

    def __init__(self, beads: Iterable[Bead]) -> None:
        self._pairs = [(bead.base, bead.other) for bead in beads if bead.base and bead.other]
        self._next = 0

    def upto(self, end: int) -> list[Range]:
        """Give the passages that answer the base before offset `end` and were not given yet."""
        first = self._next
        while self._next < len(self._pairs) and self._pairs[self._next][0][0] < end:
            self._next += 1
        return [other for _, other in self._pairs[first : self._next]]


class _Paragraphs:
    """The paragraphs of an entry in its source: for each its range in the text as emended, and its id."""

    def __init__(self, entry: Entry) -> None:
        starts = paragraph_starts(entry)
        lengths = (len(paragraph.label) + len(paragraph.text) for paragraph in entry.paragraphs)
        self._starts = [_emended(entry.emendations, start) for start in starts]
        self._ends = [_emended(entry.emendations, start + length) for start, length in zip(starts, lengths, strict=True)]
        self._ids = paragraph_ids(entry)

    def at(self, place: Range) -> tuple[str, ...]:
        """Find the ids of the paragraphs that a range touches."""
        return self._ids[bisect_right(self._ends, place[0]) : bisect_left(self._starts, place[1])]


def fragment_origins(fragments: Iterable[tuple[str, Quotation]], keys: QuotationKeys) -> tuple[Origin, ...]:
    """Find the origin of each fragment, in order. `Origin.bead` is empty. `keys`: `quotation_keys` of the reviews."""
    return tuple(Origin("", siglum, (keys[siglum][quotation.start],)) for siglum, quotation in fragments)


def quotation_keys(reviews: Mapping[str, Witness]) -> QuotationKeys:
    """Find the ids of the quotations of each review: siglum -> where the quotation begins in its file -> id.

    They are found by where they begin, because a quotation of which only a part is placed has another text.
    """
    return {
        siglum: {quotation.start: key for quotation, key in zip(review.quotations, quotation_ids(review.quotations), strict=True)}
        for siglum, review in reviews.items()
    }


def _quoted(quoting: Sequence[CollatedWitness]) -> Iterator[tuple[str, Quotation, Range]]:
    for collated in quoting:
        for stretch in collated.stretches:
            if stretch.quotation:
                yield collated.siglum, stretch.quotation, (stretch.start, stretch.end)


def _touched(
    quoted: Iterable[tuple[str, Quotation, Range]], beads: Sequence[tuple[int, int, str]], keys: QuotationKeys
) -> dict[int, dict[str, dict[str, None]]]:
    """Find the quotations that touch each bead: index of the bead -> siglum of the review -> ids, each once and in order."""
    starts, ends = [bead[0] for bead in beads], [bead[1] for bead in beads]
    found: dict[int, dict[str, dict[str, None]]] = {}
    for siglum, quotation, (start, end) in quoted:
        for index in range(bisect_right(ends, start), bisect_left(starts, end)):
            found.setdefault(index, {}).setdefault(siglum, {})[keys[siglum][quotation.start]] = None
    return found


def _emended(emendations: Sequence[Emendation], offset: int) -> int:
    """Turn an offset of the text as read into the offset in the emended text."""
    shift = sum(len(one.corr) - (one.end - one.start) for one in emendations if one.end <= offset)
    return offset + shift
