"""Turn the readings of an app into those that the settings ask for: by how much each of them matters.

What a document says of one reading counts before what it says of the group it stands in, and that before what it says of the app.
docs/books.md has the rules, with their reasons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from edition.model import GRADES
from edition.tei.names import TEI
from edition.tei.reading.app_readings import readings_of
from edition.writers.book.compositor import Compositor
from edition.writers.book.metadata import ids

# What documents of others write into @type or @cause.
_ACCIDENTAL = re.compile("accidental|orthograph|punctuat|spelling|paragraph|dateline|emendation")
_SUBSTANTIVE = re.compile("substantive|substantial")


def grade_of(app: etree._Element, reading: etree._Element) -> str:
    """How much a reading matters, one of GRADES; "" where the document does not say.

    What a reading says counts before what its group says, and that before the app.
    """
    part: etree._Element | None = reading
    while part is not None:
        if (grade := part.get("subtype")) in GRADES:
            return grade or ""
        if part.get("type") or part.get("cause"):
            said = f"{part.get('type', '')} {part.get('cause', '')}"
            if _ACCIDENTAL.search(said):
                return "accidental"
            if _SUBSTANTIVE.search(said):
                return "substantive"
        part = None if part is app else part.getparent()
    return ""


def highest_grade(app: etree._Element, readings: Sequence[etree._Element]) -> str:
    """The highest grade of some readings of an app; without any, that which it states itself; "" where nothing says so."""
    grades = [grade for reading in readings if (grade := grade_of(app, reading))]
    if grades:
        return max(grades, key=GRADES.index)
    own = app.get("subtype", "")
    return own if own in GRADES else ""


def _is_graded(root: etree._Element) -> bool:
    """Tell whether a document says of any reading how much it matters, beside what its type says of spelling."""
    return any(
        element.get("subtype") in GRADES or _SUBSTANTIVE.search(element.get("type", ""))
        for element in root.iter(TEI + "app", TEI + "rdgGrp", TEI + "rdg")
    )


def wanted(c: Compositor, app: etree._Element, readings: Sequence[etree._Element]) -> list[etree._Element]:
    """Choose of the readings of an app, without its lemma, those of the grade that the settings ask for and above.

    All are taken if one is, where a note of the editor stands in the app, because it may speak of any of them. The two halves of a
    moved passage are printed both or not at all. Reports once a document that does not say which of its readings are
    substantive, if those are asked for (W587).
    """
    if c.settings.apparatus in ("all", "none"):
        return list(readings) if c.settings.apparatus == "all" else []
    chosen = [reading for reading in readings if _is_wanted(c, app, grade_of(app, reading))]
    if 0 < len(chosen) < len(readings) and app.find(TEI + "note") is not None:
        return list(readings)
    if not chosen and (other := c.moved_apps.get(partner_of(app))) is not None:
        moved = (reading for reading in readings_of(other) if reading.tag == TEI + "rdg")
        return list(readings) if any(_is_wanted(c, other, grade_of(other, reading)) for reading in moved) else []
    return chosen


def _is_wanted(c: Compositor, app: etree._Element, grade: str) -> bool:
    if c.settings.apparatus == "stylistic":
        return grade != "accidental"
    if not grade and not _is_graded(c.header.root):
        c.once("W587", app, "")
        return True
    return grade == "substantive"


def leave_out(c: Compositor, app: etree._Element, readings: Sequence[etree._Element]) -> None:
    """Count readings that are not printed because they are of less than the grade asked for, for the page of signs.

    Where an emendation is made the witnesses agree: no reading is left to be printed.
    """
    if (
        app.get("type") != "emendation"
        and c.settings.apparatus != "none"
        and not (c.again or c.aside or c.quiet)
        and app.get("prev") is None
    ):
        c.left_out.update(grade for reading in readings if (grade := grade_of(app, reading)))


def partner_of(app: etree._Element) -> str:
    """The id of the other place of a moved passage, "" where the app is none."""
    return next(iter(ids(app.get("corresp"))), "") if app.get("type") == "transposition" else ""
