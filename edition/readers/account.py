"""Turn what a reader took from each line of a file into an account of the whole file: what every stretch of it is.

A reader joins lines, takes out hyphens, calls of notes and marks of the format. Here its words are laid beside the file again,
letter by letter; what the file has besides is named for what it is, so that nothing of the file is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.model import TEXT_PARTS, FloatKind, InlineRange, Note, Part, PartKind, Range
from edition.readers.unspaced_text import UnspacedText
from edition.text.looks import shifted

HYPHENS = "-‐\u00ad¬"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# How far the words of a reader may lie apart in the file; how many letters must agree there, and how far they are sought.
_FAR = 4000
_SURELY = 12
_SURE = {_SURELY: _FAR, 4: 200}
# How many letters in a row the file may write otherwise.
_OTHERWISE = 8
# So many letters are held against each other at first in one go; as long as they agree, twice as many.
_AT_ONCE = 48
# So near the last word of a block stands a call that marks of the format part from it.
_CALL_NEAR = 40

# What a page has beside its text, and this with notes.
_FURNITURE = frozenset({"fw", "line number"})
_FLOATS = _FURNITURE | {"note"}

# A stretch of a text that becomes a part of its own: kind, start, end, value.
Inner = tuple[PartKind, int, int, str]
# Letters that agree: the index of the first in those of a text, in those of its lines, and how many.
_Agreement = tuple[int, int, int]


@dataclass(slots=True)
class _Claim:
    """A block or note as its reader has it, and where it was found: for each of its lines the range taken there."""

    kind: PartKind
    lines: tuple[int, ...]
    text: str
    calls: tuple[tuple[int, Note], ...] = ()
    inner: tuple[Inner, ...] = ()
    value: str = ""
    looks: tuple[InlineRange, ...] = ()
    ranges: list[Range] = field(default_factory=list)


class Account:
    """The text layer of a file, and what its reader took from which line."""

    def __init__(self, layer: str) -> None:
        self.layer = layer
        self._starts = [0, *(found.end() for found in re.finditer("\n", layer))]
        self._free: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._last: dict[int, _Claim] = {}
        self._claims: list[_Claim] = []
        self._found: list[Part] = []
        self._looks: list[InlineRange] = []
        self._notes: dict[tuple[str, str, tuple[int, ...]], str] = {}
        self._counts: dict[str, int] = {}
        self._final: dict[int, _Claim] = {}

    # --- What a reader tells

    def block(
        self,
        kind: PartKind,
        lines: Sequence[int],
        text: str,
        *,
        label: str = "",
        calls: Iterable[tuple[int, Note]] = (),
        inner: Iterable[Inner] = (),
        value: str = "",
        looks: Iterable[InlineRange] = (),
    ) -> None:
        """A block of the text, the first of those not yet told on these lines, in the order of the file.

        `text`: as read; `label`: its list mark; `calls`: its notes at their offsets; `inner`: stretches of it that are parts;
        `looks`: ranges of it. A note that hangs on nothing is matter.
        """
        kind = "matter" if kind == "note" else kind
        calls = tuple(sorted(calls, key=lambda call: call[0]))
        inner, looks = tuple(inner), tuple(looks)
        if label and self._begins(lines, label):
            text = label + text
            calls = tuple((at + len(label), note) for at, note in calls)
            by = len(label)
            inner = (("label", 0, by, ""), *((part, start + by, end + by, said) for part, start, end, said in inner))
            looks = shifted(looks, len(label))
        self._claims.append(_Claim(kind, tuple(dict.fromkeys(lines)), text, calls, inner, value, looks))
        for _, note in calls:
            self.note(note)

    def note(self, note: Note) -> None:
        """A note, at its lines."""
        known = (note.n, note.text, note.lines)
        if known not in self._notes:
            count = self._counts[note.n] = self._counts.get(note.n, 0) + 1
            self._notes[known] = note.n if count == 1 else f"{note.n}.{count}"
            self._claims.append(
                _Claim("note", tuple(dict.fromkeys(note.lines)), note.text, value=self._notes[known], looks=note.looks)
            )

    def furniture(self, line: int, text: str, kind: FloatKind = "fw") -> None:
        """A running head, a folio or the number of a verse, at the beginning or the end of a line."""
        self._claims.append(_Claim(kind, (line,), text))

    def page(self, line: int) -> None:
        """A page that begins at a line."""
        start, end = self._bounds(line)
        start = max(start, self.layer.rfind("\f", start, end) + 1)
        rest = self.layer[start:end]
        self._found.append(Part("page", at := start + len(rest) - len(rest.lstrip()), at))

    # --- What comes of it

    def told(self) -> list[tuple[PartKind, tuple[int, ...]]]:
        """What each block was told to be, with its lines."""
        return [(claim.kind, claim.lines) for claim in self._claims if claim.kind not in _FLOATS]

    def parts(self) -> tuple[Part, ...]:
        """The parts of the layer, outer before inner, in order."""
        self._order()
        # The last block of each line: what is left of the line is its own.
        self._final = {line: claim for claim in self._claims if claim.kind not in _FLOATS for line in claim.lines}
        for claim in self._claims:
            self._trace(claim)
        self._strays()
        outer = [part for claim in self._claims for part in self._outer(claim)]
        return in_order((*outer, *self._found))

    def looks(self) -> tuple[InlineRange, ...]:
        """The looks as ranges of the layer, once the parts are known: a range for each line, without what stands between words."""
        return tuple(sorted(self._looks, key=lambda one: (one.start, one.end, one.look, one.value)))

    def _order(self) -> None:
        """Put what stands around entries, which is told before them, in its place among them where both share a line."""
        at = [index for index, claim in enumerate(self._claims) if claim.kind not in _FLOATS and claim.lines]
        text = [claim for claim in (self._claims[index] for index in at) if claim.kind in TEXT_PARTS]
        around = [claim for claim in (self._claims[index] for index in at) if claim.kind not in TEXT_PARTS]
        lines = {line for claim in text for line in claim.lines}
        if not any(lines.intersection(claim.lines) for claim in around):
            return
        around.sort(key=self._begin)
        ordered: list[_Claim] = []
        for claim in text:
            while around and self._begin(around[0]) < self._begin(claim):
                ordered.append(around.pop(0))
            ordered.append(claim)
        for index, claim in zip(at, (*ordered, *around), strict=True):
            self._claims[index] = claim

    def _begin(self, claim: _Claim) -> tuple[int, int]:
        """The line on which a block begins, and where: at its first letters among those of the line, 0 if they are not there."""
        words = "".join(claim.text.split())[:_SURELY]
        return claim.lines[0], max(0, "".join(self._line(claim.lines[0]).split()).find(words))

    def _outer(self, claim: _Claim) -> Iterator[Part]:
        """A block as one part, whatever floats lie in it; a float as the runs that nothing else interrupts."""
        ranges = sorted(claim.ranges)
        if not ranges:
            at = self._bounds(claim.lines[0])[0] if claim.lines else 0
            ranges = [] if claim.kind in _FLOATS else [(at, at)]
        elif claim.kind not in _FLOATS:
            ranges = [(ranges[0][0], ranges[-1][1])]
        runs: list[Range] = []
        for start, end in ranges:
            if runs and not self.layer[runs[-1][1] : start].strip():
                runs[-1] = runs[-1][0], end
            else:
                runs.append((start, end))
        for start, end in runs:
            yield Part(claim.kind, start, end, claim.value)

    def _line(self, line: int) -> str:
        start, end = self._bounds(line)
        return self.layer[start:end]

    def _bounds(self, line: int) -> Range:
        """A line's range in the layer without its line end; lines are counted from 1."""
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.layer)
        return self._starts[line - 1], end

    def _letters(self, lines: Sequence[int]) -> UnspacedText:
        """The letters of lines that nothing has taken yet: a stretch for each line."""
        bounds = ((line, *self._bounds(line)) for line in lines)
        return UnspacedText(self.layer, ((self._free.get(line, start), self._ends.get(line, end)) for line, start, end in bounds))

    def _begins(self, lines: Sequence[int], label: str) -> bool:
        """Whether a list mark stands in the file as the reader has it; Markdown counts for itself."""
        return bool(lines) and self._line(lines[0]).lstrip().startswith(label.strip())

    def _trace(self, claim: _Claim) -> None:
        """Lay the words of a claim beside its lines, and name what stands between them."""
        if self._is_one_line(claim):
            return
        found = self._letters(claim.lines)
        wanted = UnspacedText(claim.text, ((0, len(claim.text)),))
        if claim.kind in _FURNITURE and wanted.text and not found.text.startswith(wanted.text) and found.text.endswith(wanted.text):
            # A page that ends without a line end has the next one's head on its last line.
            place = found.place(len(found) - len(wanted))
            self._ends[claim.lines[0]] = place
            claim.ranges.append((place, found.place(len(found) - 1) + 1))
            return
        calls = deque(claim.calls)
        alike: list[_Agreement] = []
        at = index = 0
        while index < len(wanted):
            while calls and calls[0][0] <= wanted.place(index):
                at = self._call(calls.popleft()[1], found, at, wanted.text[index], claim)
            stop = wanted.index(calls[0][0]) if calls else len(wanted)
            if count := _agreeing(found.text, at, wanted.text, index, stop):
                alike.append((index, at, count))
                at, index = at + count, index + count
                continue
            start, missing = at, index
            at, index = _resume(found.text, wanted.text, at, index, stop, calls[0][1].n if calls else "", last=self._is_last(claim))
            if index > missing:
                first = wanted.place(missing - 1) + 1 if missing else 0
                end = wanted.place(index) if index < len(wanted) else len(claim.text)
                self._resolved(found, start, at, claim.text[first:end])
            else:
                self._between(claim, found, (start, at), opens=not alike)
        for _, note in calls:
            at = self._call(note, found, at, "", claim)
        self._joints(claim.text, wanted, found, alike)
        for kind, start, end, value in claim.inner:
            if pieces := _agreed(start, end, wanted, found, alike):
                first, last = pieces[0][0], pieces[-1][1] - 1
                self._found.append(Part(kind, found.place(first), found.place(last) + 1, value))
        for one in claim.looks:
            for first, after in _by_lines(_agreed(one.start, one.end, wanted, found, alike), found):
                self._looks.append(InlineRange(found.place(first), found.place(after - 1) + 1, one.look, one.value))
        self._take(claim, found, at)

    def _is_one_line(self, claim: _Claim) -> bool:
        """Whether a claim is what is left of one line, letter for letter, as most verses are: then nothing is to be laid beside it,
        and the line is its own."""
        if len(claim.lines) != 1 or claim.calls or claim.inner or claim.looks:
            return False
        line = claim.lines[0]
        start, end = self._bounds(line)
        start, end = self._free.get(line, start), self._ends.get(line, end)
        left = self.layer[start:end]
        words = left.strip()
        if not words or words != claim.text.strip():
            return False
        start += len(left) - len(left.lstrip())
        end = start + len(words)
        claim.ranges.append((start, end))
        self._free[line], self._last[line] = end, claim
        return True

    def _is_last(self, claim: _Claim) -> bool:
        """Whether nothing else may stand on the lines of a claim after its words, as a paragraph does after a run-in heading."""
        return claim.kind != "head" and all(self._final.get(line, claim) is claim for line in claim.lines[-1:])

    def _resolved(self, found: UnspacedText, start: int, end: int, read: str) -> None:
        """Name what the reader has otherwise: a character that the file writes by its name, a number that Markdown counts."""
        if start < end:
            self._found.append(Part("resolved", found.place(start), found.place(end - 1) + 1, read))
        elif found:
            at = found.place(start) if start < len(found) else found.place(len(found) - 1) + 1
            self._found.append(Part("resolved", at, at, read))
        if end < len(found):
            self._found.append(Part("joint", found.place(end), found.place(end)))

    def _take(self, claim: _Claim, found: UnspacedText, count: int) -> None:
        """Give a claim the first of the letters on its lines; the rest are free for the next."""
        for line, (first, after) in zip(claim.lines, pairwise([*found.stretches, len(found)]), strict=True):
            self._last.setdefault(line, claim)
            after = min(after, count)
            if first < after:
                start, end = found.place(first), found.place(after - 1) + 1
                claim.ranges.append((start, end))
                self._free[line] = end
                self._last[line] = claim

    def _call(self, note: Note, found: UnspacedText, at: int, following: str, claim: _Claim) -> int:
        """Find the call of a note where its mark was, and give the index after it; one that is not printed has no width."""
        key = self._notes[note.n, note.text, note.lines]
        start, end = _printed(found.text, at, note.n, last=not following)
        # Bare figures may be the text's own; then the words do not go on after them.
        goes_on = not following or found.text[end : end + 1] in (following, *HYPHENS)
        if start < end and (goes_on or found.text[start] == "["):
            self._between(claim, found, (at, start), opens=False)
            self._found.append(Part("call", found.place(start), found.place(end - 1) + 1, key))
            return end
        before = found.place(at - 1) + 1 if at else found.place(0) if found else self._bounds(claim.lines[0])[0]
        self._found.append(Part("call", before, before, key))
        return at

    def _between(self, claim: _Claim, found: UnspacedText, among: Range, *, opens: bool) -> None:
        """Name what the file has and the reader's words have not: a hyphen at a line's end, a note's number, markup."""
        start, end = among
        if start == end:
            return
        if opens and claim.kind == "note":
            self._found.append(Part("label", found.place(start), found.place(end - 1) + 1, claim.value))
            return
        for first, after in found.runs(start, end):
            kind: PartKind = "hyphen" if self.layer[first:after] in HYPHENS else "markup"
            self._found.append(Part(kind, first, after))

    def _joints(self, text: str, wanted: UnspacedText, found: UnspacedText, alike: Iterable[_Agreement]) -> None:
        """Find where words go on without the white space that the file has there, or with white space that it has not."""
        before: Range | None = None
        for index, at, count in alike:
            ours = {word - at + index for word in found.words(at, at + count)}
            lines = {line - at + index for line in found.stretches if at < line < at + count}
            # Where a word begins in both, both have white space.
            for turn in sorted({index} | lines | ours.symmetric_difference(wanted.words(index, index + count))):
                if turn > index:
                    before = wanted.place(turn - 1), found.place(at + turn - 1 - index)
                offset, place = wanted.place(turn), found.place(at + turn - index)
                if before and (offset, place) != (before[0] + 1, before[1] + 1):
                    between, read = self.layer[before[1] + 1 : place], text[before[0] + 1 : offset]
                    parted = any(letter.isspace() for letter in between)
                    if parted and not read:
                        self._found.append(Part("joint", place, place, "line" if "\n" in between else ""))
                    elif read.isspace() and not parted:
                        self._found.append(Part("resolved", place, place, " "))
            before = wanted.place(index + count - 1), found.place(at + count - 1)

    def _strays(self) -> None:
        """Name what no claim has: the end of a line goes to who has its beginning, a number alone to its note."""
        notes: dict[str, list[_Claim]] = {}
        for claim in sorted((one for one in self._claims if one.kind == "note" and one.lines), key=lambda one: one.lines[0]):
            notes.setdefault(claim.value.partition(".")[0], []).append(claim)
        for line in range(1, len(self._starts) + 1):
            start, end = self._bounds(line)
            start, end = self._free.get(line, start), self._ends.get(line, end)
            if start >= end or self.layer[start:end].isspace():
                continue
            letters = self._letters((line,))
            start, end = letters.place(0), letters.place(len(letters) - 1) + 1
            owner = self._last.get(line)
            noted = _nearest(notes.get(self.layer[start:end].strip("[]().:^"), ()), line)
            if owner is not None:
                owner.ranges.append((start, end))
                self._found.append(Part("markup", start, end))
            elif noted is not None:
                noted.ranges.append((start, end))
                self._found.append(Part("label", start, end, noted.value))
            else:
                self._found.append(Part("markup", start, end))


