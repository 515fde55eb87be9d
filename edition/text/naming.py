"""Turn the names of names.toml into a search for the places where a text names persons, places, organisations and works."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from edition.model import Name, Span

# A straight apostrophe in names.toml stands for a curly one in the text too, and the other way round.
_FOLDED = str.maketrans("‘’‛`", "''''")


def name_finder(names: Sequence[Name]) -> Callable[[str], tuple[Span, ...]]:
    """Turn names into a function from a text to spans of kind "name" (value: the Name), in order and without overlap.

    Where several names begin at one place the longest is taken; a name inside another is not found. A form must stand as whole
    words with the same capitals; for a space in it any white space within a paragraph will do. If two names have one form, the
    first takes it.
    """
    forms: dict[str, Name] = {}
    for name in names:
        for form in (name.name, *name.forms):
            if key := " ".join(form.translate(_FOLDED).split()):
                forms.setdefault(key, name)
    if not forms:
        return lambda text: ()
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    # No name runs over the end of a paragraph.
    words = "|".join(r"[^\S\n]+".join(map(re.escape, form.split())) for form in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def spans(text: str) -> tuple[Span, ...]:
        found = pattern.finditer(text.translate(_FOLDED))
        return tuple(Span("name", match.start(), match.end(), forms[" ".join(match[0].split())]) for match in found)

    return spans
