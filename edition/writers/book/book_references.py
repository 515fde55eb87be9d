"""Turn what a document says of a book or an article into a line of a list: authors surname first, dates in words, no year twice."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from edition.language.languages import language_of_tag
from edition.language.sorting import SortKey, sort_key
from edition.tei.date_attributes import edtf_of
from edition.tei.names import TEI, XML_LANG
from edition.tei.reading.element_text import language_of, plain
from edition.writers.book import rendering
from edition.writers.book.compositor import Compositor, text_of
from edition.writers.book.person_names import surname_first
from edition.writers.book.rendering import markup

_MAKERS = (TEI + "author", TEI + "editor")
_FORMS = (TEI + "persName", TEI + "name")
# A short word with a stop before figures, such as pp. or vol.: no line ends between them. By eye: no such word has more letters.
_BEFORE_FIGURES = re.compile(r"(?<!\w)([^\W\d_]{1,4}\.) (?=\d)")
# What parts a date from the words before it.
_PARTING = re.compile(r"[\s,;:]*$")


def listed(c: Compositor, bibl: etree._Element) -> tuple[SortKey, str]:
    """Turn a bibl into a row of a bibliography, without its availability: what it is sorted by, and its markup, "" for no words."""
    made = _copied(bibl)
    _surname_first(made)
    line = _line(c, made, TEI + "availability")
    said = text_of(line)
    words = language_of_tag(c.header.metadata.language).names
    return sort_key(said, words, words.articles), markup(line) if said else ""


def reference(c: Compositor, bibl: etree._Element, *without: str) -> etree._Element:
    """Turn a bibl, or a witness that has none, into a line. `without`: the tags of children that are left out."""
    return _line(c, _copied(bibl), *without)


def _line(c: Compositor, bibl: etree._Element, *without: str) -> etree._Element:
    _settle_dates(c, bibl)
    line = rendering.line(c, bibl, *without)
    for part in line.iter():
        part.text, part.tail = (text and _BEFORE_FIGURES.sub("\\1\u00a0", text) for text in (part.text, part.tail))
    return line


def _copied(bibl: etree._Element) -> etree._Element:
    """Copy what describes a book, with the language in which it stands."""
    made = copy.deepcopy(bibl)
    made.tail = None
    if not made.get(XML_LANG) and (tag := language_of(bibl)) != "und":
        made.set(XML_LANG, tag)
    return made


def _surname_first(bibl: etree._Element) -> None:
    """Put the surname first in the name with which a reference begins, if it begins with its author or editor."""
    first = next(bibl.iter(*_MAKERS), None)
    if first is None or first.find(TEI + "orgName") is not None or any(text.strip() for text in _before(bibl, first)):
        return
    form = next(iter(first.iterchildren(*_FORMS)), first)
    if form is not first and (first.text or "").strip():
        return
    name = plain(form)
    told = surname_first(form)
    if told in ("", name):
        return
    for child in list(form):
        form.remove(child)
    form.text = told
    if form is not first and (form.tail or "").strip()[:1].isalnum():
        form.tail = f",{form.tail}"


def _before(root: etree._Element, stop: etree._Element, *, titles: bool = True) -> Iterator[str]:
    """Yield the texts of an element before one of its descendants; those of titles only if asked for."""
    within: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if element is stop:
            return
        if event == "start":
            if element.tag == TEI + "title":
                within.append(element)
            if titles or not within:
                yield element.text or ""
            continue
        if within and element is within[-1]:
            within.pop()
        if element is not root and (titles or not within):
            yield element.tail or ""


def _settle_dates(c: Compositor, bibl: etree._Element) -> None:
    """Write dates in words, and take away a year that the words before it have, as in `from the text of 1862, 1862`.

    A year in a title is that of something else.
    """
    for date in list(bibl.iter(TEI + "date")):
        said = plain(date)
        if not len(date):
            date.text = c.words.written_date(said or edtf_of(date.attrib))  # type: ignore[arg-type]
        if re.fullmatch(r"\d{4}", said) and said in re.findall(r"\d+", " ".join(_before(bibl, date, titles=False))):
            _take_away(date)


def _take_away(date: etree._Element) -> None:
    """Take a date away with the signs before it, and the brackets around it."""
    before, parent = date.getprevious(), date.getparent()
    if parent is None:
        return
    text, tail = (parent.text if before is None else before.tail) or "", date.tail or ""
    if text.rstrip().endswith("(") and tail.lstrip().startswith(")"):
        text, tail = text.rstrip()[:-1], tail.lstrip()[1:]
    left = _PARTING.sub("", text) + tail
    if before is None:
        parent.text = left
    else:
        before.tail = left
    parent.remove(date)
