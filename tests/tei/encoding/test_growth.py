"""The work of writing verse as TEI and reading it back grows with the verses and not with their square: counted, not by a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Entry, Witness
from edition.tei.encoding.split_units import split_units
from edition.tei.reading import witness_text
from edition.tei.reading.witness_text import check_read_back
from tests.tei.encoding.written import collated, document, entry

VERSES = 40


def poem(verses: int, words: int) -> Entry:
    """Numbers as words, so many in each verse, so that the words are the same wherever the verses end."""
    numbers = [f"word{number}" for number in range(5 * verses)]
    return entry("\n".join("~ " + " ".join(numbers[at : at + words]) for at in range(0, len(numbers), words)))


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of libraries and of the interpreter included."""
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_twice_the_verses_that_others_break_elsewhere_are_twice_the_work() -> None:
    def work(times: int) -> int:
        both = [poem(times * VERSES, words) for words in (5, 7)]
        made, report = collated(both), Report()
        witnesses = [Witness(siglum, siglum, entries=(one,)) for siglum, one in zip("AB", both, strict=True)]
        count = calls(lambda: check_read_back(witnesses, document(made, "AB"), report))
        assert not report.messages
        return count

    work(1)  # what is loaded once is not to be counted
    one, two, four = map(work, (1, 2, 4))
    # The second step is twice as long as the first; work that grew with the square would be four times as much.
    assert four - two < 2.4 * (two - one)


class _Borders(list[tuple[int, int]]):
    """Borders that count how many of them are handed out."""

    taken = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        found = super().__getitem__(place)
        self.taken += len(found) if isinstance(place, slice) else 1
        return found


def test_a_unit_is_held_against_the_borders_within_it_alone() -> None:
    base, other = (
        entry("\n".join(f"~ word{at} more{at}" for at in range(120))),
        "\n".join(f"~ word{at} less{at}" for at in range(120)),
    )
    made = collated([base, entry(other)])
    borders = _Borders((at, at + 1) for at, sign in enumerate(made.text.text) if sign == " ")
    split_units(made.units, borders)
    assert len(made.units) >= 120
    assert borders.taken < 3 * len(borders)


@pytest.mark.parametrize(("emends", "times"), [(False, 1), (True, 2)])
def test_a_document_without_corrections_is_read_once(monkeypatch: pytest.MonkeyPatch, *, emends: bool, times: int) -> None:
    both = [poem(4, 5), poem(4, 7)]
    tree = document(collated(both), "AB")
    if emends:
        verse = next(tree.getroot().iter("{*}l"))
        choice = etree.SubElement(verse, "{http://www.tei-c.org/ns/1.0}choice")
        choice.extend(etree.Element(f"{{http://www.tei-c.org/ns/1.0}}{name}") for name in ("sic", "corr"))
    read: list[str] = []
    whole = witness_text.witness_entries
    monkeypatch.setattr(
        witness_text, "witness_entries", lambda tree, siglum, **kept: read.append(siglum) or whole(tree, siglum, **kept)
    )
    check_read_back([Witness(s, s, entries=(one,)) for s, one in zip("AB", both, strict=True)], tree, Report())
    assert read == [siglum for siglum in "AB" for _ in range(times)]
