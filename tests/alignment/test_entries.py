"""The entries of two or three witnesses in, the same entries under the same keys out."""

from __future__ import annotations

from collections.abc import Sequence

from edition.alignment.entry_pairs import align_entries, keyed_alike
from edition.messages import Report
from edition.model import Entry, Paragraph, Witness

BASE = [
    "The ferry from Piraeus came in at dawn with forty soldiers on board. Nobody in the customs house had slept.",
    "I bought figs from a widow who would not take my money. Her son is on the list of the missing.",
    "We walked home along the railway without a word. Later the wind rose, and the lamps went out in the harbour.",
]
OTHER = [
    "At daybreak the Piraeus ferry arrived, carrying forty soldiers. No one in the customs house had slept.",
    "From a widow I bought some figs, and she refused my money. Her son stands on the list of missing men.",
    "Without speaking we went home, following the railway. Later the wind came up, and the harbour lamps went out.",
]


def entry(n: str, text: str = "Text.") -> Entry:
    return Entry(n, n if "-" in n else None, "", None, None, (Paragraph(text),))


def keys(*witnesses: Witness, apart: Sequence[tuple[str, str]] = ()) -> tuple[list[list[str]], list[str]]:
    """The keys of the entries of each witness, the base first, and the codes of what is told."""
    report = Report()
    found = keyed_alike(witnesses, witnesses[0].siglum, dict.fromkeys(apart), report)
    return [[entry.n for entry in witness.entries] for witness in found], [message.code for message in report]


def witness(siglum: str, **entries: str) -> Witness:
    return Witness(siglum, entries=tuple(entry(n.replace("_", "-").removeprefix("d"), text) for n, text in entries.items()))


def test_entries_are_paired_by_date_and_stand_in_its_order() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, n, "", None, None, (Paragraph("Text."),))

    one, two, three, season = entry("1941-05-02"), entry("1941-06-30"), entry("1942-01-01/1942-01-03"), entry("1941-21")
    assert align_entries((two, three), (season, one, two)) == ((None, season), (None, one), (two, two), (three, None))


def test_numbered_entries_keep_the_order_of_the_base() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, None, "", None, None, (Paragraph("Text."),))

    base, other = tuple(map(entry, ("2.10", "2.9", "1.1"))), tuple(map(entry, ("2.10", "2.11", "1.1")))
    assert [(a and a.n, b and b.n) for a, b in align_entries(base, other)] == [
        ("2.10", "2.10"),
        (None, "2.11"),
        ("2.9", None),
        ("1.1", "1.1"),
    ]


def test_an_entry_that_another_witness_dates_otherwise_stands_under_the_key_of_the_base() -> None:
    base = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1], d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_04=OTHER[1], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-03", "1941-05-06"]] * 2, ["W280"])
    assert keyed_alike((base, other), "A", {}, Report())[1].entries[1].edtf == "1941-05-04"


def test_a_third_witness_follows_the_second_where_the_base_has_nothing() -> None:
    base = witness("A", d1941_05_02=BASE[0])
    second, third = witness("B", d1941_05_03=BASE[1]), witness("C", d1941_05_04=OTHER[1])
    assert keys(base, second, third) == ([["1941-05-02"], ["1941-05-03"], ["1941-05-03"]], ["W280"])


def test_a_part_of_an_entry_that_another_witness_dates_apart_is_told() -> None:
    base = witness("A", d1941_05_02=f"{BASE[0]} {BASE[1]}", d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_03=OTHER[1], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-06"], ["1941-05-02", "1941-05-03", "1941-05-06"]], ["W281"])
    assert keys(other, base)[1] == ["W281"]


def test_entries_that_say_other_things_stay_apart() -> None:
    base, other = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1]), witness("B", d1941_05_02=OTHER[0], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-03"], ["1941-05-02", "1941-05-06"]], [])


def test_a_review_keeps_its_keys() -> None:
    review = Witness("R", fragment_of="B")
    assert keyed_alike((witness("A", d1941_05_02=BASE[0]), review), "A", {}, Report())[1] == review


def test_the_editor_keeps_an_entry_apart_from_what_another_text_has_under_another_date() -> None:
    base = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1], d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_04=OTHER[1], d1941_05_06=OTHER[2])
    own = [["1941-05-02", "1941-05-03", "1941-05-06"], ["1941-05-02", "1941-05-04", "1941-05-06"]]
    assert keys(base, other, apart=[("B", "1941-05-04")]) == (own, [])


def test_an_entry_that_stands_alone_anyway_needs_no_decision() -> None:
    base, other = witness("A", d1941_05_02=BASE[0]), witness("B", d1941_05_02=OTHER[0], d1941_05_06=OTHER[2])
    assert keys(base, other, apart=[("B", "1941-05-06")])[1] == ["W282"]
