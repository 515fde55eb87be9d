"""Turn a TEI tree into a Book: cut into sections, set by the table of behaviours, with front and back matter."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from lxml import etree

from edition.errors import TextError
from edition.language.edtf import first_day
from edition.language.written_dates import dates_of
from edition.messages import Message, Report
from edition.messages.values import Counted
from edition.tei.date_attributes import edtf_of
from edition.tei.names import DIVISIONS, TEI, XML_ID, XML_LANG
from edition.tei.reading.book_typography import put_marks_of_print, with_marks_of_print
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.element_text import language_of, plain
from edition.tei.reading.entry_divisions import stated_date
from edition.tei.reading.one_witness import text_of_witness
from edition.tei.reading.settled import is_settled, put_looks, settled
from edition.tei.reading.witness_blocks import words_before
from edition.tei.reading.witness_text import entries_alone, no_words
from edition.writers.book import cited_verses, fragments, front_and_back, metadata, parallel, printed_apparatus, versions
from edition.writers.book.capitals import TextForms, tamed, untitled, with_stop
from edition.writers.book.compositor import Compositor, Flow, Setter, make, mend, speak, text_of
from edition.writers.book.extent import extent
from edition.writers.book.marked_passages import marked
from edition.writers.book.metadata import XHTML, all_of, first, ids, raw
from edition.writers.book.packed_markup import MANY, PackedEntries
from edition.writers.book.pictures import Pictures
from edition.writers.book.running_heads import with_heads
from edition.writers.book.setters import SETTERS
from edition.writers.book.settled_links import settle_links
from edition.writers.book.types import Book, Section, SectionKind
from edition.writers.settings import Settings

_KINDS: dict[str, SectionKind] = {"entry": "entry", "fragments": "fragments"}
# Divisions down to this depth become sections of their own; entries do so at any depth. By eye: a table of contents has a line for
# parts and chapters, and none for what is below a chapter.
_DEPTH = 2
# An @n of more characters is an address or a key, not a number to print. By eye, on TEI documents of several projects.
_LONGEST_NUMBER = 40
_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))


def book(tree: etree._ElementTree, settings: Settings, report: Report, *, screen: bool = False, taken: Iterable[str] = ()) -> Book:
    """Turn a TEI document (TEI or teiCorpus) into a Book. `screen`: with links to what paper has no room for, and marks
    of the passages that texts share (ROW), which the writer takes away. `taken`: ids that must not be made for it.

    Reports elements without behaviour (W501), pictures that are not in the book (W502, W510, I512), and what else it cannot
    show. Raises UsageError (E490): `settings.reading` is no siglum of the document. TextError: the document has no words (E516),
    or none of that witness (E493).
    """
    root = _settled(tree)
    with marked(root) if screen and settings.reading is None else nullcontext():
        return _book(tree, root, settings, report, screen=screen, taken=taken)


def _book(
    tree: etree._ElementTree, root: etree._Element, settings: Settings, report: Report, *, screen: bool, taken: Iterable[str]
) -> Book:
    """Turn a document into a Book, as `book` does. `root`: it, settled."""
    name = tree.docinfo.URL or ""
    found = metadata.read(root, settings)
    key = ""
    if settings.reading is not None:
        key = declared_witnesses(root).key(settings.reading)
        root = text_of_witness(root, key)
        put_marks_of_print(root, key)
        quoted = key in found.witnesses and found.witnesses[key].quoted
        has_entries = next(entries_alone(root, tree, quoted=quoted), None) is not None
        if not has_entries and not all_of(root, "//tei:text//tei:div[@type='fragments']"):
            raise no_words(tree, settings.reading)
        _show_cuts(root)
        found = replace(found, root=root)
    elif settings.parallel or with_marks_of_print(root):
        root = parallel.side_by_side(root, found) if settings.parallel else copy.deepcopy(root)
        put_marks_of_print(root)
        found = replace(found, root=root)
    compositor = _compositor(found, settings, report, name)
    compositor.alone = key
    compositor.taken.update(taken)
    compositor.screen = screen
    compositor.packs = screen and sum(1 for _ in found.root.iter(TEI + "app")) >= MANY
    return _made(compositor, screen=screen)


def full_witnesses(tree: etree._ElementTree, settings: Settings) -> int:
    """Count the witnesses of a TEI document that are whole texts and not quotations."""
    return sum(not witness.quoted for witness in metadata.read(tree.getroot(), settings).witnesses.values())


def beside(tree: etree._ElementTree, settings: Settings, report: Report) -> tuple[Book, ...]:
    """Turn a TEI document into a Book for each full witness, to stand beside each other.

    The first is the whole book with its apparatus, as `settings.facing_apparatus` asks for it; of the others only the text is to be
    set.
    """
    root = _settled(tree)
    name = tree.docinfo.URL or ""
    settings = replace(settings, apparatus="none") if settings.facing_apparatus == "none" else settings
    found = metadata.read(root, settings)
    full = frozenset(witness.key for witness in found.witnesses.values() if not witness.quoted)
    made: list[tuple[Book, Report]] = []
    mentioned: set[str] = set()
    # The first is made last: its index has the names of all.
    for each in reversed(parallel.beside(root, found)):
        put_marks_of_print(each)
        compositor = _compositor(replace(found, root=each), settings, Report(), name)
        compositor.named_beside = frozenset(mentioned)
        compositor.opposite = full if settings.facing_apparatus == "pointers" else frozenset()
        made.insert(0, (_made(compositor), compositor.report))
        mentioned |= compositor.mentions.keys()
    for at, (_, told) in enumerate(made):
        # A message that several of the books would give is given once.
        said = {message.code for message in report} if at else set()
        report.messages += [message for message in told if message.code not in said]
    return tuple(book for book, _ in made)


def synoptic(
    tree: etree._ElementTree, settings: Settings, report: Report, keys: Sequence[str], setters: dict[str, Setter]
) -> tuple[Book, dict[str, tuple[Section, ...]]]:
    """Turn a TEI document into a Book, and the text of each witness of `keys` (xml:id) into sections of its own, without apparatus.

    What stands for an app in these is a seg that names it (one_witness.UNIT). `setters`: those of the table, or others in their
    place. No id stands twice in all of them.
    """
    root = _settled(tree)
    name = tree.docinfo.URL or ""
    found = metadata.read(root, settings)
    shown = root
    if with_marks_of_print(root):
        shown = copy.deepcopy(root)
        put_marks_of_print(shown)
    compositor = _compositor(replace(found, root=shown), settings, report, name, setters)
    compositor.screen = True
    book = _made(compositor)
    texts = {}
    for key in keys:
        alone = text_of_witness(root, key, marked="id")
        put_marks_of_print(alone, key)
        one = _compositor(replace(found, root=alone), settings, Report(), name, setters)
        one.alone, one.again = key, True
        one.used, one.taken, one.counts = compositor.used, compositor.taken, compositor.counts
        made = _sections(one, alone)
        settle_links(one, made)
        texts[key] = tuple(made)
    return book, texts


def _settled(tree: etree._ElementTree) -> etree._Element:
    root = tree.getroot()
    if not is_settled(root):
        root = settled(root)
        put_looks(root)
    return root


def _compositor(
    found: metadata.Header, settings: Settings, report: Report, name: str, setters: dict[str, Setter] = SETTERS
) -> Compositor:
    pictures = Pictures(Path(settings.folder)) if settings.folder else None
    return Compositor(found, settings, report, name, setters, pictures)


def _made(compositor: Compositor, *, screen: bool = False) -> Book:
    found, settings, report, pictures = compositor.header, compositor.settings, compositor.report, compositor.pictures
    sections = _sections(compositor, found.root)
    sections += _never_called(compositor)
    if not any(_holds_something(section) for section in sections):
        raise TextError(Message("E516", compositor.locus(found.root)))
    if screen and settings.reading is None and not settings.parallel and settings.apparatus != "none":
        titled, version = partial(_titled, compositor, level=1), partial(_version, compositor)
        sections += versions.versions(compositor, sections, titled, version)
    forms = TextForms(text_of(part) for section in sections for part in section.body if part.tag not in _HEADINGS)
    with_titles = (replace(section, title=tamed(section.title, forms), short=tamed(section.short, forms)) for section in sections)
    sections = list(with_heads(with_titles))
    after = front_and_back.back(compositor, sections)
    sections = [*front_and_back.around(compositor, sections), *after]
    settle_links(compositor, sections)
    for code, (element, names) in sorted(compositor.not_taken.items()):
        kinds = tuple(Counted(name, count) for name, count in names.most_common())
        report.add(code, compositor.locus(element), kinds=kinds)
    images = tuple(pictures.taken.values()) if pictures is not None else ()
    return Book(found.metadata, tuple(sections), tuple(found.witnesses.values()), images, not compositor.undescribed)


def _show_cuts(root: etree._Element) -> None:
    """Put an ellipsis where the next stretch of a quotation begins within a block of an entry."""
    for entry in all_of(root, "//tei:text//tei:div[@type='entry']"):
        for block in entry:
            for start in [start for start in block.iter(TEI + "witStart") if words_before(block, start)]:
                start.tail = f" … {start.tail or ''}"


# --- Cutting into sections ----------------------------------------------------------------------------------------------


def _sections(c: Compositor, root: etree._Element, level: int = 1) -> list[Section]:
    """Make the sections of a document or a corpus: of its texts, then of the documents in it, each under its title."""
    sections = _texts(c, root, level)
    leaves = [source for source in root.iterchildren(TEI + "sourceDoc") if raw(source).strip()]
    if any(map(_holds_something, sections)):
        if leaves:
            c.report.add("I517", c.locus(leaves[0]))
    else:
        sections += [_set(c, source, [source], "division", level, own=False) for source in leaves]
    for part in root.iterchildren(TEI + "TEI", TEI + "teiCorpus"):
        found = _sections(c, part, level + 1)
        if any(map(_holds_something, found)):
            title = plain(first(part, "tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title"))
            sections += [_titled(c, title, level), *found]
    return sections


_PARTS: dict[str, SectionKind] = {TEI + "front": "preface", TEI + "body": "division", TEI + "back": "appendix"}


def _texts(c: Compositor, root: etree._Element, level: int) -> list[Section]:
    """Make the sections of the texts of a document, and of the apparatus beside them."""
    sections = [section for text in root.iterchildren(TEI + "text") for section in _text(c, text, level)]
    return sections + _stand_off(c, root, level)


def _stand_off(c: Compositor, root: etree._Element, level: int) -> list[Section]:
    """Make a section of the apparatus that stands beside the texts and could not be put into them."""
    lists = [listed for listed in all_of(root, "tei:standOff/tei:listApp") if _worth_setting(c, [*listed.iter(TEI + "app")])]
    if not lists or c.alone or c.settings.apparatus == "none":
        return []
    holder = lists[0].getparent()
    assert holder is not None
    return [_set(c, holder, lists, "appendix", level, own=False, heading=c.words.variants)]


def _never_called(c: Compositor) -> list[Section]:
    """Make a section of the notes of a document of another project whose calls are all in what is not printed, as in a reading of a
    book without apparatus.
    """
    left = [] if c.looks_said or c.alone else [target for target in c.called if target not in c.answered]
    notes = [note for target in left for note in c.called.pop(target)]
    if not notes:
        return []
    vars(c).pop("called_pieces", None)
    holder = notes[0].getparent()
    assert holder is not None
    return [_set(c, holder, notes, "appendix", 1, own=False)]


def _text(c: Compositor, text: etree._Element, level: int) -> list[Section]:
    """Make the sections of a text or a group of texts: of its front, body and back, of the texts in it, and of what stands beside
    these.
    """
    sections: list[Section] = []
    for has_own, parts in groupby(text, lambda part: part.tag in (*_PARTS, TEI + "group", TEI + "text")):
        if not has_own:
            sections += _parts(c, text, parts, "division", level)
            continue
        for part in parts:
            kind = _PARTS.get(str(part.tag))
            sections += _parts(c, part, part, kind, level) if kind else _text(c, part, level)
    return sections


def _holds_something(section: Section) -> bool:
    """Tell whether a section has words or a picture besides its heading."""
    return any(raw(markup).strip() or next(markup.iter(XHTML + "img"), None) is not None for markup in section.markups)


def _titled(c: Compositor, title: str, level: int | None = None) -> Section:
    """Make a section that is only a title, of this level or that of the compositor."""
    c.level = level or c.level
    c.flow = Flow("document")
    ident = c.claim("", "")
    body = make("section", "division")
    body.set("id", ident)
    heading = etree.SubElement(body, XHTML + f"h{min(c.level, 6)}", {"class": "head", "id": c.claim(f"{ident}.head", "head")})
    heading.text = title
    return Section(ident, "division", c.level, title, title, "", "", c.header.metadata.language, body)


def _parts(
    c: Compositor, container: etree._Element, parts: Iterable[etree._Element], kind: SectionKind, level: int
) -> list[Section]:
    """Make the sections of a front, body, back or division whose parts are sections: one of what stands before them, then one of
    each that holds something.
    """
    sections: list[Section] = []
    loose: list[etree._Element] = []
    below = level
    if container.tag in DIVISIONS and (container.find(TEI + "head") is not None or _number(container)):
        below = level + 1
    for child in parts:
        if child.tag not in DIVISIONS:
            loose.append(child)
            continue
        if not _worth_setting(c, [child]):
            continue
        if _worth_setting(c, loose) or (not sections and below > level):
            sections.append(_set(c, container, loose, kind, level, own=not sections))
            loose = []
        child_kind = _KINDS.get(child.get("type", ""), kind)
        if kind == "division" and _cut(child, below):
            sections += _parts(c, child, child, child_kind, below)
        else:
            sections.append(_set(c, child, [*loose, *child], child_kind, below, own=True))
        loose = []
    if _worth_setting(c, loose):
        sections.append(_set(c, container, loose, kind, level, own=not sections))
    return sections


def _cut(division: etree._Element, level: int) -> bool:
    """Tell whether the parts of a division become sections of their own."""
    if division.get("type") in _KINDS:
        return False
    parts = [child for child in division if child.tag in DIVISIONS]
    entries = any(part.get("type") == "entry" for part in parts)
    return entries or (bool(parts) and level < _DEPTH)


# What a book prints something for though it may have no words: pictures, words that are lost, pointers.
_WORDLESS = tuple(TEI + name for name in ("graphic", "media", "binaryObject", "gap", "ptr"))


def _worth_setting(c: Compositor, nodes: Sequence[etree._Element]) -> bool:
    """Tell whether nodes hold what a book sets in their place: pictures, gaps, pointers, or words besides notes that stand at their
    calls; or are entries of ours, which may be empty.
    """
    nodes = [node for node in nodes if isinstance(node.tag, str)]
    if any(node.get("type") == "entry" or any(map(partial(_prints_something, c), node.iter(*_WORDLESS))) for node in nodes):
        return True
    called = {note for node in nodes for note in node.iter(TEI + "note") if note in c.called_pieces} if c.called else set()
    if not called:
        return any(raw(node).strip() for node in nodes)
    if any(_words_besides(node, called) for node in nodes):
        return True
    heading = next((head for node in nodes for head in node.iter(TEI + "head")), None)
    if heading is not None:
        c.once("I518", heading, "", heading=plain(heading))
    return False


def _prints_something(c: Compositor, element: etree._Element) -> bool:
    """Tell whether an element without words is printed in its place."""
    if element.tag == TEI + "gap" and element.get("reason") == "empty":
        return False
    if element.tag == TEI + "ptr" and not (element.get("target") or element.get("cRef")):
        return False
    return not c.called or not any(note in c.called_pieces for note in element.iterancestors(TEI + "note"))


def _words_besides(node: etree._Element, called: set[etree._Element]) -> bool:
    """Tell whether a node has words besides the notes that are called elsewhere and the heading that stands over them."""
    if node in called or not isinstance(node.tag, str) or node.tag == TEI + "head":
        return False
    texts = (node.text, *(child.tail for child in node))
    return any((text or "").strip() for text in texts) or any(_words_besides(child, called) for child in node)


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
    if not c.again:
        c.places.update((node, ident) for node in (source, *nodes) if node not in c.places)
    tag = language_of(source)
    tag = c.header.metadata.language if tag == "und" else tag
    if c.screen and base and (own_tag := c.header.witnesses[base].language).partition("-")[0] == tag:
        # The document says of the text only that it is English, and of the witness whose English.
        tag = own_tag
    c.flow, c.level = Flow(ident, base, language=tag), level
    body = make("section", kind)
    body.set("id", ident)
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
        c.apart(body)
        c.element(node, body)
        if node.tail and node.tail.strip():
            c.text(node.tail, body)
        elif node.tail and c.flow.tail.strip():
            # Apps that stand among divisions and hold no block, as in collations: what is set last is a phrase.
            c.text(" ", body)
    mend(body)
    if kind == "fragments":
        fragments.group(body, level + 1, {raw(each.markup): each.author for each in c.header.witnesses.values()})
    return _section(c, source, body, kind, level, tag)


def _version(c: Compositor, entry: etree._Element) -> Section:
    """Set an entry as a witness has it. What is said of its words stands in the apparatus of the entry."""
    c.again = True
    made = _set(c, entry, list(entry), "version", 2, own=True)
    c.again = False
    return replace(made, apparatus=())


def _section(c: Compositor, source: etree._Element, body: etree._Element, kind: SectionKind, level: int, tag: str) -> Section:
    heading = next((child for child in body if child.tag in _HEADINGS), None)
    title = text_of(heading) if heading is not None else ""
    # The full stop after a dateline is not part of a title in a list.
    title = title.rstrip(" .:") if kind in ("entry", "version") else title
    short = title
    if heading is not None:
        inner = untitled(heading)
        short = inner.strip(" .:,;") or title
        title = with_stop(inner, title)
    date = _date(source) if kind == "entry" else ""
    witness = c.header.witnesses.get(c.flow.base)
    base = witness.siglum if witness else ""
    entries, notes = printed_apparatus.entries(c), tuple(c.flow.notes)
    if cited_verses.number(body, counted=kind in ("entry", "version") or bool(entries)):
        entries, notes = cited_verses.cited(body, _number(source), entries, notes)
        if kind == "entry":
            entries = cited_verses.beside(entries, cited_verses.verses_of_others(source, c.declared), c.places, c.header.witnesses)
    reach = extent(source, c.flow, c.header) if kind == "entry" else None
    pages, forms = tuple(c.flow.pages), tuple(c.flow.forms)
    made = Section(c.flow.section, kind, level, title, short, date, base, tag, body, entries, notes, pages, reach, forms)
    c.met.meet(made, again=c.again)
    return replace(made, apparatus=PackedEntries(entries)) if c.packs and entries and not c.again else made


def _date(entry: etree._Element) -> str:
    """Find the date of an entry in EDTF, level 1: its key, if that is a date of the year that its heading states, else the one that
    the heading states; "" where none is stated, since a number such as 1.10 or 1732 is no date.
    """
    stated, number = edtf_of(stated_date(entry)), entry.get("n", "")
    if not dates_of(stated):
        return ""
    return number if dates_of(number) and first_day(number)[:4] == first_day(stated)[:4] else stated
