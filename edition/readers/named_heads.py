"""Turn the blocks of a document into its headings without a number: THE MILL, To the reader, and the series that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from edition.language.languages import Language
from edition.model.documents import SET_OFF, DocumentBlock
from edition.readers.act_ends import act_ends, is_played, titles_again
from edition.readers.contents_lists import name_of_head
from edition.readers.head_candidates import may_divide
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.listed_heads import listed_heads
from edition.readers.numbered_heads import NumberedHead
from edition.readers.outside import (
    is_addressed,
    is_argument,
    is_cast,
    is_of_the_maker,
    is_of_the_work,
    kind_by_heading,
    kind_by_role,
)
from edition.readers.plays import is_bracketed

# A heading that only looks like one has no more words; by eye, on titles of tales and chapters.
LONGEST_NAME = 14
# What stands so often is no heading of a piece: who speaks in a play, a running title.
_OFTEN = 3
# So many empty lines set a line apart from the paragraphs of a text, which one parts. By eye, on texts of a public library.
_APART = 2
# So many lines that say to whom a letter is make a text of letters.
_LETTERS = 5
# Headings of texts stand after no more empty lines than these, or the more say no more.
_FAR = 3
# A title stands on so few lines.
_TITLE_LINES = 4
# The years in which something was written: 1801, 1801-1803, 1801-3.
_YEARS = re.compile(r"\W*\d{4}(?:\s*[-–—/]\s*\d{1,4})?\W*")
# What stands so under the number of a letter says where and when it was written: [CRUMB, 1801.]
_PLACE_AND_YEAR = re.compile(r"\W*[^\W\d_][^\d]*,[^\d]*1\d\d[\dl]\W*")
# A line of contents has fewer words below it than this, and its heading more. By eye, as for numbered ones.
_DENSE = 12
# So many headings without a number are a series.
_FEWEST = 2
_FEWEST_IN_TEXT = 3
# Contents that stand before the text stand in this first part of the words; by eye, on long introductions before them.
_FRONT = 0.25
# What closes words that somebody says, by the mark that opens them; „ and « are closed differently in different languages.
_QUOTED = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’"}
# An initial at the end of a line.
_INITIAL = re.compile(r"(?<![^\W_])[A-ZÀ-Þ]\.$")
# What may stand between the title of a work and its text.
_IN_FRONT = ("preface", "introduction", "contents", "dedication")
# Of a piece of a work are told no fewer words than this beside its heading: less is a title page. By eye, on short poems.
_LEAST = 12


@dataclass(frozen=True, slots=True)
class NamedHead:
    """A heading without a number: the index of its block, its rank, more for a higher one, its text.

    `name`: its words in small letters. `empty`: no words stand between it and the next heading; `parts`: the next heading is a
    lower one with a number. `apart`: it is that of a prologue, an epilogue or the like. `addressed`: it says to whom something is,
    as a dedication does.
    """

    at: int
    rank: int
    text: str
    name: str
    empty: bool = False
    parts: bool = False
    apart: bool = False
    addressed: bool = False


def rank_of(block: DocumentBlock) -> int:
    """How high a heading stands: by its level, where the file has levels; else by the empty lines before it."""
    return 10 - block.level if block.level else min(block.gap, _FAR)


def named_heads(
    blocks: Sequence[DocumentBlock], words: Sequence[int], numbered: Collection[int], language: Language
) -> list[NamedHead]:
    """The headings without a number that blocks hold. `words`: how many each has; `numbered`: the blocks that have a number."""
    marked = any(block.level for block in blocks)
    gaps = sorted(blocks[place].gap for place in numbered)
    apart = min(_APART, gaps[len(gaps) // 2]) if gaps else _APART
    begin = _after_contents(blocks, words, language)
    played = is_played(blocks)
    again = {*titles_again(blocks, numbered, language)} if played else set()
    within = act_ends(blocks, numbered, again) | again if played else again
    found = [
        NamedHead(at, rank_of(block) if at or block.level else _FAR, said, name, apart=is_of_the_work(said, language))
        for at, block in enumerate(blocks)
        if at >= begin
        and at not in numbered
        and at not in within
        and not (at and at - 1 in numbered and _PLACE_AND_YEAR.fullmatch(block.text))
        and _may_name(blocks, at, 0 if marked else max(1, apart), language)
        # What stands in brackets where people speak says where a scene is set.
        and not (played and not marked and is_bracketed(block.text))
        and (name := name_of_head(said := title_at(blocks, at)))
    ]
    if listed := {*listed_heads(blocks, words, language)} - {*numbered}:
        # What contents list says which lines are headings of the work.
        found = [one for one in found if one.apart and one.at not in listed]
        found += (NamedHead(at, _FAR, said := title_at(blocks, at), name_of_head(said)) for at in listed)
        found.sort(key=lambda one: one.at)
    letters = [one.at for one in found if is_addressed(one.text, language)]
    # Where most of such lines have a date right below, the dates begin the letters.
    undated = len(letters) >= _LETTERS and 2 * sum(at + 1 in numbered for at in letters) < len(letters)
    letters = letters if undated else []
    found = _without_often(found, letters)
    totals = [*accumulate(words, initial=0)]
    # A date right under the line that says to whom a letter is begins nothing of its own.
    dates = {at + 1 for at in letters}
    # Numbers below a heading that contents list are those of parts of its piece.
    heads = {*(one.at for one in found), *(() if listed else {*numbered} - dates), len(blocks)}
    front = _front(found[0].at, blocks, totals, heads, language) if found else frozenset[int]()
    bounds = sorted(heads | front)
    after = dict(pairwise(bounds))
    text = {one.at: totals[after[one.at]] - totals[one.at + 1 + _years_below(blocks, one.at)] for one in found}
    # What stands in contents comes again as a heading over a text.
    last = {one.name: one.at for one in found if text[one.at] >= _DENSE}
    found = [one for one in found if not (text[one.at] < _DENSE and last.get(one.name, -1) > one.at)]
    # Title, author and who wrote the preface stand before it on the title page.
    found = [one for one in found if not (one.at < max(front, default=0) and 0 < text[one.at] < _LEAST)]
    parts = {one.at for one in found if after[one.at] in numbered and 0 < blocks[one.at].level < blocks[after[one.at]].level}
    return [
        replace(one, empty=not text[one.at], parts=one.at in parts, addressed=is_addressed(one.text, language)) for one in found
    ]


def _front(
    first: int, blocks: Sequence[DocumentBlock], totals: Sequence[int], bounds: Collection[int], language: Language
) -> frozenset[int]:
    """The heading of a preface or the like under the title of the whole, if there is one: its text is none of the title.

    `first`: the first heading without a number; `bounds`: all headings. Those down to the preface have no text.
    """
    head = first
    for at in range(first + 1, len(blocks)):
        if totals[at] - totals[head + 1] >= _LEAST:
            break
        if at in bounds:
            head = at
        elif blocks[at].kind == "head" or (blocks[at].rows <= 2 and blocks[at].gap >= (1 if blocks[at].text.isupper() else _APART)):
            if kind_by_heading(blocks[at].label + blocks[at].text, language) in _IN_FRONT:
                return frozenset((at,))
    return frozenset()


def _without_often(heads: Sequence[NamedHead], letters: Collection[int]) -> list[NamedHead]:
    """Headings without those that stand often; where most of a rank do, who speaks in a play, without all of the rank.

    `letters`: the lines that say to whom a letter is, which may be alike.
    """
    if letters:
        others = _without_often([one for one in heads if one.at not in letters], ())
        return sorted((*(one for one in heads if one.at in letters), *others), key=lambda one: one.at)
    names = Counter(one.name for one in heads)
    ranks = Counter(one.rank for one in heads)
    often = Counter(one.rank for one in heads if names[one.name] >= _OFTEN)
    return [one for one in heads if names[one.name] < _OFTEN and 2 * often[one.rank] <= ranks[one.rank]]


def _after_contents(blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language) -> int:
    """Where the heading of the contents stands, if it stands before the text: what is before it is none of the text."""
    most = _FRONT * sum(words)
    total = at = 0
    for place, block in enumerate(blocks):
        total += words[place]
        if total > most:
            break
        named = block.rows <= 2 and kind_by_heading(block.text, language) == "contents"
        if named or kind_by_role(block.role) == "contents" or "navigation" in block.within:
            at = place
    return at


def _may_name(blocks: Sequence[DocumentBlock], at: int, apart: int, language: Language) -> bool:
    """Whether a block may be a heading. `apart`: after so many empty lines; 0 where the file says which blocks are headings."""
    block = blocks[at]
    if not block.text or not may_divide(block) or kind_by_role(block.role):
        return False
    if (
        is_of_the_maker(block.text, language)
        or kind_by_heading(block.label + block.text, language)
        or is_argument(block.text, language)
        or is_cast(block.text, language)
    ):
        return False
    if not apart:
        return bool(block.level) and not SET_OFF & {*block.within}
    return _stands_apart(blocks, at, apart) and _looks_like_name(block, language)


def title_end(blocks: Sequence[DocumentBlock], at: int) -> int:
    """Where a heading ends that begins at a block: after the last of a few lines in capitals that make one paragraph with it."""
    end = at + 1
    if blocks[at].kind != "l" or blocks[at].rows > _TITLE_LINES or not _is_capital(blocks[at].text):
        return end
    while end < len(blocks) and blocks[end].kind == "l" and not blocks[end].gap and _is_capital(blocks[end].text):
        end += 1
    return end if end == len(blocks) or blocks[end].gap else at + 1


def title_at(blocks: Sequence[DocumentBlock], at: int) -> str:
    """The whole of a heading that begins at a block."""
    return " ".join(block.text for block in blocks[at : title_end(blocks, at)])


def _stands_apart(blocks: Sequence[DocumentBlock], at: int, apart: int) -> bool:
    """Whether a block is a line of its own that empty lines set apart, farther from what is before it than from what follows."""
    block = blocks[at]
    dated = _years_below(blocks, at)
    end = title_end(blocks, at) + dated
    after = blocks[end] if end < len(blocks) else None
    lines = end - dated > at + 1
    if block.kind not in ("p", "l") or (block.rows > 2 and not lines) or (after is not None and not after.gap):
        return False
    if block.kind == "l" and block.rows > 1 and not dated and not (lines and block.gap >= _FAR):
        return False
    # The first line of a text has nothing before it to stand apart from.
    gap = block.gap if at else _FAR
    if gap < _APART and (not _is_capital(block.text) or _is_signature(blocks, at)):
        return False
    return gap >= apart and (after is None or after.gap <= max(gap, _FAR) or _is_capital(after.text))


def _years_below(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether under a line, in the same paragraph, stand the years in which what it heads was written, and nothing else."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return below is not None and not below.gap and bool(_YEARS.fullmatch(below.text))


def _is_signature(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether a line under verses says whose they are: it is closed by a stop."""
    if not at or not blocks[at].text.endswith("."):
        return False
    before = blocks[at - 1]
    # Where each line is a paragraph, so are verses; no empty line stands between them.
    return before.kind == "l" or (before.kind == "p" and not before.gap)