def _nearest(notes: Sequence[_Claim], line: int) -> _Claim | None:
    """Of notes in the order of their lines the one nearest to a line, the earlier of two."""
    after = bisect_left(notes, line, key=lambda claim: claim.lines[0])
    return min(notes[max(0, after - 1) : after + 1], key=lambda claim: abs(claim.lines[0] - line), default=None)


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts in the order of the layer; of those that begin together the longest first, and of the same range as they are given.

    The heading of an entry that has none printed has no width, and stands before what it is the heading of.
    """

    def place(part: Part) -> tuple[int, bool, bool, int]:
        return part.start, part.kind != "page", part.kind != "head" or part.start < part.end, -part.end

    return tuple(sorted(parts, key=place))


def _agreeing(found: str, at: int, wanted: str, index: int, stop: int) -> int:
    """How many letters agree from there on, in what is wanted up to `stop`."""
    most = min(len(found) - at, stop - index)
    if most < 1 or found[at] != wanted[index]:
        return 0
    count, step = 0, _AT_ONCE
    while count < most and step:
        piece = wanted[index + count : index + min(count + step, most)]
        if found.startswith(piece, at + count):
            count, step = count + len(piece), 2 * step
        else:
            step //= 2
    return count


def _printed(found: str, at: int, n: str, *, last: bool) -> Range:
    """Where the call of a note is printed: at once, or further on if it is the `last` of its block. An empty range: nowhere."""
    for form in (f"[{n}]", f"[^{n}]", f"({n})", n, n.translate(_SUPERSCRIPT)):
        if form and found.startswith(form, at):
            return at, at + len(form)
    if last and n:
        # Marks of the format may stand between the last word and its call.
        near = [(found.find(form, at, at + _CALL_NEAR), form) for form in (f"[{n}]", f"[^{n}]")]
        for start, form in sorted(one for one in near if one[0] >= 0):
            return start, start + len(form)
    return at, at


def _resume(found: str, wanted: str, at: int, index: int, stop: int, n: str, *, last: bool) -> tuple[int, int]:
    """Where both the letters found and those wanted go on together after letters that do not agree: after a hyphen, or further on.

    Gives the places in both; where they never do, that of the next call in what is wanted, `stop`, whose number is `n`, or the end.
    `last`: nothing else stands on these lines after what is wanted, as a run-in heading has its paragraph.
    """
    letter = wanted[index]
    if found[at : at + 1] in HYPHENS and found[at + 1 : at + 2] == letter:
        return at + 1, index
    if within := _between_marks(found, wanted, at, index, stop):
        return within, index
    left = stop - index
    if last and not n and left < _SURELY and len(found) - at < _FAR and found.endswith(wanted[index:stop]):
        return len(found) - left, index
    for later in range(index, min(index + _OTHERWISE, stop)):
        for sure, reach in _SURE.items():
            words = wanted[later : min(later + sure, stop)]
            # What is shorter than that is known by the call that follows.
            sought = [words] if len(words) == sure else [f"{words}[^{n}]", f"{words}[{n}]"] if n else []
            places = [goes_on for one in sought if (goes_on := found.find(one, at, at + reach)) >= 0]
            if places:
                return min(places), later
    for later in range(index, min(index + _OTHERWISE, stop)):
        goes_on = found.find(wanted[later], at, at + _FAR)
        if goes_on >= 0:
            return goes_on, later
    return at, stop


def _between_marks(found: str, wanted: str, at: int, index: int, stop: int) -> int:
    """Where letters begin that agree, after a sign or several alike and up to the same again, as round words in italics; else 0."""
    sign = found[at : at + 1]
    first = at
    while sign and first - at < _SURELY and found[first : first + 1] == sign:
        first += 1
    close = found.find(found[at:first], first, first + _SURELY + 1) if sign and not sign.isalnum() else -1
    return first if close > first and index + close - first <= stop and wanted.startswith(found[first:close], index) else 0


def _agreed(start: int, end: int, wanted: UnspacedText, found: UnspacedText, alike: Sequence[_Agreement]) -> list[Range]:
    """What a file has of a stretch of a text, as ranges of the letters found: those that agree, in order."""
    first, after = wanted.index(start), wanted.index(end)
    pieces: list[Range] = []
    for number in range(bisect_right(alike, first, key=lambda agreement: agreement[0] + agreement[2]), len(alike)):
        index, at, count = alike[number]
        if index >= after:
            break
        low, high = max(first, index), min(after, index + count)
        if low < high:
            pieces.append((at + low - index, at + high - index))
    return pieces


def _by_lines(pieces: Iterable[Range], found: UnspacedText) -> Iterator[Range]:
    """Ranges of the letters found, cut where a line ends."""
    for start, end in pieces:
        ends = found.stretches[bisect_right(found.stretches, start) : bisect_left(found.stretches, end)]
        yield from pairwise(dict.fromkeys([start, *ends, end]))
