"""Turn apparatus entries that are not put into the text into a list: the place that each cites, its lemma, its readings.

Guidelines 13.2.1: an entry may stand in a listApp and say by @loc what it is on, as a rule a number of a line. One that says it by
two points of the text is put into the text before a book is made.
"""

from __future__ import annotations

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI
from edition.tei.reading.app_readings import readings_of
from edition.writers.book import reading_grades, reading_remarks
from edition.writers.book.compositor import Compositor
from edition.writers.book.metadata import XHTML
from edition.writers.book.printed_readings import (
    PrintedReading,
    add_phrase,
    add_reading,
    alike,
    printed,
    sigla,
    sigla_named,
    speak_as_witnesses,
    trim,
)

_LIST = TEI + "listApp"


def is_listed(app: etree._Element) -> bool:
    """Tell whether an app stands in a list, and not where it belongs in the text. An app within another one belongs there."""
    above = app.getparent()
    return above is not None and above.tag == _LIST


def listed(c: Compositor, app: etree._Element, into: etree._Element) -> None:
    """Set an entry as a paragraph of its own: “2 seven O] eleven P”. No word of it is text of the base."""
    if c.quiet or c.settings.apparatus == "none":
        return
    readings = list(readings_of(app))
    lemma = next((reading for reading in readings if reading.tag == TEI + "lem"), None)
    others = [reading for reading in readings if reading is not lemma]
    if others:
        others = reading_grades.wanted(c, app, others)
        if not others:
            return
    c.flow.block()
    made = c.open(into, "p", "app", app)
    if place := " ".join(app.get("loc", "").split()):
        line = c.cited_lines.get(place, "")
        tag, link = ("a", {"href": f"#{line}"}) if line else ("span", {})
        etree.SubElement(made, XHTML + tag, {"class": "loc", **link}).text = place
        append(made, " ")
    with c.set_aside():
        if lemma is not None and (first := printed(c, lemma)).text:
            _lemma(c, first, made)
        said = etree.SubElement(made, XHTML + "span", {"class": "readings"})
        for reading, *same in alike(printed(c, other) for other in others):
            if reading.text:
                speak_as_witnesses(c, reading.markup, [reading, *same])
                add_reading(said, "", reading, "", sigla(c, [reading, *same]))
            else:
                add_phrase(said, c.words.not_in, sigla(c, [reading, *same]))
        reading_remarks.comments(c, app, said, sigla_named)
    if not len(said):
        made.remove(said)
    c.flow.block()


def _lemma(c: Compositor, lemma: PrintedReading, into: etree._Element) -> None:
    """Set the words of a lemma whole, for they stand nowhere else, and who has them."""
    trim(lemma.markup)
    speak_as_witnesses(c, lemma.markup, [lemma])
    lemma.markup.set("class", "lemma")
    into.append(lemma.markup)
    names = sigla(c, [lemma])
    if len(names):
        append(into, " ")
        into.append(names)
    append(into, "] ")
