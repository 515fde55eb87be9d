"""Turn the entries of a document into parts of a book, one for each other full witness: its text of them, with links from and to
the base.

So the reader can read as a whole what the apparatus gives piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.tei.names import XML_ID
from edition.tei.reading.book_typography import put_marks_of_print
from edition.tei.reading.one_witness import text_of_witness
from edition.writers.book.compositor import Compositor, make
from edition.writers.book.metadata import XHTML, all_of
from edition.writers.book.types import Section

# A document with more full witnesses gets no such parts. By eye: the book would hold the text once more for each, and nobody reads
# so many from end to end.
_MOST = 4

EntrySetter = Callable[[etree._Element], Section]


def versions(c: Compositor, sections: list[Section], titled: Callable[[str], Section], set_entry: EntrySetter) -> list[Section]:
    """Make the sections of the other witnesses' texts of the entries in `sections`, and link them with these both ways.

    `titled` makes a section that is only a title. `set_entry` sets the division of an entry. There are none if the document has
    more than _MOST full witnesses.
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
        put_marks_of_print(text, witness.key)
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
    """Add a line under the heading that leads to the same entry elsewhere."""
    line = make("p", "other-text")
    etree.SubElement(line, XHTML + "a", {"href": f"#{ident}"}).text = words
    headed = len(body) and body[0].get("class", "").split()[:1] == ["head"]
    body.insert(1 if headed else 0, line)
