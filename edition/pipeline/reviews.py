"""Turn the quotations of reviews into places: links where the quoted translation stands in full, else ranges of the base.

A quotation without a place is a fragment if it is long enough or has a page. Else it is taken for words that the reviewer quotes
from another work, or sets in quotation marks for their own sake. A message says how many there are of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from edition.language.languages import Language, between
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import CollatedWitness, InlineRange, Locus, Piece, Quotation, Range, RunningText, Stretch, Variant, Witness
from edition.pipeline.kept_comparisons import kept_hits, kept_stretch
from edition.storage.cache import Cache
from edition.text.looks import shifted
from edition.text.running_text import running_text

# A quotation without a place and without a page is a fragment if it has at least so many words; shorter ones are mostly mere
# phrases. By eye; no run is known.
FRAGMENT_WORDS = 5
# Of so many entries and quotations a server keeps the words. By eye: an edition of 100,000 words a side has some 1,000.
_TEXTS = 4_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of a quotation stands in an entry. `siglum`: the review.

    `of`: whose running text `range` counts in: the siglum of the quoted translation (the piece will be linked), or "" for the base
    of the entry (it will be collated). `strange`: the folded words of the piece that no other text of the edition has.
    """

    siglum: str
    quotation: Quotation
    piece: Piece
    of: str
    range: Range
    strange: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _JoinedText:
    """The texts of many entries joined to one, and the offset at which each begins.

    They are searched as one text, because a passage must be the best one of the whole work, not of an entry.
    """

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]

    def place(self, passage: Range) -> tuple[str, Range] | None:
        """Find the key of the entry in which a passage lies whole, and the range there; None if it lies in several."""
        at = bisect_right(self.starts, passage[0]) - 1
        end = self.starts[at + 1] - 1 if at + 1 < len(self.starts) else len(self.text)
        return (self.keys[at], (passage[0] - self.starts[at], passage[1] - self.starts[at])) if passage[1] <= end else None


def _joined(texts: Iterable[tuple[str, str]]) -> _JoinedText:
    keys, parts, starts, length = [], [], [], 0
    for key, text in texts:
        keys.append(key)
        parts.append(text)
        starts.append(length)
        length += len(text) + 1
    return _JoinedText("\n".join(parts), tuple(keys), tuple(starts))


def place_quotations(
    witnesses: Sequence[Witness],
    base: str,
    entries: Sequence[tuple[str, RunningText, Sequence[str]]],
    languages: Mapping[str, Language],
    report: Report,
    cache: Cache = Cache(None),
) -> tuple[dict[str, list[Place]], tuple[tuple[str, Quotation], ...]]:
    """Turn the quotations of all reviews into places and fragments.

    `base`: the siglum of the edition's base. `entries`: for each entry its key, the text of its base, and the sigla of the full
    witnesses that lack it. `languages`: that of the words of each witness, by siglum. Returns key of the entry -> places, and the
    fragments, each with the siglum of its review.

    If only some pieces of a quotation have a place, the rest is a fragment (W252). Reports how many quotations are fragments (I250)
    or left out (I251), pages that contradict the order of the entries (W254), and errors in words of a translation that the edition
    has (W256).
    """
    from edition.collation.misquoted import slips

    full = {witness.siglum: witness for witness in witnesses if not witness.fragment_of}
    bases = _joined((n, text.text) for n, text, _ in entries)
    lacking = {n: sigla for n, _, sigla in entries}
    strange = _strange_words(witnesses, languages, cache)
    places: dict[str, list[Place]] = {}
    fragments: list[tuple[str, Quotation]] = []
    for review in witnesses:
        if not review.fragment_of:
            continue
        quoted = review.fragment_of
        texts = {entry.n: running_text(entry).text for entry in full[quoted].entries}
        own = _joined(texts.items())
        in_full = _located(review, own, quoted, languages[quoted], cache, same=True)
        by_base = between(languages.get(base, languages[quoted]), languages[quoted])
        in_base = _located(review, bases, "", by_base, cache, same=False)
        lost: list[tuple[Quotation, bool]] = []
        for number, quotation in enumerate(review.quotations):
            found = in_full.get(number) or [(n, place) for n, place in in_base.get(number, ()) if quoted in lacking[n]]
            own_words = strange(review.siglum, quotation)
            for n, place in found:
                places.setdefault(n, []).append(replace(place, strange=own_words))
                if place.of:
                    for has, reads in slips(texts[n], place.range, place.piece.text, own_words, languages[quoted]):
                        _tell_slip(place, has, reads, report)
            placed = {place.piece for _, place in found}
            rest = tuple(piece for piece in quotation.pieces if piece not in placed)
            if not found:
                lost.append((quotation, False))
            elif rest:
                words = " … ".join(piece.text for piece in rest)
                lost.append((replace(quotation, text=words, pieces=rest, looks=_looks(rest)), True))
                report.add("W252", quotation.locus, pieces=tuple(_short(piece.text) for piece in rest), siglum=review.siglum)
        fragments += [(review.siglum, quotation) for quotation in _fragments(review, lost, report)]
        _check_pages(review.siglum, places, [n for n, _, _ in entries], report)
    return places, tuple(fragments)


