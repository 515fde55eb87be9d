"""Turn a PDF with its geometry into entries: pages, columns, feet with notes and raised calls are seen, not guessed."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.errors import TextError
from edition.messages import Message, Report
from edition.messages.values import Lines
from edition.model import BlockKind, Locus, Note, Witness
from edition.model.documents import DocumentBlock, DocumentNote
from edition.readers import citations
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.containers import damaged, library
from edition.readers.datelines import read_dateline
from edition.readers.passages import Call, Passage, bound, by_number, call_number, witness_of
from edition.readers.printed_lines import PrintedLine, ends_sentence, join, opens_small, vocabulary
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.pdf.printed_rows import Row, letters_of, rows_of
from edition.text.raw_text import list_mark

KIND = "PDF"
# The level of pdfminer's log is set and put back by one thread at a time.
_ALONE = threading.RLock()
# Of the size of the text: notes are smaller than this share, headings larger than that.
_SMALL = 0.95
_LARGE = 1.08
# Of the distance between rows: a paragraph begins after more white space than this share.
_GAP = 1.25
_LABEL = re.compile(r"(?P<n>\d{1,3}|[*†‡]{1,3})(?:[.)]\s*|\s+)(?=\S)")


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness that is a PDF with text. Reports W104, W105, W106, I109, I111 and what `assemble` reports.

    Raises TextError: it is damaged or something else (E130), pdfplumber is missing (E131), it holds no words, being a scan
    (E134), or is locked (E135).
    """
    rows: list[Row] = []
    firsts: dict[int, int] = {}

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        rows.extend(_rows(raw, witness.file, mine))
        for row in rows:
            firsts.setdefault(row.page, row.number)
        return _blocks(rows, witness.file, witness.language, mine)

    def place(line: int) -> Lines:
        row = rows[min(line, len(rows)) - 1]
        return Lines((row.number - firsts[row.page] + 1,), pages=(row.page,))

    return witness_of(witness, make, report, place)


def _rows(raw: bytes, file: str, report: Report) -> list[Row]:
    """The rows of all pages in reading order, numbered through."""
    pdfplumber = library("pdfplumber", SHAPE.extra, KIND, file)
    if not _is_pdf(raw):
        raise TextError(Message("E176", Locus(file)))
    rows: list[Row] = []
    turned = 0
    try:
        with _quiet(), pdfplumber.open(io.BytesIO(raw)) as document:
            for page in document.pages:
                chars = page.dedupe_chars().chars
                upright = [char for char in chars if char.get("upright", True)]
                turned += len(chars) - len(upright)
                rows += rows_of(page.page_number, letters_of(upright))
                page.close()
    except Exception as error:
        # pdfminer meets a damaged file with whatever error comes first.
        if "PasswordIncorrect" in type(error).__name__ + repr(error):
            raise TextError(Message("E135", Locus(file), {"kind": KIND})) from error
        raise damaged(file, KIND, error) from error
    rows = [row for row in rows if row.text or row.calls]
    if not rows:
        raise TextError(Message("E180", Locus(file)))
    for number, row in enumerate(rows, 1):
        row.number = number
    if turned:
        report.add("I183", Locus(file), count=turned)
    return rows


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep pdfminer, which logs every oddity of a file, from logging them while the block runs; another thread of ours waits."""
    logger = logging.getLogger("pdfminer")
    with _ALONE:
        level = logger.level
        logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            logger.setLevel(level)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a document is set: size and distance of rows, whether they are of one length, edges of columns, sizes of headings."""

    size: float
    leading: float
    justified: bool
    edges: dict[tuple[int, int], tuple[float, float]]
    large: tuple[float, ...]
    indent: float

    def edge(self, row: Row) -> tuple[float, float]:
        return self.edges.get((row.page, row.column), (row.x0, row.x1))

    def indented(self, row: Row) -> bool:
        return row.x0 > self.edge(row)[0] + 0.5 * self.size

    def short(self, row: Row) -> bool:
        left, right = self.edge(row)
        return row.x1 < right - (2 * self.size if self.justified else 0.3 * (right - left))

    def heads(self, row: Row, after: Row) -> bool:
        """Whether two rows are one heading, centred and too long for a line."""
        left, right = self.edge(row)
        heading = row.size in self.large or (row.bold and after.bold)
        return heading and row.x1 - row.x0 > 0.5 * (right - left) and abs(row.x0 + row.x1 - after.x0 - after.x1) < self.size


