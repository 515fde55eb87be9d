"""What has changed of a page is made by itself, and is what the whole page has."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import TEI
from edition.writers.html.changed_entries import changed_entries, entry_digests, sections_of
from edition.writers.html.page import sections
from edition.writers.settings import Settings


@pytest.fixture
def tree(root: Path) -> etree._ElementTree:
    return etree.parse(root / "tei/specimen.xml")


def test_entries_by_themselves_are_as_on_the_whole_page(root: Path, tree: etree._ElementTree) -> None:
    keys = [*entry_digests(tree)][4:6]
    whole = sections(etree.parse(root / "tei/specimen.xml"), Settings(), Report())
    assert sections_of(tree, keys, Settings()) == {key: whole[key] for key in keys}


def test_entries_are_told_by_what_they_hold(tree: etree._ElementTree) -> None:
    before = entry_digests(tree)
    entries = [division for division in tree.iter(TEI + "div") if division.get("type") == "entry"]
    assert changed_entries(before, before) == []
    next(entries[2].iter(TEI + "p")).tail = "words"
    assert changed_entries(before, entry_digests(tree)) == [[*before][2]]
    for entry in entries[:4]:
        entry.set("n", "another")
    assert changed_entries(before, entry_digests(tree)) == [], "with so many the page is made as a whole"


def test_an_entry_that_comes_or_goes_changes_the_page_as_a_whole(tree: etree._ElementTree) -> None:
    before = entry_digests(tree)
    entry = next(division for division in tree.iter(TEI + "div") if division.get("type") == "entry")
    entry.set("n", "another")
    entry.getparent().remove(entry)  # type: ignore[union-attr]
    assert changed_entries(before, entry_digests(tree)) == []
