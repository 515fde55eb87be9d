"""Turn an app into its readings, and a reading into the witnesses that have it: as others encode it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.tei.names import TEI, XML_ID

READINGS = (TEI + "lem", TEI + "rdg")
# What says how words look, in which language they are, where they lead, that they say what is done; @source of these names the
# witnesses whose look it is.
LOOKED = tuple(TEI + name for name in ("hi", "foreign", "ref", "stage"))
# Where a witness begins, ends, breaks off and goes on (Guidelines 13.1.5).
POINTS = tuple(TEI + name for name in ("witStart", "witEnd", "lacunaStart", "lacunaEnd"))
_WIT = TEI + "wit"
# What may stand between a reading and the wit that says who has it.
_BESIDE_READINGS = (TEI + "note", TEI + "witDetail", etree.Comment, etree.ProcessingInstruction)


def readings_of(group: etree._Element) -> Iterator[etree._Element]:
    """The readings of an app, those in groups too; not those of apps within them."""
    for child in group:
        if child.tag in READINGS:
            yield child
        elif child.tag == TEI + "rdgGrp":
            yield from readings_of(child)


def tied(elements: Iterable[etree._Element]) -> dict[etree._Element, tuple[etree._Element, ...]]:
    """The apps that are tied by @next and @prev, because one reading goes over the end of a verse or block: first -> the others."""
    apps = {f"#{key}": app for app in elements if (key := app.get(XML_ID))}
    found = {}
    for first in apps.values():
        if first.get("next") is None or first.get("prev") is not None:
            continue
        pieces = [first]
        while (
            (after := apps.get(pieces[-1].get("next", ""))) is not None
            and after.get("prev") == f"#{pieces[-1].get(XML_ID)}"
            and after not in pieces
        ):
            pieces.append(after)
        if len(pieces) > 1:
            found[first] = tuple(pieces[1:])
    return found


def only_points(reading: etree._Element) -> bool:
    """Whether a reading has no words and only says where its witnesses begin, end or have a gap; notes and details are none."""
    if not len(reading) or (reading.text or "").strip() or any((child.tail or "").strip() for child in reading):
        return False
    parts = [child for child in reading if child.tag not in _BESIDE_READINGS]
    return len(parts) > 0 and all(child.tag in POINTS and not len(child) for child in parts)


def tokens_of(reading: etree._Element) -> list[str]:
    """By what a reading names who has it, as it stands: @wit, else the words of wit within or after it, else @source and @resp."""
    if tokens := [token for token in reading.get("wit", "").split() if token != "#"]:
        return tokens
    wit = _wit_of(reading)
    if wit is not None and (words := " ".join("".join(map(str, wit.itertext())).split())):
        return [words]
    # An edition or an article may be named by an address of any form; who is responsible is someone in this document.
    named_by = [token for token in reading.get("source", "").split() if token != "#"]
    return named_by + [token for token in reading.get("resp", "").split() if len(token) > 1 and token[0] == "#"]


def _wit_of(reading: etree._Element) -> etree._Element | None:
    """The wit that says who has a reading: within it, or after it and before the next one (Guidelines 13.1.4.2)."""
    if (inside := reading.find(_WIT)) is not None:
        return inside
    after = reading.getnext()
    while after is not None and after.tag in _BESIDE_READINGS:
        after = after.getnext()
    return after if after is not None and after.tag == _WIT else None


def is_ascribed(reading: etree._Element) -> bool:
    """Whether a reading says whose it is: of witnesses, of an editor, of a book."""
    return any(reading.get(name) for name in ("wit", "source", "resp")) or _wit_of(reading) is not None


def edited_reading(readings: list[etree._Element], base: str = "") -> etree._Element | None:
    """The reading of an app that the edited text has: its lemma; without one, that of the base (an xml:id), else the first."""
    found = next((reading for reading in readings if reading.tag == TEI + "lem"), None)
    if found is None and base:
        found = next((reading for reading in readings if f"#{base}" in reading.get("wit", "").split()), None)
    return found if found is not None or not readings else readings[0]


def base_of(element: etree._Element) -> str:
    """The xml:id of the witness whose text an element is, as @source of what it stands in says; "" where nothing says so."""
    for above in element.iterancestors():
        if above.tag not in (*READINGS, *LOOKED) and (
            tokens := [token for token in above.get("source", "").split() if token[0] == "#"]
        ):
            return tokens[0][1:]
    return ""
