"""Turn the terms of an edition and the profiles of its translators into lists of standOff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from edition.model import Term, TermAnswer, TranslatorProfile, entry_id
from edition.tei.elements import make
from edition.tei.names import pointer


def term_lists(terms: Sequence[Term]) -> list[etree._Element]:
    """Make a list for each two witnesses: an item for each term, with its count and with what answers it elsewhere."""
    return [
        make("list", *map(_term, held), type="terms", source=pointer(base), corresp=pointer(other), resp="#tool")
        for (base, other), held in groupby(terms, key=lambda term: (term.siglum, term.other))
    ]


def _term(term: Term) -> etree._Element:
    exceptions = [_exception(one, term.other) for one in term.exceptions]
    return make(
        "item",
        make("term", term.word, source=pointer(term.siglum)),
        make("term", term.answer, source=pointer(term.other)),
        _measure("answers", term.count),
        make("list", *exceptions, type="exceptions") if exceptions else None,
    )


def _exception(answer: TermAnswer, siglum: str) -> etree._Element:
    """What answers a term elsewhere, how often, and in which entries; no word where none does."""
    word = make("term", answer.word, source=pointer(siglum)) if answer.word else None
    return make("item", word, _measure("answers", answer.count), _places(answer.entries))


def _places(entries: Sequence[str]) -> etree._Element:
    return make("ptr", target=" ".join(f"#{entry_id(n)}" for n in entries))


def _measure(kind: str, count: int) -> etree._Element:
    return make("measure", type=kind, quantity=str(count))


def profile_list(profiles: Sequence[TranslatorProfile]) -> list[etree._Element]:
    """Make the list of profiles: an item for each translator against another, with a measure for each count."""
    items = [
        make("item", "\n", *_on_lines(_measures(profile)), source=pointer(profile.siglum), corresp=pointer(profile.other))
        for profile in profiles
    ]
    return [make("list", *items, type="profiles", resp="#tool")] if items else []


def _on_lines(elements: Sequence[etree._Element]) -> Iterator[etree._Element | str]:
    """Elements each on a line of its own, so that a difference between two versions can be read."""
    for element in elements:
        yield element
        yield "\n"


def _measures(profile: TranslatorProfile) -> list[etree._Element]:
    measures = []
    for feature, count in profile.counts.items():
        measure = _measure(feature, count)
        for place in profile.examples.get(feature, ()):
            said = [make("mentioned", words) for words in (place.words, place.answer) if words]
            measure.append(make("ref", *said, target=f"#{entry_id(place.entry)}"))
        measures.append(measure)
    return measures
