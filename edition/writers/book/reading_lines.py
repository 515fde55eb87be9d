"""Turn the lines, stanzas and speeches that begin within a reading into signs: “cast / his ash”, “… alone. // Now”.

While a reading is set, an empty span stands where one begins (`mark`). When all of it is set, the spans get their signs, and those
at its ends go (`sign`).
"""

from __future__ import annotations

from lxml import etree

from edition.language.book_words import PILCROW
from edition.tei.elements import append
from edition.tei.names import TEI
from edition.writers.book.compositor import BLOCKS, make
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.one_line import set_in_one_line

# The class of the span where a line or a stanza of a reading ends, and the sign that is printed there.
SIGNS = {"line-end": "/", "stanza-end": "//"}
# The sign before a block of a reading, by the block's class.
_BLOCK_SIGNS = {"line": "/", "stanza": "//", "verse": "//"}
# Blocks of TEI, of which the innermost around an app tells what stands between it and the app to which it is tied.
_HOLDERS = tuple(
    TEI + name for name in ("p", "head", "item", "l", "ab", "cell", "stage", "speaker", "salute", "signed", "dateline")
)


def mark(into: etree._Element, cls: str) -> None:
    """Mark that a line or a stanza begins here in the reading that is being set, before the name of who speaks it. `cls`: a key of
    SIGNS.
    """
    made = etree.SubElement(into, XHTML + "span", {"class": cls})
    name = made.getprevious()
    if name is not None and name.get("class", "").startswith("speaker") and not (name.tail or "").strip():
        name.addprevious(made)


def sign(markup: etree._Element) -> str:
    """Put signs where lines and stanzas of a reading begin, and where its blocks did, which become phrases.

    Returns the text without the signs of lines: what is compared, because a difference of lines is no reading.
    """
    for block in [element for element in markup.iter() if element.tag in BLOCKS]:
        before = block.getprevious()
        block.tag = XHTML + "span"
        if before is None or before.get("class", "").startswith("speaker"):
            if before is not None:
                before.tail = (before.tail or "").rstrip() + " "
            continue
        if shown := _BLOCK_SIGNS.get(block.get("class", "").split(" ")[0]):
            made = make("span", "stanza-end" if shown == "//" else "line-end")
            before.tail = (before.tail or "").rstrip() + " "
            before.addnext(made)
            made.tail = " "
        else:
            before.tail = (before.tail or "").rstrip() + f" {PILCROW} "
    # Items, rows and cells.
    set_in_one_line(markup)
    text = raw(markup)
    marks = [span for span in markup.iter(XHTML + "span") if span.get("class") in SIGNS]
    if marks:
        _settle(markup, marks)
    return text


def _settle(markup: etree._Element, marks: list[etree._Element]) -> None:
    """Leave one sign where several marks stand together, none at the ends, and each before the name of who begins to speak."""
    pending: etree._Element | None = None
    begun = False
    last: etree._Element | None = None
    for event, part in etree.iterwalk(markup, events=("start", "end")):
        if event == "start" and part.get("class") in SIGNS:
            if pending is not None and SIGNS[part.get("class", "")] == "//":
                pending.set("class", "stanza-end")
            pending = part if pending is None and begun else pending
        text = part.text if event == "start" else part.tail if part is not markup else None
        if text and text.strip():
            begun = True
            if pending is not None:
                last = pending
                last.set("data-kept", "")
                pending = None
    for span in marks:
        if span.attrib.pop("data-kept", "no") == "no":
            _drop(span)
        else:
            _space(span)


def _drop(span: etree._Element) -> None:
    """Take a mark out, not what follows it."""
    parent, before = span.getparent(), span.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (span.tail or "")
    else:
        parent.text = (parent.text or "") + (span.tail or "")
    parent.remove(span)


def _space(span: etree._Element) -> None:
    """Write the sign of a mark, with one space on either side of it."""
    parent, before = span.getparent(), span.getprevious()
    span.text = SIGNS[span.get("class", "")]
    span.tail = " " + (span.tail or "").lstrip()
    if before is not None:
        before.tail = (before.tail or "").rstrip() + " "
    elif parent is not None:
        parent.text = (parent.text or "").rstrip() + " "


def border(markup: etree._Element, one: etree._Element, other: etree._Element) -> None:
    """Mark in the markup of a lemma what lies between two apps that are tied: the end of a verse, a stanza or another block."""
    first, second = (next(app.iterancestors(*_HOLDERS), None) for app in (one, other))
    if first is None or second is None or first is second:
        append(markup, " ")
    elif first.tag == second.tag == TEI + "l":
        mark(markup, "line-end" if first.getparent() is second.getparent() else "stanza-end")
    else:
        append(markup, f" {PILCROW} ")
