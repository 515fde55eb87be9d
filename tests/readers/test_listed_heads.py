"""What contents say of the headings of a collection in plain text, before the text or after it."""

from __future__ import annotations

import textwrap

import pytest

from tests.readers.test_work_divisions import keys

TITLES = ("The Mill", "The Ford", "The Mule", "Whose Mule", "Rain", "The Bell Rope", "Barley", "What the Priest said")
STORY = (
    "It rained at the mill, and the mule would not go in; {title} was all that anybody spoke of until the bell was rung at seven."
)


def told(title: str, *inner: str) -> str:
    return "\n\n".join((textwrap.fill(STORY.format(title=title.lower()), 70), *inner))


def collection(*, before: bool, gap: int = 2) -> str:
    """Tales under titles alone: one has a stop, one stands nearer, one is in two numbered parts, one has a line like a title."""
    parts = ["TALES OF A MILL"]
    contents = "TABLE OF CONTENTS\n\n" + "\n".join(TITLES)
    if before:
        parts.append(contents)
    for title in TITLES:
        head = {"Barley": "Barley.", "The Bell Rope": "The bell Rope"}.get(title, title)
        inner = [told(title), "\n\nA Drover\n\n", told(title)] if title == "The Mule" else [told(title)]
        inner = [f"I\n\n{told(title)}", f"II\n\n{told(title)}"] if title == "Rain" else inner
        empty = "\n" * (gap if title == "The Ford" else 4)
        parts.append(f"{empty}{head}\n\n\n" + "\n\n".join(inner))
    if not before:
        parts.append("\n\n\nFINIS\n\n\n" + contents)
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("before", [True, False])
def test_the_headings_are_the_lines_that_contents_list(*, before: bool) -> None:
    wanted = ["the-mill", "the-ford", "the-mule", "whose-mule", "rain", "the-bell-rope", "barley", "what-the-priest-said"]
    assert keys(collection(before=before)) == wanted


def test_contents_of_another_order_of_words_say_nothing() -> None:
    text = collection(before=True)
    for title in TITLES:
        first, _, rest = title.partition(" ")
        text = text.replace(f"\n{title}\n", f"\n{rest}, {first}\n", 1) if rest else text
    assert "whose-mule" in keys(text)


def test_the_stop_of_an_abbreviation_ends_no_heading() -> None:
    people = ("Odo Pell", "Thomas Pell, Jr.", "Berta Hob", "Ann Crumb")
    text = "\n\n\n\n".join(f"{name}\n\n{told(name)}" for name in people)
    assert keys(f"THE PEOPLE OF CRUMB\n\n\n\n{text}") == ["odo-pell", "thomas-pell-jr", "berta-hob", "ann-crumb"]
