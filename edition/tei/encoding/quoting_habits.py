"""Turn the texts of witnesses into a sentence on the quotation marks that each uses throughout, where they are not the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from edition.language.header_words import HeaderWords
from edition.model import Witness

# Marks that open a quotation, with those that close it.
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "‚": "‘", "‹": "›", "»": "«"}
# What opens a quotation stands before a word, or before a quotation in it, and after no letter.
_OPENING = re.compile(rf"(?<![\w’'])([{''.join(_PAIRS)}])(?=[{''.join(_PAIRS)}]?\s?\w)")
# A text has a habit that has so many quotations, and opens so great a part of them so. By eye, on candide and meditations: the rest
# are quotations within quotations, and apostrophes such as that of 'tis.
_LEAST, _PART = 5, 0.8


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
