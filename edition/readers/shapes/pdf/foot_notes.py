"""Turn the foot of each page into notes, and the figures glued to words into the marks that call them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from edition.messages import Report
from edition.model import Locus
from edition.model.documents import DocumentBlock, DocumentNote
from edition.readers.datelines import read_dateline
from edition.readers.printed_lines import PrintedLine, ends_sentence, join, opens_small
from edition.readers.shapes.pdf.page_bounds import ExtractedPage
from edition.readers.shapes.pdf.widths import Measure, measure

_FIGURES = re.compile(r"(?<=\S)(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3})(?!\w)")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER_LINE = re.compile(r"\[?(\d{1,3})[\].]?$")
_NUMBERED = re.compile(r"\[?(\d{1,3})(?:[\].)]?\s+(?=\S)|[\].)]?(?=[^\W\d_]))")
# A line narrower than this, in measures, ends its note if it closes a sentence.
_SHORT = 0.85
# So many lines that are no notes show how wide the text is set; where there are fewer, all lines of the file have to.
_ENOUGH = 40
# How many numbers in a row may be lost from the marks.
_LOST = 3


@dataclass(frozen=True, slots=True)
class _GluedFigure:
    """A note mark in a line: its page, the line's index there, its columns, its number."""

    page: int
    line: int
    start: int
    end: int
    n: int


@dataclass(frozen=True, slots=True)
class _Foot:
    """Where the note block of a page seems to begin and end, the numbers of its notes, and its odds, as a logarithm."""

    start: int
    end: int
    wanted: Sequence[int]
    odds: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text is set: the measures of the body and of the notes, which are often smaller; its words and language."""

    body: Measure
    notes: Measure
    words: Counter[str]
    language: str

    def number(self, line: str) -> re.Match[str] | None:
        """The number that a line begins with, if it is not that of a date."""
        found = _NUMBERED.match(line)
        if not found or (not found[0][-1].isspace() and line[found.end()].islower()):
            return None
        return found if read_dateline(line, self.language, 1) is None else None


def take_notes(
    pages: Sequence[ExtractedPage], full: Measure, words: Counter[str], file: str, language: str, report: Report
) -> None:
    """Take note blocks out of the pages and hang the notes on their marks, in place.

    Notes stand at the foot of the page that has their marks, in the order of their numbers; the numbers may stand before
    the text, on lines of their own before or after it, or be lost. `full`: the measure of all lines.

    Reports notes without mark (W104), which are hung on the last line of the page, and marks without note (W105), whose figures
    stay in the text.
    """
    marks: dict[int, list[_GluedFigure]] = {}
    for mark in _chain([mark for index, page in enumerate(pages) for mark in _candidates(index, page)]):
        marks.setdefault(mark.page, []).append(mark)
    above = _above_marks(pages, marks)
    body = measure(above) if len(above) >= _ENOUGH else full
    small = _note_measure([pages[index] for index in sorted(marks)], body)
    setting = _Setting(body, small, words, language)
    feet = {}
    for index, here in marks.items():
        following = next((later.lines[0].text for later in pages[index + 1 : index + 3] if later.lines), "")
        feet[index] = _foot(pages[index], here, following, setting)
    least = _least([foot.odds for foot in feet.values()])
    for index, foot in feet.items():
        notes = _take_block(pages[index], foot, setting) if foot.odds >= least else []
        _hang(pages[index], marks[index], notes, file, report)


# --- Marks ------------------------------------------------------------------------------------------------------------


def _candidates(index: int, page: ExtractedPage) -> list[_GluedFigure]:
    """Figures right after a letter or closing punctuation that are no part of a number, a time or a range."""
    found: list[_GluedFigure] = []
    for at, line in enumerate(page.lines):
        for figures in _FIGURES.finditer(line.text):
            before, after = line.text[: figures.start()], line.text[figures.end() :]
            if not (before[-1].isalpha() or before[-1] in ".,;:!?’”\"')]…»—*"):
                continue
            if re.search(r"\d[.,:’']$", before) or re.match(r"[.,:–/-]\d", after) or (after and after[0].isalnum()):
                continue
            found.append(_GluedFigure(index, at, *figures.span(), int(figures[0].translate(_SUPERSCRIPT))))
    return found


def _chain(candidates: Sequence[_GluedFigure]) -> list[_GluedFigure]:
    """The longest run of marks with rising numbers from 1, few of them missing; or one run for each page, if those hold more."""
    by_page: dict[int, list[_GluedFigure]] = {}
    for mark in candidates:
        by_page.setdefault(mark.page, []).append(mark)
    through = _rising(candidates)
    anew = [mark for page in sorted(by_page) for mark in _rising(by_page[page])]
    return anew if len(anew) > len(through) else through


def _rising(candidates: Sequence[_GluedFigure]) -> list[_GluedFigure]:
    length: dict[int, int] = {}
    best: dict[int, int] = {}
    before: list[int | None] = []
    for index, mark in enumerate(candidates):
        steps = [n for n in range(mark.n - 1, mark.n - 2 - _LOST, -1) if n in best]
        previous = max(steps, key=lambda n: (length[n], n), default=None)
        before.append(None if previous is None else best[previous])
        reached = 1 + (0 if previous is None else length[previous])
        if (previous is not None or 1 <= mark.n <= 1 + _LOST) and reached > length.get(mark.n, 0):
            length[mark.n], best[mark.n] = reached, index
    chain: list[_GluedFigure] = []
    at = best[max(length, key=lambda n: (length[n], -n))] if length else None
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


# --- The block at the foot of a page -----------------------------------------------------------------------------------


def _above_marks(pages: Sequence[ExtractedPage], marks: Mapping[int, Sequence[_GluedFigure]]) -> list[str]:
    """The lines that are surely no notes: on a page with marks, those down to its last."""
    ends = [marks[index][-1].line + 1 if index in marks else len(page.lines) for index, page in enumerate(pages)]
    return [line.text for page, end in zip(pages, ends, strict=True) for line in page.lines[:end]]


def _note_measure(pages: Sequence[ExtractedPage], full: Measure) -> Measure:
    """How wide the lines of notes are: smaller type holds more in a line. The body's measure where they do not differ."""
    low, high = full.limit if full.hard else full.mean + 3 * full.spread, 1.4 * full.mean
    wider = [width for page in pages for line in page.lines if low < (width := full.width(line.text)) < high]
    return replace(full, mean=median(wider)) if len(wider) > 1 else full


