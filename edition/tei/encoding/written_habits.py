"""Turn the texts of witnesses into sentences on what each writes otherwise throughout: quotation marks, spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from edition.language.header_words import HeaderWords
from edition.model import Apparatus, Witness

# Marks that open a quotation, with those that close it.
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "‚": "‘", "‹": "›", "»": "«"}
# What opens a quotation stands before a word, or before a quotation in it, and after no letter.
_OPENING = re.compile(rf"(?<![\w’'])([{''.join(_PAIRS)}])(?=[{''.join(_PAIRS)}]?\s?\w)")
# A text has a habit that has so many quotations, and opens so great a part of them so. By eye, on candide and meditations: the rest
# are quotations within quotations, and apostrophes such as that of 'tis.
_LEAST, _PART = 5, 0.8
# A witness that spells words otherwise in so many places does so by habit. By eye: in the specimen, of two spellings of English,
# there are 16.
_OFTEN = 10
# So many pairs of spellings are named as examples.
_EXAMPLES = 3


def quotation_habits(witnesses: Sequence[Witness], words: HeaderWords) -> str:
    """Say which quotation marks each full witness uses, in the words of the header; "" where none or all use the same.

    Of several marks that a text uses side by side none is its habit, and nothing is said of it.
    """
    habits: dict[str, list[str]] = {}
    for witness in witnesses:
        if not witness.fragment_of and (mark := habit_of(witness)):
            habits.setdefault(mark, []).append(witness.siglum)
    if len(habits) < 2:
        return ""
    said = ", ".join(f"{mark}…{_PAIRS[mark]} {' '.join(sigla)}" for mark, sigla in habits.items())
    return words.quoting.format(habits=said)


def habit_of(witness: Witness) -> str:
    """The mark that opens nearly all quotations of a witness, "" where there is none or they are few."""
    texts = (paragraph.text for entry in witness.entries for paragraph in entry.paragraphs)
    counts = Counter(match[1] for text in texts for match in _OPENING.finditer(text))
    mark, count = next(iter(counts.most_common(1)), ("", 0))
    return mark if count >= max(_LEAST, _PART * counts.total()) else ""


def spelling_habits(entries: Iterable[Apparatus], words: HeaderWords) -> Iterator[str]:
    """Say of each witness that often spells otherwise than the base in how many places, with the commonest pairs as examples.

    What counts are accidental readings whose letters differ: no capital, hyphen or mark alone.
    """
    spelled: dict[str, Counter[tuple[str, str]]] = {}
    for unit in (unit for entry in entries for unit in entry.units):
        for reading in unit.readings[1:]:
            pair = unit.readings[0].content.text.strip(), reading.content.text.strip()
            accidental = (reading.type, reading.grade) == ("orthographic", "accidental") and not reading.cause
            if accidental and len({*map(_letters, pair)}) > 1:
                for siglum in reading.sigla:
                    spelled.setdefault(siglum, Counter())[pair] += 1
    for siglum, pairs in spelled.items():
        if pairs.total() >= _OFTEN:
            examples = ", ".join(f"{base} ] {other}" for (base, other), _ in pairs.most_common(_EXAMPLES))
            yield words.spelling.format(siglum=siglum, examples=examples, count=pairs.total())


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
