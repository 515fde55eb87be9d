"""Turn the two texts of an entry and their beads into what recurs: which word answers which, and what each text does alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.collation.paths import SURE
from edition.collation.reading_evidence import LinkedBead
from edition.collation.sentences import opens
from edition.collation.words import one_to_one
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Alignment, EntryHabits, Range, RunningText, SideHabits, Token, Variant
from edition.text.foldings import folded

# The looks by which a text stresses words. The others mark what words are: a raised figure, a word struck out, a direction.
STRESSING = frozenset({"italic", "bold", "small-caps", "underline"})
# So many examples of a feature are kept of an entry: a report shows the first few of the edition.
EXAMPLES = 5
# What one text has alone is a passage from so many words on, as in the score of ../shared/gold/divergences.
PASSAGE = 5
# A pronoun stands for a name where so many words to either side answer, and no more words lie between: by eye, on two Candides.
NEIGHBOURS = 3
# An example shows so many words of a passage; by eye, one line of a report.
SHOWN = 12


@dataclass
class _Tally:
    """What is counted of one text."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, feature: str, words: str, answer: str = "") -> None:
        self.counts[feature] += 1
        held = self.examples.setdefault(feature, [])
        if len(held) < EXAMPLES:
            held.append((words, answer))

    def habits(self) -> SideHabits:
        examples = tuple((feature, *one) for feature in sorted(self.examples) for one in self.examples[feature])
        return SideHabits(dict(sorted(self.counts.items())), examples)


def entry_habits(
    texts: tuple[RunningText, RunningText],
    alignment: Alignment,
    linked: Sequence[LinkedBead],
    variants: Sequence[Variant],
    language: Language,
) -> EntryHabits:
    """Turn the running texts of base and other, and the beads of their bodies, into which content word answers which, how often,
    and what is counted of each text for its profile (model/habits.py).

    `linked`: the words of the beads that answer and have not moved; `variants`: where the two differ; `collate_linked` gives both.
    In a free bead no word answers another, and in a passage that moved none is looked for: their words count for length, and for
    nothing that needs an answer.
    """
    tallies = _Tally(), _Tally()
    pairs: Counter[tuple[str, str]] = Counter()
    names = tuple(_names(text.text, language) for text in texts)
    answering = [bead for bead in alignment.beads if bead.base and bead.other and not bead.moved]
    for place, bead in zip(answering, linked, strict=True):
        if place.free:
            continue
        pairs.update(_answers(bead, language))
        for side in (0, 1):
            _tell(tallies[side], bead if side == 0 else _turned(bead), texts[side], texts[1 - side], names[side], language)
        _tell_joined(tallies, bead, texts, language)
    for side in (0, 1):
        _tell_all(tallies[side], texts[side], language)
        _tell_passages(tallies[side], texts, variants, side, language)
    found = tuple((word, answer, count) for (word, answer), count in sorted(pairs.items()))
    return EntryHabits(found, (tallies[0].habits(), tallies[1].habits()))


def _turned(bead: LinkedBead) -> LinkedBead:
    return LinkedBead(bead.other, bead.base, {(j, i): chance for (i, j), chance in bead.links.items()})


def _answers(bead: LinkedBead, language: Language) -> Iterator[tuple[str, str]]:
    """Each content word of the base with the content word that answers it best, "" for none; numbers are told by their value."""
    one, two, links = bead.base, bead.other, bead.links
    stem = language.stem
    content = {
        (i, j): chance
        for (i, j), chance in links.items()
        if language.is_content(one[i].n) and language.is_content(two[j].n) and (chance >= SURE or stem(one[i].n) == stem(two[j].n))
    }
    answer = dict(one_to_one(content))
    for i, token in enumerate(one):
        if language.is_content(token.n) and not _numbers(token, language):
            yield _bare(token, language), _bare(two[answer[i]], language) if i in answer else ""


def _bare(token: Token, language: Language) -> str:
    """A word as written, without the ending of a possessive and without signs that nobody sees."""
    written = folded(token.t).replace("’", "'")
    return written[: len(language.without_possessive(written))]


# --- Within a bead ------------------------------------------------------------------------------------------------------


