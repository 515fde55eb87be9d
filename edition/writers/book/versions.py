"""Turn the entries of a document into the texts of its other witnesses: a part for each, an entry one link from its base.

What the apparatus tells piece by piece can so be read as its translator wrote it.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.tei.names import XML_ID
from edition.tei.reading.one_witness import text_of_witness
from edition.writers.book.compositor import Compositor, make
from edition.writers.book.metadata import XHTML, all_of
from edition.writers.book.types import Section

# Of a tradition of many witnesses nobody reads each from end to end. By eye: a book holds the text
# once more for each.
_MOST = 4

Set = Callable[[etree._Element], Section]


def versions(c: Compositor, sections: list[Section], titled: Callable[[str], Section], set_entry: Set) -> list[Section]:
    """The other witnesses' texts of the entries in `sections`, linked with these both ways.

    `titled` makes a section that is a title only; `set_entry` sets the division of an entry.
    """
    entries = {section.id: section for section in sections if section.extent is not None}
    full = [witness for witness in c.header.witnesses.values() if not witness.quoted]
    if not 2 <= len(full) <= _MOST:
        return []
    made: list[Section] = []
    for witness in full:
        wanted = {ident for ident, section in entries.items() if section.extent and witness.key in section.extent.others}
        if not wanted:
            continue
        text = text_of_witness(c.header.root, witness.key)
        said = c.words.other_texts.format(sigla=witness.siglum)
        made.append(titled(said))
        for division in all_of(text, "//tei:text//tei:div[@type='entry']"):
            ident = division.get(XML_ID, "")
            if ident not in wanted:
                continue
            division.set("source", f"#{witness.key}")
            section = set_entry(division)
            base = entries[ident]
            _link(base.body, section.id, said)
            _link(section.body, base.id, c.words.other_texts.format(sigla=base.base) if base.base else c.words.back)
            made.append(section)
    return made


def _link(body: etree._Element, ident: str, words: str) -> None:
    """A line under the heading that leads to the same entry elsewhere."""
    line = make("p", "other-text")
    etree.SubElement(line, XHTML + "a", {"href": f"#{ident}"}).text = words
    headed = len(body) and body[0].get("class", "").split()[:1] == ["head"]
    body.insert(1 if headed else 0, line)
