"""Turn what is known of a reading, and of its words, into the names of features: those under which weights are kept.

The names are few and asked for again and again, so that each is put together once.
"""

from __future__ import annotations

import functools

from edition.collation.thesaurus import APART, KIND, OPPOSITE, SISTER, SYNONYM

_RELATIONS = {SYNONYM: "synonym", OPPOSITE: "opposite", KIND: "kind", SISTER: "sister", APART: "apart"}
# The feature of a word that is so related to one of its bead outside the reading.
BESIDE = {relation: f"word bead {name}" for relation, name in _RELATIONS.items()}


@functools.lru_cache(1 << 12)
def names_of_words(against: str, type_: str, size: str, fresh: int, opposed: int, loose: int) -> tuple[str, ...]:
    """The features that the content words of a side have together."""
    counted = f"word fresh {fresh}", f"word opposed {opposed}", f"word loose {loose}"
    return "word", f"word against {against}", f"word {type_}", f"word size {size}", *counted


@functools.lru_cache(1 << 12)
def names_of_word(kind: str, number: int, against: str) -> tuple[str, ...]:
    """The features that a content word has by its field and by what stands against it."""
    return f"word {kind}", f"word field {number}", f"word {kind} against {against}"


@functools.lru_cache(1 << 12)
def names_of_relation(kind: str, related: int, *, one_to_one: bool) -> tuple[str, ...]:
    """The features that a content word has by how it is related to the words opposite."""
    relation = _RELATIONS[related]
    found = f"word {relation}", f"word {kind} {relation}"
    return (*found, f"word one to one {relation}") if one_to_one else found


@functools.lru_cache(1 << 12)
def names_of_closed(bits: int) -> tuple[str, ...]:
    """The features that a reading has by the closed classes of which one side alone has a word, a bit for each."""
    return tuple(f"whole closed {bit}" for bit in range(6) if bits >> bit & 1)


@functools.lru_cache(1 << 12)
def names_of_whole(type_: str, size: str, fresh: int, more: int) -> tuple[str, ...]:
    """The features that a reading has as a whole."""
    return "whole", f"whole {type_}", f"whole size {size}", f"whole fresh {fresh} {more}"
