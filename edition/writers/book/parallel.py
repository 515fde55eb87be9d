"""Turn a TEI document into one in which each paragraph stands in all full witnesses side by side, or into one document for each
witness.

The second is for facing pages and columns.
"""

from __future__ import annotations

import copy
from collections import Counter

from lxml import etree

from edition.tei.names import TEI, XML_ID
from edition.tei.reading.one_witness import text_of_witness
from edition.tei.reading.witness_blocks import remove
from edition.writers.book import answering_blocks
from edition.writers.book.metadata import Header, all_of, ids, raw

# An attribute that is put on blocks and notes for a while, to find their copies again.
_MARK = "place"
_ENTRIES = "//tei:text//tei:div[@type='entry']"
# Notes and their later calls.
_NOTES = ".//tei:text//tei:note | .//tei:text//tei:ptr[@type='call'][@source]"


def side_by_side(root: etree._Element, header: Header) -> etree._Element:
    """Copy a document, with each paragraph or item in all full witnesses: `<ab type="parallel">` of one `<p source="#KEY">` for
    each.

    The paragraphs are those of the base (Guidelines 13.2.3: the segments are parallel). A heading is that of the base; if
    another witness's differs, all follow it side by side. There is no apparatus. A document with fewer than two full witnesses
    is copied as it is.
    """
    made = copy.deepcopy(root)
    full = [witness.key for witness in header.witnesses.values() if not witness.quoted]
    if len(full) < 2:
        return made
    for links in all_of(made, "//tei:linkGrp[@type='quotation']"):
        remove(links)
    _set_divided(made, full)
    kinds = [TEI + name for name in ("p", "item", "head", "note", "ptr")]
    blocks = [block for text in all_of(made, ".//tei:text") for block in text.iter(*kinds)]
    for number, block in enumerate(blocks):
        block.set(_MARK, str(number))
    versions: dict[str, dict[str, etree._Element]] = {}
    for key in full:
        tree = text_of_witness(made, key, blocks=False)
        versions[key] = {mark: element for element in tree.iter() if isinstance(element.tag, str) and (mark := element.get(_MARK))}
    seen: set[str] = set()
    for block in blocks:
        place = str(block.attrib.pop(_MARK, ""))
        inside = any(parent.tag in (TEI + "note", TEI + "ab") for parent in block.iterancestors())
        if block.tag == TEI + "note" or inside or block.find(f".//{TEI}app") is None:
            continue
        texts = [
            _version(found, key, seen) for key in full if (found := versions[key].get(place)) is not None and raw(found).strip()
        ]
        if block.tag == TEI + "head":
            _head(block, texts)
        elif texts:
            _set(block, texts)
    for element in made.iter():
        if isinstance(element.tag, str):
            element.attrib.pop(_MARK, "")
    return made


def _set_divided(root: etree._Element, full: list[str]) -> None:
    """Put, in the place of each entry with verses or speeches, what all full witnesses have, side by side as each divides it."""
    answering_blocks.name(root)
    for number, note in enumerate(all_of(root, _NOTES)):
        note.set(_MARK, f"note {number}")
    divided = _divided(root, full)
    for entry in list(all_of(root, _ENTRIES)) if divided else ():
        ident = entry.get(XML_ID)
        keys = [key for key in full if ident in divided[key]]
        if not keys:
            continue
        base = _base(entry)
        keys.sort(key=lambda key: (key != base, full.index(key)))
        seen: set[str] = set()
        for child in list(entry):
            if child.tag != TEI + "head":
                remove(child)
        for row in answering_blocks.rows([divided[key][ident] for key in keys]):
            holder = etree.SubElement(entry, TEI + "ab", {"type": "parallel"})
            for key, parts in zip(keys, row, strict=True):
                if len(parts) == 1 and parts[0].tag == TEI + "p":
                    holder.append(_version(parts[0], key, seen))
                    continue
                version = etree.SubElement(holder, TEI + "p", {"source": f"#{key}"})
                version.extend(copy.deepcopy(part) for part in parts)
                _once(version, seen)
    answering_blocks.unname(root)


def _version(block: etree._Element, key: str, seen: set[str]) -> etree._Element:
    """Copy a block as one witness has it. A note, or a call of one, that several share stands only in the first of them."""
    made = copy.deepcopy(block)
    made.tag, made.tail = TEI + "p", None
    made.attrib.clear()
    made.set("source", f"#{key}")
    _once(made, seen)
    return made


def _once(version: etree._Element, seen: set[str]) -> None:
    """Take out of a version the notes, and calls of notes, that stand in another one, and note the others in `seen`."""
    for note in list(version.iter(TEI + "note", TEI + "ptr")):
        if note.get(_MARK, "") in seen:
            remove(note)
        seen.add(note.get(_MARK, ""))


def _set(block: etree._Element, texts: list[etree._Element]) -> None:
    """Put the versions in the place of a block's words."""
    ident, tail = block.get(XML_ID), block.tail
    block.clear()
    block.tail = tail
    if block.tag == TEI + "item":
        holder = etree.SubElement(block, TEI + "ab")
    else:
        block.tag, holder = TEI + "ab", block
    if ident:
        block.set(XML_ID, ident)
    holder.set("type", "parallel")
    holder.extend(texts)