def _strange_words(
    witnesses: Sequence[Witness], languages: Mapping[str, Language], cache: Cache
) -> Callable[[str, Quotation], frozenset[str]]:
    """Make a function that gives the folded words of a review's quotation which no other text of the edition has."""
    having: dict[str, set[str]] = {}
    for witness in witnesses:
        texts = [quotation.text for quotation in witness.quotations]
        texts += [running_text(entry).text for entry in witness.entries]
        language = languages[witness.siglum]
        for text in texts:
            for word in cache.remembered("folded", _TEXTS, (text, repr(language)), partial(_folded, text, language)):
                having.setdefault(word, set()).add(witness.siglum)

    def strange(siglum: str, quotation: Quotation) -> frozenset[str]:
        words = (token.n for piece in quotation.pieces for token in languages[siglum].tokens(piece.text))
        return frozenset(word for word in words if having.get(word, {siglum}) == {siglum})

    return strange


def _folded(text: str, language: Language) -> frozenset[str]:
    return frozenset(token.n for token in language.tokens(text))


def _tell_slip(place: Place, has: str, reads: str, report: Report) -> None:
    report.add("W256", place.quotation.locus, siglum=place.siglum, words=reads, has=has)


def _located(
    review: Witness, joined: _JoinedText, of: str, language: Language, cache: Cache, *, same: bool
) -> dict[int, list[tuple[str, Place]]]:
    """Find the quotations of a review in the texts of many entries: number of the quotation -> key of the entry and place.

    `of`: as in Place. `same`: only quotations that have a piece which stands there word for word.
    """
    hits = kept_hits(review.quotations, joined.text, language, review.layer or "", cache) if joined.keys else []
    literal = {hit.quotation for hit in hits if hit.same_translation}
    found: dict[int, list[tuple[str, Place]]] = {}
    for hit in hits:
        quotation = review.quotations[hit.quotation]
        place = joined.place(hit.passage)
        if place and (not same or hit.quotation in literal):
            n, passage = place
            piece = Place(review.siglum, quotation, quotation.pieces[hit.piece], of, passage)
            found.setdefault(hit.quotation, []).append((n, piece))
    return found


def _fragments(review: Witness, lost: Sequence[tuple[Quotation, bool]], report: Report) -> list[Quotation]:
    """Choose the quotations without a place that are of the work: those with a page, if the review gives pages, else the longer
    ones.

    `lost`: each quotation with whether it is the rest of one that has a place; such a rest is of the work whatever its length.
    """
    paged = any(quotation.page for quotation in review.quotations)
    kept: list[Quotation] = []
    left_out: list[Quotation] = []
    for quotation, is_rest in lost:
        of_the_work = quotation.page if paged else len(quotation.text.split()) >= FRAGMENT_WORDS
        (kept if is_rest or of_the_work else left_out).append(quotation)
    for code, quotations in (("I250", kept), ("I251", left_out)):
        if quotations:
            lines = Lines(tuple(q.locus.line for q in quotations if q.locus and q.locus.line))
            report.add(code, Locus(review.file), count=len(quotations), siglum=review.siglum, lines=lines)
    return kept


