"""Turn a file into its outline: the document that its shape gives, its notes hung, divided into the entries of the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from edition.errors import TextError
from edition.language.languages import Language, language_of, language_of_tag, language_read_as
from edition.language.tags import normal_tag
from edition.messages import Message, Report
from edition.messages.values import Placed
from edition.model import Entry, Locus, Note, Witness
from edition.model.documents import (
    Document,
    DocumentBlock,
    DocumentEntry,
    DocumentNote,
    DocumentOutline,
    NoteCall,
    OutsideKind,
    OutsidePart,
)
from edition.readers import read_file
from edition.readers.note_calls import bind_notes
from edition.readers.outside import with_licence
from edition.readers.shapes import UnknownFile
from edition.readers.telling import SniffedFile, described, shape_of
from edition.readers.title_page import guessed
from edition.readers.work_divisions import divide

# The fields by which a library of texts describes a text before it.
_FIELD = re.compile(
    r"^\s*(Title|Author|Translator|Language|Titel|Autor|Übersetzer|Titre|Auteur|Traducteur)\s*:\s*(\S.*?)\s*$", re.IGNORECASE
)
_NAMES = {
    "titel": "title",
    "titre": "title",
    "autor": "author",
    "auteur": "author",
    "übersetzer": "translator",
    "traducteur": "translator",
}


def outline_of(raw: bytes, file: str, tag: str, report: Report) -> tuple[DocumentOutline, str]:
    """Read a file of any shape into its outline, and the tag of the language that it is read in.

    `tag`: that of its language, "" where nobody says: then what the file states or is written in. Reports notes that nothing calls
    (W192), a title taken from the title page (I195), and what `divide` reports.

    Raises TextError: nothing here reads the file (E139), it is empty (E002) or damaged (E130 to E135).
    """
    if not raw.strip():
        raise TextError(Message("E002", Locus(file)))
    unknown = UnknownFile(raw, file)
    shape = shape_of(unknown)
    stated = described(unknown)
    given = shape.document(unknown, report) if shape.document else None
    if given is None:
        return _as_read(raw, file, tag, stated, report)
    document = _described(given, stated)
    if not any(block.text for block in document.blocks):
        raise TextError(Message("E134", Locus(file), {"kind": shape.title}))
    language = _language(document, tag)
    document, loose = bind_notes(with_licence(document))
    if loose:
        places = tuple(Placed(note.n, Locus(file, note.line)) for note in loose)
        report.add("W192", Locus(file, loose[0].line), count=len(loose), places=places)
    outline = divide(document, language, report)
    return _with_title_page(outline, language, report), tag or language.tag


def _with_title_page(outline: DocumentOutline, language: Language, report: Report) -> DocumentOutline:
    """An outline whose document, if it states no title, has what its title page says. Reports that (I195)."""
    document = outline.document
    pages = [part for part in outline.outside if part.what == "title-page" and part.where == "before"]
    if document.title or not pages:
        return outline
    said = guessed([block for part in pages for block in part.blocks], language.tag)
    if not said.title:
        return outline
    authors, translators = document.authors or said.authors, document.translators or said.translators
    report.add("I195", Locus(document.file, pages[0].blocks[0].line), names=(said.title, *authors, *translators))
    return replace(outline, document=replace(document, title=said.title, authors=authors, translators=translators))


def _language(document: Document, tag: str) -> Language:
    if tag:
        return language_read_as(tag)
    text = " ".join(block.text for block in document.blocks)
    written = language_of(text)
    return language_read_as(written.tag if written else document.language or "en")


def _described(document: Document, stated: SniffedFile) -> Document:
    """A document with what its file states of the work: in its format, or in the fields of a library."""
    fields: dict[str, list[str]] = {}
    for block in document.blocks[:80]:
        for row in re.split(r"(?<=\S)\s+(?=(?:Title|Author|Translator|Language)\s*:)", block.text):
            if (found := _FIELD.match(row)) and len(row) < 200:
                name = found[1].lower()
                fields.setdefault(_NAMES.get(name, name), []).append(found[2])
    title = next(iter(fields.get("title", ())), "") or stated.title
    authors = tuple(fields.get("author", ())) or stated.authors
    language = stated.language or normal_tag(document.language)
    return replace(document, title=title, authors=authors, translators=tuple(fields.get("translator", ())), language=language)


# --- Shapes that give no document yet --------------------------------------------------------------------------------------


def _as_read(raw: bytes, file: str, tag: str, stated: SniffedFile, report: Report) -> tuple[DocumentOutline, str]:
    """The outline of a file whose shape is still read into entries at once."""
    language = tag or stated.language or "en"
    witness = Witness("A", title=stated.title, authors=stated.authors, reader=stated.reader, file=file, language=language)
    witness = read_file(witness, raw, report)
    document = Document(file, stated.reader, stated.title, stated.authors, language=stated.language)
    entries = tuple(_entry(entry) for entry in witness.entries)
    dated = any(entry.edtf for entry in witness.entries)
    keys = "dates" if dated else "numbers" if entries else "none"
    levels = ("date",) if dated else ("chapter",)
    outside = tuple(_outside(witness))
    found = DocumentOutline(document, levels if entries else (), keys, "", entries, outside)  # type: ignore[arg-type]
    return found, language_of_tag(language).tag


# What the parts of a source are that are in no entry.
_OUTSIDE: dict[str, OutsideKind] = {
    "title": "title-page", "byline": "title-page", "standfirst": "title-page", "matter": "title-page", "caption": "caption",
    "pull quote": "other-work", "credit": "colophon", "heading": "part-heading", "division": "part-heading", "reference": "index",
    "biography": "colophon", "aside": "other-work", "fw": "part-heading",
}  # fmt: skip


def _outside(witness: Witness) -> Iterator[OutsidePart]:
    heads = [part.start for part in witness.parts if part.kind == "head"]
    for part in witness.parts:
        if part.kind in _OUTSIDE and (text := " ".join(witness.layer[part.start : part.end].split())):
            where: Literal["before", "between", "after"] = "between"
            if not heads or part.start < heads[0]:
                where = "before"
            elif part.start > heads[-1] and part.kind not in ("fw", "aside", "caption"):
                where = "after"
            yield OutsidePart(_OUTSIDE[part.kind], where, (DocumentBlock("p", text),))


def _entry(entry: Entry) -> DocumentEntry:
    blocks = []
    for index, paragraph in enumerate(entry.paragraphs):
        calls = tuple(NoteCall(note.offset, _note(note)) for note in entry.notes if note.paragraph == index)
        kind = "item" if paragraph.kind == "item" else "p"
        line = paragraph.locus.line if paragraph.locus else None
        blocks.append(DocumentBlock(kind, paragraph.text, notes=calls, label=paragraph.label, line=line))  # type: ignore[arg-type]
    head = tuple(part for part in (entry.dateline, entry.title) if part)
    on_head = tuple(_note(note) for note in entry.notes if note.paragraph is None)
    return DocumentEntry(entry.n, (), head, entry.title or "", tuple(blocks), on_head, entry.locus.line if entry.locus else None)


def _note(note: Note) -> DocumentNote:
    return DocumentNote(note.n, (DocumentBlock("p", note.text, within=("note",)),), note.locus.line if note.locus else None)
