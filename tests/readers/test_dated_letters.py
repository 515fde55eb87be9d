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


def test_a_place_and_a_date_may_be_two_lines_far_in() -> None:
    heads = ("THE FERRY\n", "", "THE MILL\n", "")
    days = ("3rd March", "9th March", "20th March", "2nd April")
    far = " " * 40
    letters = [f"{far}{head}{far if head else ''}{day}\n\nDear Ida,\n\n{PROSE}\n" for head, day in zip(heads, days, strict=True)]
    found = outline("THE FORD\n\nBy Nora Tamm\n\n\n\n\n" + "\n\n\n\n".join(letters)).entries
    assert [one.head for one in found] == [
        ("THE FERRY", "3rd March"), ("9th March",), ("THE MILL", "20th March"), ("2nd April",),
    ]  # fmt: skip


CHAPTER = "\n\n".join((PROSE, '"Where is the mule?" said Berta.', PROSE, '"He bites," said Odo, "and he is gone."', PROSE) * 3)


def opened(before: str) -> list[str]:
    letters = "\n\n\n\n".join(
        f"{day}\n\nDear Ida,\n\n{(PROSE + chr(10) * 2) * 6}BERTA" for day in ("3rd March", "9th March", "20th March")
    )
    return [
        one.n
        for one in outline(f"THE FORD\n\n\n\nTO NORA\n\n\n\n{before}\n\n\n\nThe Letters\n\nof Berta Holm\n\n\n\n{letters}").entries
    ]


def test_a_chapter_in_which_people_talk_stands_before_the_first_letter() -> None:
    assert opened(f"The Flood\n\n{CHAPTER}") == ["the-flood", "03-03", "03-09", "03-20"]


def test_a_preface_before_the_first_letter_and_a_text_without_talk_are_none() -> None:
    assert opened(f"PREFACE\n\n{CHAPTER}") == ["03-03", "03-09", "03-20"]
    assert opened(f"The Flood\n\n{(PROSE + chr(10) * 2) * 12}") == ["03-03", "03-09", "03-20"]


def test_a_letter_after_the_last_date_is_no_other_work() -> None:
    last = "Thursday Morning\n\nMy very dearest Ida,\n\n" + PROSE
    found = outline(
        "\n\n\n\n".join([*(f"{day}\n\nDear Ida,\n\n{PROSE}" for day in ("3rd March", "9th March", "20th March")), last])
    )
    assert found.entries[-1].n == "thursday-morning-my-very-dearest-ida"


def test_a_signature_over_the_date_of_the_next_letter_is_of_the_letter_above_it() -> None:
    dates = ("March 3, 1844", "March 9, 1844", "April 2, 1844")
    text = "\n\n".join(f"{date}\n\nDear Ida,\n\n{PROSE}\n\nBest,\n\n\nBerta" for date in dates)
    found = outline(text, "ford.txt").entries
    assert [one.head for one in found] == [(date,) for date in dates]
    assert all([block.kind for block in one.blocks] == ["salute", "p", "salute", "signed"] for one in found)
