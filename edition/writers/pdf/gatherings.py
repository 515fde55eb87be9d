"""Turn pieces of a text into gatherings, which are set one by one, in several processes, and give parts of a PDF.

A gathering is as much text as fills some dozens of pages. Pages run on from one to the next, so each is set with the beginning of
what follows it: its last page is filled from there, and the next begins where that page ended. The lines are the same in both,
since no line depends on what stands before its block.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import connection
from typing import Any, Literal, cast

from edition.errors import OutsideError
from edition.messages import Message
from edition.writers.pdf import layout
from edition.writers.pdf.binding import NOTHING, part
from edition.writers.pdf.galley import Galley, TypeArea, galley
from edition.writers.pdf.imposition import PageStart, planned
from edition.writers.pdf.keeping import KeptPages, SetGathering, Shelf, read, written
from edition.writers.pdf.layout import LayoutFaults, Press
from edition.writers.pdf.makeup import made_up
from edition.writers.pdf.pieces import TextPiece
from edition.writers.pdf.workers import Line, Worker, start

# Letters in a gathering, at most: some thirty pages. More hold more memory, fewer set more lines twice.
GATHERING = 60_000
# The last gatherings hold so small a share of what is left, down to so small a share of a gathering, so that no process sets a
# large one while the others have nothing to do.
SHARE = 4
# Letters after a gathering that are set with it: more than fill a page.
BEYOND = 5_000
# The book's own font, as its name stands in a PDF.
FONT = "EB-Garamond"
MOST_PROCESSES = 8
# An id in the markup of a piece.
_ID = re.compile(rb' id="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Plan:
    """What all gatherings of a book share. `before`: how many pages of the text stand before the first."""

    sheets: tuple[str, ...]
    area: TypeArea
    title: str
    language: str
    targets: frozenset[str]
    variant: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A gathering to be set: its number, from 1, its own pieces, and those after it that may be needed for its last page.

    `last`: nothing stands after these pieces.
    """

    number: int
    pieces: tuple[TextPiece, ...]
    own: int
    last: bool


# What a gathering waits for: where it begins, or the same order with more pieces after it. What it says in between: where the
# next one begins.
Said = Literal["begin", "more"] | PageStart
Setting = Generator[Said, Any, SetGathering]


def gathering(press: Press, order: Order, plan: Plan) -> Setting:
    """Set a gathering. It says "begin" when all is done that can be without knowing where it begins, and is sent that; "more"
    where its last page cannot be filled, and is sent a longer order; a Begin as soon as it is known where the next one begins."""
    heard = LayoutFaults()
    galleys = _galleys(press, order, plan, heard)
    begin = yield "begin"
    while (pages := planned(galleys, plan.area, begin, last=order.last)) is None:
        order = yield "more"
        galleys = _galleys(press, order, plan, heard)
    end = pages.after(begin)
    yield PageStart(tuple(line - galley.own for line, galley in zip(end.lines, galleys, strict=True)), end.page)
    if not pages.count:
        return SetGathering(NOTHING, heard, ())
    with layout.logged(heard):
        made, high = made_up(press, galleys, plan.area, pages, begin, plan.title, plan.language)
        return SetGathering(part(made, order.number, plan.targets, FONT, plan.variant), heard, tuple(high))


def _galleys(press: Press, order: Order, plan: Plan, heard: LayoutFaults) -> list[Galley]:
    """Set the pieces of an order, those of each text in a galley of its own."""
    made = []
    with layout.logged(heard):
        for text in sorted(text for columns in plan.area.opening for text in columns):
            pieces = [piece for piece in order.pieces if piece.text == text]
            own = sum(piece.text == text for piece in order.pieces[: order.own])
            made.append(galley(press, plan.area, pieces, own, plan.language))
    return made


