"""Turn the verses of a section into numbers: each verse gets its own, some print it, and entries and notes cite it.

A verse has the number that the document gives it; one without a number is counted on from the verse before. A document that
numbers no verse is counted where half of a section is verse. The numbers printed beside the verses are those that the document
prints, where it prints few, else every fifth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from edition.tei.attribute_values import whole_number
from edition.tei.names import TEI
from edition.tei.reading.app_readings import readings_of
from edition.tei.reading.declared_witnesses import DeclaredWitnesses
from edition.tei.reading.witness_blocks import words_before
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry, BookNote, BookWitness

# The number of a verse that is a further part of the verse before it (l/@part M, F).
SAME = "-"
# Every fifth verse, or line of prose, is numbered: the custom of critical editions.
EVERY = 5


def verse_of(element: etree._Element) -> str | None:
    """Find the number of the verse that begins with an element: "" if it has no number, None if no verse begins there."""
    number = element.get("data-verse")
    if number is not None:
        return str(number)
    return "" if _is_line(element) else None


def _is_line(element: etree._Element) -> bool:
    return element.get("class", "").split()[:1] == ["line"]


def verses_in(body: etree._Element) -> list[etree._Element]:
    """Find the elements of a body with which verses begin, in order."""
    return [element for element in body.iter() if verse_of(element) is not None]


def share_of_verse(body: etree._Element) -> tuple[int, int]:
    """Count the letters of a body that stand in verses, and all of its letters."""
    holders = {element if _is_line(element) else element.getparent() for element in verses_in(body)}
    return sum(_letters(holder) for holder in holders if holder is not None), _letters(body)


def _letters(element: etree._Element) -> int:
    return len(" ".join(raw(element).split()))


def number(body: etree._Element, *, counted: bool) -> bool:
    """Number the verses of a section, in `data-verse`, and print some of the numbers; of each witness, where several stand side
    by side. Whether half of the section is verse with numbers.

    `counted`: verses are counted although the document numbers none, if half of the section is verse. A number that stands
    in the margin is marked `data-margin`, for the page that sets its own numbers.
    """
    texts: dict[str, list[etree._Element]] = {}
    for verse in verses_in(body):
        texts.setdefault(_witness(verse), []).append(verse)
    letters, every = share_of_verse(body) if texts else (0, 1)
    mostly = letters * 2 >= every
    numbered = [_number(verses, counted=counted and mostly) for verses in texts.values()]
    return bool(texts) and mostly and all(numbered)


def _witness(verse: etree._Element) -> str:
    """Find whose text a verse is where several stand side by side: the siglum at the head of its version; "" elsewhere."""
    version = next((above for above in verse.iterancestors() if above.get("class") == "version"), None)
    return raw(version[0]) if version is not None and len(version) else ""


def _number(verses: list[etree._Element], *, counted: bool) -> bool:
    """Number the verses of one text. Whether they have numbers."""
    given = [verse for verse in verses if verse.get("data-verse") not in (None, SAME)]
    whole = [verse for verse in verses if verse.get("data-verse") != SAME]
    if not given and not counted:
        return False
    few = 0 < len(given) * 2 <= len(whole)
    printed = set(given) if few else None
    said = number_before(verse_of(verse) or "" for verse in verses)
    for verse in verses:
        own = verse_of(verse) or ""
        said = own if own not in ("", SAME) else number_after(said, own)
        if own == SAME:
            continue
        verse.set("data-verse", said)
        figures = whole_number(said)
        if (verse in printed) if printed is not None else (figures is not None and figures > 0 and figures % EVERY == 0):
            _print(verse, said)
    return True


def _print(verse: etree._Element, said: str) -> None:
    """Print the number of a verse before its words."""
    verse.set("data-margin", "")
    made = etree.Element(XHTML + "span", {"class": "line-number"})
    made.text = said
    if _is_line(verse):
        made.tail, verse.text = f" {verse.text or ''}", None
        verse.insert(0, made)
    else:
        made.tail, verse.tail = f" {verse.tail or ''}", None
        verse.addnext(made)


def number_before(verses: Iterable[str]) -> str:
    """Find the number before that of the first verse of a section. `verses`: the numbers of its verses, "" for none."""
    count = 0
    for verse in verses:
        if verse and verse != SAME:
            return str(max(0, (figures_of(verse) or 0) - count - 1))
        count += verse == ""
    return "0"


def number_after(number: str, verse: str) -> str:
    """Find the number of a verse without one, after a verse with `number`."""
    figures = figures_of(number)
    return number if verse == SAME or figures is None else str(figures + 1)


def figures_of(number: str) -> int | None:
    """Turn the figures that a number of a verse begins with into a number; None if it has none, or too many."""
    figures = re.match(r"\d+", number)
    return None if figures is None else whole_number(figures[0])


def cited(
    body: etree._Element, key: str, entries: Sequence[ApparatusEntry], notes: Sequence[BookNote]
) -> tuple[tuple[ApparatusEntry, ...], tuple[BookNote, ...]]:
    """Give entries and notes the verses in which they stand: `1.10` in the entry of key 1, `1.6–7` over the end of a verse."""
    at = verses_by_id(body)
    within = {
        call.get("id", ""): entry.anchor for entry in entries for call in entry.readings.iter(XHTML + "span") if call.get("id")
    }
    stem = f"{key}." if key else ""

    def place(anchor: str, end: str = "") -> str:
        first, last = at.get(anchor, ""), at.get(end, "")
        if not first:
            return ""
        return f"{stem}{first}–{last}" if last not in ("", first) else f"{stem}{first}"

    return (
        tuple(replace(entry, at=place(entry.anchor, entry.end)) for entry in entries),
        tuple(replace(note, at=place(within.get(note.anchor, note.anchor))) for note in notes),
    )


def verses_by_id(body: etree._Element) -> dict[str, str]:
    """Find for each id within the verses of a body the number of its verse."""
    found: dict[str, str] = {}
    said = ""
    for verse in verses_in(body):
        number = verse.get("data-verse", "")
        said = number if number != SAME else said
        for element in verse.iter() if _is_line(verse) else verse.itersiblings():
            if not _is_line(verse) and verse_of(element) is not None:
                break
            found |= {ident: said for inner in element.iter() if (ident := inner.get("id"))}
    return found


def verses_of_others(entry: etree._Element, declared: DeclaredWitnesses) -> dict[etree._Element, dict[str, str]]:
    """Find for each app of an entry in which verse of its own each witness, by xml:id, has its reading.

    The verses of others begin at `lb edRef`. They are counted as those of the base are: by the numbers that stand there, else,
    where the base has none either, from 1.
    """
    begins = {mark: declared.named(mark.get("edRef", "").split()) for mark in entry.iter(TEI + "lb") if mark.get("edRef")}
    given: dict[str, list[str]] = {}
    for mark, keys in begins.items():
        for key in keys:
            given.setdefault(key, []).append(mark.get("n", ""))
    bare = not any(verse.get("n") for verse in entry.iter(TEI + "l"))
    reached = {key: number_before(numbers) for key, numbers in given.items() if bare or any(numbers)}
    found: dict[etree._Element, dict[str, str]] = {}

    def pass_(mark: etree._Element) -> None:
        for key in begins.pop(mark, ()):
            if key in reached:
                reached[key] = mark.get("n") or number_after(reached[key], "")

    for element in entry.iter(TEI + "app", TEI + "lb") if reached else ():
        if element.tag == TEI + "lb":
            pass_(element)
            continue
        here: dict[str, str] = {}
        for reading in readings_of(element):
            # A reading that begins a verse stands in that verse.
            if (first := next(reading.iter(TEI + "lb"), None)) is not None:
                if not words_before(reading, first):
                    pass_(first)
            if reading.tag != TEI + "lem":
                here |= {key: reached[key] for key in declared.of(reading) if key in reached}
        found[element] = here
    return found


def beside(
    entries: tuple[ApparatusEntry, ...],
    numbers: Mapping[etree._Element, Mapping[str, str]],
    places: Mapping[etree._Element, str],
    witnesses: Mapping[str, BookWitness],
) -> tuple[ApparatusEntry, ...]:
    """Tell entries in which verses of their own other witnesses have their readings. `places`: app -> id of its entry."""
    said = {places[app]: own for app, own in numbers.items() if app in places}
    found = ((entry, said.get(entry.id, {}).items()) for entry in entries)
    return tuple(
        replace(entry, beside=tuple((witnesses[key].markup, number) for key, number in own if key in witnesses)) if own else entry
        for entry, own in found
    )
