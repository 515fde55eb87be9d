"""Pair the notes of a document with their calls: each with the note of its own chapter, numbers that begin again included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.readers.note_bodies import NoteBody
from edition.readers.note_marks import MarkStyle, number_of

# Which calls a note answers, by what stands round its own mark; the likeliest first.
_ANSWERS: Mapping[MarkStyle, tuple[MarkStyle, ...]] = {
    "square": ("square", "raised", "caret", "sign"),
    "brace": ("brace", "square", "raised"),
    "round": ("round", "raised", "sign"),
    "sign": ("sign", "round", "square", "raised"),
    "raised": ("raised", "square", "round"),
    "caret": ("caret", "raised", "square"),
    "said": ("square", "sign", "round", "brace", "raised", "caret", "glued"),
    "bare": ("square", "round", "brace", "raised", "caret", "sign", "glued"),
}
# What can be much else than a note: it is one if at least this share of those that stand together are called. By eye, on
# enumerations in prose.
_MOST = 0.6
# A figure right after a word, without brackets, calls a note only where at least so many do.
_FEW = 3
# A note is called once, and seldom more often; a piece of a list is named many times.
_TIMES = 1.5
# Such a note stands so many blocks below its call at most: on the same page.
_PAGE = 12
# A run of notes is compared with so many runs of calls that come next: some chapters have calls whose notes are lost.
_AHEAD = 6


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call in the text: its block, its range there, its mark, what stands round it, and in which section of the text it is."""

    block: int
    start: int
    end: int
    mark: str
    style: MarkStyle
    section: int


_Pair = tuple[PlacedCall, NoteBody]


@dataclass(frozen=True, slots=True)
class _Region:
    """Notes that stand together: no text that calls any stands between them. `section`: that of the text they stand in."""

    bodies: tuple[NoteBody, ...]
    section: int

    def runs(self) -> Iterator[list[list[NoteBody]]]:
        """The notes of each style, parted where their numbers begin again."""
        for style in dict.fromkeys(body.style for body in self.bodies):
            found: list[list[NoteBody]] = []
            known: set[str] = set()
            for body in self.bodies:
                if body.style != style:
                    continue
                if not found or body.mark in known:
                    found.append([])
                    known = set()
                known.add(body.mark)
                found[-1].append(body)
            yield found


def pair_notes(calls: Sequence[PlacedCall], bodies: Sequence[NoteBody], sections: Sequence[int]) -> list[_Pair]:
    """Pair calls and notes. A call that calls a note once more is paired with it too.

    `calls` and `bodies` in their order. `sections`: of each block of the document the section that it is in.
    """
    pairs: list[_Pair] = []
    waiting: dict[tuple[str, MarkStyle], list[PlacedCall]] = defaultdict(list)
    place = begun = last = 0
    for region in _regions(calls, bodies, sections):
        while place < len(calls) and _place(calls[place]) < _opens(region.bodies[0]):
            waiting[calls[place].mark, calls[place].style].append(calls[place])
            place += 1
        found: list[_Pair] = []
        window = _WaitingCalls(waiting, begun, region.section)
        for runs in region.runs():
            if len(runs) > 1:
                found += _several_runs(runs, window)
            else:
                found += [(call, body) for body in runs[0] for call in window.take(body)]
        pairs += _likely(region, found, last)
        last = max((number_of(body.mark) or 0 for _, body in found if body.style == "round"), default=last)
        begun = region.bodies[-1].at
    return sorted([*pairs, *_called_below(calls, bodies, pairs, sections)], key=lambda pair: _place(pair[0]))


def _place(call: PlacedCall) -> tuple[int, int]:
    return call.block, call.start


def _opens(body: NoteBody) -> tuple[int, int]:
    """Where a note begins: before the calls of its own block, but where it stood within a running text."""
    return body.anchor or (body.at, -1)


def _regions(calls: Sequence[PlacedCall], bodies: Sequence[NoteBody], sections: Sequence[int]) -> Iterator[_Region]:
    run: list[NoteBody] = []
    place = 0
    for body in bodies:
        called = False
        while place < len(calls) and _place(calls[place]) < _opens(body):
            called = called or not run or _place(calls[place]) > _opens(run[-1])
            place += 1
        if run and called:
            yield _Region(tuple(run), sections[run[0].at])
            run = []
        run.append(body)
    if run:
        yield _Region(tuple(run), sections[run[0].at])


@dataclass(frozen=True, slots=True)
class _WaitingCalls:
    """The calls that wait for a note, by mark and style; those from the block `begun` on stand after the notes before."""

    waiting: dict[tuple[str, MarkStyle], list[PlacedCall]]
    begun: int
    section: int

    def take(self, body: NoteBody) -> list[PlacedCall]:
        """The calls of a note: the first that may be one and, where its mark counts, all others of that mark."""
        for style in (*_ANSWERS[body.style], *(("spaced",) if body.headed else ())):
            calls = self.waiting.get((body.mark, style))
            if not calls:
                continue
            near = _tail(calls, self.begun, self.section) or _tail(calls, 0, self.section) or _tail(calls, self.begun)
            # No other stands near: of those that wait the last one.
            start = len(calls) - (len(near) or 1)
            end = len(calls) if number_of(body.mark) is not None else start + 1
            found = calls[start:end]
            del calls[start:end]
            return found
        return []

    def take_all(self, style: MarkStyle, marks: frozenset[str]) -> list[PlacedCall]:
        """All calls of some marks that wait after the notes before."""
        found: list[PlacedCall] = []
        for mark in marks:
            calls = self.waiting.get((mark, style), [])
            near = _tail(calls, self.begun)
            found += near
            del calls[len(calls) - len(near) :]
        return sorted(found, key=_place)


