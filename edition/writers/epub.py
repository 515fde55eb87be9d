"""Turn a TEI document into an EPUB 3.3: place a Book's sections, variants and notes in files, and describe them."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from edition.files import written_aside
from edition.messages import Report
from edition.tei.elements import append
from edition.writers import matter, xhtml
from edition.writers.book import BODY_KINDS, ApparatusEntry, Book, BookNote, Section
from edition.writers.compositor import BLOCKS, paragraphed, speak
from edition.writers.contents import contents
from edition.writers.header import XHTML, XHTML_NS, raw
from edition.writers.settings import Settings
from edition.writers.words import GRADE_SIGNS, PILCROW, Words, words_of

if TYPE_CHECKING:
    from edition.writers.container import File

OPS_NS = "http://www.idpf.org/2007/ops"
_EPUB_TYPE = f"{{{OPS_NS}}}type"
_STYLES = Path(__file__).parent / "styles"
# A division's entries stand in one file as long as it is not larger (bytes of markup).
_FILE_SIZE = 200_000
# epub:type and role of a section by its kind.
_SEMANTICS = {
    "titlepage": ("titlepage", ""),
    "preface": ("preface", "doc-preface"),
    "division": ("part", "doc-part"),
    "entry": ("chapter", "doc-chapter"),
    "fragments": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "witnesses": ("appendix", "doc-appendix"),
    "index": ("index", "doc-index"),
    "colophon": ("colophon", "doc-colophon"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book with the sections that stand in it, variants and notes included."""

    path: str
    title: str
    language: str
    sections: tuple[Section, ...]
    placed: tuple[etree._Element, ...]


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report) -> None:
    """Turn a TEI tree into an EPUB file at `path`: the same bytes for the same tree and settings.

    Raises UsageError (E490) for an unknown siglum in the settings, OutsideError (E006) where the file cannot be written.
    """
    from edition.writers import container

    book = xhtml.book(tree, settings, report)
    words = words_of(book.metadata.language)
    chapters = _chapters(book, words)
    homes = {
        ident: chapter.path
        for chapter in chapters
        for placed in chapter.placed
        for element in placed.iter()
        if (ident := element.get("id"))
    }
    files = _files(book, words, chapters, homes)
    package = matter.templates().get_template("package.opf").render(**_package(book, words, files))
    with written_aside(path) as aside:
        container.write(aside, files, package.encode())


# --- Chapters ---------------------------------------------------------------------------------------------------------


def _chapters(book: Book, words: Words) -> list[Chapter]:
    chapters: list[Chapter] = []
    gathered: list[tuple[Section, etree._Element]] = []
    size = 0

    def close() -> None:
        if gathered:
            first = gathered[0][0]
            title = next((section.title for section, _ in gathered if section.title), book.metadata.title)
            sections, placed = zip(*gathered, strict=True)
            chapters.append(Chapter(f"text/{len(chapters) + 1:04d}-{first.kind}.xhtml", title, first.language, sections, placed))
            gathered.clear()

    for section in book.sections:
        placed = _place(section, words)
        length = len(etree.tostring(placed))
        if section.level == 1 or section.kind not in BODY_KINDS or size + length > _FILE_SIZE:
            close()
            size = 0
        gathered.append((section, placed))
        size += length
    close()
    return chapters


def _place(section: Section, words: Words) -> etree._Element:
    """A copy of a section's body with its calls made links, its variants and notes at its end, and its role said."""
    body = copy.deepcopy(section.body)
    kind, role = _SEMANTICS[section.kind]
    heading = next((child for child in body if child.get("class", "").split()[:1] == ["head"]), None)
    if heading is not None:
        body.set("aria-labelledby", heading.get("id", ""))
        body.set(_EPUB_TYPE, kind)
        if role:
            body.set("role", role)
    whole = [entry for entry in section.apparatus if entry.anchor == section.id]
    variants = [entry for entry in section.apparatus if entry.anchor != section.id]
    _call_variants(body, variants, words)
    if whole:
        _attested(body, heading, whole)
    if variants:
        body.append(_variants(section, heading, variants, words))
    _call_notes(body, section.notes)
    for group in [element for element in body.iter(XHTML + "div") if element.get("class") == "parallel"]:
        group.set("role", "group")
        group.set("aria-label", f" {words.and_} ".join(raw(version[0]) for version in group if len(version)))
    if section.notes:
        body.append(_notes(section, heading, words))
    return body


def _attested(body: etree._Element, heading: etree._Element | None, entries: list[ApparatusEntry]) -> None:
    """“Not in AG.”, under the heading: what holds for the whole entry needs no call."""
    for entry in reversed(entries):
        line = etree.Element(XHTML + "p", {"class": "attested", "id": entry.id})
        line.append(copy.deepcopy(entry.readings))
        body.insert(0 if heading is None else body.index(heading) + 1, line)


