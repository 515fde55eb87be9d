"""Tell the initial of a paragraph where a page shows a picture for it: the letter that is hidden, or that the picture shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# A letter, after the mark that opens what is said.
_INITIAL = re.compile(r"([\"'“„‘«—–]?\s?)([^\W\d_])")
# The word goes on with small letters, with an apostrophe, or with a second capital, as first words of chapters are printed.
_GOES_ON = re.compile(r"\s*(?:[^\W\d_A-ZÀ-Þ]|[’'][^\W\d_]|[A-ZÀ-Þ]{1,}[A-ZÀ-Þ’'\s]|[A-ZÀ-Þ][,.])")
# Words of one letter: a picture of one may stand for a whole word, if the word after it has a vowel.
_ALONE = frozenset("AIOYEÀÓÉÔ")
_WORD = re.compile(r"\s+(?=\w*[aeiouyà-ÿ])[^\W\d_A-ZÀ-Þ]{2,}")
# Elements in which such a picture or letter stands by itself.
_WRAPPERS = frozenset(("span", "a", "b", "i", "em", "strong", "font", "big"))


def is_hidden_initial(element: etree._Element) -> bool:
    """Whether a hidden element holds the letter that a picture shows: the word after it begins with its second letter."""
    held = "".join(map(str, element.itertext()))
    return bool(_INITIAL.fullmatch(held)) and _goes_on(element, held[-1], apart=False)


def pictured_initial(picture: etree._Element) -> str:
    """The letter that a picture stands for at the beginning of a word, with the mark before it; "" for any other picture."""
    shown = " ".join((picture.get("alt") or "").split())
    found = _INITIAL.fullmatch(shown)
    if found is None or not found[2].isupper() or not _goes_on(picture, found[2], apart=True):
        return ""
    return f"{shown} " if found[2] in _ALONE and _WORD.match(_text_after(picture)) else shown


def _goes_on(element: etree._Element, letter: str, *, apart: bool) -> bool:
    """Whether the text after an element goes on with a word of which a letter is the first. `apart`: white space may part them."""
    following = _text_after(element)
    if not following or (following[0].isspace() and not apart):
        return False
    # A page that has the whole word besides the picture has lost nothing.
    return following.lstrip()[:1] != letter and bool(_GOES_ON.match(f"{following} "))


def _text_after(element: etree._Element) -> str:
    """The text right after an element, also after those in which it stands alone: that of a paragraph after a `div`."""
    from edition.readers.containers import local_name

    while not (element.tail or "").strip():
        after, above = element.getnext(), element.getparent()
        if after is not None:
            # A picture, its letter, and then the word.
            inline = isinstance(after.tag, str) and local_name(after) in (_WRAPPERS if local_name(element) != "div" else ("p",))
            return "".join(map(str, after.itertext())) if inline else ""
        if above is None or local_name(above) not in (*_WRAPPERS, "div") or (above.text or "").strip():
            return ""
        element = above
    return element.tail or ""
