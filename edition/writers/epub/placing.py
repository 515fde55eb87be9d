"""Turn a Section into a section of an EPUB's file: calls become links, notes stand at its end, its role is named; and its apparatus
into parts of a page of variants.

The elements of the section are used themselves, not copied.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import BookWords
from edition.tei.elements import append
from edition.writers.book.compositor import speak
from edition.writers.book.marked_passages import ROW
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry, Book, BookNote, Section
from edition.writers.book.versions import link
from edition.writers.epub.base_sentences import OtherTexts, find_beside, sentences
from edition.writers.epub.namespaces import EPUB_TYPE
from edition.writers.epub.nested_links import unnest
from edition.writers.epub.sentence_marks import call_variants
from edition.writers.epub.variant_parts import cite, parts_of, variants_id
from edition.writers.settings import Marks

# The epub:type and the role of each kind of section (EPUB Structural Semantics Vocabulary; DPUB-ARIA).
_SEMANTICS = {
    "titlepage": ("titlepage", ""),
    "copyright": ("copyright-page", ""),
    "preface": ("preface", "doc-preface"),
    "division": ("part", "doc-part"),
    "entry": ("chapter", "doc-chapter"),
    "version": ("chapter", "doc-chapter"),
    "fragments": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "witnesses": ("frontmatter", ""),
    "forms": ("appendix", "doc-appendix"),
    "speakers": ("appendix", "doc-appendix"),
    "chronology": ("appendix", "doc-appendix"),
    "figures": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "index": ("index", "doc-index"),
    "colophon": ("colophon", "doc-colophon"),
}
# How far a further part of a verse is set in, in em for each letter of the parts before it. By eye, in the faces of screens.
_LETTER = 0.45
# The name that an element has for a moment that is to give way to what it holds.
_SPENT = "spent"


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section as it stands in the book: its body, and the parts of a page of variants that its apparatus becomes."""

    section: Section
    body: etree._Element
    parts: tuple[etree._Element, ...]


class Placer:
    """Completes the sections of a book.

    `reviews`: siglum of a quoted translation -> short name of the review. `others`: the sentences of the other witnesses. `plain`:
    of a book of texts side by side, id -> the section with one text and its apparatus.
    """

    def __init__(self, book: Book, marks: Marks, words: BookWords, plain: Book | None = None) -> None:
        self.reviews = {witness.siglum: witness.review for witness in book.witnesses if witness.review}
        self.languages = {witness.siglum: witness.language for witness in book.witnesses}
        self.marks, self.words = marks, words
        self.others = OtherTexts((plain or book).sections)
        self.plain = {section.id: section for section in plain.sections} if plain else {}

    def place(self, section: Section) -> PlacedSection:
        """Complete the body of a section with all that belongs to it, and make the parts of its apparatus."""
        body, words = section.body, self.words
        kind, role = _SEMANTICS[section.kind]
        heading = next((child for child in body if child.get("class", "").split()[:1] == ["head"]), None)
        if heading is not None:
            body.set("aria-labelledby", heading.get("id", ""))
            body.set(EPUB_TYPE, kind)
            if role:
                body.set("role", role)
        apparatus = list(section.apparatus)
        parts = self._variants(section, apparatus)
        if parts:
            link(body, variants_id(section), words.variants, first=True)
        _call_notes(body, section.notes)
        for line in reversed([entry for entry in apparatus if entry.anchor == section.id]):
            _attest(body, heading, line)
        _mark_pages(body, words)
        for part in body.iter(XHTML + "div"):
            if step := int(part.get("data-step", "0")):
                # On a narrow screen no part stands further in than a third.
                part.set("style", f"margin-left: min({step * _LETTER:.1f}em, 33%)")
        for number in [element for element in body.iter(XHTML + "span") if element.get("class") == "line-number"]:
            number.set("role", "img")
            number.set("aria-label", words.in_line.format(number=number.text))
        for group in [element for element in body.iter(XHTML + "div") if element.get("class") == "parallel"]:
            self._name_group(group, section.base)
        if section.notes:
            _notes(body, section, heading, words)
        unnest(body)
        return PlacedSection(section, body, tuple(parts))

    def _name_group(self, group: etree._Element, base: str) -> None:
        """Name the texts that stand side by side, tell that of the base from the others, and give each its language."""
        sigla = [raw(version[0]) for version in group if len(version)]
        group.set("role", "group")
        group.set("aria-label", f" {self.words.and_} ".join(sigla))
        for siglum, version in zip(sigla, (version for version in group if len(version)), strict=True):
            if siglum != (base or sigla[0]):
                version.set("class", f"{version.get('class', '')} other".strip())
            if tag := self.languages.get(siglum, ""):
                speak(version, tag)

    def _variants(self, section: Section, apparatus: Sequence[ApparatusEntry]) -> list[etree._Element]:
        """Set links and marks in the body of a section, and make the parts of its apparatus."""
        read = self.plain.get(section.id, section)
        apparatus = apparatus if read is section else read.apparatus
        found = sentences(read.body, (entry for entry in apparatus if entry.anchor != read.id))
        if read is not section:
            find_beside(section.body, found, section.base)
        call_variants(section.body, found, "sentence" if self.plain and self.marks != "none" else self.marks, self.words)
        parts = parts_of(read, found, self.others, self.reviews, self.words)
        for part in parts:
            _call_notes(part, read.notes)
            unnest(part)
        for marked in (section.body, *parts):
            _unmark(marked)
        return parts


