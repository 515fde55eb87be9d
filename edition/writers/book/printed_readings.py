"""Turn the readings in one place into the words of a printed entry: lemma, readings, sigla."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import ELLIPSIS, PILCROW
from edition.language.tags import shared_tag
from edition.tei.elements import append
from edition.tei.names import TEI, XML_LANG, ncname
from edition.tei.reading.app_readings import LOOKED, tokens_of
from edition.tei.reading.element_text import language
from edition.writers.book import reading_lines, reading_remarks
from edition.writers.book.behaviours import Behaviour, behaviour
from edition.writers.book.compositor import Compositor, make, speak
from edition.writers.book.metadata import XHTML, raw

# Punctuation that is printed with the word before it. Dashes, and marks that open, are not.
_CLINGS = re.compile(r"[,.;:!?…)\]’”'\"]")
_EDGES = "“”‘’\"'«»„‚()[],.;:!?…"
# Marks that open are printed with the word after them.
_OPENS = ("“", "‘", "«", "„", "‚", "(", "[", "¿", "¡")
# Beyond these nothing stands around an app.
_HOLDERS = tuple(TEI + name for name in ("p", "head", "item", "seg", "l", "ab", "note", "div"))
# A lemma of more than _LONG words is shortened to its _FIRST and _LAST ones. By eye: a longer one fills more than a line of the
# apparatus; in the specimen these are 10 of 494.
_LONG, _FIRST, _LAST = 8, 3, 2


@dataclass(frozen=True, slots=True)
class PrintedReading:
    """A reading in the form to be printed. `element`: its TEI. `markup`: its words in XHTML. `raw`: its text with all white
    space, without the signs that part its lines; `lined`: with them.
    """

    element: etree._Element
    markup: etree._Element
    raw: str
    lined: str

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join(self.raw.split())

    @property
    def breaks(self) -> bool:
        """Whether a paragraph begins in it."""
        return PILCROW in self.raw


def printed(c: Compositor, reading: etree._Element, *, quiet: bool = False, tied: Sequence[etree._Element] = ()) -> PrintedReading:
    """Set a reading in one line, for the apparatus. `quiet`: its words stand in the text already, with their ids and notes. `tied`:
    the readings that go on with it after the ends of verses or blocks.
    """
    markup = make("span", "rdg")
    if reading.get(XML_LANG):
        speak(markup, language(reading.get(XML_LANG), "und"))
    within = _looks_around(c, reading, markup)
    if not len(reading) and not tied:
        # Most readings are a few words without elements. Their text is set at once, which is faster.
        within.text = reading.text
        text = reading.text or ""
        return PrintedReading(reading, markup, text, text)
    with c.set_aside(quiet=quiet):
        c.content(reading, within)
        before = reading
        for piece in tied:
            reading_lines.border(markup, before, piece)
            c.content(piece, _looks_around(c, piece, markup))
            before = piece
    text = reading_lines.sign(markup)
    return PrintedReading(reading, markup, text, raw(markup))


def speak_as_witnesses(c: Compositor, markup: etree._Element, same: Iterable[PrintedReading]) -> None:
    """Give the markup of a lemma or of readings that are the same words the language of their witnesses, where the apparatus around
    has another: on the screen that of its section, in print that of the book. What several have is in what their tags share.

    As in the text, it is told on the screen alone of which region a language is (`sections`).
    """
    if markup.get("lang"):
        return
    of = c.header.witnesses
    tags = {of[key].language if key in of else "" for reading in same for key in c.declared.of(reading.element)}
    told = shared_tag(tags) or c.flow.language
    around = c.flow.language if c.screen else c.header.metadata.language
    known = f"{around}-".startswith(f"{told}-") if c.screen else told.partition("-")[0] == around.partition("-")[0]
    if told and not known:
        speak(markup, told)


def _looks_around(c: Compositor, reading: etree._Element, markup: etree._Element) -> etree._Element:
    """Open in the markup of a reading the looks that stand around its app; the innermost of them, or the markup."""
    around: list[tuple[etree._Element, Behaviour | None]] = []
    for above in reading.iterancestors(*LOOKED, *_HOLDERS):
        how = behaviour(above, c.table) if above.tag in LOOKED else None
        # A direction may be a phrase or a block.
        if above.tag not in LOOKED or (how is not None and how.kind == "block"):
            break
        around.append((above, how))
    for look, how in reversed(around):
        if how is not None and how.tag and c.has_look(look):
            markup = c.open(markup, how.tag, how.cls)
    return markup


def agree(one: PrintedReading, other: PrintedReading) -> bool:
    """Tell whether two readings have the same words. White space alone makes a difference only if one of them is empty."""
    return one.raw == other.raw or one.text == other.text != ""


def entry(
    c: Compositor,
    tail: str,
    after: str,
    lemma: PrintedReading,
    rest: list[PrintedReading],
    partner: tuple[str, bool] | None,
    not_in: str = "",
) -> tuple[etree._Element | None, etree._Element]:
    """Make the lemma and the readings of an entry, in the form that `types.ApparatusEntry` describes; None for the lemma if the
    readings say all.

    `tail`: the words of the base just before, in the same block. `after`: those that follow at once. `rest`: the readings that
    do not agree with the lemma. `partner`: for a transposition, the id of its other place, and whether that stands earlier.
    `not_in`: what is said of those who have nothing here, if it is not “not in”.
    """
    readings = make("span", "readings")
    joined = _joined(tail, [lemma, *rest])
    follows = _follows(after, [lemma, *rest])
    words = " ".join((joined + lemma.lined + follows).split())
    head = lemma_markup(words, None if joined or follows else lemma.markup) if words else None
    breaking = [reading for reading in rest if reading.breaks != lemma.breaks and unbroken(reading) == unbroken(lemma)]
    if breaking:
        word = "" if lemma.breaks else last_word(tail)
        head = lemma_markup(word) if word else None
        add_phrase(readings, c.words.run_on if lemma.breaks else c.words.new_paragraph, sigla(c, breaking))
    elif not words:
        word = last_word(tail)
        head = lemma_markup(word) if word else None
    lacking: list[PrintedReading] = []
    if head is not None:
        speak_as_witnesses(c, head, [lemma])
    for reading, *same in alike(reading for reading in rest if reading not in breaking):
        if reading.text:
            speak_as_witnesses(c, reading.markup, [reading, *same])
        if not joined and not follows and not reading.text:
            lacking += [reading, *same]
        elif words:
            add_reading(readings, joined, reading, follows, sigla(c, [reading, *same]))
        else:
            _addition(c, readings, [reading, *same], partner)
    if lacking and lemma.text:
        moved = c.words.stands_earlier if partner and partner[1] else c.words.stands_later
        add_phrase(readings, moved if partner else not_in or c.words.not_in, sigla(c, lacking), partner[0] if partner else "")
    return head, readings


def alike(readings: Iterable[PrintedReading]) -> list[list[PrintedReading]]:
    """Put readings with the same words, looks and notes together, each group in the place of its first: some documents give each
    witness its own.
    """
    groups: dict[str, list[PrintedReading]] = {}
    for reading in readings:
        groups.setdefault(_printed_form(reading), []).append(reading)
    return [*groups.values()]


def _printed_form(reading: PrintedReading) -> str:
    """Write a reading as it is printed, to compare: its markup without the white space at its ends."""
    if not len(reading.markup):
        return " ".join((*reading.markup.attrib.values(), *reading.lined.split()))
    markup = copy.deepcopy(reading.markup)
    trim(markup)
    return " ".join(etree.tostring(markup, encoding="unicode").split())


def unbroken(reading: PrintedReading) -> str:
    """Give the text of a reading without the signs of paragraphs."""
    return " ".join(reading.text.replace(PILCROW, " ").split())


def _joined(tail: str, readings: Iterable[PrintedReading]) -> str:
    """Find the word before, if a reading is joined to it: by a mark of punctuation, or by letters of the same word; "" if not."""
    if not tail or not (tail[-1].isalnum() or tail[-1] in "’”'\".,;:!?)"):
        return ""
    for reading in readings:
        raw = reading.raw[:1]
        if raw and (_CLINGS.match(raw) or (raw.isalnum() and tail[-1].isalnum())):
            return last_word(tail, whole=True)
    return ""


def _follows(after: str, readings: Iterable[PrintedReading]) -> str:
    """Find the word after, if a reading ends in a mark that opens, such as a bracket; "" if not."""
    if not any(reading.raw.endswith(_OPENS) for reading in readings):
        return ""
    match = re.match(r"\w[\w’'-]*", after)
    return match[0] if match else ""


def last_word(text: str, *, whole: bool = False) -> str:
    """Find the last word of a text. The marks around it are left out, unless `whole`, and unless marks stand apart after it, as
    those that open a speech: they are given with it.
    """
    match = re.search(r"(\S+)\s*$", text)
    if not match:
        return ""
    if whole:
        return match[1]
    before = None if re.search(r"\w", match[1]) else re.search(r"\w\S*(?:\s+[^\s\w]+)+$", text[: match.end(1)])
    return before[0] if before else match[1].strip(_EDGES) or match[1]


def lemma_markup(text: str, markup: etree._Element | None = None) -> etree._Element:
    """Make the lemma of an entry: `markup` itself if it is given and short, else the text, of which a long one is shortened to
    first … last words.
    """
    # The sign that a line ends is no word; it goes with the word before it.
    words = re.findall(r"\S+(?: //?(?=\s))?", " ".join(text.split()))
    if markup is not None and len(words) <= _LONG:
        markup.set("class", "lemma")
        trim(markup)
        return markup
    made = make("span", "lemma")
    first, last = words[:_FIRST], words[-_LAST:]
    made.text = text if len(words) <= _LONG else " ".join((*first, ELLIPSIS, *last)).replace(f"/ {ELLIPSIS}", ELLIPSIS)
    return made


def trim(markup: etree._Element) -> None:
    """Take away white space at the ends of a reading."""
    if not len(markup):
        markup.text = (markup.text or "").strip() or None
        return
    places = list(_texts(markup))
    for element, name in places:
        left = (getattr(element, name) or "").lstrip()
        setattr(element, name, left or None)
        if left:
            break
    for element, name in reversed(places):
        left = (getattr(element, name) or "").rstrip()
        setattr(element, name, left or None)
        if left:
            break


def _texts(markup: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the places of text in an element, in order: the element and "text" or "tail"."""
    yield markup, "text"
    for child in markup:
        yield from _texts(child)
        yield child, "tail"


