"""Turn what witnesses say of who speaks into entries of the apparatus, and into a table of the forms of the speakers' names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI
from edition.tei.reading.app_readings import READINGS
from edition.tei.reading.element_text import plain
from edition.writers.book import rendering
from edition.writers.book.compositor import Compositor, SpeakerName, make
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.printed_readings import last_word, lemma_markup, witnesses
from edition.writers.book.rendering import markup
from edition.writers.book.types import ApparatusEntry, Section

_BLOCKS = tuple(TEI + name for name in ("p", "l", "ab", "item", "cell", "stage", "div"))
# What has no words of the base.
_NO_WORDS = tuple(TEI + name for name in ("rdg", "note", "label", "speaker"))


def is_of_speaker(app: etree._Element) -> bool:
    """Tell whether an app is on the name of who speaks, which is no word of the speech."""
    return app.get("type") == "speaker"


def beginnings(readings: Iterable[etree._Element]) -> list[etree._Element]:
    """Find in readings the milestones at which a speech begins."""
    return [mark for reading in readings for mark in reading.iter(TEI + "milestone") if mark.get("unit") == "speech"]


def named_otherwise(c: Compositor, lemma: etree._Element, others: Iterable[etree._Element]) -> list[etree._Element]:
    """Note the other forms of a speaker's name for the table, and give the readings that are not in it: of who has no name here."""
    left = []
    for reading in others:
        name, form = plain(lemma), plain(reading)
        if not name or not form:
            left.append(reading)
        elif form != name and not (c.aside or c.again or c.quiet):
            c.names_of_speakers.append(SpeakerName(name, form, c.declared.of(reading), c.flow.section))
    return left


def speech_begins(c: Compositor, milestone: etree._Element, into: etree._Element) -> None:
    """Make an entry where other witnesses begin a speech that the base does not begin: “new speech in B (GINA)”."""
    if c.aside or c.quiet or c.settings.apparatus == "none":
        return
    keys = c.declared.named((milestone.get("edRef") or "").split())
    reading = next(milestone.iterancestors(*READINGS), None)
    if reading is not None and not keys:
        keys = c.declared.of(reading)
    names: dict[str, list[str]] = {}
    for key in keys:
        names.setdefault(_name(c, milestone, key), []).append(key)
    words = last_word(c.flow.tail) or _word_after(milestone)
    made = c.open(into, "span", "lem")
    anchor = c.claim("", "s")
    made.set("id", anchor)
    slot = c.flow.slot()
    slot.append(_entry(c, anchor, words, names))


def _entry(c: Compositor, anchor: str, words: str, names: dict[str, list[str]]) -> ApparatusEntry:
    readings = make("span", "readings")
    for name, keys in names.items():
        if len(readings):
            append(readings, "; ")
        phrase = etree.SubElement(readings, XHTML + "i", {"class": "ed"})
        phrase.text, phrase.tail = c.words.new_speech if name else c.words.speech_ends, " "
        readings.append(witnesses(c, keys))
        if name:
            append(readings, " (")
            _set_name(readings, name)
            append(readings, ")")
    lemma = lemma_markup(words) if words else None
    return ApparatusEntry(c.claim(f"{anchor}.app", "app"), anchor, "", lemma, readings, "speaker", "substantive")


def _name(c: Compositor, milestone: etree._Element, key: str) -> str:
    """Find the name of who begins to speak in a witness: that of the labels after the milestone which it has; "" for nobody."""
    for label in milestone.itersiblings():
        if label.tag != TEI + "label" or label.get("type") != "speaker":
            # Other beginnings may stand between the milestone and the label.
            if not isinstance(label.tag, str) or not raw(label):
                continue
            break
        owners = c.declared.named((label.get("source") or "").split())
        if not owners or key in owners:
            return plain(label)
    return ""


def _word_after(place: etree._Element) -> str:
    """Find the first word of the base after a place in a block."""
    block = next(place.iterancestors(*_BLOCKS), None)
    seen = False
    silent = 0
    for event, element in etree.iterwalk(block, events=("start", "end")) if block is not None else ():
        counts = element.tag in _NO_WORDS
        silent += counts if event == "start" else -counts
        seen = seen or element is place
        text = element.text if event == "start" else element.tail
        if seen and not silent and (event == "end" or element is not place) and element is not block:
            if match := re.search(r"\w[\w’'-]*", text or ""):
                return match[0]
    return ""


def in_reading(c: Compositor, label: etree._Element, into: etree._Element) -> None:
    """Set the name of who begins to speak, within a reading of the witness in which he does; elsewhere nothing."""
    if next(label.iterancestors(*READINGS), None) is None or not c.aside or c.is_others(label):
        return
    made = _set_name(into, plain(label))
    made.tail = " "


def _set_name(into: etree._Element, name: str) -> etree._Element:
    """Set the name of a speaker among other words."""
    made = etree.SubElement(into, XHTML + "span", {"class": "speaker capitals" if name.isupper() else "speaker"})
    made.text = name
    return made


def table(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the table of the speakers whom witnesses name in other forms; None if there are none.

    A row has the form of the base, another one, who has it, how often, and the sections where it stands.
    """
    titles = {section.id: section.name for section in sections}
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for each in c.names_of_speakers:
        found.setdefault((each.name, each.form, each.keys), []).append(each.section)
    rows = [
        (
            name,
            form,
            markup(witnesses(c, keys)),
            len(places),
            [(place, titles.get(place) or "→") for place in dict.fromkeys(places)],
        )
        for (name, form, keys), places in found.items()
    ]
    return rendering.section(c, "speakers", c.words.speakers, rows=rows) if rows else None
