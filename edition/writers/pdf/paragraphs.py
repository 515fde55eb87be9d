"""Turn a paragraph of WeasyPrint into lines that are broken together, where WeasyPrint itself fills one line after the other.

The letters of a paragraph are measured once, its lines end where `paragraph_breaks` says, and WeasyPrint sets each line as ever:
boxes, tags, links and hyphens are its own. This needs parts of WeasyPrint without a public name, as `layout` does. A paragraph with
anything but words and what stands among them, such as a float, and one from right to left, is left to WeasyPrint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import Any

import pyphen
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout, get_log_attrs, line_size

from edition.writers.pdf.paragraph_breaks import (
    CENTRED_HYPHEN,
    DASH,
    HYPHEN,
    RAGGED_HYPHEN,
    SECOND_HYPHEN,
    SHRINK,
    BreakPoint,
    Filling,
    LineMeasure,
    best_breaks,
)

# What stands in a line and is not made of letters, such as a picture: OBJECT REPLACEMENT CHARACTER.
OBJECT = "\ufffc"
SOFT_HYPHEN = "\u00ad"
_HYPHENS = ("-", "‐")
_SPACES = (" ", "\u00a0")
_DASH = re.compile(r"[–—―⸺⸻]|--|-\s")
# Letters of one word with their accents.
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
# A paragraph whose worst line is no worse is set without hyphens: \pretolerance of plain TeX.
GOOD = 100.0
# The first bit of a PangoLogAttr: a line may begin before the letter (pango-break.h). Of its first byte, that bit alone.
_MAY_BREAK = bytes(byte & 1 for byte in range(256))


class _UnfitError(Exception):
    """A paragraph holds what is left to WeasyPrint."""


@dataclass(frozen=True, slots=True)
class _SetText:
    """A text as Pango sets it in one line: its layout, and its width, height and baseline in CSS pixels."""

    layout: Any
    width: float
    height: float
    baseline: float


@dataclass(slots=True)
class _Run:
    """The letters of one box of text.

    `start`: the first of them, in the text of the paragraph. `offsets`: of each letter, in bytes of the box. `held`: the box around
    it in which no line may end, None for none. `raised`: they stand above the line, as the call of a note.
    """

    box: Any
    start: int
    offsets: Sequence[int]
    held: Any
    raised: bool


@dataclass(slots=True)
class _Words:
    """The letters of a paragraph as measured.

    `lefts`, `rights`: the edges of each letter, in CSS pixels, if all stood in one line. `glue`: the sum of the spaces before each
    letter.
    """

    text: str = ""
    runs: list[_Run] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    glue: list[float] = field(default_factory=lambda: [0.0])
    at: float = 0.0

    def add(self, run: _Run, text: str, widths: Sequence[float]) -> None:
        """Add the letters of a box."""
        self.runs.append(run)
        self.starts.append(run.start)
        self.text += text
        edges = list(accumulate(widths, initial=self.at))
        self.lefts += edges[:-1]
        self.rights += edges[1:]
        self.at = edges[-1]
        spaces = (width if letter in _SPACES else 0.0 for letter, width in zip(text, widths, strict=True))
        self.glue += list(accumulate(spaces, initial=self.glue[-1]))[1:]

    def run(self, letter: int) -> _Run:
        """Find the box of a letter."""
        return self.runs[bisect_right(self.starts, letter) - 1]


def next_line(
    theirs: Callable[..., Any],
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    block: Any,
    absolute: list[Any],
    fixed: list[Any],
    first_letter: Any,
    first_line: Any,
) -> tuple[Any, Any]:
    """Set the next line of a paragraph (in place of `inline.get_next_linebox`): the line, and where the next one begins."""
    given = (context, linebox, position_y, bottom_space, skip_stack, block, absolute, fixed, first_letter, first_line)
    if first_letter or first_line or context.excluded_shapes or not _broken(context, linebox, skip_stack, block):
        return theirs(*given)  # type: ignore[no-any-return]
    skip_stack = inline.skip_first_whitespace(linebox, skip_stack)
    if skip_stack == "continue":
        return None, None
    linebox.position_y = position_y
    linebox.width = linebox.height = 0
    x, position_y, available = inline.avoid_collisions(context, linebox, block, outer=False)
    linebox.position_x = x
    # With no end of the line in sight WeasyPrint ends it only where a box of text does.
    line, resume_at, preserved, *_ = inline.split_inline_box(
        context, linebox, x + linebox.text_indent, inf, bottom_space, skip_stack, block, absolute, fixed, [], [], [], None, None
    )
    linebox.width, linebox.height = line.width, line.height
    if inline.is_phantom_linebox(line) and not preserved:
        line.height = 0
        return line, resume_at
    inline.remove_last_whitespace(context, line)
    shift = _justified(context, line, available, last=resume_at is None or preserved)
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(shift, position_y - top)
    line.position_y = position_y
    return line, resume_at


def _justified(context: Any, line: Any, available: float, *, last: bool) -> float:
    """Fill a line that is to be filled, also by narrowing its spaces. Returns by how much it must be moved to the right."""
    if line.width < available or line.style["text_align_all"] != "justify":
        return inline.text_align(context, line, available, last)  # type: ignore[no-any-return]
    if count := inline.count_expandable_spaces(line):
        inline.add_word_spacing(context, line, max((available - line.width) / count, -SHRINK * line.style["font_size"] / 4), 0)
    return 0.0


def split_text(
    theirs: Callable[..., Any], context: Any, box: Any, available: float | None, skip: int, *, is_line_start: bool = True
) -> tuple[Any, int | None, Any]:
    """Cut off the part of a box of text that stands on a line (in place of `inline.split_text_box`)."""
    ends = getattr(box, "line_ends", None)
    if ends is None or available != inf or "\n" in box.text:
        made, stop, preserved = theirs(context, box, available, skip, is_line_start=is_line_start)
        if made is not None and made.text.endswith(_HYPHENS):
            made.own_hyphen = stop is None or box.text.encode()[:stop].decode().rstrip(" ").endswith(_HYPHENS)
        return made, stop, preserved
    whole = box.text.encode()
    if skip >= len(whole):
        return None, None, False
    at = bisect_right(ends, skip, key=lambda end: end[0])
    stop, mark = ends[at] if at < len(ends) else (None, "")
    text = whole[skip:stop].decode()
    if stop is not None:
        text = text.rstrip(" ") + mark
    if not text:
        return None, stop, False
    shaped = box.whole if text == box.text else _shaped(context, box, text)
    made = box.copy_with_text(text)
    made.line_ends = made.whole = None
    # Whether a hyphen at the end is one of the text itself (painting.py).
    made.own_hyphen = not mark
    made.width, made.height, made.pango_layout = shaped.width, shaped.height, shaped.layout
    made.margin_top = made.margin_bottom = (inline.strut(box.style)[0] - made.height) / 2
    made.baseline = shaped.baseline + made.margin_top
    return made, stop, False


def _shaped(context: Any, box: Any, text: str) -> _SetText:
    """Set a part of a box of text."""
    layout = create_layout(text, box.style, context, None, box.justification_spacing)
    line, _ = layout.get_first_line()
    made = _set_text(layout, line, box.style)
    layout.deactivate()
    return made


def _set_text(layout: Any, line: Any, style: Any) -> _SetText:
    width, height = line_size(line, style)
    return _SetText(layout, width, height, pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS)


def _broken(context: Any, linebox: Any, skip_stack: Any, block: Any) -> bool:
    """Find the ends of all lines of a paragraph, once for each width of its block. Returns False if WeasyPrint is to do it."""
    known = getattr(linebox, "broken_at", None)
    if known is not None and known[0] == block.width:
        return known[1]  # type: ignore[no-any-return]
    if skip_stack is not None:
        # The paragraph was begun elsewhere in another width.
        return False
    ours = True
    try:
        words = _measured(context, linebox, block)
        _end_lines(context, linebox, words, block.width)
    except _UnfitError:
        ours = False
    linebox.broken_at = (block.width, ours)
    return ours


def _measured(context: Any, linebox: Any, block: Any) -> _Words:
    """Measure the letters of a paragraph. Raises _UnfitError."""
    style = linebox.style
    if style["white_space"] != "normal" or style["direction"] != "ltr" or style["overflow_wrap"] != "normal":
        raise _UnfitError
    words = _Words()
    _measure(context, linebox, block, words, None, raised=False)
    if not words.text:
        raise _UnfitError
    return words


def _measure(context: Any, parent: Any, block: Any, words: _Words, held: Any, *, raised: bool) -> None:
    for child in parent.children:
        if not child.is_in_normal_flow():
            raise _UnfitError
        if isinstance(child, boxes.TextBox):
            text = child.text
            if not _breakable(child) or not child.style["font_size"]:
                raise _UnfitError
            offsets = _offsets(text)
            widths = [0.0] if text == "\n" else _widths(context, child, offsets)
            words.add(_Run(child, len(words.text), offsets, held, raised), text, widths)
        elif type(child) is boxes.InlineBox:
            inline.resolve_percentages(child, block)
            around = [child.margin_left, child.margin_right]
            left, right = (0.0 if margin == "auto" else margin for margin in around)
            words.at += left + child.border_left_width + child.padding_left
            within = held or (child if child.style["white_space"] == "nowrap" else None)
            _measure(context, child, block, words, within, raised=raised or _raised(child.style))
            words.at += right + child.border_right_width + child.padding_right
        elif isinstance(child, boxes.AtomicInlineLevelBox):
            inline.resolve_percentages(child, block)
            made = inline.atomic_box(context, child, 0, None, block, [], [])
            words.add(_Run(child, len(words.text), (0, 1), held, raised), OBJECT, [made.margin_width()])
        else:
            raise _UnfitError


def _raised(style: Any) -> bool:
    """Tell whether a style sets letters above the line."""
    align = style["vertical_align"]
    return style["font_variant_position"] == "super" or align == "super" or (isinstance(align, float | int) and align > 0)


def _breakable(box: Any) -> bool:
    """Tell whether the spaces of a box of text are those of a paragraph; a line break (`br`) is a box of its own."""
    return box.style["white_space"] in ("normal", "nowrap") or box.text == "\n"


def _offsets(text: str) -> Sequence[int]:
    """Find the place of each letter of a text in its bytes (UTF-8), and the number of bytes."""
    if text.isascii():
        return range(len(text) + 1)
    sizes = (1 if letter < "\x80" else 2 if letter < "\u0800" else 3 if letter < "\U00010000" else 4 for letter in text)
    return list(accumulate(sizes, initial=0))


def _widths(context: Any, box: Any, offsets: Sequence[int]) -> list[float]:
    """Measure the letters of a box of text in CSS pixels, and keep how it is set whole. A ligature has its width in its first
    letter.
    """
    layout = create_layout(box.text, box.style, context, None, 0)
    line, _ = layout.get_first_line()
    box.whole = _set_text(layout, line, box.style)
    found = [0] * (offsets[-1] + 1)
    step = ffi.sizeof("PangoGlyphInfo")
    run = line.runs
    while run != ffi.NULL:
        glyphs, start = run.data.glyphs, run.data.item.offset
        # A PangoGlyphInfo begins with the number of the glyph and its width, each an int.
        widths = memoryview(ffi.buffer(glyphs.glyphs, step * glyphs.num_glyphs)).cast("i")[1 :: step // 4].tolist()
        for cluster, width in zip(ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs), widths, strict=True):
            found[start + cluster] += width
        run = run.next
    layout.deactivate()
    return [found[offset] * FROM_UNITS for offset in offsets[:-1]]


def _end_lines(context: Any, linebox: Any, words: _Words, width: float) -> None:
    """Give each box of text of a paragraph the places at which lines end in it: `line_ends`, offset in bytes and hyphen."""
    ends: dict[int, list[tuple[int, str]]] = {id(run.box): [] for run in words.runs}
    filling: Filling = {"justify": "justified", "center": "balanced"}.get(linebox.style["text_align_all"], "ragged")  # type: ignore[assignment]
    em, begin = linebox.style["font_size"], 0
    stops = [at for at, letter in enumerate(words.text) if letter == "\n"]
    for stop in (*stops, len(words.text)):
        first = width if begin else width - linebox.text_indent
        for letter, mark in _segment(context, words, begin, stop, LineMeasure(first, width, filling, em)):
            run = words.run(letter - 1)
            ends[id(run.box)].append((run.offsets[letter - run.start], mark))
        begin = stop + 1
    for run in words.runs:
        run.box.line_ends = ends[id(run.box)]


def _segment(context: Any, words: _Words, begin: int, stop: int, measure: LineMeasure) -> Iterator[tuple[int, str]]:
    """Choose the lines of what stands before a line break or the end of the paragraph: the letter with which each but the first
    begins, and the hyphen that is set at the end of the line before it."""
    text = words.text[begin:stop]
    begin, stop = begin + len(text) - len(text.lstrip(" ")), stop - len(text) + len(text.rstrip(" "))
    if stop <= begin or words.rights[stop - 1] - words.lefts[begin] <= measure.first:
        return
    places = _places(words, begin, stop, CENTRED_HYPHEN if measure.filling == "balanced" else HYPHEN)
    chosen, worst = best_breaks(_points(words, places, begin, stop), measure)
    if worst > GOOD and (further := _hyphens(context, words, begin, stop, measure.filling)):
        places = sorted((further | {place.letter: place for place in places}).values(), key=lambda place: place.letter)
        chosen, _ = best_breaks(_points(words, places, begin, stop), measure)
    for at in chosen[:-1]:
        yield places[at].letter, places[at].mark


@dataclass(frozen=True, slots=True)
class _BreakPlace:
    """A place at which a line may end.

    `letter`: the first on the next line. `cost`: the demerits of a break there. `hyphen`: the line ends with a hyphen. `mark`: the
    hyphen that has to be set, "" for none; `width`: of it, in CSS pixels.
    """

    letter: int
    cost: float = 0.0
    hyphen: bool = False
    mark: str = ""
    width: float = 0.0


def _points(words: _Words, places: Sequence[_BreakPlace], begin: int, stop: int) -> list[BreakPoint]:
    """Measure places: what stands before each, from letter `begin` on. The last point is the end, `stop`."""
    text, lefts, rights, glue = words.text, words.lefts, words.rights, words.glue
    counted = list(accumulate(map(str.isalnum, text[begin:stop]), initial=0))
    start, none = lefts[begin], glue[begin]
    points = []
    for place in places:
        end = letter = place.letter
        while text[end - 1] == " ":
            end -= 1
        edges = rights[end - 1] + place.width - start, lefts[letter] - start
        points.append(BreakPoint(*edges, glue[end] - none, glue[letter] - none, counted[letter - begin], place.cost, place.hyphen))
    edge = rights[stop - 1] - start
    return [*points, BreakPoint(edge, edge, glue[stop] - none, glue[stop] - none, counted[-1])]


def _places(words: _Words, begin: int, stop: int, hyphen: float) -> list[_BreakPlace]:
    """Find the places between words, and those within words that have a hyphen or a sign at which a line may end. `hyphen`: the
    demerits of a line that ends with a hyphen."""
    text, run = words.text, words.run(begin)
    attributes = get_log_attrs(text[begin:stop], run.box.style["lang"])
    found = []
    for at in _breakable_at(attributes, begin, stop):
        if _together(words, at):
            continue
        before = text[at - 1]
        cost = DASH if _DASH.match(text, at) else 0.0
        if before == SOFT_HYPHEN:
            style = words.run(at - 1).box.style
            if style["hyphens"] == "none":
                continue
            found.append(
                _BreakPlace(at, cost + hyphen, hyphen=True, mark=style["hyphenate_character"], width=style["font_size"] / 3)
            )
        elif before in _HYPHENS:
            found.append(_BreakPlace(at, cost + hyphen, hyphen=True))
        else:
            found.append(_BreakPlace(at, cost))
    return found


def _breakable_at(attributes: Any, begin: int, stop: int) -> Iterator[int]:
    """Yield the letters after `begin` before which a line may begin. `attributes`: a PangoLogAttr of four bytes for each letter."""
    breaks = bytes(ffi.buffer(attributes))[:: ffi.sizeof("PangoLogAttr")].translate(_MAY_BREAK)
    at = breaks.find(1, 1, stop - begin)
    while at > 0:
        yield begin + at
        at = breaks.find(1, at + 1, stop - begin)


def _together(words: _Words, at: int) -> bool:
    """Tell whether no line may end before a letter, whatever it is: beside a picture, in a held box, before a raised figure."""
    if words.text[at - 1] == " " and words.text[at] == OBJECT:
        return False
    if OBJECT in words.text[at - 1 : at + 1]:
        return True
    before, after = words.run(at - 1), words.run(at)
    if after.raised and not before.raised and words.text[at - 1] != " ":
        return True
    return after.held is not None and before.held is after.held


def _hyphens(context: Any, words: _Words, begin: int, stop: int, filling: Filling) -> dict[int, _BreakPlace]:
    """Find the places at which words are divided by the rules of their language."""
    text = words.text
    found: dict[int, _BreakPlace] = {}
    widths: dict[int, float] = {}
    for match in _LETTERS.finditer(text, begin, stop):
        first, last = match.span()
        run = words.run(first)
        style = run.box.style
        total, left, right = style["hyphenate_limit_chars"]
        if last - first < total or style["hyphens"] != "auto" or not style["lang"]:
            continue
        if SOFT_HYPHEN in (text[first - 1 : first], text[last : last + 1]):
            # Where a word says itself how it is divided, it is divided so (CSS Text 3, 5.4).
            continue
        compound = text[first - 1 : first] in _HYPHENS or text[last : last + 1] in _HYPHENS
        cost = SECOND_HYPHEN if compound else HYPHEN if filling == "justified" else RAGGED_HYPHEN
        cost = CENTRED_HYPHEN if filling == "balanced" else cost
        for position in _positions(context, style["lang"], match[0], total, left, right):
            at = first + position
            box = words.run(at - 1).box
            if box.style["hyphens"] != "auto" or _together(words, at):
                continue
            mark = box.style["hyphenate_character"]
            if id(box.style) not in widths:
                widths[id(box.style)] = _width(context, box.style, mark)
            found[at] = _BreakPlace(at, cost, hyphen=True, mark=mark, width=widths[id(box.style)])
    return found


def _width(context: Any, style: Any, text: str) -> float:
    """Measure a text of one style, in CSS pixels."""
    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    return line_size(line, style)[0]  # type: ignore[no-any-return]


def _positions(context: Any, language: str, word: str, total: int, left: int, right: int) -> Sequence[int]:
    """Find the letters before which a word is divided. `total`, `left`, `right`: the least letters of a word and of its parts."""
    known = pyphen.language_fallback(language)
    if known is None:
        return ()
    key = (known, left, right, total)
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=known, left=left, right=right)
    # Where letters change with the division, as in some words of Hungarian, the word stays whole.
    return [position for position in context.dictionaries[key].positions(word) if position.data is None]
