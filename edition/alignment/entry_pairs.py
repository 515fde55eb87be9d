"""Turn the entries of two witnesses into pairs: by their key, and by what they say where keys disagree or an entry stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from edition.alignment.entry_likeness import MOSTLY, Aligner, anew, answered, likenesses, where_answered
from edition.alignment.renumbered import answers_by_words, renumbered
from edition.language.edtf import first_day
from edition.language.languages import Language, between, language_of_tag
from edition.messages import Report
from edition.messages.values import KeyPair
from edition.model import Entry, Locus, Witness
from edition.text.running_text import paragraph_at, running_text

Pair = tuple[Entry | None, Entry | None]
# Entries that the editor keeps apart from others: siglum and key of the entry -> where the decision stands.
Apart = Mapping[tuple[str, str], Locus | None]
# Entries that the editor pairs: siglum -> key of the entry as its own text has it, for two texts each.
Paired = Sequence[Mapping[str, str]]
# A message quotes so many words to name a place. By eye: enough to find it.
_FIRST_WORDS = 6


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


def keyed_alike(
    witnesses: Sequence[Witness], base: str, apart: Apart, report: Report, paired: Paired = (), aligner: Aligner = anew
) -> tuple[Witness, ...]:
    """Give entries of full witnesses that are the same entry the same key: that of the base, else of the first witness that has it.

    Entries whose numbers disagree with their words go by their words (W283, W287), among them those of one day, and those in
    `paired` by the editor's hand. If a witness has an entry under a key of its own, and the entry answers one of another witness
    that has no partner here, it takes the key of that one (W280). An entry that answers only a part of another keeps its key (W281,
    or W284 where the other text leaves out its number), and so does an entry in `apart`; a decision in `apart` that changes nothing
    is reported (W282). The date that the witness gives is kept. `aligner` finds the beads of two entries.
    """
    keyed: dict[str, Witness] = {}
    known: dict[str, tuple[Entry, str]] = {}
    # The key that an entry of a witness had before, and the one it has now.
    renamed: dict[tuple[str, str], str] = {}
    languages = {witness.siglum: language_of_tag(witness.language) for witness in witnesses}
    needed: set[tuple[str, str]] = set()
    first = ""
    for witness in sorted(witnesses, key=lambda witness: witness.siglum != base):
        if not witness.fragment_of:
            own = languages[witness.siglum]
            language = between(languages.get(base, own), own)
            given = [entry.n for entry in witness.entries]
            witness = _numbered_as(known, first, witness, language, _fixed(witness.siglum, paired, renamed), aligner, report)
            witness = _keyed_as(known, witness, set(given), language, apart, needed, aligner, report)
            renamed |= {(witness.siglum, n): entry.n for n, entry in zip(given, witness.entries, strict=True)}
            known = {entry.n: (entry, witness.siglum) for entry in witness.entries} | known
            first = first or witness.siglum
        keyed[witness.siglum] = witness
    for key, locus in apart.items():
        if key not in needed:
            report.add("W282", locus, siglum=key[0], n=key[1])
    return tuple(keyed[witness.siglum] for witness in witnesses)


def _fixed(siglum: str, paired: Paired, renamed: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Find the entries of a witness that the editor pairs with those of an earlier one: own key -> key in the edition."""
    found = {}
    for pair in paired:
        for other, n in pair.items():
            if siglum in pair and other != siglum and (other, n) in renamed:
                found[pair[siglum]] = renamed[other, n]
    return found


