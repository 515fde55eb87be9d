"""Turn a TEI document into TEI of another form: with the apparatus outside the text, or the text of one witness alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from lxml import etree

from edition.model.apparatus_units import METHODS
from edition.tei.elements import cites_entries, make
from edition.tei.names import NS, TEI, XML_ID, XML_LANG
from edition.tei.reading.declared_witnesses import declared_witnesses, witness_key
from edition.tei.reading.double_end_point import to_double_end_point
from edition.tei.reading.location_referenced import to_location_referenced
from edition.tei.reading.one_witness import text_of_witness, texts
from edition.tei.reading.witness_blocks import part_stretches, remove_all, unwrap_all
from edition.tei.reading.witness_text import entries_alone, no_words

_FORMS: dict[str, Callable[[etree._ElementTree], etree._ElementTree]] = dict(
    zip(METHODS, (to_double_end_point, to_location_referenced), strict=True)
)
# Elements that mark places of the apparatus, which the text of one witness has not.
_MARKS = tuple(TEI + name for name in ("witStart", "witEnd", "lacunaStart", "lacunaEnd", "link", "linkGrp"))
_POINTERS = frozenset(
    "target ref source resp corresp next prev ana edRef ed wit from to sameAs copyOf synch select exclude hand decls who".split()
)


def external(tree: etree._ElementTree, method: str) -> bytes:
    """Turn a document into one whose apparatus is encoded by a method of METHODS (Guidelines 13.2.1, 13.2.2), as bytes in UTF-8.

    It names no schema, because edition.rng is for parallel segmentation only.
    """
    return _bytes(_FORMS[method](tree).getroot())


def alone(tree: etree._ElementTree, siglum: str) -> bytes:
    """Turn a document into the text of one witness, by siglum or xml:id (DeclaredWitnesses.key), as plain TEI in UTF-8.

    It has the witness's divisions, headings, paragraphs and notes, with the editor's corrections.

    Raises UsageError (E490): the document has no such witness. TextError (E493): it has no words of it.
    """
    declared = declared_witnesses(tree.getroot())
    key = declared.key(siglum)
    quoted = key in declared.quoted
    made = text_of_witness(tree.getroot(), key, declared, choices="edited")
    if next(entries_alone(made, tree, quoted=quoted), None) is None:
        raise no_words(tree, siglum)
    bodies = list(_plain(made, entries=cites_entries(tree), quoted=quoted))
    root = etree.Element(f"{TEI}TEI", nsmap={None: NS})  # type: ignore[dict-item]
    language = tree.getroot().get(XML_LANG)
    if language:
        root.set(XML_LANG, language)
    root.append(_header(tree, key))
    root.append(bodies[0] if len(bodies) == 1 else make("text", make("group", *bodies)))
    _drop_dangling(root)
    return _bytes(root)


def _plain(root: etree._Element, *, entries: bool, quoted: bool) -> Iterator[etree._Element]:
    """Yield the texts of the tree of one witness as plain TEI. `entries`: only the entries of each text.

    `quoted`: the witness is a review: it has no headings, and each stretch that it quotes is a paragraph.
    """
    for text in texts(root):
        if entries:
            found = [division for division in text.iter(TEI + "div") if division.get("type") == "entry"]
            if not found:
                continue
            language = text.get(XML_LANG, "")
            text = make("text", make("body", *(part for division in found for part in ("\n", _without_tail(division))), "\n"))
            if language:
                text.set(XML_LANG, language)
        if quoted:
            remove_all(text, [head for division in text.iter(TEI + "div") for head in division.iterchildren(TEI + "head")])
            part_stretches(text)
        remove_all(text, list(text.iter(*_MARKS)))
        unwrap_all(text, [element for element in text.iter(TEI + "seg") if element.get("type") == "bead"])
        yield _without_tail(text)


def _without_tail(element: etree._Element) -> etree._Element:
    element.tail = None
    return element


def _drop_dangling(root: etree._Element) -> None:
    """Take from attributes each pointer to something that is not in the new document: other witnesses, names, parts of the
    header.
    """
    there = {ident for element in root.iter(etree.Element) if (ident := element.get(XML_ID))}
    for element in root.iter(etree.Element):
        for name, value in list(element.attrib.items()):
            if "#" not in value or name not in _POINTERS:
                continue
            kept = [token for token in str(value).split() if not token.startswith("#") or token[1:] in there]
            if len(kept) == len(value.split()):
                continue
            if kept:
                element.set(name, " ".join(kept))
            else:
                del element.attrib[name]


def _header(tree: etree._ElementTree, key: str) -> etree._Element:
    """Make a header with the title and publication of the document, and of its witnesses the one."""
    of_all = tree.getroot().find(f"{TEI}teiHeader/{TEI}fileDesc")
    file = make("fileDesc")
    for name in ("titleStmt", "publicationStmt"):
        found = None if of_all is None else of_all.find(f"{TEI}{name}")
        file.append(copy.deepcopy(found) if found is not None else make(name, make("p")))
    witness = next((each for each in tree.iter(f"{TEI}witness") if witness_key(each) == key), None)
    # One that the document only names, and does not declare, is declared here.
    alone = make("witness", make("abbr", key, type="siglum")) if witness is None else copy.deepcopy(witness)
    alone.attrib.pop("corresp", "")
    # The members of a family are witnesses of their own.
    remove_all(alone, [one for one in alone.iter(f"{TEI}witness", f"{TEI}listWit") if one is not alone])
    alone.tail = None
    file.append(make("sourceDesc", make("listWit", alone)))
    # refsDecl says which divisions are entries. The text of one witness needs it too, to be read by its entries.
    cited = [copy.deepcopy(declared) for declared in tree.iter(f"{TEI}refsDecl")] if cites_entries(tree) else []
    for declared in cited:
        declared.tail = None
    return make("teiHeader", file, make("encodingDesc", *cited) if cited else None)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
