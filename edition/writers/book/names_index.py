"""Turn the names that a text mentions into an index: each with all its places, by section and paragraph. The PDF prints pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from edition.language.languages import language_of_tag
from edition.language.sorting import SortKey, is_inversion, letter_of, sort_key
from edition.tei.names import TEI, XML_ID, XML_LANG, words_of_sort_key
from edition.tei.reading.element_text import language, plain
from edition.writers.book import rendering
from edition.writers.book.cited_verses import verses_by_id
from edition.writers.book.compositor import BLOCKS, Compositor
from edition.writers.book.metadata import XHTML, attributes
from edition.writers.book.packed_markup import ids_within
from edition.writers.book.person_names import parts_in_order, surname_first
from edition.writers.book.types import Section

_FORMS = tuple(TEI + name for name in ("persName", "placeName", "orgName", "title"))
_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place where a name stands.

    `anchor`: its id. `section`: the number of its section in the book, `title` its title. `block`: the number of its paragraph or
    other block in the section, 0 in a heading. `verse`: the number of its verse, "" for none; `note`: that of the note it stands
    in, "" outside of notes.
    """

    anchor: str
    section: int
    title: str
    block: int
    verse: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexLink:
    """A link of the index: where it leads, its words, and what is heard in their place, "" where that is the same."""

    anchor: str
    words: str
    heard: str = ""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A row of the index. `groups`: its links, those of a section together. `closes`: it is the last row under its letter, and
    another letter comes.
    """

    id: str
    name: str
    language: str
    said: str
    groups: list[list[IndexLink]]
    closes: bool


def index(c: Compositor, sections: Sequence[Section]) -> Section | None:
    """Make the index of the persons, places, organisations and works that the text mentions; None if it mentions none.

    Section.mentions has, for each row, all ids at which its name stands, also several in one paragraph. A name that only a text
    beside this one has is a row without links; the PDF knows its pages.
    """
    places = _places(sections, {anchor for anchors in c.mentions.values() for anchor in anchors})
    groups: list[tuple[str, bool, list[IndexRow]]] = []
    mentions: list[tuple[str, tuple[str, ...]]] = []
    for kind, named in c.header.named.items():
        listed = [
            (_key(c, kind, element, form), element, form, held)
            for element, form in _forms(kind, named)
            if (held := [places[anchor] for anchor in c.mentions.get(element.get(XML_ID, ""), ()) if anchor in places])
            or element.get(XML_ID) in c.named_beside
        ]
        rows: list[IndexRow] = []
        listed.sort(key=lambda row: row[0])
        letters = [letter_of(key) for key, *_ in listed]
        for at, (_, element, form, held) in enumerate(listed):
            row = _row(c, kind, element, form, held, closes=len(set(letters[at : at + 2])) > 1)
            rows.append(row)
            mentions.append((row.id, tuple(place.anchor for place in held)))
        if rows:
            groups.append((getattr(c.words, kind), kind == "works", rows))
    return rendering.section(c, "index", c.words.index, mentions=tuple(mentions), groups=groups) if groups else None


def _forms(kind: str, named: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield what describes each name, with the form by which it is listed: the first."""
    for element in named:
        yield element, next(element.iterchildren(*_FORMS), element)


# --- Names ------------------------------------------------------------------------------------------------------------


def _key(c: Compositor, kind: str, element: etree._Element, form: etree._Element) -> SortKey:
    """Find by what a name is sorted. What is no person is not sorted by an article, in the language of the book or of the name."""
    words = language_of_tag(c.header.metadata.language).names
    if stated := _stated_key(element, form):
        return sort_key(stated, words)
    articles = frozenset() if kind == "persons" else words.articles | language_of_tag(form.get(XML_LANG, "")).names.articles
    return sort_key(_listed(kind, element, form), words, articles)


def _stated_key(element: etree._Element, form: etree._Element) -> str:
    """Find the words by which the document says that a name is sorted (att.sortable)."""
    return words_of_sort_key(element.get("sortKey") or form.get("sortKey") or "")


