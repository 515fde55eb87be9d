"""Turn a Section into a section of an EPUB's file: calls become links, variants and notes stand at its end, and its role is named.

The elements of the section are used themselves, not copied.
"""

from __future__ import annotations

import copy

from lxml import etree

from edition.language.book_words import GRADE_SIGNS, PILCROW, BookWords
from edition.tei.elements import append
from edition.writers.book.compositor import BLOCKS, speak
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry, BookNote, Section
from edition.writers.epub.nested_links import unnest

OPS_NS = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS_NS}}}type"
# The epub:type and the role of each kind of section (EPUB Structural Semantics Vocabulary; DPUB-ARIA).
_SEMANTICS = {
    "titlepage": ("titlepage", ""),
    "copyright": ("copyright-page", ""),
    "preface": ("preface", "doc-preface"),
    "division": ("part", "doc-part"),
    "entry": ("chapter", "doc-chapter"),
    "version": ("chapter", "doc-chapter"),
    "fragments": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "witnesses": ("frontmatter", ""),
    "forms": ("appendix", "doc-appendix"),
    "speakers": ("appendix", "doc-appendix"),
    "chronology": ("appendix", "doc-appendix"),
    "divergence": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "index": ("index", "doc-index"),
    "colophon": ("colophon", "doc-colophon"),
}
# The types of variants that are named after the readings. Of others the entry says the type in words, or it is the usual one.
_NAMED_TYPES = ("syntactic", "orthographic", "punctuation", "dateline")


# How far a further part of a verse is set in, in em for each letter of the parts before it. By eye, in the faces of screens.
_LETTER = 0.45


def place(section: Section, reviews: dict[str, str], words: BookWords) -> etree._Element:
    """Complete the body of a section with all that belongs to it. `reviews`: siglum of a quoted translation -> short name of the
    review.
    """
    body = section.body
    kind, role = _SEMANTICS[section.kind]
    heading = next((child for child in body if child.get("class", "").split()[:1] == ["head"]), None)
    if heading is not None:
        body.set("aria-labelledby", heading.get("id", ""))
        body.set(EPUB_TYPE, kind)
        if role:
            body.set("role", role)
    whole = [entry for entry in section.apparatus if entry.anchor == section.id]
    variants = [entry for entry in section.apparatus if entry.anchor != section.id]
    _call_variants(body, variants, words)
    _call_notes(body, section.notes)
    for line in reversed(whole):
        _attest(body, heading, line)
    _mark_pages(body, words)
    for part in body.iter(XHTML + "div"):
        if step := int(part.get("data-step", "0")):
            # On a narrow screen no part stands further in than a third.
            part.set("style", f"margin-left: min({step * _LETTER:.1f}em, 33%)")
    for number in [element for element in body.iter(XHTML + "span") if element.get("class") == "line-number"]:
        number.set("role", "img")
        number.set("aria-label", words.in_line.format(number=number.text))
    if variants:
        _variants(body, section, heading, variants, reviews, words)
        _call_notes(body[-1], section.notes)
    for group in [element for element in body.iter(XHTML + "div") if element.get("class") == "parallel"]:
        group.set("role", "group")
        group.set("aria-label", f" {words.and_} ".join(raw(version[0]) for version in group if len(version)))
    if section.notes:
        _notes(body, section, heading, words)
    unnest(body)
    return body


# --- Calls ------------------------------------------------------------------------------------------------------------


def _attest(body: etree._Element, heading: etree._Element | None, entry: ApparatusEntry) -> None:
    """Set under the heading an entry that holds for the whole section and needs no call: “Not in AG.”"""
    line = etree.Element(XHTML + "p", {"class": "attested", "id": entry.id})
    line.append(entry.readings)
    body.insert(0 if heading is None else body.index(heading) + 1, line)


def _call_variants(body: etree._Element, entries: list[ApparatusEntry], words: BookWords) -> None:
    """Make each lemma a link to its entry. If it has no words, or holds links or blocks, a sign after it is the link."""
    at: dict[str, ApparatusEntry] = {}
    for entry in entries:
        for anchor in (entry.anchor, *entry.more):
            at.setdefault(anchor, entry)
    for lemma in [element for element in body.iter(XHTML + "span", XHTML + "div") if element.get("class") == "lem"]:
        if lemma.get("id", "") not in at:
            del lemma.attrib["class"]
            continue
        entry = at[lemma.get("id", "")]
        _move_last_call(lemma)
        words_in_it = raw(lemma).strip()
        linked = len(lemma) > 0 and any(_links(inner) for inner in lemma.iterdescendants())
        # A bead that is translated freely has no lemma: all of it would be one link.
        if words_in_it and not linked and lemma.tag not in BLOCKS and entry.type != "free":
            lemma.tag = XHTML + "a"
            call = lemma
        else:
            call = _sign(lemma, entry, words, after=bool(words_in_it))
        _refer(call, entry.id)


