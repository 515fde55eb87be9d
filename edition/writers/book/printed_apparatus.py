"""Turn the apparatus of a TEI document into the entries of a printed one: a negative apparatus, the lemma first.

A reading that agrees with the base is not printed. A mark of punctuation is printed with the word before it. What a witness
lacks is “not in” it; what only one witness has, it “adds” (Guidelines 13.1; Maas, Textkritik, on the negative apparatus).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import BESIDE, SILENT, TEI, XML_ID
from edition.tei.reading.app_readings import POINTS, READINGS, edited_reading, only_points, readings_of, tokens_of
from edition.writers.book import free_bead, listed_apparatus, reading_grades, reading_remarks, speaker_variants
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.compositor import BLOCKS, AttestedStretch, Compositor, make
from edition.writers.book.metadata import XHTML, ids, raw
from edition.writers.book.printed_readings import (
    agree,
    entry,
    last_word,
    lemma_markup,
    printed,
    sigla,
    sigla_named,
    speak_as_witnesses,
    unbroken,
    witnesses,
)
from edition.writers.book.types import ApparatusEntry, SourceForm

# The elements in a choice that hold the form to be read.
_CHOSEN = ("corr", "reg", "expan")


# --- Variation ------------------------------------------------------------------------------------------------------


def variation(c: Compositor, app: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set an app: its lemma in the text, and an entry in the apparatus."""
    readings = list(readings_of(app))
    if listed_apparatus.is_listed(app):
        listed_apparatus.listed(c, app, into)
        return
    if all(only_points(reading) for reading in readings):
        for reading in readings:
            c.content(reading, into)
        _remarks_alone(c, app, readings, into)
        return
    lemma = _lemma(c, app, readings)
    others = [reading for reading in readings if reading is not lemma]
    if speaker_variants.is_of_speaker(app):
        _of_speaker(c, app, lemma, others, into)
        return
    start = c.flow.length
    _set(c, app, lemma, others, into)
    if not c.aside and _parts(c, app, lemma, others):
        c.flow.parting.append((start, c.flow.length))


def _of_speaker(
    c: Compositor, app: etree._Element, lemma: etree._Element, others: list[etree._Element], into: etree._Element
) -> None:
    """Set an app on who speaks: to whom others give the speech, or that they run on, stands in the apparatus; other forms of the
    name stand in a table.
    """
    if begun := [] if raw(lemma).strip() else speaker_variants.beginnings(others):
        c.content(lemma, into)
        for milestone in begun:
            speaker_variants.speech_begins(c, milestone, into)
        return
    if c.settings.apparatus in ("all", "stylistic"):
        # A table is no apparatus: it has the other forms of names where readings of that grade are not printed, too.
        forms = [reading for reading in others if reading_grades.grade_of(app, reading) == "accidental"]
        named = speaker_variants.named_otherwise(c, lemma, forms)
        others = [reading for reading in others if reading not in forms or reading in named]
        if not others:
            c.content(lemma, into)
            return
    _set(c, app, lemma, others, into)


def _set(c: Compositor, app: etree._Element, lemma: etree._Element, others: list[etree._Element], into: etree._Element) -> None:
    if c.quiet:
        c.content(lemma, into)
        return
    if c.aside:
        _in_line(c, lemma, others, into)
        return
    told = [reading for reading in others if not {SILENT, BESIDE}.intersection(ids(reading.get("ana"))) and not of_line(reading)]
    if c.opposite and not reading_remarks.is_remarked(app):
        told = [reading for reading in told if not c.opposite.issuperset(c.declared.of(reading) or ("?",))]
    if app in c.pieces:
        span = c.open(into, "span", "lem")
        span.set("id", c.pieces[app])
        _lemma_in_text(c, lemma, span)
        told = []
    elif chosen := _chosen(c, app, told, others):
        told = [reading for reading in chosen if reading is not app]
        _entry(c, app, lemma, told, into)
    else:
        c.content(lemma, into)
        told = []
    # The notes in readings that are not printed are printed, so that none is lost.
    for element in (element for reading in others if reading not in told for element in reading.iter(TEI + "note", *POINTS)):
        c.element(element, into)


