"""Turn a PDF with its geometry into entries: pages, columns, feet with notes and raised calls are seen, not guessed."""

from __future__ import annotations

import contextlib
import io
import logging
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from edition.errors import TextError
from edition.language.languages import language_of
from edition.messages import Message, Report
from edition.messages.values import Lines
from edition.model import Locus
from edition.model.documents import Document, Furniture, NoteCall
from edition.readers.blocks import clean
from edition.readers.containers import damaged, library
from edition.readers.document_places import retold
from edition.readers.printed_lines import vocabulary
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.pdf.page_feet import calls_alone, furniture_of, part_feet, printed, targets_of
from edition.readers.shapes.pdf.printed_rows import Row, letters_of, rows_of
from edition.readers.shapes.pdf.row_blocks import RowBlocks, part_initials
from edition.readers.shapes.pdf.typesetting import Typesetting, typesetting_of

KIND = "PDF"
# The level of pdfminer's log is set and put back by one thread at a time.
_ALONE = threading.RLock()


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
class _PrintedPages:
    """The pages of a PDF, seen: how they are set, their running heads, the rows of the text and the notes at the feet.

    `feet`: of each note its key, its number and its rows. `targets`: the key of the note that each call has, by its row and place.
    """

    layer: str
    furniture: tuple[Furniture, ...]
    look: Typesetting
    words: Counter[str]
    body: list[Row]
    text: list[Row]
    feet: list[tuple[str, str, list[Row]]]
    targets: dict[tuple[int, int], str]


def _seen(rows: list[Row], file: str, language: str, report: Report) -> _PrintedPages:
    """See the rows of a PDF as pages. Reports W106, I109."""
    for row in rows:
        text = clean(row.text, file, report, first=row.number)
        if text != row.text:
            row.text, row.calls = text, tuple((min(at, len(text)), sign) for at, sign in row.calls)
            row.looks = tuple(replace(one, end=min(one.end, len(text))) for one in row.looks if one.start < len(text))
    layer = "\n".join(map(printed, rows))
    indexes = furniture_of(rows, language)
    furniture = tuple(Furniture(rows[index].number, printed(rows[index])) for index in sorted(indexes))
    if furniture:
        report.add("I109", Locus(file, furniture[0].line), lines=Lines(tuple(rows[index].number for index in indexes)))
    body = [row for index, row in enumerate(rows) if index not in indexes]
    look = typesetting_of(body)
    calls_alone(body, look)
    words = vocabulary(row.text for row in body)
    part_initials(body, words, language)
    text_rows, feet = part_feet(body, look)
    targets = targets_of(text_rows, [(key, n, part[0].page) for key, n, part in feet])
    return _PrintedPages(layer, furniture, look, words, body, text_rows, feet, targets)


def _document(file: UnknownFile, report: Report) -> Document:
    """The document of a PDF with text. Reports W104, W106, I109, I183.

    Raises TextError: it is damaged or something else (E130, E176), pdfplumber is missing (E131), it holds no words, being a scan
    (E180), or is locked (E135).
    """
    mine = Report()
    rows = _rows(file.raw, file.name, report)
    language = file.language
    if not language:
        written = language_of(" ".join(row.text for row in rows))
        language = written.tag if written else "en"
    seen = _seen(rows, file.name, language, mine)
    notes = {key: RowBlocks(seen.look, seen.words, language, {}).note(n, part) for key, n, part in seen.feet}
    called = {place: notes[key] for place, key in seen.targets.items()}
    maker = RowBlocks(seen.look, seen.words, language, called, _everywhere(seen.body))
    blocks = list(maker.blocks(seen.text))
    for key in sorted(notes.keys() - seen.targets.values(), key=lambda key: notes[key].line or 0):
        note = notes[key]
        mine.add("W104", Locus(file.name, note.line), n=note.n)
        place = max(0, bisect_right(blocks, note.line or 0, key=lambda block: block.line or 0) - 1)
        if blocks:
            blocks[place] = replace(blocks[place], notes=(*blocks[place].notes, NoteCall(len(blocks[place].text), note)))
    report.messages += retold(mine, _place_in(rows))
    return Document(
        file.name, "pdf", blocks=tuple(blocks), layer=seen.layer, furniture=seen.furniture, pages=tuple(_page_starts(rows)),
        counted="page",
    )  # fmt: skip


def _page_starts(rows: Sequence[Row]) -> Iterator[int]:
    """The row at which each page but the first begins; a page without words begins where the next one does."""
    page = 1
    for row in rows:
        yield from (row.number for _ in range(page, row.page))
        page = row.page


def _everywhere(rows: Sequence[Row]) -> frozenset[str]:
    """The looks that most of a text has, by which nothing is set off from anything."""
    letters: Counter[str] = Counter()
    for row in rows:
        for one in row.looks:
            letters[one.look] += one.end - one.start
    whole = sum(len(row.text) for row in rows)
    return frozenset(look for look, count in letters.items() if 2 * count > whole)


def _place_in(rows: Sequence[Row]) -> Callable[[int], Lines]:
    """What gives the page of a row, by its number in the file, and its number there."""
    firsts: dict[int, int] = {}
    for row in rows:
        firsts.setdefault(row.page, row.number)

    def place(line: int) -> Lines:
        row = rows[min(line, len(rows)) - 1]
        return Lines((row.number - firsts[row.page] + 1,), pages=(row.page,))

    return place


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
    "pdf", KIND, (".pdf",), _knows, document=_document, states=_states, extra="pdf",
    libraries=("pdfplumber", "pdfminer.six"), typed=True,
)  # fmt: skip
