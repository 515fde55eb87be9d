"""Turn the markup of a book into the HTML that is set: namespaces taken off, calls numbered, notes and entries made blocks."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from lxml import etree

from edition.language.book_words import GRADE_SIGNS
from edition.language.tags import direction
from edition.tei.elements import append
from edition.tei.names import XML_LANG
from edition.writers.book.types import ApparatusEntry, BookNote, Section
from edition.writers.pdf.formulas import MATHML, in_a_line

# Letters of a source that is told by siglum and pages only.
SIGLUM_AND_PAGES = 24
# A word of more letters may be parted anywhere, at this sign, which is not seen.
LONG_WORD, MAY_END = 30, "\u200b"
LEFT_TO_RIGHT = "\u200e"
FACE = "EB Garamond 12, EB Garamond, serif"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "q", "s", "span", "strong", "sub", "sup", "time", "u")
)


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A note with the mark that it has in print, a number or a letter. `series`: 0, or 1 for notes that stand below those;
    `order`: its place among all notes."""

    note: BookNote
    mark: str
    series: int
    order: int


def plain(element: etree._Element, notes: Mapping[str, PrintedNote], say: str) -> etree._Element:
    """Copy an element without its namespace; calls get their marks, links what a screen reader says of them.

    `notes`: by the id of their call. `say`: the word for a note.
    """
    copy = etree.Element(etree.QName(element).localname)
    for name, value in element.attrib.items():
        if name != XML_LANG and not str(name).startswith("{"):
            copy.set(name, value)
    if copy.get("lang"):
        copy.set("dir", direction(copy.get("lang", "")))
    copy.text = parted(element.text)
    for child in element:
        if isinstance(child.tag, str):
            piece = in_a_line(child) if child.tag == f"{MATHML}math" else plain(child, notes, say)
            piece.tail = parted(child.tail)
            copy.append(piece)
        elif child.tail:
            append(copy, parted(child.tail) or "")
    if copy.tag == "span" and copy.get("class") == "call" and copy.get("id") in notes:
        note = notes[copy.get("id", "")]
        call = etree.SubElement(copy, "a", {"href": f"#{note.note.id}", "class": "call", "data-says": f"{say} {note.mark}"})
        call.text = note.mark
    elif copy.tag == "a" and copy.get("href"):
        copy.set("data-says", text_of(copy) or copy.get("href", ""))
    return copy


def parted(text: str | None) -> str | None:
    """Let a word that may be longer than a line, as an address of the web is, be parted after its stops, or anywhere."""
    if text is None or len(text) < LONG_WORD:
        return text
    return re.sub(rf"\S{{{LONG_WORD},}}", lambda word: re.sub(r"[^\w\s]+(?=\w)|\w{8}(?=\w)", rf"\g<0>{MAY_END}", word[0]), text)


def text_of(element: etree._Element) -> str:
    """The text of an element in one line."""
    return " ".join(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split())


def paged(index: etree._Element, pages: Mapping[str, str]) -> None:
    """Put pages in the place of what the links of an index say, each page of a row once and pages that follow one another as a
    range, which leads to its first; the links say to screen readers what they said."""
    for row in index.iter("li"):
        links = [link for link in row.findall("a") if link.get("href", "").removeprefix("#") in pages]
        shown: list[tuple[etree._Element, str, str]] = []
        for link in links:
            page = pages[link.get("href", "").removeprefix("#")]
            if shown and page in (shown[-1][2], _after(shown[-1][2])):
                opens, first, _ = shown[-1]
                shown[-1] = (opens, first, page)
                opens.tail = link.tail
                row.remove(link)
            else:
                shown.append((link, page, page))
        for link, first, last in shown:
            for inner in list(link):
                link.remove(inner)
            link.text = first if first == last else f"{first}–{last}"
        for link, *_ in shown[:-1]:
            link.tail = ", "


def _after(page: str) -> str:
    """The number of the page after one with an arabic number."""
    return str(int(page) + 1) if page.isdecimal() else ""


def settle(element: etree._Element) -> None:
    """Put every empty span that stands after a space before it, marked `data-next`: an empty span after a space would
    forbid to begin a line with the next word. White space before the first word of a block goes."""
    begun = False
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag not in INLINE:
            begun = False
        if event == "end":
            begun = begun or bool(part.tail and part.tail.strip())
            continue
        parent, before = part.getparent(), part.getprevious()
        if part.tag == "span" and not len(part) and not part.text and parent is not None:
            text = (parent.text if before is None else before.tail) or ""
            if before is None:
                parent.text = text.rstrip(" ")
            else:
                before.tail = text.rstrip(" ")
            if text.endswith(" ") and begun:
                part.tail = " " + (part.tail or "").lstrip(" ")
                part.set("data-next", "")
        begun = begun or bool(part.text and part.text.strip())


