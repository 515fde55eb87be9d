"""Turn pieces of a text into gatherings, set these one by one in several processes, and give parts of a PDF.

A gathering is text for some thirty pages. Pages run on from one gathering to the next: each is set together with the beginning of
the next one, which fills its last page, and the next one begins where that page ends. The lines that are set twice are the same
both times, because no line depends on what stands before its block.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import connection
from typing import Any, Literal, cast

from edition.errors import OutsideError
from edition.messages import Message
from edition.processors import cores
from edition.writers.pdf import layout
from edition.writers.pdf.binding import NOTHING, part
from edition.writers.pdf.galley import Galley, TypeArea, galley
from edition.writers.pdf.imposition import PageStart, planned
from edition.writers.pdf.keeping import FontFiles, KeptPages, SetGathering, Shelf, read, written
from edition.writers.pdf.layout import LayoutFaults, Press
from edition.writers.pdf.makeup import made_up
from edition.writers.pdf.pieces import TextPiece
from edition.writers.pdf.workers import Line, Worker, sendable, start

# A gathering has at most so many letters, some thirty pages. With more it takes more memory, with fewer more lines are set twice.
# "Neighbouring values" in docs/pdf.md has what half and double give; so for SHARE and BEYOND.
GATHERING = 60_000
# Towards the end of a book a gathering has 1/SHARE of the letters that are left, but at least 1/SHARE of a full one, so that no
# process sets a large gathering while the others have nothing to do.
SHARE = 4
# So many letters after a gathering are set with it, more than fill a page.
BEYOND = 5_000
# By eye: all that docs/pdf.md tells was measured on two cores.
MOST_PROCESSES = 8
# An id in the markup of a piece.
_ID = re.compile(rb' id="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Plan:
    """What all gatherings of a book share.

    `sheets`: style sheets. `targets`: the ids to which links of the book lead. `gray`: black and grays are painted as such.
    `fonts`: the book's own, by their names in a PDF. `before`: how many pages of the text stand before the first gathering.
    """

    sheets: tuple[str, ...]
    area: TypeArea
    title: str
    language: str
    targets: frozenset[str]
    gray: bool
    fonts: tuple[str, ...]
    before: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """The order to set a gathering.

    `number`: of the gathering, from 1. `pieces`: the first `own` of them are its own; the others follow it and may be needed to
    fill its last page. `last`: nothing stands after these pieces.
    """

    number: int
    pieces: tuple[TextPiece, ...]
    own: int
    last: bool


# What a gathering says while it is set: "begin", it waits to be told where it begins; "more", it waits for its order with more
# pieces; a PageStart, where the next gathering begins.
Signal = Literal["begin", "more"] | PageStart
Setting = Generator[Signal, Any, SetGathering]


def gathering(press: Press, order: Order, plan: Plan) -> Setting:
    """Set a gathering, as a generator that talks with whoever runs it.

    It yields "begin" when all is done that can be done without knowing where it begins, and is sent the PageStart. It yields "more"
    if its last page cannot be filled, and is sent a longer order. It yields a PageStart as soon as it knows where the next
    gathering begins.
    """
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
        made, high, signs = made_up(press, galleys, plan.area, pages, begin, plan.title, plan.language, last=order.last)
        return SetGathering(part(made, order.number, plan.targets, plan.fonts, gray=plan.gray), heard, tuple(high), signs)


def _galleys(press: Press, order: Order, plan: Plan, heard: LayoutFaults) -> list[Galley]:
    """Set the pieces of an order: a galley for each text."""
    made = []
    with layout.logged(heard):
        for text in sorted(text for columns in plan.area.opening for text in columns):
            pieces = [piece for piece in order.pieces if piece.text == text]
            own = sum(piece.text == text for piece in order.pieces[: order.own])
            made.append(galley(press, plan.area, pieces, own, plan.language))
    return made


def _bounds(pieces: Sequence[TextPiece]) -> list[int]:
    """Find the indexes of the pieces with which gatherings begin, and the number of pieces."""
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
    """Make the order for a gathering. `beyond`: at least so many letters after it are set with it."""
    first, last = bounds[number - 1 : number + 1]
    end = last
    while end < len(pieces) and (beyond > 0 or pieces[end - 1].joined):
        beyond -= pieces[end].letters
        end += 1
    return Order(number, tuple(pieces[first:end]), last - first, end == len(pieces))


def set_gatherings(press: Press, pieces: Sequence[TextPiece], plan: Plan, fonts: FontFiles) -> tuple[SetGathering, ...]:
    """Turn pieces into set gatherings, in order.

    `fonts`: takes the files of the fonts that they show. Its shelf keeps gatherings; one that was set before with the same text and
    place is taken from there. The same pieces give the same bytes, whether they are set in one process or in several, or taken from
    the shelf.
    """
    bounds = _bounds(pieces)
    processes = min(len(bounds) - 1, cores(), MOST_PROCESSES)
    desk = _Desk(pieces, bounds, plan, fonts)
    if processes < 2:
        while number := desk.next():
            desk.serve(gathering(press, desk.order(number), plan), number)
    else:
        _in_processes(desk, plan, processes)
    return desk.gatherings()


class _Desk:
    """The state of all gatherings: which are set, where each begins as far as that is known, and what to answer to each.

    A gathering whose text was set before waits until it is known where it begins. If that is where it began before, it is done.
    """

    def __init__(self, pieces: Sequence[TextPiece], bounds: Sequence[int], plan: Plan, fonts: FontFiles) -> None:
        self._pieces, self._bounds, self._fonts = pieces, bounds, fonts
        self._shelf: Shelf | None = fonts.shelf
        self._begins = {1: PageStart(tuple(0 for columns in plan.area.opening for _ in columns), plan.before)}
        self._beyond: dict[int, int] = {}
        self._done: dict[int, SetGathering] = {}
        self._waiting = list(range(1, len(bounds)))
        self._sources = _sources(pieces, bounds, plan) if self._shelf is not None else {}
        self._kept: dict[int, KeptPages] = {}
        for number, source in self._sources.items():
            if self._shelf is not None and (content := self._shelf.find(source)) is not None:
                kept = read(content)
                if fonts.has_all(kept.made):
                    self._kept[number] = kept
        self._take()

    def _take(self) -> None:
        """Take kept gatherings, as far as it is known where they begin. Those that begin elsewhere now must be set."""
        for number in sorted(self._kept):
            if number in self._begins:
                kept = self._kept.pop(number)
                if kept.begin == self._begins[number] and kept.end is not None:
                    self._waiting.remove(number)
                    self._done[number], self._begins[number + 1] = kept.made, kept.end

    def next(self) -> int | None:
        """Find a gathering that must be set; None if none is known now."""
        number = next((number for number in self._waiting if number not in self._kept), None)
        if number is not None:
            self._waiting.remove(number)
        return number

    def order(self, number: int) -> Order:
        """Make the order for a gathering. Each time that it is asked for again it has twice as many letters after the gathering."""
        self._beyond[number] = self._beyond.get(number, BEYOND // 2) * 2
        return _order(self._pieces, number, self._bounds, self._beyond[number])

    def hears(self, number: int, said: Signal) -> None:
        """Note what a gathering says."""
        if isinstance(said, PageStart):
            self._begins[number + 1] = said
            self._take()

    def answer(self, number: int, said: Signal) -> Order | PageStart | None:
        """Find what to send to a gathering that said `said`: the PageStart for "begin", a longer order for "more".

        None if it is not known yet where the gathering begins, or if it only told where the next one begins.
        """
        return self._begins.get(number) if said == "begin" else self.order(number) if said == "more" else None

    def receives(self, number: int, made: SetGathering) -> None:
        """Take a gathering that is set. It is kept on the shelf, unless it needed more text after it than is in its key."""
        self._done[number] = made = self._fonts.taken(made)
        if self._shelf is not None and self._beyond[number] == BEYOND:
            self._shelf.keep(self._sources[number], written(KeptPages(made, self._begins[number], self._begins[number + 1])))

    def serve(self, setting: Setting, number: int) -> None:
        """Serve one gathering from beginning to end. All gatherings before it are done."""
        said = next(setting)
        while True:
            self.hears(number, said)
            try:
                said = setting.send(self.answer(number, said))
            except StopIteration as end:
                self.receives(number, end.value)
                return

    def gatherings(self) -> tuple[SetGathering, ...]:
        """Give all gatherings, in order. Called when all are done."""
        return tuple(self._done[number] for number in sorted(self._done))


def _sources(pieces: Sequence[TextPiece], bounds: Sequence[int], plan: Plan) -> dict[int, list[bytes | str]]:
    """Find the inputs of each gathering, but for where it begins: number of the gathering -> inputs for the shelf.

    They are its pieces and those set with it, the targets of links that stand in them, and the plan.
    """
    shared = repr(replace(plan, targets=frozenset()))
    told = []
    for piece in pieces:
        # Two elements that are alike are not the same element. A pickle keeps that difference, a repr does not.
        whole = pickle.dumps(piece)
        told.append(hashlib.sha256(whole + targets_in(whole, plan.targets)).digest())
    found: dict[int, list[bytes | str]] = {}
    for number, first in enumerate(bounds[:-1], 1):
        order = _order(pieces, number, bounds, BEYOND)
        place = f"{number} {order.own} {order.last}"
        found[number] = [shared, place, *told[first : first + len(order.pieces)]]
    return found


def targets_in(markup: bytes, targets: frozenset[str]) -> bytes:
    """Find the targets of links that stand in some markup. Returns their ids in order, with spaces between them."""
    return b" ".join(sorted({name for name in _ID.findall(markup) if name.decode() in targets}))


def _in_processes(desk: _Desk, plan: Plan, processes: int) -> None:
    """Serve gatherings that are set in other processes. A process that has set a gathering gets the next.

    Raises OutsideError (E904): one was ended from outside.
    """
    asks: dict[Line, tuple[int, Signal]] = {}
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


def _lighter(made: SetGathering, sent: set[str]) -> SetGathering:
    """Take the font files that were sent before from a gathering, and note in `sent` those that are left."""
    files = {name: content for name, content in made.part.files.items() if name not in sent}
    sent.update(files)
    return replace(made, part=replace(made.part, files=files))


def _work(line: Line, plan: Plan) -> None:
    """Set gatherings in a process of its own, as long as orders come.

    Boxes live until their pages are written. Python's collector would look through them again and again, which takes a fifth of the
    time and finds nothing. So it runs only after each gathering.
    """
    press = Press(plan.sheets)
    gc.freeze()
    gc.disable()
    sent: set[str] = set()
    try:
        while order := line.recv():
            setting = gathering(press, order, plan)
            said = next(setting)
            while True:
                line.send(said)
                try:
                    said = setting.send(line.recv())
                except StopIteration as end:
                    line.send(_lighter(end.value, sent))
                    break
            gc.collect()
    except EOFError:
        # The other side is gone: nobody waits for the result.
        return
    except Exception as error:
        line.send(sendable(error))
