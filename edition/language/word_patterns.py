"""Turn the patterns of several languages into one that finds what any of them finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The pattern of nothing at all.
NEVER = "(?!)"
_Words = TypeVar("_Words", bound="DataclassInstance")


def joined_patterns(languages: Sequence[_Words], names: Iterable[str] | None = None) -> _Words:
    """The words of the first of some languages, in which each pattern finds what that of any of them finds.

    `languages`: one at least, dataclasses of one type whose fields are patterns. `names`: the fields to join, all without it.
    """
    joined = [one.name for one in fields(languages[0])] if names is None else names
    return replace(languages[0], **{name: "|".join(f"(?:{getattr(words, name)})" for words in languages) for name in joined})