def _check_pages(siglum: str, places: Mapping[str, Sequence[Place]], order: Sequence[str], report: Report) -> None:
    """Report the quotations whose page contradicts the order of the entries: as few as must go for the others to agree with it."""
    from edition.alignment.quotations import first_page
    from edition.collation.word_pairs import rising

    paged = [
        (page, at, place.quotation)
        for at, n in enumerate(order)
        for place in places.get(n, ())
        if place.siglum == siglum and (page := first_page(place.quotation.page)) is not None
    ]
    paged.sort(key=lambda row: (row[0], row[1], row[2].start))
    # Quotations of one entry are told apart by their place, so that they rise too.
    chain = rising([(number, at * len(paged) + number) for number, (_, at, _) in enumerate(paged)])
    kept = [paged[number] for number, _ in chain]
    for page, at, quotation in dict.fromkeys(row for row in paged if row not in kept):
        other = next((row for row in kept if (row[0] < page) != (row[1] < at) and row[1] != at), None)
        if other:
            report.add(
                "W254", quotation.locus, siglum=siglum, page=quotation.page, words=_short(quotation.text), n=order[at],
                other=other[2].page, m=order[other[1]],
            )  # fmt: skip


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def stretches(
    base: RunningText, places: Sequence[Place], languages: Mapping[str, Language], report: Report, cache: Cache = Cache(None)
) -> list[CollatedWitness]:
    """Collate the reviews that quote an entry with its base, their pieces in order.

    `languages`: that by which the words of each review and of the base are compared, by siglum.

    Two pieces of one review never share words of the base: the longest piece is placed first, the next in the room that is left. A
    passage that is quoted twice is placed once (I253); a piece for which no room is left is reported (W255).
    """
    from edition.collation.misquoted import with_quoters_errors

    found: dict[str, list[Stretch]] = {}
    for place in sorted(places, key=lambda place: (-len(place.piece.text), place.piece.start)):
        if place.of:
            continue
        others = found.setdefault(place.siglum, [])
        room = _room(others, place.range, len(base.text))
        language = languages[place.siglum]
        (start, end), text, variants = kept_stretch(base, place.piece, place.range, language, room, cache)
        variants = with_quoters_errors(variants, base, text, place.strange, language)
        if start < end:
            for variant in variants:
                if variant.cause:
                    _tell_slip(place, base.text[slice(*variant.base)], text.text[slice(*variant.other)], report)
            others.append(Stretch(start, end, text, variants, place.quotation))
            continue
        twice = any(place.piece.text.casefold() in other.text.text.casefold() for other in others)
        report.add("I253" if twice else "W255", place.quotation.locus, words=_short(place.piece.text), siglum=place.siglum)
    return [
        CollatedWitness(siglum, tuple(sorted(pieces, key=lambda stretch: stretch.start)))
        for siglum, pieces in sorted(found.items(), key=lambda pair: [place.siglum for place in places].index(pair[0]))
        if pieces
    ]


def _room(others: Sequence[Stretch], passage: Range, end: int) -> Range:
    """Find the range of the base round the middle of a passage that no other piece of the review has; empty where one has the
    middle."""
    middle = (passage[0] + passage[1]) // 2
    before = max((other.end for other in others if other.start <= middle), default=0)
    after = min((other.start for other in others if other.end > middle), default=end)
    return before, max(before, after)


def links(base: str, full: Sequence[CollatedWitness], places: Sequence[Place]) -> tuple[tuple[str, Quotation, Range], ...]:
    """Find the quotations of an entry whose translation stands there in full.

    `base`: the siglum of the base. `full`: the other full witnesses against it. Returns siglum of the review, quotation, and the
    range of the base that answers it.
    """
    variants: Mapping[str, tuple[Variant, ...]] = {collated.siglum: collated.stretches[0].variants for collated in full}
    found: dict[tuple[str, Quotation], Range] = {}
    for place in places:
        if place.of:
            start, end = place.range
            if place.of != base:
                start = _on_base(variants[place.of], start, closing=False)
                end = _on_base(variants[place.of], end, closing=True)
            known = found.get((place.siglum, place.quotation), (start, end))
            found[place.siglum, place.quotation] = (min(known[0], start), max(known[1], end))
    return tuple((siglum, quotation, place) for (siglum, quotation), place in found.items())


def _looks(pieces: Iterable[Piece]) -> tuple[InlineRange, ...]:
    """The looks of pieces with marks of the cuts between them."""
    looks, at = list[InlineRange](), 0
    for piece in pieces:
        looks += shifted(piece.looks, at)
        at += len(piece.text) + len(" … ")
    return tuple(looks)


def _on_base(variants: Sequence[Variant], offset: int, *, closing: bool) -> int:
    """Turn an offset of the other text into the offset of the base that answers it; inside a variant, the start of it or its
    end."""
    at = bisect_right([variant.other[0] for variant in variants], offset) - 1
    if at < 0:
        return offset
    variant = variants[at]
    if offset < variant.other[1]:
        return variant.base[1] if closing and offset > variant.other[0] else variant.base[0]
    return variant.base[1] + offset - variant.other[1]
