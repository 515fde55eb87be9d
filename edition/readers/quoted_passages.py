"""Turn a review into the passages that it quotes, each parted at the quoter's cuts."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right as bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from edition.language.languages import language_read_as
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus, PartKind, Piece, Quotation, Supplied, Witness
from edition.readers.blocks import clean
from edition.readers.outer_marks import OPENING, Mark, outer_marks
from edition.readers.page_matter import kinds, tell
from edition.readers.printed_lines import ends_sentence
from edition.readers.quoters_cuts import cuts
from edition.readers.review_paragraphs import paragraphs
from edition.readers.reviewing import with_account
from edition.text.raw_text import WRAPPED, list_mark

# What is turned inside a stretch: words in brackets, note marks, soft hyphens, white space.
_TURN = re.compile(r"\[(?!\d{1,3}\])(?P<words>[^\[\]\n]{1,200})\]|\[\d{1,3}\]|\u00ad|(?P<space>\s+)")
_NUMBERS = r"(?P<page>\d{1,4}(?:\s?[–—-]\s?\d{1,4})?(?:,\s?\d{1,4}(?:\s?[–—-]\s?\d{1,4})?)*)"
_BARE_PAGE = re.compile(rf"[.,;:]?\s?\({_NUMBERS}\)")
_SENTENCE_END = re.compile(r"[.?!]\s+(?=[^\W\d_a-z]|[“\"‘«])")
# Where quotation marks are round titles and pictures, or round words that the text quotes too.
_NO_TEXT: frozenset[str] = frozenset(("caption", "reference", "pull quote", "credit", "biography", "byline"))
# A block quotation without marks has this many words at least, and so has the sentence that introduces it.
_BLOCK_WORDS = 8


@functools.lru_cache(maxsize=16)
def _said_page(language: str) -> re.Pattern[str]:
    """How a reviewer gives the page of a quotation in the words of a language."""
    pages = language_read_as(language).page.pages
    return re.compile(rf"[(\[](?:[^()\[\]\d]{{0,40}},\s*)?(?:{pages})\.?\s?{_NUMBERS}[^()\[\]]{{0,40}}[)\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _ReviewParagraph:
    """A paragraph of the review, by its range in the file and its first line.

    `set_off`: it stands off the margin or is marked as a quotation. `goes_on`: the line before it broke off in mid-sentence.
    `kind`: what it is on the page.
    """

    start: int
    end: int
    set_off: bool
    goes_on: bool
    kind: PartKind
    line: int


@dataclass(frozen=True, slots=True)
class _QuotationSpan:
    """The range of a quotation, without its marks."""

    start: int
    end: int
    display: Literal["inline", "block"]


def read_quotations(witness: Witness, text: str, report: Report) -> Witness:
    """Read the quotations of a review; what stands between them is the reviewer's own text.

    Quotations in marks (“…”, "…", «…», and ‘…’ where these are the outer ones), also of several paragraphs; block quotations
    without marks, which the paragraph before them introduces. Offsets are code points of `text`. Reports what stands round the
    text (I150), what is in marks there (I151), quotation marks that are not closed (W117) and a review without quotations (E116).
    """
    text = clean(text, witness.file, report, by=" ")
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    said_page = _said_page(witness.language)
    told = _paragraphs(text, lines, witness.language)
    pairs = language_read_as(witness.language).quotation_marks
    marks = outer_marks(text, [(paragraph.start, paragraph.end) for paragraph in told], pairs)
    _tell(told, marks, text, lines, witness, report)
    inside = [(paragraph, own) for paragraph, own in zip(told, marks, strict=True) if paragraph.kind not in _NO_TEXT]
    parted = [paragraph for paragraph, _ in inside]
    spans = [
        _QuotationSpan(*span, "inline") for span in _in_marks(text, parted, [own for _, own in inside], lines, witness, report)
    ]
    spans += [_QuotationSpan(*span, "block") for span in _blocks(text, parted, list(spans), said_page)]
    spans.sort(key=lambda span: (span.start, -span.end))
    starts = [paragraph.start for paragraph in parted]
    breaks = [paragraph.start for paragraph in parted if not paragraph.goes_on]
    found: list[Quotation] = []
    for index, span in enumerate(spans):
        line = bisect(lines, span.start)
        locus = Locus(witness.file, line, span.start - lines[line - 1] + 1)
        page = _page(text, spans, index, parted, starts, said_page)
        words = _piece(text, span.start, span.end, breaks)
        pieces = tuple(_pieces(text, span, breaks))
        if words and pieces:
            found.append(Quotation(words.text, span.start, span.end, pieces, page, span.display, locus))
    if not found:
        report.add("E116", Locus(witness.file))
    return with_account(replace(witness, quotations=tuple(found)), text, {paragraph.line: paragraph.kind for paragraph in told})


def _paragraphs(text: str, lines: Sequence[int], language: str) -> list[_ReviewParagraph]:
    """The paragraphs of a text, by their ranges in it."""
    found: list[_ReviewParagraph] = []
    bounds = [*lines, len(text) + 1]
    blocks = paragraphs(text, language, whole=True)
    for block, kind in zip(blocks, kinds(blocks, language), strict=True):
        rows = text[bounds[block.first - 1] : bounds[block.last] - 1]
        start = bounds[block.first - 1] + len(rows) - len(rows.lstrip().removeprefix("> "))
        end = bounds[block.first - 1] + len(rows.rstrip())
        goes_on = bool(found) and block.gap == 0 and not ends_sentence(text[found[-1].start : found[-1].end])
        found.append(_ReviewParagraph(start, end, bool(re.match(r"\s{4,}|\t|> ", rows)), goes_on, kind, block.first))
    return found


def _tell(
    told: Sequence[_ReviewParagraph],
    marks: Sequence[Sequence[Mark]],
    text: str,
    lines: Sequence[int],
    witness: Witness,
    report: Report,
) -> None:
    """Report what stands round the text of a review, and the words in quotation marks there."""
    rows = [range(bisect(lines, p.start), bisect(lines, max(p.start, p.end - 1)) + 1) for p in told]
    tell(zip((paragraph.kind for paragraph in told), rows, strict=True), witness.file, report)
    outside = [(paragraph, own) for paragraph, own in zip(told, marks, strict=True) if paragraph.kind in _NO_TEXT]
    left_out, outer = [paragraph for paragraph, _ in outside], [own for _, own in outside]
    marked = [bisect(lines, start) for start, _ in _in_marks(text, left_out, outer, lines, witness, Report())]
    if marked:
        report.add("I151", Locus(witness.file, marked[0]), count=len(marked), lines=Lines(tuple(marked)))


# --- Quotations in marks -----------------------------------------------------------------------------------------------


def _in_marks(
    text: str,
    parted: Sequence[_ReviewParagraph],
    outer: Sequence[Sequence[Mark]],
    lines: Sequence[int],
    witness: Witness,
    report: Report,
) -> list[tuple[int, int]]:
    """The ranges between quotation marks; one that is closed in a later paragraph, or opens anew at each, is one quotation.

    `outer`: the outer marks of each paragraph. Marks within the quoter's brackets are no marks of ours. A quotation that is not
    closed is taken to end with its paragraph.
    """
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    last_end = 0

    def unclosed(start: int, end: int) -> None:
        line = bisect(lines, start - 1)
        words = " ".join(text[start : start + 60].split()[:5])
        report.add("W117", Locus(witness.file, line, start - lines[line - 1]), words=words)
        found.append((start, end))

    for paragraph, marks in zip(parted, outer, strict=True):
        goes_on = paragraph.goes_on or (bool(marks) and (marks[0] == (paragraph.start, True) or not marks[0][1]))
        if open_at is not None and not goes_on:
            unclosed(open_at, last_end)
            open_at = None
        for index, (at, opens) in enumerate(marks):
            if open_at is not None and text.rfind("[", open_at, at) > text.rfind("]", open_at, at):
                continue
            if opens and open_at is not None and index:
                unclosed(open_at, at)
                open_at = None
            if opens and open_at is None:
                open_at = at + 1
            elif not opens and open_at is not None:
                found.append((open_at, at))
                open_at = None
        last_end = paragraph.end
    if open_at is not None:
        unclosed(open_at, last_end)
    return found


# --- Block quotations ----------------------------------------------------------------------------------------------------


def _blocks(
    text: str, parted: Sequence[_ReviewParagraph], marked: Sequence[_QuotationSpan], said_page: re.Pattern[str]
) -> list[tuple[int, int]]:
    """The ranges of block quotations without marks, outside those in marks.

    A paragraph is one where it is set off from the margin, or the paragraph before it breaks off: with a colon, or in
    the middle of its sentence. Paragraphs set off one after the other are one quotation.
    """
    found: list[tuple[int, int]] = []
    joins = False
    starts = [span.start for span in marked]
    for before, paragraph in zip([None, *parted], parted, strict=False):
        words = text[paragraph.start : paragraph.end]
        held = bisect(starts, paragraph.start + 1)
        if (held and marked[held - 1].end > paragraph.start) or list_mark(words):
            joins = False
        elif paragraph.set_off or (before is not None and _introduces(text[before.start : before.end], words)):
            end = paragraph.start + len(_without_page(words, said_page))
            if joins:
                found[-1] = found[-1][0], end
            else:
                found.append((paragraph.start, end))
            joins = paragraph.set_off
        else:
            joins = False
    return found


def _introduces(before: str, words: str) -> bool:
    """Whether a paragraph breaks off before another that it quotes."""
    if len(before.split()) < _BLOCK_WORDS or len(words.split()) < _BLOCK_WORDS:
        return False
    if before.endswith(":"):
        return True
    # A sentence that goes on in the quotation; a short line that breaks off is one that was broken by accident.
    broken = len(before) > WRAPPED and (before[-1].isalnum() or before[-1] in ",—–")
    return broken and words[0].islower() and ends_sentence(words)


def _without_page(words: str, said_page: re.Pattern[str]) -> str:
    """A block quotation without the page in brackets that closes it."""
    for pattern in (said_page, _BARE_PAGE):
        for found in pattern.finditer(words):
            if not words[found.end() :].strip(" ."):
                return words[: found.start()].rstrip()
    return words


# --- What a quotation holds -----------------------------------------------------------------------------------------------


def _page(
    text: str,
    spans: Sequence[_QuotationSpan],
    index: int,
    parted: Sequence[_ReviewParagraph],
    starts: Sequence[int],
    said_page: re.Pattern[str],
) -> str | None:
    """The page that the reviewer gives for a quotation: right after it, or further on in the sentence that holds it.

    Of a block quotation, at its end or in the first sentence after it.
    """
    span = spans[index]
    place = bisect(starts, span.end) - 1
    start, end = span.end + (span.display == "inline"), parted[place].end
    if span.display == "block" and not text[start:end].strip() and place + 1 < len(parted):
        start, end = parted[place + 1].start, parted[place + 1].end
    # Within the sentence other quotations may stand: their stops do not end it.
    after = text[start:end]
    for other in spans[index + 1 : index + 4]:
        if start <= other.start < other.end <= end and other.display == "inline":
            after = after[: other.start - start] + "x" * (other.end - other.start) + after[other.end - start :]
    found = said_page.match(after.lstrip(" .,;:)")) or _BARE_PAGE.match(after)
    if not found and (span.display == "block" or text[span.end - 1] not in ".?!"):
        sentence = _SENTENCE_END.search(after)
        found = said_page.search(after[: sentence.start() + 1 if sentence else None])
    return found["page"] if found else None


def _pieces(text: str, span: _QuotationSpan, breaks: Sequence[int]) -> Iterator[Piece]:
    """The uncut stretches of a quotation."""
    at = span.start
    for first, last in [*cuts(text, span.start, span.end), (span.end, span.end)]:
        if piece := _piece(text, at, first, breaks):
            yield piece
        at = last


def _piece(text: str, start: int, end: int, breaks: Sequence[int]) -> Piece | None:
    """One stretch: brackets and note marks out, white space as one space, the end of a paragraph as a line end.

    None for a stretch without a word.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    parts: list[str] = []
    supplied: list[Supplied] = []
    at = length = 0
    for found in _TURN.finditer(text, start, end):
        kept = [text[at or start : found.start()]]
        if found["words"]:
            first = length + len(kept[0])
            supplied.append(Supplied(first, first + len(found["words"])))
            kept.append(found["words"])
        elif found["space"]:
            place = bisect(breaks, found.end())
            kept.append("\n" if place and breaks[place - 1] > found.start() else " ")
        parts += kept
        length += sum(map(len, kept))
        at = found.end()
        if found["space"] and parts[-1] == "\n" and text[at] in OPENING + '"‘':
            at += 1
    parts.append(text[at or start : end])
    words = "".join(parts)
    return Piece(words, start, end, tuple(supplied)) if re.search(r"\w", words) else None
