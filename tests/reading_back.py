"""Turn a printed PDF into what it says: its pages, lines and foot, the words that it lacks, and what is painted without a tag.

Nothing of how a page is made is used here. The lines are those that poppler finds (`pdftotext -bbox`), the foot is what stands
below its rule.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from edition.writers.book.types import BODY_KINDS, Book
from edition.writers.pdf import typography

# Words smaller than this, in points, stand above or below the line; those of the foot are no larger than that.
SMALL, ROW = 8.0, 10.8
# A point in millimetres.
_MILLIMETRE = 25.4 / 72
# Operators that paint: text, paths, shadings, images (ISO 32000-1, 8.2, table 51).
PAINT = frozenset(("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"))


@dataclass(frozen=True)
class Word:
    """A word as poppler finds it, in points from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass
class Page:
    """A page of the text: its words in their order, each with its line; the lines from the top; the blocks of lines of its foot;
    what stands in the margins, and what lies outside of the page."""

    number: int
    text: list[tuple[int, Word]]
    lines: list[list[Word]]
    foot: list[list[list[Word]]]
    margin: list[Word]
    cut_off: list[Word]


def letters_of(text: str) -> str:
    """The letters and figures of a text, without what ligatures, hyphens, spaces and diacritics that stand apart make of them."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text)))


def dense(text: str) -> str:
    """A text without white space, soft hyphens and word joiners."""
    return re.sub("[\u00ad\u2060]", "", "".join(unicodedata.normalize("NFKC", text).split()))


# --- The PDF --------------------------------------------------------------------------------------------------------


def read_pages(path: Path, pdftotext: str) -> list[Page]:
    """Read all pages with arabic numbers."""
    import pikepdf

    with pikepdf.open(path) as document:
        front = int(document.Root.PageLabels.Nums[2])
        rules = [_rule(page) for page in list(document.pages)[front:]]
    said = subprocess.run([pdftotext, "-raw", "-bbox", path, "-"], capture_output=True, check=True).stdout
    # Letters that XML has no place for would end the reading.
    pages = list(etree.fromstring(said, etree.XMLParser(recover=True, huge_tree=True)).iter("{*}page"))[front:]
    return [_page(page, number, rule) for number, (page, rule) in enumerate(zip(pages, rules, strict=True), 1)]


def _rule(page: Any) -> float:
    """How far below the upper edge, in points, the rule above the foot stands; infinity where there is none."""
    import pikepdf

    paper = float(page.mediabox[2])
    _, outside, _, inside = _margins(paper, float(page.mediabox[3]))
    width = paper - outside - inside
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "re" and abs(float(operands[2]) * 0.75 - width * 0.22) < 1 and 0 < float(operands[3]) < 1:
            return float(operands[1]) * 0.75
    return float("inf")


def _page(page: etree._Element, number: int, rule: float) -> Page:
    width, height = float(page.get("width", 0)), float(page.get("height", 0))
    above, outside, below, inside = _margins(width, height)
    left, right = (inside, outside) if number % 2 else (outside, inside)
    text: list[Word] = []
    foot: list[Word] = []
    margin: list[Word] = []
    cut_off: list[Word] = []
    for each in page.iter("{*}word"):
        edges = [float(each.get(name, 0)) for name in ("xMin", "xMax", "yMin", "yMax")]
        word = Word(each.text or "", *edges)
        if word.left < 0 or word.right > width or word.top < 0 or word.bottom > height:
            cut_off.append(word)
        if not above - 8 < word.middle < height - below + 2:
            continue
        if word.right < left - 1 or word.left > width - right + 1:
            margin.append(word)
        else:
            (foot if word.middle > rule else text).append(word)
    lines = _lines(text)
    homes = {id(word): at for at, line in enumerate(lines) for word in line}
    row = ROW * _size(width) / typography.SIZE
    return Page(number, [(homes[id(word)], word) for word in text], lines, _blocks(_lines(foot), row), margin, cut_off)


def _size(width: float) -> float:
    """The size of the type on paper of some width, both in points."""
    return typography.size_for(width * _MILLIMETRE)


def _margins(width: float, height: float) -> tuple[float, float, float, float]:
    """The margins of paper in points: above, outside, below, inside. They are what typography.py makes of the paper."""
    chosen = typography.margins_for(width * _MILLIMETRE, height * _MILLIMETRE, _size(width))
    if chosen is None:
        return height * typography.ABOVE, width * typography.OUTSIDE, height * typography.BELOW, width * typography.INSIDE
    above, outside, below, inside = (length / _MILLIMETRE for length in chosen)
    return above, outside, below, inside


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words as lines, from the top; each line's words in the order of the document. What is raised belongs to the nearest line."""
    middles: list[float] = []
    for middle in sorted(word.middle for word in words if word.size >= SMALL):
        if not middles or middle - middles[-1] > 4:
            middles.append(middle)
    lines: list[list[Word]] = [[] for _ in middles]
    for word in words:
        at = min(range(len(middles)), key=lambda at: abs(middles[at] - word.middle), default=None)
        if at is not None:
            lines[at].append(word)
    return lines


