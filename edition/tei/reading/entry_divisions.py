"""Turn a TEI document into the divisions that are its entries, each with its key and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.tei.date_attributes import CERTAINTY, DATE_ATTRIBUTES, date_attributes, edtf_of, is_date
from edition.tei.names import DIVISIONS, TEI
from edition.tei.reading.one_witness import texts

_CONTAINERS = {*DIVISIONS} | {TEI + name for name in ("text", "front", "body", "back", "group")}
# Where an entry has its date, besides its heading (Guidelines 4.2.2).
_HEADINGS = tuple(TEI + name for name in ("head", "opener", "dateline"))
# A heading that is made a key has no more words than these: by eye, on chapter headings that tell their contents.
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class EntryDivision:
    """A division or a part of one that is an entry: its element, what of it is the entry, and the text before that.

    `nodes`: of a division that holds others, what stands before them, or between two.
    """

    element: etree._Element
    nodes: tuple[etree._Element, ...]
    text: str | None


def entry_divisions(tree: etree._ElementTree, *, cited: bool) -> Iterator[EntryDivision]:
    """The entries of a document in its order: those that it is cited by, or, not `cited`, each division that holds text itself."""
    for text in texts(tree.getroot()):
        if cited:
            for division in text.iter(TEI + "div"):
                if division.get("type") == "entry":
                    yield EntryDivision(division, tuple(division), division.text)
        else:
            yield from _holding(text)


def _holding(container: etree._Element) -> Iterator[EntryDivision]:
    """What a container holds itself, then, in order, the divisions in it and what stands between them."""
    nodes: list[etree._Element] = []
    text = container.text
    for child in container:
        if child.tag in _CONTAINERS:
            if nodes or (text or "").strip():
                yield EntryDivision(container, tuple(nodes), text)
            nodes, text = [], child.tail
            yield from _holding(child)
        else:
            nodes.append(child)
    if nodes or (text or "").strip():
        yield EntryDivision(container, tuple(nodes), text)


class Keys:
    """Gives each entry a key that no other has: its @n, else its heading, else its place.

    `tree`: the whole document. Of several divisions with the same @n the first of it has the bare number, also in the text of a
    witness who lacks that division.
    """

    def __init__(self, tree: etree._ElementTree) -> None:
        self.first: dict[str, list[str]] = {}
        for division in entry_divisions(tree, cited=False):
            path = _numbers(division.element)
            if path and _has_words(division):
                self.first.setdefault(path[-1], path)
        self.taken: set[str] = set()
        self.count = 0
        # The last number that was given to each key that stands twice.
        self._last: dict[str, int] = {}

    def key(self, division: EntryDivision, heading: str) -> str:
        """The key of the next entry; `heading` is its heading in words."""
        self.count += 1
        n = division.element.get("n", "").strip()
        path = _numbers(division.element)
        words = "-".join(re.findall(r"\w+", heading.lower())[:_LONGEST])
        wanted = n or words or str(self.count)
        if n and len(path) > 1 and (n in self.taken or self.first.get(n, path) != path):
            # Chapters whose numbers begin anew in each book are cited by both.
            wanted = ".".join(path)
        return self._free(wanted)

    def _free(self, wanted: str) -> str:
        number = self._last.get(wanted, 1)
        found = wanted
        while found in self.taken:
            number += 1
            found = f"{wanted}.{number}"
        self._last[wanted] = number
        self.taken.add(found)
        return found


def _numbers(division: etree._Element) -> list[str]:
    """The numbers of a division and of those around it, its own last; none where it has none."""
    if not (own := division.get("n", "").strip()):
        return []
    around = [number for each in division.iterancestors(*DIVISIONS) if (number := each.get("n", "").strip())]
    return [*reversed(around), own]


def _has_words(division: EntryDivision) -> bool:
    """Whether what stands in a division itself has words."""
    within = (words for node in division.nodes for words in (*node.itertext(), node.tail or ""))
    return any(words and not words.isspace() for words in (division.text or "", *within))


def stated_dates(tree: etree._ElementTree) -> dict[str, dict[str, str]]:
    """The date that a document states for each entry in one of its readings, as attributes: @n -> them."""
    found: dict[str, dict[str, str]] = {}
    for division in tree.iter(TEI + "div"):
        n = division.get("n", "")
        if division.get("type") == "entry" and n not in found and (date := stated_date(division)):
            found[n] = date
    return found


def stated_date(division: etree._Element) -> dict[str, str]:
    """The attributes of the date of an entry: that of its heading; without one, in a division of a year, its key. A key alone is
    none: a letter may have the number 1732."""
    n = division.get("n", "")
    above = division.getparent()
    in_year = above is not None and above.get("type") == "year" and n.startswith(above.get("n", ""))
    return date_in(division) or (date_attributes(n) if in_year else {})


def date_in(division: etree._Element) -> dict[str, str]:
    """The attributes of the first date in the heading of a division, its opener or its dateline; none where it has no date."""
    for part in division.iterchildren(*_HEADINGS):
        for date in part.iter(TEI + "date"):
            if when := {name: value for name in sorted(DATE_ATTRIBUTES) if (value := date.get(name))}:
                return when
    return {}


def edtf_date(n: str, own: Mapping[str, str], stated: Mapping[str, str]) -> str | None:
    """The date of an entry in EDTF, None where the document gives it none: that of its own heading, else the one `stated` for it.

    A key that says the same says it more exactly: a season is a season, not four months. What looks like a year in a key is none
    unless a date says so. How sure the date is says that of its own heading.
    """
    when = {name: value for name, value in own.items() if name in DATE_ATTRIBUTES} or dict(stated)
    if not when or not all(is_date(value) for value in when.values()):
        return None
    doubt = next((letter for letter, word in CERTAINTY.items() if word == own.get("cert")), "")
    date = n if date_attributes(n) == when else edtf_of(when)
    return "/".join(end + doubt for end in date.split("/")) if date else None
