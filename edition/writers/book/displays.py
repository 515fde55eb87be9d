"""Turn lists, tables, figures, the senses of a dictionary and glosses beside letters into XHTML."""

from __future__ import annotations

import re

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI
from edition.tei.reading.element_text import plain
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.compositor import Compositor, text_of
from edition.writers.book.element_conditions import rendered
from edition.writers.book.mathematics import LeftOut, words_of
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Picture

_ITEMS = frozenset(TEI + name for name in ("item", "castItem", "castGroup"))
# A table of more columns is set small, and its words are broken where a phone has no room for them. By eye, on the pictures that
# tests/books takes of a table on a phone.
_NARROW = 4
_numbered = rendered("number", "ordered", "decimal")
_dashed = rendered("dash")
_plain = rendered("plain", "simple", "none", "unmarked")


def listed(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a list: dl for terms and what is said of them, ol for a numbered list, ul for others. The marks of the source are
    kept.
    """
    glossed = any(child.tag == TEI + "label" for child in element)
    numbered = _numbered(element) or element.get("type") in ("ordered", "numbered")
    plain = _plain(element) or element.get("type") in ("simple", "plain") or element.tag == TEI + "castList"
    kind = "numbered" if numbered else "dash" if _dashed(element) else "plain" if plain else "bulleted"
    kind += " cast" if element.tag == TEI + "castList" else ""
    marked = any(child.tag in _ITEMS and child.find(f".//{TEI}label") is not None for child in element)
    made = etree.Element(XHTML + ("dl" if glossed else "ol" if numbered else "ul"), {"class": kind + (" marked" if marked else "")})
    if glossed:
        made.set("class", "terms")
    c.mark(made, element)
    for child in element:
        if child.tag in _ITEMS:
            if glossed:
                _description(c, child, made)
            else:
                c.element(child, made)
        elif glossed and child.tag == TEI + "label":
            c.content(child, c.open(made, "dt", "", child))
        elif len(made) == 0:
            # What stands before the first item, such as the head, introduces the list and is set before it.
            c.apart(into)
            c.element(child, into)
        else:
            _stray(c, child, made, XHTML + ("dd" if glossed else "li"))
    if not len(made):
        return
    if glossed and made[0].tag != XHTML + "dt":
        made.insert(0, etree.Element(XHTML + "dt"))
    into.append(made)


def _description(c: Compositor, item: etree._Element, into: etree._Element) -> None:
    c.flow.block()
    c.content(item, c.open(into, "dd", "", item))


def _stray(c: Compositor, element: etree._Element, into: etree._Element, tag: str) -> None:
    """Set what stands between items: as an item if it has words, else at the end of the item before."""
    holder = etree.Element(tag)
    c.element(element, holder)
    if text_of(holder):
        into.append(holder)
    elif len(holder):
        into[-1].extend(list(holder))


def table(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a table of rows and cells. Its head becomes the caption; anything else is set before it."""
    made = etree.Element(XHTML + "table")
    c.mark(made, element)
    for child in element:
        if child.tag == TEI + "head":
            caption = made.find(XHTML + "caption")
            if caption is None:
                caption = etree.Element(XHTML + "caption")
                made.insert(0, caption)
            else:
                append(caption, " ")
            c.content(child, caption)
        elif child.tag == TEI + "row":
            _row(c, child, c.open(made, "tr", "", child))
        else:
            c.apart(into)
            c.element(child, into)
    rows = made.findall(XHTML + "tr")
    if max(map(len, rows), default=0) > _NARROW:
        made.set("class", "wide")
    if rows:
        into.append(made)


def _row(c: Compositor, row: etree._Element, into: etree._Element) -> None:
    for child in row:
        if child.tag == TEI + "cell":
            c.element(child, into)
        elif isinstance(child.tag, str):
            c.element(child, into[-1] if len(into) else etree.SubElement(into, XHTML + "td"))
    if not len(into):
        etree.SubElement(into, XHTML + "td")
    for cell in into:
        if cell.tag == XHTML + "th" and not text_of(cell):
            # The empty corner of a table heads no column and no row.
            cell.tag = XHTML + "td"
        elif cell.tag == XHTML + "th":
            cell.set("scope", "col" if row.get("role") == "label" else "row")


def figure(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a figure: picture, description and caption. If the picture is in the book, the description becomes its alternative
    text. Where the document has no picture either, the caption stands alone, and the description where there is no caption.
    """
    made = c.open(into, "figure", "", element)
    caption = etree.Element(XHTML + "figcaption")
    descriptions = [child for child in element if child.tag == TEI + "figDesc"]
    for child in element:
        if child.tag == TEI + "head":
            c.content(child, caption)
        elif child not in descriptions:
            c.apart(made)
            c.element(child, made)
    shown = [picture for picture in made.iter(XHTML + "img") if not picture.get("alt")]
    said = " ".join(text for description in descriptions if (text := plain(description)))
    for picture in shown:
        picture.set("alt", said or text_of(caption) or c.words.figure)
        c.undescribed = c.undescribed or not (said or text_of(caption))
    if not shown and (len(made) or not text_of(caption)):
        for description in descriptions:
            c.element(description, made)
    if text_of(caption) or len(caption):
        made.append(caption)
    if not text_of(made):
        parent = made.getparent()
        if parent is not None and not len(made):
            parent.remove(made)
            c.used.discard(made.get("id", ""))


def graphic(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a picture if it can be in the book; if not, words that say that a picture belongs here (I512, W502, W510, W573 to
    W577).
    """
    address = element.get("url", "")
    found = c.pictures.take(address) if c.pictures is not None else None
    # The text of a binaryObject is the bytes of a file.
    said = plain(element)
    if said and element.tag == TEI + "binaryObject":
        c.once("I509", element, "binaryObject", name="binaryObject")
        said = ""
    if isinstance(found, Picture):
        made = c.open(into, "img")
        made.set("src", f"../{found.path}")
        inside = next(element.iterancestors(TEI + "figure"), None) is not None
        made.set("alt", said or ("" if inside else c.words.figure))
        c.undescribed = c.undescribed or not (said or inside)
        return
    shown = re.sub(r"\s+", " ", address) or "without address"
    if c.pictures is None:
        c.once("I512", element, "", url=shown)
    elif found:
        c.once(found.code, element, address, url=shown, **found.values)
    else:
        c.once("W502", element, "", url=shown)
    made = c.open(into, "span", "picture")
    made.text = f"[{c.words.figure}: {said}]" if said else f"[{c.words.figure}]"


def sense(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a sense or a homograph of a dictionary in the line of its article, its number (@n) before it, as dictionaries print it,
    where its text does not begin with it.
    """
    made = c.open(into, "span", etree.QName(element).localname, element)
    number = element.get("n", "").strip()
    if number and not re.match(rf"\W?{re.escape(number)}(?!\w)", plain(element)):
        etree.SubElement(made, XHTML + "b", {"class": "sense-number"}).text = number
        append(made, " ")
    c.content(element, made)


def ruby(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set letters with their glosses beside them; where they cannot stand beside, the glosses follow in brackets."""
    parts = [child.tag == TEI + "rt" for child in element if isinstance(child.tag, str)]
    # In HTML letters come first, and a gloss last.
    made = c.open(into, "ruby" if parts and not parts[0] and parts[-1] else "span", "", element)
    rp, rt = ("rp", "rt") if made.tag == XHTML + "ruby" else ("span", "span")
    for child in element:
        if child.tag != TEI + "rt":
            c.content(child, made) if child.tag == TEI + "rb" else c.element(child, made)
            continue
        etree.SubElement(made, XHTML + rp).text = "("
        with c.set_aside():
            c.content(child, c.open(made, rt, "", child))
        etree.SubElement(made, XHTML + rp).text = ")"


def drawing(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set the words of a drawing in SVG in its place (W515): a drawing may hold programs, and addresses that are fetched."""
    left = LeftOut()
    said = words_of(element, left)
    c.leave_out(element, left)
    c.once("W515", element, "")
    made = c.open(into, "span", "picture")
    made.text = f"[{c.words.figure}: {said}]" if said else f"[{c.words.figure}]"