def _chosen(c: Compositor, app: etree._Element, told: list[etree._Element], others: list[etree._Element]) -> list[etree._Element]:
    """The readings of which an entry is made, of those that the editor lets be told; none where there is to be no entry.

    An app that has only a lemma is printed for its notes: the app stands for its readings then. An app on marks of list items is
    never printed: only the TEI has it.
    """
    if _of_list_marks(app) or app in c.going_on:
        return []
    if not others:
        return reading_grades.wanted(c, app, [app])
    chosen = reading_grades.wanted(c, app, told)
    reading_grades.leave_out(c, app, [reading for reading in told if reading not in chosen])
    return chosen


def of_line(reading: etree._Element) -> bool:
    """Tell whether a reading has only the capital that begins a verse, or has it not: a difference of lines, and no reading."""
    return "lineation" in reading.get("cause", "").split()


def _parts(c: Compositor, app: etree._Element, lemma: etree._Element, others: list[etree._Element]) -> bool:
    """Tell whether another witness has other words here, not only other punctuation or spelling. A reading without a siglum counts
    as another witness's; a witness that is not compared does not count.
    """
    same = c.declared.of(lemma)
    compared = [
        reading
        for reading in others
        if BESIDE not in ids(reading.get("ana")) and reading_grades.grade_of(app, reading) != "accidental"
    ]
    return any(key not in same for reading in compared for key in c.declared.of(reading) or ("?",))


def _in_line(c: Compositor, lemma: etree._Element, others: list[etree._Element], into: etree._Element) -> None:
    """Set the readings of an app within a note or another reading in the line, since it gets no entry: “nested [other T2]”."""
    c.content(lemma, into)
    first = printed(c, lemma, quiet=True)
    for reading in others:
        other = printed(c, reading)
        if agree(other, first) or of_line(reading):
            continue
        append(into, " [")
        speak_as_witnesses(c, other.markup, [other])
        into.append(other.markup)
        append(into, " ")
        into.append(sigla(c, [other]))
        append(into, "]")


def _lemma(c: Compositor, app: etree._Element, readings: list[etree._Element]) -> etree._Element:
    """Choose the lemma: lem, else the reading of the section's base, else the first (I503)."""
    lemma = edited_reading(readings, c.flow.base)
    if lemma is None:
        return readings[0]
    if lemma.tag != TEI + "lem":
        c.once("I503", app, "")
    return lemma


def _of_list_marks(app: etree._Element) -> bool:
    """Tell whether the readings of an app are marks of list items and nothing else: dashes, numbers."""
    if next(app.iter(TEI + "label"), None) is None:
        return False
    readings = list(readings_of(app))
    words = [raw(element).strip() for element in readings]
    marks = [
        "".join(raw(label) for label in element.iter(TEI + "label") if label.get("type") != "speaker").strip()
        for element in readings
    ]
    return any(marks) and words == marks