def _blocks(rows: list[Row], file: str, language: str, report: Report) -> tuple[list[SourceBlock], Account]:
    for row in rows:
        text = clean(row.text, file, report, first=row.number)
        if text != row.text:
            row.text, row.calls = text, tuple((min(at, len(text)), printed) for at, printed in row.calls)
    account = Account("\n".join(map(_printed, rows)))
    furniture = _furniture(rows, language)
    for index in sorted(furniture):
        account.furniture(rows[index].number, _printed(rows[index]))
    for before, row in pairwise(rows):
        if before.page != row.page:
            account.page(row.number)
    if furniture:
        report.add("I109", Locus(file, rows[min(furniture)].number), lines=Lines(tuple(rows[index].number for index in furniture)))
    body = [row for index, row in enumerate(rows) if index not in furniture]
    look = _look(body)
    _calls_alone(body, look)
    words = vocabulary(row.text for row in body)
    text_rows, feet = _feet(body, look)
    notes = {key: _note(n, part, words, file) for key, n, part in feet}
    targets = _targets(text_rows, [(key, n, part[0].page) for key, n, part in feet])
    passages = [_passage(run, look, words, targets) for run in _runs(text_rows, look)]
    return bound(passages, notes, account, file, language, report), account


def _look(rows: Sequence[Row]) -> _Look:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = max(sizes, key=lambda value: (sizes[value], value), default=10.0)
    text = [row for row in rows if abs(row.size - size) < 0.06 * size]
    steps = Counter(
        round(b.base - a.base, 1) for a, b in pairwise(text) if (a.page, a.column) == (b.page, b.column) and b.base > a.base
    )
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for row in text:
        left, right = edges.get((row.page, row.column), (row.x0, row.x1))
        edges[row.page, row.column] = (min(left, row.x0), max(right, row.x1))
    full = sum(row.x1 > edges[row.page, row.column][1] - 0.3 * size for row in text)
    large = tuple(sorted({value for value in sizes if value > _LARGE * size}, reverse=True))
    leading = max(steps, key=lambda value: (steps[value], -value), default=1.2 * size)
    # The indent of first lines: what most rows have that stand before one without.
    indents = Counter(
        round(a.x0 - b.x0, 1) for a, b in pairwise(text) if (a.page, a.column) == (b.page, b.column) and a.x0 - b.x0 > 0.5 * size
    )
    indent = max(indents, key=lambda value: (indents[value], -value), default=0.0)
    return _Look(size, leading, full > 0.4 * len(text), edges, large, indent)


# --- Heads and feet of pages -------------------------------------------------------------------------------------------


def _furniture(rows: Sequence[Row], language: str) -> set[int]:
    """The rows that are running heads and folios: at the edges of pages, the same on several, or a number apart."""
    pages: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        pages.setdefault(row.page, []).append(index)
    for indexes in pages.values():
        indexes.sort(key=lambda index: rows[index].base)
    steps = Counter(round(b.base - a.base, 1) for a, b in pairwise(rows) if a.page == b.page and b.base > a.base)
    leading = max(steps, key=lambda value: (steps[value], -value), default=0.0)
    taken: set[int] = set()
    while True:
        edges = []
        for indexes in pages.values():
            left = [index for index in indexes if index not in taken]
            if left:
                edges += [(True, left[0], left[1:2]), *([(False, left[-1], left[-2:-1])] if len(left) > 1 else [])]
        undated = [(top, rows[index]) for top, index, _ in edges if read_dateline(rows[index].text, language) is None]
        shapes = Counter((top, *_shape(row, language)) for top, row in undated)
        folios = [(number, rows[index].page) for _, index, _ in edges if (number := _folio(rows[index])) is not None]
        offsets = Counter(number - page for number, page in folios)
        found = {
            index
            for top, index, near in edges
            if (not near or _stands_off(rows[index], rows[near[0]], leading))
            and (
                _counts(rows[index], offsets)
                if _folio(rows[index]) is not None
                else shapes[top, *_shape(rows[index], language)] > 1
            )
        }
        if not found:
            return taken
        taken |= found


def _stands_off(row: Row, near: Row, leading: float) -> bool:
    """Whether a short row stands apart from the one beside it: by white space, or by its size where the type is small."""
    apart = abs(near.base - row.base)
    return len(row.text) <= 80 and (apart > 1.3 * max(leading, row.size) or (apart > row.size and row.size < _SMALL * near.size))


def _folio(row: Row) -> int | None:
    """The number of a row that is a number alone."""
    found = re.fullmatch(r"[–—|\s]*(\d{1,4})[–—|\s]*", row.text)
    return int(found[1]) if found and not row.calls else None


def _counts(row: Row, offsets: Counter[int]) -> bool:
    """Whether a number at the edge of a page counts the pages, as another does, and is no year; the one of one page may be any."""
    number = _folio(row) or 0
    return offsets[number - row.page] > 1 or (len(offsets) == 1 and number < 1000)


