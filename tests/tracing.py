"""Turn a TEI document into one whose every word has a name of its own, and a book of it into what is lost or cannot be reached.

A word that stands a hundred times in a text may be lost once unseen. So each is replaced by a word that stands nowhere else
before the book is made, and then looked for in the book.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from edition.tei.names import SILENT

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XHTML = "{http://www.w3.org/1999/xhtml}"
_LETTERS = "bcdfghjklmnprstvwxyz"
_TRACE = re.compile("q[a-z]+?q")
_READINGS = (TEI + "lem", TEI + "rdg")


def _name(number: int) -> str:
    """A word for a number: its letters between two q, which is none of them."""
    letters = ""
    while number or not letters:
        letters = _LETTERS[number % len(_LETTERS)] + letters
        number //= len(_LETTERS)
    return f"q{letters}q"


def trace(tree: etree._ElementTree) -> dict[str, etree._Element]:
    """Name every word of the document's text, in place, and give each app, note and name an id: word -> where it stands."""
    places: dict[str, etree._Element] = {}

    def named(text: str | None, place: etree._Element) -> str | None:
        def name(match: re.Match[str]) -> str:
            word = _name(len(places))
            places[word] = place
            return word

        return re.sub(r"[^\W\d_]+", name, text) if text else text

    root = tree.getroot()
    for text in [text for text in root.iter(TEI + "text") if next(text.iterancestors(TEI + "text"), None) is None]:
        for number, element in enumerate(list(text.iter())):
            if isinstance(element.tag, str):
                element.text = named(element.text, element)
            parent = element.getparent()
            if parent is not None and element is not text:
                element.tail = named(element.tail, parent)
            if element.tag in (TEI + "app", TEI + "note") and element.get(XML_ID) is None:
                element.set(XML_ID, f"traced.{number}")
    return places


def words(*elements: etree._Element) -> set[str]:
    """The traced words in elements, alternative texts included."""
    found: set[str] = set()
    for element in elements:
        found |= set(_TRACE.findall("".join(element.itertext())))
        found |= {word for part in element.iter() for word in _TRACE.findall(part.get("alt") or "")}
    return found


def pages(book: Path) -> list[etree._Element]:
    """The pages of a book in the order of their names."""
    with zipfile.ZipFile(book) as archive:
        return [etree.fromstring(archive.read(name)) for name in sorted(archive.namelist()) if name.endswith(".xhtml")]


def lost(places: dict[str, etree._Element], book: list[etree._Element], left_out: set[str]) -> Counter[str]:
    """How many words of each kind of element the book does not have. `left_out`: elements that a message says are not in it."""
    there = words(*book)
    missing = [place for word, place in places.items() if word not in there]
    return Counter(
        "/".join(reversed([etree.QName(node).localname for node in (place, *place.iterancestors())][:4]))
        for place in missing
        if not any(etree.QName(node).localname in left_out for node in (place, *place.iterancestors()))
    )


