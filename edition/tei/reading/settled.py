"""Turn a TEI document of another project into one with the habits of ours, so that whatever reads it has only these to know.

Words that meet are parted (word_borders.py), words that lines cut are joined (line_ends.py), what leads to a note is its call
(called_notes.py), and characters that end lines are white space.
"""

from __future__ import annotations

import copy

from lxml import etree

from edition.tei.elements import cites_entries
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.called_notes import mark_calls
from edition.tei.reading.line_ends import join_lines
from edition.tei.reading.word_borders import part_words

_RENDITION = TEI + "rendition"
# Next line, line separator, paragraph separator: ends of lines to Unicode (UAX 14), and none to XML 1.0 and XHTML.
_LINE_ENDS = dict.fromkeys(map(ord, "\u0085\u2028\u2029"), "\n")
_WITH_LINE_ENDS = etree.XPath(
    "//text()[contains(., '\u0085') or contains(., '\u2028') or contains(., '\u2029')]",
)


def is_settled(root: etree._Element) -> bool:
    """Whether a document has the habits of ours already."""
    return cites_entries(root.getroottree()) and not _WITH_LINE_ENDS(root)


def settled(root: etree._Element) -> etree._Element:
    """A copy of a document with the habits of ours; of one that is cited by entries, as ours are, only line ends differ."""
    made = copy.deepcopy(root)
    for holder in made.iter(etree.Element) if _WITH_LINE_ENDS(made) else ():
        holder.text = holder.text.translate(_LINE_ENDS) if holder.text else None
        holder.tail = holder.tail.translate(_LINE_ENDS) if holder.tail else None
    if not cites_entries(made.getroottree()):
        join_lines(made)
        part_words(made)
        mark_calls(made)
    return made


def put_looks(root: etree._Element) -> None:
    """Write, in place, the looks that the header describes (rendition, Guidelines 2.3.4) into @style of what points to them.

    A book sees elements one by one; what reads looks (tei_looks.py) finds these in the header itself.
    """
    described = {
        f"#{key}": " ".join("".join(map(str, each.itertext())).split())
        for each in root.iter(_RENDITION)
        if (key := each.get(XML_ID))
    }
    if not described:
        return
    for element in root.iter(etree.Element):
        found = [look for token in (element.get("rendition") or "").split() if (look := described.get(token))]
        if found:
            element.set("style", "; ".join([*found, *filter(None, (element.get("style"),))]))
