"""Turn a document into messages on what its grammar cannot say: pointers to nothing, sigla, dates, languages, entries out of
order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from edition.language.tags import is_tag
from edition.messages import Report
from edition.model import GRADES, Locus
from edition.tei.date_attributes import DATE_ATTRIBUTES, is_date, is_later
from edition.tei.names import PREFIXES, TEI, XML_ID, XML_LANG
from edition.tei.reading.positions import Places
from edition.tei.validation.attestation import READINGS, check_bounds, check_extent, witnesses_of
from edition.tei.validation.examination import ElementTable, Examination, examine
from edition.tei.validation.pointers import check_pointer, check_pointers, check_witnesses

# Elements whose @from and @to are places, not dates: in this document, on a page, in a manuscript (Guidelines 13.2.2, 3.12.2,
# 11.3.5).
_FROM_A_PLACE = frozenset({"app", "span", "arc", "locus", "biblScope", "citedRange"})


def check_references(
    tree: etree._ElementTree, table: ElementTable, places: Places, file: str, report: Report, *, ours: bool, valid: bool | None
) -> None:
    """Report what points to nothing, contradicts itself or is missing.

    `ours`: the document names our schema; what our encoding asks for besides is checked if the structure is valid. `valid`:
    whether the schema found no fault, None if there was no schema.
    """
    examination = examine(tree, table, places, file, report, ours=ours)
    check_pointers(examination)
    check_witnesses(examination)
    _check_apps(examination)
    _check_languages(examination)
    _check_dates(examination, values=valid is None)
    _check_names(examination)
    if ours and valid:
        _check_entries(examination)
        _check_order(examination)
        _check_notes(examination)
        _check_pairs(examination)
        _check_beginnings(examination)
        _check_grades(examination)
        check_extent(examination)
    elif not ours:
        check_bounds(examination)


# --- The apparatus, notes, languages ------------------------------------------------------------------------------------------


def _check_apps(examination: Examination) -> None:
    """Report apps without a reading (E435), and notes that do not say whose they are (I436)."""
    for app in examination.tree.iter(f"{TEI}app"):
        # In an apparatus outside the text an entry may be a remark (13.2.1).
        parent = app.getparent()
        outside = "loc" in app.attrib or "from" in app.attrib or (parent is not None and parent.tag == f"{TEI}listApp")
        remark = outside and app.find(f"{TEI}note") is not None
        if next(app.iter(f"{TEI}lem", f"{TEI}rdg"), None) is None and not remark:
            examination.tell("E435", app)
    text = examination.tree.getroot().find(f"{TEI}text")
    untyped = [] if text is None else [note for note in text.iter(f"{TEI}note") if not note.get("type")]
    if untyped:
        examination.report.add("I436", Locus(examination.file), count=len(untyped), line=examination.places.of(untyped[0])[0])


def _check_languages(examination: Examination) -> None:
    for element, items in examination.table.rows:
        for key, tag in items:
            if key == XML_LANG and tag and not is_tag(tag):
                examination.tell("W437", element, XML_LANG, tag=tag)


# The elements that a name of each kind may point to (14.2).
_NAMED = {"persName": ("person", "personGrp", "persona"), "placeName": ("place",), "orgName": ("org",)}


def _check_names(examination: Examination) -> None:
    """Report names that point to something of another kind: a person's to a place (W444)."""
    for element in examination.tree.iter(*(f"{TEI}{name}" for name in _NAMED)):
        name = etree.QName(element).localname
        target = examination.ids.get(element.get("ref", "").removeprefix("#"))
        listed_as = "" if target is None else etree.QName(target).localname
        others = {kind for other, kinds in _NAMED.items() if other != name for kind in kinds}
        if listed_as in others:
            examination.tell("W444", element, "ref", name=name, kind=listed_as, id=element.get("ref"))


# --- Dates --------------------------------------------------------------------------------------------------------------------


def _check_dates(examination: Examination, *, values: bool) -> None:
    """Report dates that are none (E438, if no schema has checked them) and ranges that end before they begin (E439)."""
    for element, items in examination.table.rows:
        given = {name: value for name, value in items if name in DATE_ATTRIBUTES and value}
        if not given or not str(element.tag).startswith(TEI):
            continue
        if etree.QName(element).localname in _FROM_A_PLACE:
            given = {name: value for name, value in given.items() if name not in ("from", "to")}
        if any(value.startswith(("#", "http")) for value in given.values()):
            continue
        for name, value in given.items():
            if values and not is_date(value):
                examination.tell("E438", element, name, attribute=name, value=value)
        for early, late in (("from", "to"), ("notBefore", "notAfter")):
            if early in given and late in given and is_later(given[early], given[late]):
                examination.tell("E439", element, early, early=given[early], late=given[late])


# --- What our own schema asks for -----------------------------------------------------------------------------------------------


def _entries(examination: Examination) -> Iterator[etree._Element]:
    return (div for div in examination.tree.iter(f"{TEI}div") if div.get("type") == "entry")


