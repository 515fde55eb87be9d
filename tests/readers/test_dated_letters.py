"""Letters that dates divide: the place over the date, letters that have a weekday alone, what is later the same day."""

from __future__ import annotations

from edition.model.documents import DocumentEntry
from tests.readers.test_speeches import outline

PROSE = "The ford is under water and the miller has gone to look for his mule, which nobody has seen since the night before last."


def letter(*head: str, to: str = "Dear Ida:", close: str = "Yours ever,") -> list[str]:
    return [*head, to, PROSE, close, "BERTA HOLM."]


def page(*letters: list[str]) -> str:
    body = "".join(f"<p>{line}</p>" for one in letters for line in one)
    return f"<html><body><h1>The Ford</h1><h2>By Nora Tamm</h2><hr/>{body}</body></html>"


def read(*letters: list[str]) -> list[DocumentEntry]:
    return list(outline(page(*letters), "ford.html").entries)


LETTERS = (
    letter("THE MILL, CRUMB,", "March 3."),
    letter("THE FERRY,", "March 9."),
    letter("March 20."),
    letter("THE FERRY,", "April 2."),
)


def test_a_place_over_a_date_is_of_the_letter_below_it_and_the_first_of_no_title_page() -> None:
    found = read(*LETTERS)
    assert [one.head for one in found] == [
        ("THE MILL, CRUMB,", "March 3."), ("THE FERRY,", "March 9."), ("March 20.",), ("THE FERRY,", "April 2."),
    ]  # fmt: skip
    assert all([block.kind for block in one.blocks] == ["salute", "p", "salute", "signed"] for one in found)


def test_a_letter_that_has_a_weekday_alone_is_one_known_by_its_first_words() -> None:
    undated = (letter("THE FERRY,", "Saturday night."), letter("Tuesday.", to="Dear Odo:"), letter("Monday. My dear Ida:")[:1])
    found = read(*LETTERS[:2], undated[0], undated[1], [*undated[2], PROSE, "As ever,", "B. H."], *LETTERS[2:])
    assert [one.n for one in found] == [
        "03-03", "03-09", "saturday-night-dear-ida", "tuesday-dear-odo", "monday-my-dear-ida", "03-20", "04-02",
    ]  # fmt: skip
    assert found[2].head == ("THE FERRY,", "Saturday night.")
    assert [block.kind for block in found[4].blocks] == ["p", "salute", "signed"]


def test_a_weekday_within_a_letter_begins_no_other() -> None:
    first = [*LETTERS[0][:-2], "Thursday.", PROSE, "LATER.", PROSE, *LETTERS[0][-2:]]
    found = read(first, *LETTERS[1:])
    assert [one.n for one in found] == ["03-03", "03-09", "03-20", "04-02"]
    assert [block.text for block in found[0].blocks if block.kind == "p"] == [PROSE, "Thursday.", PROSE, "LATER.", PROSE]


def test_what_is_later_the_same_day_of_a_diary_is_still_an_entry() -> None:
    days = [["March 3.", PROSE, "LATER.", PROSE], ["March 9.", PROSE], ["March 20.", PROSE]]
    assert [one.n for one in read(*days)] == ["03-03", "03-03.2", "03-09", "03-20"]
