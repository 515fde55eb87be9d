"""Turn the entries of two texts whose numbers disagree into pairs by their words.

One file counts two chapters as one, or the preface as the first chapter, and is one off from there on: every key then pairs what
does not belong together. The heaviest chain of entries that are alike and rise in both texts says which do. It overrules the keys
only where it is clearly better.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from edition.alignment.entry_likeness import MOSTLY, Aligner, anew, answered, likenesses
from edition.language.languages import Language
from edition.model import Entry

# Two entries are clearly more alike than two others when their likeness is so many times as great. Entries that answer one another
# have 1.8 times the likeness of any other two of their rows and more, in six pairs of texts (docs/alignment.md, "Entries").
CLEARLY = 1.5
# In two languages no alignment can confirm a pair, and so many pairs must say the same. By eye: two may be chance.
SEVERAL = 3

# Index of an entry of the other text -> index of the entry of the base that it answers.
Answers = Mapping[int, int]


def answers_by_words(
    base: Sequence[Entry], other: Sequence[Entry], language: Language, fixed: Answers, aligner: Aligner = anew
) -> Answers:
    """Find the entries of `other` that clearly answer an entry of the base which has another key than theirs; they rise in both.

    `fixed`: what the editor has paired, which the result has not. An entry that only lacks a partner is not in the result: no key
    contradicts its words. There is none where all entries are dated: a date is no count, and cannot be one off.
    """
    from edition.alignment.anchors import heaviest_chain

    if all(entry.edtf for entry in base) or all(entry.edtf for entry in other):
        return {}
    row_of = {entry.n: row for row, entry in enumerate(base)}
    key_pair = {column: row_of[entry.n] for column, entry in enumerate(other) if entry.n in row_of}
    column_of = {row: column for column, row in key_pair.items()}
    held = set(fixed.values())
    found = [one for one in likenesses(base, other, language) if one[0] not in held and one[1] not in fixed]
    alike = {(row, column): weight for row, column, weight in found}
    contested: dict[int, int] = {}
    for row, column in heaviest_chain(found):
        contradicted = column in key_pair or row in column_of
        if key_pair.get(column) == row or not contradicted or base[row].edtf or other[column].edtf:
            continue
        rivals = (key_pair.get(column, -1), column), (row, column_of.get(row, -1))
        if alike[row, column] >= CLEARLY * max(alike.get(rival, 0.0) for rival in rivals):
            contested[column] = row
    if not language.known:
        return contested if len(contested) >= SEVERAL else {}
    sure = (column for column, row in contested.items() if max(answered(base[row], other[column], language, aligner)) >= MOSTLY)
    return {column: contested[column] for column in sure}


def renumbered(base: Sequence[Entry], other: Sequence[Entry], siglum: str, answers: Answers, fixed: Answers) -> tuple[str, ...]:
    """Give each entry of `other` the key under which it stands in the edition, in the order of `other`.

    `answers`, `fixed`: what is paired whatever its keys, by words and by the editor. The others answer what lies in the same gap
    between two of `answers`, if as many entries of both texts lie in it. Else they keep their key where it agrees with the order of
    `answers`, or stand alone, under a key that is made of their own and the siglum.
    """
    row_of = {entry.n: row for row, entry in enumerate(base)}
    rows = {**answers, **fixed}
    taken = set(rows.values())
    sure = dict(answers)

    def fill_gaps() -> None:
        """Pair what lies between two sure pairs, in order, where as many entries of both texts lie there."""
        loose = [column for column, entry in enumerate(other) if column not in rows and entry.n in row_of]
        for (first, last), inside in _gaps(loose, sure, len(base)).items():
            free = [row for row in range(first, last) if row not in taken]
            if len(free) == len(inside):
                pairs = dict(zip(inside, free, strict=True))
                rows.update(pairs)
                sure.update(pairs)
                taken.update(free)

    if answers:
        fill_gaps()
    columns = sorted(answers)
    for column, entry in enumerate(other):
        row = row_of.get(entry.n)
        if column not in rows and row is not None and row not in taken and _in_order(column, row, columns, answers):
            rows[column] = sure[column] = row
            taken.add(row)
    if answers:
        fill_gaps()
    mark = "".join(letter for letter in siglum if letter.isalnum() or letter in "_-.")
    known = {entry.n for entry in (*base, *other)}
    keys = []
    for column, entry in enumerate(other):
        key = base[rows[column]].n if column in rows else entry.n
        if column not in rows and entry.n in row_of:
            key = f"{entry.n}-{mark}"
            while key in known:
                key += "-"
            known.add(key)
        keys.append(key)
    return tuple(keys)


def _in_order(column: int, row: int, columns: Sequence[int], answers: Answers) -> bool:
    """Whether a pair crosses none of `answers`, which rise; `columns` are theirs, in order."""
    at = bisect_left(columns, column)
    return (at == 0 or answers[columns[at - 1]] < row) and (at == len(columns) or row < answers[columns[at]])


def _gaps(loose: Sequence[int], rows: Answers, end: int) -> dict[tuple[int, int], list[int]]:
    """Sort columns by the range of rows that they must answer: between those of the nearest paired columns before and after."""
    columns = sorted(rows)
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for column in loose:
        at = bisect_left(columns, column)
        first = rows[columns[at - 1]] + 1 if at else 0
        found[first, rows[columns[at]] if at < len(columns) else end].append(column)
    return found
