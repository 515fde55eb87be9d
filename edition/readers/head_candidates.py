"""Turn the blocks of a document into what may be its headings: numbered lines in series that count up, and lines that are dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import below_contents, contents_headings, contents_lines
from edition.readers.dated_heads import dated_heads
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.numbered_heads import LAST, LONGEST_TITLE, Figures, NumberedHead, is_division_word, read_numbered_head
from edition.readers.outside import is_of_the_work, kind_by_heading

# A heading that no markup tells stands on so few lines.
_ROWS = 4
# So many words of a line of contents tell what it is the heading of.
_HEADS_LINE = 20
# So many numbered lines that follow one another closely are a table of contents.
_CONTENTS = 3
# In a list of headings stand no more words between two than these: the number of a page.
_FEW = 3
# Such a list stands in this first part of the words.
_FRONT = 0.25
# What follows the text is at most so large a share of a file; by eye, on editions with long notes.
_BACK = 0.45
# and its heading stands at most so many words before it.
_OVER = 400
# A list of pieces after the text has for each at most one word for so many of the piece. By eye, on contents and notes to letters.
_LISTED = 10
# and not more words than this.
_LISTED_WORDS = 60
# So many verses right below a heading are those of a poem; a note may quote some below its first words.
_VERSES = 4
_BACK_MATTER = ("notes", "index", "other-work", "transcriber", "advertisement")
# A series may leave out so many numbers before it is another series.
_GAP = 3
# A number that stands so often in a row is in a running title; less often, books of one chapter may follow one another.
_REPEATED = 5
# The numbers of a piece that stands before a prologue are at most one in so many of all; by eye, on a play with a poem before it.
_PIECE_BEFORE = 4
# So many numbers that stand twice in a row, and this share of all, have a half title; by eye, on epics with an argument before each
# book.
_TWICE = 2
_HALF_TITLES = 3
_MOSTLY = 0.5
# So many headings, or of a long count one in so many, may be lost in one place, if the count goes on from there without a gap.
_LOST = 12
# Of headings that count anew in each act so many times those of the commonest level count up only with those of other levels.
_TOGETHER = 2
# Bare numbers from this one on are years, not those of chapters.
_FIRST_YEAR = 1000
# A number before the text of its paragraph, closed by a stop, a dash or both: "12. It rained", "12.—It rained".
_OPENS = re.compile(r"(?:(?P<arabic>\d{1,5})|(?P<roman>[IVXLCDM]{1,8}))[.)](?:\s*(?:[—–―]|--)\s*|\s+)(?=\S)")
# A whole citation, as editions of old works print before each piece: the number of the book and that of the piece.
_CITATION = re.compile(r"(\d{1,3})\.(\d{1,4})(?:[.)]?\s+(?=\S)|[.)]?$)")
# Of paragraphs that begin with a number so many count up, where numbers divide the text; fewer are years, sums and lists. By eye.
_AMONG_TEXT = 0.9
# What stands in none of these can divide the work.
_NOT_IN = frozenset(("navigation", "endnotes", "note", "table", "licence", "title-page"))


# Word, kind of figures, level, and whether a title stands beside a bare number: candidates of one look may be a series.
_Look = tuple[str, str, int, bool]


def may_divide(block: DocumentBlock) -> bool:
    """Whether a block stands where headings of the work stand; one that opens a speech is none."""
    return not _NOT_IN & {*block.within} and (block.kind == "head" or "speech" not in block.within)


def is_running_text(block: DocumentBlock) -> bool:
    """Whether the words of a block count as text of the work: a play may stand in tables, though no heading of it does."""
    return not (_NOT_IN - {"table"}) & {*block.within}


def series_of(
    blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language, wanted: Callable[[str], bool] | None = None
) -> list[HeadSeries]:
    """The series of numbered headings that blocks hold, and that of dates. `words`: how many words each block has.

    `wanted`: whether the editor says that headings of a word divide the text; a series of these needs no other evidence.
    """
    totals = [*accumulate(words, initial=0)]
    under = contents_headings(blocks, language)
    listed = _candidates(blocks, language, below_contents(under, blocks, words))
    candidates = [one for one in listed if _may_be_head(blocks[one.at], blocks[one.at - 1] if one.at else None)]
    counted = [one for one in listed if not one.head.initial]
    contents = contents_lines(counted, [one for one in candidates if not one.head.initial], words, blocks, under)
    groups: dict[_Look, list[HeadCandidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.at not in contents:
            groups[_look(candidate, blocks[candidate.at])].append(candidate)
    found: list[HeadSeries] = []
    for (word, _, level, _), members in _grouped(groups):
        series = _counting(word, level, members)
        if series is None:
            continue
        if not (wanted and wanted(word)):
            series = _without_lists(_without_synopsis(series, totals, language), totals)
            series = _without_poem_before(series, blocks, language)
            series = _without_back_matter(series, blocks, totals, language)
        if (wanted and wanted(word)) or _is_series(series, blocks, language):
            found.append(series)
    opening = _run_in(blocks, frozenset(one.at for one in candidates))
    # What is text to one series is no title to another.
    taken = {place for one in opening for place in one.places}
    found = [one for one in found if one.word or not taken.issuperset(one.places)] + opening
    if stated := _stated_citations(blocks):
        found.append(stated)
    if dated := _dated(blocks, language):
        found.append(dated)
    return found


def _grouped(groups: Mapping[_Look, Sequence[HeadCandidate]]) -> Iterator[tuple[_Look, Sequence[HeadCandidate]]]:
    """The candidates of each look; those of one word at different levels together where they count up only together."""
    levels: dict[str, list[_Look]] = defaultdict(list)
    for look in groups:
        levels[look[0] if look[0] else f"{look[1]} {look[3]}"].append(look)
    for looks in levels.values():
        if len(looks) > 1 and looks[0][0]:
            together = sorted((one for look in looks for one in groups[look]), key=lambda one: one.at)
            whole = _counting(looks[0][0], 0, together)
            parts = [_counting(look[0], look[2], groups[look]) for look in looks]
            most = max((len(part.members) for part in parts if part), default=0)
            if whole and _counts_together(whole, most):
                yield (
                    (*looks[0][:2], min(look[2] for look in looks if look[2] or not any(one[2] for one in looks)), False),
                    together,
                )
                continue
        for look in looks:
            yield look, groups[look]


def _counts_together(whole: HeadSeries, most: int) -> bool:
    """Whether candidates of one word and several levels are one series. `most`: how many of one level count up by themselves.

    They count up once, or anew from 1 again and again, where a page has the first scene of an act on another level than the others.
    """
    if len(whole.restarts) == 1:
        return len(whole.members) > most
    anew = all(whole.members[restart].number == 1 for restart in whole.restarts)
    return anew and len(whole.members) >= _TOGETHER * most


def _look(candidate: HeadCandidate, block: DocumentBlock) -> _Look:
    head = candidate.head
    return (
        head.word,
        head.figures if not head.word else "",
        block.level if block.kind == "head" else 0,
        bool(head.title) and not head.word and not block.level,
    )


def _candidates(blocks: Sequence[DocumentBlock], language: Language, in_contents: frozenset[int]) -> list[HeadCandidate]:
    """The blocks that may be headings or lines of contents. `in_contents`: those that stand under a heading of contents."""
    found: list[HeadCandidate] = []
    for at, block in enumerate(blocks):
        # Lines of contents stand in one paragraph, in a list or in a table.
        inside = _within_lines(block, blocks[at - 1] if at else None) or "list" in block.within or "table" in block.within
        if not inside and at not in in_contents and not _may_be_head(block, blocks[at - 1] if at else None):
            continue
        text = block.label + block.text
        if at in in_contents:
            text = " ".join(text.split(maxsplit=_HEADS_LINE)[:_HEADS_LINE])
        head = read_numbered_head(text, language, marked=bool(block.level), initials=True)
        if head is not None:
            found.append(HeadCandidate(at, head, head.number))
    return found


def _may_be_head(block: DocumentBlock, before: DocumentBlock | None) -> bool:
    if not may_divide(block) or block.kind not in ("head", "p", "l", "item", "pre") or "list" in block.within:
        return False
    if block.kind == "head":
        return True
    return not _within_lines(block, before) and block.rows <= _ROWS and len(block.text) <= 400


def _within_lines(block: DocumentBlock, before: DocumentBlock | None) -> bool:
    """Whether a block is a line of a paragraph whose first line is another."""
    return block.kind == "l" and before is not None and before.kind == "l" and not block.gap and block.rows > 1


def _counting(word: str, level: int, members: Sequence[HeadCandidate]) -> HeadSeries | None:
    """Of the candidates of one look those that count up, misprinted numbers by their place."""
    members = _without_running_titles(members)
    kept: list[HeadCandidate] = []
    restarts: list[int] = []
    years = initials = index = 0
    while index < len(members):
        member = members[index]
        before = kept[-1].number if kept else 0
        after = members[index + 1].number if index + 1 < len(members) else None
        index += 1
        if member.head.initial and member.number != before + 1:
            initials += 1
            continue
        if member.number == LAST:
            member = replace(member, number=before + 1)
        if member.number == before + 1:
            pass
        elif member.number == 1 and (length := _digression(members[index - 1 :], before)):
            index += length - 1
            continue
        elif member.number == 1 or (not kept and after == member.number + 1) or len(members) == 1:
            restarts.append(len(kept))
        elif kept and (after == before + 2 or (after is None and member.number == before and word)):
            member = replace(member, number=before + 1, doubtful=True)
        elif _leaves_out(members, index - 1, before):
            pass
        else:
            years += member.number >= _FIRST_YEAR
            continue
        kept.append(member)
    if not kept:
        return None
    if 0 not in restarts:
        restarts.insert(0, 0)
    return HeadSeries(word, level, tuple(kept), tuple(restarts), len(kept) / (len(members) - years - initials))


def _without_lists(series: HeadSeries, totals: Sequence[int]) -> HeadSeries:
    """A series without a list of its headings before the text, over whose lines no text stands: the count begins anew after it."""
    if len(series.restarts) < 2:
        return series
    listed, after = series.places[: series.restarts[1]], series.places[series.restarts[1]]
    between = sum(totals[end] - totals[start + 1] for start, end in pairwise((*listed, after) if len(listed) == 1 else listed))
    if between > _FEW * len(listed) or totals[after] - totals[listed[0]] > _FRONT * totals[-1]:
        return series
    return _without_lists(_without_first_count(series), totals)


def _without_first_count(series: HeadSeries) -> HeadSeries:
    """A series from where its count begins anew for the first time."""
    begins = series.restarts[1]
    restarts = tuple(restart - begins for restart in series.restarts[1:])
    return replace(series, members=series.members[begins:], restarts=restarts)


def _without_synopsis(series: HeadSeries, totals: Sequence[int], language: Language) -> HeadSeries:
    """The acts of a play without those of its argument, which tells before the play what happens in each, in far fewer words."""
    if len(series.restarts) < 2 or language.headings.kind_of(series.word.split(" ")[0]) != "act":
        return series
    begins = series.restarts[1]
    end = series.restarts[2] if len(series.restarts) > 2 else len(series.members)
    told, acts = series.members[:begins], series.members[begins:end]
    sizes = [totals[after] - totals[at + 1] for at, after in pairwise((*series.places, len(totals) - 1))]
    short, long = sorted(sizes[:begins]), sorted(sizes[begins:end])
    same = {one.number for one in told} <= {one.number for one in acts}
    if not same or len(acts) < 2 or _LISTED * short[len(short) // 2] > long[len(long) // 2]:
        return series
    return _without_first_count(series)


def _without_poem_before(series: HeadSeries, blocks: Sequence[DocumentBlock], language: Language) -> HeadSeries:
    """A series without the few numbers of a piece that stands before a prologue, after which the count of the work begins."""
    if len(series.restarts) < 2:
        return series
    begins = series.restarts[1]
    if _PIECE_BEFORE * begins > len(series.members):
        return series
    between = blocks[series.members[begins - 1].at : series.members[begins].at]
    if not any(block.text.isupper() and block.rows == 1 and is_of_the_work(block.text.split()[0], language) for block in between):
        return series
    return _without_first_count(series)


def _without_back_matter(
    series: HeadSeries, blocks: Sequence[DocumentBlock], totals: Sequence[int], language: Language
) -> HeadSeries:
    """A series without what counts anew in notes or an index after the text: BOOK I over the notes to it."""
    for restart in series.restarts[1:]:
        before, here = series.members[restart - 1].at, series.members[restart].at
        if totals[-1] - totals[here] > _BACK * totals[-1]:
            continue
        near = (at for at in range(here - 1, before, -1) if totals[here] - totals[at] <= _OVER)
        said = any(blocks[at].rows <= 2 and kind_by_heading(blocks[at].text, language) in _BACK_MATTER for at in near)
        # Notes to one poem of several stand before the next.
        said = said and not (_begins_in_verse(blocks, before) and _begins_in_verse(blocks, here))
        if said or _is_list_of(series, restart, totals):
            kept = tuple(one for one in series.restarts if one < restart)
            return replace(series, members=series.members[:restart], restarts=kept)
    return series


def _begins_in_verse(blocks: Sequence[DocumentBlock], at: int) -> bool:
    """Whether verses stand below a heading, and nothing else."""
    below = [block for block in blocks[at + 1 : at + 1 + _VERSES] if block.text]
    return len(below) == _VERSES and all(block.kind == "l" for block in below)


def _is_list_of(series: HeadSeries, restart: int, totals: Sequence[int]) -> bool:
    """Whether what counts anew to the end lists the pieces before it, in contents or an index: each has far fewer words."""
    places = (*series.places, len(totals) - 1)
    sizes = [totals[end] - totals[start + 1] for start, end in pairwise(places)]
    text, listed = sorted(sizes[:restart]), sorted(sizes[restart:-1])
    middle = listed[len(listed) // 2] if listed else 0
    return len(listed) >= _CONTENTS and middle <= _LISTED_WORDS and _LISTED * middle < text[len(text) // 2]


def _leaves_out(members: Sequence[HeadCandidate], index: int, before: int) -> bool:
    """Whether the count goes on with a candidate though numbers before it are missing: few, or those after it count up from it."""
    number = members[index].number
    after = members[index + 1].number if index + 1 < len(members) else 1
    if before < number <= before + _GAP:
        return after == 1 or number < after <= number + _GAP
    following = [member.number for member in members[index + 1 : index + 1 + _GAP]]
    return before < number <= before + max(_LOST, before // _LOST) and following == [*range(number + 1, number + 1 + _GAP)]


def _without_running_titles(members: Sequence[HeadCandidate]) -> list[HeadCandidate]:
    """Candidates without those that repeat the number before them again and again, as a print has them at the head of its pages.

    Where most stand twice in a row, the first of two is a half title, and the second goes on with it.
    """
    runs = [[*alike] for _, alike in groupby(members, key=lambda member: member.number)]
    # In books of one chapter each a 1 follows the other.
    twice = sum(len(run) == _TWICE and run[0].number > 1 for run in runs)
    halves = twice >= _HALF_TITLES and twice >= _MOSTLY * len(runs)
    found: list[HeadCandidate] = []
    for run in runs:
        found += run[:1] if len(run) >= _REPEATED or (halves and len(run) == _TWICE) else run
    return found


def _digression(members: Sequence[HeadCandidate], before: int) -> int:
    """How many candidates are those of a list within a piece: they count from 1 and then the count before them goes on."""
    for length, member in enumerate(members):
        if length and member.number == before + 1 and length < before:
            return length
        if member.number != length + 1:
            break
    return 0


def _is_series(series: HeadSeries, blocks: Sequence[DocumentBlock], language: Language) -> bool:
    """Whether a series is one: of two members at least, of a known word or of markup; else a count with few faults."""
    if len(series.members) < 2:
        (only,) = series.members
        known = bool(series.word) and is_division_word(series.word, language)
        # One piece out of a work, such as a canto, has its number alone at the head of the file.
        first = not any(block.text for block in blocks[: only.at]) and not _are_years(series)
        return (known and only.number <= _GAP) or (first and (known or (not series.word and not only.head.title)))
    if _are_years(series):
        return False
    if series.level or (series.word and is_division_word(series.word, language)):
        return series.fit >= 0.5
    if max(member.number for member in series.members) < 2 or series.fit < 0.7:
        return False
    if not series.word:
        # A number that stands within a sentence is that of a page.
        ended = sum(_ends(blocks, member.at) for member in series.members)
        return ended >= 0.8 * len(series.members)
    return True


def _are_years(series: HeadSeries) -> bool:
    """Whether bare numbers are those of years: they do not begin with 1, and all are of four figures."""
    return not series.word and all(_FIRST_YEAR <= member.number for member in series.members)


def _ends(blocks: Sequence[DocumentBlock], at: int) -> bool:
    before = next((block for block in reversed(blocks[max(0, at - 3) : at]) if block.text), None)
    return (
        before is None
        or before.kind != "p"
        or bool(before.text.rstrip("”’\"')]»*_ ")[-1:] in ("", ".", "!", "?", "…", ":", "-", "—"))
        or before.rows == 1
    )


def _run_in(blocks: Sequence[DocumentBlock], heads: frozenset[int]) -> list[HeadSeries]:
    """The series of numbers that stand before the text of their paragraph, as those of aphorisms do.

    `heads`: the blocks that may be headings.
    """
    groups: dict[Figures, list[HeadCandidate]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if not may_divide(block) or block.kind not in ("p", "item") or "list" in block.within:
            continue
        found = _OPENS.match(block.label + block.text)
        number = (int(found["arabic"]) if found["arabic"] else from_roman(found["roman"].lower())) if found else None
        if found and number:
            figures: Figures = "arabic" if found["arabic"] else "roman"
            head = NumberedHead("", number, figures, "", found[0].strip())
            groups[figures].append(HeadCandidate(at, head, number, end=max(0, found.end() - len(block.label))))
    series = (_counting("", 0, members) for members in groups.values())
    return [one for one in series if one is not None and _begins_paragraphs(one, blocks, heads)]


def _begins_paragraphs(series: HeadSeries, blocks: Sequence[DocumentBlock], heads: frozenset[int]) -> bool:
    """Whether what follows the numbers of a series is text and no title: most are sentences, and some are long or nearly all alone.

    Nothing stands below one that is alone but the next heading.
    """
    texts = [blocks[place].text for place in series.places]
    begins = {*series.places, *heads, len(blocks)}
    alone = sum(_after(blocks, place) in begins for place in series.places)
    closed = sum(text.rstrip("”’\"')]»*_ ")[-1:] in (".", "!", "?", "…", ":", ";", "—") for text in texts)
    long = sum(len(text.split()) > LONGEST_TITLE // 2 for text in texts)
    few = len(texts) < _CONTENTS or series.members[0].number != 1
    return (
        not few
        and series.fit >= _AMONG_TEXT
        and closed >= 0.8 * len(texts)
        and (long >= 0.2 * len(texts) or alone >= 0.8 * len(texts))
    )


def _after(blocks: Sequence[DocumentBlock], at: int) -> int:
    """The next block with words, or the end."""
    at += 1
    while at < len(blocks) and not blocks[at].text:
        at += 1
    return at


def _stated_citations(blocks: Sequence[DocumentBlock]) -> HeadSeries | None:
    """The whole citations that open paragraphs or stand alone above them, as a series: 2.17, 2.18, 3.1."""
    members: list[HeadCandidate] = []
    keys: list[str] = []
    numbers: list[tuple[int, int]] = []
    for at, block in enumerate(blocks):
        found = _CITATION.match(block.text) if may_divide(block) and block.kind in ("head", "p") and not block.label else None
        if found:
            division, number = int(found[1]), int(found[2])
            text = found.end() if found.end() < len(block.text) and block.kind == "p" else None
            members.append(HeadCandidate(at, NumberedHead("", number, "arabic", "", found[0].strip()), number, end=text))
            keys.append(f"{division}.{number}")
            numbers.append((division, number))
    steps = [*pairwise(numbers)]
    good = sum(after in ((one, number + 1), (one + 1, 1)) for (one, number), after in steps)
    if not steps or good < _AMONG_TEXT * len(steps) or len(set(keys)) < len(keys):
        return None
    return HeadSeries("", 0, tuple(members), (0,), 1.0, keys=tuple(keys))


def _dated(blocks: Sequence[DocumentBlock], language: Language) -> HeadSeries | None:
    """The dates that begin entries, as a series."""
    may_begin = [
        may_divide(block)
        and block.kind in ("head", "p", "l", "pre", "dateline", "item")
        and "list" not in block.within
        and not _within_lines(block, blocks[at - 1] if at else None)
        for at, block in enumerate(blocks)
    ]
    found = dated_heads(blocks, may_begin, language)
    if not found.heads:
        return None
    members, dates = [], []
    for head in found.heads:
        end = head.end if head.end < len(blocks[head.at].text) else None
        members.append(HeadCandidate(head.at, NumberedHead("", 0, "arabic", head.title or ""), 0, end=end))
        dates.append(replace(head.line, text=head.dateline, place=head.place))
    return HeadSeries("date", 0, tuple(members), (0,), 1.0, tuple(dates), found.years, found.paragraphs)
