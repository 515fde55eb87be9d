"""Turn a TEI document into its notes that calls elsewhere lead to, by the pointers of these calls; mark the calls of others."""

from __future__ import annotations

import re

from lxml import etree

from edition.tei.element_classes import CHUNKS, HOLDERS
from edition.tei.elements import by_id
from edition.tei.names import TEI, XML_ID

_NOTE, _PTR, _REF, _HEAD = (TEI + name for name in ("note", "ptr", "ref", "head"))
# What notes are collected in, besides what holds blocks.
_COLLECTING = HOLDERS | {TEI + name for name in ("noteGrp", "standOff", "listAnnotation", "annotation")}
# What is not printed in its place: a call in it calls nothing.
_UNPRINTED = frozenset(TEI + name for name in ("teiHeader", "fw", "index"))
_APART = _UNPRINTED | {_NOTE, TEI + "standOff"}
# What holds forms of the same words, and nothing besides.
_FORMS = frozenset(TEI + name for name in ("app", "rdgGrp", "choice", "subst"))
# What is printed as the call of a note: a number, a letter or signs, in brackets or not.
_MARK = re.compile(r"[(\[]?\s*(?:\d{1,4}|[a-zα-ω]{1,2}|[^\w\s]{1,4}|[ivxl]{1,6})\s*[.)\]]?", re.IGNORECASE)


def called_notes(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The pieces of notes that stand where they are printed, not at their marks, by #id: a ref or ptr of type call leads there.

    A call with @source is a later one of a note that stands at its first.
    """
    notes = {f"#{note.get(XML_ID)}": note for note in root.iter(_NOTE)}
    found: dict[str, list[etree._Element]] = {}
    for call in root.iter(TEI + "ref", TEI + "ptr"):
        target = call.get("target", "")
        if call.get("type") == "call" and not call.get("source") and target in notes:
            if next(call.iterancestors(*_UNPRINTED), None) is not None:
                continue
            pieces = found[target] = [notes[target]]
            while (following := notes.get(pieces[-1].get("next", ""))) is not None and following not in pieces:
                pieces.append(following)
    return found


def recalled_notes(root: etree._Element) -> dict[str, etree._Element]:
    """The notes that stand at their first call and that another one, a ptr with @source, leads to as well, by #id."""
    notes = {f"#{note.get(XML_ID)}": note for note in root.iter(_NOTE)}
    calls = (call for call in root.iter(TEI + "ptr") if call.get("type") == "call" and call.get("source"))
    return {target: notes[target] for call in calls if (target := call.get("target", "")) in notes}


def mark_calls(root: etree._Element) -> None:
    """Give the type call, in place, to what calls a note in a document of another project.

    Notes that are collected, between blocks or apart from the text, are called from elsewhere: by a ptr or ref that leads to one
    and has no words but a mark, or, where a note says itself what it is on (@target), at that place.
    """
    collected = [note for note in root.iter(_NOTE) if _is_collected(note)]
    if not collected:
        return
    notes = {f"#{key}": note for note in collected if (key := note.get(XML_ID))}
    called = set()
    for call in root.iter(_PTR, _REF):
        note = notes.get(call.get("target", ""))
        if note is not None and next(call.iterancestors(*_APART), None) is None and _is_mark(call):
            call.set("type", "call")
            called.add(note)
    placed = by_id(root) if any(note.get("target") and note not in called for note in collected) else {}
    for number, note in enumerate(collected, 1):
        place = placed.get((note.get("targetEnd") or note.get("target") or "").split(" ")[0].removeprefix("#"))
        if note in called or place is None or not _is_text(place):
            continue
        if not note.get(XML_ID):
            note.set(XML_ID, f"note.called.{number}")
        _call_at(place, f"#{note.get(XML_ID)}")


def _is_collected(note: etree._Element) -> bool:
    parent = note.getparent()
    return parent is not None and parent.tag in _COLLECTING


def _is_mark(call: etree._Element) -> bool:
    words = "".join(map(str, call.itertext())).strip()
    return not words or _MARK.fullmatch(words) is not None


def _is_text(place: etree._Element) -> bool:
    """Whether an element stands in the text itself, not in a note, a running head or a list of places on pictures."""
    above = {place.tag, *(element.tag for element in place.iterancestors())}
    return TEI + "text" in above and not above & _APART


def _call_at(place: etree._Element, target: str) -> None:
    """Put a call after what a note is on: at the end of it, if it is a block; of a division, in its heading; of a reading or
    another form of words, after all forms.
    """
    while (parent := place.getparent()) is not None and parent.tag in _FORMS:
        place = parent
    call = etree.Element(_PTR, {"type": "call", "target": target})
    if place.tag in HOLDERS:
        heading = place.find(_HEAD)
        if heading is not None:
            heading.append(call)
    elif place.tag in CHUNKS:
        place.append(call)
    else:
        call.tail, place.tail = place.tail, None
        place.addnext(call)