def _foot(page: ExtractedPage, marks: Sequence[_GluedFigure], following: str, setting: _Setting) -> _Foot:
    """Find the notes that the marks of a page call at its foot."""
    after = max(mark.line for mark in marks) + 1
    wanted = [mark.n for mark in marks]
    wanted += [n for n in _strangers(page.lines[after:], wanted) if n not in wanted]
    wanted.sort()
    called = {mark.n: _names(" ".join(line.text for line in page.lines[max(0, mark.line - 1) : mark.line + 1])) for mark in marks}
    unmarked = list(page.lines)
    for mark in reversed(marks):
        text = unmarked[mark.line].text
        unmarked[mark.line] = replace(unmarked[mark.line], text=text[: mark.start] + text[mark.end :])
    odds, start = _start(unmarked, after, wanted, following, setting, called.get(wanted[0], frozenset()))
    # Where the foot of a page was not known for one, text may follow.
    texts = [line.text for line in unmarked]
    end = next((at for at in range(start + 1, len(texts)) if _begins_entry(texts, at, setting.language)), len(texts))
    return _Foot(start, end, wanted, odds)


def _least(odds: Sequence[float]) -> float:
    """From which odds on a page has notes: where that is not clear, as its other pages show whether marks have notes at the foot.

    Their share is estimated as Jeffreys does, from so many of so many and a half of each more.
    """
    clear = sum(value >= 0 for value in odds)
    return min(0.0, math.log((len(odds) - clear - 0.5) / (clear + 0.5))) if clear < len(odds) else 0.0


