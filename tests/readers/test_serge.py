"""The texts of the first edition, where they are: how many entries and notes, and their dates. None of their words stands here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edition.files import read_text
from edition.messages import Report

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

SELECTION = [
    "1940-24", "1941-03-31", "1941-04-06", "1941-05-25", "1941-11", "1941-11-18", "1941-12-05", "1941-12-19",
    "1942-01-02", "1942-01-15", "1942-04-04", "1942-05-17", "1942-07-10", "1942-11-11", "1942-11-14",
    "1943-01-01/1943-01-03", "1943-01-11", "1943-02-22", "1943-02-28", "1943-04-13", "1943-08-31", "1944-01-05",
    "1944-08-09", "1944-09-13", "1944-11-12", "1945-01-12", "1945-05-01", "1946-05-16", "1946-07-01", "1947",
    "1947-02-02",
]  # fmt: skip
EXTRACT = ["1944-08-09", "1944-08-10", "1944-09-10", "1944-10-02", "1944-11-05"]


@pytest.mark.parametrize(
    ("name", "reader", "dates", "notes"),
    [("new-left-review.txt", "pdf-text", SELECTION, 31), ("paris-review.txt", "web", EXTRACT, 0)],
)
def test_every_entry_and_note_is_found(
    read_as: ReadAs, shared: Callable[[str], Path], name: str, reader: str, dates: list[str], notes: int
) -> None:
    found = read_as(reader, read_text(shared(f"serge/{name}"), Report()))
    assert found.dates == dates
    assert [note[0] for note in found.notes()] == [str(n) for n in range(1, notes + 1)]
    assert not [code for code in found.codes if not code.startswith("I")]


@pytest.mark.parametrize(("name", "least"), [("bookforum.txt", 32), ("marxist-left-review.txt", 21), ("popmatters.txt", 60)])
def test_the_reviews_quote(read_as: ReadAs, shared: Callable[[str], Path], name: str, least: int) -> None:
    found = read_as("review", read_text(shared(f"serge/{name}"), Report()))
    assert len(found.quotations) >= least
    assert not found.report.errors
