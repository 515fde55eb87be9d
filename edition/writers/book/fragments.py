"""Turn quotations that no entry holds, each with its source below it, into groups: under each source, named once, all that is
quoted from it, the short ones run on.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.tei.elements import append
from edition.writers.book.compositor import BLOCKS, make, text_of
from edition.writers.book.metadata import XHTML, raw

# A quotation of more letters is a paragraph of its own. By eye: two lines of a page of A5.
_SHORT = 140
# What stands between two quotations that run on. No line begins with it.
APART = "\u00a0\u00a0·\u2003"


@dataclass(frozen=True, slots=True)
class _ReviewFragment:
    """A quotation as it was set: its block, its words, the siglum of who quotes it, the rest of the line on its source."""

    cit: etree._Element
    words: etree._Element
    siglum: etree._Element
    source: tuple[etree._Element, ...]
    place: str


def group(body: etree._Element, level: int, authors: Mapping[str, str]) -> None:
    """Group the quotations that follow one another in a section, in place.

    `level`: that of the headings of groups. `authors`: siglum of a witness -> who wrote it, "" where nobody is named.
    """
    waiting: list[_ReviewFragment] = []
    for block in [*body, None]:
        fragment = None if block is None else _fragment(block)
        if waiting and (fragment is None or raw(fragment.siglum) != raw(waiting[0].siglum)):
            _write(body, waiting, level, authors.get(raw(waiting[0].siglum), ""))
            waiting = []
        if fragment is not None:
            waiting.append(fragment)


def _fragment(block: etree._Element) -> _ReviewFragment | None:
    """Read a block as a quotation with its source; None if it is another block, or its source begins with no siglum."""
    parts = list(block)
    if block.get("class") != "cit" or len(parts) != 2 or parts[0].tag != XHTML + "blockquote" or parts[1].get("class") != "bibl":
        return None
    words, bibl = parts
    if (bibl.text or "").strip() or not len(bibl) or bibl[0].get("class") != "siglum":
        return None
    parts = list(bibl)
    source, place = parts[1:], (parts[-1].tail or "").strip(" ,:.")
    if any((part.tail or "").strip(" ,:.") for part in parts[:-1]):
        # Words between names and titles, which have no other place.
        return None
    return _ReviewFragment(block, words, bibl[0], tuple(source), place)


def _write(body: etree._Element, fragments: Sequence[_ReviewFragment], level: int, author: str) -> None:
    """Write a group where its first quotation stood."""
    heading = make(f"h{min(level, 6)}", "head source")
    first = fragments[0]
    siglum = copy.deepcopy(first.siglum)
    siglum.tail = None
    heading.append(siglum)
    if author:
        append(heading, f" {author}")
    for part in first.source:
        append(heading, ", " if author or len(heading) > 1 else " ")
        named = copy.deepcopy(part)
        named.tail = None
        heading.append(named)
    first.cit.addprevious(heading)
    run: etree._Element | None = None
    for fragment in fragments:
        others = fragment.source if fragment is not first else ()
        blocks = any(part.tag in BLOCKS for part in fragment.words.iterdescendants())
        if blocks or others or len(text_of(fragment.words)) > _SHORT:
            _alone(fragment, others)
            run = None
            continue
        if run is None:
            run = make("p", "fragments-run")
            fragment.cit.addprevious(run)
        else:
            append(run, APART)
        run.append(_in_line(fragment))
        body.remove(fragment.cit)


def _alone(fragment: _ReviewFragment, others: Sequence[etree._Element]) -> None:
    """Leave a quotation a block of its own, with what is said of its place at its end."""
    bibl = fragment.cit[1]
    for part in list(bibl):
        bibl.remove(part)
    for part in others:
        part.tail = ", "
        bibl.append(part)
    append(bibl, fragment.place)
    if not others and not fragment.place:
        fragment.cit.remove(bibl)


def _in_line(fragment: _ReviewFragment) -> etree._Element:
    made = make("span", "fragment")
    if ident := fragment.cit.get("id"):
        made.set("id", ident)
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        if fragment.words.get(name):
            made.set(name, fragment.words.get(name, ""))
    made.text = fragment.words.text
    made.extend(list(fragment.words))
    if fragment.place:
        append(made, f" ({fragment.place})")
    return made