def _tell(
    tally: _Tally, bead: LinkedBead, text: RunningText, against: RunningText, names: frozenset[str], language: Language
) -> None:
    """Count what the first side of a bead has and the second has not: content words, names for pronouns, numbers, stress."""
    one, links = bead.base, bead.links
    answers: dict[int, list[int]] = {}
    for i, j in sorted(links):
        answers.setdefault(i, []).append(j)
    for i, token in enumerate(one):
        if language.is_content(token.n):
            tally.counts["content"] += 1
            tally.counts["alone"] += i not in answers
    _tell_names(tally, bead, answers, names, language)
    _tell_numbers(tally, bead, answers, language)
    _tell_stress(tally, bead, text, against)


def _tell_names(
    tally: _Tally, bead: LinkedBead, answers: Mapping[int, Sequence[int]], names: frozenset[str], language: Language
) -> None:
    """Count names, and those where the other text has a pronoun: one between what answers the words before and after the name."""
    one, two = bead.base, bead.other
    free = set(range(len(two))).difference(*answers.values())
    for i, token in enumerate(one):
        if token.n not in names:
            continue
        tally.counts["names"] += 1
        if any(language.is_content(two[j].n) for j in answers.get(i, ())):
            continue
        before = max((j for k in range(max(0, i - NEIGHBOURS), i) for j in answers.get(k, ())), default=-1)
        after = min((j for k in range(i + 1, i + 1 + NEIGHBOURS) for j in answers.get(k, ())), default=len(two))
        between = [j for j in range(before + 1, after) if j in free or j in answers.get(i, ())]
        pronoun = next((j for j in between if language.person_of(two[j].n)), None)
        if pronoun is not None and len(between) <= NEIGHBOURS:
            free.discard(pronoun)
            tally.add("named", token.t, two[pronoun].t)


def _tell_numbers(tally: _Tally, bead: LinkedBead, answers: Mapping[int, Sequence[int]], language: Language) -> None:
    """Count numbers, and those that the other side has not: first those that a word answers, then those that stand elsewhere."""
    one, two = bead.base, bead.other
    left = Counter(number for token in two for number in _numbers(token, language))
    waiting: list[tuple[int, int | str]] = []
    for i, token in enumerate(one):
        against = {number for j in answers.get(i, ()) for number in _numbers(two[j], language)}
        for number in _numbers(token, language):
            tally.counts["numbers"] += 1
            if number in against and left[number] > 0:
                left[number] -= 1
            else:
                waiting.append((i, number))
    for i, number in waiting:
        left[number] -= 1
        if left[number] < 0:
            other = [two[j].t for j in answers.get(i, ()) if number not in _numbers(two[j], language)]
            tally.add("quantities", one[i].t, " ".join(other))


def _numbers(token: Token, language: Language) -> list[int | str]:
    """What a word says of number; of a compound only where each part does: *six-and-twenty*, not *half-hearted*."""
    words = language.numbers
    parts = [part for part in token.n.split("-") if part not in words.joints]
    return words.said(token.n) if all(words.said(part) or part in words.cardinals for part in parts) else []


def _tell_stress(tally: _Tally, bead: LinkedBead, text: RunningText, against: RunningText) -> None:
    """Count the stressed stretches of a bead, and those of which no word answers a stressed one."""
    one, two, links = bead.base, bead.other, bead.links
    if not one:
        return
    mine, theirs = _stressed(text, (one[0].start, one[-1].end)), _stressed(against, (two[0].start, two[-1].end)) if two else []
    for start, end in mine:
        inside = [i for i, token in enumerate(one) if start <= token.start < end and is_word(token.t)]
        if not inside:
            continue
        tally.counts["emphases"] += 1
        answers = [two[j] for i, j in links if i in inside]
        if not any(a <= token.start < b for token in answers for a, b in theirs):
            tally.add("emphasis", _shortened(text.text[start:end]))


def _stressed(text: RunningText, within: Range) -> list[Range]:
    return [(one.start, one.end) for one in text.looks if one.look in STRESSING and within[0] <= one.start < within[1]]


def _tell_joined(
    tallies: tuple[_Tally, _Tally], bead: LinkedBead, texts: tuple[RunningText, RunningText], language: Language
) -> None:
    """Count a bead in which one text has fewer sentences than the other: it joins what the other parts."""
    if not (bead.base and bead.other):
        return
    for mine, one in enumerate((bead, _turned(bead))):
        starts = [
            _starts(side, text.text, language) for side, text in zip((one.base, one.other), _in_turn(texts, mine), strict=True)
        ]
        tallies[mine].counts["beads"] += 1
        if len(starts[0]) < len(starts[1]):
            i, j = _joint(one, starts)
            tallies[mine].add("joined", _about(one.base, i, texts[mine].text), _about(one.other, j, texts[1 - mine].text))


