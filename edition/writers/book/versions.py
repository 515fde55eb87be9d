"""Turn the entries of a document into parts of a book, one for each full witness: its text of them, with links from and to the
entries.

So the reader can read and hear as a whole what the apparatus gives piece by piece, the base too.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import XML_ID
from edition.tei.reading.book_typography import put_marks_of_print
from edition.tei.reading.one_witness import text_of_witness
from edition.writers.book.compositor import Compositor, make
from edition.writers.book.metadata import all_of
from edition.writers.book.types import BookWitness, Section

# A document with more full witnesses gets no such parts. By eye: the book would hold the text once more for each, and nobody reads
# so many from end to end.
_MOST = 4

EntrySetter = Callable[[etree._Element], Section]


def versions(c: Compositor, sections: list[Section], titled: Callable[[str], Section], set_entry: EntrySetter) -> list[Section]:
    """Make the sections of the witnesses' texts of the entries in `sections`, and link them with these and with each other.

    `titled` makes a section that is only a title. `set_entry` sets the division of an entry. There are none if the document has
    more than _MOST full witnesses, or one alone.
    """
    entries = {section.id: section for section in sections if section.extent is not None and section.extent.base}
    full = [witness for witness in c.header.witnesses.values() if not witness.quoted]
    if not 2 <= len(full) <= _MOST:
        return []
    made: list[Section] = []
    texts: dict[str, list[tuple[BookWitness, Section]]] = {ident: [] for ident in entries}
    for witness in full:
        wanted = {ident for ident, section in entries.items() if section.extent and witness.key in section.extent.full}
        if not wanted:
            continue
        text = text_of_witness(c.header.root, witness.key, c.declared)
        put_marks_of_print(text, witness.key)
        made.append(titled(_named(c, witness)))
        for division in all_of(text, "//tei:text//tei:div[@type='entry']"):
            ident = division.get(XML_ID, "")
            if ident in wanted:
                division.set("source", f"#{witness.key}")
                texts[ident].append((witness, set_entry(division)))
                made.append(texts[ident][-1][1])
    for ident, found in texts.items():
        for witness, section in found:
            link(entries[ident].body, section.id, _named(c, witness))
            link(section.body, ident, c.words.with_variants)
            for other, there in found:
                if other is not witness:
                    link(section.body, there.id, _named(c, other))
    return made


def _named(c: Compositor, witness: BookWitness) -> str:
    return c.words.other_texts.format(sigla=witness.siglum)


def link(body: etree._Element, ident: str, words: str, *, first: bool = False) -> None:
    """Add a link to the line under the heading of a section that leads to what else there is of it, at its end or as the first."""
    headed = len(body) > 0 and body[0].get("class", "").split()[:1] == ["head"]
    line = next((child for child in list(body)[:2] if child.get("class") == "ways"), None)
    if line is None:
        line = make("p", "ways")
        body.insert(1 if headed else 0, line)
    made = make("a")
    made.set("href", f"#{ident}")
    made.text = words
    if first:
        made.tail = " · " if len(line) else None
        line.insert(0, made)
        return
    if len(line):
        append(line, " · ")
    line.append(made)