def _check_entries(examination: Examination) -> None:
    """Report a second entry with the same key (E440), and a key that is another date than that of the heading (W441)."""
    first: dict[str, etree._Element] = {}
    for entry in _entries(examination):
        n = entry.get("n", "")
        if n in first:
            examination.tell("E440", entry, "n", n=n, line=examination.places.of(first[n])[0])
        first.setdefault(n, entry)
        date = next(entry.iterfind("tei:head//tei:date", PREFIXES), None)
        if date is None or not re.match(r"-?\d{4}(-\d\d|/|$)", n):
            continue
        when = date.get("when") or "/".join(filter(None, (date.get("from"), date.get("to"))))
        about = (date.get("notBefore", "")[:4], date.get("notAfter", "")[:4])
        # The second entry of a day is that day with .2.
        bare = re.sub(r"\.\d+$", "", n).rstrip("?~%")
        if (when and when != bare) or (not when and any(about) and bare[:4] not in about):
            examination.tell("W441", entry, "n", n=n, date=when or "/".join(filter(None, about)))


_DATED_KEY = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?(?=[/?~%]|$)")


def _check_order(examination: Examination) -> None:
    """Report entries that stand after a later one (W443).

    Where one of two dates is vague, such as 1931-05, and the other lies within it, either order is right.
    """
    before: tuple[str, str] | None = None
    for entry in _entries(examination):
        n = entry.get("n", "")
        match = _DATED_KEY.match(n)
        if match is None:
            continue
        if before is not None and is_later(before[1], match[0]):
            examination.tell("W443", entry, "n", n=n, before=before[0])
        before = (n, match[0])


def _check_notes(examination: Examination) -> None:
    """Report translators' notes, and later calls of them, that stand within a reading of other witnesses than theirs (E445), and
    calls that lead to nothing (E430).
    """
    for note in examination.tree.iter(f"{TEI}note", f"{TEI}ptr"):
        reading = next(note.iterancestors(*READINGS), None)
        source = note.get("source", "").removeprefix("#")
        if note.get("type") == "call" and source:
            check_pointer(examination, note, "target", note.get("target", ""))
        if reading is None or note.get("type") not in ("translator", "call") or source not in examination.witnesses:
            continue
        if source not in witnesses_of(reading):
            of = tuple(examination.siglum(witness) for witness in witnesses_of(reading))
            examination.tell("E445", note, "source", siglum=examination.siglum(source), of=of)


def _check_pairs(examination: Examination) -> None:
    """Report pointers that are not answered (E442): @next and @prev of the parts of a bead or a reading, @corresp of the two halves
    of a transposition.
    """
    back = {"next": "prev", "prev": "next", "corresp": "corresp"}
    for element in examination.tree.iter(f"{TEI}seg", f"{TEI}app"):
        for attribute, answer in back.items():
            if attribute == "corresp" and element.get("type") != "transposition":
                continue
            target = examination.ids.get(element.get(attribute, "").lstrip("#"))
            if target is None or element.get(XML_ID) is None:
                continue
            if target.get(answer) != f"#{element.get(XML_ID)}":
                there, here = target.get(XML_ID), element.get(XML_ID)
                examination.tell("E442", element, attribute, attribute=attribute, there=there, answer=answer, here=here)


def _check_beginnings(examination: Examination) -> None:
    """Report what begins for nobody: @edRef that names no witness (E496), and a verse of the base that begins at lb (E497)."""
    for element in examination.tree.iter(f"{TEI}lb", f"{TEI}milestone"):
        named = element.get("edRef", "").split()
        for token in named:
            if token.removeprefix("#") not in examination.witnesses:
                examination.tell(
                    "E496",
                    element,
                    "edRef",
                    siglum=token.removeprefix("#"),
                    known=tuple(f"#{xml_id}" for xml_id in sorted(examination.witnesses)),
                )
        entry = next((above for above in element.iterancestors(f"{TEI}div") if above.get("type") == "entry"), None)
        if element.tag == f"{TEI}lb" and entry is not None and entry.get("source") in named:
            siglum = examination.siglum(entry.get("source", "").removeprefix("#"))
            examination.tell("E497", element, "edRef", siglum=siglum)


def _check_grades(examination: Examination) -> None:
    """Report apps whose grade is not the highest of their readings' (E499), and weights of what is no variation unit (E498)."""
    for app in examination.tree.iter(f"{TEI}app"):
        grades = [grade for reading in app.iter(f"{TEI}rdg") if (grade := reading.get("subtype")) in GRADES]
        highest = max(grades, key=GRADES.index) if grades else None
        if highest and app.get("subtype") and highest != app.get("subtype"):
            examination.tell("E499", app, "subtype", grade=app.get("subtype"), highest=highest)
    for certainty in examination.tree.iter(f"{TEI}certainty"):
        for token in certainty.get("target", "").split():
            target = examination.ids.get(token.removeprefix("#"))
            if target is not None and (target.tag != f"{TEI}app" or target.get("type") == "attestation"):
                kind = etree.QName(target).localname
                examination.tell("E498", certainty, "target", id=token.removeprefix("#"), kind=kind)
