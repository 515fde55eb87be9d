"""Turn a TEI document into the TEI of one of its witnesses: all divisions, its readings, no apparatus.

Each app gives way to what the witness has there. Where a witness has no text its words go; of one
that only quotes, the quoted stretches stay, with the headings of the entries they stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from lxml import etree

from edition.tei.names import DIVISIONS, TEI, XML_ID
from edition.tei.reading.app_readings import (
    LOOKED,
    POINTS,
    READINGS,
    base_of,
    edited_reading,
    readings_of,
)
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses
from edition.tei.reading.own_lines import sections_within, with_lines, without_lines
from edition.tei.reading.own_speeches import with_speeches, without_speeches
from edition.tei.reading.settled import settled
from edition.tei.reading.witness_blocks import (
    APART,
    BREAK,
    READING,
    TIED,
    UNIT,
    as_broken,
    is_break,
    is_empty,
    remove,
    remove_all,
    unwrap_all,
    without_marks,
)

# What becomes of a choice: it stays as it is, or the editor's form or that of the source stands in its place.
Choices = Literal["kept", "edited", "source"]
# By what each app is named in a text in which others stand for them; "" for nothing.
Marks = Literal["", "number", "id"]
_EDITED = tuple(TEI + name for name in ("corr", "reg", "expan"))
_SOURCE = tuple(TEI + name for name in ("sic", "orig", "abbr"))
_BODY = TEI + "body"
_MATTER = (TEI + "front", _BODY, TEI + "back")
_START, _GAP = TEI + "witStart", TEI + "lacunaStart"
_BEGINS = (_START, TEI + "lacunaEnd")
# The divisions whose @source names the witness whose blocks they have.
_BASED = frozenset({"entry", "version"})
# Marks of one witness in the words of several, by @edRef or @ed; @source of a label that names a speaker.
_POINTED = tuple(TEI + name for name in ("lb", "pb", "cb", "gb", "milestone", "label"))
_LINES = tuple(TEI + name for name in ("p", "l", "ab", "head", "item"))
# A mark on a point that is the witness's own.
_MINE = "edition-own"


def sigla(tree: etree._ElementTree) -> dict[str, str]:
    """The witnesses of a document: key -> siglum, as DeclaredWitnesses has them. A listWit is none."""
    return declared_witnesses(tree.getroot()).sigla


def witness_tree(tree: etree._ElementTree, siglum: str, *, choices: Choices = "kept") -> etree._ElementTree:
    """Turn a TEI document, as `open_tei` gives it, into a new tree with the text of one witness alone.

    `siglum`: as listWit prints it, or the xml:id; or as readings name a witness that is not declared. Where no reading of an app
    names the witness, it reads the lemma. `choices`: what stands in the place of a choice.

    Raises UsageError (E490) where the document has no such witness.
    """
    declared = declared_witnesses(tree.getroot())
    return _tree(text_of_witness(tree.getroot(), declared.key(siglum), declared, choices=choices), tree)


def text_of_witness(
    root: etree._Element,
    key: str,
    declared: DeclaredWitnesses | None = None,
    *,
    blocks: bool = True,
    choices: Choices = "kept",
    marked: Marks = "",
) -> etree._Element:
    """A copy of a document with the text of the witness `key` (DeclaredWitnesses.key) alone; as witness_tree gives it.

    `declared`: the witnesses of the document, if they are known already. `blocks`: paragraphs begin where the witness begins them;
    otherwise those of the lemma stay. `marked`: what stands for an app is a seg, which says in @UNIT for which: by its "number"
    among all apps in the texts of the document, or by its "id".
    """
    declared = declared or declared_witnesses(root)
    root = _unmarked(root)
    _mark_apps(root, marked)
    quoted = key in declared.quoted
    divisions = list(root.iter(*DIVISIONS))
    worded = {division for division in divisions if not is_empty(division)}
    held = {division for division in worded if _holds_more_than_head(division)}
    own = [entry for entry in root.iter(TEI + "div") if _has_own(entry, key, declared)]
    _drop_others(root, key, declared)
    for entry in own:
        # The pictures in an entry are its base's.
        remove_all(entry, [*entry.iter(TEI + "figure")])
    _own_marks(root, lambda element: key, declared)
    _own_looks(root, lambda element: key, declared)
    resolution = _Resolution(declared, key, own)
    for text in texts(root):
        resolution.resolve(text)
    _choose(root, choices)
    _only_extant(root, quoted)
    if blocks:
        for entry in own:
            sections_within(entry)
            without_lines(entry)
            without_speeches(entry)
        as_broken(root, source=choices == "source")
        for entry in own:
            with_lines(entry)
            with_speeches(entry)
    for division in reversed(divisions):
        # What omissions and gaps have emptied goes, and its heading with it, and what was empty; the witness may have an entry
        # without text.
        is_entry = division.get("type") == "entry"
        emptied = division in held and not _holds_more_than_head(division) and (quoted or not is_entry)
        if emptied or ((division in worded or not is_entry) and is_empty(division)):
            remove(division)
    without_marks(root)
    return root


def edited_tree(tree: etree._ElementTree, *, marked: bool = False) -> etree._ElementTree:
    """Turn a TEI document into a new tree with the text that it prints: of each app the lemma, without one the reading of the base.

    `marked`: what stands for an app is a seg, which says in @UNIT for which, by its number among all apps in the texts.
    """
    root = _unmarked(tree.getroot())
    _mark_apps(root, "number" if marked else "")
    declared = declared_witnesses(root)
    _own_marks(root, base_of, declared)
    _own_looks(root, base_of, declared)
    resolution = _Resolution(declared, "", ())
    for text in texts(root):
        resolution.resolve(text)
        # What stands there still has no place in the text.
        # Where a witness begins or ends, the text that is printed goes on.
        remove_all(text, [*text.iter(TEI + "listApp", *POINTS)])
    _choose(root, "edited")
    as_broken(root, source=False)
    without_marks(root)
    return _tree(root, tree)


def _unmarked(root: etree._Element) -> etree._Element:
    """A copy of a document, without what it may have itself under the names of our marks."""
    made = settled(root)
    etree.strip_attributes(made, READING, BREAK, UNIT, APART, TIED, _MINE)
    return made


def _mark_apps(root: etree._Element, marked: Marks) -> None:
    """Mark each app of the texts with what it is named by, before any of them is gone; "": none."""
    if marked:
        for number, app in enumerate(app for text in texts(root) for app in text.iter(TEI + "app")):
            app.set(UNIT, str(number) if marked == "number" else app.get(XML_ID, ""))


def _has_own(division: etree._Element, key: str, declared: DeclaredWitnesses) -> bool:
    """Whether verses and speeches of a division are another witness's, its base's, and this one has its own (docs/encoding.md)."""
    bases = declared.named(division.get("source", "").split()) if _is_based(division) else ()
    return bool(bases) and key not in bases


def _is_based(division: etree._Element) -> bool:
    return division.get("type") in _BASED and division.get("source") is not None


def texts(root: etree._Element) -> list[etree._Element]:
    """The texts of a document or a corpus, those within others left out."""
    return [text for text in root.iter(TEI + "text") if next(text.iterancestors(TEI + "text"), None) is None]


def _tree(root: etree._Element, of: etree._ElementTree) -> etree._ElementTree:
    made = etree.ElementTree(root)
    made.docinfo.URL = of.docinfo.URL
    return made


def _holds_more_than_head(division: etree._Element) -> bool:
    return any(isinstance(child.tag, str) and child.tag != TEI + "head" and not is_empty(child) for child in division)


def _drop_others(root: etree._Element, key: str, declared: DeclaredWitnesses) -> None:
    """Take out what is other witnesses': their notes and calls in words that several share, and passages that others quote."""
    for text in texts(root):
        others = []
        for note in text.iter(TEI + "note", TEI + "ptr"):
            if note.tag == TEI + "ptr" and note.get("type") != "call":
                continue
            owners = declared.named((note.get("source", "") + " " + note.get("resp", "")).split())
            if owners and key not in owners:
                others.append(note)
        for cit in [cit for div in text.iter(TEI + "div") if div.get("type") == "fragments" for cit in div.iter(TEI + "cit")]:
            if not any(key in declared.named(quote.get("source", "").split()) for quote in cit.iterchildren(TEI + "quote")):
                others.append(cit)
        remove_all(text, [*others, *text.iter(TEI + "listApp")])
    remove_all(root, [links for links in root.iter(TEI + "linkGrp") if links.get("type") == "quotation"])


