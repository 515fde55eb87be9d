"""Turn the markup of a book into the HTML that is set: without namespaces, with numbered calls, notes and entries as blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from lxml import etree

from edition.language.book_words import GRADE_SIGNS
from edition.language.tags import direction_of, has_leftward
from edition.tei.elements import append
from edition.tei.names import XML_LANG
from edition.writers.book.capitals import is_number, untitled
from edition.writers.book.one_line import INLINE, set_in_one_line
from edition.writers.book.types import ApparatusEntry, BookNote, Section
from edition.writers.pdf.formulas import MATHML, in_a_line

# A source of at most so many letters says no more than siglum and pages. By eye; it
# brought the fragments of one review from thirty pages to seventeen.
SIGLUM_AND_PAGES = 24
# A word of LONG_WORD letters or more may be divided at the end of a line without a hyphen, at MAY_END, which is not seen. By eye:
# words of languages are shorter, addresses of the web longer. In `parted`, a run of letters and digits may be divided after every
# eighth.
LONG_WORD, MAY_END = 30, "\u200b"
# At these Pango begins a line, which WeasyPrint does not expect (NEXT LINE, LINE SEPARATOR, PARAGRAPH SEPARATOR).
_PARTERS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
# What a word of a language is made of, besides signs around it.
_LETTERS_AND_HYPHENS = re.compile(r"[^\w\s]*(?:[^\W\d_]|\b[-‐]\b)+[^\w\s]*")
LEFT_TO_RIGHT = "\u200e"
FACE = "EB Garamond 12, EB Garamond, serif"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A note with its mark in print, a number or a letter.

    `series`: 0, or 1 for the notes that stand below series 0. `order`: its place among all notes.
    """

    note: BookNote
    mark: str
    series: int
    order: int


def plain(element: etree._Element, notes: Mapping[str, PrintedNote], say: str) -> etree._Element:
    """Copy an element without its namespace. Calls get their marks, links the words that a screen reader says.

    `notes`: id of a call -> note. `say`: the word for a note in the book's language.
    """
    copy = etree.Element(etree.QName(element).localname)
    for name, value in element.attrib.items():
        if name != XML_LANG and not str(name).startswith("{"):
            copy.set(name, value)
    if copy.get("lang"):
        copy.set("dir", direction_of(copy.get("lang", ""), map(str, element.itertext())))
    copy.text = parted(element.text)
    for child in element:
        if isinstance(child.tag, str):
            piece = in_a_line(child) if child.tag == f"{MATHML}math" else plain(child, notes, say)
            piece.tail = parted(child.tail)
            copy.append(piece)
        elif child.tail:
            append(copy, parted(child.tail) or "")
    if copy.tag == "span" and copy.get("class") == "call" and copy.get("id") in notes:
        note = notes[copy.get("id", "")]
        call = etree.SubElement(copy, "a", {"href": f"#{note.note.id}", "class": "call", "data-says": f"{say} {note.mark}"})
        call.text = note.mark
    elif copy.tag == "a" and copy.get("href"):
        copy.set("data-says", copy.attrib.pop("aria-label", "") or text_of(copy) or copy.get("href", ""))
    return copy


def parted(text: str | None) -> str | None:
    """Allow words that may be longer than a line, such as addresses of the web, to be divided after their stops or anywhere.

    What is made of letters and hyphens alone is a word of a language: it is divided by its rules, with hyphens.
    """
    if text is None or len(text) < LONG_WORD:
        return text
    return re.sub(rf"\S{{{LONG_WORD},}}", _parted_word, text)


def _parted_word(word: re.Match[str]) -> str:
    if _LETTERS_AND_HYPHENS.fullmatch(word[0]):
        return re.sub(rf"\w{{{LONG_WORD},}}", lambda run: re.sub(r"\w{8}(?=\w)", "\\g<0>\u00ad", run[0]), word[0])
    return re.sub(r"[^\w\s]+(?=\w)|\w{8}(?=\w)", rf"\g<0>{MAY_END}", word[0])


def text_of(element: etree._Element) -> str:
    """The text of an element in one line."""
    return " ".join(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split())


