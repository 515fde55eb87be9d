"""Turn each kind of behaviour into the function that sets an element so: the table SETTERS."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections import Counter

from lxml import etree

from edition.language.languages import language_of_tag
from edition.tei.attribute_values import whole_number
from edition.tei.elements import append
from edition.tei.names import DIVISIONS, TEI, XML_ID, XML_LANG
from edition.tei.reading.app_readings import READINGS
from edition.tei.reading.element_text import language, language_of, plain
from edition.writers.book import displays, notes_and_links, printed_apparatus, reading_lines, speaker_variants
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.cited_verses import SAME, verse_of
from edition.writers.book.compositor import Compositor, Setter, speak, text_of
from edition.writers.book.mathematics import LeftOut, core
from edition.writers.book.metadata import XHTML, ids, raw


def _through(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    parent, said = element.getparent(), element.get(XML_LANG)
    turns = said is not None and (parent is None or language(said, "und") != language_of(parent))
    if turns or (element.get(XML_ID) in c.targets and not c.aside):
        into = c.open(into, "span", "", element)
    c.content(element, into)


# Elements that are set in another place, by the function that sets their parent.
_ELSEWHERE = frozenset(TEI + name for name in ("wit", "witDetail", "listWit", "availability", "standOff"))


def _omit(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set nothing. If words are left out, that is reported once for each element (I509)."""
    unsaid = element.iterchildren(TEI + "desc") if element.tag in _ELSEWHERE else (element,)
    if any(re.search(r"\w", raw(part)) for part in unsaid):
        name = etree.QName(element).localname
        c.once("I509", element, name, name=name)


