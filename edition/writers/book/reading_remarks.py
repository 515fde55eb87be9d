"""Turn what a document says about a reading and its witnesses into words of the apparatus: notes, details, hands, causes, doubt.

Guidelines 13.1.2 and 13.1.4.1 on @hand, @cause, @varSeq and witDetail; 22.2 on certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from edition.tei.attribute_values import probability
from edition.tei.elements import append
from edition.tei.names import TEI
from edition.tei.reading.app_readings import READINGS, readings_of
from edition.tei.reading.element_text import plain
from edition.writers.book.compositor import BLOCKS, Compositor, make, mend, paragraphed
from edition.writers.book.metadata import XHTML, ids, raw
from edition.writers.book.one_line import set_in_one_line

_NOTE, _DETAIL = TEI + "note", TEI + "witDetail"
# What may hold notes on a variation besides the app itself.
_GROUPS = (TEI + "rdgGrp", TEI + "noteGrp")
# Causes that our own documents state for the program and not for a reader.
_UNSAID = frozenset(("lineation", "quotation"))
# The attributes of a reading that say more of it than whose it is.
_SAYING = ("hand", "cause", "varSeq", "cert")
_DOUBTFUL = frozenset(("low", "medium", "unknown"))
# A description of a hand of more words is no name to print beside a siglum. By eye, on the hands of several editions.
_LONGEST_NAME = 3

# Makes the sigla of the witnesses that an element names.
Sigla = Callable[[Compositor, etree._Element], etree._Element]


def comments(c: Compositor, app: etree._Element, readings: etree._Element, sigla: Sigla) -> None:
    """Add the notes on the variation itself (note in app) and on a witness in this place (witDetail) after the readings."""
    for note in _said_of(app):
        _comment(c, note, readings, sigla)


def _said_of(element: etree._Element) -> Iterator[etree._Element]:
    """The notes and details that stand in an app, also in its groups, and not within its readings."""
    for child in element:
        if child.tag in (_NOTE, _DETAIL):
            yield child
        elif child.tag in _GROUPS:
            yield from _said_of(child)


def _comment(c: Compositor, note: etree._Element, into: etree._Element, sigla: Sigla) -> None:
    """Add a note or a detail in brackets; a detail after the sigla of those of whom it speaks, unless the reading says them.

    A note on the variation that holds blocks is a division, for the writer to set below the entry or in its line.
    """
    if not raw(note).strip():
        return
    made = make("span", "comment")
    before, c.lemma = c.lemma, "note"
    with c.set_aside():
        c.content(note, made)
    c.lemma = before
    below = into.get("class") == "readings" and any(part.tag in BLOCKS for part in made.iterdescendants())
    if below:
        made.tag = XHTML + "div"
        made.set("class", "commentary")
        paragraphed(made)
        mend(made)
    else:
        set_in_one_line(made)
    if note.tag == _DETAIL and note.get("wit") and not _is_of_reading(c, note):
        first = made[0] if below and made[0].tag == XHTML + "p" else made
        text, first.text = first.text or "", None
        first.insert(0, sigla(c, note))
        first[0].tail = f": {text.lstrip()}"
    if not below and not (raw(note).strip().startswith("(") and raw(note).strip().endswith(")")):
        made.text = f"({made.text or ''}"
        append(made, ")")
    if len(into):
        append(into, " ")
    into.append(made)


def _is_of_reading(c: Compositor, detail: etree._Element) -> bool:
    """Tell whether a detail stands in a reading and is on all who have it."""
    reading = detail.getparent()
    if reading is None or reading.tag not in READINGS:
        return False
    return {*c.declared.named(detail.get("wit", "").split())} == {*c.declared.of(reading)}


def after_sigla(c: Compositor, reading: etree._Element, sigla: Sigla) -> etree._Element | None:
    """Make what follows the sigla of a reading: a mark of doubt, whose hand, why, which in a sequence, and details of witnesses.

    None where the document says nothing of it.
    """
    if reading.tag not in READINGS or not (len(reading) or any(reading.get(name) for name in _SAYING)):
        return None
    made = make("span", "remark")
    made.text = "?" if _is_doubtful(reading) else None
    if words := [*_hands(c, reading), *(word for word in reading.get("cause", "").split() if word not in _UNSAID)]:
        append(made, f" ({', '.join(words)})")
    if number := reading.get("varSeq", ""):
        append(made, f" ({number})")
    details = [child for child in reading if child.tag == _DETAIL and raw(child).strip()]
    for detail in details:
        if not len(made):
            append(made, " ")
        _comment(c, detail, made, sigla)
    return made if made.text or len(made) else None


def _is_doubtful(reading: etree._Element) -> bool:
    """Tell whether the editor is not sure that a reading, or that its app, is right."""
    if reading.get("cert") in _DOUBTFUL:
        return True
    for certainty in reading.iterchildren(TEI + "certainty"):
        degree = probability(certainty.get("degree", ""))
        if certainty.get("cert") in _DOUBTFUL or (degree is not None and degree < 1):
            return True
    return False


def _hands(c: Compositor, reading: etree._Element) -> Iterator[str]:
    """The names of the hands that wrote a reading: what the document calls them by @n or in few words, else their ids."""
    for token in reading.get("hand", "").split():
        ident = next(iter(ids(token)), token)
        hand = c.hands.get(ident)
        words = plain(hand)
        short = words if 0 < len(words.split()) <= _LONGEST_NAME else ""
        yield (hand.get("n", "") if hand is not None else "") or short or ident


def is_remarked(app: etree._Element) -> bool:
    """Tell whether an app has a note or a detail with words, or its readings have."""
    return any(raw(said).strip() for said in _said_of(app)) or any(
        child.tag == _DETAIL and raw(child).strip() for reading in readings_of(app) for child in reading
    )
