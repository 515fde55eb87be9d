"""Turn the tokens and word links of a bead into anchors: the stretches that both texts have in common.

What lies between two anchors is a reading: the shortest stretch that answers as a phrase. Words that moved within the bead, with
all between, are one reading; so are two parts of one phrase (phrases.py), and a bead of which little is shared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from edition.collation.likeness import STRONG, likeness_of
from edition.collation.phrases import Box, dividing
from edition.collation.unanswered import reunited
from edition.collation.verses import lineation_alone
from edition.collation.word_pairs import Link, rising
from edition.collation.words import one_to_one
from edition.language.languages import Language
from edition.language.word_forms import QUOTATION_MARKS, is_word
from edition.model import Range, Token
from edition.text.foldings import same_folded

Anchor = tuple[Range, Range]

# A word that moved further than this many tokens is no part of the phrase: it counts as left out here and put in there.
NEAR = 14
# From this probability on, a link is sure.
SURE = 0.5
# A bead whose content words are shared by less than this part is a reading as a whole.
LITTLE = 0.2


def anchors(
    base: Sequence[Token],
    other: Sequence[Token],
    texts: tuple[str, str],
    likely: Mapping[Link, float],
    language: Language,
    verses: tuple[Container[int], Container[int]] = ((), ()),
) -> list[Anchor]:
    """Turn the tokens of the two sides of a bead into ranges that are the same, character for character, rising on both sides.

    `likely`: which token of base answers which of other, and how likely. `verses`: the offsets of the letters with which verses
    begin. A word with a capital that a verse's beginning gave it stands between two empty ranges, apart from what is beside it; so
    do a quotation mark of another kind, and a word that is the same but for what is folded.
    """
    if [token.t for token in base] > [token.t for token in other]:
        # One order of any two texts, so that what is equally good is decided alike whichever is the base.
        mirrored = {(j, i): chance for (i, j), chance in likely.items()}
        return [(one, two) for two, one in anchors(other, base, texts[::-1], mirrored, language, verses[::-1])]
    chain, boxes = _boxes(likely, base, other, language)
    equal = [
        (i, j) for i, j in chain if language.same_word(base[i].n, other[j].n) and not any(_inside((i, j), box) for box in boxes)
    ]
    if _little_shared(base, other, language):
        equal = _ends(base, other)
        chain = equal
    equal = dividing(equal, base, other, language)
    equal = reunited(equal, base, other, likely, language)
    result: list[Anchor] = []
    for i, j in equal:
        if base[i].t == other[j].t:
            result.append(((base[i].start, base[i].end), (other[j].start, other[j].end)))
        elif (
            same_folded(base[i].t, other[j].t)
            or base[i].t in QUOTATION_MARKS
            or lineation_alone((base[i].t, other[j].t), (base[i].start, other[j].start), verses)
        ):
            result += [((base[i].start,) * 2, (other[j].start,) * 2), ((base[i].end,) * 2, (other[j].end,) * 2)]
    return _in_order([*result, *_joints(equal, chain, base, other, texts, language)])


def _in_order(found: list[Anchor]) -> list[Anchor]:
    """Anchors in order; of two that claim the same place the first is kept."""
    kept: list[Anchor] = []
    for anchor in sorted(found):
        if not kept or (kept[-1][0][1] <= anchor[0][0] and kept[-1][1][1] <= anchor[1][0]):
            kept.append(anchor)
    return kept


def _inside(link: Link, box: Box) -> bool:
    return box[0] <= link[0] < box[1] or box[2] <= link[1] < box[3]


def _boxes(
    likely: Mapping[Link, float], base: Sequence[Token], other: Sequence[Token], language: Language
) -> tuple[list[Link], list[Box]]:
    """Part links into a rising chain and the boxes round words that moved; a box that touches another joins it.

    A function word or mark that crosses the chain alone has not moved: it is another of its kind; the same adverb has, for its
    place is part of its sense. A doubtful link counts only where it crosses none that is sure.
    """
    links = one_to_one(likely)
    sure = [link for link in links if likely[link] >= SURE]
    chain = _filled(rising(sure), [link for link in links if likely[link] < SURE])
    held = set(chain)
    crossing = set(sure) - held
    boxes: list[Box] = []
    for i, j in sorted(crossing):
        alone = not crossing & {(i - 1, j - 1), (i + 1, j + 1)}
        one, two = base[i].n, other[j].n
        content = language.is_content(one) and language.is_content(two)
        if alone and not content and not (one == two and one in language.words.adverbs):
            continue
        crossed = [(a, b) for a, b in chain if (a - i) * (b - j) < 0]
        if crossed and max(abs(a - i) + abs(b - j) for a, b in crossed) <= NEAR:
            rows, columns = [i, *(a for a, _ in crossed)], [j, *(b for _, b in crossed)]
            boxes.append((min(rows), max(rows) + 1, min(columns), max(columns) + 1))
    joined: list[Box] = []
    for box in sorted(boxes):
        while joined and (box[0] < joined[-1][1] or box[2] < joined[-1][3]):
            last = joined.pop()
            box = (min(last[0], box[0]), max(last[1], box[1]), min(last[2], box[2]), max(last[3], box[3]))
        joined.append(box)
    return chain, joined


def _filled(chain: list[Link], doubtful: Sequence[Link]) -> list[Link]:
    """A rising chain with the longest rising runs of other links that fit between two of its own."""
    between: dict[int, list[Link]] = {}
    for i, j in doubtful:
        at = bisect_left(chain, (i, j))
        if (at == 0 or chain[at - 1][1] < j) and (at == len(chain) or j < chain[at][1]):
            between.setdefault(at, []).append((i, j))
    return sorted([*chain, *(link for links in between.values() for link in rising(links))])


def _little_shared(base: Sequence[Token], other: Sequence[Token], language: Language) -> bool:
    """Whether few content words are on both sides, wherever they stand."""
    spelled = language.older_spelling
    content = [Counter(spelled(token.n) for token in side if language.is_content(token.n)) for side in (base, other)]
    sizes = [side.total() for side in content]
    return min(sizes) > 0 and (content[0] & content[1]).total() < LITTLE * max(sizes)


def _ends(base: Sequence[Token], other: Sequence[Token]) -> list[Link]:
    """The punctuation marks that both sides end with."""
    size = 0
    while size < min(len(base), len(other)) and base[-1 - size].t == other[-1 - size].t and not is_word(base[-1 - size].t):
        size += 1
    return [(len(base) - k, len(other) - k) for k in range(size, 0, -1)]


def _joints(
    equal: Sequence[Link],
    chain: Sequence[Link],
    base: Sequence[Token],
    other: Sequence[Token],
    texts: tuple[str, str],
    language: Language,
) -> list[Anchor]:
    """The spaces that are the same on both sides beside words that answer one to one within a reading."""
    own = [(i, j) for i, j in equal if base[i].t != other[j].t] + _own_links(equal, set(chain), base, other, language)
    joints: set[Anchor] = set()
    for i, j in own:
        for a, b in ((i - 1, j - 1), (i, j)):
            if min(a, b) < 0 or a + 1 >= len(base) or b + 1 >= len(other) or _stop_and_capital(base[a : a + 2], other[b : b + 2]):
                continue
            gap = texts[0][base[a].end : base[a + 1].start], texts[1][other[b].end : other[b + 1].start]
            if gap[0] and gap[0] == gap[1]:
                joints.add(((base[a].end, base[a + 1].start), (other[b].end, other[b + 1].start)))
    return sorted(joints)


def _own_links(
    equal: Sequence[Link], chain: set[Link], base: Sequence[Token], other: Sequence[Token], language: Language
) -> list[Link]:
    """In each stretch between equal words: all its links where every word answers one to one, else a link of its first marks."""
    own: list[Link] = []
    for (i, j), (end_i, end_j) in zip([(-1, -1), *equal], [*equal, (len(base), len(other))], strict=True):
        i, j = i + 1, j + 1
        if i >= end_i or j >= end_j:
            continue
        pairs = [(i + k, j + k) for k in range(end_i - i)] if end_i - i == end_j - j else []
        linked = all((a, b) in chain and not language.same_word(base[a].n, other[b].n) for a, b in pairs)
        if linked and _answer_in_turn([(base[a], other[b]) for a, b in pairs], language):
            own += pairs
        elif not is_word(base[i].t) and not is_word(other[j].t):
            own.append((i, j))
    return own


def _stop_and_capital(base: Sequence[Token], other: Sequence[Token]) -> bool:
    """A mark that differs, then a word that differs in its capital alone: they change together."""
    mark = not is_word(base[0].t) and not is_word(other[0].t) and base[0].t != other[0].t
    return mark and base[1].n == other[1].n and base[1].t != other[1].t


def _answer_in_turn(pairs: Sequence[tuple[Token, Token]], language: Language) -> bool:
    """Whether each two words are of one class, and two of them answer by their own form or are both marks."""
    alike = [likeness_of(one.n, two.n, language) for one, two in pairs]
    marks = any(not is_word(one.t) and not is_word(two.t) for one, two in pairs)
    return bool(alike) and min(alike) > 0 and (marks or max(alike) >= STRONG)