def _inline(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    made = c.open(into, how.tag, how.cls, element)
    _mention(c, element, made)
    made = _looks(c, how, made)
    # Signs that the book adds are no words of the base.
    append(made, how.before)
    c.content(element, made)
    append(made, how.after)


def _looks(c: Compositor, how: Behaviour, into: etree._Element) -> etree._Element:
    """Open the further looks of the words of an element, each within the one before; give the innermost."""
    for look in how.also:
        into = c.open(into, look.tag, look.cls)
    return into


# The attribute of TEI, that of HTML, and the most that HTML allows (https://html.spec.whatwg.org/#attributes-common-to-td-and-th-elements).
_SPANS = (("cols", "colspan", 1000), ("rows", "rowspan", 65534))


def _block(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    if notes_and_links.is_called(c, element):
        return
    if not c.aside:
        c.flow.block()
    made = c.open(into, how.tag, how.cls, element)
    if element.tag == TEI + "surface":
        _page(c, element, how, made)
        if element.get("n"):
            c.open(made, "p", "leaf-number").text = element.get("n")
    if element.get(XML_ID) in c.quoted:
        printed_apparatus.linked(c, element, made)
    if how.tag in ("td", "th"):
        for name, attribute, most in _SPANS:
            if (span := whole_number(element.get(name, ""))) is not None and span > 1:
                made.set(attribute, str(min(span, most)))
    if element.tag == TEI + "bibl":
        pages = element.find(TEI + "citedRange")
        if _quoted_again(c, element):
            _sigla(c, ids(element.get("corresp")), made, ", " if pages is not None else "")
            if pages is not None:
                c.element(pages, made)
            return
        _sigla(c, ids(element.get("corresp")), made, ": ")
    elif how.cls == "version":
        _sigla(c, ids(element.get("source")), made, " ")
    elif verse_of(made) is not None:
        _line_number(c, element, made)
    c.content(element, made)
    if element.tag == TEI + "speaker" and raw(element).isupper():
        made.set("class", f"{how.cls} capitals")
    elif element.tag == TEI + "l" and not c.aside:
        _step(c, element, made)
    if not c.aside:
        c.flow.block()


def _step(c: Compositor, line: etree._Element, made: etree._Element) -> None:
    """Say how many letters the parts of a verse before this one have, so that it can be set below their end."""
    if line.get("part") in ("M", "F"):
        made.set("data-step", str(c.flow.step))
    else:
        c.flow.step = 0
    c.flow.step += len(text_of(made))


def _sigla(c: Compositor, keys: tuple[str, ...], into: etree._Element, after: str) -> None:
    """Write the sigla of the witnesses whose words follow: the review that has a fragment, or the witness of a version side by
    side.
    """
    for key in keys:
        if key in c.header.witnesses:
            into.append(copy.deepcopy(c.header.witnesses[key].markup))
            into[-1].tail = after


def _quoted_again(c: Compositor, bibl: etree._Element) -> bool:
    """Tell whether the source of a fragment stands in full under the fragment before it. If it does, siglum and page are enough."""
    cit = bibl.getparent()
    before = cit.getprevious() if cit is not None and cit.tag == TEI + "cit" else None
    source = before.find(TEI + "bibl") if before is not None and before.tag == TEI + "cit" else None
    keys = ids(bibl.get("corresp"))
    if source is None or not any(key in c.header.witnesses for key in keys):
        return False
    return keys == ids(source.get("corresp")) and plain(bibl, ("citedRange",)) == plain(source, ("citedRange",))


def _division(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    headed = element.find(TEI + "head") is not None
    made = c.open(into, "section", "part", element)
    c.level += headed
    c.content(element, made)
    c.level -= headed


# What a heading is the title of; elsewhere it stands over a list or the like.
_MATTER = (TEI + "body", TEI + "front", TEI + "back")
_TITLED = (*DIVISIONS, *_MATTER)


def _heads_the_cast(parent: etree._Element) -> bool:
    """Tell whether a head is that of a list of the persons of a play, which is a section of its own."""
    return parent.tag == TEI + "castList" and parent.getparent() is not None and parent.getparent().tag in _MATTER  # type: ignore[union-attr]


def _head(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    parent = element.getparent()
    titled = parent is not None and (parent.tag in _TITLED or _heads_the_cast(parent))
    if not titled or (parent is not None and parent.find(TEI + "head") is not element):
        _block(c, element, Behaviour("block", "p", "subhead" if titled else "list-head"), into)
        return
    if not c.aside:
        c.flow.block()
    made = c.open(into, f"h{min(c.level, 6)}", "head" + (" run-in" if "run-in" in element.get("rend", "") else ""))
    made.set("id", c.claim(element.get(XML_ID, ""), "head"))
    if element.get(XML_LANG):
        speak(made, language(element.get(XML_LANG), "und"))
    c.content(element, made)
    c.flow.block()


def _date(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    when = element.get("when", "")
    timed = re.fullmatch(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", when) is not None
    made = c.open(into, "time" if timed else "span", "" if timed else "date", element)
    if timed:
        made.set("datetime", when)
    c.content(element, made)


# Languages whose scripts have no italic.
_UPRIGHT = re.compile(r"(grc|el|he|hbo|yi|arc|syc|ar|fa|ru|uk|bg|sr|cu|zh|ja|ko|cop|hy|ka|sa|hi)(?![a-z])(?!.*Latn)")


def _foreign(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set words of another language as @rend says that they look; where it says nothing, in italics, but in a document that says
    how all of its words look.
    """
    tag = how.tag or ("span" if c.looks_said else "i")
    upright = tag == "i" and _UPRIGHT.match(element.get(XML_LANG, ""))
    made = c.open(into, "span" if upright else tag, f"foreign {how.cls}".rstrip(), element)
    c.content(element, _looks(c, how, made))


def _quotation(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a quotation in the line. Reading systems put quotation marks around <q>, so that one with marks of its own becomes a
    span. In the apparatus and in notes, whose lines are set one by one, the marks are written.
    """
    marks = "“”\"‘’'«»„‚‹›—–"
    before = text_of(into)[-1:] if c.aside else c.flow.tail[-1:]
    marked = raw(element).strip()[:1] in tuple(marks) or before in tuple(marks[:-2])
    written = c.aside and c.lemma != "" and not marked
    made = c.open(into, "span" if marked or written else "q", "quoted" if marked or written else "", element)
    c.content(element, made)
    if written and text_of(made):
        within = any(above.get("class") == "quoted" for above in made.iterancestors())
        opening, closing = _marks_of(language_of(element), c.header.metadata.language, within=within)
        printed_apparatus.spaces_out(made)
        made.text = f"{opening}{made.text or ''}"
        append(made, closing)
    printed_apparatus.spaces_out(made)


# The marks of a quotation within another, by the first mark of that.
_INNER = {"“": "‘’", "«": "“”", "„": "‚‘"}


def _marks_of(tag: str, book: str, *, within: bool) -> tuple[str, str]:
    """Find the marks that open and close a quotation in a language, else in that of the book, else as in English."""
    known = (*language_of_tag(tag).quotation_marks, *language_of_tag(book).quotation_marks, "“”")[0]
    pair = _INNER.get(known[0], known) if within else known
    return pair[0], pair[1]


def _gap(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    if element.get("reason") == "empty":
        # Nothing is lost where nothing was.
        _point(c, element, how, into)
        return
    made = c.open(into, "span", "gap", element)
    made.set("title", c.words.gap)
    with c.set_aside():
        for child in element:
            c.apart(made)
            c.element(child, made)
    words = raw(made).strip()
    # What says itself in brackets what is lost needs no others.
    if not words or unicodedata.category(words[0]) != "Ps":
        made.text = f"[{made.text or ''}" if words else "[…]"
        append(made, "]" if words else "")


# In the elements of _LINED a line of the source is a line of the book. In those of _PROSE it is not, even if they lie in one of
# _LINED.
_LINED = frozenset(("ab", "head", "titlePart", "byline", "docImprint", "address", "signed", "opener", "closer", "epigraph"))
_PROSE = frozenset(("p", "item", "note", "cell", "quote", "q", "l"))


def _break(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a line break of the source: it is kept in verse, headings and the like; in prose it is a space, or nothing if it cuts a
    word.
    """
    before = element.getprevious()
    if before is not None and before.tag == TEI + "pc" and before.get("force") == "weak":
        return
    if element.get("edRef") and _of_one_witness(c, element, into, "line-end"):
        return
    node = element.getparent()
    while node is not None and etree.QName(node).localname not in _PROSE:
        if etree.QName(node).localname in _LINED:
            if element.get("break") == "no" and not element.get("n"):
                return
            if len(into) or (into.text or "").strip():
                c.open(into, "br", "in-word" if element.get("break") == "no" else "")
            _line_number(c, element, into)
            return
        node = node.getparent()
    if element.get("break") != "no":
        c.text(" ", into)


def _of_one_witness(c: Compositor, element: etree._Element, into: etree._Element, cls: str) -> bool:
    """Set what begins a line or a stanza of some witnesses: in a reading of theirs a sign, elsewhere nothing. False if nothing says
    whose it is; then it is as everybody's.
    """
    if not c.declared.named(element.get("edRef", "").split()):
        return False
    if c.is_others(element):
        if (
            not c.looks_said
            and c.flow.tail[-1:].strip()
            and element.get("break") != "no"
            and not (element.tail or " ")[0].isspace()
        ):
            c.text(" ", into)
        return True
    if c.aside and next(element.iterancestors(*READINGS), None) is not None:
        reading_lines.mark(into, cls)
        return True
    return False


def _line_number(c: Compositor, line: etree._Element, into: etree._Element) -> None:
    """Keep the number of a line of verse, if the document has one. cited_verses.py counts with it."""
    # A line of verse that several speakers share counts once.
    mark = line.get("n", "") or (SAME if line.get("part") in ("M", "F") else "")
    if mark and not c.aside:
        place = into if verse_of(into) is not None else c.open(into, "span", "line-begins")
        place.set("data-verse", mark)
        if c.cited_lines.get(mark) == "" and not c.again:
            place.set("id", place.get("id") or c.claim("", "line"))
            c.cited_lines[mark] = place.get("id", "")


def _page(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a page break of the source.

    The breaks of one edition make the page list: the first that is named, and of those in listWit the one whose text it is.
    """
    number = element.get("n", "")
    if c.quiet or not number:
        return
    edition = element.get("ed") or element.get("edRef") or ""
    others = c.is_others(element)
    c.paged = edition if c.paged is None and not others else c.paged
    listed = not others and edition == c.paged and not c.aside and not c.again
    made = c.open(into, "span", "page" if listed else "other-page")
    made.set("id", c.claim(element.get(XML_ID, ""), "page"))
    made.set("title", number)
    if listed:
        c.flow.pages.append((number, made.get("id", "")))


# What another witness begins within its reading, and what begins in the base at its own elements.
_OF_READINGS = frozenset(("stanza", "part", "speech", "verse"))
# What holds blocks, where a break between two of them is one of the page.
_HOLDING_BLOCKS = frozenset(XHTML + tag for tag in ("div", "blockquote", "section"))


def _milestone(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    if element.get("unit") == "page":
        _page(c, element, how, into)
    elif element.get("edRef") and c.is_others(element):
        if element.get("unit") == "speech":
            speaker_variants.speech_begins(c, element, into)
    elif element.get("unit") in _OF_READINGS:
        if element.get("unit") in ("stanza", "section"):
            _of_one_witness(c, element, into, "stanza-end")
    elif element.get("unit") == "paragraph":
        if c.aside or c.flow.tail.strip():
            if not c.aside and not c.flow.tail[-1:].isspace():
                append(into, " ")
            made = c.open(into, "span", "sign")
            made.text = "¶"
            append(into, " ")
    elif _breaks(c, element, into):
        c.open(into, "hr")
    else:
        _point(c, element, how, into)


def _breaks(c: Compositor, milestone: etree._Element, into: etree._Element) -> bool:
    """Tell whether a milestone is a break that a reader sees: between blocks, after one. What has a number counts the parts of a
    system of reference (TEI P5, 3.11.3), unless it says that it breaks the text.
    """
    if not len(into) or (milestone.get("n") is not None and not milestone.get("rend")):
        return False
    if into.tag == XHTML + "section":
        return True
    return milestone.get("unit") == "section" and into.tag in _HOLDING_BLOCKS and not c.aside


def _point(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    if element.get(XML_ID) in c.targets and not c.quiet:
        c.open(into, "span", "", element)


def _label(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    if how.cls == "speaker":
        speaker_variants.in_reading(c, element, into)
        return
    c.content(element, c.open(into, "span", "label", element))


def _name(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a name. It is marked if the index has what it names."""
    if not _indexed(c, element):
        _through(c, element, how, into)
        return
    made = c.open(into, "span", "name", element)
    _mention(c, element, made)
    c.content(element, made)


def _indexed(c: Compositor, element: etree._Element) -> list[str]:
    """Find what of the index an element names, by xml:id; nothing where it is a copy of what stands elsewhere."""
    if c.quiet or c.again:
        return []
    return [ident for ident in ids(element.get("ref") or element.get("key")) if ident in c.named]


def _mention(c: Compositor, element: etree._Element, made: etree._Element) -> None:
    """Note the place of a name for the index, and give it an id."""
    for ident in _indexed(c, element):
        if not made.get("id"):
            made.set("id", c.claim("", "name"))
        c.mentions.setdefault(ident, []).append(made.get("id", ""))


def _verbatim(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    made = c.open(c.open(into, "pre"), "code")
    inside = "".join(etree.tostring(child, encoding="unicode") for child in element)
    made.text = ((element.text or "") + re.sub(r' xmlns(:\w+)?="[^"]*"', "", inside)).strip("\n")


def _math(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    left = LeftOut()
    into.append(core(element, left))
    c.leave_out(element, left)


def _program(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set nothing of an element whose text is no text to be read, such as a script of HTML."""
    c.leave_out(element, LeftOut(Counter((etree.QName(element).localname,))))


SETTERS: dict[str, Setter] = {
    "block": _block,
    "inline": _inline,
    "through": _through,
    "omit": _omit,
    "division": _division,
    "head": _head,
    "list": displays.listed,
    "table": displays.table,
    "figure": displays.figure,
    "graphic": displays.graphic,
    "note": notes_and_links.note,
    "call": notes_and_links.call,
    "variation": printed_apparatus.variation,
    "choice": printed_apparatus.choice,
    "date": _date,
    "foreign": _foreign,
    "link": notes_and_links.link,
    "gap": _gap,
    "break": _break,
    "page": _page,
    "milestone": _milestone,
    "point": _point,
    "name": _name,
    "quotation": _quotation,
    "verbatim": _verbatim,
    "math": _math,
    "drawing": displays.drawing,
    "program": _program,
    "label": _label,
    "sense": displays.sense,
    "ruby": displays.ruby,
    "attestation": printed_apparatus.attestation,
}