def _blocks(lines: list[list[Word]], row: float) -> list[list[list[Word]]]:
    """The lines of a foot as blocks: apparatus and the series of notes are set apart by half a line. `row`: from line to line."""
    blocks: list[list[list[Word]]] = []
    before = float("-inf")
    for line in lines:
        middle = max(line, key=lambda word: word.size).middle
        if middle - before > row * 1.25:
            blocks.append([])
        blocks[-1].append(line)
        before = middle
    return blocks


# --- What is missing, what is not tagged ---------------------------------------------------------------------------------


def missing_words(path: Path, books: Sequence[Book], pdftotext: str) -> list[str]:
    """The words of books that a PDF has not as often: those of all of the first, and of the body of one that stands opposite."""
    streams = said_by_tags(path, pdftotext)
    unsaid = _unprinted_signs(books[0], "".join(page for pages in streams for page in pages))
    wanted = Counter(letters_of(word) for text in _texts(books, unsaid) for word in text.split())
    # A word may be parted at the end of a line or of a page; on facing pages it goes on two pages later.
    joined = [[letters_of("".join(pages)), letters_of("".join((*pages[::2], *pages[1::2])))] for pages in streams]
    there = Counter(letters_of(word) for pages in streams for page in pages for word in re.sub(r"[\u00ad‐-]\s+", "", page).split())
    missing = [
        word
        for word, count in wanted.items()
        if word and there[word] < count and sum(max(way.count(word) for way in ways) for ways in joined) < count
    ]
    return [word for word in missing if not any(_parted(word, pages) for pages in streams)]


def _parted(word: str, pages: Sequence[str]) -> bool:
    """Tell whether a line of a page ends with the beginning of a word, and one of it or of the next two begins with the rest.

    On facing pages a text that stands alone goes on from the left one to the right one, above which the next begins; in columns
    what stands in the other one comes between. A line may end after a hyphen or a dash (UAX 14, classes HY, BA, B2).
    """
    lines = [[line.split() for line in page.splitlines() if line.strip()] for page in pages]
    ends = [{letters_of(line[-1]) for line in page if line[-1][-1] in "\u00ad‐-–—"} for page in lines]
    starts = [{letters_of(line[0]) for line in page} for page in lines]
    return any(
        word[:at] in ends[page] and word[at:] in set().union(*starts[page : page + 3])
        for page in range(len(pages))
        for at in range(1, len(word))
    )


def said_by_tags(path: Path, pdftotext: str) -> list[list[str]]:
    """What the pages of a PDF say by its tags: in the text, in notes, in the apparatus. Artifacts are in none (ISO 32000-1,
    14.8.2.2): running heads, numbers of pages and lines, the head of a table once more."""
    import pikepdf

    found = []
    for wanted in ("text", "note", "apparatus"):
        with TemporaryDirectory() as folder, pikepdf.open(path) as document:
            for page, held in _tagged_pages(document):
                page.Contents = document.make_stream(pikepdf.unparse_content_stream(_only(page, held, wanted)))
            document.save(Path(folder) / "part.pdf", compress_streams=False)
            command = [pdftotext, "-raw", Path(folder) / "part.pdf", "-"]
            said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        found.append(said.split("\f"))
    return found