def _take_block(page: ExtractedPage, foot: _Foot, setting: _Setting) -> list[DocumentNote]:
    """Take the notes at the foot of a page out of it."""
    parts = _parts(page.lines[foot.start : foot.end], foot.wanted, setting)
    page.lines = page.lines[: foot.start] + page.lines[foot.end :]
    return [_note(n, part, setting) for n, part in parts]


def _strangers(lines: Sequence[PrintedLine], wanted: Sequence[int]) -> list[int]:
    """Numbers on lines of their own that follow on the marks of the page: their marks were lost."""
    alone = [int(found[1]) for line in lines if (found := _NUMBER_LINE.match(line.text))]
    return [n for n in alone if wanted and min(wanted) - _LOST <= n <= max(wanted) + _LOST]


def _names(text: str) -> frozenset[str]:
    """The longer words of a text that are in capitals: explanatory notes open with the name that they explain."""
    return frozenset(word for word in re.findall(r"[^\W\d_]{4,}", text) if word[0].isupper())


def _start(
    lines: Sequence[PrintedLine], after: int, wanted: Sequence[int], following: str, setting: _Setting, called: frozenset[str]
) -> tuple[float, int]:
    """The logarithm of the odds that a page has a note block, and the line at which it begins.

    Numbers show it for sure; else widths and the flow of the sentence do, against what text at the foot would look like.
    """
    texts = [line.text for line in lines]
    numbers = [index for index in range(after, len(texts)) if _is_number(texts[index], wanted)]
    if numbers and numbers[-1] + 1 < len(texts) and _is_number(texts[numbers[0]], wanted[:1]):
        # The last number has text after it, so numbers stand before their notes here, and the first begins the block.
        return math.inf, numbers[0]
    total, ends, short = 0.0, 0, 0
    best = (-math.inf, len(texts))
    for index in range(len(texts) - 1, after - 1, -1):
        if not _is_number(texts[index], wanted):
            total += _likelihood(texts[index], setting.notes, 0.3) - _likelihood(texts[index], setting.body, 0.1)
            total -= 12 * _begins_entry(texts, index, setting.language)
            if index + 1 == len(texts) or _is_number(texts[index + 1], wanted) or _break(texts[index], texts[index + 1]):
                ends += 1
                # The last line ends the last note, however wide it is.
                short += index + 1 == len(texts) or setting.notes.width(texts[index]) < _SHORT * setting.notes.mean
        if ends and not (numbers and index > numbers[0]):
            # The block must divide into as many notes as there are marks, and not into more.
            score = total + _opening(lines, index, wanted, following, called, setting)
            score -= 8 * max(0, len(wanted) - ends) + 4 * max(0, short - len(wanted))
            if score > best[0]:
                best = (score, index)
    return (math.inf, best[1]) if numbers and best[1] < len(texts) else best


def _begins_entry(texts: Sequence[str], index: int, language: str) -> bool:
    """Whether an entry begins at a line, which no note does."""
    return read_dateline(texts[index], language) is not None and (not index or ends_sentence(texts[index - 1]))


def _is_number(text: str, wanted: Sequence[int]) -> bool:
    found = _NUMBER_LINE.match(text)
    return bool(found) and int(found[1]) in wanted  # type: ignore[index]


def _likelihood(text: str, measure: Measure, short: float) -> float:
    """The logarithm of how likely a face has a line so wide: full, of several printed lines run together, or of any width."""
    width = measure.width(text)
    single = 0.0 if measure.hard and width > measure.limit else measure.density(width)
    full = 0.8 * single + 0.15 * measure.density(width, 2) + 0.05 * measure.density(width, 3)
    return math.log((1 - short) * full + short / (1.2 * measure.mean) + 1e-12)