def _looks_like_name(block: DocumentBlock, language: Language) -> bool:
    """Whether a line looks like a heading: short, begun with a capital, in capitals or without the stop of a sentence."""
    count = len(re.findall(r"\w+", block.text))
    closing = _QUOTED.get(block.text[0])
    if closing and (block.text.rstrip(" .")[-1] not in closing or is_addressed(block.text[1:], language)):
        # Somebody says it, or a letter within the text is to somebody.
        return False
    if not 1 <= count <= LONGEST_NAME or not re.search(r"[^\W\d_]{2}", block.text):
        return False
    if _is_capital(block.text):
        return True
    if is_addressed(block.text, language) and block.gap >= _APART:
        return True
    first = block.text.lstrip("“\"'‘«([_")[:1]
    # The stop of an abbreviation ends no sentence: Odo Pell, Jr.
    last = block.text.split()[-1].casefold().rstrip(".")
    short = block.gap >= _FAR and block.text.endswith(".") and last in language.abbreviations
    # Nor does that of an initial: To B. H.
    short = short or (block.gap >= _APART and _INITIAL.search(block.text) is not None)
    return first.isupper() and (short or not re.search(r"[.,;:!?—-]\W*$", block.text))


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def named_series(heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock], words: Sequence[int]) -> list[HeadSeries]:
    """The series that headings without a number make, each of one level; of a text of so many empty lines before, or more."""
    found: list[HeadSeries] = []
    totals = [*accumulate(words, initial=0)]
    for rank in sorted({one.rank for one in heads}, reverse=True):
        marked = rank > _FAR
        members = _without_parts([one for one in heads if one.rank == rank]) if marked else _of_text(heads, rank)
        members = _without_front(members, len(blocks), totals)
        if len(members) < (_FEWEST if marked else _FEWEST_IN_TEXT):
            continue
        found.append(_series_of(members, 10 - rank if marked else 0))
    every = _series_of(_of_every_rank(heads, len(blocks), totals), 0)
    if every.members and all(every.places != one.places for one in found):
        found.append(every)
    return found