def _only(page: Any, held: Any, wanted: str) -> Iterator[Any]:
    """The operators of a page but for those that paint what is not wanted. `held`: the tags of its marked content."""
    import pikepdf

    open_: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        sign = str(instruction.operator)
        if sign in ("BMC", "BDC"):
            marks = instruction.operands[1] if sign == "BDC" else {}
            if isinstance(marks, pikepdf.Dictionary) and "/MCID" in marks:
                open_.append(_room(held[int(marks.MCID)]))
            else:
                open_.append("none" if str(instruction.operands[0]) == "/Artifact" or not open_ else open_[-1])
        elif sign == "EMC":
            open_.pop()
        if sign not in PAINT or (open_ and open_[-1] == wanted):
            yield instruction


def _room(element: Any) -> str:
    """Where an element of the structure tree stands: in a note, in a section of the text, or in the apparatus, which is in none."""
    above = []
    while element is not None and "/S" in element:
        above.append(str(element.S))
        element = element.get("/P")
    return "note" if "/Note" in above else "text" if "/Sect" in above else "apparatus"


def _tagged_pages(document: Any) -> Iterator[tuple[Any, Any]]:
    """The pages of a PDF, each with the elements of the structure tree that hold its marked content, by number."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in document.pages:
        yield page, parents[int(page.StructParents)] if "/StructParents" in page else []


def _unprinted_signs(book: Book, raw: str) -> set[Any]:
    """The rows of the page of signs that need not be there: they explain what no page of the text, given as lines, prints.

    Lines are counted in one of three ways. Whether a word has a number can only be told from the row itself.
    """
    rows = [row for section in book.sections for part in section.markups for row in part.iter("{*}li") if row.get("data-sign")]
    explained = [row for row in rows if dense("".join(row.itertext())) in dense(raw)]
    counting = [row for row in rows if row.get("data-sign", "").startswith("line-")]
    assert sum(row in explained for row in counting) == bool(counting)
    printed = {"bar": "‖" in raw, "carried": re.search(r"^p\. ?\d+$", raw, re.MULTILINE) is not None}
    return {row for row in rows if row not in explained and not printed.get(row.get("data-sign", ""), False)}


def _texts(books: Sequence[Book], unsaid: set[Any]) -> Iterator[str]:
    for book, kinds in zip(books, (None, BODY_KINDS), strict=False):
        for section in book.sections:
            if section.kind != "index" and (kinds is None or section.kind in kinds):
                for markup in section.markups:
                    # What a figure says of itself is its description in the tags, and no print. A list of forms has pages on
                    # paper where a screen has links.
                    unprinted = ("title", "desc", "a") if section.kind == "forms" else ("title", "desc")
                    # Numbers of verses stand in the margin, as artifacts; the proofreaders look for them there.
                    within = " or ".join((*(f"local-name() = '{name}'" for name in unprinted), "@class = 'line-number'"))
                    said = markup.xpath(f".//text()[not(ancestor::*[{within}])]")
                    yield " ".join(str(text) for text in said if unsaid.isdisjoint(text.getparent().iterancestors()))


def untagged(path: Path) -> list[str]:
    """What is painted and is neither marked content with a place in the structure tree nor an artifact."""
    import pikepdf

    found: list[str] = []
    with pikepdf.open(path) as document:
        counted = 0
        for page, held in _tagged_pages(document):
            open_: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                sign = str(operator)
                if sign in ("BMC", "BDC"):
                    marks = operands[1] if sign == "BDC" else {}
                    if isinstance(marks, pikepdf.Dictionary) and "/MCID" in marks:
                        tagged = isinstance(held[int(marks.MCID)], pikepdf.Dictionary)
                        counted += tagged
                        open_.append("tagged" if tagged else "nowhere")
                    else:
                        open_.append(str(operands[0]))
                elif sign == "EMC":
                    open_.pop()
                elif sign in PAINT and "tagged" not in open_ and "/Artifact" not in open_:
                    found.append(f"page {page.label}: {sign}")
    return found if counted else ["nothing is tagged"]