def add_reading(into: etree._Element, joined: str, reading: PrintedReading, follows: str, names: etree._Element) -> None:
    """Write a reading and its sigla: “carrying SS”."""
    _part(into)
    words = reading.markup
    if joined:
        words.text = joined + (words.text or "")
    append(words, follows)
    trim(words)
    into.append(words)
    words.tail = " "
    into.append(names)


def _part(into: etree._Element) -> None:
    """Write a semicolon between a phrase and the one before."""
    if len(into):
        append(into, "; ")


def add_phrase(into: etree._Element, said: str, names: etree._Element, link: str = "") -> None:
    """Write words of the editor and sigla: “not in SS”. `link`: the id to which the words lead, "" for none."""
    _part(into)
    _say(into, said, link)
    into.append(names)


def _say(into: etree._Element, said: str, link: str) -> None:
    """Write words of the editor and a space. `link`: the id to which they lead, "" for none."""
    phrase = etree.SubElement(into, XHTML + "i", {"class": "ed"})
    if link:
        etree.SubElement(phrase, XHTML + "a", {"href": f"#{link}"}).text = said
    else:
        phrase.text = said
    phrase.tail = " "


def _addition(c: Compositor, into: etree._Element, same: list[PrintedReading], partner: tuple[str, bool] | None) -> None:
    """Write what a witness adds: “SS adds Romanian”; of a moved passage “SS has here …”. `same`: readings with the same words."""
    _part(into)
    reading, names = same[0], sigla(c, same)
    into.append(names)
    names.tail = " "
    said = c.words.moved if partner else c.words.adds if sum(name.get("class") == "siglum" for name in names) == 1 else c.words.add
    _say(into, said, partner[0] if partner else "")
    trim(reading.markup)
    if len(reading.markup) and reading.markup[-1].get("class") == "sign" and not reading.markup[-1].tail:
        # The sign of a paragraph at the end is not part of the words that are added.
        reading.markup.remove(reading.markup[-1])
        trim(reading.markup)
    into.append(reading.markup)


