"""Turn the findings on a document into fewer: what is the same in many places, or a habit of the document, is told once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from edition.messages import Message, told_once

# Findings that differ in a value, but of which many have one cause: so the first, with what to write there, is an example of all.
_HABITS = frozenset({"E407", "E417", "E418", "E419", "E420", "E431", "E435", "E438", "E439", "E484", "W437", "W444"})
# At most so many faults of structure, and so many findings of rules, are told of one document. By eye: nobody corrects more before
# checking again. The rest are counted.
MOST = 100


def told_together(messages: Iterable[Message]) -> list[Message]:
    """Let one message stand for all that say the same, and for all of one habit if there are more than FEW of them."""
    once: dict[Hashable, list[Message]] = {}
    for message in messages:
        once.setdefault((message.code, *message.values.items()), []).append(message)
    return list(told_once((_together(same) for same in once.values()), _habit, _together))


def _habit(message: Message) -> Hashable | None:
    if message.code not in _HABITS:
        return None
    return message.code, message.values.get("name"), message.values.get("attribute")


def _together(messages: Iterable[Message]) -> Message:
    """Make the first of some messages one that has the places of all."""
    first, *others = messages
    if not others:
        return first
    also = [place for other in others for place in (other.locus, *other.also) if place is not None]
    return replace(first, also=(*first.also, *also))


def counted(messages: Iterable[Message]) -> int:
    """Count the places of which messages tell."""
    return sum(1 + len(message.also) for message in messages)
