"""Turn a link that holds other links into links that follow one another: XHTML allows no link within a link."""

from __future__ import annotations

from lxml import etree

from edition.writers.book.metadata import XHTML

_LINK = XHTML + "a"


def unnest(body: etree._Element) -> None:
    """Part each link of a section that holds a link, such as the call of a note, in place.

    What leads nowhere else goes on leading where the outer link led.
    """
    for outer in [link for link in body.iter(_LINK) if next(link.iterdescendants(_LINK), None) is not None]:
        target = str(outer.attrib.pop("href", ""))
        outer.tag = XHTML + "span"
        if target:
            _link(outer, target)


def _link(holder: etree._Element, target: str) -> None:
    """Make links of all that an element holds between links."""
    parts, text = list(holder), holder.text
    holder.text = None
    for part in parts:
        holder.remove(part)
    _add(holder, text, target)
    for part in parts:
        after, part.tail = part.tail, None
        if part.tag == _LINK or next(part.iterdescendants(_LINK), None) is not None:
            holder.append(part)
            if part.tag != _LINK:
                _link(part, target)
        else:
            _open(holder, target).append(part)
        _add(holder, after, target)


def _add(holder: etree._Element, text: str | None, target: str) -> None:
    """Add text: into a link if it has words, else as it is."""
    if text and text.strip():
        link = _open(holder, target)
        if len(link):
            link[-1].tail = (link[-1].tail or "") + text
        else:
            link.text = (link.text or "") + text
    elif text and len(holder):
        holder[-1].tail = text
    elif text:
        holder.text = text


def _open(holder: etree._Element, target: str) -> etree._Element:
    """Give the link at the end of an element, if it was made here and nothing stands after it; else a new one."""
    last = holder[-1] if len(holder) else None
    if last is not None and last.tag == _LINK and set(last.attrib) == {"href"} and last.get("href") == target and not last.tail:
        return last
    return etree.SubElement(holder, _LINK, {"href": target})