def _in_turn(texts: tuple[RunningText, RunningText], first: int) -> tuple[RunningText, RunningText]:
    return texts[first], texts[1 - first]


def _starts(tokens: Sequence[Token], text: str, language: Language) -> list[int]:
    """The places of the tokens with which sentences begin, the first included; one that begins with a small letter is none."""
    return [
        0,
        *(
            place
            for place, (before, token) in enumerate(pairwise(tokens), 1)
            if is_word(token.t) and not is_word(before.t) and not token.t[0].islower() and opens(text, token.start, language)
        ),
    ]


def _joint(bead: LinkedBead, starts: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Where the second side of a bead begins a sentence and the first, where its words answer, does not; else the beginnings."""
    answers = {j: i for i, j in sorted(bead.links, reverse=True)}
    for start in starts[1][1:]:
        answering = next((answers[j] for j in range(start, start + NEIGHBOURS) if j in answers), None)
        if answering is not None and all(abs(answering - own) > NEIGHBOURS for own in starts[0]):
            return answering, start
    return 0, 0


def _about(tokens: Sequence[Token], place: int, text: str) -> str:
    """The words before and after a place in a passage."""
    first, last = tokens[max(0, place - SHOWN // 2)], tokens[min(len(tokens), place + SHOWN // 2) - 1]
    return " ".join(text[first.start : last.end].split())


# --- In the whole text --------------------------------------------------------------------------------------------------


def _tell_all(tally: _Tally, text: RunningText, language: Language) -> None:
    """Count words, sentences, contractions and older forms."""
    tokens = language.tokens(text.text, text.body)
    tally.counts["sentences"] += len(_starts(tokens, text.text, language)) if tokens else 0
    for token in tokens:
        if is_word(token.t):
            tally.counts["words"] += 1
            if _is_contracted(token, language):
                tally.add("contractions", token.t)
            if _is_older(token, language):
                tally.add("older", token.t)


def _is_contracted(token: Token, language: Language) -> bool:
    """Whether a word with an apostrophe stands for two, one of them of a closed class: *don't*, *he'll*; not *one's*, *l'ami*."""
    first, apostrophe, last = token.n.rpartition("'")
    if not apostrophe or not last or first in language.words.elisions or first in language.numbers.cardinals:
        return False
    closed = language.is_function_word(first) or language.words.negates(token.n)
    return closed and language.written_out(token.n) != [token.n]


def _is_older(token: Token, language: Language) -> bool:
    if token.n in language.words.older:
        return True
    endings = language.spelling.older_endings
    return token.t[0].islower() and any(pattern.search(token.n) for pattern, _ in endings)


def _tell_passages(
    tally: _Tally, texts: tuple[RunningText, RunningText], variants: Sequence[Variant], side: int, language: Language
) -> None:
    """Count the passages of PASSAGE words or more that one text has alone, those that touch together."""
    text, against = texts[side].text, texts[1 - side].text
    runs: list[Range] = []
    for variant in variants:
        mine, theirs = (variant.base, variant.other) if side == 0 else (variant.other, variant.base)
        if variant.type not in ("omission", "addition") or against[slice(*theirs)].strip():
            continue
        if runs and not text[runs[-1][1] : mine[0]].strip():
            runs[-1] = runs[-1][0], mine[1]
        else:
            runs.append(mine)
    sizes = [sum(is_word(token.t) for token in language.tokens(text, *run)) for run in runs]
    for size, run in sorted(zip(sizes, runs, strict=True), key=lambda one: (-one[0], one[1])):
        if size >= PASSAGE:
            tally.add("passages", _shortened(text[slice(*run)]))
            tally.counts["passage-words"] += size


def _names(text: str, language: Language) -> frozenset[str]:
    """The folded words of a text that are names: they have a capital within a sentence, and nowhere a small letter."""
    if language.spelling.capital_nouns:
        return frozenset()
    found: set[str] = set()
    small: set[str] = set()
    for token in language.tokens(text):
        if token.t[0].islower():
            small.add(token.n)
        elif token.t[0].isupper() and language.is_content(token.n) and not opens(text, token.start, language):
            found.add(token.n)
    return frozenset(found - small)


def _shortened(passage: str) -> str:
    words = passage.split()
    return " ".join(words) if len(words) <= SHOWN else f"{' '.join(words[:SHOWN])} …"