def sigla(c: Compositor, readings: Iterable[PrintedReading]) -> etree._Element:
    """Make the sigla of the witnesses of readings: `<span class="sigla">AG<sup>b</sup>, SS</span>`, each an abbr; after those of
    each reading what the document says of its hand, its cause and the like.
    """
    made: etree._Element | None = None
    keys: list[str] = []
    for reading in readings:
        keys += _keys_of(c, reading.element)
        remark = reading_remarks.after_sigla(c, reading.element, sigla_named)
        if remark is not None:
            made = _with_sigla(c, made, keys)
            made.append(remark)
            keys = []
    return witnesses(c, keys) if made is None else _with_sigla(c, made, keys)


def _with_sigla(c: Compositor, made: etree._Element | None, keys: Sequence[str]) -> etree._Element:
    """Add the sigla of further witnesses to some that stand."""
    more = witnesses(c, keys)
    if made is None:
        return copy.deepcopy(more)
    if len(more):
        append(made, ", ")
        made.extend(copy.deepcopy(child) for child in more)
    return made


def sigla_named(c: Compositor, element: etree._Element) -> etree._Element:
    """Make the sigla of the witnesses that an element names, and nothing else."""
    return witnesses(c, _keys_of(c, element))


def _keys_of(c: Compositor, element: etree._Element) -> list[str]:
    """Find by what the witnesses of a reading are printed.

    A pointer to no witness of the document is printed as it stands, and reported once (W505). A list of witnesses is printed by
    its id, a book by what the document calls it.
    """
    named = element.get("wit", "")
    # A document says the same few thousands of times. What names nobody leaves it to what stands within or after the reading.
    if not named.strip("# \t\n"):
        return _keys_named(c, element)
    if named not in c.printed_keys:
        c.printed_keys[named] = _keys_named(c, element)
    return c.printed_keys[named]


