"""Turn what recurs in each entry into the terms of an edition, and into a profile of each translator against the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.language.languages import Language
from edition.model import EntryHabits, ProfileExample, SideHabits, Term, TermAnswer, TranslatorProfile

# A word answers another by habit if it does so at least OFTEN times and in at least SHARE of the places where the other stands. By
# eye, on two Candides, four books of two Meditations and two Princes: pairs that were found three times were chance in one of ten,
# and from a quarter on stand words that several answer (*virtues*: virtue 7, valour 3, courage 1).
OFTEN, SHARE = 4, 0.25
# A word that both texts have is a term of interest where another word answers it at least so often.
SWERVES = 2
# So many terms of two witnesses are told, those that occur most often (docs/words.md, "Habits and terms").
MOST = 150
# So many places of a feature are shown in a profile.
EXAMPLES = 5
# What is counted in whole passages is shown by its longest places, all else by its first.
_BY_LENGTH = frozenset({"passages"})


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two texts of an entry, and what recurs between them. `n`: its key. `base`, `other`: sigla. `language`: that of both."""

    n: str
    base: str
    other: str
    language: Language
    habits: EntryHabits


@dataclass
class _Stem:
    """The words of one stem in one text: the forms in which they stand."""

    forms: Counter[str] = field(default_factory=Counter)

    def shown(self) -> str:
        """The commonest form; one without a capital goes before one with, which may begin a sentence."""
        return min(self.forms, key=lambda form: (form[:1].isupper() and form.lower() in self.forms, -self.forms[form], form))


def terms(compared: Iterable[ComparedPair]) -> tuple[Term, ...]:
    """Turn what recurs in entries into the terms of each two witnesses, the most frequent first.

    A term is a word of the base that one word of the other answers at least OFTEN times and in a quarter of its places; where it is
    the same word, only if another answers it too. Words of one stem are one. Of two witnesses MOST are told.
    """
    found: list[Term] = []
    for (base, other), pairs in _by_witnesses(compared).items():
        found += _AnswerTable(pairs).terms(base, other)
    return tuple(found)


def _by_witnesses(compared: Iterable[ComparedPair]) -> dict[tuple[str, str], list[ComparedPair]]:
    groups: dict[tuple[str, str], list[ComparedPair]] = {}
    for pair in compared:
        groups.setdefault((pair.base, pair.other), []).append(pair)
    return groups


class _AnswerTable:
    """Which stem of the other text answers which of the base, how often, and in which entries."""

    def __init__(self, pairs: Sequence[ComparedPair]) -> None:
        self.forms: tuple[defaultdict[str, _Stem], defaultdict[str, _Stem]] = defaultdict(_Stem), defaultdict(_Stem)
        self.answers: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for pair in pairs:
            fold, stem = pair.language.fold, pair.language.stem
            for word, answer, count in pair.habits.pairs:
                stems = stem(fold(word)), stem(fold(answer)) if answer else ""
                for side, form in enumerate((word, answer)):
                    if form:
                        self.forms[side][stems[side]].forms[form] += count
                self.answers[stems[0]][stems[1]][pair.n] += count

    def terms(self, base: str, other: str) -> list[Term]:
        """The terms: of two words, the most frequent first; then of one word, those first that another answers most often."""
        found: list[tuple[tuple[object, ...], Term]] = []
        for stem, answers in self.answers.items():
            counts = {answer: places.total() for answer, places in answers.items()}
            best = min((answer for answer in counts if answer), key=lambda answer: (-counts[answer], answer), default="")
            same = best == stem
            if not best or counts[best] < OFTEN or counts[best] < SHARE * sum(counts.values()):
                continue
            # Two words that begin alike may be forms of one: *say* and *said*, *become* and *became*.
            others = max((count for answer, count in counts.items() if answer and answer[:2] != stem[:2]), default=0)
            if same and others < SWERVES:
                continue
            exceptions = [answer for answer in counts if answer != best]
            exceptions.sort(key=lambda answer: (not answer, -counts[answer], answer))
            told = tuple(
                TermAnswer(self.forms[1][answer].shown() if answer else "", counts[answer], tuple(answers[answer]))
                for answer in exceptions
            )
            forms = self.forms[0][stem], self.forms[1][best]
            if same:
                # One word in two forms is shown in one, that which both texts together have most often.
                forms = (_Stem(forms[0].forms + forms[1].forms),) * 2
            term = Term(base, other, forms[0].shown(), forms[1].shown(), counts[best], told)
            found.append(((same, -(others if same else counts[best]), -counts[best], term.word), term))
        return [term for _, term in sorted(found, key=lambda one: one[0])[:MOST]]


def profiles(compared: Iterable[ComparedPair]) -> tuple[TranslatorProfile, ...]:
    """Turn what recurs in entries into the profiles of each two witnesses against one another."""
    found: list[TranslatorProfile] = []
    for (base, other), pairs in _by_witnesses(compared).items():
        knows_older = any(pair.language.words.older for pair in pairs)
        for side, sigla in enumerate(((base, other), (other, base))):
            own = [(pair.n, pair.habits.sides[side]) for pair in pairs]
            counts = Counter[str]()
            for _, habits in own:
                counts.update(habits.counts)
            # What may be absent is told as none: that there are no contractions says as much as that there are many.
            every = {feature: counts[feature] for feature in _FEATURES if feature != "older" or knows_older}
            found.append(TranslatorProfile(*sigla, every, _examples(own)))
    return tuple(found)


# All that is counted, in the order in which documents have it.
_FEATURES = (
    "words", "sentences", "content", "alone", "passages", "passage-words", "beads", "joined", "contractions", "older",
    "names", "named", "numbers", "quantities", "emphases", "emphasis",
)  # fmt: skip


def _examples(own: Sequence[tuple[str, SideHabits]]) -> Mapping[str, tuple[ProfileExample, ...]]:
    found: dict[str, list[ProfileExample]] = {}
    for n, habits in own:
        for feature, words, answer in habits.examples:
            found.setdefault(feature, []).append(ProfileExample(n, words, answer))
    return {feature: tuple(_first(found[feature], feature)) for feature in _FEATURES if feature in found}


def _first(places: Sequence[ProfileExample], feature: str) -> Sequence[ProfileExample]:
    """A few places of a feature, no two with the same words."""
    found: dict[tuple[str, str], ProfileExample] = {}
    for place in places:
        found.setdefault((place.words.casefold(), place.answer.casefold()), place)
    once = list(found.values())
    if feature in _BY_LENGTH:
        once.sort(key=lambda place: -len(place.words))
    return once[:EXAMPLES]
