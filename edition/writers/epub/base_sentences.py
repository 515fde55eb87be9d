"""Turn the body of a section into its sentences, each with the entries of the apparatus that belong to it, and a sentence into its
quotation.

A sentence is a passage that texts may share (`marked_passages.py`): what the document says to answer a sentence of another text,
else a paragraph, verse, item or heading; or else a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.elements import append
from edition.writers.book.compositor import BLOCKS, make, speak
from edition.writers.book.marked_passages import ROW
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

    `parts`: it, where it goes over verses or paragraphs its part in each; none for entries that have no place in the text.
    `passage`: which it is, "" for none that texts share. `bead`: the document has what answers it. `last`: the last lemma in it.
    `marked`: the text has a mark after it. `quoted`: its words, None where they are those of one lemma.
    """

    parts: list[etree._Element] = field(default_factory=list)
    passage: str = ""
    bead: bool = False
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
    parts = passages_of(body)
    found: dict[str | etree._Element | None, Sentence] = {}
    for entry in entries:
        lemma = lemmas.get(entry.anchor)
        element = None if lemma is None else _around(lemma, body)
        passage = "" if element is None else element.get(ROW, "")
        sentence = found.get(passage or element)
        if sentence is None:
            found[passage or element] = sentence = Sentence([], passage)
            if element is not None:
                sentence.parts = parts[passage] if passage else [element]
                sentence.bead = element.get("class") == "bead"
                sentence.quoted = quotation(sentence.parts) if element.get("class") != "lem" else None
        sentence.entries.append(entry)
        sentence.last = lemma
    return list(found.values())


def passages_of(body: etree._Element) -> dict[str, list[etree._Element]]:
    """Find the parts of each passage of a body."""
    found: dict[str, list[etree._Element]] = {}
    for element in body.iter(XHTML + "span", XHTML + "div"):
        if passage := element.get(ROW):
            found.setdefault(passage, []).append(element)
    return found


def lemmas_of(body: etree._Element) -> list[etree._Element]:
    """Find the places of lemmas in a body."""
    return [element for element in body.iter(XHTML + "span", XHTML + "div") if element.get("class") == "lem"]


def _around(lemma: etree._Element, body: etree._Element) -> etree._Element:
    """Find the sentence in which a lemma stands: itself if it holds blocks or sentences."""
    if lemma.tag in BLOCKS or any(inner.get(ROW) for inner in lemma.iterdescendants(XHTML + "span")):
        return lemma
    element = lemma.getparent()
    while element is not None and element is not body:
        if element.get(ROW):
            return element
        if element.tag in _HOLDERS:
            # Between sentences, as where a paragraph begins in another text: what is there belongs to the one that follows.
            beside = [*lemma.itersiblings(), *lemma.itersiblings(preceding=True)] if not raw(lemma).strip() else []
            return next((node for node in beside if node.get(ROW)), element)
        element = element.getparent()
    return lemma


def find_beside(body: etree._Element, found: Sequence[Sentence], base: str) -> None:
    """Find, in place of the sentences of a section, the same ones in the text of `base` where texts stand side by side."""
    others: set[etree._Element] = set()
    for group in body.iter(XHTML + "div"):
        if group.get("class") == "parallel":
            versions = {raw(version[0]): version for version in group if len(version)}
            others.update(*(version.iter() for siglum, version in versions.items() if siglum != (base or next(iter(versions)))))
    parts = passages_of(body)
    for sentence in found:
        sentence.parts = [part for part in parts.get(sentence.passage, ()) if part not in others]
        sentence.last = None


def quotation(parts: Sequence[etree._Element]) -> etree._Element | None:
    """Copy the words of a sentence into a paragraph, with looks and languages, without ids, links and calls, verses with a stroke
    between them; None if there are no words.
    """
    made = make("p", "quoted")
    verse: etree._Element | None = None
    for part in parts:
        copied = make("span")
        _copy(part, copied)
        if not raw(copied).strip():
            continue
        before, verse = verse, _verse(part)
        if raw(made):
            append(made, _between(before, verse))
        append(made, (copied.text or "").lstrip())
        made.extend(list(copied))
        last = next(made.iterchildren(reversed=True), None)
        if last is None:
            made.text = (made.text or "").rstrip()
        else:
            last.tail = (last.tail or "").rstrip()
    if not raw(made):
        return None
    language = next((tag for node in (parts[0], *parts[0].iterancestors()) if (tag := node.get("lang"))), "")
    if language:
        speak(made, language)
    return made


def _between(before: etree._Element | None, verse: etree._Element | None) -> str:
    """Write what stands between the parts of a sentence that stand in these verses, None for prose."""
    if before is None or verse is None or before is verse:
        return " "
    return " / " if before.getparent() is verse.getparent() else " // "


def _verse(part: etree._Element) -> etree._Element | None:
    """Find the verse that a part of a sentence is, or stands in."""
    block = next((node for node in (part, *part.iterancestors()) if node.tag in BLOCKS), None)
    return block if block is not None and block.get("class", "").split(" ")[0] == "line" else None


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
        self._found: dict[str, dict[str, list[etree._Element]]] = {}
        for section in sections:
            if section.kind == "version":
                for passage, parts in passages_of(section.body).items():
                    self._found.setdefault(passage, {}).setdefault(section.base, []).extend(parts)

    def of(self, sentence: Sentence, base: str) -> list[tuple[str, etree._Element]]:
        """Quote what the witnesses other than `base` have for a sentence, if the document says so: siglum, words."""
        held = self._found.get(sentence.passage, {}) if sentence.bead else {}
        found = ((siglum, quotation(parts)) for siglum, parts in held.items() if siglum != base)
        return [(siglum, quoted) for siglum, quoted in found if quoted is not None]
