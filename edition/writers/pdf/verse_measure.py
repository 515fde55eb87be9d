"""Turn the verses of a document into the measure that they need: so many letters that few of them turn over."""

from __future__ import annotations

from lxml import etree

from edition.tei.names import TEI

# A column is wide enough for verse if no more than this share of the verses turns over. By eye: a page on which every second verse
# has a turnover shows no longer where verses begin.
TURNED_OVER = 1 / 4
# What stands within a text and is not printed in its lines.
_ASIDE = frozenset(TEI + name for name in ("rdg", "rdgGrp", "note", "witDetail"))


def letters_of_verse(tree: etree._ElementTree) -> int:
    """Find how many letters, spaces counted, a line must hold so that TURNED_OVER of the verses or fewer are longer.

    Verses are `l` of the text, as its base has them. Returns 0 where less than half of the text is verse.
    """
    bodies = [*tree.iter(TEI + "body")]
    lengths = sorted(filter(None, (_length(verse) for body in bodies for verse in body.iter(TEI + "l"))))
    prose = sum(_length(block) for body in bodies for block in body.iter(TEI + "p"))
    if not lengths or sum(lengths) < prose:
        return 0
    return lengths[-1 - int(len(lengths) * TURNED_OVER)]


def _length(element: etree._Element) -> int:
    return len(" ".join(_said(element).split()))


def _said(element: etree._Element) -> str:
    """The words of an element that are printed in the text of the base."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _ASIDE:
            parts.append(_said(child))
        parts.append(child.tail or "")
    return "".join(parts)