def _unmark(element: etree._Element) -> None:
    """Take the names of passages off the sentences, and dissolve what has no other use."""
    for part in [part for part in element.iter(XHTML + "span", XHTML + "div") if part.get(ROW)]:
        del part.attrib[ROW]
        part.attrib.pop("class", "")
        if not part.attrib:
            part.tag = _SPENT
    etree.strip_tags(element, _SPENT)


# --- Calls ------------------------------------------------------------------------------------------------------------


def _attest(body: etree._Element, heading: etree._Element | None, entry: ApparatusEntry) -> None:
    """Set under the heading an entry that holds for the whole section and needs no call: “Not in AG.”"""
    line = etree.Element(XHTML + "p", {"class": "attested", "id": entry.id})
    line.append(entry.readings)
    body.insert(0 if heading is None else body.index(heading) + 1, line)


def _call_notes(body: etree._Element, notes: tuple[BookNote, ...]) -> None:
    """Put the numbers of notes in the places of their calls, as links."""
    at = {anchor: note for note in notes for anchor in (note.anchor, *note.again)}
    for call in [element for element in body.iter(XHTML + "span") if element.get("class") == "call"]:
        note = at[call.get("id", "")]
        call.tag = XHTML + "a"
        call.text = note.n
        call.set("href", f"#{note.id}")
        call.set("role", "doc-noteref")
        call.set(EPUB_TYPE, "noteref")


def _mark_pages(body: etree._Element, words: BookWords) -> None:
    """Name each page break and its number, which cannot be seen on the page, for those who listen."""
    for mark in [element for element in body.iter(XHTML + "span") if element.get("class") == "page"]:
        mark.set("role", "doc-pagebreak")
        mark.set(EPUB_TYPE, "pagebreak")
        mark.set("aria-label", f"{words.page} {mark.get('title', '')}")


# --- Notes -----------------------------------------------------------------------------------------------


def _under(body: etree._Element, section: Section, headed: etree._Element | None, kind: str, title: str) -> etree._Element:
    """Make a part at the end of a section's body, with a heading."""
    made = etree.SubElement(body, XHTML + "section", {"class": kind})
    if headed is not None:
        # Its name begins with that of its section, because no two landmarks of a page may have the same name.
        made.set("aria-labelledby", f"{headed.get('id', '')} {section.id}.{kind}")
    heading = etree.SubElement(made, f"{XHTML}h{min(section.level + 1, 6)}", {"class": "apparatus-head"})
    heading.set("id", f"{section.id}.{kind}")
    heading.text = title
    return made


def _notes(body: etree._Element, section: Section, headed: etree._Element | None, words: BookWords) -> None:
    made = _under(body, section, headed, "notes", words.notes)
    if headed is not None:
        made.set(EPUB_TYPE, "endnotes")
        made.set("role", "doc-endnotes")
    entries = etree.SubElement(made, XHTML + "ol")
    for note in section.notes:
        item = etree.SubElement(entries, XHTML + "li", {"id": note.id})
        item.set(EPUB_TYPE, "endnote")
        if note.body.get("lang"):
            speak(item, note.body.get("lang", ""))
        item.extend(list(note.body))
        if note.at and item[0].tag != XHTML + "p":
            item.insert(0, etree.Element(XHTML + "p"))
        cite(item[0], note.at, words)
        last = item[-1] if item[-1].tag == XHTML + "p" else etree.SubElement(item, XHTML + "p")
        if note.siglum is not None:
            append(last, " (")
            # The siglum of a witness is the same element for all its notes.
            last.append(copy.deepcopy(note.siglum))
            last[-1].tail = ")"
        append(last, " ")
        back = etree.SubElement(last, XHTML + "a", {"class": "back", "href": f"#{note.anchor}", "role": "doc-backlink"})
        back.set("aria-label", f"{words.back}, {words.note} {note.n}")
        back.text = "↩"
