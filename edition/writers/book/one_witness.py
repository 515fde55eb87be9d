"""Turn a TEI document into the text of one of its witnesses: a TEI document without apparatus.

Entries and fragments that the witness has, its readings, its paragraphs, its notes. Of a text that quotes, what it quotes,
each stretch between its cuts a quotation.
"""

from __future__ import annotations

import copy

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI, XML_ID
from edition.writers.book.metadata import Header, all_of, ids, raw

_READINGS = (TEI + "lem", TEI + "rdg")
_BLOCKS = frozenset(TEI + name for name in ("p", "item", "head", "ab", "l"))
_START, _END = TEI + "witStart", TEI + "witEnd"


def text_of_witness(root: etree._Element, key: str, header: Header, *, blocks: bool = True) -> etree._Element:
    """A copy of a document with the text of the witness `key` (an xml:id of listWit) alone.

    Where no reading of an app names the witness it agrees with the lemma. Breaks between blocks are those of the witness
    (Guidelines 13.2.3; the milestones and spaces of app type="paragraph"); with `blocks` False those of the base.
    """
    made = copy.deepcopy(root)
    quoted = header.witnesses[key].quoted
    for entry in all_of(made, "//tei:text//tei:div[@type='entry']"):
        if quoted and not _attested(entry, key, "witStart"):
            remove(entry)
        elif not quoted and _attested(entry, key, "lacunaStart", directly=True):
            remove(entry)
    for cit in all_of(made, "//tei:div[@type='fragments']//tei:cit"):
        if not any(key in ids(quote.get("source")) for quote in all_of(cit, "tei:quote")):
            remove(cit)
    _drop_notes(made, key)
    for links in all_of(made, "//tei:linkGrp[@type='quotation']"):
        remove(links)
    for app in [app for text in all_of(made, "tei:text | tei:TEI/tei:text") for app in text.iter(TEI + "app")]:
        _resolve(app, key)
    if quoted:
        for entry in all_of(made, "//tei:text//tei:div[@type='entry']"):
            _keep_quoted(entry)
    if blocks:
        _blocks(made)
    for division in reversed(all_of(made, "//tei:text//tei:div[not(@type='entry')]")):
        if not raw(division).strip() or (len(division) == 1 and division[0].tag == TEI + "head"):
            remove(division)
    return made


def _drop_notes(root: etree._Element, key: str) -> None:
    """Take out the notes of other witnesses that stand in words that all share."""
    others = {
        element.get(XML_ID)
        for witness in all_of(root, "//tei:witness[@xml:id]")
        if witness.get(XML_ID) != key
        for element in all_of(witness, "descendant-or-self::*[@xml:id]")
    }
    for note in all_of(root, "//tei:text//tei:note"):
        owners = {ident for name in ("source", "resp") for ident in ids(note.get(name))}
        if owners & others and next(note.iterancestors(*_READINGS), None) is None:
            remove(note)


def _attested(entry: etree._Element, key: str, point: str, *, directly: bool = False) -> bool:
    path = f"{'' if directly else './/'}tei:app/tei:rdg[tei:{point}]"
    return any(key in ids(reading.get("wit")) for reading in all_of(entry, path))


def remove(element: etree._Element) -> None:
    """Take an element out of the tree, not what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _resolve(app: etree._Element, key: str) -> None:
    """Put the witness's words in the place of an app, the start and end of its quotations with them."""
    readings = [reading for reading in app.iter(*_READINGS) if next(reading.iterancestors(TEI + "app")) is app]
    parent = app.getparent()
    if parent is None:
        return
    mine = next((reading for reading in readings if key in ids(reading.get("wit"))), None)
    if mine is None:
        mine = next((reading for reading in readings if reading.tag == TEI + "lem"), None)
    holder = etree.Element(TEI + "seg", {"type": "reading"})
    holder.tail = app.tail
    if mine is not None:
        holder.text = mine.text
        holder.extend(list(mine))
    parent.replace(app, holder)


def _keep_quoted(entry: etree._Element) -> None:
    """Keep of an entry its heading and what stands between witStart and witEnd; between two stretches dots show the cut."""
    inside = kept = False

    def walk(element: etree._Element) -> None:
        nonlocal inside, kept
        if element.tag in (_START, _END):
            inside = element.tag == _START
        elif not inside:
            element.text = None
        for child in list(element):
            before = inside
            walk(child)
            if not inside:
                child.tail = None
                if not before and child.tag != _END and child.find(f".//{_START}") is None:
                    element.remove(child)
            elif child.tag == _START and kept:
                child.tail = f" … {child.tail or ''}"
            kept = kept or inside

    for child in list(entry):
        if child.tag != TEI + "head":
            kept = False
            walk(child)
        child.tail = None


def _blocks(root: etree._Element) -> None:
    """Part and join blocks as the witness does: a milestone parts, a space at the start of a block joins it to the one before."""
    for block in [element for text in root.iter(TEI + "text") for element in text.iter() if element.tag in _BLOCKS]:
        if not raw(block).strip() and block.find(f".//{TEI}gap") is None:
            remove(block)
            continue
        before = block.getprevious()
        starts = _first_text(block)
        if starts[:1] == " " and before is not None and before.tag == block.tag and block.tag == TEI + "p" and _opens(block):
            _join(before, block)
            block = before
        _part(block)
    for holder in list(root.iter(TEI + "list")):
        if not raw(holder).strip():
            remove(holder)


def _first_text(block: etree._Element) -> str:
    return next((str(text) for text in block.itertext() if text), "")


def _opens(block: etree._Element) -> bool:
    """The block begins with a reading that is a space: the witness runs on."""
    node = block
    while not node.text and len(node):
        node = node[0]
        if node.tag == TEI + "seg" and node.get("type") == "reading":
            return node.text == " " and not len(node)
    return False


def _join(before: etree._Element, block: etree._Element) -> None:
    append(before, block.text or "")
    before.extend(list(block))
    parent = block.getparent()
    if parent is not None:
        before.tail = block.tail
        parent.remove(block)


def _part(block: etree._Element) -> None:
    """Part a paragraph before each milestone within its words; elements around the milestone are parted with it."""
    while True:
        found = next((mark for mark in block.iter(TEI + "milestone") if mark.get("unit") == "paragraph"), None)
        if found is None:
            return
        if block.tag != TEI + "p" or not "".join(_texts_before(block, found)).strip():
            remove(found)
            continue
        after = _split(found, block)
        parent = block.getparent()
        if parent is None:
            return
        parent.insert(parent.index(block) + 1, after)
        after.tail, block.tail = block.tail, None
        block = after


def _texts_before(block: etree._Element, mark: etree._Element) -> list[str]:
    texts: list[str] = []
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if element is mark:
            break
        texts.append((element.text if event == "start" else element.tail if element is not block else "") or "")
    return texts


def _split(mark: etree._Element, block: etree._Element) -> etree._Element:
    """What follows a mark in a block, in a new block; the mark is gone."""
    node, parent = mark, mark.getparent()
    rest_text, rest = mark.tail, list(mark.itersiblings())
    mark.tail = None
    while parent is not None:
        part = etree.Element(parent.tag, {str(name): str(value) for name, value in parent.attrib.items() if name != XML_ID})
        part.text = rest_text
        part.extend(rest)
        if node is mark:
            parent.remove(mark)
        if parent is block:
            return part
        rest = [part, *parent.itersiblings()]
        part.tail, parent.tail = parent.tail, None
        rest_text = None
        node, parent = parent, parent.getparent()
    return block
