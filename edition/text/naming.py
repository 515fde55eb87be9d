"""Turn the names of names.toml into a search for the places where a text names persons, places, organisations and works."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from edition.model import Name, Span

# A straight apostrophe in names.toml stands for a curly one in the text too, and the other way round.
_FOLDED = str.maketrans("‘’‛`", "''''")


def name_finder(names: Sequence[Name], determiners: Collection[str] = ()) -> Callable[[str], tuple[Span, ...]]:
    """Turn names into a function from a text to spans of kind "name" (value: the Name), in order and without overlap.

    Where several names begin at one place the longest is taken; a name inside another is not found. A form must stand as whole
    words with the same capitals; for a space in it any white space within a paragraph will do. If two names have one form, the
    first takes it. Of a work the span is that of its title alone (`titled`); a form without it is a span of kind "mention".
    `determiners`: words of the language, in small letters, that belong to a title only where names.toml has them in it.
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

    def span(match: re.Match[str]) -> Span:
        name = forms[" ".join(match[0].split())]
        if name.kind != "work":
            return Span("name", *match.span(), name)
        words = list(re.finditer(r"\S+", match[0]))
        held = titled([word[0] for word in words], name.name, determiners)
        if not held:
            return Span("mention", *match.span(), name)
        return Span("name", match.start() + words[held[0]].start(), match.start() + words[held[-1]].end(), name)

    return lambda text: tuple(map(span, pattern.finditer(text.translate(_FOLDED))))


def titled(words: Sequence[str], title: str, determiners: Collection[str]) -> range:
    """Find which words of a form of a work are its title: of *the Atlas* and *Time magazine* the Atlas and Time.

    Words at the ends that begin with a small letter, and determiners before it, are no part of it, unless the title has them. A
    form that has none of the words by which the title is known, those with a capital, is another title: its last words are its own.
    """
    own = title.translate(_FOLDED).split()
    known = {word.casefold() for word in own if word[:1].isupper()}
    first, last = 0, len(words)

    def outside(word: str) -> bool:
        return word not in own and word[:1].islower()

    while first < last and (outside(words[first]) or (words[first] not in own and words[first].lower() in determiners)):
        first += 1
    while last > first and outside(words[last - 1]) and not known.isdisjoint(map(str.casefold, words)):
        last -= 1
    return range(first, last)