def settle(element: etree._Element) -> None:
    """Move every empty span that stands after a space to before the space, in place, and mark it `data-next`.

    After an empty span that follows a space WeasyPrint would begin no line. White space before the first word of a block is taken
    out, after the number of a verse too.
    """
    begun = False
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag not in INLINE:
            begun = False
        if event == "end":
            begun = begun or bool(part.tail and part.tail.strip())
            continue
        parent, before = part.getparent(), part.getprevious()
        if part.tag == "span" and not len(part) and not part.text and parent is not None:
            text = (parent.text if before is None else before.tail) or ""
            if before is None:
                parent.text = text.rstrip(" ")
            else:
                before.tail = text.rstrip(" ")
            if text.endswith(" ") and begun:
                part.tail = " " + (part.tail or "").lstrip(" ")
                part.set("data-next", "")
        # The number of a verse is not printed where it stands in the text (page.css).
        begun = begun or bool(part.text and part.text.strip() and part.get("class") != "line-number")


def written(element: etree._Element) -> str:
    """Turn an element without namespace into XHTML, without its tail."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def attributes(values: Mapping[str, str]) -> str:
    """Write attributes with a space before each. Those with an empty value are left out."""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in values.items() if value)


def document(parts: Iterable[str], language: str, head: str = "") -> str:
    """Write a whole document of XHTML without namespace. Signs that part lines for Pango alone, and not in CSS, become spaces."""
    start = f'<html lang="{html.escape(language)}"><head>{head}</head><body>'
    return (start + "".join(parts) + "</body></html>").translate(_PARTERS)


def numbered_notes(sections: Sequence[Section]) -> dict[str, PrintedNote]:
    """Give the notes of sections their marks, in the order of their first calls: id of a call -> note.

    Notes are numbered through the book. If the editor has notes besides those of translators or authors, the editor's notes are a
    series of their own with letters: a to z, then from a on again, so that hardly a page has a letter twice.
    """
    series = {note.series == "editorial" for section in sections for note in section.notes}
    both = len(series) == 2
    found: dict[str, PrintedNote] = {}
    order: list[str] = []
    letter = number = 0
    for section in sections:
        for note in _in_order(section):
            below = both and note.series == "editorial"
            mark = ascii_lowercase[letter % len(ascii_lowercase)] if below else str(number + 1)
            letter, number = letter + below, number + (not below)
            printed = PrintedNote(note, mark, int(below), len(order))
            order.append(note.anchor)
            found.update((anchor, printed) for anchor in (note.anchor, *note.again))
    return found


def _in_order(section: Section) -> Iterator[BookNote]:
    """Yield the notes of a section in the order of their calls. Notes called in an entry stand before those inside its lemma."""
    waiting = {note.anchor: note for note in section.notes}
    in_entries: dict[str, list[str]] = {}
    for entry in section.apparatus:
        calls = [call for call in _calls(entry.readings) if call in waiting]
        in_entries.setdefault(entry.anchor, []).extend(calls)
    for element in section.body.iter():
        name = element.get("id")
        for anchor in (*in_entries.pop(name, ()), name) if name else ():
            if anchor in waiting:
                yield waiting.pop(anchor)
    yield from waiting.values()


def _calls(element: etree._Element) -> Iterator[str]:
    """Yield the ids of the calls in markup."""
    for inner in element.iter():
        if inner.get("class") == "call" and inner.get("id"):
            yield inner.get("id", "")


def calls_of(entry: ApparatusEntry) -> tuple[str, ...]:
    """Find the ids of the calls in an entry's readings."""
    return tuple(_calls(entry.readings))


def section_markup(section: Section, notes: Mapping[str, PrintedNote], say: str, *, numbered: bool) -> etree._Element:
    """Turn a section into the markup that is set.

    `say`: the word for a note in the book's language. `numbered`: its lines count for the line numbers.
    """
    body = plain(section.body, notes, say)
    _adorn(body)
    settle(body)
    if section.kind == "fragments":
        _run_in(body)
    if numbered:
        # The heading of a year or a chapter does not count as a line, unless an entry of the apparatus stands at it.
        keyed = {entry.anchor for entry in section.apparatus}
        for part in body if section.kind == "division" else (body,):
            if part.tag not in HEADINGS or any(inner.get("id") in keyed for inner in part.iter()):
                part.set("data-numbered", "")
    for figure in body.iter("svg"):
        # WeasyPrint takes the face of the letters in a figure from the figure alone, not from the style sheet.
        figure.set("font-family", FACE)
        figure.set("xmlns", "http://www.w3.org/2000/svg")
    if section.language:
        body.set("lang", section.language)
        body.set("dir", direction_of(section.language, map(str, body.itertext())))
    return body


