"""Turn what stands before and after the text of a file into what it says of itself: title, authors, translators."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from edition.language.languages import language_read_as
from edition.model import Witness
from edition.model.documents import DocumentBlock
from edition.readers.library_fields import library_fields
from edition.readers.numbered_heads import read_numbered_head
from edition.readers.outside import is_of_the_maker

# One name: words that begin with a capital, with the small words that names have between them; initials keep their stop. “The”
# stands before titles such as Rev. and is none of it.
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_NAME = (
    rf"(?:(?i:the) +)?{_CAPITAL}[\w’'-]*(?:\.{_CAPITAL})*\.?"
    rf"(?: +(?:(?:de|del|della|di|du|da|la|le|van|von|der|den|ter) +)*{_CAPITAL}(?:(?:\.{_CAPITAL})*\.|[\w’'-]+))+"
)
_LONGEST_TITLE = 15


@dataclass(frozen=True, slots=True)
class _TitlePatterns:
    """How a title page names persons in one language: what stands between two names, who translated, who wrote."""

    between: str
    translated: re.Pattern[str]
    written: re.Pattern[str]


@functools.lru_cache(maxsize=16)
def _patterns(language: str) -> _TitlePatterns:
    words = language_read_as(language).page
    between = rf"\s+(?:{words.and_}|&)\s+"
    names = rf"(?P<names>{_NAME}(?:(?:,\s+{_NAME})*,?{between}{_NAME})?)"
    return _TitlePatterns(
        between, re.compile(rf"\b(?i:{words.translated})\s+{names}"), re.compile(rf"(?i:{words.by})\s+{names}\W*")
    )


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What a file says of its text; empty where it says nothing. `framed`: the header that a library gave the file says it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    framed: bool = False


def said(witness: Witness) -> TitlePage:
    """What the file of a witness says before its text, or of the translators after it.

    What the header of a library states goes first. Else the title is the first block, if it is short; an author is named in a
    line of his own. Of a review the translators are not asked: those whom it names translated what it reviews.
    """
    heads = [part.start for part in witness.parts if part.kind in ("head", "p", "item")]
    ends = [part.end for part in witness.parts if part.kind in ("p", "item")]
    before, after = witness.layer[: min(heads, default=0)], witness.layer[max(ends, default=0) :]
    header = library_fields(before)
    patterns = _patterns(witness.language)
    title = next(_blocks(witness, len(before)), "")
    authors = (found for line in before.split("\n") if (found := patterns.written.fullmatch(line.strip())))
    translated = None if witness.fragment_of else patterns.translated.search(before) or patterns.translated.search(after)
    return TitlePage(
        header.title or (as_title(title) if len(title.split()) <= _LONGEST_TITLE else ""),
        header.authors or tuple(name for found in authors for name in _people(found["names"], patterns)),
        header.translators or (_people(translated["names"], patterns) if translated else ()),
        bool(header.title),
    )


def guessed(blocks: Sequence[DocumentBlock], language: str) -> TitlePage:
    """What the blocks of a title page say, by their words and their order alone.

    The title is the first line that may be one, with those that go on with it, up to a line that says by whom.
    """
    patterns = _patterns(language)
    title = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    known = language_read_as(language)
    by, alone = (re.compile(rf"(?:{pattern})", re.IGNORECASE) for pattern in (known.page.by, known.page.translated))
    lines = [block.text.strip("*_ ") for block in blocks if block.text]
    for before, text in pairwise(["", *lines]):
        written = patterns.written.fullmatch(text) or (by.fullmatch(before) and re.fullmatch(rf"(?P<names>{_NAME})\W*", text))
        translated = patterns.translated.search(f"{before} {text}" if alone.fullmatch(before) else text)
        if translated and not translators:
            translators = _people(translated["names"], patterns)
        elif written and not authors:
            authors = _people(written["names"], patterns)
        elif not (title or authors or translators) and len(text.split()) <= _LONGEST_TITLE and not by.match(text):
            if read_numbered_head(text, known) is not None or is_of_the_maker(text, known):
                continue
            title = as_title(text)
    return TitlePage(title, authors, translators)


def _blocks(witness: Witness, end: int) -> Iterator[str]:
    """The blocks before the text but captions, each as far as no line says by whom, white space as single spaces."""
    patterns = _patterns(witness.language)
    for part in witness.parts:
        if part.end <= end and part.kind in ("title", "matter", "standfirst", "byline", "reference"):
            lines = (line.strip() for line in witness.layer[part.start : part.end].split("\n"))
            yield " ".join(
                " ".join(
                    takewhile(lambda line: not (patterns.written.match(line) or patterns.translated.match(line)), lines)
                ).split()
            )


def _people(names: str, patterns: _TitlePatterns) -> tuple[str, ...]:
    """Names in a row as names, those that are printed in capitals with small letters."""
    found = (" ".join(name.split()).removesuffix(",") for name in re.split(rf"{patterns.between}|,\s+", names))
    return tuple(_in_small_letters(re.sub(r"^the +", "", name, flags=re.IGNORECASE)) for name in found if name)


def _in_small_letters(name: str) -> str:
    """A name that stands in capitals, with a capital at the beginning of each of its parts: initials keep theirs."""
    return re.sub(r"[^\W\d_]{2,}", lambda part: part[0].capitalize(), name) if name.isupper() else name


def as_title(text: str) -> str:
    """A title, if a text may be one: begun with a capital; one all in capitals gets small letters."""
    text = text.rstrip(" .:")
    if not text[:1].isupper():
        return ""
    return " ".join(word[:1] + word[1:].lower() for word in text.split()) if text.isupper() else text
