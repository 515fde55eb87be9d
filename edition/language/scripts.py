"""Tell whether a text is written in the letters of a language, so that what a file says of its language can be so."""

from __future__ import annotations

import functools
import unicodedata

from edition.language.languages import Language

# So much of a text, in characters, tells in which script it is.
_LETTERS = 10_000


def written_in(text: str, language: Language) -> bool:
    """Tell whether half of the letters of a text are of the script of a language; true of a language of which there is no file."""
    scripts = {_script(letter) for word in language.commonest for letter in word if letter.isalpha()}
    letters = [_script(letter) for letter in text[:_LETTERS] if letter.isalpha()]
    return not scripts or 2 * sum(script in scripts for script in letters) >= len(letters)


@functools.lru_cache(maxsize=1 << 12)
def _script(letter: str) -> str:
    """The script of a letter: the first word of its name in Unicode."""
    return unicodedata.name(letter, "").partition(" ")[0]