def _call_variants(body: etree._Element, entries: list[ApparatusEntry], words: Words) -> None:
    """Make each lemma a link to its entry; where it has no words, or holds links or blocks itself, put a sign after it."""
    at: dict[str, ApparatusEntry] = {}
    for entry in entries:
        at.setdefault(entry.anchor, entry)
    for lemma in [element for element in body.iter(XHTML + "span", XHTML + "div") if element.get("class") == "lem"]:
        if lemma.get("id", "") not in at:
            del lemma.attrib["class"]
            continue
        entry = at[lemma.get("id", "")]
        _move_last_call(lemma)
        words_in_it = raw(lemma).strip()
        if words_in_it and not any(_links(inner) for inner in lemma.iter() if inner is not lemma) and lemma.tag not in BLOCKS:
            lemma.tag = XHTML + "a"
            call = lemma
        else:
            call = _sign(lemma, entry, words, after=bool(words_in_it))
        call.set("href", f"#{entry.id}")
        call.set("role", "doc-noteref")
        call.set(_EPUB_TYPE, "noteref")


def _links(element: etree._Element) -> bool:
    return element.tag == XHTML + "a" or element.get("class") in ("call", "lem") or element.tag in BLOCKS


def _move_last_call(lemma: etree._Element) -> None:
    """A note's call at the end of a lemma goes after it: a link in a link is none."""
    parent = lemma.getparent()
    while parent is not None and len(lemma) and lemma[-1].get("class") == "call" and not (lemma[-1].tail or "").strip():
        call = lemma[-1]
        call.tail, lemma.tail = lemma.tail, None
        parent.insert(parent.index(lemma) + 1, call)


def _sign(lemma: etree._Element, entry: ApparatusEntry, words: Words, *, after: bool) -> etree._Element:
    """The sign that calls an entry without words of its own in the text: a raised + or ¶, or the siglum of who quotes."""
    call = etree.Element(XHTML + "a", {"class": "sign"})
    quoting = entry.type == "attestation"
    names = ", ".join(raw(abbr) for abbr in entry.readings.iter(XHTML + "abbr"))
    call.text = names if quoting else PILCROW if entry.type == "paragraph" else "+"
    call.set("aria-label", f"{words.quoted_in} {call.text}" if quoting else words.addition)
    if after and lemma.tag in BLOCKS:
        lemma.append(call)
    elif after:
        parent = lemma.getparent()
        call.tail, lemma.tail = lemma.tail, None
        if parent is not None:
            parent.insert(parent.index(lemma) + 1, call)
    else:
        lemma.text = None
        lemma.append(call)
    return call


def _call_notes(body: etree._Element, notes: tuple[BookNote, ...]) -> None:
    """Put the numbers of notes where they are called, as links."""
    at = {note.anchor: note for note in notes}
    for call in [element for element in body.iter(XHTML + "span") if element.get("class") == "call"]:
        note = at[call.get("id", "")]
        call.tag = XHTML + "a"
        call.text = note.n
        call.set("href", f"#{note.id}")
        call.set("role", "doc-noteref")
        call.set(_EPUB_TYPE, "noteref")


# --- Variants and notes -------------------------------------------------------------------------------------------------


def _under(section: Section, headed: etree._Element | None, kind: str, title: str) -> etree._Element:
    """A part at the end of a section, with its heading."""
    made = etree.Element(XHTML + "section", {"class": kind})
    if headed is not None:
        # Named after its section too: each landmark of a page must have a name of its own.
        made.set("aria-labelledby", f"{headed.get('id', '')} {section.id}.{kind}")
    heading = etree.SubElement(made, f"{XHTML}h{min(section.level + 1, 6)}", {"class": "apparatus-head"})
    heading.set("id", f"{section.id}.{kind}")
    heading.text = title
    return made


def _variants(section: Section, headed: etree._Element | None, entries: list[ApparatusEntry], words: Words) -> etree._Element:
    made = _under(section, headed, "variants", words.variants)
    made.set(_EPUB_TYPE, "footnotes")
    for entry in entries:
        aside = etree.SubElement(made, XHTML + "aside", {"class": "variant", "id": entry.id, "role": "doc-footnote"})
        aside.set(_EPUB_TYPE, "footnote")
        line = etree.SubElement(aside, XHTML + "p")
        sign = GRADE_SIGNS.get(entry.grade)
        if sign:
            mark = etree.SubElement(line, XHTML + "span", {"class": "grade", "title": getattr(words, entry.grade)})
            mark.text = sign
        back = etree.SubElement(line, XHTML + "a", {"class": "lemma", "href": f"#{entry.anchor}", "role": "doc-backlink"})
        if entry.lemma is None:
            back.text, back.tail = "↑", " "
            back.set("aria-label", words.back)
        else:
            lemma = copy.deepcopy(entry.lemma)
            etree.strip_tags(lemma, XHTML + "a")
            back.text = lemma.text
            back.extend(list(lemma))
            back.tail = "] "
            if lemma.get("lang"):
                speak(back, lemma.get("lang", ""))
        line.append(copy.deepcopy(entry.readings))
    return made


