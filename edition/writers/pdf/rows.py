"""Turn the markup of apparatus entries into words of known width, and words into rows that are set as they stand.

A foot is planned before it is set. Rows that are broken here, word by word, are as many as were planned; WeasyPrint is given
each as a line of its own and has nothing to break, which is also what takes it longest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.writers.pdf.markup import attributes

# Elements that only group words and that no rule of the style sheet names: each would cost a box.
_BARE = frozenset(("", "lemma", "rdg", "readings"))
NO_BREAK = "\u00a0"
SIGLUM = "abbr.siglum"
# White space at which a row may end; a no-break space is none.
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """An element around words. Two of them are the same only if they are one element of the markup.

    `start`: its start tag; `again`: the same on a further row, without the id; `end`: its end tag. `look`: what its width
    depends on.
    """

    start: str
    again: str
    end: str
    look: str


Path = tuple[Tag, ...]
RAISED = Tag("<sup>", "<sup>", "</sup>", "sup.")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a word that stands in the same elements."""

    text: str
    path: Path = ()


Word = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class MeasuredWord:
    """A word and its width in CSS pixels; `close`: it goes on from the one before, without a space."""

    word: Word
    width: float
    close: bool = False


def tag_of(element: etree._Element) -> Tag:
    """Turn an element into the tag that stands around its words."""
    name = str(element.tag)
    values = {str(key): str(value) for key, value in element.attrib.items()}
    again = attributes({key: value for key, value in values.items() if key != "id"})
    return Tag(f"<{name}{attributes(values)}>", f"<{name}{again}>", f"</{name}>", f"{name}.{values.get('class', '')}")


def in_words(element: etree._Element) -> tuple[Word, ...]:
    """Turn the inside of an element without namespace into words; a line break in it counts as a space."""
    words: list[list[Fragment]] = [[]]

    def say(text: str | None, path: Path) -> None:
        for place, piece in enumerate(_SPACES.split(text or "")):
            if place and words[-1]:
                words.append([])
            if piece:
                words[-1].append(Fragment(piece, path))

    def go(part: etree._Element, path: Path) -> None:
        say(part.text, path)
        for child in part:
            bare = child.tag == "span" and set(child.attrib) <= {"class"} and child.get("class", "") in _BARE
            inner = path if bare else (*path, tag_of(child))
            if child.tag == "br":
                say(" ", path)
            elif child.get("id") and not etree.tostring(child, method="text", encoding="unicode", with_tail=False):
                words[-1].append(Fragment("", inner))
            else:
                go(child, inner)
            say(child.tail, path)

    go(element, ())
    return _held(tuple(word) for word in words if word)


def _held(words: Iterable[Word]) -> tuple[Word, ...]:
    """Hold a siglum on the row of the word before it."""
    found: list[Word] = []
    for word in words:
        if found and _has_siglum(word) and not _has_siglum(found[-1]):
            found[-1] = (*found[-1], Fragment(NO_BREAK), *word)
        else:
            found.append(word)
    return tuple(found)


def _has_siglum(word: Word) -> bool:
    return any(tag.look == SIGLUM for fragment in word for tag in fragment.path)


def told_apart(words: Sequence[Word], which: str) -> tuple[Word, ...]:
    """Put a raised figure after a lemma, before its bracket: which of several like words in its line is meant."""
    for at, word in enumerate(words):
        for place, fragment in enumerate(word):
            if fragment.text == "]" and not fragment.path:
                raised = Fragment(which, (RAISED,))
                return (*words[:at], (*word[:place], raised, *word[place:]), *words[at + 1 :])
    return tuple(words)


def looks(words: Iterable[Word]) -> dict[tuple[str, ...], tuple[Path, set[str]]]:
    """Gather what has to be measured: for each look of letters, an example of the elements around them, and the letters."""
    found: dict[tuple[str, ...], tuple[Path, set[str]]] = {}
    for word in words:
        for part in word:
            key = tuple(tag.look for tag in part.path)
            found.setdefault(key, (part.path, set()))[1].update(part.text)
    return found


def enclosed(text: str, path: Path) -> str:
    """Write a text inside elements, which get no ids."""
    return "".join(tag.again for tag in path) + html.escape(text, quote=False) + "".join(tag.end for tag in reversed(path))


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide letters are, in CSS pixels, by the look of the elements around them. A word's width is the sum of its letters':
    kerning and ligatures mostly make it narrower."""

    letters: Mapping[tuple[str, ...], Mapping[str, float]]

    def of(self, word: Word) -> float:
        """The width of a word."""
        total = 0.0
        for part in word:
            table = self.letters[tuple(tag.look for tag in part.path)]
            total += sum(map(table.__getitem__, part.text))
        return total

    def plain(self, text: str) -> float:
        """The width of text that stands in no element."""
        return sum(map(self.letters[()].__getitem__, text))

    def measured(self, words: Iterable[Word], measure: float) -> tuple[MeasuredWord, ...]:
        """Give words their widths; one wider than a row is parted, letter by letter, so that each part fits."""
        found: list[MeasuredWord] = []
        for word in words:
            width = self.of(word)
            if width <= measure:
                found.append(MeasuredWord(word, width))
            else:
                found += self._parted(word, measure)
        return tuple(found)

    def _parted(self, word: Word, measure: float) -> list[MeasuredWord]:
        parts: list[tuple[list[Fragment], float]] = [([], 0.0)]
        for fragment in word:
            for letter in fragment.text or ("",):
                single = Fragment(letter, fragment.path)
                width = self.of((single,))
                if parts[-1][1] + width > measure:
                    parts.append(([], 0.0))
                parts[-1] = ([*parts[-1][0], single], parts[-1][1] + width)
        return [MeasuredWord(tuple(fragments), width, close=bool(at)) for at, (fragments, width) in enumerate(parts)]


@dataclass(slots=True)
class Rows:
    """Rows of a measure, filled word by word; the space before a word falls away where a row ends."""

    measure: float
    filled: list[list[tuple[str, Word]]] = field(default_factory=list)
    at: float = 0.0

    def add(self, space: str, gap: float, word: Word, width: float) -> None:
        """Add a word after a space of a width."""
        if not self.filled or self.at + gap + width > self.measure:
            self.filled.append([("", word)])
            self.at = width
        else:
            self.filled[-1].append((space, word))
            self.at += gap + width


def written(rows: Sequence[Sequence[tuple[str, Word]]], wrap: Callable[[str], str]) -> list[str]:
    """Write rows as HTML; each opens again the elements that go on from the one before. `wrap`: what is put around a row."""
    begun: set[Tag] = set()
    return [wrap(_row(row, begun)) for row in rows]


def _row(row: Sequence[tuple[str, Word]], begun: set[Tag]) -> str:
    parts: list[str] = []
    open_: Path = ()
    for space, word in row:
        for place, fragment in enumerate(word):
            common = 0
            while common < min(len(open_), len(fragment.path)) and open_[common] is fragment.path[common]:
                common += 1
            parts += [tag.end for tag in reversed(open_[common:])]
            parts.append("" if place else space)
            for tag in fragment.path[common:]:
                parts.append(tag.again if tag in begun else tag.start)
                begun.add(tag)
            parts.append(html.escape(fragment.text, quote=False))
            open_ = fragment.path
    parts += [tag.end for tag in reversed(open_)]
    return "".join(parts)
