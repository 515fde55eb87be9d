"""Turn an entry, as several witnesses divide it into verses, stanzas and speeches, into blocks that answer one another.

Blocks that answer have the same id. A paragraph that a witness begins where the base begins one has the id of the base's; a stanza
gets it here, where the document says that the stanza begins with one of the base (milestone unit="stanza").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from edition.tei.names import DIVISIONS, TEI, XML_ID
from edition.writers.book.metadata import all_of, ids

# The elements that stand level with what answers them, and the divisions around these.
ANSWERING = (*(TEI + name for name in ("p", "item", "head", "ab", "l", "cit")), *DIVISIONS)
# What is of the base alone where another witness begins verses and speeches elsewhere.
_OWN = tuple(TEI + name for name in ("l", "lg", "sp"))
_SILENT = (TEI + "speaker", TEI + "stage")
_OTHER = tuple(TEI + name for name in ("salute", "signed", "dateline", "cell", "trailer"))
# The first part of an id that only stands in a document while a book is made of it. By eye: no document that was seen has such ids.
_MADE = "edition.answering."


def name(root: etree._Element) -> None:
    """Give an id to each block of the texts that has none."""
    for number, block in enumerate(block for text in all_of(root, ".//tei:text") for block in text.iter(*ANSWERING)):
        if not block.get(XML_ID):
            block.set(XML_ID, f"{_MADE}{number}")


def lift(entry: etree._Element) -> None:
    """Give the id of the first block of each speech to the speech, so that its speaker stands level with what answers it."""
    for speech in entry.iter(TEI + "sp"):
        first = next((block for block in speech.iter(*ANSWERING, TEI + "lg") if block.get(XML_ID)), None)
        if first is not None and not speech.get(XML_ID) and not _words_before(speech, first):
            speech.set(XML_ID, first.attrib.pop(XML_ID, ""))


def unname(root: etree._Element) -> None:
    """Take away the ids that `name` gave."""
    for block in root.iter(etree.Element):
        if block.get(XML_ID, "").startswith(_MADE):
            del block.attrib[XML_ID]


def is_divided(entry: etree._Element, *, paragraphs: bool = False) -> bool:
    """Tell whether an entry has verses or speeches, which each witness may have elsewhere, or readings in other blocks than those
    that stand side by side one by one. `paragraphs`: or paragraphs that a witness begins elsewhere.
    """
    if paragraphs and any(
        mark.get("unit") == "paragraph" for app in entry.iter(TEI + "app") for mark in app.iter(TEI + "milestone")
    ):
        return True
    if next(entry.iter(*_OWN), None) is not None or any(
        next(block.iter(TEI + "app"), None) is not None for block in entry.iter(*_OTHER)
    ):
        return True
    return any(mark.get("edRef") for mark in entry.iter(TEI + "lb"))


def answer(entry: etree._Element, own: etree._Element, key: str) -> None:
    """Give the stanzas of a witness the ids of those stanzas of the base with which they begin.

    `entry`: as the document has it. `own`: the entry as the witness `key` has it.
    """
    begun = [mark for mark in entry.iter(TEI + "milestone") if mark.get("unit") == "stanza" and key in ids(mark.get("edRef"))]
    stanzas = [lg for lg in own.iter(TEI + "lg") if lg.find(TEI + "l") is not None]
    if len(begun) != len(stanzas):
        return
    for mark, stanza in zip(begun, stanzas, strict=True):
        line = next(mark.iterancestors(TEI + "l"), None)
        parent = line.getparent() if line is not None else None
        first = stanza.find(TEI + "l")
        if line is None or parent is None or first is None or parent.find(TEI + "l") is not line or _words_before(line, mark):
            continue
        if (ident := line.get(XML_ID)) is not None:
            stanza.attrib.pop(XML_ID, "")
            first.set(XML_ID, ident)


def _words_before(block: etree._Element, mark: etree._Element) -> bool:
    """Tell whether words of a block stand before an element in it. The name of a speaker and what he does are none."""
    silent = 0
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if element is mark:
            return False
        if element.tag in _SILENT:
            silent += 1 if event == "start" else -1
        text = element.text if event == "start" else element.tail
        if text and text.strip() and not silent:
            return True
    return False


def rows(texts: Sequence[etree._Element]) -> Iterator[list[list[etree._Element]]]:
    """Divide an entry, as each of several witnesses has it, into rows: for each witness the blocks that answer those of the others.

    A row begins where all witnesses begin a block with the same id.
    """
    parts = [list(_parts(text)) for text in texts]
    places = [{ident: place for place, part in reversed(list(enumerate(each))) if (ident := _first_id(part))} for each in parts]
    starts = [[0] * len(texts)]
    for place, part in enumerate(parts[0]):
        ident = _first_id(part)
        if ident and all(ident in there for there in places):
            here = [place, *(there[ident] for there in places[1:])]
            if all(one > other for one, other in zip(here, starts[-1], strict=True)):
                starts.append(here)
    bounds = [*starts, [len(each) for each in parts]]
    for first, last in pairwise(bounds):
        yield [each[a:b] for each, a, b in zip(parts, first, last, strict=True)]


def _parts(entry: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in an entry after its heading, stanzas each for itself."""
    for child in entry:
        if child.tag == TEI + "lg" and child.find(TEI + "lg") is not None:
            yield from (part for part in child if isinstance(part.tag, str))
        elif isinstance(child.tag, str) and child.tag != TEI + "head":
            yield child


def _first_id(part: etree._Element) -> str:
    """Find the id by which a part answers another: that of the first block in it which has one."""
    return next((ident for block in part.iter(*ANSWERING, TEI + "lg", TEI + "sp") if (ident := block.get(XML_ID))), "")