def _series_of(heads: Sequence[NamedHead], level: int) -> HeadSeries:
    """Headings as a series, counted from 1. `level`: theirs in the file, 0 where they have several or none."""
    candidates = tuple(
        HeadCandidate(one.at, NumberedHead("", number, "words", one.text), number) for number, one in enumerate(heads, 1)
    )
    return HeadSeries("", level, candidates, (0,), 1.0, named=True)


def _of_every_rank(heads: Sequence[NamedHead], end: int, totals: Sequence[int]) -> list[NamedHead]:
    """The headings that have a text before the next, of whatever rank the file gives them; none where all of these have one rank.

    In a collection some pieces stand under the heading of a group and others beside the groups. Numbers below a heading are of it,
    and a few words between the heading of a group and its first piece are no piece.
    """
    ranked = [one for one in heads if one.rank > _FAR]
    addressed = Counter(one.rank for one in ranked if one.addressed)
    all_of = Counter(one.rank for one in ranked)
    # Where few of a rank say to whom something is, they are titles.
    ranked = _without_addressed([replace(one, addressed=2 * addressed[one.rank] > all_of[one.rank]) for one in ranked])
    below = [*ranked[1:], None] if ranked else []
    pieces = []
    for one, after in zip(ranked, below, strict=True):
        count = totals[after.at if after else end] - totals[one.at + 1]
        if count >= (_LEAST if after and after.rank < one.rank else 1):
            pieces.append(one)
    return pieces if len({one.rank for one in pieces}) > 1 else []


