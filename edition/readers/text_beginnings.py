"""Tell where the text of a work begins, behind its title page and its introduction, before the first heading that divides it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.cast_lists import is_of_play, with_cast
from edition.readers.contents_lists import name_of_head
from edition.readers.head_candidates import may_divide
from edition.readers.listed_heads import contents_end
from edition.readers.numbered_heads import read_numbered_head
from edition.readers.outside import heads_cast, is_of_the_work, kind_by_heading

# A prologue has at least so many words; a line of contents that names it has none. By eye.
PROLOGUE = 30
# The first paragraph of a text has more words than this. By eye, on title pages.
_LONG = 20
# A stanza of so many verses right before it is of the text; fewer lines are a title and its author. By eye, as above.
_STANZA = 4
# The title that comes again over the text stands after so many empty lines, and in this first part of the words; by eye, on
# dialogues with long introductions.
_APART, _FRONT = 2, 0.6
# Of a work in verse so much is verse, notes and a glossary after it counted; by eye, on epics.
_IN_VERSE = 0.8
# A chapter before the first date has so many words, and so many and this share of its paragraphs begin with what somebody says. By
# eye, on a novel in letters; prefaces to novels have fewer.
_CHAPTER, _TURNS, _TALK = 200, 5, 0.15
# It may have songs, up to this share of its letters.
_SONGS = 0.2
_OPENS_TALK = "\"'“„‘«—–"
# Lines between that chapter and the first date have no more words: a title of the letters.
_TITLE_LINE = 8
# Lines over a prologue that no heading names have no more words: the title again, Enter a ghost. By eye, on plays of public
# libraries; so the next.
_SHORT = 12
# The persons of a play without acts stand in this first part of its letters.
_CAST = 0.25
# A person of a play and who first played him have no more words, and so many of such lines begin with a name that speaks. By eye,
# as above.
_PLAYER, _MOST_NAMED = 9, 0.7
# What may stand between the title page and the text.
_IN_FRONT = ("preface", "introduction")


def text_begins(blocks: Sequence[DocumentBlock], language: Language) -> int:
    """Where a work without divisions begins: with its first long paragraph, or below its title where that comes again."""
    first = next(
        (
            at
            for at, block in enumerate(blocks)
            if block.kind in ("p", "l") and len(block.text.split()) > _LONG and may_divide(block)
        ),
        0,
    )
    if not blocks:
        return 0
    verses = blocks[first].kind == "l" or (first > 0 and blocks[first - 1].rows >= _STANZA)
    while verses and first and blocks[first - 1].kind == "l":
        first -= 1
    in_front = any(_heads(block) and kind_by_heading(block.text, language) in _IN_FRONT for block in blocks[:first])
    begins = _title_again(blocks, first) if in_front or not verses else 0
    if begins and (in_front or (_are_verses(blocks[begins:]) and not _has_verses(blocks[first:begins]))):
        # A letter to a patron stands before a poem without a heading.
        return begins
    spoken = [at for at, block in enumerate(blocks) if "speech" in block.within]
    if begins and spoken and begins <= spoken[0] and len(spoken) > _TALK * (len(blocks) - begins):
        # Remarks on the print stand before a play without acts.
        return begins
    return first


def _has_verses(blocks: Sequence[DocumentBlock]) -> bool:
    return any(block.kind == "l" for block in blocks)


def below_cast(blocks: Sequence[DocumentBlock], language: Language) -> int:
    """Where a play without acts begins: below its persons and where it is set; 0 without persons in front, or if nobody speaks."""
    total, seen = sum(len(block.text) for block in blocks), 0
    last = 0
    for at, block in enumerate(blocks):
        seen += len(block.text)
        if seen > _CAST * total:
            break
        if heads_cast(block, language):
            # Contents may name the persons before their heading.
            last = last_of_cast(blocks, at, len(blocks), language)
    return last + 1 if last and any("speech" in one.within for one in blocks[last + 1 :]) else 0


def last_of_cast(blocks: Sequence[DocumentBlock], at: int, end: int, language: Language) -> int:
    """The last block of the persons of a play, and of where it is set, whose heading stands at a place."""
    cast = with_cast(blocks[at:end], (), language)
    run = next((place for place, one in enumerate(cast) if place and one.text and one.kind != "item"), len(cast))
    last = at + max((place for place in range(run) if cast[place].text), default=0)
    return next((place - 1 for place in range(last + 1, end) if not is_of_play(blocks[place].text, language)), last)


def _heads(block: DocumentBlock) -> bool:
    return bool(block.text) and (block.kind == "head" or (block.kind in ("p", "l") and block.rows <= 2 and block.gap >= _APART))


def _title_again(blocks: Sequence[DocumentBlock], first: int) -> int:
    """Where the text begins whose title stands over it again, after an introduction; 0 where it does not come again.

    `first`: where the introduction begins, below the title page.
    """
    titles = {name_of_head(block.text) for block in blocks[:first] if block.kind in ("head", "p", "l")} - {""}
    total = sum(len(block.text) for block in blocks)
    seen = 0
    for at, block in enumerate(blocks):
        seen += len(block.text)
        if seen > _FRONT * total:
            break
        if at >= first and _heads(block) and name_of_head(block.text) in titles:
            return at + 1
    return 0


def pieces_before(
    blocks: Sequence[DocumentBlock], words: Sequence[int], heads: Collection[int], first: int, language: Language
) -> list[int]:
    """Where pieces of the work begin before its first number, at `first`: a prologue; from the last to the first.

    In a work in verse an introduction, a preface or a dedication in verse right before the first number is one too, and so are
    other pieces in verse before a prologue. `heads`: the headings without a number; `words`: how many each block has.
    """
    found: list[int] = []
    count, end = 0, first
    verses = _are_verses(blocks[first + 1 :])
    for at in range(first - 1, contents_end(blocks[:first], words, language) - 1, -1):
        block = blocks[at]
        if heads_cast(block, language):
            # A prologue before the persons of a play is none of it; one after them may have no heading.
            last = last_of_cast(blocks, at, end, language)
            spoken = next((place for place in range(last + 1, end) if "speech" in blocks[place].within), end)
            if spoken == end and _are_verses(blocks[last + 1 : end], _MOST_NAMED):
                # One person alone says it, whom a line over its verses names.
                stanzas = (place for place in range(last + 1, end) if blocks[place].kind == "l" and blocks[place].rows > 2)
                spoken = next(stanzas, end)
            count = 0 if _lists_players(blocks[spoken:end]) else sum(words[spoken:end])
            return [*found, _below_heading(blocks, spoken, last, language)] if count >= PROLOGUE else found
        if block.rows <= 2 and _is_prologue(block.text, language):
            if count < PROLOGUE:
                return found
            found.append(at)
            count, end = 0, at
            continue
        if found and block.rows <= 2 and read_numbered_head(block.text, language) and block.text.rstrip(".").isupper():
            # Numbers before a prologue are those of a piece in front of the work.
            return found
        # A line of contents that names a preface heads none.
        said = kind_by_heading(block.text, language) if block.kind == "head" or block.rows <= 2 else None
        told = block.kind == "head" and at > 0 and not said and _is_prologue(blocks[at - 1].text, language)
        if told or not (block.kind == "head" or at in heads or said):
            # Under the heading of a prologue may stand in another who spoke it.
            count += words[at]
            continue
        in_front = found or said in (*_IN_FRONT, "dedication")
        if in_front and count >= PROLOGUE and verses and _are_verses(blocks[at + 1 : end]):
            found.append(at)
            end = at
        elif found and count:
            return found
        count = 0
    return found


def _lists_players(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether what stands below the persons of a play lists who first played each: short lines of one paragraph."""
    lines = [block for block in blocks if block.kind == "l"]
    spoken = sum("speech" in line.within for line in lines)
    short = all(len(block.text.split()) <= _PLAYER for block in blocks)
    return short and len({line.rows for line in lines}) == 1 and spoken >= _MOST_NAMED * len(lines)


