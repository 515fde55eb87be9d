"""Turn the body of a section into its sentences, each with the entries of the apparatus that belong to it, and a sentence into its
quotation.

A sentence is what the document says to answer a sentence of another text (`seg type="bead"`); where it says nothing, the
paragraph, verse, item, cell or heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.elements import append
from edition.writers.book.compositor import BEAD, BLOCKS, make, speak
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry, Section

HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
# What holds words in a line of its own: blocks, and the parts of lists and tables.
_HOLDERS = BLOCKS | {XHTML + name for name in ("li", "td", "th", "dt", "dd", "figcaption", "caption")}
# The looks that a quotation keeps.
_LOOKS = frozenset(XHTML + name for name in ("i", "em", "cite", "b", "sup", "sub", "q"))
# What stands in a text and is no word of it: calls, page breaks, the numbers of lines.
_SIGNS = frozenset(("call", "page", "other-page", "line-number", "mark", "sign"))


@dataclass(slots=True)
class Sentence:
    """A sentence of a section's body and its entries in the order of the apparatus.

    `element`: it, None for entries that have no place in the text. `bead`: the id of the bead that it is, "" if it is none. `last`:
    the last lemma in it. `marked`: the text has a mark after it. `quoted`: its words, None where they are those of one lemma.
    """

    element: etree._Element | None
    bead: str = ""
    entries: list[ApparatusEntry] = field(default_factory=list)
    last: etree._Element | None = None
    marked: bool = False
    quoted: etree._Element | None = None

    @property
    def variants(self) -> list[ApparatusEntry]:
        """Its entries besides those that only say who quotes it."""
        return [entry for entry in self.entries if entry.type != "attestation"]


def sentences(body: etree._Element, entries: Iterable[ApparatusEntry]) -> list[Sentence]:
    """Group the entries of a section by the sentences of its body, in the order of the apparatus."""
    entries = list(entries)
    lemmas = {lemma.get("id", ""): lemma for lemma in lemmas_of(body)}
    if any(entry.anchor not in lemmas for entry in entries):
        # What is emended in a lemma whose readings agree after all.
        lemmas |= {ident: element for element in body.iter(etree.Element) if (ident := element.get("id", ""))}
    found: dict[etree._Element | None, Sentence] = {}
    for entry in entries:
        lemma = lemmas.get(entry.anchor)
        element = None if lemma is None else _around(lemma, body)
        sentence = found.get(element)
        if sentence is None:
            found[element] = sentence = Sentence(element)
            if element is not None:
                sentence.bead = element.get(BEAD, "")
                sentence.quoted = quotation(element) if element.get("class") != "lem" else None
        sentence.entries.append(entry)
        sentence.last = lemma
    return list(found.values())


def lemmas_of(body: etree._Element) -> list[etree._Element]:
    """Find the places of lemmas in a body."""
    return [element for element in body.iter(XHTML + "span", XHTML + "div") if element.get("class") == "lem"]


def _around(lemma: etree._Element, body: etree._Element) -> etree._Element:
    """Find the sentence in which a lemma stands: itself if it holds blocks or sentences."""
    if lemma.tag in BLOCKS or any(inner.get("class") == "bead" for inner in lemma.iterdescendants(XHTML + "span")):
        return lemma
    element = lemma.getparent()
    while element is not None and element is not body:
        if element.get(BEAD) is not None:
            return element
        if element.tag in _HOLDERS:
            # Between sentences, as where a paragraph begins in another text: what is there belongs to the one that follows.
            beside = [*lemma.itersiblings(), *lemma.itersiblings(preceding=True)] if not raw(lemma).strip() else []
            return next((node for node in beside if node.get(BEAD) is not None), element)
        element = element.getparent()
    return lemma


def answering(body: etree._Element, found: Sequence[Sentence]) -> None:
    """Find, in place of the sentences of a section, those of the same words in a body in which texts stand side by side."""
    beads: dict[str, etree._Element] = {}
    texts: dict[str, etree._Element] = {}
    for element in body.iter(etree.Element):
        if bead := element.get(BEAD, ""):
            beads.setdefault(bead, element)
        if element.get("class") == "version" and len(element):
            texts.setdefault(" ".join(raw(element)[len(raw(element[0])) :].split()), element)
    for sentence in found:
        there = None
        if sentence.bead:
            there = beads.get(sentence.bead)
        elif sentence.element is not None:
            there = texts.get(" ".join(raw(sentence.element).split()))
        sentence.element, sentence.last = there, None


def quotation(element: etree._Element) -> etree._Element | None:
    """Copy the words of an element into a paragraph, with looks and languages, without ids, links and calls; None if none."""
    made = make("p", "quoted")
    _copy(element, made)
    made.text = (made.text or "").lstrip()
    last = next(made.iterchildren(reversed=True), None)
    if last is None:
        made.text = made.text.rstrip()
    elif last.tail:
        last.tail = last.tail.rstrip()
    if not raw(made).strip():
        return None
    language = next((tag for node in (element, *element.iterancestors()) if (tag := node.get("lang"))), "")
    if language:
        speak(made, language)
    return made


def _copy(element: etree._Element, into: etree._Element) -> None:
    append(into, element.text or "")
    for child in element:
        if child.tag == XHTML + "br":
            append(into, " ")
        elif child.get("class") not in _SIGNS:
            language = child.get("lang", "")
            if child.tag in _LOOKS or language:
                name = child.tag if child.tag in _LOOKS else XHTML + "span"
                made = etree.SubElement(into, name)
                if language:
                    speak(made, language)
                _copy(child, made)
            else:
                if child.tag in _HOLDERS:
                    append(into, " ")
                _copy(child, into)
        append(into, child.tail or "")


class OtherTexts:
    """The sentences of the other witnesses, which stand in the parts of the book that have their texts."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._found: dict[str, list[tuple[str, etree._Element]]] = {}
        for section in sections:
            if section.kind == "version":
                for span in section.body.iter(XHTML + "span", XHTML + "div"):
                    if bead := span.get(BEAD):
                        self._found.setdefault(bead, []).append((section.base, span))

    def of(self, bead: str, base: str) -> list[tuple[str, list[etree._Element]]]:
        """Quote what the witnesses other than `base` have for a bead: the siglum of each, with its paragraphs."""
        made: dict[str, list[etree._Element]] = {}
        for siglum, span in self._found.get(bead, ()):
            if siglum != base and (quoted := quotation(span)) is not None:
                made.setdefault(siglum, []).append(quoted)
        return list(made.items())