def unreachable(tree: etree._ElementTree, book: list[etree._Element]) -> Iterator[str]:
    """The apps, notes and names that no link leads to, or from which none leads back."""
    ids = {element.get("id", ""): element for page in book for element in page.iter() if element.get("id")}
    targets = {link.get("href", "").partition("#")[2] for page in book for link in page.iter(XHTML + "a")}
    back: dict[str, list[etree._Element]] = {}
    for ident, element in ids.items():
        for link in element.iter(XHTML + "a"):
            if link.get("role") == "doc-backlink" and element.tag == XHTML + "li":
                back.setdefault(link.get("href", "").partition("#")[2], []).append(ids[ident])
    for app in tree.iter(TEI + "app"):
        # What an editor has silenced is in no book, nor the capital of a verse; other forms of a speaker's name are in a table.
        readings = [
            reading
            for reading in app.iter(*_READINGS)
            if next(reading.iterancestors(TEI + "app")) is app
            and f"#{SILENT}" not in reading.get("ana", "").split()
            and reading.get("cause") != "lineation"
        ]
        if app.get("type") == "speaker" and app.get("subtype") == "accidental":
            continue
        within = next(app.iterancestors(TEI + "note", TEI + "teiHeader", *_READINGS), None)
        if within is not None or len(readings) < 2 or app.find(f".//{TEI}label") is not None:
            continue
        entries = back.get(app.get(XML_ID, ""), [])
        wanted = set().union(*(_own(reading) for reading in readings[1:])) - _own(readings[0])
        if wanted and not (wanted <= words(*entries) and any(_led_to(entry, targets) for entry in entries)):
            yield f"app {app.get(XML_ID)}"
    for note in tree.iter(TEI + "note"):
        entry = ids.get(note.get(XML_ID, ""))
        if entry is not None and entry.tag == XHTML + "li" and not (note.get(XML_ID) in targets and _calls(entry, ids)):
            yield f"note {note.get(XML_ID)}"
    yield from _names(tree, book, ids)


def _led_to(entry: etree._Element, targets: set[str]) -> bool:
    """Whether a link leads to an entry of the apparatus, to all entries of its sentence, or to all of a section."""
    around = [node for node in entry.iterancestors() if node.get("role") == "doc-footnote" or node.get("class") == "variants"]
    headings = [heading for node in around for heading in node.iterchildren(XHTML + "h1")]
    return any(node.get("id") in targets for node in (entry, *around, *headings))


def _own(reading: etree._Element) -> set[str]:
    """The words of a reading or name that are printed with it: not those of its notes, nor of forms that a choice leaves out."""
    aside = (TEI + "note", TEI + "sic", TEI + "orig", TEI + "abbr", TEI + "wit", TEI + "fw", TEI + "am")
    return words(reading) - words(*(part for part in reading.iter(*aside)))


def _calls(entry: etree._Element, ids: dict[str, etree._Element]) -> bool:
    """Whether the link back of a note leads to a call that leads to it."""
    links = [link for link in entry.iter(XHTML + "a") if link.get("role") == "doc-backlink"]
    call = ids.get(links[-1].get("href", "").partition("#")[2]) if links else None
    return call is not None and call.get("href", "").endswith(f"#{entry.get('id')}")


def _names(tree: etree._ElementTree, book: list[etree._Element], ids: dict[str, etree._Element]) -> Iterator[str]:
    """Names of the document's persons, places and so on that stand in the text, but in no section to which the index leads."""
    known = {
        element.get(XML_ID)
        for kind in ("person", "place", "org")
        for element in tree.iter(TEI + kind)
        if element.get(XML_ID) is not None
    }
    indexed: dict[str, set[str]] = {}
    variants: dict[str, list[etree._Element]] = {}
    for part in (part for page in book for part in page.iter(XHTML + "section") if part.get("class") == "variants"):
        variants.setdefault(part[0][0].get("href", "").partition("#")[2], []).append(part)
    index = [page for page in book if page.find(f".//{XHTML}section[@class='index']") is not None]
    for row in (row for page in index for row in page.iter(XHTML + "li")):
        sections = [_section(ids[link.get("href", "").partition("#")[2]]) for link in row.iter(XHTML + "a")]
        varying = (part for section in sections for part in variants.get(section.get("id", ""), ()))
        indexed[(row.get("id") or "").removesuffix(".index1")] = words(*sections, *varying)
    for name in (name for text in tree.iter(TEI + "text") for name in text.iter() if isinstance(name.tag, str)):
        for key in (name.get("ref") or "").split():
            if key.removeprefix("#") in known and not _own(name) <= indexed.get(key.removeprefix("#"), set()):
                yield f"{etree.QName(name).localname} {key}: line {name.sourceline}"


def _section(element: etree._Element) -> etree._Element:
    """The outermost section around an element."""
    sections = list(element.iterancestors(XHTML + "section"))
    return sections[-1] if sections else element