def _tail(calls: Sequence[PlacedCall], begun: int, section: int | None = None) -> Sequence[PlacedCall]:
    """The last of some calls, as many as stand from a block on and in a section."""
    start = len(calls)
    while start and calls[start - 1].block >= begun and section in (None, calls[start - 1].section):
        start -= 1
    return calls[start:]


# --- Numbers that begin again ----------------------------------------------------------------------------------------------


def _several_runs(runs: Sequence[Sequence[NoteBody]], window: _WaitingCalls) -> Iterator[_Pair]:
    """Pair notes whose numbers begin again with calls whose numbers begin again: run by run."""
    bodies = [body for run in runs for body in run]
    marks = frozenset(body.mark for body in bodies)
    counts = {
        style: sum(len(_tail(window.waiting.get((mark, style), ()), window.begun)) for mark in marks)
        for style in _ANSWERS[bodies[0].style]
    }
    # Of the ways to print a call that these notes may answer the first by which half of them are called.
    style = next((style for style, count in counts.items() if 2 * count >= len(bodies)), max(counts, key=lambda one: counts[one]))
    called = _call_runs(window.take_all(style, marks))
    at = 0
    for run in runs:
        known = {body.mark for body in run}
        near = [(_alike(known, {call.mark for call in one}), -index) for index, one in enumerate(called[at : at + _AHEAD])]
        likeness, ahead = max(near, default=(0.0, 0))
        if not likeness:
            continue
        at -= ahead
        for body in run:
            yield from ((call, body) for call in called[at] if call.mark == body.mark)
        at += 1


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _call_runs(calls: Sequence[PlacedCall]) -> list[list[PlacedCall]]:
    """Calls, parted where their numbers begin again; a call that comes again while the count goes on calls a note once more."""
    found: list[list[PlacedCall]] = []
    known: set[str] = set()
    top = 0
    for index, call in enumerate(calls):
        number = number_of(call.mark)
        again = call.mark in known
        if number is not None and (again or number < top):
            after = next((one for one in calls[index + 1 : index + 3] if one.mark != call.mark), None)
            again = after is None or number_of(after.mark) != top + 1
        if not found or again:
            found.append([])
            known, top = set(), 0
        known.add(call.mark)
        top = max(top, number or 0)
        found[-1].append(call)
    return found


# --- What is likely ----------------------------------------------------------------------------------------------------------


def _is_doubtful(body: NoteBody, call: PlacedCall | None = None) -> bool:
    """Whether what looks like a note may be a piece of a list, or what looks like a call a figure of the text."""
    counts = number_of(body.mark) is not None
    return (body.style == "bare" or (body.style == "round" and counts)) or (
        call is not None and call.style in ("round", "spaced", "glued") and counts
    )


def _likely(region: _Region, pairs: Sequence[_Pair], last: int) -> list[_Pair]:
    """The pairs of a region without those that are doubtful where too few of its notes are called.

    `last`: the number of the last note in round brackets before it. Pieces of a list have such brackets too: notes are what counts
    from 1 or goes on from the note before, is called once each, and nearby. The calls of notes stand in their order.
    """
    called = {id(body) for _, body in pairs}
    glued = sum(call.style == "glued" for call, _ in pairs)
    doubtful = [body for body in region.bodies if _is_doubtful(body)] or list(region.bodies)
    answers = sum(_is_doubtful(body, call) for call, body in pairs)
    enough = sum(id(body) in called for body in doubtful) >= _MOST * len(doubtful) and answers <= _TIMES * len(region.bodies)
    rounded = [body for body in doubtful if body.style == "round" and not body.headed]
    if rounded:
        begins = number_of(rounded[0].mark) in (1, last + 1)
        near = all(call.block >= region.bodies[0].at - _PAGE for call, body in pairs if body.style == "round")
        enough = enough and begins and near and all(id(body) in called for body in rounded) and answers <= len(doubtful)
    first = {id(body): _place(call) for call, body in reversed(pairs) if _is_doubtful(body)}
    places = [first[id(body)] for body in region.bodies if id(body) in first]
    falls = sum(after < before for before, after in pairwise(places))
    enough = enough and falls <= (1 - _MOST) * len(places) / 2
    return [
        (call, body)
        for call, body in pairs
        if not _is_doubtful(body, call) or (enough and (call.style != "glued" or glued >= _FEW))
    ]


def _called_below(
    calls: Sequence[PlacedCall], bodies: Sequence[NoteBody], pairs: Sequence[_Pair], sections: Sequence[int]
) -> Iterator[_Pair]:
    """Pair the calls that are left with notes above them in their section: of a page that begins with notes, or called again."""
    answered = {id(call) for call, _ in pairs}
    called = {id(body) for _, body in pairs}
    above: dict[tuple[str, int], list[NoteBody]] = defaultdict(list)
    for body in bodies:
        if not _is_doubtful(body) and (id(body) in called or body.style in ("square", "said", "brace")):
            above[body.mark, sections[body.at]].append(body)
    for call in calls:
        if id(call) in answered or call.style in ("round", "spaced", "glued"):
            continue
        before = [body for body in above.get((call.mark, call.section), ()) if _opens(body) < _place(call)][-1:]
        counts = number_of(call.mark) is not None
        for body in before:
            if call.style in _ANSWERS[body.style] and (counts or id(body) not in called):
                called.add(id(body))
                yield call, body