def _bounds(pieces: Sequence[TextPiece]) -> list[int]:
    """The pieces with which gatherings begin, and the end."""
    found, letters = [0], 0
    left = sum(piece.letters for piece in pieces)
    for at, piece in enumerate(pieces[:-1], 1):
        letters += piece.letters
        if letters >= min(GATHERING, max(left, GATHERING) / SHARE) and not piece.joined:
            found.append(at)
            left -= letters
            letters = 0
    return [*found, len(pieces)]


def _order(pieces: Sequence[TextPiece], number: int, bounds: Sequence[int], beyond: int) -> Order:
    """The order for a gathering, with so many letters after it."""
    first, last = bounds[number - 1 : number + 1]
    end = last
    while end < len(pieces) and (beyond > 0 or pieces[end - 1].joined):
        beyond -= pieces[end].letters
        end += 1
    return Order(number, tuple(pieces[first:end]), last - first, end == len(pieces))


def set_gatherings(press: Press, pieces: Sequence[TextPiece], plan: Plan, shelf: Shelf | None = None) -> tuple[SetGathering, ...]:
    """Turn pieces into gatherings, in order. The same pieces give the same bytes in one process and in several, and where
    gatherings that were set before as they are to be now are taken from the `shelf`."""
    bounds = _bounds(pieces)
    processes = min(len(bounds) - 1, os.cpu_count() or 1, MOST_PROCESSES)
    desk = _Desk(pieces, bounds, plan, shelf)
    if processes < 2:
        while number := desk.next():
            desk.serve(gathering(press, desk.order(number), plan), number)
    else:
        _in_processes(desk, plan, processes)
    return desk.gatherings()


