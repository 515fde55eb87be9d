"""Turn printed facing pages and the two books of which they were made into what is wrong with them.

Nothing of how they are made is used here: each line is the next of one of the two texts, and the first text runs over both pages
where the second does not have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.writers.book.types import BODY_KINDS, Book, Section
from edition.writers.pdf.markup import numbered_notes
from tests.proofreading import Proof, Reader, Run, copy_of, figures, said_in
from tests.reading_back import Page, letters_of, read_pages

# Blocks that begin level with those that answer them.
LEVEL = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
# Points by which two lines that stand level may differ: letters of another size have another height.
AS_LEVEL = 1.5


@dataclass
class Facing:
    """The proofs of both texts; `level`: how many pairs of blocks were found to begin level, `uneven`: which were not."""

    left: Proof
    right: Proof
    level: int = 0
    uneven: list[str] = field(default_factory=list)


def proofread_facing(path: Path, books: Sequence[Book], pdftotext: str) -> Facing:
    """Hold a PDF with facing pages against the two books."""
    pages = read_pages(path, pdftotext)
    texts = [copy_of(book, numbered_notes(_text(book))).letters for book in books]
    runs = _apart(pages, texts)
    right_notes = _notes_of(books[1])
    readers: list[Reader] = []
    owned: list[list[Page]] = []
    numbered = any(section.apparatus for section in _text(books[0]))
    for text, book in enumerate(books):
        owned.append([_only(page, index, runs[text], right_notes, text) for index, page in enumerate(pages)])
        readers.append(Reader(owned[text], book, runs[text], opposite=bool(text), prove=False, numbered=numbered))
    # The apparatus of the last left page goes on at the foot of the right one.
    last = max(len(reader.pages) for reader in readers)
    for reader, own in zip(readers, owned, strict=True):
        reader.pages = own[:last]
    for reader, other in (readers, readers[::-1]):
        reader.prove(other)
    if numbered:
        places = [place for reader in readers for place in reader.places]
        readers[0].proof.figures = figures(pages[:last], places, readers[0].proof.faults)
    found = Facing(readers[0].proof, readers[1].proof)
    if not (found.left.faults or found.right.faults):
        _level(found, readers, books, pages)
    return found


def _apart(pages: Sequence[Page], texts: Sequence[str]) -> list[list[Run]]:
    """Tell of each line of an opening whose it is: the next of the first text on the left page, else of either on the right."""
    runs: list[list[Run]] = [[], []]
    at = [0, 0]

    def goes_on(index: int, line: int, text: int) -> bool:
        words = pages[index].lines[line]
        said = letters_of("".join(word.text for word in words))
        if not texts[text].startswith(said, at[text]) or at[text] >= len(texts[text]):
            return False
        at[text] += len(said)
        runs[text].append((index, [(line, word) for word in words]))
        return True

    # The text begins on page 2, behind the half-title.
    for left in range(1, len(pages) - 1, 2):
        line, other = 0, 0
        while line < len(pages[left].lines) or other < len(pages[left + 1].lines):
            if line < len(pages[left].lines) and goes_on(left, line, 0):
                line += 1
            elif other < len(pages[left + 1].lines) and (goes_on(left + 1, other, 1) or goes_on(left + 1, other, 0)):
                other += 1
            else:
                break
    return runs


def _notes_of(book: Book) -> str:
    """The letters of the notes of a book's text."""
    marks = numbered_notes(_text(book))
    return "".join(said_in(note, marks) for note in sorted(marks.values(), key=lambda note: note.order))


def _text(book: Book) -> list[Section]:
    return [section for section in book.sections if section.kind in BODY_KINDS]


def _only(page: Page, index: int, runs: Sequence[Run], right_notes: str, text: int) -> Page:
    """A page with what belongs to one text: its lines, the others being empty, and its blocks of the foot."""
    own = {line for at, words in runs if at == index for line, _ in words}
    lines = [words if at in own else [] for at, words in enumerate(page.lines)]
    foot = [
        block for block in page.foot if (letters_of("".join(w.text for line in block for w in line)) in right_notes) == bool(text)
    ]
    return replace(page, lines=lines, foot=foot)


def _level(found: Facing, readers: Sequence[Reader], books: Sequence[Book], pages: Sequence[Page]) -> None:
    """Find the blocks that both texts have, and hold their first lines against each other."""
    names = [
        {name for s in _text(book) for inner in s.body.iter() if inner.tag.split("}")[-1] in LEVEL and (name := inner.get("id"))}
        for book in books
    ]
    for name in sorted(names[0] & names[1]):
        if any(reader.copy.starts[name] == reader.copy.ends[name] for reader in readers):
            continue
        places = [reader.place(reader.copy.starts[name]) for reader in readers]
        heights = [max(word.bottom for word in pages[place.page].lines[place.line]) for place in places]
        if places[1].page == places[0].page + 1 and abs(heights[0] - heights[1]) < AS_LEVEL:
            found.level += 1
        else:
            found.uneven.append(
                f"{name}: pages {places[0].page + 1} and {places[1].page + 1}, {heights[0]:.1f} and {heights[1]:.1f}"
            )