def _entry(c: Compositor, app: etree._Element, lemma: etree._Element, others: list[etree._Element], into: etree._Element) -> None:
    tail, slot = c.flow.tail, c.flow.slot()
    anchor = c.claim(app.get(XML_ID, ""), "a")
    span = c.open(into, "span", "lem")
    span.set("id", anchor)
    before, c.lemma = c.lemma, anchor
    _lemma_in_text(c, lemma, span)
    pieces = c.tied.get(app, ())
    tied = [_lemma(c, piece, list(readings_of(piece))) for piece in pieces]
    first = printed(c, lemma, quiet=True, tied=tied)
    rest = [reading for element in others if not agree(reading := printed(c, element, tied=_rest_of(c, element, pieces)), first)]
    c.lemma = before
    for point in (point for reading in others if len(reading) for point in reading.iter(*POINTS)):
        c.element(point, into)
    after = pieces[-1].tail if pieces else app.tail
    not_in = c.words.no_new_speech if speaker_variants.is_of_speaker(app) else ""
    partner = (key, key in c.used) if (key := reading_grades.partner_of(app)) else None
    free = free_bead.covers(app)
    if free:
        head, readings = None, free_bead.readings(c, rest)
    else:
        head, readings = entry(c, tail, after or "", first, rest, partner, not_in)
    reading_remarks.comments(c, app, readings, sigla_named)
    if not len(readings):
        _dissolve(span)
        return
    more = tuple(c.claim(piece.get(XML_ID, ""), "a") for piece in pieces)
    c.pieces.update(zip(pieces, more, strict=True))
    if head is not None and not c.flow.base and (lemma.get("wit") or lemma.get("source")) and first.text:
        append(head, " ")
        head.append(sigla(c, [first]))
    grade = reading_grades.highest_grade(app, others)
    types = {reading.get("type", "") for reading in others if reading.get("type")}
    kind = "free" if free else types.pop() if len(types) == 1 else app.get("type", "")
    ident = c.claim(f"{anchor}.app", "app")
    # A verse of which the lemma has no word is not one over which it goes.
    end = next((name for name, part in zip(reversed(more), reversed(tied), strict=True) if raw(part).strip()), "")
    slot.append(ApparatusEntry(ident, anchor, end, head, readings, kind, grade, more))
    c.places[app] = ident


def _remarks_alone(c: Compositor, app: etree._Element, readings: list[etree._Element], into: etree._Element) -> None:
    """Make an entry of what is said of an app whose readings only say where witnesses begin, end or have a gap."""
    if c.quiet or c.aside or c.settings.apparatus == "none" or not reading_remarks.is_remarked(app):
        return
    tail, slot, said = c.flow.tail, c.flow.slot(), make("span", "readings")
    for reading in readings:
        if (remark := reading_remarks.after_sigla(c, reading, sigla_named)) is not None:
            said.append(remark)
    reading_remarks.comments(c, app, said, sigla_named)
    anchor, word = _anchor(c, app, into), last_word(tail)
    slot.append(ApparatusEntry(c.claim(f"{anchor}.app", "app"), anchor, "", lemma_markup(word) if word else None, said, "", ""))


def _rest_of(c: Compositor, reading: etree._Element, pieces: Sequence[etree._Element]) -> list[etree._Element]:
    """Find the words with which a reading goes on in the apps that are tied to its own. In ours it stands whole in the first."""
    if reading.tag == TEI + "app":
        return []
    of = {*c.declared.of(reading)}
    found = (other for app in pieces for other in readings_of(app) if other.tag == TEI + "rdg" and {*c.declared.of(other)} == of)
    return [other for other in found if raw(other).strip()]


def _lemma_in_text(c: Compositor, lemma: etree._Element, span: etree._Element) -> None:
    """Set the words of a lemma in the text, into the span that is opened for it."""
    c.content(lemma, span)
    if len(span) and any(child.tag in BLOCKS for child in span.iter()):
        span.tag = XHTML + "div"
    spaces_out(span)


def spaces_out(span: etree._Element) -> None:
    """Move white space at the ends of a lemma or quotation out of its element, because it is not part of the words."""
    text = span.text or ""
    if text[:1].isspace():
        before, parent = span.getprevious(), span.getparent()
        space = text[: len(text) - len(text.lstrip())]
        span.text = text.lstrip()
        if before is not None:
            before.tail = (before.tail or "") + space
        elif parent is not None:
            parent.text = (parent.text or "") + space
    ending = span[-1].tail if len(span) else span.text
    if ending and ending[-1].isspace():
        space = ending[len(ending.rstrip()) :]
        span.tail = space + (span.tail or "")
        if len(span):
            span[-1].tail = ending.rstrip()
        else:
            span.text = ending.rstrip()


