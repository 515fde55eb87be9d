"""Turn pieces of a text into gatherings, which are set one by one, in several processes, and give parts of a PDF.

A gathering is as much text as fills some dozens of pages. Pages run on from one to the next, so each is set with the beginning of
what follows it: its last page is filled from there, and the next begins where that page ended. The lines are the same in both,
since no line depends on what stands before its block.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from multiprocessing import connection, forkserver, get_context
from typing import Any, Literal, TypeAlias, cast

from edition.writers.pages import layout
from edition.writers.pages.binding import NOTHING, Part, part
from edition.writers.pages.galley import TypeArea, galley
from edition.writers.pages.layout import Heard, Press
from edition.writers.pages.makeup import Begin, leaves_from, made_up
from edition.writers.pages.pieces import Piece

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What all gatherings of a book share."""

    sheets: tuple[str, ...]
    area: TypeArea
    title: str
    language: str
    targets: frozenset[str]
    variant: str


@dataclass(frozen=True, slots=True)
class Order:
    """A gathering to be set: its number, from 1, its own pieces, and those after it that may be needed for its last page.

    `last`: nothing stands after these pieces.
    """

    number: int
    pieces: tuple[Piece, ...]
    own: int
    last: bool


@dataclass(frozen=True, slots=True)
class SetGathering:
    """A gathering set: its pages as a part of the PDF, what was heard of them, and the pages with something too high."""

    part: Part
    heard: Heard
    high: tuple[int, ...]


# A line to another process.
Line: TypeAlias = "connection.Connection[Any, Any]"
# What a gathering waits for: where it begins, or the same order with more pieces after it. What it says in between: where the
# next one begins.
Said = Literal["begin", "more"] | Begin
Setting = Generator[Said, Any, SetGathering]


def gathering(press: Press, order: Order, plan: Plan) -> Setting:
    """Set a gathering. It says "begin" when all is done that can be without knowing where it begins, and is sent that; "more"
    where its last page cannot be filled, and is sent a longer order; a Begin as soon as it is known where the next one begins."""
    heard = Heard()
    with layout.logged(heard):
        lines = galley(press, plan.area, order.pieces, order.own, plan.language)
    begin = yield "begin"
    while (leaves := leaves_from(lines, plan.area, begin, last=order.last)) is None:
        order = yield "more"
        with layout.logged(heard):
            lines = galley(press, plan.area, order.pieces, order.own, plan.language)
    end = leaves[-1].last if leaves else begin.line
    yield Begin(end - lines.own, begin.page + len(leaves))
    if not leaves:
        return SetGathering(NOTHING, heard, ())
    with layout.logged(heard):
        pages, high = made_up(press, lines, plan.area, leaves, begin, plan.title, plan.language)
        return SetGathering(part(pages, order.number, plan.targets, FONT, plan.variant), heard, tuple(high))


def make_ready() -> None:
    """Have a process load what sets pages; those that set them are forked from it, and none loads it again.

    It is a process apart since none may be forked that has asked Pango for a font, which some versions do in a thread.
    """
    get_context("forkserver").set_forkserver_preload([__name__])
    forkserver.ensure_running()


def _bounds(pieces: Sequence[Piece]) -> list[int]:
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


def _order(pieces: Sequence[Piece], number: int, bounds: Sequence[int], beyond: int) -> Order:
    """The order for a gathering, with so many letters after it."""
    first, last = bounds[number - 1 : number + 1]
    end = last
    while end < len(pieces) and beyond > 0:
        beyond -= pieces[end].letters
        end += 1
    return Order(number, tuple(pieces[first:end]), last - first, end == len(pieces))


def set_gatherings(press: Press, pieces: Sequence[Piece], plan: Plan) -> tuple[SetGathering, ...]:
    """Turn pieces into gatherings, in order. The same pieces give the same bytes in one process and in several."""
    bounds = _bounds(pieces)
    count = len(bounds) - 1
    processes = min(count, os.cpu_count() or 1, MOST_PROCESSES)
    desk = _Desk(pieces, bounds)
    if processes < 2:
        return tuple(desk.served(gathering(press, desk.order(number), plan), number) for number in range(1, count + 1))
    return _in_processes(desk, plan, count, processes)


class _Desk:
    """Knows where each gathering begins, as far as it is known, and what is to be said to one that asks."""

    def __init__(self, pieces: Sequence[Piece], bounds: Sequence[int]) -> None:
        self._pieces, self._bounds = pieces, bounds
        self._begins = {1: Begin(0, 0)}
        self._beyond: dict[int, int] = {}

    def order(self, number: int) -> Order:
        """The order for a gathering; twice as much after it each time that it is asked for."""
        self._beyond[number] = self._beyond.get(number, BEYOND // 2) * 2
        return _order(self._pieces, number, self._bounds, self._beyond[number])

    def hears(self, number: int, said: Said) -> None:
        """Take down what a gathering says."""
        if isinstance(said, Begin):
            self._begins[number + 1] = said

    def answer(self, number: int, said: Said) -> Order | Begin | None:
        """What is sent to a gathering; None where it is not known yet, or nothing is asked."""
        return self._begins.get(number) if said == "begin" else self.order(number) if said == "more" else None

    def served(self, setting: Setting, number: int) -> SetGathering:
        """Serve one gathering from beginning to end, those before it being done."""
        said = next(setting)
        while True:
            self.hears(number, said)
            try:
                said = setting.send(self.answer(number, said))
            except StopIteration as end:
                return cast(SetGathering, end.value)


def _in_processes(desk: _Desk, plan: Plan, count: int, processes: int) -> tuple[SetGathering, ...]:
    """Serve gatherings that are set in other processes, each of which takes the next when it has done one."""
    context = get_context("forkserver")
    found: dict[int, SetGathering] = {}
    asks: dict[Line, tuple[int, Said]] = {}
    started, waiting = [], iter(range(1, count + 1))

    def give(line: Line) -> None:
        number = next(waiting, None)
        line.send(desk.order(number) if number else None)
        busy.update({line: number} if number else {})

    busy: dict[Line, int] = {}
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, plan), daemon=True)
            process.start()
            theirs.close()
            started.append((process, ours))
            give(ours)
        while busy:
            for line in cast(list[Line], connection.wait(list(busy))):
                number, said = busy[line], line.recv()
                if isinstance(said, SetGathering):
                    found[number] = said
                    del busy[line]
                    give(line)
                elif isinstance(said, BaseException):
                    raise said
                else:
                    desk.hears(number, said)
                    asks[line] = number, said
            for line, (number, said) in list(asks.items()):
                answer = desk.answer(number, said)
                if answer is not None or isinstance(said, Begin):
                    del asks[line]
                    line.send(answer)
    finally:
        for process, line in started:
            line.close()
            process.terminate() if busy else process.join()
    return tuple(found[number] for number in range(1, count + 1))


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