def _numbered_as(
    known: Mapping[str, tuple[Entry, str]],
    first: str,
    witness: Witness,
    language: Language,
    paired: Mapping[str, str],
    aligner: Aligner,
    report: Report,
) -> Witness:
    """Give the entries of a witness whose keys disagree with their words, or with the editor's pairs, the keys that they answer.

    `known`: key -> entry and siglum of the first witness that has it; `first`: the siglum of the first of all. `paired`: own key ->
    the key that the editor gave.
    """
    theirs = [entry for entry, _ in sorted(known.values(), key=lambda held: held[1] != first)]
    rows = {entry.n: row for row, entry in enumerate(theirs)}
    mine = witness.entries
    fixed = {column: rows[paired[entry.n]] for column, entry in enumerate(mine) if paired.get(entry.n) in rows}
    of_one_day = {column: row for column, row in _of_one_day(theirs, mine, language).items() if column not in fixed}
    of_one_day = {column: row for column, row in of_one_day.items() if row not in fixed.values()}
    answers = answers_by_words(theirs, mine, language, {**of_one_day, **fixed}, aligner)
    if not (fixed or of_one_day or answers):
        return witness
    keys = renumbered(theirs, mine, witness.siglum, answers, {**of_one_day, **fixed})
    found = sorted({**of_one_day, **answers}.items())
    if runs := _runs([(column, row) for column, row in found if mine[column].n != theirs[row].n]):
        own, other = mine[runs[0][0]], theirs[runs[0][1]]
        count = sum(length for _, _, length in runs)
        values = {"siglum": witness.siglum, "n": own.n, "other": known[other.n][1], "key": other.n, "count": count}
        report.add("W283", own.locus, **values, paired=tuple(_key_pair(witness.siglum, mine, theirs, known, run) for run in runs))
    if alone := [entry for entry, key in zip(mine, keys, strict=True) if key != entry.n and key not in rows]:
        report.add("W287", alone[0].locus, siglum=witness.siglum, entries=tuple(entry.n for entry in alone))
    return replace(witness, entries=tuple(replace(entry, n=key) for entry, key in zip(mine, keys, strict=True)))


