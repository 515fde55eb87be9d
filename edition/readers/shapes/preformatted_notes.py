"""Part the preformatted text of a page, `pre`, in which notes stand one below the other, each at a place that a link leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.readers.containers import local_name
from edition.readers.passage_words import call_number

if TYPE_CHECKING:
    from lxml import etree

# One note may be what a call in preformatted text leads to; the words of the text are parted only where a list of them begins.
_FEWEST = 2


def part_notes(root: etree._Element) -> None:
    """Part each `pre` of a tree before the notes that it holds: each begins a line with its mark and a place for links."""
    for pre in [*root.iter("{*}pre")]:
        places = [child for child in pre if _begins_note(child)]
        parent = pre.getparent()
        if len(places) < _FEWEST or parent is None:
            continue
        at, tail = parent.index(pre) + 1, pre.tail
        last = pre
        for place in reversed(places):
            part = pre.makeelement(pre.tag, {str(name): str(value) for name, value in pre.attrib.items() if name != "id"})
            part.sourceline = place.sourceline
            part.extend([place, *place.itersiblings()])
            parent.insert(at, part)
            last = part if last is pre else last
        pre.tail, last.tail = None, tail


def _begins_note(element: etree._Element) -> bool:
    """Whether a line begins with an anchor, or with several in a row, that have a name and the mark of a note."""
    before, above = element.getprevious(), element.getparent()
    said = (before.tail if before is not None else above.text if above is not None else "") or ""
    if local_name(element) != "a" or (said.rstrip(" \t")[-1:] or "\n") != "\n":
        return False
    named = marked = False
    at: etree._Element | None = element
    while at is not None and isinstance(at.tag, str) and local_name(at) == "a":
        named = named or bool(at.get("id") or at.get("name"))
        marked = marked or bool(call_number("".join(map(str, at.itertext())).strip()))
        at = None if (at.tail or "").strip() else at.getnext()
    return named and marked