def _below_heading(blocks: Sequence[DocumentBlock], at: int, cast: int, language: Language) -> int:
    """Where a piece begins in which somebody speaks at a place: with the short lines over it.

    `cast`: the last line of the persons, which where the play is set may follow.
    """
    while at - 1 > cast and 0 < len(blocks[at - 1].text.split()) <= _SHORT and not is_of_play(blocks[at - 1].text, language):
        at -= 1
        if blocks[at].gap > _APART:
            break
    return at


def _is_prologue(heading: str, language: Language) -> bool:
    """Whether a heading is that of a prologue or the like, by itself or with where it plays: Prologue in Heaven."""
    name, place = [*heading.split(maxsplit=2), "", ""][:2]
    of_the_work = is_of_the_work(name, language) and place.casefold() in language.words.prepositions
    return of_the_work or is_of_the_work(heading, language)


def _are_verses(blocks: Sequence[DocumentBlock], share: float = _IN_VERSE) -> bool:
    """Whether nearly all that blocks say is in verses, headings and what a library says left out. `share`: of their letters."""
    said = [block for block in blocks if block.text and block.kind != "head" and "licence" not in block.within]
    verses = sum(len(block.text) for block in said if block.kind == "l")
    return verses >= share * sum(len(block.text) for block in said)


def opening_chapter(
    blocks: Sequence[DocumentBlock], words: Sequence[int], heads: Collection[int], first: int, language: Language
) -> tuple[int, int] | None:
    """Where a chapter begins and ends that stands before the first date or number, at `first`: a story in which people talk.

    A preface, or the life of an author, has no talk. What stands between its last paragraph and `first` is no text of it. `heads`:
    the headings without a number; `words`: how many each block has.
    """
    start = next((at for at in sorted(heads, reverse=True) if at < first and sum(words[at + 1 : first]) >= _CHAPTER), None)
    if start is None or start == min(heads) or any(_is_apart(block, language) for block in blocks[start:first]):
        return None
    end = max((at + 1 for at in range(start + 1, first) if words[at] > _TITLE_LINE), default=start)
    said = [block for block in blocks[start + 1 : end] if block.kind == "p" and block.text]
    talk = sum(block.text[0] in _OPENS_TALK for block in said)
    prose = not _are_verses([block for block in blocks[start + 1 : end] if block.kind in ("p", "l")], _SONGS)
    return (start, end) if prose and talk >= max(_TURNS, _TALK * len(said)) else None


def _is_apart(block: DocumentBlock, language: Language) -> bool:
    """Whether a block begins what is none of a story, or somebody speaks in it as in a play."""
    return "speech" in block.within or (block.rows <= 2 and bool(kind_by_heading(block.text, language)))


def with_opening(dates: Sequence[int], heads_next: Callable[[int], bool]) -> int:
    """Where the first letter begins: with the line above its date, if at least half of the others have a heading there.

    `dates`: the blocks that begin with a date; `heads_next`: whether a block is a heading over the next.
    """
    first, others = dates[0], [place - 1 for place in dates[1:]]
    if not first or not others or not heads_next(first - 1):
        return first
    return first - 1 if len(others) <= 2 * sum(map(heads_next, others)) else first
