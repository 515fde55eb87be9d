"""Turn marks into the keys by which they are sorted: by their places, and at one place by what they belong to."""

from __future__ import annotations

from edition.model import BEGINNINGS, Mark

# A picture stands before all that begins at its place.
_FIRST = ("figure", *BEGINNINGS)


def is_beginning(mark: Mark) -> bool:
    """Whether a mark says that something begins at its place."""
    return mark.kind in BEGINNINGS


def beginnings_first(mark: Mark) -> tuple[int, int]:
    """The key of marks in a text: at one place what begins there comes first, the outermost before what it holds."""
    return mark.at, (*_FIRST, mark.kind).index(mark.kind)


def beginnings_last(mark: Mark) -> tuple[int, int]:
    """The key of marks beside units: at one place what belongs to the words before, such as a note, comes first, then what begins
    there, the outermost first: it stands next to the character there.
    """
    return mark.at, BEGINNINGS.index(mark.kind) if mark.kind in BEGINNINGS else -1
