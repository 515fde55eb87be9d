"""Turn the sentences of a section and their entries into the parts of a page of variants, which can be read without the text."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.language.book_words import GRADE_SIGNS, BookWords
from edition.tei.elements import append
from edition.writers.book.compositor import speak
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry, Section
from edition.writers.epub.base_sentences import OtherTexts, Sentence
from edition.writers.epub.namespaces import EPUB_TYPE
from edition.writers.epub.sentence_marks import mark_id, sentence_id


def variants_id(section: Section) -> str:
    """The id of the part of a page of variants that has those of a section."""
    return f"{section.id}.variants"


def parts_of(
    section: Section, sentences: Sequence[Sentence], others: OtherTexts, reviews: dict[str, str], words: BookWords
) -> list[etree._Element]:
    """Make a part for each sentence: the sentence, its entries, and closed under a line the same sentence in other texts.

    `reviews`: siglum of a quoted translation -> short name of the review.
    """
    return [_part(section, sentence, others, reviews, words) for sentence in sentences]


def head_of(section: Section, words: BookWords, *, again: bool) -> etree._Element:
    """Make the holder of a section's parts with its heading, which leads back to the section. `again`: it goes on from the page
    before.
    """
    made = etree.Element(XHTML + "section", {"class": "variants"})
    made.set(EPUB_TYPE, "footnotes")
    if section.language and section.language != "und":
        speak(made, section.language)
    heading = etree.SubElement(made, XHTML + "h1", {"class": "apparatus-head"})
    if not again:
        heading.set("id", variants_id(section))
    back = etree.SubElement(heading, XHTML + "a", {"href": f"#{section.id}", "role": "doc-backlink"})
    back.text = section.title or words.text
    back.tail = f": {words.variants}"
    return made


def title_of(section: Section, words: BookWords) -> str:
    """The title of a page of variants that begins with those of a section."""
    return f"{section.title or words.text}: {words.variants}"


def _part(section: Section, sentence: Sentence, others: OtherTexts, reviews: dict[str, str], words: BookWords) -> etree._Element:
    part = etree.Element(XHTML + "div", {"class": "sentence", "id": sentence_id(sentence), "role": "doc-footnote"})
    part.set(EPUB_TYPE, "footnote")
    quoted = etree.Element(XHTML + "p", {"class": "quoted"}) if sentence.quoted is None else sentence.quoted
    part.append(quoted)
    places = {entry.at for entry in sentence.entries}
    at = places.pop() if len(places) == 1 else ""
    cite(quoted, at, words)
    if sentence.parts:
        if raw(quoted):
            append(quoted, " ")
        place = mark_id(sentence) if sentence.marked else sentence.entries[0].anchor
        back = etree.SubElement(quoted, XHTML + "a", {"class": "back", "href": f"#{place}", "role": "doc-backlink"})
        back.set("aria-label", words.back)
        back.text = "↩"
    rows = etree.SubElement(part, XHTML + "ul", {"class": "plain"})
    for entry in sentence.entries:
        rows.append(_row(entry, "" if at else entry.at, reviews, words))
    for siglum, said in others.of(sentence, section.base):
        opened = etree.SubElement(part, XHTML + "details")
        etree.SubElement(opened, XHTML + "summary").text = words.sentence_in.format(sigla=siglum)
        opened.append(said)
    return part


def _row(entry: ApparatusEntry, at: str, reviews: dict[str, str], words: BookWords) -> etree._Element:
    line = etree.Element(XHTML + "li", {"class": "variant", "id": entry.id})
    cite(line, at, words)
    if sign := GRADE_SIGNS.get(entry.grade):
        mark = etree.SubElement(line, XHTML + "span", {"class": "grade", "role": "img"})
        mark.set("aria-label", getattr(words, f"grade_{entry.grade}"))
        mark.text = sign
    _lemma(line, entry, words)
    line.append(entry.readings)
    # Commentary with paragraphs, lists or tables stands below the entry.
    line.extend(part for part in list(entry.readings) if part.tag == XHTML + "div")
    if reviews:
        _name_reviews(entry.readings, reviews)
    return line


def cite(into: etree._Element, at: str, words: BookWords) -> None:
    """Write the verse to which an entry or a note belongs: `1.10`, heard as “in line 10”."""
    if not at:
        return
    made = etree.Element(XHTML + "span", {"class": "at", "role": "img"})
    number = at.rpartition(".")[2]
    made.set("aria-label", (words.in_lines if "–" in number else words.in_line).format(number=number))
    made.text, made.tail = at, " " + (into.text or "")
    into.text = None
    into.insert(0, made)


def _lemma(line: etree._Element, entry: ApparatusEntry, words: BookWords) -> None:
    """Write the lemma as a link back to its place. The bracket after it is hidden from those who listen."""
    back = etree.SubElement(line, XHTML + "a", {"class": "lemma", "href": f"#{entry.anchor}", "role": "doc-backlink"})
    if entry.lemma is None:
        back.text, back.tail = "↑", " "
        back.set("aria-label", words.back)
        return
    if len(entry.lemma):
        etree.strip_tags(entry.lemma, XHTML + "a")
    back.text = entry.lemma.text
    back.extend(list(entry.lemma))
    if entry.lemma.get("lang"):
        speak(back, entry.lemma.get("lang", ""))
    bracket = etree.SubElement(line, XHTML + "span", {"aria-hidden": "true"})
    bracket.text, bracket.tail = "]", " "


def _name_reviews(readings: etree._Element, reviews: dict[str, str]) -> None:
    """Write after the siglum of a quoted translation who quotes it: “AGb (Bookforum)”."""
    for siglum in [abbr for abbr in readings.iter(XHTML + "abbr") if raw(abbr) in reviews]:
        name = etree.Element(XHTML + "span", {"class": "review"})
        name.text = f" ({reviews[raw(siglum)]})"
        name.tail, siglum.tail = siglum.tail, None
        siglum.addnext(name)
