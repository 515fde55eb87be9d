"""Turn an edition into a Word document (DOCX, ECMA-376): styles by name, apparatus and notes as footnotes, looks, languages.

python-docx gives the package and the styles. It has no footnotes (measured with version 1.2.0), and they are made here as a part of
the package, ECMA-376 part 1, 17.11.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from edition.language.languages import language_of_tag
from edition.language.tags import direction
from edition.model import Paragraph
from edition.tei.export.exported_edition import UNKNOWN_LANGUAGE, ExportedEdition
from edition.tei.export.headings_above import headings_above, new_headings
from edition.tei.export.left_out import begins_speech
from edition.tei.export.printed_text import (
    NoteMark,
    Printed,
    PrintedParagraph,
    PrintedWords,
    SaidUnit,
    looked,
    printed_paragraphs,
    said_unit,
    shortened,
    told_units,
    untold,
)

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NS}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# Looks that Word has, as properties of a run: element and value.
_RUNS = {
    "italic": ("i", ""), "bold": ("b", ""), "small-caps": ("smallCaps", ""), "sup": ("vertAlign", "superscript"),
    "sub": ("vertAlign", "subscript"), "underline": ("u", "single"), "strike": ("strike", ""),
}  # fmt: skip
# In this order a run has its properties (ECMA-376, 17.3.2.28).
_ORDER = ("rStyle", "b", "i", "smallCaps", "strike", "u", "vertAlign", "lang")
_VERSE, _SPEAKER, _STAGE, _QUOTATION, _APPARATUS, _NOTE = (
    "Verse", "Speaker", "Stage Direction", "Quotation", "Apparatus", "Footnote Text",
)  # fmt: skip
_CALL, _DIRECTION = "Footnote Reference", "Stage Direction in Text"
# The earliest day that a ZIP file can hold: the same document gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the document of the text that is printed. Each entry of the apparatus and each note is a footnote, in its own style."""
    return _WordFile(edition, tree).packed(), untold(edition)


