"""Turn the entries of two witnesses into pairs: by their key, and entries that then stand alone by what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from edition.language.edtf import first_day
from edition.language.languages import Language, between, language_of_tag
from edition.messages import Report
from edition.model import Entry, Locus, Segment, Witness
from edition.text.running_text import running_text

Pair = tuple[Entry | None, Entry | None]
# Entries that the editor keeps apart from others: siglum and key of the entry -> where the decision stands.
Apart = Mapping[tuple[str, str], Locus | None]

# A word that more than COMMON entries have does not bring two entries together (by eye; no run is known). A bead is an answer from
# the score ANSWER on, and two entries are the same when at least the share MOSTLY of each is answered: entries that do answer one
# another have .94 and more, others at most .17 (docs/alignment.md, "Entries").
COMMON, ANSWER, MOSTLY = 8, 0.2, 0.5


def align_entries(base: tuple[Entry, ...], other: tuple[Entry, ...]) -> tuple[Pair, ...]:
    """Pair the entries of two witnesses by their key. An entry that only one witness has is paired with None.

    Pairs of dated entries are sorted by the start of the EDTF date; an undated entry stays after the entry before it. Numbered
    entries stand in the order of the base; an entry that only `other` has stands after the entry that it follows there. Where a
    witness has a key twice, its entries of that key are paired in order.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(other):
        waiting[entry.n].append(index)
    pairs: list[tuple[int | None, int | None]] = []
    for index, entry in enumerate(base):
        found = waiting[entry.n].pop(0) if waiting[entry.n] else None
        pairs.append((index, found))
    place = {j: position for position, (_, j) in enumerate(pairs) if j is not None}
    after: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for j in range(len(other)):
        last = place.get(j, last)
        if j not in place:
            after[last].append(j)
    ordered: list[tuple[int | None, int | None]] = [(None, j) for j in after[-1]]
    for position, pair in enumerate(pairs):
        ordered += [pair, *((None, j) for j in after[position])]
    paired = [(None if i is None else base[i], None if j is None else other[j]) for i, j in ordered]
    return tuple(_by_date(paired))


def _by_date(pairs: list[Pair]) -> list[Pair]:
    """Sort pairs by the start of their date. A pair without a date stays after the pair before it."""
    starts: list[str] = []
    for pair in pairs:
        dates = [first_day(entry.edtf) for entry in pair if entry is not None and entry.edtf]
        starts.append(dates[0] if dates else starts[-1] if starts else "")
    return [pairs[at] for _, at in sorted((start, at) for at, start in enumerate(starts))]


def keyed_alike(witnesses: Sequence[Witness], base: str, apart: Apart, report: Report) -> tuple[Witness, ...]:
    """Give entries of full witnesses that are the same entry the same key: that of the base, else of the first witness that has it.

    If a witness has an entry under a key of its own, and the entry answers one of another witness that has no partner here, it
    takes the key of that one (W280). An entry that answers only a part of another keeps its key (W281), and so does an entry in
    `apart`; a decision in `apart` that changes nothing is reported (W282). The date that the witness gives is kept.
    """
    keyed: dict[str, Witness] = {}
    known: dict[str, tuple[Entry, str]] = {}
    languages = {witness.siglum: language_of_tag(witness.language) for witness in witnesses}
    needed: set[tuple[str, str]] = set()
    for witness in sorted(witnesses, key=lambda witness: witness.siglum != base):
        if not witness.fragment_of:
            own = languages[witness.siglum]
            witness = _keyed_as(known, witness, between(languages.get(base, own), own), apart, needed, report)
            known = {entry.n: (entry, witness.siglum) for entry in witness.entries} | known
        keyed[witness.siglum] = witness
    for key, locus in apart.items():
        if key not in needed:
            report.add("W282", locus, siglum=key[0], n=key[1])
    return tuple(keyed[witness.siglum] for witness in witnesses)


def _keyed_as(
    known: dict[str, tuple[Entry, str]],
    witness: Witness,
    language: Language,
    apart: Apart,
    needed: set[tuple[str, str]],
    report: Report,
) -> Witness:
    """Give the entries of a witness the keys of the known entries that they answer.

    `known`: key -> entry and siglum of the first witness that has it. Adds to `needed` the entries that only `apart` keeps as they
    are. `language`: that by which its words and those of the known entries are compared.
    """
    own = {entry.n for entry in witness.entries}
    keys: dict[str, str] = {}
    theirs = [entry for entry, _ in known.values()]
    for entry, other in _nearest([entry for entry in witness.entries if entry.n not in known], theirs, language):
        shares = _answered(entry, other, language)
        if (witness.siglum, entry.n) in apart:
            needed |= {(witness.siglum, entry.n)} if shares[0] >= MOSTLY else set()
        elif min(shares) >= MOSTLY and other.n not in own and other.n not in keys.values():
            keys[entry.n] = other.n
            report.add("W280", entry.locus, siglum=witness.siglum, n=entry.n, other=known[other.n][1], key=other.n)
        elif shares[0] >= MOSTLY:
            report.add("W281", entry.locus, siglum=witness.siglum, n=entry.n, other=known[other.n][1], key=other.n)
    alone = [entry for entry in theirs if entry.n not in own and entry.n not in keys.values()]
    for entry, other in _nearest(alone, witness.entries, language):
        if other.n not in keys and (witness.siglum, other.n) not in apart and _answered(entry, other, language)[0] >= MOSTLY:
            report.add("W281", entry.locus, siglum=known[entry.n][1], n=entry.n, other=witness.siglum, key=other.n)
    return replace(witness, entries=tuple(replace(entry, n=keys.get(entry.n, entry.n)) for entry in witness.entries))


def _nearest(entries: Sequence[Entry], others: Sequence[Entry], language: Language) -> Iterator[tuple[Entry, Entry]]:
    """Find for each entry the one of `others` that shares most of its rarer words. Yields no pair for an entry that shares none."""
    import numpy as np

    from edition.alignment.anchors import gathered
    from edition.alignment.features import shared, sides

    if not entries or not others:
        return
    texts: list[str] = []
    cuts: list[list[Segment]] = []
    for group in (entries, others):
        bodies = [body.text[body.body :] + "\n" for body in map(running_text, group)]
        ends = np.cumsum([len(body) for body in bodies]).tolist()
        texts.append("".join(bodies))
        cuts.append([Segment(end - len(body), end) for body, end in zip(bodies, ends, strict=True)])
    one, two = sides((texts[0], texts[1]), (cuts[0], cuts[1]), language)
    places = shared(one, two, COMMON)
    rows, columns, product = gathered(one.rows[places[0]], two.rows[places[1]], one.weights[places[0]] * two.weights[places[1]])
    likeness = product / np.sqrt(np.bincount(two.rows, weights=two.weights**2, minlength=len(two))[columns])
    for row, entry in enumerate(entries):
        here = np.flatnonzero(rows == row)
        if len(here):
            yield entry, others[int(columns[here[likeness[here].argmax()]])]


def _answered(one: Entry, two: Entry, language: Language) -> tuple[float, float]:
    """Compute the share of the text of each entry, 0 to 1, that the other entry answers."""
    from edition.alignment import align

    texts = running_text(one), running_text(two)
    beads = [bead for bead in align(*texts, language).beads if bead.score >= ANSWER]
    base = sum(bead.base[1] - bead.base[0] for bead in beads if bead.base)
    other = sum(bead.other[1] - bead.other[0] for bead in beads if bead.other)
    return base / max(1, len(texts[0].text) - texts[0].body), other / max(1, len(texts[1].text) - texts[1].body)
