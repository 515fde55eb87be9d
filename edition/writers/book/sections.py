"""Turn a TEI tree into a Book: cut into sections, set by the table of behaviours, with front and back matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml import etree

from edition.messages import Report
from edition.tei.names import DIVISIONS, TEI, XML_ID, XML_LANG
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.entry_divisions import stated_date
from edition.tei.reading.one_witness import text_of_witness
from edition.tei.reading.witness_blocks import words_before
from edition.tei.reading.witness_text import entries_alone, no_words
from edition.writers.book import cited_verses, front_and_back, metadata, parallel, printed_apparatus, versions
from edition.writers.book.compositor import Compositor, Flow, make, mend, speak, text_of
from edition.writers.book.extent import extent
from edition.writers.book.metadata import XHTML, all_of, first, ids, language_of, plain, raw
from edition.writers.book.pictures import Pictures
from edition.writers.book.setters import SETTERS
from edition.writers.book.types import Book, Section, SectionKind
from edition.writers.settings import Settings

_KINDS: dict[str, SectionKind] = {"entry": "entry", "fragments": "fragments"}
# Divisions down to this depth become sections of their own; entries do so at any depth. By eye: a table of contents has a line for
# parts and chapters, and none for what is below a chapter.
_DEPTH = 2
# An @n of more characters is an address or a key, not a number to print. By eye, on TEI documents of several projects.
_LONGEST_NUMBER = 40
_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
_EDTF = re.compile(r"[-~?.\d/X]{4,}")


def book(tree: etree._ElementTree, settings: Settings, report: Report, *, screen: bool = False) -> Book:
    """Turn a TEI document (TEI or teiCorpus) into a Book. `screen`: with links to what paper has no room for.

    Reports elements without behaviour (W501), pictures that are not in the book (W502, W510, I512), and what else it cannot
    show. Raises UsageError (E490): `settings.reading` is no siglum of the document. TextError (E493): the
    document has no words of that witness.
    """
    root = tree.getroot()
    name = tree.docinfo.URL or ""
    found = metadata.read(root, settings)
    key = ""
    if settings.reading is not None:
        key = declared_witnesses(root).key(settings.reading)
        root = text_of_witness(root, key)
        quoted = key in found.witnesses and found.witnesses[key].quoted
        has_entries = next(entries_alone(root, tree, quoted=quoted), None) is not None
        if not has_entries and not all_of(root, "//tei:text//tei:div[@type='fragments']"):
            raise no_words(tree, settings.reading)
        _show_cuts(root)
        found = replace(found, root=root)
    elif settings.parallel:
        root = parallel.side_by_side(root, found)
        found = replace(found, root=root)
    return _made(found, settings, report, name, screen=screen, alone=key)


def full_witnesses(tree: etree._ElementTree, settings: Settings) -> int:
    """Count the witnesses of a TEI document that are whole texts and not quotations."""
    return sum(not witness.quoted for witness in metadata.read(tree.getroot(), settings).witnesses.values())


def beside(tree: etree._ElementTree, settings: Settings, report: Report) -> tuple[Book, ...]:
    """Turn a TEI document into a Book for each full witness, to stand beside each other.

    The first is the whole book with its apparatus; of the others only the text is to be set.
    """
    root = tree.getroot()
    name = tree.docinfo.URL or ""
    found = metadata.read(root, settings)
    books = []
    for each in parallel.beside(root, found):
        told = Report()
        books.append(_made(replace(found, root=each), settings, told, name))
        # A message that several of the books would give is given once.
        said = {message.code for message in report} if len(books) > 1 else set()
        report.messages += [message for message in told if message.code not in said]
    return tuple(books)


def _made(found: metadata.Header, settings: Settings, report: Report, name: str, *, screen: bool = False, alone: str = "") -> Book:
    pictures = Pictures(Path(settings.folder)) if settings.folder else None
    compositor = Compositor(found, settings, report, name, SETTERS, pictures)
    compositor.alone = alone
    sections = _sections(compositor, found.root)
    if not sections:
        report.add("W507", compositor.locus(found.root))
    if screen and settings.reading is None and not settings.parallel and settings.apparatus != "none":
        titled, version = partial(_titled, compositor), partial(_version, compositor)
        sections += versions.versions(compositor, sections, titled, version)
    sections = [*front_and_back.front(compositor), *sections, *front_and_back.back(compositor, sections)]
    _settle_links(compositor, sections)
    taken = tuple(pictures.taken.values()) if pictures is not None else ()
    return Book(found.metadata, tuple(sections), tuple(found.witnesses.values()), taken, not compositor.undescribed)


def _show_cuts(root: etree._Element) -> None:
    """Put an ellipsis where the next stretch of a quotation begins within a block of an entry."""
    for entry in all_of(root, "//tei:text//tei:div[@type='entry']"):
        for block in entry:
            for start in [start for start in block.iter(TEI + "witStart") if words_before(block, start)]:
                start.tail = f" … {start.tail or ''}"


# --- Cutting into sections ----------------------------------------------------------------------------------------------


def _sections(c: Compositor, root: etree._Element) -> list[Section]:
    sections: list[Section] = []
    if root.tag == TEI + "teiCorpus":
        for part in all_of(root, "tei:TEI | tei:teiCorpus"):
            title = plain(first(part, "tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title"))
            c.level = 1
            sections.append(_titled(c, title))
            sections += _texts(c, part, 2)
        return sections
    return _texts(c, root, 1)


def _texts(c: Compositor, root: etree._Element, level: int) -> list[Section]:
    """Make the sections of the front, body and back of each text, and of each text in a group."""
    sections: list[Section] = []
    parts: tuple[tuple[str, SectionKind], ...] = (("front", "preface"), ("body", "division"), ("back", "appendix"))
    for text in all_of(root, "tei:text"):
        for part, kind in parts:
            for container in all_of(text, f"tei:{part}"):
                sections += _container(c, container, kind, level)
            if part == "front":
                for group in all_of(text, "tei:group"):
                    sections += _texts(c, group, level)
    return sections + _stand_off(c, root, level)


def _stand_off(c: Compositor, root: etree._Element, level: int) -> list[Section]:
    """Make a section of the apparatus that stands beside the texts and could not be put into them."""
    lists = [listed for listed in all_of(root, "tei:standOff/tei:listApp") if _worth_setting(listed.iter(TEI + "app"))]
    if not lists or c.alone or c.settings.apparatus == "none":
        return []
    holder = lists[0].getparent()
    assert holder is not None
    return [_set(c, holder, lists, "appendix", level, own=False, heading=c.words.variants)]


def _titled(c: Compositor, title: str) -> Section:
    """Make a section that is only a title."""
    c.flow = Flow("document")
    ident = c.claim("", "")
    body = make("section", "division")
    body.set("id", ident)
    heading = etree.SubElement(body, XHTML + f"h{c.level}", {"class": "head", "id": c.claim(f"{ident}.head", "head")})
    heading.text = title
    return Section(ident, "division", c.level, title, title, "", "", c.header.metadata.language, body)


def _container(c: Compositor, container: etree._Element, kind: SectionKind, level: int) -> list[Section]:
    """Make the sections of a front, body, back or division whose parts are sections: one of what stands before them, then one of
    each.
    """
    sections: list[Section] = []
    loose: list[etree._Element] = []
    below = level
    if container.tag in DIVISIONS and (container.find(TEI + "head") is not None or _number(container)):
        below = level + 1
    for child in container:
        if child.tag not in DIVISIONS:
            loose.append(child)
            continue
        if _worth_setting(loose) or (not sections and below > level):
            sections.append(_set(c, container, loose, kind, level, own=not sections))
            loose = []
        child_kind = _KINDS.get(child.get("type", ""), kind)
        if kind == "division" and _cut(child, below):
            sections += _container(c, child, child_kind, below)
        else:
            sections.append(_set(c, child, [*loose, *child], child_kind, below, own=True))
        loose = []
    if _worth_setting(loose):
        sections.append(_set(c, container, loose, kind, level, own=not sections))
    return sections


def _cut(division: etree._Element, level: int) -> bool:
    """Tell whether the parts of a division become sections of their own."""
    if division.get("type") in _KINDS:
        return False
    parts = [child for child in division if child.tag in DIVISIONS]
    entries = any(part.get("type") == "entry" for part in parts)
    return entries or (bool(parts) and level < _DEPTH)


def _worth_setting(nodes: Iterable[etree._Element]) -> bool:
    return any(isinstance(node.tag, str) and raw(node).strip() for node in nodes)


def _number(division: etree._Element) -> str:
    """Give the number of a division that has no head, if it is one to be printed; else ""."""
    number = division.get("n", "")
    return "" if ":" in number or len(number) > _LONGEST_NUMBER else number


def _set(
    c: Compositor,
    source: etree._Element,
    nodes: list[etree._Element],
    kind: SectionKind,
    level: int,
    *,
    own: bool,
    heading: str = "",
) -> Section:
    """Set nodes as a section. `own`: they are the division `source` or its beginning, not what stands between its parts. `heading`:
    one that the document does not have.
    """
    bases = next((found for node in (source, *source.iterancestors()) if (found := ids(node.get("source")))), ())
    base = bases[0] if bases and bases[0] in c.header.witnesses else ""
    c.flow = Flow(kind)
    ident = c.claim(source.get(XML_ID, "") if own else "", "")
    c.flow, c.level = Flow(ident, base), level
    body = make("section", kind)
    body.set("id", ident)
    tag = language_of(source)
    tag = c.header.metadata.language if tag == "und" else tag
    if source.get(XML_LANG) or tag != c.header.metadata.language:
        speak(body, tag)
    headed = any(node.tag == TEI + "head" for node in nodes)
    numbered = _number(source) if own and not headed and source.tag in DIVISIONS else ""
    if numbered or heading:
        cls = "head numbered" if numbered else "head"
        made = etree.SubElement(body, XHTML + f"h{min(level, 6)}", {"class": cls, "id": c.claim("", "head")})
        made.text = numbered or heading
    if own and source.text and source.text.strip() and nodes and nodes[0].getparent() is source:
        c.text(source.text, body)
    for node in nodes:
        c.element(node, body)
        if node.tail and node.tail.strip():
            c.text(node.tail, body)
        elif node.tail and c.flow.tail.strip():
            # Apps that stand among divisions and hold no block, as in collations: what is set last is a phrase.
            c.text(" ", body)
    mend(body)
    return _section(c, source, body, kind, level, tag)


def _version(c: Compositor, entry: etree._Element) -> Section:
    """Set an entry as another witness has it."""
    c.again = True
    made = _set(c, entry, list(entry), "version", 2, own=True)
    c.again = False
    return made


def _section(c: Compositor, source: etree._Element, body: etree._Element, kind: SectionKind, level: int, tag: str) -> Section:
    heading = next((child for child in body if child.tag in _HEADINGS), None)
    title = text_of(heading) if heading is not None else ""
    # The full stop after a dateline is not part of a title in a list.
    title = title.rstrip(" .:") if kind in ("entry", "version") else title
    short = title
    if heading is not None:
        inner = _untitled(heading)
        short = inner.strip(" .:,;") or title
    number = source.get("n", "")
    date = number if kind == "entry" and _EDTF.fullmatch(number) and stated_date(source) else ""
    witness = c.header.witnesses.get(c.flow.base)
    base = witness.siglum if witness else ""
    entries, notes = printed_apparatus.entries(c), tuple(c.flow.notes)
    if cited_verses.number(body, counted=kind in ("entry", "version") or bool(entries)):
        entries, notes = cited_verses.cited(body, _number(source), entries, notes)
    reach = extent(source, c.flow, c.header) if kind == "entry" else None
    pages, forms = tuple(c.flow.pages), tuple(c.flow.forms)
    return Section(c.flow.section, kind, level, title, short, date, base, tag, body, entries, notes, pages, reach, forms)


def _untitled(heading: etree._Element) -> str:
    """Give the text of an entry's heading without its title."""
    parts: list[str] = []

    def gather(element: etree._Element) -> None:
        if element.get("class") != "title":
            parts.append(element.text or "")
            for child in element:
                gather(child)
                parts.append(child.tail or "")

    gather(heading)
    return " ".join("".join(parts).split())


# --- Links ------------------------------------------------------------------------------------------------------------


def _settle_links(c: Compositor, sections: list[Section]) -> None:
    """Take away links that lead nowhere in the book (I508). Their words stay."""
    markups = (
        markup
        for section in sections
        for markup in (
            section.body,
            *(note.body for note in section.notes),
            *(part for entry in section.apparatus for part in (entry.lemma, entry.readings) if part is not None and len(part)),
        )
    )
    lost: dict[str, None] = {}
    for markup in markups:
        for link in list(markup.iter(XHTML + "a")):
            target = link.get("href", "")
            if target.startswith("#") and target[1:] not in c.used:
                lost[target] = None
                link.tag = XHTML + "span"
                del link.attrib["href"]
    if lost:
        c.report.add("I508", c.locus(c.header.root), count=len(lost), first=next(iter(lost)))
