"""Turn printed lines into running text: what their ends and beginnings show, how lines and broken words are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.model.documents import DocumentNote

# Figures after the closing punctuation are a note mark, unless they are those of a number.
_END = re.compile(r"[.?!:…][\"'’”»)\]]*$|(?<!\d)[.?!:…][\"'’”»)\]]*\d{1,3}$")
_OPENS_SMALL = re.compile(r"[\"'’“‘«(\[]*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
# They begin where a word begins: sought from each letter of a long one, the work would grow with the square of its length.
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-‐’'][^\W\d_]+)*$")
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-‐\u00ad¬])$")
# What such a line ends with: the pattern is tried on no other.
_HYPHENS = frozenset("-‐\u00ad¬")
_DASHES = frozenset("—–‐-")
# A line of verse has no more letters; by eye, on the hexameters and fourteeners of a public library.
LONGEST_VERSE = 110


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line: its number in the file, its text without white space around it, its notes at their columns.

    `gap`: empty lines before it on its page; `indent`: the white space that it begins with; `top`: first of its page. `glued`: its
    last word goes on in the next line.
    """

    number: int
    text: str
    gap: int = 0
    indent: int = 0
    top: bool = False
    marks: tuple[tuple[int, DocumentNote], ...] = ()
    glued: bool = False


# A line is asked for several times, and again when its file is read again; a book of 500 pages has so many.
@lru_cache(maxsize=1 << 14)
def ends_sentence(line: str) -> bool:
    """Whether a line ends in the punctuation that ends a sentence or announces one."""
    return bool(_END.search(line))


@lru_cache(maxsize=1 << 14)
def opens_small(line: str) -> bool:
    """Whether a line begins in lower case, so that it goes on with what stands before it."""
    found = _OPENS_SMALL.match(line)
    return bool(found) and found[0][-1].islower()  # type: ignore[index]


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """The words of a text, those with hyphens whole, without those that a line's end cuts.

    Where the typesetter's hyphens are of another kind, "‐", a word cut at its own "-" is known to be a compound.
    """
    found: list[str] = []
    ends: Counter[str] = Counter()
    compounds: list[str] = []
    before = ""
    for line in lines:
        found += _WORD.findall(_HYPHEN.sub("", line) if line[-1:] in _HYPHENS else line)
        if halves := _halves(before, line):
            ends[before[-1]] += 1
            compounds += ["-".join(halves)] if before[-1] == "-" else []
        before = line
    words = Counter(map(str.casefold, found))
    if ends["‐"]:
        words.update(compounds)
    return words


def join(lines: Sequence[PrintedLine], words: Counter[str]) -> tuple[str, tuple[tuple[int, DocumentNote], ...]]:
    """Join the lines of a paragraph into one text, as `joined` does; the notes are given by their offsets in it."""
    text, starts = joined(lines, words)
    return text, tuple((start + column, note) for start, line in zip(starts, lines, strict=True) for column, note in line.marks)


def joined(lines: Sequence[PrintedLine], words: Counter[str]) -> tuple[str, tuple[int, ...]]:
    """Join the lines of a paragraph into one text; gives where in it each line begins.

    A hyphen at a line's end goes or stays as the text writes the word elsewhere; where it does not, it goes, but before
    a capital it stays. A dash at a line's end is followed by no space if none stands before it.
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        starts.append(length)
        text = line.text
        if following is not None and not line.glued:
            text = _line_end(text, following.text, words)
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(starts)


def _line_end(text: str, following: str, words: Counter[str]) -> str:
    """A line as it is before the next: with a space, or without one, or without its hyphen."""
    if halves := _halves(text, following):
        whole, parted = words["".join(halves)], words["-".join(halves)]
        keep = parted > whole or (parted == whole and following[0].isupper())
        return text if keep and text[-1] not in "\u00ad¬" else text[:-1]
    if (text[-1:] in _DASHES and text[-2:-1].strip()) or (following[:1] == "—" and re.match(r"—\w", following)):
        return text
    return text + " "


def _halves(text: str, following: str) -> tuple[str, str] | None:
    """The two halves of a word that a hyphen cuts at a line's end, without capitals."""
    cut = _HYPHEN.search(text) if text[-1:] in _HYPHENS else None
    second = _WORD.match(following) if cut else None
    if not cut or not second:
        return None
    first = _LAST_WORD.search(text, 0, cut.end(1))
    return (first[0] if first else cut[1]).casefold(), second[0].casefold()