def _head(head: etree._Element, texts: list[etree._Element]) -> None:
    """Leave the words of the base in a heading. If the witnesses differ, set all under it."""
    base = next((found for node in head.iterancestors() if (found := ids(node.get("source")))), ())
    own = next((text for text in texts if text.get("source") == f"#{base[0]}"), None) if base else None
    own = texts[0] if own is None and texts else own
    if own is None:
        return
    parent = head.getparent()
    if parent is not None and len({" ".join(raw(text).split()) for text in texts}) > 1:
        # The words of the base are in the heading already.
        texts = [text for text in texts if " ".join(raw(text).split()) != " ".join(raw(own).split())]
        below = etree.Element(TEI + "ab", {"type": "parallel"})
        below.extend(copy.deepcopy(text) for text in texts)
        for note in list(below.iter(TEI + "note", TEI + "ptr")):
            remove(note)
        parent.insert(parent.index(head) + 1, below)
        below.tail, head.tail = head.tail, None
    attributes, tail = {str(name): str(value) for name, value in head.attrib.items()}, head.tail
    head.clear()
    for name, value in attributes.items():
        head.set(name, value)
    head.text, head.tail = own.text, tail
    head.extend(list(own))


def beside(root: etree._Element, header: Header) -> list[etree._Element]:
    """Copy a document once for each full witness: the base with its apparatus, then the text of each other one, in blocks of its
    own.

    Blocks that answer one another have the same id. A note stands in one of the copies: in that of its witness, else in the
    first.
    """
    full = [witness.key for witness in header.witnesses.values() if not witness.quoted]
    left = copy.deepcopy(root)
    answering_blocks.name(left)
    for number, note in enumerate(all_of(left, _NOTES)):
        note.set(_MARK, str(number))
    bases = Counter(_base(entry) for entry in all_of(left, _ENTRIES))
    main = max(full, key=lambda key: (bases[key], key == full[0]))
    divided = _divided(left, full, paragraphs=True)
    others = [_opposite(left, main, key, divided) for key in full if key != main]
    for entry in all_of(left, _ENTRIES):
        answering_blocks.lift(entry)
    taken: set[str] = set()
    for tree in (*others, left):
        owned = {note.get(_MARK, "") for note in all_of(tree, _NOTES) if _owner(note, header) in full}
        for note in all_of(tree, _NOTES):
            mark = note.attrib.pop(_MARK, "")
            if mark in taken or (tree is not left and mark not in owned):
                remove(note)
        taken |= owned
    return [left, *others]


def _divided(root: etree._Element, full: list[str], *, paragraphs: bool = False) -> dict[str, dict[str | None, etree._Element]]:
    """Make the entries that have verses or speeches as each full witness divides them: witness -> id of the entry -> its div.

    `paragraphs`: so also the entries whose paragraphs one of them begins elsewhere. Stanzas that answer those of the base have
    their ids. Empty if the document has no such entry.
    """
    found_in = all_of(root, _ENTRIES)
    entries = {e.get(XML_ID): e for e in found_in if answering_blocks.is_divided(e, paragraphs=paragraphs)}
    found: dict[str, dict[str | None, etree._Element]] = {}
    for key in full if entries else ():
        own = {entry.get(XML_ID): entry for entry in all_of(text_of_witness(root, key), _ENTRIES)}
        found[key] = {ident: entry for ident, entry in own.items() if ident in entries}
        for ident, entry in found[key].items():
            if key != _base(entries[ident]):
                answering_blocks.answer(entries[ident], entry, key)
            answering_blocks.lift(entry)
    return found


def _opposite(left: etree._Element, main: str, other: str, divided: dict[str, dict[str | None, etree._Element]]) -> etree._Element:
    """Make the document of what stands opposite the base: of each entry the text of the witness that is not its base, if it has the
    entry; where it divides it otherwise, as the witness does.
    """
    right = text_of_witness(left, other, blocks=False)
    mine = {entry.get(XML_ID): entry for entry in all_of(text_of_witness(left, main, blocks=False), _ENTRIES)}
    for entry in list(all_of(right, _ENTRIES)) if divided else ():
        if (found := divided[other].get(entry.get(XML_ID, ""))) is not None and (parent := entry.getparent()) is not None:
            parent.replace(entry, copy.deepcopy(found))
    mine |= divided.get(main, {})
    for entry in all_of(right, _ENTRIES):
        if _base(entry) != other:
            entry.set("source", f"#{other}")
        elif (found := mine.get(entry.get(XML_ID))) is not None and (parent := entry.getparent()) is not None:
            found.set("source", f"#{main}")
            parent.replace(entry, found)
        else:
            remove(entry)
    return right


def _base(entry: etree._Element) -> str:
    """Find the witness whose text an entry is, on its @source or on that of an element around it; "" if none says."""
    return next((found[0] for node in (entry, *entry.iterancestors()) if (found := ids(node.get("source")))), "")


def _owner(note: etree._Element, header: Header) -> str:
    """Find the witness from which a note comes, on its @source; "" for a note of the editor."""
    return next((ident for ident in ids(note.get("source")) if ident in header.witnesses), "")