def _without_parts(heads: Sequence[NamedHead]) -> list[NamedHead]:
    """Headings of one level without those of parts, which stand right over the first piece of each, and without dedications, which
    stand right under the heading of a piece. One alone that has no text is no part; nor are a few over numbers of a lower rank,
    where most others have a text of their own: these are pieces in numbered parts.
    """
    if 2 * sum(one.empty for one in heads) < len(heads):
        heads = [replace(one, empty=one.empty and not one.parts) for one in heads]
    found = _without_addressed(heads)
    inside = [one for one in found[1:-1] if one.empty]
    return found if len(inside) < _FEWEST else [one for one in found if not one.empty or one is found[-1]]


def _without_addressed(heads: Sequence[NamedHead]) -> list[NamedHead]:
    """Headings without the dedications that stand right under the heading of a piece."""
    found: list[NamedHead] = []
    for one in heads:
        if found and found[-1].empty and one.addressed:
            found[-1] = replace(found[-1], empty=one.empty)
        else:
            found.append(one)
    return found


def _of_text(heads: Sequence[NamedHead], rank: int) -> list[NamedHead]:
    """The headings of a text with so many empty lines before them; for one without a text of its own the next below it."""
    found: list[NamedHead] = []
    for index, one in enumerate(heads):
        below = one
        while below.empty and index + 1 < len(heads) and heads[index + 1].rank <= below.rank:
            index += 1
            below = heads[index]
        if one.rank >= rank and not below.empty and (not found or found[-1].at < below.at):
            found.append(below)
    return found


def _without_front(heads: Sequence[NamedHead], end: int, totals: Sequence[int]) -> list[NamedHead]:
    """Headings without the lines of the title page that they begin with, over which no text stands."""
    ends = [one.at for one in heads[1:]] + [end] * bool(heads)
    first = next(
        (index for index, (one, after) in enumerate(zip(heads, ends, strict=True)) if totals[after] - totals[one.at + 1] >= _LEAST),
        len(heads),
    )
    return list(heads[first:])