class _Desk:
    """Knows which gatherings are set, where each begins, as far as it is known, and what is to be said to one that asks.

    A gathering whose text was set before waits until it is known where it begins: if it is there that it began, it is done.
    """

    def __init__(self, pieces: Sequence[TextPiece], bounds: Sequence[int], plan: Plan, shelf: Shelf | None) -> None:
        self._pieces, self._bounds, self._shelf = pieces, bounds, shelf
        self._begins = {1: PageStart(tuple(0 for columns in plan.area.opening for _ in columns), plan.before)}
        self._beyond: dict[int, int] = {}
        self._done: dict[int, SetGathering] = {}
        self._waiting = list(range(1, len(bounds)))
        self._sources = _sources(pieces, bounds, plan) if shelf is not None else {}
        self._kept: dict[int, KeptPages] = {}
        for number, source in self._sources.items():
            if shelf is not None and (content := shelf.find(source)) is not None:
                self._kept[number] = read(content)
        self._take()

    def _take(self) -> None:
        """Take gatherings that were kept, as far as it is known where they begin; what begins elsewhere is to be set."""
        for number in sorted(self._kept):
            if number in self._begins:
                kept = self._kept.pop(number)
                if kept.begin == self._begins[number] and kept.end is not None:
                    self._waiting.remove(number)
                    self._done[number], self._begins[number + 1] = kept.made, kept.end

    def next(self) -> int | None:
        """A gathering that is to be set; None where there is none as far as is known."""
        number = next((number for number in self._waiting if number not in self._kept), None)
        if number is not None:
            self._waiting.remove(number)
        return number

    def order(self, number: int) -> Order:
        """The order for a gathering; twice as much after it each time that it is asked for."""
        self._beyond[number] = self._beyond.get(number, BEYOND // 2) * 2
        return _order(self._pieces, number, self._bounds, self._beyond[number])

    def hears(self, number: int, said: Said) -> None:
        """Take down what a gathering says."""
        if isinstance(said, PageStart):
            self._begins[number + 1] = said
            self._take()

    def answer(self, number: int, said: Said) -> Order | PageStart | None:
        """What is sent to a gathering; None where it is not known yet, or nothing is asked."""
        return self._begins.get(number) if said == "begin" else self.order(number) if said == "more" else None

    def receives(self, number: int, made: SetGathering) -> None:
        """Take a gathering that is set, and keep it, unless it needed more text than that by which it would be found again."""
        self._done[number] = made
        if self._shelf is not None and self._beyond[number] == BEYOND:
            self._shelf.keep(self._sources[number], written(KeptPages(made, self._begins[number], self._begins[number + 1])))

    def serve(self, setting: Setting, number: int) -> None:
        """Serve one gathering from beginning to end, those before it being done."""
        said = next(setting)
        while True:
            self.hears(number, said)
            try:
                said = setting.send(self.answer(number, said))
            except StopIteration as end:
                self.receives(number, end.value)
                return

    def gatherings(self) -> tuple[SetGathering, ...]:
        """All gatherings, in order, when all are done."""
        return tuple(self._done[number] for number in sorted(self._done))


def _sources(pieces: Sequence[TextPiece], bounds: Sequence[int], plan: Plan) -> dict[int, list[bytes | str]]:
    """What each gathering is made from, but for where it begins: its pieces and those set with it, the targets that stand in them,
    and what all share."""
    shared = repr([replace(plan, targets=frozenset()), FONT])
    told = []
    for piece in pieces:
        # Two elements that are alike are not one element, and only a pickle tells this.
        whole = pickle.dumps(piece)
        told.append(hashlib.sha256(whole + targets_in(whole, plan.targets)).digest())
    found: dict[int, list[bytes | str]] = {}
    for number, first in enumerate(bounds[:-1], 1):
        order = _order(pieces, number, bounds, BEYOND)
        place = f"{number} {order.own} {order.last}"
        found[number] = [shared, place, *told[first : first + len(order.pieces)]]
    return found


def targets_in(markup: bytes, targets: frozenset[str]) -> bytes:
    """Name the targets of links that stand in some markup."""
    return b" ".join(sorted({name for name in _ID.findall(markup) if name.decode() in targets}))


def _in_processes(desk: _Desk, plan: Plan, processes: int) -> None:
    """Serve gatherings that are set in other processes, each of which takes another when it has done one.

    Raises OutsideError (E904): one was ended from outside.
    """
    asks: dict[Line, tuple[int, Said]] = {}
    busy: dict[Line, int] = {}
    idle: list[Line] = []
    started: list[Worker] = []
    try:
        while True:
            while (idle or len(started) < processes) and (number := desk.next()):
                if not idle:
                    started.append(start(_work, plan))
                    idle.append(started[-1].line)
                line = idle.pop()
                line.send(desk.order(number))
                busy[line] = number
            if not busy:
                break
            for line in cast(list[Line], connection.wait(list(busy))):
                number, said = busy[line], line.recv()
                if isinstance(said, SetGathering):
                    desk.receives(number, said)
                    del busy[line]
                    idle.append(line)
                elif isinstance(said, BaseException):
                    raise said
                else:
                    desk.hears(number, said)
                    asks[line] = number, said
            for line, (number, said) in list(asks.items()):
                answer = desk.answer(number, said)
                if answer is not None or isinstance(said, PageStart):
                    del asks[line]
                    line.send(answer)
    except (EOFError, ConnectionError):
        raise OutsideError(Message("E904")) from None
    finally:
        for worker in started:
            worker.end() if busy else worker.wait()


def _work(line: Line, plan: Plan) -> None:
    """Set gatherings in a process of its own, as long as orders come.

    Boxes live until their pages are written: to look through them for what is dead, as Python does again and again, takes a
    fifth of the time and finds nothing. It is done after each gathering.
    """
    press = Press(plan.sheets)
    gc.freeze()
    gc.disable()
    try:
        while order := line.recv():
            setting = gathering(press, order, plan)
            said = next(setting)
            while True:
                line.send(said)
                try:
                    said = setting.send(line.recv())
                except StopIteration as end:
                    line.send(end.value)
                    break
            gc.collect()
    except EOFError:
        # The other side is gone: nobody waits for what is done here.
        return
    except Exception as error:
        line.send(error)