def _own_marks(root: etree._Element, key_of: Callable[[etree._Element], str], declared: DeclaredWitnesses) -> None:
    """Take out where lines, pages and speeches of others begin. `key_of`: the witness."""
    others = []
    for mark in root.iter(*_POINTED):
        if mark.tag == TEI + "label":
            named = mark.get("source", "") if mark.get("type") == "speaker" else ""
        else:
            named = f"{mark.get('edRef', '')} {mark.get('ed', '')}"
        owners = declared.named(named.split())
        if owners and key_of(mark) not in owners:
            others.append(mark)
    for mark in others:
        # In our own documents the space stands in the words around; elsewhere the end of a line may be all that parts two words.
        if mark.tag == TEI + "lb" and mark.get("break") != "no" and not any(map(_is_based, mark.iterancestors(TEI + "div"))):
            mark.tail = " " + (mark.tail or "")
    remove_all(root, others)


def _own_looks(root: etree._Element, key_of: Callable[[etree._Element], str], declared: DeclaredWitnesses) -> None:
    """Take looks away from words that a witness has otherwise: those of which @source names others. `key_of`: the witness."""
    others = []
    for element in root.iter(*LOOKED):
        if owners := declared.named(element.get("source", "").split()):
            if key_of(element) not in owners:
                others.append(element)
            else:
                del element.attrib["source"]
    unwrap_all(root, others)