def _listed(kind: str, element: etree._Element, form: etree._Element) -> str:
    """Give a name as the index prints it, that of a person with the surname first."""
    name = plain(form)
    if kind != "persons":
        return name
    stated = _stated_key(element, form)
    return parts_in_order(form) or (stated if is_inversion(stated, name) else name if stated else surname_first(form))


# --- Places -----------------------------------------------------------------------------------------------------------


def _places(sections: Sequence[Section], wanted: Set[str]) -> dict[str, NamedPlace]:
    """Find the places of those ids that the book prints: in bodies, in notes and in readings, which stand at their lemma."""
    found: dict[str, NamedPlace] = {}
    for number, section in enumerate(sections) if wanted else ():
        held = [(anchor, at, note) for anchor, at, note in _ids(section) if anchor in wanted]
        if held:
            title = section.name or "→"
            verses = verses_by_id(section.body)
            homes = {ident: at for at, block in _blocks(section.body) for inner in block.iter() if (ident := inner.get("id"))}
            for anchor, at, note in held:
                found.setdefault(anchor, NamedPlace(anchor, number, title, homes.get(at, 0), verses.get(at, ""), note))
    return found


def _ids(section: Section) -> Iterator[tuple[str, str, str]]:
    """Yield each id in a section, the id in its body where it belongs, and the number of the note that it is in, else ""."""
    for ident in attributes(section.body, "id"):
        yield ident, ident, ""
    for ident, anchor in ids_within(section.apparatus):
        yield ident, anchor, ""
    for note in section.notes:
        for ident in attributes(note.body, "id"):
            yield ident, note.anchor, note.n


def _blocks(body: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the paragraphs and other blocks of a section with their numbers, also those of the sections in it."""
    queue, number = list(body), 0
    while queue:
        block = queue.pop(0)
        if block.tag == XHTML + "section":
            queue[:0] = list(block)
        elif block.tag in BLOCKS and block.tag not in _HEADINGS:
            number += 1
            yield number, block


# --- Rows -------------------------------------------------------------------------------------------------------------


def _row(
    c: Compositor, kind: str, element: etree._Element, form: etree._Element, held: Sequence[NamedPlace], *, closes: bool
) -> IndexRow:
    said = "; ".join(text for note in element.iterchildren(TEI + "note") if (text := plain(note)))
    ident = c.claim(element.get(XML_ID, ""), "index")
    spoken = language(form.get(XML_LANG), "")
    groups = [_links(c, list(group)) for _, group in groupby(sorted(held, key=lambda p: p.section), key=lambda p: p.section)]
    return IndexRow(ident, _listed(kind, element, form), spoken, said, groups, closes)


def _links(c: Compositor, held: Sequence[NamedPlace]) -> list[IndexLink]:
    """Turn the places of a name in one section into links: one for each paragraph, verse or note. A place that is the only one in
    its section is told by the section's title alone.
    """
    apart: Mapping[tuple[int, str, str], NamedPlace] = {(p.block, p.verse, p.note): p for p in reversed(held)}
    places = [p for p in held if apart[p.block, p.verse, p.note] is p]
    links: list[IndexLink] = []
    for place in places:
        words, heard = _told(c, place)
        if not links:
            more = len(places) > 1 or bool(place.note)
            links.append(
                IndexLink(place.anchor, f"{place.title}, {words}", f"{place.title}, {heard}")
                if more and words
                else IndexLink(place.anchor, place.title)
            )
        else:
            links.append(IndexLink(place.anchor, words or place.title, f"{place.title}, {heard}" if heard else ""))
    return links


def _told(c: Compositor, place: NamedPlace) -> tuple[str, str]:
    """Say where in its section a place is, to be read and to be heard."""
    if place.note:
        return f"{c.words.note_short}\u00a0{place.note}", f"{c.words.note} {place.note}"
    if place.verse:
        return f"{c.words.line_short}\u00a0{place.verse}", c.words.in_line.format(number=place.verse)
    if place.block:
        return f"¶\u00a0{place.block}", f"{c.words.paragraph} {place.block}"
    return "", ""