def _opening(
    lines: Sequence[PrintedLine], index: int, wanted: Sequence[int], following: str, called: frozenset[str], setting: _Setting
) -> float:
    """How well a note block begins at a line: with its number or a name, and where the text before goes on over the page."""
    text = lines[index].text
    score = 0.0
    numbered = setting.number(text)
    if numbered and int(numbered[1]) == wanted[0]:
        score += 12
    elif _is_number(text, wanted[:1]):
        score += 3
    elif opens_small(text) or not re.match(r"[\"'’“‘«(\[¿¡]*[^\W\d_]", text):
        score -= 8
    score += 1.5 * (lines[index].gap > 0) + 4 * (not called.isdisjoint(_names(" ".join(text.split()[:3]))))
    if index == 0:
        return score
    whole = ends_sentence(lines[index - 1].text)
    if whole:
        return score - 6 * opens_small(following)
    return score + (6 if opens_small(following) else 2)


def _parts(block: Sequence[PrintedLine], wanted: Sequence[int], setting: _Setting) -> list[tuple[int, list[PrintedLine]]]:
    """Divide a note block into its notes, each with its number."""
    parts: list[list[PrintedLine]] = [[]]
    for line in block:
        if _is_number(line.text, wanted):
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(line)
    parts = [part for part in parts if part]
    parts = [piece for part in parts for piece in _at_numbers(part, wanted, setting)]
    face = setting.notes
    while len(parts) < len(wanted):
        cuts = [
            (_break(part[at - 1].text, part[at].text) * (face.mean - face.last(face.width(part[at - 1].text))), -index, -at)
            for index, part in enumerate(parts) for at in range(1, len(part)) if _break(part[at - 1].text, part[at].text)
        ]  # fmt: skip
        best = max(cuts, default=None)
        if best is None:
            break
        part = parts[-best[1]]
        parts[-best[1] : 1 - best[1] or None] = [part[: -best[2]], part[-best[2] :]]
    while len(parts) > len(wanted):
        parts[-2:] = [parts[-2] + parts[-1]]
    return list(zip(wanted, parts, strict=False))


def _at_numbers(part: list[PrintedLine], wanted: Sequence[int], setting: _Setting) -> list[list[PrintedLine]]:
    """Divide lines before each that begins with the number of a note."""
    pieces: list[list[PrintedLine]] = [[]]
    for line in part:
        numbered = setting.number(line.text)
        if numbered and int(numbered[1]) in wanted and pieces[-1]:
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def _break(line: str, following: str) -> bool:
    """Whether one note can end and another begin between two lines."""
    return ends_sentence(line) and not opens_small(following)


def _note(n: int, lines: Sequence[PrintedLine], setting: _Setting) -> DocumentNote:
    """Make a note of its lines, without its number."""
    numbered = setting.number(lines[0].text)
    first = lines[0].text[numbered.end() :] if numbered and int(numbered[1]) == n else lines[0].text
    text, _ = join([replace(lines[0], text=first), *lines[1:]], setting.words)
    its_lines = tuple(line.number for line in lines)
    block = DocumentBlock("p", text, within=("note",), line=its_lines[0], lines=its_lines, rows=len(lines))
    return DocumentNote(str(n), (block,), its_lines[0])


def _hang(page: ExtractedPage, marks: Sequence[_GluedFigure], notes: Sequence[DocumentNote], file: str, report: Report) -> None:
    """Hang the notes of a page on their marks, and take the figures out of the lines."""
    by_number = {int(note.n): note for note in notes}
    on_line: dict[int, list[_GluedFigure]] = {}
    for mark in marks:
        if mark.n in by_number:
            on_line.setdefault(mark.line, []).append(mark)
        else:
            word = page.lines[mark.line].text[: mark.start].split()[-1]
            report.add("W105", Locus(file, page.lines[mark.line].number, mark.start + 1), n=str(mark.n), word=word)
    for index, found in on_line.items():
        line, shift, hung = page.lines[index], 0, []
        for mark in sorted(found, key=lambda mark: mark.start):
            hung.append((mark.start - shift, by_number.pop(mark.n)))
            line = replace(line, text=line.text[: mark.start - shift] + line.text[mark.end - shift :])
            shift += mark.end - mark.start
        page.lines[index] = replace(line, marks=tuple(hung))
    for note in by_number.values():
        report.add("W104", Locus(file, note.line), n=note.n)
        if page.lines:
            last = page.lines[-1]
            page.lines[-1] = replace(last, marks=(*last.marks, (len(last.text), note)))