def _notes(section: Section, headed: etree._Element | None, words: Words) -> etree._Element:
    made = _under(section, headed, "notes", words.notes)
    made.set(_EPUB_TYPE, "endnotes")
    if headed is not None:
        made.set("role", "doc-endnotes")
    entries = etree.SubElement(made, XHTML + "ol")
    for note in section.notes:
        item = etree.SubElement(entries, XHTML + "li", {"id": note.id})
        item.set(_EPUB_TYPE, "endnote")
        body = copy.deepcopy(note.body)
        paragraphed(body)
        if body.get("lang"):
            speak(item, body.get("lang", ""))
        item.extend(list(body))
        last = item[-1] if item[-1].tag == XHTML + "p" else etree.SubElement(item, XHTML + "p")
        if note.siglum is not None:
            append(last, " (")
            last.append(copy.deepcopy(note.siglum))
            last[-1].tail = ")"
        append(last, " ")
        back = etree.SubElement(last, XHTML + "a", {"class": "back", "href": f"#{note.anchor}", "role": "doc-backlink"})
        back.set("aria-label", f"{words.back}, {words.note} {note.n}")
        back.text = "↩"
    return made


# --- Files ------------------------------------------------------------------------------------------------------------


def _files(book: Book, words: Words, chapters: list[Chapter], homes: dict[str, str]) -> list[File]:
    from edition.writers.container import File

    files = [File("book.css", "text/css", (_STYLES / "book.css").read_bytes())]
    cover = _rendered("cover.svg", book, words, lines=_cover_lines(book.metadata.title))
    files.append(File("cover.svg", "image/svg+xml", cover, ("cover-image",)))
    files.append(File("cover.xhtml", "application/xhtml+xml", _rendered("cover.xhtml", book, words), in_spine=True))
    made: list[File] = []
    for chapter in chapters:
        content = _chapter(chapter, homes)
        properties = ("mathml",) if b"http://www.w3.org/1998/Math/MathML" in content else ()
        made.append(File(chapter.path, "application/xhtml+xml", content, properties, in_spine=True))
    nav = _rendered("nav.xhtml", book, words, lines=contents(book.sections), homes=homes, marks=_landmarks(book, words))
    files += [made[0], File("nav.xhtml", "application/xhtml+xml", nav, ("nav",), in_spine=True), *made[1:]]
    return files


def _rendered(name: str, book: Book, words: Words, **values: object) -> bytes:
    return matter.templates().get_template(name).render(book=book.metadata, w=words, xmlns=XHTML_NS, ops=OPS_NS, **values).encode()


def _chapter(chapter: Chapter, homes: dict[str, str]) -> bytes:
    """A file's XHTML; links lead to the file where their target stands."""
    page = etree.fromstring(f'<html xmlns="{XHTML_NS}" xmlns:epub="{OPS_NS}"/>')
    speak(page, chapter.language)
    head = etree.SubElement(page, XHTML + "head")
    etree.SubElement(head, XHTML + "title").text = chapter.title
    etree.SubElement(head, XHTML + "link", {"rel": "stylesheet", "type": "text/css", "href": "../book.css"})
    body = etree.SubElement(page, XHTML + "body")
    for placed in chapter.placed:
        for link in placed.iter(XHTML + "a"):
            target = link.get("href", "")
            home = homes.get(target[1:], chapter.path) if target.startswith("#") else chapter.path
            if home != chapter.path:
                link.set("href", f"{home.removeprefix('text/')}{target}")
        body.append(placed)
        placed.tail = "\n"
    etree.cleanup_namespaces(page, keep_ns_prefixes=["epub"])
    return etree.tostring(page, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")


def _cover_lines(title: str) -> list[str]:
    """The title in lines that fit on a cover, six at most."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + len(word) < 18:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) < 24 else f"{word[:22]}…")
    return lines[:6]


def _landmarks(book: Book, words: Words) -> list[tuple[str, str, str]]:
    """The landmarks of the book: epub:type, section, words."""
    named = {"titlepage": words.title_page, "preface": words.preface, "index": words.index, "colophon": words.colophon}
    marks: list[tuple[str, str, str]] = []
    for section in book.sections:
        kind = "bodymatter" if section.kind in BODY_KINDS else section.kind
        if kind in (*named, "bodymatter") and kind not in {mark[0] for mark in marks}:
            marks.append((kind, section.id, named.get(kind, words.text)))
    return marks


def _package(book: Book, words: Words, files: list[File]) -> dict[str, object]:
    languages = list(dict.fromkeys([book.metadata.language, *(section.language for section in book.sections)]))
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
    if any(section.kind == "index" for section in book.sections):
        features.append("index")
    languages = [tag for tag in languages if tag != "und"] or ["und"]
    return {"book": book.metadata, "w": words, "languages": languages, "files": files, "features": features}
