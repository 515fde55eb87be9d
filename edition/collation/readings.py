"""Turn the tokens and word links of a bead into anchors: the stretches that both texts have in common.

What lies between two anchors is a reading: the shortest stretch that answers as a phrase. Words that moved within the bead, with
all between, are one reading; so are two readings with a function word or two between them, and a bead of which little is shared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from edition.collation.likeness import STRONG, likeness_of
from edition.collation.rising import Link, rising
from edition.collation.senses import ONE_SENSE, nearness
from edition.collation.words import one_to_one
from edition.model import Range, Token
from edition.stems import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, SUBJECTS, is_function_word, is_word, person_of, stem

Anchor = tuple[Range, Range]
Box = tuple[int, int, int, int]

# A word that moved further than this many tokens is no part of the phrase: it counts as left out here and put in there.
NEAR = 14
# From this probability on, a link is sure.
SURE = 0.5
# A phrase has so many content words.
PHRASE = 2
# Equal function words between two readings, and the size of what they would join.
BETWEEN, JOINED = 2, 14
# The nearness in sense from which a word before and a word after what is equal show that a construction was turned round.
TURNED = 0.25
SUPPLIED = ("[", "]")
# A bead whose content words are shared by less than this part is a reading as a whole.
LITTLE = 0.2


def anchors(base: Sequence[Token], other: Sequence[Token], texts: tuple[str, str], likely: Mapping[Link, float]) -> list[Anchor]:
    """Turn the tokens of the two sides of a bead into ranges that are the same, character for character, rising on both sides.

    `likely`: which token of base answers which of other, and how likely.
    """
    if [token.t for token in base] > [token.t for token in other]:
        # One order of any two texts, so that what is equally good is decided alike whichever is the base.
        mirrored = {(j, i): chance for (i, j), chance in likely.items()}
        return [(one, two) for two, one in anchors(other, base, texts[::-1], mirrored)]
    chain, boxes = _boxes(likely, base, other)
    equal = [(i, j) for i, j in chain if base[i].n == other[j].n and not any(_inside((i, j), box) for box in boxes)]
    if _little_shared(base, other):
        equal = _ends(base, other)
        chain = equal
    equal = _without_joined(equal, base, other)
    result: list[Anchor] = []
    for i, j in equal:
        if base[i].t == other[j].t:
            result.append(((base[i].start, base[i].end), (other[j].start, other[j].end)))
    return _in_order([*result, *_joints(equal, chain, base, other, texts)])


def _in_order(found: list[Anchor]) -> list[Anchor]:
    """Anchors in order; of two that claim the same place the first is kept."""
    kept: list[Anchor] = []
    for anchor in sorted(found):
        if not kept or (kept[-1][0][1] <= anchor[0][0] and kept[-1][1][1] <= anchor[1][0]):
            kept.append(anchor)
    return kept


def _inside(link: Link, box: Box) -> bool:
    return box[0] <= link[0] < box[1] or box[2] <= link[1] < box[3]


def _boxes(likely: Mapping[Link, float], base: Sequence[Token], other: Sequence[Token]) -> tuple[list[Link], list[Box]]:
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
        if alone and not (_content(base[i]) and _content(other[j])) and not (base[i].n == other[j].n and base[i].n in ADVERBS):
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


def _content(token: Token) -> bool:
    return is_word(token.t) and not is_function_word(token.n)


def _little_shared(base: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether few content words are on both sides, wherever they stand."""
    content = [Counter(token.n for token in side if _content(token)) for side in (base, other)]
    sizes = [side.total() for side in content]
    return min(sizes) > 0 and (content[0] & content[1]).total() < LITTLE * max(sizes)


def _ends(base: Sequence[Token], other: Sequence[Token]) -> list[Link]:
    """The punctuation marks that both sides end with."""
    size = 0
    while size < min(len(base), len(other)) and base[-1 - size].t == other[-1 - size].t and not is_word(base[-1 - size].t):
        size += 1
    return [(len(base) - k, len(other) - k) for k in range(size, 0, -1)]


