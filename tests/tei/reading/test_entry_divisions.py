"""Each entry has a key of its own: its number, else its heading, else its place; at any number of entries."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.tei.names import TEI
from edition.tei.reading.entry_divisions import EntryDivision, Keys
from tests.tei.growth import grows_with_length

EMPTY = etree.ElementTree(etree.Element(TEI + "TEI"))


def division(n: str = "") -> EntryDivision:
    return EntryDivision(etree.Element(TEI + "div", {"n": n} if n else {}), (), None)


def test_a_key_that_is_taken_gets_the_next_number() -> None:
    keys = Keys(EMPTY)
    given = [keys.key(division(n), heading) for n, heading in (("", "Rain"), ("", "Rain"), ("rain.3", ""), ("", "Rain"), ("", ""))]
    assert given == ["rain", "rain.2", "rain.3", "rain.4", "5"]
    assert [keys.key(division("rain"), ""), keys.key(division("rain.3"), "")] == ["rain.5", "rain.3.2"]


def test_the_work_of_giving_keys_grows_with_the_entries() -> None:
    def work(entries: int) -> Callable[[], object]:
        divisions = [division() for _ in range(entries)]

        def give() -> None:
            keys = Keys(EMPTY)
            for each in divisions:
                keys.key(each, "Rain")

        return give

    assert grows_with_length(work, 500)