# How far a further part of a verse stands from the margin, in em for each letter before it, and the most letters of a line. By eye,
# on a scene in verse: the mean letter of the text face, and a line of the narrowest page that docs/pdf.md names.
_LETTER, _LINE = 0.42, 56


def _adorn(body: etree._Element) -> None:
    """Set breaks as a row of stars, each further part of a verse below the end of the part before it, the rows of heads with
    which a table begins as its head, a title that follows a number without a stop below the number, and the siglum of each of
    several versions before its first line.
    """
    for heading in body.iter(*HEADINGS):
        _title_below(heading)
    for version in body.iterfind(".//div[@class='version']"):
        _lead(version)
    for table in body.iter("table"):
        _headed(table)
    for rule in list(body.iter("hr")):
        rule.tag, rule.text = "p", "* * *"
        rule.set("class", "ornament")
    for line in body.iter("div"):
        if step := int(line.get("data-step", "0")):
            line.set("style", f"margin-left: {min(step, max(0, _LINE - len(text_of(line)))) * _LETTER:.2f}em")


def _title_below(heading: etree._Element) -> None:
    """Begin a line with the title of a heading if what stands before it is a number without a stop."""
    title = heading.find(".//span[@class='title']")
    if title is None or not is_number(untitled(heading)):
        return
    # An anchor before the title, or an element around it, is of the line of the title.
    begin = title
    while True:
        before, parent = begin.getprevious(), begin.getparent()
        if before is not None and before.tag == "br":
            return
        if before is not None and not len(before) and not before.text and not (before.tail or "").strip():
            begin = before
        elif before is None and parent is not None and parent is not heading and not (parent.text or "").strip():
            begin = parent
        else:
            break
    begin.addprevious(etree.Element("br"))


def _lead(version: etree._Element) -> None:
    """Put the siglum of a version before the first line of its first verse, item or speech, if it begins with one."""
    if not len(version) or version[0].get("class") != "siglum" or (version.text or "").strip():
        return
    siglum = version[0]
    siglum.set("class", "siglum leads")
    siglum.tail = (siglum.tail or "").lstrip() or None
    # The space is of the siglum, so that the words after it begin where the other lines do.
    append(siglum, "\u2002")
    if siglum.tail or len(version) < 2 or version[1].tag in INLINE:
        return
    version.set("class", "version of-blocks")
    first = version[1]
    while len(first) and not (first.text or "").strip() and first[0].tag not in INLINE:
        first = first[0]
    siglum.tail, first.text = (first.text or "").lstrip(), None
    first.insert(0, siglum)


def _headed(table: etree._Element) -> None:
    """Make the rows of a table that say what stands in its columns its head, if rows follow them."""
    rows = [part for part in table if part.tag != "caption"]
    count = next((at for at, row in enumerate(rows) if row.tag != "tr" or not _names_columns(row)), len(rows))
    if 0 < count < len(rows) and all(cell.get("rowspan", "1") == "1" for row in rows[:count] for cell in row):
        head = etree.Element("thead")
        rows[0].addprevious(head)
        head.extend(rows[:count])


def _names_columns(row: etree._Element) -> bool:
    return len(row) > 0 and all(cell.tag == "th" and cell.get("scope") == "col" for cell in row)


def _run_in(fragments: etree._Element) -> None:
    """Put the source of each fragment after its last words, if the source is no more than siglum and pages."""
    for cit in fragments.iter("div"):
        quotation, source = cit.find("blockquote"), cit.find("p[@class='bibl']")
        if quotation is not None and source is not None and len(text_of(source)) <= SIGLUM_AND_PAGES:
            source.tag, source.tail = "span", None
            last = quotation[-1] if len(quotation) and quotation[-1].tag == "p" else quotation
            append(last, "\u2003")
            last.append(source)


