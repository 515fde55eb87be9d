"""Turn the markup of apparatus entries into words of known width, and words into rows that are set unchanged.

A foot is planned before it is set. The rows are filled here, word by word, so that there are as many as planned. WeasyPrint gets
each row as a line of its own and has nothing to break, which would take it longest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.writers.book.reading_lines import SIGNS
from edition.writers.pdf.markup import attributes

# Classes of elements that only group words and that no rule of the style sheet names. They are left out, because each would cost a
# box.
_BARE = frozenset(("", "lemma", "rdg", "readings", "line-end", "stanza-end"))
NO_BREAK = "\u00a0"
SIGLUM, SIGLA, EDITOR = "abbr.siglum", "span.sigla", "i.ed"
# A phrase of the editor of at most so many words, such as “no new paragraph in”, stays on one row. By eye: with its siglum it takes
# a fifth of a row of A5.
SHORT_PHRASE = 4
# A word goes over to the next row with the bar after it only if no more than this share of its row stays empty. By eye, on pages of
# verse: there a word, its siglum, a bar, the number of another's verse and the next word may take a third of a row.
MOST_RAGGED = 1 / 8
# White space at which a row may end. A no-break space is not among it.
_SPACES = re.compile(r"[ \t\r\n\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """An element around words. Two tags are the same only if they are one element of the markup.

    `start`: its start tag. `again`: its start tag on a further row, without the id. `end`: its end tag. `look`: its name and class,
    on which the width of letters depends.
    """

    start: str
    again: str
    end: str
    look: str


Path = tuple[Tag, ...]
RAISED = Tag("<sup>", "<sup>", "</sup>", "sup.")
# The number of a line; the dash between two numbers stands outside of it.
NUMBER = Tag('<b class="line-of">', '<b class="line-of">', "</b>", "b.line-of")
_NUMBERED = re.compile(r"[0-9A-Za-z.]+|[^0-9A-Za-z.]+")


# What stands between entries, and the head of a section among them: they are told apart in the tags.
BAR = Tag('<span class="bar">', '<span class="bar">', "</span>", "")
OF_SECTION = Tag('<span class="of-section">', '<span class="of-section">', "</span>", "")


def to_line(anchor: str, *looks: str) -> Tag:
    """Make the link of an entry's label to the place in the text where its lemma stands.

    `anchor`: the id of that place. `looks`: further classes.
    """
    start = f"<a{attributes({'class': ' '.join(('of-line', *looks)), 'href': f'#{anchor}'})}>"
    return Tag(start, start, "</a>", "")


def linked(label: Word, anchor: str) -> Word:
    """Turn the label of an entry into a link to its line. One number is one element: each element costs time in a long book."""
    if len(label) == 1 and label[0].path == (NUMBER,):
        return (Fragment(label[0].text, (), to_line(anchor, "line-of")),)
    return inside(to_line(anchor), label)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a word whose letters stand in the same elements, `path`, outermost first.

    `around`: an element around these that does not change how they look: BAR, OF_SECTION, or the link of a label.
    """

    text: str
    path: Path = ()
    around: Tag | None = None


def inside(around: Tag, word: Word) -> Word:
    """Put an element around a word that does not change how it looks."""
    return tuple(replace(fragment, around=around) for fragment in word)


Word = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class MeasuredWord:
    """A word and its width in CSS pixels. `close`: it follows the word before it without a space."""

    word: Word
    width: float
    close: bool = False


def tag_of(element: etree._Element) -> Tag:
    """Turn an element of the markup into a tag."""
    name = str(element.tag)
    values = {str(key): str(value) for key, value in element.attrib.items()}
    if f"{name}.{values.get('class', '')}" == SIGLUM:
        # The whole name of a witness stands in the list of witnesses.
        values.pop("title", None)
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


def numbered(label: str) -> Word:
    """Turn the label of an entry, such as “4–6”, into a word whose numbers are told from the words after them."""
    return tuple(
        Fragment(part, (NUMBER,) if part[0] == "." or (part[0].isalnum() and part.isascii()) else ())
        for part in _NUMBERED.findall(label)
    )


def bound(words: Sequence[Word]) -> Word:
    """Join words into one that no row parts. The spaces between them stand in the elements that both neighbours stand in."""
    found = list(words[0])
    for word in words[1:]:
        path = found[-1].path
        common = 0
        while common < min(len(path), len(word[0].path)) and path[common] is word[0].path[common]:
            common += 1
        found += [Fragment(NO_BREAK, path[:common]), *word]
    return tuple(found)


def _held(words: Iterable[Word]) -> tuple[Word, ...]:
    """Hold on one row: a siglum, and the sign that a line ends, with the word before; the words of a short phrase of the editor;
    and what he says of a siglum with it: “not in L”, “L adds”.
    """
    found: list[list[Word]] = []
    for word in words:
        if found and (_is_sign(word) or _goes_on(found[-1], word)):
            found[-1].append(word)
        else:
            found.append([word])
    return tuple(bound(held) for held in found)


def _goes_on(held: Sequence[Word], word: Word) -> bool:
    """Tell whether a word stays on the row of those before it."""
    before = held[-1]
    phrase, siglum = _phrase(word), _has_siglum(word)
    if siglum:
        return not _has_siglum(before)
    if phrase is None:
        return False
    if _is_siglum(before[-1]):
        return True
    return _phrase(before) is phrase and sum(_phrase(each) is phrase for each in held) < SHORT_PHRASE


def _phrase(word: Word) -> Tag | None:
    """Find the phrase of the editor to which a word belongs."""
    return next((tag for fragment in word for tag in fragment.path if tag.look == EDITOR), None)


