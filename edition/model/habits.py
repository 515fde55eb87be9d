"""The types of what recurs between two translations: which word answers which, and what each translator does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

# What is told of each translator, in this order, with the count that each is a share of, "" where it is a share of none.
PROFILE_FEATURES: Mapping[str, str] = {
    "words": "",
    "sentences": "",
    "alone": "content",
    "passages": "",
    "passage-words": "words",
    "joined": "beads",
    "contractions": "words",
    "older": "words",
    "named": "names",
    "quantities": "numbers",
    "emphasis": "emphases",
}


@dataclass(frozen=True, slots=True)
class SideHabits:
    """What one text does in an entry where another stands beside it.

    `counts`: of the features of a profile, and of what they are shares of. `examples`: feature, words of this text, words of the
    other, "" where it has none.
    """

    counts: Mapping[str, int]
    examples: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EntryHabits:
    """What recurs between the two texts of an entry.

    `pairs`: each content word of the base as written, the content word that answers it, "" where none does, and how often.
    `sides`: the base and the other.
    """

    pairs: tuple[tuple[str, str, int], ...]
    sides: tuple[SideHabits, SideHabits]


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """How often a word of the other text answers a term. `word`: "" where no content word does. `entries`: the keys of entries."""

    word: str
    count: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of one text that one word of another answers by habit.

    `siglum`, `other`: the witnesses. `word`, `answer`: the words, in the form that is commonest. `count`: how often the one answers
    the other. `exceptions`: what answers it elsewhere, the most frequent first.
    """

    siglum: str
    other: str
    word: str
    answer: str
    count: int
    exceptions: tuple[TermAnswer, ...] = ()

    @property
    def occurrences(self) -> int:
        """How often the word stands where the two texts are compared."""
        return self.count + sum(one.count for one in self.exceptions)

    def to_dict(self) -> dict[str, object]:
        """The term as plain values."""
        exceptions = [{**asdict(one), "entries": [*one.entries]} for one in self.exceptions]
        return {**asdict(self), "occurrences": self.occurrences, "exceptions": exceptions}


@dataclass(frozen=True, slots=True)
class ProfileExample:
    """A place where a translator does something.

    `entry`: its key. `words`, `answer`: of this text and of the other, "" for none.
    """

    entry: str
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TranslatorProfile:
    """What one translator does where another is set beside him, over all entries in which the two are compared.

    `siglum`, `other`: the witnesses. `counts`: how often, by feature (PROFILE_FEATURES), and what each is a share of.
    `examples`: of a feature the first places.
    """

    siglum: str
    other: str
    counts: Mapping[str, int]
    examples: Mapping[str, tuple[ProfileExample, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """The profile as plain values: of each feature its count, what it is a share of, and examples."""
        features = {
            feature: {
                "count": self.counts[feature],
                "of": self.counts.get(of) if of else None,
                "examples": [asdict(one) for one in self.examples.get(feature, ())],
            }
            for feature, of in PROFILE_FEATURES.items()
            if feature in self.counts
        }
        return {"siglum": self.siglum, "other": self.other, "features": features}