def _without_joined(equal: list[Link], base: Sequence[Token], other: Sequence[Token]) -> list[Link]:
    """Drop runs of equal function words between two readings, so that these become one."""
    runs: list[list[Link]] = []
    for link in equal:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == link:
            runs[-1].append(link)
        else:
            runs.append([link])
    edges = [(-1, -1), *(run[-1] for run in runs)], [*(run[0] for run in runs), (len(base), len(other))]
    # The readings between runs, as boxes; one grows when it takes in the run before it and the reading before that.
    readings = [_after_mark((a[0] + 1, b[0], a[1] + 1, b[1]), base, other) for a, b in zip(*edges, strict=True)]
    kept: list[Link] = []
    for index, run in enumerate(runs):
        before, after = readings[index], readings[index + 1]
        if _makes_one(before, run, after, base, other):
            readings[index + 1] = (before[0], after[1], before[2], after[3])
        else:
            kept += run
    return kept


def _after_mark(box: Box, base: Sequence[Token], other: Sequence[Token]) -> Box:
    """A reading without the marks that answer one another at its beginning; they are a reading of their own."""
    marks = box[0] < box[1] and box[2] < box[3] and not is_word(base[box[0]].t) and not is_word(other[box[2]].t)
    return (box[0] + 1, box[1], box[2] + 1, box[3]) if marks else box


def _before_mark(box: Box, base: Sequence[Token], other: Sequence[Token]) -> Box:
    """A reading without the marks that answer one another at its end."""
    marks = box[0] < box[1] and box[2] < box[3] and not is_word(base[box[1] - 1].t) and not is_word(other[box[3] - 1].t)
    return (box[0], box[1] - 1, box[2], box[3] - 1) if marks else box


