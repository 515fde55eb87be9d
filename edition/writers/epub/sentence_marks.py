"""Turn the lemmas of a section's text into what a reader meets in it: words that are links, and one mark a sentence that leads to
all its variants.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.language.book_words import PILCROW, BookWords
from edition.writers.book.compositor import BLOCKS
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry
from edition.writers.epub.base_sentences import HEADINGS, Sentence, lemmas_of
from edition.writers.settings import Marks

# How much a link says where entries share a place: the highest grade is linked.
_WEIGHTS = {"substantive": 2, "stylistic": 1}


def call_variants(body: etree._Element, sentences: Sequence[Sentence], marks: Marks, words: BookWords) -> None:
    """Link words and set marks, as `marks` asks for, and turn all other lemmas into plain text, whose ids stay.

    A word that is linked leads to its entry, a mark to all entries of its sentence (`sentence_id`). A heading gets no mark, because
    contents and screen readers take its words for its name; its variants are reached by the link under it.
    """
    at: dict[str, ApparatusEntry] = {}
    whole: set[str] = set()
    for sentence in sentences:
        if not sentence.parts:
            continue
        for entry in sentence.entries:
            for anchor in (entry.anchor, *entry.more):
                if anchor not in at or _WEIGHTS.get(entry.grade, 0) > _WEIGHTS.get(at[anchor].grade, 0):
                    at[anchor] = entry
        if sentence.last is not None and _is_whole(sentence.last, sentence):
            whole.add(sentence.last.get("id", ""))
    for lemma in lemmas_of(body):
        called = at.get(lemma.get("id", ""))
        if called is not None and marks in ("all", "substantive"):
            _call(lemma, called, words, every=marks == "all", whole=lemma.get("id", "") in whole)
        if lemma.get("class") == "lem" and lemma.tag != XHTML + "a":
            del lemma.attrib["class"]
    if marks != "none":
        for sentence in sentences:
            if sentence.parts and not _in_heading(sentence.parts[-1], body):
                _mark(sentence, words)


def sentence_id(sentence: Sentence) -> str:
    """The id of what is said of a sentence in the apparatus: made of its first entry's."""
    return f"{sentence.entries[0].id}.all"


def mark_id(sentence: Sentence) -> str:
    """The id of the mark of a sentence in the text."""
    return f"{sentence.entries[0].id}.mark"


def _is_whole(lemma: etree._Element, sentence: Sentence) -> bool:
    """Tell whether a lemma is all of its sentence, so that a link from it would say no more than the mark after it."""
    return any(part is lemma for part in sentence.parts) or "".join(map(raw, sentence.parts)).strip() == raw(lemma).strip()


def _in_heading(element: etree._Element, body: etree._Element) -> bool:
    node: etree._Element | None = element
    while node is not None and node is not body:
        if node.tag in HEADINGS:
            return True
        node = node.getparent()
    return False


def _call(lemma: etree._Element, entry: ApparatusEntry, words: BookWords, *, every: bool, whole: bool) -> None:
    """Make a lemma a link to its entry, if it has words; with `every` a sign after it, if it cannot be one.

    Punctuation is never a link of its own, and by itself only readings that differ in sense are linked.
    """
    if not every and entry.grade != "substantive":
        return
    _move_last_call(lemma)
    has_words = any(letter.isalnum() for letter in raw(lemma))
    linked = len(lemma) > 0 and any(_links(inner) for inner in lemma.iterdescendants())
    # A bead that is translated freely has no lemma: all of it would be one link.
    if has_words and not linked and not whole and lemma.tag not in BLOCKS and entry.type != "free":
        lemma.tag = XHTML + "a"
        lemma.set("href", f"#{entry.id}")
    elif every and not whole and not (raw(lemma).strip() and not has_words):
        _sign(lemma, entry, words, after=has_words).set("href", f"#{entry.id}")


def _links(element: etree._Element) -> bool:
    return element.tag == XHTML + "a" or element.get("class") in ("call", "lem", "page") or element.tag in BLOCKS


def _move_last_call(lemma: etree._Element) -> None:
    """Move the call of a note at the end of a lemma out of it, because a link must not hold a link."""
    parent = lemma.getparent()
    while parent is not None and len(lemma) and lemma[-1].get("class") == "call" and not (lemma[-1].tail or "").strip():
        call = lemma[-1]
        call.tail, lemma.tail = lemma.tail, None
        parent.insert(parent.index(lemma) + 1, call)


def _sign(lemma: etree._Element, entry: ApparatusEntry, words: BookWords, *, after: bool) -> etree._Element:
    """Make the sign that calls an entry without words of its own in the text: a raised + or ¶, or the siglum of the review that
    quotes.
    """
    call = etree.Element(XHTML + "a", {"class": "sign"})
    call.text = _quoting(entry) if entry.type == "attestation" else PILCROW if entry.type == "paragraph" else "+"
    said = {"attestation": f"{words.quoted_in} {call.text}", "speaker": words.speaker, "free": words.free}
    call.set("aria-label", said.get(entry.type, words.addition))
    if after and lemma.tag in BLOCKS:
        lemma.append(call)
    elif after:
        _after(lemma, call)
    else:
        lemma.text = None
        lemma.append(call)
    return call


def _quoting(entry: ApparatusEntry) -> str:
    return ", ".join(raw(abbr) for abbr in entry.readings.iter(XHTML + "abbr"))


def _after(element: etree._Element, made: etree._Element) -> None:
    parent = element.getparent()
    made.tail, element.tail = element.tail, None
    if parent is not None:
        parent.insert(parent.index(element) + 1, made)


def _mark(sentence: Sentence, words: BookWords) -> None:
    """Set the mark at the end of a sentence: how many variants it has; who quotes it if it has none."""
    element = sentence.parts[-1]
    sentence.marked = True
    count = len(sentence.variants)
    mark = etree.Element(XHTML + "a", {"class": "mark", "id": mark_id(sentence), "href": f"#{sentence_id(sentence)}"})
    if count:
        mark.text = str(count)
        mark.set("aria-label", words.one_variant if count == 1 else words.many_variants.format(count=count))
    else:
        mark.text = ", ".join(dict.fromkeys(map(_quoting, sentence.entries)))
        mark.set("aria-label", f"{words.quoted_in} {mark.text}")
    if element.tag not in BLOCKS or not any(child.tag in BLOCKS for child in element):
        _at_end(element, mark)
    elif sentence.last is not None and sentence.last is not element:
        _after(sentence.last, mark)
    else:
        element.append(mark)


def _at_end(element: etree._Element, mark: etree._Element) -> None:
    """Set a mark after the last word of an element, before the space at its end."""
    last = element[-1] if len(element) else None
    text = (element.text if last is None else last.tail) or ""
    before = text.rstrip()
    if last is None:
        element.text = before
    else:
        last.tail = before
    mark.tail = text[len(before) :] or None
    element.append(mark)
