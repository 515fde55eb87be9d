"""Turn the numbers that a file itself gives its divisions (TEI div/@n) into series of headings, whatever the headings say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model.documents import DocumentBlock
from edition.readers.head_candidates import may_divide
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.numbered_heads import NumberedHead, is_division_word, read_numbered_head


def series_of_file(blocks: Sequence[DocumentBlock], language: Language, series: Sequence[HeadSeries]) -> list[HeadSeries]:
    """The series of divisions that a file numbers, one for each level at which it numbers several, with their keys.

    `series`: those that the text numbers. Below a level of chapters among these, or of whatever else is a piece of a work,
    divisions without a heading are the paragraphs or sections by which a passage is cited, not pieces of the work.
    """
    levels: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        around = block.role.startswith(("frontmatter", "backmatter"))
        if block.kind == "head" and block.stated and may_divide(block) and not around:
            levels[block.level].append(at)
    pieces = min((one.level for one in series if one.level and _are_pieces(one, language)), default=0)
    found: list[HeadSeries] = []
    for level, places in sorted(levels.items()):
        headed = sum(bool(blocks[at].text) for at in places)
        if pieces and level > pieces and 2 * headed < len(places):
            continue
        if len(places) > 1 or len(levels) == 1:
            found.append(_series(places, blocks, language))
    return found


def _are_pieces(series: HeadSeries, language: Language) -> bool:
    """Whether the text calls the members of a series chapters or the like, not books or parts."""
    if len(series.members) == 1 and not is_division_word(series.word, language):
        return False
    return series.word.split(" ")[0] not in language.headings.groups


def _series(places: Sequence[int], blocks: Sequence[DocumentBlock], language: Language) -> HeadSeries:
    numbers = [_number(blocks[at].stated) for at in places]
    # What is numbered otherwise than by numbers is counted.
    counted = [number or 0 for number in numbers] if all(numbers) else list(range(1, len(places) + 1))
    restarts = [0]
    seen: set[str] = set()
    for index, at in enumerate(places):
        if blocks[at].stated in seen or (index and all(numbers) and counted[index] < counted[index - 1]):
            restarts.append(index)
            seen.clear()
        seen.add(blocks[at].stated)
    members = tuple(
        HeadCandidate(at, _head(blocks[at], number, language), number) for at, number in zip(places, counted, strict=True)
    )
    word = Counter(blocks[at].division for at in places).most_common(1)[0][0]
    keys = tuple(blocks[at].stated for at in places)
    return HeadSeries(word, blocks[places[0]].level, members, tuple(restarts), 1.0, keys=keys)


def _number(stated: str) -> int | None:
    if stated.isdecimal() and len(stated) <= 6:
        return int(stated)
    return from_roman(stated.lower()) if stated.isupper() or stated.islower() else None


def _head(block: DocumentBlock, number: int, language: Language) -> NumberedHead:
    """The heading of a numbered division: all that it says is its title, but the number."""
    printed = read_numbered_head(block.text, language) if block.text else None
    title = printed.title if printed and printed.number == number else block.text
    return NumberedHead(block.division, number, "arabic", title, block.stated)