def note_html(note: PrintedNote, say: str, notes: Mapping[str, PrintedNote]) -> str:
    """Write a note as HTML: its mark, linked back to the call, its text, and the siglum of its witness."""
    body = plain(note.note.body, notes, say)
    body.set("id", note.note.id)
    body.set("data-tag", "Note")
    number = etree.Element("a", {"href": f"#{note.note.anchor}", "class": "number", "data-says": f"{say} {note.mark}"})
    number.text = note.mark
    if len(body) and body[0].tag != "p":
        # A note that begins with a list, a table or a quotation has its number above that.
        body.insert(0, etree.Element("p"))
    paragraphs = body.findall("p") or [body]
    number.tail = "\u2002" + (paragraphs[0].text or "").lstrip()
    paragraphs[0].text = None
    paragraphs[0].insert(0, number)
    if note.note.at:
        at = etree.Element("span", {"class": "at"})
        at.text, at.tail, number.tail = note.note.at, " " + number.tail.lstrip(), "\u2002"
        number.addnext(at)
    if note.note.siglum is not None:
        append(paragraphs[-1], " ")
        paragraphs[-1].append(plain(note.note.siglum, notes, say))
    return written(body)


def entry_markup(entry: ApparatusEntry, notes: Mapping[str, PrintedNote], say: str) -> etree._Element:
    """Turn an apparatus entry into a paragraph: sign of its grade, lemma, bracket, readings."""
    made = etree.Element("p", {"class": "entry"})
    made.text = GRADE_SIGNS.get(entry.grade, "")
    if entry.lemma is not None:
        made.append(plain(entry.lemma, notes, say))
        # After a lemma from right to left, a mark keeps the bracket on the side where it stands after other lemmas.
        made[-1].tail = f"]{LEFT_TO_RIGHT} " if has_leftward(text_of(entry.lemma)) else "] "
    made.append(plain(entry.readings, notes, say))
    made[-1].tail = None
    for image in list(made.iter("img")):
        image.tag, image.text = "span", f"[{image.get('alt', '')}]"
        image.attrib.clear()
    for commentary in made[-1].iterchildren("div"):
        _in_brackets(commentary)
    set_in_one_line(made[-1])
    for sigla in made.iter("span"):
        if sigla.get("class") == "sigla":
            _attributed(sigla)
    return made


def _attributed(sigla: etree._Element) -> None:
    """Say of sigla that they name who has the reading before them: they do not where they belong to words of the editor."""
    before, after = sigla.getprevious(), sigla.getnext()
    adds = after is not None and after.get("class") == "ed" and not (sigla.tail or "").strip()
    if before is not None and "rdg" in before.get("class", "").split() and not adds:
        first = next((abbr for abbr in sigla.iter("abbr")), None)
        if first is not None:
            first.set("data-of-entry", "siglum")


def _in_brackets(commentary: etree._Element) -> None:
    """Turn a commentary that holds blocks into a phrase in brackets, as other notes of an entry are."""
    set_in_one_line(commentary)
    commentary.tag = "span"
    commentary.set("class", "comment")
    said = text_of(commentary)
    if not (said.startswith("(") and said.endswith(")")):
        commentary.text = f"({(commentary.text or '').lstrip()}"
        append(commentary, ")")
    before, parent = commentary.getprevious(), commentary.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip() + " "
    elif parent is not None:
        parent.text = f"{parent.text or ''} "


def endnotes_html(section: Section, notes: Mapping[str, PrintedNote], say: str) -> str:
    """Write the entries and notes of a section that is set without a foot, as HTML that stands after its text."""
    entries = ""
    for entry in section.apparatus:
        made = entry_markup(entry, notes, say)
        made.set("id", entry.id)
        made.set("data-tag", "Note")
        entries += written(made)
    own: Sequence[PrintedNote] = sorted((notes[note.anchor] for note in section.notes), key=lambda note: note.order)
    after = entries + "".join(note_html(note, say, notes) for note in own)
    return f'<div class="after">{after}</div>' if after else ""