# --- Readings -------------------------------------------------------------------------------------------------------------


class _Resolution:
    """Puts, in the place of each app, what a witness has there; with no key the edited text's.

    `own`: the divisions in which the witness has verses and speeches of its own.
    """

    def __init__(self, declared: DeclaredWitnesses, key: str, own: Iterable[etree._Element]) -> None:
        self.declared = declared
        self.key = key
        self.own = frozenset(own)

    def resolve(self, text: etree._Element) -> None:
        """Resolve all apps of a text, those that nest first met outside."""
        for app in list(text.iter(TEI + "app")):
            self._replace(app)
        for point in text.iter(*POINTS):
            if self.key and self.key in self.declared.named(point.get("wit", "").split()):
                point.set(_MINE, "")

    def _replace(self, app: etree._Element) -> None:
        parent = app.getparent()
        readings = list(readings_of(app))
        if parent is None or not readings:
            return
        mine = self.declared.reading(readings, self.key) if self.key else edited_reading(readings, base_of(app))
        if mine is None:
            mine = etree.Element(TEI + "seg")
        elif len(mine) and (not mine.get("wit") or self.key in self.declared.of(mine)):
            for point in mine.iter(*POINTS):
                if not point.get("wit") and next(point.iterancestors(*READINGS)) is mine:
                    point.set(_MINE, "")
        begins, tail = is_break(app), app.tail
        apart = mine.tag == TEI + "rdg"
        mine.tag, mine.tail = TEI + "seg", None
        mine.attrib.clear()
        mine.set(READING, "")
        if begins:
            mine.set(BREAK, "")
        if apart:
            mine.set(APART, "")
            if app.get("prev") and not self.own.isdisjoint(app.iterancestors(TEI + "div")):
                mine.set(TIED, "")
        if (unit := app.get(UNIT)) is not None:
            mine.set(UNIT, unit)
        parent.replace(app, mine)
        mine.tail = tail