def _is_sign(word: Word) -> bool:
    return "".join(fragment.text for fragment in word) in SIGNS.values()


def _has_siglum(word: Word) -> bool:
    return any(map(_is_siglum, word))


def _is_siglum(fragment: Fragment) -> bool:
    return any(tag.look == SIGLUM for tag in fragment.path)


def told_apart(words: Sequence[Word], which: str) -> tuple[Word, ...]:
    """Put a raised figure after a lemma, before its sigla and its bracket: it tells which of several like words in the line is
    meant.
    """
    places = [(at, place) for at, word in enumerate(words) for place in range(len(word))]
    fragments = [words[at][place] for at, place in places]
    bracket = next((n for n, fragment in enumerate(fragments) if fragment.text == "]" and not fragment.path), None)
    if bracket is None:
        return tuple(words)
    last = bracket
    while last and (fragments[last - 1].text == NO_BREAK or any(tag.look == SIGLA for tag in fragments[last - 1].path)):
        last -= 1
    at, place = places[last - 1] if last else (0, -1)
    word = words[at]
    return (*words[:at], (*word[: place + 1], Fragment(which, (RAISED,)), *word[place + 1 :]), *words[at + 1 :])


def looks(words: Iterable[Word]) -> dict[tuple[str, ...], tuple[Path, set[str]]]:
    """Gather what has to be measured: look -> an example of the elements around the letters, and the letters."""
    found: dict[tuple[str, ...], tuple[Path, set[str]]] = {}
    for word in words:
        for part in word:
            key = tuple(tag.look for tag in part.path)
            found.setdefault(key, (part.path, set()))[1].update(part.text)
    return found


def enclosed(text: str, path: Path) -> str:
    """Write a text as HTML inside the elements of a path, without their ids."""
    return "".join(tag.again for tag in path) + html.escape(text, quote=False) + "".join(tag.end for tag in reversed(path))


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of letters in CSS pixels: look of the elements around them -> letter -> width.

    The width of a word is the sum of its letters; kerning and ligatures mostly make the word narrower.
    """

    letters: Mapping[tuple[str, ...], Mapping[str, float]]

    def of(self, word: Word) -> float:
        """Compute the width of a word."""
        total = 0.0
        for part in word:
            table = self.letters[tuple(tag.look for tag in part.path)]
            total += sum(map(table.__getitem__, part.text))
        return total

    def plain(self, text: str) -> float:
        """Compute the width of a text that stands in no element."""
        return sum(map(self.letters[()].__getitem__, text))

    def measured(self, words: Iterable[Word], measure: float) -> tuple[MeasuredWord, ...]:
        """Give words their widths. A word wider than `measure` is divided between letters, so that each part fits."""
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
    """Rows of one width, filled word by word. The space before the first word of a row falls away.

    `measure`: the width of a row, `at`: how far the last row is filled; both in CSS pixels. `last`: the width of the last word.
    """

    measure: float
    filled: list[list[tuple[str, Word]]] = field(default_factory=list)
    at: float = 0.0
    last: float = 0.0

    @property
    def lean(self) -> bool:
        """Whether the last word ends in italics: in a siglum or in a phrase of the editor."""
        word = self.filled[-1][-1][1] if self.filled else ()
        return bool(word) and any(tag.look in (SIGLUM, EDITOR) for tag in word[-1].path)

    def add(self, space: str, gap: float, word: Word, width: float) -> None:
        """Add a word after a space. `gap`: the width of the space."""
        if not self.filled or self.at + gap + width > self.measure:
            self.filled.append([("", word)])
            self.at = width
        else:
            self.filled[-1].append((space, word))
            self.at += gap + width
        self.last = width

    def join(self, sign: str, gap: float, word: Word, width: float) -> bool:
        """Add a word after a sign that neither ends nor begins a row: the word before the sign goes over with it where it must.

        `gap`: the width of the sign. Returns whether it was done: there must be a word before it, room for both in a row, and no
        more than MOST_RAGGED of a row may stay empty.
        """
        if not self.filled or self.last + gap + width > self.measure:
            return False
        space, before = self.filled[-1][-1]
        if self.at + gap + width > self.measure:
            if len(self.filled[-1]) == 1 or self.measure - self.at + self.last > MOST_RAGGED * self.measure:
                return False
            self.filled[-1].pop()
            self.filled.append([])
            space, self.at = "", self.last
        else:
            self.filled[-1].pop()
        self.filled[-1].append((space, (*before, Fragment(sign, (), BAR), *word)))
        self.at += gap + width
        self.last += gap + width
        return True


def written(rows: Sequence[Sequence[tuple[str, Word]]], wrap: Callable[[str], str]) -> list[str]:
    """Write rows as HTML.

    Each row opens again the elements that go on from the row before. `wrap`: puts an element around a row.
    """
    begun: set[Tag] = set()
    return [wrap(_row(row, begun)) for row in rows]


def _row(row: Sequence[tuple[str, Word]], begun: set[Tag]) -> str:
    parts: list[str] = []
    open_: Path = ()
    for space, word in row:
        for place, fragment in enumerate(word):
            path = fragment.path if fragment.around is None else (fragment.around, *fragment.path)
            common = 0
            while common < min(len(open_), len(path)) and open_[common] is path[common]:
                common += 1
            parts += [tag.end for tag in reversed(open_[common:])]
            parts.append("" if place else space)
            for tag in path[common:]:
                parts.append(tag.again if tag in begun else tag.start)
                begun.add(tag)
            parts.append(html.escape(fragment.text, quote=False))
            open_ = path
    parts += [tag.end for tag in reversed(open_)]
    return "".join(parts)