def _refer(call: etree._Element, ident: str) -> None:
    call.set("href", f"#{ident}")
    call.set("role", "doc-noteref")
    call.set(EPUB_TYPE, "noteref")


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
    quoting = entry.type == "attestation"
    names = ", ".join(raw(abbr) for abbr in entry.readings.iter(XHTML + "abbr"))
    call.text = names if quoting else PILCROW if entry.type == "paragraph" else "+"
    said = {"attestation": f"{words.quoted_in} {call.text}", "speaker": words.speaker, "free": words.free}
    call.set("aria-label", said.get(entry.type, words.addition))
    if after and lemma.tag in BLOCKS:
        lemma.append(call)
    elif after:
        parent = lemma.getparent()
        call.tail, lemma.tail = lemma.tail, None
        if parent is not None:
            parent.insert(parent.index(lemma) + 1, call)
    else:
        lemma.text = None
        lemma.append(call)
    return call


def _call_notes(body: etree._Element, notes: tuple[BookNote, ...]) -> None:
    """Put the numbers of notes in the places of their calls, as links."""
    at = {anchor: note for note in notes for anchor in (note.anchor, *note.again)}
    for call in [element for element in body.iter(XHTML + "span") if element.get("class") == "call"]:
        note = at[call.get("id", "")]
        call.tag = XHTML + "a"
        call.text = note.n
        _refer(call, note.id)


def _mark_pages(body: etree._Element, words: BookWords) -> None:
    """Name each page break and its number, which cannot be seen on the page, for those who listen."""
    for mark in [element for element in body.iter(XHTML + "span") if element.get("class") == "page"]:
        mark.set("role", "doc-pagebreak")
        mark.set(EPUB_TYPE, "pagebreak")
        mark.set("aria-label", f"{words.page} {mark.get('title', '')}")


# --- Variants and notes -----------------------------------------------------------------------------------------------


def _under(body: etree._Element, section: Section, headed: etree._Element | None, kind: str, title: str) -> etree._Element:
    """Make a part at the end of a section's body, with a heading."""
    made = etree.SubElement(body, XHTML + "section", {"class": kind})
    if headed is not None:
        # Its name begins with that of its section, because no two landmarks of a page may have the same name.
        made.set("aria-labelledby", f"{headed.get('id', '')} {section.id}.{kind}")
    heading = etree.SubElement(made, f"{XHTML}h{min(section.level + 1, 6)}", {"class": "apparatus-head"})
    heading.set("id", f"{section.id}.{kind}")
    heading.text = title
    return made


def _variants(
    body: etree._Element,
    section: Section,
    headed: etree._Element | None,
    entries: list[ApparatusEntry],
    reviews: dict[str, str],
    words: BookWords,
) -> None:
    made = _under(body, section, headed, "variants", words.variants)
    made.set(EPUB_TYPE, "footnotes")
    for entry in entries:
        aside = etree.SubElement(made, XHTML + "aside", {"class": "variant", "id": entry.id, "role": "doc-footnote"})
        aside.set(EPUB_TYPE, "footnote")
        line = etree.SubElement(aside, XHTML + "p")
        _cite(line, entry.at, words)
        if sign := GRADE_SIGNS.get(entry.grade):
            grade = getattr(words, f"grade_{entry.grade}")
            mark = etree.SubElement(line, XHTML + "span", {"class": "grade", "role": "img", "aria-label": grade, "title": grade})
            mark.text = sign
        _lemma(line, entry, words)
        line.append(entry.readings)
        # Commentary with paragraphs, lists or tables stands below the entry.
        aside.extend(part for part in list(entry.readings) if part.tag == XHTML + "div")
        if reviews:
            _name_reviews(entry.readings, reviews)
        if entry.type in _NAMED_TYPES:
            append(line, " ")
            etree.SubElement(line, XHTML + "span", {"class": "type"}).text = f"({getattr(words, f'type_{entry.type}')})"


def _cite(into: etree._Element, at: str, words: BookWords) -> None:
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


def _notes(body: etree._Element, section: Section, headed: etree._Element | None, words: BookWords) -> None:
    made = _under(body, section, headed, "notes", words.notes)
    if headed is not None:
        made.set(EPUB_TYPE, "endnotes")
        made.set("role", "doc-endnotes")
    entries = etree.SubElement(made, XHTML + "ol")
    for note in section.notes:
        item = etree.SubElement(entries, XHTML + "li", {"id": note.id})
        item.set(EPUB_TYPE, "endnote")
        if note.body.get("lang"):
            speak(item, note.body.get("lang", ""))
        item.extend(list(note.body))
        if note.at and item[0].tag != XHTML + "p":
            item.insert(0, etree.Element(XHTML + "p"))
        _cite(item[0], note.at, words)
        last = item[-1] if item[-1].tag == XHTML + "p" else etree.SubElement(item, XHTML + "p")
        if note.siglum is not None:
            append(last, " (")
            # The siglum of a witness is the same element for all its notes.
            last.append(copy.deepcopy(note.siglum))
            last[-1].tail = ")"
        append(last, " ")
        back = etree.SubElement(last, XHTML + "a", {"class": "back", "href": f"#{note.anchor}", "role": "doc-backlink"})
        back.set("aria-label", f"{words.back}, {words.note} {note.n}")
        back.text = "↩"