def _shape(row: Row, language: str) -> tuple[str, int]:
    """A running head without the page number beside it, and how high it stands. The number of a chapter is no page."""
    text = row.text.casefold()
    return text if citations.heading_kind(text, language) else re.sub(r"^\d+\s+|\s+\d+$", "", text), round(row.base / 4)


def _feet(rows: Sequence[Row], look: _Look) -> tuple[list[Row], list[tuple[str, str, list[Row]]]]:
    """Part the text from the notes at the feet of columns: smaller, and opened by a number that is called or counts on.

    Gives the rows of the text, and of each note its key, its number and its rows. A note goes on at the foot of the next page.
    """
    text: list[Row] = []
    notes: list[tuple[str, str, list[Row]]] = []
    called = {
        call_number(printed)
        for row in rows if row.size >= _SMALL * look.size for at, printed in row.calls if at or not row.text
    }  # fmt: skip
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and rows[end].size < _SMALL * look.size and rows[end].page == rows[index].page:
            end += 1
        run = rows[index:end]
        if not run:
            text.append(rows[index])
            index += 1
            continue
        index = end
        at_foot = end == len(rows) or rows[end].page != run[0].page or rows[end].column != run[0].column
        opened = next((place for place, row in enumerate(run) if _label(row, called)), None)
        if opened is None and not (at_foot and notes and notes[-1][2][-1].page == run[0].page - 1 and _goes_on(notes[-1][2][-1])):
            text += run
            continue
        if opened:
            goes_on = bool(notes) and notes[-1][2][-1].page == run[0].page - 1
            (notes[-1][2] if goes_on else text).extend(run[:opened])
        elif opened is None:
            notes[-1][2].extend(run)
        for row in run[opened:] if opened is not None else ():
            n = _label(row, called)
            if n:
                notes.append((f"note {len(notes)}", n, [row]))
            else:
                notes[-1][2].append(row)
    return text, notes


def _calls_alone(rows: Sequence[Row], look: _Look) -> None:
    """Turn each call that a line's end parts from its word, so that it looks like a row of its own, into a row of a call alone."""
    for before, row, after in zip(rows, rows[1:], [*rows[2:], None], strict=False):
        n = call_number(row.text)
        if not n or n.isalpha() or row.calls or row.size >= _SMALL * look.size or before.size < _SMALL * look.size:
            continue
        # The number of a note may stand alone too: then the note comes next.
        if after is None or after.page != row.page or after.size >= _SMALL * look.size or _LABEL.match(_printed(after)):
            row.calls, row.text, row.size, row.bold = ((0, row.text),), "", before.size, before.bold


def _goes_on(row: Row) -> bool:
    """Whether a note breaks off at the end of a page."""
    return not ends_sentence(row.text)


def _label(row: Row, called: set[str]) -> str:
    """The number with which a note begins, if the text calls it; "" where none begins."""
    if row.calls and row.calls[0][0] == 0:
        n = call_number(row.calls[0][1])
    else:
        found = _LABEL.match(row.text)
        n = found["n"] if found else ""
    return n if n in called else ""


def _note(n: str, rows: Sequence[Row], words: Counter[str], file: str) -> Note:
    first = rows[0].text
    if not (rows[0].calls and rows[0].calls[0][0] == 0) and (found := _LABEL.match(first)):
        first = first[found.end() :]
    lines = [PrintedLine(row.number, first.strip() if row is rows[0] else _printed(row)) for row in rows]
    its_lines = tuple(row.number for row in rows)
    return Note(n, join(lines, words)[0], None, 0, locus=Locus(file, its_lines[0]), lines=its_lines)


def _printed(row: Row) -> str:
    """A row with what is raised in it."""
    parts: list[str] = []
    at = 0
    for place, printed in row.calls:
        parts += (row.text[at:place], printed)
        at = place
    return "".join([*parts, row.text[at:]])


def _targets(rows: Sequence[Row], notes: Sequence[tuple[str, str, int]]) -> dict[tuple[int, int], str]:
    """The key of the note that each call has, by row and place: on its own page, else the next, else anywhere."""
    free: dict[str, list[tuple[str, str, int]]] = {}
    for note in notes:
        free.setdefault(note[1], []).append(note)
    calls = [(row, at, call_number(printed)) for row in rows for at, printed in row.calls]
    targets: dict[tuple[int, int], str] = {}
    for reach in (0, 1, None):
        for row, at, n in calls:
            if (row.number, at) in targets:
                continue
            found = next((note for note in free.get(n, ()) if reach is None or note[2] == row.page + reach), None)
            if found:
                targets[row.number, at] = found[0]
                free[n].remove(found)
    return targets


