"""Turn a bead that is translated so freely that no word answers a word into a note in the apparatus: “translated freely: …”."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI
from edition.writers.book.compositor import Compositor, make
from edition.writers.book.metadata import XHTML
from edition.writers.book.printed_readings import PrintedReading, sigla, speak_as_witnesses, trim


def covers(app: etree._Element) -> bool:
    """Tell whether an app is the one reading that covers a free bead whole (`seg type="bead" subtype="free"`)."""
    seg = app.getparent()
    if seg is None or seg.tag != TEI + "seg" or (seg.get("type"), seg.get("subtype")) != ("bead", "free"):
        return False
    around = [seg.text, *(child.tail for child in seg)]
    return not any(text and text.strip() for text in around) and not any(
        child.tag == TEI + "app" for child in seg if child is not app
    )


def readings(c: Compositor, others: Iterable[PrintedReading]) -> etree._Element:
    """Write what other witnesses have in place of a free bead, whole: “translated freely: … B”; of who has nothing, “not in C”."""
    made = make("span", "readings")
    others = list(others)
    lacking = [reading for reading in others if not reading.text]
    for reading in (reading for reading in others if reading.text):
        if len(made):
            append(made, "; ")
        else:
            _say(made, c.words.free)
        trim(reading.markup)
        speak_as_witnesses(c, reading.markup, [reading])
        made.append(reading.markup)
        append(made, " ")
        made.append(sigla(c, [reading]))
    if lacking:
        if len(made):
            append(made, "; ")
        _say(made, c.words.not_in)
        made.append(sigla(c, lacking))
    return made


def _say(into: etree._Element, said: str) -> None:
    """Write words of the editor and a space."""
    phrase = etree.SubElement(into, XHTML + "i", {"class": "ed"})
    phrase.text, phrase.tail = said, " "
