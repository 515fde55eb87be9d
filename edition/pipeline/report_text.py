"""Turn a report of an edition into plain text for its editor to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from edition.model import PROFILE_FEATURES, Term, TermAnswer, TranslatorProfile
from edition.pipeline.heaviest_differences import Divergence

# How wide a line of a table is: by eye, in a terminal of 100 columns.
_LABEL, _FIGURE = 56, 24
# What each feature is called in the table, in its order (model/habits.py); {other} is the other witness.
_LABELS = {
    "words": "words",
    "sentences": "sentences",
    "alone": "content words that no word of the other answers",
    "passages": "passages of five words or more in it alone",
    "passage-words": "words in them",
    "joined": "passages with fewer sentences than the other has there",
    "contractions": "contractions (two words in one, with an apostrophe)",
    "older": "older forms",
    "named": "names where the other has a pronoun",
    "quantities": "numbers that the other has not",
    "emphasis": "stressed words that the other does not stress",
}
# What the examples of a feature are headed by; of the others the figures say enough.
_EXAMPLES = {
    "passages": "Passages in {siglum} alone, the longest:",
    "joined": "{siglum} has fewer sentences than {other}:",
    "contractions": "Contractions in {siglum}:",
    "older": "Older forms in {siglum}:",
    "named": "{siglum} names, {other} has a pronoun:",
    "quantities": "Numbers in {siglum}, against {other}:",
    "emphasis": "Stressed in {siglum} alone:",
}

# The features of which whole passages are shown.
_PASSAGES = frozenset({"passages", "joined"})


def report_text(
    title: str,
    witnesses: Sequence[str],
    counts: Mapping[str, int],
    divergences: Sequence[Divergence],
    terms: Sequence[Term],
    profiles: Sequence[TranslatorProfile],
    most: int,
) -> str:
    """Turn the parts of a report into plain text: what there is, the heaviest differences, at most `most`, the terms, the profiles.

    `counts`: how many places there are of each grade.
    """
    counted = ", ".join(f"{count:,} {grade}" for grade, count in counts.items())
    head = [f"{title}: {', '.join(witnesses)}", f"Places where the witnesses differ: {sum(counts.values()):,} ({counted})."]
    return "\n".join([*head, *_heaviest(divergences, most), *_terms(terms), *_profiles(profiles)])


def _heaviest(divergences: Sequence[Divergence], most: int) -> Iterator[str]:
    shown = divergences[:most]
    if not shown:
        return
    by = "weight" if any(one.unit.weight is not None for one in shown) else "grade and length, because none is weighed"
    yield from ("", f"THE HEAVIEST DIFFERENCES: {len(shown)} of {len(divergences):,}, by {by}")
    for number, one in enumerate(shown, 1):
        yield from ("", f"{number}. {one.unit.entry}, {one.judgement}")
        yield from (f"  {sigla}: {words}" for sigla, words in one.readings)


# --- Terms --------------------------------------------------------------------------------------------------------------


def _terms(terms: Sequence[Term]) -> Iterator[str]:
    for (base, other), held in groupby(terms, key=lambda term: (term.siglum, term.other)):
        found = list(held)
        yield from ("", f"WHICH WORD OF {other} ANSWERS WHICH OF {base}", "")
        yield "Words of one stem are counted together. In brackets: the entries. “No word”: no content word of its own."
        for heading, same in (("Mostly another word:", False), ("Mostly the same word, and what stands for it elsewhere:", True)):
            group = [term for term in found if _is_same(term) == same]
            if group:
                yield from ("", heading)
                yield from map(_term, group)


def _is_same(term: Term) -> bool:
    return term.word.casefold() == term.answer.casefold()


def _term(term: Term) -> str:
    exceptions = f"; else {', '.join(map(_exception, term.exceptions))}" if term.exceptions else ""
    answer = "" if _is_same(term) else f": {term.answer}"
    return f"  {term.word}{answer} {term.count} of {term.occurrences}{exceptions}"


def _exception(answer: TermAnswer) -> str:
    return f"{answer.word or 'no word'} {answer.count} ({', '.join(answer.entries)})"


# --- Profiles -----------------------------------------------------------------------------------------------------------


def _profiles(profiles: Sequence[TranslatorProfile]) -> Iterator[str]:
    by_sigla = {(profile.siglum, profile.other): profile for profile in profiles}
    told: set[tuple[str, str]] = set()
    for (siglum, other), one in by_sigla.items():
        if (siglum, other) in told:
            continue
        told.add((other, siglum))
        two = by_sigla.get((other, siglum))
        sides = [one] if two is None else [one, two]
        yield from ("", f"{siglum} AND {other}, EACH AGAINST THE OTHER", "")
        yield from (line.rstrip() for line in _table(sides))
        for side in sides:
            yield from _examples(side)


def _table(sides: Sequence[TranslatorProfile]) -> Iterator[str]:
    yield _row("", [side.siglum for side in sides])
    for feature, label in _LABELS.items():
        if all(feature in side.counts for side in sides):
            yield _row(label, [_figure(side, feature) for side in sides])
            if feature == "words" and len(sides) == 2:
                yield _row("words for 100 of the other", [_for_hundred(*sides), _for_hundred(*sides[::-1])])
            if feature == "sentences":
                yield _row("words to a sentence", [_ratio(side.counts.get("words", 0), side.counts[feature]) for side in sides])


def _row(label: str, figures: Iterable[str]) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{figure:>{_FIGURE}}" for figure in figures)


def _for_hundred(one: TranslatorProfile, two: TranslatorProfile) -> str:
    return _ratio(100 * one.counts.get("words", 0), two.counts.get("words", 0))


def _ratio(count: int, of: int) -> str:
    return f"{count / of:.1f}" if of else "–"


def _figure(side: TranslatorProfile, feature: str) -> str:
    """A count, and what it is a share of."""
    count, of = side.counts[feature], PROFILE_FEATURES[feature]
    total = side.counts.get(of, 0) if of else 0
    return f"{count:,} of {total:,} ({100 * count / total:.0f} %)" if total and of != "words" else f"{count:,}"


def _examples(side: TranslatorProfile) -> Iterator[str]:
    """Places of each feature: passages on a line each, words on one line together."""
    for feature, heading in _EXAMPLES.items():
        places = side.examples.get(feature, ())
        if not places:
            continue
        said = heading.format(siglum=side.siglum, other=side.other)
        words = [f"{place.words} ] {place.answer}" if place.answer else place.words for place in places]
        if feature in _PASSAGES:
            yield from ("", said, *(f"  {place.entry}: {passage}" for place, passage in zip(places, words, strict=True)))
        else:
            yield from ("", f"{said} {', '.join(f'{word} ({place.entry})' for place, word in zip(places, words, strict=True))}")
