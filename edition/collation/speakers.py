"""Turn the speeches of each witness into units that say where another has another speaker, another name of one, or none.

Who speaks is no word of the text, so that these units stand beside those of words: each at the place where a speech of the base
begins. Two names are of one person where they answer one another most often, over all entries of an edition, or where the one
is the other cut short or misprinted by a letter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.collation.classify import letters_apart
from edition.model import CollatedWitness, Reading, RunningText, Stretch, VariationUnit
from edition.text.ids import word_id

# Shorter names may be two persons' though only a letter differs. By eye: KIT and PIT are two, MARTHA and MARTA one.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class _BaseSpeech:
    """Where a speech of the base begins, and who speaks there in one other witness, "" where its speech before runs on.

    `words`: whether the witness has words of the speech.
    """

    at: int
    name: str
    siglum: str
    other: str
    words: bool


@dataclass(frozen=True, slots=True)
class Persons:
    """Which names of two witnesses are of one person.

    `answers`: for the sigla of a base and another witness, how often a name of the one answers a name of the other. `most`: siglum
    of the one, siglum of the other, name in the one -> the name that answers it most often in the other.
    """

    answers: Mapping[tuple[str, str], Counter[tuple[str, str]]]
    most: Mapping[tuple[str, str, str], str]

    def same(self, base: str, name: str, siglum: str, other: str) -> bool:
        """Whether a name of the base and one of another witness are of one person."""
        if name.casefold() == other.casefold():
            return True
        usual, back = self.most.get((base, siglum, name)), self.most.get((siglum, base, other))
        if usual == other and back == name:
            return True
        if back == name:
            # A name that comes again, and for this person alone, is one of several that he has.
            counts = self.answers.get((base, siglum), Counter[tuple[str, str]]())
            if counts[name, other] > 1 and self._only(counts, name, other):
                return True
        known = back is not None and back != name
        return not known and _alike(name.casefold(), other.casefold())

    @staticmethod
    def _only(counts: Counter[tuple[str, str]], name: str, other: str) -> bool:
        return all(one == name for one, two in counts if two == other)


def _alike(one: str, two: str) -> bool:
    """Whether the one name is the other cut short, or misprinted by a letter."""
    short, long = sorted((one.rstrip("."), two.rstrip(".")), key=len)
    return bool(short) and (long.startswith(short) or (len(short) >= _LEAST and letters_apart(short, long) == 1))


def persons(entries: Iterable[tuple[str, RunningText, Sequence[CollatedWitness]]]) -> Persons:
    """Turn entries (siglum of the base, its text there, the other witnesses) into which names of speakers are of one person."""
    answers: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for base, text, others in entries:
        for speech in _speeches(text, others):
            if speech.words and speech.other:
                answers[base, speech.siglum][speech.name, speech.other] += 1
    most: dict[tuple[str, str, str], str] = {}
    for (base, siglum), counts in answers.items():
        # The most frequent first; of two as frequent, the same name, then that which came first.
        for (name, other), _ in sorted(counts.items(), key=lambda one: (-one[1], one[0][0].casefold() != one[0][1].casefold())):
            most.setdefault((base, siglum, name), other)
            most.setdefault((siglum, base, other), name)
    return Persons(answers, most)


def speaker_units(
    n: str, base: str, text: RunningText, others: Sequence[CollatedWitness], known: Persons | None = None
) -> tuple[VariationUnit, ...]:
    """Turn the speeches of an entry into units of type "speaker", in order: where another witness does not name the same speaker.

    `others`: full witnesses that are compared with the base. `known`: the persons of the edition; those of the entry where there is
    none. A unit is substantive where a speech is another person's or runs on; a witness without a word of the speech says nothing.
    """
    known = known or persons([(base, text, others)])
    places: dict[int, list[_BaseSpeech]] = {}
    for speech in _speeches(text, others):
        places.setdefault(speech.at, []).append(speech)
    units: list[VariationUnit] = []
    keys: dict[str, int] = {}
    for at, speeches in sorted(places.items()):
        name = speeches[0].name
        if all(speech.other == name for speech in speeches):
            continue
        forms: dict[str, list[str]] = {name: [base]}
        given = set()
        for speech in speeches:
            forms.setdefault(speech.other, []).append(speech.siglum)
            if speech.words and not (speech.other and known.same(base, name, speech.siglum, speech.other)):
                given.add(speech.other)
        readings = [Reading((base, *forms.pop(name)[1:]), RunningText(name))]
        for form, sigla in forms.items():
            grade = "substantive" if form in given else "accidental"
            readings.append(Reading(tuple(sigla), RunningText(form), type="speaker", grade=grade))
        key = word_id(n, "s", text.text, at, min(at + 60, len(text.text)), "speaker", keys)
        units.append(VariationUnit(key, at, at, "speaker", "substantive" if given else "accidental", tuple(readings)))
    return tuple(units)


def _speeches(text: RunningText, others: Sequence[CollatedWitness]) -> Iterator[_BaseSpeech]:
    """The speeches of the base, each with who speaks there in each other witness."""
    begun = [(mark.at, str(mark.value)) for mark in text.marks if mark.kind == "speech"]
    ends = [*(at for at, _ in begun), len(text.text)][1:]
    for collated in others:
        stretch = collated.stretches[0]
        own = [(mark.at, str(mark.value)) for mark in stretch.text.marks if mark.kind == "speech"]
        offsets = [at for at, _ in own]
        for (at, name), end in zip(begun, ends, strict=True):
            if name:
                first, place = _answering(stretch, at)
                number = bisect_right(offsets, place) - 1
                words = bool(stretch.text.text[place : _answering(stretch, end)[1]].strip())
                named = words and number >= 0 and offsets[number] >= first
                yield _BaseSpeech(at, name, collated.siglum, own[number][1] if named else "", words)


def _answering(stretch: Stretch, at: int) -> tuple[int, int]:
    """Find in a full witness the place that answers one of the base; before it, where what the witness alone has there begins.

    The two are the same where it has nothing there alone.
    """
    variants = stretch.variants
    number = bisect_right(variants, at, key=lambda variant: variant.base[1])
    alone = bisect_left(variants, at, hi=number, key=lambda variant: variant.base[0])
    if number < len(variants) and variants[number].base[0] <= at:
        variant = variants[number]
        place = variant.other[0] if variant.base[0] == at else variant.other[1]
    elif number:
        place = variants[number - 1].other[1] + at - variants[number - 1].base[1]
    else:
        place = at
    return (variants[alone].other[0] if alone < number else place), place