# --- Paragraphs --------------------------------------------------------------------------------------------------------


def _runs(rows: Sequence[Row], look: _Look) -> list[list[Row]]:
    """Join rows to paragraphs, list items and headings."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and not _begins(runs[-1], row, look):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _begins(run: Sequence[Row], row: Row, look: _Look) -> bool:
    """Whether a row begins a paragraph of its own, after the rows of another."""
    if not row.text:
        return False
    before, first = run[-1], run[0]
    if abs(before.size - row.size) > 0.06 * look.size or before.bold != row.bold:
        return True
    label = list_mark(row.text)
    if label and not label[0].isalnum() and label[0] != "(" and label[0] not in "–—-":
        return True
    together = (before.page, before.column) == (row.page, row.column)
    if together and row.base - before.base > _GAP * max(look.leading, 1.1 * row.size):
        return True
    if label and (list_mark(first.text) or look.indented(row)) and (ends_sentence(before.text) or list_mark(before.text)):
        return True
    if not together and (row.column == -1) != (before.column == -1):
        return ends_sentence(before.text)
    if together and look.heads(before, row):
        return False
    left = look.edge(row)[0]
    offset, offset_before = row.x0 - left, before.x0 - look.edge(before)[0]
    if list_mark(first.text) and first.inset > first.x0:
        hangs = first.inset - look.edge(first)[0]
        return offset < hangs - 0.3 * look.size
    if offset > offset_before + 0.5 * look.size:
        return True
    if look.indented(row) and (look.short(before) or abs(offset - look.indent) < 0.2 * look.size):
        return True
    if offset < offset_before - 0.5 * look.size and len(run) > 1:
        return True
    if not look.short(before):
        return False
    return look.justified or (not together and ends_sentence(before.text) and not opens_small(row.text))


def _passage(run: Sequence[Row], look: _Look, words: Counter[str], targets: dict[tuple[int, int], str]) -> Passage:
    """A paragraph of its rows, with the calls in it at their places."""
    lines: list[PrintedLine] = []
    for row in run:
        # A call travels with its line as a note that has the key of the real one for its text.
        marks = [(at, DocumentNote(printed, (DocumentBlock("p", targets.get((row.number, at), "")),))) for at, printed in row.calls]
        # One with which a line begins belongs to the word before it.
        while lines and marks and marks[0][0] == 0:
            lines[-1] = replace(lines[-1], marks=(*lines[-1].marks, (len(lines[-1].text), marks.pop(0)[1])))
        if row.text or not lines:
            lines.append(PrintedLine(row.number, row.text, marks=tuple(marks)))
    text, placed = join(lines, words)
    label = list_mark(text) if _is_item(run[0], look) else ""
    calls = tuple(
        Call(max(0, at - len(label)), mark.n, mark.blocks[0].text or by_number(call_number(mark.n))) for at, mark in placed
    )
    size = run[0].size
    level = look.large.index(size) + 1 if size in look.large else 6 if run[0].bold and len(run) < 3 else 0
    its_lines = tuple(row.number for row in run)
    kind: BlockKind = "item" if label else "p"
    block = SourceBlock(text[len(label) :], its_lines[0], its_lines[-1], kind, label, (), min(level, 6), lines=its_lines)
    return Passage(block, calls)


def _is_item(row: Row, look: _Look) -> bool:
    """Whether a paragraph that begins with a list mark is a list item: figures must stand in a list's place, indented."""
    label = list_mark(row.text)
    return bool(label) and (not label[0].isdigit() or look.indented(row))


def _is_pdf(raw: bytes) -> bool:
    """Whether a file begins as a PDF does, within its first 1,024 bytes, as viewers allow (PDF Reference 1.7, appendix H, 13)."""
    return b"%PDF-" in raw[:1024]


def _knows(file: UnknownFile) -> bool:
    return _is_pdf(file.raw)


def _states(file: UnknownFile) -> Statement:
    """Title and author of its document information and the language of its catalogue, if pikepdf can open it."""
    import pikepdf

    with contextlib.suppress(pikepdf.PdfError, ValueError, TypeError), pikepdf.open(io.BytesIO(file.raw)) as document:
        title, author = (str(document.docinfo.get(f"/{name}", "")) for name in ("Title", "Author"))
        return Statement(title, (author,), str(document.Root.get("/Lang", "")))
    return Statement()


SHAPE = Shape(
    "pdf", KIND, (".pdf",), _knows, of_bytes=read, states=_states, extra="pdf", libraries=("pdfplumber", "pdfminer.six")
)  # fmt: skip
