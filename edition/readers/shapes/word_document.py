"""Turn a Word document into a document: headings as Word counts them, lists, tables, looks, notes at their calls, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.messages.values import Placed
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, DocumentNote, Surrounding
from edition.readers.block_parts import cut
from edition.readers.shapes.block_stream import (
    BlockStream,
    ParagraphPlace,
    StatedLanguages,
    standing_looks,
    uncalled_notes,
    with_boxes_read,
)
from edition.readers.shapes.counted_numbers import counted
from edition.readers.shapes.paragraph_words import ControlCharacters, ParagraphWords, ValuedLook
from edition.readers.shapes.table_grid import NO_CELL, CellPlace, TableGrid, whole_number
from edition.readers.shapes.word_numbering import BULLETS, WordNumbering
from edition.readers.shapes.word_package import MC, W, WordPackage, is_on, notes_of, value_of
from edition.readers.shapes.word_styles import WordStyles, centred, outline_level, run_properties

if TYPE_CHECKING:
    from lxml import etree

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
# What is left out of the text, as messages call it.
DELETED, CODES, HIDDEN = "deleted text (tracked changes)", "field codes", "hidden text"
_DELETED = frozenset((W + "del", W + "moveFrom", W + "delText", W + "delInstrText"))
_SIGNS = {"tab": " ", "noBreakHyphen": "‑", "ptab": " "}
# What calls a note again: a reference to it that looks like a call (the switch \f); without the switch it says “see note 3”.
_NOTE_REFERENCE = re.compile(r"\s*NOTEREF\s+(\S+).*\\f", re.IGNORECASE)
_LINK = re.compile(r'\s*HYPERLINK\b(?:\s+"(https?:[^"]*)")?', re.IGNORECASE)
_INDEX = re.compile(r"\s*(TOC|INDEX|TOA)\b", re.IGNORECASE)


def document_of_word(raw: bytes, file: str, report: Report) -> Document:
    """Turn the bytes of a Word document into a document.

    Reports control characters (W106), what is left out because it is not the text (I137), and notes that nothing calls (W192).
    Raises TextError as opening the package does (E130 to E135, E171, E181, E189).
    """
    return _WordText(WordPackage(raw, file), report).document()


@dataclass(slots=True)
class _OpenField:
    """A field that has begun: its code, whether its result is being read, and what the code makes of the result."""

    code: list[str] = field(default_factory=list)
    shown: bool = False
    link: str = ""
    linked: bool = False
    note: bool = False
    within: tuple[Surrounding, ...] = ()
    role: str = ""


class _WordText:
    """A Word document on its way into blocks: what all its stories, the text and each note, have in common."""

    def __init__(self, package: WordPackage, report: Report) -> None:
        self.package, self.report, self.file = package, report, package.file
        self.left: Counter[str] = Counter()
        self.controls = ControlCharacters()
        self.languages = StatedLanguages()
        self.styles = WordStyles(package.related("styles")[0])
        tag = self.styles.defaults.language or "en"
        self.numbering = WordNumbering(package.related("numbering")[0], self.styles, tag)
        parts = {kind: package.related(kind + "s") for kind in ("footnote", "endnote")}
        self.links = {kind: links for kind, (_, links) in parts.items()}
        self.sources = {kind: notes_of(root, kind) for kind, (root, _) in parts.items()}
        self.notes: dict[tuple[str, str], DocumentNote] = {}
        self.counts: Counter[str] = Counter()
        self.sections = [*package.body.iter(W + "sectPr")]
        self.section = 0
        self.bookmarks = self._bookmarks()

    def document(self) -> Document:
        story = _Story(self, self.package.links())
        story.walk(self.package.body)
        blocks = with_boxes_read(story.stream.blocks())
        blocks += uncalled_notes(self._uncalled())
        for kind in ("header", "footer", "comments"):
            part = "comments" if kind == "comments" else "running heads and feet"
            self.left[part] += sum(_letters(root) for root in self.package.all_related(kind))
        for part, count in sorted(self.left.items()):
            if count:
                self.report.add("I137", Locus(self.file), part=part, count=count)
        self.controls.tell(self.file, self.report)
        main = self.languages.main
        stated = main if main and main != self.styles.defaults.language else ""
        return Document(self.file, "docx", language=stated, blocks=tuple(self.languages.marked(blocks)), counted="paragraph")

    def _bookmarks(self) -> Mapping[str, tuple[str, str]]:
        """The notes that are called within bookmarks, by the names of these: what another place calls them by."""
        found: dict[str, tuple[str, str]] = {}
        open_: dict[str, str] = {}
        names = ("bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference")
        for element in self.package.body.iter(*(W + name for name in names)):
            id_ = element.get(f"{W}id", "")
            if element.tag == W + "bookmarkStart":
                open_[id_] = element.get(f"{W}name", "")
            elif element.tag == W + "bookmarkEnd":
                open_.pop(id_, None)
            else:
                for name in open_.values():
                    found.setdefault(name, (element.tag[len(W) :].removesuffix("Reference"), id_))
        return found

    # --- Notes ------------------------------------------------------------------------------------------------------------

    def note(self, kind: str, id_: str, custom: str, line: int) -> DocumentNote | None:
        """The note that is called here, in the paragraph of this number; None where the file holds none of this id."""
        key = kind, id_
        source = self.sources[kind].get(id_)
        if key not in self.notes and source is not None:
            if not custom:
                self.counts[kind] += 1
            self.notes[key] = self._read(kind, source, custom or self._number(kind), custom, line)
        return self.notes.get(key)

    def _read(self, kind: str, source: etree._Element, n: str, custom: str, line: int | None) -> DocumentNote:
        story = _Story(self, self.links[kind], note=True)
        story.walk(source, ("note",))
        blocks = [*story.stream.blocks(), *story.nested]
        # A note with a sign of its own repeats it before its text.
        if custom and blocks and blocks[0].text.startswith(custom):
            blocks[0] = cut(blocks[0], len(custom))
        kept = (replace(block, line=line) for block in blocks if block.text or block.kind == "break")
        return DocumentNote(n, tuple(kept), line)

    def _number(self, kind: str) -> str:
        """The number that Word prints for the next note of a kind: for endnotes small Roman figures, unless it says otherwise."""
        form = "decimal" if kind == "footnote" else "lowerRoman"
        start = 1
        here = self.sections[self.section] if self.section < len(self.sections) else None
        for place in (self.package.settings, here):
            said = place.find(f"{W}{kind}Pr") if place is not None else None
            form = value_of(said, W + "numFmt") or form
            if re.fullmatch(r"\d{1,6}", first := value_of(said, W + "numStart") or ""):
                start = int(first)
        return counted(start + self.counts[kind] - 1, form, self.numbering.language)

    def end_section(self) -> None:
        """Go over to the next section, in which the numbers of notes may begin again."""
        self.section += 1
        here = self.sections[self.section] if self.section < len(self.sections) else None
        for kind in self.sources:
            said = [value_of(place, f"{W}{kind}Pr/{W}numRestart") for place in (here, self.package.settings)]
            if next(filter(None, said), "") == "eachSect":
                self.counts[kind] = 0

    def _uncalled(self) -> list[DocumentNote]:
        """The notes that nothing calls, told; those that only deleted or hidden text calls are left out with it."""
        called: dict[tuple[str, str], str] = {}
        for element in self.package.body.iter(W + "footnoteReference", W + "endnoteReference"):
            gone = any(above.tag in _DELETED for above in element.iterancestors())
            called[element.tag[len(W) :].removesuffix("Reference"), element.get(f"{W}id", "")] = DELETED if gone else HIDDEN
        found = []
        for kind, sources in self.sources.items():
            for id_, source in sources.items():
                if (kind, id_) in self.notes:
                    continue
                if part := called.get((kind, id_)):
                    self.left[part] += _letters(source)
                    continue
                note = self.notes[kind, id_] = self._read(kind, source, id_, "", None)
                if note.blocks:
                    found.append(note)
        if found:
            places = tuple(Placed(note.n, Locus(self.file)) for note in found)
            self.report.add("W192", Locus(self.file), count=len(found), places=places)
        return found


@dataclass(slots=True)
class _WordPlace:
    """Where a walk through blocks is: the elements still to come, what they stand in, what their paragraphs are."""

    rest: Iterator[etree._Element]
    within: tuple[Surrounding, ...]
    kind: DocumentBlockKind = "p"
    ends: bool = False
    grid: TableGrid | None = None
    cell: CellPlace = NO_CELL


@dataclass(slots=True)
class _Story:
    """A story, as Word calls the text and each note, on its way into blocks."""

    text: _WordText
    links: Mapping[str, str]
    note: bool = False
    stream: BlockStream = field(default_factory=BlockStream)
    words: ParagraphWords = field(default_factory=ParagraphWords)
    fields: list[_OpenField] = field(default_factory=list)
    nested: list[DocumentBlock] = field(default_factory=list)
    joined: bool = False
    ruled: bool = False
    turned: bool = False
    around: list[_OpenField] = field(default_factory=list)

    # --- Blocks -----------------------------------------------------------------------------------------------------------

    def walk(self, root: etree._Element, within: tuple[Surrounding, ...] = ()) -> None:
        """Read the paragraphs of a part in order, those in tables too; not by calling itself, since tables may nest deep."""
        stack = [_WordPlace(iter(root), within)]
        while stack:
            place = stack[-1]
            element = next(place.rest, None)
            if element is None:
                stack.pop()
                if place.ends or not stack:
                    self._flush(place)
            elif isinstance(element.tag, str):
                if element.tag == W + "p":
                    self._paragraph(element, place)
                elif (inner := self._inner(element, place)) is not None:
                    if element.tag == W + "tbl":
                        self._flush(place)
                    stack.append(inner)

    def _inner(self, element: etree._Element, place: _WordPlace) -> _WordPlace | None:
        """The place within an element that holds paragraphs; None where it holds none that are read."""
        name = element.tag[len(W) :] if element.tag.startswith(W) else ""
        within = place.within
        if element.tag in _DELETED or (name == "tr" and element.find(f"{W}trPr/{W}del") is not None):
            self.text.left[DELETED] += _letters(element)
            return None
        if element.tag == MC + "Fallback" or name.endswith("Pr") or name in ("tblGrid", "sdtEndPr"):
            return None
        grid, cell = place.grid, place.cell
        if name == "tbl":
            return _WordPlace(iter(element), (*within, "table"), "cell", grid=TableGrid())
        if name == "tr":
            if grid is not None:
                grid.begin_row(whole_number(value_of(element, f"{W}trPr/{W}gridBefore"), 0))
            return _WordPlace(iter(element), (*within, "row"), "cell", grid=grid)
        if name == "tc" and grid is not None:
            cell = grid.cell(whole_number(value_of(element, f"{W}tcPr/{W}gridSpan")))
        if name == "sdt" and "Contents" in (value_of(element, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") or ""):
            within = _with(within, ("navigation",))
        return _WordPlace(iter(element), within, place.kind, name == "tc", grid, cell)

    def _paragraph(self, paragraph: etree._Element, place: _WordPlace) -> None:
        properties = paragraph.find(W + "pPr")
        style = self.text.styles.of_paragraph(paragraph)
        stated = outline_level(paragraph)
        level = style.level if stated is None else stated
        if level:
            # No heading stands in a table of contents: its field was never closed.
            self.fields = [one for one in self.fields if not one.within and not one.role]
        if self._begins_page(paragraph, style.page):
            self.stream.page()
        self.around = [*self.fields]
        boxes: list[etree._Element] = []
        self.ruled = self.turned = False
        self._runs(paragraph, boxes)
        around = _with(place.within, *(one.within for one in self.around))
        role = " ".join(dict.fromkeys(one.role for one in self.around if one.role))
        mark = None if properties is None else properties.find(W + "rPr")
        gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        dropped = properties is not None and properties.find(f"{W}framePr[@{W}dropCap]") is not None
        self.joined = bool(gone or dropped) and not boxes
        if not self.joined:
            label, depth = self.text.numbering.label(paragraph, style)
            middle = centred(paragraph)
            listed: tuple[Surrounding, ...] = ()
            for _ in range(depth + 1 if label and not level else 0):
                listed = (*listed, "list")
            kind: DocumentBlockKind = "item" if listed else place.kind
            self._add(
                ParagraphPlace(
                    style.sense,
                    level,
                    (*around, *listed),
                    kind,
                    label,
                    bool(style.centred if middle is None else middle),
                    role,
                    place.cell,
                ),
                ruled=self.ruled or (properties is not None and properties.find(f"{W}pBdr/{W}bottom") is not None),
            )
        if self.turned:
            self.stream.page()
        if properties is not None and properties.find(W + "sectPr") is not None and not self.note:
            self.text.end_section()
        for box in boxes:
            self.walk(box, _with(place.within, ("aside",)))

    def _add(self, place: ParagraphPlace, *, ruled: bool = False) -> None:
        words, self.words = self.words.taken(), ParagraphWords()
        if ruled and not words.text and not words.notes and not place.label:
            self.stream.rule(place.within)
            return
        self.stream.add(words, place)

    def _flush(self, place: _WordPlace) -> None:
        """End a paragraph whose mark was deleted and that nothing follows."""
        if self.joined:
            self.joined = False
            self._add(ParagraphPlace(within=place.within, kind=place.kind, cell=place.cell))

    def _begins_page(self, paragraph: etree._Element, by_style: bool) -> bool:
        said = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        return is_on(said) if said is not None else by_style

    # --- Runs -------------------------------------------------------------------------------------------------------------

    def _runs(self, paragraph: etree._Element, boxes: list[etree._Element]) -> None:
        """Put the words of a paragraph, its calls of notes, and nothing of what is in text boxes within it."""
        from lxml import etree

        style = self.text.styles.of_paragraph(paragraph)
        looks: tuple[ValuedLook, ...] = ()
        hidden = False
        language = link = ""
        linked = False
        skipped: set[etree._Element] = set()
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if element is paragraph or not isinstance(tag, str):
                continue
            name = tag[len(W) :] if tag.startswith(W) else ""
            if event == "end":
                if name == "hyperlink":
                    link, linked = "", False
                elif name == "fldSimple" and self.fields:
                    self.fields.pop()
                elif name == "r":
                    looks, hidden, language = (), False, ""
            elif tag in _DELETED:
                self.text.left[DELETED] += _letters(element)
                walk.skip_subtree()
            elif name in ("p", "txbxContent"):
                boxes.append(element)
                walk.skip_subtree()
            elif name in ("pPr", "rPr") or tag == MC + "Fallback":
                walk.skip_subtree()
            elif name == "r":
                run = run_properties(element.find(W + "rPr"))
                found = self.text.styles.looks(run, style)
                hidden = "hidden" in found
                # Links are underlined because they are links.
                inside = linked or any(one.linked for one in self.fields)
                plain = found - {"hidden", "underline"} if inside else found - {"hidden"}
                looks = standing_looks(plain)  # type: ignore[arg-type]
                language = self.text.styles.language(run, style)
            elif name == "hyperlink":
                link, linked = self._address(element), True
            elif name == "fldSimple":
                self.fields.append(self._opened(element.get(f"{W}instr", "")))
            elif tag == _OFFICE + "hr" or element.get(_OFFICE + "hr") == "t":
                self.ruled = True
            elif name == "fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif name == "instrText":
                self._code(element.text or "")
            elif element not in skipped:
                address = link or self._link()
                self._piece(element, name, looks, language, address, hidden, skipped)

    def _address(self, element: etree._Element) -> str:
        """The address that a link leads to, if it is one of the web."""
        address = self.links.get(element.get(f"{_R}id", ""), "")
        return address if re.match(r"https?:", address) else ""

    def _piece(
        self, element: etree._Element, name: str, looks: tuple[ValuedLook, ...], language: str, link: str, hidden: bool,
        skipped: set[etree._Element],
    ) -> None:  # fmt: skip
        """Put what one element of a run holds: text, a sign, the end of a line, the call of a note."""
        said = ""
        if name == "t" or element.tag == _MATH:
            said = element.text or ""
        elif name == "sym":
            code = element.get(f"{W}char", "")
            said = BULLETS.get(chr(int(code, 16)), chr(int(code, 16))) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
        elif name in _SIGNS:
            said = _SIGNS[name]
        elif name in ("br", "cr"):
            self._break(element)
        elif name in ("footnoteReference", "endnoteReference") and not hidden:
            kind, id_ = name.removesuffix("Reference"), element.get(f"{W}id", "")
            self._call(kind, id_, _custom(element, skipped))
        if not said:
            return
        if hidden:
            self.text.left[HIDDEN] += len(said.strip())
        elif any(not one.shown for one in self.fields):
            self.text.left[CODES] += len(said.strip())
        elif not any(one.note for one in self.fields):
            said = self.text.controls.without(said, self.stream.count + 1)
            linked: ValuedLook = ("link", link)
            tongue = self.text.languages.look(language, said)
            self.words.put(said, (*looks, *tongue, *((linked,) if link else ())))

    def _break(self, element: etree._Element) -> None:
        """A line ends here, or a page or column does."""
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            self.words.line()
        elif self.words.length:
            self.words.put(" ")
            self.turned = True
        else:
            self.stream.page()

    def _call(self, kind: str, id_: str, custom: str = "") -> None:
        """Hang a note here. A note within a note is read after it, for notes have no notes."""
        if not self.note:
            note = self.text.note(kind, id_, custom, self.stream.count + 1)
            if note is not None:
                self.words.call(note)
        elif (kind, id_) not in self.text.notes and (source := self.text.sources[kind].get(id_)) is not None:
            self.text.notes[kind, id_] = DocumentNote(id_, ())
            inner = _Story(self.text, self.text.links[kind], note=True)
            inner.walk(source, ("note",))
            self.nested += [*inner.stream.blocks(), *inner.nested]

    # --- Fields -----------------------------------------------------------------------------------------------------------

    def _link(self) -> str:
        return next((one.link for one in reversed(self.fields) if one.link), "")

    def _field(self, event: str) -> None:
        if event == "begin":
            self.fields.append(_OpenField())
        elif event == "separate" and self.fields:
            self.fields[-1] = self._opened("".join(self.fields[-1].code))
        elif event == "end" and self.fields:
            self.fields.pop()

    def _code(self, code: str) -> None:
        self.text.left[CODES] += len(code.strip())
        if self.fields:
            self.fields[-1].code.append(code)

    def _opened(self, code: str) -> _OpenField:
        """A field whose code has been read. The number of a note that is called again is a call."""
        opened = _OpenField(shown=True)
        if not self.note and (named := _NOTE_REFERENCE.match(code)) and (key := self.text.bookmarks.get(named[1])):
            opened.note = True
            self._call(*key)
        elif found := _LINK.match(code):
            opened.linked, opened.link = True, found[1] or ""
        elif found := _INDEX.match(code):
            if found[1].upper() == "INDEX":
                opened.role = "index"
            else:
                opened.within = ("navigation",)
            # A paragraph that begins with a table of contents or an index is of it.
            self.around += [opened] if not self.words.length else []
        return opened


def _with(within: tuple[Surrounding, ...], *more: tuple[Surrounding, ...]) -> tuple[Surrounding, ...]:
    """What something stands in, with more that holds it, each once."""
    for names in more:
        within = (*within, *(name for name in names if name not in within))
    return within


def _letters(root: etree._Element) -> int:
    """How many letters the text of an element has, deleted text too."""
    found = root.iter(W + "t", W + "delText", W + "instrText", W + "delInstrText")
    return len("".join(element.text or "" for element in found).strip())


def _custom(reference: etree._Element, skipped: set[etree._Element]) -> str:
    """The sign that an author chose for a note instead of its number; what it is printed by is skipped."""
    if reference.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
        return ""
    following = reference.getnext()
    if following is None or following.tag not in (W + "t", W + "sym"):
        return "*"
    skipped.add(following)
    code = following.get(f"{W}char", "")
    if following.tag == W + "sym":
        return chr(int(code, 16) & 0xFF) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else "*"
    return (following.text or "*").strip()