class _WordFile:
    """A Word document in the making."""

    def __init__(self, edition: ExportedEdition, tree: etree._ElementTree) -> None:
        import docx

        self.edition = edition
        self.words = language_of_tag(edition.language).book
        self.units = told_units(edition)
        self.document: Any = docx.Document()
        self.ids = _styles(self.document, edition.language)
        self.footnotes = etree.Element(f"{W}footnotes", nsmap={"w": _NS})
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = etree.SubElement(self.footnotes, f"{W}footnote", {f"{W}type": kind, f"{W}id": str(number)})
            run = etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}{kind}")
        self.count = 0
        self.last: Paragraph | None = None
        self.table: etree._Element | None = None
        body = self.document.element.body
        self.end = body[-1]
        core = self.document.core_properties
        core.title, core.author, core.comments, core.language = edition.title, "", "", edition.language
        self._fill(headings_above(tree))

    def _fill(self, above: Mapping[str, Sequence[str]]) -> None:
        if self.edition.title:
            self._paragraph("Title", [self._run(PrintedWords(self.edition.title))])
        deepest = max((len(heads) for heads in above.values()), default=0)
        before: Sequence[str] = ()
        for entry in self.edition.entries:
            heads = above.get(entry.n, ())
            for depth, head in new_headings(before, heads):
                self._paragraph(f"Heading {min(depth, 8)}", [self._run(PrintedWords(head))])
            before = heads
            self.last = None
            for printed in printed_paragraphs(self.edition, entry, self.units):
                self._block(printed, min(deepest + 1, 9))

    # --- Blocks -----------------------------------------------------------------------------------------------------------

    def _block(self, printed: PrintedParagraph, level: int) -> None:
        paragraph = printed.paragraph
        runs = [run for piece in printed.pieces for run in self._runs(piece)]
        if paragraph is None:
            self._paragraph(f"Heading {level}", runs)
            return
        if paragraph.section:
            self._paragraph("Normal", [self._run(PrintedWords("* * *"))], centred=True)
        if begins_speech(paragraph):
            self._paragraph(_SPEAKER, [self._run(PrintedWords(paragraph.speaker))])
        follows = self.last is not None and self.last.kind == "l" == paragraph.kind
        if follows and "stanza" in paragraph.within[paragraph.shared :]:
            self._paragraph(_VERSE, [])
        if paragraph.kind == "cell":
            self._cell(paragraph, runs)
        else:
            self._paragraph(_style_of(paragraph), runs)
        self.last = paragraph

    def _paragraph(
        self, style: str, runs: Iterable[etree._Element], *, centred: bool = False, into: etree._Element | None = None
    ) -> None:
        element = etree.Element(f"{W}p")
        properties = etree.SubElement(element, f"{W}pPr")
        _said(properties, "pStyle", self.ids[style])
        if centred:
            _said(properties, "jc", "center")
        element.extend(runs)
        if into is None:
            self.table = None
            self.end.addprevious(element)
        else:
            into.append(element)

    def _cell(self, paragraph: Paragraph, runs: list[etree._Element]) -> None:
        """A cell of a table: rows and tables begin where the paragraph does not share them with the one before."""
        new = paragraph.within[paragraph.shared :]
        if self.table is None or "table" in new:
            self.table = etree.Element(f"{W}tbl")
            _said(etree.SubElement(self.table, f"{W}tblPr"), "tblStyle", self.ids["Table Grid"])
            etree.SubElement(self.table, f"{W}tblGrid")
            self.end.addprevious(self.table)
        rows = self.table.findall(f"{W}tr")
        row = rows[-1] if rows and "row" not in new else etree.SubElement(self.table, f"{W}tr")
        table = self.table
        self._paragraph("Normal", runs, into=etree.SubElement(row, f"{W}tc"))
        self.table = table
        grid = table.find(f"{W}tblGrid")
        while grid is not None and len(grid) < len(row):
            etree.SubElement(grid, f"{W}gridCol")

    # --- Runs -------------------------------------------------------------------------------------------------------------

    def _runs(self, piece: Printed) -> Iterator[etree._Element]:
        if isinstance(piece, PrintedWords):
            yield self._run(piece)
        elif isinstance(piece, NoteMark):
            whose = [self._run(PrintedWords(f"{piece.siglum}: ", frozenset({("italic", "")})))] if piece.siglum else []
            yield self._called(_NOTE, [*whose, *(self._run(one) for one in looked(piece.note.text, piece.note.looks))])
        elif piece.kind == "close":
            yield self._called(_APPARATUS, self._apparatus(said_unit(self.edition, piece.unit, self.words)))

    def _apparatus(self, said: SaidUnit) -> Iterator[etree._Element]:
        """The words of an entry of the apparatus: sigla and what is said of readings are italic, readings as they are."""
        italic = frozenset({("italic", "")})
        yield self._run(PrintedWords(f"{shortened(said.lemma)}] "))
        for number, one in enumerate(said.readings):
            if number:
                yield self._run(PrintedWords("; "))
            if one.said:
                yield self._run(PrintedWords(f"{one.said} ", italic))
            if one.reading:
                yield self._run(PrintedWords(f"{one.reading} "))
            yield self._run(PrintedWords(" ".join(one.sigla), italic))
        if said.remark:
            yield self._run(PrintedWords(f" ({said.remark})"))

    def _called(self, style: str, runs: Iterable[etree._Element]) -> etree._Element:
        """The call of a footnote that is made of runs."""
        self.count += 1
        note = etree.SubElement(self.footnotes, f"{W}footnote", {f"{W}id": str(self.count)})
        self._paragraph(style, [self._marked("footnoteRef"), self._run(PrintedWords(" ")), *runs], into=note)
        return self._marked("footnoteReference", str(self.count))

    def _marked(self, name: str, number: str = "") -> etree._Element:
        run = etree.Element(f"{W}r")
        _said(etree.SubElement(run, f"{W}rPr"), "rStyle", self.ids[_CALL])
        etree.SubElement(run, W + name, {f"{W}id": number} if number else {})
        return run

    def _run(self, piece: PrintedWords) -> etree._Element:
        run = etree.Element(f"{W}r")
        values = dict(_RUNS[look] for look, _ in piece.looks if look in _RUNS)
        if ("stage", "") in piece.looks:
            values["rStyle"] = self.ids[_DIRECTION]
        if language := next((value for look, value in sorted(piece.looks) if look == "lang"), ""):
            values["lang"] = language
        if values:
            properties = etree.SubElement(run, f"{W}rPr")
            for name in _ORDER:
                if name in values:
                    _said(properties, name, values[name])
                    if name == "lang" and direction(values[name]) == "rtl":
                        properties[-1].set(f"{W}bidi", values[name])
        words = etree.SubElement(run, f"{W}t", {f"{_XML}space": "preserve"})
        words.text = piece.text
        return run

    # --- The package ------------------------------------------------------------------------------------------------------

    def packed(self) -> bytes:
        """The bytes of the package, the same for the same edition."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        blob = etree.tostring(self.footnotes, encoding="utf-8", xml_declaration=True, standalone=True)
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package)
        self.document.part.relate_to(part, _FOOTNOTES_OF)
        settings = self.document.settings.element
        kept = etree.Element(f"{W}footnotePr")
        for number in ("-1", "0"):
            etree.SubElement(kept, f"{W}footnote", {f"{W}id": number})
        place = settings.find(f"{W}compat")
        if place is not None:
            place.addprevious(kept)
        saved = io.BytesIO()
        self.document.save(saved)
        made = io.BytesIO()
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, _DAY), old.read(name), zipfile.ZIP_DEFLATED)
        return made.getvalue()


def _said(element: etree._Element, name: str, value: str) -> None:
    """A property of a run or paragraph; one without a value is switched on."""
    etree.SubElement(element, W + name, {f"{W}val": value} if value else {})


def _style_of(paragraph: Paragraph) -> str:
    if paragraph.kind == "l":
        return _VERSE
    if paragraph.kind == "stage":
        return _STAGE
    if paragraph.kind == "caption":
        return "Caption"
    if {"quotation", "epigraph"} & {*paragraph.within}:
        return _QUOTATION
    return "List Paragraph" if paragraph.kind == "item" or "list" in paragraph.within else "Normal"


def _styles(document: Any, language: str) -> dict[str, str]:
    """Make the styles that an edition needs, and give the ids of all by their names."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    styles = document.styles

    def style(name: str, kind: Any = WD_STYLE_TYPE.PARAGRAPH, based: str = "Normal") -> Any:
        made = styles[name] if name in styles else styles.add_style(name, kind)
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            made.base_style = styles[based]
        return made

    for name, indent, after in ((_VERSE, 1.0, 0), (_STAGE, 1.0, 6), (_QUOTATION, 1.0, 6), (_SPEAKER, 0.0, 0)):
        one = style(name)
        one.paragraph_format.left_indent, one.paragraph_format.space_after = Cm(indent), Pt(after)
    styles[_SPEAKER].font.small_caps = True
    styles[_SPEAKER].paragraph_format.keep_with_next = True
    styles[_STAGE].font.italic = True
    for one in styles:
        # The template's headings are blue.
        if one.type == WD_STYLE_TYPE.PARAGRAPH and (one.name == "Title" or one.name.startswith("Heading ")):
            one.font.color.rgb = RGBColor(0, 0, 0)
    small = style(_NOTE)
    small.font.size, small.paragraph_format.space_after = Pt(9), Pt(0)
    style(_APPARATUS, based=_NOTE)
    style(_CALL, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    style(_DIRECTION, WD_STYLE_TYPE.CHARACTER).font.italic = True
    defaults = styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is not None and language != UNKNOWN_LANGUAGE:
        said = defaults.find(f"{W}lang")
        said = etree.SubElement(defaults, f"{W}lang") if said is None else said
        said.set(f"{W}val", language)
        if direction(language) == "rtl":
            said.set(f"{W}bidi", language)
    return {one.name: one.style_id for one in styles}