def _makes_one(before: Box, run: Sequence[Link], after: Box, base: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two readings and the equal words between them answer as one phrase."""
    after = _before_mark(after, base, other)
    if len(run) > BETWEEN or max(after[1] - before[0], after[3] - before[2]) > JOINED:
        return False
    words = [base[i] for i, _ in run]
    # A mark beside the words, on either side, parts phrases. A square bracket does not: it says that a word was supplied.
    beside = [*base[max(before[0], before[1] - 1) : before[1]], *other[max(before[2], before[3] - 1) : before[3]]]
    beside += [*base[after[0] : min(after[1], after[0] + 1)], *other[after[2] : min(after[3], after[2] + 1)]]
    if not all(is_word(token.t) or token.t in SUPPLIED for token in (*words, *beside)):
        return False
    parts = [
        ({token.n for token in base[box[0] : box[1]]}, {token.n for token in other[box[2] : box[3]]}) for box in (before, after)
    ]
    both_sided = [bool(part[0] and part[1]) for part in parts]
    if all(is_function_word(word.n) and word.n not in CONJUNCTIONS for word in words):
        # A subject pronoun or an auxiliary begins another part of the sentence, where what stands before it has its own answer.
        apart = (words[0].n in SUBJECTS or words[0].n in AUXILIARIES) and all(both_sided)
        if apart or not all(part[0] or part[1] for part in parts):
            return False
        # A phrase that one text alone has stands apart from words that have their answer, unless it is their answer too.
        alone = sum(len(_left_over(part[0] | part[1], set())) for part in parts if not (part[0] and part[1]))
        return sorted(both_sided) != [False, True] or alone < PHRASE or _in_turn(parts)
    # What one text has before a word and the other after it: the construction was turned round.
    crosswise = not any(both_sided) and bool(parts[0][0]) != bool(parts[1][0])
    if crosswise and all(any(not is_function_word(word) for word in part[0] | part[1]) for part in parts):
        return True
    return _in_turn(parts)


def _in_turn(parts: Sequence[tuple[set[str], set[str]]]) -> bool:
    """Whether what one text has before equal words answers what the other has after them."""
    before, after = parts
    one_sided = any(part[0] <= part[1] or part[1] <= part[0] for part in parts)
    if one_sided and (_answers(before[0] - before[1], after[1]) or _answers(before[1] - before[0], after[0])):
        return True
    return _turned(before, after)


def _turned(before: tuple[set[str], set[str]], after: tuple[set[str], set[str]]) -> bool:
    """Whether, of the content words that have none of their stem beside them, one text has its own before and the other after."""
    left = [[sorted(_left_over(part[side], part[1 - side])) for side in (0, 1)] for part in (before, after)]
    for side in (0, 1):
        if left[0][side] and left[1][1 - side] and not left[0][1 - side] and not left[1][side]:
            return bool(nearness(left[0][side], left[1][1 - side]).max() >= ONE_SENSE)
    return False


def _left_over(words: set[str], against: set[str]) -> set[str]:
    """The content words of which there is none of the same stem on the other side."""
    stems = {stem(word) for word in against}
    return {word for word in words if not is_function_word(word) and is_word(word) and stem(word) not in stems}


def _answers(one: set[str], two: set[str]) -> bool:
    """Whether a word of one part is in another, or a content word near in sense or a pronoun of the same person there."""
    content = [sorted(word for word in side if not is_function_word(word)) for side in (one, two)]
    persons = [{person_of(word) for word in side} - {None} for side in (one, two)]
    if (one & two) - DETERMINERS or persons[0] & persons[1]:
        return True
    return bool(nearness(*content).max(initial=0) >= TURNED)


def _joints(
    equal: Sequence[Link], chain: Sequence[Link], base: Sequence[Token], other: Sequence[Token], texts: tuple[str, str]
) -> list[Anchor]:
    """The spaces that are the same on both sides beside words that answer one to one within a reading."""
    own = [(i, j) for i, j in equal if base[i].t != other[j].t] + _own_links(equal, set(chain), base, other)
    joints: set[Anchor] = set()
    for i, j in own:
        for a, b in ((i - 1, j - 1), (i, j)):
            if min(a, b) < 0 or a + 1 >= len(base) or b + 1 >= len(other) or _stop_and_capital(base[a : a + 2], other[b : b + 2]):
                continue
            gap = texts[0][base[a].end : base[a + 1].start], texts[1][other[b].end : other[b + 1].start]
            if gap[0] and gap[0] == gap[1]:
                joints.add(((base[a].end, base[a + 1].start), (other[b].end, other[b + 1].start)))
    return sorted(joints)


def _own_links(equal: Sequence[Link], chain: set[Link], base: Sequence[Token], other: Sequence[Token]) -> list[Link]:
    """In each stretch between equal words: all its links where every word answers one to one, else a link of its first marks."""
    own: list[Link] = []
    for (i, j), (end_i, end_j) in zip([(-1, -1), *equal], [*equal, (len(base), len(other))], strict=True):
        i, j = i + 1, j + 1
        if i >= end_i or j >= end_j:
            continue
        pairs = [(i + k, j + k) for k in range(end_i - i)] if end_i - i == end_j - j else []
        linked = all((a, b) in chain and base[a].n != other[b].n for a, b in pairs)
        if linked and _answer_in_turn([(base[a], other[b]) for a, b in pairs]):
            own += pairs
        elif not is_word(base[i].t) and not is_word(other[j].t):
            own.append((i, j))
    return own


def _stop_and_capital(base: Sequence[Token], other: Sequence[Token]) -> bool:
    """A mark that differs, then a word that differs in its capital alone: they change together."""
    mark = not is_word(base[0].t) and not is_word(other[0].t) and base[0].t != other[0].t
    return mark and base[1].n == other[1].n and base[1].t != other[1].t


def _answer_in_turn(pairs: Sequence[tuple[Token, Token]]) -> bool:
    """Whether each two words are of one class, and two of them answer by their own form or are both marks."""
    alike = [likeness_of(one.n, two.n) for one, two in pairs]
    marks = any(not is_word(one.t) and not is_word(two.t) for one, two in pairs)
    return bool(alike) and min(alike) > 0 and (marks or max(alike) >= STRONG)