def _dissolve(span: etree._Element) -> None:
    """Turn a lemma to which no entry belongs after all into plain text. Its id stays, so that links find the place."""
    del span.attrib["class"]


# --- Emendation -----------------------------------------------------------------------------------------------------


def choice(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Set a choice: the form that is corrected, regular or expanded. What the print has instead goes into the apparatus.

    Other forms, which are no reading of a print (spellings, abbreviations, letters lost in a file), are collected for a list of
    their own.
    """
    forms = [child for child in element if isinstance(child.tag, str)]
    named = (found for name in _CHOSEN if (found := element.find(TEI + name)) is not None)
    chosen = next(named, forms[0] if forms else element)
    sic = element.find(TEI + "sic")
    asked = c.settings.apparatus in ("all", "stylistic")
    wanted = asked and chosen.tag == TEI + "corr" and chosen.get("type") != "extraction"
    if sic is None or c.quiet or not wanted or c.lemma == "note":
        if c.quiet or c.again:
            c.content(chosen, into)
            return
        place = c.lemma if c.lemma != "note" else ""
        before, made = len(c.flow.forms), None if place or c.aside else c.open(into, "span")
        _gather(c, element, chosen, forms, place or c.flow.section)
        c.content(chosen, into if made is None else made)
        if made is not None and len(c.flow.forms) > before:
            # The list of forms leads to the words.
            made.set("id", ident := c.claim(element.get(XML_ID, ""), "f"))
            c.flow.forms[before:] = [replace(form, anchor=ident) for form in c.flow.forms[before:]]
        return
    tail, slot, anchor = c.flow.tail, c.flow.slot(), c.lemma
    if anchor:
        c.content(chosen, into)
    else:
        anchor = c.claim(element.get(XML_ID, ""), "c")
        span = c.open(into, "span", "lem")
        span.set("id", anchor)
        c.content(chosen, span)
    first, second = printed(c, chosen, quiet=True), printed(c, sic, quiet=True)
    head, readings = entry(c, tail, "", first, [second], None)
    _says(c, readings, element)
    _gather(c, element, chosen, [form for form in forms if form is not sic], anchor)
    slot.append(ApparatusEntry(c.claim(f"{anchor}.sic", "sic"), anchor, "", head, readings, "emendation", ""))


def _gather(c: Compositor, choice: etree._Element, chosen: etree._Element, forms: list[etree._Element], anchor: str) -> None:
    """Note the forms of a choice that nothing prints. `anchor`: the id of its place."""
    first = printed(c, chosen, quiet=True)
    others = [printed(c, form, quiet=True) for form in forms if form is not chosen]
    sigla = witnesses(c, _sources_of(c, choice))
    # If only a paragraph break was put in or taken out, there are no words to show.
    c.flow.forms += [
        SourceForm(first.markup, other.markup, sigla, anchor) for other in others if unbroken(other) not in ("", unbroken(first))
    ]


def _sources_of(c: Compositor, choice: etree._Element) -> tuple[str, ...]:
    """Find the witnesses in which a choice stands: those of its reading, else the base of the section."""
    reading = next((found for found in choice.iterancestors(*READINGS)), None)
    if reading is not None:
        return c.declared.pointed(tokens_of(reading))
    return (c.flow.base,) if c.flow.base else ()


def _says(c: Compositor, readings: etree._Element, element: etree._Element) -> None:
    """Add who prints what was emended: the witness of the reading, else the base of the section."""
    keys = _sources_of(c, element)
    for names in readings.iter(XHTML + "span"):
        if names.get("class") == "sigla":
            said = etree.SubElement(names, XHTML + "i", {"class": "ed"})
            said.text = c.words.sic
            if keys:
                said.tail = " "
                names.append(witnesses(c, keys))


# --- Attestation: where a witness begins, breaks off, is lacking ----------------------------------------------------


def attestation(c: Compositor, point: etree._Element, how: Behaviour, into: etree._Element) -> None:
    """Note the place where a quotation or a gap of a witness begins or ends. `entries` makes the entries from it."""
    if c.quiet:
        return
    name = etree.QName(point).localname
    reading = next(point.iterancestors(*READINGS), None)
    keys = c.declared.pointed(point.get("wit", "").split() or (tokens_of(reading) if reading is not None else ()))
    if name == "witStart":
        c.flow.quoting.update(keys)
    keys = tuple(key for key in keys if key not in c.opposite)
    if c.settings.apparatus == "none" or c.aside or not keys:
        return
    kind = "quotation" if name.startswith("wit") else "lacuna"
    if name.endswith("Start"):
        c.flow.opened.append(AttestedStretch(c.flow.slot(), kind, keys, _anchor(c, point, into), c.flow.length))
        return
    anchor = ""
    named = set(keys)
    for opened in [opened for opened in c.flow.opened if opened.kind == kind and not named.isdisjoint(opened.keys)]:
        anchor = anchor or _anchor(c, point, into)
        c.flow.opened.remove(opened)
        ending = tuple(key for key in opened.keys if key in named)
        lasting = tuple(key for key in opened.keys if key not in named)
        c.flow.closed.append(replace(opened, keys=ending, end_anchor=anchor, end=c.flow.length))
        if lasting:
            c.flow.opened.append(replace(opened, keys=lasting))


def _anchor(c: Compositor, point: etree._Element, into: etree._Element) -> str:
    """Give the id of an empty lemma in this place; between blocks, that of the section."""
    if c.lemma:
        return c.lemma
    if into.tag == XHTML + "section":
        return c.flow.section
    last = into[-1] if len(into) else None
    if last is not None and last.get("class") == "lem" and not last.tail and not len(last) and not last.text:
        return last.get("id", "")
    made = c.open(into, "span", "lem")
    made.set("id", c.claim("", "t"))
    return made.get("id", "")


def entries(c: Compositor) -> tuple[ApparatusEntry, ...]:
    """Make the apparatus of the section that has just been set, in the order of the text."""
    flow = c.flow
    text = "".join(flow.parts)
    for stretch in [*flow.closed, *(replace(opened, end=flow.length) for opened in flow.opened)]:
        words = text[stretch.start : stretch.end].strip()
        whole = stretch.kind == "lacuna" and not text[: stretch.start].strip() and not text[stretch.end :].strip()
        readings = make("span", "readings")
        said = c.words.quoted_in if stretch.kind == "quotation" else c.words.not_in
        phrase = etree.SubElement(readings, XHTML + "i", {"class": "ed"})
        phrase.text = said[:1].upper() + said[1:] if whole else said
        phrase.tail = " "
        names = witnesses(c, stretch.keys)
        readings.append(names)
        if whole:
            append(readings, ".")
        anchor = flow.section if whole else stretch.anchor
        end = "" if whole or stretch.end_anchor in (anchor, flow.section) else stretch.end_anchor
        lemma = None if whole or not words else lemma_markup(words)
        stretch.slot.append(ApparatusEntry(c.claim(f"{anchor}.att", "att"), anchor, end, lemma, readings, "attestation", ""))
    return tuple(found for slot in flow.slots for found in slot)


def linked(c: Compositor, element: etree._Element, into: etree._Element) -> None:
    """Make an entry for a block that reviews quote although the translation stands in full (linkGrp quotation)."""
    if c.aside or c.settings.apparatus == "none":
        return
    made = c.open(into, "span", "lem")
    anchor = c.claim("", "q")
    made.set("id", anchor)
    readings = make("span", "readings")
    phrase = etree.SubElement(readings, XHTML + "i", {"class": "ed"})
    phrase.text, phrase.tail = c.words.quoted_in, " "
    readings.append(witnesses(c, c.quoted[element.get(XML_ID, "")]))
    c.flow.slot().append(ApparatusEntry(f"{anchor}.app", anchor, "", None, readings, "attestation", ""))