def written(element: etree._Element) -> str:
    """Turn an element without namespace into XHTML, without what follows it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def attributes(values: Mapping[str, str]) -> str:
    """Write attributes, with a blank before each; those with an empty value are left out."""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in values.items() if value)


def document(parts: Iterable[str], language: str, head: str = "") -> str:
    """Write a whole document of XHTML without namespace."""
    start = f'<html lang="{html.escape(language)}"><head>{head}</head><body>'
    return start + "".join(parts) + "</body></html>"


def numbered_notes(sections: Sequence[Section]) -> dict[str, PrintedNote]:
    """Give the notes of some sections their marks, in the order in which their calls are read; by the id of the call.

    They are numbered through the book. Where there are notes of translators or authors and notes of the editor, the editor's are a
    series of their own, with letters: a to z, then from a on again, so that a letter stands once on a page.
    """
    series = {note.series == "editorial" for section in sections for note in section.notes}
    both = len(series) == 2
    found: dict[str, PrintedNote] = {}
    letter = number = 0
    for section in sections:
        for note in _in_order(section):
            below = both and note.series == "editorial"
            mark = ascii_lowercase[letter % len(ascii_lowercase)] if below else str(number + 1)
            letter, number = letter + below, number + (not below)
            found[note.anchor] = PrintedNote(note, mark, int(below), len(found))
    return found


def _in_order(section: Section) -> Iterator[BookNote]:
    """The notes of a section as their calls are read; an entry's stand before those inside its lemma."""
    waiting = {note.anchor: note for note in section.notes}
    in_entries: dict[str, list[str]] = {}
    for entry in section.apparatus:
        calls = [call for call in _calls(entry.readings) if call in waiting]
        in_entries.setdefault(entry.anchor, []).extend(calls)
    for element in section.body.iter():
        name = element.get("id")
        for anchor in (*in_entries.pop(name, ()), name) if name else ():
            if anchor in waiting:
                yield waiting.pop(anchor)
    yield from waiting.values()


def _calls(element: etree._Element) -> Iterator[str]:
    """The ids of the calls in a piece of markup."""
    for inner in element.iter():
        if inner.get("class") == "call" and inner.get("id"):
            yield inner.get("id", "")


def calls_of(entry: ApparatusEntry) -> tuple[str, ...]:
    """The ids of the calls in an entry's readings."""
    return tuple(_calls(entry.readings))


def section_markup(
    section: Section, notes: Mapping[str, PrintedNote], say: str, *, numbered: bool, pages: Mapping[str, str] | None = None
) -> etree._Element:
    """Turn a section into the markup that is set; `numbered`: its lines count for the numbers in the margin; `pages`: of an
    index, the page of each id."""
    body = plain(section.body, notes, say)
    settle(body)
    if section.kind == "fragments":
        _run_in(body)
    if pages:
        paged(body, pages)
    if numbered:
        # The heading of a year or a chapter is no line of the text, unless an entry of the apparatus is keyed to it.
        keyed = {entry.anchor for entry in section.apparatus}
        for part in body if section.kind == "division" else (body,):
            if part.tag not in HEADINGS or any(inner.get("id") in keyed for inner in part.iter()):
                part.set("data-numbered", "")
    for figure in body.iter("svg"):
        # WeasyPrint takes the face of the letters in a figure from the figure alone, not from the style sheet.
        figure.set("font-family", FACE)
        figure.set("xmlns", "http://www.w3.org/2000/svg")
    if section.language:
        body.set("lang", section.language)
        body.set("dir", direction(section.language))
    return body


def _run_in(fragments: etree._Element) -> None:
    """Put the siglum of each fragment, where it says no more of its source, behind its last words."""
    for cit in fragments.iter("div"):
        quotation, source = cit.find("blockquote"), cit.find("p[@class='bibl']")
        if quotation is not None and source is not None and len(text_of(source)) <= SIGLUM_AND_PAGES:
            source.tag, source.tail = "span", None
            last = quotation[-1] if len(quotation) and quotation[-1].tag == "p" else quotation
            append(last, "\u2003")
            last.append(source)


def note_html(note: PrintedNote, say: str, notes: Mapping[str, PrintedNote]) -> str:
    """Write a note: its mark, linked back to the call, its text, and whose it is."""
    body = plain(note.note.body, notes, say)
    body.set("id", note.note.id)
    body.set("data-tag", "Note")
    number = etree.Element("a", {"href": f"#{note.note.anchor}", "class": "number", "data-says": f"{say} {note.mark}"})
    number.text = note.mark
    paragraphs = body.findall("p") or [body]
    number.tail = "\u2002" + (paragraphs[0].text or "").lstrip()
    paragraphs[0].text = None
    paragraphs[0].insert(0, number)
    if note.note.siglum is not None:
        append(paragraphs[-1], " ")
        paragraphs[-1].append(plain(note.note.siglum, notes, say))
    return written(body)


def entry_markup(entry: ApparatusEntry, notes: Mapping[str, PrintedNote], say: str) -> etree._Element:
    """Turn an apparatus entry into a paragraph of what it says: sign of its grade, lemma, bracket, readings."""
    made = etree.Element("p", {"class": "entry"})
    made.text = GRADE_SIGNS.get(entry.grade, "")
    if entry.lemma is not None:
        made.append(plain(entry.lemma, notes, say))
        # The bracket follows a lemma that is written from right to left where it would follow another.
        turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text_of(entry.lemma))
        made[-1].tail = f"]{LEFT_TO_RIGHT} " if turned else "] "
    made.append(plain(entry.readings, notes, say))
    made[-1].tail = None
    return made


def endnotes_html(section: Section, notes: Mapping[str, PrintedNote], say: str) -> str:
    """Write what belongs to the foot of a section that is set without one: its entries and notes, after its text."""
    entries = ""
    for entry in section.apparatus:
        made = entry_markup(entry, notes, say)
        made.set("id", entry.id)
        made.set("data-tag", "Note")
        entries += written(made)
    own: Sequence[PrintedNote] = sorted(
        (note for note in notes.values() if note.note in section.notes), key=lambda note: note.order
    )
    after = entries + "".join(note_html(note, say, notes) for note in own)
    return f'<div class="after">{after}</div>' if after else ""