def _choose(root: etree._Element, choices: Choices) -> None:
    """Put, in the place of each choice, the form that is wanted."""
    if choices == "kept":
        return
    wanted = _EDITED if choices == "edited" else _SOURCE
    for choice in [choice for text in texts(root) for choice in text.iter(TEI + "choice")]:
        parent = choice.getparent()
        form = chosen(choice, wanted)
        if parent is None or form is None:
            continue
        holder = etree.Element(TEI + "seg", {READING: ""})
        if choice.getprevious() is None and not parent.text and is_break(choice):
            holder.set(BREAK, "")
        holder.tail, holder.text = choice.tail, form.text
        holder.extend(list(form))
        parent.replace(choice, holder)


def chosen(choice: etree._Element, wanted: tuple[str, ...] = _EDITED) -> etree._Element | None:
    """Of the forms that a choice gives, the one wanted; by default the editor's. None where it gives none."""
    forms = [form for form in choice if isinstance(form.tag, str)]
    named = (form for name in wanted for form in forms if form.tag == name)
    return next(named, forms[0] if forms else None)


# --- Where the witness is extant -------------------------------------------------------------------------------------------


def _only_extant(root: etree._Element, quoted: bool) -> None:
    """Leave of the texts what stands where the witness is extant, and a gap where it breaks off.

    `quoted`: it is extant between witStart and witEnd alone, each entry for itself; the headings of entries stay.
    """
    for text in texts(root):
        points = list(text.iter(*POINTS))
        mine = [point for point in points if point.get(_MINE) is not None]
        entries = quoted and any(division.get("type") == "entry" for division in text.iter(*DIVISIONS))
        if mine or entries:
            # An end of a gap without its beginning does not say what is lost; a beginning of the witness does.
            extant = _Extant(entries, live=entries or mine[0].tag != _START)
            for part in list(text.iter(*_MATTER)):
                # What stands before and after the body is of all witnesses, unless it says where they are extant.
                if _is_outermost(part) and (part.tag == _BODY or any(point.get(_MINE) is not None for point in part.iter(*POINTS))):
                    extant.keep(part)
        closed = [point for point in points if point.get(_MINE) is None or not quoted]
        for point in closed:
            _close(point)
        remove_all(text, closed)
        for point in text.iter(*POINTS):
            point.attrib.pop(_MINE, "")


def _is_outermost(part: etree._Element) -> bool:
    """Whether a front, body or back is that of a text, not of one that is quoted within a text."""
    return next(part.iterancestors(TEI + "floatingText"), None) is None


def _close(point: etree._Element) -> None:
    """Put a gap for what is lost after a point at which the witness breaks off within a block."""
    if point.tag == _GAP and point.get(_MINE) is not None and next(point.iterancestors(*_LINES), None) is not None:
        gap = etree.Element(TEI + "gap", {"reason": "lacuna"})
        gap.tail, point.tail = point.tail, None
        point.addnext(gap)


class _Extant:
    """Takes out of a text what stands where the witness has none; `live` is whether it is extant at the place reached."""

    def __init__(self, by_entry: bool, *, live: bool) -> None:
        self.by_entry = by_entry
        self.live = live

    def keep(self, element: etree._Element) -> bool:
        """Leave of an element what is extant; whether anything is."""
        if element.get(_MINE) is not None and element.tag in POINTS:
            self.live = element.tag in _BEGINS
            return True
        is_entry = element.tag in DIVISIONS and element.get("type") == "entry"
        entry = self.by_entry and is_entry
        outside = self.live
        if entry:
            self.live = False
        found = self.live
        if not self.live:
            element.text = None
        for child in list(element):
            if not isinstance(child.tag, str) or (entry and child.tag == TEI + "head"):
                kept = True
            else:
                kept = self.keep(child)
            if not self.live:
                child.tail = None
            if not kept and not self.live:
                element.remove(child)
            found = found or kept
        if is_entry:
            # What breaks off within an entry, and is not said to go on, goes on with the next (E452); a gap from before lasts.
            self.live = self.live or outside
        return found or self.live
