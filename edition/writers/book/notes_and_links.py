"""Turn notes, their calls and links into XHTML."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Literal

from lxml import etree

from edition.tei.attribute_values import web_address
from edition.tei.elements import append
from edition.tei.names import TEI, XML_ID, XML_LANG
from edition.tei.reading.element_text import language
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.compositor import Compositor, make, mend, paragraphed, speak
from edition.writers.book.metadata import raw
from edition.writers.book.types import BookNote, BookWitness

# The words of a link within the book that has none.
ARROW = "→"
# The class of a link whose words say where it leads.
TARGET = "target"


def call(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set, in the place of its call, a note that stands elsewhere: its pieces as one note, with the book's own number.

    A later call in the same section has the number of the first.
    """
    target = element.get("target", "")
    if target in c.calling:
        link(c, element, how, into)
        return
    if (place := c.flow.called.get(target)) is not None and c.lemma != "note":
        if not c.quiet:
            note = c.flow.notes[place]
            c.flow.notes[place] = replace(note, again=(*note.again, _call_in(c, note.id, into)))
        return
    pieces = c.called.get(target) or [note for note in [c.recalled.get(target)] if note is not None]
    if not pieces:
        link(c, element, how, into)
        return
    whole = copy.deepcopy(pieces[0])
    for piece in pieces[1:]:
        append(whole, piece.text or "")
        whole.extend(copy.deepcopy(child) for child in piece)
    if target in c.called:
        _without_number(c, whole)
    if not c.quiet:
        c.answered.add(target)
    c.calling.add(target)
    _set_note(c, whole, into)
    c.calling.remove(target)


def _without_number(c: Compositor, note: etree._Element) -> None:
    """Take away the number that is printed before a note: its label; of a document of another project, the one it begins with."""
    if c.looks_said:
        etree.strip_elements(note, TEI + "label", with_tail=False)
        return
    label = next(note.iter(TEI + "label"), None)
    holder = label.getparent() if label is not None else None
    if label is None or holder is None or label.getprevious() is not None or (holder.text or "").strip():
        return
    if holder is note or (holder.getparent() is note and holder is note[0] and not (note.text or "").strip()):
        holder.text = (label.tail or "").lstrip()
        holder.remove(label)


def note(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a note in its place, unless it is called from elsewhere."""
    if not is_called(c, element):
        _set_note(c, element, into)


def is_called(c: Compositor, element: etree._Element) -> bool:
    """Tell whether an element is a note that stands at its call, or a further piece of one."""
    return element.tag == TEI + "note" and element in c.called_pieces


def _set_note(c: Compositor, element: etree._Element, into: etree._Element) -> None:
    if c.quiet:
        return
    if c.lemma == "note":
        made = c.open(into, "span", "note-in-note")
        append(made, " (")
        c.content(element, made)
        append(made, ")")
        return
    ident = c.claim(element.get(XML_ID, ""), "n")
    anchor = _call_in(c, ident, into)
    witness = c.witness_of(element)
    body = make("div", "note")
    if element.get(XML_LANG):
        speak(body, language(element.get(XML_LANG), "und"))
    number = str(len(c.flow.notes) + 1)
    before, c.lemma = c.lemma, "note"
    with c.set_aside():
        c.content(element, body)
    c.lemma = before
    paragraphed(body)
    mend(body)
    if element.get(XML_ID):
        c.flow.called[f"#{element.get(XML_ID)}"] = len(c.flow.notes)
    c.flow.notes.append(BookNote(ident, anchor, number, _series(element, witness), body, witness.markup if witness else None))


def _call_in(c: Compositor, note: str, into: etree._Element) -> str:
    """Set an empty call of a note of the book, and give its id."""
    made = c.open(into, "span", "call")
    made.set("id", c.claim(f"{note}.call", "call"))
    return made.get("id", "")


def _series(note: etree._Element, witness: BookWitness | None) -> Literal["translator", "editorial", "author"]:
    """Tell whose note it is, by @type and @resp. A note without @type that comes from a witness is its translator's."""
    said = f"{note.get('type', '')} {note.get('resp', '')}"
    if "transl" in said or (witness is not None and note.get("type") is None):
        return "translator"
    return "author" if "auth" in said else "editorial"


def mark_target(link: etree._Element) -> None:
    """Mark the words of a link that are no words of the text: they say where it leads."""
    link.set("class", " ".join(filter(None, (link.get("class", ""), TARGET))))


def part_target(link: etree._Element) -> None:
    """Part the words of a link that say where it leads from a word after it; of any other link none."""
    if TARGET not in link.get("class", "").split():
        return
    following = link.getnext()
    after = link.tail or (raw(following) if following is not None else "")
    if after[:1].isalnum():
        link.tail = f" {link.tail or ''}"


def link(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    target = (element.get("target") or element.get("cRef") or "").split(" ")[0]
    outside = web_address(target)
    if (not outside and not target.startswith("#")) or c.linking or c.quiet:
        if target and not outside and not target.startswith("#"):
            c.once("W504", element, "", target=target)
        made = c.open(into, "span", "", element)
        c.content(element, made)
        if not raw(made).strip() and not c.linking and not target.startswith("#"):
            append(made, element.get("cRef") or target)
            mark_target(made)
        return
    made = c.open(into, "a", "", element)
    made.set("href", outside or target)
    c.linking = True
    c.content(element, made)
    c.linking = False
    if not raw(made).strip():
        append(made, target if outside else ARROW)