def _runs(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Join pairs of indexes that follow one another in both texts: first index, first index in the other text, how many."""
    runs: list[tuple[int, int, int]] = []
    for column, row in pairs:
        if runs and (column, row) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((column, row, 1))
    return runs


def _key_pair(
    siglum: str,
    mine: Sequence[Entry],
    theirs: Sequence[Entry],
    known: Mapping[str, tuple[Entry, str]],
    run: tuple[int, int, int],
) -> KeyPair:
    column, row, length = run
    last = (mine[column + length - 1].n, theirs[row + length - 1].n) if length > 1 else ("", "")
    return KeyPair(siglum, mine[column].n, known[theirs[row].n][1], theirs[row].n, *last)


def _of_one_day(base: Sequence[Entry], other: Sequence[Entry], language: Language) -> dict[int, int]:
    """Pair the entries of a day of which a text has several, by their words, those of their headings too: a heading may name to
    whom a letter goes. Returns index in `other` -> index in `base`.
    """
    days: list[defaultdict[str, list[int]]] = [defaultdict(list), defaultdict(list)]
    for held, entries in zip(days, (base, other), strict=True):
        for index, entry in enumerate(entries):
            if entry.edtf:
                held[entry.edtf].append(index)
    several = [day for day in days[0] if day in days[1] and max(len(days[0][day]), len(days[1][day])) > 1]
    found: dict[int, int] = {}
    for day in several:
        rows, columns = days[0][day], days[1][day]
        alike = likenesses([base[row] for row in rows], [other[column] for column in columns], language, headed=True)
        weights = {(rows[row], columns[column]): weight for row, column, weight in alike}
        free = [set(rows), set(columns)]
        pairs = {}
        for row, column in sorted(weights, key=lambda pair: (-weights[pair], pair)):
            if row in free[0] and column in free[1]:
                pairs[column] = row
                free[0].discard(row)
                free[1].discard(column)
        pairs |= dict(zip(sorted(free[1]), sorted(free[0]), strict=False))
        by_key = {column: row for row in rows for column in columns if base[row].n == other[column].n}
        if sum(weights.get((row, column), 0.0) for column, row in pairs.items()) > sum(
            weights.get((row, column), 0.0) for column, row in by_key.items()
        ):
            found |= pairs
    return found


def _keyed_as(
    known: dict[str, tuple[Entry, str]],
    witness: Witness,
    given: set[str],
    language: Language,
    apart: Apart,
    needed: set[tuple[str, str]],
    aligner: Aligner,
    report: Report,
) -> Witness:
    """Give the entries of a witness the keys of the known entries that they answer.

    `known`: key -> entry and siglum of the first witness that has it. `given`: the keys that the witness's own text has. Adds to
    `needed` the entries that only `apart` keeps as they are. `language`: that by which its words and those of the known entries are
    compared.
    """
    own = {entry.n for entry in witness.entries}
    keys: dict[str, str] = {}
    theirs = [entry for entry, _ in known.values()]
    for entry, other in _nearest([entry for entry in witness.entries if entry.n not in known], theirs, language):
        shares = answered(entry, other, language, aligner)
        if (witness.siglum, entry.n) in apart:
            needed |= {(witness.siglum, entry.n)} if shares[0] >= MOSTLY else set()
        elif min(shares) >= MOSTLY and other.n not in own and other.n not in keys.values():
            keys[entry.n] = other.n
            report.add("W280", entry.locus, siglum=witness.siglum, n=entry.n, other=known[other.n][1], key=other.n)
        elif shares[0] >= MOSTLY:
            _tell_part((entry, witness.siglum), (other, known[other.n][1]), set(known), language, aligner, report)
    alone = [entry for entry in theirs if entry.n not in own and entry.n not in keys.values()]
    for entry, other in _nearest(alone, witness.entries, language):
        if other.n in keys or (witness.siglum, other.n) in apart:
            continue
        if answered(entry, other, language, aligner)[0] >= MOSTLY:
            _tell_part((entry, known[entry.n][1]), (other, witness.siglum), given, language, aligner, report)
    return replace(witness, entries=tuple(replace(entry, n=keys.get(entry.n, entry.n)) for entry in witness.entries))


def _tell_part(
    part: tuple[Entry, str], whole: tuple[Entry, str], keys: set[str], language: Language, aligner: Aligner, report: Report
) -> None:
    """Report an entry that answers a part of another, with the place where that part begins (W281).

    `part`, `whole`: the two entries, each with its siglum. `keys`: those of the text that has `whole`; where they count up to the
    number of `part` and on from the next, that number is missing there (W284).
    """
    (entry, siglum), (other, model) = part, whole
    text = running_text(other)
    at = where_answered(entry, other, language, aligner)
    at = text.body if at is None else at
    words = " ".join(text.text[at:].split()[:_FIRST_WORDS])
    number = paragraph_at(other, at)
    locus = (other.paragraphs[number].locus if number is not None else None) or other.locus
    code = "W284" if not entry.edtf and _missing(entry.n, keys) else "W281"
    report.add(
        code,
        locus if code == "W284" else entry.locus,
        siglum=siglum,
        n=entry.n,
        other=model,
        key=other.n,
        words=words,
        place=locus.within if locus else "",
    )


def _missing(n: str, keys: set[str]) -> bool:
    """Whether keys count up to the number before a key and on from the number after it, and leave it out."""
    above, _, last = n.rpartition(".")
    if not last.isdigit():
        return False
    before, after = (f"{above}.{number}" if above else str(number) for number in (int(last) - 1, int(last) + 1))
    return n not in keys and before in keys and after in keys


def _nearest(entries: Sequence[Entry], others: Sequence[Entry], language: Language) -> Iterator[tuple[Entry, Entry]]:
    """Find for each entry the one of `others` that shares most of its rarer words. Yields no pair for an entry that shares none."""
    best: dict[int, tuple[float, int]] = {}
    for row, column, weight in likenesses(entries, others, language):
        if row not in best or weight > best[row][0]:
            best[row] = weight, column
    for row, (_, column) in sorted(best.items()):
        yield entries[row], others[column]