def _keys_named(c: Compositor, element: etree._Element) -> list[str]:
    keys: list[str] = []
    named = element.get("wit")
    for token in tokens_of(element):
        key = c.declared.one(token)
        keys.append(key if named or key in c.header.witnesses else c.header.cited.get(token) or cited_as(token))
        if token.startswith("#") and named and not c.declared.is_declared(key):
            c.once("W505", element, token, siglum=key, id="" if ncname(key) == key else ncname(f"w{key}"))
    return keys


def cited_as(pointer: str) -> str:
    """Give the last part of a pointer to a book: `bib:Orme1901`, `books.xml#Orme1901` -> Orme1901."""
    return re.split(r"[#:/]", pointer.rstrip("/"))[-1] or pointer


def witnesses(c: Compositor, keys: Iterable[str]) -> etree._Element:
    """Make the sigla of witnesses given by xml:id, a new element for each call."""
    keys = tuple(keys)
    if keys not in c.sigla:
        made = c.sigla[keys] = make("span", "sigla")
        for key in keys:
            if len(made):
                append(made, ", ")
            found = c.header.witnesses.get(key)
            if found is None:
                etree.SubElement(made, XHTML + "abbr", {"class": "siglum"}).text = key
            else:
                made.append(copy.copy(found.markup))
                made[-1].tail = None
    return copy.copy(c.sigla[keys])
